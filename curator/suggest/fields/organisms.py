"""Who or what was treated; people whom an article only speaks of do not count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from curator.domain.claims import REPORTED, UNCLEAR, Term
from curator.domain.forms import Form
from curator.domain.quantities import ONES, TENS
from curator.suggest.accounts import told_of
from curator.suggest.caseless import caseless
from curator.suggest.context import Context
from curator.suggest.reading import HEADLINE, ArticleText, Rule, Sentence
from curator.suggest.telling import Frame, Spot, context_at, frame_of
from curator.suggest.values import Suggestion

_HUMAN: Final = Term("human", "NCBITaxon:9606")
_ANY_ANIMAL: Final = "CUR:animal"
_COARSE: Final = frozenset((_ANY_ANIMAL, "NCBITaxon:9989", "CUR:non-human-primate"))
"""Animal, rodent, non-human primate: nothing where a finer one is told."""
_NOT_TREATED: Final = re.compile(r"NCBITaxon:(?:2|10239|4751|4932|33892|562|1639|1773|28901|11676"
                                 r"|10376|10298|10359|2697049|10245)$")  # fmt: skip
"""Germs: they infect or carry, and are not who was treated."""

_PEOPLE: Final = re.compile(
    r"(?:patients?|participants?|volunteers?|people|children|women|men|adults|individuals"
    r"|subjects|persons|adolescents|infants|boys|girls|survivors|teenagers|toddlers|relatives"
    r"|recipients|carriers|veterans|athletes|smokers|outpatients|inpatients|nurses|students"
    r"|mothers|couples)\b"
)
_ALWAYS: Final = ("patient", "participant", "volunteer", "people", "children", "women", "men")
"""People, whatever a vocabulary calls them; by other words only where they are counted."""

_AGED: Final = re.compile(
    r"\b\d{1,3}-year-old (?:[\w-]+ ){0,2}?(?:patient|woman|man|girl|boy|child|teenager"
    r"|grandmother|grandfather|mother|father|teacher|nurse|farmer|student|retiree|veteran)\b"
    r"|\b[Tt]he \d{1,3}-year-old(?= (?:from|had|was|has|received|got|went|is|of)\b)",
    re.IGNORECASE,
)
_NUMBER_WORDS: Final = frozenset((*ONES, *TENS, "hundred"))
_NUMBER: Final = (
    r"(?:\d{1,3}(?:[,\u2009\u202f ]\d{3})+|\d+|"
    rf"{'|'.join((*ONES, *TENS))}|hundred)(?:[- ](?:{'|'.join(ONES)}))?"
)
_ADJECTIVES: Final = (
    r"(?:\s+(?!(?:in|of|with|and|cancer|that|to|for|from|by|after|when|the|were|was|per|among)\b"
    r"|stud|trial|day|week|month|year|site|cent|hospital|countr|dose|cycle|find)"
    r"[^\W\d][\w*:+/-]*,?){0,5}\s*"
)
_ANY_DIGIT: Final = re.compile(r"\d")
_COUNTED: Final = caseless(
    rf"(?<![\w./-]){_NUMBER}(?:\s+(?:of|out of)\s+(?:the\s+)?(?:{_NUMBER})?)?{_ADJECTIVES}$"
)
_TAKEN: Final = caseless(
    r"\b(?:enrol(?:l?ed|ls?|ling)|treat(?:ed|ing)|recruit(?:ed|ing)|dos(?:ed|ing)|infused"
    r"|randomi[sz](?:ed|ing|ation of)|assign(?:ed|ing)|studied|follow(?:ed|ing)|injected|gave|given"
    r"|administered|tested|evaluated|assessed|examined|included|vaccinated|compared|transplanted"
    r"|(?:trial|study|group|groups|cohort|cohorts|series|sample|number|total|majority|results"
    r"|responses?|remissions?|tumou?rs|survival|outcomes|efficacy|safety|disease|cells|work|use"
    r"|proportion|third|half|quarter|%|percent|two-thirds|most|one|all|both|none|each|majority)"
    r"(?: \w+){0,2} (?:of|in|among|involving|with))"
    r"(?:\s+(?:(?:it|them|the|these|those|this|a|an|our|its|their|to|into|in|of|on|by|with|from"
    r"|small|large|first|total|group|cohort|number|series|new|therapy|drug|vaccine|cells|treatment"
    r"|approach|\d[\d,]*)\b)){0,6}(?:\s+[\w/-]+){0,3}?\s*$"
)
_FIRST: Final = re.compile(r"\b(?:the |its )?first\s+(?:human |pediatric |adult )?$", re.IGNORECASE)
_THE: Final = re.compile(
    r"(?:\b(?:all|the|these|our|both|most|treated|untreated|several|some|each|every|other|more|of"
    r"|many|eligible|control|study|trial|lupus|responding|infused|enrolled|participating)"
    r"(?:\s+[\w/+-]+){0,4}\s+|^\W*(?:\w+:\s*)?)$",
    re.IGNORECASE,
)
_HAPPENED: Final = caseless(
    r"^[^.;]{0,110}?\b(?:were|was|had|received|responded|achieved|experienced|remained|survived"
    r"|developed|showed|went|lived|underwent|completed|died|got|gained|saw|relapsed|reported"
    r"|entered|tolerated|continued|did|lost|maintained|reached|became|stayed|took|has been dosed"
    r"|have been (?:dosed|treated|enrolled)|who (?:have )?completed|cleared|rejected|suffered"
    r"|demonstrated|exhibited|returned|left|avoided|started"
    r"|are (?:randomi[sz]ed|assigned))\b"
)
_WITH: Final = re.compile(
    r"^\s+(?:with|bearing|carrying|engrafted|implanted|inoculated|injected|infected|given|treated"
    r"|that|who|receiving|lacking|harbou?ring|grafted|transplanted|models?|xenografts?)\b",
    re.IGNORECASE,
)
_MODEL: Final = re.compile(
    r"^(?:[- ](?:\w+[- ]){0,3}?(?:models?|xenografts?|tumou?rs?|studies|study|experiments?|strains?"
    r"|avatars?))\b",
    re.IGNORECASE,
)
_IN: Final = re.compile(r"\b(?:in|into|of|to|from|on)\s+(?:[\w/-]+\s+){0,4}$", re.IGNORECASE)
_OWNED: Final = re.compile(
    r"^(?:['\u2019]s?\s|['\u2019]$|[- ]derived|[- ]specific|[- ]reported"
    r"|\s+(?:cells?|tumou?rs?|cancers?|xenografts?|samples?|blood|outcomes?|care|body|bodies|health"
    r"|advoca\w+|groups?|access|antibod\w+|serum|plasma|IgG|genes?|genome|T cells?|PBMCs?"
    r"|population"
    r"|papilloma\w*|immunodeficiency|leu[ck]ocyte|studies|trials|testing|tests|use|subjects? re"
    r"|monoclonal|cytokines?|interleukin\S*|IL-\d+|protein|recombinant|albumin|safety|tissues?"
    r"|diseases?|organ\w*|kidneys?|hearts?|liver|lung|brain|skin|immune|scFv|fibroblasts|embryos?)\b)",
    re.IGNORECASE,
)
_ADJECTIVE: Final = re.compile(r"(?:equine|bovine|porcine|ovine|feline|murine|simian)\b", re.I)
_FIGURE_OF_SPEECH: Final = caseless(r"\b(?:trojan|dark|work|guinea|cat and|lab)\s*$")
_AGAINST: Final = re.compile(r"\b(?:anti|rabbit|goat)[- ]$|\bfetal\s$|\bfoetal\s$", re.IGNORECASE)
_PRECLINICAL: Final = re.compile(r"\bpre-?clinical\b", re.IGNORECASE)
_TRIAL: Final = re.compile(r"\b(?:phase [1-4IV]|randomi[sz]ed|enrol\w*|first-in-human)", re.I)
_BEFORE_PEOPLE: Final = re.compile(
    r"\b(?:not (?:yet )?been (?:tested|tried) in (?:people|humans|patients)|animal (?:\w+ )?"
    r"(?:studies|tests|trials) before|before (?:it|they|the \w+) can be (?:tested|tried|used)"
    r" in (?:people|humans|patients)|human (?:studies|trials) (?:are|is) (?:still )?needed)\b",
    re.IGNORECASE,
)


_NOT_YET: Final = ("not been", "not yet been", "animal", "before ", "human studies", "human trials")
_ENOUGH: Final = 6
"""So many sure places of one organism tell what more would."""


class Treated(NamedTuple):
    """An organism where a sentence says that it was treated or observed."""

    term: Term
    start: int
    end: int
    score: float
    counted: bool
    context: Context


@dataclass(frozen=True, slots=True)
class Subject:
    """Who was treated, and where that is clearest; not reported where the article is at odds."""

    term: Term
    start: int
    end: int
    score: float
    reported: bool
    others: tuple[tuple[int, int], ...]
    share: float


def organism(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """The organism most said to have been treated, with where that is clearest, and others."""
    frame = frame_of(article)
    subject = treated_organism(frame)
    if subject is None:
        return
    yield article.suggestion(
        "organism",
        subject.start,
        end=subject.end,
        value=subject.term,
        status=REPORTED if subject.reported else UNCLEAR,
        score=subject.score,
        why="They are said to have been treated or observed."
        if subject.reported
        else "People are named, but the article calls the work preclinical.",
        rule="organism.treated",
        others=subject.others,
        features={"places": float(len(subject.others) + 1), "share": subject.share},
    )
    for further in _further(frame, subject):
        yield article.suggestion(
            "organism",
            further.start,
            end=further.end,
            value=further.term,
            score=min(0.8, further.score, subject.score - 0.02),
            why="They are said to have been treated, too.",
            rule="organism.treated",
        )


def human_id() -> str:
    """The id of people."""
    return str(_HUMAN.id)


@lru_cache(maxsize=2)
def _by_organism(frame: Frame) -> Mapping[str, list[Treated]]:
    """The places at which a sentence says that somebody was treated, by the term's id."""
    named: dict[str, list[Treated]] = {}
    for one in _treated(frame):
        named.setdefault(one.term.id or "", []).append(one)
    return named


