"""The theme reaches palette, style sheet and fonts, and follows what is chosen."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPalette, QRawFont
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from curator.gui.theme.fonts import FACES, load_fonts, sans_font, serif_font
from curator.gui.theme.palette import qt_palette
from curator.gui.theme.style_sheet import style_sheet
from curator.gui.theme.theme import (
    LARGEST_SCALE,
    SMALLEST_SCALE,
    Theme,
    ThemeHolder,
    current_theme,
    install_theme,
    sans,
    serif,
    theme_holder,
    theme_of,
)
from curator.gui.theme.tokens import DARK, HIGH_CONTRAST_DARK, LIGHT, PALETTES, Tokens
from tests.gui.dressed import drawn, has
from tests.gui.theme.test_contrast import contrast

Role = QPalette.ColorRole
Group = QPalette.ColorGroup


def test_every_role_of_the_palette_is_a_token() -> None:
    for tokens in PALETTES:
        known = {getattr(tokens, name).lower() for name in Tokens.__slots__[3:]}
        palette = qt_palette(tokens)
        for role in Role:
            if role in (Role.NoRole, Role.NColorRoles):
                continue
            for group in (Group.Active, Group.Inactive, Group.Disabled):
                assert palette.color(group, role).name() in known, (tokens.name, role, group)


@pytest.mark.parametrize("tokens", PALETTES, ids=lambda tokens: tokens.name)
@pytest.mark.parametrize("group", [Group.Active, Group.Inactive, Group.Disabled])
@pytest.mark.parametrize(
    ("text", "surface"),
    [
        (Role.WindowText, Role.Window),
        (Role.Text, Role.Base),
        (Role.PlaceholderText, Role.Base),
        (Role.ButtonText, Role.Button),
        (Role.ToolTipText, Role.ToolTipBase),
        (Role.HighlightedText, Role.Highlight),
        (Role.Link, Role.Base),
        (Role.LinkVisited, Role.Base),
    ],
)
def test_what_qt_paints_can_be_read_too(
    tokens: Tokens, group: QPalette.ColorGroup, text: Role, surface: Role
) -> None:
    palette = qt_palette(tokens)
    pair = (palette.color(group, text).name(), palette.color(group, surface).name())
    assert contrast(*pair) >= (7 if tokens.high_contrast else 4.5)


def test_the_style_sheet_uses_tokens_only() -> None:
    for tokens in PALETTES:
        known = {getattr(tokens, name).lower() for name in Tokens.__slots__[3:]}
        sheet = style_sheet(tokens, scale=1.0)
        words = sheet.replace(";", " ").replace("}", " ").split()
        used = {word.lower() for word in words if word.startswith("#")}
        assert used
        assert used <= known
        assert "$" not in sheet


def test_lengths_follow_the_scale_and_lines_do_not() -> None:
    assert "min-height: 24px" in style_sheet(LIGHT, scale=1.0)
    assert "min-height: 48px" in style_sheet(LIGHT, scale=2.0)
    assert "border: 1px solid" in style_sheet(LIGHT, scale=2.0)


def test_choosing_a_scheme_dresses_the_application_once(qtbot: QtBot, holder: ThemeHolder) -> None:
    with qtbot.waitSignal(holder.changed):
        holder.choose("dark")
    assert current_theme().tokens is DARK
    assert holder.scheme == "dark"
    palette = QApplication.palette()
    assert palette.color(Role.Window).name() == DARK.window.lower()
    assert palette.color(Role.ToolTipBase).name() == DARK.raised.lower()
    assert DARK.hover in QApplication.instance().styleSheet()  # type: ignore[union-attr]
    with qtbot.assertNotEmitted(holder.changed):
        holder.choose("dark")


def test_windows_that_are_open_change_with_the_theme(qtbot: QtBot, holder: ThemeHolder) -> None:
    line = QLineEdit("mouse")
    qtbot.addWidget(line)
    with qtbot.waitExposed(line):
        line.show()
    assert has(drawn(line), LIGHT.raised)
    holder.choose("dark")
    shown = drawn(line)
    assert has(shown, DARK.raised)
    assert not has(shown, LIGHT.raised)


def test_the_scale_is_kept_when_the_scheme_changes_and_has_limits(holder: ThemeHolder) -> None:
    holder.choose(scale=1.5)
    holder.choose("dark")
    assert holder.theme.scale == 1.5
    holder.choose(scale=90)
    assert holder.theme.scale == LARGEST_SCALE
    holder.choose(scale=0.0)
    assert holder.theme.scale == SMALLEST_SCALE


def test_every_size_is_a_multiple_of_the_scale(holder: ThemeHolder) -> None:
    assert sans(14).pixelSize() == 14
    holder.choose(scale=2.0)
    assert sans(14).pixelSize() == 28
    assert serif(16, semibold=True).pixelSize() == 32
    assert QApplication.font().pixelSize() == 28
    assert holder.theme.px(1) == 2
    assert Theme(scale=0.75).px(1) == 1  # a line does not vanish
    assert Theme(scale=0.75).px(0) == 0


def test_a_wide_window_has_larger_type_and_a_longer_line(holder: ThemeHolder) -> None:
    assert (holder.theme.article_px, holder.theme.measure) == (16, 520)
    holder.choose(wide=True)
    assert (holder.theme.article_px, holder.theme.measure) == (18, 640)


def test_the_measure_holds_the_characters_of_the_design(holder: ThemeHolder) -> None:
    line = "These macrophages act as bodyguards, forming a barrier that shields them."
    assert len(line) == 73
    width = QFontMetricsF(holder.theme.serif(holder.theme.article_px)).horizontalAdvance(line)
    assert width == pytest.approx(520, rel=0.05)


def test_system_follows_the_system(holder: ThemeHolder) -> None:
    holder.choose("system")
    QApplication.styleHints().setColorScheme(Qt.ColorScheme.Dark)
    holder.follow_system()
    dark = QApplication.styleHints().colorScheme().name == "Dark"
    assert holder.theme.tokens.dark == dark
    QApplication.styleHints().unsetColorScheme()


def test_a_chosen_scheme_does_not_follow_the_system(holder: ThemeHolder) -> None:
    holder.choose("high_contrast_dark")
    holder.follow_system()
    assert holder.theme.tokens is HIGH_CONTRAST_DARK


def test_there_is_one_holder(qapp: QApplication, holder: ThemeHolder) -> None:
    assert theme_holder() is holder
    assert install_theme(qapp, "light") is holder
    assert holder.parent() is qapp


def test_a_pane_may_wear_its_own_theme(qtbot: QtBot, holder: ThemeHolder) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    pane, inside = QWidget(), QLineEdit()
    column.addWidget(pane)
    QVBoxLayout(pane).addWidget(inside)
    Theme(DARK).apply_to(pane)
    assert theme_of(inside).tokens is DARK
    assert theme_of(window).tokens is LIGHT
    assert has(drawn(inside), DARK.raised)


def test_both_typefaces_are_loaded_with_their_weights(qapp: QApplication) -> None:
    assert load_fonts() == ()
    for made, family in ((sans_font, "Source Sans Pro"), (serif_font, "Source Serif Pro")):
        assert QFontInfo(made(14)).family() == family
        for weight in (QFont.Weight.Normal, QFont.Weight.DemiBold):
            assert QRawFont.fromFont(made(14, weight=weight)).weight() == weight
    assert QRawFont.fromFont(sans_font(14, weight=QFont.Weight.Bold)).weight() == 700


@pytest.mark.parametrize("sign", ["α", "β", "κ", "μ", "±", "≥", "×", "−", "⁶", "“", "”", "…", "≠"])
def test_what_articles_are_full_of_stands_in_both_typefaces(holder: ThemeHolder, sign: str) -> None:
    for font in (holder.theme.sans(14), holder.theme.serif(14)):
        assert QRawFont.fromFont(font).supportsCharacter(ord(sign))


def test_a_font_that_is_missing_is_a_line_in_the_log(
    qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        missing = load_fonts(
            [("font_source_sans_pro", "Nothing.ttf"), ("no_such_package", "Font.ttf"), FACES[0]]
        )
    assert missing == ("Nothing.ttf", "Font.ttf")
    assert [record.getMessage().split()[2] for record in caplog.records] == list(missing)


def test_dressing_touches_nothing_dear_before_the_first_paint() -> None:
    script = (
        "from curator.gui.theme.theme import fusion_application, install_theme\n"
        "app = fusion_application(['curator'])\n"
        "install_theme(app, 'system')\n"
        "from PySide6 import QtCore, QtWidgets\n"
        "touched = [n for m, n in ((QtCore, 'Qt'), (QtWidgets, 'QStyle')) if n in vars(m)]\n"
        "print(touched)\n"
        "app.setStyleSheet('')\n"
        "print(app.style().name())\n"
    )
    top = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=top, check=True
    )
    assert done.stdout.split("\n")[:2] == ["[]", "fusion"]


def test_the_first_guess_of_the_system_is_its_palette(qapp: QApplication) -> None:
    dark = QPalette(QColor("#222222"))
    before = QApplication.palette()
    qapp.setPalette(dark)
    guess = ThemeHolder(qapp)
    guess.setObjectName("a second holder, for this test only")
    assert guess.theme.tokens is DARK
    guess.setParent(None)
    guess.deleteLater()
    qapp.setPalette(before)
