"""Who acts in a sentence: the study's own people and things, or houses that stand beside it.

A sentence is set against what the article named of its own study before: new names, drugs, targets
and illnesses, words that take the study up ("the team", "we", "the animals"), what the sentence
before it in its paragraph told.  Each is a feature with a fixed weight; their sum decides.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from typing import Final

from curator.suggest.actor_weights import BIAS, CUT, WEIGHTS
from curator.suggest.caseless import caseless
from curator.suggest.reading import LEAD, ArticleText, Sentence

_NAME: Final = re.compile(
    r"(?:[A-Z][\w’'&-]*|\d+[A-Z][\w-]*)(?: (?:(?:of|for|de|and|&|the) )?[A-Z][\w’'&-]*)*"
)
_WORD: Final = re.compile(r"[\w-]+")
_PLAIN: Final = frozenset(
    "The This That These Those They Their There Then It Its He His She Her We Our In On At By For"
    " From With Without After Before During While When Where Who What Why How If As And But Or Nor"
    " So Yet Also Both Each Every All Any Some Several Many Most More Few Other Others Another One"
    " Two Three Four Five Six Seven Eight Nine Ten Half No None Not Only Of To An Since Until"
    " Even Still Now Today About Among Between Under Over Such Same Like Unlike Because Although"
    " However Moreover Meanwhile Elsewhere Similar Similarly Here Patients Patient Mice People Dr"
    " Professor Prof Mr Mrs Ms Researchers Scientists Doctors Results Methods Background Study CAR"
    " T-cell Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April"
    " May June July August September October November December Treatment Cells Tumors Tumours"
    " Median My You Your Overall Further Using Once Last First Second Next Phase Conclusion"
    " Conclusions Findings Trial MD PhD Ph".split()
)
"""Words that are written with a capital letter and name nobody."""
_GENE: Final = re.compile(r"[A-Z]{2,}\d+[A-Z]?(?:-[A-Z\d]+)?$|[A-Z]\d")
_SHORT: Final = 6
"""Capital letters fewer than these are an abbreviation, not a name to go by."""
_OURS: Final = caseless(
    r"\b(?:we|our|ours|us|here|the (?:new|present|current)|this (?:study|trial|work|paper|approach"
    r"|time|new)|these (?:results|findings|data|cells|mice|patients)"
    r"|the (?:(?:small|whole|entire|early|first|second|new|same|\w+-\w+|randomi[sz]ed|open) )?"
    r"(?:study|trial|team|authors?|researchers|scientists|investigators|group|paper|work|findings"
    r"|results|company|treatment|animals|mice|cells|vaccine|patients|participants|women|children"
    r"|infusions?)|(?:co-?)?author"
    r"|who (?:\w+ )?(?:led|leads|headed|heads|ran|runs|coordinat\w+|designed|treated)"
    r"|one of the (?:\w+ )?(?:researchers|scientists|doctors|authors|investigators)"
    r"|(?:first|last|senior|lead|study|corresponding) (?:investigator|researcher|scientist))\b"
)
"""What takes the study up, or says that somebody is of it."""
_OPENS: Final = re.compile(
    r"(?:Elsewhere|Meanwhile|Others|Another|Also|Already|In (?:a|another) (?:separate|different)"
    r"|By contrast|In contrast|Unlike|Similar\w*|Compare|Since then|Until now|Down|Next door|Across"
    r"|Likewise|In (?:19|20)\d\d|Back in|Several|Many)\b"
)
_SPEECH: Final = re.compile(
    r"\b(?:said|says|told|explains?|explained|added|adds|wrote|writes|notes|noted)\b"
)
_PRODUCT: Final = re.compile(
    r"\b[a-zA-Z][a-zA-Z-]{2,}(?:mab|leucel|cel|tinib|nib|siran|cept|ersen|vec|ermin)\b"
    r"|\b[A-Z]{2,5}-\d{2,5}\b|\b[A-Z]{3}\d{3,5}\b"
)
_PRONOUN: Final = re.compile(r"(?:It|They|He|She|Its|Their|His|Her|Theirs|Both|Ours?|We|I)\b")
_LEADING: Final = re.compile(
    r"(?:(?:And|But|So|Then|Since|In|At|Down|Across|Also|For|Similarly|Meanwhile|Like|Unlike)\b"
    r"[^,:]{0,60}[,:] )?(?:The |An? )?"
)
_PRESENT: Final = re.compile(r"\b(?:has|have|is|are|goes|uses|plans|sells|makes|aims)\b")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_FOLK: Final = (
    r"(?:people|persons?|patients|cases|deaths|lives|women|men|children|babies|[A-Z]\w+s)"
)
_CROWD: Final = re.compile(
    rf"\b(?:{_FOLK}\b[^.;]{{0,40}} (?:a|each|every) year\b"
    rf"|[Ee](?:ach|very) year\b[^.;]{{0,40}} {_FOLK}|worldwide|lives? with"
    r"|[Oo]ne (?:\w+ )?in (?:every )?(?:ten|five|four|three|two|six|seven|eight|nine|twenty|\d+)\b"
    rf"|\d[\d.,]* (?:million|billion) {_FOLK})"
)
"""How many have an illness, or get it in a year."""
_CROWD_CUES: Final = (" year", "worldwide", "live", "ne ", "illion")
"""One of them stands in every sentence that the pattern finds; to look for them is cheaper."""
_SUBJECTS: Final = re.compile(
    r"(?:(?:All|Both|Half|Each|Most|None|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven"
    r"|Twelve|Thirteen|Fourteen|Fifteen|Sixteen|Seventeen|Eighteen|Nineteen|Twenty\S*|Of|\d+)"
    r"(?: [\w-]+){0,4}? )?(?:the )?(?:[Pp]atients|[Pp]articipants|[Mm]ice|[Aa]nimals|[Rr]ecipients"
    r"|[Rr]esponders|[Mm]edian|[Mm]ean|[Oo]verall|[Oo]bjective|[Dd]ogs|[Mm]onkeys|[Cc]hildren)\b"
)
"""Those who were treated, and what was measured on them, at a sentence's beginning."""
_ROLES: Final = ("antigens", "diseases", "organisms", "cytokines")
_NO_ACTORS: Final = (*_ROLES, "cells", "journals")
_ACTS: Final = re.compile(
    r" (?:has|stopped|began|gave|tried|followed|plans|uses|makes|sells|aims|started|ended|goes"
    r"|carries|used|won|agreed|bought|dropped|raised|recruits|tested|treated|came|got|had failed)\b"
)
_ANCHORS: Final = frozenset(("new1", "prev_other", "crowd", "background"))
_LIKELY: Final = frozenset(("new1", "product", "opens"))
"""What must stand in a sentence of others that does not go on from one."""
_TIMES: Final = ("present", "opens", "year")


