"""Full text: FTS5 on SQLite, ``tsvector`` on PostgreSQL, fed after an import in committed chunks.

It holds the text of every article up to some number, withdrawn ones too (they are left out when it
is asked), with the title that the list showed when it was fed.  The highest number in it is where
feeding goes on; the watermark ``fulltext`` is the last change whose articles are all in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.documents import ARTICLE
from curator.store.engine import Session
from curator.store.tables import entity, watermark

CHUNK: Final = 250
"""Articles fed in one transaction: some 40 ms, so that a save hardly waits."""

_SETTINGS: Final[Mapping[str, int]] = {
    "automerge": 16,
    "crisismerge": 64,
    "hashsize": 4 << 20,
}
"""Of FTS5, kept in the file; ``hashsize`` in bytes."""

_HELD: Final = sa.text("SELECT k, v FROM fulltext_config")

FULLTEXT: Final = "fulltext"
MARKS: Final = ("\x02", "\x03")
"""Around the words that were found, in a snippet."""

_WORD: Final = re.compile(r'"([^"]*)"?|(\S+)')
_PART: Final = re.compile(r"\w+")
# Only an article with several texts says in its document which one it chose.
_CHOSEN: Final = """t.digest = coalesce((
        SELECT {chosen} FROM head h JOIN revision r ON r.id = h.revision_id
        WHERE h.entity_id = t.article_id
        AND (SELECT count(*) FROM text x WHERE x.article_id = t.article_id) > 1), t.digest)"""
_IS_CHOSEN: Final[Mapping[str, str]] = {
    "sqlite": _CHOSEN.format(chosen="json_extract(r.document, '$.text_digest')"),
    "postgresql": _CHOSEN.format(chosen="cast(r.document AS json) ->> 'text_digest'"),
}
_FROM: Final = """
    FROM article_row a JOIN text t ON t.article_id = a.article_id
    WHERE a.number > :after AND a.number <= :upto AND """
_FEED: Final[Mapping[str, sa.TextClause]] = {
    "sqlite": sa.text(
        "INSERT INTO fulltext (rowid, title, body) SELECT a.number, a.title, t.body"
        f" {_FROM} {_IS_CHOSEN['sqlite']} ORDER BY a.number"
    ),
    # A tsvector ends at one megabyte.
    "postgresql": sa.text(
        "INSERT INTO fulltext (number, words) SELECT a.number,"
        " to_tsvector('simple', a.title || ' ' || left(t.body, 400000))"
        f" {_FROM} {_IS_CHOSEN['postgresql']} ORDER BY a.number"
    ),
}
_FORGET: Final[Mapping[str, sa.TextClause]] = {
    "sqlite": sa.text("DELETE FROM fulltext WHERE rowid = :number"),
    "postgresql": sa.text("DELETE FROM fulltext WHERE number = :number"),
}
_LAST: Final[Mapping[str, sa.TextClause]] = {
    "sqlite": sa.text("SELECT rowid FROM fulltext ORDER BY rowid DESC LIMIT 1"),
    "postgresql": sa.text("SELECT max(number) FROM fulltext"),
}
_FIND: Final[Mapping[str, sa.TextClause]] = {
    "sqlite": sa.text(
        "SELECT a.number, a.article_id, a.title,"
        " snippet(fulltext, -1, :open, :close, '…', 16)"
        " FROM fulltext JOIN article_row a ON a.number = fulltext.rowid"
        " WHERE fulltext MATCH :query AND a.state <> 'withdrawn'"
        " ORDER BY fulltext.rowid DESC LIMIT :limit"
    ),
    "postgresql": sa.text(
        "SELECT a.number, a.article_id, a.title,"  # noqa: S608 - a condition of ours
        " ts_headline('simple', t.body, to_tsquery('simple', :query), :options)"
        " FROM (SELECT b.* FROM fulltext f JOIN article_row b ON b.number = f.number"
        "  WHERE f.words @@ to_tsquery('simple', :query) AND b.state <> 'withdrawn'"
        "  ORDER BY b.number DESC LIMIT :limit) a"
        " JOIN text t ON t.article_id = a.article_id AND "
        + _IS_CHOSEN["postgresql"]
        + " ORDER BY a.number DESC"
    ),
}


def feed_chunk(session: Session) -> tuple[int, int]:
    """Feed the next articles, in the caller's transaction.

    Returns:
        How many articles are fed now, and how many there are.
    """
    last = session.scalar(sa.select(sa.func.max(entity.c.number)).where(_ARTICLES)) or 0
    after = _fed_number(session)
    upto = min(last, after + CHUNK)
    if upto > after:
        if session.dialect.name == "sqlite":
            _settle(session)
        session.execute(_FEED[session.dialect.name], {"after": after, "upto": upto})
        _put_watermark(session, upto)
    return upto, last


def _settle(session: Session) -> None:
    """Let FTS5 gather a whole chunk before it writes, and merge what is written later and less.

    As it comes it writes each posting three times: it merges four parts at once, and a chunk makes
    several.
    """
    held = {row.k: row.v for row in session.execute(_HELD)}
    for name, value in _SETTINGS.items():
        if held.get(name) != value:
            session.exec_driver_sql(
                "INSERT INTO fulltext (fulltext, rank) VALUES (?, ?)", (name, value)
            )


def refeed(session: Session, article_id: str) -> None:
    """Put the chosen text of an article in place of what is held of it, if it is fed already."""
    query = sa.select(entity.c.number).where(entity.c.id == article_id)
    number = session.scalar(query) or 0
    if 0 < number <= _fed_number(session):
        name = session.dialect.name
        session.execute(_FORGET[name], {"number": number})
        session.execute(_FEED[name], {"after": number - 1, "upto": number})


def clear(session: Session) -> None:
    """Empty the full text, so that it is fed again from the first article."""
    session.execute(sa.text("DELETE FROM fulltext"))
    session.execute(sa.delete(watermark).where(watermark.c.what == FULLTEXT))


def fed(session: Session) -> float:
    """How far the full text is fed: 1.0 where every article is in it."""
    last = session.scalar(sa.select(sa.func.max(entity.c.number)).where(_ARTICLES)) or 0
    return _fed_number(session) / last if last else 1.0


def find(session: Session, query: str, *, limit: int) -> list[tuple[int, str, str, str]]:
    """Articles that have all of the words, newest first.

    The last word may be unfinished; words in quotes stand side by side.

    Returns:
        Number, id, title, and some words around the first place, marked with ``MARKS``.
    """
    words = words_of(query)
    if not words:
        return []
    sqlite = session.dialect.name == "sqlite"
    values: dict[str, Any] = {"query": (_fts5 if sqlite else _tsquery)(words), "limit": limit}
    if sqlite:
        values |= {"open": MARKS[0], "close": MARKS[1]}
    else:
        values["options"] = f"StartSel={MARKS[0]}, StopSel={MARKS[1]}, MaxWords=16, MinWords=8"
    rows = session.execute(_FIND[session.dialect.name], values)
    return [(number, one, title, words) for number, one, title, words in rows]


def differences(session: Session) -> list[str]:
    """Where the full text does not hold just the articles up to its last one."""
    last = _fed_number(session)
    held = session.scalar(sa.text("SELECT count(*) FROM fulltext")) or 0
    there = sa.select(sa.func.count()).where(_ARTICLES, entity.c.number <= last)
    if held == session.scalar(there):
        return []
    return [f"fulltext: it holds {held} articles up to A-{last:04d}."]


_ARTICLES: Final = entity.c.kind == ARTICLE


def _fed_number(session: Session) -> int:
    return session.scalar(_LAST[session.dialect.name]) or 0


def _put_watermark(session: Session, upto: int) -> None:
    """The last change all of whose articles are fed."""
    waiting = sa.select(sa.func.min(entity.c.first_change)).where(_ARTICLES, entity.c.number > upto)
    newest = sa.select(sa.func.max(entity.c.first_change)).where(_ARTICLES)
    first_waiting = session.scalar(waiting)
    seq = first_waiting - 1 if first_waiting else session.scalar(newest)
    session.execute(sa.delete(watermark).where(watermark.c.what == FULLTEXT))
    session.execute(sa.insert(watermark), {"what": FULLTEXT, "change_seq": seq})


def words_of(query: str) -> list[tuple[list[str], bool]]:
    """Words to look for: each a phrase of one or more, and whether its last one is unfinished."""
    found = []
    for match in _WORD.finditer(query):
        parts = _PART.findall(match[1] if match[1] is not None else match[2])
        open_end = match[1] is None and match.end() == len(query)
        if parts:
            found.append((parts, open_end))
    return found


def _fts5(words: list[tuple[list[str], bool]]) -> str:
    return " AND ".join(f'"{" ".join(parts)}"{"*" if more else ""}' for parts, more in words)


def _tsquery(words: list[tuple[list[str], bool]]) -> str:
    return " & ".join(
        "(" + " <-> ".join(f"'{part}'" for part in parts) + (":*" if more else "") + ")"
        for parts, more in words
    )
