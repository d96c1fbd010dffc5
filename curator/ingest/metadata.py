"""What a page says of itself: title, author, outlet, date, each with the words that say it.

Only proposals. Where the page does not plainly say so there is none: the first sentence is no
title, a copyright year no date, a quoted expert no author.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from curator.ingest.dates import find_dates
from curator.ingest.lines import Unit
from curator.ingest.values import Block, FieldHint

_LETTER = r"[^\W\d_]"
_PARTICLES = r"(?:(?:de|van|von|der|la|le|del|bin|al|el)\s+)*"
_NAME = rf"{_LETTER}[\w.'’-]*(?:\s+{_PARTICLES}[A-ZÀ-Þ][\w.'’-]*){{1,3}}"
_BYLINE = re.compile(r"^(?:written\s+)?by:?\s+(?P<names>.{3,120})$", re.IGNORECASE)
_STOP = re.compile(
    r"\s*(?:[|•·—–✉@]|,?\s*(?:published|updated|posted|staff writer|reporter)\b|\d).*$", re.I
)
_CAPITAL = r"[A-ZÀ-Þ][\w&'’.-]*"
_BIO = re.compile(
    rf"^(?P<name>{_NAME}),? (?:is|was|has been) (?:an? |the )?(?:[\w-]+ ){{0,4}}"
    rf"(?:author|writer|reporter|journalist|editor|correspondent|columnist|contributor)"
    rf"(?: (?:at|for|with|of) (?P<outlet>(?:the )?{_CAPITAL}(?: (?:{_CAPITAL}|&|of|and|the))*))?"
)
_BIO_OF = re.compile(
    rf"^(?P<name>{_NAME}), an? (?P<outlet>{_CAPITAL}(?: (?:{_CAPITAL}|health|news|science))*)"
    rf" (?:\w+ )?(?:reporter|writer|editor|correspondent|journalist|columnist),"
)
_COPYRIGHT = re.compile(
    # Glued to a letter the sign is half of a spoilt one: "cafÃ©".
    r"(?<![^\W\d_])"
    r"(?:©|\(c\)|copyright)(?:\s*(?:©|\(c\)|copyright))*\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?,?\s*)?"
    r"(?:by\s+)?(?P<outlet>[A-ZÀ-Þ][\w&'’-]*(?:[ .][A-ZÀ-Þ&][\w&'’-]*){0,4})",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^about (?:the )?author\W*$", re.IGNORECASE)
_NOT_OUTLET = re.compile(r"^(?:all|the authors?|rights|copyright|reserved)\b", re.IGNORECASE)


def _hint(field: str, value: str, unit: Unit, quote: str) -> FieldHint:
    at = unit.text.index(quote)
    return FieldHint(field, value, unit.start + at, unit.start + at + len(quote), quote)


class _Page:
    """The lines of a page and where its headline and furniture stand."""

    def __init__(
        self, units: Sequence[Unit], blocks: Sequence[Block], *, headline: int | None
    ) -> None:
        self.units = units
        self.headline = headline
        self._starts = [one.start for one in blocks]
        self._kinds = [one.kind for one in blocks]
        self._captions = {one.start for one in blocks if one.kind == "caption"}

    def is_furniture(self, unit: Unit) -> bool:
        at = bisect_right(self._starts, unit.start) - 1
        return at >= 0 and self._kinds[at] == "furniture"

    def seen(self, words: str) -> int:
        return sum(words in unit.text and unit.words == words for unit in self.units)

    def header(self) -> list[Unit]:
        """The lines around the headline that are no paragraphs, and no furniture."""
        if self.headline is None:
            top = self.units[:4]
        else:
            top = self.units[max(0, self.headline - 3) : self.headline + 15]
        lines: list[Unit] = []
        for unit in top:
            paragraph = len(unit.text) > 160
            below = self.headline is None or unit.start > self.units[self.headline].start
            if paragraph and lines and below and unit.start not in self._captions:
                break
            if not paragraph and not self.is_furniture(unit):
                lines.append(unit)
        return lines

    def own(self) -> list[Unit]:
        return [unit for unit in self.units if not self.is_furniture(unit)]


def _names(text: str) -> list[str]:
    listed = re.split(r"\s*(?:,|;|&|\band\b)\s*", _STOP.sub("", text).strip())
    whole = re.compile(rf"{_NAME}$")
    return [name for name in listed if whole.match(name) and not _HOUSE.search(name)]


_HOUSE = re.compile(
    r"\b(?:Universit\w+|Hospital|Institut\w*|College|School|Cent(?:er|re)|Clinic|Communications"
    r"|Newsroom|Foundation)\b"
)
"""Where somebody works stands beside the name: "By Ann Hill, Harbor University"."""


def _bylines(page: _Page) -> Iterator[FieldHint]:
    """Who wrote it; where the byline names the site itself, that is the outlet."""
    for unit in page.header():
        found = _BYLINE.match(unit.words)
        if not found:
            continue
        written = _STOP.sub("", found["names"]).strip()
        alone = page.seen(written) > 0 and page.seen(unit.words) < 2
        if (alone and written in _edge_lines(page)) or _begins_as_owner(page, written):
            yield _hint(
                "report.outlet", written, unit, unit.words[: found.start("names")] + written
            )
            return
        yield from (_hint("report.author", name, unit, name) for name in _names(found["names"]))
        return


def _begins_as_owner(page: _Page, written: str) -> bool:
    """Whether a byline is the owner's name and a word or two more: a desk or an edition."""
    for hint in _owner(page):
        owner, words = hint.value.casefold().split(), written.casefold().split()
        return len(owner) < len(words) and words[: len(owner)] == owner
    return False


