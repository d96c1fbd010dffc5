"""What the first page of a paper says: its authors' houses, its journal, when it was published.

A paper does not say "scientists at": it lists affiliations under its authors, and a citation of its
own.  References to others' work are never used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from curator.domain.claims import Term, Value
from curator.domain.dates import parse_date
from curator.domain.folding import fold
from curator.domain.forms import Form
from curator.suggest.addresses import Labelled, houses_in, labelled_houses
from curator.suggest.bylines import DAY, addresses_of, authors_of
from curator.suggest.houses import known_term
from curator.suggest.organisations import organisations
from curator.suggest.places import COUNTRY
from curator.suggest.reading import ArticleText, PageHint, Rule, Sentence
from curator.suggest.ties import tells_of_medicine
from curator.suggest.values import Suggestion

RULE: Final = "paper_front"

_NUMBERED: Final = re.compile(
    r"^(?:\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹]{1,2}|\(\d{1,2}\)|[a-h](?=\s?[A-Z]))[.)]?\s*(?=[A-Z])"
)
_ENDS_IN_COUNTRY: Final = re.compile(rf"[,.]\s*{COUNTRY}[\s.;,\d]*(?:E-?mail\b.*)?$")
_YEAR: Final = re.compile(
    r"[.,]?\s+(?:\d{1,2}\s)?(?:[A-Z][a-z]{2,8}\s)?\(?(?P<year>(?:19|20)\d\d)\)?(?:[\s-][A-Z][a-z]{2,8}"
    r"(?:\s\d{1,2})?)?\s*(?:[;:,.]\s*(?:Vol\.?\s*)?\d|doi|DOI|:\s*\n?Vol)"
)
_WHOLE: Final = re.compile(
    r"Universi|Hospital|Klinik|klinik|Clinic|Medical Cent|Hôpital|Inc\b|Ltd\b"
)
_FEW: Final = 8
"""Authors that are all proposed; of more the first and the last are."""
_EDGE: Final = 8
"""Sentences from the head or the foot of an article."""
_JOURNAL_LABEL: Final = re.compile(
    r"\(?(?:(?:[Pp]ublished\s+(?:online\s+)?in|[Jj]ournal|[Ss]ource|[Ff]ull\s+(?:text|paper|article)|[Rr]eference"
    r"|[Pp]aper|[Ii]n|[Pp]ublication|[Ff]rom|(?:[Tt]he\s+)?[Ss]tudy|[Pp]ublished|[Rr]ead\s+it|[Mm]ore)\s*:?\s+)?(?:[Tt]he\s+)?[*_]{0,2}\Z"
)
_JOURNAL_REST: Final = re.compile(
    rf"[*_]{{0,2}}\s*(?:\((?:online|print|in press)\))?[.,;:]?\s*(?:published\s+)?(?:online\s+)?"
    rf"(?:(?P<date>\(?(?:{DAY}|(?:19|20)\d\d)\)?)(?:[\s.,;:].*)?|(?:[Vv]ol|[Dd][Oo][Ii]\b|\d).*)?$"
)
_FIRST_PAGE: Final = 60
"""Sentences in which affiliations stand."""


def front(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """Journal and date of a paper's own citation, houses of its affiliations."""
    stated = list(_citation(article))
    yield from stated or list(_cited_by_itself(article)) or _on_its_own_line(article)
    yield from _affiliations(article)
    stated_authors = list(_authors(article))
    yield from stated_authors
    if not stated_authors and _is_scholarly(article):
        yield from _listed(article)


def _is_scholarly(article: ArticleText) -> bool:
    """Whether it prints authors as papers do, or speaks of medicine."""
    printed = any(len(one.names) > 1 and one.marked for one in authors_of(article))
    return printed or tells_of_medicine(article)


def _listed(article: ArticleText) -> Iterator[Suggestion]:
    """Who stands in a line of names: all of a few, the first and the last of many."""
    for line in authors_of(article):
        names = line.names if len(line.names) <= _FEW else (line.names[0], line.names[-1])
        first = not line.label or line.label.startswith(("author", "first"))
        for at, one in enumerate(names):
            parts: dict[str, Value] = {"name": one.name}
            if first and at == 0 and len(names) > 1:
                parts["role"] = "first"
            yield article.suggestion(
                "investigator",
                one.start,
                end=one.end,
                parts=parts,
                score=0.8,
                why="It stands among the authors."
                if not line.label
                else f"Stands behind “{line.label}”.",
                rule=RULE,
            )


def _authors(article: ArticleText) -> Iterator[Suggestion]:
    """The first and the last of those who wrote a paper; who stands first is its first author."""
    if not any(_stands_in_citation(article, one) for one in article.hints):
        return
    names = [one for one in article.hints if one.field == "report.author"]
    for hint in dict.fromkeys((*names[:1], *names[-1:])):
        first = hint == names[0]
        role: dict[str, Value] = {"role": "first"} if first else {}
        yield article.suggestion(
            "investigator",
            hint.start,
            end=hint.end,
            parts={"name": hint.value, **role},
            score=0.8 if first else 0.65,
            why="It stands first among the authors."
            if first
            else "It stands last among the authors.",
            rule=RULE,
        )


def _citation(article: ArticleText) -> Iterator[Suggestion]:
    """What the reader of the file took from the paper's record, where that stands in the text."""
    for hint in article.hints:
        if _stands_in_citation(article, hint) and hint.field == "report.outlet":
            term = _journal_at(article, hint.start, end=hint.end) or Term(hint.value)
            yield article.suggestion(
                "journal",
                hint.start,
                end=hint.end,
                value=term,
                score=0.95,
                why="The paper's own citation.",
                rule=RULE,
            )
        elif _stands_in_citation(article, hint) and hint.field == "report.date":
            yield article.suggestion(
                "publication_date",
                hint.start,
                end=hint.end,
                value=hint.value,
                score=0.93,
                why="The paper's own citation.",
                rule=RULE,
            )


