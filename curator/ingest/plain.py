"""Plain text: the text is the file's own, unchanged; only its blocks are found."""

from __future__ import annotations

from curator.ingest.blocks import flattened_blocks
from curator.ingest.lines import Unit, units_of
from curator.ingest.values import Block


def read_plain(body: str) -> tuple[list[Block], list[Unit], int | None]:
    """Blocks, the units that they were made of, and which unit is the headline."""
    units = units_of(body)
    blocks, headline = flattened_blocks(units)
    return blocks, units, headline
