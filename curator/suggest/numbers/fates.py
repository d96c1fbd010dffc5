"""What became of so many, by the class of the words: who fared how, and what happened in them.

``predicates`` knows wordings; here a count's own sentence is read as subject and predicate, and the
predicate as a verb of one class with a noun of another: a thing of illness, body or defence that
moved.  How those were who took part, what they were given and what harmed them is no outcome.
"""

from __future__ import annotations

import re
from typing import Final

from curator.suggest.numbers.endpoints import EFFICACY, HARM, SURVIVAL, Endpoint, endpoints
from curator.suggest.numbers.roles import PEOPLE_WORDS
from curator.suggest.numbers.stems import stems, stems_of

_ILL: Final = (
    r"(?:tumou?rs?|cancers?|cancer cells|cancerous cells|malignan\w+|leuk(?:a)?emias?|lymphomas?|"
    r"myelomas?|melanomas?|sarcomas?|carcinomas?|gliomas?|metastas[ei]s|metastatic sites|lesions?|"
    r"nodules?|blasts?|disease|illness|symptoms?|attacks?|flares?|relapses?|recurrences?|rash|"
    r"plaques?|ulcers?|seizures?|virus|viremia|viraemia|inflammation|swelling|pain|stiffness)"
)
_ABLE: Final = (
    r"(?:strength|muscles?|vision|eyesight|sight|hearing|walking|breathing|"
    r"(?:kidney|lung|heart|liver|organ|muscle|immune|nerve|bowel) function|function|blood sugar|"
    r"glucose|insulin|quality of life|mobility|scores?|skin|wounds?|hair|joints?|blood counts?|"
    r"levels?|platelets?|haemoglobin|hemoglobin|memory)"
)
_DEFENCE: Final = (
    r"(?:T[ -]cells?|B[ -]cells?|NK[ -]cells?|killer cells?|immune (?:responses?|reactions?|cells|"
    r"systems?|defen[cs]es?)|(?:CAR|engineered|infused|modified|armed) (?:\w+ )?cells|"
    r"antibod(?:y|ies)|autoantibod(?:y|ies)|responses?|reactions? (?:of|against|to) (?:the )?"
    r"(?:T|B|tumou?r|immune|cancer))"
)
_THING: Final = re.compile(rf"\b(?:{_ILL}|{_ABLE}|{_DEFENCE})\b", re.IGNORECASE)
_WENT: Final = (
    r"(?:shr[aiu]nk|shrinking|vanish(?:ed)?|disappear(?:ed)?|melt(?:ed)?|dissolved?|clear(?:ed)?|"
    r"regress(?:ed)?|resolved?|heal(?:ed)?|improved?|recover(?:ed)?|return(?:ed)?|c[oa]me back|"
    r"gr[eo]wn?|regrew|spread|progress(?:ed)?|worsen(?:ed)?|recur(?:red)?|relapsed?|rebounded|"
    r"persist(?:ed)?|rose|risen|fell|fallen|dropped|declined|doubled|tripled|halved|went (?:away|"
    r"down|up|into|back)|gone|stop(?:ped)? (?:growing|spreading)|stabili[sz]ed?|normali[sz]ed?|"
    r"stayed (?:away|stable|low|small|down|gone)|held (?:steady|stable)|got (?:better|worse|"
    r"smaller|stronger)|became (?:\w+ )?(?:smaller|undetectable|normal|negative|stronger|better|"
    r"(?:too )?small)|turned (?:\w+ )?negative|receded?|subsided?|faded?|eased?|lessened|abated|"
    r"(?:re)?gained|lost|returned to normal|under control|at bay)"
)
_DONE_TO: Final = (
    r"(?:eliminat(?:ed?|ing)|eradicat(?:ed?|ing)|destroy(?:ed)?|kill(?:ed)?|wip(?:ed?|ing) out|"
    r"control(?:led)?|halt(?:ed)?|slow(?:ed)?|prevent(?:ed)?|reduced?|cut|eased?|revers(?:ed?)|"
    r"restored?|stopp?(?:ed)?|set off|trigger(?:ed)?|elicit(?:ed)?|induced?|evoked?|raised?|"
    r"mount(?:ed)?|generated?|provoked?|spark(?:ed)?|boost(?:ed)?|strengthen(?:ed)?|"
    r"awaken(?:ed)?|activated?|led to|brought (?:about|under)|caused|produced|suppress(?:ed)?|"
    r"clear(?:ed)?|push(?:ed)? back|kept|relieved|depleted?|removed)"
)
_MOVED: Final = re.compile(rf"\b(?:{_WENT})\b", re.IGNORECASE)
_ACTED: Final = re.compile(rf"\b(?:{_DONE_TO})\b", re.IGNORECASE)
_NOTHING: Final = re.compile(
    r"\b(?:could|can) (?:no longer|not) (?:be )?(?:detect|find|see|detected|found|seen)\b|"
    r"\b(?:no(?! longer\b)|not a(?:ny)?|nothing|without|hardly any|not find any)\s(?:\w+ )?"
    r"(?:signs?|traces?|evidence|living|viable|residual|remaining|visible|detectable|cancer|"
    r"tumou?rs?|leuk\w+|lymphoma|myeloma|malignant|disease|was left|left|more)\b",
    re.IGNORECASE,
)
_FOUND: Final = re.compile(
    r"\b(?:was|were|could be)\s(?:still\s|\w+ly\s)?(?:found|detected|seen|measured|"
    r"detectable|measurable)\b",
    re.IGNORECASE,
)
_NO_FATE: Final = re.compile(
    r"\b(?:before|previous\w*|prior|earlier|already|history|enrol\w*|recruit\w*|receiv\w+|infused|"
    r"dosed|doses?|dosing|withdr\w+|excluded|dropped out|moved|consent\w*|biops\w+|mutations?|"
    r"express\w*|diagnos\w+|screen\w+|manufactur\w+|made from|were made|women|men|males?|females?|"
    r"years old|aged|ages?|stage|smok\w+|c[oa]me from|lived in|took part|taking part|joined|"
    r"carried|harbou?red|donors?|implanted|inoculated|injected|transplant\w*|surgery|chemotherapy|"
    r"radiotherapy|radiation|had (?:spread|been)|treated with|were treated|was treated|"
    r"failed|refractory|eligible|evaluated|monitored|followed|sequenc\w+|analy[sz]ed|feasib\w+|"
    r"will|would|should|may|might|whom|mutated|subtype|costs?|shares?|approved)\b",
    re.IGNORECASE,
)
"""What they had behind them, what was done to them, how they were chosen, and what may come."""
_FINITE: Final = re.compile(
    r"[A-Za-z][\w'\u2019-]*|[.;:,()\u2014\u2013]",
)
_AUXILIARIES: Final = frozenset(
    "has have had was were is are did do does could can been be being".split()
)
_IRREGULAR: Final = frozenset(
    "went came saw got grew kept lost gave made met held stood took became began fell rose felt "
    "caught broke threw found left led built fought shrank lived died survived stayed "
    "remained regained".split()
)
_RELATIVE: Final = frozenset("who that which whose whom where".split())
_REDUCED: Final = frozenset(
    "treated given vaccinated infused dosed enrolled assigned randomized randomised injected "
    "immunized immunised diagnosed infected transplanted evaluated tested studied followed "
    "included analysed analyzed engrafted implanted affected aged".split()
)
_BEFORE_NOUN: Final = frozenset(
    "with of in for the a an by from their its to on and or at more most two three several his her "
    "highly previously newly fully poorly well no than".split()
)
_SUBJECT_REACH: Final = 150
_CLAUSE: Final = re.compile(
    r"[.;:](?!\d)|\s\(|,\s(?:and|but|while|whereas|with|one|which|who|including|so|as)\b|"
    r"\s(?:but|while|whereas|because|although|before|even)\s|\sand\s(?:the|one|two|three|four|"
    r"five|"
    r"six|seven|eight|nine|ten|another|\d)|$",
    re.IGNORECASE,
)
_LEADING: Final = re.compile(
    r"(?:(?:had|has|have|did|was|were|is|are|could|can|been|be|also|still|now|not|never|no longer|"
    r"since|then|later|again|all|both|either|ever|yet|therefore|meanwhile|able to|"
    r"(?!early\b)\w{3,}ly)\s)*",
    re.IGNORECASE,
)
_FARED: Final = re.compile(
    r"(?:relapsed?|progress(?:ed)?|respond(?:ed)?|improved?|recover(?:ed)?|surviv(?:ed?)|died|die|"
    r"liv(?:ed?)(?! with\b)|benefit+ed|deteriorated|worsen(?:ed)?|got(?:ten)? (?:better|"
    r"worse)|(?:gone|went|"
    r"go) (?:into|back to (?:work|school|sport|normal)|home)|c[oa]me off|stop(?:ped)? (?:taking|"
    r"needing|all|their|using)|g[ia]ven? up|gave up|walk(?:ed)?|stay(?:ed)? (?:well|free|in|alive|"
    r"healthy|clear|off|stable|[\w]+-free)|remain(?:ed)? (?:well|free|in|alive|healthy|off|stable|"
    r"without|[\w]+-free)|regain(?:ed)?|return(?:ed)? to (?:work|school|sport|normal)|"
    r"outlived|rejected|"
    r"le(?:ft|ave) hospital|caught (?:the|it)|fell (?:ill|sick)|got (?:ill|sick|infected)|"
    r"climb(?:ed)?|ate|spoke|swallow(?:ed)?)"
    r"(?=[,.;)]|$|\s(?!cancers?\b|disease\b|lymphoma\b|leuk|melanoma\b|myeloma\b|tumou?r|lung\b|"
    r"breast\b|ovarian\b|solid\b|multiple\b|acute\b|in (?:the )?(?:study|trial)\b))",
    re.IGNORECASE,
)
_IS_SO: Final = re.compile(
    r"(?:alive|free (?:of|from)|[a-z]+-free|in (?:[\w-]+ ){0,2}(?:remission|response)|cured|"
    r"healthy|"
    r"well\b(?! toler)|negative|off (?:all |their |the |every )|without (?:any |further )?"
    r"(?:symptoms|signs?|relapse|recurrence|disease|treatment|insulin|medic\w+|drugs|progression)|"
    r"clear of|independent of|protected|immune|resistant to|diabetic|infected|dead|gone|"
    r"(?:give|stop|leave|walk|return|go|come|do without|climb|eat|speak|swallow|live|breathe)\b|"
    r"(?:need\w*|requir\w*|depend\w*|take|took|show\w*|have|had) (?:any |no )?)",
    re.IGNORECASE,
)
_ABLE_TO: Final = re.compile(r"\b(?:able to|could|no longer|can)\b", re.IGNORECASE)
_BE: Final = re.compile(r"\b(?:was|were|is|are|been|became|become)\b", re.IGNORECASE)
_GOT: Final = re.compile(
    r"(?:had|have|has|showed|shown|show|experienced|saw|seen|achieved|reached|made|mounted|"
    r"maintained|kept|entered|developed?|grew|grow|produced|lost|got|became|become|suffered|"
    r"attained|met)\b",
    re.IGNORECASE,
)
_GAIN: Final = re.compile(
    r"\b(?:responses?|remissions?|regressions?|shrinkage|shrink|improvements?|reductions?|"
    r"decreases?|increases?|"
    r"declines?|drops?|falls?|recurrences?|relapses?|progression|stable disease|no (?:\w+ )?"
    r"(?:signs?|"
    r"evidence|traces?|detectable|measurable|visible|symptoms|disease|tumou?rs?|cancer)|"
    r"antibod\w+|T[ -]cells?|no (?:\w+ )?(?:attacks?|flares?|relapses?|seizures?|"
    r"episodes?|bleeds?)|"
    r"new (?:tumou?rs?|lesions?|metastas\w+)|(?:free|clear) of|undetectable|benefits?|return|"
    r"come back|"
    r"(?:normal|lower|higher|better|stronger|smaller|fewer|less) (?!back)\w+|diabetic|infected|"
    r"disappear\w*|vanish\w*)\b",
    re.IGNORECASE,
)
_NEW_ILL: Final = re.compile(
    r"(?:(?:did not |not )?(?:grew|grow|develop(?:ed)?))"
    r"\s(?:any\s|new\s|large\s|further\s|no\s){0,2}"
    r"(?:tumou?rs?|metastas[ei]s|cancers?|leuk|lymphomas?|lesions?|disease)",
    re.IGNORECASE,
)
_LIVED: Final = re.compile(r"\b(?:alive|surviv\w+|lived?|die[ds]?|dead|outlived)\b", re.IGNORECASE)
_CUES: Final = stems(
    "shrank shrink shrunk shrinking vanish disappear melt dissolve clear regress resolve heal "
    "improve recover return came come grew grow grown regrew spread progress worse recur relapse "
    "rebound persist rose risen fell fallen drop decline double triple halve went gone stop "
    "stabilize "
    "normalize stay held hold got better become became turn recede subside fade ease lessen abate "
    "gain regain lost control bay eliminate eradicate destroy kill wipe halt slow prevent reduce "
    "cut "
    "reverse restore set trigger elicit induce evoke raise mount generate provoke spark boost "
    "strengthen awaken activate led brought cause produce suppress push kept relieve deplete "
    "removed "
    "worked succeeded helped effective successful caught found saw seen detect left "
    "remain visible living viable residual trace sign evidence measured "
    "respond survive died die live benefit deteriorate give gave walk alive free remission "
    "response cured "
    "healthy well negative off without independent protected immune resistant diabetic infected "
    "dead able could longer outlived climb ate spoke swallow reached had achieved showed"
)
_WHO_IN: Final = re.compile(
    rf"(?:\s(?:of\s)?(?:the\s|these\s|those\s|our\s|all\s)?(?:[\w+-]+\s){{0,4}}?"
    rf"(?:{PEOPLE_WORDS}|them|these|those|others|more)\b"
    r"(?:\s(?:with|who|that|in|on|given|treated)\s[^,.;:]{2,60}?)?)?,?\s",
    re.IGNORECASE,
)
_IN: Final = re.compile(
    r"(?:^|[\s(])(?:in|for|among|(?:blood|marrow|tumou?rs|samples|biopsies|bodies|skin|lungs) of)"
    r"\s(?:(?:only|all|just|about|the|other|remaining|another|a|"
    r"further|"
    r"some|nearly|almost|additional)\s){0,3}$",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(
    r"(?:^|[.;:,]\s|\b(?:and|but|while|whereas)\s)(?:in|for|among)\s(?:(?:only|all|just|about|the|"
    r"other|remaining|another|a|further|nearly|almost)\s){0,3}$",
    re.IGNORECASE,
)
_OF_THEM: Final = re.compile(
    rf"\sof\s(?:the\s|all\s|these\s|those\s|our\s)?(?:[\w+-]+\s){{0,3}}?(?:{PEOPLE_WORDS}|them|"
    r"these|"
    r"those|tumou?rs|lesions)\b",
    re.IGNORECASE,
)
_REACH: Final = 150
_SHORT: Final = 26
_LONG: Final = 40


def of_them(text: str, end: int) -> bool:
    """Whether "of them", "of the treated mice" stands behind a number."""
    return bool(_OF_THEM.match(text, end))


def fared(text: str, end: int) -> Endpoint | None:
    """What so many, whose number ends there, did or were afterwards; None where nothing is said."""
    if _CUES.isdisjoint(stems_of(text)):
        return None
    start = _predicate_at(text, end)
    if start is None:
        return None
    cut = _CLAUSE.search(text, start + 4)
    stop = cut.start() if cut else len(text)
    said = text[start:stop]
    if _NO_FATE.search(said) or _is_harm(text, start, stop) or _NEXT.search(text, end, start):
        return None
    if not _is_fate(said) or _NOT_TREATED.match(text, stop):
        return None
    return Endpoint(start, stop, _kind(said), True)


def got_over(text: str, did: Endpoint) -> bool:
    """Whether they recovered from harm that the sentence told of before."""
    return bool(_RECOVERED.search(text, did.start, did.end)) and _is_harm(text, 0, did.start)


_RECOVERED: Final = re.compile(r"\b(?:recover\w*|survived|went home|resolved|better)\b", re.I)
_NEXT: Final = re.compile(
    r",\s(?:only\s|all\s|about\s)?(?:[0-9]+|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|half|none|all|most|both)\b",
    re.IGNORECASE,
)
"""Another count takes the first one up: "Of the nine patients, four were ..."."""
_NOT_TREATED: Final = re.compile(
    r"\s(?:before|without) (?:the |any |their |receiving |getting )?(?:infusions?|treatment|dosing|"
    r"therapy|transplant\w*|cells|they|product)\b",
    re.IGNORECASE,
)


def _is_fate(said: str) -> bool:
    lead = _LEADING.match(said)
    at = lead.end() if lead else 0
    if _FARED.match(said, at) or _NEW_ILL.match(said, at):
        return True
    led = said[:at]
    if (_BE.search(led) or _ABLE_TO.search(led)) and _IS_SO.match(said, at):
        return True
    got = _GOT.match(said, at) or _GOT.match(said)
    if got:
        return bool(_GAIN.search(said, got.end()) or _BE_AFTER.match(said, got.end()))
    return False


_BE_AFTER: Final = re.compile(
    r"\s(?:\w+\s)?(?:diabetic|infected|tumou?r-free|cancer-free|immune|negative)\b", re.IGNORECASE
)


def _predicate_at(text: str, end: int) -> int | None:
    """Where the predicate of the subject begins whose number ends there.

    Relative clauses ("that had progressed"), participles behind the noun ("patients treated with")
    and participles before a noun ("advanced cancer") are stepped over.
    """
    relative = False
    last = ""
    for word in _FINITE.finditer(text, end, min(len(text), end + _SUBJECT_REACH)):
        low = word[0].lower()
        if low in ".;:()\u2014\u2013":
            return None
        if low == ",":
            relative = False
        elif low in _RELATIVE:
            relative = True
        elif _is_finite(low, last):
            if not relative and low not in _REDUCED:
                return word.start()
            if relative and low not in _AUXILIARIES:
                relative = False
        elif relative and last in _AUXILIARIES and low not in _NOT_VERBS:
            relative = False
        last = low
    return None


_NOT_VERBS: Final = frozenset("not never also still already been since then only both all".split())


def _is_finite(word: str, before: str) -> bool:
    if word in _AUXILIARIES:
        return word not in ("been", "be", "being")
    if word in _IRREGULAR:
        return before not in _BEFORE_NOUN
    return word.endswith("ed") and len(word) > 3 and before not in _BEFORE_NOUN


def fared_in(text: str, start: int, *, end: int, people: bool) -> Endpoint | None:
    """What happened in so many: "in nine, the shots set off a reaction of T cells".

    Args:
        text: The sentence.
        start: Where the number begins.
        end: Where it ends, with the whole that it is part of.
        people: A number of people without "of": only what moved by itself, since those in whom a
            treatment did something are who was treated.
    """
    if _CUES.isdisjoint(stems_of(text)):
        return None
    if _OPENS.search(text, max(0, start - _SHORT), start):
        who = _WHO_IN.match(text, end)
        if who is None:
            return None
        cut = _CLAUSE.search(text, who.end() + 4)
        a, b = who.end(), cut.start() if cut else len(text)
    elif found := _IN.search(text, max(0, start - _LONG), start):
        b = found.start()
        a = _clause_start(text, b)
    else:
        return None
    said = text[a:b]
    core = _happened(said, people=people)
    if core is None or _NO_FATE.search(said, core) or _is_harm(text, a, b):
        return None
    return Endpoint(a, b, _kind(said), True)


def _happened(said: str, *, people: bool) -> int | None:
    """Where the words begin that tell what happened; None where they tell nothing."""
    moved = _MOVED.search(said)
    if moved and (_THING.search(said) or _THEY.search(said)):
        acted = people and _ACTED_ON.search(said)
        return None if acted else _subject_of(said, moved.start())
    if people:
        return None
    nothing = _NOTHING.search(said)
    if nothing and (_THING.search(said) or "left" in said):
        return nothing.start()
    worked = _WORKED.search(said)
    if worked:
        return worked.start()
    found = _FOUND.search(said)
    if found:
        return 0 if _DEFENDERS.search(said) else None
    acted = _ACTED.search(said)
    return acted.start() if acted and _THING.search(said, acted.end()) else None


def _subject_of(said: str, verb: int) -> int:
    """Where the last thing begins that stands before a verb; the verb where none does."""
    return max((one.start() for one in _THING.finditer(said, 0, verb)), default=verb)


_WORKED: Final = re.compile(
    r"\b(?:treatment|therapy|cells|vaccine|drugs?|combination|injections?|infusions?|approach|"
    r"it|they|antibod(?:y|ies))\s(?:\w+ly\s|had\s|has\s|have\s)?(?:worked|succeeded|helped|"
    r"(?:was|were|proved)\s(?:effective|successful))\b",
    re.IGNORECASE,
)
_THEY: Final = re.compile(r"(?:^|\s)(?:they|it|all of them|both)\s", re.IGNORECASE)
_ACTED_ON: Final = re.compile(rf"\b(?:{_DONE_TO})\s(?:the\s|their\s)?(?:[\w-]+\s)?{_ILL}", re.I)
_DEFENDERS: Final = re.compile(rf"\b{_DEFENCE}\b", re.IGNORECASE)


def _clause_start(text: str, end: int) -> int:
    """Where the clause begins that ends there."""
    begin = max(0, end - _REACH)
    start = 0
    for found in _STARTS.finditer(text, begin, end):
        start = found.end()
    if start == 0 and begin:
        start = text.find(" ", begin) + 1
    return start


_STARTS: Final = re.compile(
    r"[.;:]\s|,\s(?:and|but|while|whereas)\s|\s(?:while|whereas|but|that)\s(?=\S)",
    re.IGNORECASE,
)


def _is_harm(text: str, start: int, end: int) -> bool:
    return any(one.kind == HARM and start <= one.start < end for one in endpoints(text))


def _kind(said: str) -> str:
    return SURVIVAL if _LIVED.search(said) else EFFICACY
