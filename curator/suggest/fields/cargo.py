"""What an engineered cell carries or secretes besides its receptor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from curator.domain.claims import Term, Value
from curator.domain.forms import Form
from curator.suggest.context import Context
from curator.suggest.fields.chains import joined
from curator.suggest.matcher import Mention
from curator.suggest.reading import ArticleText, Rule
from curator.suggest.telling import Frame, Spot, context_at, frame_of
from curator.suggest.values import Suggestion

_GIVE: Final = (
    r"(?:secret(?:e|es|ed|ing)|releas(?:e|es|ed|ing)|produc(?:e|es|ed|ing)|(?:co-?|over-?)?express"
    r"(?:es|ed|ing)?|deliver(?:s|ed|ing)?|carr(?:y|ies|ied|ying)|mak(?:e|es|ing)|pump(?:s|ing)? out"
    r"|churn(?:s|ing)? out|display(?:s|ed|ing)?|encod(?:e|es|ed|ing)|churn out|shed|dispense)"
)
_ENGINEERED: Final = (
    r"(?:engineer(?:ed|ing|s)?|programm?(?:ed|ing|s)?|reprogramm?(?:ed|ing)|modif(?:ied|y|ying)"
    r"|design(?:ed|ing|s)?|arm(?:ed|ing|s)?|armou?r(?:ed|ing|s)?|equip(?:ped|ping|s)?|built"
    r"|transduc(?:ed|ing)|(?:gene-)?edit(?:ed|ing)|enhanc(?:ed|ing)|further|altered|rewir(?:ed|ing)"
    r"|load(?:ed|ing)|instruct(?:ed|ing)|supplied|suppl(?:y|ying)|made|induc(?:ed|ing)|fitted"
    r"|outfit(?:ted|ting)|enabl(?:ed|ing)|taught|train(?:ed|ing)|construct(?:ed|s)?|allow(?:ed|ing)"
    r"|also|that|which|and|constitutively|transgenic|genetically|additionally|simultaneously)"
)
_KIND: Final = (
    r"(?:\s+(?:the|a|an|its?|their|own|high|low|levels?|of|amounts?|immune|immune-\w+|protein"
    r"|proteins|molecule|molecules|cytokine|cytokines|chemokines?|interleukins?|ligand|enzyme|signal|signalling|signaling|human|mouse"
    r"|murine|membrane|membrane-bound|membrane-tethered|membrane-anchored|surface|tethered|bound"
    r"|soluble|secreted|inducible|constitutive|potent|pro-inflammatory|proinflammatory"
    r"|inflammatory|single-chain|fused|form|version|called|known|as|gene|genes|for|both|and|factor"
    r"|stimulating|additional|powerful|drug|supply|transgene|transgenic|two|three|growth|engineered"
    r"|locally|constant|homing|chemokine|safety|switch|co-receptor|receptors?|suicide|to|with|the\s+\w+ing|modified|continuously|directly|into|payloads?|small)\b"
    r"|\s*[,:(\u2013\u2014-]){0,10}\s*"
)
_MADE_TO: Final = re.compile(
    rf"\b{_ENGINEERED}\b[^.;]{{0,80}}?\b{_GIVE}{_KIND}$",
    re.IGNORECASE,
)
_ARMED: Final = re.compile(
    r"\b(?:armou?r(?:ed|ing)?|armed|arming|equipped|equipping|loaded|outfitted|fitted|payload(?:s)?"
    r"|boost(?:ed|ing)|supplemented)\s+(?:of|with|by|such as)?" + _KIND + r"$",
    re.IGNORECASE,
)
_GENE: Final = re.compile(
    r"\b(?:genes?|transgenes?|instructions|construct) (?:for|encoding|of)\s+(?:the\s)?(?:\w+\s)?$",
    re.I,
)
_CARRIED_GENE: Final = re.compile(
    r"\b(?:carr(?:y|ies|ied|ying)|contain(?:s|ing)?|harbou?r(?:s|ing)?|insert(?:s|ed|ing)?|deliver\w*"
    r"|equip\w+ with|given|with)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_IS_GENE: Final = re.compile(r"^ (?:trans)?genes?\b", re.IGNORECASE)
_BESIDE: Final = re.compile(
    r"\b(?:express|carry|encod|with|transduc)\w*\b[^.;,]{0,60}\b(?:CARs?|receptor)\s(?:and|plus"
    r"|together with|along with|as well as)\s(?:an?\s)?(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_SO_THAT: Final = re.compile(
    r"\b(?:so (?:that )?(?:they|it|the cells)|that) (?:would|could|can|should)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_SWITCH: Final = re.compile(
    r"^(?:\s\([^)]{1,20}\))? (?:safety|suicide|kill)[- ](?:switch|gene)", re.IGNORECASE
)
_HAS: Final = re.compile(
    r"\b(?:with|contain\w*|includ\w*|carr(?:y|ies|ied|ying)|incorporat\w*|features?|ha[sd]|have|bear\w*)\s"
    r"(?:an?\s)?(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_CO: Final = re.compile(rf"\bco-?(?:express|secret|produc)\w*{_KIND}$", re.IGNORECASE)
_GIVING: Final = re.compile(
    r"^\)?[-\u2010\u2011 ](?:secreting|releasing|producing|expressing|co-?expressing|armou?red"
    r"|armed|loaded|encoding|carrying|delivering|engineered|enhanced|overexpressing|payload"
    r"|transgene|modified|CARs?\b|CAR-?T|CAR\b|TRUCK|based armou?r|armou?ring)",
    re.IGNORECASE,
)
_SECRETED: Final = re.compile(r"secret|releas|produc|pump|churn|dispens|shed", re.IGNORECASE)
_BOUND: Final = re.compile(
    r"membrane[- ](?:bound|tethered|anchored)|tethered|\bmb\s?$", re.IGNORECASE
)
_ON_SURFACE: Final = re.compile(
    r"^[^.;]{0,12}\b(?:on (?:the|their|its) (?:own )?surface|membrane|tethered)", re.IGNORECASE
)
_INDUCIBLE: Final = re.compile(
    r"inducible|induced by|NFAT|upon (?:activation|antigen)|only (?:when|after)|synNotch|on demand"
    r"|switch",
    re.IGNORECASE,
)
_READOUT: Final = frozenset(
    ("HGNC:5438", "HGNC:11892", "HGNC:4709", "HGNC:9360", "HGNC:6018", "HGNC:6025")
)
"""What any active T cell gives off: IFN-gamma, TNF, granzyme B, perforin, IL-6, IL-8."""
_MEANT: Final = re.compile(
    r"\bengineer|\bprogramm?(?:ed|ing)|armou?r|transgen|constitutive|\bequip|genetically|\bmodif"
    r"|\bdesigned to|co-?express|\barmed|payload|encod",
    re.IGNORECASE,
)
_CELLS: Final = re.compile(r"\bcells?\b|\bCARs?\b|CAR-?T|macrophage|lymphocyte|TIL", re.IGNORECASE)
_VEHICLE: Final = re.compile(
    r"\bbacteri|\bmicrobe|\bstrain|Salmonella|Listeria|E\. coli|\byeast|\bvirus|\bvector"
    r"|\bmacrophage|\bmonocyte|\bneutrophil|\bNK cell|natural killer|\bstem cell|\bstromal cell"
    r"|\bfibroblasts?|\bplatelet|\blymphocyte|\bT cells|\bTILs?\b|\bred blood cells",
    re.IGNORECASE,
)
_BUILT: Final = re.compile(
    r"\b(?:(?:re)?engineer(?:ed|ing)|(?:re)?programm?(?:ed|ing)|genetically|modif(?:ied|ying)|armed"
    r"|armou?red|designed|made|transduc(?:ed|ing)|equipped|loaded|rewired)\b",
    re.IGNORECASE,
)
_NOT_CARGO: Final = re.compile(
    r"\b(?:serum|plasma|levels? of|increas\w+|elevat\w+|cultur\w+ (?:with|in)|followed by"
    r"|presence of|addition of|infus\w+ of|doses? of|given|receiv\w+|injections? of|without"
    r"|respons\w+ to|support of|release of|concentrations? of|amounts of|absence of|receptors? for)"
    r"\s+(?:high-dose\s+|low-dose\s+|recombinant\s+|human\s+)?$",
    re.IGNORECASE,
)
_VERB: Final = re.compile(rf"\b(?:to )?{_GIVE}\b", re.IGNORECASE)
_GENERIC: Final = frozenset(
    ("CUR:cytokine", "CUR:chemokine", "CUR:interleukin", "CUR:interferon", "CUR:type-I-interferon")
)


class Carried(NamedTuple):
    """A substance where a sentence says that the cells carry it."""

    mention: Mention
    start: int
    end: int
    score: float
    mode: str


def payload(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """Substances that the study's cells were engineered to secrete or carry."""
    frame = frame_of(article)
    if not frame.tells:
        return
    named: dict[str, list[Carried]] = {}
    for one in _carried(frame):
        named.setdefault(one.mention.term_id, []).append(one)
    for term_id, places in named.items():
        if term_id in _GENERIC:
            continue
        best = max(places, key=lambda one: (one.score, -one.start))
        parts: dict[str, Value] = {"agent": Term(best.mention.label, term_id)}
        mode = best.mode or next((one.mode for one in places if one.mode), "")
        if mode:
            parts["mode"] = mode
        yield article.suggestion(
            "payload",
            best.start,
            end=best.end,
            parts=parts,
            score=min(0.97, best.score + 0.03 * (len(places) - 1)),
            why="The cells were made to secrete or carry it.",
            rule="payload.carried",
            others=tuple((one.start, one.end) for one in places if one is not best),
            features={"places": float(len(places))},
        )


