"""The form pane: shows a draft by its form, and does what keys and clicks ask."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from curator.domain.claims import Term, Value
from curator.domain.evidence import Evidence
from curator.domain.forms import Part
from curator.gui.draft import Draft
from curator.gui.form.acting import Acting
from curator.gui.form.body import FormBody, FormScroll
from curator.gui.form.editing import Editing
from curator.gui.form.editors import TermEditor
from curator.gui.form.field_row import FieldRow
from curator.gui.form.header import StudyHeader
from curator.gui.form.help_panel import HelpPanel
from curator.gui.form.keys import name_of
from curator.gui.form.lettering import Lettering, lettering
from curator.gui.form.pointing import Pointing
from curator.gui.form.request_panel import RequestPanel
from curator.gui.form.section import SectionFoot, SectionHeader
from curator.gui.form.showing import Showing
from curator.gui.form.values import CellView, Hint, Missing, TermLookup
from curator.gui.form.values import Slot as Place
from curator.gui.form.walking import Walking
from curator.gui.theme.theme import theme_of
from curator.gui.widgets.base import RESTYLING
from curator.services.values import TermHit

ARRIVING_S: Final = 0.002
"""Seconds in one turn of the event loop in which rows take up what is suggested."""


class FormPane(QWidget):
    """The form of one article and its studies.

    ``current_changed`` carries field and item; ``evidence_requested`` the words to show,
    ``suggestion_shown`` the suggestion that has the focus, None when none has it; ``answered`` what
    was done with one, ``silence_asked`` that its name is not to come again, ``absence_signed`` the
    field of which a proof of absence was signed;
    ``words_wanted`` asks for words to be selected for the current value, and brings those it has;
    ``study_asked`` is ``new``, ``link`` or ``move``; ``left`` is Esc: back to the article.
    """

    evidence_requested = Signal(object)
    evidence_hovered = Signal(object)
    current_changed = Signal(str, str)
    compare_requested = Signal(str)
    study_asked = Signal(str)
    suggestion_shown = Signal(object)
    answered = Signal(object)
    silence_asked = Signal(object)
    term_wanted = Signal(object)
    terms_wanted = Signal(str, str)
    similar_wanted = Signal(str, str, object)
    absence_signed = Signal(str)
    hints_changed = Signal()
    words_wanted = Signal(object)
    message = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("form")
        self.setAccessibleName("Form")
        self._ink = lettering(theme_of(self))
        self._arriving = False
        self._waiting: list[str] = []
        self._next_rows = QTimer(self, singleShot=True, interval=0)
        self._next_rows.timeout.connect(self._arrive)
        self._requested = ("", Place("", ""), "")
        self.header = StudyHeader(self)  # first: Tab follows the order of making
        self.body = FormBody(self._ink)
        self.scroller = FormScroll(self.body, parent=self)
        self.help = HelpPanel(self)
        self.request: RequestPanel | None = None
        self.showing = Showing(self.body, self.header, ink=self._ink, parent=self)
        self.editing = Editing(self, self)
        self.walking = Walking(self.showing, self.editing, scroll=self.scroller, parent=self)
        self.acting = Acting(self.showing, self.walking, editing=self.editing, pane=self)
        self.pointing = Pointing(self.acting, pane=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.scroller, 1)
        column.addWidget(self.help)
        self._connect()

    def _connect(self) -> None:
        body, walking, acting = self.body, self.walking, self.acting
        walking.leave = self._leave
        body.row_made.connect(self._row_made)
        body.header_made.connect(self._header_made)
        body.foot_made.connect(self._foot_made)
        body.entered.connect(walking.enter_end)
        body.laid.connect(self.editing.put)
        self.scroller.toggled.connect(acting.toggle_section)
        self.scroller.resized.connect(walking.reveal)
        self.showing.refreshed.connect(walking.settle)
        self.editing.entered.connect(acting.entered)
        self.editing.escaped.connect(self.left)
        self.editing.focus_changed.connect(walking.show)
        walking.current_changed.connect(self.current_changed)
        acting.evidence_requested.connect(self.evidence_requested)
        acting.compare_requested.connect(self.compare_requested)
        acting.message.connect(self.message)
        acting.absence_signed.connect(self.absence_signed)
        acting.taking.shown.connect(self.suggestion_shown)
        acting.taking.answered.connect(self.answered)
        acting.taking.silence_asked.connect(self.silence_asked)
        acting.taking.message.connect(self.message)
        self.showing.refreshed.connect(self.hints_changed)
        acting.words_wanted.connect(self.words_wanted)
        self.header.asked.connect(self.study_asked)
        self.header.title_edited.connect(acting.rename)
        self.header.study_chosen.connect(acting.choose_study)
        self.header.role_chosen.connect(acting.choose_role)
        self.header.title.undone.connect(acting.go_back)

    # What is shown.

    def show_draft(self, draft: Draft | None) -> None:
        """Show a draft; None shows nothing."""
        old = self.showing.draft
        if old is not None:
            self.editing.close()
            old.changed.disconnect(self._changed)
            old.studies_changed.disconnect(self._studies_changed)
            old.cursor_wanted.disconnect(self.acting.go_to_cursor)
        self.walking.forget()
        self._waiting = []
        if self.request is not None:
            self.request.hide()
        if draft is not None:
            draft.changed.connect(self._changed)
            draft.studies_changed.connect(self._studies_changed)
            draft.cursor_wanted.connect(self.acting.go_to_cursor)
        self.showing.show_draft(draft)
        self.scroller.verticalScrollBar().setValue(0)

    def set_lookup(self, lookup: TermLookup | None) -> None:
        """The vocabularies that terms are looked up in."""
        self.showing.lookup = lookup

    def set_cells(self, cells: Mapping[str, CellView]) -> None:
        """How each field stands over the extractions of its study."""
        self.showing.set_cells(cells)

    def light(self, field: str, item: str | None) -> None:
        """Light the evidence of an item: its words are under the pointer; None lights none."""
        for row in self.body.rows():
            row.light(item if row.key == field else None)

    def show_suggested(
        self, suggested: Mapping[str, tuple[Hint, ...]], *, missing: Mapping[str, Missing]
    ) -> None:
        """Offer suggestions, some rows in each turn of the event loop.

        What is under the caret, or on top of the view, stays where it is.
        """
        self.showing.take_suggested(suggested, missing=missing)
        self._waiting = [row.key for row in self.body.rows()]
        self._arrive()

    @property
    def arriving(self) -> bool:
        """Whether some rows do not show yet what is suggested for them."""
        return bool(self._waiting)

    @Slot()
    def _arrive(self) -> None:
        until = time.perf_counter() + ARRIVING_S
        held = self._held()
        before = held.y() if held is not None else 0
        self._arriving = True
        while self._waiting and time.perf_counter() < until:
            self.showing.show_again(self._waiting.pop(0))
        self._arriving = False
        self.body.lay()
        self.body.resize(self.body.width(), max(self.body.minimumHeight(), self.body.height()))
        self.editing.put()
        bar = self.scroller.verticalScrollBar()
        if held is not None and held.y() != before:
            bar.setValue(bar.value() + held.y() - before)
        if self._waiting:
            self._next_rows.start()
        else:
            self.showing.refreshed.emit()

    def _held(self) -> FieldRow | None:
        """The row that must not move: the current one where it is in view, else the topmost."""
        top = self.scroller.verticalScrollBar().value()
        bottom = top + self.scroller.viewport().height()
        current = self.walking.row
        if current is not None and current.y() < bottom and current.geometry().bottom() > top:
            return current
        shown = (row for row in self.body.rows() if row.isVisibleTo(self.body))
        return next((row for row in shown if row.y() >= top > 0), None)

    def set_note(self, note: str, *, failed: bool = False) -> None:
        """What the head says is saved: ``Rev 7 · draft saved 12:06``."""
        self.showing.note, self.showing.failed = note, failed
        self.showing.refresh_header()

    def flush(self) -> None:
        """Make a value of what is typed where it is one: before saving or closing."""
        self.editing.finish()

    # Where the curator is.

    def focus_field(self, key: str, item: str = "", part: str = "") -> bool:
        """Put the caret into a field; False where there is none of that key."""
        return self.acting.focus_field(key, item, part=part)

    def current_field(self) -> str:
        return self.walking.field.key if self.walking.field is not None else ""

    def current_item(self) -> str:
        return self.walking.item()

    # What keys do, also those of the window's commands.

    def fill_from_selection(self, letter: str, evidence: Evidence) -> None:
        """Put selected words into the field of a letter (or key); ``E`` attaches them."""
        self.acting.fill(letter, evidence)

    def mark(self, status: str) -> None:
        """Set the status of the current item or field."""
        self.acting.mark(status)

    def next_open(self) -> None:
        self.acting.next_open()

    def previous_open(self) -> None:
        self.acting.previous_open()

    def copy_row(self) -> None:
        self.acting.copy_row()

    def take_previous(self) -> None:
        """The value that the article shown before has in the current field."""
        self.acting.take_previous()

    def open_suggestions(self) -> None:
        self.acting.taking.open_suggestions()

    def next_suggestion(self) -> None:
        self.acting.taking.next_suggestion()

    def previous_suggestion(self) -> None:
        self.acting.taking.previous_suggestion()

    def accept_section(self) -> None:
        """Take the best suggestion of each unchecked field of the current section, one step."""
        self.acting.taking.accept_section()

    def forget_silenced(self, term_id: str) -> None:
        """A name counts again: what was taken away with it may be offered."""
        self.showing.forget_silenced(term_id)

    def offer_again(self, key: str) -> None:
        """Offer a suggestion again whose refusal was taken back."""
        self.showing.offer_again(key)

    def focus_suggestion(self, field: str, key: str) -> bool:
        """Go to one suggestion; False where it is not offered any more."""
        return self.acting.taking.go_to(field, key)

    def show_evidence(self) -> None:
        self.acting.show_evidence()

    def next_evidence(self) -> None:
        self.acting.next_evidence()

    def toggle_help(self) -> None:
        self.acting.toggle_help()

    def not_applicable_rest(self) -> None:
        """Every unchecked field that does not apply to this study: not applicable, one step."""
        self.acting.not_applicable_rest()

    def rest_of_section_not_reported(self) -> None:
        """Every unchecked field of the open section that is current: not reported, one step."""
        self.acting.rest_not_reported()

    # What the editor asks (EditingHost).

    @property
    def lookup(self) -> TermLookup | None:
        return self.showing.lookup

    @property
    def ink(self) -> Lettering:
        return self._ink

    def used_terms(self) -> Mapping[str, int]:
        return self.showing.used_terms()

    def request_term(self, part: Part, words: str) -> None:
        row, field = self.walking.row, self.walking.field
        if self.acting.draft is not None and row is not None and field and part.vocabulary:
            self.help.close_help()
            self._requested = row.key, self.walking.place, words
            self.editing.revert()  # else leaving the editor would keep the words as they are
            self._request_panel().ask(part.vocabulary, words, field=field.label)

    def want_terms(self, vocabulary: str, typed: str) -> None:
        self.terms_wanted.emit(vocabulary, typed)

    def offer_terms(self, typed: str, hits: Sequence[TermHit]) -> None:
        """Terms have come for what was typed, which may be something else by now."""
        if isinstance(self.editing.editor, TermEditor):
            self.editing.editor.offer_terms(typed, hits)

    def want_similar(self, vocabulary: str, typed: str, *, shown: tuple[str, ...]) -> None:
        self.similar_wanted.emit(vocabulary, typed, shown)

    def offer_similar(self, typed: str, hits: Sequence[TermHit]) -> None:
        """Similar terms have come: behind those that are offered, where they still are."""
        if isinstance(self.editing.editor, TermEditor):
            self.editing.editor.offer_similar(typed, hits)

    def put_requested(self, term: Term) -> None:
        """A term that was requested is there: into the place that it was asked from."""
        key, place, _ = self._requested
        row = self.body.row(key)
        self._requested = key, place, ""
        if row is not None:
            self.acting.store(row, place, value=term)
        self._request_panel().close_panel()

    def _request_panel(self) -> RequestPanel:
        if self.request is None:
            self.request = RequestPanel(self)
            self.request.wanted.connect(self.term_wanted)
            self.request.closed.connect(self._back_to_place)
            column = self.layout()
            if column is not None:
                column.addWidget(self.request)
        return self.request

    @Slot()
    def _back_to_place(self) -> None:
        """The keyboard goes back to the editor; to the words too where nothing came of them."""
        key, place, words = self._requested
        row = self.body.row(key)
        if row is None or row is not self.walking.row:
            return
        self.walking.go(row, self.walking.place)
        editor = self.editing.editor
        if words and editor is not None and self.walking.place == place:
            editor.show_text(words)
            editor.edited.emit(words)

    def store(self, row: FieldRow, place: Place, *, value: Value | None) -> Place:
        return self.acting.store(row, place, value=value)

    def keep(self, row: FieldRow, place: Place, *, text: str) -> None:
        if self.showing.draft is not None:
            self.showing.draft.set_pending(row.key, place.item, part=place.part, text=text)
            self.showing.refresh_row(row.key)

    def refuse(self, row: FieldRow, place: Place, *, sentence: str) -> None:
        self.showing.refuse(row.key, place, sentence=sentence)

    def take_key(self, event: QKeyEvent) -> bool:
        name = name_of(event)
        if not name:
            return False
        self.acting.act(name)
        return True

    # Events.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
        elif not self.take_key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        row = self.walking.row
        if row is not None:
            self.walking.go(row, self.walking.place)
        else:
            self.walking.enter_end(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING and hasattr(self, "acting"):
            theme = theme_of(self)
            if theme != self._ink.theme:
                self._restyle(lettering(theme))

    def _restyle(self, ink: Lettering) -> None:
        """Wear another theme: rows keep their state, the editor is made anew."""
        editor, row = self.editing.editor, self.walking.row
        focus = editor is not None and editor.hasFocus()
        self.editing.close()
        self.help.close_help()
        self._ink = self.showing.ink = ink
        self.body.show_ink(ink)
        if row is not None:
            self.walking.go(row, self.walking.place, focus=focus)

    def _leave(self, forward: bool) -> None:
        """Let Tab go on behind or before the form."""
        here = QApplication.focusWidget()
        if here is not None and self.body.isAncestorOf(here):
            # What was made last stands last in the window: put it where the form is.
            QWidget.setTabOrder(self.body, here)
        self.body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        try:
            super().focusNextPrevChild(forward)
        finally:
            self.body.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @Slot(object)
    def _changed(self, places: object) -> None:
        self.showing.refresh()

    @Slot()
    def _studies_changed(self) -> None:
        self.showing.refresh()

    @Slot(object)
    def _row_made(self, row: FieldRow) -> None:
        row.pressed.connect(self.pointing.press)
        row.asked_menu.connect(self.pointing.open_menu_at)
        row.moved.connect(self.walking.move)
        row.hovered.connect(self._hovered)
        row.laid.connect(self._row_laid)
        row.suggestion_made.connect(self.acting.taking.take_box)
        row.reasons_made.connect(self.acting.taking.take_reasons)

    @Slot(object)
    def _header_made(self, header: SectionHeader) -> None:
        header.toggled.connect(self.acting.toggle_section)
        header.moved.connect(self.walking.move)

    @Slot(object)
    def _foot_made(self, foot: SectionFoot) -> None:
        foot.rest_asked.connect(self.acting.rest_not_reported)
        foot.inapplicable_asked.connect(self.acting.not_applicable_rest)

    @Slot(object, object)
    def _hovered(self, row: FieldRow, evidence: Evidence | None) -> None:
        self.evidence_hovered.emit(evidence)

    @Slot(object)
    def _row_laid(self, row: FieldRow) -> None:
        if self._arriving:
            return
        higher = row.height() != row.sizeHint().height() and row.isVisibleTo(self.body)
        if higher:
            self.body.lay()
        if row is self.walking.row:
            self.editing.put()
            if higher:
                self.walking.reveal()
