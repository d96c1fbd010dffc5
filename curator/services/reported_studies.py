"""The studies that an article reports, as a curator tells them apart: name, and what was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from curator.domain.claims import claims_to_json
from curator.domain.identity import study_label
from curator.services.opening import open_article
from curator.services.registry import Registry
from curator.store.studies import ACTIVE, stored_as_of

_FIELDS: Final = 4
"""So many fields are told of each."""

_KEYS: Final = ("label", "words", "value", "low")


@dataclass(frozen=True, slots=True)
class ReportedStudy:
    """One of the studies of an article.

    Attributes:
        label: ``S-0042``.
        name: What the study is called.
        says: What the article's readings say of it: ``Payload: IL-12; Organism: mouse``.
    """

    study_id: str
    label: str
    name: str
    says: str


def reported_studies(registry: Registry, article_id: str) -> tuple[ReportedStudy, ...]:
    """The active studies that an article reports, by number.

    Raises:
        NotFoundError: There is no such article.
    """
    opened = open_article(registry, article_id)
    said: dict[str, dict[str, str]] = {}
    for one in opened.extractions:
        words = said.setdefault(one.document.study, {})
        for key, claim in claims_to_json(one.document.claims).items():
            field = registry.form.field(key)
            if field is not None and (told := _words(claim)):
                words.setdefault(field.label, told)
    with registry.read() as session:
        studies = stored_as_of(session, sorted(said))
    rows = sorted(studies.values(), key=lambda one: one.number)
    return tuple(
        ReportedStudy(
            one.entity_id,
            study_label(one.number),
            one.document["label"],
            "; ".join(f"{k}: {v}" for k, v in list(said[one.entity_id].items())[:_FIELDS]),
        )
        for one in rows
        if one.document["state"] == ACTIVE
    )


def _words(claim: Mapping[str, Any]) -> str:
    """The values of a claim in short; nothing where it only has a status."""
    values = []
    for item in claim.get("items", ()):
        value = item.get("value") or next(iter(item.get("parts", {}).values()), "")
        if isinstance(value, Mapping):
            value = next((value[key] for key in _KEYS if value.get(key)), "")
        if value:
            values.append(str(value))
    return ", ".join(values)
