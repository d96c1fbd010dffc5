"""JATS and its forerunner NLM: the XML of journal articles, as PubMed Central gives it.

Source: ANSI/NISO Z39.96, tag sets Archiving and Publishing.  Imported in the child process only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from curator.domain.errors import UnreadableInputError
from curator.ingest.building import TextBuilder
from curator.ingest.decode import Decoded
from curator.ingest.hinting import Hints
from curator.ingest.jats_front import lay_out_front, reference_of
from curator.ingest.jats_walk import JatsWalk
from curator.ingest.structured import article_of_blocks
from curator.ingest.values import NO_OPTIONS, Failure, ParsedArticle, Read, ReadOptions
from curator.ingest.xml_trees import children, find_all, local_name, read_xml

JATS_READER: Final = "jats 1"  # goes up when the same bytes would give another body or blocks
_MEDIA_TYPE: Final = "application/jats+xml"


def _articles(root: etree._Element) -> list[etree._Element]:
    """The file's article, or those of a set; none that stands inside another."""
    if local_name(root) == "article":
        return [root]
    return [
        one
        for one in find_all(root, "article")
        if not any(local_name(above) == "article" for above in one.iterancestors())
    ]


def _article(
    element: etree._Element, data: bytes, *, name: str, decoded: Decoded, part: str
) -> ParsedArticle:
    builder = TextBuilder()
    hints = Hints(builder)
    reference = reference_of(element)
    lay_out_front(element, builder, reference=reference, hints=hints)
    for one in children(element):
        if local_name(one) not in ("front", "processing-meta"):
            JatsWalk(builder).walk(one)
    return article_of_blocks(
        data,
        builder,
        name=name,
        media_type=_MEDIA_TYPE,
        reader=JATS_READER,
        decoded=decoded,
        hints=hints,
        reference=reference,
        part=part,
    )


def read_jats(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read the articles of a JATS file; each of several has its own XML as its original.

    Raises:
        UnreadableInputError: It is no sound XML, or holds no article.
    """
    root, decoded = read_xml(data, name, encoding=options.encoding)
    articles = _articles(root)
    if not articles:
        raise UnreadableInputError(
            f"{name} holds no article: its outermost element is <{local_name(root)}>.",
            hint="Get the article's own XML, or its PDF, and import that.",
        )
    if len(articles) == 1:
        yield _article(articles[0], data, name=name, decoded=decoded, part="")
        return
    for number, one in enumerate(articles, 1):
        part = f"record {number}"
        own = etree.tostring(one, encoding="utf-8", with_tail=False)
        try:
            yield _article(one, own, name=name, decoded=decoded, part=part)
        except UnreadableInputError as refused:
            yield Failure(part, refused.sentence, refused.hint)
