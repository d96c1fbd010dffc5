"""Lists of articles and studies: ids as an array from SQL, rows by page, counts, full text."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.documents import ARTICLE, EXTRACTION, STUDY
from curator.domain.errors import NotFoundError
from curator.domain.identity import article_label, study_label
from curator.services.filters import article_filter, study_filter
from curator.services.registry import Registry
from curator.services.searching import find_in_texts
from curator.services.values import ArticleRow, Found, SearchHit, StudyRow
from curator.store import search as full_text
from curator.store.engine import Session
from curator.store.revisions import heads, in_batches
from curator.store.tables import article_row, entity, study_row

ORDERS: Final = ("number", "title", "outlet", "state", "conflicts")
"""Of articles; of studies ``label`` stands for ``title`` and ``articles`` for ``outlet``."""

_LABEL: Final = re.compile(r"([AaSs])-?0*(\d{1,9})")
_PAGE: Final = 500
_OUT: Final = ("excluded", "withdrawn")
_COLUMNS: Final[Mapping[str, Mapping[sa.Table, str]]] = {
    "title": {study_row: "label"},
    "outlet": {study_row: "articles"},
}


def article_ids(
    registry: Registry,
    *,
    query: str = "",
    states: Sequence[str] = (),
    order: str = "number",
) -> array[int]:
    """Numbers of the articles that a filter lets through.

    Args:
        registry: To read from.
        query: See ``filters``; "" lets everything through.
        states: Only these; without any, all but the withdrawn ones.
        order: One of ``ORDERS``, with ``-`` before it the other way round.
    """
    condition = article_filter(registry.form, query, states=states)
    everything = not query.strip() and not states
    return _ids(registry, article_row, condition=condition, order=order, everything=everything)


def study_ids(
    registry: Registry,
    *,
    query: str = "",
    states: Sequence[str] = (),
    order: str = "number",
) -> array[int]:
    """Numbers of the studies that a filter lets through; as ``article_ids``."""
    condition = study_filter(registry.form, query, states=states)
    everything = not query.strip() and not states
    return _ids(registry, study_row, condition=condition, order=order, everything=everything)


def _ids(
    registry: Registry,
    table: sa.Table,
    *,
    condition: sa.ColumnElement[bool],
    order: str,
    everything: bool,
) -> array[int]:
    name = order.removeprefix("-")
    column = table.c[_COLUMNS.get(name, {}).get(table, name)] if name in ORDERS else table.c.number
    by = column.desc() if order.startswith("-") else column.asc()
    query = sa.select(table.c.number).where(condition).order_by(by, table.c.number)
    with registry.read() as session:
        if everything and order == "number" and (numbers := _unbroken(session, table)) is not None:
            return numbers
        if session.dialect.name != "sqlite":
            return array("q", session.scalars(query))
        # One string instead of 100,000 rows: a third of the time, and in it the window may run.
        # SQLite keeps a subquery's order for this function (its query flattener, rule 16).
        joined = session.scalar(sa.select(sa.func.group_concat(query.subquery().c.number)))
        return array("q", map(int, joined.split(",")) if joined else ())


def _unbroken(session: Session, table: sa.Table) -> array[int] | None:
    """All numbers but those withdrawn, where none is missing, which is counted; else None.

    100,000 numbers need not be read then: 5 ms instead of 30.
    """
    number = table.c.number
    least, most, count = session.execute(
        sa.select(
            sa.select(sa.func.min(number)).scalar_subquery(),
            sa.select(sa.func.max(number)).scalar_subquery(),
            sa.select(sa.func.count()).select_from(table).scalar_subquery(),
        )
    ).one()
    if not count or most - least + 1 != count:
        return None
    gone = set(session.scalars(sa.select(number).where(table.c.state == "withdrawn")))
    numbers = range(least, most + 1)
    return array("q", (n for n in numbers if n not in gone) if gone else numbers)


def article_rows(registry: Registry, numbers: Iterable[int]) -> list[ArticleRow]:
    """A page of the queue, in the order of the numbers; numbers that there are not are left out."""
    names = ("number", "article_id", "title", "outlet", "state", "studies", "conflicts")
    found = _rows(registry, [article_row.c[name] for name in names], numbers=numbers)
    reasons = _reasons(registry, [row.article_id for row in found if row.state in _OUT])
    return [ArticleRow(**row._mapping, reason=reasons.get(row.article_id, "")) for row in found]


def _reasons(registry: Registry, ids: Sequence[str]) -> dict[str, str]:
    """Why articles do not count, by id."""
    if not ids:
        return {}
    with registry.read() as session:
        return {
            key: str(json.loads(row["document"])["reason"])
            for key, row in heads(session, ids).items()
        }


def study_rows(registry: Registry, numbers: Iterable[int]) -> list[StudyRow]:
    """A page of the studies; as ``article_rows``."""
    names = ("number", "study_id", "label", "state", "articles", "conflicts", "reopened")
    found = _rows(registry, [study_row.c[name] for name in names], numbers=numbers)
    return [StudyRow(**row._mapping) for row in found]


def _rows(
    registry: Registry, columns: Sequence[sa.Column[Any]], *, numbers: Iterable[int]
) -> list[sa.Row[Any]]:
    wanted = list(numbers)
    found: dict[int, sa.Row[Any]] = {}
    with registry.read() as session:
        for some in in_batches(wanted, _PAGE):
            query = sa.select(*columns).where(columns[0].in_(some))
            found |= {row[0]: row for row in session.execute(query)}
    return [found[number] for number in wanted if number in found]


def article_counts(registry: Registry) -> dict[str, int]:
    """How many articles are in each state; the withdrawn ones under their own."""
    return _counts(registry, article_row)


def study_counts(registry: Registry) -> dict[str, int]:
    """How many studies are in each state, and under ``conflict`` how many have one."""
    counts = _counts(registry, study_row)
    query = sa.select(sa.func.count()).where(
        study_row.c.conflicts > 0, study_row.c.state == "active"
    )
    with registry.read() as session:
        return counts | {"conflict": session.scalar(query) or 0}


def _counts(registry: Registry, table: sa.Table) -> dict[str, int]:
    query = sa.select(table.c.state, sa.func.count()).group_by(table.c.state)
    with registry.read() as session:
        return {row[0]: row[1] for row in session.execute(query)}


def find(registry: Registry, label_or_id: str) -> Found:
    """The article, study or extraction that a label (``S-0042``, ``a117``) or an id names.

    Raises:
        NotFoundError: There is none.
    """
    words = label_or_id.strip()
    query = sa.select(entity)
    if label := _LABEL.fullmatch(words):
        kind = ARTICLE if label[1] in "Aa" else STUDY
        query = query.where(entity.c.kind == kind, entity.c.number == int(label[2]))
    else:
        kinds = (ARTICLE, STUDY, EXTRACTION)
        query = query.where(entity.c.id == words.lower(), entity.c.kind.in_(kinds))
    with registry.read() as session:
        row = session.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(f"There is no {words or 'such thing'} in this registry.")
    return Found(row.kind, row.id, row.number, label_of(row.kind, row.number))


def label_of(kind: str, number: int) -> str:
    """``A-0117``, ``S-0042``, ``E-0003``."""
    if kind == EXTRACTION:
        return f"E-{number:04d}"
    return article_label(number) if kind == ARTICLE else study_label(number)


def searchable(registry: Registry) -> float:
    """The part of the articles whose texts the search knows; 1.0 for all."""
    with registry.read() as session:
        return full_text.fed(session)


def search(registry: Registry, query: str, limit: int = 50) -> tuple[tuple[SearchHit, ...], float]:
    """Articles whose text has all of the words; quoted words as a phrase.

    Returns:
        The hits, newest first, those with words in what is folded only last; and how far the full
        text is fed (1.0: all articles).
    """
    with registry.read() as session:
        return find_in_texts(session, query, limit=limit), full_text.fed(session)