def _carried(frame: Frame) -> Iterator[Carried]:
    before: Carried | None = None
    for mention in frame.free("cytokines"):
        spot = frame.spot(mention.start, mention.end)
        if spot is None:
            continue
        score = _carrying(spot, mention)
        chained = before and joined(frame.article.body, before.end, to=spot.start)
        if before and chained:
            score = max(score, before.score - 0.03)
        elif _leads_a_chain(frame, mention):
            score = max(score, 0.85)
        if not score:
            continue
        if not frame.of_cells:
            score *= 1.0 if _is_vehicle(spot) else 0.0
        context = context_at(spot)
        if _SO_THAT.search(spot.before[-90:]):
            context = replace(context, hypothetical=False)  # made "so that they would release" it
        score *= _trust(context)
        start, end = _quoted(spot)
        mode = _mode(spot) or (before.mode if before and chained else "")
        before = Carried(mention, start, end, score, mode)
        if score >= 0.5:
            yield before


def _carrying(spot: Spot, mention: Mention) -> float:
    """How surely the words around say that engineered cells carry it; 0 if they do not."""
    before, after = spot.before[-150:], spot.after[:40]
    if _NOT_CARGO.search(before):
        return 0.0
    if _GIVING.match(after):
        return 0.88 if mention.term_id not in _READOUT or _MEANT.search(spot.sentence.text) else 0.0
    if (
        not _CELLS.search(spot.sentence.text)
        and not _GENE.search(before)
        and not _MEANT.search(before)
    ):
        return 0.0
    if _SWITCH.match(after) and _HAS.search(before):
        return 0.85
    meant = bool(_MEANT.search(before))
    if mention.term_id in _READOUT and not meant:
        return 0.0
    if _ARMED.search(before) or _CO.search(before):
        return 0.9
    if _GENE.search(before):
        return 0.8
    if _IS_GENE.match(after) and _CARRIED_GENE.search(before):
        return 0.8
    if _BESIDE.search(before):
        return 0.84
    if _MADE_TO.search(before):
        return 0.9 if meant else 0.72
    return 0.0


