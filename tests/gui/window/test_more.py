"""Edits of another copy, recent registries, the codebook, the full text, what counts no longer."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from curator.gui.compare.pane import CompareView
from curator.gui.workbench import Workbench
from curator.services.deciding import decide
from curator.services.listing import search, study_rows
from curator.services.registry import Registry
from curator.services.settings import update_settings
from curator.store import search as full_text
from tests.gui.window.acts import (
    LONG,
    answer,
    draft_of,
    open_article,
    press,
    rows_in,
    run,
    select,
    wait_saved,
)
from tests.gui.window.conftest import Opener, close_window
from tests.gui.window.test_study_views import disagree, save
from tests.gui.window.test_window import OTHER


def said(bench: Workbench) -> str:
    shown = bench.layout.messages.shown
    return shown.text if shown is not None else ""


def diverged(qtbot: QtBot, open_window: Opener, registry: Path) -> Path:
    """A copy made before a save; the draft typed behind that save is not of the copy's past."""
    copy = Path(shutil.copy(registry, registry.with_name("copy.curator")))
    bench = open_window(registry)
    select(bench, "mice")
    press(qtbot, bench, "m")
    save(qtbot, bench)
    select(bench, "lung cancer")
    press(qtbot, bench, "d")
    close_window(qtbot, bench.window)
    return copy


def test_edits_from_another_copy_are_taken_over_by_the_button_and_undone_in_one_step(
    qtbot: QtBot, open_window: Opener, registry_path: Path
) -> None:
    bench = open_window(diverged(qtbot, open_window, registry_path))
    assert said(bench).startswith("Another copy of this registry has unsaved edits of this article")
    assert draft_of(bench).claim("disease") is None
    bench.layout.message_bar.button.click()
    qtbot.waitUntil(lambda: draft_of(bench).claim("disease") is not None, timeout=LONG)
    assert said(bench) == "Taken over; Undo takes it back."
    run(bench, "edit.undo")
    assert draft_of(bench).claim("disease") is None
    run(bench, "edit.redo")
    run(bench, "save.progress")
    wait_saved(qtbot, bench)
    assert "S-0001" in rows_in(bench.session.registry.target)[1].studies  # type: ignore[union-attr]


def test_edits_from_another_copy_survive_edits_here_and_are_discarded_by_command(
    qtbot: QtBot, open_window: Opener, registry_path: Path
) -> None:
    bench = open_window(diverged(qtbot, open_window, registry_path))
    select(bench, "Lund")
    press(qtbot, bench, "i")
    open_article(qtbot, bench, 2)
    assert "Another copy" not in said(bench)
    open_article(qtbot, bench, 1)
    assert said(bench).startswith("Another copy")
    run(bench, "draft.discard")
    assert said(bench) == "The other copy’s edits are gone."
    open_article(qtbot, bench, 2)
    open_article(qtbot, bench, 1)
    assert "Another copy" not in said(bench)
    assert draft_of(bench).claim("institution") is not None


def test_a_recent_registry_is_opened_from_its_menu(
    qtbot: QtBot, bench: Workbench, registry_path: Path
) -> None:
    other = Path(shutil.copy(registry_path, registry_path.with_name("an&other.curator")))
    gone = registry_path.with_name("gone.curator")
    update_settings(lambda one: one.with_recent(str(gone)).with_recent(str(other)))
    menu = bench.recent.menu
    assert menu.menuAction() in bench.window.menus["Registry"].actions()
    menu.aboutToShow.emit()
    names = [one.text() for one in menu.actions()]
    assert [name.split("  ")[:2] for name in names] == [
        ["&1", "an&&other.curator"],
        ["&2", "three.curator"],
    ]
    menu.actions()[0].trigger()
    qtbot.waitUntil(
        lambda: bench.window.windowTitle() == "A-0001 – an&other.curator – Curator", timeout=LONG
    )


