"""A rule is named in a curator's words, wherever it is named."""

from __future__ import annotations

import re
from pathlib import Path

import curator.suggest
from curator.suggest.rule_words import RULE_WORDS, rule_words
from curator.suggest.rules import RULES
from tests.suggest.articles import FORM, given
from tests.suggest.articles import RULES as SUGGESTER

_NAMED = re.compile(r'\brule="([a-z_.]+)"')


def named_rules() -> set[str]:
    """Names that stand in the code of the rules as what a suggestion is counted under."""
    folder = Path(curator.suggest.__file__).parent
    return {
        name
        for path in folder.rglob("*.py")
        for name in _NAMED.findall(path.read_text(encoding="utf-8"))
    }


def test_every_rule_has_words_of_its_own() -> None:
    assert {*RULES, *named_rules()} <= RULE_WORDS.keys()
    assert len(set(RULE_WORDS.values())) == len(RULE_WORDS)
    assert not [words for words in RULE_WORDS.values() if re.search(r"[_.]", words)]


def test_what_is_proposed_is_counted_under_a_rule_with_words() -> None:
    text = "CAR T cells cured lupus in five patients within a year. They say it was published."
    found = SUGGESTER.suggest(given(text), FORM).suggestions
    assert found
    assert {one.rule for one in found} <= RULE_WORDS.keys()


def test_a_plug_in_goes_by_its_name() -> None:
    assert rule_words("plugin:local-model") == "local-model (plug-in)"
    assert rule_words("a_rule.of_old") == "a rule of old"
