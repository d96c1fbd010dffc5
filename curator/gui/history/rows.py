"""A difference between two changes as rows to show.  No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from curator.domain.claims import NOT_CHECKED, REPORTED, Claim, Item
from curator.domain.diff import FieldDiff
from curator.domain.filling import item_text
from curator.domain.forms import Field, Form
from curator.domain.identity import article_label
from curator.gui.claims.lines import claim_lines, status_of
from curator.gui.history.values import DiffLine, Kind, SideLine
from curator.gui.history.words import Run, Runs, changed_words, whole
from curator.services.values import DecisionDiff, StudyDiff, StudyView

DECISION: Final = "decision"
"""Stands where a claim has its article: what was decided is of the study."""

_NOT_CHECKED = (SideLine((), NOT_CHECKED),)


def changed_lines(form: Form, diff: StudyDiff, *, view: StudyView) -> tuple[DiffLine, ...]:
    """The fields that differ, in the order of the form, article by article.

    ``view`` is the study now: only what is in it can be restored by field.
    """
    order = {field.key: place for place, field in enumerate(form.fields())}
    lines = [
        _changed(field, one, article=label, extraction=_extraction(view, label))
        for label, one in diff.fields
        if (field := form.field(one.field)) is not None
    ]
    lines += [
        _decided(field, one)
        for one in diff.decisions
        if (field := form.field(one.field)) is not None
    ]
    return tuple(sorted(lines, key=lambda line: (order[line.field], line.article)))


def _decided(field: Field, diff: DecisionDiff) -> DiffLine:
    """What was decided on a field before and after, with its reason."""
    kind: Kind = "changed" if diff.before and diff.after else "added" if diff.after else "removed"
    lost, won = changed_words(diff.before, diff.after)
    if kind != "changed":
        lost, won = whole(diff.before), whole(diff.after)

    def side(runs: Runs, reason: str) -> tuple[SideLine, ...]:
        if not runs:
            return (SideLine((), NOT_CHECKED, said="No decision"),)
        note = f"Reason: {reason}" if reason else ""
        return (SideLine(runs, REPORTED, (), note, said="Decided"),)

    before = side(lost if diff.before else (), diff.reason_before)
    after = side(won if diff.after else (), diff.reason)
    return DiffLine(field.key, field.label, DECISION, kind, before, after)


def same_lines(form: Form, diff: StudyDiff, *, view: StudyView) -> tuple[DiffLine, ...]:
    """The claims at the later of the two changes that are as they were; ``view`` is of then."""
    changed = {(label, one.field) for label, one in diff.fields}
    return tuple(
        DiffLine(field.key, field.label, label, "same", lines, lines)
        for field in form.fields("extraction")
        for label, claim in _claims(view, field)
        if (label, field.key) not in changed
        for lines in (_plain(field, claim),)
    )


def _claims(view: StudyView, field: Field) -> Iterator[tuple[str, Claim]]:
    for one in view.readings:
        claim = one.claims.get(field.key)
        if claim is not None:
            yield _label(view, one.extraction_id), claim


def _label(view: StudyView, extraction: str) -> str:
    """What the services call an extraction: by its article, with its reader where several read."""
    one = next(reading for reading in view.readings if reading.extraction_id == extraction)
    label = article_label(one.article_number)
    several = sum(other.article_number == one.article_number for other in view.readings) > 1
    return f"{label} ({one.reader})" if several else label


def _extraction(view: StudyView, label: str) -> str:
    """The extraction of that label; "" where none or more than one could be meant."""
    full = [
        one.extraction_id
        for one in view.readings
        if label
        in (
            article_label(one.article_number),
            f"{article_label(one.article_number)} ({one.reader})",
        )
    ]
    return full[0] if len(full) == 1 else ""


def _changed(field: Field, diff: FieldDiff, *, article: str, extraction: str) -> DiffLine:
    kind: Kind = {"added": "added", "removed": "removed"}.get(diff.kind, "changed")  # type: ignore[assignment]
    old_items = {one.item: one.old for one in diff.items if one.old is not None}
    new_items = {one.item: one.new for one in diff.items if one.new is not None}
    before, after = [], []
    for one in diff.items:
        lost, won = _runs(field, old_items.get(one.item), new=new_items.get(one.item))
        if one.old is not None:
            before.append(_side(one.old, lost))
        if one.new is not None:
            after.append(_side(one.new, won))
    shown = len(diff.items)
    held = len(diff.new.items) if diff.new else 0
    same = max(0, held - len(after)) if shown else 0
    return DiffLine(
        field=diff.field,
        label=field.label,
        article=article,
        kind=kind,
        before=tuple(before) or _alone(diff.old),
        after=tuple(after) or _alone(diff.new),
        extraction=extraction,
        same=same,
    )


def _runs(field: Field, old: Item | None, *, new: Item | None) -> tuple[Runs, Runs]:
    if old is not None and new is not None:
        return changed_words(item_text(field, old), item_text(field, new))
    return (
        whole(item_text(field, old)) if old is not None else (),
        whole(item_text(field, new)) if new is not None else (),
    )


def _side(item: Item, runs: Runs) -> SideLine:
    return SideLine(runs, status_of(item.status), item.evidence, item.note)


def _alone(claim: Claim | None) -> tuple[SideLine, ...]:
    """A side that has a status without items, or whose items are all alike, or no claim."""
    if claim is None:
        return _NOT_CHECKED
    if claim.items:
        return ()
    return (SideLine((), status_of(claim.status), claim.evidence, claim.note),)


def _plain(field: Field, claim: Claim) -> tuple[SideLine, ...]:
    return tuple(
        SideLine(
            (Run(line.text, changed=False),) if line.text else (),
            line.status,
            line.evidence,
            line.note,
        )
        for line in claim_lines(field, claim)
    )
