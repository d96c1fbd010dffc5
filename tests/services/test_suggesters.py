"""Plug-ins in processes of their own: what goes wrong is a sentence, never a hang."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import psutil
import pytest

from curator.domain.claims import Term
from curator.domain.errors import Cancelled
from curator.services.suggesters import Suggesters
from curator.services.suggesting_here import Suggested
from tests.services.plugin_package import install
from tests.suggest.articles import FORM, RULES, given
from tests.suggest.replaying import replaying, says

TEXT = """Engineered cells clear ovarian tumors in mice

Scientists have engineered CAR T cells to secrete IL-12. Mice with ovarian cancer were treated \
with the cells, and they lived longer. The cells recognize zebracyte antigen 9 and not fludarabine.
"""


@pytest.fixture
def plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package with plug-ins, installed for the processes that are started."""
    install(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


def further(name: str, **how: float | dict[str, str]) -> Suggested:
    """What one plug-in adds to the rules."""
    options = how.pop("options", {})
    assert isinstance(options, dict)
    article = given(TEXT)
    found = RULES.suggest(article, FORM)
    with Suggesters({name: options}, **how) as suggesters:  # type: ignore[arg-type]
        return suggesters.suggest_further(article, FORM, suggested=found)


def suggests(process: psutil.Process) -> bool:
    return "curator.services.suggesting_process" in process.cmdline()


def test_the_process_of_a_plugin_stays_warm(plugins: None) -> None:
    articles = [given(TEXT), given("Nothing at all is told here."), given(TEXT)]
    with Suggesters({"good": {}}) as suggesters:
        answers = [suggesters.ask_plugin("good", one, form=FORM) for one in articles]
        (process,) = filter(suggests, psutil.Process().children())
    assert answers[0] == answers[2]
    assert answers[0].suggestions
    assert answers[1].suggestions == ()
    assert not process.is_running()


def test_closing_ends_a_call_that_is_under_way(plugins: None) -> None:
    article = given(TEXT)
    suggesters = Suggesters({"hangs": {}})
    found = RULES.suggest(article, FORM)
    raised: list[BaseException] = []

    def ask() -> None:
        try:
            suggesters.suggest_further(article, FORM, suggested=found)
        except Cancelled as error:
            raised.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    begun = time.monotonic()
    suggesters.close()
    thread.join(20)
    assert not thread.is_alive()
    assert time.monotonic() - begun < 20
    assert len(raised) == 1


def test_a_plugin_adds_what_the_text_says_and_tells_what_was_left_out(plugins: None) -> None:
    found = further("good", options={"why": "it says so"})
    payloads = [one for one in found.suggestions if one.field == "payload"]
    assert [one.parts["agent"] for one in payloads] == [Term("IL-12", "CUR:IL-12")]
    assert payloads[0].rule != "plugin:good"  # the rule was surer of the same value
    added = [one for one in found.suggestions if one.rule == "plugin:good"]
    assert [one.field for one in added] == ["route"]
    assert "route" not in found.absences
    assert found.notes == (
        "1 suggestion was left out of what good proposed: its quote does not stand in the text.",
    )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("dies", "The plug-in dies ended without an answer."),
        ("raises", "raises failed (ZeroDivisionError: of mine)."),
        ("says", "The model is asleep."),
        ("eats", "eats failed (MemoryError: )."),
        ("broken", "The plug-in broken cannot be loaded (RuntimeError: no licence)."),
        (
            "gone",
            (
                "The plug-in gone cannot be loaded "
                "(ModuleNotFoundError: No module named 'nowhere_at_all')."
            ),
        ),
        ("nobody", "There is no plug-in nobody."),
    ],
)
def test_a_plugin_that_fails_is_a_note(plugins: None, name: str, sentence: str) -> None:
    found = further(name)
    assert found.notes == (sentence,)
    assert any(one.field == "payload" for one in found.suggestions)


def test_a_plugin_that_hangs_is_given_up(plugins: None) -> None:
    begun = time.monotonic()
    found = further("hangs", deadline_s=0.3)
    assert found.notes == ("The plug-in hangs took longer than 0.3 seconds.",)
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize("to", ["192.0.2.1", "2001:db8::1", "name", "datagram"])
def test_a_plugin_speaks_to_no_other_machine(plugins: None, to: str) -> None:
    found = further("calls", options={"to": to})
    assert len(found.notes) == 1
    assert "PermissionError: a plug-in may not" in found.notes[0]


def test_the_local_model_is_a_plugin_and_off_unless_it_is_named() -> None:
    row = {"field": "vector", "value": "lentivirus", "quote": "were treated with"}
    lie = {"field": "route", "value": "oral", "quote": "given as a tablet"}
    article = given(TEXT)
    with replaying(says({"suggestions": [row, lie]})) as server:
        found = RULES.suggest(article, FORM)
        with Suggesters() as off:
            assert off.suggest_further(article, FORM, suggested=found) == found
        assert server.asked == []
        with Suggesters({"local-model": {"url": server.url}}) as on:
            more = on.suggest_further(article, FORM, suggested=found)
    assert len(server.asked) == 1
    added = [one for one in more.suggestions if one.rule == "plugin:local-model"]
    assert [(one.field, one.value, one.quote) for one in added] == [
        ("vector", "lentivirus", "were treated with")
    ]
    assert len(more.notes) == 1
