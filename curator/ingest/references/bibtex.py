"""BibTeX lists.  bibtexparser finds the entries and their fields; values are read here.

Its own middleware for LaTeX is not asked: it drops commands that it does not know, and ``&``.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Final

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ParsingFailedBlock,
)

from curator.domain.exchange.bibtex import (
    CITEKEY,
    ENTRY_TYPE,
    MONTH_NAMES,
    VERBATIM,
    reference_from_bibtex,
)
from curator.domain.exchange.names import family_first, name_of
from curator.domain.exchange.tags import Pair, one_line
from curator.ingest.decode import decode
from curator.ingest.references.articles import Record, articles_of
from curator.ingest.references.latex_text import braced_whole, name_parts, plain, split_names
from curator.ingest.texts import refuse_unreadable
from curator.ingest.values import NO_OPTIONS, Failure, Note, Read, ReadOptions

# It warns of every broken entry; we say so ourselves, in the report.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
logging.getLogger("bibtexparser").propagate = False

_LIBRARY: Final = "bibtexparser 2"
_NAMES: Final = frozenset(("author", "editor"))
_PIECE: Final = re.compile(r"\s*([^#\s{}\"]+)\s*")
_ESCAPED: Final = re.compile(r"\{?\\([_%&#$~])(?:\{\})?\}?")
_MONTHS: Final[Mapping[str, str]] = {name: name for name in MONTH_NAMES}
# bibtexparser takes an entry without a key for broken.
_KEYLESS: Final = re.compile(
    r"(@(?!string\b)[A-Za-z]{2,30}\s{0,9}[{(])(?=\s{0,99}[\w:-]{1,40}\s{0,9}=)", re.I
)
_LONGEST_STRING: Final = 100_000
_SHOWN: Final = 60


def read_bibtex(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read a BibTeX list; entries that are broken are failures beside the others.

    Raises:
        UnreadableInputError: It is blank or no text.
    """
    decoded = decode(data, forced=options.encoding)
    refuse_unreadable(decoded, name)
    records = bibtex_records(decoded.text)
    yield from articles_of(
        data, decoded, records=records, name=name, key="bibtex", libraries=_LIBRARY
    )


def bibtex_records(text: str) -> Iterator[Record | Read]:
    """The entries of a list in their order, broken ones as failures."""
    keyed = _KEYLESS.sub(r"\1,", text.lstrip("\ufeff"))
    library = parse_string(keyed, parse_stack=[])
    macros = _macros(library)
    for block in library.blocks:
        yield from _read(block, macros)


def _macros(library: Library) -> Mapping[str, str]:
    """The strings that the list declares, the later ones in the words of the earlier."""
    macros = dict(_MONTHS)
    for one in library.strings:
        value = value_of(str(one.value), macros)
        # Strings made of strings can grow without end.
        if len(value) <= _LONGEST_STRING:
            macros[str(one.key).strip().lower()] = value
    return macros


def _read(block: Block, macros: Mapping[str, str]) -> Iterator[Record | Read]:
    if isinstance(block, Entry):
        yield _record(block, macros)
    elif isinstance(block, DuplicateBlockKeyBlock):
        entry = block.ignore_error_block
        if isinstance(entry, Entry):
            if entry.key:
                yield Note(f"The key “{_short(entry.key)}” stands twice; both entries are taken.")
            yield _record(entry, macros)
    elif isinstance(block, DuplicateFieldKeyBlock):
        entry = block.ignore_error_block
        if isinstance(entry, Entry):
            names = ", ".join(sorted(str(key) for key in block.duplicate_keys))
            yield Note(f"Entry “{_short(entry.key)}” has the field {names} twice; both are kept.")
            yield _record(entry, macros)
    elif isinstance(block, ParsingFailedBlock):
        yield _failure(block)


def _failure(block: ParsingFailedBlock) -> Failure:
    raw = one_line(str(block.raw or ""))
    line = (block.start_line or 0) + 1
    return Failure(
        f"line {line}",
        f"The entry in line {line} is broken: “{_short(raw)}”.",
        "Mend its braces and commas in a text editor and import the file again.",
    )


def _short(words: str) -> str:
    return f"{words[: _SHOWN - 1]}…" if len(words) > _SHOWN else words


def _record(entry: Entry, macros: Mapping[str, str]) -> Record:
    raw = str(entry.raw or "")
    return Record(reference_from_bibtex(entry_pairs(entry, macros)), raw.strip("\n") + "\n")


def entry_pairs(entry: Entry, macros: Mapping[str, str]) -> list[Pair]:
    """Type, key and fields of an entry, values as plain text."""
    pairs = [(ENTRY_TYPE, str(entry.entry_type).lower()), (CITEKEY, str(entry.key or ""))]
    for field in entry.fields:
        name = str(field.key).strip().lower()
        value = value_of(str(field.value), macros)
        if name in _NAMES:
            pairs.extend((name, _name(one)) for one in split_names(value))
        elif name in VERBATIM:
            pairs.append((name, _ESCAPED.sub(r"\1", value)))
        else:
            pairs.append((name, plain(value)))
    return pairs


def _name(latex: str) -> str:
    """``Family, Given`` of a name; one in braces as it is."""
    if braced_whole(latex):
        return one_line(plain(latex[1:-1]))
    parts = [plain(part) for part in name_parts(latex)]
    if len(parts) == 1:
        # A blank inside braces parts nothing: "Ludwig {van Beethoven}".
        guarded = re.sub(r"\{[^{}]*\}", lambda it: it[0].replace(" ", "\u2060"), latex)
        return family_first(plain(guarded)).replace("\u2060", " ")
    if len(parts) == 3:
        parts = [parts[0], parts[2], parts[1]]
    return name_of(", ".join(part for part in parts if part))


def value_of(written: str, macros: Mapping[str, str]) -> str:
    """The value of a field: braces, quotation marks and names of strings, joined by ``#``."""
    pieces: list[str] = []
    at = 0
    while at < len(written):
        char = written[at]
        if char in '{"':
            end = _closing(written, at)
            pieces.append(written[at + 1 : end])
            at = end + 1
        elif found := _PIECE.match(written, at):
            word = found[1]
            pieces.append(macros.get(word.lower(), word))
            at = found.end()
        else:
            at += 1
    return "".join(pieces)


def _closing(written: str, start: int) -> int:
    """Where the brace or quotation mark that opens at ``start`` closes; the end if nowhere."""
    quoted = written[start] == '"'
    depth = 0
    at = start + 1
    while at < len(written):
        char = written[at]
        if char == "\\":
            at += 2
            continue
        if char == "{":
            depth += 1
        elif char == "}":
            if depth == 0 and not quoted:
                return at
            depth -= 1
        elif char == '"' and quoted and depth == 0:
            return at
        at += 1
    return len(written)
