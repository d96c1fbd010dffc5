"""Web pages saved as one file."""

from __future__ import annotations

import contextlib
import hashlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.errors import CuratorError, UnreadableInputError
from curator.ingest.parse import parse_bytes, parse_file
from curator.ingest.values import ParsedArticle, ReadOptions
from tests.ingest.pages import HEADLINE, HTML

HEAD = """From: <Saved by Blink>
Snapshot-Content-Location: https://bench.example/story
Subject: A story
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----edge"{start}

"""


def mhtml(*parts: tuple[str, str, bytes], start: str = "") -> bytes:
    """Parts are content type, further header lines and body."""
    head = HEAD.format(start=f';\n\tstart="{start}"' if start else "").encode()
    for kind, lines, body in parts:
        further = f"{lines}\n" if lines else ""
        head += f"------edge\nContent-Type: {kind}\n{further}\n".encode() + body + b"\n"
    return (head + b"------edge--\n").replace(b"\n", b"\r\n")


def quoted(text: str, codec: str = "utf-8") -> bytes:
    """Quoted-printable with soft line ends in the middle of words, as browsers write it."""
    out: list[str] = []
    for byte in text.encode(codec):
        plain = (32 <= byte < 127 and byte != 61) or byte == 10
        out.append(chr(byte) if plain else f"={byte:02X}")
    lines = []
    for line in "".join(out).split("\n"):
        while len(line) > 72:
            cut = 70 if "=" not in line[68:71] else 68 + line[68:71].index("=")
            lines.append(line[:cut] + "=")
            line = line[cut:]  # noqa: PLW2901 - what is left of it
        lines.append(line)
    return "\n".join(lines).encode("ascii")


QP = "Content-Transfer-Encoding: quoted-printable"
PICTURE = ("image/png", "Content-Transfer-Encoding: base64", b"iVBORw0KGgo=")
STYLE = ("text/css", QP, b"p { color: red }")
PAGE = HTML.replace("interleukin-12", "interleukin‑12 (naïve)")


def test_the_page_is_read_and_the_whole_file_is_the_original() -> None:
    data = mhtml(("text/html", QP, quoted(PAGE)), STYLE, PICTURE)
    article = parse_bytes(data, "story.mhtml")
    assert article.title == HEADLINE
    assert "interleukin‑12 (naïve)" in article.body
    assert (article.media_type, article.encoding) == ("multipart/related", "utf-8")
    assert article.original == data
    assert article.original_sha256 == hashlib.sha256(data).hexdigest()
    assert article.size == len(data)
    assert "color: red" not in article.body


def test_the_pages_body_is_that_of_the_page_saved_as_html() -> None:
    saved = parse_bytes(mhtml(("text/html", QP, quoted(PAGE))), "story.mhtml")
    page = parse_bytes(PAGE.encode(), "story.html")
    assert (saved.body, saved.blocks, saved.hints) == (page.body, page.blocks, page.hints)


def test_base64_and_a_charset_of_the_part() -> None:
    body = b"PGh0bWw+PGJvZHk+PGgxPk7kaHJlIFT8cmU8L2gxPjxwPkEgc2VudGVuY2U8L3A+PC9ib2R5PjwvaHRtbD4="
    kind = 'text/html; charset="iso-8859-1"'
    data = mhtml((kind, "Content-Transfer-Encoding: base64", body))
    assert "Nähre Türe" in parse_bytes(data, "a.mht").body


def test_a_forced_encoding_is_that_of_the_page() -> None:
    data = mhtml(("text/html", QP, quoted("<html><p>Größe der Zellen</p></html>", "mac-roman")))
    (article,) = parse_file(data, "a.mhtml", options=ReadOptions(encoding="macintosh"))
    assert isinstance(article, ParsedArticle)
    assert article.body == "Größe der Zellen"
    assert article.encoding == "mac-roman"


def test_the_start_is_the_page_and_frames_are_not() -> None:
    frame = ("text/html", f"{QP}\nContent-ID: <frame>", b"<html><p>An advertisement.</p></html>")
    page = ("text/html", f"{QP}\nContent-ID: <page>", quoted(PAGE))
    assert "advertisement" not in parse_bytes(mhtml(frame, page, start="<page>"), "a.mht").body
    assert "advertisement" in parse_bytes(mhtml(frame, page), "a.mht").body


@pytest.mark.parametrize("data", [mhtml(PICTURE), mhtml(), HEAD.format(start="").encode()])
def test_without_a_page_there_is_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableInputError, match="holds no web page") as caught:
        parse_bytes(data, "a.mhtml")
    assert caught.value.hint


def test_parts_within_parts_without_end_are_refused_in_time() -> None:
    started = time.process_time()
    nested = b"".join(
        f'Content-Type: multipart/related; boundary="{n}"\r\n\r\n--{n}\r\n'.encode()
        for n in range(20_000)
    )
    with contextlib.suppress(CuratorError):
        parse_bytes(b"MIME-Version: 1.0\r\n" + nested, "a.mhtml")
    assert time.process_time() - started < 5


SMALL = mhtml(("text/html", QP, quoted("<html><p>Some words of a page</p></html>")), PICTURE)


@given(st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), max_size=10))
def test_a_damaged_one_gives_an_article_or_a_sentence(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SMALL)
    for place, byte in changes:
        data[place] = byte
    with contextlib.suppress(CuratorError):
        assert parse_bytes(bytes(data), "a.mhtml").original == bytes(data)
