"""Directions in ordinary words: "most of them had no sign of cancer", "lived far longer".

They hold neither a number nor a definite event, so they are vague; words for what was given, made
or hoped for are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from curator.suggest.numbers.stems import stems, stems_of

_WHAT: Final = (
    r"(?:tumou?rs?|cancers?|metastas[ei]s|lesions?|leuk(?:a)?emia|lymphoma|disease|symptoms|"
    r"inflammation|virus|(?:exhausted |killer |infected |cancer |tumou?r |"
    r"regulatory )?(?:T |B |NK |"
    r"CAR T |CAR NK |immune |killer )?cells|antibod(?:y|ies)|autoantibod(?:y|ies)|"
    r"macrophages|survival|"
    r"strength|function|pain|blood sugar|effect|response|immune responses?)"
)
_HOW: Final = r"(?:had |have |also |then |further |even |were |was |been |all |more |much |\w+ly )*"
_WENT: Final = (
    r"(?:shr[au]nk|dropped|fell|rose|decreased|increased|declined|expanded|improved|slowed|"
    r"disappeared|vanished|multiplied|flooded|poured|swarmed|streamed|gathered|diminished|subsided|"
    r"eased|recovered|weakened|strengthened|persisted longer|grew (?:more slowly|slower)|stopped "
    r"growing|became (?!known|available|clear|possible)\w+|switched (?:to|into)|turned into)"
)
_SUBJECT_WENT: Final = re.compile(
    rf"\b(?:(?:the|their|its)\s)?(?:number of\s|amount of\s|"
    rf"levels? of\s)?(?:[\w-]+\s){{0,2}}?{_WHAT}"
    rf"(?:\s(?:in|of|within|on)\s(?:the\s|their\s)?(?:[\w-]+\s){{0,2}}?[\w-]+)?\s{_HOW}{_WENT}\b"
    r"(?:\s(?!in\b|and\b|but\b|when\b|because\b)[\w-]+){0,5}",
    re.IGNORECASE,
)
_ACTED: Final = re.compile(
    r"\b(?:treatment|therapy|cells|vaccine|drugs?|combination|antibody|injections?|"
    r"infusions?|it|they"
    rf"|virus|inhibitor|receptor|IL-\d+)\s{_HOW}(?:slowed|cured|reduced|boosted|improved|extended|"
    r"prolonged|delayed|restored|enhanced|weakened|controlled|shrank|suppressed|held back)\s"
    rf"(?:the\s|their\s|many\s|most\s|some\s|its\s)?(?:[\w-]+\s){{0,2}}?(?:{_WHAT}|mice|animals|"
    r"patients|dogs|growth|lives|life|lifespan|anti-?tumou?r\s\w+)\b"
    r"(?:\sbut\sdid\snot\s[\w ]{3,30})?",
    re.IGNORECASE,
)
_LONGER: Final = re.compile(
    r"\b(?:lived|survived|lasted|persisted|expanded)\s(?:(?:much|far|significantly|markedly|even|"
    r"considerably|also)\s)?(?:longer|more strongly|better)\b(?:\sthan\s[^.;,]{3,50})?",
    re.IGNORECASE,
)
_MOST: Final = re.compile(
    r"\b(?:most|many|some|several|a few|nearly all|"
    r"almost all)\s(?:of\s(?:the\s)?)?(?:[\w-]+\s){0,3}?"
    r"(?:them|mice|patients|animals|dogs|children|participants|people|"
    r"tumou?rs)\s(?:had no (?:signs?|"
    r"trace|evidence)|were (?:cured|cancer-free|tumou?r-free|alive|free of|symptom-free)|no longer "
    r"needed|went into remission|stopped|improved|recovered)\b(?:\s(?!when\b|and\b)[\w-]+){0,4}",
    re.IGNORECASE,
)
_FEWER: Final = re.compile(
    r"\b(?:had|contained|showed|developed|formed|carried)\s(?:far\s|significantly\s|many\s|much\s)?"
    rf"(?:fewer|more|less|smaller|larger)\s(?:[\w-]+\s){{0,2}}?{_WHAT}\b",
    re.IGNORECASE,
)
_CUES: Final = stems(
    "shrank shrunk dropped fell rose decreased increased declined expanded improved "
    "slowed vanished "
    "disappeared multiplied flooded poured swarmed streamed gathered diminished subsided eased "
    "recovered weakened strengthened stopped became switched turned cured reduced boosted extended "
    "prolonged delayed restored enhanced controlled suppressed held longer strongly "
    "better most many "
    "some several few nearly almost fewer more less smaller larger persisted grew"
)
_NO_FINDING: Final = re.compile(
    r"\b(?:risk|cost|price|interest|funding|number of (?:patients|cases|trials|people)|"
    r"dose|usually|"
    r"often|normally|can|could|may|might|will|would|hope\w*|aim\w*|designed|expected|"
    r"before|earlier|"
    r"previous\w*|known|other (?:drugs|treatments)|chemotherapy (?:had|has)|if)\b",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class Loose:
    """Words that tell a direction; offsets in the sentence."""

    start: int
    end: int


def loosely(text: str) -> Iterator[Loose]:
    """What a sentence says went one way, without a number; none that overlap."""
    if _CUES.isdisjoint(stems_of(text)) or _NO_FINDING.search(text):
        return
    done: list[Loose] = []
    for pattern in (_MOST, _LONGER, _FEWER, _ACTED, _SUBJECT_WENT):
        for found in pattern.finditer(text):
            if _DIGIT.search(found[0]) or "whose " in found[0]:
                continue
            one = Loose(*found.span())
            if not any(x.start < one.end and one.start < x.end for x in done):
                done.append(one)
                yield one
