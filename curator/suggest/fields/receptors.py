"""How the receptor is built: binder, costimulation, generation, logic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from curator.domain.claims import Value
from curator.domain.forms import Form
from curator.suggest.reading import ArticleText, Rule
from curator.suggest.telling import Frame, Spot, context_at, frame_of
from curator.suggest.therapies import CAR_CLASSES
from curator.suggest.values import Suggestion

_DOMAIN: Final = (
    r"(?:[- ](?:based|derived))?[ /-](?:co-?stimulatory|costimulation|signall?ing|intracellular"
    r"|endo"
    r"|co-?stimulated)?[ -]?(?:domains?|endodomains?|signall?ing|co-?stimulat\w+|moieties|region)"
)
_COSTIMULATION: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "4-1bb",
        re.compile(rf"\b(?:4-1BB|41BB|CD137){_DOMAIN}|\b(?:4-1BB|41BB|BB)-?\u03b6\b|\bBBz\b"),
    ),
    ("cd28", re.compile(rf"\bCD28{_DOMAIN}|\bCD28-?(?:\u03b6|zeta|z)\b|\b28z\b")),
    ("icos", re.compile(rf"\bICOS{_DOMAIN}")),
    ("ox40", re.compile(rf"\bOX40{_DOMAIN}")),
)
_GENERATIONS: Final[Mapping[str, str]] = {
    "first": "1",
    "second": "2",
    "third": "3",
    "fourth": "4",
    "fifth": "5",
}
_GENERATION: Final = re.compile(
    r"\b(?P<word>first|second|third|fourth|fifth)[- ]generation\b(?=[^.;]{0,30}\b(?:CAR|chimeric))",
    re.IGNORECASE,
)
_BINDER: Final = re.compile(
    r"\b(?:[\w-]+ )?(?:scFvs?|single-chain variable fragments?|nanobod(?:y|ies)|VHHs?|DARPins?)\b"
)
_LOGIC: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "tandem",
        re.compile(
            r"\b(?:tandem|bispecific|bivalent|dual[- ](?:target(?:ed|ing)?|specific|antigen))[- ]"
            r"(?:\S+[- ])?(?:CARs?|CAR-?T|chimeric)\b",
            re.IGNORECASE,
        ),
    ),
    ("and", re.compile(r"\bAND[- ]gated?\b")),
    ("or", re.compile(r"\bOR[- ]gated?\b")),
    ("not", re.compile(r"\bNOT[- ]gated?\b")),
)


def car_design(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """What sentences about the study say of the receptor's build, in one item."""
    frame = frame_of(article)
    if frame.therapy not in CAR_CLASSES:
        return
    found = dict(_parts(frame))
    if not found:
        return
    order = ("binder", "costimulation", "generation", "logic")
    places = [found[key][1] for key in order if key in found]
    parts: dict[str, Value] = {key: found[key][0] for key in order if key in found}
    yield article.suggestion(
        "car_design",
        places[0].start,
        end=places[0].end,
        parts=parts,
        score=0.82,
        why="The words say how the receptor is built.",
        rule="receptor.built",
        others=tuple((one.start, one.end) for one in places[1:]),
    )


def _parts(frame: Frame) -> Iterator[tuple[str, tuple[str, Spot]]]:
    if binder := _first(frame, _BINDER, ("scfv", "single-chain", "nanobod", "vhh", "darpin")):
        yield "binder", (frame.article.body[binder.start : binder.end], binder)
    for key, pattern in _COSTIMULATION:
        if place := _first(
            frame, pattern, ("1bb", "cd137", "bbz", "bb\u03b6", "28", "icos", "ox40")
        ):
            yield "costimulation", (key, place)
            break
    if place := _first(frame, _GENERATION, ("generation",)):
        word = frame.article.body[place.start : place.end].lower().split("-")[0].split(" ")[0]
        yield "generation", (_GENERATIONS[word], place)
    for key, pattern in _LOGIC:
        if place := _first(frame, pattern, ("tandem", "specific", "bivalent", "dual", "gate")):
            yield "logic", (key, place)
            break


def _first(frame: Frame, pattern: re.Pattern[str], cues: tuple[str, ...]) -> Spot | None:
    """The first place where the sentence asserts it of the study."""
    for _, spot in frame.found(pattern, cues):
        context = context_at(spot)
        if context.stated and not context.comparison:
            return spot
    return None


RULES: Final[Mapping[str, Rule]] = {"receptor.built": car_design}
