"""Exports: the record as a table, every value as a table, a workbook, or everything as a dump."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.agreement import Reading
from curator.domain.claims import claims_from_json
from curator.domain.documents import ARTICLE, EXTRACTION, STUDY, StudyDocument
from curator.domain.errors import NotFoundError, UsageError
from curator.domain.exchange.losses import report_lines
from curator.domain.forms import Form
from curator.domain.identity import article_label, study_label
from curator.domain.record_rows import record_row, record_standing
from curator.domain.records import Record, resolve
from curator.domain.references import Reference
from curator.export.codebook import HEADER as CODEBOOK_HEADER
from curator.export.codebook import codebook_rows
from curator.export.csv_files import write_csv
from curator.export.files import whole_file
from curator.export.references import KINDS, write_references
from curator.export.tables import (
    EVIDENCE_HEADER,
    LONG_HEADER,
    Places,
    Provenance,
    Said,
    StudyRecord,
    WideTable,
    evidence_rows,
    long_rows,
)
from curator.export.xlsx import Sheet, write_xlsx
from curator.services.dumping import dump
from curator.services.evidence_places import StoredPlaces
from curator.services.exporting_references import article_references
from curator.services.registry import Registry
from curator.services.values import Progress
from curator.store.engine import Session
from curator.store.form_rows import head_form
from curator.store.projected_rows import term_ids
from curator.store.projections import terms_for
from curator.store.streams import stream
from curator.store.studies import ACTIVE, WITHDRAWN, Stored, stored_as_of
from curator.store.tables import change, entity, term

FORMATS: Final = ("csv", "csv-long", "xlsx", "jsonl", *KINDS)
_REPORTED_EVERY: Final = 500
_AT_ONCE: Final = 400

_RECORDS: Final = """
select study_row.number, study_row.label, study_record.cells
from study_record join study_row on study_row.study_id = study_record.study_id
order by study_row.number
"""
_ARTICLES: Final = """
select study_row.number, article_entity.number
from head
join study_row on study_row.study_id = head.study_id
join study_record on study_record.study_id = head.study_id
join head as article_head on article_head.entity_id = head.article_id
join entity as article_entity on article_entity.id = head.article_id
where head.kind = 'extraction' and head.state = 'active' and article_head.state <> 'withdrawn'
order by study_row.number, article_entity.number
"""
_SAID: Final = """
select study_row.number, article_entity.number, revision.change_seq, revision.document,
       study_record.standing, head.entity_id, head.article_id
from head
join study_row on study_row.study_id = head.study_id
join study_record on study_record.study_id = head.study_id
join head as article_head on article_head.entity_id = head.article_id
join entity as article_entity on article_entity.id = head.article_id
join revision on revision.id = head.revision_id
where head.kind = 'extraction' and head.state = 'active' and article_head.state <> 'withdrawn'
order by study_row.number, article_entity.number, head.entity_id
"""
_ARTICLE_SAID: Final = """
select entity.number, revision.change_seq, revision.document, head.entity_id
from head
join entity on entity.id = head.entity_id
join revision on revision.id = head.revision_id
where head.kind = 'article' and head.state <> 'withdrawn'
order by entity.number
"""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote.

    Attributes:
        paths: The files, each whole.
        rows: Lines below the header of the first (studies, or values), or changes of a dump.
        notes: What the format could not hold.
    """

    paths: tuple[Path, ...]
    rows: int
    seal: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the rows of an export come from: the projections, or the documents of the past."""

    form: Form
    provenance: Provenance
    records: Callable[[], Iterator[StudyRecord]]
    said: Callable[[], Iterator[Said]]
    places: Places


def export(
    registry: Registry,
    path: Path,
    *,
    kind: str,
    as_of: int | None = None,
    progress: Progress | None = None,
) -> Exported:
    """Write an export; what stood at ``path`` stands there until all of it is written.

    Args:
        registry: What to export.
        path: The file; of ``csv-long`` also its folder's ``evidence.csv``.
        kind: One of ``FORMATS``.
        as_of: As the registry stood after that change.
        progress: Told of every few hundred studies.

    Raises:
        UsageError: There is no such format.
        NotFoundError: There is no such change.
    """
    if kind not in FORMATS:
        raise UsageError(f"There is no format “{kind}”.", hint=f"One of {', '.join(FORMATS)}.")
    if kind == "jsonl":
        return _dump(registry, path, as_of=as_of)
    if kind in KINDS:
        with registry.read() as session:
            return _write_references(session, path, kind=kind, as_of=as_of, progress=progress)
    with registry.read() as session:
        source = _source(session, as_of=as_of, progress=progress)
        return _WRITERS[kind](path, source)


def _dump(registry: Registry, path: Path, *, as_of: int | None) -> Exported:
    with registry.read() as session:
        seal = _last(session, as_of).seal
    with whole_file(path) as file:
        changes = dump(registry, file, as_of=as_of)
    return Exported((path,), changes, seal)


def _write_references(
    session: Session, path: Path, *, kind: str, as_of: int | None, progress: Progress | None
) -> Exported:
    """The articles' references; in the notes, what the format cannot hold exactly."""
    seal = _last(session, as_of).seal
    unknown: list[str] = []

    def references() -> Iterator[Reference]:
        for number, one in enumerate(article_references(session, as_of=as_of), start=1):
            if progress is not None and number % _REPORTED_EVERY == 0:
                progress.step(number, 0, one.label)
            if one.reference is None:
                unknown.append(one.label)
            else:
                yield one.reference

    with whole_file(path) as file:
        count, losses = write_references(file, references(), kind=kind)
    notes = list(report_lines(losses))
    if unknown:
        notes.append(f"Left out, because nothing is known of them: {', '.join(unknown)}.")
    return Exported((path,), count, seal, tuple(notes))


