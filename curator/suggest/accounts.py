"""Whether an article reports a study at all: something was done to somebody, and came out.

News of money, buildings, laws and prizes, explainers and opinions do not; nothing is proposed for
what they say of medicine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from curator.suggest.caseless import Pattern, caseless
from curator.suggest.context import context_of
from curator.suggest.numbers.stems import LETTERS, stems_of
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
    r"|injections?|cancers?|disease|illness|symptoms|infections?|virus|allergy|relapses?|pill|shots?)"
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
    r"|met|missed|got|took|became|become|lasted|stayed|reversed|delayed|cures|controlled|spared|removed"
    r"|have (?:now |so far |already )?had"
    r"|included|drew|shows|benefited|recurred|brought|meant|kept|held|fell|dropped|sank|rose"
    r"|vanished|disappeared|ha(?:s|ve) shrunk|walks?"
    r"|resolved|doubled|halved|ha(?:s|ve) no|lives|live|did|writes?|wrote"
    r"|woke|woken|beat|froze|faded|melted|(?:came|come|gone|is|are) (?:back|free|clean|clear|home)"
    r"|is gone|are gone|was gone|were gone)"
)
_NUMBER: Final = (
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty)"
)
_COUNTED: Final = (
    rf"(?:{_NUMBER} (?:(?!percent\b|per\b)[\w-]+ ){{0,3}}?(?:patients|pts|participants|children"
    rf"|adults|women|men|people"
    r"|volunteers|mice|animals|dogs|macaques|monkeys|rats|boys|girls|recipients|relatives|carriers)"
    r"|\d+-year-old(?: (?:[\w-]+ )?(?:patient|woman|man|girl|boy|child))?"
    r"|(?:woman|man|girl|boy|patient) of \d+|(?:woman|man|girl|boy|patient|[A-Z]\w+), \d\d,"
    rf"|of (?:the |these |its |their |our |those )?(?:first |last |other )?{_NUMBER},? "
    rf"(?:(?:treated|so far)[ ,]+)?(?:{_NUMBER}|all|none|half|most|both)"
    rf"|(?:all|the) {_NUMBER}(?= (?:were|had|got|received|are|have|went|lived|responded)\b)"
    r"|(?:one|a|an) (?:[\w-]+ )?(?:patient|woman|man|girl|boy|child) (?:with|who had)"
    r"|first (?:[\w-]+ )?(?:patient|participant|person|child)"
    r"|in (?:[\w-]+ ){0,3}(?:mice|monkeys|macaques|rats|dogs|xenografts))"
)
_ANNOUNCES: Final = (
    r"announc(?:ed|es|ing)\b[^.;]{0,60}?\b(?:results|data|findings|readout|publication"
    r"|first (?:patient|participant))"
)
_TELLS: Final = caseless(rf"\b{_STUDY}\b[^.;]{{0,90}}?\b{_DID}\b|\b{_ANNOUNCES}\b")
_COUNTS: Final = caseless(
    rf"\b{_COUNTED}\b[^.;]{{0,90}}?\b{_DID}\b|\b{_DID}\b[^.;]{{0,110}}?\b{_COUNTED}\b"
)
"""Subjects who are counted, one of whom the age is told, animals: something was done in them."""
_HAPPENS: Final = caseless(rf"\b{_SUBJECTS}\b[^.;]{{0,90}}?\b{_DID}\b")
_SHARE: Final = re.compile(
    r"\b(?:\d+(?:\.\d+)?|[A-Za-z]+(?:-[a-z]+)?)(?: ?%| percent| per cent| of (?:the )?\w+)"
    r" (?:of (?:the )?)?(?:people|patients|participants|those|mice|animals|women|men|children|dogs)"
    r"\b[^.;]{0,90}?\b(?:were|was|had|lived|died|got|saw|went|remained|reached|[a-z]{3,}ed)\b"
)
"""A share of those who were treated, and what became of them."""
_PAST: Final = caseless(
    rf"\b{_SUBJECTS}\b[^.;]{{0,60}}? (?<!\bare )(?<!\bis )(?<!\bbe )(?<!\bbeen )(?<!\bbeing )"
    r"[a-z]{3,}ed\b"
)
_JOINED: Final = caseless(
    r"\b(?:signed up for|joined|enrol?led in|took part in|entered|volunteered for|was part of"
    r"|was in|(?:one|first|second) of (?:the )?\S+ (?:[\w-]+ ){0,3}(?:to|who|that|in)"
    r"|treated (?:in|as part of)|first [\w-]+ in [^.;,]{3,40}? to)\b"
    r"[^.;]{0,30}?\b(?:(?:trial|study)\b|(?:get|receive|have|had|got|received|given)\b)"
)
"""How the tale of one person says that there was a trial."""
_TREATING: Final = caseless(
    r"\b(?:doctors|physicians|vets|veterinarians|surgeons|oncologists|clinicians|nurses)\b[^.;]{0,60}?"
    r"\b(?:take|took|draw|drew|give|gave|grow|grew|infuse|infused|inject|injected|put|treat"
    r"|removed?|taught|trained)\b"
)
_SUBJECT: Final = caseless(rf"\b{_COUNTED}\b|\b(?:mice|rats|monkeys|macaques|dogs) with\b")
_WORK: Final = caseless(
    r"\b(?:trial|study|paper|colleagues|co-?workers|first author|senior author|corresponding author"
    r"|the case|(?:group|team|lab|laboratory) (?:at|from|of|in|around)"
    r"|writing in|journal|the finding|research (?:led|by|from|at|in)|preprint)\b"
)
"""Whom something was done to, and where it is told: half of a report, whatever the verb."""


def _begun(shape: str) -> frozenset[str]:
    """The first letters of the words of an expression, as ``stems_of`` has them."""
    return frozenset(word[:LETTERS] for word in re.findall(r"[a-z]+", shape))


_ANNOUNCED: Final = _begun(_ANNOUNCES)
_CUES: Final[Mapping[Pattern, tuple[frozenset[str], ...]]] = {
    _TELLS: (_begun(_STUDY) | _ANNOUNCED, _begun(_DID) | _ANNOUNCED),
    _COUNTS: (_begun(_DID),),
    _HAPPENS: (_begun(_SUBJECTS), _begun(_DID)),
    _PAST: (_begun(_SUBJECTS),),
}
"""For a pattern sets of which each has a word in every sentence that the pattern finds."""
_STRONG: Final = (_TELLS, _COUNTS, _SHARE, _JOINED)
_HALVES: Final = ((_SUBJECT,), (_WORK,), (_TREATING, _HAPPENS, _PAST))
_BUSINESS: Final = caseless(
    r"\b(?:(?:million|billion)(?! (?:\w+ )?(?:cells|macrophages)\b| (?:per|for each|at a time)\b)"
    r"|dollars|euros|shares|stock|investors?|series [a-e]|financing|funding"
    r"|fund|insur\w+|budget|revenue|sales|price|prices|cost|costs|lawsuit|merger|acqui(?:re|res|red"
    r"|sition)|licen[sc]\w+|grant|grants|council|mayor|senate|parliament|law|bill|jobs"
    r"|square(?! met| cent)"
    r"|building|was founded|died (?:on \w+day|at (?:the age|\d))|award|prize"
    r"|professor emeritus)\b|[$\u20ac\u00a3]\s?\d"
)
"""What speaks of money, law, houses and honours: somebody did something, and it was no study."""
_PATIENTS: Final = re.compile(
    r"\b(?:patients?|participants?|volunteers|mice|animals|monkeys|macaques|dogs|tumou?rs?)\b",
    re.IGNORECASE,
)
_HEADLINE_TELLS: Final = caseless(
    r"\b(?:study|trial|scientists|researchers|finds|reports?|shows|suggests|phase \S+|results"
    r"|patients|mice|improves?|shrinks?|slows?|halves|clears?|treats?|reprograms?|attack"
    r"|identifies|unveil\w*"
    r"|breakthrough|efficacy|safety)\b"
)


_OPINION: Final = re.compile(
    r"(?:opinion|op-ed|editorial|perspective|viewpoint|essay|book review|conference calendar"
    r"|explainer|ask the (?:doctor|expert)s?|obituary|in memoriam|corrections?|corrigendum|erratum"
    r"|job opening|career profile)\s?(?:[:.|\u2014\u2013]|$)",
    re.IGNORECASE,
)
"""What an article calls itself that tells of no study."""
_WATCHES: Final = re.compile(
    r"\b(?:surveys?|questionnaires?|observational|retrospective(?:ly)?|cohort study|records of"
    r"|case-control|registry data|cross-sectional|epidemiolog\w+)\b",
    re.IGNORECASE,
)


_GIVEN: Final = re.compile(
    r"\b(?:(?<!non-)(?<!non)randomi[sz]ed|placebo|double-blind|injected|infused|infusions?|dosed"
    r"|xenografts?|vaccinated|transfused)\b",
    re.IGNORECASE,
)


_LABEL: Final = re.compile(
    r"^\W{0,3}(?:(?P<label>sponsors?|collaborators?|conditions?(?: or diseases?)?|study chair"
    r"|interventions?(?: ?/ ?treatments?)?|(?:principal|lead|chief) investigator"
    r"|study type|study design|(?:estimated |actual |target |planned )?enrol?lment|phase"
    r"|recruitment status"
    r"|(?:brief|official|public|scientific) title|brief summary|eligibility(?: criteria)?"
    r"|inclusion criteria|sites?|locations?|contacts? and locations?"
    r"|(?:first|last update) posted|(?:study|primary) completion(?: date)?"
    r"|primary outcomes?(?: measures?)?|primary endpoints?|study start(?: date)?|allocation)\s?:"
    r"|(?P<plain>sponsor|collaborators?|condition|phase|enrollment|last update posted|first posted"
    r"|clinicaltrials\.gov id|contacts and locations)\s(?=[A-Z\d]))",
    re.IGNORECASE | re.MULTILINE,
)
"""What begins the lines of a trial's entry in a registry."""
_LABELS: Final = 3


