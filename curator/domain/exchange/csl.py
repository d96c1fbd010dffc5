"""CSL-JSON: items to a reference and back.

Source: the schema csl-data.json of the Citation Style Language, 1.0.2.  Its ``custom`` holds what
it has no variable for, so that nothing is lost between two Curators.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from curator.domain.dates import is_date
from curator.domain.exchange.identifiers import doi_of, pmcid_of, pmid_of
from curator.domain.exchange.tags import held, joined_words, lines, one_line, split_words
from curator.domain.references import Reference, reference_from_json, reference_to_json

OURS: Final = "curator"
_LINE: Final[Mapping[str, str]] = {
    "type": "kind",
    "title": "title",
    "container-title": "journal",
    "container-title-short": "journal_short",
    "volume": "volume",
    "issue": "issue",
    "page": "pages",
    "ISSN": "issn",
    "ISBN": "isbn",
    "publisher": "publisher",
    "publisher-place": "place",
    "language": "language",
    "URL": "url",
}
_IDS: Final[Mapping[str, tuple[Callable[[str], str], str]]] = {
    "DOI": (doi_of, "doi"),
    "PMID": (pmid_of, "pmid"),
    "PMCID": (pmcid_of, "pmcid"),
}
_SHORT: Final = ("container-title-short", "journalAbbreviation")
_NAME_PARTS: Final = ("non-dropping-particle", "family", "given", "suffix", "literal")


def reference_from_csl(item: Mapping[str, Any]) -> Reference:
    """What an item says; variables without a place of their own stay in ``other``.

    Values that are no text stand there as JSON.
    """
    left = {str(key): value for key, value in item.items()}
    found: dict[str, Any] = {}
    for variable, name in _LINE.items():
        if isinstance(left.get(variable), (str, int)) and not isinstance(left[variable], bool):
            found[name] = one_line(held(str(left.pop(variable))))
    if not found.get("journal_short") and isinstance(left.get(_SHORT[1]), str):
        found["journal_short"] = one_line(held(left.pop(_SHORT[1])))
    for variable, (read, name) in _IDS.items():
        value = read(str(left.get(variable, "")))
        if value:
            found[name] = value
            del left[variable]
    for variable, name in (("author", "authors"), ("editor", "editors")):
        names = _names(left.get(variable))
        if names is not None:
            found[name] = names
            del left[variable]
    found |= _text(left)
    found |= _issued(left)
    custom, rest = _custom(left.pop("custom", None))
    if rest is not None:
        left["custom"] = rest
    other = [(held(key), _plain(value)) for key, value in left.items() if value not in ("", None)]
    given = custom.get("other")
    data = {
        **found,
        "other": other + _pairs(given if isinstance(given, list) else []),
        "source": "csl-json",
    }
    data |= {key: value for key, value in _ours(custom).items() if key != "other"}
    return reference_from_json(data)


def _text(left: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if isinstance(left.get("abstract"), str):
        found["abstract"] = lines(held(left.pop("abstract")))
    if isinstance(left.get("note"), str):
        note = lines(held(left.pop("note")))
        found["notes"] = [note] if note else []
    if isinstance(left.get("keyword"), str):
        found["keywords"] = list(split_words(held(left.pop("keyword"))))
    return found


def _names(value: Any) -> list[str] | None:
    """None where they are not as CSL has them, and so stay as they are."""
    if not isinstance(value, list):
        return None
    names: list[str] = []
    for one in value:
        if not isinstance(one, Mapping):
            return None
        if set(one) - set(_NAME_PARTS) - {"dropping-particle"}:
            return None
        if not all(isinstance(part, str) for part in one.values()):
            return None
        names.append(_name(one))
    return [name for name in names if name]


def _name(one: Mapping[str, str]) -> str:
    if one.get("literal"):
        return one_line(held(one["literal"]))
    family = f"{one.get('non-dropping-particle', '')} {one.get('family', '')}"
    given = f"{one.get('given', '')} {one.get('dropping-particle', '')}"
    parts = (one_line(held(part)) for part in (family, given, one.get("suffix", "")))
    return ", ".join(part for part in parts if part)


def _issued(left: dict[str, Any]) -> dict[str, str]:
    """Year and date of ``issued``; what it says besides stays."""
    issued = left.get("issued")
    if not isinstance(issued, Mapping):
        return {}
    parts = issued.get("date-parts")
    raw = issued.get("raw", issued.get("literal"))
    date = ""
    if isinstance(parts, list) and len(parts) == 1 and isinstance(parts[0], list):
        date = _date(parts[0])
    elif isinstance(raw, str) and is_date(raw):
        date = raw
    if not date:
        return {}
    if set(issued) <= {"date-parts"} or set(issued) <= {"raw"}:
        del left["issued"]
    return {"year": date[:4], "date": date if len(date) > 4 else ""}


def _date(parts: list[Any]) -> str:
    if not 1 <= len(parts) <= 3 or not all(isinstance(part, (int, str)) for part in parts):
        return ""
    words = [str(part) for part in parts if not isinstance(part, bool)]
    if not all(re.fullmatch(r"\d{1,4}", part, re.ASCII) for part in words):
        return ""
    date = "-".join([words[0].zfill(4), *(part.zfill(2) for part in words[1:])]) if words else ""
    return date if is_date(date) else ""


def _custom(value: Any) -> tuple[Mapping[str, Any], Any]:
    """Ours, and what is left of ``custom``."""
    if not isinstance(value, Mapping):
        return {}, value
    ours = value.get(OURS)
    rest = {key: one for key, one in value.items() if key != OURS}
    return (ours, rest or None) if isinstance(ours, Mapping) else ({}, value)


def _pairs(given: Iterable[Any]) -> list[tuple[str, str]]:
    return [
        (held(str(one[0])), held(str(one[1])))
        for one in given
        if isinstance(one, list) and len(one) == 2
    ]


def _ours(custom: Mapping[str, Any]) -> dict[str, Any]:
    """What of ours can be taken: texts, and lists of them."""
    return {
        key: [held(one) for one in value] if isinstance(value, list) else held(value)
        for key, value in custom.items()
        if (key in _MANY and isinstance(value, list) and all(isinstance(x, str) for x in value))
        or (key in _ONE and isinstance(value, str) and (key != "date" or is_date(value)))
    }


_MANY: Final = frozenset(("authors", "editors", "keywords", "notes"))
_ONE: Final = frozenset((*_LINE.values(), "year", "date", "doi", "pmid", "pmcid", "abstract"))


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return held(value)
    return held(json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True))


def csl_item(reference: Reference) -> dict[str, Any]:
    """The item; whatever its variables cannot hold stands under ``custom``, ``curator``."""
    data = reference_to_json(reference)
    item: dict[str, Any] = {
        variable: data[name] for variable, name in _LINE.items() if name in data
    }
    for variable, (_, name) in _IDS.items():
        if name in data:
            item[variable] = data[name]
    for variable, name in (("author", "authors"), ("editor", "editors")):
        if name in data:
            item[variable] = [_csl_name(one) for one in data[name]]
    date = reference.date or reference.year
    if is_date(date):
        item["issued"] = {"date-parts": [[int(part) for part in date.split("-")]]}
    if reference.abstract:
        item["abstract"] = reference.abstract
    if reference.keywords:
        item["keyword"] = joined_words(reference.keywords)
    if reference.notes:
        item["note"] = "\n\n".join(reference.notes)
    held_here, ours = _split(reference, item)
    item |= held_here
    back = reference_to_json(reference_from_csl(item))
    custom = {
        key: data.get(key, [] if key in _MANY else "")
        for key in (*_ONE, *sorted(_MANY))
        if data.get(key) != back.get(key)
    }
    if ours:
        custom["other"] = [list(pair) for pair in ours]
    if custom:
        item["custom"] = {**item.get("custom", {}), OURS: dict(sorted(custom.items()))}
    return item


def _csl_name(name: str) -> dict[str, str]:
    parts = name.split(", ")
    if len(parts) == 2 and all(parts):
        return {"family": parts[0], "given": parts[1]}
    if len(parts) == 3 and all(parts):
        return {"family": parts[0], "given": parts[1], "suffix": parts[2]}
    return {"literal": name}


def _split(
    reference: Reference, item: Mapping[str, Any]
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Of ``other``: what goes back into its own variable, and what only ``custom`` holds."""
    back: dict[str, Any] = {}
    ours: list[tuple[str, str]] = []
    for tag, value in reference.other:
        own = _value(value)
        free = reference.source == "csl-json" and tag not in item and tag not in back and not ours
        if free and (not isinstance(own, str) or own) and _goes_back(tag, own, value):
            back[tag] = own
        else:
            ours.append((tag, value))
    return back, ours


def _goes_back(tag: str, own: Any, value: str) -> bool:
    return tag != "custom" and reference_from_csl({tag: own}).other == ((tag, value),)


def _value(words: str) -> Any:
    """JSON where the words are JSON and no text."""
    if words[:1] not in "[{-0123456789tf":
        return words
    try:
        value = json.loads(words)
    except (ValueError, RecursionError):
        return words
    return value if _plain(value) == words else words
