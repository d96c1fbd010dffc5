"""How it is said to work, what is not shown, and what comes next: sentences to be shortened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from curator.domain.forms import Form
from curator.suggest.caseless import caseless
from curator.suggest.context import scopes_of
from curator.suggest.numbers.stated import study_sentences
from curator.suggest.numbers.stems import stems, stems_of
from curator.suggest.reading import ArticleText, Rule, Sentence
from curator.suggest.values import Suggestion

_MECHANISM_RULE: Final = "mechanism.says"
_LIMITS_RULE: Final = "limitations.says"
_NEXT_RULE: Final = "next_step.says"

_WORKS: Final = caseless(
    r"\b(?P<who>(?:our|the|this|these|that(?! (?:our|the|this|these|"
    r"it)\b))\s(?:[\w-]+\s){0,3}?(?:treatment|therapy|approach|cells|"
    r"vaccine|"
    r"drug|antibody|strategy|method|engager|particles|nanoparticles|receptor|"
    r"protein))\s(?:effectively\s|also\s|then\s)?"
    r"(?:convert(?:s|ed)?|reprogram(?:s|med)?|works? by|acts? by|block(?:s|ed)?|activat(?:es|ed)|"
    r"recruit(?:s|ed)|draws?|turn(?:s|ed)?|restor(?:es|ed)|remov(?:es|ed)|deplet(?:es|ed)|"
    r"prevent(?:s|ed)|reviv(?:es|ed)|rewir(?:es|ed)|inhibit(?:s|ed)|stimulat(?:es|ed)|"
    r"trigger(?:s|ed)?)\b[^.;\u201d\"]{8,200}"
)
_WORKS_CUES: Final = stems(
    "converts reprograms works acts blocks activates recruits draws turns restores removes "
    "depletes prevents revives rewires inhibits stimulates triggers"
)
_WORKS_WHO: Final = stems(
    "treatment therapy approach cells vaccine drug antibody strategy method engager particles "
    "nanoparticles receptor protein"
)
_LIMITS: Final = caseless(
    r"\b(?:should|must|need(?:s)? to|has to|have to) be (?:confirmed|replicated|validated|"
    r"tested)\s(?:with|in|by)\s"
    r"[^.;,]{4,100}"
    r"|\b(?:studies|trials|research|follow-up|data|work) (?:is|are) (?:still )?(?:needed|required|"
    r"necessary)\b[^.;]{0,90}"
    r"|\b(?:a |one |the )?(?:key |main |major )?limitations?\b[^.;]{0,20}\b(?:is|are|was|were|"
    r"include[sd]?)\b[^.;]{4,120}"
    r"|\bmice are not (?:people|humans?)\b"
    r"|\b(?:small (?:sample size|number of patients)|short follow-up|lack of a control (?:group|"
    r"arm)|"
    r"not randomi[sz]ed|single-cent(?:er|re) (?:design|study))\b"
    r"|\b(?:cannot|can not) yet (?:replace|be)\b[^.;,]{4,60}"
)
_LIMITS_CUES: Final = stems(
    "confirmed replicated validated tested needed required necessary limitation people human "
    "small short lack randomised randomized single cannot"
)
_NEXT_CUES: Final = stems("next plan hope intend aim prepare expect under tested future")
_NEXT: Final = (
    (0.8, re.compile(r"\b(?:the\s)?next (?:step|phase|stage)s?\b[^.;]{6,160}", re.IGNORECASE)),
    (
        0.7,
        caseless(
            r"\b(?:(?:the\s)?(?:researchers|team|scientists|group|company|investigators|authors|"
            r"doctors|we|they)\s)?"
            r"(?:(?:now\s|also\s)?(?:plans?|hopes?|intends?|aims?|are planning|is planning|are "
            r"preparing|"
            r"is preparing|are now preparing|expects?)\s(?:now\s)?to\s(?:begin|start|test|launch|"
            r"move|enrol+|conduct|run|"
            r"evaluate|open|initiate|study|expand|join|take|bring|carry|combine)|"
            r"(?:plans?|planning|preparing) (?:for )?(?:a|larger|further|clinical|"
            r"phase))\b[^.;]{3,140}"
        ),
    ),
    (
        0.6,
        re.compile(
            r"\b(?:an?|the|larger|further)\s(?:[\w/-]+\s){0,4}?(?:trial|study|trials|"
            r"studies)\b[^.;,]{0,50}"
            r"\b(?:is|are) (?:now )?(?:under ?way|planned|being planned|expected to (?:begin|"
            r"start)|set to begin)"
            r"[^.;]{0,60}",
            re.IGNORECASE,
        ),
    ),
    (
        0.6,
        re.compile(
            r"\b(?:that|the|this) (?:combination|approach|therapy|treatment|vaccine|drug) is "
            r"(?:now|currently) being tested"
            r"[^.;]{0,60}"
            r"|\bfuture (?:work|studies|research) will\b[^.;]{6,120}",
            re.IGNORECASE,
        ),
    ),
)
_NOT_OURS: Final = frozenset(("other_study",))


def mechanism(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """What the treatment does, as its makers say; one sentence, a quoted one rather than others."""
    best: tuple[tuple[bool, int], Sentence, re.Match[str]] | None = None
    for sentence in study_sentences(article):
        here = stems_of(sentence.text)
        if _WORKS_CUES.isdisjoint(here) or _WORKS_WHO.isdisjoint(here):
            continue
        found = _WORKS.search(sentence.text)
        if found is None or _has(sentence, found, kinds=_UNSURE):
            continue
        quoted = bool(re.search(r"[\"\u201c]", sentence.text))
        if best is None or (quoted, -sentence.start) > best[0]:
            best = (quoted, -sentence.start), sentence, found
    if best:
        yield _saying(
            article, best[1], best[2], field="mechanism", score=0.55, rule=_MECHANISM_RULE
        )


_UNSURE: Final = frozenset(("other_study", "future", "hypothetical", "background"))


def _has(sentence: Sentence, found: re.Match[str], *, kinds: frozenset[str]) -> bool:
    return any(
        scope.kind in kinds and scope.start < found.end() and found.start() < scope.end
        for scope in scopes_of(sentence.text)
    )


def limitations(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """What the article says is not shown yet."""
    for sentence in study_sentences(article):
        if _LIMITS_CUES.isdisjoint(stems_of(sentence.text)):
            continue
        found = _LIMITS.search(sentence.text)
        if found:
            yield _saying(
                article, sentence, found, field="limitations", score=0.62, rule=_LIMITS_RULE
            )


def next_step(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """What is to be done next; the plainest sentence on it."""
    best: tuple[float, Sentence, re.Match[str]] | None = None
    for sentence in study_sentences(article):
        if _NEXT_CUES.isdisjoint(stems_of(sentence.text)):
            continue
        for score, pattern in _NEXT:
            found = pattern.search(sentence.text)
            if found and not _has(sentence, found, kinds=_NOT_OURS):
                if best is None or score > best[0]:
                    best = score, sentence, found
                break
    if best:
        score, sentence, found = best
        yield _saying(article, sentence, found, field="next_step", score=score, rule=_NEXT_RULE)


_WHY: Final[Mapping[str, str]] = {
    "mechanism": "The words say what the treatment does.",
    "limitations": "The words say what is still to be shown.",
    "next_step": "The words say what comes next.",
}


def _saying(
    article: ArticleText,
    sentence: Sentence,
    found: re.Match[str],
    *,
    field: str,
    score: float,
    rule: str,
) -> Suggestion:
    begin = _with_words_before(sentence.text, found.start())
    words = _whole(sentence.text, begin, end=found.end())
    start = sentence.start + begin
    return article.suggestion(
        field,
        start,
        end=start + len(words),
        value=words,
        score=score,
        why=_WHY[field],
        rule=rule,
    )


_CLAUSE: Final = re.compile(r",\s(?:but|although|though|while|whereas)\s", re.IGNORECASE)


def _whole(text: str, start: int, *, end: int) -> str:
    """The words of a span without a torn last one and without what is held against them."""
    stop = end
    while start < stop < len(text) and text[stop - 1].isalnum() and text[stop].isalnum():
        stop -= 1
    turn = _CLAUSE.search(text, start, stop)
    return text[start : turn.start() if turn else stop].rstrip(" ,-")


_BEFORE: Final = re.compile(r"(?:\b(?!that\b|says?\b|said\b)[\w-]+\s){1,3}$", re.IGNORECASE)
_NOUN_FIRST: Final = re.compile(r"(?:studies|trials|research|follow-up|data|work)\b", re.IGNORECASE)


def _with_words_before(text: str, start: int) -> int:
    """Where "human studies are needed" begins: with the words that narrow the noun."""
    if not _NOUN_FIRST.match(text, start):
        return start
    before = _BEFORE.search(text, max(0, start - 40), start)
    return before.start() if before else start


RULES: Final[Mapping[str, Rule]] = {
    _MECHANISM_RULE: mechanism,
    _LIMITS_RULE: limitations,
    _NEXT_RULE: next_step,
}
