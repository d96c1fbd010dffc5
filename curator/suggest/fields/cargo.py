"""What an engineered cell carries or secretes besides its receptor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from curator.domain.claims import Term, Value
from curator.domain.forms import Form
from curator.suggest.context import Context
from curator.suggest.fields.antigens import bound_antigens
from curator.suggest.fields.cargo_names import (
    BLOCKER,
    BLOCKER_TERMS,
    BUILT,
    BUILT_TERMS,
    PLAIN,
    SILENCED,
    SILENCER,
    shaped_names,
)
from curator.suggest.fields.cargo_words import (
    ADDED,
    ARMED,
    BESIDE,
    CARRIED_GENE,
    EXPRESSION,
    FILLERS,
    FORCED,
    GENE,
    GIVING,
    HELD,
    INTO_CULTURE,
    IS_GENE,
    JOINING,
    MADE,
    MEANT,
    NO_MORE,
    NOT_CARGO,
    NOT_OURS,
    OF_TUMOR,
    PASSIVE,
    PRODUCT,
    SHOWN,
    STRONGLY,
    WITH,
    governed,
)
from curator.suggest.fields.leading import tokens_before
from curator.suggest.reading import HEADLINE, ArticleText, Rule
from curator.suggest.telling import Frame, Spot, context_at, frame_of
from curator.suggest.therapies import CELL_CLASSES
from curator.suggest.values import Suggestion

_CUES: Final = (
    "engineer armed arming armor armour equip modif overexpress encod secret loaded fitted "
    "transduc adding added insert gene produc programm carr express releas design built gave given "
    "making make made deliver switch dominant knock transgen payload bearing contain give giving "
    "put display hold rna hairpin"
).split()
"""An article without any of these carries nothing."""
_READOUT: Final = frozenset(
    ("HGNC:5438", "HGNC:11892", "HGNC:4709", "HGNC:9360", "HGNC:6018", "HGNC:6025")
)
"""What any active T cell gives off: IFN-gamma, TNF, granzyme B, perforin, IL-6, IL-8."""
_OWN: Final = re.compile(
    r"C-?X?3?-?CR\d|CX3CR1|CD\d|FasL|TRAIL|BATF|TCF1|T-bet|FOX|BACH2|RUNX3|ID3|IRF|c-Jun|BCL"
    r"|GLUT1|PGC|CSF1R|HLA|LTBR|TERT|TGF|VEGF|arginase|matrix metallo|collagenase"
    r"|chemokine rec|.*(?<!dominant-negative )receptor$",
    re.IGNORECASE,
)
"""What cells have or make by themselves: that they show it says nothing of their making."""
_BUILT_TERM: Final = re.compile(
    r"dominant-negative|switch|truncated|RQR8|iCasp9|decoy|trap|HSV-TK|C7R|constitutively active"
    r"|MyD88/CD40",
    re.IGNORECASE,
)
_BLOCKER_TERM: Final = re.compile(r"block|engager|-Fc\b|soluble PD", re.IGNORECASE)
_SAFETY: Final = re.compile(r"iCasp9|EGFRt|RQR8|HSV-TK|truncated|CD20$", re.IGNORECASE)
_NO_CELLS: Final = frozenset(("checkpoint_inhibitor", "bispecific", "combination"))
"""Of these kinds nothing is engineered to carry something."""
_GENERIC: Final = frozenset(
    ("CUR:cytokine", "CUR:chemokine", "CUR:interleukin", "CUR:interferon", "CUR:type-I-interferon")
)
_KINDS: Final[Mapping[str, re.Pattern[str]]] = {
    "CUR:safety-switch": _SAFETY,
    "CUR:chemokine-receptor": re.compile(r"C-?X?3?-?CR\d|CX3CR1|CSF1R", re.IGNORECASE),
    "CUR:switch-receptor": re.compile(r"[/:].*(?:switch|receptor)|switch receptor .", re.I),
    "CUR:T-cell-engager": re.compile(r"engager (?:against|for)", re.IGNORECASE),
}
"""A kind of cargo by its term, and what is of that kind: the finer word stands for both."""
_SECRETED: Final = re.compile(r"secret|releas|produc|pump|churn|dispens|shed", re.IGNORECASE)
_BOUND: Final = re.compile(
    r"membrane[- ](?:bound|tethered|anchored)|tethered|\bmb\s?$", re.IGNORECASE
)
_ON_SURFACE: Final = re.compile(
    r"^[^.;]{0,12}\b(?:on (?:the|their|its) (?:own )?surface|membrane|tethered)", re.IGNORECASE
)
_INDUCIBLE: Final = re.compile(
    r"inducible|induced by|NFAT|upon (?:activation|antigen)|only (?:when|after)|synNotch|on demand"
    r"|(?<!/CD28 )\bswitch(?! receptor)",
    re.IGNORECASE,
)
_SO_THAT: Final = re.compile(
    r"\b(?:so (?:that )?(?:they|it|the cells)|that) (?:would|could|can|should)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_SWITCH: Final = re.compile(
    r"^(?:\s\([^)]{1,20}\))?[- ](?:based )?(?:safety|suicide|kill|off)[- ](?:switch|gene)", re.I
)
_SILENCING: Final = re.compile(r"\b(?:sh|si|mi|micro-?)?RNAs?\b|\bvectors?\b|\bconstruct")
_THEIR_OWN: Final = re.compile(r"\b(?:its|their) own (?:[\w-]+ ){0,2}$", re.IGNORECASE)
_DESIGNED: Final = re.compile(r"\bas (?:they were |it was )?(?:designed|engineered|programm)", re.I)
_THEY: Final = re.compile(
    r"\b(?:they|it|the cells|cells) (?:also |then |now |themselves |each |locally |constantly )?$",
    re.IGNORECASE,
)
_GIVEN_ONE: Final = re.compile(
    r"\b(?:given|gave|fitted with|grown|equipped)\b[^.;]{0,60}\breceptors?\b", re.IGNORECASE
)
_BEGINS: Final = re.compile(r"(?:They|It|Each)\b")
_PRONOUN: Final = re.compile(r"\b(?:they|it)\b", re.IGNORECASE)
_RECEPTOR: Final = re.compile(r"^(?:[- ]?R[αβγ]?\b|[- ](?:cytokine )?receptors?\b)", re.IGNORECASE)
_NEW_CELLS: Final = re.compile(
    r"\b(?:new|resulting|modified|engineered|edited|armed|armou?red|upgraded|souped-up|improved"
    r"|enhanced|redesigned|special|these|such|transduced|CAR|CAR-T)[- ](?:[\w-]+ ){0,3}(?:cells"
    r"|lymphocytes|macrophages|bacteria|microbes|virus(?:es)?|TILs|strain)\b"
    r"(?: (?:also|that|which|to|and|now|then|constantly|continuously|locally|themselves))*\s*$",
    re.IGNORECASE,
)
_OF_CAR: Final = re.compile(r"^\)?[- ](?:CARs?\b|CAR-)")
_VERB: Final = re.compile(
    r"\b(?:to )?(?:secret(?:e|es|ed|ing)|releas(?:e|es|ed|ing)|produc(?:e|es|ed|ing)"
    r"|(?:co-?|over-?)?express(?:es|ed|ing)?|deliver(?:s|ed|ing)?|carr(?:y|ies|ied|ying)"
    r"|mak(?:e|es|ing)|pump(?:s|ing)? out|churn(?:s|ing)? out|display(?:s|ed|ing)?"
    r"|encod(?:e|es|ed|ing)|churn out|shed|dispense)\b",
    re.IGNORECASE,
)


class Cargo(NamedTuple):
    """A substance where an article names it.

    ``kind`` as in ``cargo_names``; ``own`` where cells may have or make it without being made to.
    """

    term: Term
    spot: Spot
    kind: str = PLAIN
    own: bool = False
    read_out: bool = False


class Carried(NamedTuple):
    """A substance where a sentence says that the cells carry it."""

    term: Term
    start: int
    end: int
    score: float
    mode: str


def payload(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """Substances that the study's cells were engineered to secrete or carry."""
    frame = frame_of(article)
    no_cells = frame.therapy in _NO_CELLS and CELL_CLASSES.isdisjoint(frame.weights)
    if not frame.tells or no_cells:
        return
    if not any(cue in frame.low for cue in _CUES):
        return
    named: dict[str, list[Carried]] = {}
    for one in _carried(frame):
        named.setdefault(one.term.id or one.term.label.lower(), []).append(one)
    for key, places in named.items():
        if key in _GENERIC or _has_finer(key, named):
            continue
        best = max(places, key=lambda one: (one.score, -one.start))
        parts: dict[str, Value] = {"agent": best.term}
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


