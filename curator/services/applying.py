"""Applying a file of readings: its studies, claims and extractions as one change (FORMAT 6)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.canonical import sha256
from curator.domain.claims import Claim, claims_to_json
from curator.domain.documents import (
    ARTICLE,
    ARTICLE_STATES,
    EXTRACTION,
    ROLES,
    STUDY,
    ExtractionDocument,
    StudyDocument,
)
from curator.domain.errors import RefusedError, UnreadableInputError
from curator.domain.forms import Form
from curator.domain.identity import new_id
from curator.services.local_terms import terms_requested
from curator.services.readings import (
    FORMAT,
    Place,
    Texts,
    mapping,
    one_of,
    read_claims,
    sequence,
    words,
)
from curator.services.registry import Registry
from curator.services.saving import append_saves, own_vocabularies, terms_of
from curator.services.term_checks import TermCheck
from curator.services.values import Applied, Author
from curator.services.vocabularies import Vocabularies
from curator.store.engine import Session
from curator.store.journal import NewEntity, NewRevision, new_header
from curator.store.revisions import checked_text
from curator.store.staging import known_originals
from curator.store.studies import Stored, stored_as_of
from curator.store.tables import change, entity, text

_SUFFIX: Final = " · sha256:"
_APPLIED: Final = re.compile(r"(?: · )?sha256:[0-9a-f]{64}$")
_LABEL: Final = re.compile(r"([AS])-?0*(\d{1,9})")


def shown_reason(reason: str) -> str:
    """A change's reason as people read it: without the digest of the file that was applied."""
    return _APPLIED.sub("", reason)


def apply_file(
    registry: Registry,
    path: Path,
    *,
    author: Author,
    again: bool = False,
    reason: str = "",
    vocabularies: Vocabularies | None = None,
) -> Applied:
    """Apply all readings of a file, or none of them.

    Args:
        registry: Open for writing.
        path: JSON as FORMAT 6 has it.
        author: The reader of all that it brings.
        again: Also where this very file has been applied before.
        reason: Why; the file's name by default.
        vocabularies: Where terms in use are looked up; the program's own by default.

    Raises:
        UnreadableInputError: The file cannot be read, or is no JSON.
        RefusedError: It was applied before, an article of it is not imported, or something in it
            does not fit, such as the id and the label of a term; the sentence says where.
    """
    data, digest = _read(path)
    return apply_readings(
        registry,
        data,
        name=path.name,
        digest=digest,
        author=author,
        again=again,
        reason=reason,
        vocabularies=vocabularies,
    )


def apply_readings(
    registry: Registry,
    data: Mapping[str, Any],
    *,
    name: str,
    author: Author,
    digest: str = "",
    again: bool = False,
    reason: str = "",
    vocabularies: Vocabularies | None = None,
) -> Applied:
    """Apply readings, or none of them.  Arguments as ``apply_file``.

    Args:
        registry: Open for writing.
        data: As FORMAT 6 has it.
        name: What it came from.
        author: The reader of all that it brings.
        digest: Of the file, by which it is known again; without one it is not asked for.
        again: Also where that file has been applied before.
        reason: Why; the name by default.
        vocabularies: Where terms in use are looked up.
    """
    form = registry.form
    _check_head(data, form)
    kept = _SUFFIX + digest if digest else ""
    header = new_header(author, "apply", reason=(reason or name) + kept)
    known = vocabularies or own_vocabularies()
    with registry.write() as session:
        if digest and not again:
            _refuse_applied(session, name, digest)
        check = TermCheck(known, terms_requested(session))
        file = _File(session, form, reader=author, check=check)
        _read_studies(file, data)
        _read_articles(file, data)
        _read_extractions(file, data)
        saves = [one.revision() for one in file.entries.values()]
        if not saves:
            raise RefusedError(f"{name} holds no readings.")
        saved = append_saves(
            session,
            header,
            form=form,
            saves=saves,
            based_on={},
            new_entities=[NewEntity(e.id, e.kind) for e in file.entries.values() if e.is_new],
            terms=known.with_ancestors(terms_of(saves)),
        )
    registry.broadcast(saved.changes)
    return Applied(
        change=saved.change,
        studies=tuple((ref, one.id) for (kind, ref), one in file.refs.items() if kind == STUDY),
        articles=tuple((ref, one.id) for (kind, ref), one in file.refs.items() if kind == ARTICLE),
        extractions=tuple(one.id for one in file.entries.values() if one.kind == EXTRACTION),
        doubts=tuple(file.doubts),
    )