def _last(session: Session, as_of: int | None) -> Any:
    """The row (seq, seal) of the last change to show."""
    wanted = sa.select(change.c.seq, change.c.seal).order_by(change.c.seq.desc()).limit(1)
    if as_of is not None:
        wanted = wanted.where(change.c.seq == as_of)
    last = session.execute(wanted).first()
    if last is None:
        raise NotFoundError(f"There is no change {as_of}.", hint="See: curator history.")
    return last


def _source(session: Session, *, as_of: int | None, progress: Progress | None) -> _Source:
    last = _last(session, as_of)
    releases = sa.select(term.c.release).distinct().where(term.c.change_seq <= last.seq)
    provenance = Provenance(last.seal, tuple(sorted(session.scalars(releases))))
    form = head_form(session, as_of=as_of)
    if as_of is None:
        return _Source(
            form,
            provenance,
            lambda: _counted(_records(session), progress),
            lambda: _said(session),
            StoredPlaces(session).words,
        )
    past = _Past(session, form, seq=as_of)
    return _Source(
        form,
        provenance,
        lambda: _counted(past.records(), progress),
        past.said,
        StoredPlaces(session).words,
    )


def _counted(records: Iterator[StudyRecord], progress: Progress | None) -> Iterator[StudyRecord]:
    for number, record in enumerate(records, start=1):
        if progress is not None and number % _REPORTED_EVERY == 0:
            progress.step(number, 0, record.label)
        yield record


def _records(session: Session) -> Iterator[StudyRecord]:
    """The resolved records in the order of their studies, with the articles of each."""
    with closing(stream(session, _ARTICLES)) as pairs:
        articles = groupby(pairs, key=lambda pair: pair[0])
        waiting = next(articles, None)
        for number, name, cells in stream(session, _RECORDS):
            labels: list[str] = []
            if waiting is not None and waiting[0] == number:
                labels = [article_label(n) for n in dict.fromkeys(n for _, n in waiting[1])]
                waiting = next(articles, None)
            yield StudyRecord(study_label(number), name, labels, json.loads(cells))


def _said(session: Session) -> Iterator[Said]:
    for number, seq, document, article_id in stream(session, _ARTICLE_SAID):
        claims = json.loads(document)["claims"]
        yield Said("", article_label(number), claims, seq, article_id=article_id)
    for study, article, seq, document, standing, extraction, article_id in stream(session, _SAID):
        stands = _pairs(json.loads(standing).get(extraction, ()))
        claims = json.loads(document)["claims"]
        yield Said(study_label(study), article_label(article), claims, seq, stands, article_id)


def _pairs(standing: Iterable[Iterable[str]]) -> frozenset[tuple[str, str]]:
    """Pairs (field, item id) of the extraction that stand."""
    return frozenset((field, item) for field, item in standing)


