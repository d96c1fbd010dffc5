"""DOI, PubMed id and trial registrations of the study, as the text writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from curator.domain.checks import check_identifier, normal_identifier
from curator.domain.forms import Form
from curator.suggest.reading import ArticleText, Rule, Sentence
from curator.suggest.values import Suggestion

DOI: Final = "doi"
PMID: Final = "pmid"
REGISTRY: Final = "registry_id"

_DOI: Final = re.compile(r"\b10\.\d{4,9}/[^\s\"“”<>;,\])}]+")
_PMID: Final = re.compile(r"\b(?:PMID|PubMed\s+ID)\s*:?\s*(?P<id>[1-9]\d{5,8})\b")
_TRIAL: Final = re.compile(
    r"\b(?:NCT\s?\d{8}|ISRCTN\s?\d{8}|20\d{2}-\d{6}-\d{2}(?:-\d{2})?|ChiCTR-?[A-Z]*-?\d{8,10}"
    r"|(?:JPRN-)?UMIN\d{9}|ACTRN\d{14}|DRKS\d{8}|CTRI/20\d{2}/\d{2,3}/\d{6})(?!\d)"
)
_EUDRACT: Final = re.compile(r"\b(?:EudraCT|EU\s?CT|CTIS|registry|registered|registration)\b", re.I)
_REGISTRIES: Final = (
    "NCT",
    "ISRCTN",
    "EudraCT",
    "EU CT",
    "CTIS",
    "ChiCTR",
    "UMIN",
    "ACTRN",
    "DRKS",
    "CTRI",
)
_ANOTHER: Final = re.compile(
    r"\b(?:other|another|separate|previous|earlier|ongoing|similar|related|parent|follow-?up"
    r"|planned|upcoming|second|subsequent|different)\s+(?:[\w/-]+\s+){0,4}?(?:trials?|stud(?:y|ies))\b"
    r"|\b(?:phase\s\S+\s)?trials?\s+(?:are|is)\s+(?:ongoing|under\s*way|planned|recruiting)\b",
    re.I,
)
_OTHER_DOI: Final = re.compile(
    r"\b(?:commentary|editorial|correction|erratum|retraction|supplementa\w+|dataset|data\s+set"
    r"|figshare|zenodo|dryad)\b",
    re.I,
)
_TRIALS_MANY: Final = 4
"""An article that names more trials than these lists other people's, as reviews do."""


def dois(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """The one DOI that stands outside the references; several are not told apart."""
    found: dict[str, tuple[int, int]] = {}
    for sentence, match in _outside_references(article, _DOI, "10."):
        value = normal_identifier("doi", match.group().rstrip(".,;:’'")).lower()
        if check_identifier("doi", value) or _OTHER_DOI.search(sentence.text[: match.start()]):
            continue
        start = sentence.start + match.start()
        found.setdefault(value, (start, start + len(match.group().rstrip(".,;:’'"))))
    if len(found) == 1:
        value, (start, end) = next(iter(found.items()))
        yield article.suggestion(
            DOI,
            start,
            end=end,
            value=value,
            score=0.9,
            why="The only DOI in the article.",
            rule=DOI,
        )


def pmids(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """The one PubMed id that stands outside the references."""
    found = {m["id"]: (s, m) for s, m in _outside_references(article, _PMID, "PMID", "PubMed")}
    if len(found) == 1:
        value, (sentence, match) = next(iter(found.items()))
        yield article.suggestion(
            PMID,
            sentence.start + match.start(),
            end=sentence.start + match.end(),
            value=value,
            score=0.9,
            why="The only PubMed id in the article.",
            rule=PMID,
        )


def registrations(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """Registrations of the study's own trial: not of one that is said to be another."""
    found: dict[str, tuple[Sentence, re.Match[str]]] = {}
    if not any(one in article.body for one in _REGISTRIES):
        return
    for sentence, match in _outside_references(article, _TRIAL):
        value = match.group().replace(" ", "")
        if value[:2] == "20" and not _EUDRACT.search(sentence.text):
            continue
        if not _ANOTHER.search(sentence.text[max(0, match.start() - 120) : match.start()]):
            found.setdefault(value, (sentence, match))
    if len(found) > _TRIALS_MANY:
        return
    for value, (sentence, match) in found.items():
        yield article.suggestion(
            REGISTRY,
            sentence.start + match.start(),
            end=sentence.start + match.end(),
            value=value,
            score=0.92 if len(found) == 1 else 0.75,
            why="The registration of a trial, given in the article.",
            rule=REGISTRY,
        )


def _outside_references(
    article: ArticleText, pattern: re.Pattern[str], *keywords: str
) -> Iterator[tuple[Sentence, re.Match[str]]]:
    """Matches where the article speaks of its study or cites it, not in a list of references."""
    if keywords and not any(one in article.body for one in keywords):
        return
    for found in pattern.finditer(article.body):
        sentence = article.sentence_at(found.start())
        if sentence is None or sentence.position == "furniture":
            continue
        if sentence.section == "references" and _is_list(article):
            continue
        inner = pattern.search(sentence.text, found.start() - sentence.start)
        if inner is not None:
            yield sentence, inner


def _is_list(article: ArticleText) -> bool:
    """Whether several works are listed under that heading; a news story lists the one."""
    listed = [one for one in article.sentences if one.section == "references"]
    return len({one.paragraph for one in listed}) > 3


RULES: Final[Mapping[str, Rule]] = {DOI: dois, PMID: pmids, REGISTRY: registrations}
