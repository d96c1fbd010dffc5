"""OpenDocument texts: structure, notes, tracked changes, damage."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.domain.errors import CuratorError, UnreadableInputError
from curator.ingest.odt import read_odt
from curator.ingest.values import Note
from tests.ingest.reading import cells, headers, hinted, only, shown

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "meta": "meta",
        "manifest": "manifest",
    }.items()
)
AUTOMATIC = (
    '<style:style style:name="T1" style:family="text"><style:text-properties '
    'style:text-position="super 58%"/></style:style><style:style style:name="T2" '
    'style:family="text"><style:text-properties style:text-position="-33% 58%"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Caption"/>'
)
STYLES = (
    f"<office:document-styles {SPACES}><office:master-styles><style:master-page><style:header>"
    "<text:p>Draft 3</text:p></style:header><style:footer><text:p>Page <text:page-number>1"
    "</text:page-number></text:p></style:footer></style:master-page></office:master-styles>"
    "</office:document-styles>"
)
META = (
    f'<office:document-meta {SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
    "<dc:title>Armoured cells</dc:title><dc:creator>Ada Larkin</dc:creator></office:meta>"
    "</office:document-meta>"
)


def content(text: str) -> str:
    return (
        f"<office:document-content {SPACES}><office:automatic-styles>{AUTOMATIC}"
        f"</office:automatic-styles><office:body><office:text>{text}</office:text></office:body>"
        "</office:document-content>"
    )


def packed(text: str, **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content(text))
        for name, words in parts.items():
            archive.writestr(f"{name}.xml".replace("manifest", "META-INF/manifest"), words)
    return out.getvalue()


TEXT = """<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>
</text:deletion></text:changed-region></text:tracked-changes>
<text:p text:style-name="P1">Armoured cells</text:p>
<text:p>Ada Larkin,<text:s text:c="3"/>Fenwick<text:line-break/>Institute<office:annotation>
<text:p>Check</text:p></office:annotation></text:p>
<text:table-of-content><text:index-body><text:p>Methods<text:tab/>1</text:p></text:index-body>
</text:table-of-content>
<text:h text:outline-level="1">Methods</text:h>
<text:p>10<text:span text:style-name="T1">7</text:span> cells in H<text:span
 text:style-name="T2">2</text:span>O<text:note text:note-class="footnote"><text:note-citation>1
</text:note-citation><text:note-body><text:p>Or so.</text:p></text:note-body></text:note>.</text:p>
<text:h text:outline-level="2">Mice</text:h>
<text:list><text:list-item><text:p>Young</text:p><text:list><text:list-item><text:p>Very</text:p>
</text:list-item></text:list></text:list-item><text:list-item><text:p>Old</text:p></text:list-item>
</text:list>
<text:p text:style-name="P2">Table 1 Arms</text:p>
<table:table><table:table-header-rows><table:table-row>
<table:table-cell table:number-rows-spanned="2"><text:p>Arm</text:p></table:table-cell>
<table:table-cell table:number-columns-spanned="2"><text:p>Response</text:p></table:table-cell>
<table:covered-table-cell/></table:table-row></table:table-header-rows>
<table:table-row><table:covered-table-cell/><table:table-cell><text:p>1</text:p>
<text:p>of 9</text:p>
</table:table-cell><table:table-cell table:number-columns-repeated="900"/></table:table-row>
</table:table>
<text:p>Before<draw:frame><draw:text-box><text:p>In the box</text:p></draw:text-box></draw:frame>
 and after.</text:p>
