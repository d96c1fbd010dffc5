from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.domain.canonical import canonical
from curator.domain.claims import Claim, Item
from curator.domain.edits import (
    EditLog,
    Fragment,
    Step,
    step_from_json,
    step_to_json,
)
from tests.claim_steps import claim_step
from tests.domain.strategies import claims, the_form

START = EditLog({"e1": {"kind": "extraction", "document": {"claims": {}, "role": "primary"}}})


def claimed(words: str) -> Claim:
    return Claim(items=(Item("1", value=words),))


def put(log: EditLog, field: str, claim: Claim | None, coalesce: str = "") -> EditLog:
    step = claim_step(log, "e1", field_key=field, claim=claim, name=field, coalesce=coalesce)
    return log.applied(step) if step else log


def test_what_holds_already_is_no_step() -> None:
    log = put(START, "payload", claimed("IL-12"))
    assert put(log, "payload", claimed("IL-12")) is log


def test_typing_is_one_step_until_it_is_closed() -> None:
    log = START
    for words in ("I", "IL", "IL-12"):
        log = put(log, "payload", claimed(words), "typing")
    assert len(log.steps) == 1
    log = put(log.closed(), "payload", claimed("IL-18"), "typing")
    assert len(log.steps) == 2
    undone = log.undone()
    assert undone is not None
    assert undone[0].claim("e1", "payload") == claimed("IL-12")


def test_a_new_step_after_an_undo_cuts_what_was_undone() -> None:
    log = put(put(START, "payload", claimed("a")), "payload", claimed("b"))
    undone = log.undone()
    assert undone is not None
    log = put(undone[0], "journal", claimed("Cell"))
    assert [step.name for step in log.steps] == ["payload", "journal"]
    assert log.redone() is None


def test_what_joins_the_last_step_is_undone_and_done_again_with_it() -> None:
    log = put(put(START, "payload", claimed("a")), "journal", claimed("Cell"))
    undone = log.undone()
    assert undone is not None
    role = Fragment("e1", ("role",), "primary", "secondary")
    more = undone[0].extended((role,))
    assert [step.name for step in more.steps] == ["payload", "journal"]
    assert more.document("e1")["role"] == "secondary"
    back = more.undone()
    assert back is not None
    assert back[0].documents == START.documents
    again = back[0].redone()
    assert again is not None
    assert again[0].documents == more.documents
    last = again[0].redone()
    assert last is not None
    assert last[0].claim("e1", "journal") == claimed("Cell")


def test_what_is_done_again_behind_a_joined_change_goes_back_to_it() -> None:
    """A save between the undo and the redo of "complete" says "in progress": that is what stays."""

    def state(old: str, new: str) -> Fragment:
        return Fragment("e1", ("role",), old, new)

    log = put(START, "payload", claimed("a")).applied(Step("b", (state("primary", "secondary"),)))
    log = log.applied(Step("c", (state("secondary", "commentary"),)))
    for _ in range(2):
        undone = log.undone()
        assert undone is not None
        log = undone[0]
    more = log.extended((state("primary", "tertiary"),))
    seen = [more.document("e1")["role"]]
    for move in (EditLog.redone, EditLog.redone, EditLog.undone, EditLog.undone, EditLog.undone):
        moved = move(more)
        assert moved is not None
        more = moved[0]
        seen.append(more.document("e1")["role"])
    assert seen == ["tertiary", "secondary", "commentary", "secondary", "tertiary", "primary"]


def test_nothing_joins_a_step_that_is_not_there() -> None:
    with pytest.raises(IndexError):
        START.extended((Fragment("e1", ("role",), "primary", "secondary"),))


def test_a_step_can_make_a_study_and_undo_takes_it_away() -> None:
    study = {"kind": "study", "document": {"label": "", "claims": {}}}
    log = START.applied(Step("New study", (Fragment("s1", (), None, study),)))
    assert log.of_kind("study") == ("s1",)
    undone = log.undone()
    assert undone is not None
    assert undone[0].of_kind("study") == ()
    redone = undone[0].redone()
    assert redone is not None
    assert redone[0].documents == log.documents