def _has_finer(key: str, named: Mapping[str, list[Carried]]) -> bool:
    """Whether it only says the kind of something that is carried too."""
    kind = _KINDS.get(key)
    return kind is not None and any(
        other != key and kind.search(ones[0].term.label) for other, ones in named.items()
    )


def _cargo(frame: Frame) -> list[Cargo]:
    """All that could be carried, by its name or by the shape of it, in order."""
    found: list[Cargo] = []
    taken: list[tuple[int, int]] = []
    for kind, spot, label in shaped_names(frame):
        inside = frame.article.mentions_in("cytokines", spot.start - 40, end=spot.end)
        if any(one.start <= spot.start and one.end >= spot.end for one in inside):
            continue
        found.append(Cargo(_term(label, kind), spot, kind, own=kind == PLAIN))
        taken.append((spot.start, spot.end))
    mentions = list(frame.free("cytokines"))
    kinds = {one.end: one for one in mentions if one.term_id in _GENERIC or one.term_id in _KINDS}
    for mention in mentions:
        beside = kinds.pop(mention.start - 1, None)
        if beside:  # "the chemokine CCL19" is one thing
            found = [one for one in found if one.spot.start != beside.start]
        if any(start < mention.end and mention.start < end for start, end in taken):
            continue
        mentioned = frame.spot(mention.start, mention.end)
        if mentioned is not None and mention.term_id not in _GENERIC:
            found.append(_known(mention.label, mention.term_id, mentioned))
    return sorted(found, key=lambda one: one.spot.start)


