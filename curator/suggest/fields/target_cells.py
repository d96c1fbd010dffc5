"""The cell that the treatment acts on, and what it does to it; not the cell that was engineered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from curator.domain.claims import VAGUE, Term, Value, Words
from curator.domain.forms import Form
from curator.suggest.caseless import caseless
from curator.suggest.context import Context
from curator.suggest.fields.leading import tokens_before
from curator.suggest.fields.wearers import carried, dwindled, wearers
from curator.suggest.matcher import Mention
from curator.suggest.reading import ArticleText, Rule
from curator.suggest.telling import Frame, Spot, context_at, frame_of, spot_in
from curator.suggest.values import Suggestion

_EFFECTS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("reprogram", ("reprogram", "convert", "repolari", "re-educat", "reeducat")),
    (
        "reinvigorate",
        ("reinvigorat", "restor", "reactivat", "reviv", "rejuvenat", "re-energi", "reenergi"),
    ),
    ("deplete", ("deplet", "remov", "wiped", "wipe", "wiping")),
    (
        "kill",
        tuple(
            "kill destroy eliminat attack lyse lysi eradicat clear disabl swallow engulf devour "
            "gobble obliterat annihilat purg phagocyt".split()
        ),
    ),
    ("", ("target", "recogni", "binds", "bind", "hunt", "seek", "block", "inhibit", "neutrali")),
)
_FILLERS: Final = frozenset(
    """the a an their its these those all most some many existing abnormal disease-causing
    remaining circulating specific certain both out down and or only selectively specifically human
    mouse residual resident rogue harmful pathogenic of to into away antigen-positive protective
    own such activated senescent inflamed each any more also successfully effectively efficiently
    within tumor tumour from surface on up large numbers malignant leukemic leukaemic cancerous
    neighboring neighbouring nearby bystander infected latently virus-infected""".split()
)
_KEPT_IN: Final = ("-resident", "-infiltrating", "-associated", "-producing", "-infected")
"""Endings of words that say where cells sit."""
_INFECTED: Final = re.compile(
    r"\b(?:[A-Z][\w-]*[- ]|virus-)?infected (?:human |liver |immune |T |CD4\+? T |B )?cells\b"
    r"|\b(?:liver |immune |T |nerve |human |lung )?cells (?:that (?:are|were|had been) )?infected"
    r" (?:with|by) (?:the |a )?[\w -]{2,30}?(?:virus|HIV|SIV|SHIV|EBV|HBV|bacteri\w+)\b"
    r"|\bcells (?:that|which) (?:harbou?r|carry|contain|hide|host) [^.;,]{0,30}?"
    r"(?:virus|HIV|SIV|SHIV)\w*\b"
)
_OF_TUMOR: Final = re.compile(r" (?:tumou?r |cancer )?cells\b")
_FEWER: Final = re.compile(
    r"^(?: (?:in|inside|within|from|around) [^.;,]{2,40}?)?(?: (?:then|also|soon))? (?:was"
    r"|were|became|grew"
    r"|had become) (?:\w+ )?(?:fewer|scarcer|rarer|scarce|sparse|halved|calmed|quieted"
    r"|quietened|silenced)\b"
    r"|^(?: (?:in|from) [^.;,]{2,30}?)? (?:could no longer be|were no longer|were not)"
    r" (?:found|detected"
    r"|seen)\b|^(?: (?:in|from) [^.;,]{2,30}?)? (?:had )?(?:dwindled|thinned out|melted away)\b",
    re.IGNORECASE,
)
_NEW_STATE: Final = re.compile(
    r"^(?: (?:in|inside|within|from|around|that) [^.;,]{2,40}?)?(?: (?:then|also|soon))? (?:were )?"
    r"(?:switched (?:on|to|into|from|their|over)|turned (?:into|from|inflammatory|friendly|against)"
    r"|shifted (?:to|from|towards?|into)|took on|changed (?:their|into|to|sides)|became (?:\w+ )?"
    r"(?:inflammatory|pro-\w+|anti-\w+|M1|M1-like)|adopted|re-?educated|repolari[sz]ed)\b",
    re.IGNORECASE,
)
_WERE: Final = re.compile(
    r"^,? (?:which|that|and these|and they) (?:then )?(?:were|are|was) (?:then |\w+ly"
    r" )?(?P<verb>killed"
    r"|destroyed|eliminated|depleted|removed|cleared|eradicated|swallowed|devoured)\b",
    re.IGNORECASE,
)
_SWITCHED_ON: Final = re.compile(
    r"^(?: (?:in|inside|within) [^.;,]{2,30}?)? (?:were|was|became) (?:\w+ly )?(?:activated"
    r"|switched on"
    r"|woken|awakened|recruited|mobili[sz]ed|drawn in)\b",
    re.IGNORECASE,
)
_ROUSED: Final = re.compile(
    r"\b(?:activat(?:es|ed|ing)|stimulat(?:es|ed|ing)|recruit(?:s|ed|ing)|summon(?:s|ed|ing)"
    r"|switch(?:es|ed|ing)? on|turn(?:s|ed|ing)? on|mobili[sz](?:es|ed|ing)|let)\s"
    r"(?:(?:the|local|resident|nearby|tumou?r|more|new|own) )*$",
    re.IGNORECASE,
)
_DEVOUR: Final = re.compile(r"^ (?:devour|eat|swallow|engulf|attack|kill|destroy)\b")
_CALMED: Final = re.compile(
    r"\b(?:calm(?:s|ed|ing)?|quiet(?:s|ed|en|ens|ened|ening)?|silenc(?:es|ed|ing)|tam(?:es|ed|ing)"
    r"|sooth(?:es|ed|ing)|act(?:s|ed|ing)? (?:directly |mainly |only )?(?:on|upon)|killers of"
    r"|rein(?:s|ed)? in|hold(?:s)? (?:back|in check)|dampen(?:s|ed|ing)?)"
    r"\s(?:(?:the|these|local|resident|activated|overactive|inflamed|aggressive|own|cardiac"
    r"|reactive|autoreactive) )*$",
    re.IGNORECASE,
)
_LED_TO: Final = re.compile(
    r"\b(?:brings?|brought|led|leads?|steer\w*|guid\w+|direct\w*|recruit\w*|sends?|sent|point\w*"
    r"|redirect\w*|drew|draws?|home[sd]?)\b[^.;]{0,60}\b(?:to|towards?|onto|at|against)\s"
    r"(?:(?:the|residual|neighbou?ring|remaining|nearby) )*$",
    re.IGNORECASE,
)
_FOUND_ON: Final = re.compile(
    r"\b(?:proteins?|antigens?|markers?|molecules?|receptors?"
    r"|targets?)\b[^.;]{0,40}?\b(?:found|present"
    r"|expressed|abundant|displayed|located|that (?:is|are|sits?))?\s*(?:\w+\s){0,2}(?:on|by)\s"
    r"(?:the\s(?:surface|outside)\sof\s)?(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_TARGETS: Final = re.compile(
    r"\b(?:target|recogni[sz]|bind|direct|attack|latch|attach|hunt|seek|look(?:s|ed|ing)? "
    r"(?:out )?for"
    r"|hom(?:e|es|ed|ing) in|lock|dock|grip|cling|stick|zero(?:es|ed|ing)? in|aim(?:s|ed|ing)? at"
    r"|(?:to|can|that) (?:find|see|spot|detect|sense)|against)",
    re.IGNORECASE,
)
_BOUND_ON: Final = re.compile(
    r"\b(?:bind|target|recogni[sz]|attach|grip|grab|latch|lock|home|dock|engag|hold|stick|cling"
    r"|hook)\w*\b"
    r"[^.;,]{2,60}? on (?:the (?:surface|outside) of )?(?:(?:the|all|malignant|most|both) )*$",
    re.IGNORECASE,
)
_SHARE_OF: Final = re.compile(
    r"\b(?P<verb>kill|destroy|eliminat|deplet|remov|wip|clear|eradicat|lys|engulf|devour)(?:e?s"
    r"|e?d|ing|ed)?"
    r"(?: (?:up|out|off))? (?:(?:up to|more than|about|around|an average of|nearly|almost|at "
    r"least|only"
    r"|over|roughly|some|as many as|well over) )*(?:\d[\d.,]*\s?(?:%|percent|per cent)|half|most"
    r"|all|two[- ]thirds|three[- ]quarters|nine in ten|the majority) of (?:(?:the|their|human"
    r"|mouse|cultured"
    r"|remaining|circulating|these) )*$",
    re.IGNORECASE,
)
"""So much of them: "killed more than 90% of human"."""
_PASSIVE: Final = re.compile(
    r"^\s+(?:\w+\s){0,2}(?:was|were|are|is|had been|have been)\s+(?:\w+ly\s|almost\s|completely\s)?"
    r"(?P<verb>killed|destroyed|eliminated|depleted|removed|reprogrammed|converted|cleared|restored"
    r"|reinvigorated|eradicated|targeted|attacked)\b"
    r"|^[^.;,]{0,30}?\s(?:had |have )?(?P<gone>disappeared|vanished|(?P<back>regained|recovered))\b"
    r"|^\s(?P<from>from [^.;]{3,40} (?:to|into) )",
    re.IGNORECASE,
)
_GONE: Final = re.compile(
    r"^(?: counts?| numbers?| levels?)?(?: in (?:the )?(?:peripheral )?blood)? (?:"
    r"(?:was|were|became|remained|stayed) (?:\w+ly |all |no longer )?(?:undetectable|gone"
    r"|detectable|detected|absent)"
    r"|(?:fell|dropped|declined|decreased|plunged) (?:\w+ )?(?:to|below) (?:undetectable"
    r"|the limit|zero|near zero|the detection))\b",
    re.IGNORECASE,
)
_STILL: Final = re.compile(r"\b(?:detectable|detected)$", re.IGNORECASE)
_MARK: Final = re.compile(
    r"\b(?:the (?:hall)?mark of|a marker of|a badge of|studs|coats|dots)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_TIED: Final = re.compile(
    r"\b(?:t(?:ies|ie|ying|ethers?)|links?|bridges?|connects?|joins?|hitch(?:es)?)\b[^.;]{0,40}"
    r"\b(?:cells?|lymphocytes?|CD3\w?|CD16\w?)\b[^.;]{0,40}"
    r"\b(?:to|with)\s(?:\S{2,12}\son\s)?(?:the\s|malignant\s|residual\s)?$",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"\b(?:(?:go(?:es|ing)?|went) after|(?:track|chas|sniff|pick)(?:e?s|ed|ing)? (?:down|out)"
    r"|(?:zero(?:es|ed|ing)?|hom(?:es?|ed|ing)) in on|mop(?:s|ped"
    r"|ping)? up|lock(?:s|ed)? on(?:to)?|latch(?:es|ed)? on(?:to)?|(?:phagocytosis|killing|lysis"
    r"|destruction|elimination) of)\s(?:(?:the|all|any|malignant|residual|remaining|human) )*$",
    re.IGNORECASE,
)
_MAY: Final = re.compile(r"^(?: \w+){0,3} (?:may|might|could|would)\b", re.IGNORECASE)
_ABUNDANT: Final = re.compile(
    r"\b(?:found|present|expressed|abundant|displayed|sits?|common|plentiful|carried|borne|worn)"
    r" (?:\w+ ){0,2}(?:on|by) (?:the (?:surface|outside) of )?(?:(?:nearly|almost|virtually) )?"
    r"(?:most |many |all |the majority of )?(?:the )?$",
    re.IGNORECASE,
)
_WOKEN: Final = re.compile(
    r"\b(?:wakes?|waking|rous(?:es?|ing)|awakens?|reawakens?|revs? up"
    r"|(?:tak(?:es?|ing)|releas(?:es?|ing)|lift(?:s|ing)?) the brakes? (?:off|on|from))"
    r"\s(?:up\s)?(?:the\s|exhausted\s|tired\s|sleeping\s)?$",
    re.IGNORECASE,
)
_DEPLETION: Final = re.compile(
    r"^[- ](?:depletion|aplasia|killing|reprogramming|clearance|elimination)\b", re.IGNORECASE
)
_HARMS: Final = re.compile(
    r"^,?\s+(?:that|which)\s+(?:\w+ly\s)?(?:lose|block|suppress|shield|protect|prevent|fail|cannot"
    r"|inhibit|promote|support|drive|cause|attack|dampen|hide|exhaust)\w*",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(r"^\W*$")
_ENGINEERED: Final = caseless(
    r"(?:\bCARs?[- ]|\bCAR-?T\b|engineered|modified|edited|infused|therapeutic|donor|transferred"
    r"|armou?red|transduced|redirected|autologous|allogeneic|bispecific|conventional|recombinant"
    r"|cytotoxic|receptor[- ]|TCR[- ]|naive|expanded|\bown|antigen-specific)\s*$"
)
_DRUG: Final = re.compile(
    r"^[- ](?:therap|engag|product|receptor|vaccin|transplant|infusion|based|mediated|activation"
    r"|response|leukemia|lymphoma|malignan|cancer|maturation|line\b|lines\b|death|surface|culture"
    r"|count|number|type|growth|infiltrat|factor|memory)"
    r"|^\s+(?:expressing|carrying|engineered|armed|transduced|modified) (?:an?|the|with|to)\b"
    r"(?! (?:protein|antigen|marker|molecule|mutation|target|sugar))"
    r"|^['\u2019]",
    re.IGNORECASE,
)
_GENERIC: Final = frozenset(
    "CL:0000000 CL:0000738 CL:0000542 CL:0000842 CL:0000988 CL:0000763 CL:0000766 CL:0000034 "
    "CL:2000001 CL:0000232 CL:0000233 CL:0000066 CL:0000499 CL:0000037 "
    "CL:0000169 CL:0000540 CL:0000128 CL:0000746".split()
)
"""Cell, immune cell, stem cell: too much to be acted on as one; and what illness itself attacks."""
# That a treatment kills cancer cells goes without saying; which cancer's has to be said.
_CANCER: Final = frozenset(("CL:0001064", "CL:0001063"))
_T_CELL: Final = frozenset(("CL:0000084", "CL:0000623", "CL:0000910", "CL:0000625", "CL:0000624"))
"""What a cell therapy is made of; that it acts on them has to be said otherwise."""
_UNNAMED: Final = re.compile(
    r"\b(?:seek(?:s|ing)? out(?: and \w+)?|disabl(?:e|es|ing)|dismantl(?:e|es|ing)"
    r"|target(?:s|ing|ed)?"
    r"|kill(?:s|ing|ed)?|destroy(?:s|ing|ed)?|eliminat(?:e|es|ing|ed)|attack(?:s|ing|ed)?)\s+"
    r"(?P<words>the\s+[a-z]+(?:-[a-z]+)?\s+cells(?:\s+that\s+[^.,;]{3,40})?)"
)


class ActedOn(NamedTuple):
    """A cell where a sentence says that the treatment acts on it."""

    term: Term
    spot: Spot
    score: float
    effect: str


def target_cell(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """Cells that the treatment kills, depletes, reprograms, restores or aims at."""
    frame = frame_of(article)
    if not frame.tells:
        return
    named: dict[str, list[ActedOn]] = {}
    for one in _acted_on(frame):
        named.setdefault(one.term.id or one.term.label.lower(), []).append(one)
    finer = [key for key in named if not _has_finer(named, key)]
    for key in finer:
        effects = [one.effect for one in named[key] if one.effect]
        effects += [
            one.effect
            for other, ones in named.items()
            if other not in finer and _ends(named[key], ones)
            for one in ones
            if one.effect
        ]
        yield _suggestion(frame, named[key], effects[0] if effects else "")
    if finer:
        return
    fewer = dwindled(frame)
    worn = fewer or wearers(frame)
    if worn:
        yield carried(frame, worn, gone=bool(fewer))
    else:
        yield from _unnamed(frame)


def _has_finer(named: Mapping[str, list[ActedOn]], key: str) -> bool:
    """Whether a finer cell is acted on: an exhausted T cell beside the T cell."""
    if key in _CANCER and len(named) > 1:
        return True
    return any(other != key and _ends(named[other], named[key]) for other in named)


def _ends(finer: Sequence[ActedOn], coarser: Sequence[ActedOn]) -> bool:
    label, tail = finer[0].term.label.lower(), coarser[0].term.label.lower()
    return label != tail and label.endswith(tail)


def _suggestion(frame: Frame, ones: Sequence[ActedOn], effect: str) -> Suggestion:
    best = max(ones, key=lambda one: (one.score, -one.spot.start))
    parts: dict[str, Value] = {"cell": best.term}
    if effect:
        parts["effect"] = effect
    return frame.article.suggestion(
        "target_cell",
        best.spot.start,
        end=best.spot.end,
        parts=parts,
        score=min(0.95, best.score + 0.03 * (len(ones) - 1)),
        why="The treatment is said to act on it.",
        rule="target_cell.acted_on",
        others=tuple((one.spot.start, one.spot.end) for one in ones if one is not best),
        features={"places": float(len(ones))},
    )


def _acted_on(frame: Frame) -> Iterator[ActedOn]:
    yield from _shaped(frame)
    yield from _listed(frame)


def _shaped(frame: Frame) -> Iterator[ActedOn]:
    for term, spot in _by_shape(frame):
        score, effect = _said(spot)
        if not score and _LED_TO.search(spot.before[-110:]):
            score = 0.75
        score *= _trust(context_at(spot)) * (0.6 if _MAY.match(spot.after) else 1.0)
        if score >= 0.5:
            yield ActedOn(term, spot, score, effect)


def _listed(frame: Frame) -> Iterator[ActedOn]:
    for mention in frame.free("cells"):
        if mention.term_id in _GENERIC:
            continue
        spot = frame.spot(mention.start, mention.end)
        if spot is None or _ENGINEERED.search(spot.before[-20:]) or _DRUG.match(spot.after[:30]):
            continue
        around = _whose_cancer(frame, mention, spot)[1]
        score, effect = _said(around)
        if not score and _TUMOR.search(mention.label) and _LED_TO.search(spot.before[-110:]):
            score = 0.75
        engages = frame.of_cells or frame.therapy in ("bispecific", "vaccine")
        if not score and mention.term_id not in (_T_CELL | _CANCER):
            score, effect = _roused(around)
        if not score or (engages and mention.term_id in _T_CELL and effect != "deplete"):
            continue
        term, spot = _whose_cancer(frame, mention, spot)
        score *= 0.6 if _MAY.match(spot.after) else 1.0
        score *= _trust(context_at(spot)) * (0.6 if term.id in _CANCER else 1.0)
        if score >= 0.5:
            yield ActedOn(term, spot, score, effect)


def _whose_cancer(frame: Frame, mention: Mention, spot: Spot) -> tuple[Term, Spot]:
    """Of "breast cancer cells" those of that cancer; the bare words say of no cell which it is."""
    if mention.term_id in _CANCER:
        body = frame.article.body
        for one in frame.article.mentions_in("diseases", spot.start - 40, end=spot.start):
            if one.start >= spot.sentence.start and one.end >= spot.start - 1:
                words = body[one.start : spot.end]
                whole = spot_in(spot.sentence, one.start, end=spot.end)
                return Term(words.removesuffix("s")), whole
    return Term(mention.label, mention.term_id), spot


def _by_shape(frame: Frame) -> Iterator[tuple[Term, Spot]]:
    """Cells that no vocabulary has: those of a named tumour, and infected ones."""
    body = frame.article.body
    taken = {one.end for one in frame.article.by_role.get("cells", ())}
    for one in frame.article.by_role.get("diseases", ()):
        cells = _OF_TUMOR.match(body, one.end)
        if cells and _TUMOR.search(body, one.start, one.end) and cells.end() not in taken:
            spot = frame.spot(one.start, cells.end())
            if spot and not _DRUG.match(spot.after[:30]):
                yield Term(body[one.start : cells.end()].removesuffix("s")), spot
    for found, spot in frame.found(_INFECTED, ("infected", "harbor", "harbour", " virus")):
        yield Term(" ".join(found.group().split())), spot


_TUMOR: Final = re.compile(
    r"cancer|carcinoma|blastoma|sarcoma|lymphoma|leuk\w*emia|myeloma|melanoma|glioma|mesothelioma",
    re.IGNORECASE,
)


def _roused(spot: Spot) -> tuple[float, str]:
    """Of cells that treatment works by: it calms them, or wakes or calls those of the body."""
    if _ROUSED.search(spot.before[-60:]):
        let = spot.before.rstrip().endswith("let")
        return (0.72, "") if not let or _DEVOUR.match(spot.after) else (0.0, "")
    if _SWITCHED_ON.match(spot.after[:80]):
        return 0.72, ""
    return 0.0, ""


def _said_so(spot: Spot) -> tuple[float, str]:
    """The same by set phrases: "undetectable", "the brakes off", "the mark of"."""
    gone = _GONE.match(spot.after[:90])
    if gone and (not _STILL.search(gone.group()) or "no longer" in gone.group()):
        return 0.8, "deplete"
    if _FEWER.match(spot.after[:90]):
        return 0.78, "deplete" if "calm" not in spot.after[:90] else ""
    if _NEW_STATE.match(spot.after[:90]):
        return 0.78, "reprogram"
    if were := _WERE.match(spot.after[:60]):
        return 0.8, _effect(were["verb"].lower())
    if _CALMED.search(spot.before[-60:]):
        return 0.78, ""
    if _WOKEN.search(spot.before[-60:]):
        return 0.8, "reinvigorate"
    if _TIED.search(spot.before[-110:]):
        return 0.78, ""
    if _AFTER.search(spot.before[-60:]):
        return 0.8, ""
    return _of_bound(spot)


def _of_bound(spot: Spot) -> tuple[float, str]:
    """Of cells of which so many were killed, or that have what is bound."""
    if " of " in spot.before[-30:] and (share := _SHARE_OF.search(spot.before[-90:])):
        return 0.82, _effect(share["verb"].lower())
    if " on " in spot.before[-40:] and _BOUND_ON.search(spot.before[-110:]):
        return 0.78, ""
    if _ABUNDANT.search(spot.before[-70:]) and _TARGETS.search(spot.before):
        return 0.8, ""
    if _MARK.search(spot.before[-40:]) and _TARGETS.search(spot.before):
        return 0.78, ""
    return 0.0, ""


def _said(spot: Spot) -> tuple[float, str]:
    """How surely the words around a cell say that something acts on it, and how."""
    tokens = [one.low for one in tokens_before(spot.before)]
    at = len(tokens) - 1
    while (
        at >= 0
        and len(tokens) - at <= 5
        and (tokens[at] in _FILLERS or tokens[at].endswith(_KEPT_IN))
    ):
        at -= 1
    if at >= 0:
        for effect, stems in _EFFECTS:
            if tokens[at].startswith(stems):
                return 0.82, effect
    if passive := _PASSIVE.match(spot.after[:70]):
        return _happened(passive, before=spot.before)
    if found := _DEPLETION.match(spot.after[:20]):
        return 0.75, _effect(found.group()[1:].lower()) or "deplete"
    if _FOUND_ON.search(spot.before[-90:]) and _TARGETS.search(spot.before):
        return 0.8, ""
    if _HARMS.match(spot.after[:50]) and _ITEM.match(spot.before):
        return 0.84, ""
    return _said_so(spot)


def _happened(passive: re.Match[str], *, before: str) -> tuple[float, str]:
    """What a verb after the cell says: "B cells had disappeared", "turned macrophages from"."""
    if passive["from"]:
        turned = re.search(r"\b(?:turn|convert|chang|transform|switch)\w*\s(?:\w+\s)?$", before)
        return (0.82, "reprogram") if turned else (0.0, "")
    if passive["gone"]:
        return 0.8, "reinvigorate" if passive["back"] else "deplete"
    return 0.82, _effect(passive["verb"].lower())


def _effect(verb: str) -> str:
    return next((effect for effect, stems in _EFFECTS if verb.startswith(stems)), "")


def _trust(context: Context) -> float:
    if context.negated or context.other_study or context.subject == "healthy":
        return 0.2
    if context.background:
        return 0.4
    return 0.6 if context.hypothetical or context.future else 1.0


def _unnamed(frame: Frame) -> Iterator[Suggestion]:
    """Spoken of without a type: "the immune-suppressing cells that tumors utilize"."""
    places: list[tuple[float, int, int]] = []
    for sentence in frame.sentences:
        for found in _UNNAMED.finditer(sentence.text):
            start, end = sentence.start + found.start("words"), sentence.start + found.end()
            if (
                not frame.is_named(start, end)
                and context_at(spot_in(sentence, start, end=end)).stated
            ):
                places.append((0.7, start, end))
    if places:
        score, start, end = places[-1]
        yield frame.article.suggestion(
            "target_cell",
            start,
            end=end,
            parts={"cell": Words(frame.article.body[start:end])},
            status=VAGUE,
            score=score,
            why="The words speak of the cells that are acted on without their type.",
            rule="target_cell.unnamed",
        )


RULES: Final[Mapping[str, Rule]] = {"target_cell.acted_on": target_cell}
