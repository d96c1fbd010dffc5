"""Types of records: CSL's, which we keep, beside those of RIS, BibTeX and reference managers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final


def _pairs(table: str) -> tuple[tuple[str, str], ...]:
    entries = (entry.split() for entry in table.replace("\n", " ").split(","))
    return tuple((name, kind) for name, kind in entries)


_RIS: Final = """
JOUR article-journal, EJOUR article-journal, ABST article-journal, INPR article-journal,
JFULL periodical, SER periodical, MGZN article-magazine, NEWS article-newspaper, BOOK book,
EBOOK book, EDBOOK book, WHOLE book, CHAP chapter, ECHAP chapter, CONF paper-conference,
CPAPER paper-conference, THES thesis, RPRT report, GOVDOC report, ELEC webpage, WEB webpage,
BLOG post-weblog, PAT patent, MAP map, VIDEO motion_picture, MPCT motion_picture, SOUND song,
MUSIC musical_score, DATA dataset, AGGR dataset, DBASE dataset, COMP software, UNPB manuscript,
UNPD manuscript, MANSCPT manuscript, PAMP pamphlet, BILL bill, UNBILL bill, CASE legal_case,
STAT legislation, HEAR hearing, ICOMM personal_communication, DICT entry-dictionary,
ENCYC entry-encyclopedia, ART graphic, FIGURE figure, STAND standard, SLIDE speech, CLSWK classic,
LEGAL regulation
"""
_RIS_PAIRS: Final = _pairs(_RIS)
RIS_KINDS: Final[Mapping[str, str]] = MappingProxyType({"GEN": "", **dict(_RIS_PAIRS)})
# The first type that stands for a kind is the one that is written.
KIND_RIS: Final[Mapping[str, str]] = MappingProxyType(
    {"": "GEN", **{kind: tag for tag, kind in reversed(_RIS_PAIRS)}}
)

_BIBTEX: Final = """
article article-journal, book book, inbook chapter, incollection chapter,
inproceedings paper-conference, conference paper-conference, phdthesis thesis,
mastersthesis thesis, thesis thesis, techreport report, report report, manual report,
online webpage, electronic webpage, www webpage, unpublished manuscript, patent patent,
dataset dataset, software software, periodical periodical, booklet pamphlet, mvbook book,
collection book, proceedings book, inreference entry-encyclopedia, standard standard,
video motion_picture, audio song, artwork graphic, legislation legislation,
jurisdiction legal_case, letter personal_communication
"""
_BIBTEX_PAIRS: Final = _pairs(_BIBTEX)
BIBTEX_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {"misc": "", **dict(_BIBTEX_PAIRS), "incollection": "chapter"}
)
KIND_BIBTEX: Final[Mapping[str, str]] = MappingProxyType(
    {
        "": "misc",
        **{kind: name for name, kind in reversed(_BIBTEX_PAIRS)},
        "chapter": "incollection",
    }
)

_NAMED: Final = MappingProxyType(
    {
        "journal article": "article-journal",
        "journal articles": "article-journal",
        "journal": "article-journal",
        "journalarticle": "article-journal",
        "journal paper": "article-journal",
        "article": "article-journal",
        "review": "article-journal",
        "j": "article-journal",
        "magazine article": "article-magazine",
        "newspaper article": "article-newspaper",
        "newspaperarticle": "article-newspaper",
        "news": "article-newspaper",
        "book": "book",
        "books": "book",
        "b": "book",
        "edited book": "book",
        "bookedited": "book",
        "electronic book": "book",
        "ebook": "book",
        "book section": "chapter",
        "book chapter": "chapter",
        "chapter": "chapter",
        "contribution": "chapter",
        "electronic book section": "chapter",
        "conference paper": "paper-conference",
        "conference proceedings": "paper-conference",
        "conferenceproceedings": "paper-conference",
        "proceedings paper": "paper-conference",
        "thesis": "thesis",
        "dissertation": "thesis",
        "academic dissertation": "thesis",
        "report": "report",
        "technical report": "report",
        "unpublishedwork": "manuscript",
        "unpublished work": "manuscript",
        "manuscript": "manuscript",
        "web page": "webpage",
        "webpage": "webpage",
        "internetdocument": "webpage",
        "electronic article": "article-journal",
        "preprint": "article",
        "dataset": "dataset",
        "computer program": "software",
        "software": "software",
        "patent": "patent",
        "s": "article-journal",
        "p": "patent",
    }
)


def kind_named(words: str) -> str:
    """The kind that a program's own word for it means; empty where nobody knows."""
    return _NAMED.get(words.strip().lower(), "")
