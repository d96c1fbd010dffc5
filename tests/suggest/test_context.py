"""What a sentence does with a span: one test a meaning, with the sentences that look alike."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from curator.suggest.context import Context, context_of, scopes_of


@dataclass(frozen=True)
class Line:
    text: str
    start: int = 0


def context(text: str, words: str, *, start: int = 0) -> Context:
    at = text.index(words) + start
    return context_of(Line(text, start), (at, at + len(words)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("No dose-limiting toxicity was seen.", "toxicity"),
        ("The patients did not respond to rituximab.", "rituximab"),
        ("Rather than attacking cancer cells directly, it targets macrophages.", "cancer cells"),
        ("The cells killed the tumor while sparing healthy tissue.", "tissue"),
        ("Cytokine release syndrome was not observed.", "Cytokine release syndrome"),
        ("Neither CD19 nor CD20 was lost.", "CD20"),
    ],
)
def test_denied_things_are_negated(text: str, words: str) -> None:
    assert context(text, words).negated


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rather than attacking cancer cells directly, it targets macrophages.", "macrophages"),
        ("Patients experienced not only a reduction in tumor size.", "tumor size"),
        ("It did not reach the brain, but it cleared the lung.", "lung"),
        ("The mice had no tumors, and the researchers gave IL-12.", "IL-12"),
        ("It involves T cells that target CD19.", "CD19"),
    ],
)
def test_a_denial_ends_with_its_clause(text: str, words: str) -> None:
    assert not context(text, words).negated


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The approach could also work in pancreatic cancer.", "pancreatic cancer"),
        ("It is not known whether the therapy is safe in people.", "people"),
        ("If successful in lymphoma, it would help many.", "lymphoma"),
        ("By targeting the shield we may improve patient outcomes.", "patient"),
    ],
)
def test_suppositions_are_hypothetical(text: str, words: str) -> None:
    assert context(text, words).hypothetical


def test_a_supposition_does_not_reach_back() -> None:
    assert not context("Mice were cured, which may matter for people.", "Mice").hypothetical


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The team plans to test it in children with leukemia.", "leukemia"),
        ("The next step will be a phase 2 trial.", "phase 2"),
        ("Human studies are still needed in people.", "Human"),
        ("Future work will focus on solid tumors.", "solid tumors"),
    ],
)
def test_plans_are_future(text: str, words: str) -> None:
    assert context(text, words).future


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Six CAR T therapies were approved by the Food and Drug Administration.", "CAR T"),
        ("Lung cancer remains one of the deadliest diseases.", "Lung cancer"),
        ("Patients did not benefit from standard lupus treatments.", "lupus"),
        ("She is a professor of cancer immunology.", "cancer"),
        ("Glioblastoma is characterized by rapid growth.", "Glioblastoma"),
    ],
)
def test_general_knowledge_is_background(text: str, words: str) -> None:
    assert context(text, words).background


def test_the_current_study_is_no_background() -> None:
    assert context("The current study treated mice with melanoma.", "mice").stated


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Previous studies targeted CD22.", "CD22"),
        ("Other groups have used NK cells.", "NK cells"),
        ("Smith, who was not involved in the study, praised the mice.", "mice"),
        ("June discusses lymphoma in a commentary published today.", "lymphoma"),
    ],
)
def test_what_others_did_is_another_study(text: str, words: str) -> None:
    assert context(text, words).other_study


def test_what_a_commentary_speaks_of_is_the_study() -> None:
    text = "The commentary responds to the first report: a paper on lupus."
    assert not context(text, "lupus").other_study
    assert context(text, "first report").other_study


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mice lived longer than untreated mice.", "untreated mice"),
        ("Survival was 9 months versus 5 with placebo.", "placebo"),
        ("Compared with rituximab, the cells lasted.", "rituximab"),
    ],
)
def test_what_it_is_set_against_is_a_comparison(text: str, words: str) -> None:
    assert context(text, words).comparison


def test_whose_it_is() -> None:
    assert context("longer than untreated mice", "mice").subject == "control"
    assert context("cells from healthy donors", "donors").subject == "healthy"
    assert context("the treated mice", "mice").subject == ""


def test_offsets_are_the_articles() -> None:
    found = context("They might cure lupus.", "lupus", start=500)
    assert found.hypothetical
    assert found.triggers == ("might",)


@pytest.mark.parametrize(
    "text",
    [
        "On 14 May 2024 the hospital treated the first patient with lymphoma.",
        "The City of Hope researchers gave the patients cells against lymphoma.",
        "The cells, said Dr. Will Harding of Oslo, cleared lymphoma in the patients.",
        "The Future Medicine Institute treated people who had lymphoma.",
    ],
)
def test_a_name_or_a_month_supposes_and_plans_nothing(text: str) -> None:
    assert not [one for one in scopes_of(text) if one.kind in ("hypothetical", "future")]


@pytest.mark.parametrize(
    "text",
    [
        "Cells May One Day Cure Lymphoma, Say Researchers",
        'He asked: "Will the cells clear lymphoma in people as well?"',
        "They said that it may help those who have lymphoma today.",
    ],
)
def test_a_capital_of_a_headline_or_a_quotation_makes_no_name(text: str) -> None:
    assert [one for one in scopes_of(text) if one.kind in ("hypothetical", "future")]


@pytest.mark.parametrize(
    ("text", "recalled", "told"),
    [
        (
            "Cetuximab, an antibody that is approved for bowel cancer, shrank tumors in six dogs.",
            "bowel cancer",
            "six dogs",
        ),
        ("The dogs got cetuximab, which has been approved for gout.", "gout", "The dogs"),
        ("Rituximab, already approved for lymphoma, calmed lupus.", "lymphoma", "lupus"),
        ("A drug that is approved for gout shrank tumors in mice.", "gout", "mice"),
        ("Building on earlier work in rats, the team cured mice.", "rats", "mice"),
        ("In line with previous reports on fever, 3 of 12 patients fell ill.", "fever", "12"),
        ("They lived twice as long as the dogs of our earlier study.", "dogs", "They lived"),
        ("It was 70%, twice the rate seen in prior trials of CD22.", "CD22", "70%"),
        ("Previous trials in lupus failed, but the new cells calmed gout.", "lupus", "gout"),
        ("The new cells calmed gout, whereas previous trials in lupus failed.", "lupus", "gout"),
        ("While earlier studies used rats, the researchers cured mice.", "rats", "mice"),
        (
            '"In an earlier trial we saw fever," said senior author Ada Holm of Oslo.',
            "fever",
            "Ada Holm",
        ),
    ],
)
def test_what_is_recalled_beside_the_study_is_a_clause(text: str, recalled: str, told: str) -> None:
    assert not context(text, recalled).stated
    assert context(text, told).stated


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Previous studies have shown that such cells kill melanoma in mice.", "mice"),
        ("Similar responses were seen in earlier trials in lupus.", "responses"),
        ("In our earlier study, 4 of 9 dogs responded.", "4 of 9"),
        ("Earlier trials failed in lupus, but they helped some dogs.", "dogs"),
        ("Although they have been approved for leukemia, they fail in lung cancer.", "lung cancer"),
        ("Ada Holm, who was not involved in the study, praised the mice.", "mice"),
        ("That CAR T cells are approved for lymphoma is known.", "CAR T"),
    ],
)
def test_what_the_main_clause_recalls_is_no_finding(text: str, words: str) -> None:
    assert not context(text, words).stated


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A trial, which will enroll up to 39 women, has been opened.", "39 women"),
        ("A study in 24 children is to open next summer.", "24 children"),
        ("A trial in 60 men could follow in three years.", "60 men"),
        ("The cells still need to be tested in people.", "people"),
        ("A trial in dogs is due to begin in May.", "dogs"),
    ],
)
def test_a_trial_to_come_is_future_on_both_sides(text: str, words: str) -> None:
    assert not context(text, words).stated


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is the first vaccine of its kind to be tested in 20 dogs.", "20 dogs"),
        ("The cells, the first to be tested against glioma, shrank tumors.", "The cells"),
    ],
)
def test_the_first_to_be_tested_was_tested(text: str, words: str) -> None:
    assert context(text, words).stated


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The team gave the FDA-approved antibody rituximab to 12 dogs with lupus.", "lupus"),
        ("They were given to 27 boys with glioma, one of the most common cancers.", "27 boys"),
        ("The dogs, who had been expected to live six weeks, lived 22 months.", "22 months"),
        ("Dogs whose lymphoma came back after previous care got CD22 cells.", "CD22"),
    ],
)
def test_a_word_of_what_is_known_leaves_the_finding(text: str, words: str) -> None:
    assert context(text, words).stated


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("There are six FDA-approved CAR T therapies.", "CAR T"),
        ("The FDA-approved products help in lymphoma.", "lymphoma"),
        ("One of the most common cancers is glioma.", "glioma"),
        ("The drug is expected to help dogs.", "dogs"),
        ("Dogs that had previously received rituximab were taken in.", "rituximab"),
    ],
)
def test_what_is_known_of_all_is_no_finding(text: str, words: str) -> None:
    assert not context(text, words).stated
