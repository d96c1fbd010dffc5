"""The tables that are exported: one line a study, one line a value, one line a quote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from curator.domain.forms import Field, Form
from curator.domain.record_rows import empty_cell
from curator.export.cells import value_columns

LONG_HEADER: Final = (
    "study", "article", "field", "item", "part", "value", "term", "operator", "unit", "status",
    "basis", "scope", "stands", "quote", "change", "seal",
)  # fmt: skip
EVIDENCE_HEADER: Final = (
    "study", "article", "field", "item", "part", "text", "start", "end", "place", "quote",
    "prefix", "suffix", "seal",
)  # fmt: skip

Places = Callable[[str, Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What every table says of where it comes from.

    Attributes:
        seal: Of the last change of the registry that the table shows.
        vocabularies: The releases that the record's terms come from, sorted.
    """

    seal: str
    vocabularies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyRecord:
    """One study with its resolved record; ``cells`` as stored (``record_rows``)."""

    label: str
    name: str
    articles: Sequence[str]
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """The claims of one extraction, or of an article itself (``study`` "").

    Attributes:
        change: The change that brought the newest revision.
        stands: Pairs (field, item id) that the record stands on.
        article_id: Names the article to ``places``.
    """

    study: str
    article: str
    claims: Mapping[str, Any]
    change: int
    stands: frozenset[tuple[str, str]] = frozenset()
    article_id: str = ""


class WideTable:
    """One line a study: the record.  Missing states in their own columns, never in the value."""

    def __init__(self, form: Form, provenance: Provenance) -> None:
        self.fields = tuple(form.fields("extraction"))
        self._empty = tuple(
            (field.key, (empty_cell(field), "not_checked", "")) for field in self.fields
        )
        self._tail = (provenance.seal, "; ".join(provenance.vocabularies))
        self.header = (
            "study",
            "label",
            "articles",
            *(name for f in self.fields for name in (f.key, f"{f.key}__status", f"{f.key}__state")),
            "seal",
            "vocabularies",
        )

    def row(self, record: StudyRecord) -> list[str]:
        cells = record.cells
        line = [record.label, record.name, "; ".join(record.articles)]
        for key, empty in self._empty:
            cell = cells.get(key)
            line += cell or empty
        line += self._tail
        return line


def long_rows(form: Form, said: Iterable[Said], *, provenance: Provenance) -> Iterator[list[str]]:
    """One line per item and part, one for a status without items."""
    for one in said:
        fields = form.fields("extraction" if one.study else "article")
        for field in fields:
            claim = one.claims.get(field.key)
            if claim is not None:
                for line in _claim_rows(field, claim, said=one):
                    yield [*line, provenance.seal]


def _claim_rows(field: Field, claim: Mapping[str, Any], *, said: Said) -> Iterator[list[str]]:
    head = [said.study, said.article, field.key]
    change = str(said.change)
    if "items" not in claim:
        quote = _quote(claim.get("evidence", ()))
        status = claim["status"]
        yield [*head, "", "", "", "", "", "", status, "", "", "", quote, change]
        return
    for item in claim["items"]:
        stands = "yes" if (field.key, item["id"]) in said.stands else ""
        if not said.study:
            stands = "yes"
        own = item.get("own", {})
        for key, value in _values(field, item):
            mine = own.get(key, {})
            evidence = mine.get("evidence", item["evidence"])
            yield [
                *head, item["id"], key, *value_columns(value),
                mine.get("status", item["status"]), item["basis"], item["scope"], stands,
                _quote(evidence), change,
            ]  # fmt: skip


def _values(field: Field, item: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if not field.parts:
        yield "", item.get("value", "")
        return
    parts = item.get("parts", {})
    found = False
    for part in field.parts:
        if part.key in parts:
            found = True
            yield part.key, parts[part.key]
    if not found:
        yield "", ""


def _quote(evidence: Sequence[Mapping[str, Any]]) -> str:
    return evidence[0]["quote"] if evidence else ""


def evidence_rows(
    form: Form, said: Iterable[Said], *, provenance: Provenance, places: Places
) -> Iterator[list[str]]:
    """One line per piece of evidence; offsets are code points, half-open.

    ``places`` says of an article's id and of evidence in it where that stands: ``p. 4, Results``.
    """
    for one in said:
        for field in form.fields("extraction" if one.study else "article"):
            claim = one.claims.get(field.key)
            if claim is None:
                continue
            head = [one.study, one.article, field.key]
            for item, part, evidence in _all_evidence(claim):
                place = [
                    str(evidence["start"]),
                    str(evidence["end"]),
                    places(one.article_id, evidence),
                ]
                words = [evidence["quote"], evidence["prefix"], evidence["suffix"]]
                yield [*head, item, part, evidence["text"], *place, *words, provenance.seal]


def _all_evidence(claim: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for evidence in claim.get("evidence", ()):
        yield "", "", evidence
    for item in claim.get("items", ()):
        for evidence in item["evidence"]:
            yield item["id"], "", evidence
        for part, own in item.get("own", {}).items():
            for evidence in own.get("evidence", ()):
                yield item["id"], part, evidence
