"""Houses in the lines that say where people work, and behind labels such as "Sponsor:"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from curator.suggest.bylines import lines_of
from curator.suggest.organisations import Span, bare_name, organisations
from curator.suggest.places import COUNTRIES
from curator.suggest.reading import ArticleText

_PARTS: Final = re.compile(
    r";\s*(?:and\s+)?|\),?\s*(?:and\s+)?|(?<=[.,])\s+(?=[\[(]?\d{1,2}[\])]?\s?[A-Z])|\s+(?=\[\d{1,2}\])|\s+\|\s+|\s[•·]\s"
)
_MARK: Final = re.compile(
    r"^(?:(?:[Aa]uthors?['’]?\s+)?[Aa]ffiliations?\s*:\s*)?(?:[Ff]rom\s+)?(?:[Tt]he\s+)?"
    r"[\[(]?(?:\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹*†‡§]|[a-h](?=\s?[A-Z]))?[\])]?[.)]?\s*(?:[Tt]he\s+)?"
)
_UNIT: Final = re.compile(
    r"(?:Department|Division|Section|Unit|Faculty|Dept|Service|Servicio|Service|Klinik\s+für|Institute\s+of"
    r"|School|Laboratory|Lab|Clinic\s+of|Program|Programme|Group|Chair|Section|Ward|Medical\s+Clinic)\b"
)
_WHOLE: Final = re.compile(
    r"Universi|[Hh]ospital|[Kk]linik|Clinic\b|Clínic|Medical Cent|Hôpital|Inc\b|Ltd\b|GmbH"
    r"|Therapeutics|Pharma|Cancer (?:Cent|Inst)"
)
_LABEL: Final = re.compile(
    r"^\W*(?P<label>(?:lead\s+|study\s+|trial\s+)?sponsors?(?:\s*/\s*collaborators?)?|collaborators?"
    r"|(?:study\s+|trial\s+)?(?:locations?|sites?|cent(?:er|re)s?)|contacts?\s+and\s+locations?"
    r"|(?:responsible\s+party|institutions?|affiliations?|lead\s+(?:institution|organi[sz]ation)"
    r"|sponsored\s+by|conducted\s+(?:at|by)|(?:who\s+)?(?:ran|did|run)\s+(?:it|by|the\s+\w+)|where))(?P<colon>\s*[:–—-]\s*|\s+(?=[A-Z]))(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_FIRST: Final = (
    *(
        "lead",
        "study",
        "trial",
        "sponsor",
        "collab",
        "location",
        "site",
        "cent",
        "contact",
        "respons",
    ),
    *("institution", "affil", "conducted", "who", "ran", "did", "run", "where"),
)
"""Each label begins with one of these; to look for them is cheaper."""
_NO_NAME: Final = re.compile(
    r"^(?:\d|multiple|several|various|not\b|none\b|to be\b|see\b|in\b"
    r"|the\s+(?:study|trial)\b|principal\b)",
    re.IGNORECASE,
)


class Labelled(NamedTuple):
    """A house; ``start`` and ``end`` count in the body, ``role`` is the form's key or ""."""

    start: int
    end: int
    role: str
    why: str


def houses_in(article: ArticleText, start: int, *, end: int) -> Iterator[Span]:
    """One house of each address in that stretch: the whole one, not its department."""
    at = start
    for gap in (*_PARTS.finditer(article.body, start, end), None):
        stop = gap.start() if gap else end
        if found := _house(article, at, end=stop):
            yield found
        at = gap.end() if gap else end


def _house(article: ArticleText, start: int, *, end: int) -> Span | None:
    mark = _MARK.match(article.body[start:end])
    start += mark.end() if mark else 0
    text = article.body[start:end]
    known = [
        (one.start, one.end)
        for one in article.mentions_in("institutions", start, end=end)
        if article.body[one.start].isupper()
    ]
    shaped = [(start + a, start + b) for a, b in organisations(text)]
    shaped = [one for one in shaped if not _UNIT.match(article.body[slice(*one)])] or shaped
    found = [one for one in shaped if not any(_cross(one, other) for other in known)]
    found = sorted({*found, *(one for one in known if not _inside(one, found))})
    if not found:
        return _by_place(text, start)
    return next((one for one in found if _WHOLE.search(article.body[slice(*one)])), found[0])


def _cross(one: Span, other: Span) -> bool:
    """Whether a shaped name is no more than a piece of a known one."""
    return other[0] <= one[0] and one[1] <= other[1] and one != other


def _inside(one: Span, found: list[Span]) -> bool:
    return any(a <= one[0] and one[1] <= b and (a, b) != one for a, b in found)


def _by_place(text: str, start: int) -> Span | None:
    """The first part that is no department, where town and country follow."""
    parts, at = [], 0
    for piece in text.split(","):
        lead = len(piece) - len(piece.lstrip())
        words = piece.strip().rstrip(".")
        parts.append((start + at + lead, words))
        at += len(piece) + 1
    if len(parts) < 3 or parts[-1][1] not in COUNTRIES:
        return None
    named = [(begin, words) for begin, words in parts[:-2] if words and not _UNIT.match(words)]
    begin, words = named[0] if named else (0, "")
    return (begin, begin + len(words)) if words[:1].isupper() and len(words) < 80 else None


def labelled_houses(article: ArticleText) -> Iterator[Labelled]:
    """What stands behind "Sponsor:", "Collaborators:", "Locations:" on a line of its own."""
    for line in lines_of(article):
        if not line.text[:16].lower().lstrip(" -*•").startswith(_FIRST):
            continue
        found = _LABEL.match(line.text)
        if found is None or _NO_NAME.match(found["rest"]) or len(line.text) > 500:
            continue
        if ":" not in found["colon"] and (len(line.text) > 80 or line.text.endswith(".")):
            continue
        label = found["label"].casefold()
        sponsor = label.startswith(("lead s", "sponsor", "study sponsor", "collab", "respons"))
        role = "" if label.startswith("collab") else "lead" if sponsor else "site"
        why = (
            "It stands as the study’s sponsor." if sponsor else "It stands as a site of the study."
        )
        begin = line.start + found.start("rest")
        places = list(houses_in(article, begin, end=line.end))
        if sponsor:
            places = _listed(article, begin, end=line.end)
        for start, end in places:
            yield Labelled(start, end, role, why)


def _listed(article: ArticleText, start: int, *, end: int) -> list[Span]:
    """Each of a list of sponsors, whatever its shape."""
    found: list[Span] = []
    at = start
    text = article.body
    for gap in (
        *re.finditer(r"\s*;\s*|,\s+(?!Inc|Ltd|LLC|Co\b|S\.|[A-Z]{2}\b)", text[start:end]),
        None,
    ):
        stop = start + gap.start() if gap else end
        words = text[at:stop].strip(" .")
        if words[:1].isalnum() and len(bare_name(words)) > 2 and words not in COUNTRIES:
            found.append((at, at + len(words)))
        at = start + gap.end() if gap else end
    return found
