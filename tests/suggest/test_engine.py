"""How the engine chooses among what rules propose; the rules here are lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.claims import Term, Value, Words
from curator.domain.forms import Form
from curator.suggest.engine import choose, propose
from curator.suggest.floors import FLOOR
from curator.suggest.matcher import Silenced
from curator.suggest.reading import ArticleText
from curator.suggest.rules import RULES
from curator.suggest.values import Suggestion
from tests.suggest.articles import FORM, article

BODY = "CAR T cells release IL-12. Mice got IL-12 again. Phase 1 comes later in patients, they say."
TEXT = ArticleText(BODY, ())


def one(field: str, words: str, value: Value | None = None, **more: Any) -> Suggestion:
    """A suggestion with these words as its quote."""
    start = BODY.index(words)
    how: dict[str, Any] = {"score": 0.8, "why": "", "rule": "test", **more}
    return TEXT.suggestion(field, start, end=start + len(words), value=value, **how)


def payload(words: str, parts: Mapping[str, Value], **more: Any) -> Suggestion:
    return one("payload", words, parts=parts, **more)


IL12 = Term("IL-12", "CUR:IL-12")


def chosen(*proposed: Suggestion, **how: Any) -> list[Suggestion]:
    return list(choose(TEXT, FORM, proposed=proposed, **how))


def test_fields_come_in_the_order_of_the_form_and_the_best_first() -> None:
    found = chosen(
        one("route", "Mice", "oral", score=0.6),
        one("organism", "Mice", Term("mouse", "NCBITaxon:10090")),
        one("route", "IL-12", "intravenous", score=0.9),
    )
    assert [(x.field, x.value) for x in found[1:]] == [("route", "intravenous"), ("route", "oral")]
    assert found[0].field == "organism"


def test_what_is_too_unsure_is_silent() -> None:
    assert chosen(one("route", "Mice", "oral", score=FLOOR - 0.01)) == []
    assert chosen(one("route", "Mice", "oral", score=0.6), floors={"route": 0.7}) == []
    assert chosen(one("route", "Mice", "oral", score=0.6), floors={"dose": 0.7})


def test_a_rule_that_is_off_is_off_in_that_field_only() -> None:
    proposed = one("route", "Mice", "oral"), one("stage", "Mice", "in_vivo")
    assert [x.field for x in chosen(*proposed, off={("test", "route")})] == ["stage"]


def test_a_field_that_the_form_has_not_is_dropped() -> None:
    assert chosen(one("no_such_field", "Mice", "x")) == []


def test_one_value_is_proposed_once_with_all_its_places() -> None:
    first = payload("release IL-12", {"agent": IL12}, score=0.9)
    second = payload("got IL-12", {"agent": IL12, "mode": "secreted"}, score=0.7)
    other = payload("CAR T", {"agent": Term("IL-15", "HGNC:5977")}, score=0.6)
    found = chosen(second, other, first)
    assert [x.parts["agent"] for x in found] == [IL12, Term("IL-15", "HGNC:5977")]
    assert found[0].parts["mode"] == "secreted"
    assert (found[0].start, found[0].others) == (first.start, ((second.start, second.end),))


def test_rows_are_the_same_only_with_all_their_parts() -> None:
    rows = [
        one("outcome", "Mice", parts={"endpoint": "survival", "value": "70"}),
        one("outcome", "IL-12", parts={"endpoint": "survival", "value": "50"}),
        one("outcome", "got", parts={"endpoint": "survival", "value": "70"}),
    ]
    assert [x.parts["value"] for x in chosen(*rows)] == ["50", "70"]


def test_a_field_of_one_value_has_one_suggestion_and_alternatives() -> None:
    found = chosen(
        one("stage", "later", "clinical", score=0.7), one("stage", "Mice", "in_vivo", score=0.9)
    )
    assert [(x.value, x.alternative) for x in found] == [("in_vivo", False), ("clinical", True)]


def test_vague_words_are_silent_beside_a_value() -> None:
    vague = one("journal", "they say", Words("they say"), status="vague", score=0.95)
    assert [x.status for x in chosen(vague)] == ["vague"]
    assert [x.status for x in chosen(vague, one("journal", "CAR", Term("x", "y")))] == ["reported"]


def test_a_field_that_does_not_apply_has_no_suggestion() -> None:
    phase = one("phase", "Phase 1", "1")
    assert [x.field for x in chosen(phase)] == ["phase"]
    mouse, human = one("stage", "Mice", "in_vivo"), one("stage", "patients", "clinical")
    assert [x.field for x in chosen(phase, mouse)] == ["stage"]
    assert [x.field for x in chosen(phase, human)] == ["stage", "phase"]


def test_a_suggestion_outside_the_text_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="no span"):
        TEXT.suggestion("stage", 5, end=len(BODY) + 1, score=1, why="", rule="test")


def test_what_a_reranker_goes_by_is_there() -> None:
    found = chosen(one("stage", "Mice", "in_vivo", features={"verb": 1.0}))[0]
    assert found.features["verb"] == 1.0
    assert found.features["score"] == 0.8
    assert 0 < found.features["how far down"] < 1


@given(st.permutations(range(6)))
def test_the_order_in_which_rules_speak_does_not_count(order: list[int]) -> None:
    proposed = [
        payload("release IL-12", {"agent": IL12}, score=0.9),
        payload("got IL-12", {"agent": IL12}, score=0.9),
        one("stage", "Mice", "in_vivo"),
        one("stage", "patients", "clinical"),
        one("route", "Mice", "oral", score=0.7),
        one("route", "got", "oral", score=0.7),
    ]
    assert chosen(*(proposed[at] for at in order)) == chosen(*proposed)


def test_every_rule_is_named_and_quotes_the_text() -> None:
    read = article(
        "CAR T cells cure mice\n\nScientists at Stanford University made CAR T cells that release "
        "IL-12. The study, published in Nature Medicine, was done in mice with lung cancer. Up to "
        "90% of the mice (n = 20) lived. Dr. Ann Lee, the senior author, said it was safe."
    )
    families = {name.partition(".")[0] for name in RULES}
    found = propose(read, FORM)
    assert len({x.field for x in found}) > 6
    for suggestion in found:
        assert FORM.field(suggestion.field) is not None
        assert read.body[suggestion.start : suggestion.end] == suggestion.quote
        assert 0 < suggestion.score <= 1
        assert suggestion.why
        assert suggestion.rule.partition(".")[0] in families


def test_the_same_article_gets_the_same_suggestions() -> None:
    text = BODY + " It was published in Cancer Cell by Yale University."
    first = choose(article(text), FORM, proposed=propose(article(text), FORM))
    assert first == choose(article(text), FORM, proposed=propose(article(text), FORM))


def test_another_form_gets_no_more_than_it_asks_for() -> None:
    small = Form("x", 1, "x", FORM.sections[:1], {}, "0" * 64)
    assert choose(TEXT, small, proposed=[one("stage", "Mice", "in_vivo")]) == ()


@pytest.mark.parametrize("silenced_term", ["", "CUR:IL-12"])
def test_a_silenced_name_does_not_come_back_as_plain_words(silenced_term: str) -> None:
    silenced = Silenced(frozenset({("cytokines", "il 12", silenced_term)}))
    found = chosen(
        payload("IL-12", {"agent": Words("IL-12")}),
        payload("IL-12 again", {"agent": Term("interleukin 12", "")}, score=0.7),
        silenced=silenced,
    )
    assert [x.parts["agent"] for x in found] == [Term("interleukin 12", "")]
    assert chosen(payload("IL-12", {"agent": IL12}), silenced=silenced) == []
    # The term under another name that stands in the text is none of the silenced names.
    assert len(chosen(payload("CAR T cells", {"agent": IL12}), silenced=silenced)) == 1
    other = Silenced(frozenset({("antigens", "il 12", silenced_term)}))
    assert len(chosen(payload("IL-12", {"agent": Words("IL-12")}), silenced=other)) == 1


@pytest.mark.parametrize(
    ("field", "part", "label"),
    [
        ("target_cell", "cell", "abnormal cell"),
        ("target_cell", "cell", "native cell"),
        ("target_cell", "cell", "cell"),
        ("disease", "name", "disease"),
        ("disease", "name", "disease of anatomical entity"),
        ("disease", "name", "human disease"),
    ],
)
def test_a_term_near_the_root_is_no_value(field: str, part: str, label: str) -> None:
    form_field = FORM.field(field)
    assert form_field is not None
    general, own = Term(label, "X:1"), Term("autoimmune " + label.rsplit(maxsplit=1)[-1], "X:2")
    made = [
        one(field, "Mice", parts={part: value}) if form_field.parts else one(field, "Mice", value)
        for value in (general, own)
    ]
    assert [x.main_value for x in chosen(*made)] == [own]


def test_every_reason_is_a_sentence() -> None:
    found = chosen(one("route", "Mice", "oral", why="says how it\nwas given"))
    assert [x.why for x in found] == ["Says how it was given."]
