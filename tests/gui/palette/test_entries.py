"""Which entries the typed letters mean."""

from __future__ import annotations

import pytest

from curator.gui.palette.entries import Entry, matching

ENTRIES = (
    Entry("a", "Field", "Mark as not reported"),
    Entry("b", "Field", "Rest of this section: not reported"),
    Entry("c", "Registry", "Export as last time"),
    Entry("d", "Registry", "Report of notes"),
)


def ids(typed: str) -> list[str]:
    return [match.entry.id for match in matching(ENTRIES, typed)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["a", "b", "c", "d"]),
        ("not rep", ["a", "b", "d"]),
        ("NOT", ["a", "b", "d"]),
        ("export", ["c"]),
        ("manr", ["a"]),
        ("zebra", []),
    ],
)
def test_every_typed_word_must_be_there(typed: str, found: list[str]) -> None:
    assert ids(typed) == found


def test_the_matched_letters_are_known() -> None:
    match = matching(ENTRIES, "not rep")[0]
    label = match.entry.label
    assert "".join(label[n] for n in match.places) == "notrep"


def test_what_somebody_else_matched_is_always_shown() -> None:
    entry = Entry("x", "In the text", "no such words", always=True)
    assert matching([entry], "other")[0].entry is entry


def test_a_label_that_begins_so_comes_before_a_word_within() -> None:
    entries = [Entry(label, "Fields", label) for label in ("Target cell", "Cell source")]
    assert [one.entry.label for one in matching(entries, "ce")] == ["Cell source", "Target cell"]
