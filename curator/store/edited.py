"""The common save in few statements: claims of extractions and articles that are there already.

Where nothing but claims (and an article's state short of withdrawal) changed, only the fields that
did are resolved and written again.  ``projections.differences`` finds the same rows right that it
would make itself; everything else goes through ``projections.refresh``.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.agreement import Reading
from curator.domain.canonical import canonical
from curator.domain.claims import claim_from_json, claims_from_json
from curator.domain.comparing import CONFLICT
from curator.domain.documents import ARTICLE, EXTRACTION, STUDY, ArticleDocument, Decision
from curator.domain.forms import Form
from curator.domain.record_rows import record_row, record_standing
from curator.domain.records import REOPENED, Record, resolve_field
from curator.store.engine import Session
from curator.store.projected_rows import article_words, evidence_rows, term_ids, value_rows
from curator.store.projections import terms_for
from curator.store.studies import ACTIVE, WITHDRAWN, active_extractions
from curator.store.tables import (
    article_row,
    entity,
    evidence,
    head,
    revision,
    study_record,
    study_row,
    study_value,
)

_STATE: Final = 2
"""Where the state stands in a cell of a stored record: ``[cell, status, state]``."""

_ORIGINAL: Final = ("original_sha256", "file_name")
"""Of an article: of which file its chosen text is."""

Json = Mapping[str, Any]

# Made once: to build a statement takes as long as to run it.
_BEFORE: Final = (
    sa.select(head, entity.c.number, revision.c.document)
    .join(entity, entity.c.id == head.c.entity_id)
    .join(revision, revision.c.id == head.c.revision_id)
    .where(head.c.entity_id.in_(sa.bindparam("ids", expanding=True)))
)
_MOVE_HEAD: Final = (
    sa.update(head)
    .where(head.c.entity_id == sa.bindparam("one"))
    .values({name: sa.bindparam(name) for name in ("revision_id", "change_seq", "state")})
)
_SPEAKING: Final = active_extractions().where(head.c.study_id == sa.bindparam("study"))
_STORED: Final = (
    sa.select(
        study_record.c.cells,
        study_record.c.standing,
        study_row.c.conflicts,
        study_row.c.reopened,
        revision.c.document,
    )
    .join(study_row, study_row.c.study_id == study_record.c.study_id)
    .join(head, head.c.entity_id == study_record.c.study_id)
    .join(revision, revision.c.id == head.c.revision_id)
    .where(study_record.c.study_id == sa.bindparam("study"))
)
_SET_RECORD: Final = (
    sa.update(study_record)
    .where(study_record.c.study_id == sa.bindparam("study"))
    .values(cells=sa.bindparam("cells"), standing=sa.bindparam("standing"))
)
_FORGET: Final = tuple(
    sa.delete(table).where(
        key == sa.bindparam("one"), table.c.field.in_(sa.bindparam("fields", expanding=True))
    )
    for table, key in ((study_value, study_value.c.extraction_id), (evidence, evidence.c.entity_id))
)
_PUT: Final = (sa.insert(study_value), sa.insert(evidence))


@dataclass(frozen=True, slots=True)
class Head:
    """An entity as it stood before a save."""

    kind: str
    number: int
    article_id: str
    study_id: str
    state: str
    document: Json


@dataclass(frozen=True, slots=True)
class Edited:
    """One entity of a save: how it stood, and how it stands now."""

    entity_id: str
    before: Head
    document: Json
    revision_id: str

    @property
    def fields(self) -> tuple[str, ...]:
        """Keys of the fields whose claim changed."""
        old, new = self.before.document["claims"], self.document["claims"]
        return tuple(key for key in {**old, **new} if old.get(key) != new.get(key))

    @property
    def simple(self) -> bool:
        """Whether only what this module brings up to date can have changed."""
        if self.before.kind == EXTRACTION:
            joined = (self.document["article"], self.document["study"], self.document["status"])
            return joined == (self.before.article_id, self.before.study_id, self.before.state)
        states = {self.before.state, self.document.get("state")}
        return (
            self.before.kind == ARTICLE
            and WITHDRAWN not in states
            and all(self.before.document[key] == self.document[key] for key in _ORIGINAL)
        )


def heads_before(session: Session, ids: Sequence[str]) -> dict[str, Head]:
    """The entities among those ids that are there, with their documents."""
    return {
        row.entity_id: Head(
            row.kind,
            row.number,
            row.article_id,
            row.study_id,
            row.state,
            json.loads(row.document),
        )
        for row in session.execute(_BEFORE, {"ids": list(ids)})
    }


def refresh_edited(
    session: Session,
    edited: Sequence[Edited],
    *,
    seq: int,
    form: Form,
    terms: Collection[str] = (),
) -> frozenset[tuple[str, str]]:
    """Bring the projections up to date after change ``seq``; all of ``edited`` are simple.

    Args:
        session: The writing session of the change.
        edited: All that the change revised.
        seq: The change.
        form: The registry's form.
        terms: Ids of terms likely to be needed, ancestors included, so that one query finds them.

    Returns:
        Pairs (kind, id) of everything whose rows were made again.
    """
    session.execute(
        _MOVE_HEAD,
        [
            {
                "one": one.entity_id,
                "revision_id": one.revision_id,
                "change_seq": seq,
                "state": one.document["status" if one.before.kind == EXTRACTION else "state"],
            }
            for one in edited
        ],
    )
    touched = {(one.before.kind, one.entity_id) for one in edited}
    by_study: dict[str, list[Edited]] = {}
    for one in edited:
        if one.before.kind == ARTICLE:
            _write_speaker(session, one, form=form, article_id=one.entity_id)
            _write_article(session, one, form=form)
        elif one.fields:
            by_study.setdefault(one.before.study_id, []).append(one)
    for study_id, several in by_study.items():
        study = _Study(session, study_id, form, terms)
        touched |= _refresh_study(study, several)
    return frozenset(touched)


def _refresh_study(study: _Study, edited: Sequence[Edited]) -> set[tuple[str, str]]:
    session, study_id = study.session, study.study_id
    rows = session.execute(_SPEAKING, {"study": study_id}).all()
    known = {one.entity_id: one.document for one in edited}
    documents = {
        row.entity_id: known.get(row.entity_id) or json.loads(row.document) for row in rows
    }
    speaking = [one for one in edited if one.entity_id in documents]
    if not speaking:
        return set()
    for one in speaking:
        _write_speaker(session, one, form=study.form, article_id=one.before.article_id)
    fields = {key for one in speaking for key in one.fields}
    changed = study.resolve(fields, documents)
    touched = {(STUDY, study_id), *((ARTICLE, row.article_id) for row in rows)}
    return touched if changed else {(STUDY, study_id), *_articles(speaking)}


def _articles(edited: Iterable[Edited]) -> set[tuple[str, str]]:
    return {(ARTICLE, one.before.article_id) for one in edited}


def _write_speaker(session: Session, one: Edited, *, form: Form, article_id: str) -> None:
    """Make the values and the evidence of the changed fields again."""
    fields = one.fields
    if not fields:
        return
    said = {key: one.document["claims"][key] for key in fields if key in one.document["claims"]}
    claims = claims_from_json(said)
    for forget in _FORGET:
        session.execute(forget, {"one": one.entity_id, "fields": list(fields)})
    study_id, entity_id = one.before.study_id, one.entity_id
    values = list(value_rows(form, claims, study_id=study_id, entity_id=entity_id))
    quotes = list(evidence_rows(form, claims, article_id=article_id, entity_id=entity_id))
    for statement, rows in zip(_PUT, (values, quotes), strict=True):
        if rows:
            session.execute(statement, rows)


def _write_article(session: Session, one: Edited, *, form: Form) -> None:
    document = ArticleDocument.from_json(one.document)
    title, outlet = article_words(form, document)
    session.execute(
        sa.update(article_row).where(article_row.c.article_id == one.entity_id),
        {"title": title, "outlet": outlet, "state": document.state},
    )


@dataclass(frozen=True, slots=True)
class _Study:
    """The stored record of a study, of which some fields are resolved again."""

    session: Session
    study_id: str
    form: Form
    terms: Collection[str]

    def resolve(self, fields: set[str], documents: Mapping[str, Json]) -> bool:
        """Resolve those fields again; whether the study's counts changed.

        Fields whose decision is reopened are resolved as well: whether they are in conflict does
        not stand in the stored row.
        """
        row = self._stored()
        cells, standing = json.loads(row.cells), json.loads(row.standing)
        reopened = {key for key, cell in cells.items() if cell[_STATE] == REOPENED}
        anew = self._record(fields | reopened, documents, decisions=json.loads(row.document))
        kept = {key: cell for key, cell in cells.items() if key not in anew.cells}
        cells = kept | record_row(self.form, anew)
        self.session.execute(
            _SET_RECORD,
            {
                "study": self.study_id,
                "cells": canonical(cells).decode("utf-8"),
                "standing": canonical(self._standing(standing, anew)).decode("utf-8"),
            },
        )
        conflicts = [key for key, cell in kept.items() if cell[_STATE] == CONFLICT]
        now = (len(conflicts) + len(anew.conflicts), len(anew.reopened))
        if now == (row.conflicts, row.reopened):
            return False
        self._count(*now, before=row.conflicts)
        return True

    def _stored(self) -> Any:
        return self.session.execute(_STORED, {"study": self.study_id}).one()

    def _record(
        self, fields: set[str], documents: Mapping[str, Json], *, decisions: Json
    ) -> Record:
        said = {
            one: {key: document["claims"][key] for key in fields if key in document["claims"]}
            for one, document in documents.items()
        }
        wanted = set[str]().union(*map(term_ids, said.values()))
        terms = terms_for(self.session, wanted, likely=self.terms)
        readings = [
            Reading(one, {key: claim_from_json(claim) for key, claim in said[one].items()})
            for one in sorted(said)
        ]
        taken = [
            Decision.from_json(one) for one in decisions["decisions"] if one["field"] in fields
        ]
        return Record(
            {
                field.key: resolve_field(
                    field,
                    readings,
                    decisions=[one for one in taken if one.field == field.key],
                    terms=terms,
                )
                for field in self.form.fields(EXTRACTION)
                if field.key in fields
            }
        )

    def _standing(self, old: Mapping[str, list[list[str]]], anew: Record) -> dict[str, Any]:
        """By extraction the pairs [field, item] that stand, in the order of the form."""
        order = {field.key: n for n, field in enumerate(self.form.fields(EXTRACTION))}
        merged: dict[str, list[list[str]]] = {}
        for one, pairs in old.items():
            merged[one] = [pair for pair in pairs if pair[0] not in anew.cells]
        for one, pairs in record_standing(anew).items():
            merged.setdefault(one, []).extend(pairs)
        return {
            one: sorted(pairs, key=lambda pair: order[pair[0]])
            for one, pairs in merged.items()
            if pairs
        }

    def _count(self, conflicts: int, reopened: int, *, before: int) -> None:
        self.session.execute(
            sa.update(study_row).where(study_row.c.study_id == self.study_id),
            {"conflicts": conflicts, "reopened": reopened},
        )
        reporting = sa.select(head.c.article_id).where(
            head.c.study_id == self.study_id, head.c.state == ACTIVE
        )
        self.session.execute(
            sa.update(article_row)
            .where(article_row.c.article_id.in_(reporting))
            .values(conflicts=article_row.c.conflicts + (conflicts - before))
        )
