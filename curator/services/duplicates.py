"""What may be there twice: proposals, the curator's answers, and taking an answer back.

A proposal changes nothing.  An answer is one change: it stands as a link in both articles'
documents, so that it is never asked again, and where two articles report one study their
extractions are brought together.  Taking it back is one more change, which brings back the
documents that stood before.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.documents import ARTICLE, EXTRACTION, STUDY
from curator.domain.errors import NotFoundError, RefusedError, UsageError
from curator.domain.identity import article_label, new_id, study_label
from curator.ingest.matching.kinship import Reason
from curator.services.registry import Registry
from curator.services.saving import append_saves
from curator.services.values import Author, Change
from curator.store.engine import Session
from curator.store.journal import NewEntity, NewRevision, new_header
from curator.store.revisions import heads, stale
from curator.store.studies import ACTIVE, WITHDRAWN, Stored, stored_as_of
from curator.store.tables import article_row, change, entity, head, proposal, revision

SAME_ARTICLE: Final = "same_article"
SAME_STUDY: Final = "same_study"
DIFFERENT: Final = "different"
ANSWERS: Final = (SAME_ARTICLE, SAME_STUDY, DIFFERENT)

KIND: Final = "duplicate"
UNDO_KIND: Final = "undo-duplicate"

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two articles of a proposal, as the list has it."""

    article_id: str
    number: int
    revision_id: str
    title: str
    outlet: str
    state: str
    studies: str

    @property
    def label(self) -> str:
        return article_label(self.number)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two articles that may be one, or report one study; ``first`` has the smaller number.

    Attributes:
        relation: ``same_article`` or ``same_study``.
        reasons: What speaks for it, with words and offsets in both chosen texts.
    """

    first: Side
    second: Side
    relation: str
    reasons: tuple[Reason, ...]


def proposals(registry: Registry) -> tuple[Proposal, ...]:
    """All that nobody has answered yet, the same articles first, then by number.

    Left out is what is withdrawn or excluded, and two articles of one study already.
    """
    with registry.read() as session:
        rows = session.execute(sa.select(proposal)).all()
        numbers = sorted({number for row in rows for number in (row.first, row.second)})
        sides = _sides(session, numbers)
        linked = _links(session, [one.article_id for one in sides.values()])
    found = [
        Proposal(
            sides[row.first],
            sides[row.second],
            row.relation,
            tuple(map(Reason.from_json, json.loads(row.reasons))),
        )
        for row in rows
        if row.first in sides and row.second in sides
    ]
    open_ = [one for one in found if _is_open(one, linked)]
    return tuple(sorted(open_, key=lambda one: (one.relation, one.first.number, one.second.number)))


def answer(
    registry: Registry,
    asked: Proposal,
    *,
    given: str,
    author: Author,
    studies: Collection[str] = (),
) -> Change:
    """Remember what two articles are to each other, and do what follows from it; one change.

    Same article: both stay; the newer one is excluded unless it has extractions.  Same study: the
    article without an extraction gets one for the other's study, two studies become one, and where
    neither has any a new study begins.  Different: only remembered.

    Args:
        registry: Open for writing.
        asked: The two articles.
        given: One of ``ANSWERS``.
        author: Who answers.
        studies: Ids of the studies that are meant where an article reports several.

    Raises:
        UsageError: ``given`` is no answer.
        StaleRecordError: One of the articles was saved since the proposal was read.
        RefusedError: They have this answer already, or an article reports several studies, and
            ``studies`` does not say which one is meant.
    """
    if given not in ANSWERS:
        raise UsageError(f"“{given}” is no answer.", hint=f"One of: {', '.join(ANSWERS)}.")
    labels = f"{asked.first.label} and {asked.second.label}"
    header = new_header(author, KIND, reason=f"{labels}: {given.replace('_', ' ')}")
    form = registry.form
    with registry.write() as session:
        answering = _Answering(session, asked, author=author)
        answering.link(given)
        if given == SAME_ARTICLE:
            answering.exclude_newer()
        elif given == SAME_STUDY:
            answering.join_studies(frozenset(studies))
        saved = append_saves(
            session,
            header,
            form=form,
            saves=answering.saves(),
            based_on=answering.based_on,
            new_entities=answering.new,
        )
    registry.broadcast(saved.changes)
    return saved.change


def proposal_of(registry: Registry, articles: tuple[str, str]) -> Proposal:
    """The proposal on two articles by their ids; one without reasons where nobody proposed it.

    Raises:
        NotFoundError: One of them is not there.
        RefusedError: They are one and the same.
    """
    first, second = articles
    with registry.read() as session:
        query = sa.select(entity.c.id, entity.c.number).where(
            entity.c.id.in_([first, second]), entity.c.kind == ARTICLE
        )
        numbers = {row.id: row.number for row in session.execute(query)}
        if missing := {first, second} - numbers.keys():
            raise NotFoundError(f"There is no article {missing.pop()} in this registry.")
        if first == second:
            raise RefusedError("These are not two articles but one.")
        low, high = sorted(numbers.values())
        at = (proposal.c.first == low) & (proposal.c.second == high)
        row = session.execute(sa.select(proposal).where(at)).one_or_none()
        sides = _sides(session, [low, high])
    reasons = tuple(map(Reason.from_json, json.loads(row.reasons))) if row else ()
    return Proposal(sides[low], sides[high], row.relation if row else "", reasons)


def undo_answer(registry: Registry, seq: int, *, author: Author) -> Change:
    """Take the answer of that change back: the documents before it stand again; one change.

    Raises:
        NotFoundError: That change is no answer.
        StaleRecordError: Something that it touched was saved since.
    """
    header = new_header(author, UNDO_KIND, reason=f"Answer taken back (change {seq})")
    form = registry.form
    with registry.write() as session:
        kind = session.scalar(sa.select(change.c.kind).where(change.c.seq == seq))
        if kind != KIND:
            raise NotFoundError(f"Change {seq} is no answer on duplicates.")
        made = session.execute(sa.select(revision).where(revision.c.change_seq == seq)).all()
        now = heads(session, [row.entity_id for row in made])
        before = stored_as_of(session, [row.entity_id for row in made], seq=seq - 1)
        saves = []
        for row in made:
            newest = now[row.entity_id]
            if newest["id"] != row.id:
                raise stale(session, row.entity_id, kind=row.kind, head=newest)
            saves.append(_back(row, before.get(row.entity_id), reason=header.reason))
        saved = append_saves(
            session,
            header,
            form=form,
            saves=saves,
            based_on={row.entity_id: row.id for row in made},
        )
    registry.broadcast(saved.changes)
    return saved.change


def answer_between(registry: Registry, articles: tuple[str, str]) -> int:
    """The newest change in which two articles were given an answer that stands.

    Raises:
        NotFoundError: There is none.
    """
    first, second = articles
    with registry.read() as session:
        if second not in _links(session, [first]).get(first, {}):
            raise NotFoundError("Nothing was answered on these two articles.")
        both = (
            sa.select(revision.c.change_seq)
            .join(change, change.c.seq == revision.c.change_seq)
            .where(revision.c.entity_id.in_([first, second]), change.c.kind == KIND)
            .group_by(revision.c.change_seq)
            .having(sa.func.count() == 2)
            .order_by(revision.c.change_seq.desc())
            .limit(1)
        )
        seq: int | None = session.scalar(both)
    if seq is None:
        raise NotFoundError("Nothing was answered on these two articles.")
    return seq


def open_numbers(found: Sequence[Proposal]) -> frozenset[int]:
    """Numbers of the articles that have an open proposal, for the mark in the list."""
    return frozenset(number for one in found for number in (one.first.number, one.second.number))


# --- within --------------------------------------------------------------------------------------


def _back(row: Any, before: Stored | None, *, reason: str) -> NewRevision:
    """The revision that brings back what stood before; what began then is withdrawn."""
    if before is not None:
        return NewRevision(row.entity_id, row.kind, before.document, (row.id,))
    document = json.loads(row.document)
    key = "status" if row.kind == EXTRACTION else "state"
    gone = document | {key: WITHDRAWN, "reason": reason}
    return NewRevision(row.entity_id, row.kind, gone, (row.id,))


def _sides(session: Session, numbers: Sequence[int]) -> dict[int, Side]:
    query = (
        sa.select(article_row, head.c.revision_id)
        .join(head, head.c.entity_id == article_row.c.article_id)
        .where(article_row.c.number.in_(numbers))
    )
    return {
        row.number: Side(
            row.article_id,
            row.number,
            row.revision_id,
            row.title,
            row.outlet,
            row.state,
            row.studies,
        )
        for row in session.execute(query)
    }


def _links(session: Session, ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """By article: the articles that it has an answer on."""
    return {
        one: {link["article"]: link["relation"] for link in json.loads(row["document"])["links"]}
        for one, row in heads(session, ids).items()
    }


def _is_open(one: Proposal, linked: Mapping[str, Mapping[str, str]]) -> bool:
    first, second = one.first, one.second
    if linked.get(first.article_id, {}).get(second.article_id) in ANSWERS:
        return False
    if {first.state, second.state} & {WITHDRAWN, "excluded"}:
        return False
    shared = set(filter(None, first.studies.split(", "))) & set(second.studies.split(", "))
    return one.relation == SAME_ARTICLE or not shared


class _Answering:
    """An answer on its way: the documents that it makes."""

    def __init__(self, session: Session, asked: Proposal, *, author: Author) -> None:
        self._session, self._author = session, author
        sides = (asked.first, asked.second)
        self._ids = [side.article_id for side in sides]
        stored = stored_as_of(session, self._ids)
        self._before = stored
        self._documents: dict[str, Document] = {}
        self.based_on: dict[str, str | None] = {one.article_id: one.revision_id for one in sides}
        self.new: list[NewEntity] = []
        self._extractions = {one: self._active(head.c.article_id, one) for one in self._ids}

    def link(self, given: str) -> None:
        """Remember the answer in both articles."""
        for one, other in (self._ids, self._ids[::-1]):
            document = self._before[one].document
            label = article_label(self._before[one].number)
            if document["state"] == WITHDRAWN:
                raise RefusedError(f"{label} is withdrawn.", hint="Nothing was changed.")
            if any(
                link["article"] == other and link["relation"] in ANSWERS
                for link in document["links"]
            ):
                raise RefusedError(
                    f"This was answered for {label} already.",
                    hint="Take that answer back first: curator duplicates undo.",
                )
            self._put(one, links=[*document["links"], {"article": other, "relation": given}])

    def exclude_newer(self) -> None:
        older, newer = self._ids
        if not self._extractions[newer] and self._before[newer].document["state"] != WITHDRAWN:
            label = article_label(self._before[older].number)
            self._put(newer, state="excluded", reason=f"same article as {label}")

    def join_studies(self, meant: frozenset[str]) -> None:
        """Bring what the two articles report together in one study."""
        first, second = (self._studies(one) for one in self._ids)
        if first & second:
            return
        first, second = (
            self._meant(one, studies, meant=meant)
            for one, studies in zip(self._ids, (first, second), strict=True)
        )
        if first and second:
            self._join(*sorted((first | second), key=lambda one: self._study(one).number))
        elif first or second:
            (study,) = first | second
            self._read(self._ids[1] if first else self._ids[0], study)
        else:
            study = new_id()
            self.new.append(NewEntity(study, STUDY))
            label = self._title(self._ids[0])
            self._documents[study] = _new_study(label)
            for one in self._ids:
                self._read(one, study)

    def _meant(self, article: str, studies: set[str], *, meant: frozenset[str]) -> set[str]:
        """The one study of an article that is meant; none where it reports none."""
        chosen = studies & meant
        if len(studies) < 2 or len(chosen) == 1:
            return chosen or studies
        label = article_label(self._before[article].number)
        raise RefusedError(
            f"{label} reports {len(studies)} studies; which of them is meant is not known.",
            hint="Say which: choose it from the list, or name it by --study.",
        )

    def saves(self) -> list[NewRevision]:
        kinds = {one.id: one.kind for one in self.new}
        return [
            NewRevision(
                one,
                kinds.get(one) or self._before[one].kind,
                document,
                (self._before[one].revision_id,) if one in self._before else (),
            )
            for one, document in self._documents.items()
        ]

    def _put(self, one: str, **changed: Any) -> None:
        document = self._documents.get(one) or self._before[one].document
        self._documents[one] = {**document, **changed}

    def _active(self, column: sa.Column[str], of: str) -> list[Stored]:
        query = sa.select(head.c.entity_id).where(
            column == of, head.c.kind == EXTRACTION, head.c.state == ACTIVE
        )
        found = stored_as_of(self._session, sorted(self._session.scalars(query)))
        return list(found.values())

    def _studies(self, article: str) -> set[str]:
        """The studies that count which an article reports."""
        named = {one.document["study"] for one in self._extractions[article]}
        return {one for one in named if self._study(one).document["state"] == ACTIVE}

    def _study(self, study: str) -> Stored:
        if study not in self._before:
            self._before |= stored_as_of(self._session, [study])
        return self._before[study]

    def _title(self, article: str) -> str:
        query = sa.select(article_row.c.title).where(article_row.c.article_id == article)
        return self._session.scalar(query) or article_label(self._before[article].number)

    def _read(self, article: str, study: str) -> None:
        """A reading of an article that says nothing yet."""
        made = new_id()
        self.new.append(NewEntity(made, EXTRACTION))
        self._documents[made] = {
            "article": article,
            "study": study,
            "role": "primary",
            "reader": self._author.name,
            "status": ACTIVE,
            "reason": "",
            "claims": {},
        }
        if self._before[article].document["state"] == "new":
            self._put(article, state="in_progress")

    def _join(self, kept: str, emptied: str) -> None:
        """Move all readings of one study to another; the emptied one is withdrawn."""
        for one in self._active(head.c.study_id, emptied):
            self._before[one.entity_id] = one
            self._put(one.entity_id, study=kept)
            self.based_on[one.entity_id] = one.revision_id
        for study, other, relation in (
            (kept, emptied, "joined_from"),
            (emptied, kept, "joined_into"),
        ):
            relations = [*self._study(study).document["relations"]]
            relations.append({"study": other, "relation": relation})
            self._put(study, relations=relations)
            self.based_on[study] = self._study(study).revision_id
        label = study_label(self._study(kept).number)
        self._put(emptied, state=WITHDRAWN, reason=f"joined into {label}")


def _new_study(label: str) -> Document:
    return {"label": label, "state": ACTIVE, "reason": "", "relations": [], "decisions": []}
