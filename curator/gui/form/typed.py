"""What typed text is as a value: unlike a letter's words it is never bent into one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from curator.domain.checks import check_value, normal_identifier
from curator.domain.claims import Term, Value, Words
from curator.domain.dates import parse_date
from curator.domain.folding import fold
from curator.domain.forms import Part
from curator.domain.quantities import parse_number, parse_quantity
from curator.gui.form.values import TermLookup

KEEP: Final = "Alt+8 keeps the words as vague."


@dataclass(frozen=True, slots=True)
class Typed:
    """A value, None for empty text, or the sentence that says why there is none."""

    value: Value | None = None
    error: str = ""


def read_typed(part: Part, text: str, *, lookup: TermLookup | None) -> Typed:
    """Read what stands in an editor of that part."""
    words = text.strip() if part.kind == "long_text" else " ".join(text.split())
    return _READERS[part.kind](part, words, lookup) if words else Typed()


def as_words(text: str) -> Words:
    return Words(" ".join(text.split()))


def _plain(part: Part, words: str, _: TermLookup | None) -> Typed:
    return Typed(words, check_value(part, words))


def _identifier(part: Part, words: str, _: TermLookup | None) -> Typed:
    bare = normal_identifier(part.scheme or "", words)
    wrong = check_value(part, bare)
    return Typed(None, f"{wrong} {KEEP}") if wrong else Typed(bare)


def _number(_part: Part, words: str, _: TermLookup | None) -> Typed:
    # Words around a number ("12 or so") are fine in a selection; typed, they would be lost.
    found = parse_number(words) if parse_quantity(words) else None
    return Typed(found) if found else Typed(None, f"“{words}” is no number. {KEEP}")


def _quantity(_part: Part, words: str, _: TermLookup | None) -> Typed:
    found = parse_quantity(words) or parse_number(words)
    return Typed(found) if found else Typed(None, f"“{words}” is no number with a unit. {KEEP}")


def _date(_part: Part, words: str, _: TermLookup | None) -> Typed:
    found = parse_date(words)
    wrong = f"“{words}” is no date such as 2022, 2022-11, 2022-11-24. {KEEP}"
    return Typed(found) if found else Typed(None, wrong)


def _choice(part: Part, words: str, _: TermLookup | None) -> Typed:
    folded = fold(words)
    for choice in part.choices:
        if folded in map(fold, (choice.label, choice.key, *choice.synonyms)):
            return Typed(choice.key)
    return Typed(None, f"“{words}” is not in the list. {KEEP}")


def _term(part: Part, words: str, lookup: TermLookup | None) -> Typed:
    """Exactly a name of a term, otherwise the words, not mapped.

    “tumor-associated macrophage” must not turn into the macrophage that stands in it.
    """
    hits = lookup.suggest(part.vocabulary or "", words, limit=1) if lookup else []
    if hits and fold(hits[0].matched) == fold(words):
        return Typed(hits[0].term)
    return Typed(Term(words))


_READERS: Final[Mapping[str, Callable[[Part, str, TermLookup | None], Typed]]] = MappingProxyType(
    {
        "text": _plain,
        "long_text": _plain,
        "person": _plain,
        "link": _plain,
        "identifier": _identifier,
        "number": _number,
        "quantity": _quantity,
        "date": _date,
        "choice": _choice,
        "term": _term,
    }
)
