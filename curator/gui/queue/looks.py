"""Icon, word and colour of what a row of the list is in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from curator.gui.queue.values import Row
from curator.gui.theme.looks import Look
from curator.services.values import ArticleRow

ARTICLE_LOOKS: Final[Mapping[str, Look]] = {
    "new": Look("dashed_circle", "New", "ink3"),
    "draft": Look("pencil", "Draft", "warn"),
    "in_progress": Look("clock", "In progress", "ink2"),
    "complete": Look("check", "Complete", "ok"),
    "excluded": Look("minus", "Excluded", "neutral"),
    "withdrawn": Look("trash", "Withdrawn", "neutral"),
}


def row_look(row: Row, *, draft: bool) -> Look | None:
    """How far an article is; what a study wants of a person, None where that is nothing."""
    if isinstance(row, ArticleRow):
        return ARTICLE_LOOKS["draft" if draft or row.has_draft else row.state]
    if row.state == "withdrawn":
        return ARTICLE_LOOKS["withdrawn"]
    if row.conflicts:
        return Look("conflict", counted(row.conflicts, "conflict"), "bad")
    if row.reopened:
        return Look("restore", f"{row.reopened} reopened", "warn")
    return None


def counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}".replace(",", " ")
