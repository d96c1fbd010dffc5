"""The scripts of ``.ci/`` on machines that are not this one, with made-up programs on the path."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
REAL_PROGRAMS = ("dirname", "env", "ln", "true")


@dataclass(frozen=True, slots=True)
class Machine:
    """A folder of programs that is the whole path, and a log of what they were called with."""

    folder: Path
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "log", self.folder / "log")
        self.log.touch()
        for name in REAL_PROGRAMS:
            real = shutil.which(name)
            assert real is not None
            (self.folder / name).symlink_to(real)

    def add(self, name: str, body: str = "") -> None:
        program = self.folder / name
        program.write_text(f'#!/bin/sh\necho "{name} $*" >> "{self.log}"\n{body}\n')
        program.chmod(0o755)

    def calls(self, name: str) -> list[str]:
        lines = self.log.read_text().strip("\n").split("\n")
        return [line for line in lines if line.startswith(f"{name} ")]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", *words],
            env={"PATH": str(self.folder)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    made.add("apt-get")
    made.add("id", "echo 1000")
    return made


def install(machine: Machine) -> subprocess.CompletedProcess[str]:
    return machine.run(str(PROJECT / ".ci" / "install"), "libgl1", "libegl1")


def test_root_updates_and_installs(machine: Machine) -> None:
    machine.add("id", "echo 0")
    assert install(machine).returncode == 0
    assert machine.calls("apt-get") == [
        "apt-get update -qq",
        "apt-get install -y --no-install-recommends libgl1 libegl1 -qq",
    ]


def test_sudo_without_a_password_installs(machine: Machine) -> None:
    machine.add("sudo", 'shift; exec "$@"')
    assert install(machine).returncode == 0
    assert machine.calls("apt-get")[-1].startswith("apt-get install -y")


@pytest.mark.parametrize("sudo", ["absent", "asks for a password"])
def test_who_may_not_install_gets_the_exact_command(machine: Machine, sudo: str) -> None:
    if sudo != "absent":
        machine.add("sudo", "exit 1")
    done = install(machine)
    assert done.returncode == 1
    command = "sudo apt-get install -y --no-install-recommends libgl1 libegl1"
    assert f"    sudo apt-get update && {command}\n" in done.stderr
    assert machine.calls("apt-get") == []


def test_a_system_without_apt_gets_the_names(machine: Machine) -> None:
    (machine.folder / "apt-get").unlink()
    done = install(machine)
    assert done.returncode == 1
    assert "libgl1 libegl1" in done.stderr


def test_an_installation_that_fails_is_a_failure(machine: Machine) -> None:
    machine.add("id", "echo 0")
    machine.add("apt-get", "exit 100")
    done = install(machine)
    assert done.returncode == 1
    assert "The installation failed" in done.stderr


def test_prerequisites_install_what_is_missing(machine: Machine) -> None:
    machine.add("id", "echo 0")
    machine.add("git")
    machine.add("apt-get", f'[ "$1" = update ] || ln -s {sys.executable} {machine.folder}/python3')
    assert machine.run(str(PROJECT / ".ci" / "prerequisites")).returncode == 0
    assert machine.calls("apt-get")[-1].endswith("make python3 python3-venv -qq")


def test_an_old_python_is_refused_with_a_sentence(machine: Machine) -> None:
    machine.add("git")
    machine.add("make")
    body = 'case "$*" in *version_info*) exit 1;; --version) echo "Python 3.9.2";; esac'
    machine.add("python3", body)
    done = machine.run(str(PROJECT / ".ci" / "prerequisites"))
    assert done.returncode == 1
    assert "needs Python 3.11 or newer; python3 is Python 3.9.2" in done.stderr


def missing_on(machine: Machine, script: str) -> subprocess.CompletedProcess[str]:
    """Run ``system_libraries`` where no library can be found, as ``script`` says."""
    folder = str(PROJECT / ".ci")
    words = (
        f"import sys; sys.path.insert(0, {folder!r}); import system_libraries as s;"
        f"s.has_library = lambda name: False; {script}"
    )
    return subprocess.run(
        [sys.executable, "-c", words],
        env={"PATH": str(machine.folder)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def test_a_window_without_a_display_needs_no_x_libraries(machine: Machine) -> None:
    done = missing_on(machine, "print(*s.missing_packages('window'))")
    assert set(done.stdout.split()) == {
        *("libgl1", "libegl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "libglib2.0-0")
    }


def test_tests_need_an_x_server_besides(machine: Machine) -> None:
    done = missing_on(machine, "print(*s.missing_packages('tests'))")
    wanted = {"xvfb", "xauth", "xdotool", "libxcb-cursor0", "libxkbcommon-x11-0", "libxcb-icccm4"}
    assert wanted | {"libgl1", "libxcb-keysyms1", "libxcb-shape0"} <= set(done.stdout.split())


def test_missing_libraries_stop_with_the_command(machine: Machine) -> None:
    done = missing_on(machine, "sys.argv = ['s', 'window']; sys.exit(s.main())")
    assert done.returncode == 1
    assert "sudo apt-get install -y --no-install-recommends libgl1" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the libraries are those of Linux")
def test_a_library_that_is_there_is_found() -> None:
    words = (
        f"import sys; sys.path.insert(0, {str(PROJECT / '.ci')!r}); import system_libraries as s;"
    )
    words += "print(s.has_library('libc.so.6'), s.has_library('libno-such.so.9'))"
    done = subprocess.run(
        [sys.executable, "-c", words], capture_output=True, encoding="utf-8", env=dict(os.environ)
    )
    assert done.stdout.split() == ["True", "False"]
