"""A difference as rows, from real changes."""

from __future__ import annotations

from curator.gui.history.rows import DECISION, changed_lines, same_lines
from curator.gui.history.values import DiffLine
from curator.services.history import diff
from curator.services.opening import study_view
from tests.gui.history.stories import Story


def lines_of(story: Story, a: int, b: int) -> tuple[DiffLine, ...]:
    found = diff(story.registry, story.study, a=a, b=b)
    return changed_lines(story.registry.form, found, view=story.view)


def test_each_kind_of_change_is_told(story: Story) -> None:
    lines = {line.field: line for line in lines_of(story, 4, 7)}
    kinds = {key: line.kind for key, line in lines.items()}
    decided = {"organism": "added"}
    assert kinds == {"journal": "removed", "phase": "added", "payload": "changed"} | decided
    assert [line.status for line in lines["phase"].before] == ["not_checked"]
    assert [line.status for line in lines["phase"].after] == ["not_applicable"]
    assert [line.text for line in lines["journal"].after] == [""]
    assert lines["payload"].after[0].text.startswith("IL-7")
    assert lines["payload"].before[0].text.startswith("IL-2")
    assert lines["payload"].before[0].evidence == lines["payload"].after[0].evidence


def test_rows_are_in_the_order_of_the_form_and_can_be_restored(story: Story) -> None:
    lines = lines_of(story, 3, 7)
    assert [line.field for line in lines] == ["journal", "phase", "organism", "payload"]
    assert [line.article for line in lines] == ["A-0001", "A-0001", DECISION, "A-0001"]
    assert [line.extraction for line in lines if line.article != DECISION] == [story.extraction] * 3
    assert lines[2].extraction == "", "a decision is none of a reading's fields"


def test_changed_and_same_together_are_all_claims(story: Story) -> None:
    found = diff(story.registry, story.study, a=3, b=6)
    then = study_view(story.registry, story.study, as_of=6)
    same = same_lines(story.registry.form, found, view=then)
    claims = sum(len(one.claims) for one in then.readings)
    changed_there = [line for line in lines_of(story, 3, 6) if line.kind != "removed"]
    assert len(same) == claims - len(changed_there)
    assert all(line.before == line.after for line in same)
    assert not {(line.article, line.field) for line in same} & {
        (line.article, line.field) for line in lines_of(story, 3, 6)
    }


def test_from_nothing_everything_is_added(story: Story) -> None:
    assert {line.kind for line in lines_of(story, 0, 3)} == {"added"}
