"""Which sentences tell of other people's work, though they stand where an article tells of its own.

An article that reports a study closes with what others did: an earlier trial, a competitor's drug,
a commentator's view.  Such a passage names its own houses, journals, numbers and targets.  It is
known by who acts ("a team in Texas", "Chinese researchers", "several companies") and by when ("In
2019, doctors ...", "published in 2015"); it goes on until its paragraph ends or the study is back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from curator.suggest.accounts import told_of
from curator.suggest.actor_weights import FIRM
from curator.suggest.clauses import half_around
from curator.suggest.other_actors import Known, is_others, score
from curator.suggest.outsiders import is_outside
from curator.suggest.places import PEOPLE, PEOPLES
from curator.suggest.reading import BODY, HEADING, HEADLINE, LEAD, ArticleText, Sentence

_DOERS: Final = (
    r"(?:researchers|scientists|doctors|physicians|investigators|oncologists|clinicians|teams?"
    r"|groups?|compan(?:y|ies)|firms?|labs?|laborator(?:y|ies)|hospitals?|trials?|stud(?:y|ies)"
    r"|biotechs?|drugmakers?|centers?|centres?|reports?)"
)
_ACTED: Final = (
    r"(?:reported|showed|found|announced|published|gave|treated|tested|tried|described|infused"
    r"|stopped|halted|ended|shrank|kept|cured|led|helped|cleared|enrolled|saw|used|presented"
    r"|failed|produced|improved|extended|reached|responded|had|was|were)"
)
_SINCE: Final = (
    r"(?:earlier this year|last (?:year|month|spring|summer|autumn|fall|winter)"
    r"|(?:\w+) (?:years|months) (?:ago|earlier)|a (?:decade|year) (?:ago|earlier))"
)
_MANY: Final = re.compile(
    r"\b(?:[Ss]everal|[Mm]any|[Ss]ome|(?<!\d )(?<!and )[Oo]ther|[Aa] few|[Nn]umerous|[Vv]arious)"
    r" (?:[\w-]+ ){0,2}?(?:researchers|scientists|doctors|teams|groups|companies|firms|labs|trials"
    r"|studies|biotechs|drugmakers)\b"
    r"(?! (?:on|in|of|from|at) (?:the|this) (?:study|team|trial|paper|work|project)\b)"
    r"[^.;]{0,60}? (?:have|had|are|were|tried|reported)\b"
)
_A_TEAM: Final = re.compile(
    r"\b(?:[Aa]n?|[Aa]nother|[Oo]ne) (?:[\w-]+ ){0,3}?(?:(?:team|group|lab|laboratory)"
    r"(?= (?:in|at|from|led|of (?:\w+ )?(?:researchers|scientists|doctors|physicians))\b)"
    r"|company|trial|study|report|biotech)\b"
    r"(?: (?:of|on|with|in|at|from|by|led) [^.;]{2,90}?)?,? "
    rf"(?:[^.;,]{{0,60}}, )?(?:has |had |have )?\b{_ACTED}\b"
)
_BY_A_TEAM: Final = re.compile(
    r"\b(?:was|were|been) [^.;]{0,80}?\bby (?:an?|another) (?:[\w-]+ ){0,3}?(?:team|group|lab"
    r"|company|biotech)\b"
)
_OF_A_PEOPLE: Final = re.compile(
    rf"(?:^|[,\u201c\"] |\b(?:and|while|but|when|where|in an?) )(?:[Aa]n? )?{PEOPLE} "
    rf"(?:[a-z][\w-]* )?{_DOERS}\b"
)
_OLD_TRIAL: Final = re.compile(
    r"\b(?:[Ee]arlier|[Pp]revious|[Pp]rior|[Pp]ast|[Oo]lder) (?:[\w-]+ ){0,2}?(?:stud(?:y|ies)"
    r"|trials?|work|reports?|experiments?|research|attempts?|versions?|generations?)\b"
)
_IN_YEAR: Final = re.compile(
    r"^(?:But |And )?(?:[Ii]n|[Bb]ack in|[Ss]ince|[Bb]y) (?:[A-Z][a-z]+ )?"
    r"(?P<year>(?:19|20)\d\d),? (?P<rest>[^.;]{0,160})"
)
_PUBLISHED: Final = re.compile(
    r"\b(?:published|reported|described|presented|appeared|stopped|halted|approved|ended)\b"
    r"[^.;]{0,50}? in (?P<year>(?:19|20)\d\d)\b"
)
_YEAR: Final = re.compile(r"\b20[0-3]\d\b")
_LATELY: Final = re.compile(rf"\b{_SINCE}\b", re.IGNORECASE)
_DONE: Final = re.compile(rf"\b(?:{_ACTED}|have|has)\b")
_ANY_DOER: Final = re.compile(rf"\b{_DOERS}\b", re.IGNORECASE)
_HAVE: Final = re.compile(
    r"^(?:(?:In|Elsewhere|Meanwhile|At|Across)\b[^.,;]{0,40}, )?(?P<who>[A-Z][^.,;:]{2,80}?) "
    r"(?:has|have) (?:already |also |since |so far |recently )?(?:treated|tested|tried|given"
    r"|produced|reported)\b"
)
_CAPITALS: Final = re.compile(r"\s[A-Z]|^[A-Z]\w*[A-Z\d]")
_OURS: Final = re.compile(
    r"\b(?:we|our|ours|us|(?-i:[Tt]he new|[Tt]his new)|the present|current study|here"
    r"|the (?:study|paper|trial)['’]s|this (?:study|trial|work|paper|approach|time)"
    r"|these (?:results|findings|data)|the authors?"
    r"|(?:his|her|their|its) (?:own )?(?:team|group|lab|colleagues)|now)\b",
    re.IGNORECASE,
)
"""What takes the study up."""
_GENERIC: Final = re.compile(
    r"^(?:It|They|The (?:company|team|group|trial|study|drug|researchers)|Researchers|We|He|She"
    r"|This|That|These|Those|Patients?|Mice|Both|All|None)\b"
)
_COMMENTS: Final = re.compile(
    r"\b(?:calls?|called|found|finds) (?:it|them|the (?:\w+ )?(?:work|study|results?|findings|data"
    r"|trial|paper|idea|approach))\b(?! (?:off|for|in))"
    r"|\b(?:urged?|urges|advised?|advises|counsel\w+) (?:caution|patience)\b"
    r"|\bwas (?:more |less )?(?:cautious|skeptical|sceptical|impressed|not convinced|unconvinced)\b"
    r"|\bwelcomed the\b"
)
_INSIDER: Final = re.compile(
    r"\b(?:who (?:\w+ )?(?:led|leads|headed|heads)|(?:co-?)?authors?|investigators?|colleagues?"
    r"|co-?workers)\b",
    re.IGNORECASE,
)
_MANY_CUES: Final = ("everal ", "any ", "ome ", "ther ", "few ", "umerous", "arious")
_TEAM_CUES: Final = (
    " team",
    " group",
    " lab",
    " company",
    " trial",
    " study",
    " report",
    " biotech",
)
_LATE_CUES: Final = (" ago", "arlier", "ast ")
_VIEW_CUES: Final = (
    "call", "found ", "finds ", "urge", "dvis", "ounsel", "autious", "ptical", "impressed",
    "convinced", "elcomed",
)  # fmt: skip
"""Words of which one stands in every sentence that a pattern finds; to look for them is cheap."""
_QUOTES: Final = ('"', "\u201c", "\u2018", "'")
_SPEAKS: Final = re.compile(
    r"\b(?:said|says|called|calls|pointed|noted|notes|warned|warns|cautioned|told|urged|wrote|writes"
    r"|added|adds|thinks|commented)\b"
)
_CITED: Final = re.compile(r"(?:The|This|Their|Our|These)\b[^.;]{0,60}?\b(?:published|appear\w*)\b")
_GOES_ON: Final = 2
"""So many further sentences of its paragraph belong to such a passage, unless the study is back."""


@lru_cache(maxsize=2)
def elsewhere(article: ArticleText) -> frozenset[int]:
    """Numbers of the sentences that tell of other people's work or views."""
    told = said_elsewhere(article)
    return told | frozenset(_acting(article, told))


