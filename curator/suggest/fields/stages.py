"""How far the work is: stage, phase of the trial, and how it was set up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from curator.domain.forms import Form
from curator.suggest.caseless import Pattern, caseless
from curator.suggest.fields.organisms import human_id, treated_organism
from curator.suggest.numbers.to_come import is_to_come
from curator.suggest.reading import HEADING, ArticleText, Rule
from curator.suggest.telling import Frame, context_at, frame_of
from curator.suggest.values import Suggestion

Telling = tuple[Pattern, float, tuple[str, ...]]
"""A pattern, how surely it tells, and words to look for first."""

_PEOPLE: Final = r"(?:patients?|participants?|people|volunteers|women|men|children|adults|subjects)"
_CLINICAL: Final[tuple[Telling, ...]] = (
    (
        re.compile(r"\bfirst[- ]in[- ]humans?\b|\bfirst human (?:test|trial|study)\b", re.I),
        0.92,
        ("first",),
    ),
    (
        caseless(
            r"\b(?:enrol(?:l?ed|ls)|recruited|randomi[sz]ed|dosed"
            r"|randomly (?:assigned|allocated))\b"
            rf"[^.;]{{0,50}}?\b{_PEOPLE}\b"
            rf"|\b{_PEOPLE}\b[^.;]{{0,40}}?\b(?:were|was|have been|has been) (?:\w+ly )?(?:enrolled"
            r"|recruited|randomi[sz]ed|assigned|dosed|treated|infused|given|eligible)\b"
        ),
        0.9,
        (
            "enrol",
            "recruit",
            "random",
            "dosed",
            "treated",
            "infused",
            "given",
            "eligible",
            "assign",
        ),
    ),
    (
        re.compile(r"\b(?:phase|Phase|PHASE) ?(?:[1-4]|I{1,3}V?|IV)\w?\b[^.;]{0,40}"),
        0.88,
        ("phase",),
    ),
    (
        re.compile(
            r"\b(?:[\w-]+ )?clinical (?:trials?|stud(?:y|ies)|reports?|results|data|responses?)\b",
            re.IGNORECASE,
        ),
        0.8,
        ("clinical",),
    ),
)
_OBSERVATIONAL: Final = re.compile(
    r"\b(?:retrospective(?:ly)?|observational (?:study|cohort)|cohort study|case series"
    r"|(?:study|analysis) (?:was|is) (?:observational|retrospective)"
    r"|case-control|real-world (?:study|analysis|data)|cross-sectional)\b",
    re.IGNORECASE,
)
_REVIEW: Final = re.compile(
    r"\b(?:this|present|conducted a|performed a|our) (?:systematic |narrative )?(?:review"
    r"|meta-analys[ie]s)\b|\bwe review\b|\breview (?:summari[sz]es|covers|discusses|examines)\b"
    r"|(?:\A|(?<=\n)|(?<=[.:] ))(?:a |an updated )?(?:systematic|scoping)"
    r" review (?:and meta-analysis )?(?:of|included|pooled)\b"
    r"|: (?:a|an updated) (?:systematic review|meta-analys[ie]s)\b",
    re.IGNORECASE,
)
_PRECLINICAL: Final[tuple[Telling, ...]] = (
    (
        re.compile(
            r"\b(?:findings?|results?|work|research|study|data|therapy|treatment|approach)\s+(?:is|are"
            r"|remains?)\s+(?:currently |still |only |so far )*pre-?clinical\b",
            re.IGNORECASE,
        ),
        0.95,
        ("preclinical", "pre-clinical"),
    ),
    (
        re.compile(
            r"\b(?:human|clinical) (?:studies|trials|testing|tests)\s+(?:is|are|will be)\s+"
            r"(?:still )?(?:needed|required|necessary)\b",
            re.IGNORECASE,
        ),
        0.93,
        ("needed", "required", "necessary"),
    ),
    (
        re.compile(
            r"\b(?:in |our |these |several |multiple |the )?pre-?clinical (?:trials?|stud(?:y|ies)"
            r"|models?|experiments?|work|data|results|tests?|testing|testing|evidence|findings)\b",
            re.IGNORECASE,
        ),
        0.85,
        ("preclinical", "pre-clinical"),
    ),
)
_IN_VITRO: Final = re.compile(
    r"\b(?:in vitro|cell lines?|in (?:cell )?cultures?|organoids?|in (?:the|a) "
    r"(?:lab(?:oratory)? )?dish|co-?cultur\w+)\b",
    re.IGNORECASE,
)
_WATCHED: Final = ("retrospective", "observational", "cohort", "case", "real-world", "cross-sec")
_CULTURED: Final = ("vitro", "cell line", "culture", "organoid", "dish")
_DESIGN_CUES: Final[Mapping[str, tuple[str, ...]]] = {
    "randomised": ("random", "rct"),
    "blinded": ("blind", "masked"),
    "single_arm": ("arm", "uncontrolled"),
    "controlled": ("control", "untreated", "vehicle"),
}
_PHASE: Final = re.compile(
    r"\b(?:[Pp]hase|PHASE)[ -]?(?P<one>IV|I{1,3}|[1-4])(?P<sub>[abAB]?)"
    r"(?:\s?[/\u2013-]\s?(?:[Pp]hase )?(?P<two>I{1,3}|[1-4])[abAB]?)?\b"
)
_ROMAN: Final[Mapping[str, str]] = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_PHASES: Final = frozenset(("1", "1/2", "2", "3", "4"))
_DESIGNS: Final[tuple[tuple[str, Pattern], ...]] = (
    (
        "randomised",
        re.compile(
            r"(?<!non-)(?<!non)(?<!un)\brandomi[sz](?:ed|ation|ing)\b|\brandomly (?:assigned"
            r"|allocated|divided|received)\b|\bassigned (?:\w+ )?at random\b|\bRCT\b",
            re.IGNORECASE,
        ),
    ),
    (
        "blinded",
        re.compile(
            r"\b(?:double|single|triple|observer|assessor|investigator)[- ]?(?:blind(?:ed)?"
            r"|masked)\b|(?<!un)\bblinded\b|\bmasked\b",
            re.IGNORECASE,
        ),
    ),
    ("single_arm", re.compile(r"\b(?:single|one)[- ]arm\b|\buncontrolled (?:study|trial)\b", re.I)),
    (
        "controlled",
        re.compile(
            r"\bplacebo[- ]controlled\b|\bcontrolled (?:clinical )?(?:trial|study|experiment)\b"
            r"|\bcontrol (?:group|arm|mice|animals)\b|\b(?:untreated|vehicle[- ]treated) (?:mice"
            r"|animals|controls?|group)\b",
            re.IGNORECASE,
        ),
    ),
)


class Place(NamedTuple):
    """A stretch of the article, and how surely it says what it is there for."""

    score: float
    start: int
    end: int


def stage(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """By what the article calls the work, and by who was treated."""
    frame = frame_of(article)
    if not frame.tells:
        return
    found = _stage(frame)
    if found:
        key, place, why = found
        yield article.suggestion(
            "stage",
            place.start,
            end=place.end,
            value=key,
            score=place.score,
            why=why,
            rule="stage.told",
        )


def _stage(frame: Frame) -> tuple[str, Place, str] | None:
    reviewed = _first(frame, _REVIEW, 0.85, cues=("review", "meta-anal"))
    if reviewed:
        return "review", reviewed, "The article calls itself a review."
    subject = treated_organism(frame)
    preclinical = _best(frame, _PRECLINICAL)
    if subject and subject.reported and subject.term.id != human_id():
        if preclinical:
            return (
                "in_vivo",
                preclinical,
                "Animals were treated; no people were, as these words say.",
            )
        return "in_vivo", Place(0.85, subject.start, subject.end), "Animals were treated."
    clinical = _best(frame, _CLINICAL)
    if preclinical and not (subject and subject.reported):
        return "preclinical", preclinical, "The article calls the work preclinical."
    if subject and subject.reported:
        watched = _first(frame, _OBSERVATIONAL, 0.8, cues=_WATCHED)
        if watched and not (clinical and clinical.score > 0.8):
            return (
                "observational",
                watched,
                "The article calls itself a study of records or a cohort.",
            )
        return (
            "clinical",
            clinical or Place(0.75, subject.start, subject.end),
            "People were treated.",
        )
    in_vitro = _first(frame, _IN_VITRO, 0.7, cues=_CULTURED)
    return ("in_vitro", in_vitro, "Cells in culture were treated.") if in_vitro else None


def _best(frame: Frame, patterns: Sequence[Telling]) -> Place | None:
    places = [
        place
        for pattern, score, cues in patterns
        if (place := _first(frame, pattern, score, cues=cues))
    ]
    return max(places, key=lambda one: one.score, default=None)


def _first(frame: Frame, pattern: Pattern, score: float, *, cues: Sequence[str]) -> Place | None:
    """The first place where the sentence asserts it; a need ("are needed") asserts that, too."""
    for match, spot in frame.found(pattern, cues):
        if spot.sentence.position == HEADING:
            continue
        context = context_at(spot._replace(end=spot.start + 1))
        needed = "need" in match.group() or "requir" in match.group()
        if context.stated or (needed and not context.other_study):
            return Place(score, spot.start, spot.end)
    return None


def phase(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """The phase of the trial that is reported, not of one to come."""
    frame = frame_of(article)
    if not frame.tells:
        return
    for found, spot in frame.found(_PHASE, ("phase",)):
        context = context_at(spot)
        key = _phase_key(found)
        if is_to_come(spot.sentence.text):
            continue
        if key in _PHASES and context.stated and not context.comparison:
            yield article.suggestion(
                "phase",
                spot.start,
                end=spot.end,
                value=key,
                score=0.9,
                why="The words name the phase of the trial.",
                rule="phase.named",
            )
            return


def _phase_key(found: re.Match[str]) -> str:
    one = _ROMAN.get(found["one"], found["one"])
    two = _ROMAN.get(found["two"] or "", found["two"] or "")
    return f"{one}/{two}" if two and two != one else one


def design(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """Randomised, blinded, single arm; controlled where nothing finer is said."""
    frame = frame_of(article)
    if not frame.tells:
        return
    found: dict[str, Place] = {}
    for key, pattern in _DESIGNS:
        if (place := _first(frame, pattern, 0.88, cues=_DESIGN_CUES[key])) is not None:
            found[key] = place
    if "randomised" in found:
        found.pop("controlled", None)
    for key, place in found.items():
        yield article.suggestion(
            "design",
            place.start,
            end=place.end,
            value=key,
            score=place.score,
            why="The words say how the groups were made.",
            rule="design.named",
        )


RULES: Final[Mapping[str, Rule]] = {
    "stage.told": stage,
    "phase.named": phase,
    "design.named": design,
}
