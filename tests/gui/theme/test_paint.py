"""What delegates and the article's overlay paint with."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from curator.gui.theme.looks import MARK_LOOKS, STATUS_LOOKS, Look, Status
from curator.gui.theme.paint import (
    BadgeState,
    chip_size,
    paint_badge,
    paint_chip,
    paint_current_row,
    paint_focus,
    paint_line,
    paint_track,
)
from curator.gui.theme.theme import Theme, ThemeHolder
from curator.gui.theme.tokens import (
    DARK,
    HIGH_CONTRAST_LIGHT,
    LIGHT,
    PALETTES,
    Tokens,
)
from tests.gui.dressed import colours, has


def _sheet(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff00ff"))
    return image


@pytest.mark.parametrize("tokens", PALETTES, ids=lambda tokens: tokens.name)
@pytest.mark.parametrize(
    ("state", "fill", "ink"),
    [("normal", "ink2", "paper"), ("current", "accent", "onaccent"), ("conflict", "bad", "paper")],
)
def test_a_badge_is_a_letter_on_its_states_colour(
    holder: ThemeHolder, tokens: Tokens, state: BadgeState, fill: str, ink: str
) -> None:
    image = _sheet(32, 32)
    painter = QPainter(image)
    paint_badge(painter, QRectF(0, 0, 32, 32), "M", tokens, state)
    painter.end()
    assert has(image, getattr(tokens, fill), QRect(2, 12, 3, 8))
    assert has(image, getattr(tokens, ink), QRect(6, 6, 20, 20))
    assert image.pixelColor(0, 0).name() == "#ff00ff"  # a round corner


def test_a_badges_letter_stands_in_its_middle(holder: ThemeHolder) -> None:
    image = _sheet(64, 64)
    painter = QPainter(image)
    paint_badge(painter, QRectF(0, 0, 64, 64), "H", LIGHT)
    painter.end()
    white = [
        (x, y)
        for x in range(64)
        for y in range(64)
        if image.pixelColor(x, y).name() == LIGHT.paper.lower()
    ]
    left, right = min(x for x, _ in white), max(x for x, _ in white)
    top, bottom = min(y for _, y in white), max(y for _, y in white)
    assert abs(left - (63 - right)) <= 2
    assert abs(top - (63 - bottom)) <= 2


def test_painting_leaves_the_painter_as_it_was(holder: ThemeHolder) -> None:
    image = _sheet(200, 40)
    painter = QPainter(image)
    painter.setPen(QColor("#123456"))
    before = (painter.pen(), painter.font(), painter.brush())
    paint_badge(painter, QRectF(0, 0, 16, 16), "D", LIGHT)
    paint_chip(painter, QRectF(20, 0, 90, 20), STATUS_LOOKS["vague"], holder.theme)
    assert (painter.pen(), painter.font(), painter.brush()) == before
    painter.end()


@pytest.mark.parametrize("status", STATUS_LOOKS)
def test_loud_states_have_a_fill_and_the_others_none(holder: ThemeHolder, status: Status) -> None:
    look = STATUS_LOOKS[status]
    assert bool(look.fill) == (status in {"vague", "unclear"})
    image = _chip(look, holder.theme)
    assert has(image, look.ink_of(LIGHT))
    assert has(image, "#ff00ff", QRect(0, 8, 2, 4)) != bool(look.fill)


def test_only_quiet_agreements_have_no_fill() -> None:
    assert {mark for mark, look in MARK_LOOKS.items() if not look.fill} == {"single"}


def test_in_high_contrast_a_fill_becomes_an_outline(holder: ThemeHolder) -> None:
    theme = Theme(HIGH_CONTRAST_LIGHT)
    image = _chip(MARK_LOOKS["conflict"], theme)
    assert has(image, HIGH_CONTRAST_LIGHT.bad, QRect(0, 8, 1, 4))
    assert image.pixelColor(4, 10).name() == HIGH_CONTRAST_LIGHT.paper.lower()


def test_in_a_table_the_fill_is_left_out(holder: ThemeHolder) -> None:
    image = _chip(STATUS_LOOKS["vague"], holder.theme, filled=False)
    assert not has(image, LIGHT.warnbg)
    assert has(image, LIGHT.warn)


def test_a_chip_is_as_wide_as_its_words_at_every_scale(holder: ThemeHolder) -> None:
    look = MARK_LOOKS["conflict"]
    one, counted = (chip_size(look, holder.theme, text=text) for text in ("", "12 conflicts"))
    assert counted.width() > one.width()
    double = chip_size(look, Theme(scale=2.0))
    assert double.height() >= 2 * one.height() - 1
    assert double.width() == pytest.approx(2 * one.width(), abs=6)


def test_a_line_is_cut_at_its_end_and_stays_in_its_room(holder: ThemeHolder) -> None:
    image = _sheet(120, 20)
    painter = QPainter(image)
    painter.setFont(holder.theme.sans(14))
    painter.setPen(QColor("#000000"))
    paint_line(painter, QRectF(0, 0, 60, 20), "tumor-associated macrophage")
    painter.end()
    assert len(colours(image, QRect(0, 0, 60, 20))) > 2
    assert colours(image, QRect(62, 0, 58, 20)) == {"#ff00ff"}


def test_the_focus_ring_lies_inside(holder: ThemeHolder) -> None:
    image = _sheet(60, 30)
    painter = QPainter(image)
    paint_focus(painter, QRectF(5, 5, 50, 20), holder.theme, radius=4)
    painter.end()
    row = [image.pixelColor(x, 15).name() for x in range(3, 10)]
    ring = LIGHT.accent.lower()
    assert row == ["#ff00ff", "#ff00ff", ring, ring, "#ff00ff", "#ff00ff", "#ff00ff"]


def test_the_current_row_has_its_bar(holder: ThemeHolder) -> None:
    image = _sheet(60, 30)
    painter = QPainter(image)
    paint_current_row(painter, QRectF(0, 0, 60, 30), holder.theme)
    painter.end()
    assert image.pixelColor(2, 15).name() == LIGHT.accent.lower()
    assert image.pixelColor(3, 15).name() == LIGHT.accentbg.lower()


@pytest.mark.parametrize(("share", "ends"), [(0.0, 0), (0.5, 50), (1.0, 100), (7.0, 100)])
def test_a_track_is_filled_to_its_share(holder: ThemeHolder, share: float, ends: int) -> None:
    image = _sheet(100, 6)
    painter = QPainter(image)
    paint_track(painter, QRectF(0, 0, 100, 6), share, LIGHT.accent, holder.theme)
    painter.end()
    filled = [x for x in range(100) if image.pixelColor(x, 3).name() == LIGHT.accent.lower()]
    assert abs(len(filled) - ends) <= 2


def test_a_chip_in_the_dark_has_the_dark_fill(holder: ThemeHolder) -> None:
    assert has(_chip(STATUS_LOOKS["vague"], Theme(DARK)), DARK.warnbg)


def _chip(look: Look, theme: Theme, *, filled: bool = True) -> QImage:
    size = chip_size(look, theme, filled=filled)
    image = _sheet(size.width(), size.height())
    if theme.tokens.high_contrast:
        image.fill(QColor(theme.tokens.paper))
    painter = QPainter(image)
    paint_chip(painter, QRectF(image.rect()), look, theme, filled=filled)
    painter.end()
    assert QApplication.instance() is not None
    return image