_TOLD_TOO: Final = re.compile(
    r"\b(?:we|our|the (?:team|researchers|scientists|authors|group|investigators|doctors)|they"
    r"|first|also|then|next|as well|both)\b",
    re.IGNORECASE,
)
"""What says of people beside animals that the study itself went on to them, or came from there."""
_DONORS: Final = re.compile(
    r"\b(?:from|of|by|donated|samples?|cultures?|taken|tumou?rs?)\s+(?:[\w-]+\s){0,3}$", re.I
)
_APES: Final = re.compile(r"macaque|monkey|baboon|marmoset|primate", re.IGNORECASE)
_SURE: Final = 0.92


def _further(frame: Frame, first: Subject) -> Iterator[Treated]:
    """Others that a sentence says were treated in the study: monkeys after mice."""
    if not first.reported:
        return
    named = _by_organism(frame)
    for key, ones in named.items():
        best = max(ones, key=lambda one: (one.score, -one.start))
        sentence = frame.article.sentence_at(best.start)
        if key == first.term.id or key in _COARSE or sentence is None:
            continue
        if _APES.search(best.term.label) and _APES.search(first.term.label):
            continue
        if told_of(sentence) >= 1 and not best.context.comparison:
            mixed = _HUMAN.id in (key, first.term.id)
            if not mixed or _is_both(frame.article, first, best, sentence):
                yield best


