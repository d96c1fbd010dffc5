"""Sections and rows below each other, the order of Tab through them, and headers that stick."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QEvent, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from curator.domain.forms import Field
from curator.gui.form.field_row import FieldRow
from curator.gui.form.lettering import Lettering
from curator.gui.form.section import SectionFoot, SectionHeader, SectionView
from curator.gui.form.values import RowState

MOTION: Final = 24
"""Pixels kept free around what is scrolled to."""

StateOf = Callable[[Field], RowState]


class Block:
    """One section: its header, its rows (made when it is first opened) and its foot."""

    def __init__(self, view: SectionView, ink: Lettering, *, body: FormBody) -> None:
        self.body, self.ink = body, ink
        self.view = view
        self.shown = False
        self.header = SectionHeader(view, ink, parent=body)
        self.rows: dict[str, FieldRow] = {}
        self.foot: SectionFoot | None = None

    @property
    def key(self) -> str:
        return self.view.section.key

    def build(self, state_of: StateOf) -> None:
        """Make the rows that are not there yet."""
        for field in self.view.section.fields:
            if field.key not in self.rows:
                row = FieldRow(state_of(field), self.ink, parent=self.body)
                self.rows[field.key] = row
                self.body.row_made.emit(row)

    def widgets(self) -> Iterator[QWidget]:
        yield from self.rows.values()
        if self.foot is not None:
            yield self.foot


class FormBody(QWidget):
    """The sections of the form."""

    row_made = Signal(object)
    foot_made = Signal(object)
    header_made = Signal(object)
    entered = Signal(bool)
    laid = Signal()

    def __init__(self, ink: Lettering) -> None:
        super().__init__()
        self.ink = ink
        self.blocks: list[Block] = []
        self.state_of: StateOf | None = None
        self._laying = False
        self.setObjectName("form.body")
        self.setAccessibleName("Form")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_sections(self, views: list[SectionView], state_of: StateOf) -> None:
        """Show these sections; rows that there are already are kept."""
        self.state_of = state_of
        if [b.view.section for b in self.blocks] != [v.section for v in views]:
            self._clear()
            for view in views:
                block = Block(view, self.ink, body=self)
                self.blocks.append(block)
                self.header_made.emit(block.header)
        for view in views:
            self.show_section(view)
        self.lay()

    def show_section(self, view: SectionView) -> None:
        """Show one section; rows are built only where it is open."""
        block = self.block(view.section.key)
        if block is None or self.state_of is None or (block.shown and block.view == view):
            return
        block.view, block.shown = view, True
        block.header.show_view(view)
        if view.open:
            block.build(self.state_of)
        wanted = view.open and bool(view.unchecked or view.inapplicable)
        if wanted and block.foot is None:
            block.foot = SectionFoot(view.section.key, parent=self)
            self.foot_made.emit(block.foot)
        if block.foot is not None:
            block.foot.show_view(view)

    def block(self, key: str) -> Block | None:
        return next((block for block in self.blocks if block.key == key), None)

    def row(self, field: str) -> FieldRow | None:
        """The row of a field, where its section has been open."""
        return next((b.rows[field] for b in self.blocks if field in b.rows), None)

    def rows(self) -> Iterator[FieldRow]:
        for block in self.blocks:
            yield from block.rows.values()

    def order(self) -> list[FieldRow | SectionHeader]:
        """Where Tab goes: the rows of open sections, the headers of folded ones."""
        found: list[FieldRow | SectionHeader] = []
        for block in self.blocks:
            found += list(block.rows.values()) if block.view.open else [block.header]
        return found

    def show_ink(self, ink: Lettering) -> None:
        self.ink = ink
        for block in self.blocks:
            block.ink = block.header.ink = ink
            block.header.update()
            for row in block.rows.values():
                row.show_ink(ink)
        self.lay(force=True)

    @Slot()
    def lay(self, *, force: bool = False) -> None:
        """Place everything at the width there is."""
        if self._laying or not self.width():
            return
        self._laying = True
        width, top = self.width(), 0
        for block in self.blocks:
            height = block.header.height_for()
            block.header.setGeometry(0, top, width, height)
            block.header.show()
            top += height
            top = self._lay_block(block, width=width, top=top)
        self.setMinimumHeight(top + self.ink.px(16))
        self._laying = False
        self.laid.emit()

    def _lay_block(self, block: Block, *, width: int, top: int) -> int:
        if not block.view.open:
            for widget in block.widgets():
                widget.hide()
            return top
        for row in block.rows.values():
            height = row.height_for(width)
            row.setGeometry(0, top, width, height)
            row.show()
            top += height
        foot = block.foot
        if foot is not None:
            shown = bool(block.view.unchecked or block.view.inapplicable)
            foot.setVisible(shown)
            if shown:
                height = max(foot.sizeHint().height(), self.ink.px(28))
                foot.setGeometry(0, top, width, height)
                top += height
        return top + self.ink.px(4)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit(event.reason() != Qt.FocusReason.BacktabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.lay()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self.ink.theme.tokens.panel))
        painter.end()

    def _clear(self) -> None:
        for block in self.blocks:
            for widget in (block.header, *block.widgets()):
                widget.hide()
                widget.deleteLater()
        self.blocks = []


class FormScroll(QScrollArea):
    """Scrolls the body; the header of the section on top stays in view."""

    toggled = Signal(str)
    resized = Signal()

    def __init__(self, body: FormBody, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.body = body
        self._stuck: SectionHeader | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(body)
        self.verticalScrollBar().valueChanged.connect(self.stick)
        body.laid.connect(self.stick)

    @Slot()
    def stick(self) -> None:
        """Keep the header of the section that the top of the view is in."""
        top = self.verticalScrollBar().value()
        held = None
        for index, block in enumerate(self.body.blocks):
            header = block.header
            following = self.body.blocks[index + 1 : index + 2]
            end = following[0].header.y() if following else self.body.height()
            if block.view.open and header.y() < top < end:
                held = (block, min(0, end - top - header.height()))
        if held is None:
            if self._stuck is not None:
                self._stuck.hide()
            return
        block, offset = held
        stuck = self._sticky(block)
        stuck.setGeometry(0, offset, self.viewport().width(), block.header.height())
        stuck.show()
        stuck.raise_()

    def reveal(self, area: QRect) -> None:
        """Scroll as little as it takes to show a rectangle of the body below the held header."""
        bar = self.verticalScrollBar()
        head = self.body.blocks[0].header.height() if self.body.blocks else 0
        top, bottom = bar.value() + head, bar.value() + self.viewport().height()
        if area.top() < top:
            bar.setValue(area.top() - head - MOTION // 4)
        elif area.bottom() > bottom - MOTION // 2:
            wanted = area.bottom() - self.viewport().height() + MOTION
            bar.setValue(min(wanted, area.top() - head))

    def viewportEvent(self, event: QEvent) -> bool:
        got = super().viewportEvent(event)
        if event.type() == QEvent.Type.Resize:
            self.stick()
            self.resized.emit()
        return got

    def _sticky(self, block: Block) -> SectionHeader:
        if self._stuck is None:
            self._stuck = SectionHeader(block.view, block.ink, parent=self.viewport())
            self._stuck.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._stuck.toggled.connect(self.toggled)
        self._stuck.setObjectName("section.stuck")
        self._stuck.ink = block.ink
        self._stuck.show_view(block.view)
        return self._stuck
