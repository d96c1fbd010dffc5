"""The keys of all that could be a name, window by window."""

from __future__ import annotations

import pytest

from curator.domain.names import words_of
from curator.suggest import possible_names
from curator.suggest.matcher import mentions, read
from tests.suggest.names_in_memory import FewNames


def test_no_name_begins_or_ends_with_a_word_that_says_nothing() -> None:
    (window,) = read("the cancer of the lung", longest=5).keys
    assert sorted(window.keys) == ["cancer", "cancer of the lung", "lung"]


def test_a_name_has_no_more_words_than_the_longest_one() -> None:
    (window,) = read("acute lung injury", longest=2).keys
    assert sorted(window.keys) == ["acute", "acute lung", "injury", "lung", "lung injury"]


def test_a_book_is_read_window_by_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(possible_names, "WINDOW", 3)
    text = "They saw lung cancer, breast cancer, lung cancer and more lung cancer again."
    names = {"diseases": FewNames({"A": ["lung cancer"], "B": ["breast cancer"]})}
    assert len(words_of(text)) > 3
    assert [one.term_id for one in mentions(text, names)] == ["A", "B", "A", "A"]
