"""By which way a treatment was given: the words for it, or "an infusion", which goes into a vein.

An infusion is by definition one into the blood (NCI Dictionary of Cancer Terms: "Also called
intravenous infusion"), so that it says so where the article names no other way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from curator.domain.forms import Form
from curator.suggest.context import Context
from curator.suggest.reading import ArticleText, Rule
from curator.suggest.telling import Frame, Spot, context_at, frame_of
from curator.suggest.values import Suggestion

_INTO: Final = r"(?:in|into|to|through|via|by|using)"
_ITS: Final = r"(?:(?:the|an?|their|his|her|its|each|every|one|patients?['’]s?|mice['’]s) )?"
_ROUTES: Final[tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]] = (
    (
        "intravenous",
        ("intravenous", "i.v.", "iv ", " vein", "blood", "circulation", "drip", "systemic"),
        re.compile(
            r"\bintravenous(?:ly)?\b|\bi\.v\.|\bIV (?:infusion|injection|drip|line)\b"
            rf"|\b{_INTO} {_ITS}(?:(?:large |small |tail |arm |central |peripheral |jugular |neck "
            r"|forearm |single |lateral )*)veins?\b"
            rf"|\b(?:into|to|through|via) {_ITS}(?:[a-z]+['’]s? )?(?:blood(?: ?stream)?"
            r"|(?:blood )?circulation)\b(?!-| (?:brain|vessels? (?:of|in)|cells|count|samples?"
            r"|levels?"
            r"|pressure|supply|tests?))"
            r"|\b(?:through|via|by|on) (?:an? )?(?:IV|(?:intravenous )?drip)\b"
        ),
    ),
    (
        "intratumoral",
        ("intra", "into "),
        re.compile(
            r"\bintra-?tumou?ral(?:ly)?\b"
            r"|\b(?:directly |straight )?into (?:the|their|his|her|a|one|each|every|some)(?: \w+)?"
            r" (?:tumou?rs?|lesions?)\b(?! (?:bed|cavity|cells?|microenvironment|tissue|site))"
            r"|\bintralesional(?:ly)?\b",
            re.IGNORECASE,
        ),
    ),
    (
        "intraperitoneal",
        ("periton", "abdom", "belly"),
        re.compile(
            r"\bintra-?peritoneal(?:ly)?\b|\b(?:in)?to (?:the |their |a )?(?:abdominal cavity"
            r"|abdomen|belly|peritoneal cavity|peritoneum)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "intrathecal",
        ("intrathecal", "spinal", "lumbar"),
        re.compile(
            r"\bintrathecal(?:ly)?\b|\binto (?:the |their )?(?:cerebro)?(?:spinal (?:fluid|canal)"
            r"|spine)\b|\b(?:by|through|via) (?:an? )?(?:lumbar puncture|spinal tap)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "intraventricular",
        ("ventric", "ommaya", "surrounds the brain", "around the brain", "bathes the brain"),
        re.compile(
            r"\bintra-?(?:cerebro)?ventricular(?:ly)?\b"
            r"|\binto (?:the |one of the )?(?:brain['’]s )?(?:lateral )?ventricles?\b"
            r"|\binto (?:the )?(?:brain['’]s )?fluid[- ](?:filled )?(?:spaces?|cavit(?:y|ies)"
            r"|chambers?)"
            r"(?: (?:of|in) the brain)?\b"
            r"|\b(?:through|via|by) (?:an? )?Ommaya reservoir\b"
            r"|\binto the (?:\w+ )?fluid (?:that |which )?(?:surround(?:s|ing)|bath(?:es|ing)"
            r"|around)"
            r" (?:the )?brain\b",
            re.IGNORECASE,
        ),
    ),
    (
        "subcutaneous",
        ("subcutaneous", "skin"),
        re.compile(
            r"\bsubcutaneous(?:ly)?\b|\b(?:under|beneath|below) (?:the |their )?skin\b",
            re.IGNORECASE,
        ),
    ),
    (
        "oral",
        ("oral", "by mouth", "capsule", "tablet", "pill", "swallow", "drink"),
        re.compile(
            r"\borally\b|\boral (?:doses?|administration|tablets?|capsules?|gavage|treatment)\b"
            r"|\bby mouth\b|\b(?:took|swallow\w*) (?:[\w-]+ ){0,2}(?:capsules?|tablets?|pills?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "other",
        (
            *("intra", "into the ", "into a ", "into their", "into one", "into his", "into her"),
            *("into each", "through the ", "through a", "via ", "by the ", "inhal", "topic"),
        ),
        re.compile(
            r"\b(?:into|through|via|by) (?:the|an?|their|his|her|one|each) (?:[\w-]+ "
            r")?(?:hepatic"
            r" artery|artery|spleen|portal vein|liver|bladder|pleural (?:space|cavity)|chest "
            r"cavity|joint"
            r"|knee|eye|bone marrow|lymph nodes?|nose|lungs?|thigh muscle|muscle|brain"
            r"|resection cavity"
            r"|surgical cavity|tumou?r (?:bed|cavity))\b(?! (?:cells?|tissue|barrier|metast))"
            r"|\bintra-?(?:cranial|cerebral|pleural|vitreal|articular|dermal|muscular|nasal|vesical"
            r"|arterial|nodal|lymphatic|hepatic|osseous|cavitary|cavitar)(?:ly)?\b"
            r"|\b(?:inhaled|by inhalation|topically)\b",
            re.IGNORECASE,
        ),
    ),
)
_GIVEN: Final = re.compile(
    r"\b(?:infus|inject|administ|giv|given|gave|deliver|receiv|dos(?:e|ed|es|ing)|treat|vaccinat"
    r"|random|swallow|return|put back|got|transfer|drip)\w*\b|\btook\b",
    re.IGNORECASE,
)
_GROWN: Final = re.compile(
    r"\b(?:subcutaneous|intraperitoneal|intravenous|intracranial|intracerebral|intramuscular"
    r"|intrahepatic|intradermal)(?:ly)?\s+(?:\w+\s)?(?:tumou?rs?|implant|xenograft|inocul|model"
    r"|engraft|fat|tissue|challenge|grow|metast|lesions?|bleed|h(?:a)?emorrhage|pressure|nodules?)",
    re.IGNORECASE,
)
_TUMORS: Final = re.compile(
    r"\b(?:tumou?rs?|xenografts?|implanted|grown?|growing|spread|metasta\w+|lay|lie|sit|bled"
    r"|bleeding|engrafted|inoculated|challenged) (?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_TUMOR_CELLS: Final = re.compile(
    r"\b(?:(?:[Tt]umou?r|[Cc]ancer|[Ll]euk\w*emia|[Ll]ymphoma|[Ll]ymphoblast\w*|\w+oma"
    r"|[A-Z]\w*\d\w*)) cells(?: (?!CAR|and |then )\w+){0,5} $"
)
"""What lies there, or was put there to make an illness, instead of being given there."""
_SAMPLED: Final = re.compile(
    r"\b(?:detect\w*|found|seen|measured|leak\w*|enter\w*|cross\w*|reach\w*|travel\w*|migrat\w*"
    r"|pass\w*"
    r"|releas\w*|get|got|secret\w*|spill\w*|shed|circulat\w*|mov\w+|wander\w*|home\w*|flow\w*"
    r"|pour\w*"
    r"|infiltrat\w*|penetrat\w*|look\w*|deeper?)"
    r" (?:\w+ ){0,4}$",
    re.IGNORECASE,
)
"""What something does that is in the body already."""
_INFUSION: Final = re.compile(
    r"\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|single|second|repeated"
    r"|several"
    r"|multiple|both|first|weekly|daily|monthly|further|one-time|by|via|as an?|per|each)"
    r" (?:(?:[a-z-]+|\d+-\w+) ){0,2}?infusions?\b"
    r"|\b(?:infus(?:ed|ing)|infusions? (?:of|with)) (?:(?:back )?(?:in)?to (?:the |their |each "
    r"|every |\w+ )?"
    r"(?:patients?|people|them|him|her|children|mice|animals|participants|dogs|monkeys"
    r"|volunteers)\b"
    r"|(?:[\w-]+ ){0,6}?(?:cells|antibody|drug|product|vaccine|particles|dose)\b)"
    r"|\b(?:was|were|been|being) (?:then |\w+ly )?(?:re-?)?infused\b(?! into (?:a|the) "
    r"(?!pat|bod))",
    re.IGNORECASE,
)
_NO_INFUSION: Final = re.compile(
    r"^[- ](?:reactions?|related|site|pump|center|centre|suite|product|visit|bags?|rate|volume)\b"
    r"|^ (?:of|with) (?:fresh |new |young |more |private |government )?(?:blood|plasma|platelets"
    r"|funds?|cash|capital|money|saline|fluids?|immunoglobulins?|steroids?)\b",
    re.IGNORECASE,
)
_LOCAL: Final = re.compile(
    r"\bintra-?(?:tumou?ral|cavit\w+|pleural|thecal|ventricular|cerebroventricular|peritoneal"
    r"|arterial|vesical|hepatic|cerebral|articular|vitreal|nasal|dermal|muscular|lesional)\w*"
    r"|\b(?:loco-?)?regional(?:ly)? (?:infus|deliver|admin|inject|given|therap)\w*"
    r"|\blocoregional\w*"
    r"|\b(?:infus|inject|deliver|given|administ)\w* (?:\w+ )?(?:locally|regionally)\b"
    r"|\bcatheter\b|\bOmmaya\b|\b(?:through|via) an? (?:\w+ )?(?:reservoir|pump|tube)\b"
    r"|\b(?:infus|inject|deliver|giv|administ|drip|pump|put)\w*[^.;]{0,60}? into (?:the|their|his"
    r"|her|a|each) (?:\w+ )?(?:tumou?rs?|brain|skull|spine|abdomen|belly|bladder|liver|lungs?|eyes?"
    r"|joints?|chest|cavity|muscles?|skin|spleen|artery|fluid|nose|pleura|prostate|pancreas)\b",
    re.IGNORECASE,
)
"""Another way than by vein, told anywhere in the sentences of the study."""


def route(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """By which way it was given, where the sentence says that it was given."""
    frame = frame_of(article)
    if not frame.tells:
        return
    seen: set[str] = set()
    for key, spot in _told(frame):
        if key not in seen:
            seen.add(key)
            yield _suggestion(article, key, spot, score=0.84)
    infused = None if seen else _infused(frame)
    if infused:
        yield _suggestion(article, "intravenous", infused, score=0.64)


def _suggestion(article: ArticleText, key: str, spot: Spot, *, score: float) -> Suggestion:
    why = "The words say how it was given."
    return article.suggestion(
        "route",
        spot.start,
        end=spot.end,
        value=key,
        score=score,
        why=why if score > 0.7 else "An infusion goes into a vein, and no other way is named.",
        rule="route.named",
    )


def _told(frame: Frame) -> Iterator[tuple[str, Spot]]:
    """The ways that are named, in the order of the text."""
    found = [
        (key, spot) for key, cues, pattern in _ROUTES for _, spot in frame.found(pattern, cues)
    ]
    body = frame.article.body
    for key, spot in sorted(found, key=lambda one: one[1].start):
        near = spot.before[-70:]
        lies = _GROWN.match(body, spot.start) or _TUMORS.search(near) or _TUMOR_CELLS.search(near)
        moves = body[spot.start : spot.start + 5] != "intra" and _SAMPLED.search(spot.before[-60:])
        if lies or moves or not _GIVEN.search(spot.sentence.text):
            continue
        if _of_study(context_at(spot)):
            yield key, spot


def _of_study(context: Context) -> bool:
    return context.stated and not context.comparison


def _infused(frame: Frame) -> Spot | None:
    """The first words that say that it was given as an infusion, where no other way is told."""
    if any(True for _ in frame.found(_LOCAL, _LOCAL_CUES)):
        return None
    for _, spot in frame.found(_INFUSION, ("infus",)):
        if not _NO_INFUSION.match(spot.after) and _of_study(context_at(spot)):
            return spot
    return None


_LOCAL_CUES: Final = (
    "intra",
    "regional",
    "locally",
    "catheter",
    "ommaya",
    "reservoir",
    "pump",
    "tube",
    "into ",
)

RULES: Final[Mapping[str, Rule]] = {"route.named": route}
