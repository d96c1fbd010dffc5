"""n, arms, dose, schedule, follow-up, comparator, conditioning, safety and what comes next."""

from __future__ import annotations

import pytest

from curator.domain.claims import REPORTED, UNCLEAR, VAGUE, Quantity, Words
from curator.suggest.fields import comparators, conclusions, dosing, safety, subjects
from curator.suggest.values import Suggestion, value_text
from tests.suggest.articles import FORM, article

_HEAD = (
    "CAR T cells in a new trial\n\nResearchers treated patients with CAR T cells in a trial. "
    "The team reported the results of the CAR T cell therapy today.\n\n"
)
_RULES = {
    **subjects.RULES,
    **comparators.RULES,
    **dosing.RULES,
    **safety.RULES,
    **conclusions.RULES,
}


def proposed(sentence: str, field: str) -> list[Suggestion]:
    text = article(_HEAD + sentence)
    found = [one for rule in _RULES.values() for one in rule(text, FORM) if one.field == field]
    assert all(one.quote == text.body[one.start : one.end] for one in found)
    return found


@pytest.mark.parametrize(
    ("sentence", "n"),
    [
        ("Thirty-three patients were treated.", "33"),
        ("A total of 127 HLA-A*02:01-positive patients took part.", "127"),
        ("The study enrolled 157 people with melanoma.", "157"),
        ("The vaccine was given to 18 dogs.", "18"),
        ("In the study, the patients, five young adults, did not benefit from drugs.", "5"),
    ],
)
def test_n_is_the_number_of_those_taken_in(sentence: str, n: str) -> None:
    [one] = proposed(sentence, "n")
    assert one.value == Quantity("=", n)


@pytest.mark.parametrize(
    "sentence",
    [
        "They release interleukin-12 (IL-12).",
        "She is the author of more than 30 books.",
        "37 drones were destroyed in 4 hours.",
        "4 Min Read",
        "The trial is expected to enroll up to 36 patients.",
        "Tumors vanished in 8 of 10 animals.",
        "It affects 39 million people worldwide.",
        "Two patients died.",
    ],
)
def test_not_every_number_is_a_sample_size(sentence: str) -> None:
    assert proposed(sentence, "n") == []


def test_subjects_without_their_number_are_vague() -> None:
    [one] = proposed("The researchers enrolled a cohort of patients.", "n")
    assert (one.status, one.value) == (VAGUE, Words("a cohort of patients"))


def test_arms_with_their_sizes() -> None:
    found = proposed("Women were assigned to letrozole (n = 453) or placebo (n = 454).", "arms")
    assert [one.parts["name"] for one in found] == ["letrozole", "placebo"]
    assert [one.parts["n"] for one in found] == [Quantity("=", "453"), Quantity("=", "454")]
    assert found[1].parts["kind"] == "placebo"


def test_a_dose_of_cells_keeps_its_power_and_leaves_the_conditioning_out() -> None:
    sentence = (
        "Patients received 1-2 x 10^6 CAR T cells/kg after fludarabine 30 mg/m2 and "
        "cyclophosphamide 300 mg/m2."
    )
    [one] = proposed(sentence, "dose")
    assert one.value == Quantity("range", None, "1", "2", "6", "{cells}/kg")


def test_a_dose_that_lost_its_raised_digits_is_unclear_words() -> None:
    [one] = proposed("Patients received 8 x 107 CAR T cells.", "dose")
    assert (one.status, one.value) == (UNCLEAR, Words("8 x 107 CAR T cells"))


def test_a_dose_without_amount_is_vague_and_a_supposed_one_nothing() -> None:
    [one] = proposed("They stopped after a single, relatively small dose of it.", "dose")
    assert one.status == VAGUE
    assert proposed("Treatment may require a much lower dose.", "dose") == []


def test_schedule_conditioning_follow_up_and_comparator() -> None:
    assert proposed("The drug was given every three weeks for six months.", "schedule")[
        0
    ].value == ("every three weeks for six months")
    [drugs] = proposed(
        "Patients were infused after fludarabine and cyclophosphamide.", "lymphodepletion"
    )
    assert drugs.value == "fludarabine and cyclophosphamide"
    [none] = proposed("The cells were infused without lymphodepletion.", "lymphodepletion")
    assert none.value == "none"
    [follow] = proposed("No patient relapsed during a median follow-up of 12 months.", "follow_up")
    assert follow.value == Quantity("=", "12", unit="mo")
    [comparator] = proposed(
        "The treated mice lived significantly longer than untreated mice.", "comparator"
    )
    assert comparator.value == "untreated mice"


@pytest.mark.parametrize(
    "sentence",
    [
        "The results should be confirmed with a follow-up of 5 years.",
        "A follow-up of 5 years is planned.",
    ],
)
def test_a_longer_follow_up_that_is_wanted_is_none(sentence: str) -> None:
    assert [one for one in proposed(sentence, "follow_up") if one.status == REPORTED] == []


def test_safety_events_claims_and_open_questions() -> None:
    [event] = proposed(
        "Cytokine release syndrome occurred in 25 patients (76%), and was grade 3 in two.", "safety"
    )
    assert event.parts["statement"] == "events_reported"
    assert event.parts["n"] == Quantity("=", "25")
    [claimed] = proposed("No dose-limiting toxicities were observed.", "safety")
    assert claimed.parts == {"statement": "claimed"}
    [open_] = proposed(
        "Human studies are still needed to determine whether it is safe in people.", "safety"
    )
    assert (open_.status, open_.parts["statement"]) == (UNCLEAR, "not_established")
    assert proposed("Researchers are exploring ways to improve its safety.", "safety") == []


def test_population_mechanism_limitations_and_next_step() -> None:
    [who] = proposed("They enrolled patients who had exhausted all other options.", "population")
    assert who.value == "who had exhausted all other options"
    [how] = proposed("Our treatment converts these cells from foe to friend.", "mechanism")
    assert "converts these cells" in value_text(how.value)
    [limit] = proposed("The results should be confirmed with bigger studies.", "limitations")
    assert limit.value == "should be confirmed with bigger studies"
    [after] = proposed("The next step will be advancing toward clinical studies.", "next_step")
    assert "clinical studies" in value_text(after.value)
