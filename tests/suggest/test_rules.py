"""Every rule that stands in a module of ``suggest.fields`` is used, under a name of its own."""

from __future__ import annotations

import pkgutil
from collections import Counter
from importlib import import_module

from curator.suggest import fields
from curator.suggest.rules import RULES


def test_no_module_of_rules_is_left_out_and_no_name_is_used_twice() -> None:
    names = [one.name for one in pkgutil.iter_modules(fields.__path__)]
    modules = [import_module(f"{fields.__name__}.{name}") for name in names]
    found = Counter(rule for module in modules for rule in getattr(module, "RULES", {}))
    assert set(found) == set(RULES)
    assert set(found.values()) == {1}
