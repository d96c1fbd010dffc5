"""Entries of a JATS reference list as lines of text, punctuated where the file leaves that out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from lxml import etree

from curator.ingest.citations import bare_doi
from curator.ingest.jats_inline import words_of
from curator.ingest.xml_trees import attribute, children, first, local_name

_CITATIONS: Final = ("mixed-citation", "element-citation", "nlm-citation", "citation", "product")
_PEOPLE: Final = frozenset(("person-group", "name", "string-name", "collab", "etal", "anonymous"))
_PLACED: Final = frozenset(
    "year month day season volume issue fpage lpage page-range elocation-id".split()
)
_IDS: Final[Mapping[str, str]] = MappingProxyType(
    {"doi": "doi:", "pmid": "PMID: ", "pmc": "", "pmcid": ""}
)


def person(name: etree._Element) -> tuple[str, str]:
    """Family name (with suffix) and given names; an organisation is a family name alone."""
    family, given = first(name, "surname"), first(name, "given-names")
    if family is None and given is None:
        return words_of(name, without=frozenset(("xref", "aff", "address"))), ""
    suffix = words_of(first(name, "suffix"))
    return " ".join(one for one in (words_of(family), suffix) if one), words_of(given)


def _people(parts: Sequence[etree._Element]) -> str:
    names = []
    for part in parts:
        if local_name(part) == "person-group":
            inner = _people(list(children(part))) or words_of(part)
            role = attribute(part, "person-group-type")
            names.append(f"{inner} (eds)" if role == "editor" and inner else inner)
        elif local_name(part) == "etal":
            names.append("et al")
        else:
            names.append(" ".join(person(part)).strip())
    return ", ".join(one for one in names if one)


def _where(citation: etree._Element) -> str:
    """``2013;8(2):100-107`` from the parts."""
    got = {name: words_of(first(citation, name)) for name in _PLACED}
    pages = got["page-range"] or "-".join(p for p in (got["fpage"], got["lpage"]) if p)
    pages = ", ".join(p for p in (pages, got["elocation-id"]) if p)
    when = " ".join(p for p in (got["year"], got["season"], got["month"], got["day"]) if p)
    volume = got["volume"] + (f"({got['issue']})" if got["issue"] else "")
    place = volume + (f":{pages}" if pages else "")
    return ";".join(p for p in (when, place) if p)


def _identifier(part: etree._Element) -> str:
    kind = attribute(part, "pub-id-type")
    words = words_of(part)
    if kind == "doi":
        words = bare_doi(words)
    return f"{_IDS.get(kind, kind + ' ' if kind else '')}{words}" if words else ""


def _composed(citation: etree._Element) -> str:
    """An ``element-citation``: it has no punctuation of its own."""
    people = _people([one for one in children(citation) if local_name(one) in _PEOPLE])
    parts, placed = [people], False
    for one in children(citation):
        name = local_name(one)
        if name in _PEOPLE:
            continue
        if name in _PLACED:
            parts += [] if placed else [_where(citation)]
            placed = True
        elif name == "pub-id":
            parts.append(_identifier(one))
        else:
            parts.append(words_of(one))
    return " ".join(p if p.endswith((".", "?", "!")) else f"{p}." for p in parts if p)


def _is_punctuated(citation: etree._Element) -> bool:
    """Whether text stands between the parts, as it must in a ``mixed-citation``."""
    between = [citation.text, *(one.tail for one in citation)]
    return any(words and words.strip() for words in between)


def citation_words(citation: etree._Element) -> str:
    """One citation as a line of text."""
    return words_of(citation) if _is_punctuated(citation) else _composed(citation)


def _citations(entry: etree._Element) -> list[etree._Element]:
    found: list[etree._Element] = []
    for one in children(entry):
        if local_name(one) == "citation-alternatives":
            versions = list(children(one, *_CITATIONS))
            found += sorted(versions, key=lambda v: local_name(v) != "mixed-citation")[:1]
        elif local_name(one) != "label":
            found.append(one)
    return found


def entry_words(entry: etree._Element) -> str:
    """A ``ref`` as one line: its number or key, then what it cites."""
    parts = [words_of(first(entry, "label"))]
    parts += [
        citation_words(one) if local_name(one) in _CITATIONS else words_of(one)
        for one in _citations(entry)
    ]
    return " ".join(part for part in parts if part)
