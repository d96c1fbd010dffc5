"""What reading a file yields: plain frozen values that cross process and layer borders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

BLOCK_KINDS = ("main", "heading", "title", "furniture", "table", "caption", "list")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a text that is one thing.

    Attributes:
        kind: One of ``BLOCK_KINDS``.
        start: First character, in code points of the body.
        end: One past the last character.
        name: What it is in a curator's words, for furniture and captions ("site navigation",
            "news ticker", "byline"); empty where the kind says it all.
    """

    kind: str
    start: int
    end: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class FieldHint:
    """A value that the page states of itself, offered with its words.

    Attributes:
        field: Key of the form's field, ``report.title`` for one.
        value: The proposed value; a date is partial ISO (``2022-11-24``).
        start: First character of the quote, in code points of the body.
        end: One past its last character.
        quote: The words themselves, ``body[start:end]``.
    """

    field: str
    value: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    r"""One file, read: its bytes' digest, its text, its blocks and what it says of itself.

    Attributes:
        original_sha256: SHA-256 of the bytes, 64 hex digits.
        size: Number of bytes.
        media_type: ``text/plain``, ``text/markdown`` or ``text/html``.
        encoding: How the bytes were taken (``utf-8``, ``utf-8-bom``, ``windows-1252``, ...).
        replacements: Undecodable places that stand as U+FFFD.
        nul_replaced: NUL characters that stand as U+FFFD; not counted in ``replacements``.
        body: The text. Line ends are ``\n``; no NUL, no lone surrogate.
        text_sha256: SHA-256 of the body in UTF-8.
        blocks: Ordered, without overlap; together they hold every character that is no white space.
        made_by: Reader and versions of the libraries that had a part in it.
        title: For lists, where the page has one; empty otherwise. Evidence is in ``hints`` only.
        hints: Proposals for the article's own fields.
        original: The bytes as they were read, once, so that digest and content cannot differ.
    """

    original_sha256: str
    size: int
    media_type: str
    encoding: str
    replacements: int
    nul_replaced: int
    body: str
    text_sha256: str
    blocks: tuple[Block, ...]
    made_by: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    title: str = ""
    hints: tuple[FieldHint, ...] = ()
    original: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to import.

    Attributes:
        path: The path as the system gives it, in bytes, because a name need not be UTF-8.
        name: The file's own name for people; what cannot be shown safely is escaped.
        size: In bytes, when it was listed.
    """

    path: bytes
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in the way that is not imported, and why."""

    name: str
    reason: str
