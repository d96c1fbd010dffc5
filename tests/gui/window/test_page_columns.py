"""Words of pages with two columns and page furniture: extended by Shift, cut, and their menu."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMenu
from pytestqt.qtbot import QtBot

from curator.gui.workbench import Workbench
from tests.gui.window.acts import LONG, draft_of, press, run, select
from tests.gui.window.conftest import Opener
from tests.gui.window.test_page_words import Spot, at, drag, pages, show_pages, words
from tests.gui.window.test_pages import with_pdf
from tests.ingest.pdf.pdf_files import Pdf

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # menus
Left, Right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
Shift, Control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier

COLUMN = ("The cells were given to mice with", "cancer of the lung and of the skin,", "for weeks.")
ASIDE = ("Subscribe to our letter today and", "never miss a cell that is new.")
BESIDE = ("The tumours were then measured in", "all mice by callipers every day. No", "mouse died.")
NEXT = ("A second paper tells of that trial in", "patients who had no other choice.")
HEADER = "Journal of Invented Cells 2021"

# In points from the top left corner: 12 point Times by its widths.
CELLS, MICE, WEEKS = (1, 100.0, 97.0), (1, 205.0, 97.0), (1, 105.0, 129.0)
THE, TUMOURS, CALLIPERS = (1, 338.0, 97.0), (1, 370.0, 97.0), (1, 412.0, 113.0)
SECOND, PATIENTS = (2, 100.0, 97.0), (2, 90.0, 113.0)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    made = Pdf()
    for number, (left, right) in enumerate(((COLUMN, BESIDE), (NEXT, ()), (BESIDE, ())), start=1):
        page = made.page(612, 300).put(72, 22, HEADER, size=9).put(300, 288, str(number), size=9)
        page.lines(72, 100, left, size=12, leading=16).lines(330, 100, right, size=12, leading=16)
    made.pages[0].lines(72, 190, ASIDE, size=12, leading=16)
    return with_pdf(tmp_path, made)


@pytest.fixture
def bench(qtbot: QtBot, open_window: Opener, pdf: Path) -> Workbench:
    bench = open_window(pdf)
    show_pages(qtbot, bench)
    return bench


def click(bench: Workbench, spot: Spot, held: Qt.KeyboardModifier) -> None:
    QTest.mouseClick(pages(bench).viewport(), Left, held, at(bench, spot))


def said(bench: Workbench) -> str:
    return bench.layout.message_bar.accessibleName() if bench.layout.message_bar.isVisible() else ""


def test_shift_and_click_extends_and_shortens_the_selection(bench: Workbench) -> None:
    drag(bench, CELLS, MICE)
    assert words(bench) == "cells were given to mice"
    click(bench, WEEKS, Shift)
    assert words(bench).split() == "cells were given to mice with".split() + (
        "cancer of the lung and of the skin, for weeks".split()
    )
    click(bench, MICE, Shift)
    assert words(bench) == "cells were given to mice"


def test_shift_and_click_goes_on_from_a_click_and_from_a_double_click(bench: Workbench) -> None:
    click(bench, CELLS, Qt.KeyboardModifier.NoModifier)
    assert words(bench) == ""
    click(bench, MICE, Shift)
    assert words(bench) == "cells were given to mice"
    QTest.mouseDClick(pages(bench).viewport(), Left, pos=at(bench, MICE))
    click(bench, CELLS, Shift)
    assert words(bench) == "cells were given to mice", "backwards, the word itself stays"


def test_shift_and_click_extends_what_was_selected_in_the_text(bench: Workbench) -> None:
    select(bench, "cells were")
    click(bench, MICE, Shift)
    assert words(bench) == "cells were given to mice"


def test_a_selection_over_two_pages_ends_before_header_and_page_number(
    qtbot: QtBot, bench: Workbench
) -> None:
    drag(bench, TUMOURS, PATIENTS)
    assert words(bench).startswith("tumours were then measured in")
    assert words(bench).endswith("mouse died.")
    assert HEADER not in words(bench)
    assert f"ends before page furniture (“1 {HEADER}”)" in said(bench)
    QTest.keyClicks(pages(bench), "O")
    qtbot.waitUntil(lambda: draft_of(bench).claim("outcome") is not None, timeout=LONG)
    (one,) = bench.curating.anchored()
    assert HEADER not in one.evidence.quote
    drag(bench, PATIENTS, TUMOURS)
    assert words(bench).split() == "A second paper tells of that trial in patients".split()
    assert "ends before page furniture" in said(bench)
    drag(bench, SECOND, PATIENTS)
    assert "ends before page furniture" not in said(bench)


def test_what_a_curator_marked_as_furniture_is_not_taken_between_two_columns(
    qtbot: QtBot, bench: Workbench
) -> None:
    drag(bench, CELLS, CALLIPERS)
    assert ASIDE[0] in words(bench), "nobody has said yet that it is none"
    select(bench, ASIDE[0])
    run(bench, "block.mark")
    view = bench.layout.article.view
    qtbot.waitUntil(
        lambda: any(one.kind == "furniture" and one.page == 1 and ASIDE[0] in
                    view.article.body[one.start : one.end] for one in view.article.blocks),
        timeout=LONG,
    )  # fmt: skip
    drag(bench, CELLS, CALLIPERS)
    assert words(bench).endswith("for weeks.")
    assert "(“Subscribe to our letter" in said(bench)
    drag(bench, CALLIPERS, CELLS)
    assert words(bench) == "The tumours were then measured in all mice by callipers"


# The menu.


def right_click(pane: QAbstractScrollArea, point: QPoint) -> None:
    """As the system sends it: the press, then the wish for a menu."""
    where = pane.viewport()
    QTest.mouseClick(where, Right, pos=point)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, where.mapToGlobal(point))
    QApplication.sendEvent(where, asked)


def opened(bench: Workbench) -> QMenu:
    assert bench.words.menu is not None
    return bench.words.menu


def lines(bench: Workbench) -> list[str]:
    every = opened(bench).actions()
    return [one.text().partition("\t")[0] for one in every if not one.isSeparator()]


def choose(bench: Workbench, words: str) -> None:
    menu = opened(bench)
    found: QAction = next(one for one in menu.actions() if one.text().startswith(words))
    QTest.mouseClick(menu, Left, pos=menu.actionGeometry(found).center())


COMMANDS = ["Attach the selection as evidence", "Put the selection into a field…", "Copy"]


def test_the_menu_of_a_page_acts_on_what_is_selected(qtbot: QtBot, bench: Workbench) -> None:
    drag(bench, CELLS, MICE)
    right_click(pages(bench), at(bench, TUMOURS))
    assert words(bench) == "cells were given to mice", "a selection stays"
    assert lines(bench) == [
        *COMMANDS,
        "Search registry for “cells were given to mice”",
        "Mark as page furniture, or as text",
    ]
    choose(bench, "Copy")
    assert QGuiApplication.clipboard().text() == "cells were given to mice"


def test_the_menu_takes_the_word_under_the_pointer_as_evidence(
    qtbot: QtBot, bench: Workbench
) -> None:
    drag(bench, CELLS, (1, 115.0, 97.0))
    QTest.keyClicks(pages(bench), "P")
    qtbot.waitUntil(lambda: draft_of(bench).claim("payload") is not None, timeout=LONG)
    click(bench, (1, 500.0, 250.0), Qt.KeyboardModifier.NoModifier)
    bench.layout.form.focus_field("payload")
    right_click(pages(bench), at(bench, TUMOURS))
    assert words(bench) == "tumours"
    choose(bench, "Attach")
    claim = draft_of(bench).claim("payload")
    assert claim is not None
    assert [one.quote for one in claim.items[0].evidence] == ["cells", "tumours"]


def test_words_of_a_page_are_searched_for_in_the_registry(qtbot: QtBot, bench: Workbench) -> None:
    right_click(pages(bench), at(bench, TUMOURS))
    choose(bench, "Search registry")
    queue = bench.layout.queue
    assert (queue.search.text(), queue.search.hasFocus()) == ("tumours", True)
    qtbot.waitUntil(lambda: queue.settled, timeout=LONG)


def test_the_text_has_the_same_menu_and_find(qtbot: QtBot, bench: Workbench) -> None:
    run(bench, "view.page")
    view = bench.layout.article.view
    start = view.article.body.index("tumours")
    view.scroll_to(start, start + 7, flash=False)
    cursor = view.textCursor()
    cursor.setPosition(view.shown.to_display(start + 3))
    right_click(view, view.cursorRect(cursor).center())
    assert words(bench) == "tumours"
    assert lines(bench) == [
        *COMMANDS,
        "Find in article",
        "Search registry for “tumours”",
        "Mark as page furniture, or as text",
    ]
    choose(bench, "Find in article")
    assert bench.layout.article.find_bar.words.text() == "tumours"
    press(qtbot, bench, "O")
    qtbot.waitUntil(lambda: draft_of(bench).claim("outcome") is not None, timeout=LONG)
