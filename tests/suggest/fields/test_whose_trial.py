"""How many took part and in what phase: of the study, not of a trial to come; who was given it."""

from __future__ import annotations

import pytest

from curator.domain.claims import Quantity, Value
from curator.suggest.fields import comparators, dosing, stages, subjects
from tests.suggest.articles import FORM, article

_HEAD = (
    "T cells against cancer\n\nResearchers tested an experimental T cell therapy in a trial. "
    "The team published the results in a journal.\n\n"
)


def size(text: str) -> list[Value | None]:
    return [one.value for one in subjects.total(article(_HEAD + text), FORM)]


def phases(text: str) -> list[Value | None]:
    return [one.value for one in stages.phase(article(_HEAD + text), FORM)]


def doses(text: str) -> list[str]:
    return [one.quote for one in dosing.dose(article(_HEAD + text), FORM)]


def compared(text: str) -> list[str]:
    return [str(one.value) for one in comparators.comparator(article(_HEAD + text), FORM)]


TAKEN = [
    ("In the trial, 24 patients had their tumors removed and analyzed.", "24"),
    ("Nineteen women had cells taken from their blood and multiplied.", "19"),
    ("In all, 33 patients had their own T cells returned to them.", "33"),
    ("The doctors gave the cells to 14 children.", "14"),
    ("21 patients were enrolled and 18 were infused.", "18"),
    ("Of 40 patients who enrolled, 35 received the cells.", "35"),
    ("We enrolled 26 patients, of whom 22 were treated.", "22"),
    ("Sixteen men got a single infusion of the cells.", "16"),
    ("Twelve volunteers agreed to be given the vaccine.", "12"),
    ("The researchers followed 31 patients after the infusion.", "31"),
    (
        "A total of 16 patients who had failed at least two lines of chemotherapy were enrolled.",
        "16",
    ),
    ("Fifteen dogs with bone cancer joined the trial.", "15"),
    ("In this group of 33 patients, all earlier drugs had failed.", "33"),
    ("He is one of 19 patients who have been given the cells so far.", "19"),
    ("Ten dogs were brought to the clinic and injected with the virus.", "10"),
]


@pytest.mark.parametrize(("sentence", "count"), TAKEN)
def test_those_who_were_treated_are_counted(sentence: str, count: str) -> None:
    assert size(sentence) == [Quantity("=", count)]


NOT_ALL = [
    "Immunoglobulins had to be given to four patients.",
    "Two of the patients had their infusion put off.",
]


@pytest.mark.parametrize("sentence", NOT_ALL)
def test_some_of_those_treated_are_not_their_number(sentence: str) -> None:
    assert size(sentence) == []


WATCHED = [
    ("After a median of 2.5 years, five children were free of disease.", "2.5"),
    ("The observation period of 24 weeks was short.", "24"),
    ("At a median of 14 months, six patients were in remission.", "14"),
    ("The median follow-up was 16.8 months.", "16.8"),
]


@pytest.mark.parametrize(("sentence", "value"), WATCHED)
def test_how_long_they_were_watched(sentence: str, value: str) -> None:
    [one] = dosing.follow_up(article(_HEAD + sentence), FORM)
    assert isinstance(one.value, Quantity)
    assert one.value.value == value


PLANNED = [
    "A randomized phase 2 trial with 180 patients began recruiting in January.",
    "A larger phase 3 study of 400 people has just started.",
    "A second trial, in which 60 patients are treated, opened last month.",
    "Another phase 2 study, with 90 patients, is already under way in Europe.",
    "The next trial, a phase 2 study with 75 participants, is being prepared.",
    "A follow-up trial with 120 women got under way this spring.",
    "The company has started a phase 3 trial in 250 patients.",
    "The researchers have now launched a phase 2 trial with 45 patients.",
    "A phase 2 study that enrolls 100 patients is now open.",
]


