"""Every rule by its name, in the order of names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from curator.suggest.fields import (
    antigens,
    cargo,
    comparators,
    conclusions,
    diseases,
    dosing,
    funding,
    identifiers,
    institutions,
    journals,
    models,
    organisms,
    outcomes,
    paper_front,
    people,
    products,
    receptors,
    report,
    routes,
    safety,
    sources,
    stages,
    subjects,
    target_cells,
    therapy,
)
from curator.suggest.reading import Rule

_TOPICS: Final = (
    antigens,
    cargo,
    comparators,
    conclusions,
    diseases,
    dosing,
    funding,
    identifiers,
    institutions,
    journals,
    models,
    organisms,
    outcomes,
    paper_front,
    people,
    products,
    receptors,
    report,
    routes,
    safety,
    sources,
    stages,
    subjects,
    target_cells,
    therapy,
)

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {name: rule for topic in _TOPICS for name, rule in topic.RULES.items()}
)
"""A further module of rules under ``fields`` is entered above; a test asserts that none is left."""
