from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from curator.domain.errors import Cancelled, RegistryFileError, VerificationError
from curator.services.registry import Registry, create_registry
from curator.services.verifying import verify
from curator.store.backup import back_up
from curator.store.durable import publish, whole_file
from tests.store.samples import MIA, add_article, populate, relabel


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "studies.curator"
    registry = create_registry(path, MIA)
    populate(registry)
    registry.close()
    return path


def test_a_backup_is_a_registry_of_its_own(file: Path, tmp_path: Path) -> None:
    registry = Registry.open(file)
    made = back_up(file, tmp_path / "kept" / "copy.curator")
    assert (made.changes, made.seal) == (5, registry.last_seal())
    assert made.size == made.path.stat().st_size
    copy = Registry.open(made.path)
    assert copy.id == registry.id
    assert verify(copy).problems == ()
    copy.close()
    registry.close()
    assert [path.name for path in made.path.parent.iterdir()] == ["copy.curator"]


def test_a_backup_of_a_registry_that_is_being_written_holds_one_state(
    file: Path, tmp_path: Path
) -> None:
    registry = create_registry(tmp_path / "busy.curator", MIA)
    for number in range(40):
        add_article(registry, f"{number} " * 20_000)
    stop = threading.Event()
    study = populate(registry).study

    def write() -> None:
        number = 0
        while not stop.is_set():
            relabel(registry, study, f"label {number}", rebuild=False)
            number += 1

    thread = threading.Thread(target=write)
    thread.start()
    try:
        made = [back_up(tmp_path / "busy.curator", tmp_path / f"{n}.curator") for n in range(3)]
    finally:
        stop.set()
        thread.join(30)
    assert [one.changes for one in made] == sorted(one.changes for one in made)
    registry.close()


def test_nothing_is_overwritten(file: Path, tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"something else")
    with pytest.raises(RegistryFileError, match="there already"):
        back_up(file, tmp_path / "there")
    assert (tmp_path / "there").read_bytes() == b"something else"


def test_cancelled_it_leaves_nothing(file: Path, tmp_path: Path) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        back_up(file, tmp_path / "kept" / "copy.curator", report=cancel)
    assert list((tmp_path / "kept").iterdir()) == []


def test_progress_is_told_in_pages(file: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    back_up(file, tmp_path / "copy.curator", report=lambda *pages: told.append(pages))
    assert told[-1][0] == told[-1][1] > 0


def test_a_damaged_registry_makes_no_backup(file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file)) as stranger:
        stranger.execute("DROP TRIGGER sealed_text_update")
        stranger.execute("UPDATE text SET body = body || '.'")
        stranger.commit()
    with pytest.raises(VerificationError, match="text of A-0001"):
        back_up(file, tmp_path / "kept" / "copy.curator")
    assert list((tmp_path / "kept").iterdir()) == []


def test_publish_never_replaces_what_came_meanwhile(tmp_path: Path) -> None:
    part = tmp_path / ".a.1.part"
    part.write_bytes(b"new")
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(RegistryFileError, match="left untouched"):
        publish(part, tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert not part.exists()


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def half() -> None:
        with whole_file(path) as file:
            file.write(b"half")
            raise Cancelled

    with pytest.raises(Cancelled):
        half()
    assert path.read_bytes() == b"old"
    with whole_file(path) as file:
        file.write(b"whole")
    assert path.read_bytes() == b"whole"
    assert [one.name for one in tmp_path.iterdir()] == ["a"]
