"""What a registry's answers do to its next suggestions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.claims import Term
from curator.ingest.workers import Parsers
from curator.services.learned import EVERY, answers_used, learn
from curator.services.registry import Registry
from curator.services.suggested import Proposed, SuggestionsOf
from curator.services.suggesting import Answer, SuggestionCache, answer_all, suggest_article
from tests.registries import ADA, import_words
from tests.services.suggesters import WordList

BODY = "The cells secrete IL-12, and IL-18 was measured in an assay."
WORDS = {"IL-12": Term("IL-12", "HGNC:5969"), "measured in an assay": Term("assay", "X:1")}


@pytest.fixture
def filled(sqlite_registry: Registry, tmp_path: Path, parsers: Parsers) -> Registry:
    import_words(sqlite_registry, tmp_path / "in", files={"a.txt": BODY}, parsers=parsers)
    return sqlite_registry


def suggested(registry: Registry, *, learning: bool, cache: SuggestionCache) -> SuggestionsOf:
    return suggest_article(
        registry, 1, author=None, suggester=WordList(WORDS), cache=cache, learning=learning
    )


def answered(one: Proposed, what: str, number: int) -> Answer:
    """An answer to such a suggestion in another article."""
    other = replace(one, key=f"{what}{number}", article=f"article {number // 4}")
    return Answer(other, what, "item" if what == "taken" else "")  # type: ignore[arg-type]


def answer_many(registry: Registry, right: Proposed, wrong: Proposed, *, times: int) -> None:
    several = [answered(right, "taken", at) for at in range(times)]
    several += [answered(wrong, "refused", at) for at in range(times // 3)]
    answer_all(registry, several, author=ADA)


def test_few_answers_teach_nothing(filled: Registry) -> None:
    first, second = suggested(filled, learning=True, cache=SuggestionCache()).proposed
    answer_many(filled, first, second, times=12)
    found = learn(filled)
    assert (found.model, found.validation) == (None, None)
    assert found.sentence.startswith("Nothing is learned yet:")


def test_what_is_always_refused_is_left_out_and_told(filled: Registry) -> None:
    cache = SuggestionCache()
    good, bad = suggested(filled, learning=True, cache=cache).proposed
    answer_many(filled, good, bad, times=60)
    after = suggested(filled, learning=True, cache=cache)
    assert [one.parts["agent"] for one in after.proposed] == [WORDS["IL-12"]]
    assert after.proposed[0].score > 0.8
    assert after.learned
    assert after.notes == ("1 suggestion is left out, as such ones are hardly ever taken here.",)
    plain = suggested(filled, learning=False, cache=cache)
    assert [(one.score, one.key) for one in plain.proposed] == [(0.8, good.key), (0.8, bad.key)]
    assert (plain.learned, plain.notes) == (False, ())


def test_it_is_reported_and_reproducible(filled: Registry) -> None:
    good, bad = suggested(filled, learning=True, cache=SuggestionCache()).proposed
    answer_many(filled, good, bad, times=60)
    first, second = learn(filled), learn(filled)
    assert first.model is not None
    assert second.model is not None
    assert first.model == second.model
    assert first.answers == 75
    assert first.validation is not None
    assert first.validation.helps
    assert first.sentence.startswith("On 75 answers in 5 parts, a right suggestion stands above")


@given(st.integers(0, 5_000))
def test_a_model_is_never_far_behind_and_seldom_made(count: int) -> None:
    used = answers_used(count)
    assert used <= count < used + max(EVERY, used // 10)
    assert answers_used(used) == used


def test_one_term_of_a_rule_can_be_what_is_wrong(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    """The two differ in nothing but the term: no other feature tells them apart."""
    words = {"IL-12": Term("IL-12", "HGNC:5969"), "assay": Term("assay", "X:1")}
    import_words(sqlite_registry, tmp_path / "in", files={"a.txt": BODY}, parsers=parsers)

    def of() -> SuggestionsOf:
        return suggest_article(sqlite_registry, 1, suggester=WordList(words))

    good, bad = of().proposed
    answer_many(sqlite_registry, good, bad, times=60)
    assert [one.parts["agent"] for one in of().proposed] == [words["IL-12"]]


def test_it_moves_only_every_so_many_answers(filled: Registry) -> None:
    good, bad = suggested(filled, learning=True, cache=SuggestionCache()).proposed
    answer_many(filled, good, bad, times=60)
    before = learn(filled).model
    answer_all(filled, [answered(bad, "refused", at) for at in range(100, 119)], author=ADA)
    assert learn(filled).model == before
    answer_all(filled, [answered(bad, "refused", 200)], author=ADA)
    assert learn(filled).answers == 75 + EVERY
    assert learn(filled).model != before
