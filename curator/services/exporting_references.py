"""The references of a registry's articles, with what a curator said of them on top."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.dates import coarser, is_date
from curator.domain.documents import ARTICLE
from curator.domain.exchange.names import family_first
from curator.domain.identity import article_label
from curator.domain.references import Reference, reference_from_json
from curator.store.engine import Session
from curator.store.streams import stream
from curator.store.studies import WITHDRAWN, stored_as_of
from curator.store.tables import entity, text

_AT_ONCE: Final = 200
_ARTICLES: Final = """
select entity.id, entity.number, revision.document
from head
join entity on entity.id = head.entity_id
join revision on revision.id = head.revision_id
where head.kind = 'article' and head.state <> 'withdrawn'
order by entity.number
"""
_KINDS: Final[Mapping[str, str]] = {
    "paper": "article-journal",
    "preprint": "article",
    "news": "article-newspaper",
    "commentary": "article-journal",
}


@dataclass(frozen=True, slots=True)
class ArticleReference:
    """An article and its reference; ``None`` where nothing is known of it."""

    label: str
    reference: Reference | None


def article_references(session: Session, *, as_of: int | None = None) -> Iterator[ArticleReference]:
    """Articles that are not withdrawn, in the order of their numbers.

    Args:
        session: To read by.
        as_of: As the registry stood after that change.
    """
    rows = stream(session, _ARTICLES) if as_of is None else _past(session, as_of)
    articles = iter(rows)
    while some := list(islice(articles, _AT_ONCE)):
        known = _references(session, [row[0] for row in some], as_of=as_of)
        for article_id, number, document in some:
            content = json.loads(document) if isinstance(document, str) else document
            claims = content["claims"]
            yield ArticleReference(
                article_label(number), with_claims(known.get(article_id), claims)
            )


def _past(session: Session, as_of: int) -> Iterator[tuple[str, int, Any]]:
    ids = session.scalars(
        sa.select(entity.c.id)
        .where(entity.c.first_change <= as_of, entity.c.kind == ARTICLE)
        .order_by(entity.c.number)
    ).all()
    for start in range(0, len(ids), _AT_ONCE):
        stored = stored_as_of(session, ids[start : start + _AT_ONCE], seq=as_of)
        for one in sorted(stored.values(), key=lambda it: it.number):
            if one.document["state"] != WITHDRAWN:
                yield one.entity_id, one.number, one.document


def _references(session: Session, ids: Iterable[str], *, as_of: int | None) -> dict[str, Reference]:
    """By article: the record that its newest text with one came with."""
    wanted = (
        sa.select(text.c.article_id, text.c.made_by)
        .where(text.c.article_id.in_(list(ids)), text.c.made_by.contains('"reference":'))
        .order_by(text.c.change_seq)
    )
    if as_of is not None:
        wanted = wanted.where(text.c.change_seq <= as_of)
    found: dict[str, Reference] = {}
    for article_id, made_by in session.execute(wanted):
        record = json.loads(made_by).get("reference")
        if isinstance(record, Mapping):
            found[article_id] = reference_from_json(record)
    return found


def with_claims(reference: Reference | None, claims: Mapping[str, Any]) -> Reference | None:
    """What the curator claimed of title, authors, outlet and date stands instead of the record's.

    A claim that says the same with less (a coarser date, some of the authors, the abbreviated
    journal) leaves the record as it is.
    """
    title, outlet = _value(claims, "report.title"), _value(claims, "report.outlet")
    date, people = _value(claims, "report.date"), _values(claims, "report.author")
    if reference is None and not (title or outlet or date or people):
        return None
    record = reference or Reference(kind=_KINDS.get(_value(claims, "report.kind"), ""))
    if title:
        record = replace(record, title=title)
    if outlet not in ("", record.journal, record.journal_short, record.publisher):
        record = replace(record, journal=outlet)
    names = tuple(family_first(name) for name in people)
    if not set(names) <= {family_first(name) for name in record.authors}:
        record = replace(record, authors=names)
    if is_date(date) and not coarser(date, record.date or record.year):
        record = replace(record, year=date[:4], date=date if len(date) > 4 else "")
    return record


def _values(claims: Mapping[str, Any], field: str) -> tuple[str, ...]:
    """The values of a field that a curator reported as text."""
    items = claims.get(field, {}).get("items", ())
    values = (item.get("value") for item in items if item.get("status") == "reported")
    return tuple(value for value in values if isinstance(value, str) and value.strip())


def _value(claims: Mapping[str, Any], field: str) -> str:
    return next(iter(_values(claims, field)), "")
