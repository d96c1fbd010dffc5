"""What the curator's own act brings is seen, whatever else stands in the bar."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from curator.gui.article.pane import HINT
from curator.gui.messages import Message, Messages
from curator.gui.widgets import Button, MessageBar
from curator.gui.workbench import Workbench
from tests.gui.window.acts import LONG, draft_of, open_article, press, run, select, wait_saved
from tests.gui.window.conftest import Opener, close_window
from tests.gui.window.test_study_views import disagree


def text_of(bench: Workbench) -> str:
    shown = bench.layout.messages.shown
    return shown.text if shown is not None else ""


def made(qtbot: QtBot) -> Messages:
    bar = MessageBar()
    qtbot.addWidget(bar)
    return Messages(bar)


def shown(messages: Messages) -> Message:
    assert messages.shown is not None
    return messages.shown


def test_an_answer_stands_before_a_conflict_until_the_next_act(qtbot: QtBot) -> None:
    messages = made(qtbot)
    messages.say("conflict", kind="bad", parts="They disagree.", weight="standing")
    messages.say("check", kind="ok", parts="All is as sealed.")
    assert shown(messages).id == "check"
    messages.settle()
    assert shown(messages).id == "conflict"
    assert {one.id for one in messages.waiting} == {"check", "conflict"}


def test_an_answer_stays_where_nothing_waits_behind_it(qtbot: QtBot) -> None:
    messages = made(qtbot)
    messages.say("import", kind="ok", parts="3 articles imported.")
    messages.settle()
    assert shown(messages).id == "import"


def test_read_only_outranks_a_conflict_that_is_more_severe(qtbot: QtBot) -> None:
    messages = made(qtbot)
    messages.say("read-only", kind="warn", parts="Read-only.", weight="barring")
    messages.say("conflict", kind="bad", parts="They disagree.", weight="standing")
    assert shown(messages).id == "read-only"


def test_what_stands_does_not_come_back_after_it_was_closed(qtbot: QtBot) -> None:
    messages = made(qtbot)
    messages.say("conflict", kind="bad", parts="They disagree on A.", weight="standing")
    bar = messages.parent()
    assert isinstance(bar, MessageBar)
    bar.close_button.click()
    messages.say("conflict", kind="bad", parts="They disagree on A.", weight="standing")
    assert messages.shown is None
    messages.say("conflict", kind="bad", parts="They disagree on A and B.", weight="standing")
    assert shown(messages).text == "They disagree on A and B."


def test_a_check_is_answered_above_a_conflict_which_comes_back(
    qtbot: QtBot, bench: Workbench
) -> None:
    disagree(qtbot, bench)
    assert "disagree" in text_of(bench)
    run(bench, "registry.check")
    qtbot.waitUntil(lambda: "as sealed" in text_of(bench), timeout=LONG)
    run(bench, "pane.article")
    assert "disagree" in text_of(bench)


def test_in_a_read_only_window_every_key_that_would_change_something_says_why_not(
    qtbot: QtBot, open_window: Opener, registry_path: Path
) -> None:
    first = open_window(registry_path)
    disagree(qtbot, first)
    open_article(qtbot, first, 1)
    second = open_window(registry_path)
    # Where the other window has been is in the settings after a moment, and may not be there yet.
    if draft_of(second).article.number != 1:
        open_article(qtbot, second, 1)
    qtbot.waitUntil(lambda: second.curating.conflicts() == ["Organism"], timeout=LONG)
    assert text_of(second).startswith("Read-only: Another window (process ")
    assert second.layout.status.saved.text().startswith("Read-only: Another window (process ")
    for act in ("letter", "status.not_reported", "save.progress", "edit.undo"):
        second.layout.messages.withdraw("refused")
        if act == "letter":
            select(second, "mice")
            press(qtbot, second, "d")
        else:
            run(second, act)
        assert text_of(second).startswith("Nothing is changed: read-only."), act
    assert second.layout.message_bar.button.text() == "Try again"
    close_window(qtbot, first.window)
    second.layout.message_bar.button.click()
    qtbot.waitUntil(lambda: not second.session.read_only, timeout=LONG)
    qtbot.waitUntil(lambda: second.session.draft is not None, timeout=LONG)
    qtbot.waitUntil(lambda: "ead-only" not in text_of(second), timeout=LONG)


def test_the_status_names_the_newest_change(qtbot: QtBot, bench: Workbench, tmp_path: Path) -> None:
    assert bench.layout.status.saved.text() == "Change 2, saved"
    more = tmp_path / "more.txt"
    more.write_text("One more\n\nIt came late.\n", encoding="utf-8")
    bench.imports.take_in((more,))
    qtbot.waitUntil(lambda: bench.layout.status.saved.text() == "Change 3, saved", timeout=LONG)


def test_the_revision_in_the_status_is_that_of_the_study_on_the_desk(
    qtbot: QtBot, bench: Workbench
) -> None:
    select(bench, "mice")
    press(qtbot, bench, "m")
    run(bench, "save.progress")
    wait_saved(qtbot, bench)
    saved = bench.layout.status.saved
    qtbot.waitUntil(lambda: saved.text().startswith("Saved rev 1 at"), timeout=LONG)
    run(bench, "go.next")
    qtbot.waitUntil(lambda: draft_of(bench).article.number == 2, timeout=LONG)
    assert saved.text().startswith("Saved at ")


def test_the_keyboard_goes_back_to_where_it_was_once_a_question_is_answered(
    qtbot: QtBot, bench: Workbench
) -> None:
    view = bench.layout.article.view
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        select(bench, "mice")
        assert bench.window.focusWidget() is view
        bench.saving.ask_author()
        line = bench.layout.ask.line
        assert bench.window.focusWidget() is line
        QTest.keyClicks(line, "Somebody")
        QTest.keyClick(line, key)
        assert bench.window.focusWidget() is view


def test_a_question_asked_from_a_field_gives_the_keyboard_back_to_the_form(
    qtbot: QtBot, open_window: Opener, registry_path: Path
) -> None:
    bench = open_window(registry_path, author="")
    bench.layout.form.focus_field("city")
    QTest.keyClicks(bench.window.focusWidget(), "Lund")
    run(bench, "save.progress")
    line = bench.layout.ask.line
    qtbot.waitUntil(line.hasFocus, timeout=LONG)
    QTest.keyClicks(line, "Åsa")
    QTest.keyClick(line, Qt.Key.Key_Return)
    wait_saved(qtbot, bench)
    focus = bench.window.focusWidget()
    assert focus is not None
    assert bench.layout.form is focus or bench.layout.form.isAncestorOf(focus)
    assert bench.layout.form.current_field() == "city"


def test_a_read_only_window_shows_a_lock_and_offers_nothing_that_fills(
    qtbot: QtBot, open_window: Opener, registry_path: Path
) -> None:
    first = open_window(registry_path)
    assert first.layout.article.footer.hint.text() == HINT
    second = open_window(registry_path)
    article = second.layout.article
    assert article.footer.hint.text() == ""
    assert "Another window" in article.header._icon.toolTip()
    rests = [
        one
        for one in second.layout.form.findChildren(Button)
        if one.objectName().startswith("rest.") and one.isVisibleTo(second.layout.form)
    ]
    assert rests == []


def test_the_comparison_has_no_bar_that_asks_to_open_it(qtbot: QtBot, bench: Workbench) -> None:
    disagree(qtbot, bench)
    run(bench, "view.compare")
    qtbot.waitUntil(lambda: bench.layout.shown is not bench.layout.curating, timeout=LONG)
    assert bench.layout.messages.shown is None
    QTest.keyClick(bench.window.focusWidget(), Qt.Key.Key_Escape)
    assert "disagree" in text_of(bench)