def as_bytes(log: EditLog) -> bytes:
    return canonical(
        {
            "documents": json.loads(json.dumps(log.documents)),
            "steps": [step_to_json(step) for step in log.steps],
            "position": log.position,
        }
    )


WORDS = ("IL-12", "“{quote}” 'é' 🧬", "=1+1", "a\u2028b\u0085", "")


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32))
def test_500_random_edits_undone_and_redone_give_the_same_bytes(seed: int) -> None:
    rng = random.Random(seed)
    fields = rng.sample(list(the_form().fields("extraction")), 12)
    pool: dict[str, list[Claim | None]] = {
        one.key: [None, Claim(own_status="not_reported"), claimed(rng.choice(WORDS))]
        for one in fields
    }
    log, states = START, [START]
    while len(log.steps) < 500:
        key = rng.choice(list(pool))
        held = rng.choice(pool[key])
        if held is not None and held.items:
            item = held.items[0]
            held = held.with_item(
                Item(item.id, "vague", value=f"{rng.random()}{rng.choice(WORDS)}")
            )
        log = put(log, key, held)
        if len(log.steps) == len(states):
            states.append(log)
    end = as_bytes(log)
    for position in range(499, -1, -1):
        undone = log.undone()
        assert undone is not None
        log = undone[0]
        assert canonical(dict(log.documents)) == canonical(dict(states[position].documents))
    while redone := log.redone():
        log = redone[0]
    assert as_bytes(log) == end


@given(st.data())
def test_a_step_survives_json(data: st.DataObject) -> None:
    field = the_form().field("payload")
    assert field is not None
    step = claim_step(
        START, "e1", field_key="payload", claim=data.draw(claims(field)), name="é", at="now"
    )
    assert step is not None
    assert step_from_json(json.loads(json.dumps(step_to_json(step)))) == step


def by_others(log: EditLog, *places: tuple[tuple[str, ...], object]) -> Step:
    """What somebody else saved, as seen from that log."""
    document = log.document("e1")
    fragments = []
    for path, new in places:
        old: object = document
        for key in path:
            old = old.get(key) if isinstance(old, dict) else None
        fragments.append(Fragment("e1", path, old, new))
    return Step("theirs", tuple(fragments))


def test_undo_never_takes_back_what_others_saved() -> None:
    log = put(put(START, "payload", claimed("IL-12")), "dose", claimed("much"))
    undone = log.undone()
    assert undone is not None
    theirs = by_others(undone[0], (("role",), "secondary"), (("claims", "journal"), {"x": 1}))
    based, rest = undone[0].rebased(theirs)
    assert rest is None
    assert [step.name for step in based.steps] == ["payload", "dose"]
    back = based.undone()
    assert back is not None
    assert back[0].document("e1") == {"claims": {"journal": {"x": 1}}, "role": "secondary"}
    again = based.redone()
    assert again is not None
    assert again[0].document("e1")["claims"].keys() == {"journal", "payload", "dose"}


def test_what_others_did_to_an_entity_made_here_is_there_when_it_is_made_again() -> None:
    made = Fragment("s1", (), None, {"kind": "study", "document": {"label": "A", "decisions": {}}})
    log = EditLog().applied(Step("New study", (made,)))
    theirs = Step("theirs", (Fragment("s1", ("decisions",), {}, {"organism": 1}),))
    based, rest = log.rebased(theirs)
    assert rest is None
    gone = based.undone()
    assert gone is not None
    assert gone[0].documents == {}
    again = gone[0].redone()
    assert again is not None
    assert again[0].document("s1") == {"label": "A", "decisions": {"organism": 1}}


def test_where_both_changed_one_place_theirs_is_a_step() -> None:
    log = put(START, "payload", claimed("IL-12"))
    theirs = by_others(log, (("claims", "payload"), {"both": 1}), (("role",), "secondary"))
    based, rest = log.rebased(theirs)
    assert rest is not None
    assert [one.path for one in rest.fragments] == [("claims", "payload")]
    assert based.document("e1")["role"] == "secondary"
    assert based.applied(rest).document("e1")["claims"]["payload"] == {"both": 1}
