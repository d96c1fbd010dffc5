"""Results, harm, doses and counts in the plain wordings of news, letters and reports of cases."""

from __future__ import annotations

from typing import Final

import pytest

from curator.domain.claims import REPORTED, Quantity
from curator.suggest.fields import comparators, dosing, outcomes, safety, subjects
from curator.suggest.values import Suggestion, value_text
from tests.suggest.articles import FORM, article

_HEAD: Final = (
    "CAR T cells in a new trial\n\nResearchers tested CAR T cells in a trial. "
    "The team reported the results today.\n\n"
)
_RULES: Final = (
    dict(outcomes.RULES)
    | dict(comparators.RULES)
    | dict(dosing.RULES)
    | dict(safety.RULES)
    | dict(subjects.RULES)
)


def told(sentence: str, field: str) -> list[Suggestion]:
    """What is proposed as reported for a field, from that sentence in a short article."""
    text = article(_HEAD + sentence)
    found = [one for rule in _RULES.values() for one in rule(text, FORM)]
    assert all(one.quote == text.body[one.start : one.end] for one in found)
    return [one for one in found if one.field == field and one.status == REPORTED]


def figure(row: Suggestion) -> str:
    """Operator, number and unit of an outcome row, then its n and its N."""
    op, value, unit = (row.parts.get(key, "") for key in ("op", "value", "unit"))
    counts = (row.parts.get("n"), row.parts.get("of"))
    shown = [one.value or "" for one in counts if isinstance(one, Quantity)]
    number = value_text(value) if value else ""
    return " ".join(x for x in (f"{op}{number}{unit}".strip("="), "/".join(shown)) if x)


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("Viral load fell by 87 percent in treated animals.", ["87%"]),
        (
            "Tumor volume dropped only to 60% of its start in controls, but to 9% with both.",
            ["60%", "9%"],
        ),
        ("Hemoglobin levels rose from 7.1 to 10.4 g/dL.", ["10.4g/dL"]),
        ("Untreated mice had lost 20 percent of their body weight by day 12.", ["20%"]),
        (
            "Complete responses were seen in 44% with the vaccine and 12% with chemotherapy.",
            ["44%", "12%"],
        ),
        (
            "At one year, 61 percent of those given both were alive, against 38 percent of others.",
            ["61%", "38%"],
        ),
        ("At two years 70% with the cells and 41% with chemotherapy were alive.", ["70%", "41%"]),
        ("Specific lysis reached 64 ± 7% at the highest ratio.", ["64%"]),
        ("Bacterial counts in the lung were reduced by 2.3 log10.", ["2.3{log10}"]),
        ("The vaccine produced a 3-log10 reduction of viral load.", ["3{log10}"]),
        ("CD4 counts rose from 210 to 480 cells per mm3.", ["480/mm3"]),
        ("Median creatine kinase levels fell from 8,200 to 1,900 U/L.", ["1900U/L"]),
        ("Of the nine patients, four were negative for residual disease.", ["4/9"]),
        ("Of 24 patients, 15 had an objective response.", ["15/24"]),
        ("Viremia dropped by 1.8 log10 copies/ml.", ["1.8{log10}"]),
        ("Seizures fell from 30 a month to 4.", ["4"]),
        ("Walking distance rose by 62 meters.", ["62m"]),
        ("Antibody titers rose fourfold.", ["4{fold}"]),
        ("Treated tumors were 70 percent smaller than those of mice given saline.", ["70%"]),
        ("After a median of 26 months, 14 patients were in remission.", ["14"]),
        ("Six patients (50%) had no detectable disease.", ["50% 6"]),
        ("A partial response was seen in 5 patients and a complete response in two.", ["5", "2"]),
        (
            "Median survival was 31 days in controls, and 52 days in mice given both.",
            ["31d", "52d"],
        ),
        ("Responses lasted about 14 months.", ["~14mo"]),
        (
            "Pain scores were lower with the cells (mean difference -1.4; 95% CI -2.1 to -0.7).",
            ["-1.4"],
        ),
    ],
)
def test_numbers_outside_of_the_usual_frames(sentence: str, figures: list[str]) -> None:
    assert [figure(row) for row in told(sentence, "outcome")] == figures


