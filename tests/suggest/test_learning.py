"""Learning from decisions: reproducible, of use only where there is something to learn."""

from __future__ import annotations

import random
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.suggest.learning import (
    Example,
    cross_validate,
    enough,
    quality,
    train,
    with_place,
)


def decisions(count: int, *, seed: int = 7, chance: dict[str, float]) -> list[Example]:
    """Suggestions of rules that are right as often as given, with scores that say nothing."""
    dice = random.Random(seed)
    found = []
    for number in range(count):
        rule = dice.choice(sorted(chance))
        score = round(0.5 + dice.random() / 2, 3)
        features = {"score": score, "how far down": round(dice.random(), 3)}
        found.append(
            Example(
                features=with_place(features, rule=rule, field="payload"),
                right=dice.random() < chance[rule],
                score=score,
                group=f"article {number // 6}",
            )
        )
    return found


def test_the_same_decisions_give_the_same_model() -> None:
    given = decisions(120, chance={"good": 0.9, "bad": 0.2})
    first = train(given)
    assert train(list(given)) == first
    assert train(given[1:]) != first
    assert first.examples == 120


def test_the_order_of_the_features_does_not_matter() -> None:
    given = decisions(60, chance={"good": 0.9, "bad": 0.2})
    turned = [
        Example(dict(reversed(list(one.features.items()))), one.right, one.score, one.group)
        for one in given
    ]
    assert train(given) == train(turned)


def test_what_is_often_wrong_is_less_likely() -> None:
    model = train(decisions(300, chance={"good": 0.95, "bad": 0.2}))
    features = {"score": 0.8, "how far down": 0.3}
    good = model.chance(with_place(features, rule="good", field="payload"))
    bad = model.chance(with_place(features, rule="bad", field="payload"))
    unknown = model.chance(with_place(features, rule="never seen", field="payload"))
    assert good > 0.85
    assert bad < 0.35
    assert bad < unknown < good
    heaviest = sorted(filter(None, model.weights), key=lambda name: -abs(model.weights[name]))
    assert set(heaviest[:2]) == {"rule good", "rule bad"}


def test_it_finds_the_optimum_of_its_loss() -> None:
    """One feature, always 1: the chance is the share of right ones, pulled a little to one half."""
    given = [Example({}, right=at < 30, score=0.5) for at in range(40)]
    model = train(given, steps=400)
    assert model.chance({}) == pytest.approx(0.75, abs=0.001)
    assert model.weights[""] == pytest.approx(log(3), abs=0.01)


def test_cross_validation_reports_a_gain_where_there_is_one() -> None:
    report = cross_validate(decisions(300, chance={"good": 0.95, "bad": 0.2}))
    assert (report.examples, report.folds) == (300, 5)
    assert report.without.ranked == pytest.approx(0.5, abs=0.08)
    assert (report.learned.ranked or 0) > 0.8
    assert (report.learned.precision or 0) > (report.without.precision or 0) + 0.2
    assert report.helps


def test_cross_validation_reports_none_where_there_is_nothing_to_learn() -> None:
    dice = random.Random(3)
    sure = []
    for number in range(200):
        right = dice.random() < 0.5
        score = 0.97 if right else 0.03
        sure.append(Example({"noise": dice.random()}, right, score, f"article {number // 5}"))
    report = cross_validate(sure)
    assert report.without.ranked == 1.0
    assert not report.helps


def test_an_article_is_never_in_two_parts() -> None:
    """Each article's label is in its features: only by seeing it could it be told."""
    given: list[Example] = []
    dice = random.Random(5)
    for article in range(60):
        right = dice.random() < 0.5
        given += [Example({f"is {article}": 1.0}, right, 0.5, str(article))] * 4
    assert cross_validate(given).learned.ranked == pytest.approx(0.5, abs=0.2)
    assert train(given).chance({"is 0": 1.0}) != pytest.approx(0.5, abs=0.01)


def test_quality_counts_pairs_and_what_is_kept() -> None:
    found = quality([0.9, 0.4, 0.6, 0.1], [True, True, False, False])
    assert (found.ranked, found.kept, found.precision, found.recall) == (0.75, 2, 0.5, 0.5)
    assert quality([0.5, 0.5], [True, False]).ranked == 0.5
    assert quality([], []).ranked is None


def test_too_few_of_a_kind_are_not_enough() -> None:
    right = [Example({}, True, 0.9)] * 40
    wrong = [Example({}, False, 0.9)] * 5
    assert not enough(right)
    assert not enough(right + wrong[:4])
    assert enough(right + wrong)
    assert not enough(right[:20] + wrong)


@given(
    st.lists(
        st.tuples(
            st.dictionaries(
                st.sampled_from("abcd"), st.floats(-1e6, 1e6, allow_nan=False), max_size=4
            ),
            st.booleans(),
        ),
        max_size=30,
    )
)
def test_any_numbers_give_a_chance(given: list[tuple[dict[str, float], bool]]) -> None:
    model = train([Example(features, right, 0.5) for features, right in given], steps=20)
    for features, _ in given:
        assert 0.0 <= model.chance(features) <= 1.0
