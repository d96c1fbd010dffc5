"""Plug-ins in the window: switched on by hand, asked behind all else, off at once."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from curator.gui.form.values import Hint
from curator.gui.suggestions.kept_page import KeptPage
from curator.gui.suggestions.plugins_view import ASKED, NOT_ASKED, PluginsView
from curator.gui.workbench import Workbench
from curator.services.settings import PluginChoice, load_settings
from curator.services.suggesting import track_records
from tests.gui.suggestions.test_desk import (
    arrived,
    body_of,
    focused,
    go,
    hints,
    page_of,
    reader,
)
from tests.gui.window.acts import LONG, draft_of, open_article
from tests.gui.window.conftest import (
    bench,
    open_window,
    own_home,
    registry_path,
    three_articles,
)
from tests.services.plugin_package import install
from tests.suggest.replaying import Replaying, Reply, replaying, says

__all__ = ["bench", "open_window", "own_home", "registry_path", "three_articles"]

ROW = {"field": "vector", "value": "lentivirus", "quote": "were given", "why": "as ever"}
LIE = {"field": "route", "value": "oral", "quote": "given as a tablet"}
ANSWER = {"suggestions": [ROW, LIE]}


class Gate:
    """A model that thinks until it is let go, and then answers."""

    def __init__(self, reply: Reply) -> None:
        self.entered, self.gate, self._reply = threading.Event(), threading.Event(), reply

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        self.entered.set()
        assert self.gate.wait(60)
        self._reply(handler)


@pytest.fixture
def server() -> Iterator[Replaying]:
    """A model's server on this machine that gives one suggestion that holds, and one that lies."""
    with replaying(says(ANSWER)) as running:
        yield running


@pytest.fixture
def lupus(qtbot: QtBot, bench: Workbench) -> Workbench:
    """The article on lupus, with what the rules suggest for it."""
    bench.window.activateWindow()
    qtbot.waitUntil(bench.window.isActiveWindow)
    assert next(n for n in (1, 2, 3) if "lupus" in body_of(qtbot, bench, n))
    arrived(qtbot, bench)
    return bench


def plugins_view(qtbot: QtBot, bench: Workbench, name: str = "local-model") -> PluginsView:
    """Open the page, and the row of one plug-in."""
    view = page_of(qtbot, bench, "plugins").plugins
    qtbot.waitUntil(lambda: name in names(view), timeout=LONG)
    view.table.setCurrentIndex(view.table.model().index(names(view).index(name), 0))
    return view


def names(view: PluginsView) -> list[str]:
    return [row.id for row in view.table.table_rows]


def state(view: PluginsView) -> tuple[str, str]:
    """On or off, and the last run, of the current row."""
    cells = view.table.table_rows[view.table.currentIndex().row()].cells
    return cells[2].text, cells[3].text


def type_into(view: PluginsView, key: str, words: str) -> None:
    line = view.lines[key]
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)


def switch(view: PluginsView) -> None:
    QTest.mouseClick(view.switch, Qt.MouseButton.LeftButton)


def leave(bench: Workbench) -> None:
    """Go back to the article."""
    page = bench.layout.shown
    assert isinstance(page, KeptPage)
    QTest.keyClick(page, Qt.Key.Key_Escape)


def of_plugin(bench: Workbench, name: str = "local-model") -> list[Hint]:
    return [one for one in hints(bench) if one.plugin == name]


def settled(qtbot: QtBot, bench: Workbench) -> None:
    qtbot.waitUntil(
        lambda: not bench.suggesting.awaiting and not bench.kept.plugins.awaiting, timeout=LONG
    )


def recorded(bench: Workbench) -> list[tuple[str, str, int]]:
    """Rules, their fields and how often they were taken, as the registry's file says."""
    registry = reader(bench)
    try:
        return [(one.rule, one.field, one.taken) for one in track_records(registry)]
    finally:
        registry.close()


