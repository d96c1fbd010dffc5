"""Harm and its absence as people tell it: what occurred, that nothing did, that it is not known."""

from __future__ import annotations

import pytest

from curator.domain.claims import UNCLEAR
from curator.suggest.fields import safety
from curator.suggest.values import Suggestion
from tests.suggest.articles import FORM, article

_HEAD = (
    "T cells against cancer\n\nResearchers tested an experimental T cell therapy in a trial. "
    "The team published the results in a journal.\n\n"
)


def told(text: str) -> list[Suggestion]:
    read = article(_HEAD + text)
    return [one for rule in safety.RULES.values() for one in rule(read, FORM)]


def statements(text: str) -> set[str]:
    return {str(one.parts["statement"]) for one in told(text)}


CLAIMED = [
    "The mice did not lose weight.",
    "None of the animals lost weight.",
    "The animals kept their weight.",
    "Body weight remained stable throughout the experiment.",
    "No weight loss or changes in behavior were observed.",
    "There were no serious infections.",
    "There were no deaths related to the treatment.",
    "No treatment-related deaths occurred.",
    "No dog died of the treatment.",
    "Nobody died because of the infusion.",
    "None of the patients had to be admitted to intensive care.",
    "None of the monkeys had cytokine release syndrome.",
    "None of the participants needed intensive care.",
    "No patient developed severe neurotoxicity.",
    "The cells did not cause any visible side effects in the animals.",
    "The injections caused no noticeable side effects.",
    "The researchers saw no signs of nerve pain.",
    "The team found no damage to the stomach or the liver.",
    "In the mice, no such damage was seen.",
    "The animals showed no increase in infections.",
    "No dose-limiting toxicities were seen.",
    "The product was generally well tolerated.",
    "The treatment was surprisingly well tolerated by most patients.",
    "The infusions were, overall, well tolerated.",
    "The monkeys tolerated the infusions well.",
    "Patients tolerated the cells well.",
    "The side effects of the therapy were manageable.",
    "The treatment had a favorable safety profile.",
    "The therapy did not harm healthy organs.",
    "The cells left healthy tissue unharmed.",
    "Healthy tissue was not damaged.",
    "The tumors shrank without harming normal tissue.",
    "The treatment shrank the tumors without causing weight loss.",
    "Liver values stayed normal in all animals.",
    "Levels of liver enzymes were the same as in untreated mice.",
    "There was no evidence of autoimmunity.",
    "The therapy had few side effects.",
    "No patient had to stop the treatment because of side effects.",
    "None of the children developed an infection.",
    "Toxicity was not observed at any dose.",
    "Cytokine release syndrome did not occur.",
    "Neither fever nor neurotoxicity was seen.",
]


@pytest.mark.parametrize("sentence", CLAIMED)
def test_that_nothing_happened_is_a_claim_of_safety(sentence: str) -> None:
    assert statements(sentence) == {"claimed"}


NOT_CLAIMED = [
    "Patients without serious infections could take part.",
    "The researchers want to avoid side effects such as neurotoxicity.",
    "A safer version would not cause neurotoxicity.",
    "The switch was designed to spare healthy tissue.",
    "It is hoped that the treatment will cause no side effects.",
    "Whether the cells cause no damage was not examined.",
    "The old drug is not well tolerated by many patients.",
    "Cells without the switch caused weight loss.",
    "No other treatment helps against this cancer.",
    "Chemotherapy often harms healthy tissue.",
]


@pytest.mark.parametrize("sentence", NOT_CLAIMED)
def test_hopes_rules_and_others_claim_nothing(sentence: str) -> None:
    assert "claimed" not in statements(sentence)


OPEN = [
    "It remains to be seen whether it is safe in humans.",
    "Whether the new cells are safe is unknown.",
    "It is not yet known if the treatment is safe in people.",
    "The safety of the cells in people has yet to be shown.",
    "Its safety must still be proven in larger trials.",
    "The approach still has to be shown to be safe in humans.",
    "The therapy needs to be tested for safety before it can be used in patients.",
    "Researchers do not yet know whether the cells are safe for people.",
    "More studies are needed to find out whether the vaccine is safe.",
    "How safe the treatment is in the long run remains unclear.",
]


@pytest.mark.parametrize("sentence", OPEN)
def test_that_safety_is_still_to_be_shown_is_unclear(sentence: str) -> None:
    [one] = told(sentence)
    assert (one.parts["statement"], one.status) == ("not_established", UNCLEAR)


EVENTS = [
    ("Side effects were mostly limited to fever, chills and tiredness.", "fever"),
    ("Most side effects were mild: headache, fever and chills.", "headache"),
    ("Adverse events were limited to fever and passing swelling of the muzzle.", "fever"),
    ("Side effects included fever and temporary confusion.", "confusion"),
    ("The most common side effects were a sore arm and fatigue.", "fatigue"),
    ("One patient had a severe allergic reaction to the drug.", "allergic reaction"),
    ("Three patients had serious infections, one of them fatal.", "infections"),
    ("Four patients needed replacement of thyroid hormones.", "replacement"),
    ("One patient died of an infection.", "infection"),
    ("There were three infections of the airways.", "infections"),
    ("There were two cases of pneumonia.", "pneumonia"),
    ("The only side effect was a brief rise in liver enzymes.", "liver enzymes"),
    ("Bladder inflammation occurred in four patients.", "inflammation"),
    ("Two dogs developed a mild swelling.", "swelling"),
    ("The team saw a mild, passing inflammation of the liver.", "inflammation of the liver"),
    ("A transient rise in liver enzymes was seen in most animals.", "liver enzymes"),
    ("One dog had low blood pressure.", "low blood pressure"),
    ("Two deaths were linked to the treatment.", "deaths"),
    ("Two of the patients had a stroke.", "stroke"),
    ("One mouse lost its appetite for several days.", "appetite"),
    ("Three of them had to be moved to intensive care.", "intensive care"),
    ("Grade 3 or higher cytokine release syndrome was reported in two cases.", "cytokine"),
    ("Eleven children had cytokine release syndrome.", "cytokine"),
]


@pytest.mark.parametrize(("sentence", "words"), EVENTS)
def test_harm_that_occurred_is_an_event(sentence: str, words: str) -> None:
    found = told(sentence)
    assert any(words in one.quote for one in found), found
    assert {one.parts["statement"] for one in found} == {"events_reported"}


NO_EVENTS = [
    "Patients are often treated in hospital for infections.",
    "All of them had been treated for lung damage before.",
    "The disease causes inflammation of the liver.",
    "The patients had suffered strokes before they joined.",
    "Interleukin-2 can cause dangerously low blood pressure.",
    "The trial will look at side effects such as fever.",
    "Chemotherapy leads to hair loss and nausea.",
]


@pytest.mark.parametrize("sentence", NO_EVENTS)
def test_illness_rules_and_plans_are_no_events(sentence: str) -> None:
    assert told(sentence) == []
