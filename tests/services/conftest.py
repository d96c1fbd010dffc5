"""A new registry on either database, warm parsers, a handful of terms."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from curator.ingest.workers import Parsers
from curator.services.registry import Registry, create_registry
from curator.services.vocabularies import Vocabularies
from tests.registries import ADA, Server
from tests.services.vocabulary_files import write_vocabularies
from tests.store.postgres import database, fresh_database, place, postgres

__all__ = ["database", "fresh_database", "place", "postgres"]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    # Below the run's own home: a socket's path is short there.
    made = Server(Path(os.environ["HOME"]) / "pg")
    yield made
    made.close()


@pytest.fixture(scope="session")
def parsers() -> Iterator[Parsers]:
    with Parsers(1) as made:
        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def registry(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Registry]:
    target: str | Path = tmp_path / "studies.curator"
    if request.param == "postgresql":
        target = request.getfixturevalue("server").new_database()
    made = create_registry(target, ADA)
    yield made
    made.close()


@pytest.fixture
def sqlite_registry(tmp_path: Path) -> Iterator[Registry]:
    made = create_registry(tmp_path / "studies.curator", ADA)
    yield made
    made.close()


@pytest.fixture
def vocabularies(tmp_path: Path) -> Vocabularies:
    return Vocabularies.load(write_vocabularies(tmp_path))