class _Past:
    """The registry as it stood after a change, computed from documents."""

    def __init__(self, session: Session, form: Form, *, seq: int) -> None:
        self._session, self._form, self._seq = session, form, seq
        ids = session.scalars(
            sa.select(entity.c.id)
            .where(entity.c.first_change <= seq, entity.c.kind.in_((ARTICLE, STUDY, EXTRACTION)))
            .order_by(entity.c.number)
        ).all()
        self._stored: dict[str, Stored] = {}
        for start in range(0, len(ids), _AT_ONCE):
            self._stored |= stored_as_of(session, ids[start : start + _AT_ONCE], seq=seq)
        self._readings: dict[str, list[Stored]] = {}
        for one in sorted(self._of(EXTRACTION), key=lambda it: it.entity_id):
            if one.document["status"] == ACTIVE and self._counts(one.document["article"]):
                self._readings.setdefault(one.document["study"], []).append(one)

    def _of(self, kind: str) -> Iterator[Stored]:
        """Entities of a kind in the order of their numbers."""
        of_kind = [one for one in self._stored.values() if one.kind == kind]
        return iter(sorted(of_kind, key=lambda one: one.number))

    def _counts(self, article: str) -> bool:
        return bool(self._stored[article].document["state"] != WITHDRAWN)

    def _studies(self) -> Iterator[tuple[Stored, list[Stored]]]:
        for study in self._of(STUDY):
            if study.document["state"] == ACTIVE:
                yield study, self._readings.get(study.entity_id, [])

    def records(self) -> Iterator[StudyRecord]:
        for study, readings in self._studies():
            articles = sorted({self._stored[one.document["article"]].number for one in readings})
            yield StudyRecord(
                study_label(study.number),
                study.document["label"],
                [article_label(number) for number in articles],
                record_row(self._form, self._record(study, readings)),
            )

    def _record(self, study: Stored, readings: list[Stored]) -> Record:
        wanted = set[str]().union(*(term_ids(one.document["claims"]) for one in readings))
        return resolve(
            self._form,
            [Reading(one.entity_id, claims_from_json(one.document["claims"])) for one in readings],
            decisions=StudyDocument.from_json(study.document).decisions,
            terms=terms_for(self._session, wanted, as_of=self._seq),
        )

    def said(self) -> Iterator[Said]:
        for one in self._of(ARTICLE):
            if one.document["state"] != WITHDRAWN:
                yield Said(
                    "",
                    article_label(one.number),
                    one.document["claims"],
                    one.change_seq,
                    article_id=one.entity_id,
                )
        for study, readings in self._studies():
            standing = record_standing(self._record(study, readings))
            ordered = sorted(
                readings, key=lambda it: (self._stored[it.document["article"]].number, it.entity_id)
            )
            for one in ordered:
                yield Said(
                    study_label(study.number),
                    article_label(self._stored[one.document["article"]].number),
                    one.document["claims"],
                    one.change_seq,
                    _pairs(standing.get(one.entity_id, ())),
                    one.document["article"],
                )


def _write_wide(path: Path, source: _Source) -> Exported:
    table = WideTable(source.form, source.provenance)
    count = write_csv(path, table.header, rows=map(table.row, source.records()))
    return Exported((path,), count, source.provenance.seal)


def _write_long(path: Path, source: _Source) -> Exported:
    form, provenance = source.form, source.provenance
    evidence = path.parent / "evidence.csv"
    if path == evidence:
        raise UsageError("evidence.csv is the name of the second file; choose another for values.")
    rows = long_rows(form, source.said(), provenance=provenance)
    count = write_csv(path, LONG_HEADER, rows=rows)
    quotes = evidence_rows(form, source.said(), provenance=provenance, places=source.places)
    write_csv(evidence, EVIDENCE_HEADER, rows=quotes)
    return Exported((path, evidence), count, provenance.seal)


def _write_workbook(path: Path, source: _Source) -> Exported:
    form, provenance = source.form, source.provenance
    table = WideTable(form, provenance)
    written = _Count()
    sheets = (
        Sheet("Studies", table.header, written.of(map(table.row, source.records()))),
        Sheet("Values", LONG_HEADER, long_rows(form, source.said(), provenance=provenance)),
        Sheet(
            "Evidence",
            EVIDENCE_HEADER,
            evidence_rows(form, source.said(), provenance=provenance, places=source.places),
        ),
        Sheet("Codebook", CODEBOOK_HEADER, codebook_rows(form)),
        Sheet("About", ("what", "value"), _about(form, provenance)),
    )
    notes = write_xlsx(path, sheets)
    return Exported((path,), written.count, provenance.seal, notes)


class _Count:
    """Counts the rows that pass."""

    def __init__(self) -> None:
        self.count = 0

    def of(self, rows: Iterable[list[str]]) -> Iterator[list[str]]:
        for row in rows:
            self.count += 1
            yield row


def _about(form: Form, provenance: Provenance) -> Iterator[list[str]]:
    yield ["form", f"{form.name}, version {form.version}"]
    yield ["form digest", form.digest]
    yield ["last seal", provenance.seal]
    for release in provenance.vocabularies:
        yield ["vocabulary", release]


_WRITERS: Final[Mapping[str, Callable[[Path, _Source], Exported]]] = {
    "csv": _write_wide,
    "csv-long": _write_long,
    "xlsx": _write_workbook,
}
