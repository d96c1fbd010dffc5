"""Bytes to article. Imported in the child process only: it pulls in the parsers of HTML."""

from __future__ import annotations

from curator.domain.errors import UnreadableInputError
from curator.ingest.decode import Decoded, decode
from curator.ingest.html_reader import LIBRARIES, read_html
from curator.ingest.markup import begins_as_html, declared_charset, has_tags
from curator.ingest.metadata import hints_from_meta
from curator.ingest.texts import (
    READER,
    article_of_text,
    assemble,
    parse_text,
    refuse_binary,
    refuse_unreadable,
)
from curator.ingest.values import ParsedArticle

__all__ = ["parse_bytes", "parse_text"]

_HTML_ENDINGS = (".html", ".htm", ".xhtml")
_MARKDOWN_ENDINGS = (".md", ".markdown")


def _media_type(text: str, name: str) -> str:
    """By content first: a saved page keeps being one under another ending."""
    ending = name.lower()
    if begins_as_html(text) or (ending.endswith(_HTML_ENDINGS) and has_tags(text)):
        return "text/html"
    return "text/markdown" if ending.endswith(_MARKDOWN_ENDINGS) else "text/plain"


def _article_of_page(data: bytes, decoded: Decoded, name: str) -> ParsedArticle:
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
        made_by={"reader": f"html {READER}", "main text": page.main_by, **LIBRARIES},
    )


def parse_bytes(data: bytes, name: str) -> ParsedArticle:
    """Read one file.

    Args:
        data: Its bytes.
        name: Its name, for its ending and for messages.

    Raises:
        UnreadableInputError: It is empty, blank or no text.
    """
    refuse_binary(data, name)
    decoded = decode(data, declared_charset(data))
    refuse_unreadable(decoded, name)
    media_type = _media_type(decoded.text, name)
    if media_type == "text/html":
        return _article_of_page(data, decoded, name)
    return article_of_text(data, decoded, media_type=media_type)
