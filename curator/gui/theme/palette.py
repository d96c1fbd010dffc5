"""The Qt palette of the tokens: what Fusion and item views paint with."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from curator.gui.theme.tokens import Tokens

_Role = QPalette.ColorRole


def qt_palette(tokens: Tokens) -> QPalette:
    """Every role in every group; disabled text is ``ink3`` on ``panel``, still readable."""
    palette = QPalette()
    for role, colour in _roles(tokens).items():
        palette.setColor(role, QColor(colour))
    for role, colour in _disabled(tokens).items():
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colour))
    return palette


def _roles(tokens: Tokens) -> dict[QPalette.ColorRole, str]:
    return {
        _Role.Window: tokens.window,
        _Role.WindowText: tokens.ink,
        _Role.Base: tokens.paper,
        _Role.AlternateBase: tokens.panel,
        _Role.Text: tokens.ink,
        _Role.PlaceholderText: tokens.ink3,
        _Role.Button: tokens.raised,
        _Role.ButtonText: tokens.ink,
        _Role.BrightText: tokens.bad,
        _Role.ToolTipBase: tokens.raised,
        _Role.ToolTipText: tokens.ink,
        _Role.Highlight: tokens.accent,
        _Role.HighlightedText: tokens.onaccent,
        _Role.Accent: tokens.accent,
        _Role.Link: tokens.accent,
        _Role.LinkVisited: tokens.accent,
        # Fusion shades its frames from these five.
        _Role.Light: tokens.raised,
        _Role.Midlight: tokens.hover,
        _Role.Mid: tokens.line,
        _Role.Dark: tokens.border,
        _Role.Shadow: tokens.border,
    }


def _disabled(tokens: Tokens) -> dict[QPalette.ColorRole, str]:
    return {
        _Role.WindowText: tokens.ink3,
        _Role.Text: tokens.ink3,
        _Role.ButtonText: tokens.ink3,
        _Role.Base: tokens.panel,
        _Role.Button: tokens.panel,
        _Role.Highlight: tokens.hover,
        _Role.HighlightedText: tokens.ink,
        _Role.Link: tokens.ink3,
        _Role.LinkVisited: tokens.ink3,
    }
