"""Bytes of a web page to an article. Imported in the child process only."""

from __future__ import annotations

from collections.abc import Iterator

from curator.domain.errors import UnreadableInputError
from curator.ingest.decode import Decoded, decode
from curator.ingest.html_reader import HTML_READER, LIBRARIES, read_html
from curator.ingest.markup import declared_charset
from curator.ingest.metadata import hints_from_meta
from curator.ingest.mojibake import mojibake_of
from curator.ingest.texts import assemble, refuse_unreadable
from curator.ingest.values import NO_OPTIONS, ParsedArticle, Read, ReadOptions


def article_of_page(data: bytes, decoded: Decoded, *, name: str) -> ParsedArticle:
    """The article of a decoded page.

    Raises:
        UnreadableInputError: It has no text.
    """
    page = read_html(decoded.text)
    if not page.body.strip():
        raise UnreadableInputError(
            f"{name} has no text: it is markup only.",
            hint="Save the page again after it has loaded, or copy its text into a .txt file.",
        )
    hints = hints_from_meta(page.meta, page.units, blocks=page.blocks, headline=page.headline)
    return assemble(
        data,
        decoded,
        media_type="text/html",
        body=page.body,
        blocks=page.blocks,
        title=page.title,
        hints=hints,
        made_by={
            "reader": f"html {HTML_READER}",
            "main text": page.main_by,
            **LIBRARIES,
            **mojibake_of(page.body),
        },
    )


def read_html_file(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read a web page."""
    decoded = decode(data, declared_charset(data), forced=options.encoding)
    refuse_unreadable(decoded, name)
    yield article_of_page(data, decoded, name=name)
