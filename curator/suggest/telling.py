"""What an article tells of its own study, for the rules that read roles.

Most sentences of a news story explain, recall, hope or comment.  A frame keeps those that may tell
of the study, whether the article reports one at all, and what kind of therapy it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from curator.suggest.accounts import is_abstract, is_registration, only_watches, reports
from curator.suggest.carriers import (
    carrier_of,
    is_cargo,
    is_said_in_general,
    supports_cells,
    was_tried_before,
)
from curator.suggest.caseless import Pattern, caseless
from curator.suggest.context import Context, context_of
from curator.suggest.cues import lowered, with_cues
from curator.suggest.elsewhere import elsewhere
from curator.suggest.given_cells import gives_cells
from curator.suggest.matcher import Mention
from curator.suggest.reading import HEADING, HEADLINE, LEAD, ArticleText, Sentence
from curator.suggest.therapies import ALSO, CAR_CLASSES, CELL_CLASSES, CUES, OTHER_VACCINE, PATTERNS

_ASIDE: Final = re.compile(
    r"^(?:about |forward[- ]looking|media contacts?|contacts?$|references?$|funding$|interests$"
    r"|related|read more|disclosures?|acknowledg|subscribe|more from|further reading)"
)
"""Headings of sections in which an article does not tell of its study."""
_FORWARD: Final = caseless(r"forward[- ]looking statements?|safe harbor")

_LONGEST: Final = 120
"""No name in a text is longer, in characters."""
_NAMED_IN: Final = 1200
"""An article of medicine names something of it in every so many characters."""
_SAID_IN: Final = 150
"""The same for the plainer words of trials."""
_TREATED: Final = re.compile(
    r"\b(?:patients?|mice|macaques|trial|pre-?clinical|treat(?:ed|ment)|disease|tumou?rs?)\b",
    re.IGNORECASE,
)
_REMEDIES: Final = re.compile(r"antibod(?:y|ies)|immunotherap|gene therap|stem cells|T cells")
_MEDICINE: Final = ("diseases", "cells", "antigens", "cytokines")
_BIOLOGY: Final = frozenset((*_MEDICINE, "organisms"))


_COMBINED: Final = frozenset(("checkpoint_inhibitor", "bispecific", "cytokine"))
"""Kinds of drugs of which two together are the treatment; cells and vaccines stay what they are."""
_DRUG: Final = (
    r"(?:[a-z]+(?:mab|nib|platin|taxel|leukin|fusp)|chemotherapy|radiotherapy|radiation|(?:PD-?L?1"
    r"|CTLA-?4|LAG-?3|TIGIT|TIM-?3)(?: \w+)?|antibod(?:y|ies)|inhibitors?|blockade|therapy|vaccine"
    r"|(?:IL-?|interleukin-)\d+(?: \w+)?)"
)
_TOGETHER: Final = caseless(
    rf"\b(?P<called>combination of|combining|in combination with|combined with)\b"
    rf"|\b{_DRUG} (?:plus|\+|together with|and) (?:an? |the )?(?:anti-|low-dose |high-dose )?"
    rf"{_DRUG}\b"
    rf"|\badd(?:ing|ition of) [^.;]{{3,80}}? to {_DRUG}\b"
    rf"|\badding [^.;]{{3,80}}? to [^.;]{{0,25}}{_DRUG}\b"
)


class Spot(NamedTuple):
    """A span with its sentence, and the sentence's words before and after it."""

    start: int
    end: int
    sentence: Sentence
    before: str
    after: str


class ClassMention(NamedTuple):
    """Where a kind of therapy is named, and how much the place counts."""

    key: str
    spot: Spot
    context: Context
    weight: float

    @property
    def within(self) -> tuple[int, int]:
        """Its span in its sentence."""
        start = self.spot.sentence.start
        return self.spot.start - start, self.spot.end - start


