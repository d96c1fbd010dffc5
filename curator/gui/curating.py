"""An article on the desk: opening it, words into fields, and what the panes show of its draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from curator.domain.documents import choices_from_json
from curator.domain.edits import EditLog
from curator.domain.evidence import Evidence, evidence_at
from curator.domain.identity import article_label
from curator.gui import calls
from curator.gui.article.values import ArticleText
from curator.gui.draft import Draft
from curator.gui.evidence_spans import Anchored, anchored, rail_of, spans_of
from curator.gui.form.values import CellView
from curator.gui.layout import Layout
from curator.gui.menus import Actions
from curator.gui.session import Session
from curator.gui.span_light import SUGGESTED, SpanLight
from curator.services.block_choices import with_choices
from curator.services.values import OpenedArticle

if TYPE_CHECKING:
    from curator.gui.lane_values import OpenedForWork, StudyState
    from curator.gui.lanes import Job
    from curator.store.drafts import StoredDraft

ATTACH: Final = "E"
PICK: Final = "/"
CONFLICT: Final = "conflict"


class Curating(QObject):
    """The open article.

    ``study`` is how its study stands, ``offered`` a draft of it from another copy of the registry.

    Signals: ``shown`` when an article is on screen, ``refreshed`` when its draft changed,
    ``pick_asked`` when selected words want a field that is to be typed, ``study_known`` when the
    standing of its study is.
    """

    shown = Signal()
    refreshed = Signal()
    pick_asked = Signal()
    study_known = Signal()

    def __init__(self, layout: Layout, session: Session, *, actions: Actions) -> None:
        super().__init__(layout)
        self._layout, self._session, self._actions = layout, session, actions
        self._opening: Job | None = None
        self._wanted_extraction = ""
        self._asked_state: Job | None = None
        self._gathered: tuple[EditLog | None, str, tuple[Anchored, ...]] = (None, "", ())
        self.cells: Mapping[str, CellView] = {}
        self.study: StudyState | None = None
        self.offered: StoredDraft | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._refresh)
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(0)
        self._asking.timeout.connect(self._ask_study)
        view, form = layout.article.view, layout.form
        view.letter_pressed.connect(self.press_letter)
        view.evidence_clicked.connect(self._go_to_field)
        layout.article.pages.evidence_clicked.connect(self._go_to_field)
        form.evidence_requested.connect(self.show_evidence)
        form.evidence_hovered.connect(self._hover)
        form.current_changed.connect(self._mark_current)
        form.left.connect(self._back_to_article)
        form.words_wanted.connect(self._want_words)
        self.light = SpanLight(layout, session)

    # Opening.

    @Slot(int)
    def open_number(self, number: int) -> None:
        self.open(article_label(number))

    def open(self, label_or_id: str, *, extraction: str = "") -> None:
        """Show an article; what is typed in the one before is kept first."""
        draft = self._session.draft
        if draft is not None and label_or_id in (
            draft.article.article_id,
            article_label(draft.article.number),
        ):
            if extraction:
                draft.set_current(extraction)
            self._layout.panes.show_pane("article")
            return
        self.keep()
        if self._opening is not None:
            self._opening.cancel()
        self._wanted_extraction = extraction
        self._opening = self._session.lanes.draft(calls.open_article, label_or_id)
        self._opening.succeeded.connect(self._show)

    @property
    def awaiting(self) -> bool:
        """Whether an article, or how its study stands, is still on its way."""
        asked = (self._opening, self._asked_state)
        return self._asking.isActive() or any(one is not None and not one.done for one in asked)

    def keep(self) -> None:
        """Put what is typed where nothing can lose it."""
        draft = self._session.draft
        if draft is not None:
            self._layout.form.flush()
            draft.write_pending()
            draft.close_step()

    def close(self) -> None:
        """Have no article open."""
        self.keep()
        self._layout.form.show_draft(None)
        self._layout.article.clear()
        self._session.show(None)

    @Slot(object)
    def _show(self, opened: OpenedForWork) -> None:
        form, author = self._session.form, self._session.author
        if form is None or author is None:
            return
        draft = Draft(
            self._session.lanes,
            opened.draft.draft,
            article=opened.article,
            form=form,
            author=author,
            read_only=self._session.read_only,
            parent=self,
        )
        if self._wanted_extraction:
            draft.set_current(self._wanted_extraction)
        draft.changed.connect(self._changed)
        draft.studies_changed.connect(self.ask_study)
        self.cells, self.study = {}, None
        layout = self._layout
        found = tuple(anchored(draft))
        self._gathered = (draft.log, draft.extraction, found)
        layout.article.show_article(article_text(draft), spans_of(found, draft, cells={}))
        layout.article.view.set_rail(rail_of(found, draft))
        layout.form.show_draft(draft)
        self._session.show(draft)
        layout.queue.show_article(opened.article.number)
        self._tell_of(opened)
        self.ask_study()
        self.shown.emit()

    def _tell_of(self, opened: OpenedForWork) -> None:
        self.offered = opened.draft.offered
        self._layout.messages.withdraw("clash")
        if opened.draft.clashes:
            self.say_clashes(len(opened.draft.clashes))
        self.say_state()

    def say_state(self) -> None:
        """An article that counts no longer says so, and why, and can be taken back in."""
        draft, messages = self._session.draft, self._layout.messages
        document = draft.log.document(draft.article.article_id) if draft else {}
        if draft is None or document["state"] not in ("excluded", "withdrawn"):
            messages.withdraw("state")
            return
        messages.say(
            "state",
            kind="info",
            parts=(
                (f"{article_label(draft.article.number)} is {document['state']}: ", True),
                (document["reason"] or "no reason given.", False),
            ),
            action="Take it back in",
            icon="minus",
            act=self._actions["article.include"].trigger,
            weight="barring",
            of_open=True,
        )

    def say_clashes(self, count: int) -> None:
        places = "place" if count == 1 else "places"
        self._layout.messages.say(
            "clash",
            kind="warn",
            parts=f"Somebody saved something else in {count} {places} that you edited. Your words"
            " stand in the draft; the history has theirs.",
            action="History",
            key="Ctrl+H",
            act=self._actions["view.history"].trigger,
            weight="standing",
            of_open=True,
        )

    # Words into fields.

    @Slot(str)
    def press_letter(self, letter: str) -> None:
        """A letter in the article: the selected words go into its field, with their place."""
        draft = self._session.draft
        if draft is None:
            return
        if letter == PICK:
            self.pick_asked.emit()
            return
        self._layout.messages.settle()
        evidence = self.selected()
        field = draft.form.letters().get(letter)
        if evidence is None:
            if field is not None:
                self._layout.form.focus_field(field.key)
            return
        if field is None and letter != ATTACH:
            self._layout.messages.say(
                "letter",
                kind="info",
                parts=f"No field has the letter {letter}. Press / to type its name.",
            )
            return
        self.put_selection(letter)

    def put_selection(self, field_or_letter: str) -> None:
        """Put the selected words into a field by its letter or key; ``E`` attaches them."""
        if self._session.refuses():
            return
        evidence = self.selected()
        if evidence is None:
            self._layout.messages.say(
                "letter", kind="info", parts="Select words in the article first."
            )
            return
        self._layout.messages.withdraw("letter")
        self._layout.form.fill_from_selection(field_or_letter, evidence)

    @Slot(object)
    def _want_words(self, held: tuple[Evidence, ...]) -> None:
        """Words for the current value: those that are selected, else those of the next E."""
        evidence = self.selected()
        if evidence is not None and evidence not in held:
            self.put_selection(ATTACH)
            return
        self._layout.messages.say(
            "hint", kind="info", parts="Select the words in the article, then press E."
        )
        self._back_to_article()

    def selected(self) -> Evidence | None:
        """The selected words as evidence, None where nothing is selected.

        Nor where the view still shows another text of the article than the draft has.
        """
        draft, view = self._session.draft, self._layout.article.view
        chosen = view.selected_range()
        if draft is None or chosen is None or view.article.body != draft.article.body:
            return None
        start, end = chosen
        article = draft.article
        return evidence_at(article.body, start, end=end, text=article.document.text)

    # From words to fields and back.

    @Slot(str)
    def _go_to_field(self, span: str) -> None:
        field, item, key = span.split("|", 2)
        self._layout.panes.show_pane("form")
        if item != SUGGESTED or not self._layout.form.focus_suggestion(field, key):
            self._layout.form.focus_field(field, "" if item == SUGGESTED else item)

    @Slot(object)
    def show_evidence(self, evidence: Evidence) -> None:
        """Scroll to the words, where they stand in the text that is shown."""
        draft = self._session.draft
        if draft is None:
            return
        if evidence.text != draft.article.document.text:
            self._layout.messages.say(
                "other-text",
                kind="info",
                parts=f"This stands in an earlier text of the article: “{evidence.quote}”",
            )
            return
        self._layout.panes.show_pane("article")
        self._layout.article.scroll_to(evidence.start, evidence.end)

    @Slot(object)
    def _hover(self, evidence: Evidence | None) -> None:
        found = next((one for one in self.anchored() if one.evidence == evidence), None)
        self._layout.article.view.set_hovered(found.id if found else None)

    @Slot(str, str)
    def _mark_current(self, field: str, item: str) -> None:
        ids = [
            one.id
            for one in self.anchored()
            if one.field.key == field and (not item or one.item is None or one.item.id == item)
        ]
        self._layout.article.view.set_current(ids)
        self._layout.article.pages.set_current(ids)

    @Slot()
    def _back_to_article(self) -> None:
        self._layout.panes.show_pane("article")
        self._layout.article.view.setFocus()

    def place(self, evidence: Evidence) -> str:
        """Where words stand in the open article, as its curator would say it."""
        draft = self._session.draft
        return draft.places.words(evidence) if draft is not None else ""

    def anchored(self) -> tuple[Anchored, ...]:
        """All evidence of the open draft; gathered once for each of its states."""
        draft = self._session.draft
        if draft is None:
            return ()
        log, extraction, found = self._gathered
        if log is not draft.log or extraction != draft.extraction:
            found = tuple(anchored(draft))
            self._gathered = (draft.log, draft.extraction, found)
        return found

    # Keeping the panes equal to the draft.

    @Slot(object)
    def _changed(self, places: object) -> None:
        # Once for all that happens in one turn of the event loop.
        self._later.start()

    @Slot()
    def _refresh(self) -> None:
        draft = self._session.draft
        if draft is None:
            return
        view = self._layout.article.view
        found = self.anchored()
        spans = spans_of(found, draft, cells=self.cells)
        self._layout.article.keep_article(article_text(draft), spans)
        view.set_spans(spans)
        view.set_rail(rail_of(found, draft))
        self._mark_current(self._layout.form.current_field(), self._layout.form.current_item())
        self.say_state()
        self.refreshed.emit()

    @Slot()
    def ask_study(self) -> None:
        """Ask how the fields of the current study stand over all its articles.

        Once for all that happens in one turn of the event loop: a save says it in several ways.
        """
        draft = self._session.draft
        if self._asked_state is not None:
            self._asked_state.cancel()
            self._asked_state = None
        if draft is None or not draft.study_saved:
            self._asking.stop()
            self._take_study(None)
        else:
            self._asking.start()

    @Slot()
    def _ask_study(self) -> None:
        draft = self._session.draft
        if draft is None or not draft.study_saved:
            return
        job = self._session.lanes.read(calls.study_state, draft.study, extraction=draft.extraction)
        job.succeeded.connect(self._take_study)
        self._asked_state = job

    @Slot(object)
    def _take_study(self, state: StudyState | None) -> None:
        before, cells = self.study, state.cells if state else {}
        self.study = state
        if before is None or state is None or cells != self.cells:
            self.cells = cells
            self._layout.form.set_cells(self.cells)
            self._refresh()
        self._say_conflicts()
        self.study_known.emit()

    def conflicts(self) -> list[str]:
        """Labels of the fields on which the articles of the study disagree."""
        form = self._session.form
        if form is None:
            return []
        return [field.label for field in form.fields() if _state(self.cells, field.key) == CONFLICT]

    def _say_conflicts(self) -> None:
        messages = self._layout.messages
        labels = [label.lower() for label in self.conflicts()]
        if not labels or self.study is None:
            messages.withdraw(CONFLICT)
            return
        count = len(self.study.view.readings)
        parts = [(f"{_number(count)} articles on this study disagree on ", False)]
        for n, label in enumerate(labels):
            parts.append((label, True))
            last = n == len(labels) - 2
            parts.append((" and " if last else "." if n == len(labels) - 1 else ", ", False))
        messages.say(
            CONFLICT,
            kind="bad",
            parts=parts,
            action="Compare",
            key="Alt+C",
            icon="conflict",
            act=self._actions["view.compare"].trigger,
            weight="standing",
            of_open=True,
        )


def _state(cells: Mapping[str, CellView], key: str) -> str:
    cell = cells.get(key)
    return cell.state if cell else ""


def _number(count: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
    return words[count] if count < len(words) else str(count)


def article_text(draft: Draft) -> ArticleText:
    """What the article pane shows of the article of a draft, under its choices of blocks."""
    article = draft.article
    document = article.document
    choices = choices_from_json(draft.log.document(article.article_id)["blocks"])
    return ArticleText(
        article_id=article.article_id,
        label=article_label(article.number),
        title=_said(article, "report.title") or document.title,
        outlet=_said(article, "report.outlet"),
        body=article.body,
        blocks=with_choices(article.read_blocks, choices, text=document.text),
        encoding=document.encoding,
        replacements=sum(document.replacements.values()),
        media_type=document.media_type,
        text_number=article.text_number,
        text_count=article.text_count,
        pages=int(article.made_by.get("pages") or 0),
        lacks=article.made_by.get("lacks", ""),
        mojibake=article.made_by.get("mojibake", ""),
        standing=_standing(draft),
    )


def _standing(draft: Draft) -> str:
    document = draft.log.document(draft.article.article_id)
    if document["state"] not in ("excluded", "withdrawn"):
        return ""
    return f"{document['state'].capitalize()}: {document['reason'] or 'no reason given'}"


def _said(article: OpenedArticle, key: str) -> str:
    claim = article.document.claims.get(key)
    value = claim.items[0].value if claim and claim.items else None
    return value if isinstance(value, str) else ""
