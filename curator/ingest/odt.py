"""OpenDocument texts (.odt). Imported in the child process only: it needs lxml.

Source: OASIS OpenDocument 1.3, part 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from curator.domain.errors import UnreadableInputError
from curator.ingest.building import TextBuilder
from curator.ingest.hinting import Hints, stated_of_it
from curator.ingest.odt_styles import Styles
from curator.ingest.odt_walk import OdtWalk
from curator.ingest.packages import Package
from curator.ingest.structured import article_of_blocks
from curator.ingest.values import NO_OPTIONS, Note, Read, ReadOptions
from curator.ingest.xml_trees import find_all, first, plain_text

ODT_READER: Final = "odt 1"  # goes up when the same bytes would give another body or blocks
_MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.text"


def _refuse_encrypted(package: Package) -> None:
    manifest = package.tree_of("META-INF/manifest.xml")
    if manifest is not None and next(find_all(manifest, "encryption-data"), None) is not None:
        raise UnreadableInputError(
            f"{package.name} is protected by a password.",
            hint="Open it in LibreOffice, save it without a password, and import that.",
        )


def _stated(meta: etree._Element | None, name: str) -> str:
    return "" if meta is None else plain_text(next(find_all(meta, name), None))


def _hints(meta: etree._Element | None, builder: TextBuilder, hints: Hints) -> str:
    people = (_stated(meta, "initial-creator"), _stated(meta, "creator"))
    return stated_of_it(builder, hints, title=_stated(meta, "title"), people=people)


def _edges(styles: etree._Element | None, walk: OdtWalk) -> None:
    if styles is None:
        return
    for page in find_all(styles, "master-page"):
        for part, name in (("header", "page header"), ("footer", "page footer")):
            edge = first(page, part)
            if edge is not None:
                walk.edge(edge, name)


def _said(walk: OdtWalk) -> Iterator[Note]:
    if walk.deleted:
        yield Note(f"Tracked changes: {walk.deleted} deleted passages are left out.")
    if walk.comments:
        words = "1 comment is" if walk.comments == 1 else f"{walk.comments} comments are"
        yield Note(f"{words} not part of the text.")


def read_odt(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:  # noqa: ARG001
    """Read an OpenDocument text: text, tables, notes; heads and feet of pages as furniture.

    Raises:
        UnreadableInputError: It is damaged, hostile, protected, or has no text.
    """
    package = Package(data, name)
    _refuse_encrypted(package)
    content, styles = package.needed("content.xml"), package.tree_of("styles.xml")
    roots = [root for root in (styles, content) if root is not None]
    builder = TextBuilder()
    walk = OdtWalk(builder, Styles(roots))
    text = first(content, "body", "text")
    if text is None:
        raise UnreadableInputError(
            f"{name} is no text document of OpenDocument: it may be a table or a presentation.",
            hint="Save its text as .odt or .txt and import that.",
        )
    walk.walk(text)
    _edges(styles, walk)
    hints = Hints(builder)
    title = _hints(package.tree_of("meta.xml"), builder, hints)
    yield article_of_blocks(
        data,
        builder,
        name=name,
        media_type=_MEDIA_TYPE,
        reader=ODT_READER,
        hints=hints,
        title=title,
    )
    yield from _said(walk)
