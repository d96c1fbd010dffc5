"""What a comparison shows and what a curator asks of it.  No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from curator.domain.claims import Claim
from curator.domain.documents import Decision
from curator.domain.forms import Field
from curator.gui.claims.lines import ClaimLine
from curator.gui.theme.looks import Mark

Pair = tuple[str, str]
"""Extraction id and item id."""

Filter = Literal["all", "conflict", "refine", "complement", "agree", "single", "silent"]
FILTERS: Final[tuple[Filter, ...]] = (
    "all",
    "conflict",
    "refine",
    "complement",
    "agree",
    "single",
    "silent",
)
"""Silent: looked at, but no extraction says anything of this study."""


@dataclass(frozen=True, slots=True)
class DecisionWanted:
    """What a curator decided; the window saves it as a change of its own.

    Attributes:
        field: Key of the field.
        item: Id of the one item decided on; "" for the whole field.
        chosen: Pairs (extraction id, item id) that stand.
        edited: A claim without items that stands instead, as "not applicable" with its words.
    """

    study_id: str
    field: str
    item: str
    chosen: tuple[Pair, ...]
    reason: str
    edited: Claim | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What would stand: items, or with none of them the status of one extraction's claim.

    ``by`` is the extraction whose claim without items is chosen.
    """

    chosen: tuple[Pair, ...] = ()
    by: str = ""

    def __bool__(self) -> bool:
        return bool(self.chosen or self.by)

    def toggled(self, pair: Pair) -> Choice:
        """With one item more, or less where it is chosen."""
        if pair in self.chosen:
            return Choice(tuple(one for one in self.chosen if one != pair))
        return Choice((*self.chosen, pair))


@dataclass(frozen=True, slots=True)
class Option:
    """One button of the open row: ``Keep A-0002``; ``key`` is a digit, or "" from the tenth on."""

    label: str
    key: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class Column:
    """One extraction; ``label`` is unique, ``aside`` where it was published."""

    extraction: str
    article: str
    label: str
    aside: str
    told: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands for the study in one field, in words.

    Attributes:
        icon, ink: Of the state.
        head: The value, or what is missing.
        aside: Behind the value, weaker: ``from A-0002``.
        lines: Sentences below.
    """

    icon: str
    ink: str
    head: str
    aside: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One field over all extractions.

    Attributes:
        mark: How they agree, or that it is decided or reopened; None where all are silent.
        agreement: One of ``FILTERS`` but ``all``: what the extractions give without a decision.
        to_decide: A conflict that nobody has decided, or a decision that was reopened.
        extractions: Ids, a column each.
        cells: For each column what that extraction says, item by item.
        item: Id of the one item that a decision here is about; "" for the whole field.
        disputed: What of that item is disputed, in words.
        options: What can be kept, an article each, then all of them.
        claims: Of each extraction that a choice may take over whole, by its id.
        decision: The one that stands, or that was reopened.
        stands: The pairs that the decision chose, where it stands.
    """

    field: Field
    mark: Mark | None
    agreement: Filter
    to_decide: bool
    extractions: tuple[str, ...]
    cells: tuple[tuple[ClaimLine, ...], ...]
    standing: Standing
    options: tuple[Option, ...]
    claims: Mapping[str, Claim]
    item: str = ""
    disputed: str = ""
    decision: Decision | None = None
    stands: Choice = Choice()

    @property
    def key(self) -> str:
        return self.field.key

    @property
    def decidable(self) -> bool:
        return bool(self.options)

    def stands_whole(self, column: int, choice: Choice) -> bool:
        """Whether all that an extraction says of this study is in a choice."""
        extraction = self.extractions[column]
        said = [one.item_id for one in self.cells[column] if one.item_id and one.stands]
        if not said:
            return choice.by == extraction
        return all((extraction, item) in choice.chosen for item in said)

    def option_of(self, key: str) -> Option | None:
        """The option that a digit keeps."""
        return next((one for one in self.options if key and one.key == key), None)

    def wanted(self, study_id: str, choice: Choice, *, reason: str) -> DecisionWanted:
        """That choice as what the window is asked to save."""
        edited = self.claims.get(choice.by)
        return DecisionWanted(study_id, self.key, self.item, choice.chosen, reason, edited)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A study as it is compared; ``rows`` conflicts first, then in the order of the form."""

    columns: tuple[Column, ...]
    rows: tuple[CompareRow, ...]

    def count(self, kind: Filter) -> int:
        return sum(kind in ("all", row.agreement) for row in self.rows)

    @property
    def open_rows(self) -> tuple[CompareRow, ...]:
        """Those that wait for a decision."""
        return tuple(row for row in self.rows if row.to_decide)
