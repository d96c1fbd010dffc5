"""Which role of the form a vocabulary serves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ROLES: Final = (
    "antigens",
    "cells",
    "cytokines",
    "diseases",
    "institutions",
    "journals",
    "organisms",
)
"""The roles that the fields of the form declare."""

_BY_PREFIX: Final[Mapping[str, str]] = {
    "cl": "cells",
    "doid": "diseases",
    "mondo": "diseases",
    "ncbitaxon": "organisms",
    "hgnc": "antigens",
    "pr": "antigens",
    "ror": "institutions",
    "issn": "journals",
}
_JOURNAL: Final = "journal"


def role_of(prefix: str, name: str = "") -> str:
    """The role of a vocabulary by the prefix of its own ids, or else by its name; "" for none."""
    return _BY_PREFIX.get(prefix.casefold(), "journals" if _JOURNAL in name.casefold() else "")
