"""What was treated, as finely as the article says, with what qualifies it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from curator.domain.claims import Term, Value
from curator.domain.forms import Form
from curator.suggest.accounts import is_registration
from curator.suggest.context import Context
from curator.suggest.fields.chains import joined
from curator.suggest.fields.disease_kinds import ADVERSE, level_of
from curator.suggest.fields.disease_words import (
    CAUSE,
    COME_BACK,
    CONTAINED,
    ELSEWHERE_USED,
    KEPT_AWAY,
    KIND_OF_DRUG,
    OF_ANTIGEN,
    ORIGIN,
    SITE,
    SPREAD,
    SUFFER_CUES,
    SUFFERS,
)
from curator.suggest.fields.leading import Lead, Token, governs, skipped, tokens_before
from curator.suggest.fields.qualifiers import qualifier_span
from curator.suggest.fields.unlisted_diseases import unlisted
from curator.suggest.reading import HEADING, HEADLINE, LEAD, ArticleText, Rule
from curator.suggest.telling import Frame, Spot, context_at, frame_of, spot_in
from curator.suggest.values import Suggestion

_MARKER: Final = re.compile(
    r"-?(?:positive|negative|mutant|mutated|deficient|proficient)$", re.IGNORECASE
)
_WHO: Final = frozenset(
    """patient patients people adults children women men participant participants mice mouse animals
    dogs cats rats individuals volunteers those subjects macaques monkeys girls boys persons cases
    survivors infants adolescents model models third half man woman person child""".split()
)
_WITH: Final = frozenset(
    """with bearing from by of carrying having for had have developed developing whose in""".split()
)
_FILLERS: Final = frozenset(
    """an a the this that their its human disease autoimmune cancer called form forms of type types
    aggressive deadly lethal incurable most common both either kind severe established different two
    three several various rare implanted orthotopic mouse murine subtype disorder condition blood
    skin inflammatory chronic other some certain known as solid tumor tumors tumour tumours
    including surgically removed fast-growing spread local primary untreated previously treated
    large , ( : \u2013 \u2014 also advanced metastatic with
    early mild late moderate active heavily pretreated invasive lung previously-treated
    refractory relapsed illness neuromuscular neurological muscle nerve kidney liver lung brain
    childhood genetic inherited fatal debilitating condition named""".split()
)
_TREATS: Final = Lead(
    verbs=(
        "treat", "fight", "fought", "combat", "against", "cure", "curing", "shrink", "shrank",
        "eradicat",
        "eliminat", "clear", "slow", "target", "attack", "halt", "control", "suppress", "prevent",
        "destroy", "battl", "delay",
        "postpon", "reduc", "reliev", "eased", "easing", "eases", "calm", "tame", "shrunk",
        "tackl", "beat", "implant", "inject", "inoculat", "engraft",
    ),
    nouns=(
        "treat", "therap", "immunotherap", "vaccin", "drug", "car", "cells", "trial", "study",
        "studies", "efficacy", "activ", "test", "work", "model", "approach", "strateg", "xenograft",
        "line", "cure", "manag", "respon", "surviv", "progress", "outcome", "growth", "remission",
        "inhibitor", "blockade", "used", "risk", "recurrence", "recur", "tolerab", "safe",
        "phase", "patients", "use", "immune", "product", "option", "resistan", "fight", "battle",
    ),
    links=frozenset("of for in into against on to with".split()),
    fillers=_FILLERS - {"of", "with"},
)  # fmt: skip
_BORNE: Final = re.compile(
    r"^(?:\s*\([^)]{1,30}\))?[- ](?:bearing|models?|xenografts?|patients?|mice|cases?|trials?"
    r"|treatment|therapy|participants|tumou?rs? (?:in|of|models?)|returning|recurrence|cells? in"
    r"|vaccine|immunotherapy|progression|growth|implants?|grafts?|lesions?|symptoms?|flares?)\b"
    r"|^ in (?:[\w-]+ ){0,3}?(?:mice|patients|people|adults|children|dogs|monkeys|macaques|rats)\b",
    re.IGNORECASE,
)
_HIS: Final = re.compile(
    r"\b(?:his|her|their|whose|the patient['\u2019]s)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE
)
_LINE_NAME: Final = re.compile(r"(?=.*[a-z])(?=.*\d)[\w./-]{3,12}")
"""A cell line by its name, in small letters: "mice carrying PC-3 prostate tumors"."""
_BEFELL: Final = re.compile(r"\b(?:had|have|has|developed|no|any|of|grade)\s(?:\w+\s){0,3}$")
_OF_A_HOUSE: Final = re.compile(
    r"^ (?:Cent(?:re|er)s?|Council|Institute|Research|Society|Foundation|Hospital|Network|Trust"
    r"|Fund|Agency|Discovery|Cell|Immunology|Association|Alliance|Program(?:me)?|Support|Care"
    r"|Today)\b"
)
_SOMEBODY: Final = re.compile(
    r"(?:\b[A-Z][\w'\u2019-]+|,? \d{1,3}|\bwho|\b[Ss]?[Hh]e|\bthey|\b(?:retriever|labrador|terrier"
    r"|dog|cat|teacher|nurse|farmer|mother|father|\w+man|\w+woman))(?:,[^,.;]{1,40})?,?\s(?:has|had"
    r"|have|developed|suffer(?:s|ed) from|(?:was|is|were) diagnosed with"
    r"|(?:was|were) told (?:that )?(?:\w+ )?had)\s(?:an?\s|the\s)?(?:[\w-]+\s){0,2}$"
)
"""Words before a disease that say whose it is: a name, somebody's age, "her"."""
_SOMEBODY_CUES: Final = ("has", "had", "have", "developed", "suffer", "diagnosed")
_LABEL: Final = re.compile(
    r"^\W*(?:conditions?(?: or diseases?)?|diseases?|indications?|diagnos[ie]s)"
    r"\s?:\s*(?:[^.;]{2,40}, )?$",
    re.IGNORECASE,
)
_KNOWN_AS: Final = re.compile(
    r"^(?:\s*\([^)]{1,40}\))?,?\s+(?:also\s+)?(?:known as|called|termed)\s", re.IGNORECASE
)
_TUMOURS: Final = re.compile(
    r"(?P<words>(?:[\w]+[ -]){0,2}[\w]+-(?:deficient|proficient|positive|negative|mutant))\s+"
    r"(?:tumou?rs?|cancers?)\b",
    re.IGNORECASE,
)
_IN_LIST: Final = re.compile(
    r"\s*(?:\([^)]{1,40}\))?,?\s(?:and\s)?(?:\w+|\d+)\s"
    r"(?:(?:patients?|of (?:them|whom|the patients)|others?)\s)?(?:had|has|with|have)\s(?:an?\s)?",
    re.IGNORECASE,
)
"""Between diseases that are told with how many had each: "three had myositis and four had"."""
_NUMERAL: Final = re.compile(
    r"\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|others?|some|half|most|rest|remaining"
)
_WITHOUT: Final = re.compile(r"\b(?:without|no|not have|free of)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_OF_ITS_OWN: Final = 2
_ANY_CANCER: Final = frozenset(("MONDO:0044881", "CUR:solid-tumor"))
_VIRUS: Final = re.compile(r"(?:HIV|HBV|HCV|EBV|CMV|HPV)(?:-1)?")
"""A virus's name stands for the illness only where somebody has it."""


class Ill(NamedTuple):
    """A disease where a sentence says that it was treated."""

    term: Term
    spot: Spot
    score: float
    qualifier: str
    known_as: bool
    context: Context


def disease(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """The finest diseases that the study is said to have treated."""
    frame = frame_of(article)
    if not frame.tells:
        return
    named: dict[str, list[Ill]] = {}
    for one in _treated(frame):
        named.setdefault(one.term.id or "", []).append(one)
    scores = {key: _total(ones) for key, ones in named.items()}
    if len(named) == 1:
        scores = {key: max(score, _of_target(named[key])) for key, score in scores.items()}
    kept = _kept(named, scores, article=article)
    for key in kept:
        yield from _proposed(frame, named[key], score=scores[key])
    if all(level_of(key) < _OF_ITS_OWN for key in kept):
        yield from _unlisted(frame)


def _unlisted(frame: Frame) -> Iterator[Suggestion]:
    """The first illness that somebody has and no vocabulary names; its name stands as written."""
    for spot, term in unlisted(frame):
        ill = Ill(term, spot, 0.74, "", known_as=False, context=context_at(spot))
        yield _suggestion(frame, [ill], "", score=ill.score)
        return


def _of_target(ones: Sequence[Ill]) -> float:
    """How sure the only illness named is where it is said of the target alone."""
    said = any(one.score >= 0.4 and OF_ANTIGEN.search(one.spot.before[-110:]) for one in ones)
    return 0.62 if said else 0.0


def _total(ones: Sequence[Ill]) -> float:
    best = max(one.score for one in ones)
    return min(0.97, best + 0.03 * sum(one.score >= 0.6 for one in ones[:6]) - 0.03)


def _kept(
    named: Mapping[str, list[Ill]], scores: Mapping[str, float], *, article: ArticleText
) -> list[str]:
    """The finest among those that are sure enough, and what stands in one list with them."""
    sure = [key for key, score in scores.items() if score >= 0.6]
    sure = [key for key in sure if not any(one.known_as for one in named[key]) or len(sure) == 1]
    if not sure:
        return []
    highest = max(scores[key] for key in sure)
    finest = max(level_of(key) for key in sure if scores[key] >= highest - 0.16)
    top = max(scores[key] for key in sure if level_of(key) == finest)
    kept = [key for key in sure if level_of(key) == finest and scores[key] >= top - 0.16]
    for key in sure:
        if key not in kept and level_of(key) and scores[key] >= top - 0.1:
            kept += [key] if _joined_with(named, key, others=kept, article=article) else []
    if set(kept) >= _ANY_CANCER:
        return []  # "blood and solid cancers" are all there are
    return [key for key in kept if not _coarser(named, key, others=kept)]


def _joined_with(
    named: Mapping[str, list[Ill]], key: str, *, others: Sequence[str], article: ArticleText
) -> bool:
    """Whether a disease stands in one list with another that is kept."""
    places = [(one.spot.start, one.spot.end) for other in others for one in named[other]]
    return any(
        (one.spot.start < end and start < one.spot.end)
        or joined(article.body, one.spot.end, to=start)
        or joined(article.body, end, to=one.spot.start)
        for one in named[key]
        for start, end in places
    )


def _coarser(named: Mapping[str, list[Ill]], key: str, *, others: Sequence[str]) -> bool:
    """Whether another kept disease's name ends with this one's: lymphoma, B-cell lymphoma."""
    label = named[key][0].term.label.lower()
    return any(
        other != key and named[other][0].term.label.lower().endswith(f" {label}")
        for other in others
    )


def _treated(frame: Frame) -> Iterator[Ill]:
    before: Ill | None = None
    plans = is_registration(frame.article.body)
    for mention in frame.free("diseases"):
        spot = frame.spot(mention.start, mention.end)
        if spot is None or _is_site(frame, spot):
            continue
        term = Term(mention.label, mention.term_id)
        context = context_at(spot)
        tokens = tokens_before(spot.before)
        own = qualifier_span(tokens)
        score = _said(spot, term, tokens=tokens, own=own)
        if score > 0.9 and not _WITHOUT.search(spot.before[-30:]):
            context = replace(context, negated=False)  # "did not help people with" it
        score *= _trust(context, spot) if not (plans or _is_aim(context)) else 1.0
        qualifier = spot.before[own[0] : own[1]] if own else ""
        if before and _neighbours(frame, before, spot):
            score = max(score, before.score)
            qualifier = qualifier or before.qualifier
        known = _KNOWN_AS.match(spot.after[:60]) is not None
        before = Ill(term, spot, score, qualifier, known, context)
        if score >= 0.3:
            yield before


def _is_site(frame: Frame, spot: Spot) -> bool:
    """Whether it is where a cancer has spread: "the lung tumors" of one that reached the lungs."""
    found = SITE.fullmatch(frame.article.body, spot.start, spot.end)
    if found is None:
        return False
    organ = found["organ"].lower()
    metastases = rf"{SPREAD}{organ}|\b{organ}s? metast|\bmetast\w+ (?:\w+ ){{0,3}}{organ}"
    return re.search(metastases, frame.low) is not None


def _neighbours(frame: Frame, before: Ill, spot: Spot) -> bool:
    """Whether two diseases stand in one list; where they share words they overlap."""
    end = before.spot.end
    if spot.start < end:
        return True
    if spot.start - end <= 3 and "(" in frame.article.body[end : spot.start]:
        return True  # The name in full: "lupus (systemic lupus erythematosus)".
    body = frame.article.body
    if joined(body, end, to=spot.start):
        return True
    return spot.start - end < 60 and _IN_LIST.fullmatch(body, end, spot.start) is not None


def _has(words: Sequence[str]) -> bool:
    """Whether the words end as in "patients with": somebody who has what follows."""
    words = [one for one in words if not _LINE_NAME.fullmatch(one)]
    at = skipped(words, _FILLERS - {"of", "with"}, most=6)
    if at <= 0 or words[at] not in _WITH:
        return False
    if words[at] in ("had", "have") and _NUMERAL.fullmatch(words[at - 1]):
        return True
    before = words[max(0, at - 6) : at]
    return not _WHO.isdisjoint(before) or any(one.endswith("-year-old") for one in before)


def _said(spot: Spot, term: Term, *, tokens: Sequence[Token], own: tuple[int, int] | None) -> float:
    """How surely the words around a disease say that it was treated."""
    words = [one.low for one in tokens]
    if own:
        words = [one.low for one in tokens if one.end <= own[0]]
    low = spot.start - spot.sentence.start
    if _is_recalled(spot):
        return 0.2
    if _is_harm_or_house(spot, term):
        return 0.1
    if _suffers(spot):
        return 0.1 if term.id in ADVERSE else 0.88
    if _has(words):
        return 0.92
    if term.id not in ADVERSE and _is_somebodys(spot):
        return 0.8
    if _VIRUS.fullmatch(spot.sentence.text, low, low + spot.end - spot.start):
        return 0.2
    if term.id in ADVERSE:
        return 0.7 if words and words[-1].startswith("treat") else 0.1
    return _governed(spot, term, words=words)


def _governed(spot: Spot, term: Term, *, words: Sequence[str]) -> float:
    """The same by what governs its name, and by where it stands."""
    governed, after = governs(words, _TREATS), spot.after[:50]
    if _BORNE.match(after):
        return 0.62 if not level_of(term.id or "") and KIND_OF_DRUG.match(after) else 0.86
    if governed in ("verb", "noun") or CONTAINED.match(after) or _LABEL.match(spot.before):
        return 0.8
    if KEPT_AWAY.match(after) or COME_BACK.search(spot.before[-60:]):
        return 0.8
    if spot.sentence.position == HEADLINE:
        return 0.72
    if OF_ANTIGEN.search(spot.before[-110:]):
        return 0.4
    if governed and words[-1] in ("in", "of", "for"):
        return 0.66
    return 0.5 if spot.sentence.position == LEAD else 0.3


def _is_recalled(spot: Spot) -> bool:
    """Whether it is a cause, where something was found first, or where it is used elsewhere."""
    near = spot.before[-90:]
    return bool(CAUSE.search(near[-40:]) or ORIGIN.search(near) or ELSEWHERE_USED.search(near))


def _suffers(spot: Spot) -> bool:
    near = spot.before[-70:]
    low = near.lower()
    return any(one in low for one in SUFFER_CUES) and SUFFERS.search(near) is not None


def _is_aim(context: Context) -> bool:
    """Whether it is only asked "whether" the treatment helps those who have it."""
    asked = {"whether", "to see if", "to test if"}
    return context.hypothetical and {one.lower() for one in context.triggers} <= asked


def _is_somebodys(spot: Spot) -> bool:
    """Whether a person, by name or "her", has it."""
    before = spot.before[-90:]
    if any(one in before for one in _SOMEBODY_CUES) and _SOMEBODY.search(before):
        return True
    return _HIS.search(spot.before[-40:]) is not None


def _is_harm_or_house(spot: Spot, term: Term) -> bool:
    """Whether it befell somebody under treatment, or is a word of a house's name."""
    if term.id in ADVERSE and _BEFELL.search(spot.before[-40:]):
        return True
    capital = spot.sentence.text[spot.start - spot.sentence.start].isupper()
    return capital and _OF_A_HOUSE.match(spot.after) is not None


def _trust(context: Context, spot: Spot) -> float:
    if context.negated or context.other_study:
        return 0.35
    if context.background:
        return 0.4
    if context.hypothetical or context.future:
        # What a headline or lead hopes to help is what the treatment is for.
        early = spot.sentence.position in (HEADLINE, LEAD) and not context.future
        return 0.8 if early else 0.6
    return 0.8 if spot.sentence.position == HEADING or context.comparison else 1.0


def _proposed(frame: Frame, ones: Sequence[Ill], *, score: float) -> Iterator[Suggestion]:
    """One suggestion, or one for each marker by which the article tells cases apart."""
    # "-mutated" is "-mutant"; only another ending tells other cases.
    markers = {_marker(one.qualifier) for one in ones if _MARKER.search(one.qualifier)}
    contrasted = list(_contrasted(frame, markers)) if markers else []
    if contrasted or len(markers) > 1:
        for marker in sorted(markers):
            same = [one for one in ones if _marker(one.qualifier) == marker]
            yield _suggestion(frame, same, same[0].qualifier, score=score)
        for spot, words in contrasted:
            yield _suggestion(frame, [ones[0]._replace(spot=spot)], words, score=min(score, 0.75))
        return
    qualified = [one for one in ones if one.qualifier and one.score >= 0.5]
    qualifier = max(qualified, key=lambda one: one.score).qualifier if qualified else ""
    yield _suggestion(frame, ones, qualifier, score=score)


def _marker(qualifier: str) -> str:
    low = qualifier.lower()
    return low.removesuffix("mutated") + "mutant" if low.endswith("-mutated") else low


def _contrasted(frame: Frame, markers: set[str]) -> Iterator[tuple[Spot, str]]:
    """Tumours of the other kind: "mismatch repair-proficient tumors" beside the deficient."""
    stems = {marker.rsplit("-", 1)[0] for marker in markers}
    for sentence in frame.sentences:
        for found in _TUMOURS.finditer(sentence.text):
            words = next((w for w in _endings(found["words"]) if _stem(w) in stems), "")
            if words and words.lower() not in markers:
                start = sentence.start + found.end("words") - len(words)
                yield spot_in(sentence, start, end=sentence.start + found.end()), words
                return


def _endings(words: str) -> Iterator[str]:
    parts = words.split(" ")
    for at in range(len(parts)):
        yield " ".join(parts[at:])


def _stem(words: str) -> str:
    return words.lower().rsplit("-", 1)[0]


def _suggestion(frame: Frame, ones: Sequence[Ill], qualifier: str, *, score: float) -> Suggestion:
    best = max(ones, key=_says)
    parts: dict[str, Value] = {"name": best.term}
    if qualifier:
        parts["qualifier"] = qualifier
    start = best.spot.start
    own = qualifier_span(tokens_before(best.spot.before))
    if own and best.qualifier:
        start = best.spot.sentence.start + own[0]
    return frame.article.suggestion(
        "disease",
        start,
        end=best.spot.end,
        parts=parts,
        score=score,
        why="It is said of those who were treated, or of what the treatment is for.",
        rule="disease.treated",
        others=tuple((one.spot.start, one.spot.end) for one in ones if one is not best)[:20],
        features={"places": float(len(ones))},
    )


def _says(one: Ill) -> tuple[float, int]:
    """Which place to show: the surest, one with its qualifier, the name in full; the first."""
    points = one.score + (0.06 if one.qualifier else 0.0)
    written = one.spot.sentence.text[one.spot.start - one.spot.sentence.start :]
    if written.lower().startswith(one.term.label.lower()):
        points += 0.15
    if one.spot.sentence.position == HEADLINE:
        points -= 0.1
    return round(points, 3), -one.spot.start


RULES: Final[Mapping[str, Rule]] = {"disease.treated": disease}