@pytest.mark.parametrize(
    "sentence",
    [
        "No responses were seen.",
        "No objective responses were observed in the first cohort.",
        "There were no complete responses.",
        "The trial was stopped early for futility.",
        "The study was halted after an interim look showed no benefit.",
        "Median survival was not reached.",
        "Median overall survival has not yet been reached.",
        "No regrowth was seen after 90 days.",
        "The cured mice rejected a rechallenge with the same tumor.",
        "A scan three months later was clear.",
        "The virus rebounded in all animals.",
        "B cells returned on day 60.",
        "Tests for the virus became negative on day 28.",
        "Not one of the mice survived.",
        "None of the tumors came back.",
        "All tumors regressed completely and none grew back in 90 days.",
    ],
)
def test_definite_events_without_a_number(sentence: str) -> None:
    [row] = told(sentence, "outcome")
    assert "n" not in row.parts
    assert "value" not in row.parts


@pytest.mark.parametrize(
    "sentence",
    [
        "Not one survived beyond the first month.",
        "None of the three drugs slowed tumor growth.",
        "Four to six of 10 mice were cured in each run.",
        "None of the 4 antibodies eliminated the tumors.",
    ],
)
def test_no_wrong_count_is_read(sentence: str) -> None:
    assert [row for row in told(sentence, "outcome") if "n" in row.parts] == []


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("A second dose brought the response rate up to 68%.", ["68%"]),
        ("The response rate went up to 52% after a year.", ["52%"]),
        ("Up to 68% of patients responded.", ["up_to68%"]),
        ("Antibody levels rose 5-fold at most.", ["up_to5{fold}"]),
        ("The response rate was 40% at best.", ["up_to40%"]),
        ("The response rate was 40% at least.", [">=40%"]),
        ("Not all patients benefited: 12 of 30 responded.", ["12/30"]),
    ],
)
def test_operators_are_those_of_the_words(sentence: str, figures: list[str]) -> None:
    assert [figure(row) for row in told(sentence, "outcome")] == figures


@pytest.mark.parametrize(
    "sentence",
    [
        "Grade 3 or higher neutropenia occurred in 6 patients (33%).",
        "Severe side effects were seen in 9 of 12 patients (75%).",
        "Two patients developed colitis.",
        "Serious adverse events occurred in 18% of the treated patients.",
    ],
)
def test_severe_harm_and_bare_counts_of_harm_are_rows_of_safety_alone(sentence: str) -> None:
    assert told(sentence, "outcome") == []
    assert len(told(sentence, "safety")) == 1


def test_harm_that_did_not_differ_is_no_outcome() -> None:
    sentence = "Adverse events did not differ between the groups (odds ratio 1.1)."
    assert told(sentence, "outcome") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "In an earlier trial of the same vaccine, 20% of patients responded.",
        "A rival product from another company produced responses in 72% of patients.",
        "A competing therapy put 81% of patients into remission last year.",
        "The company's first trial ended with a response rate of 9%.",
    ],
)
def test_results_of_others_and_of_earlier_trials_are_left_out(sentence: str) -> None:
    assert told(sentence, "outcome") == []


@pytest.mark.parametrize(
    ("sentence", "dose"),
    [
        (
            "Patients received 2 x 10^6 cells per kg body weight.",
            Quantity("=", "2", exp10="6", unit="{cells}/kg"),
        ),
        (
            "Patients were infused with 2 million CAR T cells per kilogram of body weight.",
            Quantity("=", "2", exp10="6", unit="{cells}/kg"),
        ),
    ],
)
def test_doses_of_cells(sentence: str, dose: Quantity) -> None:
    assert [row.value for row in told(sentence, "dose")] == [dose]


