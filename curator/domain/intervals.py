"""How sure a share of few cases is."""

from __future__ import annotations

from math import sqrt
from typing import Final

Z_95: Final = 1.959963984540054


def wilson(hits: int, of: int, *, z: float = Z_95) -> tuple[float, float]:
    """Ends of the interval of a share, each from 0 to 1; (0, 1) where there is no case.

    Args:
        hits: How many came true.
        of: Of how many.
        z: Width in standard deviations; 95 % by default.

    Source: Wilson, J Am Stat Assoc 1927;22:209; without a correction for continuity.
    """
    if not of:
        return 0.0, 1.0
    share, square = hits / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    # Exactly so by the formula; not by numbers of 53 bits.
    return middle - half if hits else 0.0, middle + half if hits < of else 1.0
