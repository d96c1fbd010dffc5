"""Saving: new revisions as one change, with the terms that they use and the projections."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

import sqlalchemy as sa

from curator.domain.claims import Term
from curator.domain.documents import ARTICLE, EXTRACTION, STUDY
from curator.domain.errors import NotFoundError, RefusedError
from curator.domain.forms import Form
from curator.domain.identity import new_id
from curator.domain.terms import VocabularyTerm
from curator.services.answer_log import compare_with_taken
from curator.services.registry import Registry
from curator.services.values import Author, Changes, Saved
from curator.services.vocabularies import LOCAL, Vocabularies
from curator.store import projections
from curator.store.edited import Edited, Head, heads_before, refresh_edited
from curator.store.engine import Session
from curator.store.journal import (
    ChangeHeader,
    NewEntity,
    NewOriginal,
    NewRevision,
    NewTerm,
    NewText,
    append,
    new_header,
)
from curator.store.projected_rows import term_ids, terms_in
from curator.store.revisions import heads
from curator.store.tables import entity, study_value, term


def save(
    registry: Registry,
    saves: Sequence[NewRevision],
    *,
    based_on: Mapping[str, str | None],
    author: Author,
    kind: str = "save",
    reason: str = "",
    new_entities: Sequence[NewEntity] = (),
    vocabularies: Vocabularies | None = None,
) -> Saved:
    """Append revisions as one change; all of them or none.

    Args:
        registry: Open for writing.
        saves: At most one revision of an entity.
        based_on: The revision that each entity had when it was opened; None: a new one.
        author: Who saves.
        kind: Of the change.
        reason: Why, in the author's words.
        new_entities: Those of ``saves`` that begin here; they get their numbers.
        vocabularies: Where terms in use are looked up; the program's own by default.

    Raises:
        StaleRecordError: Somebody saved one of them since; nothing is written.
        RefusedError: An extraction names an article or a study that there is not.
    """
    header = new_header(author, kind, reason=reason)
    known = vocabularies or own_vocabularies()
    used = known.with_ancestors(terms_of(saves))
    form = registry.form
    with registry.write() as session:
        saved = append_saves(
            session,
            header,
            form=form,
            saves=saves,
            based_on=based_on,
            new_entities=new_entities,
            terms=used,
        )
    registry.broadcast(saved.changes)
    return saved


@cache
def own_vocabularies() -> Vocabularies:
    """The vocabularies that come with the program; read once, never changed."""
    return Vocabularies.load()


def append_saves(
    session: Session,
    header: ChangeHeader,
    *,
    form: Form,
    saves: Sequence[NewRevision],
    based_on: Mapping[str, str | None],
    new_entities: Sequence[NewEntity] = (),
    terms: Iterable[VocabularyTerm] = (),
    originals: Sequence[NewOriginal] = (),
    texts: Sequence[NewText] = (),
) -> Saved:
    """Append one change and bring the projections up to date, in the caller's transaction."""
    saves = [one if one.id else replace(one, id=new_id()) for one in saves]
    before = heads_before(session, [one.entity_id for one in saves])
    _check_joins(session, saves, before=before, new={one.id for one in new_entities})
    known = tuple(terms)
    new_terms, told_anew = unknown_terms(session, known) if _names_new(saves, before) else ([], [])
    change = append(
        session,
        header,
        form_digest=form.digest,
        entities=new_entities,
        revisions=saves,
        originals=originals,
        texts=texts,
        terms=map(NewTerm, new_terms),
        based_on=based_on,
    )
    compare_with_taken(session, saves, author=header.author, at=header.at)
    edited = _edited(saves, before)
    if edited and not new_entities and not told_anew:
        likely = [one.id for one in known]
        touched = refresh_edited(session, edited, seq=change.seq, form=form, terms=likely)
        numbers = {}
    else:
        also = studies_using(session, told_anew)
        ids = [*(one.entity_id for one in saves), *also]
        touched = projections.refresh(session, ids, form=form)
        query = sa.select(entity.c.id, entity.c.number).where(entity.c.first_change == change.seq)
        numbers = {row.id: row.number for row in session.execute(query)}
    return Saved(
        change=change,
        numbers={one: head.number for one, head in before.items()} | numbers,
        changes=Changes(change.seq, touched),
        revisions={one.entity_id: one.id for one in saves if one.id},
    )


