"""Where the files lie that are data and not code: ``migrations``, ``resources`` and ``seeds``."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_path(*parts: str) -> Path:
    """Find a file or folder by its path from the top of the project.

    A wheel carries the three folders as ``curator/_data``; in a checkout they stand beside the
    package.  The path is returned whether or not something stands there.

    Args:
        parts: As in ``data_path("resources", "forms", "immunotherapy-study.toml")``.
    """
    packed = _PACKAGE / "_data"
    base = packed if packed.is_dir() else _PACKAGE.parent
    return base.joinpath(*parts)
