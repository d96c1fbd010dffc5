"""How far an article is, where steps are undone and saved."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from curator.gui.workbench import Workbench
from tests.gui.window.acts import LONG, draft_of, press, rows_in, run, select
from tests.gui.window.conftest import Opener, close_window


def state_of(registry: Path) -> str:
    return rows_in(str(registry))[1].state


def save_all(qtbot: QtBot, bench: Workbench) -> None:
    run(bench, "save.progress")
    qtbot.waitUntil(lambda: not bench.saving.running, timeout=LONG)
    qtbot.waitUntil(lambda: not draft_of(bench).dirty, timeout=LONG)


def test_what_was_all_undone_is_new_again_once_it_is_saved(
    qtbot: QtBot, bench: Workbench, registry_path: Path
) -> None:
    select(bench, "mice")
    press(qtbot, bench, "m")
    save_all(qtbot, bench)
    assert state_of(registry_path) == "in_progress"
    run(bench, "edit.undo")
    draft = draft_of(bench)
    qtbot.waitUntil(lambda: draft.dirty, timeout=LONG)
    save_all(qtbot, bench)
    assert (draft.state, state_of(registry_path)) == ("new", "new")
    run(bench, "edit.redo")
    qtbot.waitUntil(lambda: draft.dirty, timeout=LONG)
    assert draft.claim("organism") is not None, "what was undone can be done again"
    save_all(qtbot, bench)
    assert (draft.state, state_of(registry_path)) == ("in_progress", "in_progress")


def test_what_is_all_undone_before_the_first_save_stays_new(
    qtbot: QtBot, bench: Workbench, registry_path: Path
) -> None:
    select(bench, "mice")
    press(qtbot, bench, "m")
    run(bench, "edit.undo")
    run(bench, "save.progress")
    qtbot.waitUntil(lambda: bench.layout.status.saved.text() == "Nothing to save", timeout=LONG)
    assert (draft_of(bench).state, state_of(registry_path)) == ("new", "new")
    assert draft_of(bench).redo_name()


def test_complete_that_was_undone_before_a_save_goes_back_to_in_progress(
    qtbot: QtBot, open_window: Opener, bench: Workbench, registry_path: Path
) -> None:
    """Also where the window was closed in between: the log on disk says the same."""
    select(bench, "mice")
    press(qtbot, bench, "m")
    draft_of(bench).set_state("complete")
    run(bench, "edit.undo")
    assert draft_of(bench).state == "new"
    save_all(qtbot, bench)
    close_window(qtbot, bench.window)
    draft = draft_of(again := open_window(registry_path))
    run(again, "edit.redo")
    assert draft.state == "complete"
    run(again, "edit.undo")
    assert draft.state == "in_progress"
    run(again, "edit.undo")
    assert (draft.state, draft.claim("organism")) == ("new", None)
