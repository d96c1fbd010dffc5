"""Plug-ins that are on: set in the settings, asked beside, laid over what the rules propose."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from curator.domain.errors import Cancelled
from curator.services.asked_plugins import AskedPlugins, keep_plugin
from curator.services.plugin_values import PluginRun, PluginWanted
from curator.services.settings import PluginChoice, load_settings, settings_file
from curator.services.suggesting_here import NO_WISHES, Suggested, Wishes, with_plugins
from curator.suggest.matcher import Silenced
from curator.suggest.plugins import DROPPED, PluginError
from tests.services.plugin_package import install
from tests.suggest.articles import FORM, RULES, given

TEXT = """Engineered cells clear ovarian tumors in mice

Scientists have engineered CAR T cells to secrete IL-12. Mice with ovarian cancer were treated \
with the cells, and they lived longer.
"""
ARTICLE = given(TEXT)
NOTHING = Suggested((), {})


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package with plug-ins, and settings of this test alone."""
    folder = tmp_path / "installed"
    folder.mkdir()
    install(folder)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("CURATOR_HOME", str(tmp_path / "home"))


def over(asked: AskedPlugins, *, wishes: Wishes = NO_WISHES) -> Suggested:
    return asked.suggest_further(ARTICLE, FORM, suggested=NOTHING, wishes=wishes)


def answered(asked: AskedPlugins, *names: str) -> list[str]:
    """Switch these on and ask them; the names of those that were asked."""
    asked.choose({name: PluginChoice(True) for name in names})
    over(asked)
    told: list[tuple[str, bool]] = []
    asked.ask(threading.Event(), lambda name, done: told.append((name, done)))
    assert [name for name, done in told if done] == [name for name, done in told if not done]
    return [name for name, done in told if done]


def test_answers_are_laid_over_and_nobody_is_asked_twice() -> None:
    asked = AskedPlugins()
    try:
        assert answered(asked, "good", "says") == ["good", "says"]
        found = over(asked)
        assert [(one.field, one.rule) for one in found.suggestions] == [
            ("payload", "plugin:good"),
            ("route", "plugin:good"),
        ]
        assert found.notes == (
            f"1 suggestion was left out of what good proposed: {DROPPED['quote']}.",
            "says: The model is asleep.",
        )
        assert answered(asked, "good", "says") == []
        assert answered(asked, "says") == ["says"]  # set anew: it may do better
        assert over(asked).suggestions == ()
    finally:
        asked.close()


def test_one_that_failed_is_asked_again_when_the_article_is_read_again() -> None:
    asked = AskedPlugins()
    try:
        assert answered(asked, "says") == ["says"]
        asked.suggest_further(given("Other."), FORM, suggested=NOTHING, wishes=NO_WISHES)
        assert answered(asked, "says") == ["says"]
    finally:
        asked.close()


def test_one_that_thinks_is_not_waited_for() -> None:
    asked, cancel = AskedPlugins(), threading.Event()
    asked.choose({"hangs": PluginChoice(True)})
    over(asked)
    raised: list[BaseException] = []
    told: list[tuple[str, bool]] = []

    def ask() -> None:
        try:
            asked.ask(cancel, lambda name, done: told.append((name, done)))
        except Cancelled as error:
            raised.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    cancel.set()
    thread.join(30)
    assert not thread.is_alive()
    assert len(raised) == 1
    assert told == [("hangs", False)]
    (now,) = (one for one in asked.plugins() if one.name == "hangs")
    assert (now.asked, now.last) == (False, None)
    asked.close()


def test_what_a_curator_does_not_want_of_the_rules_counts_for_plug_ins() -> None:
    asked = AskedPlugins()
    try:
        answered(asked, "good")
        silenced = Silenced(frozenset({("cytokines", "il 12", "CUR:IL-12")}))
        assert [one.field for one in over(asked, wishes=Wishes(silenced=silenced)).suggestions] == [
            "route"
        ]
        other = Silenced(frozenset({("cytokines", "il 12", "CUR:IL-15")}))
        assert len(over(asked, wishes=Wishes(silenced=other)).suggestions) == 2
        off = frozenset({("plugin:good", "route")})
        assert [one.field for one in over(asked, wishes=Wishes(off=off)).suggestions] == ["payload"]
    finally:
        asked.close()


def test_the_rules_stay_what_they_are_where_plug_ins_are_silent() -> None:
    found = RULES.suggest(ARTICLE, FORM)
    assert with_plugins(ARTICLE, FORM, suggested=found, further=()) == found


def test_all_that_is_installed_is_told_and_off() -> None:
    told = AskedPlugins().plugins()
    assert [one.name for one in told] == sorted(one.name for one in told)
    assert {"good", "local-model"} <= {one.name for one in told}
    assert not [one for one in told if one.on or one.last or one.asked]
    (model,) = (one for one in told if one.name == "local-model")
    assert model.about == "A language model on this machine, behind an OpenAI-compatible server."
    assert [one.key for one in model.options] == ["url", "model"]
    (good,) = (one for one in told if one.name == "good")
    assert good.about == "From the package test_suggesters_plugin."


def test_an_option_without_a_line_stays() -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text(
        '{"plugins": {"local-model": {"on": true, "options": {"seconds": "9", "model": "x"}}}}',
        encoding="utf-8",
    )
    wanted = PluginWanted("local-model", True, {"url": " http://localhost:1/v1 ", "model": ""})
    keep_plugin(wanted)
    kept = PluginChoice(True, {"seconds": "9", "url": "http://localhost:1/v1"})
    assert load_settings()[0].plugins == {"local-model": kept}


@pytest.mark.parametrize("url", ["http://192.0.2.1/v1", "ftp://127.0.0.1", "http://[::1", "x"])
def test_an_address_that_is_not_here_is_kept_by_nobody(url: str) -> None:
    for on in (True, False):
        with pytest.raises(PluginError):
            keep_plugin(PluginWanted("local-model", on, {"url": url, "model": ""}))
    assert load_settings()[0].plugins == {}


def test_one_with_a_bad_address_can_still_be_switched_off() -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text(
        '{"plugins": {"local-model": {"on": true, "options": {"url": "http://192.0.2.1"}}}}',
        encoding="utf-8",
    )
    keep_plugin(PluginWanted("local-model", False, {"url": "http://192.0.2.1", "model": ""}))
    assert not load_settings()[0].plugins["local-model"].on


@pytest.mark.parametrize(
    ("run", "sentence"),
    [
        (PluginRun(1.23, 4, {"why": 1}), "Answered in 1.2 s: 4 suggestions, 1 dropped: why."),
        (PluginRun(0.04), "Answered in 0.0 s: no suggestions."),
        (PluginRun(2, 1, {"a": 2}), "Answered in 2.0 s: 1 suggestion, 2 dropped, each: a."),
        (PluginRun(2, failed="It sleeps."), "It sleeps."),
    ],
)
def test_a_run_is_a_sentence(run: PluginRun, sentence: str) -> None:
    assert run.sentence == sentence
