"""The pages of a PDF in the window: drawn beside the text, with the evidence on them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from curator.gui.article.page_view import PageView
from curator.gui.theme.tokens import LIGHT
from curator.gui.workbench import Workbench
from curator.services.importing import import_paths
from curator.services.registry import Registry
from tests.gui.dressed import drawn, has
from tests.gui.window.acts import LONG, draft_of, press, run, select
from tests.gui.window.conftest import Opener
from tests.ingest.pdf.pdf_files import Pdf
from tests.registries import ADA
from tests.services.test_ocr import scanned

Key = Qt.Key
FIRST = ("The trial of cells", "was done in Lund.")
SECOND = ("The cells release interleukin-12", "in mice with cancer of the lung.")


def with_pdf(folder: Path, pdf: Pdf) -> Path:
    """A registry with that PDF as its only article."""
    (folder / "paper.pdf").write_bytes(pdf.data())
    path = folder / "pages.curator"
    registry = Registry.open(path, author=ADA, create=True)
    report = import_paths(registry, [folder / "paper.pdf"], author=ADA)
    registry.close()
    assert len(report.taken) == 1
    return path


@pytest.fixture
def bench(open_window: Opener, tmp_path: Path) -> Workbench:
    pdf = Pdf()
    for lines in (FIRST, SECOND):
        pdf.page().lines(72, 100, lines, size=14, leading=20)
    return open_window(with_pdf(tmp_path, pdf))


def pages(bench: Workbench) -> PageView:
    return bench.layout.article.pages


def drawn_pages(bench: Workbench) -> set[int]:
    return set(pages(bench)._images)


def test_the_pages_are_drawn_and_the_evidence_stands_on_them(
    qtbot: QtBot, bench: Workbench
) -> None:
    select(bench, "interleukin-12")
    press(qtbot, bench, "P")
    qtbot.waitUntil(lambda: draft_of(bench).claim("payload") is not None, timeout=LONG)
    run(bench, "view.page")
    view = pages(bench)
    assert view.isVisible()
    assert view.hasFocus()
    assert bench.layout.article.mode == "page"
    QTest.keyClick(view, Key.Key_Escape)  # or the tint lies under that of what is selected
    (one,) = bench.curating.anchored()
    bench.curating.show_evidence(one.evidence)
    qtbot.waitUntil(lambda: 2 in drawn_pages(bench), timeout=LONG)
    qtbot.waitUntil(lambda: len(view.marks) == 1, timeout=LONG)
    (mark,) = view.marks
    assert (mark.page, mark.span.letter) == (2, "P")
    assert view.page == 2
    image = drawn(view.viewport())
    assert has(image, LIGHT.ev) or has(image, LIGHT.evcur)
    box = view._rect_of(mark, mark.boxes[0])
    assert view.viewport().rect().contains(box.center().toPoint())
    page = view._page_rect(2, view._tops()[1])
    taken: list[QRectF] = []
    badges = [view._badge_rect(mark, taken) for _ in range(3)]
    assert not any(badge.intersects(page) for badge in badges), "print stays free"
    assert not any(a.intersects(b) for a, b in pairwise(badges))
    assert all(view.viewport().rect().contains(one.toAlignedRect()) for one in badges)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert bench.layout.form.current_field() == "payload"
    run(bench, "view.page")
    assert bench.layout.article.view.isVisible()


def test_page_keys_go_from_page_to_page(qtbot: QtBot, bench: Workbench) -> None:
    run(bench, "view.page")
    view = pages(bench)
    qtbot.waitUntil(lambda: 1 in drawn_pages(bench), timeout=LONG)
    assert "Page 1 of 2 of A-0001" in view.accessibleName()
    QTest.keyClick(view, Key.Key_PageDown)
    assert view.page == 2
    qtbot.waitUntil(lambda: 2 in drawn_pages(bench), timeout=LONG)
    QTest.keyClick(view, Key.Key_PageUp)
    assert view.page == 1
    before = view._scale()
    QTest.keyClick(view, Key.Key_Plus)
    assert view._scale() > before
    QTest.keyClick(view, Key.Key_0)
    assert view._scale() == before


def test_only_what_has_pages_has_the_tab(
    qtbot: QtBot, open_window: Opener, registry_path: Path
) -> None:
    bench = open_window(registry_path)
    assert len(bench.layout.article.header.modes.segments) == 2
    run(bench, "view.page")
    assert "no pages" in bench.layout.message_bar.accessibleName()
    assert bench.layout.article.mode == "cleaned"
    assert not bench.actions["view.page"].isChecked()


def test_a_scanned_pdf_says_so_and_offers_ocr(
    qtbot: QtBot, open_window: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    bench = open_window(with_pdf(tmp_path, scanned(SECOND)))
    notice = bench.layout.article.notice
    assert notice.isVisible()
    assert "No text layer (scanned)" in notice.accessibleName()
    notice.button.click()
    qtbot.waitUntil(
        lambda: "Tesseract is not installed" in bench.layout.message_bar.accessibleName(),
        timeout=LONG,
    )
    assert "tesseract-ocr" in bench.layout.message_bar.accessibleName()
    assert draft_of(bench).article.text_count == 1
    assert bench.layout.article.mode == "page", "there are no words to show"
    qtbot.waitUntil(lambda: 1 in drawn_pages(bench), timeout=LONG)


def test_while_ocr_reads_the_bar_says_so_and_offers_it_no_more(
    qtbot: QtBot, open_window: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    program, go = folder / "tesseract", tmp_path / "go"
    waiting = f"while [ ! -e '{go}' ]; do sleep 0.05; done"
    program.write_text(
        f"#!/bin/sh\n{LISTING.replace('*) cat', f'*) {waiting}; cat')}\n", encoding="utf-8"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    bench = open_window(with_pdf(tmp_path, scanned(SECOND)))
    notice = bench.layout.article.notice
    notice.button.click()
    assert "are being read by OCR" in notice.accessibleName()
    assert not notice.button.isVisible()
    bench.layout.status.job.cancel.click()
    go.touch()
    qtbot.waitUntil(notice.button.isVisible, timeout=LONG)
    assert "being read" not in notice.accessibleName()


def test_what_ocr_recognises_is_a_further_text(
    qtbot: QtBot, open_window: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\n{LISTING}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    bench = open_window(with_pdf(tmp_path, scanned(SECOND)))
    bench.layout.article.notice.button.click()
    qtbot.waitUntil(lambda: draft_of(bench).article.text_number == 2, timeout=LONG)
    qtbot.waitUntil(lambda: not bench.layout.article.notice.isVisible(), timeout=LONG)
    assert bench.layout.article.mode == "cleaned"
    assert "interleukin" in bench.layout.article.view.toPlainText()


_COLUMNS = (
    "level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num"
    "\\tleft\\ttop\\twidth\\theight\\tconf\\ttext"
)
_WORD = "5\\t1\\t1\\t1\\t1\\t1\\t10\\t10\\t90\\t30\\t95\\tinterleukin"
LISTING = f"""case "$1" in
--version) echo "tesseract 9.9" ;;
--list-langs) printf 'List of available languages (2):\\neng\\nosd\\n' ;;
*) cat >/dev/null; printf '{_COLUMNS}\\n{_WORD}\\n' ;;
esac"""
