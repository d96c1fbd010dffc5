"""The blocks of a flattened page, from its lines: headline, article, lists, captions, furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from curator.ingest.furniture import MOST_LINES, main_lines, name_run
from curator.ingest.headline import find_headline
from curator.ingest.line_features import ends_sentence
from curator.ingest.lines import Unit
from curator.ingest.values import Block

HEADER = 14  # most lines between a headline and the article that count as its header
COARSE = 50  # lines to a block in a file of very many lines
_CAPTION = re.compile(
    r"^(?:photo|image|picture|figure|fig\.|illustration|credit)\b.{0,300}$"
    r"|\((?:photo|image|picture|credit|file photo|AP|AFP|EPA|reuters|getty)\b[^)]*\)$"
    r"|\b(?:getty images|shutterstock)\)?$",
    re.IGNORECASE,
)
_LEAD_STOP = 60


def is_caption(text: str) -> bool:
    return len(text) <= 600 and _CAPTION.search(text) is not None


def _trim_tail(units: Sequence[Unit], main: Sequence[bool]) -> list[bool]:
    """Words in bullets at the article's end, where furniture follows, are its tags."""
    kept = list(main)
    last = max((at for at, is_main in enumerate(main) if is_main), default=-1)
    if last + 1 < len(units):
        while last > 0 and units[last].bullet and _is_tag(units[last].words):
            kept[last] = False
            last -= 1
    return kept


def _is_tag(words: str) -> bool:
    return len(words) < 40 and len(words.split()) <= 4 and not ends_sentence(words)


def _article(units: Sequence[Unit], main: Sequence[bool], headline: int | None) -> list[bool]:
    """Keep the headline and what stands between it and the article: byline, date, standfirst."""
    kept = list(main)
    if headline is None:
        return kept
    kept[headline] = True
    below = next((at for at in range(headline + 1, len(units)) if main[at]), headline)
    solid = next(
        (
            at
            for at in range(headline + 1, min(len(units), below + 8))
            if main[at] and len(units[at].text) > 2 * _LEAD_STOP and not is_caption(units[at].text)
        ),
        below,
    )
    third = solid
    for at in range(solid + 1, min(len(units), solid + 8)):
        if main[at] and len(units[at].text) > _LEAD_STOP:
            third = at
            break
    if third - headline <= HEADER:
        kept[headline : third + 1] = [True] * (third + 1 - headline)
    return kept


def line_kind(units: Sequence[Unit], at: int) -> str:
    """What a line of the article is, by its looks alone."""
    unit = units[at]
    if is_caption(unit.words):
        return "caption"
    if unit.bullet:
        return "list"
    if unit.text.count("\t") >= 2 or unit.text.count(" | ") >= 2:
        return "table"
    short = len(unit.text) <= 120 and len(unit.text.split()) <= 16
    followed = at + 1 < len(units) and len(units[at + 1].text) > len(unit.text)
    ended = ends_sentence(unit.text) and not unit.text.endswith("?")
    if short and followed and not ended and not unit.text.endswith((":", ",", ";")):
        return "heading"
    return "main"


def _furniture(units: Sequence[Unit], *, after: bool) -> list[Block]:
    names = name_run([unit.text for unit in units], after=after)
    blocks = []
    for name, group in groupby(zip(names, units, strict=True), key=lambda pair: pair[0]):
        run = [unit for _, unit in group]
        blocks.append(Block("furniture", run[0].start, run[-1].end, name))
    return blocks


def page_blocks(
    units: Sequence[Unit], main: Sequence[bool], *, headline: int | None, kinds: Sequence[str]
) -> list[Block]:
    """Blocks in order: one per line of the article, one per run of furniture that is one thing.

    Args:
        units: The page's lines.
        main: Whether each is the article's own text.
        headline: Which one is the headline, if any.
        kinds: What each line is if it is the article's.
    """
    kept = _article(units, main, headline)
    body_at = next((at for at, is_main in enumerate(main) if is_main), len(units))
    blocks: list[Block] = []
    at = 0
    for is_kept, group in groupby(kept):
        run = range(at, at + len(list(group)))
        at = run.stop
        if is_kept:
            blocks += [
                _kept_block(units, one, main, headline=headline, kind=kinds[one]) for one in run
            ]
        else:
            after = run[0] > min(body_at, headline if headline is not None else body_at)
            blocks += _furniture([units[one] for one in run], after=after)
    return blocks


def _coarse(units: Sequence[Unit]) -> list[Block]:
    """Blocks of many lines, for a file that is no page but a log or a table."""
    parts = (units[at : at + COARSE] for at in range(0, len(units), COARSE))
    return [Block("main", part[0].start, part[-1].end) for part in parts]


def flattened_blocks(units: Sequence[Unit]) -> tuple[list[Block], int | None]:
    """The blocks of a page of which only the lines are left, and which line is the headline."""
    if len(units) > MOST_LINES:
        return _coarse(units), None
    main = _trim_tail(units, main_lines([unit.text for unit in units]))
    headline = find_headline(units, main)
    kinds = [line_kind(units, at) for at in range(len(units))]
    return page_blocks(units, main, headline=headline, kinds=kinds), headline


def _kept_block(
    units: Sequence[Unit], at: int, main: Sequence[bool], *, headline: int | None, kind: str
) -> Block:
    unit = units[at]
    if headline is not None and unit.text == units[headline].text and at - headline in (0, 1):
        return Block("title", unit.start, unit.end)
    if not main[at]:
        caption = is_caption(unit.words) or len(unit.text) > 150
        return Block("caption", unit.start, unit.end, "" if caption else "byline")
    return Block(kind, unit.start, unit.end)
