"""Possible duplicates, one pair at a time: reasons, both texts, three answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from curator.gui.bottom.table import Cell, SmallTable, TableRow
from curator.gui.duplicates.sheet_view import SheetView
from curator.gui.duplicates.values import Mark, Pair
from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Button, ElidedLabel, Splitter, Surface

ANSWERS: Final[Mapping[str, tuple[str, str]]] = {
    "same_article": ("Same article", "1"),
    "same_study": ("Same study", "2"),
    "different": ("Different", "3"),
}
_KEYS: Final[Mapping[int, str]] = {
    int(Qt.Key.Key_1.value): "same_article",
    int(Qt.Key.Key_2.value): "same_study",
    int(Qt.Key.Key_3.value): "different",
}
NONE_YET: Final = "Articles that may be the same, or report the same study, are shown here."
_TOLD: Final = 6
"""Answers that are named once all are given."""
_NARROW: Final = 900
_REASONS: Final = 4
"""Rows of the table of reasons that are seen at once."""


class DuplicatesView(Surface):
    """``answered`` brings an answer, ``step_wanted`` 1 (the next pair) or -1."""

    answered = Signal(str)
    step_wanted = Signal(int)
    undo_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("duplicates")
        self.setAccessibleName("Possible duplicates")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pair: Pair | None = None
        self.close_button = Button("Curating", self, key="Esc")
        self.close_button.setObjectName("duplicates.close")
        self.close_button.clicked.connect(self.close_wanted)
        self.heading = ElidedLabel("Possible duplicates", self, px=16, semibold=True)
        self.count = ElidedLabel("", self, ink="ink2", px=13)
        self.back = self._step("Before", key="P", step=-1)
        self.next = self._step("Next", key="N", step=1)
        self.first, self.second = SheetView("first", self), SheetView("second", self)
        self.reasons = SmallTable("Reasons", (("What speaks for it", 34), ("Words", 66)), self)
        self.reasons.setObjectName("duplicates.reasons")
        self.reasons.setFrameShape(QFrame.Shape.NoFrame)
        self.reasons.opened.connect(self._show_reason)
        self.question = ElidedLabel("", self, px=15, semibold=True)
        self.answers = {given: self._answer(given) for given in ANSWERS}
        self.undo_button = Button("Take back the last answer", self, key="Ctrl+Z", icon="undo")
        self.undo_button.setObjectName("duplicates.undo")
        self.undo_button.clicked.connect(self.undo_wanted)
        self.undo_button.hide()
        for inner in (self.first.text, self.second.text, self.reasons):
            inner.installEventFilter(self)
        self._lay_out()
        self.show_none()

    def show_pair(self, pair: Pair, *, at: int, total: int) -> None:
        """Show a proposal, the ``at``-th (from 1) of those that are open."""
        self.pair = pair
        self.count.say(f"{at} of {total}")
        self.question.say(pair.question)
        self.reasons.show_rows([_row(n, mark) for n, mark in enumerate(pair.marks)])
        self.first.show_sheet(pair.first, [one.first for one in pair.marks if one.first])
        self.second.show_sheet(pair.second, [one.second for one in pair.marks if one.second])
        for one in (self.back, self.next):
            one.setVisible(total > 1)
        for given, button in self.answers.items():
            button.setAccessibleDescription(f"{ANSWERS[given][1]}. {_MEANS[given]}")
            button.setToolTip(_MEANS[given])
        self._pages.setCurrentIndex(0)
        self._foot.show()

    def show_none(self, answered: Sequence[str] = ()) -> None:
        """Nothing is open any more; ``answered`` says what was answered, the last one last."""
        self.pair = None
        self.count.say("")
        self.back.hide()
        self.next.hide()
        self.none.show_answers(answered)
        self._pages.setCurrentIndex(1)

    def offer_undo(self, offered: bool) -> None:
        """Whether there is an answer to be taken back."""
        self.undo_button.setVisible(offered)

    # Events.

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            mine = _is_undo(event) or (
                event.modifiers() == Qt.KeyboardModifier.NoModifier
                and (event.key() in _KEYS or event.key() == Qt.Key.Key_Escape)
            )
            if mine:
                event.accept()  # the window has other uses for some of these keys
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A table looks for typed letters, a text takes Ctrl+Z: here they answer."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and self._take(event):
            return True
        return super().eventFilter(watched, event)

    def _take(self, event: QKeyEvent) -> bool:
        key = event.key()
        if _is_undo(event):
            self.undo_wanted.emit()
        elif event.modifiers() not in (_NONE, Qt.KeyboardModifier.KeypadModifier):
            return False
        elif key == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        elif key in _KEYS:
            if self.pair is not None:
                self.answered.emit(_KEYS[key])
        elif key in (Qt.Key.Key_N, Qt.Key.Key_P):
            self.step_wanted.emit(1 if key == Qt.Key.Key_N else -1)
        else:
            return False
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme_of(self).px(_NARROW)
        self._across.setOrientation(
            Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        )

    @Slot(str)
    def _show_reason(self, row: str) -> None:
        if self.pair is not None:
            mark = self.pair.marks[int(row)]
            self.first.show_place(mark.first)
            self.second.show_place(mark.second)

    # Within.

    def _step(self, words: str, *, key: str, step: int) -> Button:
        button = Button(words, self, key=key)
        button.setObjectName(f"duplicates.{words.lower()}")
        button.clicked.connect(lambda: self.step_wanted.emit(step))
        return button

    def _answer(self, given: str) -> Button:
        words, key = ANSWERS[given]
        button = Button(words, self, key=key)
        button.setObjectName(f"duplicates.{given}")
        button.clicked.connect(lambda: self.answered.emit(given))
        return button

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        for widget in (self.close_button, self.heading, self.count):
            self._head.addWidget(widget)
        self._head.addStretch(1)
        for widget in (self.undo_button, self.back, self.next):
            self._head.addWidget(widget)
        self._across = Splitter(Qt.Orientation.Horizontal, self)
        self._across.addWidget(self.first)
        self._across.addWidget(self.second)
        self._across.setSizes([1000, 1000])
        self._foot = QWidget(self)
        self._answers = QHBoxLayout(self._foot)
        self._answers.addWidget(self.question)
        for button in self.answers.values():
            self._answers.addWidget(button)
        self._answers.addStretch(1)
        self._below = QHBoxLayout()
        self._below.addWidget(self.reasons)
        full = QWidget(self)
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._across, 1)
        column.addLayout(self._below)
        column.addWidget(self._foot)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(full)
        self.none = NothingOpen(self)
        self._pages.addWidget(self.none)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._head)
        self._column.addWidget(self._pages, 1)
        self._space()

    def _space(self) -> None:
        px = theme_of(self).px
        self._head.setContentsMargins(px(16), px(8), px(16), px(8))
        self._head.setSpacing(px(12))
        self._answers.setContentsMargins(px(24), px(10), px(24), px(10))
        self._answers.setSpacing(px(8))
        self._column.setSpacing(0)
        self._below.setContentsMargins(px(17), px(8), px(16), 0)
        self.reasons.setFixedHeight(px(26) + _REASONS * px(28) + 2)


_NONE: Final = Qt.KeyboardModifier.NoModifier
_MEANS: Final[Mapping[str, str]] = {
    "same_article": "Both are kept; the newer one is excluded unless it has a reading.",
    "same_study": "Both report one study: their readings are brought together in it.",
    "different": "They have nothing to do with each other; this is not asked again.",
}


def _is_undo(event: QKeyEvent) -> bool:
    held = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return held and event.key() == Qt.Key.Key_Z


def _row(n: int, mark: Mark) -> TableRow:
    words = Cell(f"“{mark.words}”" if mark.words else "", ink="ink", serif=True)
    return TableRow(str(n), (Cell(mark.why[:1].upper() + mark.why[1:], ink="ink"), words))


class NothingOpen(QWidget):
    """Stands where no pair is open: what was answered, or that there never was one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heading = ElidedLabel("", self, px=24, semibold=True)
        self.lines = [ElidedLabel("", self, px=14, ink="ink2") for _ in range(_TOLD)]
        column = QVBoxLayout(self)
        column.addStretch(1)
        for label in (self.heading, *self.lines):
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def show_answers(self, answered: Sequence[str]) -> None:
        """Name the answers given since the registry was opened, the newest first."""
        self.heading.say("All answered" if answered else "Nothing here is there twice")
        lines = list(reversed(answered[-_TOLD:])) if answered else [NONE_YET]
        if len(answered) > _TOLD:
            lines[-1] = f"{len(answered) - _TOLD + 1:,} more before these."
        for n, label in enumerate(self.lines):
            label.say(lines[n] if n < len(lines) else "")
            label.setVisible(n < len(lines))
