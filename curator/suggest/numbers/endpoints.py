"""What outcomes are called in news, press releases and abstracts, and what kind each is.

The words of a text are looked up by their first letters, and only there a pattern is tried:
an alternation of all names at each character would be ten times as slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from curator.suggest.caseless import Pattern, caseless
from curator.suggest.numbers.harms import ORDINARY_HARM, is_serious
from curator.suggest.numbers.stems import LETTERS, stems_of

EFFICACY: Final = "efficacy"
SURVIVAL: Final = "survival"
MECHANISM: Final = "mechanism"
QUALITY: Final = "quality_of_life"
HARM: Final = "other"
"""Harm has a field of its own (safety); with a number it is an outcome of the kind ``other``."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Words that name an outcome; ``event`` where they tell that it happened."""

    start: int
    end: int
    kind: str
    event: bool


_ACRONYMS: Final[Mapping[str, str]] = (
    dict.fromkeys("OS PFS EFS DFS RFS TTP".split(), SURVIVAL)
    | dict.fromkeys("ORR CR CRR CBR pCR".split(), EFFICACY)
    | dict.fromkeys("CRS ICANS GVHD GvHD".split(), HARM)
)
_NAMES: Final[Mapping[str, str]] = {
    SURVIVAL: (
        "survival(?: rates?| times?| benefit)?;survived;surviving;lifespans?;life ?span;mortality;"
        "life expectancy;deaths?;lived;alive;died;dead;succumbed;progression(?! of)(?: or death)?;"
        r"time to \w+;duration of \w+;recurrence or death"
    ),
    EFFICACY: (
        "responses?(?: rates?)?;responded;responders;remissions?(?: rates?)?;cures?;cured;"
        "clearance;cleared;eliminated;elimination;eradicated;eradication;regressions?;regressed;"
        "tumou?rs? (?:size|burden|growth|volume|load|weight|regression|shrinkage|control|"
        "rejection|reduction|elimination|recurrence|progression|clearance)s?;tumou?r-free;"
        "recurrences?;recurred;relapses?;relapsed;disease control;disease activity;"
        "disease-free;stable disease;progressive disease;viral (?:DNA|RNA|loads?|suppression|"
        "rebound);symptoms?;seizures?;disappeared;disappearance;shrank;"
        "shrunk;shrink;shrinkage;effective(?= in);tumou?rs? (?:grew|returned|came back|recurred);"
        "counts?;"
        r"cancer-free;flares?;metastas[ei]s;seroconver\w+;efficacy;infections?;vaccine efficacy;"
        "viremia;viraemia;walking distance;lung function;hemoglobin;haemoglobin;"
        "smaller(?= than| tumou?rs);"
        "negative(?= for );(?:no detectable|detectable|no residual|residual|measurable) "
        "(?:disease|virus|tumou?rs?|leuk(?:a)?emia|lymphoma|cancer);"
        r"lost(?= (?:[\w-]+ ){0,3}[\w.]+ ?(?:%|per ?cent) of (?:its|their|the) (?:[\w-]+ )?"
        r"(?:volume|size|mass|bulk|tumou?rs?|cells|weight)\b);"
        r"vanished;melted away;went away;free (?:of|from) (?:[\w-]+ )?(?:disease|cancer|tumou?rs?|"
        "symptoms|relapse|recurrence);benefit(?:t?ed)?(?! of| from|"
        " in terms);healthy(?! (?:[\\w-]+ )?(?:organs?|tissues?|cells?|donors?|volunteers?|"
        "controls?|people|"
        "individuals|subjects));"
        "(?:seizure|symptom|relapse|recurrence|progression|flare|virus|leuka?emia|lymphoma)-free"
        "(?! survival);"
        "rejected(?! by);regrew;no (?:signs?|evidence|traces?) of (?:[\\w-]+ )?(?:cancer|disease|"
        "tumou?rs?);"
        "(?:disease|cancers?|tumou?rs?) stop(?:ped)? growing;tumou?rs? (?:were|was|had) (?:gone|"
        "vanished);"
        "scores?;blood sugar;insulin;cytotoxicity;lysis;killed;transfusions?;protected;protection"
    ),
    HARM: ";".join(ORDINARY_HARM)
    + (
        r";cytokine release syndrome;neurotoxicity;neurotoxic \w+;adverse (?:events?|effects?|"
        "reactions?);side[ -]effects?;toxicity;toxicities;neutropenia;cytopenias?;"
        "thrombocytopenia;anaemia;anemia;fatigue;rash;fevers?;pyrexia;nausea;diarrh?oe?a;colitis;"
        "pneumonitis;hepatitis;headaches?;chills;graft-versus-host disease;hypotension;"
        "immune effector cell[- ]associated neurotoxicity syndrome;hypothyroidism;vomiting"
    ),
    MECHANISM: (
        "persistence;persisted;detectable(?= in);expansion;expression;infiltration;(?:immune|"
        "t[ -]cell|"
        "antibody) (?:responses?|"
        "memory|activation|function|coordination|infiltration|exhaustion);immune cell \\w+;"
        "titers?;titres?;memory;antibodies;antibody levels;cytokines?;proliferation;levels;"
        "engraftment;activation;"
        "exhaustion;knock-?out(?! mice| mouse| of|s)"
    ),
    QUALITY: "quality of life;disability;pain;physical function;well-being;mobility",
}