def _is_vehicle(spot: Spot) -> bool:
    """Whether what carries it was engineered to: bacteria, a virus, macrophages."""
    return bool(_BUILT.search(spot.before[-170:]) and _VEHICLE.search(spot.sentence.text))


def _leads_a_chain(frame: Frame, mention: Mention) -> bool:
    """The first of a list that ends so: "IL-15 and IL-21 co-expressing CAR T cells"."""
    later = frame.article.mentions_in("cytokines", mention.end, end=mention.end + 40)
    end = mention.end
    for one in later:
        if not joined(frame.article.body, end, to=one.start):
            return False
        end = one.end
        if _GIVING.match(frame.article.body[end : end + 40]):
            return one.term_id not in _READOUT
    return False


def _trust(context: Context) -> float:
    if context.negated or context.other_study:
        return 0.3
    if context.background or context.comparison:
        return 0.4
    return 0.55 if context.hypothetical or context.future else 1.0


def _quoted(spot: Spot) -> tuple[int, int]:
    """The substance with the verb close before it."""
    near = spot.before[-70:]
    verbs = [found.start() for found in _VERB.finditer(near)]
    if verbs:
        return spot.start - len(near) + verbs[-1], spot.end
    giving = _GIVING.match(spot.after[:40])
    return spot.start, spot.end + (len(giving.group()) if giving else 0)


def _mode(spot: Spot) -> str:
    near = spot.before[-60:] + spot.after[:110].split(".")[0]
    if _BOUND.search(spot.before[-35:]) or _ON_SURFACE.search(spot.after[:40]):
        return "membrane_bound"
    if _INDUCIBLE.search(near):
        return "inducible"
    return "secreted" if _SECRETED.search(near) else ""


RULES: Final[Mapping[str, Rule]] = {"payload.carried": payload}
