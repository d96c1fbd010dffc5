"""Sentences of news, press releases and abstracts: which outcomes and how many, and no others."""

from __future__ import annotations

import pytest

from curator.domain.claims import REPORTED, Quantity, Value
from curator.suggest.fields import outcomes, subjects
from curator.suggest.values import Suggestion
from tests.suggest.articles import FORM, article

_HEAD = (
    "T cells against cancer\n\nResearchers tested an experimental T cell therapy in a trial. "
    "The team published the results in a journal.\n\n"
)


def reported(text: str) -> list[Suggestion]:
    read = article(text)
    found = [one for rule in outcomes.RULES.values() for one in rule(read, FORM)]
    return [one for one in found if one.status == REPORTED]


def total(text: str) -> list[Value | None]:
    return [one.value for one in subjects.total(article(text), FORM)]


@pytest.mark.parametrize(
    ("sentence", "op", "per_cent"),
    [
        ("Half of the patients were in remission a year later.", "=", "50"),
        ("More than half of the patients remain alive three years on.", ">", "50"),
        ("A third of the participants relapsed within six months.", "~", "33"),
        ("Two-thirds of the patients had a complete response.", "~", "67"),
        ("Nearly two-thirds of participants saw their disease stop growing.", "~", "67"),
        ("Three-quarters of those treated responded.", "=", "75"),
        ("After 80 days, half the treated mice were still alive.", "=", "50"),
    ],
)
def test_a_share_in_words_is_per_cent(sentence: str, op: str, per_cent: str) -> None:
    [row] = reported(_HEAD + sentence)
    assert (row.parts["op"], row.parts["value"], row.parts["unit"]) == (op, per_cent, "%")


@pytest.mark.parametrize(
    ("sentence", "n", "of"),
    [
        ("Three of the four patients who got the cells showed clinical benefit.", "3", "4"),
        ("Five of the six patients are still in remission.", "5", "6"),
        ("Four out of five patients are now in complete remission.", "4", "5"),
        ("Tumors shrank in seven of the first ten patients treated.", "7", "10"),
        ("One in five patients achieved a complete response.", "1", "5"),
        ("None of the 10 patients had a relapse.", "0", "10"),
    ],
)
def test_so_many_of_so_many_in_words(sentence: str, n: str, of: str) -> None:
    [row] = reported(_HEAD + sentence)
    assert (row.parts["n"], row.parts["of"]) == (Quantity("=", n), Quantity("=", of))


def test_a_share_that_rounds_a_number_told_elsewhere_is_no_row() -> None:
    rows = reported(_HEAD + "Tumors shrank in a third of people. Later, 24 (36%) responded.")
    assert [row.parts["value"] for row in rows] == ["36"]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Mice were tumor-free for up to 418 days.", Quantity("up_to", "418", unit="d")),
        ("The mice stayed tumor-free for more than a year.", Quantity(">", "1", unit="a")),
        ("One woman has been cancer-free for eight years.", Quantity("=", "8", unit="a")),
        ("The patient remained in remission for 14 months.", Quantity("=", "14", unit="mo")),
        ("He stayed in remission for at least 3 years.", Quantity(">=", "3", unit="a")),
    ],
)
def test_how_long_a_state_lasted_is_neither_mean_nor_median(sentence: str, value: Quantity) -> None:
    [row] = [one for one in reported(_HEAD + sentence) if "value" in one.parts]
    assert row.parts["op"] == value.op
    assert row.parts["value"] == value.value
    assert row.parts["unit"] == value.unit
    assert "measure" not in row.parts


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Neither of the two patients has relapsed.", "Neither of the two patients has relapsed"),
        ("There were no relapses among those who got the higher dose.", "no relapses"),
        ("The other responded; the fifth had stable disease.", "the fifth had stable disease"),
        ("When rechallenged, the cured mice rejected the tumor.", "mice rejected the tumor"),
        ("Every participant made antibodies.", "Every participant made antibodies"),
        ("Her cancer has not returned.", "has not returned"),
        (
            "All of the mice given the armored cells survived for 120 days.",
            "All of the mice given the armored cells survived for 120 days",
        ),
    ],
)
def test_a_definite_event_in_words(sentence: str, quote: str) -> None:
    assert any(quote in row.quote for row in reported(_HEAD + sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The cells eased pain in 20 patients with advanced disease.",
        "One in five patients developed neurotoxicity.",
        "None of the 10 patients developed severe cytokine release syndrome.",
        "Neutropenia was seen in 62% with the combination and 48% with chemotherapy.",
        "Cytokine release syndrome occurred in 25 patients (76%).",
        "The trial enrolled eleven children with relapsed leukemia.",
        "The treatment was given to 12 adults and four adolescents.",
        "Half of the dose was given in the tail vein.",
        "The trial was designed to detect a 20% improvement in survival with 80% power.",
        "About 80% of children with this leukemia are cured with chemotherapy.",
        "Untreated mice died within 3 weeks.",
        "All of the patients had relapsed after at least two earlier therapies.",
        "The first patient had relapsed three times before she joined the trial.",
        "No one had responded to earlier drugs.",
        "She has lived in Boston for 20 years.",
        "The idea has persisted for 30 years.",
        "The man, who had been cancer-free for six years before it came back, joined in 2020.",
        "Patients who remained in remission for two years could stop the drug.",
        "The mice were tumor-free for two weeks before the second injection.",
        "Twice as many patients were screened as were enrolled.",
        "Every patient had failed standard treatment.",
        "Patients in remission for at least 6 months were eligible.",
        "The treatment was given twice a day for two weeks.",
        "Cells were manufactured successfully for 95% of patients in a median of 17 days.",
    ],
)
def test_groups_methods_and_general_truths_are_no_results(sentence: str) -> None:
    assert reported(_HEAD + sentence) == []


