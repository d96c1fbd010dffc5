"""Names of cargo that are put together as they are needed: no list can hold them all.

"Dominant-negative X receptor", "an antibody fragment that blocks X", "X/Y switch receptor", "short
hairpin RNA against X", an enzyme by its ending.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from curator.domain.claims import Term
from curator.suggest.telling import Frame, Spot

_NAME: Final = (
    r"(?:(?-i:TGF-?(?:β|beta)\d?|(?:[A-Z][\w/]*-)?[A-Z]\w*[A-Z\dα-ω][\w/α-ω]*(?:-[A-Z\dα-ω]\w*)*"
    r"|Fas|CD\d+\w*|4-1BB)|interleukin-\d+\w*|PD-?L?-?\d|transforming growth factor[- ](?:beta|β))"
)
_PAIR: Final = rf"{_NAME}(?:\s?[/:\u2013]\s?{_NAME})?"
_BINDER: Final = (
    r"(?:scFvs?|nanobod(?:y|ies)|VHHs?|minibod(?:y|ies)|single[- ]chain (?:variable fragments?"
    r"|antibod(?:y|ies)(?: fragments?)?)|single[- ]domain antibod(?:y|ies)|antibod(?:y|ies)"
    r"(?: fragments?)?)"
)
_RNA: Final = r"(?:short[- ]hairpin RNAs?|shRNAs?|siRNAs?|small interfering RNAs?|micro-?RNAs?)"
_NO_ENZYME: Final = frozenset(
    """disease release increase decrease phase phrase base database case purchase lease please erase
    grease chase cease tease crease ease phosphatase kinase luciferase polymerase transposase
    nuclease recombinase integrase protease caspase transcriptase tyrosine transferase showcase
    briefcase suitcase paraphrase ligase helicase topoisomerase oxidase proteinase""".split()
)
"""Words that only end as enzymes do, kinds of them, and tools of the laboratory."""

_MAKING: Final = (
    "engineer",
    "armed",
    "arming",
    "armor",
    "armour",
    "equip",
    "modif",
    "overexpress",
    "encod",
    "secret",
    "loaded",
    "fitted",
    "transduc",
    "adding",
    "added",
    "insert",
    "gene for",
    "genes for",
    "produce",
    "programm",
    "carry",
)
"""Cues of sentences in which something is made to carry what no list has."""

BUILT: Final = "built"
"""Nature has no such thing: who has it was given it."""
BLOCKER: Final = "blocker"
"""An antibody; that a cell has one may mean its receptor, that it makes one does not."""
SILENCER: Final = "silencer"
SILENCED: Final = "silenced"
"""What is turned down by what is carried."""
PLAIN: Final = "plain"

_SHAPES: Final[tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]] = (
    (
        BUILT,
        ("dominant", "truncated", "decoy", "non-signal"),
        re.compile(
            r"\b(?:dominant[- ]negative|truncated|decoy|non-?signall?ing) "
            r"(?:(?:form|version|variant) of )?"
            rf"(?:the |a )?(?:human )?{_PAIR}(?:[- ]receptors?)?(?: (?:type )?(?:II|I|2|1|β"
            r"|α|beta|alpha)\b)?",
            re.IGNORECASE,
        ),
    ),
    (
        BUILT,
        ("dominant", "decoy", "trap", "dnr"),
        re.compile(
            rf"\b{_NAME}(?: receptor)?[- ](?:dominant[- ]negative(?: receptor)?|(?-i:DNR)"
            r"|decoys?(?: receptor)?|traps?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        BUILT,
        ("switch", "chimeric", "inverted", "convert"),
        re.compile(
            rf"\b{_PAIR} (?:(?:chimeric|inverted|cytokine|fusion|signal|co-?stimulatory) ){{0,2}}"
            r"(?:switch|converter|conversion|inverted|fusion) (?:cytokine )?receptors?\b"
            rf"|\b(?:chimeric|switch|inverted) (?:(?:cytokine|switch|signal) )?{_NAME}\s?[/:]\s?"
            rf"{_NAME}(?: receptors?)?\b"
            r"|\b(?:switch|converter|inverted) receptors? (?:for|of|made of"
            rf"|that (?:joins|fuses|links)) {_NAME}(?: (?:and|with|to) {_NAME})?"
            r"|\b(?:chimeric|hybrid|fusion) receptors? (?:that|which) (?:joins?|fuses?|links?"
            rf"|combines?|converts?|couples?) (?:the )?{_NAME}(?: \w+)? (?:and|with|to|into)"
            rf" {_NAME}",
            re.IGNORECASE,
        ),
    ),
    (
        BLOCKER,
        ("scfv", "nanobod", "vhh", "minibod", "antibod", "single-chain", "single chain"),
        re.compile(
            rf"\b(?:anti-{_NAME}|{_NAME}[- ](?:blocking|neutrali[sz]ing|binding|specific"
            rf"|targeting|inhibiting))[- ]{_BINDER}"
            rf"|\b{_BINDER} (?:that (?:blocks?|neutrali[sz]es?|binds?|inhibits?|targets?|disables?"
            r"|attach(?:es)? to)|against|blocking|neutrali[sz]ing|targeting|directed (?:at|against)"
            r"|specific (?:for|to)|to|for) (?:the )?(?:(?:immune )?checkpoints?(?: (?:protein"
            rf"|molecule))? |protein |receptor )?{_NAME}(?: (?:and|or) {_NAME})?",
            re.IGNORECASE,
        ),
    ),
    (
        BLOCKER,
        ("ties", "links", "bridg", "connect", "joins", "tether"),
        re.compile(
            r"\b(?:protein|molecule|antibody)s? that (?:ties?|links?|bridges?|connects?|joins?"
            rf"|tethers?) (?:together )?{_NAME}(?: \w+){{0,4}}? (?:and|to|with) {_NAME}",
            re.IGNORECASE,
        ),
    ),
    (
        SILENCER,
        ("rna",),
        re.compile(
            rf"\b{_RNA}(?: \([^)]{{1,12}}\))? (?:against|targeting|for|directed (?:at|against)"
            r"|to silence|that (?:silences?|targets?|knocks? down|shuts? off)|silencing"
            rf"|specific for) (?:the )?(?:gene for )?{_NAME}"
            rf"|\b{_NAME}[- ](?:(?:targeting|specific|silencing|directed) )?{_RNA}",
            re.IGNORECASE,
        ),
    ),
    (
        SILENCED,
        ("knock", "silenc"),
        re.compile(
            rf"\b{_NAME} (?:(?:was|were|is|are|had been|has been) )?(?:knocked[- ]down|silenced)\b"
            rf"|\b(?:knock(?:ed|ing)?[- ]down|silenc(?:ed|ing)) (?:of )?(?:the )?{_NAME}",
            re.IGNORECASE,
        ),
    ),
    (
        PLAIN,
        ("receptor",),
        re.compile(
            r"\b(?:IL-?\d+\w?|interleukin[- ]\d+)(?:[/:](?:IL-?\d+\w?|interleukin[- ]\d+))?"
            r" receptors?\b",
            re.IGNORECASE,
        ),
    ),
    (
        PLAIN,
        _MAKING,
        re.compile(
            r"\b(?:[a-z]{4,}mab\b|(?:[a-z]+(?:ine|ose) )?(?P<enzyme>[a-z]{4,}ase)s?\b"
            r"(?! [a-z]+ase\b)|(?:protein|molecule|cytokine|factor|enzyme|ligand|hormone|chemokine"
            r"|toxin|peptide),? (?:(?:called|named|known as) )?(?P<called>[A-Z][A-Z\d-]{2,}\d?"
            r"|[a-z]{4,}in(?:-\d+)?)\b(?! (?:of|that|which|and|in|for|to|with)\b))"
        ),
    ),
    (
        PLAIN,
        ("loaded", "filled", "carry", "packed", "laden"),
        re.compile(
            r"\b(?:loaded|filled|carry(?:ing)?|packed|laden) (?:with )?[^.;,]{0,40}?\b(?P<called>"
            r"[a-z]{4,}(?:amine|cin|taxel|tecan|platin|trexate|imod|nib|stat|mycin))\b"
        ),
    ),
    (
        PLAIN,
        ("fc", "soluble"),
        re.compile(rf"\bsoluble {_NAME}(?: receptor)?|\b{_NAME}[- ]Fc(?: fusion(?: protein)?)?\b"),
    ),
)


BLOCKER_TERMS: Final = (
    (re.compile(r"\bPD-?L1\b"), Term("PD-L1 blocker", "CUR:PD-L1-blocker")),
    (re.compile(r"\bPD-?1\b"), Term("PD-1-blocking antibody fragment", "CUR:PD-1-blocking-scFv")),
    (re.compile(r"\bCTLA-?4\b"), Term("CTLA-4 blocker", "CUR:CTLA-4-blocker")),
    (re.compile(r"\bCD47\b"), Term("CD47 blocker", "CUR:CD47-blocker")),
    (re.compile(r"\bTIGIT\b"), Term("TIGIT blocker", "CUR:TIGIT-blocker")),
    (re.compile(r"\bLAG-?3\b"), Term("LAG-3 blocker", "CUR:LAG-3-blocker")),
    (re.compile(r"\bTIM-?3\b"), Term("TIM-3 blocker", "CUR:TIM-3-blocker")),
    (re.compile(r"\bCD3\b"), Term("T cell engager", "CUR:T-cell-engager")),
)
BUILT_TERMS: Final = (
    (
        re.compile(r"\bPD-?1\W+CD28\b"),
        Term("PD-1/CD28 switch receptor", "CUR:PD-1-CD28-switch"),
    ),
    (
        re.compile(r"dominant.*TGF|TGF.*(?:dominant|decoy)", re.IGNORECASE),
        Term("dominant-negative TGF-β receptor II", "CUR:dominant-negative-TGFBR2"),
    ),
    (
        re.compile(r"dominant.*PD-?1\b|PD-?1\b.*(?:dominant|decoy)|truncated PD-?1\b", re.I),
        Term("dominant-negative PD-1", "CUR:dominant-negative-PD-1"),
    ),
    (
        re.compile(r"(?:dominant|decoy).*\bFas\b|\bFas\b.*(?:dominant|decoy)", re.IGNORECASE),
        Term("dominant-negative Fas", "CUR:dominant-negative-Fas"),
    ),
)
"""Terms of such names, by what stands in them."""


class Named(NamedTuple):
    """A substance by a name that says what it is, and where it stands."""

    kind: str
    spot: Spot
    label: str


def shaped_names(frame: Frame) -> Iterator[Named]:
    """Cargo by the shape of its name, the longest where two overlap, in order."""
    found = [
        Named(kind, *_named(match, spot))
        for kind, cues, shape in _SHAPES
        for match, spot in frame.found(shape, cues)
        if not _is_other(match)
    ]
    end = -1
    for one in sorted(found, key=lambda one: (one.spot.start, -one.spot.end)):
        if one.spot.start >= end:
            end = one.spot.end
            yield one


def _named(match: re.Match[str], spot: Spot) -> tuple[Spot, str]:
    called = match.groupdict().get("called")
    if not called:
        return spot, match.group()
    shift = match.start("called") - match.start()
    before = spot.before + match.group()[:shift]
    return spot._replace(start=spot.start + shift, before=before), called


def _is_other(match: re.Match[str]) -> bool:
    """Whether the words only look like such a name."""
    enzyme = match.groupdict().get("enzyme")
    return bool(enzyme and enzyme in _NO_ENZYME)
