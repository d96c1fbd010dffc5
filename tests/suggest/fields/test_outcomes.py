"""Outcome rows: numbers, definite events, vague directions, and when nothing is proposed."""

from __future__ import annotations

import pytest

from curator.domain.claims import REPORTED, VAGUE, Quantity
from curator.suggest.fields.outcomes import RULES
from curator.suggest.values import Suggestion
from tests.suggest.articles import FORM, article

_HEAD = (
    "CAR T cells in a new trial\n\nResearchers treated patients with CAR T cells in a trial. "
    "The team reported the results today.\n\n"
)


def outcomes(sentence: str) -> list[Suggestion]:
    text = article(_HEAD + sentence)
    found = [one for rule in RULES.values() for one in rule(text, FORM)]
    assert all(one.quote == text.body[one.start : one.end] for one in found)
    return found


def reported(sentence: str) -> list[Suggestion]:
    return [one for one in outcomes(sentence) if one.status == REPORTED]


def test_a_row_holds_its_parts_as_written() -> None:
    [row] = reported("The overall response rate was 85% (28 of 33) at six months.")
    assert row.parts["endpoint"] == "overall response rate"
    assert row.parts["kind"] == "efficacy"
    assert row.parts["measure"] == "proportion"
    assert (row.parts["op"], row.parts["value"], row.parts["unit"]) == ("=", "85", "%")
    assert (row.parts["n"], row.parts["of"]) == (Quantity("=", "28"), Quantity("=", "33"))
    assert row.parts["time_point"] == Quantity("=", "6", unit="mo")


def test_every_part_is_a_part_of_the_form() -> None:
    field = FORM.field("outcome")
    assert field is not None
    for one in outcomes(
        "Tumors shrank in 60% of treated mice and survival was longer than in untreated mice, "
        "which suggested a benefit. Median survival was 64 vs 29 days (HR 0.4; p=0.01)."
    ):
        for key, value in one.parts.items():
            part = field.part(key)
            assert part is not None, key
            if part.kind == "choice":
                assert isinstance(value, str)
                assert part.choice(value) is not None, value


def test_up_to_and_more_than_keep_their_operator() -> None:
    rows = reported("Up to 100% tumor clearance was seen, and more than 70% clearance in others.")
    assert [(r.parts["op"], r.parts["value"]) for r in rows] == [("up_to", "100"), (">", "70")]


def test_two_arms_are_two_rows_with_one_endpoint() -> None:
    rows = reported(
        "The cells eliminated tumors in 8 of 10 animals, compared with 1 of 10 untreated mice."
    )
    assert [row.parts["n"] for row in rows] == [Quantity("=", "8"), Quantity("=", "1")]
    assert rows[0].parts["comparator"] == "untreated mice"
    assert rows[0].parts["endpoint"] == rows[1].parts["endpoint"]


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Yet, they all went into remission.", "they all went into remission"),
        ("None of the patients relapsed.", "None of the patients relapsed"),
        ("The patients' B cells came back.", "patients' B cells came back"),
        ("Regulatory cells in the spleen were halved.", "were halved"),
        ("The drug more than tripled the number of killer cells.", "more than tripled"),
        ("The trial missed its primary endpoint.", "missed its primary endpoint"),
        ("The lesion is no longer visible.", "no longer visible"),
        ("Plain cells cured none.", "cured none"),
        ("Survival did not differ between the groups.", "Survival did not differ"),
        (
            "Survival was 9 months in the others; in responders it has not been reached.",
            "it has not been reached",
        ),
        ("The virus rebounded within two weeks in every animal.", "in every animal"),
    ],
)
def test_a_definite_event_is_reported_without_a_number(sentence: str, quote: str) -> None:
    assert any(quote in row.quote for row in reported(sentence))


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("The treated mice lived significantly longer than untreated mice.", "increase"),
        ("Patients experienced a reduction in tumor size.", "decrease"),
        ("They saw improved overall survival rates.", "increase"),
    ],
)
def test_a_direction_alone_is_vague(sentence: str, direction: str) -> None:
    [row] = outcomes(sentence)
    assert row.status == VAGUE
    assert row.parts["direction"] == direction


@pytest.mark.parametrize(
    "sentence",
    [
        "The approach may cut the risk of relapse by 40%.",
        "About 20% of people respond to some of these drugs.",
        "The five-year survival rate for the disease is just 12%.",
        "In previous studies, about 40% of patients responded to the drug.",
        "Response rates of 30-40% have been reported with chemotherapy.",
        "Therapies of this kind are becoming standard, improving outcomes and saving lives.",
        "The disease kills about 8,000 Americans a year.",
        "The lymphoma had relapsed in 9 of 24 patients before enrollment.",
        "The two patients with infections had been excluded.",
        "The company's shares rose 12% on the news.",
        "More than 90% of the infused cells expressed the receptor.",
        "The trial will test whether 50% of patients respond.",
        "Existing drugs help only 20% of patients, compared with 40% for surgery.",
        "Doctors had expected survival to rise from 20% to 40%.",
        "The company's sales doubled last year.",
        "The dose was doubled after the first cohort.",
        "Four of 30 patients died before infusion.",
        "In mice studied by others, tumors shrank by half.",
    ],
)
def test_hopes_background_and_others_give_nothing(sentence: str) -> None:
    assert outcomes(sentence) == []


def test_an_article_that_reports_no_study_gives_nothing() -> None:
    text = article(
        "Hospital opens new center\n\nThe center will offer treatment. Up to 100 patients a year "
        "could be treated there. Nearly 60% of patients in earlier trials went into remission."
    )
    assert [one for rule in RULES.values() for one in rule(text, FORM)] == []


def test_a_number_told_twice_is_proposed_once() -> None:
    rows = reported(
        "The response rate was 85%, they said.\n\nSome details followed. "
        "The overall response rate was 85% (28 of 33)."
    )
    assert len(rows) == 1
    assert "28 of 33" in rows[0].quote
