"""The first rows of a registry, read before SQLAlchemy is there.

A window wants to show its list 0.2 s after it is started; importing SQLAlchemy alone takes 0.3 s.
So the lists are read once with plain SQL, from a file that is surely whole and at rest.  Whatever
is not as expected is left to the proper opening that follows and says what is wrong.
"""

from __future__ import annotations

import sqlite3
from array import array
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from curator.domain.errors import CuratorError
from curator.store.sniff import sniff

_ARTICLE_NUMBERS: Final = (
    "select group_concat(number) from (select number from article_row"
    " where state <> 'withdrawn' order by number)"
)
_STUDY_NUMBERS: Final = (
    "select group_concat(number) from (select number from study_row"
    " where state <> 'withdrawn' order by number)"
)
_ARTICLES: Final = (
    "select number, article_id, title, outlet, state, studies, conflicts from article_row"
    " where state <> 'withdrawn' order by number limit ?"
)
_STUDIES: Final = (
    "select number, study_id, label, state, articles, conflicts, reopened from study_row"
    " where state <> 'withdrawn' order by number limit ?"
)


@dataclass(frozen=True, slots=True)
class Peeked:
    """Numbers and first rows of articles and studies, as their tables have them.

    Attributes:
        states: How many articles are in each state.
        conflicts: How many articles report a study in conflict.
    """

    articles: array[int]
    studies: array[int]
    article_rows: tuple[tuple[int, str, str, str, str, str, int], ...]
    study_rows: tuple[tuple[int, str, str, str, int, int, int], ...]
    states: dict[str, int]
    conflicts: int


def peek(path: Path, *, rows: int) -> Peeked | None:
    """Read the lists of a registry's file; None where it is not plainly ready to be read.

    Call it before this process opens the file otherwise, on the thread that will.
    """
    try:
        found = sniff(path)
        if not found.exists or found.wal or found.hot:
            return None
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=0)) as db:
            return _read(db, rows)
    except (CuratorError, sqlite3.Error, ValueError):
        return None  # what is wrong is said by the opening that follows


def _read(db: sqlite3.Connection, rows: int) -> Peeked:
    db.execute("pragma trusted_schema=off")
    db.execute("begin")
    query = "select count(*) from article_row where state <> 'withdrawn' and conflicts > 0"
    return Peeked(
        articles=_numbers(db, _ARTICLE_NUMBERS),
        studies=_numbers(db, _STUDY_NUMBERS),
        article_rows=tuple(db.execute(_ARTICLES, (rows,))),
        study_rows=tuple(db.execute(_STUDIES, (rows,))),
        states=dict(db.execute("select state, count(*) from article_row group by state")),
        conflicts=db.execute(query).fetchone()[0],
    )


def _numbers(db: sqlite3.Connection, query: str) -> array[int]:
    """Numbers that come as one string: 100,000 rows of their own take twice as long."""
    (joined,) = db.execute(query).fetchone()
    return array("q", map(int, joined.split(",")) if joined else ())
