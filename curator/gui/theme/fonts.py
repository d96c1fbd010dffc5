"""The two typefaces: Source Sans Pro for the registry, Source Serif Pro for the article.

They come with two font packages and are loaded from there; nothing is copied.  A face that cannot
be loaded is a line in the log, never a stop: the fall-back families below take its place.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

SANS = ("Source Sans Pro", "Noto Sans", "Segoe UI", "SF Pro", "Cantarell", "DejaVu Sans")
SERIF = ("Source Serif Pro", "Noto Serif", "Georgia", "Charter", "DejaVu Serif")

FACES = (
    ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    ("font_source_sans_pro", "SourceSansPro-Bold.ttf"),
    ("font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
    ("font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
)

_log = logging.getLogger(__name__)


def load_fonts(faces: Iterable[tuple[str, str]] = FACES) -> tuple[str, ...]:
    """Load faces, given as (package, file name); return the files that could not be loaded.

    Needs a QGuiApplication.  Measured: 5 ms for the first face, which any first text would spend
    on the font database too, and 0.2 ms for each further one.
    """
    missing = tuple(name for package, name in faces if not _load(package, name))
    for name in missing:
        _log.warning("The font %s could not be loaded; another family stands in for it.", name)
    return missing


def _load(package: str, name: str) -> bool:
    folder = _folder(package)
    return folder is not None and QFontDatabase.addApplicationFont(str(folder / name)) != -1


def _folder(package: str) -> Path | None:
    spec = find_spec(package)  # finds the package without running it
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "files"


def sans_font(pixels: int, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font of the registry, with vertical hinting: crisp lines, true widths."""
    return _font(SANS, pixels, weight=weight, hinting=QFont.HintingPreference.PreferVerticalHinting)


def serif_font(pixels: int, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font of the article and of every quote, without hinting: even spacing at any zoom."""
    return _font(SERIF, pixels, weight=weight, hinting=QFont.HintingPreference.PreferNoHinting)


def _font(
    families: tuple[str, ...],
    pixels: int,
    *,
    weight: QFont.Weight,
    hinting: QFont.HintingPreference,
) -> QFont:
    """A font of the caller's own: a copy of one that was made before takes a tenth of the time."""
    return QFont(_made(families, pixels, weight, hinting))


@cache
def _made(
    families: tuple[str, ...],
    pixels: int,
    weight: QFont.Weight,
    hinting: QFont.HintingPreference,
) -> QFont:
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(max(1, pixels))
    font.setWeight(weight)
    font.setHintingPreference(hinting)
    return font
