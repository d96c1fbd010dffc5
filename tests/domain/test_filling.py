"""What a letter, a status key and a hand edit make of a claim (DESIGN 8)."""

from __future__ import annotations

import pytest

from curator.domain.claims import Claim, Item, Own, Quantity, Term, Words
from curator.domain.evidence import Evidence, evidence_at
from curator.domain.filling import (
    add_row,
    attach,
    attach_part,
    claim_text,
    describe,
    detach,
    detach_part,
    fill,
    item_text,
    match_choice,
    reanchor,
    set_part,
    with_note,
    with_part_status,
    with_status,
)
from curator.domain.forms import Field
from tests.domain.strategies import the_form


def field(key: str) -> Field:
    found = the_form().field(key)
    assert found is not None
    return found


def lookup(vocabulary: str, words: str) -> Term | None:
    return Term("IL-12", "X:12") if (vocabulary, words) == ("cytokines", "interleukin-12") else None


def words_at(quote: str) -> Evidence:
    return evidence_at(quote, 0, end=len(quote), text="e" * 64)


def letter(key: str, claim: Claim | None, words: str) -> Claim:
    evidence = words_at(words)
    return fill(field(key), claim, words=words, evidence=evidence, lookup=lookup).claim


def test_a_term_is_the_best_match_otherwise_the_words_unmapped() -> None:
    found = letter("payload", None, "interleukin-12")
    assert found.items[0].parts == {"agent": Term("IL-12", "X:12")}
    assert letter("payload", None, "a toxin").items[0].parts == {"agent": Term("a toxin")}
    assert found.items[0].evidence == (words_at("interleukin-12"),)


def test_a_choice_is_matched_by_synonym_otherwise_the_list_opens() -> None:
    assert letter("therapy_class", None, "a therapy using CAR T cells").items[0].value == "car_t"
    found = fill(field("stage"), None, words="on Mars", evidence=None, lookup=lookup)
    assert not found.matched
    assert found.claim.items[0].value == Words("on Mars")
    assert found.claim.status == "vague"


def test_the_longest_synonym_in_the_words_counts_and_short_ones_only_alone() -> None:
    design = field("design").choices
    found = match_choice(design, "a double-blind trial")
    assert found
    assert found.key == "blinded"
    measure = field("outcome").part("measure")
    assert measure
    assert match_choice(measure.choices, "or") is not None
    assert match_choice(measure.choices, "this or that") is None


@pytest.mark.parametrize(
    ("key", "words", "value", "status"),
    [
        ("n", "five young adults", Quantity("=", "5"), "reported"),
        ("n", "a cohort", Words("a cohort"), "vague"),
        ("follow_up", "up to a year", Quantity("up_to", "1", unit="a"), "reported"),
        ("publication_date", "24 Nov 2022", "2022-11-24", "reported"),
        ("registry_id", "(nct04000000)", Words("(nct04000000)"), "vague"),
        ("registry_id", "nct04000000", "NCT04000000", "reported"),
        ("population", " young\n adults ", "young adults", "reported"),
    ],
)
def test_each_kind_is_parsed_or_vague_with_its_words(
    key: str, words: str, value: object, status: str
) -> None:
    item = letter(key, None, words).items[0]
    assert (item.value, item.status) == (value, status)


def test_many_adds_and_one_replaces_with_the_same_id() -> None:
    first = letter("payload", None, "interleukin-12")
    assert len(letter("payload", first, "a toxin").items) == 2
    five = letter("n", None, "five")
    six = letter("n", five, "six")
    assert [item.value for item in six.items] == [Quantity("=", "6")]
    assert six.items[0].id == five.items[0].id
    assert six.items[0].evidence == (words_at("six"),)


def test_a_letter_takes_the_place_of_not_reported() -> None:
    assert letter("n", Claim(own_status="not_reported"), "five").status == "reported"


def test_evidence_is_added_removed_and_moved_without_touching_the_value() -> None:
    claim = letter("payload", None, "interleukin-12")
    item = claim.items[0].id
    more = attach(claim, item, evidence=words_at("IL-12"))
    assert [one.quote for one in more.items[0].evidence] == ["interleukin-12", "IL-12"]
    assert attach(more, item, evidence=words_at("IL-12")) == more
    moved = reanchor(more, item, index=0, evidence=words_at("IL12"))
    assert [one.quote for one in moved.items[0].evidence] == ["IL12", "IL-12"]
    assert detach(moved, item, index=0).items[0].evidence == (words_at("IL-12"),)
    assert moved.items[0].parts == claim.items[0].parts
    silent = attach(Claim(own_status="not_reported"), "", evidence=words_at("no payload"))
    assert silent.evidence == (words_at("no payload"),)


def test_status_keys() -> None:
    payload = field("payload")
    claim = letter("payload", None, "interleukin-12")
    vague = with_status(payload, claim, item_id=claim.items[0].id, status="vague")
    assert vague
    assert vague.status == "vague"
    none = with_status(payload, claim, item_id="", status="not_reported")
    assert none == Claim(own_status="not_reported")
    assert with_status(payload, None, item_id="", status="unclear") == Claim(own_status="unclear")
    assert with_status(payload, claim, item_id="", status="not_checked") is None
    wordy = letter("n", None, "a cohort")
    kept = with_status(field("n"), wordy, item_id=wordy.items[0].id, status="reported")
    assert kept == wordy


