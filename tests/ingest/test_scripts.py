"""Raised text says that it is raised."""

from __future__ import annotations

import pytest

from curator.ingest.scripts import raised


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("7", "⁷"),
        ("-1", "⁻¹"),
        ("12,13", "¹²˒¹³"),
        ("4–6", "⁴⁻⁶"),
        ("*", "*"),
        ("th", "th"),
        ("[12]", "[12]"),
        ("a", "^(a)"),
        ("2x", "^(2x)"),
        (" ", " "),
        ("", ""),
    ],
)
def test_raised(words: str, expected: str) -> None:
    assert raised(words) == expected
