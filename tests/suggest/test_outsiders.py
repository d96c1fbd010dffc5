"""Who only commented."""

from __future__ import annotations

import pytest

from curator.suggest.outsiders import is_outside, outsiders_of
from tests.suggest.articles import article


@pytest.mark.parametrize(
    "text",
    [
        "said Peter Olsen, an oncologist who was not involved in the research.",
        "Ann Lee, who wasn't part of the work, agreed.",
        "Dr Hanna Sund wrote in an accompanying editorial that it was good.",
        "Hill and Lee discuss this in a commentary published today in Cell.",
        "Prof Anna Hill, an independent expert, said so.",
        "Ellen Weber, who did not take part in the research, was cautious.",
        "The commentary from Baker and June comes in response to a paper.",
    ],
)
def test_a_sentence_tells_of_somebody_outside(text: str) -> None:
    assert is_outside(text)


@pytest.mark.parametrize(
    "text",
    [
        "The lead author declined to comment.",
        "Two pathways were involved in the response.",
        "The researchers, led by Ana Cruz, did not find toxicity.",
        "An independent data committee watched the trial.",
    ],
)
def test_other_sentences_do_not(text: str) -> None:
    assert not is_outside(text)


def test_what_the_sentence_names_is_outside_from_there_on() -> None:
    read = article(
        "Scientists at Oslo University treated mice with cells, they report.\n\n"
        '"Good," said Peter Olsen of Bergen University, who was not involved in the study.\n\n'
        "Olsen and his team at Bergen University made the first such cells."
    )
    outside = outsiders_of(read)
    assert outside.holds("Bergen University", len(read.body))
    assert not outside.holds("Bergen University", 0)
    assert not outside.holds("Oslo University", len(read.body))
    assert outside.surnames == {"Olsen"}
    assert outside.speaks("Olsen and his team")


def test_the_study_named_beside_an_editorial_stays_inside() -> None:
    read = article(
        "The study, led by Oslo University, was published with an accompanying editorial today."
    )
    assert not outsiders_of(read).holds("Oslo University", len(read.body))
