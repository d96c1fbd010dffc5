"""What outcomes are called in news, press releases and abstracts, and what kind each is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

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


_BEFORE: Final = (
    r"(?:(?:overall|complete|partial|clinical|objective|confirmed|median|mean|radiographic|best|"
    r"radiological|patholog\w+|molecular|metabolic|stringent|very good|immune|immunologic\w*|"
    r"tumou?r|antitumou?r|anti-tumou?r|anti-?cancer|durable|sustained|long-?term|long-lasting|"
    r"lasting|drug-free|treatment-free|disease|viral|minimal residual|major|mean|average|"
    r"progression-free|event-free|disease-free|relapse-free|recurrence-free|metastasis-free|"
    r"failure-free|symptom|local|distant|severe|serious|treatment-related|grade [1-5](?: or higher)?|"
    r"dose-limiting|immune-related|\w+-specific|\d{1,2}-(?:year|month|week|day)|estimated|"
    r"one-year|two-year|three-year|five-year|cell|T[ -]cell|B[ -]cell|lung|liver|brain|"
    r"primary|secondary|metastatic|rates? of|risk of|incidence of|number of|level of|"
    r"levels of|duration of|time to|odds of|chance of|likelihood of) ){0,4}"
)
_SURVIVAL: Final = (
    r"survival(?: rates?| times?| benefit)?|OS|PFS|EFS|DFS|RFS|TTP|lifespans?|life ?span|mortality|"
    r"deaths?|lived|alive|died|surviv(?:ed|ing)|(?:disease )?progression|life expectancy|"
    r"(?:time to|duration of) \w+|recurrence or death|progression or death"
)
_EFFICACY: Final = (
    r"responses?(?: rates?)?|ORR|CRR?|respond(?:ed|ing|ers)|remissions?(?: rates?)?|"
    r"cures?|cured|clearance|cleared|"
    r"eliminat(?:ed|ion)|eradicat(?:ed|ion)|tumou?rs? (?:size|burden|growth|volume|load|weight|"
    r"regression|shrinkage|control|rejection|reduction|elimination|recurrence|progression|"
    r"clearance)s?|regress(?:ions?|ed)|recurrences?|recurred|relapses?|relapsed|disease control|stable disease|"
    r"progressive disease|viral (?:DNA|RNA|loads?|suppression|rebound)|symptoms?|disease activity|"
    r"seizures?|disappear(?:ed|ance)|shrank|shrunk|shrinkage|shrink|tumou?r-free|cancer-free|"
    r"disease-free|flares?|metastas[ei]s|reduction in (?:\w+ ){0,3}\w+|seroconver\w+|efficacy|"
    r"protect(?:ed|ion)|infections?|vaccine efficacy|score|scores|blood sugar|insulin|"
    r"tumou?r[- ]?cells? killing|killed|kill(?:ing)?|lysis|cytotoxicity|transfusion\w*"
)
_HARM: Final = (
    r"cytokine release syndrome|CRS|neurotoxicity|neurotoxic \w+|ICANS|adverse (?:events?|effects?|"
    r"reactions?)|side[ -]effects?|toxicit(?:y|ies)|neutropenia|cytopenias?|thrombocytopenia|"
    r"an[a]?emia|fatigue|rash|fevers?|pyrexia|nausea|diarrh[o]?ea|colitis|pneumonitis|hepatitis|"
    r"headaches?|chills|graft-versus-host disease|GVHD|hypotension|immune effector cell[- ]"
    r"associated neurotoxicity syndrome|hypothyroidism|vomiting|pain at the injection site"
)
_MECHANISM: Final = (
    r"persistence|expansion|expression|infiltration|(?:immune|T[ -]cell|antibody) (?:responses?|"
    r"memory|activation|function|coordination|infiltration|exhaustion)|(?:immune )?memory|antibod(?:y|ies)|"
    r"cytokines?|proliferation|levels|engraftment|activation|exhaustion|"
    r"immune cell \w+"
)
_QUALITY: Final = r"quality of life|disability|pain|physical function|well-being|mobility"
_KINDS: Final = (
    ("harm", _HARM, HARM),
    ("quality", _QUALITY, QUALITY),
    ("mechanism", _MECHANISM, MECHANISM),
    ("survival", _SURVIVAL, SURVIVAL),
    ("efficacy", _EFFICACY, EFFICACY),
)
_KIND_OF: Final = {name: kind for name, _, kind in _KINDS}
_ENDPOINT: Final = re.compile(
    rf"(?<![\w-])(?:{_BEFORE})(?:"
    + "|".join(f"(?P<{n}>{w})" for n, w, _ in _KINDS)
    + r")(?![\w-])",
    re.IGNORECASE,
)
_EVENT: Final = re.compile(r"(?:ed|ing|alive|shrank|shrunk|free|lived|died)$", re.IGNORECASE)


_IMMUNE: Final = re.compile(r"\bimmun|T[ -]cell|B[ -]cell|antibod", re.IGNORECASE)


def endpoints(text: str) -> Iterator[Endpoint]:
    """Names of outcomes in a text, in order."""
    for found in _ENDPOINT.finditer(text):
        if found.lastgroup is None:
            continue
        words = found[0]
        kind = _KIND_OF[found.lastgroup]
        if kind == EFFICACY and _IMMUNE.search(words):
            kind = MECHANISM
        yield Endpoint(found.start(), found.end(), kind, bool(_EVENT.search(words)))