@pytest.mark.parametrize("sentence", PLANNED)
def test_a_trial_to_come_has_neither_size_nor_phase(sentence: str) -> None:
    assert size(sentence) == []
    assert phases(sentence) == []


OWN = [
    ("The phase 1 trial began in 2021 and enrolled 30 patients.", "1"),
    ("In the phase 2 study, 44 patients received the cells.", "2"),
    ("The team has completed a phase 1 trial of the vaccine in 20 patients.", "1"),
]


@pytest.mark.parametrize(("sentence", "phase"), OWN)
def test_the_study_has_its_size_and_phase(sentence: str, phase: str) -> None:
    assert phases(sentence) == [phase]
    assert len(size(sentence)) == 1


GIVEN = [
    ("Mice bearing brain tumors received 2 x 10^6 CAR T cells on day 7.", "2 x 10^6 CAR T cells"),
    ("Tumor-bearing animals were given 5 million T cells.", "5 million T cells"),
    ("Mice with established tumors were injected with 1 x 10^7 cells.", "1 x 10^7 cells"),
    ("Rats carrying tumors were infused with 10 million of the cells.", "10 million"),
    ("Animals got weekly doses of up to 50 mg/kg of the antibody.", "50 mg/kg"),
    ("Dose level 2 was 5 x 10^7 cells.", "5 x 10^7 cells"),
    ("The mice were treated with 5 x 10^6 intravenously.", "5 x 10^6"),
    ("In monkeys, 1 mg/kg of the particles depleted the cells.", "1 mg/kg"),
    ("Each dog received 3 x 10^6 T cells per kilogram into a vein.", "3 x 10^6 T cells per"),
]


@pytest.mark.parametrize(("sentence", "words"), GIVEN)
def test_what_animals_were_given_is_the_dose(sentence: str, words: str) -> None:
    assert any(words in quote for quote in doses(sentence)), doses(sentence)


NOT_GIVEN = [
    "Mice were injected with 1 x 10^6 tumor cells.",
    "Mice received 5 x 10^5 lymphoma cells on day 0.",
    "The tumors contained 3 million T cells per gram and were given to a pathologist.",
    "1 x 10^5 target cells were plated and treated.",
]


@pytest.mark.parametrize("sentence", NOT_GIVEN)
def test_cells_of_tumors_and_cells_in_wells_are_no_dose(sentence: str) -> None:
    assert doses(sentence) == []


COMPARED = [
    ("They engulfed three times as many of them as ordinary macrophages did.", "macrophages"),
    ("The cells killed more tumor cells than unmodified T cells did.", "unmodified T cells"),
    ("The armed cells lasted longer than the conventional CAR T cells.", "conventional CAR T"),
    ("Mice that were injected with saline died within 20 days.", "saline"),
    ("Ten patients got the drug and ten were given entecavir.", "entecavir"),
    ("The dose cut tumors by 91% compared with non-engineered NK cells.", "non-engineered NK"),
    ("Two days later 88% of cells were dead, against 31% with standard CAR T cells.", "standard"),
    ("Survival was longer than in mice that received empty particles.", "empty particles"),
    ("Cells with the receptor but without IL-15 were much less active.", "without IL-15"),
]


@pytest.mark.parametrize(("sentence", "words"), COMPARED)
def test_with_what_they_were_compared(sentence: str, words: str) -> None:
    assert any(words in one for one in compared(sentence)), compared(sentence)


NOT_COMPARED = [
    "18 patients with melanoma that had progressed on other drugs received the cells without IL-2.",
    "The patients received the vaccine alone or after surgery.",
    "All patients received the cells without chemotherapy.",
    "T cells against the tumor were detected in the blood of 79% of the patients.",
    "Fewer than 7% of patients survive for five years.",
    "After 100 days, all of the control mice had died.",
    "The treatment worked without side effects.",
    "More than half of the patients responded.",
]


@pytest.mark.parametrize("sentence", NOT_COMPARED)
def test_what_all_received_is_no_comparator(sentence: str) -> None:
    assert compared(sentence) == []
