"""EPUB books: chapters in the order of the spine, contents folded, protected ones refused."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.domain.errors import CuratorError, UnreadableInputError
from curator.ingest.epub import read_epub
from curator.ingest.values import Note
from tests.ingest.reading import cells, hinted, only, shown

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
)
OPF = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf"
 xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0"><metadata><dc:title>On Cells</dc:title>
<dc:creator opf:file-as="Larkin, Ada">Ada Larkin</dc:creator><dc:publisher>Nowhere Press
</dc:publisher><dc:date>2019-05</dc:date><dc:identifier>urn:isbn:978-3-16-148410-0</dc:identifier>
<dc:language>en</dc:language></metadata><manifest>
<item id="b" href="text/chapter%202.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="x" href="gone.xhtml" media-type="application/xhtml+xml"/>
<item id="p" href="cover.jpg" media-type="image/jpeg"/></manifest>
<spine><itemref idref="p"/><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/>
<itemref idref="x"/><itemref idref="unknown"/></spine></package>"""
PAGE = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script/>'
PAGE += "</head><body>{}</body></html>"
NAV = PAGE.format('<nav epub:type="toc"><ol><li><a href="a">One</a></li><li>Two</li></ol></nav>')
ONE = PAGE.format(
    "<h1>On Cells</h1><p>Ada Larkin</p><p>Nowhere Press</p><h2>One</h2><p>10<sup>7</sup> cells<a"
    ' id="x"/> here.</p><ul><li>First</li><li>Second</li></ul>'
)
TWO = PAGE.format(
    "<h2>Two</h2><table><tr><th>Arm</th><th>n</th></tr><tr><td>A</td><td>9</td></tr></table>"
    "<figure><img/><figcaption>A cell</figcaption></figure><h2>References</h2><p>Roe J. 1999.</p>"
)


def packed(opf: str = OPF, container: str = CONTAINER, **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("OPS/book.opf", opf)
        archive.writestr("OPS/nav.xhtml", NAV)
        archive.writestr("OPS/text/one.xhtml", parts.get("one", ONE))
        archive.writestr("OPS/text/chapter 2.xhtml", parts.get("two", TWO))
        if "rights" in parts:
            archive.writestr("META-INF/encryption.xml", parts["rights"])
    return out.getvalue()


def test_chapters_follow_the_spine() -> None:
    reads = list(read_epub(packed(), "book.epub"))
    read = only(reads)
    assert shown(read) == [
        ("furniture/contents", "One\nTwo"),
        ("title", "On Cells"),
        ("main", "Ada Larkin"),
        ("main", "Nowhere Press"),
        ("heading2", "One"),
        ("main", "10⁷ cells here."),
        ("list", "First"),
        ("list", "Second"),
        ("heading2", "Two"),
        ("table", "Arm\tn\nA\t9"),
        ("caption", "A cell"),
        ("heading2", "References"),
        ("reference", "Roe J. 1999."),
    ]
    assert cells(read) == {(0, 0): "Arm", (0, 1): "n", (1, 0): "A", (1, 1): "9"}
    assert hinted(read) == [
        ("report.title", "On Cells", "On Cells"),
        ("report.author", "Ada Larkin", "Ada Larkin"),
        ("report.outlet", "Nowhere Press", "Nowhere Press"),
    ]
    notes = [one.sentence for one in reads if isinstance(one, Note)]
    assert notes == ["The part OPS/gone.xhtml is missing in book.epub."]


def test_the_book_has_its_own_record() -> None:
    reference = only(read_epub(packed(), "book.epub")).reference
    assert reference is not None
    assert (reference.kind, reference.title, reference.authors) == (
        "book",
        "On Cells",
        ("Larkin, Ada",),
    )
    assert (reference.date, reference.isbn) == ("2019-05", "978-3-16-148410-0")
    assert (reference.publisher, reference.language) == ("Nowhere Press", "en")


@pytest.mark.parametrize(
    ("said", "title"), [("Handbook of T cells", "Handbook of T cells"), ("Untitled", "Chapter 1")]
)
def test_a_book_is_called_as_it_calls_itself(said: str, title: str) -> None:
    chapter = PAGE.format("<h1>Chapter 1</h1><p>T cells kill.</p>")
    data = packed(OPF.replace("On Cells", said), one=chapter)
    assert only(read_epub(data, "book.epub")).title == title


def rights(method: str) -> str:
    method = f'<EncryptionMethod Algorithm="{method}"/>'
    return f"<encryption><EncryptedData>{method}</EncryptedData></encryption>"


def test_scrambled_fonts_do_no_harm() -> None:
    data = packed(rights=rights("http://www.idpf.org/2008/embedding"))
    assert only(read_epub(data, "book.epub")).title == "On Cells"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04 no archive", "damaged"),
        (packed(rights=rights("http://www.w3.org/2001/04/xmlenc#aes128-cbc")), "protected"),
        (packed(container="<container/>"), "which of its parts"),
        (packed(container=CONTAINER.replace("book", "cook")), "missing"),
        (packed(opf="<package>"), "no sound XML"),
        (packed(opf="<package/>"), "no text"),
        (packed(opf=f"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///x'>]>{OPF}"), "refused"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableInputError, match=why) as refused:
        list(read_epub(data, "book.epub"))
    assert "book.epub" in refused.value.sentence
    assert refused.value.hint


def test_a_link_cannot_lead_out_of_the_book() -> None:
    opf = OPF.replace("text/one.xhtml", "../../../../etc/passwd")
    assert "root:" not in only(read_epub(packed(opf), "book.epub")).body


def test_a_chapter_nested_without_end_keeps_its_words() -> None:
    deep = PAGE.format("<div>" * 20_000 + "words")
    assert "words" in only(read_epub(packed(one=deep), "book.epub")).body


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=4))
def test_damaged_bytes_are_read_or_refused(place: int, noise: bytes) -> None:
    data = bytearray(packed())
    at = place % len(data)
    data[at : at + len(noise)] = noise
    with suppress(CuratorError):
        only(read_epub(bytes(data), "book.epub"))
