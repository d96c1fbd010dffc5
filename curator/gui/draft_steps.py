"""Pieces of the steps that a draft makes beside its claims: studies, extractions, labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from curator.domain.documents import (
    EXTRACTION,
    STUDY,
    BlockChoice,
    ExtractionDocument,
    StudyDocument,
    choices_to_json,
)
from curator.domain.edits import EditLog, Fragment, Step
from curator.domain.identity import new_id, now

LABEL_LENGTH: Final = 60


def begin_study(article: str, reader: str, *, label: str) -> list[Fragment]:
    """A new study, and the extraction of an article for it."""
    study = new_id()
    made = {"kind": STUDY, "document": StudyDocument(label).to_json()}
    extraction = new_extraction(article, study, extraction=new_id(), reader=reader)
    return [Fragment(study, (), None, made), extraction]


def new_extraction(
    article: str, study: str, *, extraction: str, reader: str, role: str = "primary"
) -> Fragment:
    """A new reading of an article for a study."""
    document = ExtractionDocument(article=article, study=study, role=role, reader=reader)
    return Fragment(extraction, (), None, {"kind": EXTRACTION, "document": document.to_json()})


def mark_step(
    article: str, *, before: Sequence[BlockChoice], after: Sequence[BlockChoice], name: str
) -> Step | None:
    """The step that says which blocks are read; None where it changes nothing."""
    old, new = choices_to_json(before), choices_to_json(after)
    if old == new:
        return None
    return Step(name, (Fragment(article, ("blocks",), old, new),), f"{article}|||", "", now())


def state_step(log: EditLog, article: str, *, state: str, reason: str) -> Step | None:
    """The step that says how far an article is; None where it changes nothing."""
    document = log.document(article)
    fragments = tuple(
        Fragment(article, (key,), document[key], value)
        for key, value in (("state", state), ("reason", reason))
        if document[key] != value
    )
    if not fragments:
        return None
    return Step(f"Article {state.replace('_', ' ')}", fragments, f"{article}|||", "", now())


def place_of(fragment: Fragment) -> tuple[str, str]:
    match fragment.path:
        case ():
            return fragment.entity, ""
        case ("claims", key, *_):
            return fragment.entity, key
        case (key, *_):
            return fragment.entity, f"@{key}"
    raise ValueError(fragment.path)


def made_of(fragments: Iterable[Fragment], kind: str) -> str:
    return next((one.entity for one in fragments if one.new["kind"] == kind), "")


def short_label(words: str) -> str:
    """Words as a label: one line, cut at a word."""
    flat = " ".join(words.split())
    if len(flat) <= LABEL_LENGTH:
        return flat
    return flat[:LABEL_LENGTH].rsplit(" ", 1)[0] + "…"