def _edge_lines(page: _Page) -> set[str]:
    """Lines of the page's head and foot, where a site puts its name."""
    return {unit.words for unit in (*page.units[:8], *page.units[-25:])}


def _endnotes(page: _Page) -> Iterator[FieldHint]:
    """The note on the author after the article."""
    units = page.own()
    for at in range(max(0, len(units) - 6), len(units)):
        unit = units[at]
        found = _BIO.match(unit.text) or _BIO_OF.match(unit.text)
        if not found:
            continue
        before = units[at - 1] if at else None
        if before is None or not (
            _ABOUT.match(before.text) is not None or _names(before.text)[:1] == [found["name"]]
        ):
            continue
        named = before if found["name"] in before.text else unit
        yield _hint("report.author", found["name"], named, found["name"])
        if found["outlet"]:
            yield _hint("report.outlet", found["outlet"], unit, found["outlet"])


def _date(page: _Page) -> Iterator[FieldHint]:
    candidates: list[tuple[bool, int, FieldHint]] = []
    for unit in page.header():
        if len(unit.text) > 120 or _COPYRIGHT.search(unit.text):
            continue
        for one in find_dates(unit.text):
            later = "updated" in unit.text[: one.start].lower().split("published")[-1]
            quote = unit.text[one.start : one.end]
            candidates.append(
                (later, len(candidates), _hint("report.date", one.value, unit, quote))
            )
    if candidates:
        yield min(candidates, key=lambda one: one[:2])[2]


def _owner(page: _Page) -> Iterator[FieldHint]:
    """Whose copyright it is, in the page's last lines."""
    for unit in page.units[-12:]:
        found = _COPYRIGHT.search(unit.text) if len(unit.text) < 200 else None
        if found and not _NOT_OUTLET.match(found["outlet"]):
            yield _hint("report.outlet", found["outlet"], unit, found["outlet"])
            return


def hints_from_lines(
    units: Sequence[Unit], blocks: Sequence[Block], *, headline: int | None
) -> list[FieldHint]:
    """What the lines themselves say, at most one title, outlet and date."""
    page = _Page(units, blocks, headline=headline)
    hints = []
    if headline is not None:
        unit = units[headline]
        words = unit.words.lstrip("# ") or unit.text
        hints.append(_hint("report.title", words, unit, words))
    return _first_of_each([*hints, *_bylines(page), *_endnotes(page), *_date(page), *_owner(page)])


def _first_of_each(hints: Sequence[FieldHint]) -> list[FieldHint]:
    """One title, outlet and date; authors as often as they are named, each once."""
    kept: list[FieldHint] = []
    for hint in hints:
        value = hint.value if hint.field == "report.author" else None
        if not any(
            one.field == hint.field and (value is None or one.value == value) for one in kept
        ):
            kept.append(hint)
    return kept


_META = (
    ("report.title", ("citation_title", "og:title", "twitter:title")),
    ("report.author", ("citation_author", "author", "article:author", "parsely-author", "byl")),
    ("report.outlet", ("og:site_name", "citation_journal_title", "application-name")),
)
_META_DATES = ("citation_publication_date", "article:published_time", "date", "dc.date", "pubdate")


def _where(value: str, units: Sequence[Unit]) -> Unit | None:
    return next((unit for unit in units if value in unit.text), None)


def hints_from_meta(
    meta: Mapping[str, str],
    units: Sequence[Unit],
    *,
    blocks: Sequence[Block],
    headline: int | None,
) -> list[FieldHint]:
    """What a page's head says, as far as the page itself says it too, in the same words."""
    page = _Page(units, blocks, headline=headline)
    near = [*page.own(), *units]
    hints = []
    for field, keys in _META:
        for value in (meta[key] for key in keys if key in meta):
            plain = re.sub(r"^by\s+", "", value, flags=re.IGNORECASE)
            unit = _where(plain, near) if len(plain) >= 3 and "://" not in plain else None
            if unit is not None:
                hints.append(_hint(field, plain, unit, plain))
                break
    for value in (meta[key] for key in _META_DATES if key in meta):
        day = next((one.value for one in find_dates(value)), None)
        hints += [
            _hint("report.date", one.value, unit, unit.text[one.start : one.end])
            for unit in near
            if day is not None
            for one in find_dates(unit.text[:400])
            if one.value == day
        ][:1]
    own = hints_from_lines(units, blocks, headline=headline)
    return _first_of_each([*hints, *own])
