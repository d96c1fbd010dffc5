"""Lists of readings: each row an article and what somebody read in it, as claims, by ``apply``.

Nothing of a row can be evidence: its claims carry a note that says from where they are, and the
checks of the article show that their words are missing.
"""

from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.cell_claims import claim_of_cell, status_of
from curator.domain.checks import check_claim
from curator.domain.claims import (
    REPORTED,
    Claim,
    Term,
    Value,
    claims_from_json,
    claims_to_json,
)
from curator.domain.documents import EXTRACTION
from curator.domain.errors import Cancelled, CuratorError
from curator.domain.folding import fold
from curator.domain.forms import Form
from curator.domain.identity import article_label, study_label
from curator.ingest.values import ReadOptions, SourceFile
from curator.ingest.workers import Parsers
from curator.services.applying import apply_readings
from curator.services.article_finder import ArticleFinder, Wanted
from curator.services.importing import bring_in, stage
from curator.services.list_columns import ARTICLE as ARTICLE_COLUMN
from curator.services.list_columns import FIELD, LABEL, REFERENCE_MEANINGS, STATUS, STUDY
from curator.services.readings import FORMAT
from curator.services.registry import Registry
from curator.services.saving import own_vocabularies
from curator.services.values import (
    Author,
    Change,
    ImportLine,
    ImportReport,
    Outcome,
    Progress,
    report_of,
)
from curator.services.vocabularies import Vocabularies
from curator.store.studies import active_extractions
from curator.store.tables import study_row

REPORTED_EVERY: Final = 50


@dataclass(frozen=True, slots=True)
class ReadingList:
    """A list as it stands in its file.

    Attributes:
        name: Of the file, as people read it.
        headers: Of the columns.
        rows: Below the header; as many cells as headers, or fewer.
        columns: Header to meaning (``list_columns``).
        path: Of the file, as the system gives it.
    """

    name: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    columns: Mapping[str, str]
    path: bytes = b""


@dataclass(slots=True)
class _Row:
    """A row on its way in; ``sentence`` says why it stays out."""

    number: int
    wanted: Wanted
    reference: dict[str, str]
    study: str = ""
    label: str = ""
    claims: dict[str, Claim] = field(default_factory=dict)
    articles: tuple[str, ...] = ()
    sentence: str = ""
    outcome: Outcome = "taken"
    notes: list[str] = field(default_factory=list)


def import_reading_list(
    registry: Registry,
    given: ReadingList,
    *,
    author: Author,
    reason: str = "",
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
    parsers: Parsers | None = None,
    vocabularies: Vocabularies | None = None,
) -> ImportReport:
    """Import a list of readings: missing articles as one change, all readings as another.

    A row that cannot be taken is named in the report and stops no other.  A row that says what the
    registry has already changes nothing.  A claim with words of its article behind it is never
    replaced by a row.

    Raises:
        Cancelled: Nothing was imported, or, after the articles were, no readings.
        ReadOnlyError, RegistryLockedError, StorageError: As ``apply_readings``.
    """
    known = vocabularies or own_vocabularies()
    rows = _Cells(registry.form, given, vocabularies=known).rows()
    _find(registry, rows)
    made = _make_articles(registry, given, rows, author=author, cancel=cancel, parsers=parsers)
    if cancel is not None and cancel.is_set():
        raise Cancelled
    change = _apply(
        registry, given, rows, author=author, reason=reason, progress=progress, vocabularies=known
    )
    return _report(registry, given, rows, change=change or made)