def _stands_in_citation(article: ArticleText, hint: PageHint) -> bool:
    sentence = article.sentence_at(hint.start)
    return sentence is not None and sentence.block.name == "citation"


def _journal_at(article: ArticleText, start: int, *, end: int) -> Term | None:
    for mention in article.mentions_in("journals", start, end=end):
        return Term(mention.label, mention.term_id)
    return None


def _cited_by_itself(article: ArticleText) -> Iterator[Suggestion]:
    """A line such as "N Engl J Med 2024;390:687" at the head, or a story's one reference."""
    found: dict[str, Suggestion] = {}
    for mention in article.by_role.get("journals", ()):
        year = _YEAR.match(article.body, mention.end)
        sentence = article.sentence_at(mention.start) if year else None
        if year is None or sentence is None or not _is_own(article, sentence):
            continue
        term = Term(mention.label, mention.term_id)
        found[mention.term_id] = article.suggestion(
            "journal",
            mention.start,
            end=year.end("year"),
            value=term,
            score=0.85,
            why="The only work that is cited.",
            rule=RULE,
        )
        date = parse_date(year["year"])
        if date and len(found) == 1:
            found["date"] = article.suggestion(
                "publication_date",
                mention.start,
                end=year.end("year"),
                value=date,
                score=0.75,
                why="The year of the only work that is cited.",
                rule=RULE,
            )
    if len([key for key in found if key != "date"]) == 1:
        yield from found.values()


def _is_own(article: ArticleText, sentence: Sentence) -> bool:
    """Whether a citation is the article's own or the one that a story ends with."""
    if sentence.position == "furniture":
        return False
    if sentence.section == "references":
        listed = {one.paragraph for one in article.sentences if one.section == "references"}
        return len(listed) <= 2
    return sentence.number < 8 or sentence.number > len(article.sentences) - 8


def _affiliations(article: ArticleText) -> Iterator[Suggestion]:
    """One house of each affiliation, the first that is no part of another, each once."""
    seen: set[str] = set()
    if _is_scholarly(article):
        yield from _addresses(article, seen)
    for sentence in article.sentences[:_FIRST_PAGE]:
        if not _is_affiliation(sentence):
            continue
        named = list(organisations(sentence.text))
        if not named:
            continue
        whole = (one for one in named if _WHOLE.search(sentence.text[slice(*one)]))
        start, end = next(whole, named[0])
        begin, stop = sentence.start + start, sentence.start + end
        term = known_term(article, begin, end=stop)
        key = term.id or fold(term.label)
        if key not in seen:
            seen.add(key)
            yield article.suggestion(
                "institution",
                begin,
                end=stop,
                parts={"name": term},
                score=0.85,
                why="An author of the paper works there.",
                rule=RULE,
            )


def _addresses(article: ArticleText, seen: set[str]) -> Iterator[Suggestion]:
    """Houses of lines below the authors, and those that stand behind a label."""
    found = [
        Labelled(start, end, "", "An author of the paper works there.")
        for line in addresses_of(article)
        for start, end in houses_in(article, line.start, end=line.end)
    ]
    for one in (*found, *labelled_houses(article)):
        term = known_term(article, one.start, end=one.end)
        key = term.id or fold(term.label)
        if key in seen:
            continue
        seen.add(key)
        parts: dict[str, Value] = {"name": term}
        if one.role:
            parts["role"] = one.role
        yield article.suggestion(
            "institution",
            one.start,
            end=one.end,
            parts=parts,
            score=0.85,
            why=one.why,
            rule=RULE,
        )


def _on_its_own_line(article: ArticleText) -> Iterator[Suggestion]:
    """A journal that stands alone at the head or the foot, perhaps with its date."""
    for mention in article.by_role.get("journals", ()):
        sentence = article.sentence_at(mention.start)
        if sentence is None or sentence.position in ("furniture", "headline"):
            continue
        far = min(sentence.number, len(article.sentences) - 1 - sentence.number)
        before = article.body[sentence.start : mention.start]
        line = article.body[mention.end : mention.end + 60].split("\n")[0]
        rest = _JOURNAL_REST.match(line)
        if far > _EDGE or not _JOURNAL_LABEL.match(before) or rest is None:
            continue
        dated = rest["date"] is not None
        long = " " in article.body[mention.start : mention.end]
        if not (dated or before or (long and sentence.number)):
            continue
        yield article.suggestion(
            "journal",
            mention.start,
            end=mention.end + (rest.end("date") if dated else 0),
            value=Term(mention.label, mention.term_id),
            score=0.8,
            why="It stands on a line of its own.",
            rule=RULE,
        )
        value = parse_date(rest["date"].strip("()")) if dated else None
        if value:
            yield article.suggestion(
                "publication_date",
                mention.start,
                end=mention.end + rest.end("date"),
                value=value,
                score=0.75,
                why="The date that stands with the journal.",
                rule=RULE,
            )
        return


def _is_affiliation(sentence: Sentence) -> bool:
    if sentence.block.name == "affiliation":
        return True
    if sentence.position == "furniture" or len(sentence.text) > 400:
        return False
    return bool(_NUMBERED.match(sentence.text) and _ENDS_IN_COUNTRY.search(sentence.text))


RULES: Final[Mapping[str, Rule]] = {RULE: front}
