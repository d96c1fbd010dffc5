"""Typing in a field whose vocabulary lies on the disk: terms come later, never stale ones."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curator.domain.claims import Term
from curator.gui import calls
from curator.gui.form.editors import TermEditor
from curator.gui.form.option_list import OptionList
from curator.gui.form.values import TermLookup
from curator.gui.workbench import Workbench
from curator.services.installing_vocabularies import Wanted, install_vocabulary
from curator.services.values import TermHit
from tests.gui.window.acts import LONG, draft_of
from tests.gui.window.conftest import (
    Opener,
    open_window,
    own_home,
    registry_path,
    three_articles,
)

__all__ = ["open_window", "own_home", "registry_path", "three_articles"]
POXES = "id\tlabel\n" + "".join(
    f"DOID:{n}\t{one} pox\n" for n, one in enumerate(("zebra", "zebu", "horse", "gnu"), 1)
)


@dataclass(slots=True)
class Watched:
    """A lookup that keeps in which threads, and for what, terms were asked for."""

    lookup: TermLookup
    asked: list[tuple[str, bool]] = field(default_factory=list)
    held: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.held.set()

    def best(self, vocabulary: str, words: str) -> Term | None:
        return self.lookup.best(vocabulary, words)

    def at_once(self, vocabulary: str) -> bool:
        return self.lookup.at_once(vocabulary)

    def suggest(
        self,
        vocabulary: str,
        typed: str,
        *,
        used: Mapping[str, int] | None = None,
        limit: int = 50,
    ) -> list[TermHit]:
        main = threading.current_thread() is threading.main_thread()
        self.asked.append((typed, main))
        if not main:
            self.held.wait(LONG / 1000)
        return self.lookup.suggest(vocabulary, typed, used=used, limit=limit)


@pytest.fixture
def bench(open_window: Opener, registry_path: Path, tmp_path: Path, own_home: Path) -> Workbench:
    file = tmp_path / "poxes.tsv"
    file.write_text(POXES, encoding="utf-8")
    install_vocabulary(file, Wanted(role="diseases"))
    return open_window(registry_path)


@pytest.fixture
def editor(qtbot: QtBot, bench: Workbench) -> TermEditor:
    """The editor of the disease, with the keyboard."""
    bench.window.activateWindow()
    qtbot.waitUntil(bench.window.isActiveWindow)
    qtbot.waitUntil(lambda: not bench.suggesting.awaiting, timeout=LONG)
    assert bench.layout.form.focus_field("disease")
    found = QApplication.focusWidget()
    assert isinstance(found, TermEditor)
    return found


@pytest.fixture
def watched(bench: Workbench, editor: TermEditor) -> Watched:
    form = bench.layout.form
    assert form.lookup is not None
    made = Watched(form.lookup)
    form.set_lookup(made)
    return made


def offered(bench: Workbench) -> list[str]:
    shown = [one for one in bench.window.findChildren(OptionList) if one.isVisible()]
    return [option.label for one in shown for option in one.model.options]


def claimed(bench: Workbench) -> list[object]:
    claim = draft_of(bench).claim("disease")
    return [next(iter(one.parts.values())) for one in claim.items] if claim else []


def test_no_letter_waits_for_the_disk(
    qtbot: QtBot, bench: Workbench, editor: TermEditor, watched: Watched
) -> None:
    QTest.keyClicks(editor, "zeb")
    qtbot.waitUntil(lambda: offered(bench)[:2] == ["zebra pox", "zebu pox"], timeout=LONG)
    assert watched.asked
    assert not any(main for _, main in watched.asked)
    QTest.keyClick(editor, Qt.Key.Key_Down)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert claimed(bench) == [Term("zebu pox", "DOID:2")]


def test_enter_before_the_terms_came_takes_what_is_typed_now(
    qtbot: QtBot, bench: Workbench, editor: TermEditor, watched: Watched
) -> None:
    QTest.keyClicks(editor, "zeb")
    qtbot.waitUntil(lambda: "zebra pox" in offered(bench), timeout=LONG)
    watched.held.clear()
    editor.selectAll()
    QTest.keyClicks(editor, "hors")
    assert "horse pox" not in offered(bench)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert claimed(bench) == []
    watched.held.set()
    qtbot.waitUntil(lambda: claimed(bench) == [Term("horse pox", "DOID:3")], timeout=LONG)
    assert not any(main for _, main in watched.asked)
    assert not offered(bench)
    draft_of(bench).undo()
    assert claimed(bench) == []


def test_keys_that_choose_wait_in_their_order(
    qtbot: QtBot, bench: Workbench, editor: TermEditor, watched: Watched
) -> None:
    watched.held.clear()
    QTest.keyClicks(editor, "zeb")
    QTest.keyClick(editor, Qt.Key.Key_Down)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert claimed(bench) == []
    assert editor.hasFocus()
    watched.held.set()
    qtbot.waitUntil(lambda: claimed(bench) == [Term("zebu pox", "DOID:2")], timeout=LONG)
    assert not any(main for _, main in watched.asked)
    assert QApplication.focusWidget() is not editor


def test_another_key_lets_a_waiting_one_go_and_keeps_the_words(
    qtbot: QtBot, bench: Workbench, editor: TermEditor, watched: Watched
) -> None:
    watched.held.clear()
    QTest.keyClicks(editor, "zeb")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "u")
    assert editor.text() == "zebu"
    watched.held.set()
    qtbot.waitUntil(lambda: "zebu pox" in offered(bench), timeout=LONG)
    assert claimed(bench) == []
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert claimed(bench) == [Term("zebu pox", "DOID:2")]


def test_leaving_the_field_keeps_the_words_that_a_key_waits_with(
    qtbot: QtBot, bench: Workbench, editor: TermEditor, watched: Watched
) -> None:
    watched.held.clear()
    QTest.keyClicks(editor, "zeb")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert bench.layout.form.focus_field("payload")
    watched.held.set()
    last = bench.session.lanes.read(calls.suggestions_kept)
    qtbot.waitUntil(lambda: last.done, timeout=LONG)
    assert claimed(bench) == [Term("zeb")]
    assert offered(bench) == []


def test_an_answer_to_older_words_is_dropped(
    qtbot: QtBot, bench: Workbench, editor: TermEditor, watched: Watched
) -> None:
    watched.held.clear()
    QTest.keyClicks(editor, "ze")
    qtbot.waitUntil(lambda: bool(watched.asked), timeout=LONG)
    editor.selectAll()
    QTest.keyClicks(editor, "gnu")
    watched.held.set()
    qtbot.waitUntil(lambda: "gnu pox" in offered(bench), timeout=LONG)
    assert "zebra pox" not in offered(bench)


def test_escape_lets_what_is_on_its_way_go(
    qtbot: QtBot, bench: Workbench, editor: TermEditor, watched: Watched
) -> None:
    watched.held.clear()
    QTest.keyClicks(editor, "zeb")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    watched.held.set()
    last = bench.session.lanes.read(calls.suggestions_kept)
    qtbot.waitUntil(lambda: last.done, timeout=LONG)
    assert offered(bench) == []
    assert editor.text() == "zeb"
