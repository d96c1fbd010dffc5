"""What is suggested for the real sample articles that lie beside the project."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from curator.services.suggesting_here import Suggested
from curator.suggest.shown import shown_value, term_id
from curator.suggest.values import Suggestion
from tests.shared_data import SHARED
from tests.suggest.articles import FORM, RULES, given

NUMBERS: Final = ("000", "001", "002", "003", "004")


@cache
def text(seed: str) -> str:
    """The article as its file is decoded."""
    (path,) = (SHARED / "seeds").glob(f"{seed}_*.txt")
    return path.read_bytes().decode("utf-8")


@cache
def suggested(seed: str) -> Suggested:
    return RULES.suggest(given(text(seed)), FORM)


def of(found: Suggested, field: str, *, status: str = "reported") -> list[Suggestion]:
    """What is proposed for a field with that status, alternatives too."""
    return [one for one in found.suggestions if (one.field, one.status) == (field, status)]


def values(found: Suggested, key: str, *, status: str = "reported") -> list[str]:
    """The values proposed for a field, as a curator reads them."""
    field = FORM.field(key)
    assert field is not None
    return [shown_value(one, field) for one in of(found, key, status=status)]


def ids(found: Suggested, key: str) -> list[str | None]:
    """The ids of the terms proposed as reported."""
    field = FORM.field(key)
    assert field is not None
    return [term_id(one, field) for one in of(found, key)]


def span(seed: str, words: str) -> tuple[int, int]:
    """Where those words stand, once; any white space between them."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    (one,) = re.finditer(pattern, text(seed))
    return one.span()


def inside(found: Suggested, place: tuple[int, int]) -> list[tuple[str, str]]:
    """Field and quote of what is proposed as reported out of a part of the text."""
    start, end = place
    return [
        (one.field, one.quote)
        for one in found.suggestions
        if one.status == "reported" and one.start < end and start < one.end
    ]
