"""Proofs of absence, signed with the program's own rules, and opened again by a new name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from curator.ingest.workers import Parsers
from curator.services.local_terms import request_term
from curator.services.opening import open_article
from curator.services.registry import Registry
from curator.services.silencing import silence
from curator.services.suggesting import (
    SuggestionCache,
    sign_absence,
    suggest_article,
)
from tests.registries import ADA, BEN, import_words, save_claims, save_reading

BODY = (
    "Glioblastoma shrank after engineered cells in three patients\n\n"
    "Three people whose glioblastoma had come back received cells that were engineered in the"
    " laboratory. Their wobblecytes stayed as they were, the team says.\n"
)


@pytest.fixture
def filled(registry: Registry, tmp_path: Path, parsers: Parsers) -> Registry:
    import_words(registry, tmp_path / "in", files={"a.txt": BODY}, parsers=parsers)
    return registry


def sign(registry: Registry, field: str) -> str:
    """Sign that a field is not reported, and save; id of the extraction."""
    of = suggest_article(registry, 1, author=ADA)
    _, extraction, _ = save_reading(registry, of.article, claims={})
    claim = sign_absence(
        registry,
        of.absences[field],
        article=of.article,
        entity=extraction,
        text=of.text,
        author=ADA,
    )
    (read,) = open_article(registry, of.article).extractions
    save_claims(
        registry,
        extraction,
        claims={field: claim},
        based_on=read.revision_id,
        document=read.document,
    )
    return extraction


def test_what_was_searched_is_said_in_a_sentence(filled: Registry) -> None:
    absence = suggest_article(filled, 1).absences["target_antigen"]
    assert 0 < absence.characters <= len(BODY)
    assert absence.terms > 100
    assert absence.releases
    for words in (*absence.tried[:2], f"{absence.characters:,} characters", "no hit"):
        assert words in absence.sentence


def test_it_stands_while_nothing_new_is_known(filled: Registry) -> None:
    sign(filled, "target_antigen")
    assert suggest_article(filled, 1).reopened == ()


def test_a_name_added_later_opens_it_again_with_its_place(filled: Registry) -> None:
    extraction = sign(filled, "target_antigen")
    cache = SuggestionCache()
    assert suggest_article(filled, 1, cache=cache).reopened == ()
    request_term(
        filled,
        "antigens",
        label="wobblin",
        definition="An antigen that was named later.",
        author=BEN,
        synonyms=["wobblecyte"],
    )
    (again,) = suggest_article(filled, 1, cache=cache).reopened
    assert (again.number, again.entity, again.field) == (1, extraction, "target_antigen")
    (quote,) = again.evidence
    assert (quote.quote, BODY[quote.start : quote.end]) == ("wobblecytes", "wobblecytes")
    assert "was signed as not reported by Ada on" in again.sentence
    assert again.sentence.endswith("the text mentions “wobblecytes”.")
    silence(filled, "antigens", name="wobblecytes", author=ADA)
    assert suggest_article(filled, 1, cache=cache).reopened == ()


def test_it_is_closed_when_the_claim_says_something_else(filled: Registry) -> None:
    sign(filled, "target_antigen")
    request_term(filled, "antigens", label="wobblecyte", definition="?", author=BEN)
    assert len(suggest_article(filled, 1).reopened) == 1
    (read,) = open_article(filled, suggest_article(filled, 1).article).extractions
    save_claims(
        filled,
        read.extraction_id,
        claims={"target_antigen": None},
        based_on=read.revision_id,
        document=read.document,
    )
    assert suggest_article(filled, 1).reopened == ()


def test_a_signature_that_was_undone_before_it_was_saved_counts_for_nothing(
    filled: Registry,
) -> None:
    of = suggest_article(filled, 1, author=ADA)
    _, extraction, _ = save_reading(filled, of.article, claims={})
    proof = sign_absence(
        filled,
        of.absences["target_antigen"],
        article=of.article,
        entity=extraction,
        text=of.text,
        author=ADA,
    )
    request_term(filled, "antigens", label="wobblecyte", definition="?", author=BEN)
    assert suggest_article(filled, 1).reopened == ()
    for note, opened in (("I looked myself.", 0), (f"{proof.note} Twice.", 1)):
        (read,) = open_article(filled, of.article).extractions
        save_claims(
            filled,
            extraction,
            claims={"target_antigen": replace(proof, note=note)},
            based_on=read.revision_id,
            document=read.document,
        )
        assert len(suggest_article(filled, 1).reopened) == opened, note
