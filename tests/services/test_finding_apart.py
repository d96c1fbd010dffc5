"""Duplicates are looked for by another process; what comes of it is the same."""

from __future__ import annotations

import threading
from pathlib import Path

import psutil
import pytest

from curator.domain.errors import StorageError
from curator.ingest.workers import Parsers
from curator.services import finding_apart
from curator.services.duplicates import proposals
from curator.services.finding_apart import feed_duplicates_apart
from curator.services.finding_duplicates import feed_duplicates, waiting
from curator.services.finding_process import found_from_json, found_to_json
from curator.services.importing import bring_in, stage
from curator.services.registry import Registry
from curator.services.verifying import verify
from curator.store import kin_rows
from tests.registries import ADA


def write_files(folder: Path, number: int) -> Path:
    """So many articles; of every two the second is the first with another headline."""
    folder.mkdir()
    for place in range(number):
        told = " ".join(f"word{place // 2}x{n} and then Ünïcode 🧬 went on" for n in range(40))
        (folder / f"{place:04}.txt").write_text(f"Headline {place}\n\n{told}.\n", encoding="utf-8")
    return folder


def import_alone(registry: Registry, folder: Path, parsers: Parsers) -> None:
    """Import, and look for nothing."""
    bring_in(registry, stage(registry, [folder], author=ADA, parsers=parsers))


def pairs(registry: Registry) -> list[tuple[int, int, str]]:
    return [(one.first.number, one.second.number, one.relation) for one in proposals(registry)]


class Steps:
    def __init__(self) -> None:
        self.told: list[tuple[int, int, str]] = []

    def step(self, done: int, total: int, what: str = "") -> None:
        self.told.append((done, total, what))


def test_it_finds_what_this_process_would(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    import_alone(registry, write_files(tmp_path / "in", 130), parsers)
    steps = Steps()
    feed_duplicates_apart(registry, progress=steps)
    assert steps.told == [(100, 130, "duplicates"), (130, 130, "duplicates")]
    apart = pairs(registry)
    assert len(apart) == 65
    assert verify(registry).problems == ()
    with registry.write() as session:
        kin_rows.clear(session)
    feed_duplicates(registry)
    assert pairs(registry) == apart


def test_few_are_looked_at_here(
    registry: Registry, tmp_path: Path, parsers: Parsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding_apart, "_MODULE", "curator.no_such_module")
    import_alone(registry, write_files(tmp_path / "in", finding_apart.FEW), parsers)
    feed_duplicates_apart(registry)
    assert waiting(registry) == 0
    assert len(pairs(registry)) == finding_apart.FEW // 2


def test_a_process_that_dies_says_so_and_leaves_the_rest_for_later(
    registry: Registry, tmp_path: Path, parsers: Parsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_alone(registry, write_files(tmp_path / "in", 12), parsers)
    with monkeypatch.context() as patched:
        patched.setattr(finding_apart, "_MODULE", "curator.no_such_module")
        with pytest.raises(StorageError, match="ended by the system"):
            feed_duplicates_apart(registry)
    assert waiting(registry) == 12
    feed_duplicates_apart(registry)
    assert waiting(registry) == 0


def test_whoever_cancels_it_leaves_no_process(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    import_alone(registry, write_files(tmp_path / "in", 12), parsers)
    before = {one.pid for one in psutil.Process().children(recursive=True)}
    cancel = threading.Event()
    cancel.set()
    feed_duplicates_apart(registry, cancel=cancel)
    assert waiting(registry) == 12
    assert {one.pid for one in psutil.Process().children(recursive=True)} <= before


def test_a_registry_that_is_gone_is_said(
    registry: Registry, tmp_path: Path, parsers: Parsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_alone(registry, write_files(tmp_path / "in", 12), parsers)
    monkeypatch.setattr(
        finding_apart, "str", lambda _: str(tmp_path / "none.curator"), raising=False
    )
    with pytest.raises(StorageError) as caught:
        feed_duplicates_apart(registry)
    assert "none.curator" in caught.value.sentence
    assert caught.value.hint


def test_nothing_found_is_told_apart_from_the_end() -> None:
    assert found_from_json(found_to_json(None)) is None
    held = found_from_json({"sketches": [[3, "", []]], "proposals": []})
    assert held is not None
    assert found_to_json(held) == {"sketches": [[3, "", []]], "proposals": []}
