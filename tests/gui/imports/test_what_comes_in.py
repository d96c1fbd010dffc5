"""What may be dropped and pasted, passwords, columns of lists, a watched folder."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from curator.gui.imports.columns_view import ColumnsView
from curator.gui.imports.desk import file_filter
from curator.gui.imports.dropped import IMAGE, NOT_FETCHED, offered
from curator.gui.imports.report_view import ReportView
from curator.gui.workbench import Workbench
from curator.ingest.values import SourceFile
from curator.services.settings import load_settings
from tests.gui.imports.test_import_job import report_page, said, wait_for
from tests.gui.window.acts import LONG, draft_of, open_article, rows_in, run
from tests.gui.window.conftest import Opener, close_window

PAGE = "<meta charset='utf-16'><h1>A page</h1><p>Mice – été – were treated with cells.</p>"
AT = "2026-11-22T14:05:06.000000Z"


def clip(**kinds: object) -> QMimeData:
    data = QMimeData()
    if "text" in kinds:
        data.setText(str(kinds["text"]))
    if "html" in kinds:
        data.setHtml(str(kinds["html"]))
    if "urls" in kinds:
        data.setUrls([QUrl(str(one)) for one in kinds["urls"]])  # type: ignore[attr-defined]
    if "image" in kinds:
        data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    return data


def drop(bench: Workbench, data: QMimeData) -> str:
    """Drag data over the window and drop it; gives what the window said meanwhile."""
    window, at = bench.window, QPoint(300, 300)
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(at, action, data, button, none))
    words = bench.layout.drop.accessibleName() if bench.layout.drop.isVisible() else ""
    QApplication.sendEvent(window, QDropEvent(at.toPointF(), action, data, button, none))
    return words


def test_pasted_words_are_called_after_the_minute() -> None:
    (one,) = offered(clip(text="Mice were treated."), at=AT).paths
    assert isinstance(one, SourceFile)
    assert one.name.startswith("pasted text 2026-11-2")
    assert one.data == b"Mice were treated."


@pytest.mark.parametrize(
    ("kinds", "refusal"),
    [
        ({"urls": ["https://example.org/a.pdf"]}, NOT_FETCHED),
        ({"text": "https://example.org/a\nhttp://example.org/b "}, NOT_FETCHED),
        ({"image": True}, IMAGE),
        ({}, "no file and no text"),
        ({"text": "  \n"}, "no file and no text"),
    ],
)
def test_what_is_no_article_is_refused_with_a_sentence(
    qapp: QApplication, kinds: dict[str, object], refusal: str
) -> None:
    what = offered(clip(**kinds))
    assert what.paths == ()
    assert refusal in what.refusal


def test_a_page_goes_through_the_reader_of_pages(qtbot: QtBot, bench: Workbench) -> None:
    drop(bench, clip(html=PAGE, text="A page Mice"))
    wait_for(qtbot, bench, "1 article imported.")
    rows = bench.layout.queue.articles.rows
    qtbot.waitUntil(lambda: len(rows.numbers) == 4, timeout=LONG)
    open_article(qtbot, bench, 4)
    body = draft_of(bench).article.body
    assert "Mice – été – were treated" in body
    assert "<p>" not in body
    assert draft_of(bench).article.document.file_name.startswith("pasted text 20")


def test_the_key_pastes_an_article_into_the_list_once(qtbot: QtBot, bench: Workbench) -> None:
    # Words only: the clipboard would outlive a QMimeData of Python's, and crash at exit.
    QGuiApplication.clipboard().setText("Twelve mice were treated with cells, it says.")
    for sentence in ("1 article imported.", "is A-0004 already"):
        bench.layout.queue.focus_list()
        widget = bench.window.focusWidget()
        QTest.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        wait_for(qtbot, bench, sentence)
        qtbot.waitUntil(lambda: bench.tasks.running is None, timeout=LONG)


def test_the_key_pastes_words_where_words_are_typed(qtbot: QtBot, bench: Workbench) -> None:
    QGuiApplication.clipboard().setText("payload")
    bench.layout.queue.focus_search()
    search = bench.layout.queue.search
    assert isinstance(search, QLineEdit)
    QTest.keyClick(search, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert search.text() == "payload"
    assert bench.tasks.running is None


def test_dropped_words_become_an_article(qtbot: QtBot, bench: Workbench) -> None:
    words = drop(bench, clip(text="Twelve mice were treated with engineered cells, it says.\n"))
    assert words == "Import this text into three.curator"
    wait_for(qtbot, bench, "1 article imported.")


def test_dropped_addresses_are_not_fetched(qtbot: QtBot, bench: Workbench) -> None:
    words = drop(bench, clip(urls=["https://example.org/a.pdf"]))
    assert words == NOT_FETCHED
    assert said(bench) == NOT_FETCHED
    assert bench.tasks.all == ()


def test_the_chooser_offers_every_format() -> None:
    offered_names = file_filter()
    for ending in (".pdf", ".docx", ".ris", ".nbib", ".bib", ".csv", ".xlsx", ".mhtml", ".epub"):
        assert f"*{ending}" in offered_names.split(";;")[0]
    assert offered_names.endswith("All files (*)")


# Passwords.


def locked(folder: Path) -> Path:
    """An archive whose only member is encrypted, as the real ones are marked."""
    path = folder / "locked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "Mice were treated with cells.\n")
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    return path


def test_a_password_is_asked_for_and_asked_again(
    qtbot: QtBot, bench: Workbench, tmp_path: Path, own_home: Path
) -> None:
    bench.imports.take_in((locked(tmp_path),))
    ask = bench.layout.ask
    qtbot.waitUntil(lambda: "needs a password" in ask.accessibleName(), timeout=LONG)
    assert ask.line.echoMode() == QLineEdit.EchoMode.Password
    assert bench.layout.messages.shown is None, "the question says it already"
    assert "needs a password" in bench.tasks.all[0].result
    QTest.keyClicks(ask.line, "open  sesame")
    QTest.keyClick(ask.line, Qt.Key.Key_Return)
    assert ask.line.text() == ""
    qtbot.waitUntil(lambda: "does not open" in ask.accessibleName(), timeout=LONG)
    QTest.keyClick(ask.line, Qt.Key.Key_Escape)
    assert not ask.isVisible()
    kept = b"".join(one.read_bytes() for one in own_home.rglob("*") if one.is_file())
    assert b"sesame" not in kept
    run(bench, "import.report")
    page = report_page(bench)
    assert page.help.text() == "Give its password…"
    page.help.click()
    assert ask.isVisible()


# Lists.


def columns_page(qtbot: QtBot, bench: Workbench) -> ColumnsView:
    qtbot.waitUntil(lambda: isinstance(bench.layout.shown, ColumnsView), timeout=LONG)
    page = bench.layout.shown
    assert isinstance(page, ColumnsView)
    return page


def choose(page: ColumnsView, header: str, words: str) -> None:
    box = page.boxes[header]
    box.setFocus()
    box.setCurrentIndex(box.findText(words))


def test_a_list_is_explained_once_and_taken_by_itself_then(
    qtbot: QtBot, bench: Workbench, tmp_path: Path, registry_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Nr;Tier;Rest\nA-1;mouse;x\nA-3;not reported;y\n", encoding="utf-8")
    bench.imports.take_in((path,))
    page = columns_page(qtbot, bench)
    assert page.count.text() == "2 rows"
    page.go.click()
    assert "Say which column holds" in page.problem.text()
    choose(page, "Nr", "Article (A-0001)")
    choose(page, "Tier", "Organism")
    QTest.keyClick(page.go, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_for(qtbot, bench, "2 readings imported.")
    assert bench.layout.shown is bench.layout.curating
    assert [rows_in(str(registry_path))[one].state for one in (1, 2, 3)] == [
        "in_progress", "new", "in_progress"
    ]  # fmt: skip
    (remembered,) = load_settings()[0].columns.values()
    assert remembered == {"Nr": "article", "Tier": "field:organism", "Rest": ""}
    qtbot.waitUntil(lambda: bench.tasks.running is None, timeout=LONG)
    bench.imports.take_in((path,))
    wait_for(qtbot, bench, "0 readings imported; 2 were there already.")


def test_a_list_of_readings_in_a_folder_is_asked_about_in_the_report(
    qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "list.csv").write_text("Article;Organism;Rest\nA-1;mouse;x\n", encoding="utf-8")
    (folder / "c.txt").write_text("Something else about cells in mice.\n", encoding="utf-8")
    bench.imports.take_in((folder,))
    wait_for(qtbot, bench, "1 article imported; list.csv waits for its columns.")
    run(bench, "import.report")
    page = report_page(bench)
    assert (page.help.text(), page.retry.isVisible()) == ("Choose its columns…", False)
    assert "Failed 0" in [one.text() for one in page.filter.segments]
    assert outcomes(page) == ["Columns to choose"]
    QTest.mouseClick(page.help, Qt.MouseButton.LeftButton)
    columns = columns_page(qtbot, bench)
    assert columns.title.text() == "Columns of list.csv"
    QTest.keyClick(columns.go, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_for(qtbot, bench, "1 reading imported.")
    qtbot.waitUntil(lambda: bench.tasks.running is None, timeout=LONG)
    bench.imports.take_in((folder,))
    wait_for(qtbot, bench, "0 readings imported; 2 were there already.")


def outcomes(page: ReportView) -> list[str]:
    """The first cells of the rows that are shown."""
    model = page.table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def two_columns(path: Path) -> None:
    """A workbook of one reading."""
    book = Workbook()
    sheet = book.create_sheet("readings", 0)
    for row in (["Article", "Organism"], ["A-1", "mouse"]):
        sheet.append(row)
    book.save(path)


@pytest.mark.parametrize("way", ["bar", "row"])
def test_a_workbook_that_waits_is_explained_from_the_bar_or_by_its_row(
    qtbot: QtBot, bench: Workbench, tmp_path: Path, way: str
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    two_columns(folder / "list.xlsx")
    bench.imports.take_in((folder,))
    wait_for(qtbot, bench, "0 articles imported; list.xlsx waits for its columns.")
    if way == "bar":
        shown = bench.layout.messages.shown
        assert shown is not None
        assert shown.action == "Choose its columns"
        QTest.mouseClick(bench.layout.message_bar.button, Qt.MouseButton.LeftButton)
    else:
        run(bench, "import.report")
        QTest.keyClick(report_page(bench).table, Qt.Key.Key_Return)
    columns = columns_page(qtbot, bench)
    assert columns.title.text() == "Columns of list.xlsx"
    QTest.keyClick(columns.go, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_for(qtbot, bench, "1 reading imported.")


def test_what_failed_is_shown_before_what_waits(
    qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("one.xlsx", "two.xlsx"):
        two_columns(folder / name)
    (folder / "blank.txt").write_text("  \n", encoding="utf-8")
    bench.imports.take_in((folder,))
    wait_for(qtbot, bench, "0 articles imported; 2 lists wait for their columns; blank.txt")
    run(bench, "import.report")
    page = report_page(bench)
    assert (outcomes(page), page.retry.isVisible()) == (["Failed"], True)
    names = [one.text() for one in page.filter.segments]
    waiting = page.filter.segments[names.index("Columns to choose 2")]
    QTest.mouseClick(waiting, Qt.MouseButton.LeftButton)
    assert outcomes(page) == ["Columns to choose"] * 2
    assert page.help.isVisible()


def test_a_list_may_be_left_out(qtbot: QtBot, bench: Workbench, tmp_path: Path) -> None:
    path, other = tmp_path / "list.csv", tmp_path / "c.txt"
    path.write_text("Nr;Tier\n1;mouse\n", encoding="utf-8")
    other.write_text("Something else about cells in mice.\n", encoding="utf-8")
    bench.imports.take_in((path, other))
    page = columns_page(qtbot, bench)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    wait_for(qtbot, bench, "1 article imported.")


# A watched folder.


def test_a_watched_folder_is_imported_remembered_and_let_go(
    qtbot: QtBot, open_window: Opener, registry_path: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "incoming"
    folder.mkdir()
    bench = open_window(registry_path)
    bench.watch.timer.setInterval(50)
    bench.watch.watch(folder)
    status = bench.layout.status.watch
    qtbot.waitUntil(lambda: status.text() == "Watching incoming", timeout=LONG)
    (folder / "a.txt").write_text("Something new about cells in mice.\n", encoding="utf-8")
    (folder / "blank.txt").write_text("  \n", encoding="utf-8")
    wait_for(qtbot, bench, "1 article imported")
    imports = [one for one in bench.tasks.all if one.what == "Import"]
    assert len(imports) <= 2
    away = folder.rename(tmp_path / "away")
    qtbot.waitUntil(lambda: status.text() == "incoming is gone", timeout=LONG)
    away.rename(folder)
    qtbot.waitUntil(lambda: status.text() == "Watching incoming", timeout=LONG)
    close_window(qtbot, bench.window)
    again = open_window(registry_path)
    qtbot.waitUntil(lambda: again.watch.folder == folder, timeout=LONG)
    run(again, "import.unwatch")
    qtbot.waitUntil(lambda: again.watch.folder is None, timeout=LONG)
    assert not again.layout.status.watch.isVisible()
    assert load_settings()[0].watched == {}


def test_what_a_watched_folder_brings_is_said_and_where_it_came_from(
    qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    folder = tmp_path / "incoming"
    folder.mkdir()
    bench.watch.timer.setInterval(50)
    bench.watch.watch(folder)
    qtbot.waitUntil(lambda: bench.layout.status.watch.text() == "Watching incoming", timeout=LONG)
    run(bench, "help.keys")
    page = bench.layout.shown
    (folder / "a.txt").write_text("Something new about cells in mice.\n", encoding="utf-8")
    wait_for(qtbot, bench, "From incoming: 1 article imported.")
    assert bench.layout.message_bar.isVisible()
    assert bench.layout.message_bar.button.text() == "Undo"
    assert bench.layout.shown is page, "nobody asked to go elsewhere"


def test_a_name_that_is_not_utf_8_is_watched_too(
    qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    Path(os.fsdecode(folder)).mkdir()
    bench.watch.watch(Path(os.fsdecode(folder)))
    status = bench.layout.status.watch
    qtbot.waitUntil(lambda: status.text() == "Watching caf\\xe9", timeout=LONG)
