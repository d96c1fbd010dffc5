"""Registries of any size, made through the store's own writers."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from curator.domain.canonical import sha256
from curator.domain.claims import Claim, Item, Quantity, Term, claims_to_json, new_item_id
from curator.domain.documents import ArticleDocument, ExtractionDocument, StudyDocument
from curator.domain.evidence import evidence_at
from curator.domain.forms import Form
from curator.domain.identity import new_id
from curator.services.registry import Registry
from curator.services.values import Author
from curator.store import projections
from curator.store.journal import (
    NewEntity,
    NewOriginal,
    NewRevision,
    NewText,
    append,
    new_header,
    text_row,
)

AUTHOR = Author("01900000-0000-7000-8000-000000000000", "Bench")
BODY = (
    "Researchers at the Larkspur Institute treated mice with metastatic lung cancer with CAR T "
    "cells that release interleukin-12. Of 20 mice 14 lived longer than 60 days. "
) * 16
"""About 2.7 kB, as the sample articles."""
BLOCKS = ({"kind": "main", "start": 0, "end": 2_600, "name": ""},)


def claims_for(form: Form, text: str) -> dict[str, Claim]:
    """A full extraction: every field of the form with a value and its words."""
    found = {}
    for number, field in enumerate(form.fields("extraction")):
        start = (number * 37) % (len(BODY) - 60)
        evidence = (evidence_at(BODY, start, end=start + 48, text=text),)
        values = {part.key: _value(part.kind, part) for part in field.parts}
        if field.parts:
            item = Item(new_item_id(), parts=values, evidence=evidence)
        else:
            item = Item(new_item_id(), value=_value(field.kind, field), evidence=evidence)
        found[field.key] = Claim(items=(item,))
    return found


def _value(kind: str, scalar: Any) -> Any:
    if kind == "term":
        return Term("metastatic lung cancer")
    if kind == "choice":
        return scalar.choices[0].key
    if kind in ("number", "quantity"):
        return Quantity("=", "20")
    if kind == "date":
        return "2026-11"
    return "as the article says it"


def full_extraction(form: Form, *, article: str, study: str, text: str) -> dict[str, Any]:
    document = ExtractionDocument(article, study, "primary", "Bench").to_json()
    document["claims"] = claims_to_json(claims_for(form, text))
    return document


def make_registry(path: Path, *, articles: int, studies: int = 0, revisions: int = 0) -> Registry:
    """Make a registry of any size.

    Args:
        path: Where.
        articles: How many articles, of 2.7 kB each.
        studies: How many of them have a study and a full extraction.
        revisions: How many further revisions of these extractions, one change each.
    """
    registry = Registry.open(path, author=AUTHOR, create=True)
    form = registry.form
    made = []
    for first in range(0, articles, 1_000):
        made += _articles(registry, range(first, min(first + 1_000, articles)))
    extractions = _studies(registry, form, made[:studies]) if studies else []
    for number in range(revisions):
        extraction, document, parent = extractions[number % len(extractions)]
        header = new_header(author=AUTHOR, kind="save", reason=f"again {number}")
        revision = NewRevision(extraction, "extraction", document, (parent,), id=new_id())
        with registry.write() as session:
            append(session, header, form_digest=form.digest, revisions=(revision,))
        extractions[number % len(extractions)] = (extraction, document, revision.id or "")
    with registry.write() as session:
        projections.rebuild(session)
    return registry


def _articles(registry: Registry, numbers: range) -> list[tuple[str, str]]:
    entities, revisions, originals, texts, made = [], [], [], [], []
    for number in numbers:
        body = f"Article {number}: CAR T cells in study {number * 7919 % 100_003}\n\n{BODY}"
        data = body.encode()
        article = new_id()
        text = NewText(article, body, '{"hints":[],"reader":"bench"}', BLOCKS)
        row = text_row(text)
        document = ArticleDocument(
            original_sha256=sha256(data),
            file_name=f"{number:06}.txt",
            media_type="text/plain",
            encoding="utf-8",
            text=row["sha256"],
            text_digest=row["digest"],
            title=body.split("\n", maxsplit=1)[0],
        )
        entities.append(NewEntity(article, "article"))
        originals.append(NewOriginal(sha256(data), len(data), data))
        texts.append(text)
        revisions.append(NewRevision(article, "article", document.to_json(), ()))
        made.append((article, row["sha256"]))
    header = new_header(author=AUTHOR, kind="import", reason="bench")
    with registry.write() as session:
        append(
            session,
            header,
            form_digest=registry.form.digest,
            entities=tuple(entities),
            revisions=tuple(revisions),
            originals=tuple(originals),
            texts=tuple(texts),
        )
    return made


def _studies(
    registry: Registry, form: Form, articles: list[tuple[str, str]]
) -> list[tuple[str, dict[str, Any], str]]:
    entities, revisions, made = [], [], []
    for number, (article, text) in enumerate(articles):
        study, extraction, revision = new_id(), new_id(), new_id()
        document = full_extraction(form, article=article, study=study, text=text)
        entities += [NewEntity(study, "study"), NewEntity(extraction, "extraction")]
        label = StudyDocument(f"Study {number}").to_json()
        revisions.append(NewRevision(study, "study", label, ()))
        revisions.append(NewRevision(extraction, "extraction", document, (), id=revision))
        made.append((extraction, document, revision))
    header = new_header(author=AUTHOR, kind="save", reason="bench")
    with registry.write() as session:
        append(
            session,
            header,
            form_digest=form.digest,
            entities=tuple(entities),
            revisions=tuple(revisions),
        )
    return made


def lengthen_list(path: Path, articles: int) -> None:
    """Make the list of articles so long, as rows of the projection alone: nothing can be opened."""
    db = sqlite3.connect(path)
    with db:
        db.execute(
            "with recursive n(i) as (select max(number) + 1 from article_row"
            " union all select i + 1 from n where i < :last)"
            " insert into article_row(number, article_id, title, outlet, state, original_sha256,"
            " file_name, studies, conflicts)"
            " select i, printf('%032x', i), 'CAR T cells in study ' || (i * 7919 % 100003),"
            " 'Journal ' || (i % 800), case i % 4 when 0 then 'complete' when 1 then 'in_progress'"
            " else 'new' end, printf('%064x', i), printf('%06d.txt', i), '', i % 50 = 0 from n",
            {"last": articles},
        )
    db.close()


def size_of(document: dict[str, Any]) -> int:
    return len(json.dumps(document, ensure_ascii=False))
