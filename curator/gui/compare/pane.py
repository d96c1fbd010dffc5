"""The comparison of a study's extractions: what each says, and what stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from curator.domain.forms import Form
from curator.domain.identity import study_label
from curator.gui.claims.full_text import FullText
from curator.gui.claims.lines import ClaimLine, counted
from curator.gui.compare.rows import comparison, counts_in_words
from curator.gui.compare.table import CompareTable
from curator.gui.compare.values import FILTERS, Comparison
from curator.gui.theme.looks import MARK_LOOKS
from curator.gui.theme.theme import theme_of
from curator.gui.widgets.base import RESTYLING
from curator.gui.widgets.buttons import Button, KeyHint
from curator.gui.widgets.labels import ElidedLabel, IconLabel
from curator.gui.widgets.segments import SegmentedControl
from curator.services.values import StudyView

_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_MARGIN: Final = 24
_GAP: Final = 10


class CompareView(QWidget):
    """Claims side by side with their quotes and how they agree; decide with a reason.

    Signals:
        decide_wanted: A ``DecisionWanted``.
        withdraw_decision_wanted: Key of a field, and why its decision is taken back.
        close_wanted: Back to curating.
        evidence_wanted: An article id and the ``Evidence`` to be shown in it.
    """

    decide_wanted = Signal(object)
    withdraw_decision_wanted = Signal(str, str)
    close_wanted = Signal()
    evidence_wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare")
        self.setAccessibleName("Compare the articles of a study")
        self._view: StudyView | None = None
        self._comparison = Comparison((), ())
        self._decided = ""
        self.close_button = Button("Curating", key="Esc")
        self.close_button.clicked.connect(self.close_wanted)
        self._number = ElidedLabel(px=16, semibold=True)
        self._label = ElidedLabel(px=16)
        self._counts = ElidedLabel(ink="ink2", px=13)
        self._waiting_icon = IconLabel("conflict", ink="bad", size=16)
        self._waiting = ElidedLabel(ink="bad", semibold=True)
        self.filter = SegmentedControl([_word(kind) for kind in FILTERS[:-1]], name="Agreement")
        self.filter.current_changed.connect(self._filter)
        self.table = CompareTable()
        self.table.evidence_pressed.connect(self._evidence)
        self.table.decide_pressed.connect(self._decide)
        self.table.withdraw_pressed.connect(self._withdraw)
        self._empty = ElidedLabel(ink="ink2")
        self._full = FullText(self)
        self._hints: list[QWidget] = []
        self._lay_out()

    @property
    def study_id(self) -> str:
        return self._view.study_id if self._view is not None else ""

    def show_study(
        self, form: Form, view: StudyView, *, authors: Mapping[str, str] | None = None
    ) -> None:
        """Show a study, or the same one after a change.

        What was chosen and written and is not decided yet stays.  Once a decision is there the next
        row that waits for one is current.

        Args:
            form: Of the registry.
            view: With its readings and record; one of an earlier change can only be looked at.
            authors: Names of curators by id, for "decided by"; one that is missing is left out.
        """
        same = self._view is not None and self._view.study_id == view.study_id
        before, self._view = self._comparison, view
        self._comparison = comparison(form, view, authors=authors or {})
        self._write_head()
        if same and self._comparison == before:
            return
        self._full.hide()
        self.table.show_comparison(self._comparison, same_study=same)
        decided = next((r for r in self._comparison.rows if r.key == self._decided), None)
        if decided is None or not decided.to_decide:
            if decided is not None or not same:
                self.table.move_to_open(1, staying=True)
            self._decided = ""

    def show_problem(self, sentence: str) -> None:
        """Say below the open row why its decision was not saved; what was written stays."""
        self._decided = ""
        row = self.table.current
        if row is not None and row.editor is not None:
            row.editor.complain(sentence)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the keyboard to the current row."""
        if self.table.current is not None:
            self.table.focus()
        else:
            self.close_button.setFocus(reason)

    # Events.

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._takes(event)
        ):
            event.accept()  # the window has other uses for these keys
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._press(event):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self._space()
            self._fit_hints()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_hints()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme_of(self).tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.window))
        top = self._head.geometry().bottom() + 1
        painter.fillRect(0, 0, self.width(), top, QColor(tokens.panel))
        painter.fillRect(0, top, self.width(), 1, QColor(tokens.line))
        painter.end()

    # Keys.

    def _takes(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == _CTRL:
            return key in _WITH_CTRL
        if held == Qt.KeyboardModifier.NoModifier:
            return key in (Qt.Key.Key_Escape, Qt.Key.Key_F1)
        return False

    def _press(self, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == _CTRL:
            return self._press_with_ctrl(key)
        if held != Qt.KeyboardModifier.NoModifier:
            return False
        if key == Qt.Key.Key_Escape:
            self._escape()
        elif key == Qt.Key.Key_F1:
            self._show_in_full()
        elif not self._in_table():
            return False
        else:
            return self._press_in_table(key, event.text())
        return True

    def _press_with_ctrl(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._full.hide()
            self.table.move_to_open(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.table.current is not None:
                self._decide(self.table.current.row.key)
        elif key == Qt.Key.Key_Period:
            if (found := self.table.evidence_of_current()) is not None:
                self._evidence(*found)
        else:
            return False
        return True

    def _press_in_table(self, key: Qt.Key, text: str) -> bool:
        moves = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: self.table.page(),
            Qt.Key.Key_PageUp: -self.table.page(),
            Qt.Key.Key_Home: -len(self._comparison.rows),
            Qt.Key.Key_End: len(self._comparison.rows),
        }
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        self._full.hide()
        if key in moves:
            self.table.move_by(moves[key])
        elif key in across:
            self.table.move_across(across[key])
        elif key == Qt.Key.Key_Space:
            if self.table.open_current() and self.table.current is not None:
                self.table.current.toggle_item()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            row = self.table.current
            if self.table.open_current() and row is not None and row.editor is not None:
                row.editor.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return bool(text) and text.isascii() and text.isdigit() and self.table.keep(text)
        return True

    def _in_table(self) -> bool:
        held: QWidget | None = self.focusWidget()
        return held is not None and self.table.isAncestorOf(held)

    def _escape(self) -> None:
        """Out of the full text, out of the controls of the open row, back to curating."""
        row = self.table.current
        held: QWidget | None = self.focusWidget()
        if not self._full.isHidden():
            self._full.hide()
        elif (
            row is not None
            and row.editor is not None
            and held is not None
            and row.editor.isAncestorOf(held)
        ):
            self.table.focus()
        else:
            self.close_wanted.emit()

    def _show_in_full(self) -> None:
        row = self.table.current
        if row is not None:
            at = row.mapTo(self, row.spot().bottomLeft())
            self._full.show_told(row.in_full(), below=at.y())

    # What is wanted.

    @Slot(str)
    def _decide(self, key: str) -> None:
        row = self.table.current
        if row is None or row.row.key != key or self._view is None:
            return
        if not row.is_open and not self.table.open_current():
            return
        editor = row.editor
        if editor is None:
            return
        if not row.choice:
            keys = [one.key for one in row.row.options if one.key]
            editor.complain(f"Choose first what stands: press {', '.join(keys)}.")
        elif not row.reason:
            editor.complain("A decision needs a reason, in a few words.", reason=True)
            editor.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            editor.complain("")
            self._decided = key
            wanted = row.row.wanted(self._view.study_id, row.choice, reason=row.reason)
            self.decide_wanted.emit(wanted)

    @Slot(str)
    def _withdraw(self, key: str) -> None:
        row = self.table.current
        if row is None or row.row.key != key or row.editor is None:
            return
        if not row.reason:
            row.editor.complain("Say in a few words why it is taken back.", reason=True)
            row.editor.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.withdraw_decision_wanted.emit(key, row.reason)

    @Slot(int, object)
    def _evidence(self, column: int, line: ClaimLine) -> None:
        if line.evidence:
            article = self._comparison.columns[column].article
            self.evidence_wanted.emit(article, line.evidence[0])

    @Slot(int)
    def _filter(self, place: int) -> None:
        self.table.show_only(self._filters[place])

    # The head.

    def _write_head(self) -> None:
        view, shown = self._view, self._comparison
        if view is None:
            return
        self._number.say(study_label(view.number))
        self._label.say(view.document.label)
        self._counts.say(counts_in_words(shown, view))
        open_rows = shown.open_rows
        conflicts = [row for row in open_rows if row.agreement == "conflict"]
        words = [f"{counted(len(conflicts), 'conflict')} to decide"] if conflicts else []
        if others := len(open_rows) - len(conflicts):
            words.append(f"{counted(others, 'decision')} reopened")
        if view.as_of is not None:
            words = [f"Read-only: as of change {view.as_of}"]
        self._waiting.say(", ".join(words))
        self._waiting_icon.set_icon("lock" if view.as_of is not None else "conflict")
        self._waiting_icon.setVisible(bool(words))
        self._filters = [kind for kind in FILTERS if kind not in ("silent",) or shown.count(kind)]
        self.filter.set_texts([f"{_word(kind)} {shown.count(kind)}" for kind in self._filters])
        self._empty.say("" if shown.rows else "No extraction of this study says anything yet.")
        self._empty.setVisible(not shown.rows)

    def _lay_out(self) -> None:
        self._filters = list(FILTERS[:-1])
        self._head = QWidget(self)
        first, second = QHBoxLayout(), QHBoxLayout()
        for widget in (self.close_button, self._number, self._label, self._counts):
            first.addWidget(widget)
        for whole in (self._number, self._waiting):  # never cut
            whole.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        first.addStretch(1)
        first.addWidget(self._waiting_icon)
        first.addWidget(self._waiting)
        second.addWidget(self.filter)
        second.addStretch(1)
        for words, keys in _HINTS:
            label = ElidedLabel(words, ink="ink2", px=13)
            self._hints += [label, *map(KeyHint, keys)]
        for hint in self._hints:
            second.addWidget(hint)
        rows = QVBoxLayout(self._head)
        rows.addLayout(first)
        rows.addLayout(second)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        self._body = QVBoxLayout()
        self._body.addWidget(self._empty)
        self._body.addWidget(self.table, 1)
        stack.addWidget(self._head)
        stack.addLayout(self._body, 1)
        self._space()

    def _fit_hints(self) -> None:
        """Show the keys where there is room for all of them."""
        gap = theme_of(self).px(_GAP)
        needed = self.filter.sizeHint().width() + 2 * theme_of(self).px(_MARGIN)
        needed += sum(hint.sizeHint().width() + gap for hint in self._hints)
        for hint in self._hints:
            hint.setVisible(needed <= self.width())

    def _space(self) -> None:
        theme, rows = theme_of(self), self._head.layout()
        side = theme.px(_MARGIN)
        if rows is not None:
            rows.setContentsMargins(side, theme.px(10), side, theme.px(12))
            rows.setSpacing(theme.px(_GAP))
        self._body.setContentsMargins(side, theme.px(14), side, 0)


def _word(kind: str) -> str:
    looks = {mark: look.word for mark, look in MARK_LOOKS.items()}
    return {"all": "All", "silent": "Silent"}.get(kind) or next(
        word for mark, word in looks.items() if mark == kind
    )


_HINTS: Final = (
    ("Next to decide", ("Ctrl+Down",)),
    ("Keep", ("1", "2", "3")),
)
_WITH_CTRL: Final = frozenset(
    {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Period}
)
