"""Names of organisations in running text, known by their shape where no vocabulary knows them.

A name is a run of capitalised words, held together by "of", "and", "at" and the like, that holds a
word by which organisations are called: University, Hospital, Institute, Therapeutics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from curator.suggest.places import COUNTRIES

Span = tuple[int, int]

UPPER: Final = r"[^\W\d_a-zß-öø-ÿ]"
"""A letter that is no small Latin one."""

_CAP: Final = rf"(?:St\.|[dl]['’](?={UPPER})[\w-]+|(?:{UPPER}\.)+(?=\s)|{UPPER}[\w'’&\u2011-]*)"
_JOIN: Final = (
    r"(?:(?:of|for|at|and|&|de|du|des|der|di|del|dell'|della|da|do|dos|la|le|für|und|zu|van|von"
    r"|voor|et|y|e|i|\d{1,2}\s+de)\s+(?:the\s+|la\s+|los\s+)?)"
)
_RUN: Final = re.compile(rf"{_CAP}(?:\s+{_JOIN}?{_CAP}|\s[–-]\s{_CAP})*")
_TOKEN: Final = re.compile(r"[^\s]+")

_PLACES: Final = (
    "University|Universität|Universitäts\\w+|Université|Universidad|Universidade|Università"
    "|Universiteit|Universitat|\\w*[Kk]linikum|Institutes?|Institut|Instituto|Istituto|Institutet"
    "|Hospitals?|Hôpital|Hospices|Hospitalier|Colleges?|School|Clinics?|Clinica|Clínica|Clinique"
    "|Center|Centre|Centers|Centres|Centro|Laboratory|Laboratories|Academy|Infirmary|Polyclinic"
    "|\\w*[Hh]ospitalet|\\w*[Ss]jukhuset|\\w*[Ss]ykehus|Ziekenhuis|Krankenhaus|Ospedale"
    "|Policlinico|Szpital"
    "|Polytechnic|Polytechnique|Faculty|Observatory|NHS|Trust|Consortium"
)
_LAST: Final = (
    "Medicine|Medical|Health|Healthcare|Therapeutics|Pharmaceuticals?|Pharma|Biosciences?"
    "|Biotherapeutics|Biopharma|BioPharma|Biopharmaceuticals?|Biotech|Biotechnology"
    "|Biotechnologies|Bio|Biologics|Biomedical|Immunotherapies|Immunotherapeutics|Medicines"
    "|Oncology|Genomics|Vaccines|Labs|Sciences|Genetics|Immune|Therapies|Biosystems|Biomedicines"
    "|Biologicals|Diagnostics|Inc|Ltd|LLC|GmbH|AG|Corp|Corporation|Company|PLC|plc|SA|SAS|NV|BV"
    "|AB|ASA|Oyj"
    "|(?:Cooperative|Oncology|Study|Research|Collaborative|Trials?)\\s+Group"
)
_HEAD: Final = re.compile(rf"\b(?:{_PLACES})\b")
_TAIL: Final = re.compile(rf"\b(?:{_LAST})\.?$")
_FORM: Final = (
    r"(?:Inc|Ltd|LLC|GmbH|Corp|Co|PLC|plc|AG|SE|SA|SAS|NV|BV|AB|ASA|Oyj|Pty|S\.A|S\.p\.A|N\.V)"
)
"""What a company is in law."""
_SUFFIX: Final = re.compile(rf",?\s+{_FORM}\b\.?")
_CAMPUS: Final = re.compile(rf"(?:,\s|[-–]){UPPER}\w+(?:\s{UPPER}\w+)?")

_FIRM: Final = re.compile(
    rf"{_CAP}(?:\s{_CAP}){{0,4}}(?=,?\s+{_FORM}\b"
    r"|\s+\((?:NASDAQ|Nasdaq|NYSE|ASX|TSX|LSE|Euronext|SIX|OTC|AIM|HKEX|XETRA)\b)"
)
"""A company by its form or by where its shares are traded."""

_SHARES: Final = re.compile(r"Inc|Ltd|LLC|GmbH|Corp|PLC|plc|AG|SE|S\.A|\([A-Z]")
_LIKELY: Final = re.compile(
    "Univ|Instit|Istit|Hosp|hosp|Hôpit|Osped|Ziekenh|Krankenh|Szpital|jukhus|ykehus|Centro"
    "|Colleg|School|Clini|Clíni|Cent|Labor|Acad|Infirm|Poly|Facult"
    "|Observ"
    "|NHS|Trust|Consort|Medic|Health|Therap|Pharm|Bio|Immun|Oncol|Genom|Vacc|Labs|Sciences"
    "|Genetics|Diagnost|Inc|Ltd|LLC|GmbH"
    "|AG|SE|Corp|Compan|PLC|Group|Klinik|klinik|plc|S\\.A|\\((?:NA|Na|NY|AS|TS|LS|Eu|SI|OT|AI"
    "|HK|XE)"
)
"""What every name that is found has in it; most sentences have none."""

_SPLITS: Final = frozenset(("and", "und", "et", "y"))
_JOINS: Final = frozenset(
    "of for at and & de du des der di del della da do dos la le los für und zu van von voor et y e "
    "i the – -".split()
)
_GENERIC: Final = frozenset(
    "university universities institute institutes hospital hospitals college school clinic center "
    "centre laboratory research medical cancer medicine health clinical department division "
    "faculty general regional academic comprehensive teaching children's trust group company "
    "biotech pharma oncology consortium study trial north south east west".split()
)
_ADDED: Final = re.compile(
    r"(?:['’]s?|-(?:led|based|affiliated|backed|funded|sponsored|supported))\Z"
)
NO_NAME: Final = frozenset(
    "The A An In At By From To With On For And But As This That These Those Their Our His Her Its "
    "If When While After Before Since Because Although Researchers Researcher Scientists Scientist "
    "Doctors Physicians Investigators Clinicians Engineers Teams Team Experts Veterinarians "
    "Oncologists Immunologists Students Surgeons Biologists Specialists Academics Patients Women "
    "Men People Mice Professor Prof Dr Dr. Prof. Mr Ms Mrs Director Chair Head Chief President "
    "Dean Author Authors Led Founded Funded Supported According Now Today Here Both Using Last "
    "Department Division Section Unit Journal Dept MD PhD MBBS MSc MPH Ph.D. M.D. DVM PharmD "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December About Contact Media Source Read Related "
    "Image Photo Credit Visit Learn Meanwhile However".split()
)
_UNITS: Final = re.compile(
    r"(?:School|College|Faculty|Department|Division|Medicine|Institute"
    r"|Center|Centre|Campus|Clinic|Laboratory)\b"
)


def organisations(text: str) -> Iterator[Span]:
    """Names of organisations in a text by their shape, in order, without an article before them."""
    return iter(_organisations(text))


@lru_cache(maxsize=512)
def _organisations(text: str) -> tuple[Span, ...]:
    return tuple(_by_shape(text))


_JOURNAL: Final = re.compile(
    r"\b(?:Journal|Annals|Archives|Frontiers|Advances|Trends|Proceedings|Bulletin) (?:of|in|for) "
    r"(?:the )?$"
)


def _by_shape(text: str) -> Iterator[Span]:
    if not _LIKELY.search(text):
        return
    for firm in _FIRM.finditer(text) if _SHARES.search(text) else ():
        words = firm.group()
        if words.split()[0] not in NO_NAME and not (" " in words and is_named(words)):
            yield firm.start(), _with_suffix(text, firm.end())
    for run in _RUN.finditer(text):
        words = run.group()
        if " " not in words or not (_HEAD.search(words) or _has_tail(words)):
            continue
        for start, end in _names(text, run.start(), run.end()):
            if _JOURNAL.search(text, max(0, start - 30), start):
                continue  # "published in the Journal of Experimental Medicine"
            yield start, _with_suffix(text, end)


def is_named(words: str) -> bool:
    """Whether it has the shape of an organisation's own name, beyond generic words."""
    bare = [one for one in _TOKEN.findall(words) if one.casefold() not in _JOINS]
    own = [one for one in bare if one.casefold().strip(".,") not in _GENERIC]
    return len(bare) >= 2 and bool(own) and bool(_HEAD.search(words) or _TAIL.search(words))


