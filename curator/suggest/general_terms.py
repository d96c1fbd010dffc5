"""Terms so near the root of a vocabulary that they are no value: ``cell``, ``abnormal cell``.

An ontology names everything above what is meant; to say that a cell was treated says nothing.  They
are known by their words, as a release may be cut anywhere and not every file says what lies above.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from curator.domain.names import name_key

_HEADS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "cells": frozenset("cell".split()),
        "diseases": frozenset(
            "disease disorder syndrome condition illness sickness finding".split()
        ),
        "organisms": frozenset("organism animal species root life".split()),
        "antigens": frozenset("protein gene antigen receptor molecule product".split()),
        "cytokines": frozenset("protein gene molecule product".split()),
    }
)
_ADJECTIVES: Final = frozenset(
    """abnormal normal native natural primary secondary single whole living human animal plant
    mammalian vertebrate eukaryotic prokaryotic cellular multicellular unicellular somatic diploid
    haploid polyploid nucleate nucleated anucleate multinucleate mononucleate mononuclear binucleate
    cultured isolated experimental mature immature circulating motile nonmotile early late general
    specific other unspecified unknown undefined common rare acute chronic serious severe mild
    medical clinical genetic hereditary inherited acquired congenital physical systemic anatomical
    disease developmental biological in vitro vivo gene coding a of the entity""".split()
)
_KINGDOMS: Final = frozenset(
    """eukaryota eukaryote metazoa metazoan bilateria bilaterian chordata chordate vertebrata
    mammalia mammal opisthokonta deuterostomia craniata gnathostomata tetrapoda amniota theria
    eutheria bacteria bacterium archaea virus""".split()
)


@lru_cache(maxsize=4096)
def is_general(role: str, label: str) -> bool:
    """Whether a term is a bare head ("disease") or one with adjectives that hold of most.

    Args:
        role: Of the vocabulary.
        label: The term's own label.
    """
    words = name_key(label).split(" ")
    heads = _HEADS.get(role, frozenset())
    if role == "organisms" and len(words) == 1 and words[0] in _KINGDOMS:
        return True
    if role == "diseases" and words[:2] == ["disease", "of"]:
        return True
    return words[-1] in heads and all(one in _ADJECTIVES for one in words[:-1])