def _table() -> Mapping[str, tuple[tuple[str, Pattern], ...]]:
    """Kinds and patterns by the first letters of the name."""
    names: dict[str, list[tuple[str, str]]] = {}
    for kind, written in _NAMES.items():
        for name in written.split(";"):
            for spelled in _spellings(name):
                letters = re.match(r"[a-z]+", spelled)
                key = letters[0][:LETTERS] if letters else ""
                names.setdefault(key, []).append((kind, spelled))
    return {
        key: tuple(
            (kind, re.compile(rf"{name}(?![\w-])", re.IGNORECASE))
            for kind, name in sorted(some, key=lambda pair: -len(pair[1]))
        )
        for key, some in names.items()
    }


def _spellings(name: str) -> Iterator[str]:
    """A name that begins with alternatives is several names."""
    alternatives = re.match(r"\(\?:([^()]*)\)", name)
    if alternatives is None:
        yield name
        return
    for one in alternatives[1].split("|"):
        yield one + name[alternatives.end() :]


_TABLE: Final = _table()
_STEMS: Final = frozenset((*_TABLE, *(one.lower()[:LETTERS] for one in _ACRONYMS)))
_WORD: Final = re.compile(r"[^\W\d_]+")
_MODIFIERS: Final = frozenset(
    """overall complete partial clinical objective confirmed median mean radiographic best
    radiological pathological pathologic molecular metabolic stringent immune immunologic tumor
    tumour antitumor antitumour anti-tumor anti-tumour anticancer anti-cancer durable sustained
    long-term lasting long-lasting drug-free treatment-free disease viral minimal residual major
    average progression-free event-free disease-free relapse-free recurrence-free
    metastasis-free failure-free symptom local distant severe serious treatment-related
    dose-limiting immune-related life-threatening fatal mild moderate transient temporary
    opportunistic estimated one-year two-year three-year five-year cell lung liver
    brain primary secondary metastatic deep""".split()
)
_MODIFIER: Final = re.compile(
    r"[\w-]+-specific|\d{1,2}-(?:year|month|week|day)|T-cell|B-cell", re.I
)
_OF: Final = frozenset(
    "rate rates risk incidence number level levels duration odds chance likelihood time".split()
)
_LONGEST: Final = 4
_EVENT: Final = caseless(r"(?:ed|ing|alive|shrank|shrunk|free|lived|died)$")
_IMMUNE: Final = re.compile(r"\bimmun|T[ -]cell|B[ -]cell|antibod|-specific", re.IGNORECASE)


@lru_cache(maxsize=512)
def endpoints(text: str) -> tuple[Endpoint, ...]:
    """Names of outcomes in a text, in order."""
    return tuple(_endpoints(text))


def _endpoints(text: str) -> Iterator[Endpoint]:
    done = 0
    for start in _candidates(text):
        if start < done:
            continue
        found = _name_at(text, start)
        if found is None:
            continue
        kind, end = found
        begin = _with_modifiers(text, start, floor=done)
        words = text[begin:end]
        if kind == EFFICACY and _IMMUNE.search(words):
            kind = MECHANISM
        if kind == EFFICACY and is_serious(words):
            kind = HARM
        yield Endpoint(begin, end, kind, bool(_EVENT.search(words)))
        done = end


def _candidates(text: str) -> list[int]:
    """Where words begin that a name can begin with, in order."""
    here = stems_of(text) & _STEMS
    if not here:
        return []
    low = text.translate(_LOWER)
    places: list[int] = []
    for stem in here:
        at = low.find(stem)
        while at >= 0:
            if at == 0 or not (low[at - 1].isalnum() or low[at - 1] in _TIED):
                places.append(at)
            at = low.find(stem, at + len(stem))
    return sorted(places)


_LOWER: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
"""``lower`` changes the length of some texts, and with it every offset."""
_TIED: Final = "-\u2010\u2011_"


def _name_at(text: str, start: int) -> tuple[str, int] | None:
    found_word = _WORD.match(text, start)
    word = found_word[0] if found_word else ""
    if kind := _ACRONYMS.get(word):
        return kind, start + len(word)
    for kind, pattern in _TABLE.get(word[:LETTERS].lower(), ()):
        if found := pattern.match(text, start):
            return kind, found.end()
    return None


def _with_modifiers(text: str, start: int, *, floor: int) -> int:
    """Where the name begins with the words that narrow it: "rate of", "complete clinical"."""
    begin = start
    for _ in range(_LONGEST):
        if begin <= floor or text[begin - 1] != " ":
            break
        before = text.rfind(" ", floor, begin - 1) + 1 or floor
        word = text[before : begin - 1].lstrip('(\u201c"').lower()
        if word in ("of", "to"):
            further = text.rfind(" ", floor, before - 1) + 1 or floor
            if before == floor or text[further : before - 1].lower() not in _OF:
                break
            before = further
        elif word not in _MODIFIERS and not _MODIFIER.fullmatch(word):
            break
        begin = before + (1 if text[before] in '(\u201c"' else 0)
    return begin
