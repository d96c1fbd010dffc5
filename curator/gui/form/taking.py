"""What keys and clicks do with suggestions: take, refuse and say why, silence, go to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from curator.domain.claims import Term, Value
from curator.gui.draft import Draft
from curator.gui.form import commands
from curator.gui.form.editing import Editing
from curator.gui.form.field_row import SUGGESTION, FieldRow
from curator.gui.form.hint_view import hint_id
from curator.gui.form.reasons import ReasonBox
from curator.gui.form.showing import Showing
from curator.gui.form.suggestion import SuggestionBox
from curator.gui.form.values import NEW, Hint, main_part
from curator.gui.form.values import Slot as Place
from curator.gui.form.walking import Walking

if TYPE_CHECKING:
    from curator.gui.form.pane import FormPane

What = Literal["taken", "refused"]
KEYS: Final = frozenset({"open_suggestions", "next_suggestion", "previous_suggestion"})
NO_MORE: Final = "No suggestion waits in this form."


@dataclass(frozen=True, slots=True)
class Answer:
    """What a curator did with a suggestion; ``item`` is the one that taking made."""

    hint: Hint
    what: What
    item: str = ""
    reason: str = ""


class Taking(QObject):
    """The suggestions of the form.

    ``shown`` brings the suggestion that has the keyboard, None when none has it; ``answered`` an
    ``Answer``; ``silence_asked`` the suggestion whose name is never to be suggested again.
    """

    shown = Signal(object)
    answered = Signal(object)
    silence_asked = Signal(object)
    message = Signal(str)

    def __init__(
        self, showing: Showing, walking: Walking, *, editing: Editing, pane: FormPane
    ) -> None:
        super().__init__(pane)
        self.showing, self.walking, self.editing, self.pane = showing, walking, editing, pane

    @property
    def draft(self) -> Draft | None:
        """The draft, where it can be written."""
        return None if self.showing.read_only else self.showing.draft

    def act(self, name: str) -> None:
        """Do what one of ``KEYS`` stands for."""
        getattr(self, name)()

    # Made by the rows.

    @Slot(object)
    def take_box(self, box: SuggestionBox) -> None:
        box.accepted.connect(self._accepted)
        box.rejected.connect(self._rejected)
        box.silenced.connect(self._silenced)
        box.typed.connect(self._typed_over)
        box.focused.connect(self._focused)
        box.chosen.connect(self._chosen)

    @Slot(object)
    def take_reasons(self, box: ReasonBox) -> None:
        box.said.connect(self._said)
        box.silenced.connect(self._never)
        box.keyed.connect(self._keyed)

    # Take.

    @Slot(object)
    def _accepted(self, box: SuggestionBox) -> None:
        row, draft = self.showing.row(box.field.key), self.draft
        if draft is None or row is None:
            return
        field, hint = box.field, box.hint
        # The keyboard is in the row before its box goes.
        self.walking.go(row, Place(NEW, main_part(field).key))
        item = commands.accept(draft, field, hint=hint)
        self.walking.touched = item
        self.answered.emit(Answer(hint, "taken", item))
        if field.rows:
            self._complete(row, item)
        elif not self._step(1, here=True):
            self.walking.show()

    def proposed(self, row: FieldRow, place: Place, *, value: Value | None) -> Hint | None:
        """The suggestion that a term typed into a new place is: it brings its words along."""
        main = place.item == NEW and place.part == row.state.main.key
        if not main or not isinstance(value, Term) or not value.id:
            return None
        field = row.state.field
        return next((one for one in row.state.hints if hint_id(field, one) == value.id), None)

    def _complete(self, row: FieldRow, item: str) -> None:
        """Go to the first cell of a taken row that is empty: it was proposed to be completed."""
        held = row.state.claim.item(item) if row.state.claim is not None else None
        cells = [stop for stop in row.stops() if stop.item == item]
        empty = [stop for stop in cells if held is not None and stop.part not in held.parts]
        if cells:
            self.walking.go(row, (empty or cells)[0])

    def accept_section(self, key: str = "") -> None:
        """Take the best suggestion of every unchecked field of an open section, as one step."""
        draft, current = self.draft, self.walking.field
        key = key or (current.section if current is not None else "")
        if draft is None or not self.showing.is_open(key):
            self.message.emit("Go to a field of an open section first: only what you see is taken.")
            return
        self.editing.finish()
        section = next(s for s in draft.form.sections if s.key == key)
        best = [
            (field, state.hints[0])
            for field in section.fields
            if (state := self.showing.state_of(field)).hints
            and state.claim is None
            and not state.pending
        ]
        self.leave_box()
        items = commands.accept_all(draft, best, label=section.label)
        for _, hint in best:
            self.answered.emit(Answer(hint, "taken", items[hint.field]))
        count = len(best)
        words = "suggestion" if count == 1 else "suggestions"
        self.message.emit(f"{section.label}: {count} {words} taken; one step to undo.")

    # Refuse.

    @Slot(object)
    def _rejected(self, box: SuggestionBox) -> None:
        row, hint = self._left_box(box), box.hint
        if row is None:
            return
        if not hint.key:
            # What the page says of itself: nobody learns from why it is not wanted.
            self.showing.reject(hint)
            self._stay(row)
            return
        self.showing.reject(hint, ask=True)
        if row.reasons is not None:
            self.walking.reveal()
            row.reasons.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _said(self, reason: str) -> None:
        hint = self.showing.end_asking()
        if hint is None:
            return
        self.answered.emit(Answer(hint, "refused", reason=reason))
        self._back_to(hint.field)

    @Slot()
    def _never(self) -> None:
        hint = self.showing.end_asking()
        if hint is not None:
            self.answered.emit(Answer(hint, "refused"))
            self.silence_asked.emit(hint)
            self._back_to(hint.field)

    @Slot(object)
    def _keyed(self, event: QKeyEvent) -> None:
        """A key of the form: the reason is skipped, and the key does what it always does."""
        self._said("")
        self.pane.take_key(event)

    @Slot(object)
    def _silenced(self, box: SuggestionBox) -> None:
        row, hint = self._left_box(box), box.hint
        if row is not None:
            self.showing.reject(hint)
            self.silence_asked.emit(hint)
            self._stay(row)

    def _back_to(self, field: str) -> None:
        row = self.showing.row(field)
        # Unless the keyboard went elsewhere: that ended the question.
        if row is not None and row is self.walking.row and QApplication.focusWidget() is None:
            self._stay(row)

    def _stay(self, row: FieldRow) -> None:
        """In the row: on what else is suggested there, otherwise in its editor."""
        self.walking.go(row, SUGGESTION if row.state.hints else Place(NEW, row.state.main.key))

    def _left_box(self, box: SuggestionBox) -> FieldRow | None:
        """The row of a box; its editor has the keyboard, so that the box may go."""
        row = self.showing.row(box.field.key)
        if row is None or self.draft is None:
            return None
        self.walking.go(row, Place(NEW, main_part(box.field).key))
        return row

    def leave_box(self) -> None:
        """From a suggestion into its field, so that the keyboard stays when it goes."""
        row, place = self.walking.row, self.walking.place
        if row is not None and place == SUGGESTION:
            self.walking.go(row, Place(NEW, row.state.main.key))

    @Slot(str)
    def _typed_over(self, text: str) -> None:
        """A letter typed on a suggestion begins a value of one's own."""
        row = self.walking.row
        if row is None:
            return
        self.walking.go(row, Place(NEW, row.state.main.key))
        editor = self.editing.editor
        if editor is not None:
            editor.show_text(text)
            editor.edited.emit(text)

    # Go.

    def open_suggestions(self) -> None:
        """To the suggestions of the current field; where it has none its list opens."""
        row = self.walking.row
        if row is None:
            return
        if row.state.hints:
            self.walking.go(row, SUGGESTION)
        elif self.editing.editor is not None:
            self.editing.editor.setFocus()
            self.editing.editor.open_list("" if not self.editing.dirty else None)

    def next_suggestion(self) -> None:
        if not self._step(1):
            self.message.emit(NO_MORE)

    def previous_suggestion(self) -> None:
        if not self._step(-1):
            self.message.emit(NO_MORE)

    def go_to(self, field: str, key: str) -> bool:
        """To one suggestion of a field, open; False where it is not offered any more."""
        row = self._row(field)
        if row is None or not any(hint.key == key for hint in row.state.hints):
            return False
        self.walking.go(row, SUGGESTION)
        if row.box is not None:
            row.box.choose_key(key)
        return True

    def _step(self, step: int, *, here: bool = False) -> bool:
        """To the next field with a suggestion, around the form; ``here``: the current one too."""
        self.editing.finish()
        waiting = {hint.field for hint in self.showing.open_hints()}
        for key in self._around(step, here=here):
            row = self._row(key) if key in waiting else None
            if row is not None and row.state.hints:
                self.walking.go(row, SUGGESTION)
                return True
        return False

    def _row(self, key: str) -> FieldRow | None:
        """A field's row with what is suggested for it, also while the rows before it wait."""
        self.showing.show_again(key)
        return self.showing.row(key)

    def _around(self, step: int, *, here: bool) -> list[str]:
        """Keys of the fields in that direction, around the form."""
        draft, current = self.showing.draft, self.walking.field
        keys = [field.key for field in draft.form.fields()][::step] if draft is not None else []
        if current is None or current.key not in keys:
            return keys
        at = keys.index(current.key)
        first = here or self.walking.place != SUGGESTION
        at = at if first else at + 1
        return keys[at:] + keys[:at]

    @Slot(object)
    def _chosen(self, box: SuggestionBox) -> None:
        if box.hasFocus():
            self.shown.emit(box.hint)

    @Slot(bool)
    def _focused(self, focused: bool) -> None:
        box = self.sender()
        if not focused:
            self.shown.emit(None)
        elif isinstance(box, SuggestionBox):
            self.shown.emit(box.hint)
            row = self.showing.row(box.field.key)
            if row is not None and (
                row is not self.walking.row or self.walking.place != SUGGESTION
            ):
                self.walking.go(row, SUGGESTION)
