"""Page images, and where on them the words of the text stand."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from curator.domain.errors import PasswordNeededError, UnreadableInputError
from curator.ingest.pdf.document import opened, page_of
from curator.ingest.pdf.glyphs import page_glyphs
from curator.ingest.pdf.images import MOST_PIXELS, _aligned, _page_ink, page_boxes, page_image
from curator.ingest.pdf.reader import read_pdf
from curator.ingest.values import ParsedArticle
from curator.ingest.workers import Parsers
from tests.ingest.pdf.pdf_files import BOLD, Page, Pdf
from tests.ingest.pdf.test_reading_order import LEFT, RIGHT, ruled_table
from tests.ingest.reading import only
from tests.shared_data import SHARED, needs_shared

Rows = list[bytes]


def pixels(png: bytes) -> tuple[int, int, Rows]:
    """Width, height and the rows of a PNG of three bytes a pixel."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, data, size = 8, b"", (0, 0)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, chunk = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(
            kind + chunk
        )
        if kind == b"IHDR":
            size = struct.unpack(">II", chunk[:8])
        data += chunk if kind == b"IDAT" else b""
        at += 12 + length
    raw, row = zlib.decompress(data), size[0] * 3 + 1
    assert len(raw) == row * size[1]
    return size[0], size[1], [raw[at + 1 : at + row] for at in range(0, len(raw), row)]


def darkness(rows: Rows, box: tuple[float, float, float, float], scale: float) -> float:
    """The share of dark pixels in a box."""
    left, top, right, bottom = (round(edge * scale) for edge in box)
    inside = b"".join(row[3 * left : 3 * right : 3] for row in rows[top:bottom])
    return sum(byte < 128 for byte in inside) / len(inside)


def boxes_of(data: bytes, article: ParsedArticle, words: str) -> list[tuple[float, ...]]:
    """Boxes of the first place of some words."""
    at = article.body.index(words)
    page = next(b.page for b in article.blocks if b.start <= at < b.end)
    own = [b for b in article.blocks if b.page == page]
    first, last = own[0].start, own[-1].end
    return list(
        page_boxes(
            data,
            "a.pdf",
            page=page,
            text=article.body[first:last],
            start=at - first,
            end=at - first + len(words),
        )
    )


def two_columns() -> Pdf:
    page = Page().put(120, 90, "Armoured cells in patients", size=18, font=BOLD)
    return Pdf([Page().lines(54, 100, RIGHT), page.lines(54, 140, LEFT).lines(318, 140, RIGHT)])


def test_an_image_has_the_size_of_the_page_and_shows_its_words_where_the_boxes_are() -> None:
    data = two_columns().data()
    image = page_image(data, "a.pdf", page=2, scale=2.0)
    assert (image.width, image.height, image.scale, image.pages) == (612, 792, 2.0, 2)
    width, height, rows = pixels(image.png)
    assert (width, height) == (1224, 1584)
    article = only(read_pdf(data, "a.pdf"))
    (box,) = boxes_of(data, article, "seven patients")
    left, top, right, bottom = box
    assert 54 < left < right < 300
    assert top < 140 < bottom
    assert darkness(rows, (left, top, right, bottom), 2.0) > 0.08
    assert darkness(rows, (0, 0, 612, 70), 2.0) == 0


def test_words_over_a_line_and_a_column_have_a_box_for_each_line() -> None:
    data = two_columns().data()
    article = only(read_pdf(data, "a.pdf"))
    assert len(boxes_of(data, article, "none of whom had an infection")) == 2
    across = boxes_of(data, article, "Nobody was lost in this time, which")
    assert [left < 300 for left, *_ in across] == [True, False]


def test_hyphens_that_the_document_decides_on_do_not_move_the_boxes() -> None:
    lines = (
        "They were given a dose-",
        "escalation of cells by a phy-",
        "sician, and not by others.",
    )
    one = Pdf([Page().lines(54, 100, lines), Page().lines(54, 100, ("A dose in escalation.",))])
    data = one.data()
    article = only(read_pdf(data, "a.pdf"))
    assert "dose-escalation" in article.body
    for words in ("dose-escalation", "a physician", "by others"):
        assert boxes_of(data, article, words)
    ((left, *_),) = boxes_of(data, article, "others.")
    (alone,) = boxes_of(data, only(read_pdf(data, "a.pdf")), "sician, and not by others.")
    assert alone[0] == pytest.approx(54, abs=1)
    assert left > 100


def test_boxes_of_a_cell_of_a_table() -> None:
    data = Pdf([ruled_table()]).data()
    article = only(read_pdf(data, "a.pdf"))
    (table,) = (b for b in article.blocks if b.kind == "table")
    cell = next(c for c in table.cells if (c.row, c.column) == (2, 1))
    text = article.body
    (box,) = page_boxes(data, "a", page=1, text=text, start=cell.start, end=cell.end)
    assert box[0] == pytest.approx(200, abs=1)
    assert box[1] < 150 < box[3] + 1