def _edited(saves: Sequence[NewRevision], before: Mapping[str, Head]) -> list[Edited]:
    """The saves as edits of what was there; none where one is more than that."""
    edited = [
        Edited(one.entity_id, before[one.entity_id], one.document, one.id)
        for one in saves
        if one.id and one.entity_id in before
    ]
    return edited if len(edited) == len(saves) and all(one.simple for one in edited) else []


def _names_new(saves: Sequence[NewRevision], before: Mapping[str, Head]) -> bool:
    """Whether a document names a term that its last one did not."""
    return any(
        term_ids(one.document.get("claims", {}))
        - (
            term_ids(before[one.entity_id].document.get("claims", {}))
            if one.entity_id in before
            else set()
        )
        for one in saves
    )


def terms_of(saves: Sequence[NewRevision]) -> list[Term]:
    found = (terms_in(one.document.get("claims", {})) for one in saves)
    return [Term(label, term_id) for terms in found for term_id, label in terms]


def _check_joins(
    session: Session,
    saves: Sequence[NewRevision],
    *,
    before: Mapping[str, Head],
    new: Collection[str],
) -> None:
    """An extraction joins an article and a study that are there or come with it."""
    wanted = {
        (one.document[kind], kind)
        for one in saves
        if one.kind == EXTRACTION
        for kind in (ARTICLE, STUDY)
        if one.document[kind] not in new and one.document[kind] != _joined(before, one, kind=kind)
    }
    if not wanted:
        return
    ids = [one for one, _ in wanted]
    query = sa.select(entity.c.id, entity.c.kind).where(entity.c.id.in_(ids))
    missing = wanted - {(row.id, row.kind) for row in session.execute(query)}
    for one, kind in sorted(missing):
        raise RefusedError(f"There is no {kind} {one} for this extraction.")


def _joined(before: Mapping[str, Head], one: NewRevision, *, kind: str) -> str:
    """What the last revision of an extraction joined."""
    head = before.get(one.entity_id)
    return "" if head is None else str(head.document[kind])


def unknown_terms(
    session: Session, terms: Iterable[VocabularyTerm]
) -> tuple[list[VocabularyTerm], list[str]]:
    """The terms that the registry does not keep yet, and those known by their label only so far.

    A newer release of a term that it does keep enters by a change of its own, not by a save: it
    could change what stands in studies that nobody opened.
    """
    by_id = {one.id: one for one in terms}
    if not by_id:
        return [], []
    query = sa.select(term.c.id, term.c.release).where(term.c.id.in_(list(by_id)))
    kept: dict[str, set[str]] = {}
    for row in session.execute(query):
        kept.setdefault(row.id, set()).add(row.release)
    new = [
        one
        for one in by_id.values()
        if one.id not in kept or (kept[one.id] == {LOCAL} and one.release != LOCAL)
    ]
    return new, [one.id for one in new if one.id in kept]


def studies_using(session: Session, term_ids: Sequence[str]) -> list[str]:
    """Studies whose agreement a term that got its ancestors only now can change."""
    if not term_ids:
        return []
    query = sa.select(study_value.c.study_id).distinct().where(study_value.c.term_id.in_(term_ids))
    return [one for one in session.scalars(query) if one]


def head_row(session: Session, entity_id: str, *, kind: str) -> tuple[str, str]:
    """Id and document (JSON text) of the newest revision of an entity.

    Raises:
        NotFoundError: There is none of that kind.
    """
    row = heads(session, [entity_id]).get(entity_id)
    if row is None or row["kind"] != kind:
        raise NotFoundError(f"There is no {kind} {entity_id} in this registry.")
    return row["id"], row["document"]
