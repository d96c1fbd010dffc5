"""Archives: every member by itself, and none that could harm."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import random
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.errors import CuratorError, PasswordNeededError, UnreadableInputError
from curator.ingest.parse import parse_file
from curator.ingest.values import Failure, Note, ParsedArticle, Read, ReadOptions
from curator.ingest.zips import MOST_MEMBERS, guarded_zip, read_member
from tests.ingest.archive_files import (
    FIFO,
    LINK,
    WORDS,
    encrypted,
    lying,
    renamed,
    zip_of,
    zip_with,
)
from tests.ingest.pages import HTML
from tests.ingest.pdf.pdf_files import Pdf


def read(data: bytes, name: str = "a.zip", *, password: str = "") -> list[Read]:
    return list(parse_file(data, name, options=ReadOptions(password=password)))


def articles(reads: list[Read]) -> dict[str, ParsedArticle]:
    return {one.name: one for one in reads if isinstance(one, ParsedArticle)}


def failures(reads: list[Read]) -> dict[str, str]:
    return {one.name: one.sentence for one in reads if isinstance(one, Failure)}


def notes(reads: list[Read]) -> list[str]:
    return [one.sentence for one in reads if isinstance(one, Note)]


def test_each_member_is_an_article_of_its_own_bytes() -> None:
    page = HTML.encode()
    found = articles(read(zip_of({"b/one.txt": WORDS, "two.html": page, "three.md": f"# {WORDS}"})))
    assert list(found) == ["b/one.txt", "two.html", "three.md"]
    assert found["b/one.txt"].body == WORDS
    assert found["two.html"].original == page
    assert found["two.html"].original_sha256 == hashlib.sha256(page).hexdigest()
    assert found["two.html"].media_type == "text/html"
    assert found["three.md"].media_type == "text/markdown"


def test_an_archive_that_stores_a_pdf_unpacked_gives_every_member() -> None:
    book = Pdf()
    book.page().put(72, 72, WORDS)
    stored = zip_of({"a.pdf": book.data(), "b.txt": WORDS}, packing=zipfile.ZIP_STORED)
    assert list(articles(read(stored))) == ["a.pdf", "b.txt"]


def test_a_member_that_cannot_be_read_stops_no_other() -> None:
    members: dict[str, bytes | str] = {
        "a.txt": WORDS,
        "blank.txt": "  \n",
        "broken.zip": b"PK\x03\x04....",
        "z.txt": "End.",
    }
    reads = read(zip_of(members))
    assert list(articles(reads)) == ["a.txt", "z.txt"]
    assert "nothing but white space" in failures(reads)["blank.txt"]
    assert "cannot be unpacked" in failures(reads)["broken.zip"]


def test_pictures_and_scripts_are_passed_over_and_named() -> None:
    members: dict[str, bytes | str] = {
        "a.txt": WORDS,
        "p.png": b"\x89PNG....",
        "style.css": "p {}",
        "none.txt": "",
    }
    (note,) = notes(read(zip_of(members)))
    assert note == "3 files in a.zip are no article: p.png, style.css, none.txt."


def test_what_a_mac_adds_is_not_mentioned() -> None:
    members: dict[str, bytes | str] = {
        "a.txt": WORDS,
        "__MACOSX/._a.txt": b"\0\5\x16\7",
        ".DS_Store": b"Bud1",
        "._b": b"x",
    }
    reads = read(zip_of(members))
    assert list(articles(reads)) == ["a.txt"]
    assert len(reads) == 1


def test_what_stands_beside_a_saved_page_is_no_article() -> None:
    members = {
        "saved/page.html": HTML,
        "saved/page_files/frame.html": "<html><body><p>An advertisement of it.</p></body></html>",
        "saved/page_files/deep/more.txt": "Words of a script.",
        "saved/other_files/kept.txt": WORDS,
    }
    reads = read(zip_of(members))
    assert list(articles(reads)) == ["saved/page.html", "saved/other_files/kept.txt"]
    assert notes(reads) == ["2 files beside saved pages (page.html) are passed over."]


def test_archives_in_an_archive_are_opened_once() -> None:
    inner = zip_of({"c.txt": WORDS, "deep.zip": zip_of({"d.txt": "Not reached, these words."})})
    reads = read(zip_of({"a.txt": "Outer words.", "in/inner.zip": inner}))
    assert list(articles(reads)) == ["a.txt", "in/inner.zip > c.txt"]
    assert "archive in an archive in an archive" in failures(reads)["in/inner.zip > deep.zip"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../../etc/evil.txt", "points outside"),
        ("a/../../evil.txt", "points outside"),
        ("..\\evil.txt", "points outside"),
        ("/etc/evil.txt", "absolute path"),
        ("C:\\evil.txt", "absolute path"),
        ("\\\\host\\share\\evil.txt", "absolute path"),
    ],
)
def test_members_that_point_elsewhere_are_refused_by_name(name: str, why: str) -> None:
    reads = read(zip_of({name: WORDS, "good.txt": WORDS + "!"}))
    assert list(articles(reads)) == ["good.txt"]
    (sentence,) = failures(reads).values()
    assert why in sentence
    assert "evil.txt" in sentence


@pytest.mark.parametrize(("mode", "why"), [(LINK, "is a link"), (FIFO, "no regular file")])
def test_links_and_pipes_in_an_archive_are_refused(mode: int, why: str) -> None:
    reads = read(zip_with("odd.txt", b"/etc/passwd", mode=mode))
    assert list(articles(reads)) == ["good.txt"]
    assert why in failures(reads)["odd.txt"]


def test_too_many_members_are_refused_before_any_is_read() -> None:
    members = {f"{n}.txt": "" for n in range(MOST_MEMBERS + 1)}
    with pytest.raises(UnreadableInputError, match=r"a\.zip holds 2,001 files"):
        read(zip_of(members))


def test_a_large_sum_of_declared_sizes_is_refused() -> None:
    packed = zip_of({"a.txt": bytes(60_000_000), "b.txt": bytes(60_000_000)})
    assert len(packed) < 200_000
    with pytest.raises(UnreadableInputError, match="would unpack to 120 MB"):
        read(packed)


def test_a_ratio_that_nothing_honest_has_is_refused() -> None:
    with pytest.raises(UnreadableInputError, match="more than 100 times its size"):
        read(zip_of({"a.txt": bytes(5_000_000)}))


def test_a_member_that_unpacks_to_more_than_it_says_gives_no_more() -> None:
    honest = zip_of({"a.txt": b"words " * 10_000_000, "b.txt": WORDS})
    reads = read(lying(honest, size=1_000))
    assert list(articles(reads)) == ["b.txt"]
    assert "damaged" in failures(reads)["a.txt"]


def test_nested_archives_share_one_limit() -> None:
    noise = random.Random(5).randbytes(1_000_000) + bytes(29_000_000)
    inner = zip_of({"a.bin": noise, "a.txt": "Some words of the inner archive."})
    outer = zip_of({f"{n}.zip": inner for n in range(5)}, packing=zipfile.ZIP_STORED)
    reads = read(outer)
    assert "archives that would unpack to more than" in " ".join(failures(reads).values())


def test_encrypted_members_need_a_password_and_take_it() -> None:
    data = encrypted({"secret.txt": WORDS}, password=b"cell")
    (failure,) = read(data)
    assert isinstance(failure, Failure)
    assert failure.needs == "password"
    assert "secret.txt is encrypted" in failure.sentence
    (wrong,) = read(data, password="other")
    assert isinstance(wrong, Failure)
    (right,) = read(data, password="cell")
    assert isinstance(right, ParsedArticle)
    assert right.body == WORDS


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("naïve.txt".encode(), "naïve.txt"),
        (b"M\x81ller.txt", "Müller.txt"),
        (b"two\nlines.txt", "two\\nlines.txt"),
        ("a\u202etxt.txt".encode(), "a\\u202etxt.txt"),
    ],
)
def test_names_that_do_not_say_how_they_are_written(raw: bytes, shown: str) -> None:
    plain = b"x" * (len(raw) - 4) + b".txt"
    (article,) = read(renamed(zip_of({plain.decode(): WORDS}), plain, raw))
    assert isinstance(article, ParsedArticle)
    assert article.name == shown


def test_gzip_holds_one_file() -> None:
    (article,) = read(gzip.compress(HTML.encode()), "page.html.gz")
    assert isinstance(article, ParsedArticle)
    assert (article.name, article.media_type) == ("page.html", "text/html")
    assert article.original == HTML.encode()


def test_gzip_that_would_not_end_is_refused() -> None:
    with pytest.raises(UnreadableInputError, match="would unpack to more than"):
        read(gzip.compress(bytes(200_000_000)), "a.txt.gz")
    with pytest.raises(UnreadableInputError, match="damaged"):
        read(gzip.compress(WORDS.encode())[:-4], "a.txt.gz")


def test_a_tar_archive_is_refused_with_a_word_of_what_to_do() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = len(WORDS)
        archive.addfile(info, io.BytesIO(WORDS.encode()))
    for data, name in ((out.getvalue(), "a.tar"), (gzip.compress(out.getvalue()), "a.tar.gz")):
        with pytest.raises(UnreadableInputError, match="a tar archive") as caught:
            read(data, name)
        assert caught.value.hint


def test_an_empty_archive_says_so() -> None:
    with pytest.raises(UnreadableInputError, match=r"a\.zip is a ZIP archive with nothing in it"):
        read(zip_of({}))


def test_the_guard_is_for_office_documents_too() -> None:
    with pytest.raises(UnreadableInputError, match="would unpack to 150 MB"):
        guarded_zip(zip_of({"word/document.xml": bytes(150_000_000)}), "a.docx")
    with guarded_zip(zip_of({"word/document.xml": WORDS}), "a.docx") as archive:
        assert read_member(archive, archive.infolist()[0]) == WORDS.encode()


def test_a_wrong_password_is_told_from_damage() -> None:
    with guarded_zip(encrypted({"a.txt": WORDS}, password=b"x"), "a.zip") as archive:
        (info,) = archive.infolist()
        with pytest.raises(PasswordNeededError):
            read_member(archive, info)


SMALL = zip_of({"a.txt": WORDS, "b/c.html": HTML, "inner.zip": zip_of({"d.txt": "More words."})})


@given(st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), max_size=12))
def test_a_damaged_archive_gives_articles_and_sentences_and_nothing_else(
    changes: list[tuple[int, int]],
) -> None:
    data = bytearray(SMALL)
    for place, byte in changes:
        data[place] = byte
    with contextlib.suppress(CuratorError):
        assert all(one.sentence for one in read(bytes(data)) if isinstance(one, Failure))


@given(st.text(min_size=1, max_size=40))
def test_no_name_of_a_member_reaches_out(name: str) -> None:
    safe = name.encode("utf-8", "ignore").decode()
    if not safe.split("\0")[0]:
        safe = "a"  # zipfile writes no name that is empty
    for one in read(zip_of({safe: WORDS, "good.txt": WORDS})):
        if isinstance(one, ParsedArticle) and one.name != "good.txt":
            parts = safe.split("\0")[0].replace("\\", "/").split("/")
            assert ".." not in parts
            assert parts[0]
