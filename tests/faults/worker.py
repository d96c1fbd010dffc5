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

from curator.domain.documents import ArticleDocument
from curator.domain.errors import CuratorError
from curator.domain.identity import new_id
from curator.services.importing import Staged, bring_in
from curator.services.registry import Registry, create_registry
from curator.store import engine
from curator.store.engine import open_sqlite
from curator.store.journal import (
    NewEntity,
    NewRevision,
    NewText,
    append,
    new_header,
    text_row,
)
from curator.store.schema import Schema
from curator.store.staging import Staging
from tests.store.samples import MIA, relabel, rows


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
    """Bring ten staged articles in, as the process of a large import does."""
    registry = Registry.open(file)
    staging = Staging(new_header(MIA, "import"), form=registry.form)
    for number in range(10):
        stage_text(staging, f"Text {number}")
    staging.finish()
    report = bring_in(registry, Staged(staging))
    if report.change is not None:
        say(report.change.seq)


def stage_text(staging: Staging, body: str) -> None:
    article, blocks = new_id(), [{"kind": "main", "start": 0, "end": len(body), "name": ""}]
    text = text_row(NewText(article, body, '{"hints":[],"reader":"test"}', blocks))
    document = ArticleDocument(
        original_sha256=text["sha256"],
        file_name=f"{body}.txt",
        media_type="text/plain",
        encoding="utf-8",
        text=text["sha256"],
        text_digest=text["digest"],
        title=body,
    )
    staging.add(article, new_id(), document=document, bytes_=body.encode(), text=text)


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
