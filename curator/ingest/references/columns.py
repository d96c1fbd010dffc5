"""What the columns of a list hold, by their headers."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from curator.domain.folding import fold

_HEADERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "kind": "type|item type|itemtype|document type|publication type|reference type|kind",
        "title": "title|article title|document title|primary title|name of article|titel|titre",
        "authors": "authors|author|author s|author names|author full names|creators|autor|autoren"
        "|auteurs|first author",
        "editors": "editors|editor|book editors",
        "year": "year|publication year|pub year|py|jahr|annee|year published",
        "date": "date|publication date|pub date|published|date published|entry date",
        "journal": "journal|journal title|source title|publication title|source|journal name"
        "|secondary title|container title|zeitschrift|publication name|journal book",
        "journal_short": "journal abbreviation|abbreviated journal|iso abbreviation"
        "|abbreviated source title|journal iso abbreviation",
        "volume": "volume|vol|band",
        "issue": "issue|number|no|heft|issue number",
        "pages": "pages|page|page range|seiten|article no|art no",
        "doi": "doi|doi link|digital object identifier",
        "pmid": "pmid|pubmed id|pubmedid",
        "pmcid": "pmcid|pmc id|pmc",
        "issn": "issn",
        "isbn": "isbn",
        "publisher": "publisher|verlag",
        "place": "place|place published|publisher location|city|publisher city",
        "language": "language|language of original document",
        "url": "url|link|urls|web address|website",
        "abstract": "abstract|abstract note|summary|zusammenfassung",
        "keywords": "keywords|author keywords|manual tags|tags|key words|mesh terms",
        "notes": "notes|note|comments|comment",
    }
)
_BY_HEADER: Final[Mapping[str, str]] = MappingProxyType(
    {header: field for field, headers in _HEADERS.items() for header in headers.split("|")}
)
FIELDS: Final = frozenset(_HEADERS)
"""What a column may hold: fields of a reference."""

_SHARE: Final = 5
"""A list of so few columns to each that says what articles say is one of readings."""

_APART: Final = re.compile(r"[\W_]+")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def guess_columns(headers: Sequence[str]) -> dict[str, str]:
    """Header to the field of a reference that it holds; headers that nobody knows are left out.

    Of several headers for one field the first stands, but for authors, keywords and notes.
    """
    guessed: dict[str, str] = {}
    used: set[str] = set()
    for header in headers:
        plain = _plain(header)
        field = _BY_HEADER.get(plain, "")
        if field and (field not in used or field in ("authors", "keywords", "notes")):
            guessed[header] = field
            used.add(field)
    return guessed


WRITTEN_AS_MEANING = ("field:", "status:")
"""A header that begins so means to say what an article says, also of a field that is not known."""


def reading_columns(headers: Sequence[str], fields: Collection[str]) -> list[str]:
    """Headers that say what an article says, where the list is one of readings; else none.

    One such column among many others makes no list of readings: a reference manager writes a
    country, too.

    Args:
        headers: Of the list.
        fields: Names of such columns, folded.
    """
    references = guess_columns(headers)
    found = [
        one
        for one in headers
        if one not in references
        and (fold(one) in fields or one.strip().lower().startswith(WRITTEN_AS_MEANING))
    ]
    written = any(":" in one or "__" in one for one in found)
    return found if written or len(found) > 1 or _SHARE * len(found) >= len(headers) else []


def _plain(header: str) -> str:
    """In lower case, with one blank between words: ``Source title``, ``SourceTitle``."""
    words = _APART.sub(" ", _CAMEL.sub(" ", header.strip(" \ufeff"))).strip().lower()
    return words if words in _BY_HEADER else _APART.sub(" ", header).strip(" \ufeff").lower()
