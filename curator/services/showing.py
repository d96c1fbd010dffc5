"""Studies and articles in words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from curator.domain.claims import NOT_CHECKED, Claim, Claims
from curator.domain.filling import item_text
from curator.domain.forms import Form
from curator.domain.identity import article_label, study_label
from curator.domain.records import Cell
from curator.services.values import OpenedArticle, StudyView


def study_lines(form: Form, view: StudyView) -> list[str]:
    """The record of a study: what stands, its status, how its readings agree."""
    when = f", as of change {view.as_of}" if view.as_of is not None else ""
    lines = [f"{study_label(view.number)}  {view.document.label}  rev {view.rev}{when}"]
    lines += [
        f"  {article_label(one.article_number)}  {one.role}, read by {one.reader}: "
        f"{one.article_title}"
        for one in view.readings
    ]
    for section in form.sections:
        rows = [
            line
            for field in section.fields
            if (cell := view.record.cells.get(field.key))
            for line in _cell_lines(form, field.key, cell=cell)
        ]
        if rows:
            lines += ["", section.label, *rows]
    return lines


def _cell_lines(form: Form, key: str, *, cell: Cell) -> Iterator[str]:
    field = form.field(key)
    if field is None or (not cell.state and cell.status == NOT_CHECKED):
        return
    values = "; ".join(item_text(field, stood.item) for stood in cell.items) or "-"
    state = f" [{cell.state}]" if cell.state else ""
    yield f"  {field.label}: {values}  ({cell.status.replace('_', ' ')}){state}"


def article_lines(form: Form, opened: OpenedArticle) -> list[str]:
    """An article with what each of its extractions says, and the words for it."""
    document = opened.document
    lines = [
        f"{article_label(opened.number)}  {document.title}",
        f"  {document.file_name}, {document.encoding}, {document.state.replace('_', ' ')}",
        *_claim_lines(form, document.claims),
    ]
    for one in opened.extractions:
        number = study_label(one.study_number) if one.study_number else "new study"
        lines += ["", f"{number}  {one.study_label}  ({one.document.role})"]
        lines += _claim_lines(form, one.document.claims)
    return lines


def _claim_lines(form: Form, claims: Claims) -> list[str]:
    return [
        line
        for field in form.fields()
        if (claim := claims.get(field.key))
        for line in _one_claim(form, field.key, claim=claim)
    ]


def _one_claim(form: Form, key: str, *, claim: Claim) -> Iterator[str]:
    field = form.field(key)
    if field is None:
        return
    if not claim.items:
        yield f"  {field.label}: {claim.status.replace('_', ' ')}"
    for item in claim.items:
        quote = f"  “{item.evidence[0].quote}”" if item.evidence else ""
        yield f"  {field.label}: {item_text(field, item)}  ({item.status}){quote}"
