"""Words around the names of illnesses: who suffers from them, where they spread, used elsewhere."""

from __future__ import annotations

import re
from typing import Final

from curator.suggest.caseless import caseless

CONTAINED: Final = re.compile(
    r"^(?:\s*\([^)]{1,30}\))? (?:in check|at bay|under control"
    r"|went into remission|receded|melted away)\b"
    r"|^,? (?:(?:had|has|have|was|were|is) )?(?:\w+ly )?(?:improved|resolved|vanished|disappeared"
    r"|cleared|(?:went|gone) away|(?:came|come|coming) back|returned|returns|relapsed|spread|shrank"
    r"|regressed|progressed|remitted|back\b|gone\b)",
    re.IGNORECASE,
)
KIND_OF_DRUG: Final = re.compile(r"^ (?:vaccin|immunotherap|therap|treatment)", re.IGNORECASE)
"""A cancer vaccine is a kind of drug; for which cancer it is tried is told elsewhere."""
ELSEWHERE_USED: Final = re.compile(
    r"\b(?:is|are|has been|have been|already|currently|best|better|mainly|mostly"
    r"|now)\s(?:\w+\s){0,3}?"
    r"(?:known|used|familiar|approved|licensed|established|successful|effective|standard|routine"
    r"|proven|common)\s(?:\w+\s){0,3}?(?:from|in|for|against|to treat|with)\b[^.;,]{0,40}$"
    r"|\b(?:has|have) (?:already |so far )?(?:done|achieved|accomplished|transformed"
    r"|revolutioni[sz]ed|changed)"
    r"(?: \w+){0,3}?(?: for| in| of)? $"
    r"|\b(?:like|as|similar to|same as|resembl\w+) (?:those|that|the ones?|the \w+) (?:in|of|for"
    r"|against|used \w+) (?:the )?$",
    re.IGNORECASE,
)
"""What such a treatment is used for elsewhere: "best known from the treatment of leukemia"."""
SUFFERS: Final = re.compile(
    r"\b(?:suffer(?:s|ed|ing)? from|(?:living|lived|diagnosed|afflicted|stricken|struck down"
    r"|ill|sick)"
    r" (?:with|by)|affected by)\s(?:(?:an?|the|severe|active|rare|advanced|chronic|incurable"
    r"|aggressive|early|late|mild|newly|relapsed|refractory|this|form|forms|of|type)\s){0,5}$",
    re.IGNORECASE,
)
SUFFER_CUES: Final = (
    "suffer",
    "living",
    "lived",
    "diagnosed",
    "afflict",
    "strick",
    "struck",
    "ill ",
    "sick",
    "affected",
)
COME_BACK: Final = re.compile(
    r"\b(?:return|recurrence|relapses?|comeback|re-?growth|spread|progression|risk|outbreak"
    r"|onset) of\s"
    r"(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
KEPT_AWAY: Final = re.compile(
    r"^(?:\s*\([^)]{1,30}\))? (?:from )?(?:returning|coming back|recurring|growing back|relapsing"
    r"|spreading|progressing)\b",
    re.IGNORECASE,
)
SITE: Final = re.compile(
    r"(?P<organ>lung|liver|brain|bone|lymph node|skin|kidney|adrenal|pleural|peritoneal|spinal)\s"
    r"(?:tumou?rs?|lesions?|nodules?|masse?s?)",
    re.IGNORECASE,
)
SPREAD: Final = (
    r"(?:spread|metasta\w+|moved|travel\w*|migrat\w*|reached|seeded|invaded)\b[^.;]{0,40}?\b"
)
CAUSE: Final = caseless(
    r"\b(?:history of|family history|risk factors? for|caused by|complicat\w+ (?:of|by)|no|without"
    r"|expert (?:in|on)|speciali[sz]es in|other than|other cancers such as|including other)\s"
    r"(?:\w+\s){0,2}$"
)
ORIGIN: Final = caseless(
    r"\b(?:(?:mutations?|variants?|fusions?|genes?) (?:\w+ ){0,3}?(?:that|which|found|seen|spotted"
    r"|identified|discovered|from|drive|drives|driving|known)"
    r"|samples? from|borrowed from|lessons? from|first (?:spotted|seen|found|identified|described)"
    r" in)"
    r"\b[^.;,]{0,50}$"
)
OF_ANTIGEN: Final = re.compile(
    r"\b(?:proteins?|molecules?|markers?|antigens?|sugars?|receptors?|fats?|which|that)\b"
    r"(?: (?!treat|given|help|work)[\w-]+){0,7}? (?:of|on|in|by)(?: (?:the|many|most|some|all"
    r"|nearly|almost|several"
    r"|other|both|certain|human|surface|cells|of|and|large|number|about|half|[a-z]+ic"
    r"|[a-z]+al),?){0,6} $"
)
"""What tumours a protein is found on is told of the protein, not of those who were treated."""
