"""Decisions: what stands for a study where its extractions do not agree (DESIGN 2)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from curator.domain.claims import Claim, claim_to_json
from curator.domain.documents import STUDY, Decision, StudyDocument
from curator.domain.errors import NotFoundError, RefusedError
from curator.domain.records import among
from curator.services.registry import Registry
from curator.services.saving import append_saves, head_row
from curator.services.values import Author, Change
from curator.store.engine import Session
from curator.store.journal import ChangeHeader, NewRevision, new_header
from curator.store.studies import active_readings


def decide(
    registry: Registry,
    study_id: str,
    *,
    field: str,
    chosen: Sequence[tuple[str, str]] = (),
    edited: Claim | None = None,
    item: str = "",
    reason: str,
    author: Author,
) -> Change:
    """Say what stands in a field, or of one item of it; saved at once as a change of its own.

    Args:
        registry: Open for writing.
        study_id: The study.
        field: Key of a field of extractions.
        chosen: Pairs (extraction id, item id) that stand; with neither these nor ``edited``
            nothing stands.
        edited: A claim that stands instead.
        item: The one item decided on; "" for the whole field.
        reason: Why; must not be empty.
        author: Who decides.

    Raises:
        NotFoundError: There is no such study, or an item chosen is not in its readings.
        RefusedError: No reason, a field that there is not, or nobody says anything of it.
    """
    _check(registry, field, reason=reason)
    header = new_header(author, "decide", reason=reason)

    def with_decision(session: Session, document: StudyDocument) -> tuple[Decision, ...]:
        readings = active_readings(session, study_id)
        held = among(field, readings)
        if not held:
            raise RefusedError(f"No extraction of this study says anything of {field}.")
        there = {
            (one.extraction, item.id)
            for one in readings
            if field in one.claims
            for item in one.claims[field].items
        }
        if missing := set(chosen) - there:
            raise NotFoundError(f"No extraction of this study has the item {missing.pop()[1]}.")
        made = Decision(
            field=field,
            item=item,
            chosen=tuple(chosen),
            edited=None if edited is None else claim_to_json(edited),
            among=held,
            reason=reason,
            author=author.id,
            at=header.at,
        )
        return (*_others(document, field, item=item), made)

    return _revise(registry, study_id, header=header, decisions=with_decision)


def decide_withdraw(
    registry: Registry,
    study_id: str,
    *,
    field: str,
    item: str = "",
    reason: str,
    author: Author,
) -> Change:
    """Take a decision back; the record shows again what the extractions give.

    Raises:
        NotFoundError: There is no such study, or no such decision in it.
        RefusedError: No reason, or a field that there is not.
    """
    _check(registry, field, reason=reason)
    header = new_header(author, "decide-withdraw", reason=reason)

    def without(_: Session, document: StudyDocument) -> tuple[Decision, ...]:
        rest = tuple(
            one for one in document.decisions if one.field != field or (item and one.item != item)
        )
        if len(rest) == len(document.decisions):
            raise NotFoundError(f"There is no decision on {field} in this study.")
        return rest

    return _revise(registry, study_id, header=header, decisions=without)


def _check(registry: Registry, field: str, *, reason: str) -> None:
    if not reason.strip():
        raise RefusedError("A decision needs a reason.", hint="Say why, in a few words.")
    if registry.form.entity_of(field) != "extraction":
        raise RefusedError(f"The form has no field “{field}” of a study.")


def _others(document: StudyDocument, field: str, *, item: str) -> tuple[Decision, ...]:
    """The decisions but those that a new one takes the place of.

    One on an item also ends one on the whole field, which would stand before it.
    """
    return tuple(
        one
        for one in document.decisions
        if one.field != field or (item and one.item and one.item != item)
    )


def _revise(
    registry: Registry,
    study_id: str,
    *,
    header: ChangeHeader,
    decisions: Callable[[Session, StudyDocument], tuple[Decision, ...]],
) -> Change:
    form = registry.form
    with registry.write() as session:
        revision_id, stored = head_row(session, study_id, kind=STUDY)
        data = json.loads(stored)
        new = decisions(session, StudyDocument.from_json(data))
        document = data | {"decisions": [one.to_json() for one in new]}
        saved = append_saves(
            session,
            header,
            form=form,
            saves=[NewRevision(study_id, STUDY, document, (revision_id,))],
            based_on={study_id: revision_id},
        )
    registry.broadcast(saved.changes)
    return saved.change
