"""Reference records as JSON lines, in whatever keys a program wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from curator.domain.references import Reference, reference_from_json
from curator.ingest.matching.records import present, split_authors

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title", "article_title", "primary_title", "ti", "t1"),
    "year": ("year", "publication_year", "pub_year", "py", "issued"),
    "date": ("date", "publication_date"),
    "journal": ("journal", "container-title", "container_title", "secondary_title", "source"),
    "journal_short": ("journal_short", "journal_abbreviation", "alt_journal", "abbr_journal"),
    "volume": ("volume", "vol"),
    "issue": ("issue", "number"),
    "pages": ("pages", "page"),
    "doi": ("doi",),
    "pmid": ("pmid", "pubmed_id", "accession"),
    "issn": ("issn", "isbn"),
    "abstract": ("abstract",),
    "url": ("url",),
}


def reference_from_row(row: Mapping[str, Any]) -> Reference:
    """The reference of one JSON object; values may be text, numbers or lists of either."""
    keys = {str(key).strip().casefold(): key for key in row}
    given = {
        name: next((text for one in names if (text := _text(row.get(keys.get(one, ""))))), "")
        for name, names in _NAMES.items()
    }
    if not given["pages"]:
        given["pages"] = _between(row, keys)
    return reference_from_json({**given, "authors": _authors(row, keys)})


def _text(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, Mapping):
        return _text(value.get("date-parts") or value.get("raw"))
    if isinstance(value, list | tuple):
        return " ".join(filter(None, map(_text, value)))
    return present(str(value))


def _between(row: Mapping[str, Any], keys: Mapping[str, str]) -> str:
    first, last = (_text(row.get(keys.get(one, ""))) for one in ("start_page", "end_page"))
    return f"{first}-{last}" if first and last else first


def _authors(row: Mapping[str, Any], keys: Mapping[str, str]) -> tuple[str, ...]:
    for one in ("authors", "author", "au", "first_authors"):
        value = row.get(keys.get(one, ""))
        if isinstance(value, list | tuple):
            return tuple(filter(None, map(_author, value)))
        if text := _text(value):
            return split_authors(text)
    return ()


def _author(value: Any) -> str:
    if not isinstance(value, Mapping):
        return _text(value)
    family = next((t for key in ("family", "last", "lastname") if (t := _text(value.get(key)))), "")
    given = next((t for key in ("given", "first", "initials") if (t := _text(value.get(key)))), "")
    name = f"{family}, {given}" if family and given else family or given
    return name or _text(value.get("literal") or value.get("name"))
