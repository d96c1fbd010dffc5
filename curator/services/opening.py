"""Opening an article for curation, and a study with its readings and record."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.agreement import Reading
from curator.domain.claims import claims_from_json, claims_to_json
from curator.domain.documents import (
    ARTICLE,
    STUDY,
    ArticleDocument,
    ExtractionDocument,
    StudyDocument,
)
from curator.domain.errors import NotFoundError, StorageError
from curator.domain.forms import Form
from curator.domain.identity import article_label
from curator.domain.records import Record, resolve
from curator.domain.references import reference_from_json
from curator.ingest.values import block_from_json
from curator.services.block_choices import with_choices
from curator.services.registry import Registry
from curator.services.values import (
    FieldHint,
    OpenedArticle,
    OpenedExtraction,
    ReadingView,
    StudyView,
)
from curator.store.engine import Session
from curator.store.form_rows import head_form
from curator.store.projected_rows import article_words, term_ids
from curator.store.projections import terms_for
from curator.store.revisions import checked_text, last_change
from curator.store.studies import (
    ACTIVE,
    Stored,
    counts,
    extractions_ever_of,
    extractions_of_article,
    stored_as_of,
    touching,
)
from curator.store.tables import change, text

_APART: Final = frozenset({"hints", "reference"})
"""Of how a text was made: what has an attribute of its own."""


def open_article(registry: Registry, article_id: str) -> OpenedArticle:
    """An article with its chosen text and its active extractions.

    Raises:
        NotFoundError: There is no such article.
        VerificationError: A document or the text was changed behind the registry's back.
    """
    with registry.read() as session:
        article = stored_as_of(session, [article_id]).get(article_id)
        if article is None or article.kind != ARTICLE:
            raise NotFoundError(f"There is no article {article_id} in this registry.")
        document = ArticleDocument.from_json(article.document)
        bodies = _texts(session, article_id)
        chosen = _chosen(bodies, document)
        last = last_change(session)
        extractions = _extractions(session, article)
    made_by = json.loads(chosen["made_by"])
    blocks = tuple(map(block_from_json, json.loads(chosen["blocks"])))
    return OpenedArticle(
        article_id=article_id,
        number=article.number,
        revision_id=article.revision_id,
        document=document,
        body=chosen["body"],
        blocks=with_choices(blocks, document.blocks, text=document.text),
        read_blocks=blocks,
        extractions=extractions,
        hints=tuple(FieldHint(**one) for one in made_by.get("hints", ())),
        seq=last.seq if last else 0,
        last_seal=last.seal if last else "",
        texts={row["sha256"]: row["body"] for row in bodies if row is not chosen},
        made_by={key: one for key, one in made_by.items() if key not in _APART},
        reference=reference_from_json(made_by["reference"]) if "reference" in made_by else None,
        text_number=bodies.index(chosen) + 1,
        text_count=len(bodies),
    )


def _texts(session: Session, article_id: str) -> list[Mapping[Any, Any]]:
    query = sa.select(text).where(text.c.article_id == article_id)
    query = query.order_by(text.c.change_seq, text.c.digest)
    return [checked_text(row._mapping) for row in session.execute(query)]


def _chosen(texts: Sequence[Mapping[Any, Any]], document: ArticleDocument) -> Mapping[Any, Any]:
    key = (document.text, document.text_digest)
    found = next((row for row in texts if (row["sha256"], row["digest"]) == key), None)
    if found is None:
        raise StorageError(
            f"The text of {document.file_name} is not in the registry.",
            hint="Run: curator verify.  Then open a backup.",
        )
    return found


def _extractions(session: Session, article: Stored) -> tuple[OpenedExtraction, ...]:
    """Active extractions of an article for active studies, oldest first."""
    found = stored_as_of(session, extractions_of_article(session, article.entity_id))
    active = [one for one in found.values() if one.document["status"] == ACTIVE]
    studies = stored_as_of(session, sorted({one.document["study"] for one in active}))
    opened = []
    for one in sorted(active, key=lambda one: one.number):
        study = studies.get(one.document["study"])
        if study is None or study.document["state"] != ACTIVE:
            continue
        opened.append(
            OpenedExtraction(
                extraction_id=one.entity_id,
                revision_id=one.revision_id,
                document=ExtractionDocument.from_json(one.document),
                study_number=study.number,
                study_label=study.document["label"],
                study_revision_id=study.revision_id,
                study_document=StudyDocument.from_json(study.document),
            )
        )
    return tuple(opened)


def study_view(registry: Registry, study_id: str, *, as_of: int | None = None) -> StudyView:
    """A study with what its extractions say and the record that they make, computed from documents.

    Args:
        registry: To read from.
        study_id: The study.
        as_of: The change after which to look; None for now.

    Raises:
        NotFoundError: There is no such study, or there was none yet.
        VerificationError: A document was changed behind the registry's back.
    """
    with registry.read() as session:
        study = stored_as_of(session, [study_id], seq=as_of).get(study_id)
        if study is None or study.kind != STUDY:
            when = "" if as_of is None else f" at change {as_of}"
            raise NotFoundError(f"There is no study {study_id} in this registry{when}.")
        form = registry.form if as_of is None else head_form(session, as_of=as_of)
        document = StudyDocument.from_json(study.document)
        readings = _readings(session, study, form=form, as_of=as_of)
        seqs = [seq for seq in touching(session, study_id) if as_of is None or seq <= as_of]
        record = _record(session, document, readings=readings, form=form, as_of=as_of)
        authors = _authors(session, {one.author for one in document.decisions})
    return StudyView(
        study_id=study_id,
        number=study.number,
        revision_id=study.revision_id,
        document=document,
        readings=readings,
        record=record,
        rev=len(seqs),
        seq=seqs[-1],
        as_of=as_of,
        authors=authors,
    )


def _authors(session: Session, ids: set[str]) -> dict[str, str]:
    """The newest name of each author."""
    if not ids:
        return {}
    query = sa.select(change.c.author_id, change.c.author_name).order_by(change.c.seq)
    return {row[0]: row[1] for row in session.execute(query.where(change.c.author_id.in_(ids)))}


def _readings(
    session: Session, study: Stored, *, form: Form, as_of: int | None
) -> tuple[ReadingView, ...]:
    found = stored_as_of(session, extractions_ever_of(session, study.entity_id), seq=as_of)
    active = [
        one
        for one in found.values()
        if one.document["study"] == study.entity_id and one.document["status"] == ACTIVE
    ]
    articles = stored_as_of(session, sorted({one.document["article"] for one in active}), seq=as_of)
    readings = []
    for one in active:
        article = articles.get(one.document["article"])
        if article is not None and counts(article, study):
            readings.append(_reading(one, article, form=form))
    return tuple(sorted(readings, key=lambda one: (one.article_number, one.extraction_id)))


def _reading(extraction: Stored, article: Stored, *, form: Form) -> ReadingView:
    title, outlet = article_words(form, ArticleDocument.from_json(article.document))
    return ReadingView(
        extraction_id=extraction.entity_id,
        article_id=article.entity_id,
        article_number=article.number,
        article_title=title,
        outlet=outlet,
        role=extraction.document["role"],
        reader=extraction.document["reader"],
        claims=claims_from_json(extraction.document["claims"]),
    )


def _record(
    session: Session,
    document: StudyDocument,
    *,
    readings: Sequence[ReadingView],
    form: Form,
    as_of: int | None,
) -> Record:
    wanted = set[str]().union(*(term_ids(claims_to_json(one.claims)) for one in readings))
    terms = terms_for(session, wanted, as_of=as_of)
    spoken = [
        Reading(one.extraction_id, one.claims, article_label(one.article_number))
        for one in readings
    ]
    return resolve(form, spoken, decisions=document.decisions, terms=terms)
