"""What the other articles of a study say, field by field, beside one extraction."""

from __future__ import annotations

from typing import Final

from curator.domain.filling import claim_text
from curator.domain.forms import Field, Form
from curator.domain.identity import article_label
from curator.gui.form.values import CellView
from curator.services.values import ReadingView, StudyView

_SAID_AT_MOST: Final = 3


def cells_of(view: StudyView, extraction: str, *, form: Form) -> dict[str, CellView]:
    """The state of each field over the extractions of a study, and what the others say."""
    others = [one for one in view.readings if one.extraction_id != extraction]
    cells = {}
    for field in form.fields("extraction"):
        cell = view.record.cells.get(field.key)
        if cell is not None and cell.state:
            cells[field.key] = CellView(cell.state, _said(field, others))
    return cells


def _said(field: Field, others: list[ReadingView]) -> str:
    said = [
        f"{article_label(one.article_number)} says “{words}”"
        for one in others
        if (claim := one.claims.get(field.key)) is not None and (words := claim_text(field, claim))
    ]
    more = len(said) - _SAID_AT_MOST
    return ", ".join(said[:_SAID_AT_MOST]) + (f" and {more} more" if more > 0 else "")
