"""What reading a file yields: plain frozen values that cross process and layer borders."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from json.encoder import encode_basestring as quoted
from types import MappingProxyType
from typing import Any, Final

from curator.domain.references import Reference

BLOCK_KINDS = (
    "main",
    "heading",
    "title",
    "furniture",
    "table",
    "caption",
    "list",
    "reference",
    "footnote",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        row: From 0, headers included.
        column: From 0; a cell that spans several stands in its first.
        start: First character, in code points of the body; an empty cell has ``start == end``.
        end: One past the last character.
        header: Whether it names its column or row.
    """

    row: int
    column: int
    start: int
    end: int
    header: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a text that is one thing.

    Attributes:
        kind: One of ``BLOCK_KINDS``; ``reference`` is an entry of a bibliography, or the citation
            that an article without full text came with.
        start: First character, in code points of the body.
        end: One past the last character.
        name: What it is in a curator's words, for furniture and captions ("site navigation",
            "news ticker", "byline"); empty where the kind says it all.
        page: Page of the printed document, from 1; 0 where there are none.
        level: 1 to 6 for a heading whose level is known, 0 otherwise.
        cells: Of a table, in the order of the text.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    page: int = 0
    level: int = 0
    cells: tuple[Cell, ...] = ()


def block_to_json(block: Block) -> dict[str, Any]:
    """As it is stored and sent: page, level and cells only where there are any."""
    data: dict[str, Any] = {
        "kind": block.kind,
        "start": block.start,
        "end": block.end,
        "name": block.name,
    }
    if block.page:
        data["page"] = block.page
    if block.level:
        data["level"] = block.level
    if block.cells:
        data["cells"] = [[c.row, c.column, c.start, c.end, int(c.header)] for c in block.cells]
    return data


def blocks_json(blocks: Iterable[Block]) -> str:
    """All of them as canonical JSON (RFC 8785): what ``block_to_json`` says, written at once."""
    return f"[{','.join(map(_block_json, blocks))}]"


def _block_json(block: Block) -> str:
    if not (block.cells or block.level or block.page):
        return (
            f'{{"end":{block.end},"kind":{quoted(block.kind)}'
            f',"name":{quoted(block.name)},"start":{block.start}}}'
        )
    cells = level = page = ""
    if block.cells:
        each = (f"[{c.row},{c.column},{c.start},{c.end},{c.header:d}]" for c in block.cells)
        cells = f'"cells":[{",".join(each)}],'
    if block.level:
        level = f'"level":{block.level},'
    if block.page:
        page = f',"page":{block.page}'
    return (
        f'{{{cells}"end":{block.end},"kind":{quoted(block.kind)},{level}'
        f'"name":{quoted(block.name)}{page},"start":{block.start}}}'
    )


def hints_json(hints: Iterable[FieldHint]) -> str:
    """All of them as canonical JSON."""
    each = (
        f'{{"end":{one.end},"field":{quoted(one.field)},"quote":{quoted(one.quote)}'
        f',"start":{one.start},"value":{quoted(one.value)}}}'
        for one in hints
    )
    return f"[{','.join(each)}]"


def block_from_json(data: Mapping[str, Any]) -> Block:
    """The block that ``block_to_json`` wrote.

    Raises:
        KeyError, TypeError, ValueError: It is none.
    """
    return Block(
        kind=str(data["kind"]),
        start=int(data["start"]),
        end=int(data["end"]),
        name=str(data["name"]),
        page=int(data.get("page", 0)),
        level=int(data.get("level", 0)),
        cells=tuple(
            Cell(int(row), int(column), int(a), int(z), bool(header))
            for row, column, a, z, header in data.get("cells", ())
        ),
    )


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
        media_type: Of the original (``text/plain``, ``application/pdf``, ...).
        encoding: How the bytes were taken (``utf-8``, ``utf-8-bom``, ``windows-1252``, ...).
        replacements: Undecodable places that stand as U+FFFD.
        nul_replaced: NUL characters that stand as U+FFFD; not counted in ``replacements``.
        body: The text. Line ends are ``\n``; no NUL, no lone surrogate.
        text_sha256: SHA-256 of the body in UTF-8.
        blocks: Ordered, without overlap; together they hold every character that is no white space.
        made_by: Reader and versions of the libraries that had a part in it; besides, where it
            holds: ``pages`` (how many), ``lacks`` (``text layer``), ``mojibake`` (a sentence).
        title: For lists, where the page has one; empty otherwise. Evidence is in ``hints`` only.
        hints: Proposals for the article's own fields.
        original: The bytes as they were read, once, so that digest and content cannot differ.
        name: Where the file holds several: which one this is (``record 12``, ``b/article.txt``).
        reference: The bibliographic record that came with it; stored in ``made_by``.
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
    name: str = ""
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A part of a file that cannot be read, beside others that can; ``name`` as of an article.

    ``needs`` is what a curator can give so that it can be read: ``password``, or empty.
    """

    name: str
    sentence: str
    hint: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What the import report says of a file that was read: one sentence."""

    sentence: str


Read = ParsedArticle | Failure | Note
"""What a reader yields; a file of which nothing can be read raises ``UnreadableInputError``."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a curator said of how to read a file.

    Attributes:
        encoding: Take the bytes as this, whatever they look like; empty to find out.
        password: Of an encrypted PDF.
        columns: Of a list in CSV or XLSX: header to what the column holds (a field of
            ``Reference``); empty to guess from the headers.
        max_text: Most characters of one text; 0 for no limit.
        known: ``columns`` of lists that were explained before, by the ``digest`` of their headers.
        fields: Names, folded, of columns that say what an article says: a list that has such is no
            list of references. None: every list is one.
    """

    encoding: str = ""
    password: str = field(default="", repr=False)
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    max_text: int = 5_000_000
    known: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    fields: Collection[str] = ()


NO_OPTIONS: Final = ReadOptions()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to import.

    Attributes:
        path: The path as the system gives it, in bytes, because a name need not be UTF-8.
        name: The file's own name for people; what cannot be shown safely is escaped.
        size: In bytes, when it was listed.
        data: The bytes, where they were pasted or dropped and there is no file.
    """

    path: bytes
    name: str
    size: int
    data: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in the way that is not imported, and why; ``path`` as of a ``SourceFile``.

    With a ``hint`` it might be an article, and failed; without one it is none, and passed over.
    """

    name: str
    reason: str
    path: bytes = b""
    hint: str = ""
