"""What the first frame needs of the settings, read without what the settings need (20 ms)."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from curator.gui.theme.theme import Scheme

_SCHEMES = ("light", "dark", "high_contrast_light", "high_contrast_dark")


class FirstLook(NamedTuple):
    """Colours, size and place of the window.

    Attributes:
        scheme: What to paint first; where the user follows the system, what that was last.
        chosen: What the user chose.
        geometry: As Qt writes it, in base64; "" for the first window of all.
    """

    scheme: Scheme = "system"
    chosen: Scheme = "system"
    scale: float = 1.0
    geometry: str = ""


def first_look() -> FirstLook:
    """Read the settings; whatever is wrong with them, the window opens as if there were none."""
    try:
        data = json.loads(_settings_file().read_text(encoding="utf-8"))
        return _look(data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return FirstLook()


def _look(data: dict[str, Any]) -> FirstLook:
    window = data.get("window", {})
    seen, chosen = window.get("tokens"), window.get("scheme", data.get("theme"))
    zoom, geometry = data.get("zoom", 100), window.get("geometry", "")
    return FirstLook(
        scheme=chosen if chosen in _SCHEMES else seen if seen in _SCHEMES else "system",
        chosen=chosen if chosen in _SCHEMES else "system",
        scale=zoom / 100 if isinstance(zoom, int) else 1.0,
        geometry=geometry if isinstance(geometry, str) and geometry.isascii() else "",
    )


def _settings_file() -> Path:
    """Where ``services.settings`` keeps them; a test holds the two to the same place.

    Elsewhere than on Linux the first frame is Qt's own, and the settings come right behind it.
    """
    home = os.environ.get("CURATOR_HOME")
    if home:
        return Path(home) / "settings.json"
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "curator" / "settings.json"
