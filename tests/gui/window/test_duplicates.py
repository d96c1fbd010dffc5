"""Possible duplicates: said after an import, shown side by side, answered and taken back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from curator.domain.identity import article_label
from curator.gui.backend import Backend
from curator.gui.duplicates.pane import DuplicatesView
from curator.gui.duplicates.values import Pair
from curator.gui.workbench import Workbench
from curator.services.duplicates import proposals, undo_answer
from curator.services.importing import import_paths
from curator.services.listing import article_rows, study_ids, study_rows
from curator.services.registry import Registry
from curator.services.values import Author
from tests.gui.form.menus import choose
from tests.gui.window.acts import LONG, run
from tests.gui.window.conftest import ARTICLES, Opener
from tests.registries import save_reading

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # menus
ADA = Author("01890000-0000-7000-8000-000000000001", "Ada")
COPY = ARTICLES["a.txt"].replace("A team in Lund", "In Lund a team") + "😀 By our own desk.\n"
LONGER = (
    " The cells were made from the blood of each animal, grown for nine days with two antibodies,"
    " and given back through a vein of the tail once a week until none of them was left over.\n"
)


@pytest.fixture
def with_copy(registry_path: Path, tmp_path: Path) -> Path:
    """Two articles that are nearly one, besides the three."""
    one, two = tmp_path / "long.txt", tmp_path / "copy.txt"
    one.write_text("😀 " + ARTICLES["a.txt"] + LONGER, encoding="utf-8")
    two.write_text(COPY + LONGER, encoding="utf-8")
    registry = Registry.open(registry_path)
    import_paths(registry, [one, two], author=ADA)
    registry.close()
    return registry_path


def open_view(qtbot: QtBot, bench: Workbench) -> DuplicatesView:
    run(bench, "duplicates.review")
    qtbot.waitUntil(lambda: isinstance(bench.layout.shown, DuplicatesView), timeout=LONG)
    page = bench.layout.shown
    assert isinstance(page, DuplicatesView)
    return page


def shown_pair(page: DuplicatesView) -> tuple[int, int]:
    assert page.pair is not None
    return page.pair.first.number, page.pair.second.number


def marked(page: DuplicatesView, side: str) -> list[str]:
    """The words that are marked in one of the two texts."""
    selections = getattr(page, side).text.extraSelections()
    cursors: list[QTextCursor] = [one.cursor for one in selections]
    return [one.selectedText() for one in cursors]


def press(page: QWidget, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(page, key, held or Qt.KeyboardModifier.NoModifier)


def test_they_are_said_and_marked_and_the_button_shows_them(
    qtbot: QtBot, open_window: Opener, with_copy: Path
) -> None:
    bench = open_window(with_copy)
    messages = bench.layout.messages
    qtbot.waitUntil(lambda: messages.shown is not None, timeout=LONG)
    assert messages.shown is not None
    total = len(_open(with_copy))
    assert total >= 1
    assert messages.shown.text.startswith(f"{total} possible duplicate")
    assert bench.layout.queue.articles.rows.marked >= {4, 5}
    rows = bench.layout.queue.articles.rows
    said = rows.data(rows.index(rows.row_of(4), 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "possible duplicate" in said
    bench.layout.message_bar.button.click()
    qtbot.waitUntil(lambda: isinstance(bench.layout.shown, DuplicatesView), timeout=LONG)


def _open(path: Path) -> list[tuple[int, int]]:
    registry = Registry.open(path, read_only=True)
    found = _open_pairs(registry)
    registry.close()
    return found


def test_the_shared_words_are_marked_in_both_texts_beyond_an_emoji(
    qtbot: QtBot, open_window: Opener, with_copy: Path
) -> None:
    page = open_view(qtbot, open_window(with_copy))
    pair = page.pair
    assert pair is not None
    for side, sheet in (("first", pair.first), ("second", pair.second)):
        spans = [getattr(one, side) for one in pair.marks if getattr(one, side)]
        assert spans
        assert marked(page, side) == [sheet.text[a:z].replace("\n", "\u2029") for a, z in spans]
    assert page.reasons.table_rows[0].cells[0].text.endswith("word for word")


@pytest.mark.parametrize("by", ["key", "button"])
def test_an_answer_is_saved_the_next_pair_shown_and_taken_back(
    qtbot: QtBot, open_window: Opener, with_copy: Path, by: str
) -> None:
    pairs = _open(with_copy)
    bench = open_window(with_copy)
    page = open_view(qtbot, bench)
    first = shown_pair(page)
    assert first == pairs[0]
    if by == "key":
        press(page, Qt.Key.Key_3)
    else:
        page.answers["different"].click()
    qtbot.waitUntil(lambda: page.pair is None or shown_pair(page) != first, timeout=LONG)
    assert first not in _open(with_copy)
    assert page.undo_button.isVisible()
    if by == "key":
        press(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    else:
        page.undo_button.click()
    qtbot.waitUntil(lambda: page.pair is not None and shown_pair(page) == first, timeout=LONG)
    assert _open(with_copy) == pairs
    assert not page.undo_button.isVisible()


def test_who_leaves_before_the_answer_is_saved_is_told_of_pairs_that_come_later(
    qtbot: QtBot, open_window: Opener, with_copy: Path
) -> None:
    bench = open_window(with_copy)
    page = open_view(qtbot, bench)
    total, held = len(_open(with_copy)), Event()
    bench.session.lanes.write(wait_for, held)  # the answer waits behind it
    try:
        press(page, Qt.Key.Key_3)
        press(page, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: bench.layout.shown is bench.layout.curating, timeout=LONG)
    finally:
        held.set()
    qtbot.waitUntil(lambda: len(bench.duplicates._open) == total - 1, timeout=LONG)
    registry = Registry.open(with_copy)
    last = registry.last_change()
    assert last is not None
    undo_answer(registry, last.seq, author=ADA)
    registry.close()
    qtbot.waitUntil(lambda: len(bench.duplicates._open) == total, timeout=LONG)


def wait_for(backend: Backend, held: Event) -> None:
    held.wait(LONG / 1000)


def test_the_same_article_leaves_the_newer_one_excluded(
    qtbot: QtBot, open_window: Opener, with_copy: Path
) -> None:
    bench = open_window(with_copy)
    page = open_view(qtbot, bench)
    _older, newer = shown_pair(page)
    press(page, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: page.pair is None or newer not in shown_pair(page), timeout=LONG)
    registry = Registry.open(with_copy, read_only=True)
    (row,) = article_rows(registry, [newer])
    registry.close()
    assert row.state == "excluded"


def test_a_reason_brings_its_words_into_sight(
    qtbot: QtBot, open_window: Opener, with_copy: Path
) -> None:
    page = open_view(qtbot, open_window(with_copy))
    before = len(marked(page, "first"))
    row = next(n for n, one in enumerate(page.pair.marks if page.pair else ()) if one.first)
    page.reasons.setFocus()
    page.reasons.setCurrentIndex(page.reasons.model().index(row, 0))
    press(page.reasons, Qt.Key.Key_Return)
    assert len(marked(page, "first")) == before + 1


def test_escape_goes_back_and_nothing_open_is_said_so(qtbot: QtBot, bench: Workbench) -> None:
    page = open_view(qtbot, bench)
    assert page.pair is None
    press(page, Qt.Key.Key_1)  # nothing to answer
    press(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bench.layout.shown is bench.layout.curating, timeout=LONG)


def test_the_keys_answer_from_within_the_texts_and_the_table(
    qtbot: QtBot, open_window: Opener, with_copy: Path
) -> None:
    pairs = _open(with_copy)
    page = open_view(qtbot, open_window(with_copy))
    for inner in (page.first.text, page.reasons):
        before = page.pair
        inner.setFocus()
        press(inner, Qt.Key.Key_3)
        qtbot.waitUntil(partial(_is_other, page, before), timeout=LONG)
        press(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(
            lambda: page.pair is not None and shown_pair(page) == pairs[0], timeout=LONG
        )


def _is_other(page: DuplicatesView, pair: Pair | None) -> bool:
    return page.pair is not pair


def test_every_control_has_a_name(qtbot: QtBot, open_window: Opener, with_copy: Path) -> None:
    page = open_view(qtbot, open_window(with_copy))
    reached = [
        one
        for one in page.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible()
    ]
    assert reached
    assert [one for one in reached if not one.accessibleName()] == []


def test_the_last_answer_is_named_and_undo_at_the_desk_offers_to_take_it_back(
    qtbot: QtBot, open_window: Opener, with_copy: Path
) -> None:
    bench = open_window(with_copy)
    page = open_view(qtbot, bench)
    before = page.pair
    assert before is not None
    while page.pair is not None:
        before = page.pair
        press(page, Qt.Key.Key_3)
        qtbot.waitUntil(lambda before=before: page.pair is not before, timeout=LONG)  # type: ignore[misc]
    assert page.none.heading.text() == "All answered"
    first = next(one for one in page.none.lines if one.isVisible())
    assert (
        first.text()
        == f"{before.proposal.first.label} and {before.proposal.second.label}: different."
    )
    press(page, Qt.Key.Key_Escape)
    count = len(_open(with_copy))
    run(bench, "edit.undo")
    shown = bench.layout.messages.shown
    assert shown is not None
    assert shown.text.endswith(first.text())
    bench.layout.message_bar.button.click()
    qtbot.waitUntil(lambda: len(_open(with_copy)) == count + 1, timeout=LONG)


def test_failures_of_an_import_do_not_hide_the_duplicates_that_it_brought(
    qtbot: QtBot, open_window: Opener, registry_path: Path, tmp_path: Path
) -> None:
    bench = open_window(registry_path)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "long.txt").write_text("😀 " + ARTICLES["a.txt"] + LONGER, encoding="utf-8")
    (folder / "copy.txt").write_text(COPY + LONGER, encoding="utf-8")
    (folder / "blank.txt").write_text(" \n", encoding="utf-8")
    bench.imports.take_in((folder,))
    messages = bench.layout.messages

    def said(words: str) -> bool:
        return any(words in one.text for one in messages.waiting)

    qtbot.waitUntil(lambda: said("possible duplicate"), timeout=LONG)
    assert messages.shown is not None
    assert "blank.txt" in messages.shown.text
    run(bench, "go.next")
    qtbot.waitUntil(
        lambda: messages.shown is not None and "possible duplicate" in messages.shown.text,
        timeout=LONG,
    )
    assert said("blank.txt"), "it waits in Problems"


def test_why_the_newer_of_two_is_excluded_is_said_in_the_list_and_in_its_head(
    qtbot: QtBot, open_window: Opener, with_copy: Path
) -> None:
    bench = open_window(with_copy)
    page = open_view(qtbot, bench)
    qtbot.waitUntil(lambda: page.pair is not None, timeout=LONG)
    first, second = shown_pair(page)
    press(page, Qt.Key.Key_1)
    rows = bench.layout.queue.articles.rows
    why = f"Excluded: same article as {article_label(first)}"

    def said(role: Qt.ItemDataRole) -> str:
        return str(rows.data(rows.index(rows.row_of(second), 0), role))

    bench.layout.queue.search.setText("state:excluded")
    qtbot.waitUntil(lambda: rows.row(second) is not None, timeout=LONG)
    qtbot.waitUntil(lambda: why in said(Qt.ItemDataRole.ToolTipRole), timeout=LONG)
    assert said(Qt.ItemDataRole.AccessibleTextRole).endswith(why)
    bench.curating.open(article_label(second))
    qtbot.waitUntil(lambda: why in bench.layout.article.header.about.text(), timeout=LONG)


def test_of_several_studies_the_one_that_is_meant_is_chosen_from_a_list(
    qtbot: QtBot, open_window: Opener, with_copy: Path
) -> None:
    registry = Registry.open(with_copy)
    ids = {row.number: row.article_id for row in article_rows(registry, range(1, 9))}
    number, _ = _open_pairs(registry)[0]
    long = "A name that goes on and on, " * 9 + "and ends"
    for name in ("Cells in mice", "Cells & more", long):
        save_reading(registry, ids[number], claims={}, label=name, author=ADA)
    registry.close()
    bench = open_window(with_copy)
    page = open_view(qtbot, bench)
    pair = shown_pair(page)
    assert pair[0] == number
    press(page, Qt.Key.Key_2)
    menu = bench.duplicates._studies.menu
    assert isinstance(menu, QMenu)
    assert article_label(number) in menu.accessibleName()
    words = [action.text() for action in menu.actions()[1:]]
    assert [one[:6] for one in words] == ["S-0001", "S-0002", "S-0003"]
    assert words[1].endswith("Cells && more  ·  nothing read yet")
    assert words[2].endswith("…  ·  nothing read yet"), "the name is cut, not what tells them apart"
    choose(menu, words[1])
    qtbot.waitUntil(lambda: pair not in _open(with_copy), timeout=LONG)
    registry = Registry.open(with_copy, read_only=True)
    rows = {row.label: row.articles for row in study_rows(registry, study_ids(registry))}
    registry.close()
    assert rows == {"Cells in mice": 1, "Cells & more": 2, long: 1}
    qtbot.waitUntil(page.undo_button.isVisible, timeout=LONG)
    page.undo_button.click()
    qtbot.waitUntil(lambda: pair in _open(with_copy), timeout=LONG)


def _open_pairs(registry: Registry) -> list[tuple[int, int]]:
    return [(one.first.number, one.second.number) for one in proposals(registry)]
