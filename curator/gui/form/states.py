"""What the rows and headers show, computed from the draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from curator.domain.checks import applies, check_claim
from curator.domain.claims import Claim, Claims, Value
from curator.domain.evidence import evidence_at
from curator.domain.filling import item_text
from curator.domain.folding import fold
from curator.domain.forms import Field, Form, Section
from curator.gui.draft import Draft
from curator.gui.form.header import Progress
from curator.gui.form.section import SectionView
from curator.gui.form.typed import read_typed
from curator.gui.form.values import (
    DETAILS,
    NEW,
    CellView,
    Hint,
    Missing,
    RowState,
    Slot,
    main_part,
    part_of,
    slot_text,
    slot_value,
)
from curator.services.suggested import same_value
from curator.services.values import FieldHint

UNFINISHED = "Typed but not entered: Enter makes it a value."
MOST_SUMMARY = 6
SHORT = 40


class Unfinished(Protocol):
    """The part of a draft that holds typed text which is no value yet."""

    def pending(self, field_key: str, item: str, *, part: str) -> str: ...


def pending_of(draft: Unfinished, field: Field, *, claim: Claim | None) -> dict[Slot, str]:
    """All unfinished text of a field."""
    parts = [part.key for part in field.parts] or [field.key]
    slots = [Slot(NEW, main_part(field).key)]
    for item in claim.items if claim else ():
        slots += [Slot(item.id, key) for key in (*parts, *DETAILS)]
    found = ((slot, draft.pending(field.key, slot.item, part=slot.part)) for slot in slots)
    return {slot: text for slot, text in found if text}


def errors_of(
    field: Field,
    claim: Claim | None,
    *,
    pending: Mapping[Slot, str],
    refused: Mapping[Slot, str],
    editing: Slot | None,
) -> dict[Slot, str]:
    """What is wrong in a row, by place: with stored values, then with typed text."""
    found: dict[Slot, str] = {}
    for problem in check_claim(field, claim) if claim else ():
        if problem.severity == "error":
            found[Slot(problem.item, problem.part or main_part(field).key)] = problem.sentence
    for slot, text in pending.items():
        if slot != editing and slot not in refused:
            part = part_of(field, slot.part)
            found[slot] = read_typed(part, text, lookup=None).error or UNFINISHED
    return found | {slot: text for slot, text in refused.items() if text}


def hints_of(
    hints: Iterable[FieldHint], form: Form, *, body: str, text: str
) -> dict[str, tuple[Hint, ...]]:
    """What the article states of itself, by field, as values of the kind of the field."""
    found: dict[str, tuple[Hint, ...]] = {}
    for hint in hints:
        field = form.field(hint.field)
        if field is None or body[hint.start : hint.end] != hint.quote:
            continue
        value: Value = read_typed(main_part(field), hint.value, lookup=None).value or hint.value
        evidence = evidence_at(body, hint.start, end=hint.end, text=text)
        found[field.key] = (*found.get(field.key, ()), Hint(field.key, value, evidence))
    return found


def with_suggested(
    found: Mapping[str, tuple[Hint, ...]], suggested: Mapping[str, tuple[Hint, ...]], *, form: Form
) -> dict[str, tuple[Hint, ...]]:
    """What the reader found and what is suggested; of two that say the same the suggested one.

    It takes the place of the other, so that what is looked at stays where it is.
    """
    joined = dict(found)
    for key, hints in suggested.items():
        field = form.field(key)
        if field is None:
            continue
        own = list(joined.get(key, ()))
        said = [fold(item_text(field, hint.as_item(field))) for hint in own]
        rest = []
        for hint in hints:
            text = fold(item_text(field, hint.as_item(field)))
            if text and text in said:
                own[said.index(text)] = hint
            else:
                rest.append(hint)
        joined[key] = (*own, *rest)
    return joined


def open_hints(field: Field, claim: Claim | None, *, hints: tuple[Hint, ...]) -> tuple[Hint, ...]:
    """What may still be taken: all while nobody has looked, then what the field has not yet."""
    if claim is None or not hints:
        return hints
    if not field.many or not claim.items:
        return ()
    if field.rows:
        # A row is completed after it was taken: its words tell that it was.
        used = {(e.text, e.start, e.end) for item in claim.items for e in item.evidence}
        return tuple(
            h for h in hints if (h.evidence.text, h.evidence.start, h.evidence.end) not in used
        )
    main = main_part(field)
    held = [slot_value(field, item, part=main) for item in claim.items]
    return tuple(
        hint
        for hint in hints
        if not any(
            same_value(slot_value(field, hint.as_item(field), part=main), one) for one in held
        )
    )


def section_view(
    section: Section, claims: Claims, *, cells: Mapping[str, CellView], open_: bool | None
) -> SectionView:
    """How far a section is; ``open_`` None leaves it to that."""
    none = [field for field in section.fields if field.key not in claims]
    out = sum(1 for field in none if applies(field, claims) is False)
    conflicts = sum(1 for field in section.fields if _conflicts(cells.get(field.key)))
    done = len(section.fields) - len(none)
    shown = bool(none or conflicts) if open_ is None else open_
    return SectionView(
        section,
        open=shown,
        done=done,
        total=len(section.fields),
        conflicts=conflicts,
        unchecked=len(none) - out,
        inapplicable=out,
        summary="" if shown else _summary(section, claims),
    )


def progress_of(form: Form, claims: Claims, *, current: str) -> tuple[Progress, ...]:
    """The segments of the strip; the article's own fields do not count."""
    return tuple(
        Progress(
            section.label,
            sum(1 for field in section.fields if field.key in claims),
            len(section.fields),
            section.key == current,
        )
        for section in form.sections
        if section.entity != "article"
    )