_PART: Final = re.compile(
    r"(?:^|(?<=[.\n?!)] )|(?<=\n))(?P<part>background|introduction|aims?(?:/hypothesis)?"
    r"|objectives?|(?:patients and |materials and )?methods?|study design|design|results?"
    r"|findings|conclusions?"
    r"(?:/interpretation)?|interpretation|purpose)\s?[:.]",
    re.IGNORECASE | re.MULTILINE,
)
_TELLING_PARTS: Final = ("method", "result", "finding", "design")


_AFFAIR: Final = caseless(
    r"\b(?:market|hires?|names|appoints?|joins|opens?|award\w*|medal|prize|wins? (?:\w+ ){0,2}award"
    r"|charity|walk|pact|agreement|alliance|partner\w*|conference|meeting|talks|guide|explained"
    r"|plant|manufacturing|raises?|insur\w+|profile|obituary|grants?|funding|billion|million)\b"
    r"|^(?:what|how|why|when) (?:is|are|do|does|should|to)\b"
)
"""What a headline says that announces no findings; much else has to tell of a study then."""
_HISTORY: Final = re.compile(
    r"\bin (?:the )?(?:early |late )?(?:19\d\d|200\d)s?\b|^In (?:clinical )?(?:trials|studies),",
    re.IGNORECASE,
)


