"""The draft of the open article, as the panes see it: what each field holds, and every edit.

It lives in the GUI thread and holds the head of the edit log; each step goes to the draft lane at
once, so that a kill loses less than a second.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from curator.domain.claims import Claim, claim_to_json
from curator.domain.documents import ARTICLE, EXTRACTION, STUDY
from curator.domain.edits import EditLog, Fragment, Step
from curator.domain.forms import Form
from curator.domain.identity import new_id, now, study_label
from curator.gui import draft_calls
from curator.gui.draft_steps import (
    begin_study,
    made_of,
    new_extraction,
    place_of,
    short_label,
    state_step,
)
from curator.gui.evidence_places import EvidencePlaces

if TYPE_CHECKING:
    from curator.gui.lane_values import Recorded
    from curator.gui.lanes import Lanes
    from curator.services.values import Author, OpenedArticle
    from curator.store.drafts import DraftKey, StoredDraft

COALESCE_MS: Final = 2_000
PENDING_MS: Final = 300


@dataclass(frozen=True, slots=True)
class StudyName:
    """A study as the form's head says it; ``label`` is "" until its first save."""

    study_id: str
    label: str
    title: str


class Draft(QObject):
    """Edits of one article, its extractions and their studies.

    ``changed`` brings a frozenset of (entity id, field key): "" for the whole entity, ``@state``
    and the like for what is no claim.  ``studies_changed``: others, or another one is current.
    ``cursor_wanted``: go to ``entity|field|item|part``.  ``written`` brings the UTC time at which
    the newest step was on disk.
    """

    changed = Signal(object)
    dirty_changed = Signal(bool)
    saved = Signal(object)
    position_changed = Signal()
    studies_changed = Signal()
    cursor_wanted = Signal(str)
    written = Signal(str)
    write_failed = Signal(object)

    def __init__(
        self,
        lanes: Lanes,
        stored: StoredDraft,
        *,
        article: OpenedArticle,
        form: Form,
        author: Author,
        read_only: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._stored = stored
        self._author = author
        self._pending = dict(stored.pending)
        self._unwritten: set[str] = set()
        self._names: dict[str, StudyName] = {}
        self._dirty = stored.dirty
        self.article = article
        self.places = EvidencePlaces(article)
        self.form = form
        self.read_only = read_only
        self.extraction = next(iter(self.extractions), "")
        for one in article.extractions:
            if one.study_number is not None:
                self.know_study(
                    one.document.study, study_label(one.study_number), title=one.study_label
                )
        self._quiet = self._timer(COALESCE_MS, self.close_step)
        self._pause = self._timer(PENDING_MS, self.write_pending)

    def _timer(self, milliseconds: int, slot: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    # What there is.

    @property
    def stored(self) -> StoredDraft:
        """The draft with the newest log, to be saved or merged."""
        return replace(self._stored, pending=dict(self._pending))

    @property
    def key(self) -> DraftKey:
        return self._stored.key

    @property
    def log(self) -> EditLog:
        return self._stored.log

    @property
    def dirty(self) -> bool:
        """Whether anything here is not saved."""
        return self._dirty

    @property
    def state(self) -> str:
        return str(self.log.document(self.article.article_id)["state"])

    @property
    def extractions(self) -> tuple[str, ...]:
        """Ids of the active extractions, oldest first."""
        log = self.log
        return tuple(
            one for one in log.of_kind(EXTRACTION) if log.document(one)["status"] == "active"
        )

    @property
    def study(self) -> str:
        """Id of the study that a letter fills; "" before the first edit of a new article."""
        return str(self.log.document(self.extraction)["study"]) if self.extraction else ""

    @property
    def study_saved(self) -> bool:
        """Whether the registry has the current study: it was saved, or linked to."""
        return bool(self.study) and not self._is_new(self.study)

    def study_of(self, extraction: str) -> StudyName:
        """The study of an extraction, by its names."""
        study = str(self.log.document(extraction)["study"])
        known = self._names.get(study, StudyName(study, "", ""))
        if study in self.log.documents:
            return replace(known, title=str(self.log.document(study)["label"]))
        return known

    def entity_of(self, field_key: str) -> str:
        """The entity whose claims hold a field; "" where it is still to be made."""
        if self.form.entity_of(field_key) == ARTICLE:
            return self.article.article_id
        return self.extraction

    def claim(self, field_key: str) -> Claim | None:
        """What a field holds: of the article, or of the current extraction."""
        entity = self.entity_of(field_key)
        return self.log.claim(entity, field_key) if entity else None

    def claims(self) -> dict[str, Claim]:
        """All claims that the form shows: of the article and of the current extraction."""
        found = self.log.claims(self.article.article_id)
        return found | self.log.claims(self.extraction) if self.extraction else found

    def undo_name(self) -> str:
        """What undo would take back, "" where there is nothing."""
        return self.log.steps[self.log.position - 1].name if self.log.position else ""

    def redo_name(self) -> str:
        log = self.log
        return log.steps[log.position].name if log.position < len(log.steps) else ""

    # Edits.

    def put(
        self,
        field_key: str,
        claim: Claim | None,
        *,
        name: str,
        coalesce: str = "",
        item: str = "",
        part: str = "",
    ) -> None:
        """Put a claim into a field as one step; None makes it unchecked."""
        self.put_many({field_key: claim}, name, coalesce=coalesce, item=item, part=part)

    def put_many(
        self,
        claims: Mapping[str, Claim | None],
        name: str,
        *,
        coalesce: str = "",
        item: str = "",
        part: str = "",
    ) -> None:
        """Put claims into several fields as one step.

        The first edit of a new article makes its study and extraction in the same step.
        """
        if self.read_only:
            return
        made: list[Fragment] = []
        if not self.extraction and any(self.form.entity_of(key) != ARTICLE for key in claims):
            made = begin_study(
                self.article.article_id, self._author.name, label=short_label(self._title())
            )
        fragments = [
            one for key, claim in claims.items() if (one := self._fragment(key, claim, made=made))
        ]
        first = next(iter(claims), "")
        entity = self.entity_of(first) or made_of(made, EXTRACTION)
        if fragments:
            cursor = f"{entity}|{first}|{item}|{part}"
            self._apply(Step(name, (*made, *fragments), cursor, coalesce, now()))

    def adopt(self, step: Step) -> None:
        """Take a step that was made elsewhere: edits from another copy of the registry."""
        if not self.read_only:
            self._apply(step)

    def set_state(self, state: str, *, reason: str = "", alone: bool = True) -> None:
        """Say how far the article is; part of the log, so that undo takes it back.

        Where it is not ``alone`` it belongs to the last step: nobody asked for it, and an undo that
        took back nothing else would seem to do nothing.
        """
        step = state_step(self.log, self.article.article_id, state=state, reason=reason)
        if step is None or self.read_only:
            return
        if alone or not self.log.position:
            self._apply(step)
        else:
            self._extend(step)

    def new_study(self, label: str) -> None:
        """A further study that this article reports; it becomes current."""
        if not self.read_only:
            made = begin_study(
                self.article.article_id,
                self._author.name,
                label=short_label(label) or short_label(self._title()),
            )
            self._apply(
                Step(f"New study {short_label(label)}".rstrip(), tuple(made), "", "", now())
            )
            self.set_current(made_of(made, EXTRACTION))

    def link_study(self, study_id: str, *, role: str = "primary") -> None:
        """This article reports that study of the registry; it becomes current.

        A study that only this draft has, and that says nothing yet, gives way to it.
        """
        if self.read_only or any(
            self.log.document(one)["study"] == study_id for one in self.extractions
        ):
            return
        if self.extraction and not self.log.claims(self.extraction) and self._is_new(self.study):
            self.move_extraction(self.extraction, study_id)
            return
        extraction = new_id()
        fragment = new_extraction(
            self.article.article_id,
            study_id,
            extraction=extraction,
            reader=self._author.name,
            role=role,
        )
        self._apply(Step("Link to a study", (fragment,), f"{extraction}|||", "", now()))
        self.set_current(extraction)

    def move_extraction(self, extraction: str, study_id: str) -> None:
        """Count a reading for another study; its claims stay as they are."""
        old = str(self.log.document(extraction)["study"])
        if self.read_only or old == study_id:
            return
        fragments = [Fragment(extraction, ("study",), old, study_id)]
        others = {self.log.document(one)["study"] for one in self.extractions if one != extraction}
        if self._is_new(old) and old not in others:
            fragments.append(Fragment(old, (), self.log.documents[old], None))
        self._apply(Step("Move to another study", tuple(fragments), f"{extraction}|||", "", now()))

    def set_role(self, extraction: str, role: str) -> None:
        """Whether the article reports a study first (primary), again, or comments on it."""
        old = self.log.document(extraction)["role"]
        if not self.read_only and old != role:
            fragment = Fragment(extraction, ("role",), old, role)
            self._apply(Step(f"Report is {role}", (fragment,), f"{extraction}|||", "", now()))

    def set_label(self, label: str) -> None:
        """Name the current study."""
        study = self.study
        entry = self._entry(study)
        if entry is None or self.read_only or entry["document"]["label"] == label:
            return
        fragment = Fragment(study, ("label",), entry["document"]["label"], label)
        self._apply(
            Step(f"Study: {short_label(label)}", (fragment,), f"{self.extraction}|||", "", now())
        )

    def set_current(self, extraction: str) -> None:
        """Let the form show, and letters fill, another of the article's studies."""
        if extraction != self.extraction and extraction in self.extractions:
            self.close_step()
            self.extraction = extraction
            self.studies_changed.emit()

    def know_study(self, study_id: str, label: str, *, title: str) -> None:
        """Remember how a saved study is called."""
        self._names[study_id] = StudyName(study_id, label, title)

    def undo(self) -> None:
        """Take back the last step and go to where it was made."""
        moved = self.log.undone()
        if moved is not None and not self.read_only:
            self._moved(*moved)

    def redo(self) -> None:
        moved = self.log.redone()
        if moved is not None and not self.read_only:
            self._moved(*moved)

    @Slot()
    def close_step(self) -> None:
        """Let the next typing be a step of its own: the focus left, or two seconds passed."""
        closed = self.log.closed()
        if closed is not self.log:
            self._stored = replace(self._stored, log=closed)
            self._write(closed.steps[closed.position - 1])

    # Text that is no value yet.

    def set_pending(self, field_key: str, item: str, *, part: str, text: str) -> None:
        """Keep unfinished text of an editor; "" forgets it."""
        place = f"{self.entity_of(field_key)}|{field_key}|{item}|{part}"
        if self._pending.get(place, "") == text or self.read_only:
            return
        if text:
            self._pending[place] = text
        else:
            del self._pending[place]
        self._unwritten.add(place)
        # Not started again while it runs: what is typed without a pause is on disk in time too.
        if not self._pause.isActive():
            self._pause.start()

    def pending(self, field_key: str, item: str, *, part: str) -> str:
        return self._pending.get(f"{self.entity_of(field_key)}|{field_key}|{item}|{part}", "")

    @Slot()
    def write_pending(self) -> None:
        """Write unfinished text now."""
        texts = tuple((place, self._pending.get(place, "")) for place in sorted(self._unwritten))
        self._unwritten.clear()
        if texts:
            job = self._lanes.draft(draft_calls.write_pending, self._stored, texts=texts)
            job.succeeded.connect(self._written)
            job.failed.connect(self.write_failed)

    # What others did.

    def set_author(self, author: Author) -> None:
        """These are the edits of that curator, on disk too."""
        self._author = author
        if author.id != self.key.curator:
            old = self.key
            self._stored = replace(self._stored, key=old._replace(curator=author.id))
            job = self._lanes.draft(draft_calls.move, self.stored, old=old)
            job.succeeded.connect(self._written)
            job.failed.connect(self.write_failed)

    def take_saved(self, after: StoredDraft, numbers: Mapping[str, int], *, saved: object) -> None:
        """The draft was saved as it was when the save began; newer steps are unsaved edits."""
        self._stored = replace(self._stored, base=after.base, last_seal=after.last_seal)
        self.close_step()
        for entity, number in numbers.items():
            if entity in self.log.documents and self.log.kind(entity) == STUDY:
                self.know_study(entity, study_label(number), title="")
        self._write(None)
        self.saved.emit(saved)
        self.studies_changed.emit()

    def take_up(self, stored: StoredDraft, article: OpenedArticle) -> None:
        """The same draft on a newer saved state, merged on the draft lane."""
        before = self.log.documents
        self._stored = stored
        self.article = article
        self.places = EvidencePlaces(article)
        for one in article.extractions:
            if one.study_number is not None:
                label = study_label(one.study_number)
                self.know_study(one.document.study, label, title=one.study_label)
        self._set_dirty(stored.dirty)
        self._choose_current()
        there = {*before, *self.log.documents}
        changed = {one for one in there if before.get(one) != self._entry(one)}
        if changed:
            self.changed.emit(frozenset((entity, "") for entity in changed))
        self.position_changed.emit()
        self.studies_changed.emit()

    # Within.

    def _entry(self, entity: str) -> Mapping[str, Any] | None:
        return self.log.documents.get(entity)

    def _title(self) -> str:
        claim = self.log.claim(self.article.article_id, "report.title")
        value = claim.items[0].value if claim and claim.items else None
        return value if isinstance(value, str) else self.article.document.title

    def _is_new(self, study: str) -> bool:
        return study in self.log.documents and study not in self._stored.base

    def _fragment(
        self, field_key: str, claim: Claim | None, *, made: list[Fragment]
    ) -> Fragment | None:
        """The change of one field; None where it holds just that already."""
        entity = self.entity_of(field_key) or made_of(made, EXTRACTION)
        entry = self._entry(entity)
        old = entry["document"]["claims"].get(field_key) if entry else None
        new = None if claim is None else claim_to_json(claim)
        return None if old == new else Fragment(entity, ("claims", field_key), old, new)

    def _apply(self, step: Step) -> None:
        self._stored = replace(self._stored, log=self.log.applied(step))
        self._write(self.log.steps[self.log.position - 1])
        if step.coalesce:
            self._quiet.start()
        self._tell(step)

    def _extend(self, step: Step) -> None:
        log = self.log.extended(step.fragments)
        self._stored = replace(self._stored, log=log)
        # It may have changed steps that are undone, too.
        self._write(log.steps[log.position - 1], whole=log.position < len(log.steps))
        self._tell(step)

    def _moved(self, log: EditLog, step: Step) -> None:
        self._stored = replace(self._stored, log=log)
        self._write(None)
        self._tell(step)
        if step.cursor:
            self._go_to(step.cursor)

    def _go_to(self, cursor: str) -> None:
        self.set_current(cursor.split("|", 1)[0])
        self.cursor_wanted.emit(cursor)

    def _tell(self, step: Step) -> None:
        whole = any(not one.path or one.path in (("study",), ("role",)) for one in step.fragments)
        chose = self._choose_current()
        self.changed.emit(frozenset(place_of(one) for one in step.fragments))
        self.position_changed.emit()
        if whole or chose:
            self.studies_changed.emit()

    def _choose_current(self) -> bool:
        """Keep the current extraction one that there is; True where another took its place."""
        there = self.extractions
        if self.extraction in there or (not there and not self.extraction):
            return False
        self._move_pending(self.extraction, there[-1] if there else "")
        self.extraction = there[-1] if there else ""
        return True

    def _move_pending(self, old: str, new: str) -> None:
        """Text typed before there was an extraction belongs to the one that its step made."""
        if old:
            return
        for place in [one for one in self._pending if one.startswith("|")]:
            self._pending[f"{new}{place}"] = self._pending.pop(place)
            self._unwritten |= {place, f"{new}{place}"}
        if self._unwritten and not self._pause.isActive():
            self._pause.start()

    def _write(self, step: Step | None, *, whole: bool = False) -> None:
        job = self._lanes.draft(draft_calls.record, self.stored, step=step, whole=whole)
        job.succeeded.connect(self._written)
        job.failed.connect(self.write_failed)

    @Slot(object)
    def _written(self, recorded: Recorded) -> None:
        self.written.emit(recorded.at)
        if recorded.dirty is not None:
            self._set_dirty(recorded.dirty)

    def _set_dirty(self, dirty: bool) -> None:
        if dirty != self._dirty:
            self._dirty = dirty
            self.dirty_changed.emit(dirty)
