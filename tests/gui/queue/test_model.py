"""The rows of the list: numbers, pages, placeholders."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from curator.gui.queue.model import KEPT, MARGIN, ROW, RowsModel
from curator.gui.queue.table import RowTable
from curator.services.values import ArticleRow

Numbers = st.lists(st.integers(1, 40), unique=True).map(sorted)


def row(number: int, title: str = "") -> ArticleRow:
    return ArticleRow(number, f"id-{number}", title or f"Article {number}", "", "new", "", 0)


@given(before=Numbers, after=Numbers)
def test_other_numbers_come_by_taking_out_and_putting_in(
    before: list[int], after: list[int]
) -> None:
    model = RowsModel("article")
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.set_numbers(array("q", before), ())
    model.set_numbers(array("q", after), ())
    assert [model.number_at(n) for n in range(model.rowCount())] == after
    assert resets == []
    tester.deleteLater()


def test_one_more_article_keeps_the_place_of_the_others(qtbot: QtBot) -> None:
    model = RowsModel("article")
    inserted: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _parent, first, last: inserted.append((first, last)))
    model.set_numbers(array("q", range(1, 1001)), ())
    model.set_numbers(array("q", range(1, 1002)), ())
    assert inserted == [(0, 999), (1000, 1000)]


def test_only_rows_that_changed_are_told_to_have_changed() -> None:
    model = RowsModel("article")
    model.set_numbers(array("q", range(1, 101)), [row(n) for n in range(1, 101)])
    told: list[int] = []
    model.dataChanged.connect(lambda first, _last: told.append(model.number_at(first.row())))
    model.put(row(n) for n in range(1, 101))
    model.set_numbers(array("q", range(1, 101)), [row(n) for n in range(1, 51)])
    assert told == []
    model.put(row(n, "Another title" if n == 7 else "") for n in range(1, 101))
    assert told == [7]
    model.set_numbers(array("q", range(1, 101)), [row(7)])
    assert told == [7, 7]
    assert model.index(6, 0).data(ROW) == row(7)


def test_it_asks_for_what_is_seen_and_a_little_more_once() -> None:
    model = RowsModel("article")
    asked: list[tuple[int, ...]] = []
    model.wanted.connect(asked.append)
    model.set_numbers(array("q", range(1, 100_001)), ())
    model.fetch(500, 520)
    model.fetch(500, 520)
    assert asked == [tuple(range(501 - MARGIN, 522 + MARGIN))]
    model.settle(asked[0])
    model.put(row(n) for n in asked[0])
    assert model.placeholders == 0
    assert model.index(510, 0).data(ROW) == row(511)


def test_it_forgets_the_rows_seen_longest_ago() -> None:
    model = RowsModel("article")
    model.set_numbers(array("q", range(1, 3 * KEPT)), ())
    model.put(row(n) for n in range(1, KEPT + 11))
    assert model.row(1) is None
    assert model.row(KEPT + 10) is not None


def test_a_row_says_its_title_label_and_state() -> None:
    model = RowsModel("article")
    model.set_numbers(array("q", [7]), [row(7, "Mice live longer")])
    model.set_drafts(frozenset({"id-7"}))
    said = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Mice live longer, A-0007, Draft"


def test_at_rest_no_row_of_a_hundred_thousand_is_a_placeholder(qtbot: QtBot) -> None:
    model = RowsModel("article")
    table = RowTable(model, "Articles")
    qtbot.addWidget(table)

    def answer(numbers: tuple[int, ...]) -> None:
        model.settle(numbers)
        model.put(row(n) for n in numbers)

    model.wanted.connect(answer)
    table.resize(232, 600)
    table.show()
    model.set_numbers(array("q", range(1, 100_001)), ())
    for place in (0, 50_000, 99_999, 12_345):
        table.scrollTo(model.index(place, 0))
        first, last = table.seen()
        assert all(model.index(n, 0).data(ROW) for n in range(first, last + 1))
    assert len(model._rows) < 1_000


def test_enter_opens_the_row_and_arrows_move(qtbot: QtBot) -> None:
    from PySide6.QtTest import QTest

    model = RowsModel("article")
    table = RowTable(model, "Articles")
    qtbot.addWidget(table)
    model.set_numbers(array("q", [3, 5, 8]), [row(3), row(5), row(8)])
    opened: list[int] = []
    table.opened.connect(opened.append)
    table.show_number(3)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == [5]
