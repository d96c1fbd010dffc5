"""The frozen values that the article pane is given; it never sees a database row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from curator.ingest.values import Block as BlockView

__all__ = ["ArticleText", "BlockView", "Mode", "RailEntry", "Span", "SpanState"]

SpanState = Literal["normal", "conflict", "suggested", "proposed"]
OFFERED: Final = frozenset({"suggested", "proposed"})
"""States of words that nobody has taken yet: they have no badge."""
Mode = Literal["cleaned", "raw", "page"]


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article with one of its texts.

    Attributes:
        article_id: The id that the registry knows it by.
        label: The id that people see (``A-0002``).
        title: May be empty; the pane then shows no title.
        outlet: Where it appeared; may be empty.
        body: The exact text.
        blocks: In the order of their offsets.
        encoding: What the bytes were read as, in lower case.
        replacements: How many characters could not be read and stand as U+FFFD.
        media_type: Of the original.
        text_number: Which of the article's texts this is, of ``text_count``.
        pages: Pages that can be shown beside the text; 0 where there are none.
        lacks: What a reader found missing (``text layer``).
        standing: Why it does not count (``Excluded: same article as A-0001``), where it does not.
        mojibake: A sentence where words look as if they were decoded wrongly.
    """

    article_id: str
    label: str
    title: str
    outlet: str
    body: str
    blocks: tuple[BlockView, ...] = ()
    encoding: str = "utf-8"
    replacements: int = 0
    media_type: str = ""
    text_number: int = 1
    text_count: int = 1
    pages: int = 0
    lacks: str = ""
    mojibake: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of evidence to show in the text.

    Attributes:
        id: What ``evidence_clicked`` says; any string.
        start: First character, in code points.
        end: One past the last.
        letter: The field's letter; empty where it has none (a dot stands for it).
        state: ``suggested`` is the suggestion that has the keyboard: the current tint, no badge;
            ``proposed`` are the others: a faint line.
        label: Field and value, for the tooltip.
    """

    id: str
    start: int
    end: int
    letter: str
    state: SpanState = "normal"
    label: str = ""


@dataclass(frozen=True, slots=True)
class RailEntry:
    """One line of the rail right of the text; it stands beside the span with the same id."""

    span_id: str
    letter: str
    field: str
    value: str
