"""Word documents, made by python-docx: structure, notes, tracked changes, damage."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.domain.errors import CuratorError, UnreadableInputError
from curator.ingest.docx import read_docx
from curator.ingest.values import Note
from tests.ingest.reading import cells, headers, hinted, only, shown

W = nsdecls("w")


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same document with one part rewritten; a part that is not there begins empty."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, change(content) if info.filename == part else content)
        if part not in old.namelist():
            new.writestr(part, change(b""))
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> Any:
    return parse_xml(f"<w:p {W}><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>")


def article() -> Any:
    document = docx.Document()
    document.core_properties.title = "Something else"
    document.core_properties.author = "Ada Larkin; Nobody Here"
    document.add_paragraph("Armoured cells", style="Title")
    document.add_paragraph("Ada Larkin, Fenwick Institute")
    document.add_heading("Methods", 1)
    mixed = document.add_paragraph("We gave 10")
    mixed.add_run("7").font.superscript = True
    mixed.add_run(" cells in H")
    mixed.add_run("2").font.subscript = True
    mixed.add_run("O.")
    document.add_heading("Mice", 2)
    document.add_paragraph("Young", style="List Bullet")
    document.add_paragraph("Old", style="List Bullet")
    document.add_paragraph("Table 1 Arms", style="Caption")
    table = document.add_table(3, 3)
    for at, words in enumerate(["Arm", "PR", "CR", "A", "1", "", "B", "merged", ""]):
        table.cell(at // 3, at % 3).text = words
    table.cell(2, 1).merge(table.cell(2, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    section = document.sections[0]
    section.header.paragraphs[0].text = "Draft 3"
    section.footer.paragraphs[0].text = "Confidential"
    document.add_heading("References", 1)
    document.add_paragraph("1. Roe J. On nothing. 1999.")
    return document


def test_every_part_is_a_block_of_its_kind() -> None:
    read = only(read_docx(saved(article()), "paper.docx"))
    assert shown(read) == [
        ("title", "Armoured cells"),
        ("main", "Ada Larkin, Fenwick Institute"),
        ("heading1", "Methods"),
        ("main", "We gave 10⁷ cells in H2O."),
        ("heading2", "Mice"),
        ("list", "Young"),
        ("list", "Old"),
        ("caption", "Table 1 Arms"),
        ("table", "Arm\tPR\tCR\nA B\t1\t\n\tmerged"),
        ("heading1", "References"),
        ("reference", "1. Roe J. On nothing. 1999."),
        ("furniture/page header", "Draft 3"),
        ("furniture/page footer", "Confidential"),
    ]
    assert cells(read) == {
        (0, 0): "Arm",
        (0, 1): "PR",
        (0, 2): "CR",
        (1, 0): "A B",
        (1, 1): "1",
        (1, 2): "",
        (2, 1): "merged",
    }
    assert headers(read) == {"Arm", "PR", "CR"}
    assert "Young\nOld" in read.body
    assert set(read.made_by) == {"reader", "lxml", "python-docx"}
    assert read.encoding == ""


def test_properties_are_proposed_only_where_the_text_says_the_same() -> None:
    read = only(read_docx(saved(article()), "paper.docx"))
    assert hinted(read) == [
        ("report.title", "Armoured cells", "Armoured cells"),
        ("report.author", "Ada Larkin", "Ada Larkin"),
    ]
    document = docx.Document()
    document.core_properties.title = "Plain words"
    document.add_paragraph("Plain words")
    document.add_paragraph("More.")
    read = only(read_docx(saved(document), "paper.docx"))
    assert hinted(read) == [("report.title", "Plain words", "Plain words")]
    assert read.title == "Plain words"


def test_styles_pass_on_what_they_are_based_on() -> None:
    document = docx.Document()
    own = document.styles.add_style("Kapitel", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = document.styles["Heading 2"]
    raised = document.styles.add_style("Hoch", WD_STYLE_TYPE.CHARACTER)
    raised.font.superscript = True
    document.add_paragraph("By style", style="Kapitel")
    document.add_paragraph("x").add_run("2", style="Hoch")
    body = document.element.body
    body.insert(0, paragraph(run("By level"), properties='<w:outlineLvl w:val="2"/>'))
    assert shown(only(read_docx(saved(document), "a.docx"))) == [
        ("heading3", "By level"),
        ("heading2", "By style"),
        ("main", "x²"),
    ]


def test_deleted_words_are_left_out_inserted_ones_kept_and_both_are_said() -> None:
    document = docx.Document()
    body = document.element.body
    body.insert(
        0,
        paragraph(
            run("Kept "),
            f'<w:del w:id="1"><w:r><w:delText>gone</w:delText></w:r></w:del>'
            f'<w:ins w:id="2">{run("new")}</w:ins>',
            '<w:r><w:commentReference w:id="3"/></w:r>',
        ),
    )
    reads = list(read_docx(saved(document), "a.docx"))
    assert shown(only(reads)) == [("main", "Kept new")]
    assert [one.sentence for one in reads if isinstance(one, Note)] == [
        "Tracked changes: 1 deleted passages are left out, 1 inserted ones are kept.",
        "1 comment is not part of the text.",
    ]


NOTES = (
    f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    f'<w:footnote w:id="5"><w:p>{run("Second.")}</w:p></w:footnote>'
    f'<w:footnote w:id="6"><w:p>{run("First.")}</w:p><w:p>{run("More.")}</w:p></w:footnote>'
    f'<w:footnote w:id="7"><w:p>{run("Never pointed to.")}</w:p></w:footnote></w:footnotes>'
)
RELATION = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/footnotes" Target="footnotes.xml"/></Relationships>'
)


def with_footnotes() -> bytes:
    document = docx.Document()
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{}"/>'
    body = document.element.body
    body.insert(0, paragraph(run("One"), mark.format(6) + "</w:r>", run(" two")))
    body.insert(1, paragraph(run("Three"), mark.format(5) + "</w:r>"))
    data = changed(saved(document), "word/footnotes.xml", lambda _: NOTES.encode())
    return changed(
        data,
        "word/_rels/document.xml.rels",
        lambda old: old.replace(b"</Relationships>", RELATION),
    )


def test_footnotes_stand_at_the_end_by_the_numbers_of_their_marks() -> None:
    assert shown(only(read_docx(with_footnotes(), "a.docx"))) == [
        ("main", "One¹ two"),
        ("main", "Three²"),
        ("footnote", "¹ First. More."),
        ("footnote", "² Second."),
    ]


def test_boxes_symbols_formulas_and_fields() -> None:
    document = docx.Document()
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    part = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = document.element.body
    body.insert(
        0,
        paragraph(
            '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>',
            run("-cells"),
            "<w:r><w:tab/></w:r>",
            run("p"),
            "<w:r><w:noBreakHyphen/></w:r>",
            run("value"),
            "<w:r><w:br/></w:r>",
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            "<w:r><w:instrText>PAGE 17</w:instrText></w:r>",
            f"<m:oMath {math}><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t>"
            "</m:r></m:sup></m:sSup></m:oMath>",
            f"<w:r><mc:AlternateContent {part}><mc:Choice><w:drawing><w:txbxContent><w:p>"
            f"{run('In the box')}</w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback>"
            f"<w:p>{run('In the box')}</w:p></mc:Fallback></mc:AlternateContent></w:r>",
        ),
    )
    assert shown(only(read_docx(saved(document), "a.docx"))) == [
        ("main", "α-cells\tp\u2011value\nx²"),
        ("main", "In the box"),
    ]


def test_a_table_that_is_but_a_frame_is_no_table() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Framed"
    inner = cell.add_table(2, 2)
    inner.cell(0, 0).text = "Arm"
    inner.cell(1, 1).text = "9"
    assert shown(only(read_docx(saved(document), "a.docx"))) == [
        ("main", "Framed"),
        ("table", "Arm\t\n\t9"),
    ]


STRICT = b"http://purl.oclc.org/ooxml"
LAUGHS = b'<!DOCTYPE w [<!ENTITY a "aa">]>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04 no archive", "damaged"),
        (saved(docx.Document()), "holds no text"),
        (changed(with_footnotes(), "word/document.xml", lambda old: LAUGHS + old), "refused"),
        (changed(with_footnotes(), "word/styles.xml", lambda old: old[:900]), "damaged"),
        (changed(with_footnotes(), "word/footnotes.xml", lambda old: old[:90]), "no sound XML"),
        (
            changed(with_footnotes(), "word/document.xml", lambda _: b"<w:document " + b"<" * 99),
            "damaged",
        ),
        (
            changed(
                with_footnotes(),
                "_rels/.rels",
                lambda old: old.replace(b"http://schemas.openxmlformats.org", STRICT),
            ),
            "Strict",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableInputError, match=why) as refused:
        list(read_docx(data, "paper.docx"))
    assert "paper.docx" in refused.value.sentence
    assert refused.value.hint


TREES = st.recursive(
    st.sampled_from(["words", "10", " ", "<w:tab/>", "<w:br/>", '<w:sym w:char="zz"/>']).map(
        lambda text: text if text[0] == "<" else f"<w:r><w:t>{text}</w:t></w:r>"
    ),
    lambda inner: st.builds(
        lambda tag, parts: f"<w:{tag}>{''.join(parts)}</w:{tag}>",
        st.sampled_from("p tbl tr tc sdt sdtContent ins del txbxContent r hyperlink pPr".split()),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@settings(max_examples=30, deadline=None)
@given(st.lists(TREES, max_size=5))
def test_parts_in_any_order_are_read_or_refused(parts: list[str]) -> None:
    document = docx.Document()
    document.add_paragraph("Always here")
    body = document.element.body
    for part in parts:
        body.insert(0, parse_xml(f"<w:p {W}>{part}</w:p>")[0])
    assert "Always here" in only(read_docx(saved(document), "a.docx")).body


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=4))
def test_damaged_bytes_are_read_or_refused(place: int, bytes_: bytes) -> None:
    data = bytearray(WHOLE)
    at = place % len(data)
    data[at : at + len(bytes_)] = bytes_
    with suppress(CuratorError):
        only(read_docx(bytes(data), "a.docx"))


WHOLE = with_footnotes()
