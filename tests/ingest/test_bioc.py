"""BioC, XML and JSON: passages become blocks of our own text, annotations stay where they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.errors import UnreadableInputError
from curator.ingest.bioc_files import read_bioc_json, read_bioc_xml
from curator.ingest.values import Note, ParsedArticle
from curator.ingest.xml_trees import find_all, first, read_xml
from tests.ingest.reading import cells, check, headers, hinted, only, shown
from tests.shared_data import SHARED, needs_shared

TABLE = "<table><thead><tr><th>Arm</th><th>n</th></tr></thead><tr><td>A</td><td>9</td></tr></table>"
PASSAGES: list[tuple[dict[str, str], str]] = [
    (
        {
            "type": "front",
            "section_type": "TITLE",
            "article-id_doi": "10.1/X",
            "article-id_pmc": "PMC7",
            "article-id_pmid": "8",
            "name_0": "surname:Larkin;given-names:Ada",
            "name_1": "surname:Roe",
            "year": "2019",
            "volume": "3",
            "fpage": "1",
            "lpage": "9",
            "kwd": "cells",
            "license": "CC BY",
        },
        "On cells",
    ),
    ({"type": "abstract_title_1", "section_type": "ABSTRACT"}, "Aim"),
    ({"type": "abstract", "section_type": "ABSTRACT"}, "To know."),
    ({"type": "title_1", "section_type": "METHODS"}, "Methods"),
    ({"type": "title_2", "section_type": "METHODS"}, "Mice"),
    ({"type": "paragraph", "section_type": "METHODS"}, "Five mice."),
    ({"type": "fig_title_caption", "section_type": "FIG"}, "A mouse"),
    ({"type": "table_caption", "section_type": "TABLE"}, "Arms"),
    ({"type": "table", "section_type": "TABLE", "xml": TABLE}, "Arm\tn\tA\t9"),
    ({"type": "table", "section_type": "TABLE", "xml": "<table><tr>"}, "B\t4"),
    ({"type": "table_footnote", "section_type": "TABLE"}, "n: mice"),
    ({"type": "title", "section_type": "REF"}, "References"),
    (
        {
            "type": "ref",
            "section_type": "REF",
            "name_0": "surname:Doe;given-names:J.",
            "source": "J Nil",
            "year": "1999",
            "volume": "1",
            "fpage": "2",
        },
        "On nothing",
    ),
]
EXPECTED = [
    ("title", "On cells"),
    ("caption/byline", "Ada Larkin, Roe"),
    ("reference/citation", "2019;3:1-9. doi:10.1/x. PMID: 8. PMC7"),
    ("main", "Keywords: cells"),
    ("furniture/licence", "CC BY"),
    ("heading1", "Abstract"),
    ("heading2", "Aim"),
    ("main", "To know."),
    ("heading1", "Methods"),
    ("heading2", "Mice"),
    ("main", "Five mice."),
    ("caption", "A mouse"),
    ("caption", "Arms"),
    ("table", "Arm\tn\nA\t9"),
    ("table", "B\t4"),
    ("footnote", "n: mice"),
    ("heading1", "References"),
    ("reference", "Doe J. On nothing. J Nil. 1999;1:2."),
]


def as_xml(count: int = 1) -> bytes:
    passages = ""
    for infons, text in PASSAGES:
        beside = "".join(
            f'<infon key="{key}">{value.replace("<", "&lt;")}</infon>'
            for key, value in infons.items()
        )
        mark = '<annotation id="1"><text>cells</text></annotation>' * (text == "On cells")
        passages += f"<passage>{beside}<offset>0</offset><text>{text}</text>{mark}</passage>"
    document = f"<document><id>PMC7</id>{passages}</document>"
    head = '<?xml version="1.0"?><!DOCTYPE collection SYSTEM "BioC.dtd">'
    return f"{head}<collection><source>PMC</source>{document * count}</collection>".encode()


def as_json() -> dict[str, object]:
    return {
        "id": "PMC7",
        "passages": [
            {"infons": infons, "offset": 0, "text": text, "annotations": []}
            for infons, text in PASSAGES
        ],
    }


def test_passages_are_blocks_of_their_kind() -> None:
    article = only(read_bioc_xml(as_xml(), "a.xml"))
    assert shown(article) == EXPECTED
    assert cells(article) == {(0, 0): "Arm", (0, 1): "n", (1, 0): "A", (1, 1): "9"}
    assert headers(article) == {"Arm", "n"}
    assert hinted(article) == [
        ("report.title", "On cells", "On cells"),
        ("report.author", "Ada Larkin", "Ada Larkin"),
        ("report.author", "Roe", "Roe"),
        ("report.date", "2019", "2019"),
    ]
    reference = article.reference
    assert reference is not None
    assert (reference.doi, reference.pmid, reference.pmcid) == ("10.1/x", "8", "PMC7")
    assert (reference.authors, reference.pages) == (("Larkin, Ada", "Roe"), "1-9")
    assert reference.abstract == "To know."


def test_annotations_are_named_not_taken() -> None:
    notes = [one for one in read_bioc_xml(as_xml(), "a.xml") if isinstance(one, Note)]
    assert [note.sentence for note in notes] == [
        "1 annotation is not imported: they are not a curator's, and count in another text."
    ]


def test_each_of_several_documents_has_its_own_original() -> None:
    reads = [one for one in read_bioc_xml(as_xml(2), "a.xml") if isinstance(one, ParsedArticle)]
    assert [check(one).name for one in reads] == ["record 1", "record 2"]
    assert shown(only(read_bioc_xml(reads[1].original, "b.xml"))) == EXPECTED


@pytest.mark.parametrize(
    "wrap",
    [
        lambda one: one,
        lambda one: {"documents": [one]},
        lambda one: [{"documents": [one]}],
        lambda one: {"PubTator3": [one]},
    ],
)
def test_json_in_every_wrapping_gives_the_same_blocks(wrap: object) -> None:
    assert callable(wrap)
    data = json.dumps(wrap(as_json())).encode()
    assert shown(only(read_bioc_json(data, "a.json"))) == EXPECTED


def test_one_document_a_line_as_pubtator_exports_it() -> None:
    data = (json.dumps(as_json()) + "\n").encode() * 2
    reads = [one for one in read_bioc_json(data, "a.json") if isinstance(one, ParsedArticle)]
    assert [one.name for one in reads] == ["record 1", "record 2"]
    assert shown(only(read_bioc_json(reads[0].original, "b.json"))) == EXPECTED


@pytest.mark.parametrize(
    "data",
    [b"[" * 200_000, b'{"a":' * 100_000, b"{}", b"[1, 2", b'{"documents": 3}', b"9" * 10_000],
)
def test_other_json_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableInputError, match=r"a\.json"):
        list(read_bioc_json(data, "a.json"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["documents", "passages", "infons", "text", "sentences", "id", "type"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_json_of_any_shape_is_read_or_refused(value: object) -> None:
    data = json.dumps({"passages": [value, {"text": "words", "infons": value}]}).encode()
    article = only(read_bioc_json(data, "a.json"))
    assert "words" in article.body


FILES = sorted((SHARED / "formats").glob("bioc_*/*.xml"))


@needs_shared
@pytest.mark.parametrize("path", FILES, ids=[f"{p.parent.name}-{p.stem}" for p in FILES])
def test_every_word_of_a_real_file_is_there(path: Path) -> None:
    data = path.read_bytes()
    article = only(read_bioc_xml(data, path.name))
    body = "".join(article.body.split())
    root, _ = read_xml(data, path.name)
    for passage in find_all(root, "passage"):
        text = first(passage, "text")
        infons = {one.get("key"): one.text for one in passage.iterchildren("infon")}
        if infons.get("type") != "table":
            assert text is None or "".join((text.text or "").split()) in body
    assert {hint.field for hint in article.hints} >= {"report.title"}
    assert article.reference is not None
    assert article.reference.pmid
