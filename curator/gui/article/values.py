"""The frozen values that the article pane is given; it never sees a database row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SpanState = Literal["normal", "conflict", "suggested"]
Mode = Literal["cleaned", "raw"]


@dataclass(frozen=True, slots=True)
class BlockView:
    """One block of a text.

    Attributes:
        kind: ``main``, ``heading``, ``furniture``, ``table``, ``caption``, ...
        start: First character, in code points.
        end: One past the last.
        name: What a curator calls it (``site navigation``); may be empty.
    """

    kind: str
    start: int
    end: int
    name: str = ""


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
    """

    article_id: str
    label: str
    title: str
    outlet: str
    body: str
    blocks: tuple[BlockView, ...] = ()
    encoding: str = "utf-8"
    replacements: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of evidence to show in the text.

    Attributes:
        id: What ``evidence_clicked`` says; any string.
        start: First character, in code points.
        end: One past the last.
        letter: The field's letter; empty where it has none (a dot stands for it).
        state: ``suggested`` spans have the current tint and no badge.
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
