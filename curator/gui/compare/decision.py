"""The controls of the open row: what to keep, why, decide."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from curator.gui.compare.flow import Flow
from curator.gui.compare.values import Choice, CompareRow, Option
from curator.gui.theme.paint import ICON
from curator.gui.theme.theme import theme_of
from curator.gui.widgets.base import RESTYLING
from curator.gui.widgets.buttons import Button, PrimaryButton
from curator.gui.widgets.labels import ElidedLabel, IconLabel, Sentence

DECIDE_KEY: Final = "Ctrl+Enter"

_PAD: Final = 12
_TOP: Final = 8
_GAP: Final = 6
_LEAST_LINES: Final = 2
_MOST_LINES: Final = 6


class ReasonEdit(QPlainTextEdit):
    """Some lines that grow with their text; Tab leaves, the table's own keys pass through."""

    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare.reason")
        self.setAccessibleName("Reason of the decision")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(1)
        self._fit()
        self.textChanged.connect(self._fit)

    def words(self) -> str:
        return self.document().toRawText().replace("\u2029", "\n").strip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if (held and event.key() in _PASSED) or event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _fit(self) -> None:
        theme = theme_of(self)
        self.setFont(theme.sans(13))
        line = QFontMetrics(self.font()).lineSpacing()
        lines = int(self.document().size().height())  # a plain text's height is in lines
        shown = min(max(lines, _LEAST_LINES), _MOST_LINES)
        more = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        fits = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(more if lines > _MOST_LINES else fits)
        height = shown * line + theme.px(6) + 6
        if height != self.height():
            self.setFixedHeight(height)
            self.grown.emit()


_PASSED: Final = frozenset(
    {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Period}
)


