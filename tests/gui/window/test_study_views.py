"""Compare and history, opened from the desk and closed again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from curator.gui.compare.pane import CompareView
from curator.gui.history.pane import HistoryView
from curator.gui.history.values import RestoreFieldWanted
from curator.gui.workbench import Workbench
from curator.services.opening import study_view
from curator.services.registry import Registry
from tests.gui.window.acts import (
    LONG,
    draft_of,
    open_article,
    press,
    run,
    select,
    wait_saved,
)


def save(qtbot: QtBot, bench: Workbench) -> None:
    bench.layout.status.show_saved("", "")
    run(bench, "save.progress")
    wait_saved(qtbot, bench)
    qtbot.waitUntil(lambda: not draft_of(bench).dirty, timeout=LONG)
    qtbot.waitUntil(lambda: bench.curating.study is not None, timeout=LONG)


def disagree(qtbot: QtBot, bench: Workbench) -> str:
    """Two articles on one study: mice, and patients.  Returns the study's id."""
    select(bench, "mice")
    press(qtbot, bench, "m")
    save(qtbot, bench)
    study = draft_of(bench).study
    open_article(qtbot, bench, 2)
    draft_of(bench).link_study(study)
    select(bench, "Patients")
    press(qtbot, bench, "m")
    save(qtbot, bench)
    qtbot.waitUntil(lambda: bench.curating.conflicts() == ["Organism"], timeout=LONG)
    return study


def test_a_conflict_is_said_and_the_button_opens_the_comparison(
    qtbot: QtBot, bench: Workbench
) -> None:
    disagree(qtbot, bench)
    message = bench.layout.messages.shown
    assert message is not None
    assert message.text == "Two articles on this study disagree on organism."
    bench.layout.message_bar.button.click()
    qtbot.waitUntil(lambda: isinstance(bench.layout.shown, CompareView), timeout=LONG)
    assert not bench.actions["save.complete"].isEnabled()  # Ctrl+Enter means Decide there
    QTest.keyClick(bench.window.focusWidget(), Qt.Key.Key_Escape)
    assert bench.layout.shown is bench.layout.curating


def test_a_decision_is_saved_at_once_and_the_conflict_is_gone(
    qtbot: QtBot, bench: Workbench, registry_path: Path
) -> None:
    study = disagree(qtbot, bench)
    run(bench, "view.compare")
    qtbot.waitUntil(lambda: isinstance(bench.layout.shown, CompareView), timeout=LONG)
    page = bench.layout.shown
    assert isinstance(page, CompareView)
    QTest.keyClicks(bench.window.focusWidget(), "1")
    QTest.keyClicks(bench.window.focusWidget(), "the other tells of another study")
    QTest.keyClick(
        bench.window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )

    def decided() -> str:
        registry = Registry.open(registry_path, read_only=True)
        try:
            return study_view(registry, study).record.cells["organism"].state
        finally:
            registry.close()

    words = bench.layout.status.saved
    qtbot.waitUntil(lambda: words.text().startswith("Change "), timeout=LONG)
    assert decided() == "decided"
    page.close_wanted.emit()
    qtbot.waitUntil(lambda: bench.curating.conflicts() == [], timeout=LONG)


def test_the_history_shows_the_changes_and_restores_a_field_into_the_open_draft(
    qtbot: QtBot, bench: Workbench
) -> None:
    select(bench, "mice")
    press(qtbot, bench, "m")
    save(qtbot, bench)
    first = bench.curating.study
    assert first is not None
    bench.layout.form.focus_field("organism")
    run(bench, "status.not_reported")
    claim = draft_of(bench).claim("organism")
    assert claim is not None
    assert not claim.items
    save(qtbot, bench)
    run(bench, "view.history")
    qtbot.waitUntil(lambda: isinstance(bench.layout.shown, HistoryView), timeout=LONG)
    page = bench.layout.shown
    assert isinstance(page, HistoryView)
    assert len(page._rows) == 2
    draft = draft_of(bench)
    page.restore_field_wanted.emit(
        RestoreFieldWanted(draft.study, draft.extraction, "organism", first.view.seq, "it was said")
    )

    def restored() -> bool:
        claim = draft_of(bench).claim("organism")
        return claim is not None and bool(claim.items)

    qtbot.waitUntil(restored, timeout=LONG)
    qtbot.waitUntil(lambda: len(page._rows) == 3, timeout=LONG)


def test_a_study_that_is_not_saved_says_so(qtbot: QtBot, bench: Workbench) -> None:
    select(bench, "mice")
    press(qtbot, bench, "m")
    run(bench, "view.history")
    message = bench.layout.messages.shown
    assert message is not None
    assert "not saved yet" in message.text


def test_a_restore_leaves_the_keyboard_in_the_history_and_escape_leads_out_of_it_from_anywhere(
    qtbot: QtBot, bench: Workbench
) -> None:
    disagree(qtbot, bench)  # a button stands in the message bar, which would take the keyboard
    bench.layout.form.focus_field("organism")
    run(bench, "status.not_reported")
    save(qtbot, bench)
    bench.layout.status.show_save("00:00")
    run(bench, "view.history")
    qtbot.waitUntil(lambda: isinstance(bench.layout.shown, HistoryView), timeout=LONG)
    page = bench.layout.shown
    assert isinstance(page, HistoryView)
    qtbot.waitUntil(page.difference.restore.isEnabled, timeout=LONG)
    page.difference.restore.click()
    reason = bench.window.focusWidget()
    QTest.keyClicks(reason, "it was said")
    QTest.keyClick(reason, Qt.Key.Key_Return)
    count = len(page._rows)
    qtbot.waitUntil(lambda: len(page._rows) == count + 1, timeout=LONG)
    qtbot.waitUntil(lambda: bench.window.focusWidget() is page.changes, timeout=LONG)
    assert page._rows[0].summary.startswith("Restored as of rev ")
    assert bench.layout.status.saved.text().startswith("Change ")  # and not the time of the save
    run(bench, "pane.form")
    assert bench.layout.shown is bench.layout.curating
    run(bench, "view.history")
    qtbot.waitUntil(lambda: bench.layout.shown is page, timeout=LONG)
    bench.layout.message_bar.close_button.setFocus()
    bench.layout.status.author.setFocus()
    QTest.keyClick(bench.layout.status.author, Qt.Key.Key_Escape)
    assert bench.layout.shown is bench.layout.curating


def test_a_conflict_stands_on_the_desk_and_not_on_pages_about_other_things(
    qtbot: QtBot, bench: Workbench
) -> None:
    disagree(qtbot, bench)
    bar = bench.layout.message_bar
    assert bar.isVisible()
    for command in ("suggest.requested", "vocabulary.show", "help.keys"):
        run(bench, command)
        qtbot.waitUntil(
            lambda: bench.layout.shown not in (bench.layout.curating, None), timeout=LONG
        )
        assert not bar.isVisible(), command
        assert any("disagree" in one.text for one in bench.layout.messages.waiting)
        page = bench.layout.shown
        assert page is not None
        QTest.keyClick(page, Qt.Key.Key_Escape)
        assert bench.layout.shown is bench.layout.curating
        assert bar.isVisible(), command
