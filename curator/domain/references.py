"""A bibliographic record, as reference managers and databases keep them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Reference:
    """One record.  Everything is text as written; what was not given is empty.

    Attributes:
        kind: CSL type (``article-journal``, ``book``, ``chapter``, ``thesis``, ``webpage``, ...).
        title: Without markup, without a closing full stop that only the format put there.
        authors: ``Family, Given`` each; an organisation as it is.
        editors: As ``authors``.
        year: Four digits.
        date: Partial ISO date (``2022``, ``2022-11``, ``2022-11-24``), where more is known.
        journal: Or the title of the book that a chapter stands in.
        journal_short: Its abbreviation.
        pages: ``123-130`` or an article number.
        doi: Lower case, without a resolver in front.
        pmid: Digits.
        pmcid: ``PMC`` and digits.
        other: What the format gave besides: pairs of its own tag and the value, in its order, so
            that nothing is lost on the way back.
        source: The format that it was read from (``ris``, ``bibtex``, ``pubmed-xml``, ...).
    """

    kind: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    year: str = ""
    date: str = ""
    journal: str = ""
    journal_short: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    issn: str = ""
    isbn: str = ""
    publisher: str = ""
    place: str = ""
    language: str = ""
    url: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    other: tuple[tuple[str, str], ...] = ()
    source: str = ""


_MANY: Final = frozenset(("authors", "editors", "keywords", "notes"))


def reference_to_json(reference: Reference) -> dict[str, Any]:
    """Only what is there."""
    data: dict[str, Any] = {}
    for one in fields(Reference):
        value = getattr(reference, one.name)
        if value:
            data[one.name] = _plain(value)
    return data


def _plain(value: Any) -> Any:
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def reference_from_json(data: Mapping[str, Any]) -> Reference:
    """What ``reference_to_json`` wrote; unknown keys are left out.

    Raises:
        TypeError, ValueError: It is no such object.
    """
    given: dict[str, Any] = {}
    for one in fields(Reference):
        value = data.get(one.name)
        if value is None:
            continue
        if one.name == "other":
            given["other"] = tuple((str(tag), str(words)) for tag, words in value)
        elif one.name in _MANY:
            given[one.name] = tuple(str(words) for words in value)
        else:
            given[one.name] = str(value)
    return Reference(**given)
