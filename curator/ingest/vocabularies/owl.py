"""OWL as RDF/XML, element by element, in bounded memory.

pronto reads the whole ontology first (some hundred megabytes for each ten thousand terms); of OWL a
vocabulary needs nothing but names, parents and what is obsolete.  expat fetches nothing and ends a
file whose entities grow without end.

Source: W3C OWL 2 Mapping to RDF Graphs; oboInOwl for synonyms and replacements.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from xml.parsers import expat

from curator.domain.terms import Synonym, TermRow, VocabularyHeader
from curator.ingest.vocabularies.ids import name_of, own_prefix, tidy_id
from curator.ingest.vocabularies.sources import Source

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_OWL: Final = "http://www.w3.org/2002/07/owl#"
_ABOUT: Final = f"{_RDF} about"
_RESOURCE: Final = f"{_RDF} resource"
_ROOT: Final = f"{_RDF} RDF"
_CLASS: Final = f"{_OWL} Class"
_CLASSES: Final = (_CLASS, f"{_RDF} Description")
_ONTOLOGY: Final = f"{_OWL} Ontology"
_LANGUAGE: Final = "http://www.w3.org/XML/1998/namespace lang"
_SCOPES: Final[Mapping[str, str]] = {
    "hasExactSynonym": "exact",
    "hasNarrowSynonym": "narrow",
    "hasBroadSynonym": "broad",
    "hasRelatedSynonym": "related",
    "hasSynonym": "related",
    "altLabel": "exact",
}
_LONGEST_TEXT: Final = 100_000
_LONGEST_DEFINITION: Final = 2_000
_LABELS: Final = ("label", "prefLabel")
_VERSIONS: Final = ("versionIRI", "versionInfo")


class OwlTerms:
    """The terms of one file; ``header`` is known once they were read."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.header = VocabularyHeader()
        self.skipped = 0

    def __iter__(self) -> Iterator[TermRow]:
        walk = _Walk()
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = walk.start
        parser.EndElementHandler = walk.end
        parser.CharacterDataHandler = walk.text
        for chunk in self._source.unpacked():
            self._feed(parser, chunk, last=False)
            if walk.root and walk.root != _ROOT:
                raise self._source.unreadable(
                    "it is XML, but no OWL as RDF/XML",
                    hint="Save the ontology as RDF/XML or OBO (ROBOT: robot convert).",
                )
            yield from self._found(walk)
        self._feed(parser, b"", last=True)
        yield from self._found(walk)

    def _feed(self, parser: expat.XMLParserType, chunk: bytes, *, last: bool) -> None:
        try:
            parser.Parse(chunk, last)
        except expat.ExpatError as error:
            why = expat.ErrorString(error.code)
            raise self._source.unreadable(
                f"it is no sound XML (line {error.lineno}: {why})"
            ) from error

    def _found(self, walk: _Walk) -> Iterator[TermRow]:
        self.header = walk.header
        found, walk.terms = walk.terms, []
        self.skipped, walk.skipped = self.skipped + walk.skipped, 0
        yield from found


class _Walk:
    """What expat calls; keeps the terms that ended since it was last asked."""

    def __init__(self) -> None:
        self.root = ""
        self.header = VocabularyHeader()
        self.terms: list[TermRow] = []
        self.skipped = 0
        self._depth = 0
        self._subject = ""
        self._kind = ""
        self._words: list[str] = []
        self._length = 0
        self._resource = ""
        self._language = ""
        self._said: dict[str, list[str]] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            self.root = tag
        elif self._depth == 2:
            self._kind, self._subject = tag, attributes.get(_ABOUT, "")
            self._said = {}
        elif self._depth == 3:
            self._words, self._length = [], 0
            self._resource = attributes.get(_RESOURCE, "")
            self._language = attributes.get(_LANGUAGE, "")

    def text(self, words: str) -> None:
        if self._depth == 3 and self._length < _LONGEST_TEXT:
            self._words.append(words)
            self._length += len(words)

    def end(self, tag: str) -> None:
        if self._depth == 3:
            value = self._resource or "".join(self._words).strip()
            if value and (not self._language or self._language.casefold().startswith("en")):
                self._said.setdefault(tag.rpartition(" ")[2], []).append(value)
        elif self._depth == 2:
            self._subject_ended()
        self._depth -= 1

    def _subject_ended(self) -> None:
        if self._kind == _ONTOLOGY:
            name = name_of(self._subject)
            release = next((self._said[key][0] for key in _VERSIONS if key in self._said), "")
            self.header = VocabularyHeader(name, release, own_prefix(self._subject))
        elif self._kind in _CLASSES and self._subject and self._is_class():
            self._term_ended()

    def _is_class(self) -> bool:
        return self._kind == _CLASS or _OWL + "Class" in self._said.get("type", ())

    def _term_ended(self) -> None:
        said = self._said
        label = next((said[key][0] for key in _LABELS if key in said), "")
        if not label:
            self.skipped += 1
            return
        term_id = tidy_id(self._subject)
        self.terms.append(
            TermRow(
                term_id,
                label,
                tuple(Synonym(one, _SCOPES[key]) for key in _SCOPES for one in said.get(key, ())),
                self._ids("subClassOf"),
                said.get("deprecated", [""])[0].casefold() in ("true", "1"),
                self._ids("IAO_0100001", "replacedBy"),
                self._ids("consider"),
                said.get("IAO_0000115", [""])[0][:_LONGEST_DEFINITION],
            )
        )
        merged = self._ids("hasAlternativeId")
        self.terms.extend(TermRow(one, "", obsolete=True, replaced_by=(term_id,)) for one in merged)

    def _ids(self, *keys: str) -> tuple[str, ...]:
        """The ids that stand there; a nested restriction leaves nothing."""
        return tuple(tidy_id(one) for key in keys for one in self._said.get(key, ()))
