"""What a history shows of a difference and what a curator asks of it.  No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from curator.domain.evidence import Evidence
from curator.gui.history.words import Runs
from curator.gui.theme.looks import STATUS_LOOKS, Status

Kind = Literal["added", "removed", "changed", "same"]
KIND_WORDS: Final[tuple[tuple[Kind, str, str], ...]] = (
    ("added", "plus", "Added"),
    ("removed", "minus", "Removed"),
    ("changed", "pencil", "Changed"),
    ("same", "", "Unchanged"),
)
"""Kind, icon, word."""


@dataclass(frozen=True, slots=True)
class RestoreWanted:
    """A study with all its extractions is to stand again as it did after a change."""

    study_id: str
    seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class RestoreFieldWanted:
    """One field of an extraction is to hold again what it held after a change."""

    study_id: str
    extraction_id: str
    field: str
    seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class SideLine:
    """One item on one side of a difference; ``runs`` is empty for a status alone.

    ``said`` stands in place of the status's word: of a decision.
    """

    runs: Runs
    status: Status
    evidence: tuple[Evidence, ...] = ()
    note: str = ""
    said: str = ""

    @property
    def word(self) -> str:
        """What stands at its right: how it is, or of a decision that it is one."""
        return self.said or STATUS_LOOKS[self.status].word

    @property
    def text(self) -> str:
        return "".join(run.words for run in self.runs)


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A field of one extraction before and after.

    Attributes:
        article: Label of the article that the extraction reads; "" for an article's own claims.
        extraction: Its id, where it can be restored; "" where it is not in the study now.
        before, after: The items that differ, or all where nothing does; a side without a claim has
            one line, not checked.
        same: How many items are alike on both sides and are not shown.
    """

    field: str
    label: str
    article: str
    kind: Kind
    before: tuple[SideLine, ...]
    after: tuple[SideLine, ...]
    extraction: str = ""
    same: int = 0


def kind_look(kind: Kind) -> tuple[str, str]:
    """Icon and word of a kind of difference."""
    return next((icon, word) for one, icon, word in KIND_WORDS if one == kind)
