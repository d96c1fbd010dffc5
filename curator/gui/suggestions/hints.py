"""What the services propose, as the form shows it."""

from __future__ import annotations

from collections.abc import Mapping

from curator.gui.form.values import Hint, Missing
from curator.services.suggested import Absence, Proposed, SuggestionsOf, TrackRecord


def hints_by_field(found: SuggestionsOf) -> dict[str, tuple[Hint, ...]]:
    """What still waits for a curator, by field, the best first."""
    hints: dict[str, tuple[Hint, ...]] = {}
    for one in found.proposed:
        # The draft knows better what is claimed by now; only what was refused stays away.
        if one.answered != "refused":
            hints[one.field] = (*hints.get(one.field, ()), hint_of(one))
    return hints


def hint_of(one: Proposed) -> Hint:
    return Hint(
        field=one.field,
        value=one.value,
        evidence=one.evidence[0],
        parts=tuple(one.parts.items()),
        status=one.status,
        score=one.score,
        why=one.why,
        more=one.evidence[1:],
        key=one.key,
        record=record_words(one.record),
        plugin=plugin_name(one.rule),
    )


def plugin_name(rule: str) -> str:
    """The plug-in behind a rule; "" for one of Curator's own."""
    plugin, _, name = rule.partition(":")
    return name if plugin == "plugin" else ""


def missing_by_field(absences: Mapping[str, Absence]) -> dict[str, Missing]:
    """What was searched in vain, by field."""
    return {
        key: Missing(
            tried=one.tried,
            count=max(one.terms, len(one.tried)),
            characters=one.characters,
            releases=one.releases,
            note=one.sentence,
        )
        for key, one in absences.items()
    }


def record_words(record: TrackRecord | None) -> str:
    """How a suggester has done in this field here: as a sentence."""
    if record is None or record.precision is None:
        return ""
    return f"Here so far: {record.taken} of {record.answered} taken as they were."
