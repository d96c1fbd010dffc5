"""What a process does while something goes wrong with it.

``python -m tests.faults.worker WORK FILE [MORE...]``; a line is written once something is durable.
"""

from __future__ import annotations

import resource
import signal
import sqlite3
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from curator.domain.errors import CuratorError
from curator.domain.identity import new_id
from curator.services.registry import Registry, create_registry
from curator.store import engine
from curator.store.engine import open_sqlite
from curator.store.journal import NewEntity, NewRevision, append, append_staged, new_header
from curator.store.schema import Schema
from tests.store.samples import MIA, relabel, rows
from tests.store.staged_files import stage


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def study_of(registry: Registry) -> str:
    return str(rows(registry, "SELECT id FROM entity WHERE kind = 'study'")[0][0])


def saves(file: str) -> None:
    """Save until somebody ends this process; say each change that is saved."""
    registry = Registry.open(file)
    study = study_of(registry)
    while True:
        say(relabel(registry, study, "x" * 3_000, rebuild=False).seq)


def save(file: str) -> None:
    registry = Registry.open(file)
    say(relabel(registry, study_of(registry), "x" * 30_000).seq)


def bring(file: str) -> None:
    """Import ten staged articles as one change."""
    registry = Registry.open(file)
    header = new_header(MIA, "import")
    staged = Path(file).with_name("staged")
    stage(staged, header, 10)
    with registry.write(attach=staged) as session:
        made = append_staged(session, header)
    say(made.seq)


def create(file: str) -> None:
    create_registry(file, MIA)
    say(1)


def upgrade(file: str, migrations: str) -> None:
    registry = Registry.open(file, schema=Schema(version=4, folder=Path(migrations)))
    last = registry.last_change()
    say(last.seq if last else 0)


def crowded(file: str) -> None:
    """Save where files may not grow, then where they may."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    registry = Registry.open(file)
    study = study_of(registry)
    size = Path(file).stat().st_size
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 8_192, hard))
    try:
        relabel(registry, study, "x" * 200_000)
    except CuratorError as error:
        say(type(error).__name__, error.sentence)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    say(relabel(registry, study, "y" * 200_000).seq)


def failing(file: str) -> None:
    """Save twice; the first time the disk fails from outside."""
    registry = Registry.open(file)
    study = study_of(registry)
    for label in ("first", "second"):
        try:
            say(relabel(registry, study, label).seq)
        except CuratorError as error:
            say(type(error).__name__, error.sentence)


def many(file: str) -> None:
    """Save a change of thousands of pages."""
    registry = Registry.open(file)
    ids = [new_id() for _ in range(2_000)]
    with registry.write() as session:
        made = append(
            session,
            new_header(MIA, "save"),
            form_digest="",
            entities=[NewEntity(one, "study") for one in ids],
            revisions=[NewRevision(one, "study", {"label": "x" * 2_000}, ()) for one in ids],
        )
    say(made.seq)


def few(file: str) -> None:
    registry = Registry.open(file)
    study = study_of(registry)
    for length in (10, 20_000, 300, 5_000):
        say(relabel(registry, study, "x" * length).seq)


def careless(file: str) -> None:
    """As ``few``, without waiting for the disk: it must not be, and the tests must see it."""

    def hasty(path: Path, **options: Any) -> sqlite3.Connection:
        connection = open_sqlite(path, **options)
        connection.execute(f"PRAGMA synchronous={0}")
        return connection

    engine.open_sqlite = hasty
    few(file)


WORKS: Mapping[str, Callable[..., None]] = {
    work.__name__: work
    for work in (
        *(saves, save, bring, create, upgrade),
        *(crowded, failing, many, few, careless),
    )
}

if __name__ == "__main__":
    WORKS[sys.argv[1]](*sys.argv[2:])
