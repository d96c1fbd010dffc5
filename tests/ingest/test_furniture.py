"""The two passes that find an article among a page's lines."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.ingest.furniture import chosen_lines, is_page, main_lines, main_scores, weigh
from curator.ingest.furniture_weights import FIRST_PASS, SECOND_PASS
from curator.ingest.line_features import features, take_apart
from curator.ingest.page_features import page_features
from curator.ingest.page_runs import core, run_lengths, run_masses, smoothed
from curator.ingest.sums import Sums
from tests.bench.furniture_training import Page, folds, made_pages, saved_pages, site_of
from tests.ingest.pages import BODY, FLATTENED, HEADLINE, PARAGRAPHS
from tests.shared_data import needs_shared

LINES = [line for line in FLATTENED.split("\n") if line.strip()]
numbers = st.lists(st.floats(-10, 10), max_size=30)


@given(numbers, st.integers(-40, 40), st.integers(0, 40))
def test_a_window_has_the_mean_of_its_lines(column: list[float], first: int, width: int) -> None:
    last = first + width
    means = Sums(column, outside=7.0).means(first, last)
    assert len(means) == len(column)
    for at, mean in enumerate(means):
        window = column[max(0, at + first) : max(0, at + last)]
        assert mean == pytest.approx(sum(window) / len(window) if window else 7.0, abs=1e-9)


def test_the_core_is_the_run_with_most_of_the_likely_text() -> None:
    guesses = [0.1, 0.9, 0.1, 0.1, 0.9, 0.4, 0.9, 0.1]
    assert core(guesses, [100, 60, 400, 100, 400, 20, 300, 100]) == (4, 7)


def test_smoothing_lifts_a_short_line_among_paragraphs_and_drops_a_lone_one() -> None:
    guesses = [0.05, 0.05, 0.7, 0.05, 0.05, 0.95, 0.95, 0.3, 0.95, 0.95]
    sizes = [200, 200, 40, 200, 200, 300, 300, 20, 300, 300]
    smooth = smoothed(guesses, sizes, stay=0.97)
    assert smooth[2] < 0.2
    assert smooth[7] > 0.9
    assert run_masses(smooth, guesses, sizes=sizes)[:5] == [0.0] * 5


def test_run_lengths() -> None:
    assert run_lengths([True, True, False, True]) == [2, 2, 1, 1]
    assert run_lengths([]) == []


@given(st.lists(st.text(min_size=1, max_size=200), min_size=1, max_size=30))
def test_any_lines_have_a_probability_each(lines: list[str]) -> None:
    scores = main_scores(lines)
    assert len(scores) == len(lines)
    assert all(0 <= score <= 1 and math.isfinite(score) for score in scores)
    assert len(main_lines(lines)) == len(lines)


def test_a_script_without_spaces_has_words_too() -> None:
    line = take_apart("この細胞療法は、卵巣がんの患者に対して有効であると研究者は述べた。")
    assert len(line.words) > 15
    assert {"細胞", "療法", "卵巣", "患者"} <= line.content
    assert line.ends


def test_every_column_has_a_weight() -> None:
    page = [take_apart(line) for line in LINES]
    looks = features(page)
    assert len(FIRST_PASS) == 1 + len(looks)
    guesses = weigh(FIRST_PASS, looks)
    assert len(SECOND_PASS) == 1 + len(page_features(guesses, page, looks=looks))


def test_paragraphs_score_above_navigation() -> None:
    scores = dict(zip(LINES, main_scores(LINES), strict=True))
    assert min(scores[one] for one in PARAGRAPHS) > 0.7
    assert max(scores[one] for one in ("  • Home", "  • Facebook", "About Us")) < 0.2


def test_a_page_is_told_from_an_article_by_its_fragments() -> None:
    assert is_page(LINES)
    assert not is_page([HEADLINE, *BODY.split("\n\n"), "Funding", "None was received."])


def test_a_table_of_numbers_makes_no_page() -> None:
    cells = [f"{row}.{column} ± 0.{column}" for row in range(9) for column in range(4)]
    lines = [HEADLINE, *PARAGRAPHS, "Table 1", *cells, PARAGRAPHS[0]]
    assert not is_page(lines)
    assert all(main_lines(lines))


def test_headings_between_paragraphs_are_taken_back() -> None:
    lines = ["Menu", "Home", PARAGRAPHS[0], "What comes next", PARAGRAPHS[1], "Related", "Storm"]
    scores = [0.0, 0.0, 1.0, 0.2, 1.0, 0.0, 0.0]
    assert chosen_lines(lines, scores) == [False, False, True, True, True, False, False]


def test_where_no_article_is_found_nothing_but_the_obvious_is_folded() -> None:
    lines = [*(f"Link {number}" for number in range(12)), "© 2024 Daily Bench"]
    assert main_lines(lines) == [True] * 12 + [False]


def test_where_hardly_a_line_is_likely_the_likeliest_are_kept() -> None:
    marks = ["Comments", "Related stories", "Most read"]
    lines = [*(f"Link {number}" for number in range(12)), *marks, PARAGRAPHS[0]]
    scores = [*[0.01] * 15, 0.3]
    assert chosen_lines(lines, scores) == [*[False] * 15, True]
    assert all(chosen_lines([*lines[:12], PARAGRAPHS[0]], [*[0.01] * 12, 0.3]))


def test_pages_of_one_site_are_never_in_two_folds() -> None:
    assert site_of("https://www.news.example.co.uk/a/b?c=d") == "example.co.uk"
    assert site_of("http://blog.example.org/a") == site_of("https://www.example.org/")
    pages = [
        Page(str(number), frozenset((f"site{number // 2}",)), LINES, [True] * len(LINES))
        for number in range(12)
    ]
    assigned = folds(pages, 3, seed=4)
    assert sorted(assigned) == sorted({site for page in pages for site in page.sites})
    assert set(assigned.values()) == {0, 1, 2}


def test_made_pages_have_one_article_and_its_labels() -> None:
    labels = [line in PARAGRAPHS for line in LINES]
    other = [f"{line} Elsewhere." for line in LINES]
    pages = [
        Page("a", frozenset(("a",)), LINES, labels),
        Page("b", frozenset(("b",)), other, labels),
    ]
    made = list(made_pages(pages, seed=1))
    assert made
    for page in made:
        assert page.sites == {"a", "b"}
        assert len(page.texts) == len(page.labels)
        assert sum(page.labels) == len(PARAGRAPHS)


@needs_shared
def test_on_the_pages_that_it_learned_from_nine_tenths_are_right() -> None:
    """A guard against a break; ``python -m tests.bench furniture`` has the figure."""
    hit = wrong = missed = 0
    for page in saved_pages()[::4]:
        for text, label, is_kept in zip(
            page.texts, page.labels, main_lines(page.texts), strict=True
        ):
            hit += len(text) * (label and is_kept)
            wrong += len(text) * (is_kept and not label)
            missed += len(text) * (label and not is_kept)
    assert 2 * hit / (2 * hit + wrong + missed) > 0.92
