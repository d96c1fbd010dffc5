"""Weights that tell which antigen a treatment aims at: fitted once, then fixed.

A logistic regression (penalty 1 on squared weights; signs as the names mean them)
over 175 antigens named in invented articles that were marked as targets or not; what the
names mean stands in ``candidates``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

BIAS: Final = -1.21
WEIGHTS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "agent": 2.02,
        "aim": 0.87,
        "alone": 1.04,
        "apposed": 0.62,
        "both": 0.37,
        "checkpoint": -1.2,
        "checkpoint_drug": -0.4,
        "first": 2.29,
        "marker": -0.18,
        "measured": -0.88,
        "messenger": -0.85,
        "more": 0.25,
        "named": 0.28,
        "other_bound": -0.54,
        "wearing": 0.15,
        "worn_after": 0.73,
        "worn_before": 0.3,
    }
)
