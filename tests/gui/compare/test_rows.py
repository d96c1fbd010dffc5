"""What each extraction says, what stands and what can be kept, without a window."""

from __future__ import annotations

from dataclasses import replace

from curator.domain.agreement import Reading
from curator.domain.claims import Claim, Own
from curator.domain.documents import Decision
from curator.domain.records import among
from curator.gui.compare.rows import comparison, counts_in_words
from curator.gui.compare.values import FILTERS, Choice, CompareRow, Comparison
from curator.services.values import StudyView
from tests.gui.compare.studies import (
    AUTHOR,
    HUMAN,
    MOUSE,
    NOT_REPORTED,
    claim,
    evidence,
    form,
    item,
    reading,
    response,
    study,
    two_articles,
)


def compared(view: StudyView) -> Comparison:
    return comparison(form(), view, authors={AUTHOR: "M. Haddad"})


def row_of(view: StudyView, key: str) -> CompareRow:
    return next(row for row in compared(view).rows if row.key == key)


def decision(view: StudyView, *chosen: tuple[str, str]) -> Decision:
    """A decision on the organism, taken among what the view's readings say."""
    readings = [Reading(one.extraction_id, one.claims) for one in view.readings]
    return Decision(
        field="organism",
        chosen=chosen,
        among=among("organism", readings),
        reason="A-0001 contradicts itself",
        author=AUTHOR,
        at="2026-11-22T12:04:00.000000Z",
    )


def test_conflicts_come_first_and_then_the_order_of_the_form() -> None:
    keys = [row.key for row in compared(two_articles()).rows]
    assert keys == ["organism", "journal", "therapy_class", "payload"]


def test_fields_that_nobody_looked_at_are_left_out() -> None:
    assert "phase" not in [row.key for row in compared(two_articles()).rows]


def test_counts_of_the_filters_add_up() -> None:
    shown = compared(two_articles())
    counts = [shown.count(kind) for kind in FILTERS[1:]]
    assert counts == [1, 0, 1, 1, 0, 1]
    assert sum(counts) == shown.count("all") == 4


def test_a_conflict_says_what_to_press() -> None:
    row = row_of(two_articles(), "organism")
    assert row.to_decide
    assert row.standing.head == "Not decided"
    assert row.standing.lines == ("Both quotes are kept. Press 1, 2 or 3.",)
    assert [(one.label, one.key) for one in row.options] == [
        ("Keep A-0001", "1"),
        ("Keep A-0002", "2"),
        ("Keep both", "3"),
    ]
    assert row.options[2].choice.chosen == (("e1", "i1"), ("e2", "j1"))


def test_a_value_from_one_article_names_it() -> None:
    standing = row_of(two_articles(), "journal").standing
    assert (standing.head, standing.lines) == ("Cancer Cell", ("Only A-0002 speaks of it",))


def test_what_is_not_reported_in_all_is_just_that() -> None:
    row = row_of(two_articles(), "payload")
    assert (row.mark, row.options, row.standing.head) == (None, (), "Not reported")


def test_the_narrower_claim_is_named() -> None:
    view = study(
        reading(1, {"stage": claim(item("a", "preclinical"))}),
        reading(2, {"stage": claim(item("b", "in_vivo"))}),
    )
    standing = row_of(view, "stage").standing
    assert (standing.head, standing.lines) == ("In vivo", ("The narrower claim stands, A-0002",))


def test_a_field_that_takes_one_cannot_keep_both() -> None:
    view = study(
        reading(1, {"phase": claim(item("a", "1"))}), reading(2, {"phase": claim(item("b", "3"))})
    )
    assert [one.label for one in row_of(view, "phase").options] == ["Keep A-0001", "Keep A-0002"]


