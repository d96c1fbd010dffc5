"""A further text with spoilt characters repaired, where a curator asks for it.

The words were decoded wrongly before their file was saved ("cafÃ©"), so no encoding of the bytes
mends them.  The text that there is stays; evidence goes along where its quote stands exactly.
"""

from __future__ import annotations

import json
import threading
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.canonical import sha256
from curator.domain.errors import RefusedError, UnreadableInputError
from curator.domain.identity import article_label
from curator.domain.references import reference_from_json, reference_to_json
from curator.ingest.values import Block, Cell, FieldHint, ParsedArticle
from curator.ingest.workers import Parsers
from curator.services.opening import open_article
from curator.services.registry import Registry
from curator.services.texts import TextChosen, attach_text
from curator.services.values import Author, OpenedArticle
from curator.store.revisions import checked_original
from curator.store.tables import original

MENDED: Final = "mended"
"""In ``made_by``: how many words of the text before were repaired, and by what."""

_MOJIBAKE: Final = "mojibake"


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with some of its words put in other words.

    Attributes:
        body: The text after that.
        count: How many words were.
    """

    body: str
    count: int
    _ends: tuple[int, ...]
    _starts: tuple[int, ...]
    _shifts: tuple[int, ...]

    @staticmethod
    def of(body: str, edits: Sequence[tuple[int, int, str]]) -> Mended:
        """``edits`` are start, end and the new words, in order and apart, in code points.

        Raises:
            ValueError: They are not.
        """
        parts: list[str] = []
        at = 0
        for start, end, words in edits:
            if not at <= start < end <= len(body) or not words:
                raise ValueError(f"an edit of {start} to {end} of {len(body)} characters")
            parts += (body[at:start], words)
            at = end
        shifts = accumulate(len(words) - (end - start) for start, end, words in edits)
        return Mended(
            "".join((*parts, body[at:])),
            len(edits),
            tuple(end for _, end, _ in edits),
            tuple(start for start, _, _ in edits),
            (0, *shifts),
        )

    def place(self, at: int) -> int:
        """Where an offset of the text before stands now; inside a repaired word: after it."""
        passed = bisect_right(self._ends, at)
        if passed < len(self._starts) and self._starts[passed] < at:
            at, passed = self._ends[passed], passed + 1
        return at + self._shifts[passed]


def mend(
    registry: Registry,
    article_id: str,
    *,
    author: Author,
    parsers: Parsers,
    cancel: threading.Event | None = None,
) -> TextChosen:
    """Give an article its chosen text with the spoilt characters repaired, as a further text.

    Raises:
        NotFoundError: There is no such article.
        RefusedError: Nothing in its text looks spoilt, or it has the repaired text already.
        UnreadableInputError: The text cannot be looked at.
        Cancelled: ``cancel`` was set.
    """
    article = open_article(registry, article_id)
    name = article.document.file_name
    more = {
        "title": article.document.title,
        "values": [hint.value for hint in article.hints],
        "reference": reference_to_json(article.reference) if article.reference else None,
    }
    data = article.body.encode("utf-8")
    frame = parsers.ask("mend", data, {"more": more}, name=name, cancel=cancel)
    try:
        answer = json.loads(frame.data)
        edits = [(int(start), int(end), str(words)) for start, end, words in answer["edits"]]
        mended = Mended.of(article.body, edits)
        parsed = _parsed(article, mended, answer=answer)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableInputError(f"{name} gave an answer that makes no sense.") from error
    if not edits:
        raise RefusedError(
            f"No words of {article_label(article.number)} look as if they were decoded wrongly.",
            hint="Nothing was changed.",
        )
    words = "1 word" if len(edits) == 1 else f"{len(edits)} words"
    return attach_text(
        registry,
        article_id,
        parsed=_with_original(registry, parsed),
        author=author,
        reason=f"Characters of {words} repaired",
        file_name=name,
        kind="mend",
        title=parsed.title,
        choices=[
            replace(
                one,
                text=parsed.text_sha256,
                start=mended.place(one.start),
                end=mended.place(one.end),
            )
            for one in article.document.blocks
            if one.text == article.document.text
        ],
    )


def _parsed(article: OpenedArticle, mended: Mended, *, answer: Mapping[str, Any]) -> ParsedArticle:
    """The repaired text as if it had been read from the file."""
    document, more = article.document, answer["more"]
    reference = more["reference"]
    made_by = {key: one for key, one in article.made_by.items() if key != _MOJIBAKE}
    made_by[MENDED] = f"{mended.count} by ftfy {answer['ftfy']}"
    if answer[_MOJIBAKE]:
        made_by[_MOJIBAKE] = str(answer[_MOJIBAKE])
    hints = zip(article.hints, more["values"], strict=True)
    return ParsedArticle(
        original_sha256=document.original_sha256,
        size=0,
        media_type=document.media_type,
        encoding=document.encoding,
        replacements=document.replacements.get("undecodable", 0),
        nul_replaced=document.replacements.get("nul", 0),
        body=mended.body,
        text_sha256=sha256(mended.body),
        blocks=tuple(_block(one, mended) for one in article.read_blocks or article.blocks),
        made_by=made_by,
        title=str(more["title"]),
        hints=tuple(_hint(one, mended, value=str(value)) for one, value in hints),
        reference=reference_from_json(reference) if reference else None,
    )


def _block(block: Block, mended: Mended) -> Block:
    return replace(
        block,
        start=mended.place(block.start),
        end=mended.place(block.end),
        cells=tuple(_cell(one, mended) for one in block.cells),
    )


def _cell(cell: Cell, mended: Mended) -> Cell:
    return replace(cell, start=mended.place(cell.start), end=mended.place(cell.end))


def _hint(hint: FieldHint, mended: Mended, *, value: str) -> FieldHint:
    start, end = mended.place(hint.start), mended.place(hint.end)
    quote = mended.body[start:end]
    # Words of the text are repaired as they stand in it: alone they may look sound.
    return FieldHint(hint.field, quote if hint.value == hint.quote else value, start, end, quote)


def _with_original(registry: Registry, parsed: ParsedArticle) -> ParsedArticle:
    """The bytes are there already, or were left out of the dump that the registry came from."""
    with registry.read() as session:
        query = sa.select(original).where(original.c.sha256 == parsed.original_sha256)
        row = checked_original(session.execute(query).one()._mapping)
    return replace(parsed, size=row["size"], original=row["bytes"] or b"")
