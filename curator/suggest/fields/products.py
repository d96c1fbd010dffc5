"""The product by its code or brand, the parts of a combination, and what they do together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from curator.domain.claims import Value
from curator.domain.forms import Form
from curator.suggest.caseless import Pattern, caseless
from curator.suggest.fields.antigens import Bound, bound_antigens
from curator.suggest.fields.product_names import explained_names, of_others
from curator.suggest.reading import HEADLINE, ArticleText, Rule
from curator.suggest.telling import Frame, Spot, context_at, frame_of, spot_in
from curator.suggest.therapies import PATTERNS
from curator.suggest.values import Suggestion

_CODE: Final = re.compile(
    r"(?<![\w/.-])(?:[A-Z]{2,6}-\d{2,5}[A-Za-z]?|[A-Z]{2,5}\d{3,6}[A-Z]?|[A-Z][a-z]{2,12}-\d{2,5}"
    r"|[A-Za-z]+gene [a-z]*leucel|[A-Za-z]{4,12}leucel"
    r"|[A-Za-z][a-z]{2,7}-cel|[a-z]{1,3}CARTs?-?\w{0,6}(?:-[A-Z\d]\w{1,5})?)(?![\w]|-\d)"
)
_MIXED: Final = (
    r"(?=[\w\u2010\u2011-]*(?:\d|[A-Z][\w\u2010\u2011-]*[A-Z]))"
    r"[A-Za-z][\w]{1,9}(?:[-\u2010\u2011]\w{2,9}){1,2}"
)
_MADE_NAME: Final = re.compile(
    r"(?:(?<=constructed )|(?<=developed )|(?<=of )|(?<=generated )|(?<=designed )|(?<=tested )"
    rf"|(?<=evaluated )|(?<=engineered )|(?<=with )|(?<=given ))(?P<name>{_MIXED})(?=,?"
    rf" (?:an?|the|our)"
    r" (?:[\w/-]+,? ){0,5}?(?:virus|cells?|vaccine|antibody|protein|engager|strain|vector|product"
    r"|therapy|particles?|adenovirus|herpes|fusion|molecule|bacterium)\b)"
)
"""A name in mixed letters with what it is set after it: "Ad-15S, a chimeric virus that"."""
_CALLED: Final = re.compile(
    r"(?:(?<=\bcalled )|(?<=\bnamed )|(?<=\bdubbed )|(?<=\bcode-named )|(?<=\bdesignated ))"
    rf"(?P<name>[A-Za-z]{{2,8}}-?\d{{2,5}}[A-Za-z]?|{_MIXED}"
    r")(?![\w]|-\w)"
)
_NO_PRODUCT: Final = re.compile(
    r"\b(?:proteins?|genes?|receptors?|antigens?|markers?|molecules?|enzymes?|mice|mouse"
    r"|strain|cells"
    r"|lines?|trial|study|mutations?|variants?|pieces?|fragments?|registry|program(?:me)?|peptides?"
    r"|insulin|domains?|signals?|index|scale|score|test|tool|system|software|pathways?)"
    r"(?:,? (?:that is|which is|is|are|was|also|now))* (?:called|named|dubbed|designated)\s$",
    re.IGNORECASE,
)
"""What is called so is no treatment."""
_DRUG_NAME: Final = re.compile(
    r"\b[A-Za-z][a-z]{2,14}(?:mab|bart|tug|mig|fusp|cept|vec|leukin|limod|otide"
    r"|satide|votide)(?!\w|-(?:like|style|type|based))"
)
_DRUG_CUES: Final = (
    "mab",
    "bart",
    "tug",
    "mig",
    "fusp",
    "cept",
    "vec",
    "leukin",
    "limod",
    "tide",
)
"""Names that end as antibodies', fusion proteins', viruses' and peptides' do (INN stems)."""
_SUPPORTS: Final = re.compile(
    r"(?:tocilizum|siltuxim|rituxim|inflixim|denosum|obinutuzum|trastuzum|bevacizum|cetuxim"
    r"|alemtuzum"
    r"|emapalum|vedolizum|pembrolizum|nivolum|ipilimum|atezolizum|durvalum|daratumum)ab|etanercept"
    r"|abatacept|aflibercept|gleevec|interleukin|\w*(?:nucleo|semaglu|teriparatide|octreo"
    r"|lirag)\w*|concept|precept|percept|intercept|except|accept",
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
_PRODUCT: Final = caseless(
    r"\b(?:study of|trial of|dose of|doses of|treated with|treatment with|received"
    r"|receiving|infusion|infusion of|product|candidate|called|named|known as|dubbed|evaluat\w+"
    r"|administ\w+|given|with|therapy|drug|vaccine|antibody|agent|of|for|testing"
    r"|tested|got|took|gave|infused with|injected with|company['\u2019]s|virus|viruses|peptide"
    r"|nanoparticles?|capsules?|particles?|engager|molecule|constructed|developed|protein|cytokine"
    r"|medicine|agent|(?:said|announced|reported|showed|found)(?: \w+)?"
    r" that)[,:]?\s\(?(?:of\s|the\s)?$"
    r"|(?:cells?|vaccine|antibody|therapy)\s?\($"
)
_APPOSED: Final = re.compile(
    r"\b(?:the|its|our|their|an?) (?:[\w-]+ ){0,3}(?:vaccine|virus|antibody|product|candidate|drug"
    r"|engager|nanoparticle|peptide|vector) $",
    re.IGNORECASE,
)
_IS_PRODUCT: Final = re.compile(
    r"^(?:\)|,)?,?\s(?:is|was|are|were|an?\b|the company|its|showed|demonstrated|induced|achieved"
    r"|shrank|slowed|cured|led|brought|kept|worked|gave|helped|cleared|prolonged|caused|depleted"
    r"|makes|expresses|encodes|delivers|binds|blocks|targets|primes|expanded"
    r"|infusion|treatment|therapy|cells|at (?:a )?dose|in (?:patients|adults|people)|plus"
    r"|alone|\()",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(
    r"^\)?,? (?:CAR )?(?:T|NK)[- ]cells\b|^\)?,? (?:an?|the|its|our|T[- ]cells|which|itself|that|is"
    r"|are|was|consists?|carries|combines"
    r"|contains)\b[^.;]{0,60}?\b(?:(?:form|version|variant) of (?:IL|interleukin)"
    r"|antibod\w+|cells?|vaccine|virus|therapy|product|drug"
    r"|treatment|engager|candidate|receptor|capsules?|particle|agent|medicine|made (?:of"
    r"|from)|based on|built"
    r"|injected|infused|given)\b",
    re.IGNORECASE,
)
"""What follows a name that a sentence goes on to explain."""
_SYNERGY: Final[tuple[tuple[str, Pattern], ...]] = (
    (
        "synergistic",
        re.compile(
            r"\bsynerg\w+|\b(?:more|better|greater|stronger|larger|bigger) (?:effect )?than"
            r" the sum\b"
            r"|\b(?:reinforced?|amplif(?:y|ied)|boost(?:ed)?|potentiated?"
            r"|strengthen(?:ed)?) (?:each"
            r" other|one another)(?:['\u2019]s)?\b",
            re.IGNORECASE,
        ),
    ),
    (
        "additive",
        re.compile(
            r"\badditive (?:effects?|benefits?|activity)\b|\b(?:effects?|benefits?)\b[^.;]{0,30}?"
            r" (?:simply |merely |just )?(?:added up|add up|were additive|was additive)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "antagonistic",
        re.compile(
            r"\bantagonistic (?:effects?|interaction)\b|\b(?:cancel+ed|weakened|blunted) (?:each"
            r" other|one another)\b",
            re.IGNORECASE,
        ),
    ),
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
    for score, spot in explained_names(frame):
        named.setdefault(article.body[spot.start : spot.end], []).append((score, spot))
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
        for found, spot in frame.found(_DRUG_NAME, _DRUG_CUES):
            if not _SUPPORTS.fullmatch(found.group()) and not _is_known(found.group()):
                yield spot
    if not frame.weights:
        return
    for pattern, cues in (
        (_CODE, (*"0123456789", "leucel", "-cel")),
        (_BRAND, ("\u00ae", "\u2122")),
    ):
        for found, spot in frame.found(pattern, cues):
            named = "CART" not in found.group() and frame.is_named(spot.start, spot.end)
            if not _NO_CODE.match(found.group()) and not named:
                yield spot
    yield from _named(frame)


def _named(frame: Frame) -> Iterator[Spot]:
    """By what introduces a name of any shape: "which is called X", "constructed X, a virus"."""
    called = frame.found(_CALLED, ("called", "named", "dubbed", "designated"))
    made = frame.found(_MADE_NAME, _EXPLAINED)
    for found, spot in (*called, *made):
        known = _NO_CODE.match(found.group()) or frame.is_named(spot.start, spot.end)
        if not known and not _NO_PRODUCT.search(spot.before[-60:]):
            yield spot


_EXPLAINED: Final = (", a ", ", an ", ", our ", ", the ")


def _is_known(name: str) -> bool:
    """Whether a drug is so well known that its name stands for its kind of therapy."""
    return PATTERNS["checkpoint_inhibitor"].fullmatch(name) is not None


_CALLS: Final = re.compile(r"\b(?:is|was|are|were) (?:called|named|dubbed|designated) $")
"""A name given so holds, whatever else a sentence denies."""


def _is_product(spot: Spot) -> float:
    if of_others(spot):
        return 0.0
    context = context_at(spot)
    called = _CALLS.search(spot.before[-20:])
    if not context.stated and not context.hypothetical and not (called and context.negated):
        return 0.0
    words = spot.sentence.text[spot.start - spot.sentence.start :][: spot.end - spot.start]
    score = 0.65 if words.endswith(("leucel", "-cel")) else 0.45
    if _DRUG_NAME.fullmatch(words):
        score = 0.55
    if _APPOSED.search(spot.before[-40:]):
        score += 0.3
    elif _PRODUCT.search(spot.before[-40:]):
        score += 0.2
    if called:
        score += 0.15
    if _SUBJECT.match(spot.after[:110]):
        score += 0.25
    elif _IS_PRODUCT.match(spot.after[:30]):
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
