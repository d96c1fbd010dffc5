"""Recognising scanned PDFs: with the real Tesseract where there is one, and where there is none."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from curator.domain.errors import Cancelled, RefusedError, UnreadableInputError
from curator.ingest.pdf.images import page_image
from curator.ingest.workers import Parsers
from curator.services import ocr
from curator.services.ocr import find_tesseract, languages, recognise
from curator.services.opening import open_article
from curator.services.registry import Registry
from curator.services.texts import attach_text
from curator.services.values import OpenedArticle
from tests.ingest.pdf.pdf_files import Page, Pdf
from tests.ingest.pdf.test_images import pixels
from tests.ingest.pdf.test_reading_order import LEFT, RIGHT
from tests.registries import ADA, import_words
from tests.services.test_pages import imported

needs_tesseract = pytest.mark.skipif(
    find_tesseract() is None, reason="Tesseract is not installed here"
)


def scanned(*texts: tuple[str, ...]) -> Pdf:
    """Pages that are pictures of text, as a scanner makes them."""
    pdf = Pdf()
    for lines in texts:
        printed = Pdf([Page().lines(54, 100, lines)]).data()
        width, height, rows = pixels(page_image(printed, "a", page=1, scale=2.5).png)
        page = pdf.page()
        page.scan = (width, height, b"".join(row[::3] for row in rows))
    return pdf


LISTING = """case "$1" in
--version) echo "tesseract 9.9" ;;
--list-langs) printf 'List of available languages (2):\\neng\\nosd\\n' ;;
*) cat >/dev/null; %s ;;
esac"""


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a program named tesseract, alone but for the shell's own tools, on the path.

    It lists its languages; for a page it runs the line of shell that it is made with.
    """

    def make(line: str) -> None:
        program = tmp_path / "tesseract"
        program.write_text(f"#!/bin/sh\n{LISTING % line}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    return make


class Steps:
    def __init__(self) -> None:
        self.said: list[tuple[int, int]] = []

    def step(self, done: int, total: int, what: str = "") -> None:
        self.said.append((done, total))


@pytest.fixture
def scan(sqlite_registry: Registry, parsers: Parsers, tmp_path: Path) -> OpenedArticle:
    return imported(sqlite_registry, parsers, tmp_path, scanned(LEFT, RIGHT))


@needs_tesseract
def test_a_scan_gets_a_further_text_with_its_words(
    sqlite_registry: Registry, parsers: Parsers, scan: OpenedArticle
) -> None:
    assert scan.made_by["lacks"] == "text layer"
    assert "eng" in languages()
    steps = Steps()
    parsed = recognise(sqlite_registry, scan, parsers=parsers, progress=steps)
    assert parsed.made_by["reader"].startswith("tesseract ")
    assert int(parsed.made_by["confidence"]) > 80
    assert steps.said == [(0, 2), (1, 2), (2, 2)]
    attach_text(sqlite_registry, scan.article_id, parsed=parsed, author=ADA, reason="Recognised")
    article = open_article(sqlite_registry, scan.article_id)
    assert article.body.split() == " ".join((*LEFT, *RIGHT)).split()
    assert {block.page for block in article.blocks} == {1, 2}
    assert article.document.original_sha256 == scan.document.original_sha256
    assert article.text_count == 2


@needs_tesseract
def test_a_language_that_is_not_there_is_refused(
    sqlite_registry: Registry, parsers: Parsers, scan: OpenedArticle
) -> None:
    with pytest.raises(RefusedError, match="no data for tlh"):
        recognise(sqlite_registry, scan, parsers=parsers, wanted=("eng", "tlh"))


def test_without_tesseract_it_says_how_to_get_it(
    sqlite_registry: Registry,
    parsers: Parsers,
    scan: OpenedArticle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_tesseract() is None
    assert languages() == ()
    with pytest.raises(RefusedError, match="Tesseract is not installed") as caught:
        recognise(sqlite_registry, scan, parsers=parsers)
    assert "tesseract-ocr" in caught.value.hint


def test_what_is_no_pdf_is_refused(
    sqlite_registry: Registry, parsers: Parsers, tmp_path: Path
) -> None:
    files = {"a.txt": "Some words."}
    report = import_words(sqlite_registry, tmp_path / "in", files=files, parsers=parsers)
    article = open_article(sqlite_registry, report.taken[0].article_id)
    with pytest.raises(RefusedError, match="no PDF"):
        recognise(sqlite_registry, article, parsers=parsers)


def test_a_program_that_fails_is_told_by_its_own_words(
    sqlite_registry: Registry,
    parsers: Parsers,
    scan: OpenedArticle,
    fake: Callable[[str], None],
) -> None:
    fake("echo 'out of ink' >&2; exit 3")
    with pytest.raises(UnreadableInputError, match=r"page 1 of article\.pdf: out of ink"):
        recognise(sqlite_registry, scan, parsers=parsers)


def test_a_page_that_takes_too_long_is_given_up(
    sqlite_registry: Registry,
    parsers: Parsers,
    scan: OpenedArticle,
    fake: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fake("exec sleep 60")
    monkeypatch.setattr(ocr, "PAGE_SECONDS", 0.5)
    with pytest.raises(UnreadableInputError, match="took longer than"):
        recognise(sqlite_registry, scan, parsers=parsers)


def test_cancel_ends_the_program(
    sqlite_registry: Registry,
    parsers: Parsers,
    scan: OpenedArticle,
    fake: Callable[[str], None],
    tmp_path: Path,
) -> None:
    told = tmp_path / "pid"
    os.mkfifo(told)
    fake(f"echo $$ > {told}; exec sleep 60")
    cancel = threading.Event()
    pids: list[str] = []

    def when_it_runs() -> None:
        pids.append(told.read_text().strip())
        cancel.set()

    waiting = threading.Thread(target=when_it_runs, daemon=True)
    waiting.start()
    with pytest.raises(Cancelled):
        recognise(sqlite_registry, scan, parsers=parsers, cancel=cancel)
    waiting.join()
    assert not psutil.pid_exists(int(pids[0]))