<text:h text:outline-level="1">References</text:h><text:p>1. Roe J. On nothing.</text:p>"""


def test_every_part_is_a_block_of_its_kind() -> None:
    reads = list(read_odt(packed(TEXT, styles=STYLES, meta=META), "paper.odt"))
    read = only(reads)
    assert shown(read) == [
        ("title", "Armoured cells"),
        ("main", "Ada Larkin, Fenwick\nInstitute"),
        ("furniture/contents", "Methods\t1"),
        ("heading1", "Methods"),
        ("main", "10⁷ cells in H2O¹."),
        ("heading2", "Mice"),
        ("list", "Young"),
        ("list", "Very"),
        ("list", "Old"),
        ("caption", "Table 1 Arms"),
        ("table", "Arm\tResponse\n\t1 of 9"),
        ("main", "Before and after."),
        ("main", "In the box"),
        ("heading1", "References"),
        ("reference", "1. Roe J. On nothing."),
        ("footnote", "¹ Or so."),
        ("furniture/page header", "Draft 3"),
        ("furniture/page footer", "Page 1"),
    ]
    assert cells(read) == {(0, 0): "Arm", (0, 1): "Response", (1, 1): "1 of 9"}
    assert headers(read) == {"Arm", "Response"}
    assert hinted(read) == [
        ("report.title", "Armoured cells", "Armoured cells"),
        ("report.author", "Ada Larkin", "Ada Larkin"),
    ]
    assert [one.sentence for one in reads if isinstance(one, Note)] == [
        "Tracked changes: 1 deleted passages are left out.",
        "1 comment is not part of the text.",
    ]


def test_a_table_that_is_but_a_frame_is_no_table() -> None:
    text = (
        "<table:table><table:table-row><table:table-cell><text:h>Framed</text:h><table:table>"
        "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell>"
        "<text:p>b</text:p></table:table-cell></table:table-row></table:table></table:table-cell>"
        "</table:table-row></table:table>"
    )
    assert shown(only(read_odt(packed(text), "a.odt"))) == [
        ("heading1", "Framed"),
        ("table", "a\tb"),
    ]


ENCRYPTED = f"<manifest:manifest {SPACES}><manifest:encryption-data/></manifest:manifest>"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04 no archive", "damaged"),
        (packed("<text:p> </text:p>"), "no text"),
        (packed("<text:p>words"), "no sound XML"),
        (packed("<text:p>words</text:p>", manifest=ENCRYPTED), "password"),
        (packed("<text:p>words</text:p>").replace(b"content.xml", b"konfent.xml"), "missing"),
        (
            packed("</office:text><office:spreadsheet/><office:text>").replace(
                b"office:text>", b"office:tent>"
            ),
            "damaged|no text document",
        ),
        (packed("<text:p>words</text:p>", styles="<!DOCTYPE a [<!ENTITY a 'b'>]><a/>"), "refused"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableInputError, match=why) as refused:
        list(read_odt(data, "paper.odt"))
    assert "paper.odt" in refused.value.sentence or "content.xml" in refused.value.sentence
    assert refused.value.hint


TREES = st.recursive(
    st.sampled_from(["words", "10", " ", "<text:tab/>", '<text:s text:c="99999999"/>']),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        st.sampled_from(
            [
                "text:p",
                "text:h",
                'text:h text:outline-level="99"',
                'text:span text:style-name="T1"',
                "text:list",
                "text:list-item",
                "text:note",
                "text:note-body",
                "text:note-citation",
                "table:table",
                "table:table-row",
                'table:table-cell table:number-columns-repeated="9999"',
                "draw:text-box",
                "office:annotation",
            ]
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@settings(deadline=None)
@given(st.lists(TREES, max_size=5))
def test_parts_in_any_order_are_read_or_refused(parts: list[str]) -> None:
    read = only(read_odt(packed("<text:p>Always here</text:p>" + "".join(parts)), "a.odt"))
    assert "Always here" in read.body
    assert len(read.body) < 20_000


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=4))
def test_damaged_bytes_are_read_or_refused(place: int, noise: bytes) -> None:
    data = bytearray(packed(TEXT, styles=STYLES, meta=META))
    at = place % len(data)
    data[at : at + len(noise)] = noise
    with suppress(CuratorError):
        only(read_odt(bytes(data), "a.odt"))