def test_a_decision_of_somebody_else_carries_their_name(
    qtbot: QtBot, bench: Workbench, registry_path: Path
) -> None:
    study = disagree(qtbot, bench)
    with closing(Registry.open(registry_path)) as other:
        (reading,) = draft_of(bench).extractions
        claim = draft_of(bench).claim("organism")
        assert claim is not None
        decide(
            other,
            study,
            field="organism",
            chosen=[(reading, claim.items[0].id)],
            reason="The other is a slip",
            author=OTHER,
        )
    run(bench, "view.compare")
    qtbot.waitUntil(lambda: isinstance(bench.layout.shown, CompareView), timeout=LONG)
    page = bench.layout.shown
    assert isinstance(page, CompareView)
    row = next(one for one in page._comparison.rows if one.field.key == "organism")
    assert OTHER.name in str(row)


def test_texts_that_the_search_does_not_know_are_fed_when_the_registry_is_opened(
    qtbot: QtBot, open_window: Opener, registry_path: Path
) -> None:
    with closing(Registry.open(registry_path)) as registry:
        with registry.write() as session:
            full_text.clear(session)
        assert search(registry, "vaccine")[0] == ()
    bench = open_window(registry_path)
    qtbot.waitUntil(
        lambda: [(one.what, one.state) for one in bench.tasks.all] == [("Full text", "done")],
        timeout=LONG,
    )
    assert bench.tasks.all[0].result == "The search knows all texts."
    with closing(Registry.open(registry_path, read_only=True)) as registry:
        hits, known = search(registry, "vaccine")
    assert ([hit.number for hit in hits], known) == ([3], 1.0)


def test_the_codebook_is_shown_at_the_current_field(qtbot: QtBot, bench: Workbench) -> None:
    bench.layout.form.focus_field("payload")
    run(bench, "help.codebook")
    page = bench.places.codebook
    assert bench.layout.shown is page
    words = page.text.toPlainText()
    assert "Not reported" in words or "not_reported" in words
    assert words[page.text.textCursor().position() :].startswith("Payload (payload;")
    QTest.keyClick(page.text, Qt.Key.Key_Escape)
    assert bench.layout.shown is bench.layout.curating


def test_a_study_is_withdrawn_with_a_reason_and_leaves_list_and_draft(
    qtbot: QtBot, bench: Workbench, registry_path: Path
) -> None:
    run(bench, "study.withdraw")
    assert said(bench) == "This study is not saved yet: Undo takes it away."
    select(bench, "mice")
    press(qtbot, bench, "m")
    save(qtbot, bench)
    run(bench, "study.withdraw")
    assert bench.layout.ask.question.text().startswith("Why withdraw S-0001?")
    answer(qtbot, bench, "reported twice")
    qtbot.waitUntil(lambda: draft_of(bench).extractions == (), timeout=LONG)
    assert said(bench).startswith("S-0001 is withdrawn")
    qtbot.waitUntil(lambda: not list(bench.layout.queue.studies.rows.numbers), timeout=LONG)
    with closing(Registry.open(registry_path, read_only=True)) as registry:
        assert [row.state for row in study_rows(registry, [1])] == ["withdrawn"]
    assert not draft_of(bench).dirty


def test_an_excluded_article_says_so_with_its_reason_and_comes_back_by_the_button(
    qtbot: QtBot, bench: Workbench, registry_path: Path
) -> None:
    run(bench, "article.exclude")
    answer(qtbot, bench, "about something else")
    qtbot.waitUntil(lambda: draft_of(bench).article.number == 2, timeout=LONG)
    assert "excluded" not in said(bench)
    table = bench.layout.queue.articles
    index = table.rows.index(table.rows.row_of(1), 0)
    qtbot.waitUntil(lambda: "Excluded" in str(index.data()), timeout=LONG)
    open_article(qtbot, bench, 1)
    assert said(bench) == "A-0001 is excluded: about something else"
    bench.layout.status.show_saved("", "")
    bench.layout.message_bar.button.click()
    wait_saved(qtbot, bench)
    qtbot.waitUntil(lambda: said(bench) == "", timeout=LONG)
    assert rows_in(str(registry_path))[1].state == "in_progress"
