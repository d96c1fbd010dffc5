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
    there = (one for one in settings.recent if "://" in one or Path(one).exists())
    return next(there, str(default_registry()))


def last_one_gone(opened: str) -> str:
    """A sentence where the registry that was open last is not there any more, else ""."""
    settings, _ = load_settings()
    last = next(iter(settings.recent), "")
    if not last or "://" in last or Path(last).exists():
        return ""
    return f"{last}, which was open last, is not there any more; this is {opened}."