class _Cells:
    """Reads the rows of a list: claims, and what its article is known by."""

    def __init__(self, form: Form, given: ReadingList, *, vocabularies: Vocabularies) -> None:
        self._form, self._given, self._vocabularies = form, given, vocabularies
        self._columns: dict[str, list[int]] = {}
        for place, header in enumerate(given.headers):
            meaning = given.columns.get(header, "")
            if meaning:
                self._columns.setdefault(meaning, []).append(place)

    def rows(self) -> list[_Row]:
        """All rows but those that are blank; numbered as a spreadsheet shows them."""
        return [
            self._row(number, cells)
            for number, cells in enumerate(self._given.rows, start=2)
            if any(cell.strip() for cell in cells)
        ]

    def _row(self, number: int, cells: Sequence[str]) -> _Row:
        reference = {
            meaning: words
            for meaning in REFERENCE_MEANINGS
            if (words := self._cell(cells, meaning))
        }
        wanted = Wanted(
            labels=tuple(_split(self._cell(cells, ARTICLE_COLUMN))),
            doi=reference.get("doi", ""),
            pmid=reference.get("pmid", ""),
            title=reference.get("title", ""),
        )
        row = _Row(number, wanted, reference)
        row.study, row.label = self._cell(cells, STUDY), self._cell(cells, LABEL)
        try:
            note = f"from {self._given.name}, row {number}"
            row.claims = self._claims(cells, note=note, row=row)
        except ValueError as error:
            row.sentence = f"{error}."
        return row

    def _claims(self, cells: Sequence[str], *, note: str, row: _Row) -> dict[str, Claim]:
        claims = {}
        for one in self._form.fields():
            value, status = self._cell(cells, FIELD + one.key), self._cell(cells, STATUS + one.key)
            try:
                claim = claim_of_cell(one, value, status=status, note=note, lookup=self._term)
            except ValueError as error:
                raise ValueError(f"{one.label}: {error}") from error
            if claim is None and status_of(status) == REPORTED:
                # In our own table: its articles disagreed, and nothing was decided.
                row.notes.append(f"{one.label} is reported without a value; it is not taken.")
            if claim is not None:
                for problem in check_claim(one, claim):
                    if problem.severity == "error":
                        raise ValueError(problem.sentence.removesuffix("."))
                claims[one.key] = claim
        return claims

    def _cell(self, cells: Sequence[str], meaning: str) -> str:
        """What stands in the columns of that meaning; several are one, between semicolons."""
        places = self._columns.get(meaning, ())
        found = [cells[place].strip() for place in places if place < len(cells)]
        return "; ".join(one for one in found if one)

    def _term(self, vocabulary: str, words: str) -> Term | None:
        """The term of exactly that name, under the name that the list gives it."""
        best = self._vocabularies.best(vocabulary, words)
        term = self._vocabularies.term(best.id) if best is not None and best.id else None
        if term is None or fold(words) not in map(fold, (term.label, *term.synonyms)):
            return None
        return Term(words.strip(), term.id)


def _split(words: str) -> list[str]:
    return [one.strip() for one in words.replace(",", ";").split(";") if one.strip()]


def _find(registry: Registry, rows: Sequence[_Row]) -> None:
    """Say of each row which articles it is about, or why nobody can tell."""
    with registry.read() as session:
        finder = ArticleFinder(session)
    for row in rows:
        if row.sentence:
            continue
        row.articles, row.sentence = finder.find(row.wanted)
        if not row.articles and not row.sentence and not row.reference.get("title"):
            row.sentence = "It names no article: neither an A-number nor a DOI, PMID or title."
        if not row.sentence and not row.claims and not row.label:
            row.sentence = "It says nothing of its article."


def _make_articles(
    registry: Registry,
    given: ReadingList,
    rows: Sequence[_Row],
    *,
    author: Author,
    cancel: threading.Event | None,
    parsers: Parsers | None,
) -> Change | None:
    """Import what the rows say of articles that there are not, as a list of references."""
    missing = [row for row in rows if not row.articles and not row.sentence]
    if not missing:
        return None
    headers = list(dict.fromkeys(key for row in missing for key in row.reference))
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(headers)
    writer.writerows([[row.reference.get(key, "") for key in headers] for row in missing])
    data = file.getvalue().encode("utf-8")
    source = SourceFile(given.path, _as_csv(given.name), len(data), data=data)
    options = ReadOptions(columns={key: key for key in headers})
    staged = stage(
        registry,
        [source],
        author=author,
        cancel=cancel,
        max_bytes=None,
        parsers=parsers,
        options=options,
    )
    report = bring_in(registry, staged)
    lines = [one for one in report.lines if one.outcome in ("taken", "same", "failed")]
    for row, line in zip(missing, lines, strict=False):
        row.articles = (line.article_id,) if line.article_id else ()
        row.sentence = "" if line.article_id else line.sentence
    for row in missing[len(lines) :]:
        row.sentence = "No article could be made of it."
    return report.change


