"""Files made to harm or to stop the reader, by name: each ends in a text or in a sentence."""

from __future__ import annotations

import io
import socket
import sys
import zipfile
from collections.abc import Iterator
from typing import Final

import pytest

from curator.domain.errors import PasswordNeededError, UnreadableInputError
from curator.ingest.values import Failure, Note, ParsedArticle, Read, ReadOptions
from curator.ingest.workers import MEMORY, Parsers
from tests.faults.seed_files import made_seeds
from tests.faults.test_mutated_files import COMMAND, Figures
from tests.ingest import test_docx, test_odt
from tests.ingest.archive_files import zip_of

LONG_LINE: Final = 200_000
MEGABYTE: Final = 1_000_000


@pytest.fixture(scope="module")
def parsers() -> Iterator[Parsers]:
    with Parsers(command=COMMAND) as pool:
        yield pool


def watched(parsers: Parsers, data: bytes, name: str) -> tuple[Figures, list[Read]]:
    """What a file gives, and what it took and tried."""
    figures, found = Figures(files=1), list[Read]()
    options = ReadOptions(max_text=0)
    try:
        for one in parsers.stream(data, name, options=options):
            figures.take(name, one)
            found.append(one)
    except UnreadableInputError as error:
        figures.take(name, error)
    return figures, found


# --- long lines of one thing ----------------------------------------------------------------------

