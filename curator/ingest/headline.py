"""Find the headline of a flattened page: above the article, and made of the article's words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from curator.ingest.dates import find_dates
from curator.ingest.line_features import content_words, ends_sentence, is_trigger
from curator.ingest.lines import Unit

ABOVE = 25  # lines above the first paragraph that are looked at
_NO_HEADLINE = re.compile(
    r"^(?:by|from|source|photo|image|published|updated|posted|written|tags?|read|date|author)\b"
    r"|^\W*(?:©|copyright)|\bet al\b|\bmin(?:ute)?s? read\b|https?://|\S@\S",
    re.IGNORECASE,
)
SIGNED = 90  # a line with a day, perhaps a name, is no longer than this
LEAST_TITLE = 5  # words of a headline above a subtitle; fewer say what sort of text it is
KICKERS = 4  # lines at the top of a text among which its title is looked for
_BYLINE = re.compile(r"^(?:by|from)\s+[A-Z]", re.IGNORECASE)
_NO_TITLE = re.compile(
    # a label, as in "Session: Adoptive Cell Therapy"
    r"^(?-i:(?:[A-Z][\w ]{2,24}|[A-Z ]{3,24}):\s+(?:[A-Z][\w.'-]*,?\s*){1,6}$)"
    r"|^(?:for immediate release|press release|news release|embargo\w*|abstract\s+\w+$|poster\b"
    r"|oral (?:abstract|session)|session\b|to the editor|\W*\d{1,2}[./ -])",
    re.IGNORECASE,
)
_HOUSE_ROW = re.compile(
    r"^(?:(?:the|of|for|and|at|de|la)\b\s?|[A-Z\u00c0-\u00de][\w.&'\u2019-]*,?\s)*"
    r"(?:Universit(?:y|\u00e4t)|Institute|Cent(?:re|er)|Hospital|Clinic|College|School|Newsroom"
    r"|News"
    r"|Communications|Media Relations|Press Office)$"
    r"|^(?:The )?(?:University|Institute|College|School) of (?:[A-Z]\w+ ?){1,3}$"
    r"|[|\u2022\u00b7\u203a].*\b(?:19|20)\d\d\b|\b(?:19|20)\d\d\b.*[|\u2022\u00b7\u203a]"
)
"""A house alone, or a row of the page with its day: they share their words with the article."""
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")


def _can_be(unit: Unit) -> bool:
    text = unit.text
    words = text.split()
    if unit.bullet or not 12 <= len(text) <= 220 or not 3 <= len(words) <= 32:
        return False
    if (text[0].islower() and words[0].islower()) or text.endswith((":", ";", ",", "...", "…")):
        return False
    if ends_sentence(text) and not text.rstrip("\"'”’").endswith(("?", "!")):
        return False
    return not (
        _NO_HEADLINE.search(text)
        or _CLOCK.search(text)
        or _HOUSE_ROW.search(text)
        or is_trigger(text)
    )


def _score(unit: Unit, distance: int, *, article: Counter[str], seen: int) -> float:
    words = set(content_words(unit.text)) or {""}
    own = Counter(content_words(unit.text))
    shared = [word for word in words if article[word] - own[word] * (distance <= 0) > 0]
    part = len(shared) / len(words)
    if len(shared) < 2 or part < 0.4:
        return 0.0
    return part + 0.05 * min(len(words), 10) + 0.2 * (seen > 1) - 0.02 * abs(distance)


def _paragraph(unit: Unit) -> bool:
    return len(unit.text) > 100 and ends_sentence(unit.text)


def find_headline(units: Sequence[Unit], main: Sequence[bool]) -> int | None:
    """The index of the headline among the units, if the page has one.

    The first sentence of an article is no headline. Where an article opens with one paragraph and
    its headline comes second, that one is found too. Of equal lines in a row the first is meant.
    """
    first = next((at for at, unit in enumerate(units) if main[at] and _paragraph(unit)), None)
    if first is None:
        return _first_line(units, main)
    article: Counter[str] = Counter()
    for unit, is_main in zip(units, main, strict=True):
        if is_main and _paragraph(unit):
            article.update(content_words(unit.text))
    seen = Counter(unit.words for unit in units)
    above = [at for at in range(max(0, first - ABOVE), first) if _can_be(units[at])]
    scored = [
        (_score(units[at], first - at, article=article, seen=seen[units[at].words]), at)
        for at in above
    ]
    best = max(scored, default=(0.0, 0))
    if best[0] <= 0:
        signed = [at for at in above if _is_signed(units, at, article=article)]
        if signed:
            return signed[-1]
        second = _second_line(units, first, article=article)
        return _first_line(units, main) if second is None else second
    at = best[1]
    while at > 0 and (
        units[at - 1].text == units[at].text or _has_subtitle(units, at - 1, article=article)
    ):
        at -= 1
    return at


def _is_signed(units: Sequence[Unit], at: int, *, article: Counter[str]) -> bool:
    """Whether a line that shares two words with the article stands above its byline or its day."""
    below = units[at + 1].text
    signed = _BYLINE.match(below) or (len(below) < SIGNED and any(find_dates(below)))
    shared = {word for word in content_words(units[at].text) if article[word] > 0}
    return bool(signed) and len(shared) > 1 and len(units[at].text.split()) >= LEAST_TITLE


def _has_subtitle(units: Sequence[Unit], at: int, *, article: Counter[str]) -> bool:
    """Whether the line begins the text and is the headline of the one below it."""
    text = units[at].text
    return (
        all(_NO_TITLE.match(unit.text) or _is_rubric(unit) for unit in units[:at])
        and _can_be(units[at])
        and len(text.split()) >= LEAST_TITLE
        and not _NO_TITLE.match(text)
        and _has_small_letters(text)
        and _score(units[at], 1, article=article, seen=1) > 0
    )


def _is_rubric(unit: Unit) -> bool:
    """Whether it is a word or two above a headline: "SCIENCE", "Research news"."""
    return len(unit.text.split()) < 3 and not ends_sentence(unit.text)


def _first_line(units: Sequence[Unit], main: Sequence[bool]) -> int | None:
    """The line that a text without furniture begins with, below what only says what sort it is."""
    if not all(main) or not any(map(_tells, units)):
        return None
    for at, unit in enumerate(units[:KICKERS]):
        if at + 1 == len(units) or _tells(unit) or _BYLINE.match(unit.text):
            return None
        if _can_be(unit) and not _NO_TITLE.match(unit.text) and _has_small_letters(unit.text):
            return at
    return None


def _tells(unit: Unit) -> bool:
    return len(unit.text) > 60 and ends_sentence(unit.text) and not unit.text.endswith("?")


def _has_small_letters(text: str) -> bool:
    """Names and desks have a capital in each word; of a headline in capitals nothing is known."""
    words = [word for word in text.split() if word[0].isalpha()]
    return text.isupper() or any(word[0].islower() for word in words) or len(words) > 6


def _second_line(units: Sequence[Unit], first: int, *, article: Counter[str]) -> int | None:
    at = first + 1
    if first > 2 or at + 1 >= len(units) or not _can_be(units[at]) or not _paragraph(units[at + 1]):
        return None
    headings = [unit for unit in units if _can_be(unit)]
    longest = max(headings, key=lambda unit: len(unit.text)) is units[at]
    if not longest or len(units[at].text.split()) < 6:
        return None
    return at if _score(units[at], 1, article=article, seen=1) > 0 else None