class Known:
    """What an article has named of its own study so far."""

    def __init__(self, article: ArticleText) -> None:
        self._named = sorted(
            (one.start, one.end, one.term_id if role in _ROLES else "")
            for role in _NO_ACTORS
            for one in article.by_role.get(role, ())
        )
        self._words: set[str] = set()
        self._terms: set[str] = set()

    def learn(self, sentence: Sentence) -> None:
        """Takes in a sentence that tells of the study."""
        self._words.update(_WORD.findall(sentence.text))
        self._terms.update(self._terms_in(sentence))

    def features(self, sentence: Sentence, *, before: bool | None) -> Set[str]:
        """What speaks for or against another's work; nothing where nobody new can be meant.

        Args:
            sentence: One that was not learnt.
            before: Whether the sentence before it in its paragraph told of others; None where it
                is unsure or there is none.
        """
        text = sentence.text
        found = {*self._of_names(sentence), *(name for name, one in _AT_START if one.match(text))}
        named = sentence.position == LEAD and before is False and _PRODUCT.match(text)
        if named and "new1" not in found:
            found.discard("product")  # where its drugs were just spoken of they get their names
        crowd = any(map(text.__contains__, _CROWD_CUES)) and _CROWD.search(text) is not None
        background = sentence.section == "background"
        if not (before or crowd or background or found & _LIKELY):
            return frozenset()
        found.update(self._of_terms(sentence), self._of_words(text))
        if crowd:
            found.add("crowd")
        if background:
            found.add("background")
        return with_neighbours(found, before=before)

    def _within(self, sentence: Sentence) -> Sequence[tuple[int, int, str]]:
        """Start, end and term of what is named in a sentence and is no actor."""
        low = bisect_left(self._named, (sentence.start,))
        return self._named[low : bisect_left(self._named, (sentence.end,), low)]

    def _terms_in(self, sentence: Sentence) -> set[str]:
        return {term for _start, _end, term in self._within(sentence) if term}

    def _of_names(self, sentence: Sentence) -> Iterator[str]:
        """New names of people and houses, new codes of drugs."""
        text = sentence.text
        taken = [
            (start - sentence.start, end - sentence.start)
            for start, end, _term in self._within(sentence)
        ]
        leading = _LEADING.match(text)
        begin = leading.end() if leading else 0
        subject = new = 0
        for found in _NAME.finditer(text):
            words = [one for one in _WORD.findall(found.group()) if _may_name(one)]
            if not words or _meets(found.span(), taken):
                continue
            if found.start() == 0 and not _is_name(found.group(), text):
                continue
            fresh = self._words.isdisjoint(words)
            new += fresh
            if found.start() <= begin + 4:
                subject = fresh
        yield from ("new1", "new2")[:new]
        if subject:
            yield "subject_new"
        if new and _SPEECH.search(text):
            yield "speech_new"
        products = {one.group() for one in _PRODUCT.finditer(text) if not _meets(one.span(), taken)}
        if products - self._words:
            yield "product"
        if products & self._words:
            yield "old_product"

    def _of_terms(self, sentence: Sentence) -> Iterator[str]:
        """Targets, illnesses, organisms and messengers that the study has, and others."""
        terms = self._terms_in(sentence)
        if fresh := len(terms - self._terms):
            yield from ("new_term", "new_terms")[:fresh]
        if terms & self._terms:
            yield "old_term"
        if sentence.section in ("methods", "results"):
            yield "results"

    def _of_words(self, text: str) -> Iterator[str]:
        if text.startswith("The ") and any(
            one in self._words for one in _WORD.findall(text[4:60])[:3] if len(one) > 3
        ):
            yield "the_known"
        for feature, pattern in _WITHIN:
            if pattern.search(text):
                yield feature
        initials = [one[0] for one in text.split()]
        if 2 * sum(map(str.isupper, initials)) > len(initials):
            yield "list"


