"""Whether what a search found stands in what is read of an article, or only in what is folded.

The full text holds whole texts, so that nothing in them is lost to a search.  What the reader took
for page furniture, and what curators marked since as text or as furniture, is looked up for the few
hits that are shown: a choice counts as soon as it is saved.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Final

import sqlalchemy as sa

from curator.domain.documents import choices_from_json
from curator.ingest.values import Block, block_from_json
from curator.services.block_choices import FURNITURE, is_folded, with_choices
from curator.services.values import SearchHit
from curator.store import search as full_text
from curator.store.engine import Session
from curator.store.studies import stored_as_of
from curator.store.tables import text

IN_FURNITURE: Final = "page furniture"
IN_REFERENCES: Final = "references"
_MORE: Final = 4
"""So many times as many are looked at where some stand in what is folded only."""

_BEFORE: Final = 60
_AFTER: Final = 110

_START: Final = attrgetter("start")

Pattern = re.Pattern[str]


def find_in_texts(session: Session, query: str, *, limit: int) -> tuple[SearchHit, ...]:
    """Articles that have all of the words, newest first; those whose words are folded last."""
    hits = _placed(session, full_text.find(session, query, limit=limit), query=query)
    if len(hits) == limit and any(hit.only_in for hit in hits):
        hits = _placed(session, full_text.find(session, query, limit=_MORE * limit), query=query)
    return tuple(sorted(hits, key=lambda hit: bool(hit.only_in))[:limit])


def _placed(
    session: Session, found: Iterable[tuple[int, str, str, str]], *, query: str
) -> list[SearchHit]:
    hits = [SearchHit(*one) for one in found]
    words = [_pattern(parts, more=more) for parts, more in full_text.words_of(query)]
    texts = _texts(session, [hit.article_id for hit in hits])
    return [
        _told(hit, texts[hit.article_id], words=words) if hit.article_id in texts else hit
        for hit in hits
    ]


def _texts(session: Session, articles: Sequence[str]) -> dict[str, tuple[str, tuple[Block, ...]]]:
    """Body and blocks, as curators chose them, of the articles of which something is folded."""
    documents = {one: stored.document for one, stored in stored_as_of(session, articles).items()}
    digests = [document["text_digest"] for document in documents.values()]
    query = sa.select(text.c.article_id, text.c.digest, text.c.blocks, text.c.body)
    found = {}
    for row in session.execute(query.where(text.c.digest.in_(digests))):
        document = documents.get(row.article_id)
        if document is None or document["text_digest"] != row.digest:
            continue
        read = tuple(map(block_from_json, json.loads(row.blocks)))
        choices = choices_from_json(document["blocks"])
        blocks = with_choices(read, choices, text=document["text"])
        if any(is_folded(one.kind, one.name) for one in blocks):
            found[row.article_id] = row.body, blocks
    return found


def _told(
    hit: SearchHit, read: tuple[str, tuple[Block, ...]], *, words: Sequence[Pattern]
) -> SearchHit:
    """The hit with where its words stand, and with those of them that are read."""
    body, blocks = read
    shown: re.Match[str] | None = None
    only: set[str] = set()
    plain = ""
    for one in words:
        place, folded = _place(one, body, blocks=blocks)
        if place is None:
            # Spelled in another way perhaps: letters without their accents are slow to make.
            plain = plain or _plain(body)
            place, folded = _place(one, plain, blocks=blocks)
        shown = shown or place
        if place is None and folded and one.search(_plain(hit.title)) is None:
            only |= folded
    if only:
        return replace(hit, only_in=" and ".join(sorted(only)))
    if shown is None:
        return hit
    at = _block_at(blocks, shown.start())
    within = (blocks[at].start, blocks[at].end) if at >= 0 else (0, len(body))
    return replace(hit, snippet=_snippet(body, shown.span(), within=within))


def _place(
    words: Pattern, body: str, *, blocks: Sequence[Block]
) -> tuple[re.Match[str] | None, set[str]]:
    """Where the words are read first; where they are not, in what is folded they stand."""
    folded = set()
    for match in words.finditer(body):
        at = _block_at(blocks, match.start())
        if at < 0 or not is_folded(blocks[at].kind, blocks[at].name):
            return match, set()
        folded.add(IN_FURNITURE if blocks[at].kind == FURNITURE else IN_REFERENCES)
    return None, folded


def _block_at(blocks: Sequence[Block], place: int) -> int:
    """Which block a character stands in; -1 for none."""
    at = bisect_right(blocks, place, key=_START) - 1
    return at if at >= 0 and place < blocks[at].end else -1


def _snippet(body: str, span: tuple[int, int], *, within: tuple[int, int]) -> str:
    """Some words around a place, marked as the full text does it."""
    start, end = span
    first, last = max(within[0], start - _BEFORE), min(max(within[1], end), end + _AFTER)
    before, after = body[first:start], body[end:last]
    if first > within[0]:
        before = "…" + before.partition(" ")[2]
    if last < within[1]:
        after = after.rpartition(" ")[0] + "…"
    opened, closed = full_text.MARKS
    return f"{before}{opened}{body[start:end]}{closed}{after}"


def _pattern(parts: Sequence[str], *, more: bool) -> Pattern:
    """Words side by side; with ``more`` the last one may go on."""
    words = r"[\W_]+".join(re.escape(_plain(part)) for part in parts)
    return re.compile(rf"(?<![^\W_]){words}" + ("" if more else r"(?![^\W_])"), re.IGNORECASE)


class _Plain(dict[int, str]):
    """Each character in lower case and without its accents, one for one."""

    def __missing__(self, code: int) -> str:
        char = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = plain = char if len(char) == 1 else chr(code)
        return plain


def _plain(words: str) -> str:
    return words.lower() if words.isascii() else words.translate(_Plain())