_DRUG: Final = (
    "A checkpoint inhibitor in a new trial\n\nResearchers tested an anti-PD-1 antibody in a "
    "trial. The team reported the results today.\n\n"
)


@pytest.mark.parametrize(
    ("sentence", "dose"),
    [
        ("Patients received 240 mg every two weeks.", Quantity("=", "240", unit="mg")),
        (
            "Each participant was injected with 25 micrograms of RNA.",
            Quantity("=", "25", unit="ug"),
        ),
        ("She was given one million IU of the drug.", Quantity("=", "1", exp10="6", unit="[iU]")),
        (
            "Patients were given doses of 50, 100 and 200 mg/m2.",
            Quantity("=", "50", unit="mg/m2"),
        ),
    ],
)
def test_doses_of_drugs(sentence: str, dose: Quantity) -> None:
    text = article(_DRUG + sentence)
    found = [
        one.value
        for rule in (*dosing.RULES.values(), *comparators.RULES.values())
        for one in rule(text, FORM)
        if one.field == "dose" and one.status == REPORTED
    ]
    assert dose in found


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Fourteen client-owned dogs were treated.", "14"),
        ("The study took in 22 previously untreated adults.", "22"),
        ("Thirty-one patients had received the cells by the end of the year.", "31"),
        ("The two studies held 120 patients.", "120"),
        ("We treated a 54-year-old woman with the cells.", "1"),
        ("The trial followed 48 heavily pretreated people with lymphoma.", "48"),
        ("Nineteen cats with sarcoma got the vaccine.", "19"),
        ("Doctors gave the cells to eleven veterans with myeloma.", "11"),
    ],
)
def test_how_many_took_part(sentence: str, count: str) -> None:
    assert [row.value for row in told(sentence, "n")] == [Quantity("=", count)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Of 20 evaluable patients, 9 responded.",
        "Of the 14 remaining patients, 3 responded.",
        "In two patients the tumor disappeared.",
    ],
)
def test_a_part_of_them_is_not_their_number(sentence: str) -> None:
    assert told(sentence, "n") == []


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "Tumors of treated mice were smaller than those of mice given saline.",
            "mice given saline",
        ),
        ("Median survival was 40 weeks, as against 22 weeks for sorafenib.", "sorafenib"),
        (
            "The response rate was 61%, against 40% of those treated with docetaxel, the rest.",
            "those treated with docetaxel",
        ),
        ("The patients got either the vaccine or placebo.", "placebo"),
        ("Vaccinated mice lived; the control group got saline.", "saline"),
        ("Patients were randomly assigned to the vaccine or chemotherapy.", "chemotherapy"),
        ("Survival was longer than in historical controls.", "historical controls"),
        ("The response rate was higher than with chemotherapy alone.", "chemotherapy alone"),
        ("Median survival was 14 months versus 9 months with docetaxel.", "docetaxel"),
    ],
)
def test_what_they_were_compared_with(sentence: str, name: str) -> None:
    assert [row.value for row in told(sentence, "comparator")] == [name]


@pytest.mark.parametrize(
    ("sentence", "length"),
    [
        ("The patients were followed for 24 months.", Quantity("=", "24", unit="mo")),
        ("The animals were watched for two years.", Quantity("=", "2", unit="a")),
        ("The survivors were followed for another 18 months.", Quantity("=", "18", unit="mo")),
        ("Mice were monitored for 120 days.", Quantity("=", "120", unit="d")),
        ("The patients have been tracked for up to five years.", Quantity("up_to", "5", unit="a")),
    ],
)
def test_how_long_they_were_watched(sentence: str, length: Quantity) -> None:
    assert [row.value for row in told(sentence, "follow_up")] == [length]


def test_the_name_of_an_endpoint_is_whole() -> None:
    [row] = told("Median progression-free survival was 8.1 months.", "outcome")
    assert row.parts["endpoint"] == "Median progression-free survival"
