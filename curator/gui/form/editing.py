"""The one editor of the form: where it stands, what is typed, and when that becomes a value."""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence

from curator.domain.claims import Value
from curator.domain.forms import Part
from curator.gui.form.editors import EDITORS, STAYING, EditorHost, FieldEditor, LineEditor
from curator.gui.form.field_row import FieldRow
from curator.gui.form.painting import text_room
from curator.gui.form.typed import read_typed
from curator.gui.form.values import NEW, part_of, slot_text, spoken
from curator.gui.form.values import Slot as Place

PAUSE: Final = 2000
"""Milliseconds without a key after which typing is a step of its own."""
FREE: Final = frozenset({"text", "long_text", "person"})
"""Kinds of which any words are a value, so that a pause may commit them."""


class EditingHost(EditorHost, Protocol):
    """What the form does for its editor."""

    def store(self, row: FieldRow, place: Place, *, value: Value | None) -> Place:
        """Put a value into the draft; returns the place that now has it."""

    def keep(self, row: FieldRow, place: Place, *, text: str) -> None:
        """Keep unfinished text in the draft, on disk soon; "" where there is none."""

    def refuse(self, row: FieldRow, place: Place, *, sentence: str) -> None:
        """Show what is wrong with the text of a place; "" where nothing is."""

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key was one of the form's own."""


