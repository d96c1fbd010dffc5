"""What curators answered to suggestions: logged at once, compared again at each save.

A suggestion is known by its article and key; of one curator's answers to it the newest counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.claims import Item, Value, item_from_json, value_from_json, value_to_json
from curator.domain.documents import ARTICLE, EXTRACTION
from curator.domain.errors import UsageError
from curator.services.registry import Registry
from curator.services.suggested import (
    ANSWERS,
    CHANGED,
    REFUSED,
    TAKEN,
    UNDONE,
    Proposed,
    What,
    holds,
)
from curator.services.values import Author
from curator.store.engine import Session
from curator.store.journal import NewRevision
from curator.store.logs import append_rows, entries
from curator.store.revisions import heads, in_batches
from curator.store.sealing import Row
from curator.store.tables import head, suggestion_answer

TAKEN_OUT: Final = "It was taken out again."
"""Reason of a refusal that a save found."""

_AT_ONCE: Final = 400
_OWN: Final = frozenset(
    ("number", "id", "author_id", "author_name", "at", "previous", "digest", "change_seq")
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One curator's answer to a suggestion; ``item``: id of what was made of it."""

    proposed: Proposed
    what: What
    item: str = ""
    reason: str = ""


def answer(
    registry: Registry,
    proposed: Proposed,
    *,
    what: What,
    author: Author,
    item: str = "",
    reason: str = "",
) -> None:
    """Log what a curator made of a suggestion.

    Args:
        registry: Open for writing.
        proposed: The suggestion.
        what: ``taken``, ``refused``, or ``undone`` after either; ``changed`` is found at a save.
        author: Who.
        item: Id of the item that it was taken as.
        reason: Why it was refused, where the curator says so.

    Raises:
        UsageError: Another word, or taken without an item.
    """
    answer_all(registry, [Answer(proposed, what, item, reason)], author=author)


def answer_all(registry: Registry, answers: Sequence[Answer], *, author: Author) -> None:
    """Log several answers at once, as of a whole section."""
    for one in answers:
        if one.what not in ANSWERS:
            raise UsageError(f"“{one.what}” is no answer to a suggestion.")
        if one.what == TAKEN and not one.item:
            raise UsageError("What is taken needs the id of its item.")
    with registry.write() as session:
        append_rows(session, suggestion_answer, author=author, rows=[_row(one) for one in answers])


def _row(one: Answer) -> dict[str, Any]:
    proposed = one.proposed
    quote = proposed.evidence[0]
    return {
        "article_id": proposed.article,
        "text_sha256": quote.text,
        "key": proposed.key,
        "field": proposed.field,
        "part": next(iter(proposed.parts), ""),
        "rule": proposed.rule,
        "score": decimal(proposed.score),
        "answer": one.what,
        "item": one.item,
        "reason": one.reason,
        "start": quote.start,
        "end": quote.end,
        "value": value_of(proposed.status, proposed.value, parts=proposed.parts),
        "features": {key: decimal(value) for key, value in proposed.features.items()},
    }


def decimal(number: float) -> str:
    """A number as it is logged: nothing of a registry is a float."""
    return f"{number:.6g}"


def value_of(status: str, value: Value | None, *, parts: Mapping[str, Value]) -> dict[str, Any]:
    """What is proposed, as JSON."""
    data: dict[str, Any] = {"status": status}
    if value is not None:
        data["value"] = value_to_json(value)
    if parts:
        data["parts"] = {key: value_to_json(one) for key, one in parts.items()}
    return data


def newest_answers(rows: Iterable[Row]) -> dict[tuple[str, str, str], Row]:
    """The newest answer by article, curator and key, in the order of the first."""
    newest: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        newest[row["article_id"], row["author_id"], row["key"]] = row
    return newest


def answers_of(session: Session, article_id: str, *, author: Author | None) -> dict[str, Row]:
    """The newest answer by key to what was proposed for an article, by that curator or anybody."""
    where = [suggestion_answer.c.article_id == article_id]
    if author is not None:
        where.append(suggestion_answer.c.author_id == author.id)
    return {row["key"]: row for row in entries(session, suggestion_answer, *where)}


# --- at a save -----------------------------------------------------------------------------------


def compare_with_taken(
    session: Session, saves: Sequence[NewRevision], *, author: Author, at: str
) -> None:
    """Log of what was taken whether it was saved as it was, changed, or taken out.

    Args:
        session: The writing one of the save.
        saves: What is saved.
        author: Who saves; only what they took themselves is compared.
        at: When.
    """
    articles = {_article_of(one) for one in saves if one.kind in (ARTICLE, EXTRACTION)}
    if not articles:
        return
    rows = [
        row
        for some in in_batches(sorted(articles), _AT_ONCE)
        for row in entries(
            session,
            suggestion_answer,
            suggestion_answer.c.article_id.in_(some),
            suggestion_answer.c.author_id == author.id,
        )
    ]
    newest = [row for row in newest_answers(rows).values() if row["item"] and _compared(row)]
    if not newest:
        return
    items: dict[str, Item] = {}
    for some in in_batches(sorted({row["article_id"] for row in newest}), _AT_ONCE):
        items |= _items(session, saves, articles=some)
    again = []
    for row in newest:
        what = _outcome(row, items.get(row["item"]))
        if what != row["answer"]:
            reason = TAKEN_OUT if what == REFUSED else ""
            own = {key: one for key, one in row.items() if key not in _OWN}
            again.append(own | {"answer": what, "reason": reason})
    append_rows(session, suggestion_answer, author=author, rows=again, at=at)


def _article_of(one: NewRevision) -> str:
    return one.entity_id if one.kind == ARTICLE else str(one.document["article"])


def _compared(row: Row) -> bool:
    return row["answer"] in (TAKEN, CHANGED) or row["reason"] == TAKEN_OUT


def _items(
    session: Session, saves: Sequence[NewRevision], *, articles: Sequence[str]
) -> dict[str, Item]:
    """All items of those articles and their extractions after the save."""
    documents = {one.entity_id: one.document for one in saves}
    query = sa.select(head.c.entity_id).where(
        sa.or_(head.c.entity_id.in_(articles), head.c.article_id.in_(articles))
    )
    others = [one for one in session.scalars(query) if one not in documents]
    kept = {one: json.loads(row["document"]) for one, row in heads(session, others).items()}
    return {
        data["id"]: item_from_json(data)
        for document in (*kept.values(), *documents.values())
        for claim in document.get("claims", {}).values()
        for data in claim.get("items", ())
    }


def _outcome(row: Row, item: Item | None) -> What:
    if item is None:
        return REFUSED
    value = row["value"]
    parts = {key: value_from_json(one) for key, one in value.get("parts", {}).items()}
    plain = value_from_json(value["value"]) if "value" in value else None
    same = item.status == value["status"] and holds(item, plain, parts=parts)
    return TAKEN if same else CHANGED


def counted(rows: Iterable[Row]) -> list[Row]:
    """The newest answers that say whether a suggestion was right: undone ones do not."""
    return [row for row in newest_answers(rows).values() if row["answer"] != UNDONE]
