"""Proof of absence: what was searched, in how much, and that one word is enough to undo it."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.claims import Claim, Item
from curator.suggest.absence import Absence, Searched, absences, places, tried_words
from curator.suggest.search_words import SEARCH_WORDS
from tests.suggest.articles import FORM, RULES, article
from tests.suggest.articles import given as given_article

_PIECES = (
    "two 12 young Patients NCT patients_ mg mg/kg 10^6 follow- ups up followup anti-CD4 LEUCEL "
    "xleucel tisa-cel vector Lentiviral no. n = in-vivo off–the-shelf"
).split()
NOTHING = "Weather was fine. The sky was blue and nobody complained about it.\n\nIt rained later."


def proofs(text: str, proposed: Collection[str] = ()) -> dict[str, Absence]:
    searched = {"antigens": Searched(("antigens/1",), 500)}
    return dict(absences(article(text), FORM, claims={}, proposed=proposed, searched=searched))


def test_a_proof_names_what_was_searched_and_in_how_much() -> None:
    proof = proofs(NOTHING)["target_antigen"]
    assert proof.characters == len(NOTHING) - 2  # the blank line is no text
    assert proof.releases == ("antigens/1",)
    assert proof.terms == 500 + len(proof.tried)
    assert "surface protein*" in proof.tried


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("lymphodepletion", "They got fludarabine."),
        ("lymphodepletion", "After lymphodepleting chemotherapy they slept."),
        ("target_antigen", "It binds CD19."),
        ("target_antigen", "It binds a specific protein."),
        ("registry_id", "See NCT01234567."),
        ("n", "It was given to twelve young patients."),
        ("n", "In a cohort of old people it failed."),
        ("phase", "A phase II trial begins."),
        ("vector", "They used CRISPR."),
        ("vector", "Lentiviral vectors carried it."),
        ("dose", "A single dose of 3 mg was given."),
        ("follow_up", "After a follow‑up of a year they lived."),
        ("safety", "There were no side effects."),
        ("payload", "The cells release interleukin-12."),
        ("cell_source", "Cells came from the patients’ donors."),
        ("comparator", "They lived longer than untreated mice."),
        ("journal", "It was published in a good journal."),
    ],
)
def test_one_word_of_it_is_enough(field: str, words: str) -> None:
    assert field in proofs(NOTHING)
    assert field not in proofs(f"{NOTHING} {words}")


def test_what_is_proposed_or_does_not_apply_is_not_absent() -> None:
    assert "vector" not in proofs(NOTHING, proposed=["vector"])
    claims = {"therapy_class": Claim((Item("", value="checkpoint_inhibitor"),))}
    found = absences(article(NOTHING), FORM, claims=claims, proposed=())
    assert "vector" not in found
    assert "dose" in found


def test_a_judgement_is_never_absent() -> None:
    assert not proofs(NOTHING).keys() & {"evidence_level", "rating", "report.kind", "interaction"}


def test_no_absence_is_a_suggestion() -> None:
    found = RULES.suggest(given_article(NOTHING), FORM)
    assert found.suggestions == ()
    assert len(found.absences) > 15


def test_furniture_is_not_searched_but_for_what_a_page_says_of_itself() -> None:
    text = f"{NOTHING}\n\n© 2026 Some Paper. All rights reserved.\n"
    assert "report.date" not in proofs(text)
    assert "dose" in proofs(f"{NOTHING}\n\n© 2026 Dose Media. All rights reserved.\n")


def test_places_are_where_the_words_stand() -> None:
    text = f"{NOTHING} They got fludarabine in phase 2 against CD19."
    read = article(text)
    for key, words in (("lymphodepletion", "fludarabine"), ("target_antigen", "CD19")):
        field = FORM.field(key)
        assert field is not None
        assert next(read.body[a:z] for a, z in places(read, field)) == words


def test_search_words_are_of_fields_that_the_form_has() -> None:
    assert not SEARCH_WORDS.keys() - {one.key for one in FORM.fields()}


def test_choices_are_searched_by_their_names() -> None:
    field = FORM.field("vector")
    assert field is not None
    assert {"lentivirus", "sleeping beauty", "piggybac"} <= set(tried_words(field))


@given(st.sampled_from(sorted(SEARCH_WORDS)), st.data())
def test_each_search_word_is_found_as_it_is_written(key: str, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(SEARCH_WORDS[key]))
    plain = word.replace("####", "2020").replace("##", "20").replace("#", "12").replace("~ ", "")
    field = FORM.field(key)
    assert field is not None
    text = f"Well: {plain.replace('*', 'xx')} there."
    assert next(places(article(text), field), None)
    assert key not in proofs(text)


@given(
    st.lists(
        st.sampled_from(_PIECES),
        max_size=8,
    )
)
def test_the_quick_look_finds_what_the_expressions_find(words: list[str]) -> None:
    read = article(f"Well, {' '.join(words)} it was.")
    found = absences(read, FORM, claims={}, proposed=())
    for field in FORM.fields():
        if field.key in SEARCH_WORDS:
            assert (field.key in found) is (next(places(read, field), None) is None)
