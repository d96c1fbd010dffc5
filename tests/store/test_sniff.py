"""What a file is, and that looking at it leaves it and its locks as they were."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from curator.domain.errors import RegistryFileError
from curator.services.registry import create_registry
from curator.store.engine import open_sqlite
from curator.store.schema import CURRENT
from curator.store.sniff import is_open_here, sniff
from tests.store.samples import MIA, populate


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "studies.curator"
    registry = create_registry(path, MIA)
    populate(registry)
    registry.close()
    return path


def patched(offset: int, data: bytes) -> Callable[[bytes], bytes]:
    return lambda whole: whole[:offset] + data + whole[offset + len(data) :]


def test_a_registry(file: Path) -> None:
    found = sniff(file)
    assert (found.exists, found.version, found.wal, found.hot) == (
        True,
        CURRENT.version,
        False,
        False,
    )
    assert not sniff(file.with_name("nothing")).exists


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda _: b"", "is empty"),
        (lambda _: b"\0" * 4096, "begins with zeros"),
        (lambda _: b"%PDF-1.7 and so on" * 100, "is not a registry"),
        (lambda _: b"SQL", "is cut off after 3 bytes"),
        (lambda whole: whole[:99], "is cut off after 99 bytes"),
        (lambda whole: whole[:-1], "is cut off: "),
        (lambda whole: whole[:8192], "is cut off: 8192 of its "),
        (patched(16, b"\x12\x34"), "first page makes no sense"),
        (patched(18, b"\x07"), "first page makes no sense"),
        (patched(68, b"\0\0\0\0"), "a database of another program"),
    ],
)
def test_what_is_no_whole_registry_is_refused_and_left_as_it_was(
    file: Path, change: Callable[[bytes], bytes], words: str
) -> None:
    data = change(file.read_bytes())
    file.write_bytes(data)
    before = sorted(file.parent.iterdir())
    with pytest.raises(RegistryFileError, match=words) as told:
        sniff(file)
    assert str(file) in told.value.sentence
    assert told.value.hint
    assert file.read_bytes() == data
    assert sorted(file.parent.iterdir()) == before


def test_folders_pipes_and_files_that_cannot_be_reached(tmp_path: Path) -> None:
    with pytest.raises(RegistryFileError, match="is a folder"):
        sniff(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(RegistryFileError, match="a device or a pipe"):
        sniff(tmp_path / "pipe")
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(RegistryFileError, match="not a directory"):
        sniff(tmp_path / "file" / "below")
    with pytest.raises(RegistryFileError, match="cannot be reached: file name too long"):
        sniff(tmp_path / ("x" * 300))


@pytest.mark.parametrize("suffix", ["-journal", "-wal"])
def test_a_journal_without_its_registry_is_named_and_kept(tmp_path: Path, suffix: str) -> None:
    journal = tmp_path / f"studies.curator{suffix}"
    journal.write_bytes(b"what was written last")
    with pytest.raises(RegistryFileError, match=f"studies.curator{suffix}"):
        sniff(tmp_path / "studies.curator")
    assert journal.read_bytes() == b"what was written last"


def test_an_empty_file_with_a_journal_is_left_to_its_journal(tmp_path: Path) -> None:
    """SQLite would delete the journal here."""
    (tmp_path / "studies.curator").write_bytes(b"")
    (tmp_path / "studies.curator-journal").write_bytes(b"what was written last")
    with pytest.raises(RegistryFileError, match="is empty"):
        sniff(tmp_path / "studies.curator")
    assert (tmp_path / "studies.curator-journal").read_bytes() == b"what was written last"


def test_a_file_in_the_middle_of_a_write_is_not_taken_for_cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:8192])
    file.with_name("studies.curator-journal").write_bytes(b"x" * 512)
    assert sniff(file).hot


def test_write_ahead_mode_is_seen(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    assert sniff(file).wal


def test_looking_at_a_file_that_this_process_has_open_keeps_its_locks(file: Path) -> None:
    words = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=0);"
        "c.execute('BEGIN IMMEDIATE'); print('took the lock')"
    )
    assert not is_open_here(file.stat())
    with closing(open_sqlite(file)) as own:
        own.execute("BEGIN IMMEDIATE")
        assert is_open_here(file.stat())
        sniff(file)
        stranger = subprocess.run(
            [sys.executable, "-c", words, file], capture_output=True, text=True
        )
        assert "locked" in stranger.stderr
        # The trap that this is about: any descriptor of the file, closed, drops SQLite's locks.
        file.open("rb").close()
        stranger = subprocess.run(
            [sys.executable, "-c", words, file], capture_output=True, text=True
        )
        assert stranger.stdout == "took the lock\n"
    assert not is_open_here(file.stat())
