"""A web page to one body and its blocks. Imported in the child process only: it needs lxml.

The body is our own walk of the whole page; trafilatura only says which blocks are the article,
matched by their words. Nothing of the page is left out of the body but scripts and the like.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version

import trafilatura
from lxml import etree, html

from curator.ingest.article_blocks import (
    captions_in_article,
    references_in_article,
    tables_whole,
    with_references,
    with_structure,
)
from curator.ingest.blocks import flattened_blocks, line_kind, page_blocks
from curator.ingest.decode import clean_text
from curator.ingest.headline import find_headline
from curator.ingest.html_walk import Page, Piece, read_page
from curator.ingest.lines import Unit
from curator.ingest.markup import strip_markup
from curator.ingest.scripts import plain_scripts
from curator.ingest.values import Block

HTML_READER = "2"  # goes up when the same bytes would give another body or other blocks
DEEPEST = 2_000  # nesting; beyond it libxml2 stops and text would be lost
DETECTOR_DEEPEST = 200  # the detector works recursively
DETECTOR_MOST = 40_000  # elements; it takes seconds for so many
DETECTOR_WIDEST = 1_000  # cells in a row; it counts them again for each of them
# What makes a text out of a page, and its versions; asked once, because asking opens files.
LIBRARIES: Mapping[str, str] = {name: version(name) for name in ("lxml", "trafilatura")}
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What the page's body is and what it is made of.

    Attributes:
        body: The text.
        blocks: Ordered, without overlap.
        title: Of the headline, else of the page's head.
        meta: What the head says, by lower-case name.
        units: The body's lines, and which is the headline.
        main_by: What decided which blocks are the article.
    """

    body: str
    blocks: tuple[Block, ...]
    title: str
    meta: Mapping[str, str]
    units: tuple[Unit, ...]
    headline: int | None
    main_by: str


def _detected(root: html.HtmlElement) -> str:
    """What the main-text detector takes for the article."""
    return trafilatura.extract(root, include_comments=False, include_tables=True) or ""


def _words(text: str) -> str:
    return " ".join(_WORDS.findall(plain_scripts(text).lower()))


def _grams(words: Sequence[str], size: int = 4) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


def _match(pieces: Sequence[Piece], detected: str) -> list[bool]:
    """Which pieces stand in the detected text: whole, or most of their runs of four words."""
    lines = {_words(line) for line in detected.split("\n")}
    whole = f" {_words(detected)} "
    grams = _grams(whole.split())
    main = []
    for piece in pieces:
        words = _words(piece.text)
        split = words.split()
        own = _grams(split)
        main.append(
            words in lines
            or (len(split) >= 4 and f" {words} " in whole)
            or (len(own) >= 5 and len(own & grams) >= 0.7 * len(own))
        )
    return main


def _article_run(pieces: Sequence[Piece], main: Sequence[bool]) -> tuple[int, int]:
    best, run, start, bounds = -1.0, 0.0, 0, (0, 0)
    for at, (piece, is_main) in enumerate(zip(pieces, main, strict=True)):
        if run <= 0:
            run, start = 0.0, at
        size = len(piece.text)
        run += size if is_main else -min(size, 60) / 2
        if run > best:
            best, bounds = run, (start, at + 1)
    return bounds


def _only_once(pieces: Sequence[Piece], main: Sequence[bool]) -> list[bool]:
    """Of pieces with the same words, those in the article's run are meant, not a teaser of it."""
    first, last = _article_run(pieces, main)
    inside = {_words(pieces[at].text) for at in range(first, last) if main[at]}
    return [
        is_main
        and (first <= at < last or (_words(piece.text) not in inside and len(piece.text) > 25))
        for at, (piece, is_main) in enumerate(zip(pieces, main, strict=True))
    ]


def _lay_out(pieces: Sequence[Piece]) -> tuple[str, list[Unit]]:
    """The body, and where each piece stands in it."""
    parts: list[str] = []
    units: list[Unit] = []
    length = 0
    for piece in pieces:
        text = clean_text(piece.text)[0].strip()
        if not text:
            continue
        between = "" if not parts else "\n\n" if piece.loose else "\n"
        start = length + len(between)
        units.append(Unit(start, start + len(text), text, piece.loose))
        parts += [between, text]
        length = start + len(text)
    return "".join(parts), units