class Editing(QObject):
    """Holds the editor.

    ``entered`` is Enter, after a commit where anything was typed (True); ``escaped`` is Esc with
    nothing left to take back.
    """

    entered = Signal(bool)
    escaped = Signal()
    focus_changed = Signal(bool)

    def __init__(self, host: EditingHost, parent: QObject) -> None:
        super().__init__(parent)
        self.host = host
        self.row: FieldRow | None = None
        self.place = Place(NEW, "")
        self.editor: FieldEditor | None = None
        self.dirty = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._paused)

    @property
    def part(self) -> Part | None:
        return part_of(self.row.state.field, self.place.part) if self.row is not None else None

    @property
    def text(self) -> str:
        return self.editor.text_now() if self.editor is not None else ""

    def open(
        self, row: FieldRow, place: Place, *, focus: bool, caret: QPoint | None = None
    ) -> None:
        """Put the editor into a place of a row that already shows it."""
        old = None
        if self.editor is None or self.row is not row or self.place != place:
            old = self._replace(row, place)
        self.put()
        focus = focus or (old is not None and old.hasFocus())  # the keyboard stays in the form
        if self.editor is not None and focus:
            reason = Qt.FocusReason.MouseFocusReason if caret else Qt.FocusReason.TabFocusReason
            fresh = not self.editor.hasFocus()
            self.editor.setFocus(reason)
            if caret is not None:
                self.editor.put_caret(self.editor.mapFrom(row, caret))
            elif fresh and not self.dirty:
                self.editor.select_all()
        if old is not None:
            _discard(old, self)

    def _replace(self, row: FieldRow, place: Place) -> FieldEditor | None:
        """A new editor; returns the old one, which may go only when the new one has the focus."""
        old = self.editor
        part = part_of(row.state.field, place.part)
        editor = EDITORS[part.kind](part, self.host, parent=row)
        field = row.state.field
        main = place.part == row.state.main.key
        editor.setObjectName(f"field.{field.key}" + ("" if main else f".{place.part}"))
        editor.setAccessibleName(field.label if main else f"{field.label}, {part.label}")
        editor.setFont(row.ink.body.font)
        editor.edited.connect(self._edited)
        editor.chosen.connect(self._chosen)
        editor.left.connect(self._left)
        if old is not None:
            old.removeEventFilter(self)
            old.blockSignals(True)
        self.row, self.place, self.editor = row, place, editor
        pending = row.state.pending.get(place)
        self.dirty = pending is not None
        editor.show_text(self._shown() if pending is None else pending)
        editor.installEventFilter(self)
        self._describe()
        return old

    def close(self) -> None:
        """Take the editor away; what is typed is committed or stays unfinished in the draft."""
        self.finish()
        if self.editor is not None:
            _discard(self.editor, self)
        self.row, self.editor = None, None

    def put(self) -> None:
        """Place the editor over its box; away where the box is gone."""
        if self.row is None or self.editor is None:
            return
        piece = self.row.room_of(self.place)
        if piece is None:
            self.editor.resize(0, 0)  # hiding it would send the focus elsewhere
            return
        room = text_room(piece, ink=self.row.ink).toAlignedRect()
        small = piece.rect.height() < self.row.ink.px(27) or (piece.kind == "cell" and piece.index)
        face = self.row.ink.small if small else self.row.ink.body
        if self.editor.font() != face.font:
            self.editor.setFont(face.font)
        if self.editor.geometry() != room:
            self.editor.setGeometry(room)
        self.editor.show()

    def refresh(self) -> None:
        """The row's state has changed: show it, unless something is being typed."""
        if self.row is None or self.editor is None:
            return
        if not self.dirty:
            self.editor.show_text(self._shown())
        self._describe()
        self.put()

    def _describe(self) -> None:
        """Let a screen reader say what the row shows beside the text."""
        if self.row is not None and self.editor is not None and self.part is not None:
            words = (spoken(self.row.state), self.part.help or self.row.state.field.help)
            self.editor.setAccessibleDescription(". ".join(filter(None, words)))

    def commit(self) -> bool:
        """Make a value of what is typed; False, with a sentence below, where that is none."""
        if not self.dirty or self.row is None or self.part is None:
            return True
        self._pause.stop()
        typed = read_typed(self.part, self.text, lookup=self.host.lookup)
        if typed.error:
            self.host.refuse(self.row, self.place, sentence=typed.error)
            return False
        self._take(typed.value)
        return True

    def finish(self) -> None:
        """As ``commit``, for when the caret goes elsewhere; unfinished text stays in the draft."""
        if self.dirty:
            self.commit()

    def revert(self) -> bool:
        """Take typed text back; whether there was any."""
        if not self.dirty or self.row is None:
            return False
        self._forget()
        self.refresh()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.editor or self.editor is None:
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() == QEvent.Type.FocusIn:
            self.focus_changed.emit(True)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        editor = self.editor
        if editor is None or editor.take_key(event) or self.host.take_key(event):
            return True
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            typed = self.dirty
            if self.commit():
                self.entered.emit(typed)
            return True
        if event.matches(QKeySequence.StandardKey.Cancel):
            if not self.revert():
                self.escaped.emit()
            return True
        return False

    def _shown(self) -> str:
        if self.row is None or self.part is None:
            return ""
        state = self.row.state
        item = state.claim.item(self.place.item) if state.claim else None
        return slot_text(state.field, item, part=self.part)

    def _take(self, value: Value | None) -> None:
        row, place = self.row, self.place
        if row is None:
            return
        self._forget()
        if value is None and place.item == NEW:
            self.refresh()
            return
        self.place = self.host.store(row, place, value=value)
        self.refresh()

    def _forget(self) -> None:
        self._pause.stop()
        self.dirty = False
        if self.row is not None:
            self.host.keep(self.row, self.place, text="")
            self.host.refuse(self.row, self.place, sentence="")

    @Slot(str)
    def _edited(self, text: str) -> None:
        if self.row is None:
            return
        self.dirty = True
        self.host.refuse(self.row, self.place, sentence="")
        self.host.keep(self.row, self.place, text=text)
        self._pause.start()

    @Slot(object)
    def _chosen(self, value: Value) -> None:
        self._take(value)

    @Slot(object)
    def _left(self, reason: Qt.FocusReason) -> None:
        self.focus_changed.emit(False)
        if reason not in STAYING and self.sender() is self.editor:
            self.finish()

    @Slot()
    def _paused(self) -> None:
        if self.part is not None and self.part.kind in FREE and self.place.item != NEW:
            self.commit()

    def follow(self, place: Place) -> None:
        """The value that is edited now stands in this place: keep the editor, caret and all."""
        self.place = place


def _discard(editor: FieldEditor, filter_: QObject) -> None:
    editor.removeEventFilter(filter_)
    editor.blockSignals(True)
    if isinstance(editor, LineEditor):
        editor.close_list()
    if editor.hasFocus():
        editor.clearFocus()  # hiding it with the focus would send that to the next widget
    editor.hide()
    editor.deleteLater()
