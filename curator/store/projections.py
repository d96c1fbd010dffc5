"""The projections: what lists, filters and exports read, made again from the revisions at any time.

``refresh`` brings them up to date for what one change touched, in the same transaction;
``rebuild`` makes all of them anew; ``differences`` says where they are not what they should be.
Withdrawn articles, extractions and studies keep their heads and their rows in the lists (with that
state) and have no values, no evidence, no record.  The form has no head.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.agreement import Reading
from curator.domain.canonical import canonical
from curator.domain.claims import claims_from_json
from curator.domain.documents import (
    ARTICLE,
    EXTRACTION,
    FORM,
    STUDY,
    ArticleDocument,
    StudyDocument,
)
from curator.domain.forms import Form
from curator.domain.identity import article_label, study_label
from curator.domain.record_rows import record_row, record_standing
from curator.domain.records import Record, resolve
from curator.domain.terms import Terms, terms_of
from curator.store.engine import Session
from curator.store.form_rows import head_form
from curator.store.projected_rows import article_words, evidence_rows, term_ids, value_rows
from curator.store.revisions import in_batches, term_of
from curator.store.studies import ACTIVE, WITHDRAWN, active_extractions, left_rows
from curator.store.tables import (
    article_row,
    entity,
    evidence,
    head,
    revision,
    study_record,
    study_row,
    study_value,
    term,
)

BATCH: Final = 400

Row = dict[str, Any]
Rows = dict[sa.Table, list[Row]]

KEYS: Final[Mapping[sa.Table, sa.Column[str]]] = {
    head: head.c.entity_id,
    study_row: study_row.c.study_id,
    study_record: study_record.c.study_id,
    study_value: study_value.c.extraction_id,
    evidence: evidence.c.entity_id,
    article_row: article_row.c.article_id,
}
"""The projections in the order in which they are made, with the id that names their rows."""


@dataclass(slots=True)
class _Scope:
    """Ids whose rows are to be made again; ``speakers`` are extractions and articles."""

    speakers: set[str] = field(default_factory=set)
    studies: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)


def refresh(
    session: Session, entity_ids: Iterable[str], *, form: Form | None = None
) -> frozenset[tuple[str, str]]:
    """Bring the projections up to date after a change that touched those entities.

    Returns:
        Pairs (kind, id) of everything whose rows were made again.

    Args:
        session: The writing session of the change.
        entity_ids: Of any kind.
        form: The registry's form, where the caller has it at hand.
    """
    scope = _Scope()
    before: dict[str, Any] = {}
    after: list[Row] = []
    for ids in in_batches(dict.fromkeys(entity_ids), BATCH):
        before |= {row.entity_id: row for row in session.execute(_heads_of(ids))}
        made = _head_rows(session, ids)
        if len(made) < len(ids) and _has_form(session, ids):
            rebuild(session)
            return frozenset((FORM, one) for one in ids)
        _replace(session, head, ids=ids, rows=made)
        after += made
    _add_touched(session, scope, before=before, after=after)
    form = form or head_form(session)
    for part in _slices(scope):
        for table, rows in _expected(session, part, form=form):
            _replace(session, table, ids=_ids(table, part), rows=rows)
    made_again = {(new["kind"], new["entity_id"]) for new in after}
    made_again |= {(STUDY, one) for one in scope.studies}
    return frozenset(made_again | {(ARTICLE, one) for one in scope.articles})


def rebuild(session: Session) -> None:
    """Make all projections anew from the revisions, but for the full text."""
    for table in KEYS:
        session.execute(sa.delete(table))
    for ids in in_batches(_entity_ids(session), BATCH):
        _insert(session, head, _head_rows(session, ids))
    form = head_form(session)
    for scope in _everything(session):
        for table, rows in _expected(session, scope, form=form):
            _insert(session, table, rows)


def differences(session: Session) -> list[str]:
    """Where a projection is not what the revisions make; one sentence a row, empty if nowhere."""
    found: list[str] = []
    for ids in in_batches(_entity_ids(session), BATCH):
        found += _compare(session, head, ids=ids, rows=_head_rows(session, ids))
    form = head_form(session)
    for scope in _everything(session):
        for table, rows in _expected(session, scope, form=form):
            found += _compare(session, table, ids=_ids(table, scope), rows=rows)
    for table, key in KEYS.items():
        query = sa.select(key).distinct().where(key.not_in(sa.select(entity.c.id)))
        found += [f"{table.name}: {name} is in no change." for name in session.scalars(query)]
    return found


def terms_for(
    session: Session,
    wanted: Iterable[str],
    *,
    as_of: int | None = None,
    likely: Iterable[str] = (),
) -> Terms:
    """Those terms with all above them, as the registry keeps them (up to that change).

    ``likely``: ids of what may stand above them, to be found by the first query.
    """
    rows: dict[str, Any] = {}
    waiting = set(wanted)
    waiting |= set(likely) if waiting else set()
    asked: set[str] = set()
    while waiting := waiting - asked:
        asked |= waiting
        query = sa.select(term).where(term.c.id.in_(waiting)).order_by(term.c.change_seq)
        if as_of is not None:
            query = query.where(term.c.change_seq <= as_of)
        got = [term_of(row._mapping) for row in session.execute(query)]
        rows |= {one.id: one for one in got}
        waiting = {parent for one in got for parent in one.parents}
    return terms_of(rows.values())


# --- heads ---------------------------------------------------------------------------------------

_newer = revision.alias("newer")
_IS_HEAD: Final = (
    revision.c.number
    == sa.select(sa.func.max(_newer.c.number))
    .where(_newer.c.entity_id == revision.c.entity_id)
    .scalar_subquery()
)


def _entity_ids(session: Session) -> list[str]:
    return list(session.scalars(sa.select(entity.c.id).order_by(entity.c.kind, entity.c.number)))


def _has_form(session: Session, ids: Sequence[str]) -> bool:
    query = sa.select(entity.c.id).where(entity.c.id.in_(ids), entity.c.kind == FORM).limit(1)
    return session.scalar(query) is not None


def _heads_of(ids: Sequence[str]) -> sa.Select[Any]:
    return sa.select(head).where(head.c.entity_id.in_(ids))


def _head_rows(session: Session, ids: Sequence[str]) -> list[Row]:
    query = sa.select(
        revision.c.entity_id,
        revision.c.kind,
        revision.c.id,
        revision.c.change_seq,
        revision.c.document,
    ).where(revision.c.entity_id.in_(ids), _IS_HEAD, revision.c.kind != FORM)
    return [
        head_row(
            row.entity_id,
            row.kind,
            revision_id=row.id,
            seq=row.change_seq,
            document=json.loads(row.document),
        )
        for row in session.execute(query)
    ]


def head_row(
    entity_id: str, kind: str, *, revision_id: str, seq: int, document: dict[str, Any]
) -> Row:
    """The row of ``head`` that a document makes."""
    joins = kind == EXTRACTION
    return {
        "entity_id": entity_id,
        "kind": kind,
        "revision_id": revision_id,
        "change_seq": seq,
        "article_id": document["article"] if joins else "",
        "study_id": document["study"] if joins else "",
        "state": document["status" if joins else "state"],
    }


def _add_touched(
    session: Session, scope: _Scope, *, before: dict[str, Any], after: list[Row]
) -> None:
    """Add what has to be made again: what was touched, and what counts it."""
    toggled: list[str] = []
    for new in after:
        one, old = new["entity_id"], before.get(new["entity_id"])
        if new["kind"] == EXTRACTION:
            scope.speakers.add(one)
            scope.studies |= {new["study_id"], *([old.study_id] if old else ())}
            scope.articles |= {new["article_id"], *([old.article_id] if old else ())}
            continue
        if new["kind"] == ARTICLE:
            scope.speakers.add(one)
            scope.articles.add(one)
        else:
            scope.studies.add(one)
        if old and WITHDRAWN in {old.state, new["state"]} and old.state != new["state"]:
            toggled.append(one)
    for some in in_batches(toggled, BATCH):
        _add_joined(session, scope, toggled=some)
    for some in in_batches(list(scope.studies), BATCH):
        query = sa.select(head.c.article_id).where(head.c.study_id.in_(some))
        scope.articles |= set(session.scalars(query))


def _add_joined(session: Session, scope: _Scope, *, toggled: Sequence[str]) -> None:
    """Add what an article or study takes with it when it is withdrawn or comes back."""
    query = sa.select(head).where(
        sa.or_(head.c.article_id.in_(toggled), head.c.study_id.in_(toggled))
    )
    for row in session.execute(query):
        scope.speakers.add(row.entity_id)
        scope.studies.add(row.study_id)


def _everything(session: Session) -> Iterator[_Scope]:
    ids: dict[str, set[str]] = defaultdict(set)
    for row in session.execute(sa.select(entity.c.kind, entity.c.id)):
        ids[row.kind].add(row.id)
    speakers = ids[ARTICLE] | ids[EXTRACTION]
    return _slices(_Scope(speakers, studies=ids[STUDY], articles=ids[ARTICLE]))


def _slices(scope: _Scope) -> Iterator[_Scope]:
    """A scope in pieces of a bearable size: studies come before the articles that show them."""
    for some in in_batches(sorted(scope.studies), BATCH):
        yield _Scope(studies=set(some))
    for some in in_batches(sorted(scope.speakers), BATCH):
        yield _Scope(speakers=set(some))
    for some in in_batches(sorted(scope.articles), BATCH):
        yield _Scope(articles=set(some))


# --- rows ----------------------------------------------------------------------------------------


def _ids(table: sa.Table, scope: _Scope) -> set[str]:
    if table in (study_row, study_record):
        return scope.studies
    return scope.articles if table is article_row else scope.speakers


def _expected(
    session: Session, scope: _Scope, *, form: Form
) -> Iterator[tuple[sa.Table, list[Row]]]:
    """The rows of each projection but the heads, one after the other: later ones read earlier."""
    if scope.studies:
        made = _study_rows(session, scope.studies, form=form)
        yield study_row, made[study_row]
        yield study_record, made[study_record]
    if scope.speakers:
        made = _speaker_rows(session, scope.speakers, form=form)
        yield study_value, made[study_value]
        yield evidence, made[evidence]
    if scope.articles:
        yield article_row, _article_rows(session, scope.articles, form=form)


def _documents(ids: Iterable[str]) -> sa.Select[Any]:
    return (
        sa.select(head, entity.c.number, revision.c.document)
        .join(entity, entity.c.id == head.c.entity_id)
        .join(revision, revision.c.id == head.c.revision_id)
        .where(head.c.entity_id.in_(list(ids)))
    )


def _study_rows(session: Session, ids: set[str], *, form: Form) -> Rows:
    speaking: dict[str, list[Any]] = defaultdict(list)
    for row in session.execute(active_extractions().where(head.c.study_id.in_(ids))):
        speaking[row.study_id].append((row, json.loads(row.document)))
    claims = (document["claims"] for _, document in chain.from_iterable(speaking.values()))
    terms = terms_for(session, set().union(*map(term_ids, claims)))
    made: Rows = {study_row: [], study_record: []}
    for row in session.execute(_documents(ids)):
        document = StudyDocument.from_json(json.loads(row.document))
        readings = [
            Reading(
                one.entity_id, claims_from_json(said["claims"]), article_label(one.article_number)
            )
            for one, said in speaking[row.entity_id]
        ]
        record = resolve(form, readings, decisions=document.decisions, terms=terms)
        articles = {one.article_id for one, _ in speaking[row.entity_id]}
        made[study_row].append(_study_row(row, document, record=record, articles=len(articles)))
        if document.state == ACTIVE:
            made[study_record].append(_record_row(row, record, form=form))
    return made


def _study_row(row: Any, document: StudyDocument, *, record: Record, articles: int) -> Row:
    return {
        "number": row.number,
        "study_id": row.entity_id,
        "label": document.label,
        "state": document.state,
        "articles": articles,
        "conflicts": len(record.conflicts),
        "reopened": len(record.reopened),
    }


def _record_row(row: Any, record: Record, *, form: Form) -> Row:
    return {
        "study_id": row.entity_id,
        "number": row.number,
        "cells": canonical(record_row(form, record)).decode("utf-8"),
        "standing": canonical(record_standing(record)).decode("utf-8"),
    }


def _speaker_rows(session: Session, ids: set[str], *, form: Form) -> Rows:
    """Values and evidence of active extractions, and of articles that are not withdrawn."""
    made: Rows = {study_value: left_rows(session, ids), evidence: []}
    active = active_extractions().where(head.c.entity_id.in_(ids))
    articles = _documents(ids).where(head.c.kind == ARTICLE, head.c.state != WITHDRAWN)
    speakers = [
        (row.entity_id, row.article_id or row.entity_id, row.study_id, row.document)
        for query in (active, articles)
        for row in session.execute(query)
    ]
    for one, article_id, study_id, document in speakers:
        claims = claims_from_json(json.loads(document)["claims"])
        made[study_value] += value_rows(form, claims, study_id=study_id, entity_id=one)
        made[evidence] += evidence_rows(form, claims, article_id=article_id, entity_id=one)
    return made


def _article_rows(session: Session, ids: set[str], *, form: Form) -> list[Row]:
    reported = (
        sa.select(head.c.article_id, study_row.c.number, study_row.c.conflicts)
        .distinct()
        .join(study_row, study_row.c.study_id == head.c.study_id)
        .where(head.c.article_id.in_(ids), head.c.state == ACTIVE, study_row.c.state == ACTIVE)
        .order_by(study_row.c.number)
    )
    studies: dict[str, list[Any]] = defaultdict(list)
    for row in session.execute(reported):
        studies[row.article_id].append(row)
    return [
        new_article_row(
            row.entity_id,
            row.number,
            document=ArticleDocument.from_json(json.loads(row.document)),
            form=form,
        )
        | {
            "studies": ", ".join(study_label(one.number) for one in studies[row.entity_id]),
            "conflicts": sum(one.conflicts for one in studies[row.entity_id]),
        }
        for row in session.execute(_documents(ids))
    ]


def new_article_row(article_id: str, number: int, *, document: ArticleDocument, form: Form) -> Row:
    """The row of ``article_row`` of an article that reports no study."""
    title, outlet = article_words(form, document)
    return {
        "number": number,
        "article_id": article_id,
        "title": title,
        "outlet": outlet,
        "state": document.state,
        "original_sha256": document.original_sha256,
        "file_name": document.file_name,
        "studies": "",
        "conflicts": 0,
    }


# --- writing and comparing -----------------------------------------------------------------------


def _replace(session: Session, table: sa.Table, *, ids: Iterable[str], rows: list[Row]) -> None:
    for some in in_batches(ids, BATCH):
        session.execute(sa.delete(table).where(KEYS[table].in_(some)))
    _insert(session, table, rows)


def _insert(session: Session, table: sa.Table, rows: list[Row]) -> None:
    if rows:
        session.execute(sa.insert(table), rows)


def _compare(
    session: Session, table: sa.Table, *, ids: Iterable[str], rows: list[Row]
) -> list[str]:
    """The ids among those given whose stored rows are not the expected ones."""
    columns = [column for column in table.columns if column.name != "id"]
    key = KEYS[table].name
    stored: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    wanted: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for some in in_batches(ids, BATCH):
        query = sa.select(*columns).where(KEYS[table].in_(some))
        for row in session.execute(query):
            stored[row._mapping[key]].append(tuple(row))
    for made in rows:
        wanted[made[key]].append(tuple(made[column.name] for column in columns))
    return [
        f"{table.name}: the rows of {one} are not what its revisions make."
        for one in sorted(stored.keys() | wanted.keys())
        if sorted(stored[one]) != sorted(wanted[one])
    ]
