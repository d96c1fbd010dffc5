"""Read a vocabulary of whichever format, known by what stands in the file and not by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Final, Protocol

from curator.domain.terms import Parentage, TermRow, VocabularyHeader
from curator.ingest.vocabularies.delimited import DelimitedTerms
from curator.ingest.vocabularies.ids import release_of
from curator.ingest.vocabularies.json_files import GraphTerms, LineTerms, RecordTerms
from curator.ingest.vocabularies.obo import OboTerms
from curator.ingest.vocabularies.owl import OwlTerms
from curator.ingest.vocabularies.sources import Source

_LOOKED_AT: Final = 1 << 16
_ENDINGS: Final = (".gz", ".obo", ".owl", ".json", ".jsonl", ".ndjson", ".tsv", ".csv", ".txt")
_OBO: Final = re.compile(r"^(?:format-version:|ontology:|\[(?:Term|Typedef|Instance)\])", re.M)
_GRAPH: Final = re.compile(r'\{\s*"(?:graphs|meta|@context)"')
_OTHER_OWL: Final = re.compile(r"\A\s*(?:Prefix\(|Ontology\(|Prefix:|Ontology:|@prefix|@base)")
_PAGE: Final = re.compile(r"\A\s*<(?:!doctype html|html)", re.IGNORECASE)
_DATED: Final = re.compile(r"[-_.]?v?(?:19|20)\d{2}-?[01]\d-?[0-3]\d")


class Terms(Protocol):
    """The terms of one file of one format."""

    header: VocabularyHeader
    skipped: int

    def __iter__(self) -> Iterator[TermRow | Parentage]: ...


class VocabularyReader:
    """The terms of a vocabulary file, as they come.

    ``header`` is complete once all were read: some formats say their release at the end.
    """

    def __init__(self, source: Source, terms: Terms) -> None:
        self._source, self._terms = source, terms
        self._stem = _stem(source.name)

    def __iter__(self) -> Iterator[TermRow | Parentage]:
        return iter(self._terms)

    @property
    def header(self) -> VocabularyHeader:
        """What the file says of itself, or else what its name says."""
        said = self._terms.header
        release = release_of(said.release) or release_of(*_DATED.findall(self._source.name))
        name = said.name or _DATED.sub("", self._stem).strip("-_.").lower() or "vocabulary"
        return replace(said, name=name, release=release)

    @property
    def file(self) -> str:
        """What messages call the file."""
        return self._source.name

    @property
    def skipped(self) -> int:
        """Entries without an id or a label."""
        return self._terms.skipped

    @property
    def guessed(self) -> bool:
        """Whether nothing in it says that its lines are terms; known once it was read."""
        return isinstance(self._terms, DelimitedTerms) and self._terms.guessed

    @property
    def cut_off(self) -> bool:
        """Whether it is OBO that ends in the middle of a line; known once it was read."""
        return isinstance(self._terms, OboTerms) and self._source.open_ended

    @property
    def done(self) -> int:
        """Bytes read so far, of ``size``."""
        return self._source.read_bytes

    @property
    def size(self) -> int:
        """Bytes of the file; 0 where it is not known."""
        return self._source.size

    @property
    def digest(self) -> str:
        """SHA-256 of the file as it lies there, once all was read; 64 hex digits."""
        return self._source.digest

    def close(self) -> None:
        self._source.close()


def read_vocabulary(file: Path | IO[bytes], *, name: str = "") -> VocabularyReader:
    """The terms of a file: OBO, OBO-graph JSON, OWL (RDF/XML), TSV, CSV, JSONL, or gzip of these.

    Args:
        file: Its path, or its bytes as they come.
        name: What messages call it; the file's own name where it is a path.

    Raises:
        UnreadableInputError: It cannot be opened, or is none of these; also later, while reading.
    """
    source = Source(file, name=name)
    try:
        return VocabularyReader(source, _terms(source))
    except BaseException:
        source.close()
        raise


def _terms(source: Source) -> Terms:
    start = source.start(_LOOKED_AT).lstrip()
    if not start:
        raise source.unreadable("it is empty")
    if _PAGE.match(start):
        raise source.unreadable("it is a web page", hint="Download the file itself.")
    if _OTHER_OWL.match(start):
        raise source.unreadable(
            "it is OWL, but not as RDF/XML",
            hint="Save the ontology as RDF/XML or OBO (ROBOT: robot convert).",
        )
    if start.startswith("<"):
        return OwlTerms(source)
    if start.startswith("["):
        return OboTerms(source) if _OBO.match(start) else RecordTerms(source)
    if start.startswith("{"):
        return _json_terms(source, start)
    return OboTerms(source) if _OBO.search(start) else DelimitedTerms(source)


def _json_terms(source: Source, start: str) -> Terms:
    if _GRAPH.match(start):
        return GraphTerms(source)
    first = start.partition("\n")[0].rstrip()
    return LineTerms(source) if first.endswith("}") or first == start else RecordTerms(source)


def _stem(name: str) -> str:
    stem = Path(name).name
    for ending in _ENDINGS:
        stem = stem.removesuffix(ending)
    return stem
