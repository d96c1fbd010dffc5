"""What a PDF's first page says of the article: title, authors, date, DOI, each with its words.

The file's own properties ("Microsoft Word - final_v3.docx") are believed only where the page says
the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Final

from curator.domain.references import Reference
from curator.ingest.dates import find_dates
from curator.ingest.values import Block, FieldHint

_NAME: Final = re.compile(
    r"^(?:[A-ZÀ-Þ](?:[^\W\d_]|['’-])*\.?(?:-[A-Z]\.)?)"
    r"(?:\s+(?:de|van|von|der|den|la|le|del|da|dos|bin|al|el|ten|ter)){0,3}"
    r"(?:\s+[A-ZÀ-Þ](?:[^\W\d_]|['’-])*\.?){1,4}$"
)
_NO_NAME: Final = re.compile(
    r"\b(?:universit\w*|institut\w*|department|dept|faculty|school|college|hospital|clinic\w*|"
    r"cent(?:er|re)|laborator\w*|inc|gmbh|ltd|article|research|review|open|access|journal|"
    r"original|member|ieee|abstract|editor\w*|received|accepted|published|copyright|street|road|"
    r"correspond\w*|author\w*|keywords|usa|germany|china|kingdom|states|foundation|company|"
    r"technolog\w*|science\w*|medicine|version|draft|report|volume|number|page|"
    r"the|of|for|in|on|with|to|an?)\b",
    re.IGNORECASE,
)
_MARKS: Final = re.compile(r"\^\([^)]*\)|[¹²³⁴⁵⁶⁷⁸⁹⁰⁻⁺⁽⁾ⁿⁱ˒*∗†‡§¶#✉]+")
_PARTS: Final = re.compile(r"\s*(?:[,;·•|&\n\t]|\band\b)\s*")
_TITLES: Final = re.compile(r"^(?:Dr|Prof|PhD|MD|M\.D|Ph\.D|MSc|MPH|FRCP|Jr|Sr)\.?$")
_DOI: Final = re.compile(r"\b10\.\d{4,9}/[^\s\"<>“”]+")
_PUBLISHED: Final = re.compile(r"publish|publication date|available online|online:", re.IGNORECASE)
_ACCEPTED: Final = re.compile(r"accept", re.IGNORECASE)
_OTHER_DAY: Final = re.compile(
    r"receiv|revis|submit|access|download|retriev|licen|approv|protocol|born|between|from\b",
    re.IGNORECASE,
)
_ABSTRACT: Final = re.compile(r"^(?:abstract|summary|background)\b", re.IGNORECASE)
_PARAGRAPH: Final = 500
_MOST_AUTHORS: Final = 60
_CONTEXT: Final = 40


def _hint(field: str, value: str, body: str, *, start: int) -> FieldHint:
    end = start + len(value) if field != "report.date" else start
    return FieldHint(field, value, start, end, body[start:end])


def _first_page(blocks: Sequence[Block]) -> list[Block]:
    page = blocks[0].page if blocks else 0
    return list(takewhile(lambda one: one.page == page, blocks))


def title_of(body: str, blocks: Sequence[Block]) -> FieldHint | None:
    """The title as it stands on the first page; where it is parted, its first part's words."""
    for block in _first_page(blocks):
        if block.kind == "title":
            words = _MARKS.sub("", body[block.start : block.end]).rstrip()
            start = body.find(words, block.start, block.end)
            return _hint("report.title", words, body, start=start) if start >= 0 else None
    return None


def _below_title(blocks: Sequence[Block], body: str) -> Iterator[Block]:
    """What stands between the title and the abstract or the first paragraph."""
    page = _first_page(blocks)
    titles = [at for at, one in enumerate(page) if one.kind == "title"]
    if not titles:
        return
    for block in page[titles[-1] + 1 :]:
        text = body[block.start : block.end]
        if _ABSTRACT.match(text) or (block.end - block.start > _PARAGRAPH and "," not in text[:80]):
            return
        if block.kind not in ("furniture", "caption", "footnote"):
            yield block


