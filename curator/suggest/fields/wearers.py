"""Cells that are said to carry what the treatment binds: "a protein that myeloma cells wear".

The antigen, or the word that takes it up in the next sentence, and the cells stand in one
sentence, with words of a place between them; cells that carry it by the way ("also on normal
cells") are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from curator.domain.claims import Term, Value
from curator.suggest.caseless import caseless
from curator.suggest.fields.candidate_words import CHECKPOINTS, LOOSE, MARKERS
from curator.suggest.reading import Sentence
from curator.suggest.telling import Frame, Spot, context_at, spot_in
from curator.suggest.values import Suggestion

_ILL: Final = (
    r"(?:cancer|tumou?r|(?:(?:acute|chronic|multiple|mantle|hairy"
    r"|follicular) )?(?:leuk(?:a)?emi[ac]|lymphoma|myeloma|melanoma|sarcoma|glioma"
    r"|carcinoma|\w+blastoma|mesothelioma)|malignant|cancerous|(?:\w+-)?infected|senescent|scar"
    r"|S[ée]zary|leuk(?:a)?emic|plasma|B|beta|stem|myeloid|endothelial)"
)
_KIND: Final = (
    rf"(?:(?:(?:breast|liver|gastric|stomach|lung|colon|bowel|ovarian|pancreatic|prostate|kidney"
    rf"|bladder|brain|blood|skin|{_ILL}) ){{1,3}}(?:B |T |stem |progenitor )?cells"
    r"|(?:(?:leuk(?:a)?emic|AML|ALL|orbital|skin|scar|cardiac) )?"
    r"(?:blasts|fibroblasts|macrophages|microglia|astrocytes|hepatocytes|neurons)"
    r"|[Cc]ells lining the [\w -]{3,40}?(?= display| carry| bear| wear| have))"
)
_CELLS: Final = re.compile(rf"\b{_KIND}\b", re.IGNORECASE)
_HEADS: Final = re.compile(
    r"\b(?:cells|blasts|fibroblasts|macrophages|microglia|astrocytes|hepatocytes|neurons)\b"
)
_HAVE: Final = (
    r"(?:wear|carry|bear|have|display|show|express|make|produce|put|present|flaunt|sport|share"
    r"|possess|are (?:\w+ )?(?:rich|richer|studded|covered|coated|full|loaded|decorated)"
    r" (?:in|with|of|by))"
)
_TAKEN_UP: Final = (
    r"(?:it|them|both|(?:the|this|that|these|each) (?:[\w-]+ )?(?:protein|antigen|marker|molecule"
    r"|flag|badge|tag|sugar|lipid|receptor|label|target|structure|substance|enzyme)s?)"
)
_PLACED: Final = caseless(
    r"^[^.;]{0,95}?\b(?:sits?|found|present|abundant|expressed|displayed|carried|borne|worn|shown"
    r"|exposed|located|common|plentiful|back|seen|made|produced|covers?|coats?|marks?|studs?|dots?"
    r"|covering|coating|marking|appears?|stands?|sticks? out|all over|protein|molecule|receptor)\b"
    r"[^.;]{0,25}?(?:\b(?:on|by|from|of|with|covers?|coats?|marks?|studs?|dots?))?\s"
    r"(?:the\s|most\s|many\s|all\s|nearly\s|almost\s|these\s|outside\s|surface\s|of\s|every\s)*$"
)
_ON: Final = caseless(
    r"^\)?,? (?:on|of) (?:the )?(?:surface of )?(?:the |most |many |nearly |all |malignant |own )*$"
)
_THAT: Final = caseless(
    r"^\)?,? (?:an? |the )?(?:[\w-]+ ){0,3}?(?:protein|antigen|marker|molecule|sugar|lipid|fat"
    r"|receptor|substance|enzyme)?,? ?(?:that|which) (?:the |most |many |all |nearly |almost )*$"
)
_WEAR: Final = caseless(rf"^ (?:\w+ ){{0,2}}?{_HAVE}\b")
_WORN: Final = caseless(
    r"^(?:, (?:the|an?) [^,.;]{3,40})?,? (?:which |that |still |all |often |also |\w+ly )*"
    rf"{_HAVE}\s(?:[\w’'-]+ ){{0,4}}$"
)
_ASIDE: Final = caseless(
    r"\b(?:healthy|normal|non-?cancerous|young|other|some|also|unlike|own|donor|engineered|modified"
    r"|infused|spar\w+)\b"
)
_DENIED: Final = caseless(r"\b(?:not|no|never|without|lack\w*|lost|absent|hardly|rarely)\b")
_TOO: Final = re.compile(r"^[^.;]{0,30},? (?:too|as well)\b")


_GONE: Final = 0.64
_CARRIES: Final = 0.6
"""Both are less sure than cells that the treatment is said to act on."""


class Wearer(NamedTuple):
    """A cell with the place where it is said to carry the antigen."""

    term: Term
    spot: Spot


_AMOUNT: Final = caseless(
    r"\b(?:numbers?|count|share|stores?|pool|amount|reservoir|levels) of (?:the )?$"
)
_WENT_DOWN: Final = caseless(
    r"^(?: in [^.;,]{3,40}?)? (?:had |have |has )?(?:also )?(?:fell|fallen|dropped|shrank|shrunk"
    r"|declined|plunged|sank|sunk|dwindled|halved)\b"
)
_DOWN: Final = caseless(
    r"^(?: in [^.;,]{3,40}?)? (?:were|was) (?:down (?:by|to)|(?:cut|reduced|lowered) by)\b"
)
_MARKED: Final = caseless(r"\b(?:marks?|marking|flags?|flagging|tags?|tagging)\s(?:the\s)?$")
_FOR_DEATH: Final = caseless(r"^ for (?:destruction|death|killing|removal|attack|elimination)\b")


_FEWER: Final = re.compile(
    r"\b(?:fell|fallen|dropped|shrank|shrunk|declined|plunged|sank|sunk|dwindled|halved|down|cut"
    r"|reduced|lowered|for (?:destruction|death|killing|removal|attack|elimination))\b"
)
"""A sentence without any of these tells of no fewer cells; to look for it is cheaper."""


def dwindled(frame: Frame) -> tuple[Wearer, ...]:
    """Cells of which there were fewer after the treatment, or that it marks for destruction."""
    return tuple(
        Wearer(_term(frame, cells), cells)
        for cells in _cells_in(one for one in frame.sentences if _FEWER.search(one.text))
        if (
            _DOWN.match(cells.after)
            or (_AMOUNT.search(cells.before[-30:]) and _WENT_DOWN.match(cells.after))
            or (_MARKED.search(cells.before[-20:]) and _FOR_DEATH.match(cells.after))
        )
        and context_at(cells).stated
        and not _ASIDE.search(frame.article.body[cells.start - 20 : cells.end])
    )


def wearers(frame: Frame) -> tuple[Wearer, ...]:
    """Cells that are said to carry the antigen of the study, in the order of the text."""
    named = tuple(_named(frame))
    if not named:
        return ()
    sentences: dict[int, list[Spot]] = {}
    for spot in named:
        sentences.setdefault(spot.sentence.number, []).append(spot)
    near = sentences.keys() | {number + 1 for number in sentences}
    return tuple(
        Wearer(_term(frame, cells), cells)
        for cells in _cells_in(one for one in frame.sentences if one.number in near)
        if _is_told_of(frame, cells, sentences)
    )


def _cells_in(sentences: Iterable[Sentence]) -> Iterator[Spot]:
    """Cells whose kind is told, in the order of the text."""
    for sentence in sentences:
        if _HEADS.search(sentence.text):
            for found in _CELLS.finditer(sentence.text):
                start, end = sentence.start + found.start(), sentence.start + found.end()
                yield spot_in(sentence, start, end=end)


def _named(frame: Frame) -> Iterator[Spot]:
    """Antigens that a treatment may aim at, where they are named."""
    aside = MARKERS | LOOSE | (CHECKPOINTS if frame.of_cells else frozenset())
    for mention in frame.free("antigens"):
        spot = frame.spot(mention.start, mention.end)
        if spot and mention.term_id not in aside:
            yield spot


def _is_told_of(frame: Frame, cells: Spot, sentences: dict[int, list[Spot]]) -> bool:
    body, sentence = frame.article.body, cells.sentence
    if _ASIDE.search(body[max(sentence.start, cells.start - 25) : cells.end]):
        return False
    if _TOO.match(cells.after) or not context_at(cells).stated:
        return False
    if any(_are_tied(one, cells, body) for one in sentences.get(sentence.number, ())):
        return True
    before = frame.article.next_sentence(sentence, -1)
    goes_on = before and before.paragraph == sentence.paragraph and before.number in sentences
    if sentence.number not in sentences and not goes_on:
        return False
    return any(_are_tied(one, cells, body) for one in _taken_up(sentence))


_AGAIN: Final = caseless(rf"\b{_TAKEN_UP}\b")


def _taken_up(sentence: Sentence) -> Iterator[Spot]:
    """What takes up the antigen of the sentence before."""
    for found in _AGAIN.finditer(sentence.text):
        yield spot_in(sentence, sentence.start + found.start(), end=sentence.start + found.end())


def _are_tied(antigen: Spot, cells: Spot, body: str) -> bool:
    """Whether the words between them say that the cells carry the antigen."""
    if antigen.end <= cells.start:
        between = body[antigen.end : cells.start]
        if len(between) > 110 or _DENIED.search(between):
            return False
        if _PLACED.match(between) or _ON.match(between):
            return True
        return bool(_THAT.match(between) and _WEAR.match(cells.after))
    between = body[cells.end : antigen.start]
    return len(between) <= 80 and not _DENIED.search(between) and bool(_WORN.match(between))


def _term(frame: Frame, cells: Spot) -> Term:
    """The cell that a vocabulary has for exactly these words, or the words."""
    words = frame.article.body[cells.start : cells.end]
    for one in frame.article.mentions_in("cells", cells.start, end=cells.end):
        if (one.start, one.end) == (cells.start, cells.end):
            return Term(one.label, one.term_id)
    written = words if cells.before else words[:1].lower() + words[1:]
    return Term(written.removesuffix("s"))


def carried(frame: Frame, ones: Sequence[Wearer], *, gone: bool) -> Suggestion:
    """The cell of which it is said most often, the first where of all as often.

    Args:
        frame: The article.
        ones: At least one.
        gone: Whether they became fewer, not only carry what the treatment binds.
    """
    by_label: dict[str, list[Wearer]] = {}
    for one in ones:
        by_label.setdefault(one.term.label.lower(), []).append(one)
    same = max(by_label.values(), key=len)
    parts: dict[str, Value] = {"cell": same[0].term}
    if gone:
        parts["effect"] = "deplete"
    return frame.article.suggestion(
        "target_cell",
        same[0].spot.start,
        end=same[0].spot.end,
        parts=parts,
        score=_GONE if gone else _CARRIES,
        why=(
            "There are said to be fewer of them after the treatment."
            if gone
            else "It is said to carry what the treatment binds."
        ),
        rule="target_cell.wearer",
        others=tuple((one.spot.start, one.spot.end) for one in same[1:]),
        features={"places": float(len(same))},
    )