class KeepButton(Button):
    """A choice with a tick where it is taken; it keeps its width, so that nothing moves."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option.label, parent, key=option.key, small=True)
        self.option = option
        self.setObjectName(f"compare.keep.{option.key}")
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        if not self.isChecked():
            size.setWidth(size.width() + self.theme.px(ICON) + self.theme.px(6))
        return size

    def set_kept(self, kept: bool) -> None:
        self._icon = "check" if kept else ""
        self.setChecked(kept)
        self.update()

    def nextCheckState(self) -> None:
        """The row says what is kept."""


class DecisionEditor(QWidget):
    """Keep one, keep another, keep all; why; decide.

    ``choice_made`` tells of a button that was pressed, ``decide_pressed`` of Decide; the row holds
    what is chosen and says it by ``show_choice``.
    """

    choice_made = Signal(object)
    decide_pressed = Signal()
    withdraw_pressed = Signal()
    reason_changed = Signal(str)
    height_changed = Signal()

    def __init__(self, row: CompareRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare.decision")
        self.row = row
        self._icon = IconLabel("dashed_circle", self)
        self._head = Sentence(parent=self)
        self.keeps = Flow(self)
        self._why = ElidedLabel("Reason", self, ink="ink2", px=12, semibold=True)
        self.reason = ReasonEdit(self)
        self._before = Sentence(parent=self, ink="ink2", px=13)
        self._wrong_icon = IconLabel("warning", self, ink="bad")
        self._wrong = Sentence(parent=self, ink="bad", px=13)
        self.acts = Flow(self)
        self.buttons: list[KeepButton] = []
        self.decide = PrimaryButton("Decide", key=DECIDE_KEY, small=True)
        self.withdraw = Button("Withdraw decision", self, rank="link", small=True)
        self.withdraw.hide()
        self._lay_out()
        self._fill()
        self.decide.clicked.connect(self.decide_pressed)
        self.withdraw.clicked.connect(self.withdraw_pressed)
        self.reason.textChanged.connect(self._told)
        self.reason.grown.connect(self.height_changed)

    def show_choice(self, choice: Choice) -> None:
        """Say what would stand, on the buttons and in words."""
        for button in self.buttons:
            button.set_kept(button.option.choice == choice and bool(choice))
        kept = _kept_words(self.row, choice)
        about = f"{self.row.disputed}: " if self.row.disputed else ""
        if choice:
            self._icon.set_icon("check", ink="accent")
            self._head.set_parts([(about, False), *kept])
        else:
            self._icon.set_icon("dashed_circle", ink="bad")
            words = "Choose what stands" if self.row.to_decide else "Choose what stands instead"
            self._head.set_parts([(about, False), (words, True)])
        self.height_changed.emit()

    def set_reason(self, words: str) -> None:
        if words != self.reason.words():
            self.reason.setPlainText(words)

    def complain(self, sentence: str, *, reason: bool = False) -> None:
        """Say what is missing; "" takes it away."""
        self._wrong.set_parts([(sentence, False)])
        for widget in (self._wrong, self._wrong_icon):
            widget.setVisible(bool(sentence))
        self.reason.setProperty("error", reason and bool(sentence))
        self.reason.style().polish(self.reason)
        self.height_changed.emit()

    def needed(self, width: int) -> int:
        """The height that the controls take at a width."""
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self._space()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._head, 1)
        wrong = QHBoxLayout()
        wrong.addWidget(self._wrong_icon, 0, Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self._wrong, 1)
        rows = QVBoxLayout(self)
        rows.addLayout(head)
        rows.addWidget(self._before)
        rows.addWidget(self.keeps)
        rows.addWidget(self._why)
        rows.addWidget(self.reason)
        rows.addLayout(wrong)
        rows.addWidget(self.acts)
        rows.addStretch(1)
        self._wrong.hide()
        self._wrong_icon.hide()
        self._space()

    def _space(self) -> None:
        theme, rows = theme_of(self), self.layout()
        if rows is not None:
            side, top = theme.px(_PAD), theme.px(_TOP)
            rows.setContentsMargins(side, top, side, theme.px(_PAD))
            rows.setSpacing(theme.px(_GAP))
            for icon, words in ((self._icon, self._head), (self._wrong_icon, self._wrong)):
                icon.setFixedHeight(words.minimumSizeHint().height())

    def _fill(self) -> None:
        before = "\u2028".join(self.row.standing.lines) if self.row.decision is not None else ""
        self._before.set_parts([(before, False)])
        self._before.setVisible(bool(before))
        self.acts.add(self.decide)
        for option in self.row.options:
            button = KeepButton(option)
            several = len({extraction for extraction, _ in option.choice.chosen}) > 1
            (self.acts if several else self.keeps).add(button)
            button.clicked.connect(self._pressed)
            self.buttons.append(button)
        if self.row.decision is not None:
            self.acts.add(self.withdraw)
        kept = [one for one in self.buttons if one.parent() is self.keeps]
        both = [one for one in self.buttons if one.parent() is self.acts]
        withdraw = [self.withdraw] if self.row.decision is not None else []
        order = [*kept, self.reason, self.decide, *both, *withdraw]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    @Slot()
    def _pressed(self) -> None:
        sender = self.sender()
        if isinstance(sender, KeepButton):
            self.choice_made.emit(sender.option.choice)

    @Slot()
    def _told(self) -> None:
        self.reason_changed.emit(self.reason.words())


def _kept_words(row: CompareRow, choice: Choice) -> list[tuple[str, bool]]:
    """The values chosen, bold."""
    held = {
        (extraction, line.item_id): line
        for extraction, lines in zip(row.extractions, row.cells, strict=True)
        for line in lines
    }
    if choice.by:
        return [(held[choice.by, ""].status_word, True)]
    words = "; ".join(held[pair].text for pair in choice.chosen if pair in held)
    taken = {extraction for extraction, _ in choice.chosen}
    labels = [
        one.label.removeprefix("Keep ")
        for one in row.options
        if taken == {extraction for extraction, _ in one.choice.chosen} and len(taken) == 1
    ]
    return [(words, True), *((f"  from {label}", False) for label in labels[:1])]