@dataclass(slots=True)
class _Entry:
    """An entity that the file makes or changes."""

    id: str
    kind: str
    document: dict[str, Any]
    parents: tuple[str, ...] = ()
    texts: Texts | None = None

    @property
    def is_new(self) -> bool:
        return not self.parents

    def revision(self) -> NewRevision:
        return NewRevision(self.id, self.kind, self.document, self.parents)


@dataclass(slots=True)
class _File:
    """A file of readings on its way in: entities by id, and by kind and local name."""

    session: Session
    form: Form
    reader: Author = field(kw_only=True)
    check: TermCheck = field(kw_only=True)
    doubts: dict[str, None] = field(default_factory=dict)
    entries: dict[str, _Entry] = field(default_factory=dict)
    refs: dict[tuple[str, str], _Entry] = field(default_factory=dict)

    def put(self, ref: str, entry: _Entry, *, place: Place) -> None:
        if (entry.kind, ref) in self.refs:
            place.refuse(f"“{ref}” stands for another {entry.kind} of this file already.")
        self.refs[entry.kind, ref] = entry
        self.entries[entry.id] = entry

    def claims(self, entity: str, data: Any, *, texts: Texts, place: Place) -> dict[str, Claim]:
        """The claims of an entity; what is doubtful of their terms is kept to be told."""
        claims = read_claims(self.form, entity, data=data, texts=texts, place=place)
        self.doubts |= dict.fromkeys(self.check.check(self.form, claims, place=place))
        return claims

    def existing(self, kind: str, name: Any, *, place: Place) -> Stored:
        """The entity that an id, or a label such as S-0001, names."""
        given = words(name, place)
        label = _LABEL.fullmatch(given)
        query = sa.select(entity.c.id).where(entity.c.kind == kind)
        if label and (kind, label[1]) in ((ARTICLE, "A"), (STUDY, "S")):
            query = query.where(entity.c.number == int(label[2]))
        else:
            query = query.where(entity.c.id == given)
        found = self.session.scalar(query)
        if found is None:
            place.refuse(f"there is no {kind} {given} in this registry.")
        return stored_as_of(self.session, [found])[found]

    def entry(self, kind: str, ref: Any, *, place: Place) -> _Entry:
        """What a reference means: a name of this file, or an entity of the registry."""
        known = self.refs.get((kind, words(ref, place)))
        if known is not None:
            return known
        stored = self.existing(kind, ref, place=place)
        return _Entry(stored.entity_id, kind, dict(stored.document), (stored.revision_id,))


def _read(path: Path) -> tuple[Mapping[str, Any], str]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableInputError(f"{path.name} cannot be read: {error.strerror}.") from error
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_float=_no_float, parse_constant=_no_float)
    except (ValueError, RecursionError) as error:
        raise UnreadableInputError(
            f"{path.name} is no file of readings: {error}.", hint="It has to be JSON in UTF-8."
        ) from error
    return mapping(data, Place("")), sha256(raw)


def _no_float(number: str) -> float:
    raise ValueError(f"{number} stands as a number; numbers with a point are strings here")


def _check_head(data: Mapping[str, Any], form: Form) -> None:
    if data.get("format") != FORMAT:
        Place("format").refuse(f"“{data.get('format')}” is not {FORMAT}.")
    if data.get("form", form.name) != form.name:
        Place("form").refuse(f"the registry's form is {form.name}, not {data['form']}.")


def _refuse_applied(session: Session, name: str, digest: str) -> None:
    query = sa.select(change.c.seq).where(
        change.c.kind == "apply", change.c.reason.like(f"%sha256:{digest}")
    )
    seq = session.scalar(query.limit(1))
    if seq is not None:
        raise RefusedError(
            f"{name} has been applied already, by change {seq}.",
            hint="Give --again to apply it once more.",
        )


def _entries(data: Mapping[str, Any], key: str) -> list[tuple[Mapping[str, Any], Place]]:
    place = Place(key)
    several = sequence(data.get(key, []), place)
    return [(mapping(one, place.at(n)), place.at(n)) for n, one in enumerate(several)]