def _names(line: str) -> list[str]:
    """The names in a line that holds nothing but names."""
    bare = _MARKS.sub(",", line)
    parts = [part.strip(" ,.") if len(part) > 3 else part for part in _PARTS.split(bare)]
    parts = [part for part in parts if part and not _TITLES.match(part)]
    if parts and all(_NAME.match(part) and not _NO_NAME.search(part) for part in parts):
        return [part for part in parts if not re.match(r"[A-Z]{2,}\b(?!$)", part) or part.isupper()]
    return []


def authors_of(
    body: str, blocks: Sequence[Block], *, lines: Mapping[int, Sequence[str]]
) -> list[FieldHint]:
    """Authors, from lines of names between title and abstract.

    Args:
        body: The text.
        blocks: Of it.
        lines: The printed lines of a block, by where it starts.
    """
    found: list[FieldHint] = []
    twice: set[str] = set()
    for block in _below_title(blocks, body):
        for text in (body[block.start : block.end], *lines.get(block.start, ())):
            names = _names(text)
            for name in names:
                at = body.find(name, block.start, block.end)
                if at >= 0 and all(one.start != at for one in found):
                    known = any(one.value == name for one in found)
                    twice |= {name} if known else set()
                    found.append(_hint("report.author", name, body, start=at))
            if names and text == body[block.start : block.end]:
                break
    # A name that stands there twice is a place: "UC San Diego" under each of three authors.
    return [one for one in found if one.value not in twice][:_MOST_AUTHORS]


def stated_authors(body: str, blocks: Sequence[Block], *, stated: str) -> list[FieldHint]:
    """Authors that the file's properties name, as far as the first page does too."""
    page = _first_page(blocks)
    end = page[-1].end if page else 0
    found = []
    for name in re.split(r"\s*[;,&]\s*|\s+and\s+", stated):
        at = body.find(name, 0, end) if _NAME.match(name) and not _NO_NAME.search(name) else -1
        if at >= 0:
            found.append(_hint("report.author", name, body, start=at))
    return found


def date_of(body: str, blocks: Sequence[Block]) -> FieldHint | None:
    """When it was published, or accepted; another date only where the page has just one."""
    ranked: list[tuple[int, int, FieldHint]] = []
    for block in _first_page(blocks):
        if block.kind in ("reference", "caption", "table"):
            continue
        text = body[block.start : block.end]
        for one in find_dates(text):
            before = text[max(0, one.start - _CONTEXT) : one.start]
            start, end = block.start + one.start, block.start + one.end
            hint = FieldHint("report.date", one.value, start, end, body[start:end])
            ranked.append((_rank(before, len(text)), start, hint))
    ranked.sort(key=lambda one: one[:2])
    if not ranked or ranked[0][0] > 2:
        return None
    if ranked[0][0] == 2 and len({one[2].value for one in ranked}) > 1:
        return None
    return ranked[0][2]


def _rank(before: str, length: int) -> int:
    """0 published, 1 accepted, 2 a date in a short line, 3 anything else."""
    words = before.rpartition(";")[2]
    last = max(
        (
            (found.end(), rank)
            for rank, form in enumerate((_PUBLISHED, _ACCEPTED, _OTHER_DAY))
            for found in form.finditer(words)
        ),
        default=(0, -1),
    )[1]
    if last in (0, 1):
        return last
    return 3 if last == 2 or length > 200 else 2


def reference_of(body: str, blocks: Sequence[Block], *, title: str) -> Reference | None:
    """The article's DOI, where its first page prints one."""
    for block in _first_page(blocks):
        if block.kind == "reference":
            continue
        found = _DOI.search(body, block.start, block.end)
        if found:
            doi = found[0].rstrip(".,;:)]}'’").lower()
            return Reference(title=title, doi=doi, source="pdf")
    return None


def shown_title(stated: str) -> str:
    """A title from the file's properties that reads like one; else nothing."""
    words = " ".join(stated.split())
    junk = re.search(
        r"^(?:microsoft word|untitled|powerpoint|slide|document\d*$)"
        r"|\.(?:docx?|pdf|tex|dvi|indd|qxd)\b|[\\/_]\w+\.",
        words,
        re.IGNORECASE,
    )
    return "" if junk or len(words) < 4 or " " not in words else words
