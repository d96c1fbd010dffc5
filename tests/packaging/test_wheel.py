"""The wheel, built, installed into an empty environment, and used from another folder."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
DATA_FOLDERS = ("migrations", "resources", "seeds")

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@dataclass(frozen=True, slots=True)
class Installed:
    """A wheel in an environment of its own.

    Attributes:
        wheel: The file that was built.
        programs: The environment's folder of programs.
        elsewhere: An empty folder to work in, which is also the home of its user.
    """

    wheel: Path
    programs: Path
    elsewhere: Path

    def run(self, program: str, *words: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "HOME": str(self.elsewhere),
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
        }
        return subprocess.run(
            [str(self.programs / program), *words],
            cwd=self.elsewhere,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )


def run_or_fail(words: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        words,
        cwd=PROJECT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}\n{done.stderr}"


@pytest.fixture(scope="module")
def installed(
    tmp_path_factory: pytest.TempPathFactory, outer_environment: dict[str, str]
) -> Installed:
    folder = tmp_path_factory.mktemp("wheel")
    environment = outer_environment | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    run_or_fail([*build, "--outdir", str(folder), str(PROJECT)], environment)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "environment", with_pip=True)
    programs = folder / "environment" / "bin"
    pip = [str(programs / "python"), "-m", "pip", "install", "--quiet"]
    run_or_fail([*pip, "-c", str(PROJECT / "constraints.txt"), str(wheel)], environment)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    return Installed(wheel, programs, elsewhere)


def test_the_wheel_holds_the_data_and_nothing_else(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as archive:
        names = set(archive.namelist())
    expected = {
        f"curator/_data/{path.relative_to(PROJECT).as_posix()}"
        for folder in DATA_FOLDERS
        for path in (PROJECT / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert {name.split("/")[2] for name in expected} == set(DATA_FOLDERS)
    assert expected - names == set()
    assert [name for name in names if "__pycache__" in name] == []
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"curator"}
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_it_runs_from_the_environment_and_not_from_the_checkout(installed: Installed) -> None:
    words = "import curator.data as d; print(d.__file__); print(d.data_path('seeds').is_dir())"
    done = installed.run("python", "-c", words)
    file, found = done.stdout.split()
    assert Path(file).is_relative_to(installed.programs.parent)
    assert found == "True"


@pytest.mark.parametrize("start", [("curator",), ("python", "-m", "curator")])
def test_version(installed: Installed, start: tuple[str, ...]) -> None:
    done = installed.run(*start, "--version")
    assert done.returncode == 0, done.stderr
    assert installed.wheel.name.split("-")[1] in done.stdout


def test_codebook_names_the_fields_of_the_form(installed: Installed) -> None:
    done = installed.run("curator", "codebook")
    assert done.returncode == 0, done.stderr
    for key in ("report.title", "target_cell", "payload", "safety"):
        assert key in done.stdout


def test_it_suggests_by_its_own_vocabularies_and_knows_its_plugin(installed: Installed) -> None:
    article = installed.elsewhere / "news.txt"
    words = (
        "A study in mice\n\nCAR T cells that secrete IL-12 cured mice, Nature Medicine reports.\n"
    )
    article.write_text(words, encoding="utf-8")
    done = installed.run("curator", "--json", "suggest", "--plugin", "nobody", str(article))
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert {"payload", "organism"} <= {one["field"] for one in said["suggestions"]}
    assert said["notes"] == ["There is no plug-in nobody."]
    found = "from curator.suggest.plugins import installed_plugins as i; print(*i())"
    assert installed.run("python", "-c", found).stdout.split() == ["local-model"]


def test_the_sample_opens_off_screen(installed: Installed) -> None:
    made = installed.elsewhere / "sample"
    done = installed.run("curator", "open", "--sample", "--offscreen", str(made))
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert (made / "window.png").read_bytes().startswith(b"\x89PNG")
    (registry,) = made.glob("*.curator")
    assert installed.run("curator", "--registry", str(registry), "verify").returncode == 0
    exported = {path.suffix for path in made.iterdir()}
    assert {".csv", ".xlsx", ".jsonl"} <= exported