def _term(label: str, kind: str) -> Term:
    """The term of a name that is put together, where there is one; else the name itself."""
    terms = BLOCKER_TERMS if kind == BLOCKER else BUILT_TERMS if kind == BUILT else ()
    for pattern, term in terms:
        if pattern.search(label):
            return term
    return Term(" ".join(label.split()))


def _known(label: str, term_id: str, spot: Spot) -> Cargo:
    kind = BUILT if _BUILT_TERM.search(label) else PLAIN
    if _BLOCKER_TERM.search(label):
        kind = BLOCKER
    read_out = term_id in _READOUT
    own = kind == PLAIN and (read_out or _OWN.match(label) is not None)
    return Cargo(Term(label, term_id), spot, kind, own, read_out)


def _carried(frame: Frame) -> Iterator[Carried]:
    before: Carried | None = None
    cargo = _cargo(frame)
    for place, one in enumerate(cargo):
        spot = one.spot
        score = _carrying(frame, one)
        chained = before and _joined(frame.article.body, before.end, to=spot.start)
        if before and chained and not _RECEPTOR.match(spot.after):
            score = max(score, before.score - 0.03)
        elif not score and _leads_a_chain(frame, cargo, place):
            score = 0.85
        if not score:
            continue
        of_cells = frame.of_cells or _of_made_cells(frame, spot)
        if not of_cells and not PRODUCT.search(spot.sentence.text):
            continue
        context = context_at(spot)
        if _SO_THAT.search(spot.before[-90:]) or MEANT.search(spot.before[-60:]):
            context = replace(context, hypothetical=False)  # made "so that they would release" it
        score *= _trust(context)
        if NOT_OURS.search(spot.sentence.text):
            score *= 0.5
        if spot.sentence.position == HEADLINE:
            score -= 0.02  # the text says it better
        start, end = _quoted(spot)
        mode = _mode(spot) or (before.mode if before and chained else "")
        before = Carried(one.term, start, end, score, mode)
        if score >= 0.5:
            yield before


def _of_made_cells(frame: Frame, spot: Spot) -> bool:
    """Whether "they" are cells that the sentence before says were made: "They also make IL-21"."""
    if frame.therapy != "other" or not _BEGINS.match(spot.sentence.text):
        return False
    previous = frame.article.next_sentence(spot.sentence, -1)
    return previous is not None and PRODUCT.search(previous.text) is not None


