"""What is asked for while another import runs or asks: nothing of it is lost."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from curator.gui.workbench import Workbench
from tests.gui.imports.test_import_job import said, wait_for, write_files
from tests.gui.imports.test_what_comes_in import choose, columns_page
from tests.gui.window.acts import LONG, rows_in
from tests.ingest.pdf.pdf_files import Page, Pdf

WORDS = ("CAR-T cells against lymphoma in twelve patients.", "Each was given one infusion.")


def locked_pdf(folder: Path) -> Path:
    path = folder / "locked.pdf"
    path.write_bytes(Pdf([Page().lines(54, 100, list(WORDS))], password="sesame").data())
    return path


def list_of_two(folder: Path, name: str = "refs.csv") -> Path:
    path = folder / name
    path.write_text("Name;Who\nCells in mice;A\nCells in men;B\n", encoding="utf-8")
    return path


def wait_asked(qtbot: QtBot, bench: Workbench, words: str) -> None:
    qtbot.waitUntil(lambda: words in bench.layout.ask.accessibleName(), timeout=LONG)
    qtbot.waitUntil(bench.layout.ask.isVisible, timeout=LONG)


def give_password(bench: Workbench, words: str) -> None:
    line = bench.layout.ask.line
    QTest.keyClicks(line, words)
    QTest.keyClick(line, Qt.Key.Key_Return)


def wait_idle(qtbot: QtBot, bench: Workbench) -> None:
    qtbot.waitUntil(lambda: not bench.imports.running, timeout=LONG)


def test_a_password_given_while_columns_are_asked_for_opens_its_file(
    qtbot: QtBot, bench: Workbench, tmp_path: Path, registry_path: Path
) -> None:
    bench.imports.take_in((locked_pdf(tmp_path),))
    wait_asked(qtbot, bench, "needs a password")
    give_password(bench, "wrong")
    wait_asked(qtbot, bench, "does not open")
    wait_idle(qtbot, bench)
    bench.imports.columns._chosen(str(list_of_two(tmp_path)))
    page = columns_page(qtbot, bench)
    give_password(bench, "sesame")
    choose(page, "Name", "Title")
    QTest.keyClick(page.go, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(rows_in(str(registry_path))) == 6, timeout=LONG)


def test_a_password_is_still_asked_for_after_another_import_ended(
    qtbot: QtBot, bench: Workbench, tmp_path: Path, registry_path: Path
) -> None:
    bench.imports.take_in((locked_pdf(tmp_path),))
    wait_asked(qtbot, bench, "needs a password")
    wait_idle(qtbot, bench)
    bench.imports.take_in((write_files(tmp_path / "more", 1),))
    wait_for(qtbot, bench, "1 article imported.")
    give_password(bench, "sesame")
    qtbot.waitUntil(lambda: len(rows_in(str(registry_path))) == 5, timeout=LONG)


def test_a_question_in_between_only_delays_the_password(
    qtbot: QtBot, bench: Workbench, tmp_path: Path, registry_path: Path
) -> None:
    bench.imports.take_in((locked_pdf(tmp_path),))
    wait_asked(qtbot, bench, "needs a password")
    bench.saving.ask_author()
    wait_asked(qtbot, bench, "Who")
    QTest.keyClick(bench.layout.ask.line, Qt.Key.Key_Escape)
    wait_asked(qtbot, bench, "needs a password")
    give_password(bench, "sesame")
    qtbot.waitUntil(lambda: len(rows_in(str(registry_path))) == 4, timeout=LONG)


def test_files_dropped_while_an_import_runs_are_imported_after_it(
    qtbot: QtBot, bench: Workbench, tmp_path: Path, registry_path: Path
) -> None:
    bench.imports.take_in((write_files(tmp_path / "first", 300),))
    bench.imports.take_in((write_files(tmp_path / "second", 301) / "0300.txt",))
    assert "begins when it has ended" in said(bench)
    wait_for(qtbot, bench, "300 articles imported.")
    wait_for(qtbot, bench, "1 article imported.")
    assert "begins when" not in "".join(one.text for one in bench.layout.messages.waiting)


def test_a_second_list_is_asked_for_after_the_first(
    qtbot: QtBot, bench: Workbench, tmp_path: Path, registry_path: Path
) -> None:
    first, second = list_of_two(tmp_path), tmp_path / "b.csv"
    second.write_text("Called;From\nCells in rats;C\n", encoding="utf-8")
    bench.imports.take_in((first,))
    page = columns_page(qtbot, bench)
    bench.places.show_desk()
    bench.imports.take_in((second,))
    assert bench.layout.shown is page
    choose(page, "Name", "Title")
    page.go.click()
    qtbot.waitUntil(lambda: page.title.text() == "Columns of b.csv", timeout=LONG)
    choose(page, "Called", "Title")
    page.go.click()
    wait_for(qtbot, bench, "1 article imported.")
    assert len([one for one in bench.tasks.all if one.what == "Import"]) == 2


def test_a_cancelled_import_says_so(qtbot: QtBot, bench: Workbench, tmp_path: Path) -> None:
    bench.imports.take_in((write_files(tmp_path / "many", 3_000),))
    qtbot.waitUntil(lambda: bench.tasks.all[0].done >= 20, timeout=LONG)
    bench.layout.status.job.cancel.click()
    wait_for(qtbot, bench, "The import is cancelled; nothing of it is kept.")


def test_stopping_the_feeding_says_what_is_incomplete_and_goes_on(
    qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: bench.tasks.running is None, timeout=LONG)
    bench.layout.messages.settle()
    bench.work.feed_texts()
    bench.layout.status.job.cancel.click()
    assert "do not know every article yet" in said(bench)
    with qtbot.waitSignal(bench.work.fed, timeout=LONG):
        bench.layout.message_bar.button.click()
    assert "do not know" not in said(bench)


def test_the_keyboard_goes_to_the_article_where_nobody_had_it_before(
    qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    focus = bench.window.focusWidget()
    if focus is not None:
        focus.clearFocus()
    bench.saving.ask_author()
    wait_asked(qtbot, bench, "Who")
    QTest.keyClick(bench.layout.ask.line, Qt.Key.Key_Escape)
    focus = bench.window.focusWidget()
    assert focus is not None
    assert bench.layout.article.isAncestorOf(focus)