HEADS: Final = {
    "txt": b"%s",
    "md": b"# Title\n\n%s",
    "html": b"<html><p>%s</p></html>",
    "xml": b'<article article-type="x"><body><p>%s</p></body></article>',
    "ris": b"TY  - JOUR\nTI  - %s\nER  - \n",
    "nbib": b"PMID- 1\nTI  - %s\n",
    "bib": b"@article{k, title={%s}}",
    "isi": b"FN ISI\nVR 1.0\nPT J\nTI %s\nER\n",
    "csv": b"Title,Year\n%s,2021\n",
    "json": b'[{"type": "book", "title": %s}]',
    "jsonl": b'{"text": %s}\n',
    "mhtml": b"Content-Type: multipart/related; boundary=%s\n\n",
    "pdf": b"%%PDF-1.4\n1 0 obj %s",
}
LINES: Final = {
    "a page of open tags": ("a.html", b"<html>" + b"<a" * (LONG_LINE // 2)),
    "a page of broken declarations": ("a.html", b"<html>" + b"<![\xff" * (LONG_LINE // 4)),
    "a page of blanks": ("a.html", b"<html><pre>" + b" " * LONG_LINE + b"x</pre>"),
    "a page of blank lines": ("a.html", b"<html><pre>" + b" \n" * (LONG_LINE // 2) + b"x</pre>"),
    "a row of cells": ("a.html", b"<p>Words<table><tr>" + b"<td>a" * 15_000 + b"</table>"),
    "text of open articles": ("a.txt", b"<article " * (LONG_LINE // 9)),
    "a number and blank lines": ("a.txt", b"1." + b"\n" * LONG_LINE + b"x"),
    "open pictures in Markdown": ("a.md", b"![" * (LONG_LINE // 2)),
    "open links in Markdown": ("a.md", b"Words [](" * (LONG_LINE // 9)),
    "links in links in Markdown": ("a.md", b"Words []((a)" * (LONG_LINE // 12)),
    "a saved page's parameters": ("a.mhtml", HEADS["mhtml"] % (b";" * LONG_LINE)),
    "a saved page's folded head": ("a.mhtml", HEADS["mhtml"] % (b";\n " * LONG_LINE)),
    "open entries in BibTeX": ("a.bib", b"@a{" * 30_000),
}


@pytest.mark.parametrize(("name", "data"), LINES.values(), ids=LINES.keys())
def test_a_long_line_takes_time_by_its_length(parsers: Parsers, name: str, data: bytes) -> None:
    figures, _ = watched(parsers, data, name)
    assert figures.defects() == []


@pytest.mark.parametrize("bracket", [b"(", b"{", b"["])
@pytest.mark.parametrize("ending", HEADS)
def test_a_megabyte_of_brackets(parsers: Parsers, ending: str, bracket: bytes) -> None:
    figures, _ = watched(parsers, HEADS[ending] % (bracket * MEGABYTE), f"a.{ending}")
    assert figures.defects() == []


# --- bombs ----------------------------------------------------------------------------------------


def bomb(part: str, megabytes: int) -> bytes:
    """A package of little size one part of which unpacks to so much."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open(part, "w", force_zip64=True) as member:
            for _ in range(megabytes):
                member.write(b" " * MEGABYTE)
    return out.getvalue()


@pytest.mark.parametrize("part", ["word/document.xml", "xl/worksheets/sheet1.xml", "a.txt"])
def test_a_bomb_is_refused_before_it_is_unpacked(parsers: Parsers, part: str) -> None:
    data = bomb(part, 120)
    assert len(data) < MEGABYTE
    figures, found = watched(parsers, data, "a.zip")
    assert figures.refused == 1
    assert [one for one in found if not isinstance(one, Note)] == []
    assert figures.defects() == []


def test_markup_that_takes_all_memory_says_so_and_the_child_lives() -> None:
    text = "<text:p/>" * 1_500_000
    with Parsers(memory_bytes=300 << 20) as pool:
        with pytest.raises(UnreadableInputError, match="more memory than one file may take"):
            pool.read(test_odt.packed(text), "a.odt")
        assert pool.parse(b"Only words.", "a.txt").body == "Only words."


# --- what asks for other files or servers ---------------------------------------------------------

PAGE: Final = """<html><head><meta http-equiv="refresh" content="0; url={url}/refresh">
<link rel="stylesheet" href="{url}/style.css"><base href="{url}/"><script src="{url}/a.js"></script>
<script>fetch("{url}/fetch")</script></head><body><h1>A title of it</h1><p>Words of the article.</p>
<img src="{url}/picture.png" srcset="{url}/2.png 2x"><iframe src="{url}/frame"></iframe>
<object data="{url}/o"></object><video src="{url}/v"></video><p style="background: url({url}/b)">
More words of it.</p></body></html>"""
ENTITY: Final = (
    '<!DOCTYPE {root} [<!ENTITY x SYSTEM "{url}/entity"><!ENTITY % p SYSTEM "{url}/p"> %p;]>'
)


def asking(url: str) -> Iterator[tuple[str, bytes]]:
    """Files that would have something fetched."""
    page = PAGE.format(url=url)
    yield "a.html", page.encode()
    yield "a.md", f"# Title\n\n![picture]({url}/a.png)\n\nWords <img src='{url}/b.png'>".encode()
    for seed in made_seeds():
        start = seed.data.lstrip()
        if start.startswith(b"<") and seed.key != "html":
            root = "article" if b"<article" in seed.data else "x"
            begin = seed.data.find(b"?>") + 2 if start.startswith(b"<?xml") else 0
            head = ENTITY.format(root=root, url=url).encode()
            yield f"{seed.key}.xml", seed.data[:begin] + head + seed.data[begin:]
    document = test_docx.saved(test_docx.article())
    link = f'<Relationship Id="r9" Type="image" TargetMode="External" Target="{url}/i.png"/>'
    relations = "word/_rels/document.xml.rels"
    yield (
        "a.docx",
        test_docx.changed(
            document, relations, lambda data: data.replace(b"</Rel", link.encode() + b"</Rel", 1)
        ),
    )
    yield "a.odt", test_odt.packed(f'<text:p><draw:image href="{url}/i.png"/>Words</text:p>')
    yield (
        "a.pdf",
        (
            b"%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R /OpenAction <</S /URI /URI ("
            + url.encode()
            + b"/u)>>>> endobj\n2 0 obj <</Type /Pages /Kids [] /Count 0>> endobj\n"
            b"trailer <</Root 1 0 R>>\n"
        ),
    )


def test_nothing_is_asked_of_a_server_or_the_disk(parsers: Parsers) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        for where in (url, "file:///etc"):
            for name, data in asking(where):
                figures, found = watched(parsers, data, name)
                assert figures.defects() == [], name
                assert "root:" not in "".join(
                    one.body for one in found if isinstance(one, ParsedArticle)
                )
        with pytest.raises(BlockingIOError):
            server.accept()


# --- size, passwords, and what the watch sees -----------------------------------------------------


def test_a_text_of_100_megabytes_needs_the_override() -> None:
    data = b"Words of a text, and some more.\n" * 3_200_000
    with Parsers() as pool:
        with pytest.raises(UnreadableInputError, match="limit"):
            pool.read(data, "a.txt")
        small = data[:6_000_000]
        with pytest.raises(UnreadableInputError, match="limit"):
            pool.read(small, "a.txt")
        (article,) = pool.read(small, "a.txt", options=ReadOptions(max_text=0))
    assert isinstance(article, ParsedArticle)
    assert len(article.body) > 5_900_000


def test_what_is_encrypted_asks_for_its_password(parsers: Parsers) -> None:
    sealed = {seed.name: seed.data for seed in made_seeds() if "sealed" in seed.name}
    with pytest.raises(PasswordNeededError, match="password"):
        parsers.read(sealed["sealed.pdf"], "sealed.pdf")
    (failure,) = (
        one for one in parsers.read(sealed["sealed.zip"], "sealed.zip") if isinstance(one, Failure)
    )
    assert failure.needs == "password"


def test_archives_in_archives_end(parsers: Parsers) -> None:
    data = zip_of({"a.txt": "Words."})
    for _ in range(50):
        data = zip_of({"a.zip": data, "b.zip": data[:50]})
    figures, _ = watched(parsers, data, "a.zip")
    assert figures.defects() == []


MISBEHAVING: Final = """
import os, sys, time
from curator.ingest import parse
from curator.ingest.values import NO_OPTIONS
from tests.faults import watched_child
real = parse.parse_file
def parse_file(data, name, *, options=NO_OPTIONS):
    if name == "bug.txt":
        raise KeyError("a bug")
    if name == "open.txt":
        open("/etc/passwd")
    if name == "socket.txt":
        import socket
        try:
            socket.socket()
        except PermissionError:
            pass
    if name == "slow.txt":
        until = time.process_time() + 5.2
        while time.process_time() < until:
            pass
    if name == "memory.txt":
        bytearray(1 << 40)
    if name == "die.txt":
        os._exit(9)
    yield from real(data, name, options=options)
parse.parse_file = parse_file
watched_child.main([sys.argv[1]])
"""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("bug.txt", "unexpected"),
        ("open.txt", "tried"),
        ("socket.txt", "tried"),
        ("slow.txt", "slow"),
        ("memory.txt", "memory"),
        ("die.txt", "lost"),
    ],
)
def test_the_watch_sees_what_it_is_for(name: str, kind: str) -> None:
    command = [sys.executable, "-P", "-c", MISBEHAVING, str(MEMORY)]
    with Parsers(command=command) as pool:
        figures, _ = watched(pool, b"Only words.", name)
        assert getattr(figures, kind), figures
        assert watched(pool, b"Only words.", "a.txt")[0].defects() == []
