"""The theme: one palette at one text scale, and the object of the application that holds it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from curator.gui.theme.fonts import load_fonts, sans_font, serif_font
from curator.gui.theme.palette import qt_palette
from curator.gui.theme.style_sheet import style_sheet
from curator.gui.theme.tokens import (
    DARK,
    HIGH_CONTRAST_DARK,
    HIGH_CONTRAST_LIGHT,
    LIGHT,
    PALETTES,
    Tokens,
)

Scheme = Literal["system", "light", "dark", "high_contrast_light", "high_contrast_dark"]

SMALLEST_SCALE: Final = 0.75
LARGEST_SCALE: Final = 3.0
WIDE_FROM: Final = 1600
"""Width of a window in pixels from which the article's type is larger."""

_HOLDER: Final = "curator.theme"
_OWN: Final = "curator.own_theme"


@dataclass(frozen=True, slots=True)
class Theme:
    """One palette at one text scale.

    Attributes:
        tokens: The colours.
        scale: The user's text scale; every size on screen is a multiple of it.
        wide: The window is at least ``WIDE_FROM`` wide, so the article's type is larger.
    """

    tokens: Tokens = LIGHT
    scale: float = 1.0
    wide: bool = False

    def px(self, length: float) -> int:
        """A length given in pixels at 96 dpi and scale 1, in whole pixels at this scale."""
        return max(1, int(length * self.scale + 0.5)) if length > 0 else 0

    def sans(self, px: float, semibold: bool = False, *, bold: bool = False) -> QFont:
        """The registry's font; ``px`` is at scale 1: 12 meta, 13 secondary, 14 body, 15, 16, 24."""
        return sans_font(self.px(px), weight=_weight(semibold, bold=bold))

    def serif(self, px: float, semibold: bool = False) -> QFont:
        """The article's font, also for every quote; ``px`` is at scale 1."""
        return serif_font(self.px(px), weight=_weight(semibold))

    @property
    def article_px(self) -> int:
        """Size of the article's text at scale 1."""
        return 18 if self.wide else 16

    @property
    def measure(self) -> int:
        """Width of the article's column at scale 1: 73 characters, 80 where it is wide."""
        return 640 if self.wide else 520

    def apply(self, app: QApplication) -> None:
        """Dress the whole application: Fusion, font, palette and style sheet."""
        if app.style().name().lower() != "fusion":
            app.setStyle("Fusion")
        app.setFont(self.sans(14))
        app.setPalette(qt_palette(self.tokens))
        app.setStyleSheet(style_sheet(self))

    def apply_to(self, widget: QWidget) -> None:
        """Dress one widget and what is in it; the article may be dark in a light window."""
        widget.setProperty(_OWN, self)
        widget.setPalette(qt_palette(self.tokens))
        widget.setStyleSheet(style_sheet(self))


class ThemeHolder(QObject):
    """The application's theme; a child of the QApplication, so that there is no global.

    Follows the system's colour scheme and contrast while the scheme is ``system``.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName(_HOLDER)
        self._scheme: Scheme = "system"
        self._theme = Theme(_system_tokens())
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def scheme(self) -> Scheme:
        """What the user chose; ``theme.tokens.name`` tells what came of it."""
        return self._scheme

    def choose(
        self,
        scheme: Scheme | None = None,
        *,
        scale: float | None = None,
        wide: bool | None = None,
    ) -> None:
        """Change what is given, apply it and tell everybody; the rest stays."""
        self._scheme = scheme if scheme is not None else self._scheme
        theme = replace(
            self._theme,
            tokens=_tokens_of(self._scheme),
            scale=_clamped(scale if scale is not None else self._theme.scale),
            wide=wide if wide is not None else self._theme.wide,
        )
        if theme != self._theme:
            self._theme = theme
            self.apply()

    def apply(self) -> None:
        """Dress the application as the theme says, also the first time."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._theme.apply(app)
            self.changed.emit()

    @Slot()
    def _follow(self) -> None:
        if self._scheme == "system":
            self.choose("system")


def install_theme(
    app: QApplication, scheme: Scheme = "system", *, scale: float = 1.0, wide: bool = False
) -> ThemeHolder:
    """Load the fonts and dress the application; call once, before the first window is shown."""
    load_fonts()
    holder = theme_holder(app)
    holder.blockSignals(True)
    holder.choose(scheme, scale=scale, wide=wide)
    holder.blockSignals(False)
    holder.apply()
    return holder


def theme_holder(app: QCoreApplication | None = None) -> ThemeHolder:
    """The application's holder; made when it is first asked for."""
    running = app or QApplication.instance()
    if not isinstance(running, QApplication):
        raise TypeError("A theme needs a QApplication.")
    found = running.findChild(ThemeHolder, _HOLDER, Qt.FindChildOption.FindDirectChildrenOnly)
    return found if found is not None else ThemeHolder(running)


def current_theme() -> Theme:
    """The application's theme."""
    return theme_holder().theme


def theme_of(widget: QWidget) -> Theme:
    """The theme that a widget wears: that of the nearest ancestor with one of its own."""
    ancestor: QWidget | None = widget
    while ancestor is not None:
        own = ancestor.property(_OWN)
        if isinstance(own, Theme):
            return own
        ancestor = ancestor.parentWidget()
    return current_theme()


def sans(px: float, semibold: bool = False) -> QFont:
    """The registry's font at the current scale."""
    return current_theme().sans(px, semibold)


def serif(px: float, semibold: bool = False) -> QFont:
    """The article's font at the current scale."""
    return current_theme().serif(px, semibold)


def _weight(semibold: bool, *, bold: bool = False) -> QFont.Weight:
    if bold:
        return QFont.Weight.Bold
    return QFont.Weight.DemiBold if semibold else QFont.Weight.Normal


def _clamped(scale: float) -> float:
    return min(max(scale, SMALLEST_SCALE), LARGEST_SCALE)


def _tokens_of(scheme: Scheme) -> Tokens:
    if scheme == "system":
        return _system_tokens()
    return next(tokens for tokens in PALETTES if tokens.name == scheme)


def _system_tokens() -> Tokens:
    hints = QGuiApplication.styleHints()
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return HIGH_CONTRAST_DARK if dark else HIGH_CONTRAST_LIGHT
    return DARK if dark else LIGHT
