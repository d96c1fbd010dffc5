"""Every text can be read on every surface it stands on."""

from __future__ import annotations

import pytest

from curator.gui.theme.tokens import DARK, HIGH_CONTRAST_DARK, LIGHT, PALETTES, Tokens

SURFACES = ("window", "panel", "paper", "raised", "hover", "accentbg")
STATES = ("ok", "warn", "bad", "info", "unclear", "neutral")

TEXT_PAIRS = (
    *((text, surface) for text in ("ink", "ink2", "ink3", "accent") for surface in SURFACES),
    *((state, surface) for state in STATES for surface in (f"{state}bg", *SURFACES)),
    *(
        (text, fill)
        for text in ("ink", "ink2")
        for fill in ("ev", "evcur", "added", "removed", *(f"{state}bg" for state in STATES))
    ),
    ("onaccent", "accent"),
    ("paper", "ink2"),
    ("paper", "bad"),
    ("accentink", "accentbg"),
    ("accentink", "raised"),
    ("ok", "added"),
    ("bad", "removed"),
)
LINE_PAIRS = (
    # A control's edge is seen against its own inside (paper, raised) also where its row is current.
    *(("border", surface) for surface in ("window", "panel", "paper", "raised")),
    *(("accent", surface) for surface in SURFACES),
    *(("evline", surface) for surface in ("paper", "raised", "panel", "window", "ev")),
)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#RRGGBB`` colours, 1 to 21.  Source: WCAG 2.2, contrast ratio."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _ratio(tokens: Tokens, pair: tuple[str, str]) -> float:
    return contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1]))


def test_the_measure_knows_black_white_and_a_published_grey() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("tokens", PALETTES, ids=lambda tokens: tokens.name)
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_text_can_be_read(tokens: Tokens, pair: tuple[str, str]) -> None:
    assert _ratio(tokens, pair) >= (7 if tokens.high_contrast else 4.5)


@pytest.mark.parametrize("tokens", PALETTES, ids=lambda tokens: tokens.name)
@pytest.mark.parametrize("pair", LINE_PAIRS, ids="-on-".join)
def test_lines_that_mean_something_can_be_seen(tokens: Tokens, pair: tuple[str, str]) -> None:
    assert _ratio(tokens, pair) >= 3


def test_the_lowest_text_contrasts_are_those_that_were_measured_at_design() -> None:
    lowest = {t.name: min(_ratio(t, pair) for pair in TEXT_PAIRS) for t in PALETTES}
    assert lowest == {
        "light": pytest.approx(4.78, abs=0.01),
        "dark": pytest.approx(4.74, abs=0.01),
        "high_contrast_light": pytest.approx(7.64, abs=0.01),
        "high_contrast_dark": pytest.approx(8.29, abs=0.01),
    }


def test_each_colour_is_written_so_that_qcolor_and_style_sheets_read_it() -> None:
    for tokens in PALETTES:
        for name in Tokens.__slots__[3:]:
            value = getattr(tokens, name)
            assert len(value) == 7
            assert value[0] == "#"
            int(value[1:], 16)


def test_palettes_know_what_they_are() -> None:
    assert not LIGHT.dark
    assert DARK.dark
    assert HIGH_CONTRAST_DARK.high_contrast
    assert len({tokens.name for tokens in PALETTES}) == 4
