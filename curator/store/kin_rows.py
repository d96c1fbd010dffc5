"""Lookup keys of articles and the proposals that they led to: written, forgotten, compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.documents import ARTICLE
from curator.store.engine import Session
from curator.store.revisions import in_batches
from curator.store.tables import (
    article_key,
    article_sketch,
    entity,
    head,
    proposal,
    revision,
    text,
)

NO_TEXT: Final = ""
"""Digest in the sketch of an article whose text is not there."""

_NAMES: Final = 400
_KEYS: Final = article_sketch.c["keys"]  # .keys is a method


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen text of an article; ``blocks`` and ``made_by`` are JSON."""

    number: int
    article_id: str
    digest: str
    body: str
    blocks: str
    made_by: str


def waiting(session: Session, limit: int) -> list[int]:
    """Numbers of the next articles whose keys are not there, the lowest first."""
    there = sa.exists().where(article_sketch.c.number == entity.c.number)
    query = sa.select(entity.c.number).where(entity.c.kind == ARTICLE, ~there)
    return list(session.scalars(query.order_by(entity.c.number).limit(limit)))


def progress(session: Session) -> tuple[int, int]:
    """How many articles have their keys, and how many there are."""
    done = session.scalar(sa.select(sa.func.count()).select_from(article_sketch)) or 0
    total = sa.select(sa.func.count()).where(entity.c.kind == ARTICLE)
    return done, session.scalar(total) or 0


def chosen_texts(session: Session, numbers: Sequence[int]) -> Iterator[Chosen]:
    """The chosen texts of those articles, not checked against their digests."""
    for some in in_batches(numbers, _NAMES):
        query = (
            sa.select(entity.c.number, entity.c.id, revision.c.document)
            .join(head, head.c.entity_id == entity.c.id)
            .join(revision, revision.c.id == head.c.revision_id)
            .where(entity.c.kind == ARTICLE, entity.c.number.in_(some))
            .order_by(entity.c.number)
        )
        for row in session.execute(query).all():
            digest = json.loads(row.document)["text_digest"]
            of = sa.select(text.c.body, text.c.blocks, text.c.made_by).where(
                text.c.article_id == row.id, text.c.digest == digest
            )
            for found in session.execute(of):
                yield Chosen(row.number, row.id, digest, found.body, found.blocks, found.made_by)


def holders(session: Session, keys: Iterable[int]) -> dict[int, list[int]]:
    """The articles that have each of those keys, in the order of their numbers."""
    found: dict[int, list[int]] = {}
    for some in in_batches(sorted(set(keys)), _NAMES):
        query = (
            sa.select(article_key.c.key, article_key.c.number)
            .where(article_key.c.key.in_(some))
            .order_by(article_key.c.key, article_key.c.number)
        )
        for key, number in session.execute(query):
            found.setdefault(key, []).append(number)
    return found


def put(
    session: Session,
    sketches: Mapping[int, tuple[str, Sequence[int]]],
    *,
    proposals: Sequence[Mapping[str, Any]],
) -> None:
    """Write keys and proposals of articles that have none; those that have some are left out.

    Args:
        session: A writing one.
        sketches: Number of the article to digest of its text and its keys.
        proposals: Rows of ``proposal``.
    """
    there = sa.select(article_sketch.c.number).where(article_sketch.c.number.in_(sketches))
    known = set(session.scalars(there))
    new = {number: one for number, one in sketches.items() if number not in known}
    if not new:
        return
    rows = [
        {"number": number, "text_digest": digest, "keys": json.dumps(list(keys))}
        for number, (digest, keys) in new.items()
    ]
    session.execute(sa.insert(article_sketch), rows)
    pairs = sorted((key, number) for number, (_, keys) in new.items() for key in set(keys))
    if pairs:
        rows = [{"key": key, "number": number} for key, number in pairs]
        session.execute(sa.insert(article_key), rows)
    for row in proposals:
        if row["first"] in new or row["second"] in new:
            at = (proposal.c.first == row["first"]) & (proposal.c.second == row["second"])
            session.execute(sa.delete(proposal).where(at))
            session.execute(sa.insert(proposal), dict(row))


def forget(session: Session, article_id: str) -> None:
    """Take out what is held of an article: it has another text now, or another place to be."""
    number = session.scalar(sa.select(entity.c.number).where(entity.c.id == article_id))
    query = sa.select(_KEYS).where(article_sketch.c.number == number)
    keys = session.scalar(query)
    if keys is None:
        return
    for some in in_batches(json.loads(keys), _NAMES):
        session.execute(
            sa.delete(article_key).where(
                article_key.c.key.in_(some), article_key.c.number == number
            )
        )
    session.execute(sa.delete(article_sketch).where(article_sketch.c.number == number))
    of = (proposal.c.first == number) | (proposal.c.second == number)
    session.execute(sa.delete(proposal).where(of))


def clear(session: Session) -> None:
    """Forget everything, so that it is found again from the first article."""
    for table in (proposal, article_sketch, article_key):
        session.execute(sa.delete(table))


def differences(session: Session) -> list[str]:
    """Where keys or proposals are not of the articles and texts that there are."""
    found = []
    texts = sa.exists().where(text.c.digest == article_sketch.c.text_digest)
    number = article_sketch.c.number
    wrong = sa.select(number).where(article_sketch.c.text_digest != NO_TEXT, ~texts)
    found += [
        f"article_sketch: A-{one:04d} has no such text."
        for one in session.scalars(wrong.order_by(number))
    ]
    keys = sa.select(sa.func.count()).select_from(article_key)
    held = session.scalar(keys) or 0
    named = sum(len(set(json.loads(one))) for one in session.scalars(sa.select(_KEYS)))
    if held != named:
        found.append(f"article_key: it holds {held} keys, and the articles have {named}.")
    for column in (proposal.c.first, proposal.c.second):
        there = sa.exists().where(article_sketch.c.number == column)
        lost = sa.select(column).distinct().where(~there).order_by(column)
        found += [f"proposal: A-{one:04d} has no keys." for one in session.scalars(lost)]
    return found