def test_the_untreated_beside_the_treated_are_a_row() -> None:
    rows = reported(_HEAD + "All control mice died, while 7 of 10 treated mice were cured.")
    assert sorted(row.quote for row in rows) == [
        "7 of 10 treated mice were cured",
        "All control mice died",
    ]


def test_a_definite_event_has_its_time() -> None:
    [row] = reported(_HEAD + "Her tumors vanished within four weeks.")
    assert row.quote == "Her tumors vanished within four weeks"
    assert row.parts["time_point"] == Quantity("<=", "4", unit="wk")


def test_a_group_with_a_median_is_no_count() -> None:
    rows = reported(_HEAD + "The other eight had a median recurrence-free survival of 13.4 months.")
    assert [row.parts["value"] for row in rows] == ["13.4"]


@pytest.mark.parametrize(
    ("sentence", "n"),
    [
        ("All 15 patients had a significant drop in symptoms.", "15"),
        ("The trial enrolled eleven children with relapsed leukemia.", "11"),
        ("Enrollment of 100 patients was completed in 2021.", "100"),
        ("Twelve patients had been dosed across three dose levels.", "12"),
        ("Half of the 24 patients treated were in remission a year later.", "24"),
    ],
)
def test_how_many_in_all(sentence: str, n: str) -> None:
    assert total(_HEAD + sentence) == [Quantity("=", n)]


def test_in_a_lead_those_in_whom_a_treatment_worked_are_who_was_treated() -> None:
    lead = (
        "T cells against brain cancer\n\nAn immune-cell therapy has shrunk tumors and eased "
        "symptoms in four children and young adults, researchers report. The team tested it in a "
        "trial."
    )
    assert total(lead) == [Quantity("=", "4")]
    assert reported(lead) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Six children and three adults received the cells.",
        "The trial is recruiting 24 patients with solid tumors.",
        "Each group consisted of ten mice.",
        "All 14 patients responded. These were the 14 patients who have completed treatment.",
        "Two patients, one of whom had received a transplant, remain in remission.",
        "Of the 107 patients who got it, 24 relapsed, compared with 20 of 50 without it.",
    ],
)
def test_parts_plans_and_completers_are_not_the_total(sentence: str) -> None:
    assert total(_HEAD + sentence) == []


@pytest.mark.parametrize(
    "text",
    [
        (
            "Fish oil and melanoma\n\nPeople who took fish oil capsules during treatment with "
            "pembrolizumab were as likely to relapse, a survey of 412 patients found. After two "
            "years, "
            "31% in each group had relapsed, the researchers reported."
        ),
        (
            "Coffee and prostate cancer\n\nResearchers found that men who drank coffee lived "
            "longer in "
            "a cohort study of 48,000 men. Over ten years, 12% had a recurrence."
        ),
        (
            "Anti-PD-1 therapy in people who take antibiotics\n\nA retrospective study of 568 "
            "patients "
            "who received pembrolizumab found that survival was shorter. Median overall survival "
            "was "
            "8.3 months with antibiotics and 15.3 months without."
        ),
    ],
)
def test_a_study_that_only_watched_gives_nothing(text: str) -> None:
    assert reported(text) == []
    assert total(text) == []


def test_a_study_of_a_therapy_in_records_keeps_its_results() -> None:
    text = (
        "Real-world CAR T outcomes\n\nA retrospective study of 298 patients with lymphoma who "
        "received CAR T cells at 17 centers found a response rate of 82%. Complete responses were "
        "seen in 64%."
    )
    assert [row.parts["value"] for row in reported(text)] == ["82", "64"]
    assert total(text) == [Quantity("=", "298")]


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("Ms Lee is one of 31 people with lupus who took part in the trial.", "31"),
        (
            "The first three patients received plain cells. Of 14 enrolled patients, all lived.",
            "14",
        ),
        ("Nine people with a cancer that had stopped responding to drugs have been treated.", "9"),
        ("Tumors were implanted in 24 mice. Eight mice were given the cells.", "24"),
    ],
)
def test_the_total_is_no_group_and_no_part(told: str, number: str) -> None:
    assert total(_HEAD + told) == [Quantity("=", number)]


@pytest.mark.parametrize(
    "planned",
    [
        "A larger trial with 100 people is due to start next autumn.",
        "A phase 2 study with 60 patients is being prepared.",
        "Survival was 80%, compared with 1 of 10 mice that received saline.",
    ],
)
def test_a_trial_to_come_and_a_control_group_are_no_total(planned: str) -> None:
    assert total(_HEAD + planned) == []
