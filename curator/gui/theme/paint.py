"""Painting that widgets, item delegates and the article's overlay share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPen,
    QPixmap,
    QPixmapCache,
)

from curator.gui.theme.fonts import sans_font
from curator.gui.theme.icons import paint_icon
from curator.gui.theme.looks import Look
from curator.gui.theme.theme import Theme
from curator.gui.theme.tokens import Tokens

BadgeState = Literal["normal", "current", "conflict"]

BADGE: Final = 16
"""Side of a letter badge at scale 1."""
CHIP: Final = 20
"""Least height of a chip at scale 1."""
ICON: Final = 14
"""Side of an icon in a chip or a button at scale 1."""
FOCUS: Final = 2
"""Width of the focus ring at every scale."""
RADIUS: Final = 4
"""Corner of inputs and chips at scale 1."""

_WIDEST: Final = 1.5
"""Ems that no sign is wider than."""
_FLAGS: Final[Mapping[Qt.AlignmentFlag, int]] = {
    # Worked out once: Python joins flags in 10 us.
    one: int(one | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
    for one in (
        Qt.AlignmentFlag.AlignLeft,
        Qt.AlignmentFlag.AlignHCenter,
        Qt.AlignmentFlag.AlignRight,
    )
}
_PAD: Final = 7
_BARE_PAD: Final = 2  # where there is no fill, icons stand below each other with the editor's edge
_GAP: Final = 5


def paint_badge(
    painter: QPainter,
    rect: QRectF,
    letter: str,
    tokens: Tokens,
    state: BadgeState = "normal",
) -> None:
    """A field's letter on a small square: behind its words and before its label.

    ``rect`` is 16 px square at scale 1; letter and corners follow its height.  On whole pixels it
    is a picture that Qt keeps: an article may show a hundred of them in each frame.
    """
    fill, ink = {
        "normal": (tokens.ink2, tokens.paper),
        "current": (tokens.accent, tokens.onaccent),
        "conflict": (tokens.bad, tokens.paper),
    }[state]
    if QRectF(rect.toRect()) != rect:
        _draw_badge(painter, rect, letter, fill=fill, ink=ink)
        return
    ratio = painter.device().devicePixelRatio()
    key = f"curator.badge:{letter}:{fill}:{ink}:{rect.width()}:{rect.height()}:{ratio}"
    made = QPixmap()
    if not QPixmapCache.find(key, made):
        made = QPixmap((rect.size() * ratio).toSize())
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        within = QPainter(made)
        _draw_badge(within, QRectF(QPointF(), rect.size()), letter, fill=fill, ink=ink)
        within.end()
        QPixmapCache.insert(key, made)
    painter.drawPixmap(rect.topLeft(), made)


def _draw_badge(painter: QPainter, rect: QRectF, letter: str, *, fill: str, ink: str) -> None:
    painter.save()
    fill_round(painter, rect, fill, radius=rect.height() * 3 / 16)
    font = sans_font(round(rect.height() * 3 / 4), weight=QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(_centred(rect, QFontMetricsF(font), text=letter), letter)
    painter.restore()


def chip_size(look: Look, theme: Theme, *, text: str = "", filled: bool = True) -> QSize:
    """What ``paint_chip`` needs for the look's word, or for ``text`` instead of it."""
    metrics = QFontMetrics(theme.sans(12, True))
    width = _chip_pad(look, theme, filled=filled) + theme.px(ICON) + theme.px(_GAP)
    width += metrics.horizontalAdvance(text or look.word) + theme.px(_PAD)
    return QSize(width, max(theme.px(CHIP), metrics.height() + theme.px(4)))


def paint_chip(
    painter: QPainter,
    rect: QRectF,
    look: Look,
    theme: Theme,
    *,
    text: str = "",
    filled: bool = True,
) -> None:
    """Icon and word of a state, on its fill where it is loud; in high contrast on an outline.

    The chip begins at the left of ``rect`` and takes its height.  ``filled=False`` is for cells of
    tables, where the state's fill would be one of many.
    """
    tokens = theme.tokens
    ink = look.ink_of(tokens)
    painter.save()
    if filled and look.fill:
        fill_round(painter, rect, look.fill_of(tokens), radius=theme.px(RADIUS))
        if tokens.high_contrast:
            outline_round(painter, rect, ink, radius=theme.px(RADIUS))
    left = rect.left() + _chip_pad(look, theme, filled=filled)
    paint_icon(painter, QRectF(left, rect.top(), theme.px(ICON), rect.height()), look.icon, ink)
    left += theme.px(ICON) + theme.px(_GAP)
    painter.setFont(theme.sans(12, True))
    painter.setPen(QColor(ink))
    paint_line(painter, rect.adjusted(left - rect.left(), 0, 0, 0), text or look.word)
    painter.restore()


def paint_line(
    painter: QPainter,
    rect: QRectF,
    text: str,
    *,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line in the painter's font and pen, in the middle of the height, cut at its end."""
    font = painter.font()
    shown = text
    # Laying words out only to see that they fit takes as long as drawing them.
    if not 0 < len(text) * _WIDEST * font.pixelSize() <= rect.width():
        shown = QFontMetricsF(font).elidedText(
            text, Qt.TextElideMode.ElideRight, rect.width() + 0.5
        )
    painter.drawText(rect, _FLAGS[align], shown)


def fill_round(painter: QPainter, rect: QRectF, colour: str, *, radius: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(rect, radius, radius)


def outline_round(
    painter: QPainter, rect: QRectF, colour: str, *, radius: float, width: float = 1
) -> None:
    """A line inside the edge of ``rect``, so that a thicker one moves nothing."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    inner = max(0.0, radius - half)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), inner, inner)


def paint_focus(painter: QPainter, rect: QRectF, theme: Theme, *, radius: float) -> None:
    """The ring of what has the focus: 2 px of accent inside the box."""
    outline_round(painter, rect, theme.tokens.accent, radius=radius, width=FOCUS)


def paint_current_row(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """The surface of the current row: its fill and a bar of 3 px at its left."""
    painter.fillRect(rect, QColor(theme.tokens.accentbg))
    bar = QRectF(rect.left(), rect.top(), theme.px(3), rect.height())
    painter.fillRect(bar, QColor(theme.tokens.accent))


def paint_track(painter: QPainter, rect: QRectF, share: float, colour: str, theme: Theme) -> None:
    """A thin bar of progress; ``share`` from 0 to 1.  In high contrast the track is an outline."""
    radius = rect.height() / 2
    if theme.tokens.high_contrast:
        outline_round(painter, rect, theme.tokens.border, radius=radius)
    else:
        fill_round(painter, rect, theme.tokens.line, radius=radius)
    if share > 0:
        done = QRectF(rect)
        done.setWidth(max(rect.height(), rect.width() * min(share, 1.0)))
        painter.save()
        painter.setClipRect(rect)
        fill_round(painter, done, colour, radius=radius)
        painter.restore()


def _chip_pad(look: Look, theme: Theme, *, filled: bool) -> int:
    return theme.px(_PAD if filled and look.fill else _BARE_PAD)


def _centred(rect: QRectF, metrics: QFontMetricsF, *, text: str) -> QPointF:
    """Where to draw capitals so that they, not their line, stand in the middle."""
    left = rect.center().x() - metrics.horizontalAdvance(text) / 2
    return QPointF(left, round(rect.center().y() + metrics.capHeight() / 2))
