"""A large import is staged by another process; what comes of it is the same."""

from __future__ import annotations

import os
import tempfile
import threading
from pathlib import Path

import psutil
import pytest

from curator.domain.errors import Cancelled, ReadOnlyError, StorageError
from curator.ingest.values import ReadOptions, SourceFile
from curator.ingest.workers import Parsers
from curator.services.importing import bring_in, stage
from curator.services.opening import open_article
from curator.services.registry import Registry
from curator.services.staging_apart import stage_apart
from curator.services.values import Changes
from curator.services.verifying import verify
from tests.registries import ADA


def write_files(folder: Path, number: int) -> Path:
    folder.mkdir()
    for place in range(number):
        words = f"Headline {place}\n\nMice were given {place} cells and lived. Ünïcode 🧬.\n"
        (folder / f"{place:04}.txt").write_text(words, encoding="utf-8")
    (folder / "empty.txt").touch()
    return folder


class Steps:
    """Progress that can act on its first word."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int, str]] = []
        self.heard = threading.Event()

    def step(self, done: int, total: int, what: str = "") -> None:
        self.told.append((done, total, what))
        self.heard.set()


def folders_of_imports() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("curator-import-*"))


def descendants() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def stages(process: psutil.Process) -> bool:
    """Whether it is the process that stages; one that has ended is not."""
    try:
        return "curator.services.staging_process" in process.cmdline()
    except psutil.NoSuchProcess:
        return False


@pytest.fixture(autouse=True)
def own_folder_for_staging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "staging").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "staging"))


def test_it_stages_what_this_process_would(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    files = write_files(tmp_path / "in", 40)
    steps = Steps()
    here = stage(registry, [files], author=ADA, parsers=parsers)
    expected = [(one.outcome, one.name, one.path, one.sentence) for one in here.lines]
    here.close()
    told: list[Changes] = []
    registry.listeners.append(told.append)
    report = bring_in(registry, stage_apart(registry, [files], author=ADA, progress=steps))
    found = [(one.outcome, one.name, one.path, one.sentence) for one in report.lines]
    assert found == expected
    assert steps.told[-1][:2] == (40, 40)
    assert [one.number for one in report.taken] == list(range(1, 41))
    assert report.change == registry.last_change()
    assert [one.everything for one in told] == [True]
    assert verify(registry).problems == ()
    assert open_article(registry, report.taken[7].article_id).body.startswith("Headline 7")
    assert folders_of_imports() == set()
    assert not any(map(stages, descendants()))


def test_a_second_time_everything_is_there(registry: Registry, tmp_path: Path) -> None:
    files = write_files(tmp_path / "in", 12)
    bring_in(registry, stage_apart(registry, [files], author=ADA))
    again = bring_in(registry, stage_apart(registry, [files], author=ADA))
    assert again.change is None
    assert len(again.same) == 12


def test_pasted_bytes_and_names_that_are_no_utf8_go_along(
    registry: Registry, tmp_path: Path
) -> None:
    folder = write_files(tmp_path / "in", 9)
    odd = os.path.join(os.fsencode(folder), b"caf\xe9.txt")  # noqa: PTH118 - pathlib takes no bytes
    with open(odd, "wb") as file:  # noqa: PTH123
        file.write(b"A name of Latin letters\n\nThe words of it stand here.\n")
    pasted = SourceFile(b"", "pasted.txt", 22, b"Pasted words of a page")
    report = bring_in(registry, stage_apart(registry, [pasted, folder], author=ADA))
    assert {"pasted.txt", "caf\\xe9.txt"} < {one.name for one in report.taken}


def test_options_go_along_and_a_password_stands_on_no_command_line(
    registry: Registry, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes("Größe und Maß der Zellen in der Maus.".encode("cp850"))
    seen: list[str] = []

    class Look(Steps):
        def step(self, done: int, total: int, what: str = "") -> None:
            seen.extend(word for one in descendants() for word in one.cmdline())

    options = ReadOptions(encoding="cp850", password="geheim")
    report = bring_in(
        registry, stage_apart(registry, [folder], author=ADA, options=options, progress=Look())
    )
    assert open_article(registry, report.taken[0].article_id).body.startswith("Größe und Maß")
    assert seen
    assert not any("geheim" in word for word in seen)


def test_cancelled_it_leaves_nothing(registry: Registry, tmp_path: Path) -> None:
    files = write_files(tmp_path / "in", 600)
    cancel, steps = threading.Event(), Steps()
    raised: list[BaseException] = []

    def run() -> None:
        try:
            stage_apart(registry, [files], author=ADA, progress=steps, cancel=cancel)
        except Cancelled as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert steps.heard.wait(60)
    cancel.set()
    thread.join(30)
    assert len(raised) == 1
    assert folders_of_imports() == set()
    _, alive = psutil.wait_procs(filter(stages, descendants()), timeout=30)
    assert not alive


def test_killed_it_says_so(registry: Registry, tmp_path: Path) -> None:
    files = write_files(tmp_path / "in", 600)

    class Kill(Steps):
        def step(self, done: int, total: int, what: str = "") -> None:
            for one in descendants():
                if stages(one):
                    one.kill()

    with pytest.raises(StorageError, match="ended by the system"):
        stage_apart(registry, [files], author=ADA, progress=Kill())
    assert folders_of_imports() == set()


def test_closed_instead_of_brought_in_it_leaves_nothing(registry: Registry, tmp_path: Path) -> None:
    before = registry.last_seal()
    stage_apart(registry, [write_files(tmp_path / "in", 12)], author=ADA).close()
    assert registry.last_seal() == before
    assert folders_of_imports() == set()
    assert not any(map(stages, descendants()))


def test_killed_before_it_has_brought_anything_in_it_says_so(
    registry: Registry, tmp_path: Path
) -> None:
    before = registry.last_seal()
    waiting = stage_apart(registry, [write_files(tmp_path / "in", 12)], author=ADA)
    for one in filter(stages, descendants()):
        one.kill()
        one.wait()
    with pytest.raises(StorageError, match="ended by the system"):
        bring_in(registry, waiting)
    assert registry.last_seal() == before
    assert folders_of_imports() == set()


def test_what_goes_wrong_when_it_is_brought_in_is_told(
    sqlite_registry: Registry, tmp_path: Path
) -> None:
    path = sqlite_registry.target.path
    assert path is not None
    waiting = stage_apart(sqlite_registry, [write_files(tmp_path / "in", 12)], author=ADA)
    moved = path.rename(path.with_name("moved.curator"))
    with pytest.raises(StorageError, match="no registry"):
        bring_in(sqlite_registry, waiting)
    moved.rename(path)


def test_what_is_read_only_takes_nothing(sqlite_registry: Registry, tmp_path: Path) -> None:
    path = sqlite_registry.target.path
    assert path is not None
    closed = Registry.open(path, read_only=True)
    with pytest.raises(ReadOnlyError):
        stage_apart(closed, [write_files(tmp_path / "in", 9)], author=ADA)
    closed.close()
