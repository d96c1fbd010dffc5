"""How fine a disease's name is, by the ids of MONDO: what says only "cancer" gives way."""

from __future__ import annotations

from typing import Final

_BROADEST: Final = frozenset(
    """MONDO:0000001 MONDO:0004992 MONDO:0005070 MONDO:0005046 MONDO:0007179 MONDO:0005550
    MONDO:0005108 MONDO:0005113 MONDO:0005071 MONDO:0005271 MONDO:0005165""".split()
)
"""Disease, cancer, neoplasm, immune disorder, autoimmune disease, infection, allergy."""

_BROAD: Final = frozenset(
    """CUR:solid-tumor MONDO:0044881 MONDO:0004993 MONDO:0005157 MONDO:0005170 MONDO:0021211
    MONDO:0004970 MONDO:0005096 MONDO:0019496 CUR:gastrointestinal-cancer""".split()
)
"""Solid tumour, blood cancer, carcinoma, brain tumour: a group by tissue."""

_ORGAN: Final = frozenset(
    """MONDO:0001657 MONDO:0002714 MONDO:0002691 MONDO:0002898 MONDO:0002367 MONDO:0005059
    MONDO:0005062 MONDO:0005089 MONDO:0021042 MONDO:0010643 MONDO:0005240 MONDO:0005015
    MONDO:0009831 MONDO:0005627 MONDO:0001187 MONDO:0600023 MONDO:0005265 MONDO:0018882
    MONDO:0018908 MONDO:0015759 CUR:t-cell-leukemia CUR:biliary-tract-cancer CUR:pemphigus
    CUR:nephrotic-syndrome""".split()
)
"""An organ's cancers, leukaemia, lymphoma, sarcoma, glioma: a group with well known kinds."""

ADVERSE: Final = frozenset(
    """MONDO:0600008 MONDO:0013730 MONDO:0015540 MONDO:0015545 MONDO:0004496 MONDO:0005252
    MONDO:0005068 MONDO:0005108 MONDO:0005113 MONDO:0005271 MONDO:0005132 MONDO:0005111
    MONDO:0005136 MONDO:0018076 MONDO:0005812 MONDO:0100096 MONDO:0005148 MONDO:0005311
    CUR:sepsis CUR:liver-cirrhosis CUR:hepatic-steatohepatitis CUR:endometriosis
    CUR:guillain-barre-syndrome CUR:uveitis""".split()
)
"""What treatments bring about, or what patients have besides: treated only where that is said."""


def level_of(term_id: str) -> int:
    """0 for the broadest, 3 for a disease of its own."""
    if term_id in _BROADEST:
        return 0
    if term_id in _BROAD:
        return 1
    return 2 if term_id in _ORGAN else 3
