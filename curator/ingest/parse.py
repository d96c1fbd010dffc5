"""Bytes to articles. Imported in the child process only: it pulls in the parsers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final, Protocol

from curator.domain.errors import UnreadableInputError
from curator.ingest.archives import read_gzip, read_zip
from curator.ingest.bioc_files import read_bioc_json, read_bioc_xml
from curator.ingest.docx import read_docx
from curator.ingest.epub import read_epub
from curator.ingest.files import too_large
from curator.ingest.formats import FORMATS, refused_kind, sniff
from curator.ingest.html_file import read_html_file
from curator.ingest.jats import read_jats
from curator.ingest.jsonl import read_jsonl
from curator.ingest.mhtml import read_mhtml
from curator.ingest.odt import read_odt
from curator.ingest.pdf.reader import read_pdf
from curator.ingest.references.bibtex import read_bibtex
from curator.ingest.references.catalogues import read_biblioscape, read_copac, read_repec
from curator.ingest.references.citavi import read_citavi
from curator.ingest.references.csl_json import read_csl_json
from curator.ingest.references.endnote_xml import read_endnote_xml
from curator.ingest.references.isi import read_isi
from curator.ingest.references.lists import read_csv, read_xlsx
from curator.ingest.references.medline import read_medline
from curator.ingest.references.ovid import read_ovid
from curator.ingest.references.pubmed_xml import read_pubmed_xml
from curator.ingest.references.ris import read_ris
from curator.ingest.references.unread import refuse_mods
from curator.ingest.text_file import read_markdown_file, read_text_file
from curator.ingest.texts import parse_text
from curator.ingest.values import NO_OPTIONS, Failure, ParsedArticle, Read, ReadOptions

__all__ = ["READERS", "parse_bytes", "parse_file", "parse_text"]


class Reader(Protocol):
    """Reads a file of one format; the errors are those of ``parse_file``."""

    def __call__(
        self, data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS
    ) -> Iterator[Read]: ...


def _read_zip(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    return read_zip(data, name, options=options, read=partial(parse_file, options=options))


def _read_gzip(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    return read_gzip(data, name, options=options, read=partial(parse_file, options=options))


READERS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        "text": read_text_file,
        "markdown": read_markdown_file,
        "html": read_html_file,
        "mhtml": read_mhtml,
        "jsonl": read_jsonl,
        "zip": _read_zip,
        "gzip": _read_gzip,
        "pdf": read_pdf,
        "docx": read_docx,
        "odt": read_odt,
        "epub": read_epub,
        "jats": read_jats,
        "ris": read_ris,
        "medline": read_medline,
        "pubmed-xml": read_pubmed_xml,
        "bibtex": read_bibtex,
        "csl-json": read_csl_json,
        "endnote-xml": read_endnote_xml,
        "isi": read_isi,
        "ovid": read_ovid,
        "copac": read_copac,
        "biblioscape": read_biblioscape,
        "repec": read_repec,
        "citavi": read_citavi,
        "mods": refuse_mods,
        "csv": read_csv,
        "xlsx": read_xlsx,
        "bioc-xml": read_bioc_xml,
        "bioc-json": read_bioc_json,
    }
)
"""By the key of the format (``curator.ingest.formats``)."""


def parse_file(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read one file: one article, or many, with what there is to say of it.

    Args:
        data: Its bytes.
        name: Its name, for its ending and for messages.
        options: What a curator said of how to read it.

    Raises:
        UnreadableInputError: Nothing in it can be read.
        PasswordNeededError: It is encrypted.
    """
    if not data:
        raise UnreadableInputError(f"{name} is empty.", hint="There is nothing to import in it.")
    if what := refused_kind(data[:512]):
        raise UnreadableInputError(
            f"{name} is {what}, not text.", hint="Save its text as .txt or .html and import that."
        )
    key = sniff(data, name)
    if FORMATS[key].share == 1 and 0 < options.max_text < len(data):
        raise too_large(name, len(data), max_bytes=options.max_text)
    reader = READERS.get(key)
    if reader is None:
        raise UnreadableInputError(
            f"{name} is {FORMATS[key].words}, which cannot be read.",
            hint="Save its text as .txt or .html and import that.",
        )
    parts = 0
    for read in reader(data, name, options=options):
        parts += isinstance(read, ParsedArticle | Failure)
        yield _within(read, name, options=options)
    if not parts:
        raise UnreadableInputError(
            f"{name} is {FORMATS[key].words} with nothing in it.",
            hint="There is nothing to import in it.",
        )


def _within(read: Read, name: str, *, options: ReadOptions) -> Read:
    """A text that is too long for the article view is a failure of that part."""
    if not isinstance(read, ParsedArticle) or not 0 < options.max_text < len(read.body):
        return read
    return Failure(
        read.name,
        f"{read.name or name} has a text of {len(read.body):,} characters, more than the limit of"
        f" {options.max_text:,}.",
        "Split it, or import it by itself with a higher limit.",
    )


def parse_bytes(data: bytes, name: str) -> ParsedArticle:
    """The first article of a file.

    Raises:
        UnreadableInputError: It has none.
    """
    failed: Failure | None = None
    for read in parse_file(data, name):
        if isinstance(read, ParsedArticle):
            return read
        if isinstance(read, Failure):
            failed = failed or read
    if failed is None:
        raise UnreadableInputError(f"{name} holds no article.")
    raise UnreadableInputError(failed.sentence, hint=failed.hint or None)
