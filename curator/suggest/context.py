"""What a sentence does with what it names: denies, supposes, plans, recalls or compares it.

The idea is ConText's (Harkema et al., J Biomed Inform 2009;42:839): a trigger phrase opens a scope
that runs to a word that ends it, and what lies in the scope takes the trigger's meaning.  The lists
of phrases are our own, for news, press releases, abstracts and papers instead of clinical notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, product
from typing import Final, NamedTuple, Protocol

from curator.suggest.clauses import clause_around, resumed_at
from curator.suggest.context_triggers import (
    AFTER,
    AFTER_COMMA,
    BEFORE,
    BOTH,
    PHRASES,
    SENTENCE,
    SUBJECTS,
    TERMINATORS,
)


class Passage(Protocol):
    """A sentence with its place in the article, in code points."""

    @property
    def start(self) -> int: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Context:
    """What the sentence says of a span.

    Attributes:
        negated: Denied or left out ("no", "without", "rather than").
        hypothetical: Only supposed or possible ("may", "if", "whether", "potential").
        future: Still to come ("will", "next step", "plans to").
        background: General knowledge, earlier treatment, approvals; not what this study found.
        other_study: Done or said by somebody else ("previous studies", "was not involved").
        comparison: What something is set against ("compared with", "than", "unlike").
        subject: Who is spoken of: ``control``, ``healthy``, ``relative``, or "" for the treated.
        triggers: The phrases that say so, as written, in their order.
    """

    negated: bool = False
    hypothetical: bool = False
    future: bool = False
    background: bool = False
    other_study: bool = False
    comparison: bool = False
    subject: str = ""
    triggers: tuple[str, ...] = ()

    @property
    def stated(self) -> bool:
        """Whether the sentence asserts it of this study."""
        return not (
            self.negated or self.hypothetical or self.future or self.background or self.other_study
        )


@dataclass(frozen=True, slots=True)
class Scope:
    """A trigger and the stretch of the sentence (offsets in it) that it rules."""

    kind: str
    start: int
    end: int
    trigger: str


@dataclass(frozen=True, slots=True)
class _Trigger:
    kind: str
    words: tuple[str, ...]
    direction: str
    reach: int


_WORD: Final = re.compile(r"([^\W_]+(?:['\u2019][^\W_]+)?|[,;:()\u2014\u2013%])")


def _triggers() -> Iterator[_Trigger]:
    for group in PHRASES:
        for phrase in group.phrases.split(";"):
            for words in product(*(part.split("/") for part in phrase.split())):
                yield _Trigger(group.kind, words, group.direction, group.reach)


class _Start(NamedTuple):
    """Triggers that begin with one word: of that word alone, and by their second, longest first."""

    alone: tuple[_Trigger, ...]
    longer: Mapping[str, tuple[_Trigger, ...]]


def _indexed() -> Mapping[str, _Start]:
    """The triggers by their first word and by their second."""
    alone: dict[str, list[_Trigger]] = {}
    longer: dict[str, dict[str, list[_Trigger]]] = {}
    for trigger in sorted(_triggers(), key=lambda one: -len(one.words)):
        first, *rest = trigger.words
        if rest:
            longer.setdefault(first, {}).setdefault(rest[0], []).append(trigger)
        else:
            alone.setdefault(first, []).append(trigger)
    return {
        word: _Start(
            tuple(alone.get(word, ())),
            {second: tuple(ones) for second, ones in longer.get(word, {}).items()},
        )
        for word in alone.keys() | longer.keys()
    }


_INDEX: Final = _indexed()

_Words = tuple[tuple[int, int, str], ...]


def context_of(sentence: Passage, span: tuple[int, int]) -> Context:
    """What the sentence says of a span; both in offsets of the article, half-open."""
    start, end = span[0] - sentence.start, span[1] - sentence.start
    kinds: set[str] = set()
    triggers: list[str] = []
    for scope in scopes_of(sentence.text):
        if scope.start < end and start < scope.end:
            kinds.add(scope.kind)
            triggers.append(scope.trigger)
    return Context(
        negated="negated" in kinds,
        hypothetical="hypothetical" in kinds,
        future="future" in kinds,
        background="background" in kinds,
        other_study="other_study" in kinds,
        comparison="comparison" in kinds,
        subject=_subject(sentence.text, start),
        triggers=tuple(triggers),
    )


@lru_cache(maxsize=512)
def scopes_of(text: str) -> tuple[Scope, ...]:
    """The scopes in a sentence, by their triggers' order."""
    low = text.lower().replace("\u2019", "'")
    if len(low) != len(text):  # A few letters of other scripts are longer in lower case.
        low = text.replace("\u2019", "'")
    parts = _WORD.split(low)  # by turns what separates and a word
    begins = [at for at, word in enumerate(parts[1::2]) if word in _INDEX]
    if not begins:
        return ()
    ends = list(accumulate(map(len, parts)))
    words = tuple(zip(ends[::2], ends[1::2], parts[1::2], strict=False))
    scopes: list[Scope] = []
    free = 0
    for at in begins:
        found = _phrases_at(words, at) if at >= free else ()
        if found and not (at and text[words[at][0]].isupper() and _is_name(text, words, at)):
            scopes.extend(_scope(text, words, at, trigger) for trigger in found if trigger.kind)
            # What is no trigger hides those inside it ("not only"); others may overlap ("was not").
            free = at + (1 if found[0].kind else len(found[0].words))
    return tuple(scopes)


