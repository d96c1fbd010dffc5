"""Which evidence goes along to another text of its article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.edits import EditLog, Fragment, Step
from curator.domain.evidence import Evidence, evidence_at
from curator.domain.moving import Move

OLD = "a" * 64
NEW = "b" * 64


def taken(body: str, quote: str, nth: int = 0) -> Evidence:
    at = -1
    for _ in range(nth + 1):
        at = body.index(quote, at + 1)
    return evidence_at(body, at, end=at + len(quote), text=OLD)


def test_a_quote_that_stands_once_moves_with_its_new_surroundings() -> None:
    one = taken("Mice got IL-12 daily.", "IL-12")
    body = "Abstract. In this trial mice received IL-12 once."
    moved = Move(NEW, body).evidence(one)
    assert moved is not None
    assert body[moved.start : moved.end] == "IL-12" == moved.quote
    assert moved.text == NEW
    assert moved.prefix.endswith("received ")
    assert moved.suffix == " once."


@pytest.mark.parametrize("body", ["Mice got IL‑12 daily.", "il-12", "Nothing.", ""])
def test_a_quote_that_does_not_stand_exactly_stays(body: str) -> None:
    assert Move(NEW, body).evidence(taken("Mice got IL-12 daily.", "IL-12")) is None


def test_of_several_places_only_the_one_with_the_same_words_around_it() -> None:
    old = "Controls lived. Treated mice lived longer than controls. All mice lived."
    one = taken(old, "lived", 1)
    assert Move(NEW, "They lived and lived.").evidence(one) is None
    end = "mice  lived longer than controls. All mice lived."
    new = f"Preface: mice lived.\n\nControls lived. Treated\n{end}"
    moved = Move(NEW, new).evidence(one)
    assert moved is not None
    assert new[moved.start - 6 : moved.end] == "mice  lived"
    assert Move(NEW, f"{old} {old}").evidence(one) is None, "twice with the same context"


def test_a_quote_is_not_found_inside_longer_words() -> None:
    assert Move(NEW, "They weighed 1200 g.").evidence(taken("All 12 lived.", "12")) is None
    assert Move(NEW, "Her prenatal care.").evidence(taken("Then a nat came.", "nat")) is None
    inside = taken("a prenatal scan", "nat")
    assert Move(NEW, "the prenatal scan").evidence(inside) is not None, "it was inside before"


def test_evidence_that_stands_in_the_text_is_left_as_it_is() -> None:
    one = evidence_at("lived lived", 6, end=11, text=NEW)
    assert Move(NEW, "lived lived").evidence(one) is one


def test_all_evidence_of_a_document_moves_and_values_of_that_name_do_not() -> None:
    old, new = "Mice got IL-12.", "The mice got IL-12 in all."
    one, other = taken(old, "IL-12").to_json(), taken(old, "Mice got").to_json()
    document = {
        "claims": {
            "evidence": {"status": "vague", "evidence": [one]},
            "payload": {
                "items": [
                    {
                        "id": "i",
                        "value": "IL-12",
                        "parts": {"evidence": "a word"},
                        "evidence": [one, other, one],
                        "own": {"dose": {"evidence": [one]}},
                    }
                ]
            },
        }
    }
    moved = Move(NEW, new).json(document)["claims"]
    there = Move(NEW, new).evidence(Evidence.from_json(one))
    assert there is not None
    assert moved["evidence"]["evidence"] == [there.to_json()]
    item = moved["payload"]["items"][0]
    assert item["evidence"] == [there.to_json(), other], "once, and what does not stand stays"
    assert item["own"]["dose"]["evidence"] == [there.to_json()]
    assert item["parts"] == {"evidence": "a word"}


words = st.text(st.sampled_from("ab \n"), max_size=30)


@given(words, words, st.data())
def test_a_moved_quote_is_always_the_words_that_it_was(
    old: str, new: str, data: st.DataObject
) -> None:
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    one = evidence_at(old, start, end=end, text=OLD)
    moved = Move(NEW, new).evidence(one)
    if moved is not None:
        assert new[moved.start : moved.end] == one.quote
    elif new.count(one.quote) == 1:
        at = new.index(one.quote)
        around = new[max(0, at - 1) : at] + new[at + len(one.quote) :][:1]
        assert any(letter.isalnum() for letter in around), "it stands inside a word there"


@given(words, words)
def test_moving_a_log_and_undoing_is_undoing_and_moving(old: str, new: str) -> None:
    """A log that was moved is the log that would have been, had its quotes been taken there."""
    move = Move(NEW, new)
    log = EditLog({"e": {"kind": "extraction", "document": {"claims": {}}}})
    for n in range(min(3, len(old))):
        one = evidence_at(old, n, end=len(old), text=OLD).to_json()
        claim = {"items": [{"id": str(n), "value": "v", "evidence": [one]}]}
        before = log.document("e")["claims"].get("payload")
        log = log.applied(Step("s", (Fragment("e", ("claims", "payload"), before, claim),)))
    moved = move.log(log)
    while log.position:
        back, moved_back = log.undone(), moved.undone()
        assert back is not None
        assert moved_back is not None
        log, moved = back[0], moved_back[0]
        assert moved.document("e") == move.json(log.document("e"))
