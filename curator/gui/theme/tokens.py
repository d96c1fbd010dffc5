"""The colour tokens of the window, in four palettes.

Every colour on screen is one of these.  ``tests/gui/theme/test_contrast.py`` measures each pair of
text and surface: at least 4.5 to 1, and 7 to 1 in the high-contrast palettes; lines that carry
meaning (``border``, ``accent``, ``evline``) at least 3 to 1.

Source: WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11.
"""

from __future__ import annotations

from dataclasses import dataclass


# One object per palette, so identity is equality; what is left out saves 1 ms of the start.
@dataclass(frozen=True, slots=True, eq=False, repr=False, match_args=False)
class Tokens:
    """One palette.  Colours are ``#RRGGBB``, which QColor and style sheets both read.

    Attributes:
        name: ``light``, ``dark``, ``high_contrast_light`` or ``high_contrast_dark``.
        dark: Light text on dark surfaces.
        high_contrast: Fills of chips become outlines, a progress track is an outline.
        window: Bars.  panel: list and form.  paper: article, cells.  raised: inputs, popups.
        hover: A surface under the pointer.  line: separates only.  border: edge of a control.
        ink: Text.  ink2: labels.  ink3: hints and ids, the weakest text there is.
        accent: What is current: focus, links, the primary button.  onaccent: text on it.
        accentbg: Fill of the current row.  accentink: accent text on it.
        ev: Fill of evidence.  evline: its underline.  evcur: fill of the current evidence.
        added: Fill of the new side of a diff.  removed: of the old side.
    """

    name: str
    dark: bool
    high_contrast: bool
    window: str
    panel: str
    paper: str
    raised: str
    hover: str
    line: str
    border: str
    ink: str
    ink2: str
    ink3: str
    accent: str
    onaccent: str
    accentbg: str
    accentink: str
    ev: str
    evline: str
    evcur: str
    ok: str
    okbg: str
    warn: str
    warnbg: str
    bad: str
    badbg: str
    info: str
    infobg: str
    unclear: str
    unclearbg: str
    neutral: str
    neutralbg: str
    added: str
    removed: str


LIGHT = Tokens(
    name="light",
    dark=False,
    high_contrast=False,
    window="#F2F3F1",
    panel="#F8F9F7",
    paper="#FFFFFF",
    raised="#FFFFFF",
    hover="#E9ECE9",
    line="#D9DDD9",
    border="#858D88",
    ink="#1A211E",
    ink2="#454E49",
    ink3="#5E6863",
    accent="#0B5F66",
    onaccent="#FFFFFF",
    accentbg="#DCEDEC",
    accentink="#084B51",
    ev="#FBEFC3",
    evline="#A87B00",
    evcur="#BFE3E1",
    ok="#1D6638",
    okbg="#E3F1E6",
    warn="#7A4A00",
    warnbg="#FBEBCF",
    bad="#A5211B",
    badbg="#FBE6E3",
    info="#1D5590",
    infobg="#E2ECF7",
    unclear="#6B3A94",
    unclearbg="#F0E7F7",
    neutral="#454E49",
    neutralbg="#E6E9E6",
    added="#DDF0E1",
    removed="#FADFDC",
)

DARK = Tokens(
    name="dark",
    dark=True,
    high_contrast=False,
    window="#14181A",
    panel="#191E20",
    paper="#1D2326",
    raised="#252C2F",
    hover="#283033",
    line="#333C40",
    border="#76838A",
    ink="#E7EBE9",
    ink2="#BBC4C1",
    ink3="#97A29F",
    accent="#66C7C6",
    onaccent="#062A2B",
    accentbg="#17393B",
    accentink="#A6E3E1",
    ev="#443A17",
    evline="#D3A733",
    evcur="#1C5355",
    ok="#86CF9B",
    okbg="#1D3525",
    warn="#EDBD6B",
    warnbg="#3C2F14",
    bad="#FF9F96",
    badbg="#46211F",
    info="#92C0F2",
    infobg="#1C3047",
    unclear="#CFAAEC",
    unclearbg="#362845",
    neutral="#BBC4C1",
    neutralbg="#2C3437",
    added="#1E3A27",
    removed="#472523",
)

HIGH_CONTRAST_LIGHT = Tokens(
    name="high_contrast_light",
    dark=False,
    high_contrast=True,
    window="#FFFFFF",
    panel="#FFFFFF",
    paper="#FFFFFF",
    raised="#FFFFFF",
    hover="#E0E0E0",
    line="#000000",
    border="#000000",
    ink="#000000",
    ink2="#000000",
    ink3="#262626",
    accent="#003F4A",
    onaccent="#FFFFFF",
    accentbg="#FFFFFF",
    accentink="#003F4A",
    ev="#FFF1A8",
    evline="#000000",
    evcur="#B8F0F4",
    ok="#004D1F",
    okbg="#FFFFFF",
    warn="#5A3300",
    warnbg="#FFFFFF",
    bad="#8A0000",
    badbg="#FFFFFF",
    info="#00356B",
    infobg="#FFFFFF",
    unclear="#4B1A73",
    unclearbg="#FFFFFF",
    neutral="#000000",
    neutralbg="#FFFFFF",
    added="#DFF5E3",
    removed="#FFE0DC",
)

HIGH_CONTRAST_DARK = Tokens(
    name="high_contrast_dark",
    dark=True,
    high_contrast=True,
    window="#000000",
    panel="#000000",
    paper="#000000",
    raised="#000000",
    hover="#2B2B2B",
    line="#FFFFFF",
    border="#FFFFFF",
    ink="#FFFFFF",
    ink2="#FFFFFF",
    ink3="#E0E0E0",
    accent="#5CE6F0",
    onaccent="#000000",
    accentbg="#000000",
    accentink="#5CE6F0",
    ev="#3D3400",
    evline="#FFD84A",
    evcur="#004A52",
    ok="#7CF29A",
    okbg="#000000",
    warn="#FFD27A",
    warnbg="#000000",
    bad="#FFB3AB",
    badbg="#000000",
    info="#A8D4FF",
    infobg="#000000",
    unclear="#E3C2FF",
    unclearbg="#000000",
    neutral="#FFFFFF",
    neutralbg="#000000",
    added="#003314",
    removed="#4A0D08",
)

PALETTES = (LIGHT, DARK, HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK)
