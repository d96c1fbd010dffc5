"""What the list asks the read lane for, and what it is told."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Final, Literal

from curator.services.values import ArticleRow, StudyRow

Kind = Literal["article", "study"]
Segment = Literal["all", "draft", "conflict"]
Row = ArticleRow | StudyRow

SEGMENTS: Final[tuple[Segment, ...]] = ("all", "draft", "conflict")
FIRST_ROWS: Final = 60
"""Rows that come with the numbers, so that nothing is shown without its words."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a filter lets through.

    Attributes:
        articles: Numbers in the order of the list; ``studies`` likewise.
        rows: The first rows of both, and no others.
        counts: Articles by segment that the typed filter lets through.
        complete: Articles of the registry that are complete, of ``total`` that count.
        drafts: Ids of the articles with unsaved edits.
    """

    articles: array[int]
    studies: array[int]
    article_rows: tuple[ArticleRow, ...] = ()
    study_rows: tuple[StudyRow, ...] = ()
    counts: tuple[int, int, int] = (0, 0, 0)
    complete: int = 0
    total: int = 0
    drafts: frozenset[str] = field(default_factory=frozenset)
