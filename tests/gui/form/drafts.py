"""A real draft on a real drafts' file, without a registry around it."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from curator.data import data_path
from curator.domain.changes import Author
from curator.domain.claims import Claim, claims_from_json
from curator.domain.documents import (
    ARTICLE,
    EXTRACTION,
    STUDY,
    ArticleDocument,
    ExtractionDocument,
    StudyDocument,
)
from curator.domain.edits import EditLog, Step
from curator.domain.evidence import Evidence, evidence_at
from curator.domain.forms import Form, form_from_json
from curator.domain.identity import now
from curator.gui.draft import Draft
from curator.gui.lanes import Lanes
from curator.gui.opening import Opened, Opening
from curator.services.values import FieldHint, OpenedArticle, OpenedExtraction
from curator.store.drafts import Based, DraftKey, DraftStore, StoredDraft

ARTICLE_ID = "018f0000-0000-7000-8000-000000000001"
EXTRACTION_ID = "018f0000-0000-7000-8000-000000000002"
STUDY_ID = "018f0000-0000-7000-8000-000000000003"
BODY = (
    "A promising strategy\n"
    "Scientists at the Icahn School of Medicine used mice with lung cancer and ovarian cancer. "
    "The CAR T cells release interleukin-12 (IL-12). Published 24 Nov 2022 in Cancer Cell. "
    "Twelve mice were treated; many were cured."
)
VOCABULARIES = {
    "diseases": (
        "MONDO:0004992\tcancer\tmalignant neoplasm\t\n"
        "MONDO:0008903\tlung cancer\tcancer of the lung\tMONDO:0004992\n"
        "MONDO:0008170\tovarian cancer\t\tMONDO:0004992\n"
    ),
    "organisms": "NCBITaxon:10090\tmouse\tmice|Mus musculus\t\nNCBITaxon:9606\thuman\t\t\n",
    "cells": "CL:0000235\tmacrophage\t\t\nCL:0000084\tT cell\tT lymphocyte\t\n",
    "cytokines": "HGNC:5969\tIL-12\tinterleukin-12\t\nHGNC:5986\tIL-18\tinterleukin-18\t\n",
    "institutions": "ROR:04a9tmd77\tIcahn School of Medicine at Mount Sinai\tMount Sinai\t\n",
    "journals": "ISSN:1535-6108\tCancer Cell\t\t\n",
    "antigens": "HGNC:1633\tCD19\t\t\n",
}


class DraftsOnly:
    """The part of the backend that a draft writes to: the drafts' own file."""

    def __init__(self, drafts: DraftStore) -> None:
        self.drafts = drafts

    def opened(self) -> Opened:
        return cast(Opened, None)

    def record(self, stored: StoredDraft, step: Step | None) -> Any:
        log = stored.log
        dirty = bool(log.position)
        self.drafts.record(stored.key, position=log.position, step=step, dirty=dirty)
        return SimpleNamespace(at=now(), dirty=dirty)

    def write_pending(self, stored: StoredDraft, texts: tuple[tuple[str, str], ...]) -> Any:
        for place, words in texts:
            self.drafts.put_pending(stored.key, place, words=words)
        return SimpleNamespace(at=now(), dirty=None)

    def close(self) -> None:
        self.drafts.close()


def template() -> Form:
    path = data_path("resources", "forms", "immunotherapy-study.toml")
    return form_from_json(tomllib.loads(path.read_text(encoding="utf-8")))


def drafts_lanes(path: Path) -> Lanes:
    """Lanes on the drafts' file at that path."""

    def open_backend(opening: Opening, *rest: object) -> Any:
        return DraftsOnly(DraftStore(path))

    lanes = Lanes(open_backend)
    lanes.open(Opening())
    return lanes


def opened(
    body: str = BODY,
    *,
    claims: Mapping[str, Claim] | None = None,
    article_claims: Mapping[str, Claim] | None = None,
    hints: tuple[FieldHint, ...] = (),
) -> OpenedArticle:
    """An article; with claims it has a study and an extraction."""
    digest = hashlib.sha256(body.encode()).hexdigest()
    document = ArticleDocument(
        original_sha256=digest,
        file_name="article.txt",
        media_type="text/plain",
        encoding="utf-8",
        text=digest,
        text_digest=digest,
        title="A promising strategy",
        claims=article_claims or {},
    )
    extractions: tuple[OpenedExtraction, ...] = ()
    if claims is not None:
        study = StudyDocument("CAR T against tumor macrophages")
        extraction = ExtractionDocument(ARTICLE_ID, STUDY_ID, "primary", "R. Ortiz", claims=claims)
        extractions = (
            OpenedExtraction(EXTRACTION_ID, "r1", extraction, 1, study.label, "r2", study),
        )
    return OpenedArticle(ARTICLE_ID, 2, "r0", document, body, (), extractions, hints, 7, "0" * 64)


def draft_of(article: OpenedArticle, lanes: Lanes, *, form: Form, read_only: str = "") -> Draft:
    """A fresh draft of an article, begun in the drafts' file."""
    base = {article.article_id: Based(ARTICLE, article.revision_id, article.document.to_json())}
    for one in article.extractions:
        study = one.study_document.to_json()
        base[one.document.study] = Based(STUDY, one.study_revision_id, study)
        document = one.document.to_json()
        base[one.extraction_id] = Based(EXTRACTION, one.revision_id, document)
    key = DraftKey("registry", "curator", article.article_id)
    documents = {e: {"kind": b.kind, "document": b.document} for e, b in base.items()}
    stored = StoredDraft(key, "0" * 64, base, EditLog(documents), False, now())
    lanes.draft(_begin, stored)
    author = Author("018f0000-0000-7000-8000-00000000000a", "R. Ortiz")
    return Draft(lanes, stored, article=article, form=form, author=author, read_only=read_only)


def _begin(backend: Any, stored: StoredDraft) -> None:
    backend.drafts.put(stored)


def words(quote: str, *, body: str = BODY) -> Evidence:
    """The evidence of a quote that stands once in the body."""
    start = body.index(quote)
    digest = hashlib.sha256(body.encode()).hexdigest()
    return evidence_at(body, start, end=start + len(quote), text=digest)


def gold_claims(data: Mapping[str, Any], *, form: Form, body: str) -> dict[str, Claim]:
    """Claims of a file of readings, with item ids and whole evidence."""
    digest = hashlib.sha256(body.encode()).hexdigest()
    found = {}
    for key, claim in data.items():
        held = dict(claim)
        if "items" in held:
            held["items"] = [
                _gold_item(item, f"{key}{n}", main=_main(form, key), body=body, digest=digest)
                for n, item in enumerate(held["items"])
            ]
        found[key] = held
    return claims_from_json(found)


def _main(form: Form, key: str) -> str:
    field = form.field(key)
    return field.parts[0].key if field is not None and field.parts else ""


def _gold_item(
    item: Mapping[str, Any], item_id: str, *, main: str, body: str, digest: str
) -> dict[str, Any]:
    made = dict(item) | {"id": item_id}
    if main and "value" in made:
        made["parts"] = {main: made.pop("value")}
    made["evidence"] = [
        evidence_at(body, e["start"], end=e["end"], text=digest).to_json()
        for e in item.get("evidence", ())
    ]
    return made


def write_vocabularies(folder: Path) -> Path:
    """Small vocabulary files, written for these tests."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in VOCABULARIES.items():
        text = f"# vocabulary {name} release 1\n{lines}"
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    return folder
