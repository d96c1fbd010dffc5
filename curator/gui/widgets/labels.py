"""Labels: one that cuts its text at the end, one that wraps with bold parts, one icon."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from curator.gui.theme.icons import paint_icon
from curator.gui.theme.paint import ICON, paint_line
from curator.gui.widgets.base import PaintedLabel, tooltip_text

Parts = Sequence[tuple[str, bool]]
"""A sentence as (words, whether bold)."""


class ElidedLabel(PaintedLabel):
    """A line that is cut at its end where there is no room; the tooltip then has all of it.

    Args:
        text: The words.
        ink: Token of the colour.
        px: Size at scale 1.
        semibold: Weight 600.
        serif: Words of an article.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        ink: str = "ink",
        px: int = 14,
        semibold: bool = False,
        serif: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self._ink, self._px, self._semibold, self._serif = ink, px, semibold, serif
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def restyle(self, *, ink: str | None = None, semibold: bool | None = None) -> None:
        """Another colour or weight, as the current row has."""
        self._ink = ink if ink is not None else self._ink
        self._semibold = semibold if semibold is not None else self._semibold
        self.updateGeometry()
        self.update()

    @property
    def cut(self) -> bool:
        """Whether some of the text is not shown."""
        return self._metrics().horizontalAdvance(self.text()) > self.width()

    def sizeHint(self) -> QSize:
        metrics = self._metrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 1, metrics.height())

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._metrics().horizontalAdvance("n…")), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setFont((theme.serif if self._serif else theme.sans)(self._px, self._semibold))
        painter.setPen(QColor(getattr(theme.tokens, self._ink)))
        paint_line(painter, self.box(), self.text())
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            shown = self.toolTip() or (tooltip_text(self.text()) if self.cut else "")
            QToolTip.showText(event.globalPos(), shown, self)
            return True
        return super().event(event)

    def _metrics(self) -> QFontMetrics:
        theme = self.theme
        return QFontMetrics((theme.serif if self._serif else theme.sans)(self._px, self._semibold))


class Sentence(PaintedLabel):
    """A sentence with bold parts that wraps at words; never read as HTML."""

    def __init__(
        self, parts: Parts = (), parent: QWidget | None = None, *, ink: str = "ink", px: int = 14
    ) -> None:
        super().__init__("", parent)
        self._parts: tuple[tuple[str, bool], ...] = ()
        self._ink, self._px = ink, px
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_parts(parts)

    def set_parts(self, parts: Parts) -> None:
        self._parts = tuple(parts)
        self.say("".join(words for words, _bold in self._parts))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._laid_out(width)[1].height()

    def sizeHint(self) -> QSize:
        return self._laid_out(100_000)[1]

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(120), QFontMetrics(self.theme.sans(self._px)).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        layout, size = self._laid_out(self.width())
        painter = QPainter(self)
        painter.setPen(QColor(getattr(self.theme.tokens, self._ink)))
        layout.draw(painter, QPointF(0, max(0.0, (self.height() - size.height()) / 2)))
        painter.end()

    def _laid_out(self, width: int) -> tuple[QTextLayout, QSize]:
        theme = self.theme
        layout = QTextLayout(self.text(), theme.sans(self._px))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._bold_ranges(layout))
        layout.beginLayout()
        height = widest = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, height))
            height += line.height()
            widest = max(widest, line.naturalTextWidth())
        layout.endLayout()
        return layout, QSize(int(widest) + 1, int(height + 0.999))

    def _bold_ranges(self, layout: QTextLayout) -> list[QTextLayout.FormatRange]:
        bold = QTextCharFormat()
        bold.setFontWeight(600)
        ranges = []
        start = 0
        for words, is_bold in self._parts:
            length = len(words.encode("utf-16-le")) // 2  # Qt counts UTF-16 units
            if is_bold:
                found = QTextLayout.FormatRange()
                found.start, found.length, found.format = start, length, bold
                ranges.append(found)
            start += length
        return ranges


class IconLabel(PaintedLabel):
    """An icon with a name that a screen reader says; without one it is decoration."""

    def __init__(
        self,
        icon: str,
        parent: QWidget | None = None,
        *,
        ink: str = "ink2",
        said: str = "",
        size: int = ICON,
    ) -> None:
        super().__init__("", parent)
        self._icon, self._ink, self._size = icon, ink, size
        self.setAccessibleName(said)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: str, *, ink: str = "", said: str = "") -> None:
        self._icon, self._ink = icon, ink or self._ink
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        side = self.theme.px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = getattr(self.theme.tokens, self._ink)
        paint_icon(painter, QRectF(self.rect()), self._icon, colour)
        painter.end()
