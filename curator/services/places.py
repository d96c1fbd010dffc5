"""Which registry a window opens."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from curator.services.settings import data_folder, default_registry, load_settings

SAMPLE_NAME: Final = "sample.curator"


def registry_to_open(target: str = "", *, sample: bool = False) -> str:
    """A path or URL: the one that is given, the sample, the one opened last, the default place."""
    if target:
        return target
    if sample:
        return str(data_folder() / SAMPLE_NAME)
    settings, _ = load_settings()
    for recent in settings.recent:
        if "://" in recent or Path(recent).exists():
            return recent
    return str(default_registry())
