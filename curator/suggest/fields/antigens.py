"""What the receptor or antibody binds, named or only spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import Final, NamedTuple

from curator.domain.claims import VAGUE, Term, Words
from curator.domain.forms import Form
from curator.suggest.caseless import caseless
from curator.suggest.context import Context
from curator.suggest.fields.antigen_words import (
    ARMS,
    AS_TARGET,
    CHOSEN,
    CHOSEN_CUES,
    IN_VACCINE,
    OF_ARM,
    OF_GENE,
    OF_VACCINE,
    OTHER_DRUGS,
    RECEPTOR,
    SOUGHT,
    SOUGHT_CUES,
)
from curator.suggest.fields.candidates import likely_antigens, reason
from curator.suggest.fields.chains import joined
from curator.suggest.reading import ArticleText, Rule, Sentence
from curator.suggest.telling import Frame, Spot, context_at, frame_of, spot_in
from curator.suggest.values import Suggestion

_BINDS: Final = (
    r"(?:target(?:s|ed|ing)?|(?:re)?directed (?:against|at|to|towards?)|redirect(?:s|ed)? to"
    r"|specific (?:for|to)|specificity for|reactive (?:to|against|with)|against"
    r"|recogni[sz](?:e|es|ed|ing)|(?:bind|bound)(?:s|ing)?(?! (?:protein|site|domain|affinity"
    r"|assay))(?: selectively| specifically| tightly)?"
    r"(?: to)?|hom(?:e|es|ing|ed) in on|block(?:s|ed|ing|ade of)?|inhibit(?:s|ed|ing|ors? of"
    r"|ion of)?|antibod(?:y|ies) (?:to|for)|aimed at|tak(?:e|es|ing) aim at"
    r"|latch(?:es|ing|ed)? on ?to|lock(?:s|ed|ing)? on ?to|attach(?:es|ed|ing)? (?:itself "
    r"|themselves )?to|seek(?:s|ing)? out|hunt(?:s|ing)?"
    r" (?:down|for)|attack(?:s|ed|ing)?|detect(?:s|ed|ing)?|zero(?:s|ed|ing)? in on|sens(?:es|e"
    r"|ing)|hit(?:s|ting)?|engag(?:e|es|ed|ing)|neutrali[sz](?:e|es|ed|ing)|(?:mRNAs?|vaccines?"
    r"|vectors?)(?: that| which)?"
    r" encod(?:e|es|ed|ing)(?: up to)?(?: \d+)?|(?:receptors?|CARs?|TCRs?),? (?:for|against|to)"
    r"|go(?:es|ing)? after|link(?:s|ing)"
    r"|connect(?:s|ing)|bridg(?:es|ing)|t(?:ies?|ying|ethers?)(?: together)?|cling(?:s|ing)? to"
    r"|spot(?:s|ting)?|stick(?:s|ing)? to|grip(?:s|ping)?|grab(?:s|bing)?(?: on ?to)?|shuts? off"
    r"|(?:dock|clamp|hold|glom)(?:s|ing|ed)? on(?: ?to)?|reactivity (?:to|against)|shut(?:s|ting)?"
    r"|agonists? (?:of|for|to)|(?:that|can|to) see|respond(?:s|ed)? to|vaccin\w+ (?:against|with))"
)
_FILLER: Final = (
    r"(?:\s+(?:the|a|an|its?|wild-type|their|one|two|both|either|only|also|simultaneously|human"
    r"|mouse|murine"
    r"|cell|surface|cell-surface|tumou?r|tumou?rs?-associated|cancer|cancers?-associated|leukemia"
    r"|myeloma|viral|envelope|extracellular|membrane|protein|proteins|antigen|antigens|receptor"
    r"|receptors|marker|markers|molecule|molecules|glycoprotein|enzyme|sugar|lipid|ganglioside"
    r"|target|targets|called|named|known|as|dubbed|cells|tumou?rs|expressing|express|bearing"
    r"|with|for|that|sites?|spots|epitopes?|stretch|surface of"
    r"|carry|carrying|of|part|piece|region|domain|peptide|immune|inhibitory|checkpoints?|pathways?"
    r"|signal|signals|specific|common|two|three|four|piece|highly|found|on|in|which|is|mutant"
    r"|different|distinct|shared|B-cell|T-cell|B cell|plasma|such|the\s+\w+ing|intracellular)\b"
    r"|\s*[,:\u2013\u2014(]|\s+-|\s*\u2022){0,9}\s*"
)
_TARGETED: Final = caseless(rf"\b{_BINDS}{_FILLER}$")
_ANTI: Final = re.compile(
    r"(?:\banti[-\u2010\u2011\u2012\u2013 ]?|(?<!\w)\u03b1[-\u2010\u2011]?)$", re.IGNORECASE
)
_AFTER: Final = re.compile(
    r"^[-\u2010\u2011\u2012\u2013 ]?(?:directed|targeted|targeting|specific|redirected|reactive"
    r"|binding(?! (?:site|pocket|domain|region|affinity|assay|protein))|agonis(?:t|m)"
    r"|(?:immune )?checkpoint (?:inhibit|block|antibod)"
    r"|CARs?\b|CAR[- ]|CAR-?T|chimeric antigen|blockade|inhibit(?:or|ion)|blocking"
    r"|blockers?|antibod(?:y|ies)|based (?:receptor|CAR|chimeric)|TCRs?\b|T[- ]cell engager|BiTE"
    r"|vaccine"
    r"|(?:\d|z|BB|28)\S* CAR|(?:compound|dual|tandem|bicistronic|universal|allogeneic|autologous"
    r"|switchable|armou?red|engineered) (?:CAR|chimeric)|bispecific|monoclonal|nanobod|scFv"
    r"|binder|CAR\.)"
    r"|^\s?(?:[x\u00d7]|/)\s?CD3|^\)[- ](?:directed|targeted|specific|targeting|CAR)"
    r"|^ (?:drugs?|medicines?)\b",
    re.IGNORECASE,
)
_POSITIVE: Final = re.compile(
    r"^[- ](?:positive|expressing|bearing)\s(?:[\w-]+\s){0,2}(?:cells|tumou?rs?|cancers?)\b",
    re.IGNORECASE,
)
_OWN_ANTIBODY: Final = re.compile(
    r"^[- ]antibod(?:y|ies)(?:[- ](?:positive|negative|titers?|titres?|levels?)"
    r"|\s(?:disappear|declin|fell|drop|decreas|were (?:low|reduc|undetect)))",
    re.IGNORECASE,
)
"""A patient's own antibodies: what they bind is not what the treatment does."""
_HEALTHY: Final = re.compile(
    r"^\S{0,4},?\s(?:on|in|of) (?:the )?(?:healthy|normal|non-?cancerous)\b", re.IGNORECASE
)
_ACROSS: Final = re.compile(
    r"\w?\s+on (?:the )?(?:\S+ ){0,3}?(?:cells?|tumou?rs?),?\s(?:and|with|to|while)\s"
    r"(?:the\s|also\s|another\s)?",
    re.IGNORECASE,
)
"""Between the two that one drug binds: "CD20 on B cells and CD3 on T cells"."""
_FAILED: Final = re.compile(
    r"\b(?:progress\w+|relaps\w+|recurr\w+|failure|failed|refractory|resistan\w+|despite|prior"
    r"|previous)\b[^.;,]{0,40}$"
    r"|\bafter (?:an? |prior |previous |anti-)?$",
    re.IGNORECASE,
)
_EARLIER: Final = re.compile(
    r"^[- ]?(?:targeted|directed|specific)?\s?(?:CAR|therap|drugs?|inhibit|treatment|block"
    r"|antibod)",
    re.IGNORECASE,
)
_AGENT: Final = re.compile(
    r"antibod(?:y|ies)\b|[a-z]mab\b|\bCARs?\b|\bT[- ]cells?\b|NK cells?|engager|vaccin|\bTCRs?\b"
    r"|\b(?:PD-?L?1|CTLA-?4|LAG-?3|TIGIT|CD47) (?:drugs?|medicines?)\b"
    r"|immunotoxin|agonist|nanobod|conjugate|radioligand|macrophages",
    re.IGNORECASE,
)
_BY_ANTIBODY: Final = re.compile(
    r"^ (?:\w+ ){0,2}(?:with|by|using) an? (?:[\w-]+ ){0,2}antibody\b", re.IGNORECASE
)
_ASSAY: Final = re.compile(
    r"immunohisto|stain|\bblots?\b|blotting|ELISA|cytometr|\busing (?:an? "
    r"|the )?(?:\w+ )?monoclonal"
    r"|immunoprecip|immunofluor",
    re.IGNORECASE,
)
_SHOWN: Final = re.compile(
    r"\b(?:shows?|showing|presents?|display(?:s|ing)?)\s(?:the\s)?$", re.IGNORECASE
)
_TO_IMMUNE: Final = re.compile(
    r"^ to (?:the )?(?:body's )?immune (?:system|cells)\b", re.IGNORECASE
)
_ON_T_CELLS: Final = re.compile(
    r"^ on (?:the )?(?:\S+ )?T[- ]cells,? (?:to|and|with) ", re.IGNORECASE
)
_OTHER_ARM: Final = re.compile(r"^,? (?:and|to|with) ", re.IGNORECASE)
_CROSS: Final = re.compile(r"CD3\S?\s?[x\u00d7/]\s?$|[x\u00d7]\s?$")
_TARGET_IS: Final = re.compile(
    r"^(?:\s*\([^)]{1,40}\))?,?\s+(?:is|was|are|were|as|serves? as|,)?\s*(?:the|a|an)?\s*"
    r"(?:therapeutic |CAR |tumou?r |protein |surface |receptor |molecule )*"
    r"(?:targets?\b|targeted by)(?! (?:of|for) (?:[\w-]+ ){0,3}?(?:marketed|approved|existing|other"
    r"|earlier|current|licensed|older|commercial)\b)",
    re.IGNORECASE,
)
_BEADS: Final = caseless(
    r"beads?|stimulat|activat|coated|dynabeads|purif|sort|stain|flow cytometry|isotype|microbead"
)
_PIECE: Final = re.compile(r"^[a-z]{2,5}(?=-(?:directed|targeted|specific|binding)\b)")
"""What a name is drawn out by where only a part of the protein is bound: "MUC16ecto-directed"."""
_LOST: Final = re.compile(
    r"\b(?:los(?:t|e|es|ing)|loss of|lack(?:s|ed|ing)?|without|negative for|devoid of)\s"
    r"(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_CONTROL: Final = re.compile(r"\b(?:irrelevant|control|isotype|off-target)\b", re.IGNORECASE)
_DOMAIN: Final = re.compile(
    r"^(?:-free\b|[-/ ]?(?:CD3)?[- ]?(?:zeta\b|\u03b6|z\b)"
    r"|/(?:CD3|4-1BB|CD28|CD137)[-/ ]?(?:zeta|\u03b6|z\b)"
    r"|[- ]?(?:costimulat|co-stimulat|signal|hinge|transmembrane|spacer|intracellular|zeta"
    r"|endodomain|domain)|[- ]?(?:\+|positive|negative|high|low|bright|dim)\b"
    r"|\s+(?:expression|loss|levels?|status)\b)",
    re.IGNORECASE,
)
_DRUG: Final = re.compile(
    r"^[- ](?:inhibit(?:or|ion)|blockade|block(?:er|ing)|antibod(?:y|ies)|checkpoint|drugs?\b)",
    re.IGNORECASE,
)
_DRUG_ONLY: Final = caseless(
    r"\b(?:tocilizumab|no longer respon\w+|previous(?:ly)?|prior|failed|refractory to|resistan\w+"
    r"|progress(?:ed|ion) (?:on|after|despite)|relapsed after"
    r"|(?:patients?|people|joints|tumou?rs|disease) [^.;,]{0,40}?\b(?:on|under|during|taking"
    r"|receiving)|effects? of|caused by|due to|induced by)"
    r"\b[^.;]{0,60}$"
)

_SHAPE: Final = re.compile(
    r"(?<![\w/.-])(?:[A-Z][A-Za-z]{0,6}\d{1,3}[A-Za-z]{0,3}\d{0,2}[A-Z]?|[A-Z]{2,6}-?[A-Z]?\d{1,3}"
    r"[A-Za-z]{0,2}|[Cc]laudin[- ]?\d+(?:\.\d)?|[Gg]lypican[- ]?\d|gp\d{2,3}|[A-Z]{2,4}-[A-Z]{2,4}"
    r"-\d)(?![\w]|-\d)"
)
"""Names of proteins that no vocabulary has; believed only after "targeting" and the like."""
_DIGITS: Final = tuple("0123456789")
_NO_PROTEIN: Final = re.compile(
    r"^(?:COVID|SARS|MERS|HIV|H\dN|T[12]D|Covid|NCT|ISRCTN|KEYNOTE|CHECKMATE|IL-?\d|IFN|TNF|CAR|NK"
    r"|TIL|Phase|Grade|Day|Week|Figure|Fig|Table|Type|Stage|G\d|S\d|[A-Z]\d$|Th\d|M[12]$|B16|MC38"
    r"|CT26|4T1|HLA|mRNA|DNA|RNA|Version|Level|Group|Part|Cohort|Arm|USD|US\$|Q[1-4]$|P\d|CMV|EBV"
    r"|HPV|KRAS)",
)
_UNNAMED: Final = re.compile(
    r"\b(?:target(?:s|ed|ing)?|recogni[sz](?:e|es|ed|ing)|bind(?:s|ing)?(?: to)?|(?:specific|aimed)"
    r" (?:for|to|at)|directed (?:at|against))\s+(?P<words>(?:an?|one|several|two|certain)\s+"
    r"(?:[\w-]+ ){0,3}?(?:proteins?|antigens?|markers?|molecules?)"
    r"(?:\s+(?:that\s+(?:is|are)\s+)?(?:found|present|abundant|expressed|located|displayed"
    r"|on the surface)[^.;,]{0,60}?(?:cells?|tumou?rs?|cancers?|surface)\b)?)",
    re.IGNORECASE,
)

_CHECKPOINT_IDS: Final = frozenset(("HGNC:8760", "HGNC:17635", "HGNC:2505", "HGNC:6476"))
_CD3: Final = "HGNC:1674"


class Bound(NamedTuple):
    """An antigen where a sentence says that something binds it."""

    term: Term
    start: int
    end: int
    score: float
    sentence: Sentence
    context: Context


def target_antigen(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """Antigens that something is said to bind, target or block in this study."""
    frame = frame_of(article)
    if not frame.tells:
        return
    named: dict[str, list[Bound]] = {}
    for one in bound_antigens(frame):
        named.setdefault(one.term.id or one.term.label, []).append(one)
    finer = [places[0].term.label for places in named.values()]
    for places in named.values():
        label = places[0].term.label
        if any(one.startswith((f"{label} ", f"{label}.")) for one in finer):
            continue  # KRAS where KRAS G12D is told
        best = max(places, key=lambda one: (one.score, -one.start))
        score = min(0.97, best.score + 0.03 * (len(places) - 1))
        yield article.suggestion(
            "target_antigen",
            best.start,
            end=best.end,
            value=best.term,
            score=score,
            why="It is said to be bound, targeted or blocked.",
            rule="antigen.bound",
            others=tuple((one.start, one.end) for one in places if one is not best),
            features={"places": float(len(places))},
        )
    likely = _likely(frame, frozenset(named))
    yield from likely
    if not named and not likely:
        yield from _unnamed(frame)


def _likely(frame: Frame, bound: Set[str]) -> list[Suggestion]:
    """Antigens that nothing is said to bind, where what is said of them speaks for it."""
    return [
        frame.article.suggestion(
            "target_antigen",
            one.spots[0].start,
            end=one.spots[0].end,
            value=one.term,
            score=score,
            why=reason(one),
            rule="antigen.candidate",
            others=tuple((spot.start, spot.end) for spot in one.spots[1:]),
            features={"places": float(len(one.spots))},
        )
        for one, score in likely_antigens(frame, bound)
    ]


def bound_antigens(frame: Frame) -> Iterator[Bound]:
    """Every place where an antigen is said to be bound, with how sure that is."""
    before: Bound | None = None
    body = frame.article.body
    candidates = tuple(_candidates(frame))
    for at, (spot, term) in enumerate(candidates):
        score = _binding(spot, term, frame=frame)
        if not score and term.id == _CD3 and _OTHER_ARM.match(spot.after):
            # CD3 is how T cells are held; what stands beside it is the target.
            if _TARGETED.search(_before(spot, body)):
                before = Bound(term, spot.start, spot.end, 0.87, spot.sentence, context_at(spot))
            continue
        if before and joined(body, before.end, to=spot.start):
            score = max(score, before.score - 0.02)
        elif before and _other_arm(before, spot, body=body):
            score = max(score, min(0.85, before.score))
        elif not score and _leads(body, candidates[at : at + 3]):
            score = 0.8
        if score and not frame.therapy and not _is_treatment(spot, term):
            score = 0.0
        if before and before.score >= 0.8 and before.sentence is spot.sentence:
            score *= 0.4 if _FAILED.search(spot.before[-60:]) and _EARLIER.match(spot.after) else 1
        if not score:
            continue
        context = context_at(spot)
        score *= _trust(context, spot)
        score *= 0.4 if _is_others_drug(frame, spot) else 1.0
        start, end = _quoted(spot)
        before = Bound(term, start, end, score, spot.sentence, context)
        if score >= 0.5:
            yield before


def _is_others_drug(frame: Frame, spot: Spot) -> bool:
    """Whether drugs in the plural bind it: not the cells that were made, nor the one drug."""
    found = OTHER_DRUGS.search(spot.before[-60:])
    if found is None or frame.of_cells:
        return found is not None
    return frame.therapy == "other" and not found["kind"].lower().startswith(("antib", "inhib"))


def _other_arm(before: Bound, spot: Spot, *, body: str) -> bool:
    """Whether the other of two arms binds it: "to CD20 with one arm and to CD3 with the other"."""
    if _ACROSS.fullmatch(body, before.end, spot.start):
        return True
    if before.sentence is not spot.sentence or not OF_ARM.search(spot.sentence.text):
        return False
    return ARMS.fullmatch(body, before.end, spot.start) is not None


def _is_treatment(spot: Spot, term: Term) -> bool:
    """Where no kind of therapy is told: whether an antibody or a cell is what binds it."""
    text = spot.sentence.text
    if _ASSAY.search(text):
        return False
    if term.id is None:
        return bool(_BY_ANTIBODY.match(spot.after))
    return bool(_AGENT.search(text))


def _leads(body: str, candidates: Sequence[tuple[Spot, Term]]) -> bool:
    """Whether it is the first of a list that ends so: "CD19/CD22 CAR T cells"."""
    for (one, _), (after, term) in pairwise(candidates):
        if one.sentence is not after.sentence or not joined(body, one.end, to=after.start):
            return False
        if term.id is not None and _AFTER.match(after.after[:60]):
            return not _DOMAIN.match(after.after[:60])
    return False


def _candidates(frame: Frame) -> Iterator[tuple[Spot, Term]]:
    """Mentions of antigens and what is shaped like a protein's name, in order."""
    found: list[tuple[Spot, Term]] = []
    for mention in frame.free("antigens"):
        spot = frame.spot(mention.start, mention.end)
        if spot:
            found.append((spot, Term(mention.label, mention.term_id)))
    for shape, spot in frame.found(_SHAPE, _DIGITS):
        if not _NO_PROTEIN.match(shape.group()) and not frame.is_named(spot.start, spot.end):
            found.append((spot, Term(shape.group())))
    return iter(sorted(found, key=lambda one: one[0].start))


def _binding(spot: Spot, term: Term, *, frame: Frame) -> float:
    """How surely the words around an antigen say that something binds it; 0 if they do not."""
    before, after = _before(spot, frame.article.body), _PIECE.sub("", spot.after[:60])
    if _DOMAIN.match(after) and not _ANTI.search(before):
        return 0.82 if _POSITIVE.match(after) and _TARGETED.search(before) else 0.0
    if _OWN_ANTIBODY.match(after):
        return 0.0
    if frame.of_cells and term.id in _CHECKPOINT_IDS and _DRUG.match(after):
        return 0.4  # A drug beside the cells; what the cells bind is asked for.
    if _BEADS.search(after[:45]) and (term.id in (_CD3, "HGNC:1653") or "antibod" in after[:20]):
        return 0.0
    if term.id == _CD3 and _ANTI.search(before) and re.match(r"[- ]antibod", after):
        return 0.0 if frame.of_cells or frame.therapy == "bispecific" else 0.85
    if term.id == _CD3 and not _CROSS.search(before) and not re.match(r"\s?[x\u00d7]", after):
        return _of_two(before, after)
    shaped = term.id is None
    return _bound(before, after, shaped=shaped) or _made_for(before, spot.after, shaped=shaped)


def _made_for(before: str, after: str, *, shaped: bool) -> float:
    """The same by what cells were made to find, what a vaccine holds, what a gene codes for."""
    low = before.lower()
    if any(one in low for one in SOUGHT_CUES) and SOUGHT.search(before):
        return 0.8 if shaped else 0.86
    if any(one in before for one in CHOSEN_CUES) and CHOSEN.search(before):
        return 0.84
    if not shaped and (
        AS_TARGET.match(after) or (OF_GENE.search(before) and RECEPTOR.match(after))
    ):
        return 0.84
    if "accin" in before and IN_VACCINE.search(before):
        return 0.8
    return 0.8 if "accine" in after and OF_VACCINE.match(after) else 0.0


def _of_two(before: str, after: str) -> float:
    """For CD3 as one of two that a drug binds."""
    if not _TARGETED.search(before):
        return 0.0
    if _ON_T_CELLS.match(after):
        return 0.85
    return 0.55 if re.search(r"\b(?:both|and)\s$", before) else 0.0


def _bound(before: str, after: str, *, shaped: bool) -> float:
    """The same for what is no control; ``shaped`` is what no vocabulary names."""
    if _ANTI.search(before):
        return 0.9
    if _TARGETED.search(before):
        return 0.82 if shaped else 0.9
    if not shaped and (_AFTER.match(after) or _CROSS.search(before)):
        return 0.88
    if not shaped and _SHOWN.search(before) and _TO_IMMUNE.match(after):
        return 0.85
    if shaped and re.match(r"[- ](?:CAR|directed|targeted|specific)\b", after):
        return 0.7
    if not shaped and _TARGET_IS.match(after):
        return 0.75
    return 0.0


def _before(spot: Spot, body: str) -> str:
    """The words before it; of an item of a list also what introduces the list."""
    if len(spot.before) > 4:
        return spot.before[-110:]
    return body[max(0, spot.start - 110) : spot.start]


def _trust(context: Context, spot: Spot) -> float:
    """What the sentence leaves of it."""
    if context.negated or context.other_study or context.background:
        return 0.3
    if _HEALTHY.match(spot.after[:40]) or _LOST.search(spot.before[-40:]):
        return 0.3
    if _CONTROL.search(spot.before[-30:]) or _DRUG_ONLY.search(spot.before[-90:]):
        return 0.4
    if context.comparison:
        return 0.5
    if context.hypothetical or context.future:
        return 0.55
    return 0.9 if spot.sentence.section == "background" else 1.0


def _quoted(spot: Spot) -> tuple[int, int]:
    """The antigen with the word that says that it is bound, where that stands close before."""
    found = _TARGETED.search(spot.before[-110:])
    if found and len(found.group()) <= 60:
        start = spot.start - len(found.group())
        return start, spot.end
    anti = _ANTI.search(spot.before)
    return (spot.start - len(anti.group()), spot.end) if anti else (spot.start, spot.end)


def _unnamed(frame: Frame) -> Iterator[Suggestion]:
    """Spoken of and not named: "a specific protein found on glioblastoma cells"."""
    best: tuple[float, int, int] | None = None
    for found, whole in frame.found(_UNNAMED, ("protein", "antigen", "marker", "molecule")):
        spot = spot_in(whole.sentence, found.start("words"), end=found.end())
        points = 0.8 if "ed" in found.group()[:10] else 0.6
        points -= 0.0 if context_at(spot).stated else 0.3
        if best is None or points > best[0]:
            best = (points, spot.start, spot.end)
    if best and best[0] >= 0.5:
        words = frame.article.body[best[1] : best[2]]
        yield frame.article.suggestion(
            "target_antigen",
            best[1],
            end=best[2],
            value=Words(words),
            status=VAGUE,
            score=best[0],
            why="The words speak of what is bound without its name.",
            rule="antigen.unnamed",
        )


RULES: Final[Mapping[str, Rule]] = {"antigen.bound": target_antigen}
