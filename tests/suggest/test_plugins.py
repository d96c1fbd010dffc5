"""What a plug-in says is checked against the text and the form before anybody sees it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from curator.domain.claims import Quantity, Term
from curator.services.vocabularies import Vocabularies
from curator.suggest.plugins import (
    MOST,
    Answered,
    PluginError,
    PluginSuggestion,
    as_suggestions,
    find_quote,
    load_plugin,
)
from tests.suggest.articles import FORM

BODY = (
    "The cells release interleukin-12 (IL-12),\n  a protein. More than 70% of the mice lived, "
    "as the school in New York said. IL-12 helped."
)


def answered(*given: object) -> Answered:
    lookup = Vocabularies.load().best
    return as_suggestions(given, BODY, form=FORM, name="test", lookup=lookup)


def only(one: PluginSuggestion) -> Any:
    got = answered(one)
    assert not got.dropped
    return got.suggestions[0]


def test_words_become_what_the_field_holds() -> None:
    payload = only(PluginSuggestion("payload", "interleukin-12", "interleukin-12 (IL-12)"))
    assert payload.parts == {"agent": Term("IL-12", "CUR:IL-12")}
    assert BODY[payload.start : payload.end] == "interleukin-12 (IL-12)" == payload.quote
    assert payload.rule == "plugin:test"
    outcome = PluginSuggestion(
        "outcome", "> 70", "More than 70%", part="value", parts={"endpoint": "survival"}
    )
    assert only(outcome).parts == {"endpoint": "survival", "value": Quantity(">", "70")}
    kind = only(PluginSuggestion("therapy_class", "CAR-T", "cells"))
    assert (kind.value, kind.status) == ("car_t", "reported")


def test_what_a_field_cannot_hold_is_vague_with_its_words() -> None:
    got = only(PluginSuggestion("dose", "a small dose", "a protein"))
    assert got.status == "vague"


def test_white_space_of_a_quote_may_differ_and_the_quote_is_the_texts() -> None:
    got = only(PluginSuggestion("mechanism", "it helps", "(IL-12), a protein."))
    assert got.quote == "(IL-12),\n  a protein."


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (PluginSuggestion("payload", "IL-12", "the cells secrete IL-15"), "quote"),
        (PluginSuggestion("payload", "IL-12", ""), "quote"),
        (PluginSuggestion("payload", "IL-12", "IL-12", start=3), "quote"),
        (PluginSuggestion("no_such_field", "IL-12", "IL-12"), "field"),
        (PluginSuggestion("payload", "IL-12", "IL-12", part="no_such_part"), "value"),
        (PluginSuggestion("therapy_class", "", "cells"), "value"),
        (PluginSuggestion("stage", "clinical", "mice", part="x"), "value"),
        (PluginSuggestion("payload", "IL-12", "IL-12", status="certain"), "shape"),
        (PluginSuggestion("payload", "IL-12", "IL-12", score=float("nan")), "shape"),
        (PluginSuggestion("payload", "x" * 5_000, "IL-12"), "shape"),
        ({"field": "payload"}, "shape"),
        (None, "shape"),
    ],
)
def test_what_does_not_hold_is_dropped_and_counted(given: object, why: str) -> None:
    got = answered(given)
    assert got.suggestions == ()
    assert got.dropped == {why: 1}


def test_types_are_not_believed() -> None:
    wrong: Any = PluginSuggestion("payload", 12, "IL-12")  # type: ignore[arg-type]
    assert answered(wrong).dropped == {"shape": 1}


def test_a_flood_is_cut() -> None:
    def flood() -> Iterable[PluginSuggestion]:
        while True:
            yield PluginSuggestion("payload", "IL-12", "IL-12")

    lookup = Vocabularies.load().best
    got = as_suggestions(flood(), BODY, form=FORM, name="test", lookup=lookup)
    assert len(got.suggestions) == MOST
    assert got.dropped == {"many": 1}


def test_a_quote_that_stands_twice_is_found_where_the_plugin_says() -> None:
    assert find_quote(BODY, "IL-12") == (BODY.index("IL-12"), BODY.index("IL-12") + 5)
    last = BODY.rindex("IL-12")
    assert find_quote(BODY, "IL-12", start=last) == (last, last + 5)


def test_a_plugin_that_is_not_there_is_a_sentence() -> None:
    with pytest.raises(PluginError, match="no plug-in nobody") as caught:
        load_plugin("nobody", {})
    assert "local-model" in caught.value.hint
