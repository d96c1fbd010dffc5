"""Finding files: odd names, odd things in folders, and reading one once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from curator.domain.errors import UnreadableInputError
from curator.ingest.files import find_files, read_source, shown_name
from curator.ingest.values import Skipped, SourceFile


def found(*paths: Path, max_bytes: int | None = 5_000_000) -> list[SourceFile | Skipped]:
    return list(find_files(paths, max_bytes=max_bytes))


def names(entries: list[SourceFile | Skipped]) -> list[str]:
    return [entry.name for entry in entries if isinstance(entry, SourceFile)]


def reasons(entries: list[SourceFile | Skipped]) -> dict[str, str]:
    return {
        entry.name.rpartition("/")[2]: entry.reason
        for entry in entries
        if isinstance(entry, Skipped)
    }


def source(path: Path) -> SourceFile:
    return SourceFile(os.fsencode(path), path.name, path.stat().st_size)


def test_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.HTML", "sub/d.htm", "e.markdown", "z.text"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("words")
    assert names(found(tmp_path)) == ["a.md", "b.txt", "e.markdown", "c.HTML", "d.htm", "z.text"]


def test_what_is_passed_over_is_listed_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"x")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "large.txt").write_bytes(b"x" * 1_001)
    (tmp_path / ".hidden.txt").write_text("words")
    (tmp_path / "good.txt").write_text("words")
    (tmp_path / "link.txt").symlink_to(tmp_path / "good.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    entries = found(tmp_path, max_bytes=1_000)
    assert names(entries) == ["good.txt"]
    listed = reasons(entries)
    assert listed.keys() == {
        "picture.png",
        "empty.txt",
        "large.txt",
        ".hidden.txt",
        "link.txt",
        "pipe.txt",
    }
    assert listed["picture.png"] == "a .png file, no article"
    assert listed["empty.txt"] == "empty"
    assert "large.txt has 1,001 bytes, more than the limit of 1,000 bytes" in listed["large.txt"]
    assert "pipe" in listed["pipe.txt"]


def test_no_limit_where_none_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * 6_000_000)
    assert names(found(path)) == []
    assert names(found(path, max_bytes=None)) == ["large.txt"]


def test_loops_of_links_end(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "a.txt").write_text("words")
    (inner / "loop").symlink_to(tmp_path)
    assert names(found(tmp_path)) == ["a.txt"]


def test_a_link_that_was_named_is_followed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").write_text("words")
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    assert names(found(tmp_path / "link")) == ["a.txt"]


def test_what_is_not_there_is_listed(tmp_path: Path) -> None:
    (entry,) = found(tmp_path / "gone.txt")
    assert isinstance(entry, Skipped)
    assert "No such file" in entry.reason


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"caf\xe9.txt", "caf\\xe9.txt"),
        (b"two\nlines.txt", "two\\nlines.txt"),
        ("a\u202etxt.exe.txt".encode(), "a\\u202etxt.exe.txt"),
        ("zero\u200bwidth.txt".encode(), "zero\\u200bwidth.txt"),
        ("naïve 研究.txt".encode(), "naïve 研究.txt"),
    ],
)
def test_odd_names_are_found_read_and_shown_escaped(
    tmp_path: Path, name: bytes, shown: str
) -> None:
    (tmp_path / os.fsdecode(name)).write_bytes(b"words")
    (entry,) = found(tmp_path)
    assert isinstance(entry, SourceFile)
    assert entry.name == shown
    assert read_source(entry) == b"words"
    assert shown_name(name) == shown


def test_a_file_that_vanished_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("words")
    gone = source(path)
    path.unlink()
    with pytest.raises(UnreadableInputError, match=r"a\.txt cannot be read: No such file"):
        read_source(gone)


def test_a_file_that_grew_past_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("words")
    small = source(path)
    path.write_text("words" * 100)
    assert read_source(small) == b"words" * 100
    with pytest.raises(UnreadableInputError, match="more than the limit"):
        read_source(small, max_bytes=100)


def test_a_pipe_that_took_a_files_place_does_not_stop_the_import(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("words")
    before = source(path)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(UnreadableInputError, match="no regular file"):
        read_source(before)


def test_a_file_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("first")
    versions = iter(["second", "third one"])
    real = os.read

    def read(descriptor: int, size: int) -> bytes:
        data = real(descriptor, size)
        if (text := next(versions, None)) is not None:
            path.write_text(text)
        return data

    monkeypatch.setattr(os, "read", read)
    assert read_source(source(path)) == b"third one"


def test_a_file_that_grows_for_ever_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log.txt"
    path.write_text("first")
    real = os.read

    def read(descriptor: int, size: int) -> bytes:
        with path.open("a") as log:
            log.write("more")
        return real(descriptor, size)

    monkeypatch.setattr(os, "read", read)
    with pytest.raises(UnreadableInputError, match=r"log\.txt kept changing"):
        read_source(source(path), max_bytes=None)


def test_what_has_no_known_ending_is_judged_by_its_first_bytes(tmp_path: Path) -> None:
    kinds = {
        "README": b"Words of a text.",
        "paper.v2": b"%PDF-1.7 and so on",
        "data.bin": bytes(range(32)) * 20,
        "photo": b"\xff\xd8\xff\xe0....",
        "page.html.part": b"<html><p>half of it",
        "style.css": b"p { color: red }",
        "archive.tar": b"\0" * 257 + b"ustar" + b"\0" * 300,
    }
    for name, data in kinds.items():
        (tmp_path / name).write_bytes(data)
    entries = found(tmp_path)
    assert names(entries) == ["README", "paper.v2"]
    assert reasons(entries) == {
        "data.bin": "no text and of no kind that is known",
        "photo": "a picture, no article",
        "page.html.part": "a .part file, no article",
        "style.css": "a .css file, no article",
        "archive.tar": "a tar archive, no article",
    }


def test_every_known_ending_is_taken_without_a_look(tmp_path: Path) -> None:
    endings = ".pdf .docx .odt .epub .nxml .xml .json .jsonl .nbib .ris .bib .csv .tsv .xlsx .zip"
    for ending in endings.split():
        (tmp_path / f"a{ending.upper()}").write_bytes(b"\0not looked at")
    assert len(names(found(tmp_path))) == len(endings.split())


def test_the_limit_of_packed_formats_is_wider_and_goes_by_content(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7" + bytes(2_000))
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7" + bytes(30_000))
    (tmp_path / "c.txt").write_bytes(b"%PDF-1.7" + bytes(2_000))
    (tmp_path / "d.txt").write_bytes(b"words " * 400)
    (tmp_path / "e.pdf").write_bytes(b"words " * 400)
    entries = found(tmp_path, max_bytes=1_000)
    assert names(entries) == ["a.pdf", "c.txt"]
    assert "more than the limit of 20,000 bytes" in reasons(entries)["b.pdf"]
    assert "more than the limit of 1,000 bytes" in reasons(entries)["d.txt"]
    assert "more than the limit of 1,000 bytes" in reasons(entries)["e.pdf"]
    assert len(read_source(source(tmp_path / "a.pdf"), max_bytes=1_000)) == 2_008
    with pytest.raises(UnreadableInputError, match="more than the limit of 20,000"):
        read_source(source(tmp_path / "b.pdf"), max_bytes=1_000)


@pytest.mark.parametrize(
    "folder", ["page_files", "page-Dateien", "Page_Files", "page.files", "page_fichiers"]
)
def test_the_folder_of_a_saved_page_is_passed_over_with_a_word(tmp_path: Path, folder: str) -> None:
    (tmp_path / "page.html").write_text("<html><p>Words.</p></html>")
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "frame.html").write_text("<html><p>Advertisement.</p></html>")
    (tmp_path / "other_files").mkdir()
    (tmp_path / "other_files" / "kept.txt").write_text("words")
    entries = found(tmp_path)
    assert sorted(names(entries)) == ["kept.txt", "page.html"]
    assert reasons(entries) == {folder: "belongs to the saved page page.html"}


def test_a_companion_folder_that_is_named_itself_is_read(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html><p>Words.</p></html>")
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "a.txt").write_text("words")
    assert names(found(tmp_path / "page_files")) == ["a.txt"]


def test_what_was_pasted_is_its_own_bytes() -> None:
    pasted = SourceFile(b"", "pasted.txt", 5, b"words")
    assert read_source(pasted) == b"words"
    with pytest.raises(UnreadableInputError, match="more than the limit of 4 bytes"):
        read_source(pasted, max_bytes=4)
