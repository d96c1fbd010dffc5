"""Plain text and Markdown: the text is the file's own, unchanged; only its blocks are found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from curator.ingest.blocks import flattened_blocks, page_blocks
from curator.ingest.furniture import main_lines
from curator.ingest.headline import find_headline
from curator.ingest.lines import Unit, units_of
from curator.ingest.values import Block

_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_HASHES = re.compile(r"^#{1,6}\s+")
_LIST = re.compile(r"^(?:[-*+]|\d{1,3}[.)])\s+")
_TABLE = re.compile(r"^\|.*\|$|^:?-{3,}:?(?:\s*\|\s*:?-{3,}:?)+$")


def read_plain(body: str) -> tuple[list[Block], list[Unit], int | None]:
    """Blocks, the units that they were made of, and which unit is the headline."""
    units = units_of(body)
    blocks, headline = flattened_blocks(units)
    return blocks, units, headline


def _markdown_kind(text: str) -> str:
    if _HASHES.match(text):
        return "heading"
    if _TABLE.match(text):
        return "table"
    if text.startswith("!["):
        return "caption"
    return "list" if _LIST.match(text) else "main"


def _bare(units: Sequence[Unit]) -> list[Unit]:
    """The units as they would read without links and heading marks, to judge them by."""
    return [
        Unit(one.start, one.end, _HASHES.sub("", _LINK.sub(r"\1", one.text)) or one.text, one.gap)
        for one in units
    ]


def read_markdown(body: str) -> tuple[list[Block], list[Unit], int | None]:
    """As ``read_plain``; headings, lists and tables by their marks, the title by its one ``#``."""
    units = units_of(body)
    bare = _bare(units)
    main = main_lines([unit.text for unit in bare])
    tops = [at for at, unit in enumerate(units) if unit.text.startswith("# ")]
    headline = tops[0] if len(tops) == 1 else find_headline(bare, main)
    kinds = [_markdown_kind(unit.text) for unit in units]
    return page_blocks(units, main, headline=headline, kinds=kinds), units, headline
