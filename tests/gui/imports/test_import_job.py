"""The import job of the window: counts, rate, cancel, its report, quitting meanwhile."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from curator.gui import calls
from curator.gui.imports.report_view import ReportView
from curator.gui.tasks import Tasks, rate_words
from curator.gui.workbench import Workbench
from curator.services.import_report import failed_paths
from tests.gui.window.acts import LONG, draft_of, rows_in, run
from tests.gui.window.conftest import Opener
from tests.slowness import slowness

WORDS = "Article {n} of many\n\nMice number {n} were treated with the engineered cells.\n"


def write_files(folder: Path, count: int) -> Path:
    folder.mkdir()
    for n in range(count):
        (folder / f"{n:04}.txt").write_text(WORDS.format(n=n), encoding="utf-8")
    return folder


def said(bench: Workbench) -> str:
    shown = bench.layout.messages.shown
    return shown.text if shown is not None else ""


def wait_for(qtbot: QtBot, bench: Workbench, words: str) -> None:
    qtbot.waitUntil(lambda: words in said(bench), timeout=LONG)


def report_page(bench: Workbench) -> ReportView:
    page = bench.layout.shown
    assert isinstance(page, ReportView)
    return page


def mixed(folder: Path) -> Path:
    """One good file, its twin, one that is blank."""
    write_files(folder, 1)
    (folder / "twin.txt").write_text(WORDS.format(n=0), encoding="utf-8")
    (folder / "blank.txt").write_text(" \n", encoding="utf-8")
    return folder


def test_cancel_leaves_nothing_behind_within_a_second(
    qtbot: QtBot, bench: Workbench, registry_path: Path, tmp_path: Path, staging_folder: Path
) -> None:
    files = write_files(tmp_path / "many", 2_000)
    before = hashlib.sha256(registry_path.read_bytes()).hexdigest()
    bench.imports.take_in((files,))
    qtbot.waitUntil(lambda: bench.tasks.all[0].done >= 50, timeout=LONG)
    assert any(staging_folder.iterdir())
    started = time.monotonic()
    bench.layout.status.job.cancel.click()
    qtbot.waitUntil(lambda: bench.tasks.all[0].state == "cancelled", timeout=LONG)
    took = time.monotonic() - started
    assert took < 1.0 * slowness()
    assert list(staging_folder.iterdir()) == []
    assert hashlib.sha256(registry_path.read_bytes()).hexdigest() == before
    assert sorted(rows_in(str(registry_path))) == [1, 2, 3]
    assert not bench.layout.status.job.isVisible()


def test_the_status_bar_counts_and_rates(qtbot: QtBot, bench: Workbench) -> None:
    bench.layout.status.show_task("Import", done=312, total=2_000, rate=rate_words(45.2))
    assert bench.layout.status.job.label.text() == "Import 312 of 2,000, 45/s"


@pytest.mark.parametrize(
    ("rate", "words"),
    [(0, ""), (45.2, "45/s"), (1_234, "1,234/s"), (0.4, "24/min"), (1e-9, "1/min")],
)
def test_rates_in_words(rate: float, words: str) -> None:
    assert rate_words(rate) == words


def test_a_rate_is_of_what_runs_now(qtbot: QtBot, bench: Workbench) -> None:
    at = [0.0]
    tasks = Tasks(clock=lambda: at[0])
    job = bench.session.lanes.work(calls.feed_texts)
    tasks.watch("Import", job)
    job.progressed.emit(1, 100, "a")
    at[0] = 0.5
    job.progressed.emit(20, 100, "b")
    assert tasks.all[0].rate == 0
    at[0] = 2.0
    job.progressed.emit(81, 100, "c")
    assert tasks.all[0].rate == 40
    job.progressed.emit(1, 7, "another thing")
    assert tasks.all[0].rate == 0
    qtbot.waitUntil(lambda: job.done, timeout=LONG)


def test_the_report_opens_from_the_message_and_from_tasks(
    qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    bench.imports.take_in((mixed(tmp_path / "in"),))
    wait_for(qtbot, bench, "1 article imported")
    assert "blank.txt" in said(bench)
    assert bench.layout.message_bar.button.text() == "Report"
    bench.layout.message_bar.button.click()
    page = report_page(bench)
    assert page.current is not None
    assert page.current.name == "blank.txt"
    assert page.filter.segments[0].text() == "All 3"
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert bench.layout.shown is bench.layout.curating
    bench.layout.bottom.show_tab("tasks")
    table = bench.layout.bottom.tables["tasks"]
    row = next(n for n, one in enumerate(table.table_rows) if one.cells[0].text == "Import")
    where = table.visualRect(table.model().index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert report_page(bench).isVisible()


def test_the_report_filters_opens_copies_and_saves(
    qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    bench.imports.take_in((mixed(tmp_path / "in"),))
    wait_for(qtbot, bench, "1 article imported")
    run(bench, "import.report")
    page = report_page(bench)
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("blank.txt: ")
    file = tmp_path / "report.json"
    bench.imports.save_report(str(file))
    qtbot.waitUntil(file.exists, timeout=LONG)
    wait_for(qtbot, bench, "Wrote report.json.")
    assert [path.rpartition(b"/")[2] for path in failed_paths(file)] == [b"blank.txt"]
    assert json.loads(file.read_text("utf-8"))["counts"]["same"] == 1
    page.filter.segments[2].click()
    assert [one.cells[1].text for one in page.table.table_rows] == ["twin.txt"]
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: draft_of(bench).article.number == 4, timeout=LONG)
    assert bench.layout.shown is bench.layout.curating


def test_retry_runs_the_failed_ones_alone(qtbot: QtBot, bench: Workbench, tmp_path: Path) -> None:
    folder = mixed(tmp_path / "in")
    bench.imports.take_in((folder,))
    wait_for(qtbot, bench, "1 article imported")
    (folder / "blank.txt").write_text("It says something now of cells.\n", encoding="utf-8")
    bench.layout.message_bar.button.click()
    report_page(bench).retry.click()
    wait_for(qtbot, bench, "1 article imported.")
    run(bench, "import.report")
    assert [one.cells[1].text for one in report_page(bench).table.table_rows] == ["blank.txt"]


def test_undo_from_the_report_withdraws_what_came(
    qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    bench.imports.take_in((mixed(tmp_path / "in"),))
    wait_for(qtbot, bench, "1 article imported")
    bench.layout.message_bar.button.click()
    report_page(bench).undo.click()
    wait_for(qtbot, bench, "withdrawn")
    queue = bench.layout.queue
    qtbot.waitUntil(lambda: len(queue.articles.rows.numbers) == 3, timeout=LONG)


def test_the_same_folder_again_changes_nothing(
    qtbot: QtBot, bench: Workbench, registry_path: Path, tmp_path: Path
) -> None:
    folder = write_files(tmp_path / "in", 5)
    bench.imports.take_in((folder,))
    wait_for(qtbot, bench, "5 articles imported.")
    qtbot.waitUntil(lambda: bench.tasks.running is None, timeout=LONG)
    before = hashlib.sha256(registry_path.read_bytes()).hexdigest()
    bench.imports.take_in((folder,))
    wait_for(qtbot, bench, "0 articles imported; 5 were there already.")
    qtbot.waitUntil(lambda: bench.tasks.running is None, timeout=LONG)
    assert hashlib.sha256(registry_path.read_bytes()).hexdigest() == before


def test_quitting_while_importing_asks_once(
    qtbot: QtBot, open_window: Opener, registry_path: Path, tmp_path: Path, staging_folder: Path
) -> None:
    bench = open_window(registry_path)
    bench.imports.take_in((write_files(tmp_path / "many", 2_000),))
    qtbot.waitUntil(lambda: bench.tasks.all[0].done >= 1, timeout=LONG)
    bench.window.close()
    assert bench.window.isVisible()
    assert "An import is running" in said(bench)
    bench.window.close()
    qtbot.waitUntil(lambda: not bench.window.isVisible(), timeout=LONG)
    assert sorted(rows_in(str(registry_path))) == [1, 2, 3]
    assert list(staging_folder.iterdir()) == []
