"""A study as rows to compare: what each extraction says and what stands.  No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final

from curator.domain.agreement import items_in_scope, speaks
from curator.domain.claims import Claim
from curator.domain.comparing import CONFLICT
from curator.domain.documents import Decision
from curator.domain.forms import Field, Form
from curator.domain.identity import article_label
from curator.domain.records import DECIDED, REOPENED, Cell
from curator.domain.standing import Stood
from curator.gui.claims.lines import claim_lines, counted, listed
from curator.gui.compare.standings import standing_of, with_keys
from curator.gui.compare.values import (
    FILTERS,
    Choice,
    Column,
    CompareRow,
    Comparison,
    Filter,
    Option,
)
from curator.gui.theme.looks import MARK_LOOKS, Mark
from curator.services.values import ReadingView, StudyView

_KEYS: Final = "123456789"
_LAST_KEY: Final = "0"


def comparison(form: Form, view: StudyView, *, authors: Mapping[str, str]) -> Comparison:
    """What each extraction says of each field that any of them has looked at.

    Args:
        form: Of the registry.
        view: The study; one of an earlier change can be looked at and not decided.
        authors: Names of curators by their ids, for decisions; an unknown one is left out.
    """
    columns = _columns(view.readings)
    rows = [
        _row(field, view, columns=columns, authors=authors)
        for field in form.fields("extraction")
        if any(field.key in one.claims for one in view.readings)
    ]
    first = [row for row in rows if row.to_decide or row.agreement == CONFLICT]
    rest = [row for row in rows if not (row.to_decide or row.agreement == CONFLICT)]
    return Comparison(columns, (*first, *rest))


def _columns(readings: Sequence[ReadingView]) -> tuple[Column, ...]:
    """Each extraction by its article, with its reader where several read the same one."""
    numbers = [one.article_number for one in readings]
    columns = []
    for one in readings:
        label = article_label(one.article_number)
        if numbers.count(one.article_number) > 1:
            label = f"{label} ({one.reader})"
        told = (one.article_title, one.outlet, f"{one.role}, read by {one.reader}")
        columns.append(
            Column(
                one.extraction_id,
                one.article_id,
                label,
                one.outlet or one.article_title,
                "\n".join(filter(None, (label, *told))),
            )
        )
    return tuple(columns)


def _row(
    field: Field, view: StudyView, *, columns: tuple[Column, ...], authors: Mapping[str, str]
) -> CompareRow:
    cell = view.record.cells.get(field.key, Cell("", "", ""))
    claims = [one.claims.get(field.key) for one in view.readings]
    disputed = next((stood for stood in cell.items if stood.disputed), None)
    decision = _decision(view, field)
    options: tuple[Option, ...] = ()
    if len(columns) > 1 and view.as_of is None and cell.agreement:
        options = _options(field, claims, columns=columns, only=disputed)
    stands = Choice(tuple(chain.from_iterable(stood.sources for stood in cell.items)))
    standing = standing_of(
        field, cell, claims=claims, columns=columns, decision=decision, authors=authors
    )
    if cell.state == CONFLICT:
        standing = with_keys(standing, [one.key for one in options if one.key])
    return CompareRow(
        field=field,
        mark=_mark(cell),
        agreement=_filter(cell),
        to_decide=cell.state in (CONFLICT, REOPENED),
        extractions=tuple(column.extraction for column in columns),
        cells=tuple(claim_lines(field, claim) for claim in claims),
        standing=standing,
        options=options,
        claims={
            column.extraction: claim
            for column, claim in zip(columns, claims, strict=True)
            if claim is not None and not claim.items
        },
        item=disputed.sources[0][1] if disputed else "",
        disputed=_disputed_words(field, disputed),
        decision=decision,
        stands=stands if cell.state == DECIDED else Choice(),
    )


def _mark(cell: Cell) -> Mark | None:
    return next((mark for mark in MARK_LOOKS if mark == cell.state), None)


def _filter(cell: Cell) -> Filter:
    return next((kind for kind in FILTERS[1:] if kind == cell.agreement), "silent")


def _decision(view: StudyView, field: Field) -> Decision | None:
    """The newest on that field."""
    held = [one for one in view.document.decisions if one.field == field.key]
    return held[-1] if held else None


def _options(
    field: Field,
    claims: Sequence[Claim | None],
    *,
    columns: tuple[Column, ...],
    only: Stood | None,
) -> tuple[Option, ...]:
    """Keep one article, by its place; then all of them, where the field can hold them."""
    options = []
    for place, (column, claim) in enumerate(zip(columns, claims, strict=True)):
        choice = _choice(column.extraction, claim, only=only)
        if choice:
            key = _KEYS[place] if place < len(_KEYS) else ""
            options.append(Option(f"Keep {column.label}", key, choice))
    kept = [one.choice.chosen for one in options if one.choice.chosen]
    if field.many and len(kept) > 1:
        key = _KEYS[len(columns)] if len(columns) < len(_KEYS) else _LAST_KEY
        label = "Keep both" if len(kept) == 2 else f"Keep all {len(kept)}"
        options.append(Option(label, key, Choice(tuple(chain.from_iterable(kept)))))
    return tuple(options)


def _choice(extraction: str, claim: Claim | None, *, only: Stood | None) -> Choice:
    if only is not None:
        return Choice(tuple(pair for pair in only.sources if pair[0] == extraction))
    if items := items_in_scope(claim):
        return Choice(tuple((extraction, item.id) for item in items))
    return Choice(by=extraction if claim is not None and not claim.items and speaks(claim) else "")


def _disputed_words(field: Field, stood: Stood | None) -> str:
    """``value of “response rate”``."""
    if stood is None:
        return ""
    labels = [part.label.lower() for part in field.parts if part.key in stood.disputed]
    (line,) = claim_lines(field, Claim(items=(stood.item,)))
    parts = listed(labels) or "value"
    return f"{parts} of “{line.text}”" if line.text else parts


def counts_in_words(comparison_: Comparison, view: StudyView) -> str:
    """``2 articles, 2 extractions``."""
    articles = len({one.article_id for one in view.readings})
    return f"{counted(articles, 'article')}, {counted(len(comparison_.columns), 'extraction')}"
