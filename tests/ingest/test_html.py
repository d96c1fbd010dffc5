"""Web pages: the whole page is the body, the article is found, and nothing hostile gets far."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tarfile
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.errors import UnreadableInputError
from curator.ingest.html_reader import read_html
from curator.ingest.markup import declared_charset
from curator.ingest.parse import parse_bytes
from curator.ingest.texts import parse_text
from tests.ingest.pages import HEADLINE, HTML, PARAGRAPHS
from tests.ingest.test_plain import assert_blocks_hold_all, block_at
from tests.shared_data import SHARED, needs_shared


def test_the_whole_page_is_the_body_and_the_article_is_found() -> None:
    article = parse_bytes(HTML.encode(), "page.html")
    assert_blocks_hold_all(article)
    assert article.media_type == "text/html"
    assert article.title == HEADLINE
    assert set(article.made_by) == {"reader", "main text", "lxml", "trafilatura"}
    kinds = {
        HEADLINE: "title",
        PARAGRAPHS[0]: "main",
        PARAGRAPHS[3]: "main",
        "What comes next": "heading",
        "A trial in patients": "list",
        "Treated\t9 of 10": "table",
        "News": "furniture",
        "Storm closes": "furniture",
        "© 2024": "furniture",
    }
    assert {words: block_at(article, words).kind for words in kinds} == kinds


def test_scripts_styles_and_the_head_are_no_text() -> None:
    body = parse_bytes(HTML.encode(), "page.html").body
    for words in ("script text", "color: red", "og:title", "| Daily Bench", "<"):
        assert words not in body


def test_a_page_under_another_ending_is_still_a_page() -> None:
    assert parse_bytes(HTML.encode(), "page.txt").media_type == "text/html"
    assert parse_bytes(b"p < 0.05 and <b> is no tag here", "note.txt").media_type == "text/plain"
    assert parse_bytes(b"Only words.", "note.html").media_type == "text/plain"


def test_white_space_collapses_but_in_preformatted_text() -> None:
    page = read_html("<p>one\n  two\u00a0 three<br>four</p><pre>a\n  b</pre>")
    assert page.body == "one two\u00a0 three\nfour\n\na\n  b"


def test_characters_that_no_text_may_hold_are_replaced() -> None:
    article = parse_bytes(b"<html><p>a&#0;b&#xD800;c \0 words</p>", "page.html")
    assert "\0" not in article.body
    article.body.encode("utf-8")
    assert article.nul_replaced == 1


DEEP = 30_000
HOSTILE = {
    "broken declarations": b"<![\xff" * 50_000 + b"<p>words</p>",
    "tags never closed": b"<html>" + b"<a" * 100_000,
    "attributes never closed": b"<html>" + b'<a href="' * 25_000,
    "deep nesting": b"<div>" * DEEP + b"words" + b"</div>" * DEEP,
    "deep inline nesting": b"<html>" + b"<b><i>" * DEEP + b"words",
    "nested tables": b"<html>" + b"<table><tr><td>" * 5_000 + b"words",
    "open paragraphs": b"<p>" * 50_000 + b"words",
    "open scripts": b"<html>" + b"<script>" * 30_000 + b"words",
    "open comments": b"<html>" + b"<!--" * 50_000 + b"words",
    "ampersands": b"<html><p>" + b"&" * 200_000 + b" words",
    "many attributes": b"<html><p " + b'a="b" ' * 30_000 + b">words",
    "entities": b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>&b; words',
}


def outcome(data: bytes) -> str:
    try:
        article = parse_bytes(data, "hostile.html")
    except UnreadableInputError as error:
        return error.sentence
    assert_blocks_hold_all(article)
    return article.body


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.timeout(60)  # each takes under 2 s; in the program the child's deadline ends it
def test_hostile_pages_are_read_or_refused(data: bytes) -> None:
    assert outcome(data)


@pytest.mark.parametrize("name", ["deep nesting", "deep inline nesting", "nested tables"])
def test_text_below_any_depth_is_kept(name: str) -> None:
    assert "words" in parse_bytes(HOSTILE[name], "hostile.html").body


def pieces() -> st.SearchStrategy[str]:
    tags = "p div b a ul li table tr td pre br h1 script style nav article title body".split()
    markup = [f"<{tag}>" for tag in tags] + [f"</{tag}>" for tag in tags]
    odd = [
        "<![",
        "<!--",
        "-->",
        "&#0;",
        "&#xD800;",
        "&amp",
        "\0",
        "\u202e",
        "\U0001f600",
        " ",
        "words",
    ]
    return st.lists(st.sampled_from([*markup, *odd, "<a href='x", "ÿ", "\r\n"])).map("".join)


@given(pieces())
def test_any_markup_gives_blocks_that_hold_its_text(page: str) -> None:
    try:
        article = parse_bytes(f"<html>{page}".encode(), "page.html")
    except UnreadableInputError:
        return
    assert_blocks_hold_all(article)
    assert "\0" not in article.body


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'<meta charset="ISO-8859-2">', "iso-8859-2"),
        (b"<META HTTP-EQUIV=Content-Type content='text/html; charset=koi8-r'>", "koi8-r"),
        (b'<?xml version="1.0" encoding="windows-1251"?>', "windows-1251"),
        (b"<p>charset=x", None),
    ],
)
def test_declared_charset(head: bytes, expected: str | None) -> None:
    assert declared_charset(head) == expected


BOILERPLATE = SHARED / "boilerplate"


def saved_pages() -> Iterator[tuple[str, bytes]]:
    with tarfile.open(BOILERPLATE / "html.tar.gz") as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None:
                yield member.name.split("/")[-1].split(".")[0], gzip.decompress(file.read())


def score(kind: str, gold: str, predictions: str) -> float:
    script = SHARED / "tools" / "score_furniture.py"
    words = [sys.executable, str(script), kind, str(BOILERPLATE / gold), predictions]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


@needs_shared
@pytest.mark.slow
def test_main_text_of_saved_pages_is_found_as_well_as_by_the_detector(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("bodies") / "bodies.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for key, data in saved_pages():
            article = parse_bytes(data, "page.html")
            assert_blocks_hold_all(article)
            kept = ("main", "heading", "list", "table")
            own = [article.body[b.start : b.end] for b in article.blocks if b.kind in kept]
            out.write(json.dumps({"id": key, "body": "\n".join(own)}) + "\n")
    assert score("bodies", "ground_truth.json.gz", str(path)) >= 0.955


@needs_shared
@pytest.mark.slow
def test_furniture_of_saved_pages_flattened_to_lines_is_found(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The weights were learned on these pages; in cross-validation unseen ones gave .90."""
    path = tmp_path_factory.mktemp("lines") / "lines.jsonl"
    with (
        gzip.open(BOILERPLATE / "lines.jsonl.gz", "rt", encoding="utf-8") as pages,
        path.open("w", encoding="utf-8") as out,
    ):
        for page in map(json.loads, pages):
            lines = [line["text"] for line in page["lines"]]
            article = parse_text("\n".join(lines))
            folded = [block for block in article.blocks if block.kind == "furniture"]
            labels, at = [], 0
            for line in lines:
                end = at + len(line)
                labels.append(int(not any(b.start < end and at < b.end for b in folded)))
                at = end + 1
            out.write(json.dumps({"id": page["id"], "labels": labels}) + "\n")
    assert score("lines", "lines.jsonl.gz", str(path)) >= 0.90