def switched_on(qtbot: QtBot, bench: Workbench, server: Replaying) -> PluginsView:
    view = plugins_view(qtbot, bench)
    type_into(view, "url", server.url)
    switch(view)
    qtbot.waitUntil(lambda: state(view)[0] == "On", timeout=LONG)
    return view


def test_it_is_off_until_a_curator_switches_it_on(qtbot: QtBot, lupus: Workbench) -> None:
    with replaying(says(ANSWER)) as server:
        view = plugins_view(qtbot, lupus)
        assert state(view) == ("Off", NOT_ASKED)
        assert not view.switch.isChecked()
        assert "language model on this machine" in view.table.table_rows[0].cells[1].text
        assert [line.accessibleName() for line in view.lines.values()] == ["Address", "Model"]
        type_into(view, "url", server.url)
        type_into(view, "model", "tiny")
        QTest.keyClick(view.lines["model"], Qt.Key.Key_Return)
        kept = {"url": server.url, "model": "tiny"}
        qtbot.waitUntil(
            lambda: load_settings()[0].plugins == {"local-model": PluginChoice(False, kept)},
            timeout=LONG,
        )
        settled(qtbot, lupus)
        assert server.asked == []
        assert not of_plugin(lupus)


def test_it_adds_what_the_text_says_under_its_name_and_tells_its_last_run(
    qtbot: QtBot, lupus: Workbench, server: Replaying
) -> None:
    before = hints(lupus)
    view = switched_on(qtbot, lupus, server)
    qtbot.waitUntil(lambda: len(of_plugin(lupus)) == 1, timeout=LONG)
    assert [one for one in hints(lupus) if not one.plugin] == list(before)
    qtbot.waitUntil(lambda: state(view)[1].startswith("Answered in "), timeout=LONG)
    assert state(view)[1].endswith(
        " s: 1 suggestion, 1 dropped: its quote does not stand in the text."
    )
    assert len(server.asked) == 1
    assert "lupus" in json.dumps(server.asked[0])
    leave(lupus)
    (hint,) = of_plugin(lupus)
    box = go(lupus, hint)
    assert box.accessibleName().startswith(
        "Suggested by local-model for Vector: Lentivirus, possible 0.60"
    )
    assert "Proposed by the plug-in local-model." in box.toolTip()
    QTest.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: draft_of(lupus).claim("vector") is not None, timeout=LONG)
    qtbot.waitUntil(lambda: recorded(lupus) == [("plugin:local-model", "vector", 1)], timeout=LONG)


def test_an_article_opened_again_is_not_asked_about_again(
    qtbot: QtBot, lupus: Workbench, server: Replaying
) -> None:
    switched_on(qtbot, lupus, server)
    qtbot.waitUntil(lambda: bool(of_plugin(lupus)), timeout=LONG)
    number = draft_of(lupus).article.number
    leave(lupus)
    open_article(qtbot, lupus, 3 if number != 3 else 2)
    settled(qtbot, lupus)
    open_article(qtbot, lupus, number)
    settled(qtbot, lupus)
    assert len(of_plugin(lupus)) == 1
    assert len(server.asked) == 2


def test_switched_off_it_is_gone_at_once_though_it_still_thinks(
    qtbot: QtBot, lupus: Workbench
) -> None:
    thinking = Gate(says(ANSWER))
    with replaying(thinking) as server:
        view = switched_on(qtbot, lupus, server)
        qtbot.waitUntil(thinking.entered.is_set, timeout=LONG)
        qtbot.waitUntil(lambda: state(view)[1] == ASKED, timeout=LONG)
        assert hints(lupus)  # the built-in ones wait for nobody
        switch(view)
        qtbot.waitUntil(lambda: state(view) == ("Off", NOT_ASKED), timeout=LONG)
        settled(qtbot, lupus)
        assert not thinking.gate.is_set()
        thinking.gate.set()
        assert not of_plugin(lupus)


