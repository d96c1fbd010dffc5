"""The sample registry, made once and copied for each test that writes in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from curator.services.listing import find
from curator.services.registry import Registry
from curator.services.sample import make_sample
from tests.registries import ADA


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.curator"
    make_sample(path, author=ADA).close()
    return path


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path) -> Iterator[Registry]:
    """A copy of it, open."""
    path = tmp_path / "sample.curator"
    shutil.copyfile(sample_file, path)
    registry = Registry.open(path, author=ADA)
    yield registry
    registry.close()


def first_study(registry: Registry) -> str:
    """The study of the samples that two articles report, and contradict each other on."""
    return find(registry, "S-0001").id