def _as_csv(name: str) -> str:
    return name if name.lower().endswith(".csv") else f"{name}.csv"


def _apply(
    registry: Registry,
    given: ReadingList,
    rows: Sequence[_Row],
    *,
    author: Author,
    reason: str,
    progress: Progress | None,
    vocabularies: Vocabularies,
) -> Change | None:
    good = [row for row in rows if not row.sentence]
    readings = _Readings(registry, author=author)
    for done, row in enumerate(good, start=1):
        readings.add(row)
        if progress is not None and (done % REPORTED_EVERY == 0 or done == len(good)):
            progress.step(done, len(good), f"row {row.number}")
    if not readings.extractions and not readings.articles:
        return None
    try:
        return apply_readings(
            registry,
            readings.data(),
            name=given.name,
            author=author,
            reason=reason,
            vocabularies=vocabularies,
        ).change
    except Cancelled:
        raise
    except CuratorError as error:
        for row in good:
            row.sentence = error.sentence
        return None


class _Readings:
    """Rows as a file of readings has them (FORMAT 6), on top of what the registry has."""

    def __init__(self, registry: Registry, *, author: Author) -> None:
        self._form, self._author = registry.form, author
        self._refs: dict[str, str] = {}
        self.studies: list[dict[str, Any]] = []
        self.articles: list[dict[str, Any]] = []
        self.extractions: list[dict[str, Any]] = []
        self._of: dict[tuple[str, str], list[tuple[str, dict[str, Any]]]] = {}
        self._reported: dict[str, list[str]] = {}
        with registry.read() as session:
            for one in session.execute(active_extractions()):
                document = json.loads(one.document)
                self._of.setdefault((one.article_id, one.study_id), []).append(
                    (one.entity_id, document)
                )
                self._reported.setdefault(one.article_id, []).append(one.study_id)
            active = sa.select(study_row).where(study_row.c.state == "active")
            found = list(session.execute(active))
            self._finder = ArticleFinder(session)
        self._labels: dict[str, str] = {one.study_id: one.label for one in found}
        self._numbers: dict[str, str] = {study_label(one.number): one.study_id for one in found}

    def data(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "form": self._form.name,
            "studies": self.studies,
            "articles": self.articles,
            "extractions": self.extractions,
        }

    def add(self, row: _Row) -> None:
        """Add what a row says that is not there yet; ``same`` where all of it is."""
        own = {k: c for k, c in row.claims.items() if self._form.entity_of(k) == EXTRACTION}
        before = len(self.extractions) + len(self.articles)
        self._article(row, {k: c for k, c in row.claims.items() if k not in own})
        if own or row.label:
            study = self._study(row)
            self._extraction(row, study, own)
            for further in row.articles[1:]:
                if (further, study) not in self._of:
                    self._of[further, study] = []
                    self._new(further, study, role="secondary", claims={})
        if len(self.extractions) + len(self.articles) == before:
            row.outcome = "same"

    def _article(self, row: _Row, claims: Mapping[str, Claim]) -> None:
        article = row.articles[0]
        document = self._finder.document(article)
        old = claims_from_json(document["claims"])
        new = {key: claim for key, claim in claims.items() if not _equal(old.get(key), claim)}
        kept = _keep_evidence(old, new, row=row, form=self._form)
        if kept:
            state = document["state"]
            self.articles.append(
                {
                    "id": article,
                    "claims": claims_to_json(kept),
                    "state": "in_progress" if state == "new" else state,
                    "reason": document.get("reason", ""),
                }
            )

    def _study(self, row: _Row) -> str:
        """The id of the study that a row is about, or the local name of a new one."""
        article = row.articles[0]
        numbered = self._numbers.get(row.study.upper(), "")
        if numbered and row.label in ("", self._labels[numbered]):
            return numbered
        reported = list(dict.fromkeys(self._reported.get(article, ())))
        if not row.label and len(reported) == 1:
            return reported[0]
        label = (
            row.label or self._finder.title(article) or article_label(self._finder.number(article))
        )
        called = [one for one, words in self._labels.items() if words == label]
        there = [one for one in called if one in reported]
        if there or len(called) == 1:
            return (there or called)[0]
        if label not in self._refs:
            self._refs[label] = f"study {len(self._refs) + 1}"
            self.studies.append({"ref": self._refs[label], "label": label})
        return self._refs[label]

    def _extraction(self, row: _Row, study: str, claims: Mapping[str, Claim]) -> None:
        article = row.articles[0]
        there = self._of.get((article, study), [])
        for _, document in there:
            old = claims_from_json(document["claims"])
            if all(_equal(old.get(key), claim) for key, claim in claims.items()):
                return
        mine = [one for one in there if one[1]["reader"] == self._author.name]
        if not mine:
            self._new(article, study, role="primary", claims=claims)
            return
        extraction, document = mine[0]
        old = claims_from_json(document["claims"])
        new = {key: claim for key, claim in claims.items() if not _equal(old.get(key), claim)}
        kept = _keep_evidence(old, new, row=row, form=self._form)
        if kept:
            self.extractions.append({"id": extraction, "claims": claims_to_json(kept)})

    def _new(self, article: str, study: str, *, role: str, claims: Mapping[str, Claim]) -> None:
        document = {"claims": claims_to_json(claims), "reader": self._author.name}
        self._of.setdefault((article, study), []).append(("", document))
        self.extractions.append(
            {
                "article": article,
                "study": study,
                "role": role,
                "claims": claims_to_json(claims),
            }
        )


