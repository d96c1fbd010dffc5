"""The text that was recognised on page images, put together; loads no parser of PDF.

What is taken is Tesseract's table of words (``tsv``): level, page, block, paragraph, line, word,
left, top, width, height, confidence (0 to 100, -1 where there is no word), text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from curator.ingest.building import TextBuilder
from curator.ingest.decode import Decoded
from curator.ingest.pdf.broken_words import Words, keeps_hyphen, words_of
from curator.ingest.texts import assemble
from curator.ingest.values import ParsedArticle

_WORD: Final = "5"
_COLUMNS: Final = 12


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word on a page image.

    Attributes:
        paragraph: Block and paragraph that it stands in.
        line: Of that paragraph.
        confidence: 0 to 100.
    """

    paragraph: tuple[int, int]
    line: int
    text: str
    confidence: float


def words_from_tsv(table: str) -> Iterator[SeenWord]:
    """The words of one page, in reading order; rows that make no sense are left out."""
    for row in table.replace("\r", "").split("\n"):
        cells = row.split("\t", _COLUMNS - 1)
        if len(cells) != _COLUMNS or cells[0] != _WORD or not cells[11].strip():
            continue
        try:
            block, paragraph, line = int(cells[2]), int(cells[3]), int(cells[4])
            confidence = float(cells[10])
        except ValueError:
            continue
        yield SeenWord((block, paragraph), line, cells[11].strip(), confidence)


def _lines(words: Sequence[SeenWord]) -> list[str]:
    return [
        " ".join(word.text for word in line) for _, line in groupby(words, key=lambda one: one.line)
    ]


def _paragraphs(words: Sequence[SeenWord]) -> Iterator[list[str]]:
    for _, paragraph in groupby(words, key=lambda one: one.paragraph):
        yield _lines(list(paragraph))


def _flowing(lines: Sequence[str], words: Words) -> str:
    text = ""
    for line in lines:
        if not text:
            text = line
        elif not text.endswith("-") or text.endswith((" -", "--")):
            text = f"{text} {line}"
        elif keeps_hyphen(text, line, words=words):
            text += line
        else:
            text = text[:-1] + line
    return text


def _is_number(text: str) -> bool:
    return text.strip(" -–—.").isdigit()


def recognised_article(
    data: bytes, pages: Sequence[Sequence[SeenWord]], *, reader: str, languages: str
) -> ParsedArticle:
    """An article of what was recognised; a number by itself at a page's end is its number.

    Args:
        data: The PDF, which stays the original.
        pages: The words of each page.
        reader: What recognised them, with its version.
        languages: What it was told to look for.
    """
    paragraphs = [list(_paragraphs(page)) for page in pages]
    words = words_of(line for page in paragraphs for lines in page for line in lines)
    builder = TextBuilder()
    for number, page in enumerate(paragraphs, start=1):
        for at, lines in enumerate(page):
            text = _flowing(lines, words)
            edge = at in (0, len(page) - 1) and len(page) > 1 and _is_number(text)
            kind, name = ("furniture", "page number") if edge else ("main", "")
            builder.add(kind, text, name=name, page=number)
    sure = [word.confidence for page in pages for word in page if word.confidence >= 0]
    made_by = {"reader": reader, "languages": languages, "pages": str(len(pages))}
    if sure:
        made_by["confidence"] = f"{sum(sure) / len(sure):.0f}"
    if not builder.body:
        made_by["lacks"] = "text layer"
    return assemble(
        data,
        Decoded(builder.body, "", 0, 0),
        media_type="application/pdf",
        body=builder.body,
        blocks=builder.blocks,
        title="",
        hints=(),
        made_by=made_by,
    )
