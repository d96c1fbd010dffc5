"""Reading sealed rows: checked against their digests before anything shows them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Final, TypeVar

import sqlalchemy as sa

from curator.domain.canonical import sha256
from curator.domain.changes import Author, Change
from curator.domain.errors import StaleRecordError, VerificationError
from curator.domain.terms import VocabularyTerm
from curator.store.engine import Session
from curator.store.sealing import Row, original_digest, revision_digest, text_digest
from curator.store.tables import change, entity, revision

_NAMES: Final = 500
"""Ids in one IN (...): far below what either database takes."""

T = TypeVar("T")


# Made once: to build a statement takes longer than to run it.
_LAST: Final = sa.select(change).order_by(change.c.seq.desc()).limit(1)
_later: Final = revision.alias("later")
_HEADS: Final = sa.select(revision).where(
    revision.c.entity_id.in_(sa.bindparam("ids", expanding=True)),
    revision.c.number
    == sa.select(sa.func.max(_later.c.number))
    .where(_later.c.entity_id == revision.c.entity_id)
    .scalar_subquery(),
)


def last_change(session: Session) -> Change | None:
    """The newest change, or None in a registry that has none yet."""
    row = session.execute(_LAST).one_or_none()
    return None if row is None else change_of(row._mapping)


def change_of(row: Row) -> Change:
    return Change(
        seq=row["seq"],
        id=row["id"],
        at=row["at"],
        kind=row["kind"],
        reason=row["reason"],
        author=Author(row["author_id"], row["author_name"]),
        previous=row["previous"],
        seal=row["seal"],
    )


def heads(session: Session, entity_ids: Iterable[str]) -> dict[str, Row]:
    """The newest revision (a row) of each of those entities that has one."""
    found: dict[str, Row] = {}
    for ids in in_batches(entity_ids, _NAMES):
        rows = session.execute(_HEADS, {"ids": ids})
        found |= {row.entity_id: row._mapping for row in rows}
    return found


def checked_revision(row: Row) -> Row:
    """The row, unless it does not match its digest.

    Raises:
        VerificationError: It was changed behind the registry's back.
    """
    what = f"Revision {row['number']} of {row['kind']} {row['entity_id']}"
    with _whole(what):
        if revision_digest(row) != row["digest"]:
            raise _damaged(what)
    return row


def checked_text(row: Row) -> Row:
    """The row of a text, unless it does not match its digests.

    Raises:
        VerificationError: It was changed behind the registry's back.
    """
    what = f"A text of article {row['article_id']}"
    sha, blocks = row["sha256"], row["blocks"]
    with _whole(what):
        made = text_digest(row["article_id"], sha, made_by=row["made_by"], blocks=blocks)
        if sha256(row["body"]) != sha or made != row["digest"]:
            raise _damaged(what)
    return row


def checked_original(row: Row) -> Row:
    """The row of an original, unless it does not match its digests; its bytes may be left out.

    Raises:
        VerificationError: It was changed behind the registry's back.
    """
    what = f"The original {row['sha256']}"
    data = row["bytes"]
    with _whole(what):
        right = original_digest(row["sha256"], row["size"]) == row["digest"]
        if data is not None:
            right = right and len(data) == row["size"] and sha256(bytes(data)) == row["sha256"]
        if not right:
            raise _damaged(what)
    return row


@contextmanager
def _whole(what: str) -> Iterator[None]:
    """A damaged row can hold anything anywhere: bytes in place of text, nothing at all."""
    try:
        yield
    except (TypeError, ValueError) as error:
        raise _damaged(what) from error


def _damaged(what: str) -> VerificationError:
    return VerificationError(
        f"{what} is not what was saved: its digest does not match.",
        hint="Run: curator verify.  Then open a backup.",
    )


def term_of(row: Row) -> VocabularyTerm:
    return VocabularyTerm(
        id=row["id"],
        label=row["label"],
        synonyms=tuple(json.loads(row["synonyms"])),
        parents=tuple(json.loads(row["parents"])),
        release=row["release"],
    )


def stale(session: Session, entity_id: str, *, kind: str, head: Row | None) -> StaleRecordError:
    """Say who saved that entity after the caller opened it, and when."""
    number = session.scalar(sa.select(entity.c.number).where(entity.c.id == entity_id))
    name = f"{kind.capitalize()} {number}" if number is not None else f"The {kind}"
    if head is None:
        return StaleRecordError(f"{name} is not in this registry.")
    query = sa.select(change).where(change.c.seq == head["change_seq"])
    made = change_of(session.execute(query).one()._mapping)
    return StaleRecordError(
        f"{name} was saved by {made.author.name} on {made.at[:10]} at {made.at[11:16]} UTC,"
        " after you opened it."
    )


def in_batches(several: Iterable[T], size: int) -> Iterable[list[T]]:
    """Lists of up to ``size``."""
    waiting = iter(several)
    while batch := list(islice(waiting, size)):
        yield batch