def _read_studies(file: _File, data: Mapping[str, Any]) -> None:
    for one, place in _entries(data, "studies"):
        ref = words(one.get("ref", ""), place.at("ref"))
        if "id" in one:
            stored = file.existing(STUDY, one["id"], place=place.at("id"))
            document = dict(stored.document)
            label = one.get("label", document["label"])
            document["label"] = words(label, place.at("label"))
            entry = _Entry(stored.entity_id, STUDY, document, (stored.revision_id,))
        else:
            label = words(one.get("label", ""), place.at("label"))
            entry = _Entry(new_id(), STUDY, StudyDocument(label).to_json())
        file.put(ref or entry.id, entry, place=place)


def _read_articles(file: _File, data: Mapping[str, Any]) -> None:
    for one, place in _entries(data, "articles"):
        stored = _article(file, one, place=place)
        texts = _texts(file.session, stored, one, place=place)
        claims = file.claims(ARTICLE, one.get("claims", {}), texts=texts, place=place.at("claims"))
        state = one_of(one.get("state", "in_progress"), ARTICLE_STATES, place=place.at("state"))
        document = dict(stored.document) | {
            "claims": {**stored.document["claims"], **claims_to_json(claims)},
            "state": state,
            "reason": words(one.get("reason", ""), place.at("reason")),
        }
        entry = _Entry(stored.entity_id, ARTICLE, document, (stored.revision_id,), texts)
        if entry.id in file.entries:
            place.refuse("this article stands in the file twice.")
        ref = words(one.get("ref", ""), place.at("ref"))
        file.put(ref or entry.id, entry, place=place)


def _article(file: _File, one: Mapping[str, Any], *, place: Place) -> Stored:
    if "id" in one:
        return file.existing(ARTICLE, one["id"], place=place.at("id"))
    sha = words(one.get("original_sha256"), place.at("original_sha256"))
    known = known_originals(file.session, [sha]).get(sha)
    if known is None:
        name = one.get("file") or sha
        place.refuse(f"{name} is not imported; import it first.")
    return stored_as_of(file.session, [known[0]])[known[0]]


def _texts(session: Session, article: Stored, one: Mapping[str, Any], *, place: Place) -> Texts:
    query = sa.select(text).where(text.c.article_id == article.entity_id)
    rows = [checked_text(row._mapping) for row in session.execute(query)]
    bodies = {row["sha256"]: row["body"] for row in rows}
    default = words(one.get("text_sha256", article.document["text"]), place.at("text_sha256"))
    if default not in bodies:
        place.at("text_sha256").refuse(f"the article has no text {default}.")
    return Texts(bodies, default)


def _read_extractions(file: _File, data: Mapping[str, Any]) -> None:
    for one, place in _entries(data, "extractions"):
        old = None
        if "id" in one:
            old = file.existing(EXTRACTION, one["id"], place=place.at("id"))
        given = dict(old.document) | dict(one) if old else one
        article = file.entry(ARTICLE, given.get("article"), place=place.at("article"))
        study = file.entry(STUDY, given.get("study"), place=place.at("study"))
        texts = _extraction_texts(file, article, one, place=place)
        claims = file.claims(
            EXTRACTION, one.get("claims", {}), texts=texts, place=place.at("claims")
        )
        document = ExtractionDocument(
            article=article.id,
            study=study.id,
            role=one_of(given.get("role", "primary"), ROLES, place=place.at("role")),
            reader=file.reader.name,
        ).to_json()
        before = old.document["claims"] if old else {}
        document["claims"] = {**before, **claims_to_json(claims)}
        parents = (old.revision_id,) if old else ()
        entry = _Entry(old.entity_id if old else new_id(), EXTRACTION, document, parents)
        if entry.id in file.entries:
            place.refuse("this extraction stands in the file twice.")
        if old and old.document["article"] != article.id:
            place.at("article").refuse("an extraction stays with its article.")
        file.entries[entry.id] = entry
        _begin(file, article)


def _extraction_texts(
    file: _File, article: _Entry, one: Mapping[str, Any], *, place: Place
) -> Texts:
    if article.texts is not None and "text_sha256" not in one:
        return article.texts
    stored = stored_as_of(file.session, [article.id])[article.id]
    return _texts(file.session, stored, one, place=place)


def _begin(file: _File, article: _Entry) -> None:
    """An article that the file only refers to is in progress too, where it was new."""
    if article.id not in file.entries and article.document["state"] == "new":
        article.document["state"] = "in_progress"
        file.entries[article.id] = article
