"""An article of a registry: what the registry wants counts, and plug-ins come behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from curator.domain.claims import Term
from curator.domain.forms import Form
from curator.ingest.workers import Parsers
from curator.services.local_terms import request_term
from curator.services.registry import Registry
from curator.services.silencing import silence
from curator.services.suggesting import (
    SuggestionCache,
    registry_wishes,
    suggest_article,
    switch,
)
from curator.services.suggesting_here import Readable, Suggested, Wishes
from curator.services.vocabularies import Vocabularies
from tests.registries import ADA, import_words
from tests.services.suggesters import WordList

BODY = (
    "Engineered T cells clear lupus in mice\n\n"
    "The researchers treated mice that had lupus with CAR T cells that target CD19. The cells"
    " were also engineered to secrete wobblin, and all five mice recovered within three months.\n"
)


def test_the_wishes_of_the_registry_count(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    import_words(sqlite_registry, tmp_path / "in", files={"a.txt": BODY}, parsers=parsers)
    request_term(sqlite_registry, "cytokines", label="wobblin", definition="Made up.", author=ADA)
    vocabularies = Vocabularies.load()
    before = suggest_article(sqlite_registry, 1)
    found = {(one.field, one.evidence[0].quote) for one in before.proposed}
    assert any(field == "target_antigen" and "CD19" in quote for field, quote in found)
    (payload,) = (one for one in before.proposed if one.field == "payload")
    agent = payload.parts["agent"]
    assert getattr(agent, "id", "") == "local:1"
    silence(sqlite_registry, "cytokines", name="wobblin", author=ADA)
    (antigen,) = (one for one in before.proposed if one.field == "target_antigen")
    switch(sqlite_registry, antigen.rule, field="target_antigen", on=False, author=ADA)
    after = suggest_article(sqlite_registry, 1)
    fields = {one.field for one in after.proposed}
    assert not {"payload", "target_antigen"} & fields
    assert [one.field for one in after.off] == ["target_antigen"]
    wishes = registry_wishes(sqlite_registry, vocabularies)
    assert wishes.off == {(antigen.rule, "target_antigen")}
    assert [one.id for one in wishes.terms["cytokines"]] == ["local:1"]
    assert not wishes.silenced.allows("cytokines", "wobblin", term_id="local:1")


class Twice:
    """Plug-ins that say again what was proposed, surer; count how often they are asked."""

    changing = False

    def __init__(self) -> None:
        self.asked = 0

    def suggest_further(
        self, article: Readable, form: Form, *, suggested: Suggested, wishes: Wishes
    ) -> Suggested:
        self.asked += 1
        surer = tuple(replace(one, score=1.0, rule="plugin:x") for one in suggested.suggestions)
        return Suggested(surer, {}, ("The plug-in is tired.",))


def test_plug_ins_come_in_a_second_call_and_are_kept_as_well(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    import_words(sqlite_registry, tmp_path / "in", files={"a.txt": BODY}, parsers=parsers)
    words, plugins, cache = WordList({"lupus": Term("lupus", "X:1")}), Twice(), SuggestionCache()
    first = suggest_article(sqlite_registry, 1, suggester=words, cache=cache)
    for _ in range(2):
        both = suggest_article(sqlite_registry, 1, suggester=words, plugins=plugins, cache=cache)
        assert [one.rule for one in both.proposed] == ["plugin:x"]
        assert both.notes == ("The plug-in is tired.",)
        assert both.absences == {}
    assert [one.rule for one in first.proposed] == ["word list"]
    assert (plugins.asked, len(words.asked)) == (1, 1)
