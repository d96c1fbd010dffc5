"""Terms that a registry asked for: used at once, mapped later, and no claim rewritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator.domain.claims import Claim, Item, Term, new_item_id
from curator.domain.errors import NotFoundError, RefusedError
from curator.ingest.workers import Parsers
from curator.services.local_terms import (
    WithLocalTerms,
    map_term,
    request_term,
    requested_terms,
    terms_by_role,
)
from curator.services.opening import open_article, study_view
from curator.services.registry import Registry
from curator.services.suggested import RequestedTerm
from curator.services.suggesting import suggest_article
from curator.services.verifying import verify
from curator.services.vocabularies import LOCAL, Vocabularies
from tests.registries import ADA, BEN, import_words, save_reading
from tests.services.suggesters import WordList
from tests.services.test_saving import assert_sound
from tests.store.samples import rows

LUNG, CANCER = Term("lung cancer", "MONDO:0008903"), Term("cancer", "MONDO:0004992")
FILES = {"a.txt": "The patients had a lung tumour.", "b.txt": "They had lung cancer."}


@pytest.fixture
def articles(registry: Registry, tmp_path: Path, parsers: Parsers) -> tuple[str, str]:
    report = import_words(registry, tmp_path / "in", files=FILES, parsers=parsers)
    first, second = (one.article_id for one in report.taken)
    return first, second


def requested(registry: Registry) -> RequestedTerm:
    return request_term(
        registry,
        "diseases",
        label="lung tumour",
        definition="A tumour of the lung, of whatever kind.",
        author=ADA,
        synonyms=["pulmonary tumour"],
    )


def with_disease(term: Term) -> dict[str, Claim]:
    return {"disease": Claim(items=(Item(new_item_id(), parts={"name": term}),))}


def test_a_requested_term_says_what_it_means_and_who_asked(registry: Registry) -> None:
    one = requested(registry)
    assert (one.id, one.role, one.label, one.asked_by, one.mapped_to) == (
        "local:1", "diseases", "lung tumour", "Ada", "",
    )  # fmt: skip
    second = request_term(registry, "cells", label="B-1 cell", definition="?", author=BEN)
    assert second.id == "local:2"
    assert [term.definition for term in requested_terms(registry)] == [
        "A tumour of the lung, of whatever kind.",
        "?",
    ]


def test_it_needs_a_name_a_definition_and_to_be_new(registry: Registry) -> None:
    requested(registry)
    for label, definition, why in (
        (" ", "x", "needs a name"),
        ("lung mass", "  ", "needs a definition"),
        ("Lung  Tumours", "x", "“lung tumour” has been requested already, as local:1"),
    ):
        with pytest.raises(RefusedError, match=why):
            request_term(registry, "diseases", label=label, definition=definition, author=ADA)
    assert len(requested_terms(registry)) == 1


def test_it_is_found_at_once(registry: Registry, vocabularies: Vocabularies) -> None:
    requested(registry)
    lookup = WithLocalTerms(vocabularies, requested_terms(registry))
    local = Term("lung tumour", "local:1")
    assert lookup.best("diseases", "Lung tumours") == local
    assert lookup.best("diseases", "ovarian cancer") == Term("ovarian cancer", "MONDO:0008170")
    assert lookup.best("cells", "lung tumour") is None
    hits = lookup.suggest("diseases", "lung")
    assert [one.term for one in hits] == [local, LUNG]
    assert lookup.suggest("diseases", "lung cancer")[0].term == LUNG
    (hit,) = lookup.suggest("diseases", "pulmon")
    assert (hit.term, hit.matched) == (local, "pulmonary tumour")
    found = lookup.term("local:1")
    assert found is not None
    assert (found.label, found.release) == ("lung tumour", LOCAL)


def test_the_matcher_gets_it_by_its_role(
    registry: Registry, articles: tuple[str, str], vocabularies: Vocabularies
) -> None:
    requested(registry)
    runs = WordList({})
    suggest_article(registry, 1, suggester=runs, vocabularies=vocabularies)
    (term,) = runs.asked[0].terms["diseases"]
    assert (term.id, term.label, term.synonyms) == (
        "local:1",
        "lung tumour",
        ("pulmonary tumour",),
    )


def test_mapped_it_agrees_and_no_claim_is_rewritten(
    registry: Registry, articles: tuple[str, str], vocabularies: Vocabularies
) -> None:
    requested(registry)
    local = Term("lung tumour", "local:1")
    study, extraction, _ = save_reading(
        registry, articles[0], claims=with_disease(local), vocabularies=vocabularies
    )
    save_reading(
        registry,
        articles[1],
        claims=with_disease(LUNG),
        study_id=study,
        vocabularies=vocabularies,
    )
    before = rows(registry, "SELECT id, digest, document FROM revision ORDER BY id")
    assert study_view(registry, study).record.cells["disease"].state == "complement"
    change = map_term(
        registry, "local:1", to="MONDO:0008903", author=BEN, vocabularies=vocabularies
    )
    assert (change.kind, change.author) == ("map-term", BEN)
    assert change.reason == "lung tumour (local:1) is lung cancer (MONDO:0008903)"
    assert rows(registry, "SELECT id, digest, document FROM revision ORDER BY id") == before
    assert study_view(registry, study).record.cells["disease"].state == "agree"
    (read,) = open_article(registry, articles[0]).extractions
    assert read.extraction_id == extraction
    assert read.document.claims["disease"].items[0].parts["name"] == local
    assert rows(registry, "SELECT release, parents FROM term WHERE id = 'local:1' ORDER BY 1") == [
        ("local", "[]"),
        ("mapped/1", '["MONDO:0008903"]'),
    ]
    assert verify(registry).problems == ()
    assert_sound(registry)


def test_mapped_it_is_coarser_and_finer_as_its_target_is(
    registry: Registry, articles: tuple[str, str], vocabularies: Vocabularies
) -> None:
    requested(registry)
    local = Term("lung tumour", "local:1")
    study, _, _ = save_reading(
        registry, articles[0], claims=with_disease(local), vocabularies=vocabularies
    )
    save_reading(
        registry,
        articles[1],
        claims=with_disease(CANCER),
        study_id=study,
        vocabularies=vocabularies,
    )
    map_term(registry, "local:1", to="MONDO:0008903", author=ADA, vocabularies=vocabularies)
    cell = study_view(registry, study).record.cells["disease"]
    assert cell.state == "refine"
    assert [one.item.parts["name"] for one in cell.items] == [local]


def test_mapped_it_is_offered_as_its_target_and_can_be_mapped_anew(
    registry: Registry, vocabularies: Vocabularies
) -> None:
    requested(registry)
    map_term(registry, "local:1", to="MONDO:0004992", author=ADA, vocabularies=vocabularies)
    map_term(registry, "local:1", to="MONDO:0008903", author=BEN, vocabularies=vocabularies)
    (term,) = requested_terms(registry)
    assert (term.mapped_to, term.asked_by) == ("MONDO:0008903", "Ada")
    lookup = WithLocalTerms(vocabularies, (term,))
    assert lookup.best("diseases", "pulmonary tumour") == LUNG
    assert [one.term for one in lookup.suggest("diseases", "lung")] == [LUNG]
    (names,) = terms_by_role((term,), vocabularies)["diseases"]
    assert (names.id, names.synonyms) == (LUNG.id, ("lung tumour", "pulmonary tumour"))
    assert rows(registry, "SELECT release FROM term WHERE id = 'local:1' ORDER BY 1") == [
        ("mapped/1",),
        ("mapped/2",),
    ]


def test_it_maps_only_to_what_is_loaded(registry: Registry, vocabularies: Vocabularies) -> None:
    requested(registry)
    with pytest.raises(NotFoundError, match="No vocabulary that is loaded has DOID:1"):
        map_term(registry, "local:1", to="DOID:1", author=ADA, vocabularies=vocabularies)
    with pytest.raises(NotFoundError, match="no requested term local:7"):
        map_term(registry, "local:7", to="MONDO:0004992", author=ADA, vocabularies=vocabularies)
    assert registry.last_change() is not None
    assert rows(registry, "SELECT max(seq) FROM change") == [(1,)]
