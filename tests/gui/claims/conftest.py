from __future__ import annotations

from tests.gui.dressed import holder

__all__ = ["holder"]