@lru_cache(maxsize=2)
def said_elsewhere(article: ArticleText) -> frozenset[int]:
    """Those of them that say so in as many words; a new name alone makes no other house."""
    return frozenset(_numbers(article.study_sentences, body=article.body))


@lru_cache(maxsize=2)
def _present(body: str) -> int:
    """The latest year that an article names, most often its own; 0 where it names none."""
    return max((int(one) for one in _YEAR.findall(body)), default=0)


def _numbers(sentences: Sequence[Sentence], *, body: str) -> Iterator[int]:
    told_in = -1  # the paragraph that first told of the study
    names = ""
    left, paragraph, viewed = 0, -1, False
    for place, sentence in enumerate(sentences):
        if sentence.position in (HEADLINE, HEADING):
            names += sentence.text
            left = 0
            continue
        late = 0 <= told_in < sentence.paragraph
        if sentence.paragraph != paragraph:
            left, paragraph = 0, sentence.paragraph
        if late and _is_outside_view(sentence.text):
            left, viewed = _GOES_ON, True
            continue
        if _is_other(sentence.text, late=late, body=body, names=names):
            left, viewed = _GOES_ON, _is_view(sentence.text)
            yield sentence.number
            continue
        quoted = sentence.text.startswith(_QUOTES) and not viewed
        if left and not quoted and not _OURS.search(sentence.text):
            left -= 1
            yield sentence.number
            continue
        left = 0
        following = sentences[place + 1] if place + 1 < len(sentences) else None
        if following is not None and _is_told_of(sentence, following, body=body):
            yield sentence.number
            continue
        if told_in < 0 and told_of(sentence) >= 1:
            told_in = sentence.paragraph
        if told_in in (-1, sentence.paragraph):
            names += sentence.text