def _is_both(article: ArticleText, first: Subject, other: Treated, sentence: Sentence) -> bool:
    """Whether the study itself went from animals on to people, or back."""
    if not _is_sure(other, sentence.text[: other.start - sentence.start]):
        return False
    if _TOLD_TOO.search(sentence.text):
        return True
    people = article.sentence_at(first.start) if other.start < first.start else None
    return people is not None and _THEN.search(people.text) is not None


_THEN: Final = re.compile(r"\b(?:then|next|also|afterwards|subsequently)\b", re.IGNORECASE)


def _is_sure(one: Treated, before: str) -> bool:
    """Whether people were counted and treated, not only gave cells; of animals nothing more."""
    if one.term.id != _HUMAN.id:
        return True
    return one.counted and one.score >= _SURE and not _DONORS.search(before)


@lru_cache(maxsize=2)
def treated_organism(frame: Frame) -> Subject | None:
    """Who was treated, by all that the article says of it; None where it says nothing."""
    if not frame.tells:
        return None
    named = _by_organism(frame)
    fine = [key for key in named if key not in _COARSE]
    kept = {key: ones for key, ones in named.items() if key in fine or not fine}
    if not kept:
        return None
    weights = {key: _weight(ones) for key, ones in kept.items()}
    key = max(weights, key=lambda one: weights[one])
    best = max(kept[key], key=lambda one: (one.score, -one.start))
    return Subject(
        term=best.term,
        start=best.start,
        end=best.end,
        score=min(0.97, best.score),
        reported=key != _HUMAN.id or not _contradicted(frame, kept[key]),
        others=tuple((one.start, one.end) for one in kept[key] if one is not best)[:20],
        share=weights[key] / sum(weights.values()),
    )


def _weight(ones: list[Treated]) -> float:
    return sum(sorted((one.score for one in ones), reverse=True)[:5])


def _treated(frame: Frame) -> Iterator[Treated]:
    sure: dict[str, int] = {}
    for spot, term in _candidates(frame):
        if sure.get(term.id or "", 0) >= _ENOUGH:
            continue
        context = context_at(spot)
        score, counted = _said(spot, term, context=context)
        score *= _trust(context)
        if score >= 0.5:
            start = spot.start
            if counted and (found := _COUNTED.search(spot.before[-80:])):
                start -= len(found.group())
            sure[term.id or ""] = sure.get(term.id or "", 0) + (score >= 0.85)
            yield Treated(term, start, spot.end, score, counted, context)