def _carrying(frame: Frame, one: Cargo) -> float:
    """How surely the words around say that engineered cells carry it; 0 if they do not."""
    spot = one.spot
    before, after = spot.before[-170:], spot.after[:60]
    words = [token.low for token in tokens_before(before)]
    how, at = governed(words)
    behind = GIVING.match(after) or PASSIVE.match(after) or IS_GENE.match(after)
    beside = "CAR" in before or "receptor" in before
    if not (how or behind or beside or one.kind == SILENCED or EXPRESSION.match(after)):
        return 0.0
    if NOT_CARGO.search(before) or NO_MORE.match(after):
        return 0.0
    if frame.therapy != "vaccine" and OF_TUMOR.search(before):
        return 0.0
    if one.kind == SILENCED:
        by = _SILENCING.search(spot.sentence.text)
        return 0.8 if by and PRODUCT.search(spot.sentence.text) else 0.0
    if one.kind == PLAIN and _RECEPTOR.match(after):
        return 0.0
    if GIVING.match(after):
        return 0.0 if _is_target(frame, one) else _giving(one)
    if EXPRESSION.match(after) and FORCED.search(before):
        return 0.84
    sentence = spot.sentence.text
    if PASSIVE.match(after) and not one.read_out:
        return 0.84
    told = PRODUCT.search(sentence) or MEANT.search(before) or _PRONOUN.search(before)
    if not told:
        return 0.8 if how == GENE else 0.0
    return _led(frame, one, how=how, words=words, at=at)


def _is_target(frame: Frame, one: Cargo) -> bool:
    """Whether it is what the receptor binds, said elsewhere: "CD70 CAR NK cells"."""
    if not _OF_CAR.match(one.spot.after):
        return False
    named = frame.article.mentions_in("antigens", one.spot.start, end=one.spot.end)
    terms = {mention.term_id for mention in named}
    return any(
        bound.term.id in terms and not _OF_CAR.match(frame.article.body[bound.end : bound.end + 9])
        for bound in (bound_antigens(frame) if terms else ())
    )


def _giving(one: Cargo) -> float:
    """Of "IL-18-secreting cells", "CXCR2-modified CAR T cells"."""
    spot = one.spot
    if one.kind == BLOCKER and not re.match(
        r"^[-\u2010\u2011 ](?:secret|releas|produc|deliver)", spot.after
    ):
        return 0.0
    if STRONGLY.match(spot.after):
        return 0.86
    if one.own and not MEANT.search(spot.sentence.text):
        made = re.match(r".{0,45}\b(?:CARs?|CAR-?\w+|TILs?|TCR|engineered|NK)\b", spot.after)
        return 0.8 if made and not one.read_out else 0.0
    return 0.88


def _led(frame: Frame, one: Cargo, *, how: str, words: list[str], at: int) -> float:
    """By what governs the name."""
    before, after = one.spot.before[-170:], one.spot.after[:60]
    meant = bool(MEANT.search(before)) or bool(_DESIGNED.search(after))
    if _SWITCH.match(after) and how:
        return 0.85
    if how in (ARMED, ADDED):
        return _put(one, how, after=after, meant=meant)
    if how == GENE:
        return 0.8
    if IS_GENE.match(after) and CARRIED_GENE.search(before):
        return 0.8
    if one.kind != BLOCKER and not one.read_out and BESIDE.search(before):
        return 0.84
    if how == MADE:
        return _made(frame, one, words=words, at=at, meant=meant)
    if one.kind == BLOCKER:
        return 0.84 if how == SHOWN and words[at].startswith("encod") else 0.0
    if how in (SHOWN, HELD, WITH):
        return _shown(one, how, words=words, at=at, meant=meant, before=before)
    return 0.0


def _put(one: Cargo, how: str, *, after: str, meant: bool) -> float:
    if how == ARMED:
        soft = one.kind == PLAIN and INTO_CULTURE.match(after)
        return 0.0 if soft and not meant else 0.9
    if one.kind in (BUILT, SILENCER) or meant or one.own:
        return 0.0 if INTO_CULTURE.match(after) else 0.84
    goes_in = re.match(
        r"^[^.;]{0,30}\b(?:in|to|into) (?:the |these |those )?(?:[\w-]+ ){0,3}?"
        r"(?:CARs?|CAR-?\w+|cells|vector|construct|receptor|TILs|genome|lymphocytes|virus)\b",
        after,
    )
    return 0.82 if goes_in and not INTO_CULTURE.match(after) else 0.0