def test_its_suggestions_go_when_it_is_switched_off(
    qtbot: QtBot, lupus: Workbench, server: Replaying
) -> None:
    view = switched_on(qtbot, lupus, server)
    qtbot.waitUntil(lambda: bool(of_plugin(lupus)), timeout=LONG)
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not of_plugin(lupus), timeout=LONG)
    qtbot.waitUntil(lambda: state(view)[0] == "Off", timeout=LONG)
    assert not view.switch.isChecked()
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(of_plugin(lupus)) == 1, timeout=LONG)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://192.0.2.7:8080/v1", "192.0.2.7 is not this machine: texts are sent to loopback"),
        ("http://models.example/v1", "models.example is not this machine"),
        ("https://127.0.0.1/v1", "The model's address must be like http://127.0.0.1:11434/v1"),
    ],
)
def test_an_address_elsewhere_is_refused_and_stays_to_be_mended(
    qtbot: QtBot, lupus: Workbench, server: Replaying, *, address: str, sentence: str
) -> None:
    view = plugins_view(qtbot, lupus)
    type_into(view, "url", address)
    switch(view)
    qtbot.waitUntil(view.wrong.isVisible, timeout=LONG)
    assert view.wrong.accessibleName().startswith(sentence)
    assert view.lines["url"].text() == address
    assert not view.switch.isChecked()
    assert load_settings()[0].plugins == {}
    type_into(view, "url", server.url)
    switch(view)
    qtbot.waitUntil(lambda: bool(of_plugin(lupus)), timeout=LONG)
    assert not view.wrong.isVisible()


def test_what_goes_wrong_is_a_sentence_and_the_rest_stands(qtbot: QtBot, lupus: Workbench) -> None:
    before = hints(lupus)
    with replaying(says("I think that lupus is bad.")) as server:
        view = switched_on(qtbot, lupus, server)
        qtbot.waitUntil(lambda: state(view)[1].startswith("The model did not"), timeout=LONG)
        settled(qtbot, lupus)
        assert hints(lupus) == before
        assert len(server.asked) == 1
        waiting = [one.id for one in lupus.layout.messages.waiting]
        assert "suggest:0" in waiting


def test_a_plug_in_of_another_package_and_one_that_is_gone(
    qtbot: QtBot, lupus: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "installed"
    folder.mkdir()
    install(folder)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", str(folder))
    view = plugins_view(qtbot, lupus, "says")
    assert "good" in names(view)
    type_into(view, "", "mood")
    switch(view)
    qtbot.waitUntil(view.wrong.isVisible, timeout=LONG)
    assert view.wrong.accessibleName().startswith("“mood” is no option.")
    type_into(view, "", "mood=calm, sleep=long")
    switch(view)
    qtbot.waitUntil(lambda: state(view) == ("On", SLEEPS), timeout=LONG)
    chosen = load_settings()[0].plugins["says"]
    assert chosen == PluginChoice(True, {"mood": "calm", "sleep": "long"})
    for one in (folder / "test_suggesters_plugin-1.0.dist-info").iterdir():
        one.unlink()
    page_of(qtbot, lupus, "record")
    view = plugins_view(qtbot, lupus, "says")
    qtbot.waitUntil(lambda: "good" not in names(view), timeout=LONG)
    assert view.table.table_rows[-1].cells[1].text == "It is not installed any more."


SLEEPS = (
    "The model is asleep. Look at its settings, or switch it off; the other suggestions do not"
    " need it."
)


def test_what_was_refused_of_a_plug_in_stays_away(
    qtbot: QtBot, lupus: Workbench, server: Replaying
) -> None:
    switched_on(qtbot, lupus, server)
    qtbot.waitUntil(lambda: bool(of_plugin(lupus)), timeout=LONG)
    leave(lupus)
    (hint,) = of_plugin(lupus)
    box = go(lupus, hint)
    QTest.keyClick(box, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(focused(), Qt.Key.Key_2)
    number = draft_of(lupus).article.number
    open_article(qtbot, lupus, 3 if number != 3 else 2)
    open_article(qtbot, lupus, number)
    settled(qtbot, lupus)
    assert not of_plugin(lupus)
    assert hints(lupus)
