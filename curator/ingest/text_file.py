"""Bytes of plain text and of Markdown to an article. Imported in the child process only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from curator.ingest.decode import decode
from curator.ingest.mojibake import mojibake_of
from curator.ingest.texts import article_of_text, refuse_unreadable
from curator.ingest.values import NO_OPTIONS, ParsedArticle, Read, ReadOptions


def _article(data: bytes, name: str, *, options: ReadOptions, media_type: str) -> ParsedArticle:
    decoded = decode(data, forced=options.encoding)
    refuse_unreadable(decoded, name)
    article = article_of_text(data, decoded, media_type=media_type)
    named = mojibake_of(article.body)
    if not named:
        return article
    return replace(article, made_by=MappingProxyType({**article.made_by, **named}))


def read_text_file(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read plain text."""
    yield _article(data, name, options=options, media_type="text/plain")


def read_markdown_file(
    data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS
) -> Iterator[Read]:
    """Read Markdown."""
    yield _article(data, name, options=options, media_type="text/markdown")