def test_a_turned_page_is_shown_and_marked_as_it_is_seen() -> None:
    page = Page(width=792, height=612, rotate=90)
    page.put(100, 612 - 54, "Upright words", turn=90)
    data = Pdf([page]).data()
    image = page_image(data, "a.pdf", page=1, scale=1.0)
    assert (image.width, image.height) == (612, 792)
    (box,) = boxes_of(data, only(read_pdf(data, "a.pdf")), "Upright words")
    left, top, right, bottom = box
    assert right - left > 3 * (bottom - top)
    assert darkness(pixels(image.png)[2], (left, top, right, bottom), 1.0) > 0.05


def test_a_text_of_another_page_has_no_boxes() -> None:
    data = Pdf([Page().lines(54, 100, LEFT)]).data()
    other = "Something else that was recognised by another program, with other words in it."
    assert page_boxes(data, "a", page=1, text=other, start=0, end=20) == []


def test_a_huge_page_is_drawn_smaller() -> None:
    image = page_image(Pdf([Page(14_000, 14_000)]).data(), "poster.pdf", page=1, scale=4.0)
    width, height, _ = pixels(image.png)
    assert width * height <= MOST_PIXELS * 1.01
    assert image.scale < 1


def test_a_page_that_is_not_there_is_refused() -> None:
    data = Pdf([Page()]).data()
    for number in (0, 2, -1):
        with pytest.raises(UnreadableInputError, match=f"has no page {number}"):
            page_image(data, "a.pdf", page=number)
    with pytest.raises(PasswordNeededError):
        page_image(Pdf([Page()], password="x").data(), "a.pdf", page=1)


def test_a_child_draws_and_finds(tmp_path: Path) -> None:
    data = two_columns().data()
    with Parsers() as parsers:
        article = parsers.parse(data, "a.pdf")
        frame = parsers.ask("page_image", data, {"page": 2, "scale": 1.0})
        assert pixels(frame.data)[:2] == (612, 792)
        text = article.body[next(b for b in article.blocks if b.page == 2).start :]
        at = text.index("infection")
        asked = {"page": 2, "text": text, "start": at, "end": at + 9}
        ((left, top, right, bottom),) = parsers.ask("page_boxes", data, asked).head["boxes"]
        assert left < right
        assert top < bottom
        with pytest.raises(UnreadableInputError):
            parsers.ask("page_image", data, {"page": 9})


@needs_shared
def test_ligatures_do_not_part_a_box() -> None:
    data = (SHARED / "formats" / "pdf_jabref" / "Keim2024.pdf").read_bytes()
    article = only(read_pdf(data, "Keim2024.pdf"))
    assert len(boxes_of(data, article, "improve the efficiency of software")) == 1


REAL = ("Keim2024", "Kriha2018", "Tucker2007", "Baldoni2002", "thesis-example", "ieee-paper")


@needs_shared
@pytest.mark.parametrize("name", REAL)
def test_every_character_of_a_real_text_is_found_on_its_page(name: str) -> None:
    data = (SHARED / "formats" / "pdf_jabref" / f"{name}.pdf").read_bytes()
    article = only(read_pdf(data, name))
    pages = sorted({block.page for block in article.blocks})[:4]
    with opened(data, name) as document:
        for number in pages:
            own = [block for block in article.blocks if block.page == number]
            text = article.body[own[0].start : own[-1].end]
            page = page_of(document, number - 1)
            assert page is not None
            assert page_glyphs(page).count
            found = _aligned(text, _page_ink(page, number))
            page.close()
            printed = [at for at, char in enumerate(text) if not char.isspace()]
            missed = [at for at in printed if found[at] is None and text[at] not in "^()-"]
            assert len(missed) <= 0.002 * len(printed), [text[at - 9 : at + 9] for at in missed[:5]]


def test_words_are_found_on_a_page_whose_spoilt_letters_were_repaired() -> None:
    lines = (
        "The na\u00c3\u00afve cells of M\u00c3\u00bcller were put",
        "into twelve mice, and all of them lived for",
    )
    data = Pdf(
        [Page().lines(54, 100, (*lines, "many months without any more signs of it."))]
    ).data()
    read = only(read_pdf(data, "a.pdf"))
    assert "na\u00c3\u00afve" in read.body
    body = read.body.replace("\u00c3\u00af", "\u00ef").replace("\u00c3\u00bc", "\u00fc")
    (page,) = read.blocks
    for words in ("na\u00efve cells", "M\u00fcller", "twelve mice", "without"):
        at = body.index(words)
        (box,) = page_boxes(data, "a", page=1, text=body, start=at, end=at + len(words))
        before = read.body.index(
            words.replace("\u00ef", "\u00c3\u00af").replace("\u00fc", "\u00c3\u00bc")
        )
        (right,) = page_boxes(
            data,
            "a",
            page=1,
            text=read.body[page.start : page.end],
            start=before,
            end=before + len(words),
        )
        assert box[0] == right[0]
        assert box[1::2] == right[1::2]
