"""Words are selected on a page as in the text, and put into fields by a letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from curator.gui.article.page_view import PageView
from curator.gui.theme.tokens import LIGHT
from curator.gui.workbench import Workbench
from tests.gui.dressed import drawn, has
from tests.gui.window.acts import LONG, draft_of, run, select
from tests.gui.window.conftest import Opener
from tests.gui.window.test_pages import FIRST, SECOND, with_pdf
from tests.ingest.pdf.pdf_files import Pdf
from tests.services.test_ocr import scanned

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
Spot = tuple[int, float, float]

# Where words of the PDF stand, in points from the top left corner: 14 point Times by its widths.
THE, RELEASE, INTERLEUKIN = (2, 80.0, 96.0), (2, 145.0, 96.0), (2, 200.0, 96.0)
IN, CANCER = (2, 77.0, 116.0), (2, 165.0, 116.0)
TRIAL = (1, 110.0, 96.0)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    made = Pdf()
    for lines in (FIRST, SECOND):
        made.page(612, 300).lines(72, 100, lines, size=14, leading=20)
    return with_pdf(tmp_path, made)


@pytest.fixture
def bench(qtbot: QtBot, open_window: Opener, pdf: Path) -> Workbench:
    """Its two pages are seen at once, and their words are known."""
    bench = open_window(pdf)
    show_pages(qtbot, bench)
    return bench


def show_pages(qtbot: QtBot, bench: Workbench) -> None:
    run(bench, "view.page")
    view = pages(bench)
    qtbot.waitUntil(lambda: view._selection.knows(1) and view._selection.knows(2), timeout=LONG)


def pages(bench: Workbench) -> PageView:
    return bench.layout.article.pages


def at(bench: Workbench, spot: Spot) -> QPoint:
    page, x, y = spot
    return pages(bench)._rect_on(page, (x, y, x, y)).topLeft().toPoint()


def drag(bench: Workbench, start: Spot, end: Spot) -> None:
    where = pages(bench).viewport()
    QTest.mousePress(where, Left, pos=at(bench, start))
    QTest.mouseMove(where, at(bench, start) + QPoint(3, 0))
    QTest.mouseMove(where, at(bench, end))
    QTest.mouseRelease(where, Left, pos=at(bench, end))


def words(bench: Workbench) -> str:
    """What a letter would take."""
    evidence = bench.curating.selected()
    return evidence.quote if evidence is not None else ""


def look(bench: Workbench) -> QImage:
    """What is inside the ring of the focus."""
    view = pages(bench).viewport()
    return drawn(view).copy(view.rect().adjusted(4, 4, -4, -4))


def test_a_drag_selects_the_words_and_a_letter_takes_them_with_their_place(
    qtbot: QtBot, bench: Workbench
) -> None:
    assert not has(look(bench), LIGHT.accent)
    drag(bench, INTERLEUKIN, CANCER)
    assert words(bench) == "interleukin-12 in mice with cancer"
    assert has(look(bench), LIGHT.accent)
    drag(bench, CANCER, INTERLEUKIN)
    assert words(bench) == "interleukin-12 in mice with cancer", "backwards too"
    drag(bench, INTERLEUKIN, (2, 230.0, 96.0))
    QTest.keyClicks(pages(bench), "P")
    qtbot.waitUntil(lambda: draft_of(bench).claim("payload") is not None, timeout=LONG)
    (one,) = bench.curating.anchored()
    start = draft_of(bench).article.body.index("interleukin-12")
    assert (one.evidence.start, one.evidence.end) == (start, start + len("interleukin-12"))
    assert one.evidence.quote == "interleukin-12"
    assert one.evidence.text == draft_of(bench).article.document.text


def test_a_double_click_selects_a_word_and_a_click_clears(bench: Workbench) -> None:
    where = pages(bench).viewport()
    QTest.mouseDClick(where, Left, pos=at(bench, INTERLEUKIN))
    assert words(bench) == "interleukin-12"
    QTest.mouseClick(where, Left, pos=at(bench, (2, 300.0, 250.0)))
    assert words(bench) == ""
    QTest.mouseDClick(where, Left, pos=at(bench, (2, 300.0, 250.0)))
    assert words(bench) == "", "no word is there"


def test_a_drag_over_two_pages_takes_the_words_of_both(bench: Workbench) -> None:
    drag(bench, TRIAL, RELEASE)
    assert words(bench).split() == "trial of cells was done in Lund. The cells release".split()


def test_escape_clears_and_ctrl_c_copies(bench: Workbench) -> None:
    drag(bench, THE, RELEASE)
    QTest.keyClick(pages(bench), Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "The cells release"
    QTest.keyClick(pages(bench), Key.Key_Escape)
    assert words(bench) == ""
    assert not has(look(bench), LIGHT.accent)
    assert draft_of(bench).claim("payload") is None


def test_text_and_pages_share_the_selection(bench: Workbench) -> None:
    view = bench.layout.article.view
    drag(bench, THE, RELEASE)
    run(bench, "view.page")
    assert view.isVisible()
    assert view.textCursor().selectedText() == "The cells release"
    select(bench, "interleukin-12")
    run(bench, "view.page")
    assert has(look(bench), LIGHT.accent)
    (box,) = pages(bench)._selection.boxes(2)
    assert box[0] == pytest.approx(168.8, abs=1)
    assert box[2] == pytest.approx(248, abs=1)


def test_a_drag_that_is_over_before_the_words_are_known_still_selects_them(
    qtbot: QtBot, open_window: Opener, pdf: Path
) -> None:
    bench = open_window(pdf)
    run(bench, "view.page")
    drag(bench, (1, 80.0, 96.0), TRIAL)
    assert words(bench) == ""
    qtbot.waitUntil(lambda: words(bench) == "The trial", timeout=LONG)


def test_pages_whose_words_are_not_the_text_say_so(
    qtbot: QtBot, open_window: Opener, tmp_path: Path
) -> None:
    bench = open_window(with_pdf(tmp_path, scanned(SECOND)))
    view = pages(bench)
    qtbot.waitUntil(lambda: view._selection.knows(1), timeout=LONG)
    drag(bench, (1, 80.0, 96.0), (1, 200.0, 96.0))
    assert words(bench) == ""
    assert "none can be selected" in bench.layout.message_bar.accessibleName()


def test_a_registry_that_is_only_read_takes_no_words_from_its_pages(
    qtbot: QtBot, open_window: Opener, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = open_window(pdf)
    show_pages(qtbot, bench)
    monkeypatch.setattr(bench.session, "refuses", lambda: True)
    drag(bench, INTERLEUKIN, CANCER)
    QTest.keyClicks(pages(bench), "P")
    assert draft_of(bench).claim("payload") is None
