"""A second import of the same folder changes nothing, whatever the formats in it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from curator.services.importing import import_paths
from curator.services.lists import import_files
from curator.services.registry import create_registry
from tests.registries import ADA
from tests.shared_data import SHARED, needs_shared


@needs_shared
@pytest.mark.timeout(900)
def test_every_real_file_is_there_the_second_time(tmp_path: Path) -> None:
    path = tmp_path / "studies.curator"
    registry = create_registry(path, ADA)
    first = import_paths(registry, [SHARED / "formats"], author=ADA)
    assert first.change is not None
    assert len(first.taken) > 150
    seal, before = registry.last_seal(), hashlib.sha256(path.read_bytes()).hexdigest()
    second = import_paths(registry, [SHARED / "formats"], author=ADA)
    assert second.change is None
    assert len(second.same) == len(first.taken) + len(first.same)
    assert second.failed == first.failed
    assert registry.last_seal() == seal
    lists = sorted((SHARED / "formats").rglob("*.csv")) + sorted(
        (SHARED / "formats").rglob("*.xlsx")
    )
    assert import_files(registry, lists, author=ADA).change is None
    registry.close()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
