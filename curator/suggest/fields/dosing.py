"""How much was given, how often, after what, and how long they were watched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from curator.domain.claims import UNCLEAR, VAGUE, Words
from curator.domain.forms import Form
from curator.suggest.caseless import caseless
from curator.suggest.numbers.roles import (
    AGE,
    AMOUNT,
    FOLLOW_UP,
    LENGTH,
    LOST,
    PLAIN,
    Marked,
    marked,
)
from curator.suggest.numbers.stated import is_stated, result_sentences, study_sentences
from curator.suggest.numbers.stems import stems, stems_of
from curator.suggest.numbers.units import CELLS, cells_at
from curator.suggest.reading import ArticleText, Rule, Sentence
from curator.suggest.telling import frame_of
from curator.suggest.values import Suggestion

_DOSE_RULE: Final = "dose.given"
_DOSE_WORDS_RULE: Final = "dose.words"
_SCHEDULE_RULE: Final = "schedule.words"
_DEPLETION_RULE: Final = "lymphodepletion.named"
_FOLLOW_RULE: Final = "follow_up.length"
_FOLLOW_WORDS_RULE: Final = "follow_up.words"

_GIVEN_CUES: Final = stems(
    "dose dosed dosing dosage infused injected gave given giving receive administered treated "
    "vaccinated transferred virus twice weekly daily"
)
_BESIDE: Final = caseless(
    r"\b(?:fludarabine|cyclophosphamide|bendamustine|melphalan|busulfan|tocilizumab|dexamethasone|"
    r"methylprednisolone|steroids?|aldesleukin|anakinra|paracetamol)\b[^.;]{0,40}$"
)
_NO_DOSE: Final = re.compile(
    r"\b(?:weigh\w*|(?<!into the )(?<!into )tumou?rs?|blood|serum|plasma|seeded|plated|cultured|"
    r"well|concentrations?)\b"
    r"(?:(?!\b(?:received|given|infused|injected|got|treated|"
    r"administered)\b)[^.;,]){0,30}$|\b(?:higher|lower) doses?\b[^.;,]{0,30}$",
    re.IGNORECASE,
)
_MANY: Final = 10_000
"""So many cells are a dose, even without a power of ten."""
_MEASURED_IN: Final = re.compile(
    r"\s?(?:PFU|plaque[- ]forming units|vir(?:al|us) particles|vp|vg|(?:viral|vector) genomes|"
    r"genome copies|TCID50|CFU|infectious units)\b(?:\s?(?:/|per)\s?(?:kg|kilogram|animal|mouse|"
    r"eye|"
    r"dose))?"
    r"|\sper (?:animal|mouse|patient|dog|infusion|injection|dose)\b"
    r"|(?=\s(?:intravenously|intratumou?rally|intraperitoneally|subcutaneously|i\.?v\.?)\b)",
    re.IGNORECASE,
)
_OF_THEM: Final = re.compile(
    r"\sof\s(?:them|these cells|the cells)\b"
    r"|\s(?:of\s)?(?:[\w+-]+\s){0,2}?(?:macrophages|lymphocytes|monocytes)\b"
    r"|(?=\sat a time\b)|\s(?:per|for every)\ssquare\smet(?:er|re)\b",
    re.IGNORECASE,
)
"""Behind millions that are given, where the cells themselves were named before."""
_DOSE_WAS: Final = re.compile(
    r"\bdoses? (?:was|were) (?:[0-9.]+(?:, [0-9.]+)? (?:or|and|to) )?$", re.IGNORECASE
)
_OF_TUMORS: Final = re.compile(
    r"target cells|feeder|tumou?r|cancer|leuk|melanoma|lymphoma|carcinoma|sarcoma", re.I
)
_SINGLE: Final = re.compile(
    r"\b(?:(?:a|one)\s)?(?:single|one-time|total)\s(?:[\w-]+\s){0,2}?(?:dose|infusion|"
    r"injection)\s(?:of\s)?$"
    r"|\b(?:a\s)?doses?\s(?:of|was|were|level)\s$|\bat\s$",
    re.IGNORECASE,
)


def _may_give(sentence: Sentence) -> bool:
    text = sentence.text
    return "/kg" in text or "illion " in text or not _GIVEN_CUES.isdisjoint(stems_of(text))


def dose(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """The dose of what was studied; of cells where cells are the drug."""
    of_cells = frame_of(article).of_cells
    found = [
        one
        for sentence in study_sentences(article)
        if _may_give(sentence)
        for one in _doses(article, sentence, of_cells=of_cells)
    ]
    if found:
        yield max(found, key=lambda one: (one.score, -one.start))


def _as_dose(text: str, one: Marked) -> Marked:
    """A count of thousands of cells, and a power of ten of viruses or without its unit."""
    figure = one.figure
    if one.role != PLAIN or figure.unit:
        return one
    if figure.quantity.exp10 is not None:
        found = _MEASURED_IN.match(text, figure.to) or _OF_THEM.match(text, figure.end)
        if found:
            return Marked(replace(figure, end=found.end()), AMOUNT)
        named = _DOSE_WAS.search(text, max(0, figure.start - 40), figure.start)
        return Marked(figure, AMOUNT) if named else one
    if (figure.whole or 0) < _MANY:
        return one
    unit, end = cells_at(text, figure.to)
    if unit not in CELLS:
        return one
    quantity = replace(figure.quantity, unit=unit)
    return Marked(replace(figure, end=end, quantity=quantity), AMOUNT)


def _doses(article: ArticleText, sentence: Sentence, *, of_cells: bool) -> Iterator[Suggestion]:
    text = sentence.text
    for one in map(partial(_as_dose, text), marked(text)):
        figure = one.figure
        cells = figure.unit in CELLS and (
            one.role == LOST or figure.quantity.exp10 is not None or (figure.whole or 0) >= _MANY
        )
        known = cells or (
            one.role == AMOUNT
            and (
                not of_cells
                or not figure.unit
                or _DOSE_WAS.search(text, max(0, figure.start - 40), figure.start)
            )
        )
        if not known or (cells and _OF_TUMORS.search(text, figure.to, figure.end)):
            continue
        before = max(0, figure.start - 60)
        beside = _BESIDE.search(text, before, figure.start)
        if beside or _NO_DOSE.search(text, before, figure.start):
            continue
        if not is_stated(sentence, figure.start, end=figure.end):
            continue
        single = _SINGLE.search(text, max(0, figure.start - 40), figure.start)
        start = single.start() if single else figure.start
        lost = one.role == LOST
        yield article.suggestion(
            "dose",
            sentence.start + start,
            end=sentence.start + figure.end,
            value=Words(text[figure.start : figure.end]) if lost else figure.quantity,
            status=UNCLEAR if lost else "reported",
            score=0.6 if lost else (0.85 if single else 0.75),
            why="This is a power of ten whose raised digits are lost."
            if lost
            else "an amount that was given",
            rule=_DOSE_RULE,
        )


_DOSE_WORDS: Final = re.compile(
    r"\b(?:an?|one|the)\s(?:single|low|lower|high|higher|small|large|relatively\s\w+|modest|"
    r"escalating)"
    r"[\w ,-]{0,30}?\bdoses?\b(?:\sof\s(?:[\w-]+\s){0,3}?(?:therapy|cells|vaccine|drug|treatment))?"
    r"|\b(?:low|high|escalating|increasing)\sdoses\b(?:\sof\s(?:[\w-]+\s){0,2}[\w-]+)?",
    re.IGNORECASE,
)


def dose_words(article: ArticleText, form: Form) -> Iterator[Suggestion]:
    """A dose without an amount: "a single, relatively small dose"."""
    if next(dose(article, form), None) is not None:
        return
    for sentence in study_sentences(article):
        if "dose" not in stems_of(sentence.text):
            continue
        for found in _DOSE_WORDS.finditer(sentence.text):
            if is_stated(sentence, found.start(), end=found.end()):
                yield article.suggestion(
                    "dose",
                    sentence.start + found.start(),
                    end=sentence.start + found.end(),
                    value=Words(found[0]),
                    status=VAGUE,
                    score=0.6,
                    why="The words speak of the dose without its amount.",
                    rule=_DOSE_WORDS_RULE,
                )
                return


_COUNT: Final = r"(?:[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|other)"
_SCHEDULE_CUES: Final = stems(
    "single one once twice three every weekly daily monthly infusions injections doses "
    "vaccinations cycles infused dosed given administered"
)
_SCHEDULE: Final = caseless(
    rf"\b(?:an?\s|one\s)?(?:single|one-time)\s(?:[\w-]+\s)?(?:infusion|injection|dose)s?\b"
    rf"|\b(?:once|twice|three times)\s(?:an?|per|every)\s(?:day|week|"
    rf"month)(?:\sfor\s{_COUNT}\s\w+)?"
    rf"|\b(?:once|twice)[\s-](?:daily|weekly|monthly)\b"
    rf"|\bevery\s(?:{_COUNT}\s)?(?:hours|days?|weeks?|months?)(?:\sfor\s(?:up to\s)?{_COUNT}\s"
    r"(?:days|weeks|months|years|cycles|doses))?"
    rf"|\b(?:weekly|daily|monthly)\s(?:injections|infusions|doses|vaccinations)"
    rf"|\bgiven\s(?:\w+\s)?(?:weekly|daily|monthly)\b"
    rf"|\b{_COUNT}\s(?:infusions|injections|doses|vaccinations|cycles)\b"
    r"|\b(?:infus\w+|dos(?:e[ds]?|ing)|inject\w+|given|"
    r"administered)\son\sdays?\s[0-9]{1,3}(?:,\s[0-9]{1,3}){0,6}(?:,?\sand\s[0-9]{1,3})?"
)


def schedule(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """How often and when the treatment was given."""
    for sentence in study_sentences(article):
        if not _may_give(sentence) or _SCHEDULE_CUES.isdisjoint(stems_of(sentence.text)):
            continue
        for found in _SCHEDULE.finditer(sentence.text):
            beside = _BESIDE.search(sentence.text, max(0, found.start() - 60), found.start())
            if beside or not is_stated(sentence, found.start(), end=found.end()):
                continue
            yield article.suggestion(
                "schedule",
                sentence.start + found.start(),
                end=sentence.start + found.end(),
                value=found[0],
                score=0.68,
                why="The words say how often it was given.",
                rule=_SCHEDULE_RULE,
            )
            return


_DRUG: Final = r"(?:fludarabine|cyclophosphamide|bendamustine|melphalan|busulfan|Flu|Cy)"
_DEPLETION_CUES: Final = stems(
    "lymphodepletion lympho conditioning fludarabine cyclophosphamide bendamustine melphalan "
    "busulfan flu cy"
)
_DEPLETION: Final = re.compile(
    rf"\b(?P<no>(?:no|without(?:\s(?:prior|any|preceding))?)\s)?(?:lymphodeplet\w+|"
    rf"lympho-deplet\w+|"
    r"conditioning)\s?(?:chemotherapy|conditioning|regimen|therapy)?"
    rf"(?:\s(?:with|of|using)\s{_DRUG}(?:\s?(?:and|plus|/|\+)\s?{_DRUG})?)?"
    rf"|\b{_DRUG}\s?(?:and|plus|/|\+)\s?{_DRUG}\b",
    re.IGNORECASE,
)


def lymphodepletion(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """Conditioning before the cells, or that none was given."""
    if not frame_of(article).of_cells:
        return
    best: tuple[int, Sentence, re.Match[str]] | None = None
    for sentence in study_sentences(article):
        if _DEPLETION_CUES.isdisjoint(stems_of(sentence.text)):
            continue
        for found in _DEPLETION.finditer(sentence.text):
            if found[0].lower().strip() == "conditioning":
                continue
            if not is_stated(sentence, found.start(), end=found.end()):
                continue
            if best is None or len(found[0]) > best[0]:
                best = len(found[0]), sentence, found
    if best:
        _, sentence, found = best
        yield article.suggestion(
            "lymphodepletion",
            sentence.start + found.start(),
            end=sentence.start + found.end(),
            value="none" if found["no"] else found[0].strip(),
            score=0.8,
            why="The words name the conditioning."
            if not found["no"]
            else "The words say that none was given.",
            rule=_DEPLETION_RULE,
        )


_PASSED: Final = caseless(
    r"\b(?P<watch>median observation (?:time )?(?:is|was)|(?:watched|followed|observed|monitored"
    r"|tracked) (?:the |these |all |their |its )?(?:[\w-]+ ){1,2}?for(?: an?| the)?"
    r"(?: median(?: of)?| mean of| average of)?(?: almost| nearly| about| over| at least)?)\s$"
    r"|\b(?P<since>in the|has been|have been)\s$"
    r"|\b(?P<now>(?:seen|checked|scanned|watched|followed|tested|examined)\b[^.;,]{0,30} for"
    r"|(?:is|are) now)\s$"
    r"|\b(?P<out>(?:data|results|observations?) (?:now )?(?:go(?:es)? out|reach(?:es)?) to)\s$"
)
"""What stands before the time during which somebody was watched."""
_SINCE: Final = re.compile(
    r"\ssince\b(?:$|[.,]|\s(?:(?:the|her|his|their|then)\s)?(?:\w+\s)?(?:infusion|treatment|cells"
    r"|injection|surgery|operation|dose|transplant)\b)",
    re.IGNORECASE,
)
_NOW: Final = re.compile(r"\s(?:now|out|on from treatment|past treatment)\b", re.IGNORECASE)
_BEGUN: Final = re.compile(
    r"\safter (?:the )?(?:treatment|therapy|infusions?) (?:began|started|ended)\b", re.IGNORECASE
)
_FOLLOW_CUES: Final = stems("several many few some")
_FOLLOW_WORDS: Final = re.compile(
    r"\b(?:even\s)?(?:after|for|over|during)\s(?:several|many|a few|some)\s(?:days|weeks|months|"
    r"years)"
    r"[^.;]{0,120}",
    re.IGNORECASE,
)
_FOLLOW_START: Final = re.compile(
    r"\b(?:during\s|with\s|at\s|after\s)?(?:the\s|an?\s)?(?:median\s|mean\s)?(?:\w+\s)?"
    r"(?:follow[\s-]?up|followed)\b[^.;]{0,60}$",
    re.IGNORECASE,
)


def follow_up(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """How long the subjects were observed; in words where no time is given."""
    vague: Suggestion | None = None
    for sentence in result_sentences(article):
        text = sentence.text
        for one in marked(text):
            figure = one.figure
            if not _is_follow_up(text, one) or not is_stated(
                sentence, figure.start, end=figure.end
            ):
                continue
            begun = _FOLLOW_START.search(text, max(0, figure.start - 80), figure.start)
            yield article.suggestion(
                "follow_up",
                sentence.start + (begun.start() if begun else figure.start),
                end=sentence.start + figure.end,
                value=figure.quantity,
                score=0.85,
                why="This is a time of follow-up.",
                rule=_FOLLOW_RULE,
            )
            return
        may = not _FOLLOW_CUES.isdisjoint(stems_of(text))
        found = _FOLLOW_WORDS.search(text) if may else None
        if found and vague is None and is_stated(sentence, found.start(), end=found.start() + 20):
            vague = article.suggestion(
                "follow_up",
                sentence.start + found.start(),
                end=sentence.start + found.end(),
                value=Words(found[0]),
                status=VAGUE,
                score=0.55,
                why="The words speak of the time that passed without its length.",
                rule=_FOLLOW_WORDS_RULE,
            )
    if vague:
        yield vague


def _is_follow_up(text: str, one: Marked) -> bool:
    """Whether it is called a follow-up, or somebody was watched for so long or is so far out."""
    if one.role == FOLLOW_UP:
        return True
    figure = one.figure
    if one.role not in (LENGTH, AGE) or figure.unit not in ("wk", "mo", "a"):
        return False
    if _BEGUN.match(text, figure.end) and not text[: figure.start].strip():
        return True
    before = _PASSED.search(text[max(0, figure.start - 80) : figure.start])
    if before is None:
        return False
    if before["watch"] or before["out"]:
        return True
    return (_SINCE if before["since"] else _NOW).match(text, figure.end) is not None


RULES: Final[Mapping[str, Rule]] = {
    _DOSE_RULE: dose,
    _DOSE_WORDS_RULE: dose_words,
    _SCHEDULE_RULE: schedule,
    _DEPLETION_RULE: lymphodepletion,
    _FOLLOW_RULE: follow_up,
}
