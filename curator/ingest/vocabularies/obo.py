"""OBO, stanza by stanza, in whatever dialect: what a strict parser refuses is read all the same.

fastobo 0.14 refuses three of the eleven files that this was tried on (an unquoted reference with a
colon) and takes some fifteen times as long.

Source: The OBO Flat File Format Guide, version 1.4 and 1.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from curator.domain.terms import SCOPES, Synonym, TermRow, VocabularyHeader
from curator.ingest.vocabularies.ids import name_of, own_prefix, tidy_id
from curator.ingest.vocabularies.sources import LONGEST, Source

_LINE: Final = re.compile(
    r"\n(synonym|is_a|id|name|def|is_obsolete|alt_id|consider|replaced_by"
    rf"|(?:{'|'.join(SCOPES)})_synonym): (.*)"
)
"""The lines that say what is kept of a term; all others are passed over at once."""
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"[ \t]*([A-Z]*)')
_HEADER: Final = re.compile(
    r"^(data-version|ontology|date|property_value):[ \t]*(.*)", re.MULTILINE
)
_VERSION: Final = re.compile(r'\S*(?:versionInfo|versionIRI)\s+"?([^"\s]+)')
_ESCAPED: Final = re.compile(r"\\(.)")
_SPECIAL: Final[Mapping[str, str]] = {"n": "\n", "W": " ", "t": "\t"}
_SCOPE: Final[Mapping[str, str]] = {scope.upper(): scope for scope in SCOPES}
_LONGEST_DEFINITION: Final = 2_000
_NEW: Final = tuple.__new__
"""Makes a row as its class does, in half of the time."""


class OboTerms:
    """The terms of one file; ``header`` is known once the first was read."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.header = VocabularyHeader()
        self.skipped = 0

    def __iter__(self) -> Iterator[TermRow]:
        stanzas = _stanzas(self._source)
        self.header = _header(next(stanzas, ""))
        for stanza in stanzas:
            if stanza.startswith("Term]"):
                yield from self._terms(stanza)

    def _terms(self, stanza: str) -> Iterator[TermRow]:
        term_id = label = definition = ""
        synonyms: list[Synonym] = []
        parents: list[str] = []
        further: dict[str, list[str]] = {}
        # The tags that most lines have come first: this loop is half of the time of reading.
        for tag, value in _LINE.findall(stanza):
            if tag == "synonym":
                synonyms.append(_synonym(value))
            elif tag == "is_a":
                parents.append(_reference(value))
            elif tag == "id":
                term_id = term_id or _reference(value)
            elif tag == "name":
                label = label or _plain(value)
            elif tag == "def":
                definition = _quoted(value)[:_LONGEST_DEFINITION]
            elif tag.endswith("_synonym"):
                synonyms.append(Synonym(_quoted(value), tag.removesuffix("_synonym")))
            else:
                further.setdefault(tag, []).append(value)
        if not term_id or not label:
            self.skipped += 1
            return
        row = (term_id, label, tuple(synonyms), tuple(parents))
        if not further:
            yield _NEW(TermRow, (*row, False, (), (), definition))
            return
        yield TermRow(
            *row,
            further.get("is_obsolete", ("",))[-1].startswith("true"),
            tuple(map(_reference, further.get("replaced_by", ()))),
            tuple(map(_reference, further.get("consider", ()))),
            definition,
        )
        for merged in further.get("alt_id", ()):
            yield TermRow(_reference(merged), "", obsolete=True, replaced_by=(term_id,))


def _stanzas(source: Source) -> Iterator[str]:
    """The header, then each stanza without the bracket that opens it."""
    left = "\n"
    for chunk in source.text():
        *whole, left = (left + chunk).split("\n[")
        yield from whole
        if len(left) > LONGEST:
            raise source.unreadable("one of its terms is longer than 16 million characters")
    yield left


def _header(words: str) -> VocabularyHeader:
    said: dict[str, str] = {}
    for tag, value in _HEADER.findall(words):
        if tag != "property_value":
            said.setdefault(tag, value.strip())
        elif match := _VERSION.match(value):
            said.setdefault("version", match[1])
    ontology = said.get("ontology", "")
    release = said.get("data-version", "") or said.get("version", "")
    return VocabularyHeader(name_of(ontology), release, own_prefix(ontology))


def _reference(value: str) -> str:
    """The id at the start of a value, without the comment and modifiers behind it."""
    word = _first_word(value)
    return tidy_id(_plain(word)) if "/" in word or "\\" in word else word


def _first_word(value: str) -> str:
    words = value.split(None, 1)
    return words[0] if words else ""


def _synonym(value: str) -> Synonym:
    name, _, rest = value[1:].partition('"')
    if value.startswith('"') and "\\" not in name:
        return _NEW(Synonym, (name.strip(), _SCOPE.get(_first_word(rest), "related")))
    match = _QUOTED.match(value)
    if match is None:
        return Synonym(_plain(value), "related")
    return Synonym(_plain(match[1]), _SCOPE.get(match[2], "related"))


def _quoted(value: str) -> str:
    if value.startswith('"'):
        words = value[1:].partition('"')[0]
        if "\\" not in words:
            return words.strip()
    match = _QUOTED.match(value)
    return _plain(match[1] if match else value)


def _plain(value: str) -> str:
    if "\\" in value:
        value = _ESCAPED.sub(lambda found: _SPECIAL.get(found[1], found[1]), value)
    return value.strip()
