"""Whether an article reports a study at all: something was done to somebody, and came out.

News of money, buildings, laws and prizes, explainers and opinions do not; nothing is proposed for
what they say of medicine.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from curator.suggest.context import context_of
from curator.suggest.reading import HEADING, HEADLINE, LEAD, Sentence

_STUDY: Final = (
    r"(?:we|team|teams|researchers?|scientists?|investigators?|doctors?|physicians?|authors?|group"
    r"|study|trial|trials|paper|preprint|experiments?|findings|results?|analysis|analyses|company"
    r"|therapeutics|inc|here|veterinarians|report|university|institute|oncologists|chemists"
    r"|immunologists|engineers|bioengineers|biologists|clinicians|surgeons|pediatricians|objective"
    r"(?! (?:response|remission))|biosciences|pharma|pharmaceuticals|oncology|biotech|bio)"
)
_SUBJECTS: Final = (
    r"(?:patients?|participants?|mice|animals|approach|methods?|children|adults|women|men|people"
    r"|volunteers|macaques|monkeys|dogs|rats|work|data|research|vaccine|drug|therapy|treatment"
    r"|cells|antibody|arm|tumou?rs?|survival|nanoparticles|combination|engager|infusions?"
    r"|injections?)"
)
_DID: Final = (
    r"(?:found|finds|show|shows|showed|shown|report|reports|reported|demonstrated?|demonstrates"
    r"|developed|develop|tested|treated|enrolled|identified|identif(?:y|ies)|discovered|published"
    r"|engineered|built|created|injected|infused|received|given|gave|assigned|randomi[sz]ed"
    r"|conducted|evaluated?|assess(?:ed)?|investigated?|examined?|announced|dosed|achieved"
    r"|improved|reduced|increased|eliminated|cleared|shrank|lived|survived|extended|responded"
    r"|observed|suggests?|revealed|reveals|designed|introduced|generated|used|studied|compared?"
    r"|describes?|determined?|administered|recruited|underwent|were|had|was|made|suggested"
    r"|presented|remained|experienced|completed|started|began|killed|unveiled|armed|led|put|taught"
    r"|weighed|died|cured|wiped|gained|slowed|grew|modified|transformed|equipped|combined|added"
    r"|loaded|screened|analy[sz]ed|followed|relapsed|went|put|turned|saw|destroyed|stopped"
    r"|restored|reprogrammed|converted|blocked|knocked|screened|inserted|implanted|monitored"
    r"|exhibited|eradicated|described|joined|reached|boosted"
    r"|halted|prevented|protected|tracked|cut|lowered|raised|triggered|induced|provoked|resulted"
    r"|met|missed|got|took|became|become|lasted|stayed|reversed|delayed|cures|controlled|spared|removed|included|drew|shows|benefited|recurred)"
)
_NUMBER: Final = (
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty)"
)
_COUNTED: Final = (
    rf"(?:{_NUMBER} (?:(?!percent\b|per\b)[\w-]+ ){{0,3}}?(?:patients|participants|children"
    rf"|adults|women|men|people"
    r"|volunteers|mice|animals|dogs|macaques|monkeys|rats|boys|girls|recipients|relatives|carriers)"
    r"|\d+-year-old (?:[\w-]+ )?(?:patient|woman|man|girl|boy|child)"
    r"|first (?:[\w-]+ )?(?:patient|participant|person|child)"
    r"|in (?:[\w-]+ ){0,3}(?:mice|monkeys|macaques|rats|dogs|xenografts))"
)
_ANNOUNCES: Final = (
    r"announc(?:ed|es|ing)\b[^.;]{0,60}?\b(?:results|data|findings|readout|publication"
    r"|first (?:patient|participant))"
)
_TELLS: Final = re.compile(rf"\b{_STUDY}\b[^.;]{{0,90}}?\b{_DID}\b|\b{_ANNOUNCES}\b", re.IGNORECASE)
_COUNTS: Final = re.compile(
    rf"\b{_COUNTED}\b[^.;]{{0,90}}?\b{_DID}\b|\b{_DID}\b[^.;]{{0,110}}?\b{_COUNTED}\b",
    re.IGNORECASE,
)
"""Subjects who are counted, one of whom the age is told, animals: something was done in them."""
_HAPPENS: Final = re.compile(rf"\b{_SUBJECTS}\b[^.;]{{0,90}}?\b{_DID}\b", re.IGNORECASE)
_SHARE: Final = re.compile(
    r"\b(?:\d+(?:\.\d+)?|[A-Za-z]+(?:-[a-z]+)?)(?: ?%| percent| per cent| of (?:the )?\w+)"
    r" (?:of (?:the )?)?(?:people|patients|participants|those|mice|animals|women|men|children|dogs)"
    r"\b[^.;]{0,90}?\b(?:were|was|had|lived|died|got|saw|went|remained|reached|[a-z]{3,}ed)\b"
)
"""A share of those who were treated, and what became of them."""
_PAST: Final = re.compile(
    rf"\b{_SUBJECTS}\b[^.;]{{0,60}}? (?<!\bare )(?<!\bis )(?<!\bbe )(?<!\bbeen )(?<!\bbeing )"
    r"[a-z]{3,}ed\b",
    re.IGNORECASE,
)
_EVIDENCE: Final = ((_TELLS, 1.0), (_COUNTS, 1.0), (_SHARE, 1.0), (_HAPPENS, 0.5), (_PAST, 0.5))
_HEADLINE_TELLS: Final = re.compile(
    r"\b(?:study|trial|scientists|researchers|finds|reports?|shows|suggests|phase \S+|results"
    r"|patients|mice|improves?|shrinks?|slows?|halves|clears?|treats?|reprograms?|attack"
    r"|identifies|unveil\w*"
    r"|breakthrough|efficacy|safety)\b",
    re.IGNORECASE,
)


_OPINION: Final = re.compile(
    r"(?:opinion|op-ed|editorial|perspective|viewpoint|essay|book review|conference calendar)"
    r"\s?(?:[:.|\u2014\u2013]|$)",
    re.IGNORECASE,
)
"""What an article calls itself that tells of no study."""
_WATCHES: Final = re.compile(
    r"\b(?:surveys?|questionnaires?|observational|retrospective(?:ly)?|cohort study|records of"
    r"|case-control|registry data|cross-sectional|epidemiolog\w+)\b",
    re.IGNORECASE,
)


_LABEL: Final = re.compile(
    r"^\W{0,3}(?P<label>sponsor|conditions?(?: or diseases?)?|interventions?(?: ?/ ?treatments?)?"
    r"|study type|study design|(?:estimated |actual |target )?enrol?lment|recruitment status"
    r"|(?:brief|official) title|brief summary|eligibility(?: criteria)?|inclusion criteria"
    r"|primary outcomes?(?: measures?)?|primary endpoints?|study start(?: date)?|allocation)\s?:",
    re.IGNORECASE | re.MULTILINE,
)
"""What begins the lines of a trial's entry in a registry."""


def reports(sentences: Sequence[Sentence]) -> bool:
    """Whether something was done and found: a headline that says so counts as one sentence."""
    told = 0.0
    for sentence in sentences:
        if sentence.position in (HEADLINE, LEAD) and _OPINION.match(sentence.text):
            return False
        if sentence.position == HEADLINE:
            told += 0.5 * bool(_HEADLINE_TELLS.search(sentence.text))
        elif sentence.position != HEADING:
            told += _told(sentence)
        if told >= 1:
            return True
    return False


def is_registration(body: str) -> bool:
    """Whether it is a trial's entry in a registry: it plans, and has the labels of one."""
    return len({found["label"].lower() for found in _LABEL.finditer(body)}) >= 3


def _told(sentence: Sentence) -> float:
    """How much a sentence says that something was done or found."""
    for pattern, weight in _EVIDENCE:
        if found := pattern.search(sentence.text):
            start = sentence.start + found.end() - 1
            if context_of(sentence, (start, start + 1)).stated:
                return weight
    return 0.0


def only_watches(sentences: Sequence[Sentence]) -> bool:
    """Whether people were only watched or asked."""
    return any(_WATCHES.search(one.text) for one in sentences)
