"""Whose cells were engineered, and how the gene was brought in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from curator.domain.claims import REPORTED, UNCLEAR
from curator.domain.forms import Form
from curator.suggest.context import Context
from curator.suggest.given_cells import gives_cells
from curator.suggest.reading import ArticleText, Rule
from curator.suggest.telling import Frame, Spot, context_at, frame_of
from curator.suggest.values import Suggestion

Patterns = tuple[tuple[str, re.Pattern[str]], ...]

_WHOSE: Final = r"(?:each|the|every|a|their|these|those|his|her|one)"
_TAKEN: Final = (
    r"(?:taken|collected|harvested|drawn|isolated|extracted|removed|obtained|filtered|separated)"
)
_THEIRS: Final = (
    r"(?:T[- ]?cells?|immune cells|white (?:blood )?cells|lymphocytes|cells|monocytes|blood cells)"
)
_ONE: Final = r"(?:child|patient|boy|girl|woman|man|person|participant|volunteer|dog)"
_SOURCES: Final[Patterns] = (
    (
        "ipsc",
        re.compile(
            r"\b(?:(?:induced|human)[- ]pluripotent(?: stem)?(?:[- ]cells?)?|iPSCs?)"
            r"(?:[- ]derived)?\b",
            re.I,
        ),
    ),
    (
        "cord_blood",
        re.compile(r"\b(?:umbilical )?cord[- ]blood(?:[- ](?:derived|units?))?\b", re.I),
    ),
    (
        "allogeneic",
        re.compile(
            r"\ballogene?ic\b(?! (?:stem|transplant|bone|hemato|haemato|HSCT|HCT|SCT))"
            r"|\boff[- ]the[- ]shelf\b|\bhealthy[- ]donors?(?:['\u2019]s?)?[- ](?:derived )?(?:T"
            r"[- ]cells?|NK cells?|cells|blood)\b|\b(?:cells?|lymphocytes?) (?:taken |collected "
            r"|derived )?from (?:an? )?healthy donors?\b"
            r"|\b(?:blood|cells|lymphocytes) (?:of|from|donated by) (?!our|the)(?:\w+ ){0,2}?"
            r"(?:donors?|relatives?|siblings?|brothers?|sisters?|parents?|(?:healthy|unrelated)"
            r" (?:volunteers?|people|adults|persons?|strangers?))\b"
            r"|\b(?:blood|cells|lymphocytes|marrow) (?:of|from|donated by) (?:the "
            r"(?:\w+['\u2019]s )?|his"
            r" |her |their )(?:\w+ )?(?:twin|sister|brother|mother|father|sibling|parents?"
            r"|donors?)\b"
            r"|\bhalf-matched relatives\b|\bhaploidentical (?:donors?|NK|T)\b"
            r"|\bdonor (?:T|NK)[- ]cells?\b|\b(?:unrelated|healthy) donors\b"
            r"|\bdonor-derived (?:CAR|T|NK|cells)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "autologous",
        re.compile(
            r"\bautologous\b(?! (?:stem|transplant|bone|hemato|haemato|HSCT|HCT|SCT|tumou?r))"
            rf"|\b{_WHOSE} (?:patient|person|participant|individual)(?:['\u2019]?s['\u2019]?)? own "
            r"(?:\w+ ){0,2}(?:T[- ]?cells?|cells?|blood|lymphocytes?|macrophages?|tumou?rs?)\b"
            r"|\b(?:their|his|her|patients['\u2019]) own (?:\w+ ){0,2}(?:T[- ]?cells?|cells?|blood"
            r"|lymphocytes?|macrophages?|tumou?rs?|immune cells)\b"
            r"|\b(?:collect|harvest|extract|remov|isolat|tak|took|obtain|grow"
            r"|grew)\w*\b[^.;]{0,40}?"
            r"\bcells?\b[^.;]{0,20}? from (?:each|the|every|these|those|a|their|all)? ?(?:\w+ )?"
            r"(?:patients?|participants?|person)(?:['\u2019]s? blood)?\b"
            r"|\b(?:cells?|monocytes|lymphocytes|macrophages) (?:were |was |had been )?(?:taken"
            r"|collected|harvested|drawn|isolated|extracted|removed|obtained) from (?:each|the"
            r"|every|these|those|their)? ?(?:of (?:the |these )?)?(?:\w+ )?(?:patients?|child|boy"
            r"|girl|participants?|person|man|woman|dog|volunteers?)\b(?!['\u2019]s (?:donor"
            r"|brother))"
            r"|\b(?:took|taking|collected|drew|isolated|harvested) (?:T[- ]cells?|cells?|monocytes"
            r"|lymphocytes|blood|macrophages|white blood cells) from (?:each|every|the)"
            r" (?:\w+ ){0,2}?(?:patient|participant|child|person|dog|man|woman)s?\b"
            r"|\b(?:piece|sample|part|biopsy) of (?:each|every|the|a|his|her|their)"
            r" (?:patient|participant|person|woman|man)['\u2019]s tumou?r\b"
            r"|\bcells of (?:\w+ )?(?:patients|women|men|children|people|adults)\b[^.;]{0,40}? were"
            r" (?:collected|taken|harvested|drawn|removed)\b"
            r"|\ban? patient['\u2019]s own (?:\w+ ){0,2}(?:cells?|lymphocytes?|blood)\b"
            r"|\b(?:each|the|every) (?:dog|animal|child|man|woman|monkey|horse)['\u2019]s own"
            r" (?:\w+ )?(?:cells?|blood|T[- ]cells?|lymphocytes?)\b"
            r"|\bcollected from (?:the|each|a) patient(?:['\u2019]s blood)?\b"
            rf"|\b(?:cells?|lymphocytes|monocytes|macrophages) (?:(?:were|was|are|is|had been) )?"
            rf"(?:first |then )?{_TAKEN} from (?:the |each |every |their |his |her |its )"
            r"(?:(?:\w+ )?(?:patient|child|girl|boy|woman|man|dog|participant|person|volunteer"
            r"|animal"
            r"|recipient)(?:s?['\u2019]s?|ren['\u2019]s) )?(?:own )?(?:blood|bod(?:y|ies)|bone "
            r"marrow)\b"
            r"|\b(?:for|from|of) each (?:patient|participant|child|person|volunteer|dog|of them),?"
            rf" [^.;]{{0,40}}?\b(?:cells|lymphocytes|monocytes) were (?:first |then )?{_TAKEN}\b",
            re.IGNORECASE,
        ),
    ),
    (
        "syngeneic",
        re.compile(
            r"\bsyngeneic (?:CAR|T[- ]cells?|NK|donor)\b"
            r"|\b(?:cells?|lymphocytes) (?:came|were (?:taken|made|grown)|taken) from"
            r" (?:\w+ ){0,2}?(?:mice|animals|rats|littermates) of the same (?:\w+ )?strain\b",
            re.IGNORECASE,
        ),
    ),
    # The same told in everyday words.
    ("cord_blood", re.compile(r"\bumbilical cords?\b(?![- ]blood)", re.IGNORECASE)),
    (
        "allogeneic",
        re.compile(
            r"\b(?:cells?|lymphocytes|macrophages)(?: (?:that|which))? (?:come|came|comes|were"
            r" (?:taken|made|grown)) from (?:an? |one |two )?(?:\w+ )?(?:unrelated|healthy)"
            r" (?:donors?|relatives?|volunteers?|strangers?|people)\b"
            r"|\b(?:cells?|lymphocytes) from (?:\w+ )?healthy (?:relatives?|volunteers?|people)\b"
            r"|\b(?:cells?|lymphocytes|blood)[^.;,]{0,40}? donated by (?:[\w-]+ ){1,4}?(?:members"
            r"|volunteers|people|adults|strangers|students|relatives)\b"
            r"|\bdonors were (?:the |their )?(?:\w+ ){0,2}?(?:transplant donors?|relatives?"
            r"|siblings?|brothers?|sisters?|parents?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "autologous",
        re.compile(
            rf"\b(?:took|take|drew|draw|collected|collect|filtered|harvested) (?:some )?{_THEIRS}"
            r" (?:out of|from) (?:his|her|their|your) (?:arms?|veins?|blood|bloodstream|body|bodies"
            r"|bone marrow|tumou?rs?)\b"
            rf"|\b(?:took|take|drew|collected|collect|removed|harvested) (?:his|her|their|your)"
            rf" {_THEIRS}\b"
            r"|\b(?:made|grown|built|engineered) from (?:\w+ )?cells (?:that )?(?:he|she|they) had"
            r" (?:given|donated)\b"
            rf"|\b(?:each|every) {_ONE}['\u2019]s {_THEIRS} (?:are|were|is|was) (?:then |first )?"
            r"(?:changed|modified|engineered|altered|edited|taken|collected|multiplied|grown"
            r"|equipped|armed)\b"
            rf"|\bthey (?:are|were) (?:first )?(?:collected|taken|drawn) from (?:the|each|every)"
            rf" {_ONE}\b(?!['\u2019]s (?:donor|brother|sister|mother|father))"
            r"|\b(?:immune|T|white blood|white) cells (?:that |which )?had (?:crept|moved|wandered"
            r"|made their way|gathered|got|burrowed) (?:in(?:to|side)?) (?:it|them|the tumou?rs?)\b"
            rf"|\b{_THEIRS} grown from (?:his|her|their) (?:own )?tumou?rs?\b",
            re.IGNORECASE,
        ),
    ),
)
_VECTORS: Final[Patterns] = (
    ("lentivirus", re.compile(r"\blentivir\w+\b", re.IGNORECASE)),
    (
        "retrovirus",
        re.compile(r"\b(?:gamma-?|\u03b3-?)?retrovir(?:us|al|ally)\w*\b", re.IGNORECASE),
    ),
    (
        "aav",
        re.compile(r"\badeno-associated vir\w+\b|\bAAV\d?(?= vector| vir|-mediated|\d)\b"),
    ),
    (
        "crispr",
        re.compile(
            r"\bCRISPR\b[^.;]{0,60}\b(?:knock(?:ed)?[- ]?in|insert\w*|integrat\w*|into the TRAC)\b"
            r"|\b(?:inserted|knocked in)\b[^.;]{0,60}\bCRISPR\b",
            re.IGNORECASE,
        ),
    ),
    ("transposon", re.compile(r"\bSleeping Beauty\b|\bpiggyBac\b|\btransposons?\b", re.IGNORECASE)),
    (
        "mrna",
        re.compile(
            r"\b(?:m|messenger )?RNA (?:that |which )?(?:encod|cod)\w+\b|\bfat(?:ty)? (?:droplets?"
            r"|bubbles?|particles?)\b[^.;]{0,40}\bRNA\b|\bmRNAs? (?:that )?(?:encod"
            r"|cod)\w+\b|\b(?:lipid nanoparticles?|LNPs?)\b"
            r"|\bmRNA[- ](?:electroporat|transfect|engineer|based|load)\w*\b",
            re.IGNORECASE,
        ),
    ),
    ("other", re.compile(r"\badenovir(?:us|al)\b(?: vectors?)?", re.IGNORECASE)),
)
_CUES: Final[Mapping[str, tuple[str, ...]]] = {
    "ipsc": ("pluripotent", "ipsc"),
    "cord_blood": ("cord",),
    "allogeneic": (
        "allogen",
        "shelf",
        "donor",
        "donated",
        "healthy",
        "unrelated",
        "relative",
        "sibling",
        "sister",
        "brother",
        "mother",
        "father",
        "parent",
        "twin",
        " of a ",
        "cells from",
        "cells of",
        "transplant donors",
    ),
    "autologous": (
        "autologous",
        " own ",
        "collect",
        "harvest",
        "extract",
        "obtain",
        "isolat",
        "took",
        "taken",
        "grown",
        "grew",
        "removed",
        "taking",
        "drew",
        "drawn",
        "piece of",
        "sample of",
        "biopsy of",
        "take",
        "draw",
        "filtered",
        "made from",
        "engineered from",
        "each ",
        "every ",
        " had ",
    ),
    "syngeneic": ("syngeneic", "strain"),
    "lentivirus": ("lentivir",),
    "retrovirus": ("retrovir",),
    "aav": ("aav", "adeno-associated"),
    "crispr": ("crispr",),
    "transposon": ("sleeping beauty", "piggybac", "transposon"),
    "mrna": ("rna", "nanoparticle", "lnp"),
    "other": ("adenovir",),
}
"""Looked for in small letters before the pattern of that key is."""
_IN_GENERAL: Final = re.compile(
    r"\b(?:is|are|involves?|uses?|takes?|harnesses|relies|can be|makes?|works?)\b", re.IGNORECASE
)
_TOLD: Final = re.compile(
    r"\b(?:was|were|collected|took|engineered|grew|grown|modified|received|made|developed|used"
    r"|removed|harvested|came|taken|drew|drawn|fitted|put|changed|edited|equipped|gave|got|given"
    r"|treated|treating|dosed|conducted|shrank|infused|announced|evaluated|isolated)\b",
    re.IGNORECASE,
)


def cell_source(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """Whose cells; a general explanation of the method is unclear at most."""
    frame = frame_of(article)
    if not frame.tells or not (
        frame.of_cells
        or frame.therapy == "other"
        or (not frame.therapy and gives_cells(frame.sentences, least=1))
    ):
        return
    found = list(_told(frame, _SOURCES))
    keys = {key for key, *_ in found}
    if "ipsc" in keys or "cord_blood" in keys:
        found = [one for one in found if one[0] != "allogeneic"]  # They are the finer word for it.
    said = [one for one in found if _of_study(one[1], context=one[2], frame=frame)]
    for status, ones, score in ((REPORTED, said, 0.86), (UNCLEAR, found, 0.6)):
        if ones:
            key, spot, _ = ones[0]
            yield article.suggestion(
                "cell_source",
                spot.start,
                end=spot.end,
                value=key,
                status=status,
                score=score,
                why="The words say whose cells were used."
                if status == REPORTED
                else "The words say it of the method in general, not of this study.",
                rule="cell_source.told",
            )
            return


_READY: Final = re.compile(r"off[- ]the", re.IGNORECASE)
_TO_COME: Final = re.compile(
    r"\b(?:versions?|being developed|under development|in development|would|could|might|some ?day"
    r"|one day|in (?:the )?future|next|aims?|goals?|hopes?|promise|towards?|paves?|dream|imagine"
    r"|ultimately|eventually)\b",
    re.IGNORECASE,
)
_IN_GENERAL_TOLD: Final = re.compile(
    r"autologous (?:[\w-]+ ){1,4}?(?:takes?|are|is|costs?|needs?|requires?|have|has|can"
    r"|cannot|must)\b",
    re.IGNORECASE,
)
_MADE_OF: Final = re.compile(
    r"\b(?:made|built|manufactured|grown|produced|derived|consists?) (?:of|from|out of)"
    r" (?:[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
_PRODUCT_NAMED: Final = re.compile(
    r"\b[A-Z]{2,6}-?\d{2,5}[A-Z]?\b|\b\w+-cel\b|leucel\b|\b(?:company|firm)['\u2019]s\b"
    r"|\b(?:patients|people|children|adults)\b[^.;]{0,60}\b(?:treated|infused|given|received|got)\b"
)
"""A product by its name, or those who got it: what it is made of is told of this study."""


_OF_PRODUCTS: Final = (
    "autologous",
    "allogen",
    "off-the",
    "off the",
    "blood of",
    "donor-d",
    "donor t",
    "donor n",
    "donors were",
)
"""How words begin that say of a product whose cells it is."""
_LOOKED_AT: Final = re.compile(
    r"[^.;]{0,30}?\b(?:and|were|then) (?:sequenced|analy[sz]ed|examined|measured|counted|stained"
    r"|compared|profiled)\b"
)
_ANYBODY: Final = re.compile(r"\ban? (?:patient|person|individual)", re.IGNORECASE)


def _of_study(spot: Spot, *, context: Context, frame: Frame) -> bool:
    """Whether it is told of what was done, or named as the kind of product that was given."""
    if not context.stated:
        return False
    text, at = spot.sentence.text, spot.start - spot.sentence.start
    word = text[at : at + 12].lower()
    if _READY.match(word) and _TO_COME.search(text):
        return False
    if word.startswith("autologous") and _IN_GENERAL_TOLD.match(text, at):
        return False
    if _MADE_OF.search(text[max(0, at - 60) : at]) and _PRODUCT_NAMED.search(text[:at]):
        return True
    if word.startswith(_OF_PRODUCTS):
        return True
    sentence, words = spot.sentence, text[at : at + spot.end - spot.start]
    if _LOOKED_AT.match(spot.after):
        return False
    bound = frame.article.mentions_in("antigens", spot.end, end=sentence.end)
    if bound and not _ANYBODY.search(words):
        return True  # what these cells bind is told with it
    near = text[max(0, at - 70) : at + 60]
    if "derived from" in near or "iPSC-derived" in near:
        return True
    return _TOLD.search(near) is not None and _IN_GENERAL.search(text[max(0, at - 45) : at]) is None


def _told(frame: Frame, patterns: Patterns) -> Iterator[tuple[str, Spot, Context]]:
    """Where one of the patterns stands, in the order of the text; not what is denied or others'."""
    found = [
        (key, spot) for key, pattern in patterns for _, spot in frame.found(pattern, _CUES[key])
    ]
    for key, spot in sorted(found, key=lambda one: one[1].start):
        context = context_at(spot)
        if not (context.negated or context.other_study or context.comparison):
            yield key, spot, context


def vector(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """How the receptor's gene was brought in."""
    frame = frame_of(article)
    if not frame.tells or frame.therapy not in ("car_t", "car_nk", "car_m", "tcr_t"):
        return
    for key, spot, context in _told(frame, _VECTORS):
        if context.stated:
            yield article.suggestion(
                "vector",
                spot.start,
                end=spot.end,
                value=key,
                score=0.85,
                why="The words name what carries the gene.",
                rule="vector.named",
            )
            return


RULES: Final[Mapping[str, Rule]] = {
    "cell_source.told": cell_source,
    "vector.named": vector,
}
