"""How sure a suggestion must be to be shown, by field."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

FLOOR: Final = 0.5
"""Of a field that has none of its own."""

FLOORS: Final[Mapping[str, float]] = MappingProxyType({})
