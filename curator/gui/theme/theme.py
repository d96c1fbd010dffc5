"""The theme: one palette at one text scale, and the object of the application that holds it.

The window is dressed before its first paint, and what PySide makes on first use is dear (measured):
the namespace ``Qt`` 30 ms for its enums, ``QStyle`` 12 ms.  So this module touches neither until
``ThemeHolder.follow_system`` is called, after that paint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal
from weakref import ReferenceType, ref

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from curator.gui.theme.fonts import load_fonts, sans_font, serif_font
from curator.gui.theme.palette import qt_palette
from curator.gui.theme.style_sheet import style_sheet
from curator.gui.theme.tokens import DARK, LIGHT, PALETTES, Tokens

Scheme = Literal["system", "light", "dark", "high_contrast_light", "high_contrast_dark"]

SMALLEST_SCALE: Final = 0.75
LARGEST_SCALE: Final = 3.0
WIDE_FROM: Final = 1600
"""Width of a window in pixels from which the article's type is larger."""

_HOLDER: Final = "curator.theme"
_FUSION: Final = "curator.fusion"


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
        if not app.property(_FUSION):
            app.setStyle("Fusion")
            app.setProperty(_FUSION, True)
        app.setFont(self.sans(14))
        app.setPalette(qt_palette(self.tokens))
        app.setStyleSheet(style_sheet(self.tokens, scale=self.scale))

    def apply_to(self, widget: QWidget) -> None:
        """Dress one widget and what is in it; the article may be dark in a light window."""
        theme_holder().dress(widget, self)
        widget.setPalette(qt_palette(self.tokens))
        widget.setStyleSheet(style_sheet(self.tokens, scale=self.scale))


class ThemeHolder(QObject):
    """The application's theme; a child of the QApplication, so that there is no global.

    Follows the system's colour scheme and contrast while the scheme is ``system``.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName(_HOLDER)
        self._scheme: Scheme = "system"
        self._system = DARK if _is_dark(app.palette()) else LIGHT
        self._theme = Theme(self._system)
        self._following = False
        self._own: list[tuple[ReferenceType[QWidget], Theme]] = []

    @property
    def theme(self) -> Theme:
        return self._theme

    def dress(self, widget: QWidget, theme: Theme) -> None:
        """Remember that a widget wears a theme of its own, and all that is in it."""
        others = [(one, worn) for one, worn in self._own if one() not in (None, widget)]
        self._own = [*others, (ref(widget), theme)]

    def worn_by(self, widget: QWidget) -> Theme:
        """The theme of the nearest ancestor with one of its own, else the application's.

        Every paint asks some hundred times: going up from widget to widget took 30 us each.
        """
        nearest: QWidget | None = None
        found = self._theme
        for reference, theme in self._own:
            one = reference()
            if one is widget:
                return theme
            if one is None or not isValid(one) or not one.isAncestorOf(widget):
                continue
            if nearest is None or nearest.isAncestorOf(one):
                nearest, found = one, theme
        return found

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
            tokens=self._tokens(),
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

    def follow_system(self) -> None:
        """Ask the system for its colour scheme and contrast, now and whenever they change.

        Call it once the first window is painted.  Until then the system is known by the palette
        that it gave the application, which is right but for high contrast.
        """
        if not self._following:
            hints = QApplication.styleHints()
            hints.colorSchemeChanged.connect(self._follow)
            hints.accessibility().contrastPreferenceChanged.connect(self._follow)
            self._following = True
        self._follow()

    def _tokens(self) -> Tokens:
        if self._scheme == "system":
            return self._system
        return next(tokens for tokens in PALETTES if tokens.name == self._scheme)

    @Slot()
    def _follow(self) -> None:
        hints = QApplication.styleHints()
        scheme, contrast = hints.colorScheme().name, hints.accessibility().contrastPreference().name
        dark = self._system.dark if scheme == "Unknown" else scheme == "Dark"
        self._system = _palette_of(dark=dark, high_contrast=contrast == "HighContrast")
        self.choose()


def fusion_application(arguments: Sequence[str]) -> QApplication:
    """Make the application with Fusion from the start: asking for it later costs 12 ms."""
    app = QApplication([*arguments[:1], "-style", "Fusion", *arguments[1:]])
    app.setProperty(_FUSION, True)
    return app


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
    found = running.findChild(ThemeHolder, _HOLDER)
    return found if found is not None else ThemeHolder(running)


def current_theme() -> Theme:
    """The application's theme."""
    return theme_holder().theme


def theme_of(widget: QWidget) -> Theme:
    """The theme that a widget wears: that of the nearest ancestor with one of its own."""
    return theme_holder().worn_by(widget)


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


def _palette_of(*, dark: bool, high_contrast: bool) -> Tokens:
    fits = (t for t in PALETTES if t.dark == dark and t.high_contrast == high_contrast)
    return next(fits)


def _is_dark(palette: QPalette) -> bool:
    return palette.windowText().color().lightness() > palette.window().color().lightness()
