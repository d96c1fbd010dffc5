"""Every rule by its name."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Final

from curator.suggest import fields
from curator.suggest.reading import Rule


def _all_rules() -> Mapping[str, Rule]:
    found: dict[str, Rule] = {}
    for module in sorted(one.name for one in pkgutil.iter_modules(fields.__path__)):
        found.update(getattr(import_module(f"{fields.__name__}.{module}"), "RULES", {}))
    return MappingProxyType(dict(sorted(found.items())))


RULES: Final = _all_rules()
