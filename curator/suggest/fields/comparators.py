"""What the treated were compared with: another group, what it got, or cells without the change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from curator.domain.forms import Form
from curator.suggest.caseless import Pattern, caseless
from curator.suggest.cues import with_cues
from curator.suggest.fields.outcome_words import comparator_at
from curator.suggest.numbers.results import results
from curator.suggest.numbers.stated import is_stated, study_sentences
from curator.suggest.reading import HEADLINE, ArticleText, Rule, Sentence
from curator.suggest.telling import frame_of
from curator.suggest.values import Suggestion

_RULE: Final = "comparator.named"
_THING: Final = (
    r"(?:cells?|virus(?:es)?|antibod(?:y|ies)|bacteria|macrophages|lymphocytes|Tregs|TILs|vaccine"
    r"|islets?|strain|CAR(?:-?[TMN]K?)?s?|product|drug|vector)"
)
_PLAIN: Final = (
    r"(?:un(?:modified|altered|edited|armed|armou?red|transduced|engineered|loaded|treated|changed)"
    r"|non-?(?:modified|armed|transduced|engineered|targeted|targeting|specific)|conventional"
    r"|standard|ordinary|regular|control|mock(?:-transduced|-treated)?|sham|parental|wild-type"
    r"|irrelevant|isotype|second-generation|normal|empty)"
)
_INERT: Final = (
    r"(?:PBS|saline|vehicle|placebo|sham \w+|dummy \w+|sugar water|buffer(?: alone)?|phosphate-"
    r"buffered saline|(?:an? )?isotype control(?: antibody)?|(?:an? )?control antibody)"
)
_DRUG: Final = (
    r"[a-z]{3,}(?:mab|nib|taxel|platin|rubicin|citabine|leucel|cept|parib|trexate|lidomide"
    r"|zolomide|ciclib|vir|vec|cavir|bazine|fusp)"
)
_GOT: Final = (
    r"(?:received|got|were (?:given|treated with|injected with|fed|infused with|assigned (?:to )?)"
    r"|had|took|was (?:given|treated with))"
)
_LIVING: Final = (
    r"(?:patients?|participants?|people|children|adults|mice|rats|animals?|dogs|cats|monkeys"
    r"|macaques|hamsters|women|men|others|controls|ones)"
)
_NUMBER: Final = (
    r"(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)"
)
_WORDS: Final = r"(?:[\w+/.'\u2019\u2010-\u2013-]+ ){0,6}?"

_Shape = tuple[float, Sequence[str], Pattern]
_LESS: Final = r"(?:without|with no|with an empty)"
_GIVEN: Final = r"(?:given|treated with|receiving|fed|injected with|infused with)"
_END: Final = (
    r"(?=[,;.]|\s(?:\w+ly )?(?:(?:were|was)(?! (?:then |also )?(?:given|infused|administered|made"
    r"|injected|tested|engineered|used))|did|slowed|cured|failed|had|gave|died|showed|only|could"
    r"|lived|controlled|cleared|left|made|fared|the|on|it|all|disappeared|vanished|achieved|reached"
    r"|grew|kept|lost|produced|eliminated|killed|in|at|by)\b|$)"
)
_PLAINLY: Final = (
    "unmod unalt unedit unarm untrans unengin unload untreat unchang non-mod conventional standard "
    "ordinary regular control mock sham parental wild-type irrelevant isotype second-gen normal"
).split()
_SHAPES: Final[tuple[_Shape, ...]] = (
    (
        0.8,
        ("without", "with no ", "empty", "lack", " alone", " only", *_PLAINLY),
        caseless(
            rf"\b{_GOT} (?:the )?(?P<what>{_WORDS}{_THING}\b (?:{_LESS}|that lack(?:ed)?)"
            rf" [^.;,()]{{3,50}}|{_PLAIN} {_WORDS}{_THING}\b|[^.;,()]{{3,40}} (?:alone|only)\b)"
        ),
    ),
    (
        0.78,
        ("control", "comparison", "reference", "the others", "the rest", "placebo"),
        re.compile(
            r"\b(?:the others|the rest|(?:the )?controls?|(?:control|comparison|reference|placebo)"
            rf" (?:group|arm|mice|animals|patients|dogs|cohort))(?:,? (?:which|who|that))? {_GOT}"
            r" (?P<what>[^.;,()]{3,60})"
            r"|\b(?:the )?(?:control|comparison|reference) (?:group|arm)(?: was| were|:)"
            r" (?P<was>[^.;,()]{3,60})",
            re.IGNORECASE,
        ),
    ),
    (
        0.78,
        ("random", "assign", "allocat", "(i)", "(1)", "(a)"),
        re.compile(
            r"\b(?:random\w*|assign\w*|allocat\w*)\b[^.;]{3,90}?\b(?:or|versus|vs\.?|and) "
            rf"(?:to )?(?:receive )?(?P<what>(?:an? |the )?(?:placebo|{_INERT}|{_DRUG}"
            r"|[^.;,()]{3,40}? alone|standard[- ](?:of[- ])?(?:care|therapy|chemotherapy"
            r"|treatment)[^.;,()]{0,30}"
            r"|chemotherapy|surgery|observation|radiotherapy|no treatment|usual care))\b"
            rf"|\((?:i|1|a)\) (?P<first>{_INERT}|untreated|no treatment)",
            re.IGNORECASE,
        ),
    ),
    (
        0.76,
        (
            "outperf",
            "outli",
            "outlast",
            "outdid",
            "beat",
            "bested",
            "surpass",
            "superior",
            "better than",
            "noninferior",
            "effective than",
            "potent than",
        ),
        re.compile(
            r"\b(?:outperformed|outlived|bested|surpassed|outlasted|outdid|(?:was|were|proved)"
            r" (?:superior|noninferior|non-inferior) to|(?:did|fared|worked) better than|beat"
            r"|(?:more effective|more potent) than) (?:the |those |did )?(?P<what>[^.;,()]{3,60})",
            re.IGNORECASE,
        ),
    ),
    (
        0.76,
        ("without ", "with no ", "with an empty", "but with ", " alone", " only", *_PLAINLY),
        caseless(
            r"(?:^|[,;:]\s(?:while |whereas |but |and )?|\b(?:while|whereas|but|with|as|in|than|to"
            r") )"
            r"(?:the |their |those of |animals given |mice given |mice that (?:got|received) )?"
            rf"(?P<what>{_WORDS}{_THING}\b(?: [\w-]+){{0,4}}? (?:{_LESS}|but with)"
            rf" [^.;,()]{{3,40}}?|{_PLAIN} {_WORDS}(?:{_THING}|counterparts)"
            rf"|{_WORDS}{_THING} (?:alone|only)"
            rf"|{_WORDS}{_THING} with (?:an? |the )?(?:[\w-]+ )?only){_END}"
        ),
    ),
    (
        0.75,
        (
            "saline",
            "vehicle",
            "placebo",
            "pbs",
            " alone",
            " only",
            "those ",
            "that of",
            "that in",
            "sham",
            *_PLAINLY,
        ),
        caseless(
            rf"\b(?P<what>{_LIVING}(?: that| who)?(?: had)?(?: were| was)? (?:given|received|got"
            rf"|injected with|fed|treated with|on) (?:only |just |the )?(?:{_INERT}|{_PLAIN} "
            r"[^.;,()]{3,40}?|[^.;,()]{3,40}? (?:alone|only)))\b"
            rf"|\b(?:those|that) (?:of|in|from) (?:the )?(?P<those>{_LIVING} {_GIVEN}"
            r" [^.;,()]{3,40})"
        ),
    ),
    (
        0.74,
        (" got ", " received ", " were given ", " were treated ", " were injected "),
        re.compile(
            rf"\b{_GOT} [^.]{{3,90}}?(?:,|;| and| while| whereas| but)(?: and)? (?:the )?"
            rf"(?:other |remaining )?{_NUMBER}"
            rf"(?: (?:others|{_LIVING}))? {_GOT} (?P<what>{_INERT}|{_DRUG}"
            rf"|{_PLAIN} [^.;,()]{{3,40}}|{_WORDS}{_THING} {_LESS} [^.;,()]{{3,30}})",
            re.IGNORECASE,
        ),
    ),
    (
        0.74,
        ("whereas", "while", " but ", "unlike", "in contrast"),
        re.compile(
            rf"\b(?:whereas|while|but(?: \w+ of)?) (?:all |most |the |{_NUMBER} of {_NUMBER} "
            r"|none of (?:the )?)?"
            rf"(?P<what>(?:{_NUMBER} )?{_LIVING} (?:(?:that |who )?(?:were )?"
            rf"(?:{_GIVEN}|that received|that got|on)|in the control group)\b[^.;,()]{{0,50}})"
            rf"|,? (?:unlike|in contrast to) (?:in |with )?(?P<unlike>(?:{_LIVING} {_GIVEN}"
            rf" [^.;,()]{{3,40}}|{_PLAIN} [^.;,()]{{3,40}}))$",
            re.IGNORECASE,
        ),
    ),
    (
        0.74,
        ("against", "versus", " vs", "compared", " times ", " as "),
        caseless(
            r"(?:,|\d%?|percent|per cent|\bmonths|\bdays|\bas|\bset (?:it|them|the \w+)|\bpitted"
            r" (?:it|them)|\btested(?: \w+)?) (?:against|versus|vs\.?|compared (?:with|to))"
            rf" (?:[\d.]+(?:%| percent| months| days)? ?)?(?:{_NUMBER} of {_NUMBER} )?(?:(?:of|with"
            r"|in|on|for|given|got|those|that|who|had|been|were) )*(?:the |an? )?(?P<what>"
            rf"{_INERT}|{_DRUG}|(?:[\w.-]+ )?{_PLAIN} [^.;,()]{{3,40}}"
            rf"|{_WORDS}{_THING} {_LESS} [^.;,()]{{3,40}})"
            r"|\b(?:as (?:many|much|high|long|large|often|big)|times (?:the|that|those)(?: \w+)?)"
            rf" (?:as )?(?:in|with|after|of|for) (?P<as>(?:the )?(?:{_DRUG}|{_LIVING}"
            rf" [^.;,()]{{3,50}}|{_PLAIN} [^.;,()]{{3,40}}))"
        ),
    ),
    (
        0.72,
        ("than after", "than with", "than following"),
        re.compile(
            r"\bthan (?:after|with|following) (?:the )?(?P<what>(?!\d|day|week|month|year|age"
            r"|expected|any|other|one\b)[^.;,()]{4,50})",
            re.IGNORECASE,
        ),
    ),
    (
        0.72,
        ("placebo",),
        re.compile(r"\b(?P<what>placebo)(?:-controlled|\b)", re.IGNORECASE),
    ),
)
_CUT: Final = re.compile(
    r"\s(?:and(?! (?:IL|no)\b)|but(?! with)|at|after|during|which|who|while|whereas|within|by|over"
    r"|until|were|was|had|did|died|lived|survived|showed|gave|cured|cleared|lost|kept|remained"
    r"|responded|fared|relapsed|progressed|could|would|have|has|is|are|grew|slowed|failed|achieved"
    r"|reached|instead|served|in (?:the|a|an|\d+|mice|patients|animals))\b"
)
_EVER: Final = re.compile(
    r"\b(?:can|cannot|often|usually|typically|struggle|tend to|is|are|may|might|rely|last)\b"
)
_PAST: Final = re.compile(
    r"\b(?:was|were|had|did|lived|died|fell|rose|got|gave|grew|shrank|kept|lost|saw|beat|outlived"
    r"|[a-z]{2,}ed)\b"
)


class _Found(NamedTuple):
    score: float
    sentence: Sentence
    start: int
    end: int


def comparator(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """What the treated were compared with; the surest place first."""
    frame = frame_of(article)
    if not frame.tells:
        return
    sentences = tuple(study_sentences(article))
    shapes = _shapes_in(sentences, frame.low)
    found = [
        one for place, sentence in enumerate(sentences) for one in _in(sentence, shapes[place])
    ]
    best = sorted(found, key=lambda one: (-one.score, one.sentence.start + one.start))
    for one in best[:3]:
        yield article.suggestion(
            "comparator",
            one.sentence.start + one.start,
            end=one.sentence.start + one.end,
            value=one.sentence.text[one.start : one.end],
            score=one.score,
            why="This is what the treated were compared with.",
            rule=_RULE,
        )


def _shapes_in(sentences: Sequence[Sentence], low: str) -> Sequence[Sequence[_Shape]]:
    """Of each sentence the shapes of which it has a cue; each cue is looked for once."""
    ends = [one.end for one in sentences]
    bits = [0] * len(sentences)
    for cue, mask in _MASKS.items():
        if cue in low:
            for place in with_cues(sentences, ends, low=low, cues=(cue,)):
                bits[place] |= mask
    return [
        [shape for at, shape in enumerate(_SHAPES) if mask >> at & 1] if mask else ()
        for mask in bits
    ]


def _masks() -> Mapping[str, int]:
    """By each cue the shapes that have it, as bits."""
    masks: dict[str, int] = {}
    for at, (_, cues, _) in enumerate(_SHAPES):
        for cue in cues:
            masks[cue] = masks.get(cue, 0) | 1 << at
    return masks


_MASKS: Final = _masks()


def _in(sentence: Sentence, shapes: Sequence[_Shape]) -> Iterator[_Found]:
    text = sentence.text
    name = comparator_at(text, 0)
    at = text.find(name) if name else -1
    told = (
        at >= 0
        and not _SAYS.search(name)
        and not _MODEL.search(text[:at])
        and bool(results(text) or _OUTCOME_THAN.search(text))
    )
    if told and is_stated(sentence, at, end=at + len(name)):
        weak = _SET_AGAINST.search(text[:at]) and not _PLAIN_FIRST.match(name)
        yield _Found(0.7 if weak else 0.8, sentence, at, at + len(name))
        return
    for score, _, shape in shapes:
        match = shape.search(text)
        if match and shape is _SHAPES[0][2] and _of_all(text, match):
            continue
        one = _named(sentence, match, score=score) if match else None
        if one:
            yield one
            return


_MODEL: Final = re.compile(r"\bmodels? than $", re.IGNORECASE)
_SET_AGAINST: Final = re.compile(r"\bagainst (?:[\w%-]+ ){0,3}$", re.IGNORECASE)
_OUTCOME_THAN: Final = re.compile(
    r"\b(?:longer|better|higher|lower|more|fewer|less|shorter|smaller|slower|faster|compared)\b",
    re.IGNORECASE,
)


_NO_THING: Final = re.compile(
    r"(?:died|been|become|shown|lost|survived|grown|developed|relapsed|to|no|not|all|none)\b", re.I
)
"""What the others did or were, rather than what they got."""
_SAYS: Final = re.compile(r"\b(?:was|were|is|are|survive|live)\b", re.IGNORECASE)
_ALL_GOT: Final = re.compile(
    rf"(?:all |the |these |our |both )*(?:[\w-]+ )?{_LIVING} {_GOT}\b", re.IGNORECASE
)
_OR_WITH: Final = re.compile(r" (?:or (?:after|with|before|in|together)|and (?:in|with))\b", re.I)
_WHOSE: Final = re.compile(
    rf"{_LIVING} (?:that|who|which) (?:were|was|had been|had|received|got) [\w-]+", re.IGNORECASE
)
_OTHERS_GOT: Final = re.compile(
    r"\b(?:that|who|which|controls?|others?|rest|group|arm|second|third|some|half|remaining|another|"
    r"remainder|whereas|while|either|or|one|first|last)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_VERB: Final = re.compile(r"\b(?:received|got|were|was|progressed|relapsed|failed|given)\b", re.I)


def _of_all(text: str, match: re.Match[str]) -> bool:
    """Whether all received it: "the patients received the cells without chemotherapy"."""
    if _VERB.search(match["what"]):
        return True
    if _PLAIN_FIRST.match(match["what"]):
        return False
    return not (_OTHERS_GOT.search(text, 0, match.start()) or _OR.search(text, match.end()))


_LEFT_ALONE: Final = re.compile(
    r"\b(?:lea(?:ve|ves|ving)|left|lets?|letting)\b[^.;,]{3,60}?\b(?:alone|be)$", re.IGNORECASE
)
"""Spared: "leaves normal brain cells alone"."""
_PLAIN_FIRST: Final = re.compile(rf"{_PLAIN}\b", re.IGNORECASE)
_OR: Final = re.compile(r"\b(?:or|versus|whereas|while|compared|than)\b", re.IGNORECASE)


def _named(sentence: Sentence, match: re.Match[str], *, score: float) -> _Found | None:
    """The words that name it, where they are told of this study."""
    group = next((key for key, value in match.groupdict().items() if value), None)
    if group is None:
        return None
    start, end = match.span(group)
    whose = _WHOSE.match(sentence.text, start, end)
    cut = _CUT.search(sentence.text, max(start + 4, whose.end() if whose else 0), end)
    end = cut.start() if cut else end
    while end > start and not sentence.text[end - 1].isalnum():
        end -= 1
    words = sentence.text[start:end]
    if (
        _NO_THING.match(words)
        or _LEFT_ALONE.search(sentence.text, 0, end)
        or _ALL_GOT.match(words)
        or (words.endswith("alone") and _OR_WITH.match(sentence.text, end))
    ):
        return None
    if end - start < 3 or not is_stated(sentence, start, end=end):
        return None
    if not _PAST.search(sentence.text) and sentence.position != HEADLINE:
        return None if _EVER.search(sentence.text) else _Found(score - 0.1, sentence, start, end)
    return _Found(score, sentence, start, end)


RULES: Final[Mapping[str, Rule]] = {_RULE: comparator}