def _acting(article: ArticleText, others: frozenset[int]) -> Iterator[int]:
    """Numbers of further sentences in which houses act that stand beside the study."""
    known, told_in = Known(article), -1
    before: bool | None = None
    paragraph = -1
    for sentence in article.study_sentences:
        if sentence.position in (HEADLINE, HEADING):
            known.learn(sentence)
            continue
        if told_in < 0 and told_of(sentence) >= _HALF:
            told_in = sentence.paragraph
        late = 0 <= told_in < sentence.paragraph or sentence.section == "background"
        if sentence.paragraph != paragraph:
            before, paragraph = None, sentence.paragraph
        other = firm = sentence.number in others
        fits = sentence.position in (LEAD, BODY) and not _ITEM.match(sentence.text)
        if late and fits and not other:
            features = known.features(sentence, before=before)
            if features and is_others(features):
                other, firm = True, score(features) >= FIRM
                yield sentence.number
        before = None if other and not firm else other
        if not other:
            known.learn(sentence)


_HALF: Final = 0.5
_ITEM: Final = re.compile(r"[-*\u2022\u2013] ")
"""Highlights of a release stand in a list."""


def _is_other(text: str, *, late: bool, body: str, names: str) -> bool:
    other = _is_of_old(text, body=body) or (
        late and (_is_of_many(text) or _is_by_others(text, names=names) or _is_view(text))
    )
    return other and not (_OURS.search(text) or _INSIDER.search(text))


def _is_of_old(text: str, *, body: str) -> bool:
    """Whether it is told with a year that lies behind the article's own."""
    if "19" not in text and "20" not in text:
        return False
    begun = _IN_YEAR.match(text)
    if begun and _ANY_DOER.search(begun["rest"]) and _DONE.search(begun["rest"]):
        return True
    printed = _PUBLISHED.search(text) if " in 19" in text or " in 20" in text else None
    return printed is not None and int(printed["year"]) <= _present(body) - 2


def _is_of_many(text: str) -> bool:
    """Whether several others act, or an earlier trial is told of."""
    if _has(text, _MANY_CUES) and _MANY.search(text):
        return True
    if " by a" in text and _BY_A_TEAM.search(text):
        return _LED_BY.match(text) is None
    old = _OLD_TRIAL.match(text)
    return old is not None and half_around(text, old.start(), end=old.end()) == (0, len(text))


