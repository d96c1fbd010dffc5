"""Words that are names in a vocabulary and mostly something else in a text.

From what the words mean in English, not from the errors of one corpus.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_FUNCTION: Final = frozenset(
    "a an the of and or in on at to for with by from as is are was were be been being has have had "
    "not no nor this that these those which who whom whose we our us it its their they them he she "
    "his her you your i my than then but if into onto after before during between among amongst "
    "via per so such when where while because since until although though however both either "
    "neither each every all any some other another more most less least very also only just can "
    "could may might must shall should will would do does did there here what how why up down out "
    "over under again about against above below through within without versus vs et al".split()
)
"""No name begins or ends with them; inside of one they may stand."""

_EVERYDAY: Final[Mapping[str, frozenset[str]]] = {
    "": frozenset(
        "age air arm article baseline bed behavior blood body born brain case center change class "
        "cohort control course data date day dose drug effect end error event face fact failure "
        "female figure file food form function gain gene group growth hand head heart history "
        "home hour impact index information input kit label law lead left level life light line "
        "list loss low male man map mass material media medicine member method mild mind minute "
        "model month mother mouth name need net number object onset order organ origin outcome "
        "part pathway people period person phase plan plant plasma point pressure product protein "
        "range rate ratio reaction reference region report response rest result right risk role "
        "root sample scale score season sequence series serum set severe shape side sign signal "
        "site size skin source stage state stem step stress study system table target task test "
        "therapy time tissue tool treatment trial type unit use value volume water week weight "
        "work year yes".split()
    ),
    "cells": frozenset(["cell", "primary cell", "cultured cell", "native cell"]),
    "diseases": frozenset(
        ["disease", "disorder", "syndrome", "condition", "symptom", "illness", "complication"]
    ),
    "organisms": frozenset(
        "organism specy root other unidentified unclassified environmental cellular all life "
        "cancer data this thi lepidoptera idea beta alpha gamma delta theta codon vector glycine "
        "transposon plasmid paramecium arenaria".split()
    ),
}


_AS_WRITTEN: Final = _FUNCTION | {word.title() for word in _FUNCTION if len(word) > 1}


def is_function(written: str) -> bool:
    """Whether no name begins or ends with it; in capitals it may be one (AS, ALL, IT)."""
    return written in _AS_WRITTEN


def is_everyday(role: str, key: str) -> bool:
    """Whether these words, though a name, are mostly something else."""
    if key in _EVERYDAY[""] or key in _EVERYDAY.get(role, ()):
        return True
    return len(key) < 2 or not any(char.isalpha() for char in key)
