"""The end of reading a file that says itself what its blocks are. In the child process only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version
from types import MappingProxyType
from typing import Final

from curator.domain.errors import UnreadableInputError
from curator.domain.references import Reference
from curator.ingest.building import TextBuilder
from curator.ingest.decode import Decoded
from curator.ingest.hinting import Hints
from curator.ingest.mojibake import mojibake_of
from curator.ingest.texts import assemble
from curator.ingest.values import ParsedArticle

LXML: Final = version("lxml")  # asked once, because asking opens files
PACKED: Final = Decoded("", "", 0, 0)
"""How the text of a packed file was decoded: it says so itself, and nobody can choose."""


def title_of(builder: TextBuilder) -> str:
    """For lists: the title, else the first heading, else nothing."""
    for kind in ("title", "heading"):
        for block in builder.blocks:
            if block.kind == kind:
                return " ".join(builder.body[block.start : block.end].split())
    return ""


def article_of_blocks(
    data: bytes,
    builder: TextBuilder,
    *,
    name: str,
    media_type: str,
    reader: str,
    decoded: Decoded = PACKED,
    hints: Hints | None = None,
    reference: Reference | None = None,
    title: str = "",
    part: str = "",
    libraries: Mapping[str, str] = MappingProxyType({}),
) -> ParsedArticle:
    """The article that a reader's blocks make.

    Args:
        data: The original's bytes.
        builder: The text.
        name: The file's name, for messages.
        media_type: Of the original.
        reader: Its name and version.
        decoded: How the bytes were taken.
        hints: Proposals.
        reference: The bibliographic record that came with it.
        title: For lists; empty to go by the blocks.
        part: Where the file holds several: which one this is.
        libraries: What else had a part in it, besides lxml, and its version.

    Raises:
        UnreadableInputError: There is no text.
    """
    body = builder.body
    if not body.strip():
        raise UnreadableInputError(
            f"{part or name} holds no text.", hint="There is nothing to import in it."
        )
    article = assemble(
        data,
        decoded,
        media_type=media_type,
        body=body,
        blocks=builder.blocks,
        title=title or title_of(builder),
        hints=hints.made() if hints is not None else (),
        made_by={"reader": reader, "lxml": LXML, **libraries, **mojibake_of(body)},
    )
    return replace(article, name=part, reference=reference)
