"""The window around the curator's work: opening, messages, panes, tasks, closing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from curator.gui.widgets import Button
from curator.gui.workbench import Workbench
from curator.services.importing import import_paths
from curator.services.opening import open_article as opened
from curator.services.registry import Registry
from curator.services.saving import save
from curator.services.settings import load_settings
from curator.services.values import Author
from curator.services.withdrawing import withdraw
from curator.store.journal import NewRevision
from tests.gui.window.acts import LONG, draft_of, open_article, press, run, select, wait_saved
from tests.gui.window.conftest import Opener, close_window

OTHER = Author("01890000-0000-7000-8000-000000000002", "K. Other")


def test_the_first_article_is_shown_and_the_list_is_whole(bench: Workbench) -> None:
    assert draft_of(bench).article.number == 1
    assert list(bench.layout.queue.articles.rows.numbers) == [1, 2, 3]
    assert bench.layout.queue.articles.rows.placeholders == 0
    assert bench.window.windowTitle() == "A-0001 – three.curator – Curator"


def test_the_window_opens_again_where_it_was(
    qtbot: QtBot, open_window: Opener, registry_path: Path
) -> None:
    bench = open_window(registry_path)
    open_article(qtbot, bench, 3)
    run(bench, "zoom.in")
    run(bench, "view.bottom")
    close_window(qtbot, bench.window)
    settings, notice = load_settings()
    assert (settings.zoom, notice) == (110, "")
    again = open_window(registry_path)
    assert draft_of(again).article.number == 3
    assert again.layout.bottom.open
    run(again, "zoom.reset")


def test_an_empty_registry_shows_the_start_with_the_focus_on_its_first_choice(
    open_window: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "empty.curator"
    Registry.open(path, author=OTHER, create=True).close()
    bench = open_window(path)
    assert bench.layout.shown is bench.layout.start
    assert bench.layout.status.counts.text() == "0 articles, 0 studies"
    assert bench.window.focusWidget() is bench.layout.start.choices[0]


def test_a_second_window_is_read_only_and_says_who_has_the_registry(
    qtbot: QtBot, open_window: Opener, registry_path: Path
) -> None:
    first = open_window(registry_path)
    second = open_window(registry_path)
    message = second.layout.messages.shown
    assert message is not None
    assert message.text.startswith("Read-only: Another window")
    select(second, "mice")
    press(qtbot, second, "m")
    assert draft_of(second).claim("organism") is None
    close_window(qtbot, first.window)
    second.layout.message_bar.button.click()  # Try again
    qtbot.waitUntil(lambda: not second.session.read_only, timeout=LONG)


def test_what_is_no_registry_is_said_and_the_window_stays(
    qtbot: QtBot, open_window: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir", encoding="utf-8")
    bench = open_window(path, wait=False)
    qtbot.waitUntil(lambda: bench.layout.messages.shown is not None, timeout=LONG)
    message = bench.layout.messages.shown
    assert message is not None
    assert message.kind == "bad"
    assert "letter.txt" in message.text
    assert path.read_text(encoding="utf-8") == "Dear Sir"
    assert bench.actions["registry.open"].isEnabled()
    assert not bench.actions["save.progress"].isEnabled()


def test_what_another_process_saved_is_merged_into_the_draft(
    qtbot: QtBot, bench: Workbench, registry_path: Path, tmp_path: Path
) -> None:
    select(bench, "mice")
    press(qtbot, bench, "m")
    more = tmp_path / "d.txt"
    more.write_text("A fourth article\n\nIt came from another program.\n", encoding="utf-8")
    with_it = Registry.open(registry_path)
    import_paths(with_it, [more], author=OTHER)
    withdraw(with_it, "A-0003", reason="not ours", author=OTHER)
    with_it.close()
    queue = bench.layout.queue
    qtbot.waitUntil(lambda: list(queue.articles.rows.numbers) == [1, 2, 4], timeout=LONG)
    assert draft_of(bench).claim("organism") is not None


def test_a_save_over_somebody_elses_merges_both(
    qtbot: QtBot, bench: Workbench, registry_path: Path, tmp_path: Path
) -> None:
    select(bench, "mice")
    press(qtbot, bench, "m")
    run(bench, "save.progress")
    wait_saved(qtbot, bench)
    qtbot.waitUntil(lambda: not draft_of(bench).dirty, timeout=LONG)
    study = draft_of(bench).study
    other = Registry.open(registry_path)
    article = opened(other, draft_of(bench).article.article_id)
    document = article.extractions[0].study_document.to_json() | {"label": "Theirs"}
    head = article.extractions[0].study_revision_id
    save(
        other,
        [NewRevision(study, "study", document, (head,))],
        based_on={study: head},
        author=OTHER,
    )
    other.close()
    select(bench, "lung cancer")
    press(qtbot, bench, "d")
    bench.layout.status.show_saved("", "")
    run(bench, "save.progress")
    wait_saved(qtbot, bench)
    qtbot.waitUntil(
        lambda: draft_of(bench).study_of(draft_of(bench).extraction).title == "Theirs",
        timeout=LONG,
    )
    assert draft_of(bench).claim("disease") is not None


def test_the_filter_finds_while_typing_and_escape_clears_it(qtbot: QtBot, bench: Workbench) -> None:
    queue = bench.layout.queue
    QTest.keyClicks(queue.search, "lupus")
    qtbot.waitUntil(lambda: list(queue.articles.rows.numbers) == [2], timeout=LONG)
    assert queue.segments.segments[0].text() == "All 1"
    QTest.keyClick(queue.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: list(queue.articles.rows.numbers) == [1, 2, 3], timeout=LONG)


def test_enter_before_a_search_that_finds_nothing_keeps_the_keyboard_in_it(
    qtbot: QtBot, bench: Workbench
) -> None:
    queue = bench.layout.queue
    queue.focus_search()
    QTest.keyClicks(queue.search, "no such words")
    QTest.keyClick(queue.search, Qt.Key.Key_Return)
    assert queue.articles.hasFocus()
    qtbot.waitUntil(lambda: not list(queue.articles.rows.numbers), timeout=LONG)
    assert queue.search.hasFocus()


def test_go_to_says_that_nothing_was_found(qtbot: QtBot, bench: Workbench) -> None:
    run(bench, "go.to")
    palette = bench.layout.palette
    qtbot.waitUntil(lambda: len(palette.labels) > 0, timeout=LONG)
    QTest.keyClicks(palette.line, "A-0099")
    qtbot.waitUntil(lambda: palette.note.text() == "Nothing found", timeout=LONG)
    assert palette.labels == ()
    QTest.keyClick(palette.line, Qt.Key.Key_Escape)


def test_go_to_finds_by_number_and_by_words(qtbot: QtBot, bench: Workbench) -> None:
    run(bench, "go.to")
    palette = bench.layout.palette
    QTest.keyClicks(palette.line, "a3")
    qtbot.waitUntil(lambda: len(palette.labels) == 1, timeout=LONG)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: draft_of(bench).article.number == 3, timeout=LONG)


def test_the_palette_runs_a_command_by_its_name(qtbot: QtBot, bench: Workbench) -> None:
    run(bench, "window.palette")
    palette = bench.layout.palette
    QTest.keyClicks(palette.line, "bottom panel")
    assert "Show the bottom panel" in palette.labels
    while palette.view.currentIndex().data() != "Show the bottom panel, Ctrl+J":
        QTest.keyClick(palette.line, Qt.Key.Key_Down)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert bench.layout.bottom.open
    assert not palette.isVisible()


def test_dropped_files_are_imported_and_the_undo_takes_them_away(
    qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    file = tmp_path / "e.txt"
    file.write_text("Dropped here\n\nAnd read.\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, left, none)
    QApplication.sendEvent(bench.window, enter)
    assert bench.layout.drop.isVisible()
    assert bench.layout.drop.accessibleName() == "Import 1 file into three.curator"
    QApplication.sendEvent(bench.window, QDropEvent(QPointF(9, 9), copy, data, left, none))
    assert not bench.layout.drop.isVisible()
    queue = bench.layout.queue
    qtbot.waitUntil(lambda: len(queue.articles.rows.numbers) == 4, timeout=LONG)
    qtbot.waitUntil(lambda: bench.layout.messages.shown is not None, timeout=LONG)
    message = bench.layout.messages.shown
    assert message is not None
    assert message.text == "1 article imported."
    assert [one.state for one in bench.tasks.all if one.what == "Import"] == ["done"]
    bench.layout.message_bar.button.click()  # Undo
    qtbot.waitUntil(lambda: len(queue.articles.rows.numbers) == 3, timeout=LONG)


def test_a_file_that_fails_waits_in_problems_with_its_reason(
    qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    bad = tmp_path / "empty.txt"
    bad.write_bytes(b"")
    bench.imports.take_in((bad,))
    qtbot.waitUntil(lambda: bench.layout.messages.shown is not None, timeout=LONG)
    rows = bench.layout.bottom.tables["problems"].table_rows
    assert any("empty.txt" in row.cells[0].text for row in rows)


def test_an_export_is_written_and_repeated_by_one_key(
    qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    path = tmp_path / "out.csv"
    bench.work.last_export = ("csv", str(path))
    run(bench, "export.again")
    qtbot.waitUntil(path.exists, timeout=LONG)
    qtbot.waitUntil(lambda: bench.tasks.all[0].state == "done", timeout=LONG)
    assert path.read_text(encoding="utf-8-sig").count("\n") >= 1


def test_the_check_says_that_all_is_as_sealed(qtbot: QtBot, bench: Workbench) -> None:
    run(bench, "registry.check")
    qtbot.waitUntil(lambda: bench.layout.messages.shown is not None, timeout=LONG)
    message = bench.layout.messages.shown
    assert message is not None
    assert message.kind == "ok"
    assert "as sealed" in message.text


def test_a_backup_is_verified_and_lies_in_the_folder_of_backups(
    qtbot: QtBot, bench: Workbench, own_home: Path
) -> None:
    run(bench, "registry.backup")
    qtbot.waitUntil(lambda: bench.tasks.all[0].state == "done", timeout=LONG)
    assert bench.layout.status.backup.text().startswith("Backup verified")
    assert len(list((own_home / "backups").glob("*.curator"))) == 1


@pytest.mark.parametrize(
    ("width", "arrangement"), [(1280, "wide"), (1100, "drawer"), (900, "tabs"), (640, "tabs")]
)
def test_the_panes_follow_the_width(
    qtbot: QtBot, bench: Workbench, width: int, arrangement: str
) -> None:
    bench.window.resize(width, 700)
    qtbot.waitUntil(lambda: bench.layout.panes.arrangement == arrangement, timeout=LONG)
    shown = [
        pane.isVisible() for pane in (bench.layout.queue, bench.layout.article, bench.layout.form)
    ]
    assert (
        shown
        == {
            "wide": [True, True, True],
            "drawer": [False, True, True],
            "tabs": [False, True, False],
        }[arrangement]
    )
    run(bench, "pane.form")
    assert bench.layout.form.isVisible()
    run(bench, "pane.list")
    assert bench.layout.queue.isVisible()
    run(bench, "pane.article")
    assert bench.layout.article.isVisible()
    bench.window.resize(1280, 800)
    qtbot.waitUntil(lambda: bench.layout.panes.arrangement == "wide", timeout=LONG)
    assert bench.layout.queue.isVisible()


def test_f6_goes_through_the_panes_and_comes_back(qtbot: QtBot, bench: Workbench) -> None:
    run(bench, "pane.list")
    panes = [bench.layout.queue, bench.layout.article, bench.layout.form, bench.layout.bottom]
    seen = []
    for _ in range(5):
        focus = bench.window.focusWidget()
        assert focus is not None
        seen.append(next(n for n, pane in enumerate(panes) if pane.isAncestorOf(focus)))
        run(bench, "pane.next")
    assert seen == [0, 1, 2, 3, 0]


def test_every_control_that_takes_the_keyboard_has_a_name(qtbot: QtBot, bench: Workbench) -> None:
    select(bench, "mice")
    press(qtbot, bench, "m")
    bench.layout.bottom.set_open(True)
    bench.saving.ask_author()
    bench.places.show_keys()
    run(bench, "window.palette")
    nameless = [
        f"{type(one).__name__} {one.objectName()!r} in {type(one.parent()).__name__}"
        for one in bench.window.findChildren(QWidget)
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not one.accessibleName()
        # Qt's own parts of a control speak with the control's name; a button without words is
        # hidden until a message brings some.
        and not one.objectName().startswith("qt_")
        and type(one) is not QWidget
        and not (isinstance(one, Button) and not one.text() and not one.isVisible())
    ]
    assert nameless == []


def test_an_error_in_a_slot_is_shown_and_the_draft_goes_on(qtbot: QtBot, bench: Workbench) -> None:
    bench.faults.take(ValueError("boom"))
    qtbot.waitUntil(lambda: bench.layout.messages.shown is not None, timeout=LONG)
    message = bench.layout.messages.shown
    assert message is not None
    assert message.kind == "bad"
    assert "boom" in bench.faults.last
    select(bench, "mice")
    press(qtbot, bench, "m")
    assert draft_of(bench).claim("organism") is not None


def test_help_lists_the_keys_and_escape_comes_back(qtbot: QtBot, bench: Workbench) -> None:
    run(bench, "help.keys")
    assert bench.layout.shown is bench.places.help
    QTest.keyClick(bench.places.help.table, Qt.Key.Key_Escape)
    assert bench.layout.shown is bench.layout.curating