def test_a_part_by_hand_makes_and_unmakes_its_item() -> None:
    outcome = field("outcome")
    claim, item = set_part(outcome, None, item_id="", part_key="endpoint", value="survival")
    assert claim
    claim, same = set_part(outcome, claim, item_id=item, part_key="value", value=Words("longer"))
    assert same == item
    assert claim
    assert claim.status == "vague"
    claim, _ = set_part(outcome, claim, item_id=item, part_key="value", value=Quantity("=", "4"))
    assert claim
    assert claim.status == "reported"
    assert claim_text(outcome, claim) == "survival, 4"
    claim, _ = set_part(outcome, claim, item_id=item, part_key="value", value=None)
    claim, _ = set_part(outcome, claim, item_id=item, part_key="endpoint", value=None)
    assert claim is None


def test_a_copied_row_has_a_new_id_and_the_evidence() -> None:
    claim = letter("outcome", None, "survival")
    copied, item = add_row(claim, copy_of=claim.items[0].id)
    assert copied.items[1].id == item != claim.items[0].id
    assert copied.items[1].evidence == claim.items[0].evidence


def test_basis_scope_and_note() -> None:
    claim = Claim(items=(Item("1", value="x"),))
    found = with_note(describe(claim, "1", basis="inferred", scope="background"), "1", note="why")
    item = found.items[0]
    assert (item.basis, item.scope, item.note) == ("inferred", "background", "why")
    assert with_note(Claim(own_status="unclear"), "", note="n").note == "n"


def in_value(item: Item, value: Quantity | Words | None) -> Item:
    claim, item_id = set_part(
        field("outcome"), Claim(items=(item,)), item_id=item.id, part_key="value", value=value
    )
    assert claim is not None
    found = claim.item(item_id)
    assert found is not None
    return found


def test_a_value_fills_its_operator_and_unit() -> None:
    row = Item("a", parts={"endpoint": "clearance"})
    over = in_value(row, Quantity(">", "70", unit="%"))
    assert over.parts == {"endpoint": "clearance", "op": ">", "value": "70", "unit": "%"}
    assert item_text(field("outcome"), over) == "clearance, > 70 %"
    assert in_value(over, Quantity("=", "5")).parts == {"endpoint": "clearance", "value": "5"}
    assert in_value(over, None).parts == {"endpoint": "clearance"}
    range_ = Quantity("range", low="1", high="2", unit="%")
    assert in_value(over, range_).parts == {"endpoint": "clearance", "value": range_}


def test_an_operator_and_a_unit_wait_for_their_number() -> None:
    row = Item("a", parts={"endpoint": "clearance", "op": "~", "unit": "%"})
    assert in_value(row, Quantity("=", "70")).parts == {
        "endpoint": "clearance",
        "op": "~",
        "value": "70",
        "unit": "%",
    }


CELL = Claim(items=(Item("a", parts={"cell": Term("macrophage"), "effect": "kill"}),))


def test_a_part_has_a_status_of_its_own_until_it_is_taken_back() -> None:
    vague = with_part_status(CELL, "a", part="effect", status="vague")
    assert vague.items[0].own == {"effect": Own("vague")}
    assert vague.items[0].status == "reported"
    unclear = with_part_status(vague, "a", part="effect", status="unclear")
    assert unclear.items[0].own == {"effect": Own("unclear")}
    assert with_part_status(unclear, "a", part="effect", status="unclear") == CELL
    assert with_part_status(unclear, "a", part="effect", status="reported") == CELL
    assert with_part_status(CELL, "b", part="effect", status="vague") == CELL


def test_words_of_a_part_are_its_own_and_go_alone() -> None:
    first, second = words_at("killed"), words_at("were killed")
    held = attach_part(CELL, "a", part="effect", evidence=first)
    assert held.items[0].own == {"effect": Own(evidence=(first,))}
    assert held.items[0].evidence == ()
    assert attach_part(held, "a", part="effect", evidence=first) == held
    vague = with_part_status(held, "a", part="effect", status="vague")
    both = attach_part(vague, "a", part="effect", evidence=second)
    assert both.items[0].own == {"effect": Own("vague", (first, second))}
    one = detach_part(both, "a", part="effect", index=0)
    assert one.items[0].own == {"effect": Own("vague", (second,))}
    assert detach_part(one, "a", part="effect", index=0).items[0].own == {"effect": Own("vague")}
    assert detach_part(held, "a", part="effect", index=0) == CELL


def test_a_part_that_is_taken_out_takes_its_own_status_along() -> None:
    vague = with_part_status(CELL, "a", part="effect", status="vague")
    claim, _ = set_part(field("target_cell"), vague, item_id="a", part_key="effect", value=None)
    assert claim == Claim(items=(Item("a", parts={"cell": Term("macrophage")}),))