def test_an_article_that_is_silent_cannot_be_kept() -> None:
    view = study(
        reading(1, {"organism": claim(item("a", HUMAN))}),
        reading(2, {"organism": NOT_REPORTED}),
        reading(3, {"organism": claim(item("c", MOUSE))}),
    )
    assert [(one.label, one.key) for one in row_of(view, "organism").options] == [
        ("Keep A-0001", "1"),
        ("Keep A-0003", "3"),
        ("Keep both", "4"),
    ]


def test_not_applicable_with_its_words_can_stand() -> None:
    silent = Claim(own_status="not_applicable", evidence=(evidence("no cell therapy"),))
    view = study(reading(1, {"phase": claim(item("a", "1"))}), reading(2, {"phase": silent}))
    row = row_of(view, "phase")
    option = row.option_of("2")
    assert option is not None
    assert option.choice == Choice(by="e2")
    wanted = row.wanted("s1", option.choice, reason="no trial")
    assert (wanted.chosen, wanted.edited) == ((), silent)


def test_two_readers_of_one_article_are_told_apart() -> None:
    one = reading(1, {"phase": claim(item("a", "1"))}, reader="R. Ortiz")
    other = replace(one, extraction_id="e2", reader="M. Haddad")
    view = study(one, other)
    shown = compared(view)
    assert [column.label for column in shown.columns] == ["A-0001 (R. Ortiz)", "A-0001 (M. Haddad)"]
    assert counts_in_words(shown, view) == "1 article, 2 extractions"


def test_a_part_in_conflict_is_decided_on_its_own_item() -> None:
    other = claim(item("x", parts={"endpoint": "survival"}, quote="lived longer"))
    both = Claim(items=(*response("40").items, *other.items))
    view = study(reading(1, {"outcome": both}), reading(2, {"outcome": response("50")}))
    row = row_of(view, "outcome")
    assert row.to_decide
    assert row.item in ("o40", "o50")
    assert [one.choice.chosen for one in row.options[:2]] == [(("e1", "o40"),), (("e2", "o50"),)]
    assert "value" in row.disputed
    assert "response rate" in row.disputed


def test_a_decision_says_what_stands_why_and_by_whom() -> None:
    view = two_articles()
    decided = two_articles((decision(view, ("e2", "j1")),))
    row = row_of(decided, "organism")
    assert (row.mark, row.agreement, row.to_decide) == ("decided", "conflict", False)
    assert (row.standing.head, row.standing.aside) == ("mouse", "from A-0002")
    reason, by_whom = row.standing.lines
    assert reason == "A-0001 contradicts itself"
    assert by_whom.startswith("M. Haddad, 22 Nov 2026")
    assert row.stands == Choice((("e2", "j1"),))


def test_a_reopened_decision_shows_the_reason_from_before() -> None:
    view = two_articles()
    stale = replace(decision(view, ("e2", "j1")), among=(("e1", "0" * 64),))
    row = row_of(two_articles((stale,)), "organism")
    assert (row.mark, row.to_decide, row.stands) == ("reopened", True, Choice())
    assert "Before: A-0001 contradicts itself" in row.standing.lines


def test_a_study_of_before_can_only_be_looked_at() -> None:
    view = two_articles(as_of=38)
    assert not any(row.decidable for row in compared(view).rows)


def test_what_is_no_claim_on_this_study_says_so() -> None:
    cell = claim(item("a", "autologous", scope="background", quote="a patient’s own T cells"))
    view = study(reading(1, {"cell_source": cell}), reading(2, {"cell_source": NOT_REPORTED}))
    row = row_of(view, "cell_source")
    assert row.cells[0][0].aside == "background"
    assert not row.cells[0][0].stands
    assert row.options == ()


def test_own_parts_do_not_break_a_row() -> None:
    one = item("a", parts={"name": "x", "role": "lead"}, quote="x")
    one = replace(one, own={"role": Own(status="vague")})
    view = study(reading(1, {"institution": claim(one)}))
    assert row_of(view, "institution").cells[0][0].text == "x, Lead"
