"""Headers of the sections, and what closes an open one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QWidget

from curator.domain.forms import Section
from curator.gui.form.lettering import Lettering
from curator.gui.theme.icons import paint_icon
from curator.gui.theme.looks import MARK_LOOKS
from curator.gui.theme.paint import chip_size, paint_chip, paint_focus, paint_line
from curator.gui.widgets.buttons import Button

HEADER = 32


@dataclass(frozen=True, slots=True)
class SectionView:
    """What a header says.

    Attributes:
        done, total: Decided fields, and all.
        unchecked: Labels of fields that nobody looked at and that apply.
        inapplicable: How many unchecked fields do not apply to this study.
        summary: The section's values on one line; empty where it is open.
    """

    section: Section
    open: bool = True
    done: int = 0
    total: int = 0
    conflicts: int = 0
    unchecked: int = 0
    inapplicable: int = 0
    summary: str = ""

    @property
    def finished(self) -> bool:
        return self.done == self.total and not self.conflicts


class SectionHeader(QWidget):
    """Chevron, name, conflicts, how far it is; folded it tells the values."""

    toggled = Signal(str)
    moved = Signal(object, bool)
    focused = Signal(object)

    def __init__(self, view: SectionView, ink: Lettering, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.view, self.ink = view, ink
        self.setObjectName(f"section.{view.section.key}")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_view(view)

    @property
    def key(self) -> str:
        return self.view.section.key

    def show_view(self, view: SectionView) -> None:
        self.view = view
        fold = "open" if view.open else f"folded: {view.summary}"
        conflicts = f", {_conflicts(view.conflicts)}" if view.conflicts else ""
        self.setAccessibleName(
            f"{view.section.label}, {view.done} of {view.total}{conflicts}, {fold}"
        )
        self.update()

    def height_for(self) -> int:
        return max(self.ink.px(HEADER), int(self.ink.title.height + self.ink.px(8)))

    def sizeHint(self) -> QSize:
        return QSize(200, self.height_for())

    def focusNextPrevChild(self, forward: bool) -> bool:
        self.moved.emit(self, forward)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(self)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        folds = (Qt.Key.Key_Left,) if self.view.open else (Qt.Key.Key_Right,)
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, *folds)
        if event.key() in keys and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.toggled.emit(self.key)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.toggled.emit(self.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        ink, tokens, view = self.ink, self.ink.theme.tokens, self.view
        painter = QPainter(self)
        box = QRectF(self.rect())
        painter.fillRect(box, QColor(tokens.hover if self.underMouse() else tokens.panel))
        painter.fillRect(QRectF(0, 0, box.width(), 1), QColor(tokens.line))
        side, left = ink.px(16), float(ink.px(16))
        chevron = "chevron_down" if view.open else "chevron_right"
        paint_icon(painter, QRectF(left - ink.px(2), 0, side, box.height()), chevron, tokens.ink2)
        left += ink.px(22)
        painter.setFont(ink.title.font)
        painter.setPen(QColor(tokens.ink))
        right = self._paint_count(painter, box)
        paint_line(painter, QRectF(left, 0, right - left, box.height()), view.section.label)
        left += ink.title.width(view.section.label) + ink.px(10)
        if view.conflicts:
            left = self._paint_conflicts(painter, left=left, height=box.height())
        if not view.open:
            painter.setFont(ink.small.font)
            painter.setPen(QColor(tokens.ink3))
            room = QRectF(left, 0, right - ink.px(8) - left, box.height())
            paint_line(painter, room, view.summary)
        if self.hasFocus():
            paint_focus(painter, box.adjusted(1, 1, -1, 0), ink.theme, radius=ink.px(4))
        painter.end()

    def _paint_count(self, painter: QPainter, box: QRectF) -> float:
        """Paint how far it is at the right; returns where that begins."""
        ink, tokens, view = self.ink, self.ink.theme.tokens, self.view
        words = f"{view.done} of {view.total}"
        right = box.width() - ink.px(16)
        left = right - ink.small.width(words) - 1
        painter.save()
        painter.setFont(ink.small.font)
        painter.setPen(QColor(tokens.ink2))
        paint_line(painter, QRectF(left, 0, right - left + 1, box.height()), words)
        side = ink.px(14)
        left -= side + ink.px(7)
        icon, colour = ("check", tokens.ok) if view.finished else ("dashed_circle", tokens.ink3)
        paint_icon(painter, QRectF(left, 0, side, box.height()), icon, colour)
        painter.restore()
        return left - ink.px(4)

    def _paint_conflicts(self, painter: QPainter, *, left: float, height: float) -> float:
        look = MARK_LOOKS["conflict"]
        words = _conflicts(self.view.conflicts)
        size = chip_size(look, self.ink.theme, text=words)
        box = QRectF(left, (height - size.height()) / 2, size.width(), size.height())
        paint_chip(painter, box, look, self.ink.theme, text=words)
        return box.right() + self.ink.px(10)


class SectionFoot(QWidget):
    """Ends an open section that has unchecked fields: the rest in one step."""

    rest_asked = Signal(str)
    inapplicable_asked = Signal()

    def __init__(self, key: str, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self._long = ""
        self.rest = Button("Rest: not reported", self, icon="not_reported", rank="link", small=True)
        self.rest.setObjectName(f"rest.{key}")
        self.none = Button("", self, icon="not_applicable", rank="link", small=True)
        self.none.setObjectName(f"inapplicable.{key}")
        for button in (self.rest, self.none):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the commands have keys of their own
        line = QHBoxLayout(self)
        line.addWidget(self.rest)
        line.addStretch(1)
        line.addWidget(self.none)
        self.rest.clicked.connect(self._rest)
        self.none.clicked.connect(self.inapplicable_asked)

    def show_view(self, view: SectionView) -> None:
        count = view.inapplicable
        self.none.setText(f"{count} not applicable")
        self.none.setAccessibleName(f"{count} fields do not apply: mark them not applicable")
        self.none.setToolTip("Mark the fields that do not apply to this study as not applicable")
        self.none.setVisible(count > 0)
        self._long = f"Rest of {view.section.label}: not reported"
        self.rest.setAccessibleName(self._long)
        self.rest.setVisible(view.unchecked > 0)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The whole sentence where it fits, a short one beside the other button."""
        px = self.rest.theme.px
        line = self.layout()
        if line is not None:
            line.setContentsMargins(px(12), 0, px(12), px(4))
        self.rest.setText(self._long)
        needed = self.rest.sizeHint().width() + 28
        if self.none.isVisibleTo(self):
            needed += self.none.sizeHint().width()
        if needed > self.width():
            self.rest.setText("Rest: not reported")

    def _rest(self) -> None:
        self.rest_asked.emit(self.key)


def _conflicts(count: int) -> str:
    return "1 conflict" if count == 1 else f"{count} conflicts"