def _keep_evidence(
    old: Mapping[str, Claim], new: Mapping[str, Claim], *, row: _Row, form: Form
) -> dict[str, Claim]:
    """What may take the place of old claims; one with words behind it stays, and is told."""
    kept = {}
    for key, claim in new.items():
        before = old.get(key)
        if before is not None and _has_evidence(before):
            one = form.field(key)
            label = one.label if one else key
            row.notes.append(f"{label} stays as it was read, with its words; the list differs.")
        else:
            kept[key] = claim
    return kept


def _has_evidence(claim: Claim) -> bool:
    return bool(claim.evidence) or any(
        item.evidence or any(own.evidence for own in item.own.values()) for item in claim.items
    )


def _equal(old: Claim | None, new: Claim) -> bool:
    """Whether two claims say the same; ids, notes and evidence do not count."""
    return old is not None and _said(old) == _said(new)


def _said(claim: Claim) -> tuple[str | None, list[tuple[str, Value | None, dict[str, Value]]]]:
    items = [(one.status, one.value, dict(one.parts)) for one in claim.items]
    return claim.own_status, items


def _report(
    registry: Registry, given: ReadingList, rows: Sequence[_Row], *, change: Change | None
) -> ImportReport:
    with registry.read() as session:
        finder = ArticleFinder(session)
    lines = []
    for row in rows:
        name = f"{given.name} > row {row.number}"
        article = row.articles[0] if row.articles else ""
        line = ImportLine(row.outcome, name, given.path, article, finder.number(article))
        if row.sentence:
            line = replace(line, outcome="failed", sentence=row.sentence)
        lines.append(line)
        lines += [replace(line, outcome="note", sentence=one) for one in row.notes]
    report = report_of(lines, change)
    return replace(report, readings=True, read=len(report.taken))
