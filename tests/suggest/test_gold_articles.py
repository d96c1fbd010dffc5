"""What the rules get right of the invented articles is not lost again.

The figures are those of 2026-11-22; one value less, of each, is let pass.  They forecast nothing:
see ``gold_articles``.  Who betters a rule may write the better figures down here; who lowers one
says in DECISIONS what it was lost for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pytest

from tests.suggest.articles import FORM
from tests.suggest.gold_articles import READ, Score, articles, readings, scores, together

REACHED: Final[Mapping[str, tuple[int, int, int, int, int]]] = {
    # field: right, of so many proposed; found, of so many known; silent
    "report.title": (47, 48, 47, 47, 0),
    "report.author": (5, 5, 5, 6, 42),
    "report.date": (12, 12, 12, 13, 35),
    "institution": (48, 49, 49, 50, 11),
    "journal": (27, 27, 27, 27, 21),
    "investigator": (35, 36, 35, 38, 23),
    "disease": (44, 46, 44, 46, 6),
    "organism": (43, 43, 43, 45, 4),
    "n": (26, 27, 26, 26, 21),
    "therapy_class": (44, 44, 44, 44, 4),
    "product_name": (10, 10, 10, 10, 38),
    "target_antigen": (41, 41, 39, 39, 12),
    "payload": (19, 21, 19, 19, 30),
    "outcome": (117, 117, 110, 112, 7),
    "stage": (20, 20, 20, 20, 0),
    "phase": (5, 5, 5, 5, 15),
    "model": (4, 4, 4, 7, 13),
    "target_cell": (11, 11, 9, 10, 9),
    "cell_source": (8, 8, 8, 9, 11),
    "dose": (15, 15, 15, 19, 4),
    "route": (13, 13, 13, 14, 8),
    "comparator": (13, 13, 13, 18, 7),
    "follow_up": (5, 5, 5, 7, 13),
    "safety": (28, 29, 22, 24, 1),
}
"""Of how many articles have no value to propose, the last, is told by the articles."""

AT_MOST_LOST: Final = 3
"""Of all fields together: one in each would be too many."""


@pytest.mark.parametrize("key", REACHED)
def test_a_field_keeps_what_it_has_reached(key: str) -> None:
    right, proposed, found, known, silent = REACHED[key]
    score = scores()[key]
    assert score.known == known
    assert _share(score.right, score.proposed) >= (right - 1) / proposed, score.wrong
    assert score.found >= found - 1, score.missed
    assert score.silent >= silent - 1, score.wrong


def test_all_fields_together_keep_what_they_have_reached() -> None:
    right, proposed, found, _, silent = map(sum, zip(*REACHED.values(), strict=True))
    score = together(scores().values())
    assert _share(score.right, score.proposed) >= (right - AT_MOST_LOST) / proposed, score.wrong
    assert score.found >= found - AT_MOST_LOST, score.missed
    assert score.silent >= silent - AT_MOST_LOST, score.wrong


def test_every_field_that_was_read_is_held() -> None:
    assert tuple(REACHED) == READ


def test_readings_stand_in_their_articles_and_fit_the_form() -> None:
    texts = {article.id: article for article in articles()}
    assert len(texts) == 48
    for (name, key), ones in readings().items():
        field = FORM.field(key)
        assert field is not None, key
        assert key in texts[name].fields
        for one in ones:
            assert texts[name].text[one.start : one.end] == one.quote != ""
            assert one.status in ("reported", "optional", "vague")
            assert one.values
            if field.kind == "choice":
                held = field.main or field.as_part()
                assert all(held.choice(value) for value in one.values), one


def test_a_wrong_value_and_a_missed_one_are_counted() -> None:
    whole = together((Score(right=3, found=2), Score(wrong=[("c01", "x")], missed=[("c01", "y")])))
    assert (whole.right, whole.proposed, whole.found, whole.known) == (3, 4, 2, 3)


def _share(hits: int, of: int) -> float:
    return hits / of if of else 1.0