def own_words(words: str) -> frozenset[str]:
    """The words of a name, folded, by which one house is told from another."""
    bare = (one.casefold().strip(".,") for one in _TOKEN.findall(words))
    return frozenset(one for one in bare if one not in _JOINS and one not in _GENERIC)


def is_place(words: str) -> bool:
    """Whether it calls a house where people are taught, treated or study, no company."""
    return _HEAD.search(words) is not None


def is_unit(words: str) -> bool:
    """Whether it calls a part of a larger house: a school, a department, a hospital."""
    return _UNITS.search(words) is not None


def bare_name(words: str) -> str:
    """The name without line breaks, the article and the form of a company."""
    plain = re.sub(r"^[Tt]he ", "", " ".join(words.split()))
    return _SUFFIX.sub("", plain).rstrip(" ,.") if " " in plain else plain


def _has_tail(words: str) -> bool:
    return any(_TAIL.search(part) for part in re.split(r"\s(?:and|at|of|for)\s", words))


def _names(text: str, start: int, end: int) -> Iterator[Span]:
    """The names in one run: parted at words of no name and at "and" between two houses."""
    tokens = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, start, end)]
    piece: list[tuple[int, int, str]] = []
    unit = False  # behind "Department"
    for token in (*tokens, (end, end, "The")):
        if token[2] in NO_NAME:
            yield from _parted(_trimmed(_behind_unit(piece, text) if unit else piece), text)
            piece, unit = [], token[2] in _UNIT_WORDS
        else:
            piece.append(token)


