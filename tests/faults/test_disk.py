"""Disks that are full or fail (F4, F5)."""

from __future__ import annotations

import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from curator.domain.errors import CuratorError, StorageError
from curator.services.dumping import dump, load
from curator.services.registry import Registry, create_registry
from curator.services.verifying import verify
from curator.store.backup import back_up
from curator.store.durable import whole_file
from tests.faults.test_killed import command, needs_strace, some_of, traced
from tests.store.samples import MIA, add_article, populate, rows
from tests.store.tomorrow import tomorrow


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "studies.curator"
    registry = create_registry(path, MIA)
    populate(registry)
    add_article(registry, "word " * 60_000)
    registry.close()
    return path


@pytest.fixture
def crowded() -> Iterator[None]:
    """No file may grow beyond 100 kB in this process."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"studies.curator-journal"}


def test_a_save_that_finds_no_room_is_told_and_the_next_one_saved(file: Path) -> None:
    done = subprocess.run(command("crowded", file), capture_output=True, text=True)
    first, second = done.stdout.split("\n")[:2]
    assert first.startswith("StorageError")
    assert str(file) in first
    assert second == "7", done.stderr
    registry = Registry.open(file)
    assert verify(registry).problems == ()
    registry.close()


def test_a_backup_without_room_leaves_nothing(file: Path, crowded: None) -> None:
    before = file.read_bytes()
    with pytest.raises(StorageError):
        back_up(file, file.with_name("copy.curator"))
    assert names(file.parent) == {file.name}
    assert file.read_bytes() == before


def test_a_dump_without_room_leaves_nothing(file: Path, crowded: None) -> None:
    registry = Registry.open(file)

    def write() -> None:
        with whole_file(file.with_name("dump.jsonl")) as out:
            dump(registry, out)

    with pytest.raises(StorageError, match=r"dump\.jsonl cannot be written: File too large"):
        write()
    registry.close()
    assert names(file.parent) == {file.name}


def test_a_load_without_room_leaves_nothing(
    file: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    registry = Registry.open(file)
    with (tmp_path / "dump").open("wb") as out:
        dump(registry, out)
    registry.close()
    request.getfixturevalue("crowded")
    with pytest.raises(StorageError):
        load(tmp_path / "dump", tmp_path / "loaded.curator")
    assert names(tmp_path) == {file.name, "dump"}


def test_an_upgrade_without_room_leaves_the_old_file(
    file: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    schema = tomorrow(tmp_path)
    before = file.read_bytes()
    request.getfixturevalue("crowded")
    with pytest.raises(StorageError):
        Registry.open(file, schema=schema)
    assert file.read_bytes() == before
    assert names(tmp_path) == {file.name, schema.folder.name}


def test_a_registry_that_finds_no_room_is_not_made(tmp_path: Path, crowded: None) -> None:
    with pytest.raises(StorageError):
        create_registry(tmp_path / "a.curator", MIA)
    assert names(tmp_path) == set()


FAILURES = pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        ("pwrite64", "ENOSPC", "The disk is full"),
        ("pwrite64", "EIO", "The disk refused"),
        ("fdatasync", "EIO", "The disk refused"),
        ("ftruncate", "EIO", "The disk refused"),
    ],
)


def fail_once(file: Path, call: str, *, error: str, words: str, at_most: int) -> None:
    """The save is reported as failed, and the next one looks at the file before it writes."""
    log, copy = file.with_name("strace.log"), file.with_name("copy.curator")

    def run(*options: str) -> list[str]:
        shutil.copy(file, copy)
        copy.with_name("copy.curator-journal").unlink(missing_ok=True)
        done = subprocess.run(
            traced(log, "-e", f"trace={call}", *options, *command("failing", copy)),
            capture_output=True,
            text=True,
        )
        assert not done.stderr, done.stderr
        return done.stdout.split("\n")[:2]

    assert run() == ["7", "8"]
    calls = log.read_text(encoding="utf-8").count(f"{call}(")
    failed = 0
    for number in some_of(range(1, calls // 2 + 1), at_most):
        first, second = run("-e", f"inject={call}:error={error}:when={number}")
        registry = Registry.open(copy)
        assert verify(registry).problems == ()
        assert rows(registry, "SELECT max(seq) FROM change") == [(int(second),)]
        registry.close()
        if not first.isdecimal():
            failed += 1
            assert first.startswith("StorageError")
            assert words in first
    assert failed > 0


@needs_strace
@FAILURES
def test_a_call_that_fails_once(file: Path, call: str, error: str, words: str) -> None:
    fail_once(file, call, error=error, words=words, at_most=3)


@needs_strace
@pytest.mark.gate
@FAILURES
def test_every_call_that_fails_once(file: Path, call: str, error: str, words: str) -> None:
    fail_once(file, call, error=error, words=words, at_most=10_000)


def test_a_folder_that_is_gone(file: Path) -> None:
    registry = Registry.open(file)
    shutil.move(file.parent / file.name, file.parent / "elsewhere")
    with pytest.raises(CuratorError), registry.write() as session:
        session.exec_driver_sql("INSERT INTO watermark VALUES ('x', 1)")
    registry.close()
    assert not file.exists()
    assert (file.parent / "elsewhere").exists()
