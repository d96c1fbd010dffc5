"""Registries with something in them, made through the journal as services do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from curator.domain.changes import Author, Change
from curator.domain.documents import ArticleDocument, ExtractionDocument, StudyDocument
from curator.domain.identity import new_id
from curator.domain.terms import VocabularyTerm
from curator.services.registry import Registry
from curator.store import projections
from curator.store.journal import (
    NewEntity,
    NewOriginal,
    NewRevision,
    NewTerm,
    NewText,
    append,
    heads,
    new_header,
    text_row,
)

MIA = Author("01938c7e-0000-7000-8000-000000000001", "Mia Mäkelä")
NOA = Author("01938c7e-0000-7000-8000-000000000002", 'Noa "N" O’Neill')
BODY = 'CAR T cells\u2028shrank {"tumours"} in mice \U0001f42d.\u0085\nEnd.'


@dataclass(frozen=True, slots=True)
class Sample:
    """Ids of what ``populate`` made."""

    article: str
    study: str
    extraction: str
    changes: tuple[Change, ...]


def add_article(
    registry: Registry, body: str = BODY, *, author: Author = MIA
) -> tuple[str, Change]:
    """Import one text, as one change."""
    article = new_id()
    data = body.encode("utf-8")
    sha = hashlib.sha256(data).hexdigest()
    text = NewText(article, body, "test 1", [{"kind": "main", "start": 0, "end": len(body)}])
    document = ArticleDocument(
        original_sha256=sha,
        file_name="a.txt",
        media_type="text/plain",
        encoding="utf-8",
        text=sha,
        text_digest=text_row(text)["digest"],
        title=body[:20],
    )
    form = registry.form.digest
    with registry.write() as session:
        change = append(
            session,
            new_header(author, "import"),
            form_digest=form,
            entities=[NewEntity(article, "article")],
            revisions=[NewRevision(article, "article", document.to_json(), ())],
            originals=[NewOriginal(sha, len(data), data)],
            texts=[text],
        )
        projections.rebuild(session)
    return article, change


def add_study(registry: Registry, article: str, *, author: Author = MIA) -> tuple[str, str, Change]:
    """A study with one extraction of that article, and a term with its ancestor."""
    study, extraction = new_id(), new_id()
    read = ExtractionDocument(article=article, study=study, role="primary", reader=author.id)
    terms = [
        VocabularyTerm("X:1", "cancer", ("tumour",), (), "r1"),
        VocabularyTerm("X:2", "lung cancer", (), ("X:1",), "r1"),
    ]
    form = registry.form.digest
    with registry.write() as session:
        change = append(
            session,
            new_header(author, "save", reason='said "so": \u2028 {x}'),
            form_digest=form,
            entities=[NewEntity(study, "study"), NewEntity(extraction, "extraction")],
            revisions=[
                NewRevision(study, "study", StudyDocument("A study").to_json(), ()),
                NewRevision(extraction, "extraction", read.to_json(), ()),
            ],
            terms=[NewTerm(one) for one in terms],
        )
        projections.rebuild(session)
    return study, extraction, change


def relabel(
    registry: Registry, study: str, label: str, *, author: Author = MIA, rebuild: bool = True
) -> Change:
    """Save the next revision of a study."""
    form = registry.form.digest
    with registry.write() as session:
        head = heads(session, [study])[study]
        change = append(
            session,
            new_header(author, "save"),
            form_digest=form,
            revisions=[NewRevision(study, "study", StudyDocument(label).to_json(), (head["id"],))],
            based_on={study: head["id"]},
        )
        if rebuild:
            projections.rebuild(session)
    return change


def populate(registry: Registry, labels: Iterable[str] = ("First", "Second")) -> Sample:
    """An article, a study with an extraction, and some later revisions of the study."""
    article, imported = add_article(registry)
    study, extraction, saved = add_study(registry, article)
    later = [relabel(registry, study, label, author=NOA) for label in labels]
    return Sample(article, study, extraction, (imported, saved, *later))


def rows(registry: Registry, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of a query, as tuples."""
    with registry.read() as session:
        return [tuple(row) for row in session.exec_driver_sql(statement, tuple(values) or None)]