_UNIT_WORDS: Final = frozenset(("Department", "Division", "Section", "Unit", "Dept", "Chair"))


def _behind_unit(piece: list[tuple[int, int, str]], text: str) -> list[tuple[int, int, str]]:
    """Of a department what stands behind its "at"; without a house in its name it is none."""
    for at, (_, _, word) in enumerate(piece):
        if word in ("at", "–", "-"):
            return piece[at + 1 :]
    return piece if _HEAD.search(_words(piece, text)) else []


def _trimmed(piece: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept = list(piece)
    while kept and kept[0][2] in _JOINS:
        kept.pop(0)
    while kept and kept[-1][2] in _JOINS:
        kept.pop()
    return kept


def _parted(piece: list[tuple[int, int, str]], text: str) -> Iterator[Span]:
    for at, (_, _, word) in enumerate(piece):
        if word not in _JOINS or at == 0:
            continue
        left, right = piece[:at], _trimmed(piece[at:])
        if not left or not right or left[-1][2] in _JOINS:
            continue
        headed = _HEAD.search(_words(left, text)) is not None
        if word in _SPLITS:
            if (headed or _TAIL.search(_words(left, text))) and (
                piece[at + 1][2] == "the" or is_named(_words(right, text))
            ):
                yield from _whole(left, text)
                yield from _parted(right, text)
                return
        elif not headed and word not in ("&", "–", "-"):
            yield from _parted(right, text)
            return
    yield from _whole(piece, text)


def _words(piece: Sequence[tuple[int, int, str]], text: str) -> str:
    return text[piece[0][0] : piece[-1][1]] if piece else ""


def _whole(piece: Sequence[tuple[int, int, str]], text: str) -> Iterator[Span]:
    if len(piece) > 2 and piece[0][2].removesuffix("'s").removesuffix("’s") in COUNTRIES:
        piece = piece[1:] if piece[0][2].endswith(("'s", "’s")) else piece
    if piece and is_named(_words(piece, text)):
        end = piece[-1][1]
        if found := _ADDED.search(text, piece[0][0], end):
            end = found.start()
        yield piece[0][0], end


def _with_suffix(text: str, end: int) -> int:
    """Further by ", Inc." and by the campus of a university that is called by its town."""
    if found := _SUFFIX.match(text, end):
        return found.end()
    if text.endswith("University of California", 0, end) and (found := _CAMPUS.match(text, end)):
        return found.end()
    return end
