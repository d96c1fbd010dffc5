"""Names that are everyday words as well, and so count in their written case only."""

from __future__ import annotations

from typing import Final

from curator.domain.names import is_short

PROPER_ROLES: Final = frozenset(("institutions", "journals"))
"""Roles whose names are proper names: Cell and Nature are journals, cell and nature are not."""

_SCIENTIFIC: Final = "organisms"
_LONGEST_SHORT: Final = 12
_FEW_WORDS: Final = 3


def counts_as_written(name: str, role: str) -> bool:
    """Whether other words than a name's own, in another case, would be taken for it.

    So it is with few letters (ALL), with one word of capitals (IMPACT), with a genus (Cancer is a
    crab), and with proper names of up to three words (Nature, Cancer Cell, Gene Therapy).
    """
    if len(name) <= _LONGEST_SHORT and is_short(name):
        return True
    if role in PROPER_ROLES:
        return name.count(" ") < _FEW_WORDS and not name.islower()
    return name.isalpha() and (name.isupper() or (role == _SCIENTIFIC and name[0].isupper()))