def _made(frame: Frame, one: Cargo, *, words: list[str], at: int, meant: bool) -> float:
    """Of "engineered to secrete", "cells that make", "they produce"."""
    if meant:
        return 0.9
    if one.read_out or (one.kind == PLAIN and words[at].endswith("ed")):
        return 0.0
    cut = " ".join(words[max(0, at - 9) : at])
    if _THEIR_OWN.search(one.spot.before) and PRODUCT.search(cut):
        return 0.8
    if _NEW_CELLS.search(cut.replace(" ,", ",")):
        return 0.78 if not one.own else 0.0
    if one.kind in (BUILT, SILENCER, BLOCKER):
        return 0.8 if PRODUCT.search(cut) or _THEY.search(cut + " ") else 0.0
    if re.search(r"\b(?:that|which|to|and|also|would|so)$", cut) and PRODUCT.search(cut):
        return 0.72 if not one.own else 0.0
    previous = frame.article.next_sentence(one.spot.sentence, -1)
    made = previous and (MEANT.search(previous.text) or _GIVEN_ONE.search(previous.text))
    if _THEY.search(cut + " ") and made and not one.own:
        return 0.72
    return 0.0


def _shown(one: Cargo, how: str, *, words: list[str], at: int, meant: bool, before: str) -> float:
    """Of "co-expressing", "cells carrying", "cells with a"."""
    verb = words[at]
    if one.kind in (BUILT, SILENCER):
        return 0.85
    if verb.startswith(("co-express", "coexpress", "overexpress", "over-express", "encod")):
        return 0.0 if one.read_out and not meant else 0.88
    forced = at > 0 and words[at - 1] in (
        "constitutively",
        "stably",
        "additionally",
        "transgenically",
    )
    if meant or forced:
        return 0.86 if how != WITH else 0.8
    if one.own or one.read_out:
        return 0.0
    cut = " ".join(words[max(0, at - 6) : at])
    if how == WITH:
        own = re.search(
            r"\b(?:an?|membrane\S*|tethered|inducible|transgenic|extra|secreted)\b", before[-60:]
        )
        return 0.78 if own else 0.0
    if verb.endswith("ing") and PRODUCT.search(cut):
        return 0.8
    return 0.72 if re.search(r"\b(?:that|which|also)$", cut) and PRODUCT.search(cut) else 0.0


def _joined(text: str, end: int, *, to: int) -> bool:
    """Whether two stand in one list: "IL-7 and the chemokine CCL19", "IL-15, together with a"."""
    if (
        not 0 < to - end <= 80
        or " for " in text[end:to]
        or "." in text[end:to]
        or ";" in text[end:to]
    ):
        return text[end:to] == "/"
    between = [token.low for token in tokens_before(text[end:to])]
    return not JOINING.isdisjoint([*between, *text[end:to]]) and all(
        word in JOINING or word in FILLERS for word in between if word not in ")"
    )


def _leads_a_chain(frame: Frame, cargo: list[Cargo], place: int) -> bool:
    """The first of a list that ends so: "IL-15 and IL-21 co-expressing CAR T cells"."""
    first = cargo[place]
    if first.own or first.kind != PLAIN:
        return False
    end = first.spot.end
    for one in cargo[place + 1 : place + 3]:
        if not _joined(frame.article.body, end, to=one.spot.start):
            return False
        end = one.spot.end
        if GIVING.match(frame.article.body[end : end + 40]):
            return not one.read_out
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
    giving = GIVING.match(spot.after[:40])
    return spot.start, spot.end + (len(giving.group()) if giving else 0)


def _mode(spot: Spot) -> str:
    near = spot.before[-60:] + spot.after[:110].split(".")[0]
    if _BOUND.search(spot.before[-35:]) or _ON_SURFACE.search(spot.after[:40]):
        return "membrane_bound"
    if _INDUCIBLE.search(near):
        return "inducible"
    return "secreted" if _SECRETED.search(near) else ""


RULES: Final[Mapping[str, Rule]] = {"payload.carried": payload}
