"""Word documents (.docx). Imported in the child process only: it needs lxml and python-docx."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Final

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from curator.domain.errors import UnreadableInputError
from curator.ingest.building import TextBuilder
from curator.ingest.docx_styles import Styles
from curator.ingest.docx_text import Counted, Paragraphs
from curator.ingest.docx_walk import DocxWalk, notes_by_id
from curator.ingest.hinting import Hints, stated_of_it
from curator.ingest.packages import Package
from curator.ingest.structured import article_of_blocks
from curator.ingest.values import NO_OPTIONS, Note, Read, ReadOptions
from curator.ingest.xml_trees import first, parse_xml, xml_text

DOCX_READER: Final = "docx 1"  # goes up when the same bytes would give another body or blocks
_MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LIBRARIES: Final[Mapping[str, str]] = {"python-docx": version("python-docx")}
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_AGAIN: Final = "Open it in Word or LibreOffice, save it again as .docx, and import that."
_PEOPLE: Final = re.compile(r"\s*(?:;|,| and )\s*")


def _refuse_hostile(package: Package) -> None:
    """No part of a Word document may declare a document type (ECMA-376, part 2); none is needed.

    Raises:
        UnreadableInputError: One does.
    """
    for part in package.names():
        if part.endswith((".xml", ".rels")):
            head = (package.bytes_of(part) or b"").replace(b"\0", b"")
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise UnreadableInputError(
                    f"{package.name} is refused: its part {part} declares a document type, which "
                    "can name other files or grow without end.",
                    hint=_AGAIN,
                )


def _opened(data: bytes, package: Package) -> Document:
    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx has no errors of its own for damage
        strict = _STRICT in (package.bytes_of("_rels/.rels") or b"")
        cause = (
            "is of the kind “Strict Open XML”, which cannot be read"
            if strict
            else "is damaged: its parts do not fit together"
        )
        raise UnreadableInputError(f"{package.name} {cause}.", hint=_AGAIN) from error


def _parts(document: Document, kind: str) -> Iterator[bytes]:
    for relation in document.part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            yield relation.target_part.blob


def _roots(document: Document, kind: str, *, name: str) -> Iterator[etree._Element]:
    for blob in _parts(document, kind):
        yield parse_xml(xml_text(blob).text, name)


def _stated(document: Document, field: str) -> str:
    """A property of the document; empty where it has none that can be read."""
    try:
        return str(getattr(document.core_properties, field) or "").strip()
    except (ValueError, AttributeError, KeyError, TypeError):
        return ""


def _hints(document: Document, builder: TextBuilder, hints: Hints) -> str:
    people = _PEOPLE.split(_stated(document, "author"))
    return stated_of_it(builder, hints, title=_stated(document, "title"), people=people)


def _said(counted: Counted) -> Iterator[Note]:
    if counted.deleted or counted.inserted:
        yield Note(
            f"Tracked changes: {counted.deleted} deleted passages are left out, "
            f"{counted.inserted} inserted ones are kept."
        )
    if counted.comments:
        words = "1 comment is" if counted.comments == 1 else f"{counted.comments} comments are"
        yield Note(f"{words} not part of the text.")


def read_docx(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:  # noqa: ARG001
    """Read a Word document: text, tables, notes; heads and feet of pages as furniture.

    Raises:
        UnreadableInputError: It is damaged, hostile, or has no text.
    """
    package = Package(data, name)
    _refuse_hostile(package)
    document = _opened(data, package)
    styles = next(_roots(document, RT.STYLES, name=name), None)
    paragraphs = Paragraphs(Styles(styles))
    builder = TextBuilder()
    notes = {
        "footnotes": notes_by_id(next(_roots(document, RT.FOOTNOTES, name=name), None)),
        "endnotes": notes_by_id(next(_roots(document, RT.ENDNOTES, name=name), None)),
    }
    walk = DocxWalk(builder, paragraphs, notes=notes)
    body = first(document.element, "body")
    if body is not None:
        walk.walk(body)
    for kind, named in ((RT.HEADER, "page header"), (RT.FOOTER, "page footer")):
        for root in _roots(document, kind, name=name):
            walk.edges(root, named)
    hints = Hints(builder)
    title = _hints(document, builder, hints)
    yield article_of_blocks(
        data,
        builder,
        name=name,
        media_type=_MEDIA_TYPE,
        reader=DOCX_READER,
        hints=hints,
        title=title,
        libraries=_LIBRARIES,
    )
    yield from _said(paragraphs.counted)
