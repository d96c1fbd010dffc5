"""The product by its code or brand, the parts of a combination, and what they do together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from curator.domain.claims import Value
from curator.domain.forms import Form
from curator.suggest.fields.antigens import Bound, bound_antigens
from curator.suggest.reading import HEADLINE, ArticleText, Rule
from curator.suggest.telling import Frame, Spot, context_at, frame_of, spot_in
from curator.suggest.therapies import PATTERNS
from curator.suggest.values import Suggestion

_CODE: Final = re.compile(
    r"(?<![\w/.-])(?:[A-Z]{2,6}-\d{2,5}[A-Z]?|[A-Z]{2,5}\d{3,6}[A-Z]?|[A-Z][a-z]{2,12}-\d{2,5}"
    r"|[A-Za-z]+gene [a-z]*leucel"
    r"|[a-z]{2,6}-cel|[a-z]{2,3}CARTs?-?\w{0,6})(?![\w]|-\d)"
)
_CALLED: Final = re.compile(
    r"(?:(?<=\bcalled )|(?<=\bnamed )|(?<=\bdubbed )|(?<=\bcode-named )|(?<=\bdesignated ))"
    r"(?P<name>[A-Za-z]{2,8}-?\d{2,5}[A-Za-z]?)(?![\w]|-\d)"
)
_DRUG_NAME: Final = re.compile(r"\b[A-Za-z][a-z]{3,12}(?:mab|bart|tug|mig|fusp|cept)(?!\w)")
"""Names that end as antibodies' do (INN stems), and fusion proteins'."""
_SUPPORTS: Final = re.compile(
    r"(?:tocilizum|siltuxim|rituxim|inflixim|denosum|obinutuzum|trastuzum|bevacizum|cetuxim|alemtuzum"
    r"|emapalum|vedolizum|pembrolizum|nivolum|ipilimum|atezolizum|durvalum|daratumum)ab|etanercept"
    r"|abatacept|aflibercept|concept|precept|percept|intercept|except|accept",
    re.IGNORECASE,
)
"""Given beside many a treatment and against its harm; and words that only end so."""
_NO_CODE: Final = re.compile(
    r"^(?:NCT|COVID|Covid|Phase|Grade|Stage|Siglec|Claudin|Glypican|Nectin|Interleukin|"
    r"SARS|ISRCTN|KEYNOTE|CHECKMATE|ZUMA|ECHO|GSE|PRJ|DOI|ISSN|PMC|IL-?\d|CD\d|HLA"
    r"|HER"
    r"|MHC|TNF|IFN|PD-|CTLA|LAG|TIM-|MC38|CT26|FT4|SKOV|OVCAR|HCT|MDA|NK-92|NIH|MSI|EGFR|TGF|BRCA"
    r"|CCR\d|CXC|GPC|ROR|WT|HPV|EBV|HIV|H\dN|FVB|BALB|NOD|NSG|US|UK|EU|ICD|WHO|ISO|RFA|GRANT|R01"
    r"|P01|U01|UM1|T32|K08|CA-?\d|AIDS|ACTG|GOG|NSABP|SWOG|EORTC|CALGB|RTOG|ECOG|ESTRO|PSA|SF-36"
    r"|QLQ|FACT|BDI|HAM|PHQ|HbA|LDL|HDL|GLP|VEGF|MAGE|NY-|AP-|GD\d|TRAIL|TLR|JAK|STAT|MAP|ERK)"
)
_BRAND: Final = re.compile(
    r"(?<=\()(?P<a>[A-Z][a-z]{3,14})(?=\u00ae|\u2122)|\b(?P<b>[A-Z][a-z]{3,14})(?=\u00ae|\u2122)"
)
_PRODUCT: Final = re.compile(
    r"\b(?:study of|trial of|dose of|doses of|treated with|treatment with|received"
    r"|receiving|infusion|infusion of|product|candidate|called|named|known as|dubbed|evaluat\w+"
    r"|administ\w+|given|with|therapy|drug|vaccine|antibody|agent|of|for|testing"
    r"|tested)[,:]?\s\(?(?:of\s|the\s)?$"
    r"|(?:cells?|vaccine|antibody|therapy)\s?\($",
    re.IGNORECASE,
)
_IS_PRODUCT: Final = re.compile(
    r"^(?:\)|,)?,?\s(?:is|was|are|were|an?\b|the company|its|showed|demonstrated|induced|achieved"
    r"|infusion|treatment|therapy|cells|at (?:a )?dose|in (?:patients|adults|people)|plus"
    r"|alone|\()",
    re.IGNORECASE,
)
_SYNERGY: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("synergistic", re.compile(r"\bsynerg\w+|\bmore than the sum\b", re.IGNORECASE)),
    ("additive", re.compile(r"\badditive (?:effects?|benefits?|activity)\b", re.IGNORECASE)),
    ("antagonistic", re.compile(r"\bantagonistic (?:effects?|interaction)\b", re.IGNORECASE)),
)
_ANTIBODY: Final = re.compile(
    r"\b(?:antibod\w+|inhibitors?|blockade|blocking|checkpoint)\b", re.IGNORECASE
)


def product_name(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """A code or brand that stands where a product would, in sentences about the study."""
    frame = frame_of(article)
    if not frame.tells:
        return
    named: dict[str, list[tuple[float, Spot]]] = {}
    for spot in _codes(frame):
        score = _is_product(spot)
        if score:
            words = article.body[spot.start : spot.end]
            named.setdefault(words, []).append((score, spot))
    totals = {words: max(s for s, _ in ones) + 0.05 * len(ones) for words, ones in named.items()}
    if not totals:
        return
    words = max(totals, key=lambda one: totals[one])
    best = max(named[words], key=lambda one: (one[0], -one[1].start))[1]
    if totals[words] >= 0.75:
        yield article.suggestion(
            "product_name",
            best.start,
            end=best.end,
            value=words,
            score=min(0.95, totals[words]),
            why="It is a code or brand that stands for what was given.",
            rule="product.named",
            others=tuple((one.start, one.end) for _, one in named[words] if one is not best),
        )


def _codes(frame: Frame) -> Iterator[Spot]:
    if not frame.of_cells:
        for found, spot in frame.found(_DRUG_NAME, ("mab", "bart", "tug", "mig", "fusp", "cept")):
            if not _SUPPORTS.fullmatch(found.group()) and not _is_known(found.group()):
                yield spot
    if not frame.weights:
        return
    for pattern, cues in (
        (_CODE, (*"0123456789", "leucel", "-cel")),
        (_BRAND, ("\u00ae", "\u2122")),
    ):
        for found, spot in frame.found(pattern, cues):
            if not _NO_CODE.match(found.group()) and not frame.is_named(spot.start, spot.end):
                yield spot
    yield from (spot for _, spot in frame.found(_CALLED, ("called", "named", "dubbed", "design")))


def _is_known(name: str) -> bool:
    """Whether a drug is so well known that its name stands for its kind of therapy."""
    kinds = ("checkpoint_inhibitor", "bispecific")
    return any(PATTERNS[kind].fullmatch(name) is not None for kind in kinds)


def _is_product(spot: Spot) -> float:
    context = context_at(spot)
    if not context.stated and not context.hypothetical:
        return 0.0
    words = spot.sentence.text[spot.start - spot.sentence.start :][: spot.end - spot.start]
    score = 0.65 if words.endswith(("leucel", "-cel")) else 0.45
    if _DRUG_NAME.fullmatch(words):
        score = 0.55
    if _PRODUCT.search(spot.before[-40:]):
        score += 0.2
    if _IS_PRODUCT.match(spot.after[:30]):
        score += 0.15
    if spot.sentence.position == HEADLINE:
        score += 0.15
    return score if score >= 0.6 and not context.comparison else 0.0


def component(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """The targets of a combination, each by itself."""
    frame = frame_of(article)
    if not frame.tells or frame.therapy not in ("combination", "checkpoint_inhibitor"):
        return
    named: dict[str, Bound] = {}
    for one in bound_antigens(frame):
        key = one.term.id or one.term.label
        if key not in named or one.score > named[key].score:
            named[key] = one
    if len(named) < 2:
        return
    for one in named.values():
        parts: dict[str, Value] = {"target": one.term}
        if _ANTIBODY.search(one.sentence.text):
            parts["modality"] = "antibody"
        yield article.suggestion(
            "component",
            one.start,
            end=one.end,
            parts=parts,
            score=one.score,
            why="It is one of several targets that are treated together.",
            rule="component.target",
        )


def interaction(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """What the article says that the parts of a combination do together."""
    frame = frame_of(article)
    if frame.therapy != "combination":
        return
    for sentence in frame.sentences:
        for key, pattern in _SYNERGY:
            found = pattern.search(sentence.text)
            if found is None:
                continue
            start, end = sentence.start + found.start(), sentence.start + found.end()
            if context_at(spot_in(sentence, start, end=end)).stated:
                yield article.suggestion(
                    "interaction",
                    start,
                    end=end,
                    value=key,
                    score=0.85,
                    why="The words say what they do together.",
                    rule="interaction.named",
                )
                return


RULES: Final[Mapping[str, Rule]] = {
    "product.named": product_name,
    "component.target": component,
    "interaction.named": interaction,
}