_SMALL: Final = re.compile(r"\b[a-z]{5,}")


def _is_name(text: str, words: _Words, at: int) -> bool:
    """Whether a word's capital makes it part of a name or a date: "City of Hope", "14 May"."""
    start, end, _ = words[at]
    if not text[start + 1 : end].islower() or text[:start].rstrip()[-1:] in "\"'“‘«:!?([–—":
        return False
    return len(_SMALL.findall(text)) > 1  # in a headline each word may have a capital


def _phrases_at(words: _Words, at: int) -> Sequence[_Trigger]:
    """The longest phrase that begins at a word, once for each kind that it has."""
    start = _INDEX[words[at][2]]
    following = start.longer.get(words[at + 1][2], ()) if at + 1 < len(words) else ()
    found: list[_Trigger] = []
    for trigger in following:
        size = len(trigger.words)
        if found and size < len(found[0].words):
            break
        if at + size <= len(words) and all(
            words[at + i][2] == trigger.words[i] for i in range(2, size)
        ):
            found.append(trigger)
    return found or start.alone


_FORMER: Final = frozenset("previous earlier prior past previously".split())
"""With these begins what names an earlier study, not who stands outside of this one."""


def _scope(text: str, words: _Words, at: int, trigger: _Trigger) -> Scope:
    last = at + len(trigger.words) - 1
    written = text[words[at][0] : words[last][1]]
    if trigger.direction == SENTENCE:
        recalls = trigger.kind == "other_study"
        if recalls and trigger.words[0] not in _FORMER:
            return Scope(trigger.kind, 0, len(text), written)
        low, high = clause_around(text, words[at][0], end=words[last][1], recalls=recalls)
        return Scope(trigger.kind, low, high, written)
    start, end = words[last][1], words[at][0]
    if trigger.direction in (BEFORE, BOTH):
        start = _reach_back(words, at, trigger.reach)
    if trigger.direction != BEFORE:
        end = _reach_on(text, words, last, trigger.reach)
    if trigger.kind == "background" and trigger.direction == AFTER:
        noun = not written.endswith(("ly", "received", "of", "by", "with", "to", "for"))
        end = min(end, resumed_at(text, words[last][1], verbs=noun))
    return Scope(trigger.kind, start, end, written)


def _reach_on(text: str, words: _Words, last: int, reach: int) -> int:
    for i in range(last + 1, min(len(words), last + 1 + reach)):
        if _ends(words, i):
            return words[i][0]
    stop = last + reach
    return words[stop][1] if stop < len(words) else len(text)


def _reach_back(words: _Words, at: int, reach: int) -> int:
    for i in range(at - 1, max(-1, at - 1 - reach), -1):
        if _ends(words, i):
            return words[i][1]
    return words[max(0, at - reach)][0] if at else 0


def _ends(words: _Words, at: int) -> bool:
    """Whether a word ends what came before it: a conjunction, or a comma before a new clause."""
    word = words[at][2]
    if word in TERMINATORS:
        return True
    return word == "," and at + 1 < len(words) and words[at + 1][2] in AFTER_COMMA


def _subject(text: str, start: int) -> str:
    """By the three words before a span and its own first."""
    before = text[max(0, start - 40) : start].lower().split()[-3:]
    for word in (*before, *text[start : start + 30].lower().split()[:1]):
        if subject := SUBJECTS.get(word.strip(",;:()")):
            return subject
    return ""
