"""JSON: OBO graphs, lists of records (ROR's dump), and lines of records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from curator.domain.terms import Parentage, Synonym, TermRow, VocabularyHeader
from curator.ingest.vocabularies.ids import name_of, own_prefix, tidy_id, tidy_ids
from curator.ingest.vocabularies.json_stream import JsonStream
from curator.ingest.vocabularies.records import organisation_of
from curator.ingest.vocabularies.sources import Source

_REPLACED: Final = ("IAO_0100001", "replaced_by", "replacedBy")
_MERGED: Final = "hasAlternativeId"
_CONSIDER: Final = "consider"
_VERSION: Final = "versionInfo"


class GraphTerms:
    """The terms of an OBO graph; what is a kind of what comes after them, as ``Parentage``.

    Source: https://github.com/geneontology/obographs (JSON schema of version 0.3).
    """

    def __init__(self, source: Source) -> None:
        self._json = JsonStream(source)
        self.header = VocabularyHeader()
        self.skipped = 0

    def __iter__(self) -> Iterator[TermRow | Parentage]:
        for key in self._json.members():
            if key != "graphs":
                self._json.skip()
                continue
            for _ in self._json.items():
                yield from self._graph()

    def _graph(self) -> Iterator[TermRow | Parentage]:
        for key in self._json.members():
            if key == "id":
                self._say(str(self._json.value()), "")
            elif key == "meta":
                self._say("", _version(self._json.value()))
            elif key == "nodes":
                for _ in self._json.items():
                    yield from self._node(self._json.value())
            elif key == "edges":
                for _ in self._json.items():
                    yield from _edge(self._json.value())
            else:
                self._json.skip()

    def _say(self, ontology: str, release: str) -> None:
        name = self.header.name or name_of(ontology)
        prefix = self.header.prefix or own_prefix(ontology)
        self.header = VocabularyHeader(name, self.header.release or release, prefix)

    def _node(self, node: Any) -> Iterator[TermRow]:
        if not isinstance(node, dict) or node.get("type") not in (None, "CLASS"):
            return
        label, term_id = str(node.get("lbl") or ""), str(node.get("id") or "")
        if not label or not term_id:
            self.skipped += 1
            return
        meta = node.get("meta")
        yield from _row(tidy_id(term_id), label, meta=meta if isinstance(meta, dict) else {})


class RecordTerms:
    """The terms of an array of records, or of one record after another."""

    def __init__(self, source: Source) -> None:
        self._json = JsonStream(source)
        self.header = VocabularyHeader()
        self.skipped = 0

    def __iter__(self) -> Iterator[TermRow]:
        if self._json.peek() == "[":
            for _ in self._json.items():
                yield from self._terms(self._json.value())
        else:
            while self._json.peek():
                yield from self._terms(self._json.value())

    def _terms(self, record: Any) -> Iterator[TermRow]:
        term = organisation_of(record) if isinstance(record, dict) else None
        if term is None:
            self.skipped += 1
        else:
            yield term


class LineTerms:
    """The terms of lines of JSON (JSONL)."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.header = VocabularyHeader()
        self.skipped = 0

    def __iter__(self) -> Iterator[TermRow]:
        for number, line in enumerate(self._source.lines(), start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise self._source.unreadable(
                    f"line {number} is no JSON", hint="Mend that line, or get the file again."
                ) from error
            term = organisation_of(record) if isinstance(record, dict) else None
            if term is None:
                self.skipped += 1
            else:
                yield term


def _version(meta: Any) -> str:
    if not isinstance(meta, dict):
        return ""
    if meta.get("version"):
        return str(meta["version"])
    for one in _dicts(meta.get("basicPropertyValues")):
        if str(one.get("pred", "")).endswith(_VERSION):
            return str(one.get("val", ""))
    return ""


def _row(term_id: str, label: str, *, meta: Mapping[str, Any]) -> Iterator[TermRow]:
    replaced, consider, merged = [], [], []
    for one in _dicts(meta.get("basicPropertyValues")):
        predicate, value = str(one.get("pred", "")), str(one.get("val", ""))
        if predicate.endswith(_REPLACED):
            replaced.append(value)
        elif predicate.endswith(_CONSIDER):
            consider.append(value)
        elif predicate.endswith(_MERGED):
            merged.append(value)
    synonyms = (
        Synonym(str(one.get("val", "")).strip(), _scope(str(one.get("pred", ""))))
        for one in _dicts(meta.get("synonyms"))
    )
    definition = meta.get("definition")
    words = str(definition.get("val", "")) if isinstance(definition, dict) else ""
    yield TermRow(
        term_id, label.strip(), tuple(synonyms), (), bool(meta.get("deprecated")),
        tidy_ids(replaced), tidy_ids(consider), words,
    )  # fmt: skip
    for old in tidy_ids(merged):
        yield TermRow(old, "", obsolete=True, replaced_by=(term_id,))


def _scope(predicate: str) -> str:
    low = predicate.casefold()
    return next((one for one in ("exact", "narrow", "broad") if one in low), "related")


def _edge(edge: Any) -> Iterator[Parentage]:
    if isinstance(edge, dict) and edge.get("pred") in ("is_a", "subClassOf"):
        below, above = str(edge.get("sub") or ""), str(edge.get("obj") or "")
        if below and above:
            yield Parentage(tidy_id(below), tidy_id(above))


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield one
