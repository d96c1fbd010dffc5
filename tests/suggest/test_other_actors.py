"""Houses that stand beside a study are told from the study's own, by what was named before."""

from __future__ import annotations

import pytest

from curator.suggest.elsewhere import elsewhere
from curator.suggest.other_actors import is_others, with_neighbours
from tests.suggest.articles import article

_HEAD = "New cells against lymphoma\n\n"
_OWN = (
    "Doctors at Tallinn General Hospital treated 21 patients with mantle cell lymphoma with cells"
    " that bind CD79b. Twelve of the 21 patients were in remission a year later.\n\n"
)


def _beside(later: str) -> list[str]:
    """The sentences of a later paragraph that are held to tell of others."""
    read = article(_HEAD + _OWN + later)
    others = elsewhere(read)
    return [one.text for one in read.study_sentences if one.number in others]


@pytest.mark.parametrize(
    "sentence",
    [
        "Bergamot Biologics of San Diego has treated 14 people with leukemia with a CD7 product.",
        "Meanwhile Porto's Ribeiro Institute is recruiting children with neuroblastoma.",
        "The rival of Corvo, which sticks to GPRC5D, has earned Nordwand a billion.",
    ],
)
def test_a_house_that_was_not_named_acts_beside_the_study(sentence: str) -> None:
    assert _beside(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "We saw the same at Tallinn General Hospital in two patients who had relapsed.",
        "The patients from Tallinn had no serious side effects.",
        "Half of the patients had received ibrutinib before.",
        "They were followed up for eighteen months.",
        "Kaja Saar, who led the trial, said that mantle cell lymphoma is a stubborn illness.",
        "- Complete Response by Lugano criteria in nine patients of the Tallinn cohort",
    ],
)
def test_what_goes_on_with_the_study_stays(sentence: str) -> None:
    assert _beside(sentence) == []


def test_what_others_did_goes_on_with_a_pronoun() -> None:
    later = (
        "In Lisbon, Bergamot Biologics has an antibody against myeloma and Corvo Pharma has two."
        " They are being tried in people with leukemia."
    )
    assert len(_beside(later)) == 2


def test_a_word_that_takes_the_study_up_outweighs_what_went_before() -> None:
    assert not is_others(with_neighbours(frozenset(("ours", "present")), before=True))


def test_list_of_names_tells_of_nobody_else() -> None:
    assert not is_others(with_neighbours(frozenset(("new1", "new2", "list")), before=None))


def test_drugs_that_were_just_spoken_of_get_their_names() -> None:
    text = article(
        "Two drugs before surgery\n\nTwo drugs given before surgery cleared tumors in 40 of 58"
        " patients, doctors report. They release two brakes on T cells. Orvalimab blocks PD-1, and"
        " botralimab blocks CTLA-4.\n\nNone of the patients has relapsed since.\n"
    )
    assert not elsewhere(text)