def _candidates(frame: Frame) -> Iterator[tuple[Spot, Term]]:
    """People, those who are counted first, and the organisms that a vocabulary names."""
    people = list(_people(frame))
    counted = [_is_counted(spot.before[-80:]) for spot, _ in people]
    for (spot, _), is_counted in zip(people, counted, strict=True):
        if is_counted:
            yield spot, _HUMAN
    for (spot, loose), is_counted in zip(people, counted, strict=True):
        if not is_counted and not loose:
            yield spot, _HUMAN
    for _, spot in frame.found(_AGED, ("-year-old",)):
        yield spot, _HUMAN
    for mention in frame.free("organisms"):
        if mention.term_id == _HUMAN.id or _NOT_TREATED.match(mention.term_id):
            continue
        if named := frame.spot(mention.start, mention.end):
            yield named, Term(mention.label, mention.term_id)


def _people(frame: Frame) -> Iterator[tuple[Spot, bool]]:
    """People in small letters: a pattern that begins with letters of one case is found fast."""
    low = frame.low
    for found in _PEOPLE.finditer(low):
        start, end = found.span()
        if (start == 0 or not (low[start - 1].isalnum() or low[start - 1] == "_")) and (
            spot := frame.spot(start, end)
        ):
            yield spot, not found.group().startswith(_ALWAYS)


def _is_counted(before: str) -> bool:
    """Whether a number leads up to what follows; most words have none near, which is seen fast."""
    near = _ANY_DIGIT.search(before) is not None or not _NUMBER_WORDS.isdisjoint(
        before.lower().replace("-", " ").split()
    )
    return near and _COUNTED.search(before) is not None


def _said(spot: Spot, term: Term, *, context: Context) -> tuple[float, bool]:
    """How surely the sentence says that it was treated, and whether it was counted."""
    before, after = spot.before[-110:], spot.after[:130]
    if (
        spot.after.lstrip().startswith("?")
        or _FIGURE_OF_SPEECH.search(before)
        or _AGAINST.search(before)
    ):
        return 0.0, False
    human = term.id == _HUMAN.id
    if not human and _MODEL.match(after) and not context.background:
        return 0.88, False
    if _OWNED.match(after) or _ADJECTIVE.match(
        spot.sentence.text, spot.start - spot.sentence.start
    ):
        return 0.0, False
    return _person(spot, before, after=after) if human else _animal(before, after)


def _person(spot: Spot, before: str, *, after: str) -> tuple[float, bool]:
    happened = _HAPPENED.match(after) is not None
    if _AGED.match(spot.sentence.text, spot.start - spot.sentence.start):
        return (0.92 if happened or _WITH.match(after) else 0.5), True
    if _is_counted(before[-80:]):
        return (0.95 if happened or _TAKEN.search(before) else 0.86), True
    if _FIRST.search(before) and happened:
        return 0.92, True
    if _TAKEN.search(before):
        return 0.88, False
    if happened and (_THE.search(before) or _WITH.match(after)):
        return 0.85, False
    if spot.sentence.position == HEADLINE and re.search(
        r"\b(?:in|for|of|on|helps?|spares?|cures?|treats?|gives?)\s(?:\w+\s){0,3}$", before
    ):
        return 0.72, False
    return 0.0, False


def _animal(before: str, after: str) -> tuple[float, bool]:
    happened = _HAPPENED.match(after) is not None
    if _is_counted(before[-80:]):
        return 0.9, True
    if _WITH.match(after):
        return (0.93 if happened else 0.88), False
    if happened or _TAKEN.search(before):
        return 0.86, False
    if _IN.search(before):
        return 0.82, False
    return 0.0, False


def _trust(context: Context) -> float:
    """What the sentence leaves of it; that something did not happen to them leaves all."""
    if context.other_study or context.background:
        return 0.35
    if context.hypothetical or context.future:
        return 0.4
    return 0.95 if context.comparison or context.subject == "control" else 1.0


def _contradicted(frame: Frame, people: list[Treated]) -> bool:
    """Whether the work is called preclinical and nobody was counted."""
    if any(frame.found(_BEFORE_PEOPLE, _NOT_YET)):
        return True
    if any(one.counted for one in people) or _TRIAL.search(frame.article.body):
        return False
    return any(
        not context_at(spot._replace(end=spot.start + 1)).other_study
        for _, spot in frame.found(_PRECLINICAL, ("preclinical", "pre-clinical"))
    )


RULES: Final[Mapping[str, Rule]] = {"organism.treated": organism}