def reports(sentences: Sequence[Sentence]) -> bool:
    """Whether something was done and found: a headline that says so counts as one sentence."""
    told, enough = 0.0, 1.0
    for number, sentence in enumerate(sentences):
        early = sentence.position in (HEADLINE, LEAD) or number == 0
        if early and _OPINION.match(sentence.text):
            return False
        if sentence.position == HEADLINE:
            told += 0.5 * bool(_HEADLINE_TELLS.search(sentence.text))
            enough += 1.0 * bool(_AFFAIR.search(sentence.text))
        elif sentence.position != HEADING:
            told += told_of(sentence)
        if told >= enough:
            return True
    return False


def is_abstract(body: str) -> bool:
    """Whether it has the parts of an abstract, by their names: methods or results, and another."""
    low = body.lower()
    if not any(one in low for one in _TELLING_PARTS):
        return False
    parts = {found["part"].lower() for found in _PART.finditer(body)}
    return len(parts) > 1 and any(one in part for part in parts for one in _TELLING_PARTS)


def is_registration(body: str) -> bool:
    """Whether it is a trial's entry in a registry: it plans, and has the labels of one."""
    labels = {(found["label"] or found["plain"]).lower() for found in _LABEL.finditer(body)}
    return len(labels) >= _LABELS


@lru_cache(maxsize=512)
def told_of(sentence: Sentence) -> float:
    """How much a sentence says that something was done or found, up to 1."""
    money = _BUSINESS.search(sentence.text) is not None
    if _HISTORY.search(sentence.text):
        return 0.0
    if any(_is_said(sentence, pattern, money=money) for pattern in _STRONG):
        return 0.5 if money else 1.0
    if money:
        return 0.0
    halves = sum(
        any(_is_said(sentence, pattern, money=False) for pattern in kind) for kind in _HALVES
    )
    return min(1.0, 0.5 * halves)


def _is_said(sentence: Sentence, pattern: Pattern, *, money: bool) -> bool:
    """Whether a pattern stands there as told of this study; of patients, in a tale of money."""
    here = stems_of(sentence.text)
    if any(one.isdisjoint(here) for one in _CUES.get(pattern, ())):
        return False
    found = pattern.search(sentence.text)
    if found is None or (money and not _PATIENTS.search(found.group())):
        return False
    start, end = sentence.start + found.start(), sentence.start + found.end()
    if context_of(sentence, (start, start + 1)).future:
        return False
    # That something did not happen was found as well.
    return replace(context_of(sentence, (end - 1, end)), negated=False).stated


def only_watches(sentences: Sequence[Sentence]) -> bool:
    """Whether people were only watched or asked: nobody was given anything."""
    return any(_WATCHES.search(one.text) for one in sentences) and not any(
        _GIVEN.search(one.text) for one in sentences
    )