@dataclass(frozen=True, eq=False)
class Frame:
    """An article seen as a report of a study.

    Attributes:
        article: The article.
        sentences: Those that may tell of the study, in order.
        tells: Whether it reports a study at all.
        classes: Kinds of therapy named, in order.
        weights: How much speaks for each kind.
    """

    article: ArticleText
    sentences: tuple[Sentence, ...]
    tells: bool
    classes: tuple[ClassMention, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def therapy(self) -> str:
        """Key of the kind of therapy that was studied, or "" where none is told."""
        if not self.weights:
            return ""
        best = max(self.weights, key=lambda key: self.weights[key])
        if best in _COMBINED and self._combines:
            return "combination"
        return "other" if best in _BESIDE and self._has_carrier else best

    @property
    def _has_carrier(self) -> bool:
        """Whether a virus or bacteria are the drug: antibodies are then what helps them."""
        return "other" in self.weights and any(
            one.key == "other" and one.weight >= _ENOUGH and _CARRIER.search(_words_of(one))
            for one in self.classes
        )

    @property
    def _combines(self) -> bool:
        return _combines(self.sentences, self.classes)

    @property
    def of_cells(self) -> bool:
        """Whether cells are the drug, of a named kind or not."""
        return self.therapy in CELL_CLASSES or (not self.therapy and self._gives_cells)

    @cached_property
    def _gives_cells(self) -> bool:
        return self.tells and gives_cells(self.sentences)

    def free(self, role: str) -> Iterator[Mention]:
        """Mentions of a vocabulary that are no part of a longer one of another."""
        for mention in self.article.by_role.get(role, ()):
            if (mention.start, mention.end, role) not in self._nested:
                yield mention

    def is_named(self, start: int, end: int) -> bool:
        """Whether a vocabulary has a name for some of a span."""
        at = bisect_left(self._starts, start - _LONGEST)
        return any(
            one.start < end and start < one.end
            for one in self.biology[at : bisect_left(self._starts, end)]
        )

    @cached_property
    def low(self) -> str:
        """The article in small letters, for a first look; as long as the article."""
        return lowered(self.article.body)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(one.end for one in self.sentences)

    def found(
        self, pattern: Pattern, cues: Sequence[str], *, anywhere: bool = False
    ) -> Iterator[tuple[re.Match[str], Spot]]:
        """Where a pattern stands in the sentences that may tell.

        Args:
            pattern: What is looked for; a match lies in one sentence.
            cues: In small letters; one of them stands in every sentence that has a match.
            anywhere: Whether it is enough that one stands in the article.
        """
        body = self.article.body
        for sentence in self._with_cues(cues, anywhere=anywhere):
            for match in pattern.finditer(body, sentence.start, sentence.end):
                yield match, spot_in(sentence, match.start(), end=match.end())

    def _with_cues(self, cues: Sequence[str], *, anywhere: bool) -> Sequence[Sentence]:
        """The sentences in which one of the cues stands, in order."""
        if anywhere and any(cue in self.low for cue in cues):
            return self.sentences
        found = with_cues(self.sentences, self._ends, low=self.low, cues=cues)
        return [self.sentences[place] for place in found]

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(one.start for one in self.biology)

    @cached_property
    def _nested(self) -> frozenset[tuple[int, int, str]]:
        """Mentions inside a longer one of another vocabulary."""
        nested: set[tuple[int, int, str]] = set()
        around: list[Mention] = []
        for one in sorted(self.biology, key=lambda m: (m.start, -m.end)):
            around = [other for other in around if other.end > one.start]
            for other in around:
                # What shares its words with others ("lung and ovarian cancer") covers nothing.
                whole = other.end - other.start <= len(other.name) + 3
                longer = whole and other.end - other.start > one.end - one.start
                if longer and one.end <= other.end and other.vocabulary != one.vocabulary:
                    nested.add((one.start, one.end, one.vocabulary))
            around.append(one)
        return frozenset(nested)

    @cached_property
    def biology(self) -> tuple[Mention, ...]:
        """Mentions of all vocabularies of biology, in order."""
        return tuple(one for one in self.article.mentions if one.vocabulary in _BIOLOGY)

    def spot(self, start: int, end: int) -> Spot | None:
        """A span with its sentence; None where that does not tell of the study."""
        sentence = self.article.sentence_at(start)
        if sentence is None or sentence.number not in self._telling:
            return None
        return spot_in(sentence, start, end=end)

    @cached_property
    def _telling(self) -> frozenset[int]:
        return frozenset(one.number for one in self.sentences)


def spot_in(sentence: Sentence, start: int, *, end: int) -> Spot:
    """A span of a sentence, in offsets of the article."""
    low, high = start - sentence.start, end - sentence.start
    return Spot(start, end, sentence, sentence.text[:low], sentence.text[high:])


def context_at(spot: Spot) -> Context:
    """What the sentence says of it."""
    return context_of(spot.sentence, (spot.start, spot.end))


@lru_cache(maxsize=2)
def frame_of(article: ArticleText) -> Frame:
    """The frame of an article; remembered while its rules run."""
    others = elsewhere(article)
    forward = _FORWARD.search(article.body) is not None
    sentences = tuple(
        one
        for one in article.study_sentences
        if one.number not in others and _may_tell(one, forward=forward)
    )
    classes = tuple(_class_mentions(sentences, article.body))
    told = reports(sentences) or is_registration(article.body) or is_abstract(article.body)
    tells = told and (bool(classes) or _is_of_medicine(article))
    weights = _weights(classes, body=article.body, sentences=sentences) if tells else {}
    if tells and not weights and only_watches(sentences):
        tells = False  # Something else was looked at in people; no immunotherapy was tried.
    return Frame(article, sentences, tells, classes, weights)


def _is_of_medicine(article: ArticleText) -> bool:
    """Whether it names illnesses, cells or molecules more than by the way."""
    if _REMEDIES.search(article.body):
        return True
    named = sum(len(article.by_role.get(role, ())) for role in _MEDICINE)
    size = len(article.body)
    return named * _NAMED_IN >= size or len(_TREATED.findall(article.body)) * _SAID_IN >= size


def _may_tell(sentence: Sentence, *, forward: bool) -> bool:
    """Whether it may; what looks forward is looked for only where the article has it."""
    return (
        sentence.of_study
        and not (sentence.section and _ASIDE.match(sentence.section))
        and not (forward and _FORWARD.search(sentence.text))
    )


def _combines(sentences: tuple[Sentence, ...], classes: Sequence[ClassMention]) -> bool:
    """Whether a headline or lead, or two other sentences, join immune treatments.

    Two drugs of one kind are joined only where the article calls them a combination.
    """
    told = 0.0
    for sentence in sentences:
        found = _TOGETHER.search(sentence.text)
        if found is None:
            continue
        within = [one for one in classes if one.spot.sentence is sentence]
        if found["called"] or any(one.key == "combination" for one in within):
            several = len({sentence.text[slice(*one.within)].lower() for one in within})
        else:
            several = len({one.key for one in within})
        if several < 2:
            continue
        start = sentence.start + found.start()
        if context_of(sentence, (start, start + 1)).stated:
            told += 1.0 if sentence.position in (HEADLINE, LEAD) else 0.5
        if told >= 1:
            return True
    return False


def _class_mentions(sentences: tuple[Sentence, ...], body: str) -> Iterator[ClassMention]:
    whole = lowered(body)
    ends = [one.end for one in sentences]
    keys: dict[int, list[str]] = {}
    for key in PATTERNS:
        if any(word in whole for word in ALSO.get(key, ("",))):
            for place in with_cues(sentences, ends, low=whole, cues=CUES[key]):
                keys.setdefault(place, []).append(key)
    for place in sorted(keys):
        sentence = sentences[place]
        taken: list[tuple[int, int]] = []
        for key in keys[place]:
            for found in PATTERNS[key].finditer(sentence.text):
                start, end = found.span()
                if any(a < end and start < b for a, b in taken) or not _is_class(
                    key, sentence.text, start=start, end=end
                ):
                    continue
                taken.append((start, end))
                found_key = key
                if key == "car":
                    found_key = carrier_of(sentences, place, at=start) or key
                spot = spot_in(sentence, sentence.start + start, end=sentence.start + end)
                context = context_at(spot)
                yield ClassMention(
                    found_key, spot, context, _weight(found_key, spot, context=context)
                )


_CANCER: Final = re.compile(
    r"cancer|tumou?r|melanoma|glioma|leuk\w*emia|lymphoma|myeloma|sarcoma|blastoma|carcinoma"
    r"|immunotherap",
    re.IGNORECASE,
)
_IMMUNE: Final = re.compile(r"immunotherap|checkpoint|immune", re.IGNORECASE)
_TIL_COUNT: Final = re.compile(
    r"therap|infus|grown|expan|receiv|given|gave|treat|product|adoptive|lifileucel", re.IGNORECASE
)


def _is_class(key: str, text: str, *, start: int, end: int) -> bool:
    """Whether the words mean a treatment: not a count of cells, not a shot against flu."""
    if key == "vaccine":
        near = text[max(0, start - 40) : end + 40]
        return not OTHER_VACCINE.search(near)
    if key == "til":
        return ("TIL" in text[start:end] and bool(_TIL_COUNT.search(text))) or (
            text[start:end].lower().startswith(("tumo", "lifi", "lymph"))
            and bool(_TIL_COUNT.search(text))
        )
    if key in ("car_t", "car_nk", "car_m"):
        # "car" in small letters is a vehicle.
        return "car " not in text[start : start + 4] and "cars " not in text[start : start + 5]
    if key == "other" and text[start : start + 2] in ("NK", "na", "Na"):
        roused = _ROUSED.search(text[max(0, start - 30) : start])
        return not roused and bool(_CELLS_GIVEN.search(text[max(0, start - 60) : end + 80]))
    if key == "bispecific":
        return not text[start:end].startswith("bite")
    return True


_ROUSED: Final = re.compile(
    r"\b(?:activat|stimulat|boost|recruit|summon|rous|awaken)\w*(?: the| more)? $"
    r"|\bIL-?\w*\b.{0,40}\bexpanded $|\binterleukin.{0,40}\bexpanded $",
    re.IGNORECASE,
)
_CELLS_GIVEN: Final = re.compile(
    r"\binfus\w+|\bexpanded\b|\bengineered\b|\barmed\b|\bloaded\b|\bcomplexed\b|\bgiven\b"
    r"|umbilical|cord blood|\bdonor|haploidentical|adoptive|\breceived\b|\bmade to\b|off-the-shelf",
    re.IGNORECASE,
)
_POSITION: Final[Mapping[str, float]] = {HEADLINE: 2.5, LEAD: 1.6, HEADING: 0.4}


_BESIDE: Final = frozenset(("cytokine", "checkpoint_inhibitor"))
"""Drugs that are given with cells to help them."""


def _weight(key: str, spot: Spot, *, context: Context) -> float:
    sentence = spot.sentence
    weight = _POSITION.get(sentence.position, 1.0)
    if was_tried_before(spot.before, spot.after) or (
        key in _BESIDE and supports_cells(spot.before)
    ):
        weight *= 0.3
    if context.negated or context.other_study:
        return 0.0
    if context.background or context.comparison or context.hypothetical or context.future:
        return 0.1 * weight
    return weight * (0.3 if sentence.section == "background" else 1.0)


_MADE: Final = re.compile(
    r"\b(?:engineered|modified|armed|edited|built|made|re-?programmed|re-?designed|altered|rewired"
    r"|upgraded)\b[^.;]{0,30}\b(?:T[- ]?cells|T lymphocytes)\b"
    r"|\bT[- ]?cells\b[^.;]{0,30}\b(?:engineered|modified|armed|edited|re-?programmed|altered)\b",
    re.IGNORECASE,
)


def _weights(
    classes: tuple[ClassMention, ...], *, body: str, sentences: Sequence[Sentence]
) -> Mapping[str, float]:
    """How much speaks for each kind; without its subject a word may mean another thing."""
    said = [one for one in classes if not is_said_in_general(one.spot.after)]
    firm = _summed(said, body=body)
    if firm or _summed(classes, body=body):
        return firm or _summed(classes, body=body)
    # Named only where it is compared or recalled, of cells that this study made: "the armed cells
    # did better than conventional CAR T cells".
    named = any(one.key in ("car", "car_t") and one.weight > 0 for one in classes)
    rival = any(one.key not in ("car", "car_t") and one.weight > 0 for one in classes)
    if named and not rival and any(_is_made(one) for one in sentences):
        return {"car_t": _ENOUGH}
    return {}


def _is_made(sentence: Sentence) -> bool:
    found = _MADE.search(sentence.text)
    if found is None:
        return False
    return context_of(
        sentence, (sentence.start + found.start(), sentence.start + found.end())
    ).stated


_ENOUGH: Final = 0.8
"""The least that must speak for a kind: one plain mention, or a little less."""


def _summed(classes: Sequence[ClassMention], *, body: str) -> Mapping[str, float]:
    weights: dict[str, float] = {}
    named = {one.key for one in classes if one.weight >= _ENOUGH}
    if "car" in named:
        named.add("car_t")
    cargo = {one.key for one in classes if _is_cargo(one)} if named & _MAKERS else frozenset()
    counted: dict[tuple[str, int], float] = {}
    for one in classes:
        key = one.key
        if key in cargo or (key == "other" and named & CELL_CLASSES):
            continue
        if key == "car":
            # A receptor alone is a T cell's where no other cell is said to have it.
            if named & CAR_CLASSES - {"car_t"}:
                continue
            key = "car_t"
        # Once for a sentence: a list of drugs of one kind does not speak louder for it.
        place = key, one.spot.sentence.number
        more = max(0.0, one.weight - counted.get(place, 0.0))
        counted[place] = counted.get(place, 0.0) + more
        weights[key] = weights.get(key, 0.0) + more
    if weights.keys() & {"vaccine", "other"} and not _CANCER.search(body):
        weights.pop("vaccine", None)
        if not any(one.key == "other" and _CALMING.search(_words_of(one)) for one in classes):
            weights.pop("other", None)
    if "combination" in weights and not _IMMUNE.search(body):
        weights.pop("combination", None)
    return {key: weight for key, weight in weights.items() if weight >= _ENOUGH}


_CARRIER: Final = re.compile(
    r"virus(?!-)|virother|bacteri|salmonella|listeria|E\. coli|clostridium", re.IGNORECASE
)
"""Living things that are let into tumours."""
_CALMING: Final = re.compile(r"regulatory|Tregs|stromal|stem cells", re.IGNORECASE)
"""Cells that are given against other illnesses than cancer."""


def _words_of(mention: ClassMention) -> str:
    return mention.spot.sentence.text[slice(*mention.within)]


_MAKERS: Final = CELL_CLASSES | {"other"}
_CARGO_KINDS: Final = frozenset(("bispecific", "checkpoint_inhibitor", "cytokine"))


def _is_cargo(mention: ClassMention) -> bool:
    """Whether it is what engineered cells give off, not a treatment of its own."""
    text, at = mention.spot.sentence.text, mention.within[0]
    return mention.key in _CARGO_KINDS and is_cargo(text, at=at)
