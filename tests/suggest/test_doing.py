from __future__ import annotations

from typing import Final

import pytest

from curator.suggest.doing import doing_in
from tests.suggest.articles import article

MAKERS: Final = (
    "company firm drugmaker biotech startup start-up developer manufacturer sponsor maker companys "
    "firms makers"
).split()


def _doing(text: str, name: str) -> str | None:
    read = article(f"A headline of a study\n\n{text}")
    start = read.body.index(name)
    sentence = read.sentence_at(start)
    assert sentence is not None
    at = start - sentence.start
    return doing_in(sentence, at, end=at + len(name))


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("between", [" ", " called ", ", ", ",  called "])
def test_a_maker_before_a_name_says_that_it_does_the_work(maker: str, between: str) -> None:
    """Each word that the pattern knows gets past the words that are looked for before it."""
    text = f"T cells for mice with lymphoma were tested by the {maker}{between}Orrin over a year."
    assert _doing(text, "Orrin") == "does"


def test_another_word_before_a_name_does_not() -> None:
    text = "T cells for mice with lymphoma were tested by the river called Orrin over a year."
    assert _doing(text, "Orrin") is None
