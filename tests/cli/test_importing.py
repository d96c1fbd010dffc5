"""``curator import`` with its report, lists, passwords; ``curator watch``."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.conftest import ARTICLE, Run

HEARING: Final = (
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "runpy.run_module('curator', run_name='__main__', alter_sys=True)"
)
"""The program as a terminal starts it: what runs in the background of a shell ignores Ctrl+C."""


def mixed(folder: Path) -> Path:
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "blank.txt").write_text("  \n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("ending", ["json", "csv"])
def test_a_report_is_written_and_its_failed_files_run_again(
    run: Run, tmp_path: Path, ending: str
) -> None:
    folder, report = mixed(tmp_path / "in"), tmp_path / f"report.{ending}"
    code, out, _ = run("import", folder, "--report", report)
    assert code == 11
    assert "1 imported, 0 there already, 1 failed" in out
    code, out, _ = run("import", "--retry", report)
    assert code == 11
    assert "0 imported, 0 there already, 1 failed" in out
    (folder / "blank.txt").write_text("Now it speaks of cells.\n", encoding="utf-8")
    code, out, _ = run("import", "--retry", report)
    assert code == 0
    assert "A-0002  blank.txt" in out


def test_what_is_passed_over_and_what_to_do_next_are_said(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for place in ("one", "two"):
        (folder / place).mkdir(parents=True)
        (folder / place / "blank.txt").write_text("  \n", encoding="utf-8")
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    _, out, _ = run("import", folder)
    lines = out.split("\n")
    named = [line.partition(": ")[0] for line in lines]
    failed = named.index("failed   one/blank.txt")
    assert lines[failed + 1] == "         There is nothing to import in it."
    assert "failed   two/blank.txt" in named
    assert f"passed   {folder / 'picture.png'}: a picture, no article" in lines
    assert "1 imported, 0 there already, 2 failed, 1 passed over." in lines
    for number in range(30):
        (folder / f"picture{number}.png").touch()
    _, out, _ = run("import", folder)
    assert "passed   11 more; --report names them." in out.split("\n")


def test_the_value_is_the_report(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("import", mixed(tmp_path / "in"), "--json")
    assert code == 11
    data = json.loads(out)
    assert data["counts"]["taken"] == data["counts"]["failed"] == 1
    assert data["files"][0]["file"].startswith("file://")


def test_there_has_to_be_something_to_import(run: Run, tmp_path: Path) -> None:
    code, _, err = run("import")
    assert (code, "--retry" in err) == (2, True)
    code, _, err = run("import", "--retry", tmp_path / "none.json")
    assert (code, "none.json cannot be read" in err) == (11, True)


def test_columns_are_explained(
    run: Run, run_json: Callable[..., Any], tmp_path: Path, article: Path
) -> None:
    run("import", article)
    path = tmp_path / "list.csv"
    path.write_text("Nr,Tier\nA-1,mouse\nA-7,mouse\n", encoding="utf-8")
    code, out, _ = run(
        "import", path, "--columns", "Nr=article", "--columns", "Tier=field:organism"
    )
    assert code == 11
    assert "failed   list.csv > row 3: There is no article A-7" in out
    shown = run_json("show", "A-0001")
    (extraction,) = shown["extractions"]
    assert extraction["claims"]["organism"]["items"][0]["note"] == "from list.csv, row 2"
    mapped = tmp_path / "map.json"
    mapped.write_text('{"Nr": "article", "Tier": "field:organism"}', encoding="utf-8")
    code, out, _ = run("import", path, "--columns", mapped)
    assert "1 there already" in out
    code, _, err = run("import", path, "--columns", "Nr=nonsense")
    assert (code, "cannot mean “nonsense”" in err) == (2, True)
    mapped.write_text("[]", encoding="utf-8")
    assert run("import", path, "--columns", mapped)[0] == 2


def test_columns_that_were_explained_once_are_known_in_a_folder_too(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    path = folder / "refs.csv"
    path.write_text("Nr,Wie,DOI\n1,CAR T cells in lupus,10.1000/x1\n", encoding="utf-8")
    code, out, _ = run("import", path, "--columns", "Wie=title")
    assert (code, "1 imported" in out) == (0, True)
    for again in (path, folder):
        code, out, _ = run("import", again)
        assert (code, "0 imported, 1 there already, 0 failed" in out) == (0, True), out


def test_a_list_of_readings_in_a_folder_is_taken_as_one(
    run: Run, run_json: Callable[..., Any], tmp_path: Path, article: Path
) -> None:
    run("import", article)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "list.csv").write_text("Article,Organism\nA-1,mouse\n", encoding="utf-8")
    code, out, _ = run("import", folder)
    assert (code, "A-0001  list.csv > row 2" in out) == (0, True), out
    (extraction,) = run_json("show", "A-0001")["extractions"]
    assert extraction["claims"]["organism"]["items"][0]["note"] == "from list.csv, row 2"
    assert "1 there already" in run("import", folder)[1]


def test_a_list_that_waits_for_its_columns_is_no_failure(
    run: Run, run_json: Callable[..., Any], tmp_path: Path, article: Path
) -> None:
    """In a folder it is said; a file that was named itself and is not in makes the code tell."""
    run("import", article)
    folder, saved = tmp_path / "in", tmp_path / "report.json"
    folder.mkdir()
    path = folder / "list.csv"
    path.write_text("article,study,field:nothing\nA-1,S-1,12\n", encoding="utf-8")
    code, out, _ = run("import", folder, "--report", saved)
    lines = out.split("\n")
    assert code == 0, out
    waits = next(n for n, line in enumerate(lines) if line.startswith("columns  list.csv: "))
    assert "--columns HEADER=MEANING" in lines[waits + 1]
    assert "0 imported, 0 there already, 0 failed, 1 with columns to choose." in lines
    assert json.loads(saved.read_text(encoding="utf-8"))["counts"]["columns"] == 1
    assert run("import", path)[0] == 11
    data = run("import", folder, "--json")[1]
    assert json.loads(data)["files"][0]["outcome"] == "columns"
    said = ("--columns", "article=article", "--columns", "field:nothing=field:dose")
    code, out, _ = run("import", "--retry", saved, *said)
    assert (code, "1 imported" in out) == (0, True), out
    assert "dose" in run_json("show", "A-0001")["extractions"][0]["claims"]


def test_a_watched_list_that_waits_is_no_failure(run: Run, tmp_path: Path, article: Path) -> None:
    run("import", article)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "list.csv").write_text("Article,Organism\nA-1,mouse\n", encoding="utf-8")
    code, out, _ = run("watch", folder, "--once", "--every", 0.1)
    assert (code, "columns  list.csv: " in out) == (0, True), out


def test_no_limit_takes_what_a_limit_refuses(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(ARTICLE * 40, encoding="utf-8")
    code, out, _ = run("import", path, "--max-bytes", 1_000)
    assert (code, "more than the limit" in out) == (11, True)
    assert run("import", path, "--max-bytes", 0)[0] == 0


def test_watching_once_imports_what_stands_still(run: Run, tmp_path: Path) -> None:
    folder = mixed(tmp_path / "in")
    code, out, _ = run("watch", folder, "--once", "--every", 0.1)
    assert code == 11
    assert "1 imported, 0 there already, 1 failed" in out
    (folder / "blank.txt").unlink()
    code, out, _ = run("watch", folder, "--once", "--every", 0.1)
    assert (code, "0 imported, 1 there already" in out) == (0, True)
    code, _, err = run("watch", tmp_path / "none", "--once")
    assert (code, "is no folder" in err) == (3, True)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a terminal")
def test_ctrl_c_ends_watching_cleanly(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    environment = {**os.environ, "CURATOR_HOME": str(tmp_path / "home"), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-c", HEARING, "watch", str(folder), "--every", "0.1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
    )
    assert process.stderr is not None
    assert process.stdout is not None
    limit = threading.Timer(120, process.kill)
    limit.start()
    assert process.stderr.readline().startswith("Watching")
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    assert process.stdout.readline().startswith("A-0001  a.txt")
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    limit.cancel()
    assert process.returncode == 130
    assert err.strip() == "Cancelled."
