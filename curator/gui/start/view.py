"""The empty registry: the one gesture drawn, one sentence, three choices with their keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from curator.gui.theme.icons import paint_icon
from curator.gui.theme.paint import fill_round, outline_round, paint_badge, paint_focus, paint_line
from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Button, ElidedLabel, IconLabel, Sentence, key_size, paint_key
from curator.gui.widgets.base import RESTYLING, PaintedButton

WIDTH: Final = 560
SENTENCE: Final = (
    "Select the words, press a field’s letter: the value goes into the form together with the"
    " words that say it."
)
CHOICES: Final = (
    (
        "registry.sample",
        "Open the sample",
        "Articles on immunotherapy and their readings, in a registry of their own",
        "study",
        "Enter",
    ),
    (
        "import.files",
        "Import articles…",
        "PDF, Word, web pages, reference lists; a whole folder by Ctrl+Shift+I",
        "import",
        "Ctrl+I",
    ),
    ("study.new", "New study", "Start with the form and link an article later", "plus", "Ctrl+N"),
)
"""Command, label, what it means, icon, key."""
WITHOUT_REGISTRY: Final = (
    CHOICES[0],
    (
        "registry.new",
        "New registry…",
        "An empty one, in a file of its own",
        "plus",
        "Ctrl+Shift+N",
    ),
    ("registry.open", "Open a registry…", "One that you have, or a backup", "folder", "Ctrl+O"),
)
"""The same where no registry is open."""
TITLES: Final = ("No registry is open", "This registry is empty")


class StartView(QScrollArea):
    """``asked`` brings the id of the command that was chosen."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start")
        self.setAccessibleName("Start")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page = QWidget()
        self._page.setAutoFillBackground(True)
        self._page.setBackgroundRole(self._page.backgroundRole().AlternateBase)
        self.setWidget(self._page)
        self.gesture = Gesture(self._page)
        self._registry = True
        self.title = ElidedLabel(TITLES[True], self._page, px=24, semibold=True)
        self.sentence = Sentence(((SENTENCE, False),), self._page, ink="ink2", px=16)
        self._choices = {
            registry: [
                Choice(command, label, about=about, icon=icon, key=key, parent=self._page)
                for command, label, about, icon, key in choices
            ]
            for registry, choices in ((True, CHOICES), (False, WITHOUT_REGISTRY))
        }
        self._beside: list[QWidget] = []
        self._lay_out()
        for choice in (*self._choices[True], *self._choices[False]):
            choice.clicked.connect(self._ask)
        for choice in self._choices[False]:
            choice.hide()

    @property
    def choices(self) -> list[Choice]:
        """The choices that are shown."""
        return self._choices[self._registry]

    def show_choices(self, *, registry: bool) -> None:
        """What can be done with an empty registry, or where none is open."""
        if registry == self._registry:
            return
        had = any(one.hasFocus() for one in self.choices)
        for choice in self.choices:
            choice.hide()
        self._registry = registry
        for choice in self.choices:
            choice.show()
        for widget in self._beside:
            widget.setVisible(registry)
        self.title.say(TITLES[registry])
        if had:
            self.choices[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout()
        self._column.addWidget(self.gesture)
        self._column.addWidget(self.title)
        self._column.addWidget(self.sentence)
        self._column.addSpacing(theme_of(self).px(12))
        for choice in (*self._choices[True], *self._choices[False]):
            self._column.addWidget(choice)
        self._drop = QHBoxLayout()
        words = "Or drop files on this window, or paste text. Nothing is fetched from a network."
        self._beside = [
            IconLabel("import", self._page),
            ElidedLabel(words, self._page, ink="ink3", px=13),
        ]
        for widget in self._beside:
            self._drop.addWidget(widget)
        self._drop.addStretch(1)
        self._column.addLayout(self._drop)
        self._more = QHBoxLayout()
        for command, words, key in (
            ("registry.new", "New registry…", "Ctrl+Shift+N"),
            ("registry.open", "Open another…", "Ctrl+O"),
        ):
            button = Button(words, self._page, rank="link", small=True)
            button.setObjectName(command)
            button.clicked.connect(self._ask)
            hint = ElidedLabel(key, self._page, ink="ink3", px=13)
            self._more.addWidget(button)
            self._more.addWidget(hint)
            self._more.addSpacing(8)
            self._beside += [button, hint]
        self._more.addStretch(1)
        self._column.addLayout(self._more)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addLayout(self._column)
        across.addStretch(1)
        down = QVBoxLayout(self._page)
        down.addStretch(1)
        down.addLayout(across)
        down.addStretch(1)
        self._space()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.choices[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self._space()

    @Slot()
    def _ask(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.asked.emit(sender.objectName())

    def _space(self) -> None:
        px = theme_of(self).px
        width = min(px(WIDTH), max(240, self.width() - 2 * px(16)))
        choices = (*self._choices[True], *self._choices[False])
        for widget in (self.gesture, self.sentence, *choices):
            widget.setFixedWidth(width)
        self._column.setSpacing(px(8))
        self._column.setContentsMargins(0, px(16), 0, px(16))
        self._drop.setContentsMargins(0, px(16), 0, 0)
        self._drop.setSpacing(px(8))
        self._more.setContentsMargins(px(18), 0, 0, 0)


class Choice(PaintedButton):
    """One of the three: icon, what it does, its key."""

    def __init__(
        self, command: str, label: str, *, about: str, icon: str, key: str, parent: QWidget
    ) -> None:
        super().__init__(label, parent)
        self.setObjectName(command)
        self.setAccessibleDescription(f"{about}. {key}")
        self._about, self._icon, self._key = about, icon, key
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = self.theme
        lines = QFontMetrics(theme.sans(15, True)).height() + QFontMetrics(theme.sans(13)).height()
        return QSize(theme.px(WIDTH), max(theme.px(60), lines + theme.px(20)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, tokens, box = self.theme, self.theme.tokens, self.box()
        radius = theme.px(6)
        painter = QPainter(self)
        surface = tokens.hover if self.hot else tokens.raised
        fill_round(painter, box, tokens.accentbg if self.hasFocus() else surface, radius=radius)
        if self.hasFocus():
            paint_focus(painter, box, theme, radius=radius)
        else:
            outline_round(painter, box, tokens.border, radius=radius)
        icon = QRectF(theme.px(16), 0, theme.px(20), self.height())
        paint_icon(painter, icon, self._icon, tokens.accent if self.hasFocus() else tokens.ink2)
        size = key_size(self._key, theme)
        left = self.width() - size.width() - theme.px(16)
        top = (self.height() - size.height()) // 2
        paint_key(painter, QRectF(left, top, size.width(), size.height()), self._key, theme)
        words = QRectF(theme.px(50), 0, left - theme.px(58), self.height())
        half = self.height() / 2
        painter.setFont(theme.sans(15, True))
        painter.setPen(QColor(tokens.ink))
        paint_line(painter, words.adjusted(0, theme.px(8), 0, -half + theme.px(2)), self.text())
        painter.setFont(theme.sans(13))
        painter.setPen(QColor(tokens.ink2))
        paint_line(painter, words.adjusted(0, half, 0, -theme.px(8)), self._about)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go through the choices too."""
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class Gesture(QWidget):
    """Words, a key, a field: what the program is for, drawn once."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Select words, press P, and the payload is IL-12 with its quote")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        px = theme_of(self).px
        return QSize(px(WIDTH), px(144))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        px = theme.px
        painter = QPainter(self)
        height = px(115)
        words = QRectF(0, 0, self.width() * 0.48, height)
        field = QRectF(self.width() - self.width() * 0.357, 0, self.width() * 0.357, height)
        for card in (words, field):
            fill_round(painter, card, theme.tokens.paper, radius=px(6))
            outline_round(painter, card, theme.tokens.line, radius=px(6))
        self._paint_words(painter, words)
        self._paint_key(painter, words, field)
        self._paint_field(painter, field)
        painter.end()

    def _paint_words(self, painter: QPainter, card: QRectF) -> None:
        theme = theme_of(self)
        px, tokens = theme.px, theme.tokens
        painter.setFont(theme.serif(16))
        for n, line in enumerate(("programming the CAR T", "cells to release", "interleukin-12")):
            row = QRectF(px(20), px(15) + n * px(28), card.width() - px(40), px(28))
            if n == 2:
                width = painter.fontMetrics().horizontalAdvance(line)
                painter.fillRect(
                    QRectF(row.left(), row.top() + px(2), width + 2, row.height() - px(2)),
                    QColor(tokens.evcur),
                )
                below = QRectF(row.left(), row.bottom(), width + 2, 2)
                painter.fillRect(below, QColor(tokens.accent))
                badge = QRectF(row.left() + width + px(4), row.center().y() - px(7), px(15), px(15))
                paint_badge(painter, badge, "P", tokens, "current")
                painter.setFont(theme.serif(16))
            painter.setPen(QColor(tokens.ink))
            paint_line(painter, row, line)

    def _paint_key(self, painter: QPainter, words: QRectF, field: QRectF) -> None:
        theme = theme_of(self)
        px, tokens = theme.px, theme.tokens
        middle = (words.right() + field.left()) / 2
        side = px(37)
        cap = QRectF(middle - side / 2, words.center().y() - side / 2, side, side)
        fill_round(painter, cap, tokens.raised, radius=px(6))
        outline_round(painter, cap, tokens.border, radius=px(6))
        painter.setFont(theme.sans(14, True))
        painter.setPen(QColor(tokens.ink))
        paint_line(painter, cap, "P", align=Qt.AlignmentFlag.AlignHCenter)
        left = QRectF(words.right() + px(2), cap.top(), px(18), cap.height())
        right = QRectF(cap.right() + px(2), cap.top(), px(18), cap.height())
        paint_icon(painter, left, "minus", tokens.ink2)
        paint_icon(painter, right, "right", tokens.ink2)

    def _paint_field(self, painter: QPainter, card: QRectF) -> None:
        theme = theme_of(self)
        px, tokens = theme.px, theme.tokens
        left, width = card.left() + px(20), card.width() - px(40)
        painter.setFont(theme.sans(13, True))
        painter.setPen(QColor(tokens.ink2))
        paint_line(painter, QRectF(left, px(14), width, px(22)), "Payload")
        box = QRectF(left - 1, px(39), width + 2, px(30))
        fill_round(painter, box, tokens.raised, radius=px(4))
        paint_focus(painter, box, theme, radius=px(4))
        painter.setFont(theme.sans(14))
        painter.setPen(QColor(tokens.ink))
        paint_line(painter, box.adjusted(px(10), 0, 0, 0), "IL-12")
        below = QRectF(left, px(76), px(16), px(22))
        paint_icon(painter, below, "check", tokens.ok)
        painter.setFont(theme.sans(12, True))
        painter.setPen(QColor(tokens.ok))
        paint_line(painter, QRectF(left + px(18), px(76), px(70), px(22)), "Reported")
        paint_icon(painter, QRectF(left + px(80), px(76), px(16), px(22)), "quote", tokens.ink2)
        painter.setFont(theme.sans(13))
        painter.setPen(QColor(tokens.ink3))
        paint_line(painter, QRectF(left + px(99), px(76), px(60), px(22)), "1 quote")
