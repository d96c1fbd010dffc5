"""The application's style sheet, written from the tokens.

Only what a palette cannot say, and few rules: each is matched against every widget.  Lists and
tables are painted by delegates, the small controls of ``curator.gui.widgets`` by themselves.

Properties that widgets may set: ``error`` on a line edit or text edit, ``bare`` on a line edit or a
view that stands in a frame of its own.
"""

from __future__ import annotations

from string import Template
from typing import Final

from curator.gui.theme.tokens import Tokens


def style_sheet(tokens: Tokens, *, scale: float) -> str:
    """The rules in a palette's colours; every length is a multiple of ``scale``."""
    colours = {name: getattr(tokens, name) for name in Tokens.__slots__[3:]}
    lengths = {f"px{length}": f"{_scaled(length, scale)}px" for length in _LENGTHS}
    within = {f"less{length}": f"{_scaled(length, scale) - 1}px" for length in _WITHIN}
    return _RULES.substitute(colours | lengths | within)


def _scaled(length: int, scale: float) -> int:
    return int(length * scale + 0.5)


_LENGTHS: Final = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 13, 14, 16, 24)
_WITHIN: Final = (3, 4, 5, 6, 8, 12)

# A focused input's line grows by 1 px inwards and its padding shrinks by 1, so that nothing moves.
_RULES: Final = Template("""
QToolTip { background: $raised; color: $ink; border: 1px solid $border; padding: $px4 $px6; }

QMenuBar { background: $window; border: none; border-bottom: 1px solid $line; }
QMenuBar::item { background: transparent; color: $ink; padding: $px10 $px8; }
QMenuBar::item:selected { background: $hover; }
QMenuBar::item:pressed { background: $accentbg; color: $accentink; }
QMenuBar::item:disabled { color: $ink3; }
QMenu { background: $raised; color: $ink; border: 1px solid $border; padding: $px4; }
QMenu { icon-size: $px16; }
QMenu::item { padding: $px5 $px24 $px5 $px12; border: 2px solid transparent; border-radius: $px4; }
QMenu::item:selected { background: $accentbg; color: $ink; border-color: $accent; }
QMenu::item:disabled { color: $ink3; }
QMenu::separator { height: 1px; background: $line; margin: $px4 $px8; }
QMenu::icon { padding-left: $px8; }

QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: $px12; }
QScrollBar:horizontal { height: $px12; }
QScrollBar::handle { background: $border; border: none; border-radius: $px3; margin: $px3; }
QScrollBar::handle:vertical { min-height: $px24; }
QScrollBar::handle:horizontal { min-width: $px24; }
QScrollBar::handle:hover { background: $ink3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QLineEdit, QPlainTextEdit {
    background: $raised; color: $ink; border: 1px solid $border; border-radius: $px4;
    padding: $px3 $px5; selection-background-color: $accent; selection-color: $onaccent;
    placeholder-text-color: $ink3;
}
QLineEdit:focus, QPlainTextEdit:focus {
    border: 2px solid $accent; padding: $less3 $less5;
}
QLineEdit[error="true"], QPlainTextEdit[error="true"] {
    border: 2px solid $bad; padding: $less3 $less5;
}
QLineEdit:disabled, QPlainTextEdit:disabled {
    background: $panel; color: $ink3; border-color: $panel;
}
QLineEdit:read-only, QPlainTextEdit:read-only {
    background: transparent; border-color: transparent;
}
QLineEdit:read-only:focus, QPlainTextEdit:read-only:focus { border-color: $accent; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus {
    background: transparent; border: none; padding: 0;
}

QPushButton {
    background: $raised; color: $ink; border: 1px solid $border; border-radius: $px5;
    padding: $px4 $px12; font-weight: 600;
}
QPushButton:hover, QPushButton:pressed { background: $hover; }
QPushButton:focus { border: 2px solid $accent; padding: $less4 $less12; }
QPushButton:disabled { background: $panel; color: $ink3; border-color: $panel; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: $px4; }
QToolButton:hover { background: $hover; }
QToolButton:checked { background: $accentbg; border-color: $accent; }
QToolButton:focus { border: 2px solid $accent; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { font-weight: 600; background: $window; }
QTabBar::tab {
    background: transparent; color: $ink2; border: none; border-bottom: 2px solid transparent;
    padding: $px6 $px8; margin: 0 $px6; font-weight: 400;
}
QTabBar::tab:hover { background: $hover; }
QTabBar::tab:selected { color: $ink; font-weight: 600; border-bottom-color: $accent; }
QTabBar::tab:selected:focus { border: 2px solid $accent; padding: $less6 $less8 $px6 $less8; }

QAbstractItemView { background: $panel; color: $ink; border: none; outline: none; }
QTableView, QTreeView {
    background: $paper; border: 1px solid $border; gridline-color: $line;
}
QAbstractItemView[bare="true"] { border: none; }
QHeaderView, QHeaderView::section, QTableCornerButton::section {
    background: $window; color: $ink3; border: none; font-size: $px12; font-weight: 600;
}
QHeaderView::section { border-bottom: 1px solid $line; padding: $px4 $px7; }

QSplitter::handle { background: $line; }
QStatusBar { background: $window; border: none; border-top: 1px solid $line; color: $ink2; }
QStatusBar::item { border: none; }
""")