_LED_BY: Final = re.compile(
    r"(?:The|This|These|Our) (?:[\w-]+ ){0,2}?(?:study|studies|work|research|trial|project|paper"
    r"|findings|results|experiments?|analysis|approach|method|technolog(?:y|ies)|platform"
    r"|receptors?|cells|vaccine|treatment|therapy|drug|antibody)\b(?:, [^,;]{3,60},)?"
    r" (?:was|were|has been|have been) (?:\w+ly )?(?:led|conducted|carried out|done|performed"
    r"|developed|co-?ordinated|designed|invented|built|made|funded|overseen|co-led)\b"
)
"""Who did the study is told as well by "a team at ..."."""


def _is_by_others(text: str, *, names: str) -> bool:
    """Whether somebody acts whom the article has not named before: a team, a people's doctors."""
    if _has(text, _TEAM_CUES) and (team := _acting_team(text)):
        return not _is_named(team, names)
    if not PEOPLES.keys().isdisjoint(text.split()) and (people := _OF_A_PEOPLE.search(text)):
        return people["people"] not in names and _DONE.search(text) is not None
    lately = _has(text, _LATE_CUES) and not _GENERIC.match(text)
    if lately and _LATELY.search(text) and _ANY_DOER.search(text):
        return True
    having = _HAVE.match(text) if "has " in text or "have " in text else None
    if having is None or _GENERIC.match(having["who"]):
        return False
    who = having["who"]
    if not (_ANY_DOER.search(who) or _CAPITALS.search(who)):
        return False
    if _HOSPITAL.search(who) and not _HOUSE.search(names):
        return False  # the first house that the article names, of patients treated there
    return not _is_named(who, names)


_HOSPITAL: Final = re.compile(r"^(?:The |At )?(?:[A-Z][\w’'-]+ ){1,4}(?:Hospital|Clinic)$")
_HOUSE: Final = re.compile(r"\b(?:Hospital|Clinic|Universit|Institut|Cent(?:er|re)\b|Inc\b)")


def _acting_team(text: str) -> str:
    """The words by which another team or study acts; one that is only cited does not."""
    for found in _A_TEAM.finditer(text):
        if not (_PRINTED.search(found.group()) and _CITES.search(text, 0, found.start())):
            return found.group()
    return ""


_PRINTED: Final = re.compile(r"\b(?:published|reported|described|presented|appeared|announced)$")
_CITES: Final = re.compile(
    r"\b(?:according to|(?<=, )in|(?<=\d )in|(?:detailed|described|reported|shown|outlined) in"
    r"|(?:results?|findings|data|conclusions?) (?:of|from))\s$"
)
"""What names the paper of what a sentence told: "..., according to a study published in Cell"."""


def _has(text: str, cues: Sequence[str]) -> bool:
    return any(map(text.__contains__, cues))


def _is_named(words: str, names: str) -> bool:
    """Whether one of the names in the words was there before."""
    words = _PUBLISHED_IN.sub("", words)
    capital = re.findall(r"(?<!^)\b[A-Z][\w’'-]{2,}|^[A-Z][\w’'-]{2,}", words)
    return any(one in names for one in capital if one not in ("The", "One", "Another", "CAR"))


_PUBLISHED_IN: Final = re.compile(r"\b(?:published|appearing|reported) in [^.;,]+,?")


def _is_view(text: str) -> bool:
    """Whether somebody who is not of the study judges it."""
    if not _has(text, _VIEW_CUES):
        return False
    return _COMMENTS.search(text) is not None and not _INSIDER.search(text)


def _is_outside_view(text: str) -> bool:
    """Whether somebody speaks who is said not to be of the study: what follows is theirs, too."""
    return is_outside(text) and _SPEAKS.search(text) is not None and not _CITED.match(text)


def _is_told_of(sentence: Sentence, following: Sentence, *, body: str) -> bool:
    """Whether the next sentence dates what this one tells: "The trial, published in 2015, ..."."""
    if following.paragraph != sentence.paragraph or not _BACK.match(following.text):
        return False
    return _is_of_old(following.text, body=body)


_BACK: Final = re.compile(r"(?:The|That|Their|This) (?:trial|study|work|result|paper|experiment)\b")