def _named(words: str, names: Collection[str]) -> bool:
    return len(words.split()) >= 2 and any(words in one or one in words for one in names)


def _heading_of(page: Page, units: Sequence[Unit], main: Sequence[bool]) -> int | None:
    """The first-level heading that the page's head names too; the only one; else by its words."""
    named = {_words(page.title), _words(page.meta.get("og:title", ""))} - {""}
    tops = [at for at, piece in enumerate(page.pieces) if piece.level == 1]
    agreed = [at for at in tops if _named(_words(units[at].text), named)]
    best = max(agreed, key=lambda at: len(_words(units[at].text).split()), default=None)
    if best is not None and len(_words(units[best].text).split()) >= 4:
        return best
    if len(tops) == 1 and len(units[tops[0]].text.split()) >= 4:
        return tops[0]
    for at, piece in enumerate(page.pieces):
        long = 1 < piece.level <= 3 and len(units[at].text.split()) >= 4
        if long and any(_words(units[at].text) in one for one in named):
            return at
    return find_headline(units, main) if best is None else best


def _kinds(page: Page, units: Sequence[Unit]) -> list[str]:
    return [
        piece.kind if piece.kind != "main" else _by_looks(units, at)
        for at, piece in enumerate(page.pieces)
    ]


def _by_looks(units: Sequence[Unit], at: int) -> str:
    kind = line_kind(units, at)
    return kind if kind in ("caption", "list") else "main"


def _main_pieces(page: Page) -> tuple[list[bool], str]:
    too_much = page.depth > DETECTOR_DEEPEST or page.elements > DETECTOR_MOST
    if too_much or any(len(row) > DETECTOR_WIDEST for row in page.root.iter("tr")):
        return [], "line classifier"
    try:
        detected = _detected(page.root)
    except (
        etree.LxmlError,
        RecursionError,
        ValueError,
        TypeError,
        AttributeError,
        KeyError,
        IndexError,
    ):
        # The detector stumbles over some pages; the lines alone must do, and the text says so.
        return [], "line classifier"
    main = _only_once(page.pieces, _match(page.pieces, detected))
    main = tables_whole(page.pieces, main)
    main = captions_in_article(page.pieces, main)
    main = references_in_article(page.pieces, main)
    return (main, "trafilatura") if any(main) else ([], "line classifier")


def _from_lines(lines: Sequence[str], *, title: str, meta: Mapping[str, str]) -> ReadPage:
    pieces = [Piece(line, "main", 0, True) for line in lines]
    body, units = _lay_out(pieces)
    blocks, headline = flattened_blocks(units)
    blocks = with_references(blocks, body)
    shown = units[headline].text if headline is not None else title
    return ReadPage(body, tuple(blocks), shown, meta, tuple(units), headline, "line classifier")


def read_html(text: str) -> ReadPage:
    """Read a decoded page.

    Args:
        text: The page, markup and all.

    Returns:
        Its body and blocks; the body is empty where the page has no text.
    """
    page = read_page(text)
    if page is None or page.depth >= DEEPEST:
        return _from_lines(strip_markup(text), title="", meta={})
    pieces = tuple(piece for piece in page.pieces if clean_text(piece.text)[0].strip())
    page = replace(page, pieces=pieces)
    main, main_by = _main_pieces(page)
    if not main:
        return _from_lines([piece.text for piece in pieces], title=page.title, meta=page.meta)
    body, units = _lay_out(pieces)
    headline = _heading_of(page, units, main)
    blocks = page_blocks(units, main, headline=headline, kinds=_kinds(page, units))
    blocks = with_references(with_structure(blocks, units, pieces=pieces), body)
    title = units[headline].text if headline is not None else page.title
    return ReadPage(body, tuple(blocks), title, page.meta, tuple(units), headline, main_by)