def is_open(field: Field, claims: Claims, *, cells: Mapping[str, CellView]) -> bool:
    """Whether a field waits for the curator: unchecked (and it applies), or in conflict."""
    if field.key not in claims:
        return applies(field, claims) is not False
    return _conflicts(cells.get(field.key))


def saved_statuses(draft: Draft) -> dict[str, str]:
    """Who saved each status that stands alone in the current extraction, by field."""
    base = draft.stored.base.get(draft.extraction)
    if base is None:
        return {}
    reader = str(base.document["reader"])
    now = draft.log.document(draft.extraction)["claims"]
    saved = base.document["claims"]
    return {
        key: reader for key, claim in saved.items() if "status" in claim and now.get(key) == claim
    }


def row_state(
    field: Field,
    claims: Claims,
    *,
    cell: CellView,
    hints: tuple[Hint, ...],
    pending: Mapping[Slot, str],
    errors: Mapping[Slot, str],
    read_only: bool,
    reader: str,
    text: str = "",
    refused: Hint | None = None,
    missing: Missing | None = None,
) -> RowState:
    claim = claims.get(field.key)
    searched = claim is None and not read_only and not pending
    return RowState(
        field=field,
        claim=claim,
        cell=cell,
        hints=() if read_only else open_hints(field, claim, hints=hints),
        refused=refused,
        missing=missing if searched else None,
        pending=pending,
        errors=errors,
        applies=claim is not None or applies(field, claims) is not False,
        read_only=read_only,
        reader=reader,
        text=text,
    )


def _conflicts(cell: CellView | None) -> bool:
    return cell is not None and cell.state in ("conflict", "reopened")


def _summary(section: Section, claims: Claims) -> str:
    words = []
    for field in section.fields:
        part, claim = main_part(field), claims.get(field.key)
        shown = [slot_text(field, item, part=part) for item in (claim.items if claim else ())]
        text = " ".join("; ".join(filter(None, shown)).split())
        if text:
            words.append(text if len(text) <= SHORT else f"{text[: SHORT - 1]}…")
    return " · ".join(words[:MOST_SUMMARY])
