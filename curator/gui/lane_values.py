"""What comes back from the lanes beside the values of the services.

It brings SQLAlchemy with the drafts, so that the window imports it for its types alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from curator.gui.form.values import CellView
from curator.services.drafting import OpenDraft
from curator.services.values import (
    ArticleRow,
    BlameRow,
    ChangeRow,
    OpenedArticle,
    Saved,
    SearchHit,
    StudyRow,
    StudyView,
)
from curator.store.drafts import StoredDraft


@dataclass(frozen=True, slots=True)
class Recorded:
    """When the newest edit was on disk; ``dirty`` is None where it was only unfinished text."""

    at: str
    dirty: bool | None = None


@dataclass(frozen=True, slots=True)
class OpenedForWork:
    """An article with the curator's draft of it."""

    article: OpenedArticle
    draft: OpenDraft


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """What a save made, and the draft on the new saved state."""

    saved: Saved
    draft: StoredDraft


@dataclass(frozen=True, slots=True)
class StudyState:
    """A study as saved, and how each field of one extraction stands in it."""

    view: StudyView
    cells: Mapping[str, CellView]


@dataclass(frozen=True, slots=True)
class StudyPast:
    """A study with its changes, newest first; ``last`` is the registry's newest change."""

    view: StudyView
    changes: tuple[ChangeRow, ...]
    blame: tuple[BlameRow, ...]
    last: int


@dataclass(frozen=True, slots=True)
class WentTo:
    """What was typed finds; ``searchable`` is the part of the texts that was searched."""

    articles: list[ArticleRow]
    studies: list[StudyRow]
    hits: list[SearchHit]
    searchable: float
