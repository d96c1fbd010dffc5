"""The grammar of each role that has one: how its phrases go beyond the names of a vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from curator.suggest.phrases import Grammar
from curator.suggest.phrases_of_cells import cell_phrases
from curator.suggest.phrases_of_diseases import disease_phrases
from curator.suggest.phrases_of_organisms import organism_phrases

GRAMMARS: Final[Mapping[str, Grammar]] = MappingProxyType(
    {"cells": cell_phrases, "diseases": disease_phrases, "organisms": organism_phrases}
)
