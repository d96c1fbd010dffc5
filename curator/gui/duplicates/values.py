"""What the view of duplicates is given: plain values, made on the read lane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from curator.services.duplicates import Proposal
    from curator.services.reported_studies import ReportedStudy

Span = tuple[int, int]
"""Start and end in a sheet's text, in code points."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One article as it stands in the view: its main text, without what is folded elsewhere.

    Attributes:
        meta: Outlet, date, state, studies: what there is of them.
        headings: Spans of the headings in ``text``.
    """

    article_id: str
    number: int
    title: str
    meta: str
    text: str
    headings: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A reason: what it says, the words that both have, and where they stand in both sheets.

    A side whose words are not in the main text has None.
    """

    why: str
    words: str
    first: Span | None
    second: Span | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A proposal with the two articles, ready to be shown.

    Attributes:
        several: Labels of the articles that report more than one study, each with its studies.
    """

    proposal: Proposal
    question: str
    first: Sheet
    second: Sheet
    marks: tuple[Mark, ...]
    several: tuple[tuple[str, tuple[ReportedStudy, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class OpenProposals:
    """What nobody has answered yet.

    Attributes:
        proposals: The same articles first, then by number.
        numbers: Articles that are in one.
        waiting: Articles that nobody has looked at yet.
    """

    proposals: tuple[Proposal, ...]
    numbers: frozenset[int]
    waiting: int