_NAMED_HERE: Final = re.compile(
    r"(?:The|This|Their|Our|Its) (?:(?:new|experimental|engineered|modified|treatment"
    r"|personali[sz]ed"
    r"|study|investigational|cell|gene|cancer|combination) ){0,2}"
    r"(?:therapy|treatment|drug|product|vaccine|antibody|combination|injection|virus|approach|cells"
    r"|shot|jab|pill|product|capsules|technique|method|infusion|medicine|protein|molecule|engager|candidate|particles|strategy)"
    r"(?:,| (?:is |was |are |were )?(?:called|known as|named|dubbed|code-named)\b| \()"
)
"""The thing of the sentences before gets its name: "The therapy, X-101, ..."."""
_AT_START: Final = (
    ("subjects", _SUBJECTS),
    ("opens", _OPENS),
    ("pronoun", _PRONOUN),
    ("named_here", _NAMED_HERE),
)
_WITHIN: Final = (("ours", _OURS), ("present", _PRESENT), ("year", _YEAR))


def _meets(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)


def _may_name(word: str) -> bool:
    if not word[0].isupper() or len(word) < 2 or word in _PLAIN:
        return False
    return not (word.isupper() and len(word) < _SHORT) and not _GENE.match(word)


def _is_name(words: str, text: str) -> bool:
    """Whether the capital letter that begins a sentence begins a name."""
    if " " in words or words.endswith(("'s", "’s")) or not words[1:].islower():
        return True
    return not words.endswith("s") and _ACTS.match(text, len(words)) is not None


def with_neighbours(features: Set[str], *, before: bool | None) -> Set[str]:
    """The same with what the sentence before it told.

    Args:
        features: Of the sentence.
        before: Whether that told of others' work; None where it is unsure or another paragraph's.
    """
    if before is None:
        return features | {"first"}
    kind = "other" if before else "own"
    more = {f"prev_{kind}", f"pronoun_{kind}"} if "pronoun" in features else {f"prev_{kind}"}
    return features | more


def is_others(features: Set[str]) -> bool:
    """Whether it tells of others' work: somebody new must stand in it, or go on from before."""
    drug = "product" in features and not features.isdisjoint(_TIMES)
    told = drug or {"opens", "new_term"} <= features
    if (features.isdisjoint(_ANCHORS) and not told) or "list" in features:
        return False
    if "speech_new" in features and "prev_other" not in features:
        return False
    if "named_here" in features and "prev_other" not in features:
        return False
    if "ours" in features and "new1" not in features:
        return False
    return score(features) > CUT


def score(features: Set[str]) -> float:
    """How much speaks for others' work: log odds of the fitted model."""
    return BIAS + sum(WEIGHTS.get(one, 0.0) for one in sorted(features))
