"""What a file is, by what is in it."""

from __future__ import annotations

import tarfile
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.ingest.formats import (
    FORMATS,
    format_of_name,
    limit_of,
    refused_kind,
    sniff,
    why_unreadable,
)
from curator.ingest.parse import READERS
from tests.ingest.archive_files import zip_of
from tests.ingest.pages import CLEAN, FLATTENED, HTML
from tests.shared_data import SHARED, needs_shared

WORD = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}
SAMPLES: tuple[tuple[str, bytes], ...] = (
    ("text", CLEAN.encode()),
    ("text", FLATTENED.encode()),
    ("html", HTML.encode()),
    ("html", b"\xef\xbb\xbf<!DOCTYPE html><p>x"),
    ("html", "<html><p>x</p></html>".encode("utf-16")),
    ("html", b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="x"><p>x</p></html>'),
    (
        "mhtml",
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n",
    ),
    ("zip", zip_of({"a.txt": "x"})),
    ("zip", zip_of({"a.pdf": b"%PDF-1.7\n", "b.txt": "x"}, packing=zipfile.ZIP_STORED)),
    ("docx", zip_of(WORD)),
    ("xlsx", zip_of({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"})),
    ("odt", zip_of({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""})),
    ("epub", zip_of({"mimetype": "application/epub+zip", "META-INF/container.xml": ""})),
    ("pdf", b"%PDF-1.7\n"),
    ("pdf", b"\n\nsome junk\n%PDF-1.4\n"),
    (
        "jats",
        b'<!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" "j.dtd">\n<article><front/></article>',
    ),
    ("jats", b'<?xml version="1.0"?><article dtd-version="1.1"><front/></article>'),
    ("bioc-xml", b'<?xml version="1.0"?><!DOCTYPE collection SYSTEM "BioC.dtd"><collection/>'),
    ("bioc-json", b'{"source": "PubTator", "documents": [{"passages": []}]}'),
    ("pubmed-xml", b"<!-- x --><PubmedArticleSet><PubmedArticle/></PubmedArticleSet>"),
    ("medline", b"\nPMID- 12345\nOWN - NLM\n"),
    ("ris", b"\xef\xbb\xbfTY  - JOUR\r\nTI  - A title\r\nER  - \r\n"),
    ("bibtex", b"% made by somebody\n@article{key,\n title = {A}}\n"),
    ("csl-json", b'[{"type": "article-journal", "title": "A", "DOI": "10.1/x"}]'),
    ("endnote-xml", b"<xml><records><record/></records></xml>"),
    ("isi", b"FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\n"),
    ("jsonl", b'{"id": 1, "text": "One."}\n{"id": 2, "text": "Two."}\n'),
    ("jsonl", b'{"id": 1, "text": "' + b"long " * 20_000 + b'"}\n{"id": 2, "text": "Two."}\n'),
    ("jsonl", b'{"title": "A", "doi": "10.1/x"}\n{"title": "B", "doi": "10.1/y"}\n'),
    ("csl-json", b'{"type": "article-journal", "title": "A"}'),
    ("json", b'{"a": 1,\n "b": 2}'),
    ("xml", b'<?xml version="1.0"?><recipe/>'),
)


@pytest.mark.parametrize(("key", "data"), SAMPLES)
@pytest.mark.parametrize("name", ["a", "a.txt", "a.html", "a.pdf", "no ending."])
def test_the_content_says_what_a_file_is_whatever_its_name(
    key: str, data: bytes, name: str
) -> None:
    assert sniff(data, name) == key


def test_the_ending_decides_where_the_content_says_nothing() -> None:
    assert sniff(CLEAN.encode(), "a.md") == "markdown"
    assert sniff(b"title,year\nA,2020\n", "a.csv") == "csv"
    assert sniff(b"title,year\nA,2020\n", "a.txt") == "text"
    assert sniff(b"<p>A paragraph of a page.</p>", "a.html") == "html"
    assert sniff(b"<p>A paragraph of a page.</p>", "a.txt") == "text"
    assert sniff(b"Only words.", "a.html") == "text"


def test_every_format_has_a_reader_or_says_that_it_is_not_known() -> None:
    # MODS is named, but no sample of it was there to read.
    assert FORMATS.keys() - READERS.keys() <= {"xml", "json", "mods"}


def test_endings_are_told_apart_by_case_and_dot() -> None:
    found = format_of_name("A.B.NBIB")
    assert found is not None
    assert found.key == "medline"
    assert format_of_name("README") is None


@pytest.mark.parametrize(
    ("head", "name", "why"),
    [
        (b"\x89PNG\r\n\x1a\n", "a.txt", "a picture"),
        (b"RIFF\0\0\0\0WEBP", "a", "a picture or a recording"),
        (b"MZ\x90\0\3", "a", "a program"),
        (b"MZ is how this note of words begins.", "a", ""),
        (b"BMI was measured.", "note", ""),
        (b"p { color: red }", "a.css", "a .css file"),
        (bytes(range(32)) * 4, "a.dat", "no text and of no kind that is known"),
        ("Größe".encode("utf-16-le"), "a", ""),
        (b"words", "README", ""),
    ],
)
def test_what_is_not_worth_reading_is_named(head: bytes, name: str, why: str) -> None:
    assert why_unreadable(head, name) == why


def test_a_limit_counts_the_text_and_not_the_packing() -> None:
    assert limit_of("text", 1_000) == 1_000
    assert limit_of("pdf", 1_000) == 20_000
    assert limit_of("pdf", None) is None


@given(st.binary(max_size=400), st.sampled_from(["a", "a.xml", "a.json", "a.html", "a.zip"]))
def test_any_bytes_are_something(data: bytes, name: str) -> None:
    assert sniff(data, name) in FORMATS
    refused_kind(data)


HOSTILE = {
    "prolog": b"<!-- " * 20_000,
    "prologs": b"<!-- x -->" * 20_000,
    "headers": b"A: b\n" * 40_000 + b"\n",
    "folded": b"A: b\n" + b" \n" * 60_000,
    "braces": b"[" * 100_000,
    "objects": b'{"a":' * 30_000,
    "blanks": b" " * 100_000 + b"x",
    "lines": b"\n" * 100_000 + b"@",
    "percent": b"%\n" * 50_000,
    "quotes": b'["' + b"a" * 100_000,
    "tags": b"<a" * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_bytes_take_long_to_look_at(name: str) -> None:
    started = time.process_time()
    sniff(HOSTILE[name], "a.xml")
    assert time.process_time() - started < 2


@needs_shared
def test_real_files_are_what_they_are_called() -> None:
    folders = {
        "bioc_abstracts": {"bioc-xml"},
        "bioc_fulltext": {"bioc-xml"},
        "jats_immuno_rct": {"jats"},
        "reference_exports_rispy": {"ris"},
    }
    for folder, keys in folders.items():
        for path in sorted((SHARED / "formats" / folder).iterdir()):
            assert sniff(path.read_bytes(), path.name) in keys, path


@needs_shared
def test_real_texts_and_pages_are_nothing_else() -> None:
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        assert sniff(path.read_bytes(), path.name) == "text", path
    with tarfile.open(SHARED / "boilerplate" / "html.tar.gz") as pages:
        for page in pages:
            if (held := pages.extractfile(page)) is not None and page.name.endswith(".html"):
                assert sniff(held.read(), page.name) == "html", page.name
