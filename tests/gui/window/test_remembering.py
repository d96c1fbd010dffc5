"""What the next window starts from, also where the one before was killed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from curator.gui.remembering import articles_of, keep_window
from curator.gui.theme.theme import theme_holder, theme_of
from curator.gui.theme.tokens import DARK
from curator.services.settings import load_settings, update_settings
from tests.gui.window.acts import LONG, draft_of, open_article, run
from tests.gui.window.conftest import OPEN_MS, Opener, close_window


def remembered(registry: Path) -> object:
    return articles_of(load_settings()[0].window).get(str(registry))


def wait_remembered(qtbot: QtBot, registry: Path, number: int) -> None:
    qtbot.waitUntil(lambda: remembered(registry) == number, timeout=LONG)


def test_after_a_kill_the_article_that_was_open_is_opened_again(
    qtbot: QtBot, open_window: Opener, registry_path: Path
) -> None:
    words = [sys.executable, "-m", "tests.gui.window.killed_window", str(registry_path), "3"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout is not None
            assert program.stdout.readline() == "open\n"
            qtbot.waitUntil(lambda: remembered(registry_path) == 3, timeout=OPEN_MS)
        finally:
            program.kill()
    bench = open_window(registry_path)
    assert draft_of(bench).article.number == 3


def test_an_article_is_remembered_while_it_is_open(
    qtbot: QtBot, open_window: Opener, registry_path: Path
) -> None:
    bench = open_window(registry_path)
    for number in (2, 3, 1):
        open_article(qtbot, bench, number)
        wait_remembered(qtbot, registry_path, number)


def test_the_disk_is_never_written_by_the_thread_of_the_window(
    qtbot: QtBot, open_window: Opener, registry_path: Path
) -> None:
    """Another program holds the settings for a while: the window goes on, and writes then."""
    bench = open_window(registry_path)
    wait_remembered(qtbot, registry_path, 1)
    words = [sys.executable, "-c", HOLDING]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        run(bench, "theme.dark")
        bench.remembering.write()
        assert load_settings()[0].theme != "dark"
        other.communicate("go\n")
    qtbot.waitUntil(lambda: load_settings()[0].theme == "dark", timeout=LONG)
    assert load_settings()[0].learning is False
    assert load_settings()[0].learning is False  # and nothing of theirs is lost


def test_the_text_may_have_colours_of_its_own_also_the_next_time(
    qtbot: QtBot, open_window: Opener, registry_path: Path
) -> None:
    bench = open_window(registry_path)
    assert bench.actions["paper.window"].isChecked()
    run(bench, "paper.dark")
    assert theme_of(bench.layout.article.view).tokens is DARK
    assert theme_of(bench.layout.form).tokens is theme_holder().theme.tokens is not DARK
    close_window(qtbot, bench.window)
    again = open_window(registry_path)
    assert again.actions["paper.dark"].isChecked()
    assert theme_of(again.layout.article.view).tokens is DARK
    run(again, "paper.window")
    assert theme_of(again.layout.article.view).tokens is theme_holder().theme.tokens
    assert not again.actions["paper.dark"].isChecked()


HOLDING = """
import sys
from dataclasses import replace
from curator.services.settings import update_settings

def hold(settings):
    print("held", flush=True)
    sys.stdin.readline()
    return replace(settings, learning=False)

update_settings(hold)
"""


def test_a_window_keeps_what_another_one_remembers_of_its_own_registry(own_home: Path) -> None:
    first = {"scheme": "dark", "articles": {"/a": 1}}
    keep_window(first, zoom=100, registry="/a")
    keep_window({"scheme": "dark", "articles": {"/a": 1, "/b": 7}}, zoom=100, registry="/b")
    keep_window(first | {"articles": {"/a": 2, "/b": 5}}, zoom=100, registry="/a")
    assert articles_of(load_settings()[0].window) == {"/a": 2, "/b": 7}


def test_what_else_is_remembered_stays_where_an_article_is_opened(
    qtbot: QtBot, open_window: Opener, registry_path: Path
) -> None:
    bench = open_window(registry_path)
    update_settings(lambda one: replace(one, learning=False))
    open_article(qtbot, bench, 2)
    wait_remembered(qtbot, registry_path, 2)
    assert load_settings()[0].learning is False
    close_window(qtbot, bench.window)
    assert load_settings()[0].learning is False
