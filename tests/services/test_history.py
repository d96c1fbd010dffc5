from __future__ import annotations

from pathlib import Path

import pytest

from curator.domain.claims import Term
from curator.domain.errors import NotFoundError, RefusedError
from curator.ingest.workers import Parsers
from curator.services.deciding import decide
from curator.services.history import blame, diff, history, restore, restore_field
from curator.services.opening import open_article, study_view
from curator.services.registry import Registry
from curator.services.values import DecisionDiff
from curator.services.withdrawing import withdraw
from curator.store import projections
from tests.registries import ADA, BEN, import_words, one, said, save_claims, save_reading

WORDS = "Mice received IL-12 secreting cells, and many lived longer."
IL_12, IL_18 = Term("IL-12"), Term("IL-18")


class Case:
    """A study whose payload was IL-12 (change 3), then IL-18 by Ben (change 4)."""

    def __init__(self, registry: Registry, folder: Path, parsers: Parsers) -> None:
        files = {"a.txt": WORDS, "b.txt": f"{WORDS} So they say."}
        report = import_words(registry, folder, files=files, parsers=parsers)
        self.registry = registry
        self.article, self.other = (taken.article_id for taken in report.taken)
        self.first = one(said(agent=IL_12))
        self.study, self.extraction, _ = save_reading(
            registry,
            self.article,
            claims={"payload": self.first, "comparator": one(said("none"))},
            label="Cells",
        )
        self.second = one(said(agent=IL_18))
        self.save({"payload": self.second}, reason="Read again")

    def save(self, claims: dict[str, object], *, reason: str = "") -> None:
        (read,) = open_article(self.registry, self.article).extractions
        save_claims(
            self.registry,
            self.extraction,
            claims=claims,  # type: ignore[arg-type]
            based_on=read.revision_id,
            document=read.document,
            author=BEN,
            reason=reason,
        )

    def payload(self) -> object:
        (read,) = open_article(self.registry, self.article).extractions
        return read.document.claims.get("payload")


@pytest.fixture
def case(registry: Registry, tmp_path: Path, parsers: Parsers) -> Case:
    return Case(registry, tmp_path / "in", parsers)


def test_a_study_has_its_changes_newest_first(case: Case) -> None:
    newest, oldest = history(case.registry, "S-0001")
    assert (newest.seq, newest.rev, newest.author, newest.reason) == (4, 2, "Ben", "Read again")
    assert newest.fields == ("payload",)
    assert newest.summary == "A-0001: Payload"
    assert (oldest.seq, oldest.rev, oldest.author) == (3, 1, "Ada")
    assert set(oldest.fields) == {"payload", "comparator"}
    assert "study “Cells” begun" in oldest.summary
    assert newest.seal == case.registry.last_seal()


def test_an_article_has_its_changes_too(case: Case) -> None:
    rows = history(case.registry, "A-0001")
    assert [row.kind for row in rows] == ["save", "save", "import"]
    assert rows[2].summary == "A-0001: imported"
    assert "new → in progress" in rows[1].summary
    with pytest.raises(NotFoundError):
        history(case.registry, case.extraction)


def test_decisions_and_withdrawals_are_told(case: Case) -> None:
    item = case.second.items[0].id
    decide(
        case.registry,
        case.study,
        field="payload",
        chosen=[(case.extraction, item)],
        reason="Sure",
        author=ADA,
    )
    withdraw(case.registry, case.extraction, reason="Misread", author=ADA)
    assert [row.summary for row in history(case.registry, case.study)[:2]] == [
        "A-0001: reading withdrawn",
        "decided on Payload: IL-18, from A-0001 (Sure)",
    ]
    (made,) = diff(case.registry, case.study, a=4, b=5).decisions
    assert made == DecisionDiff("payload", "", "IL-18, from A-0001", "", "Sure")
    (undone,) = diff(case.registry, case.study, a=5, b=4).decisions
    assert (undone.before, undone.after, undone.reason_before) == (made.after, "", "Sure")


def test_any_two_changes_differ_field_by_field(case: Case) -> None:
    found = diff(case.registry, "S-0001", a=3, b=4)
    ((label, changed),) = found.fields
    assert (label, changed.field, changed.kind) == ("A-0001", "payload", "changed")
    assert (changed.old, changed.new) == (case.first, case.second)
    assert {one.item for one in changed.items} == {case.first.items[0].id, case.second.items[0].id}
    back = diff(case.registry, "S-0001", a=4, b=3)
    assert (back.fields[0][1].old, back.fields[0][1].new) == (case.second, case.first)
    assert diff(case.registry, "S-0001", a=4, b=4).fields == ()
    begun = diff(case.registry, "S-0001", a=2, b=3)
    assert {one.kind for _, one in begun.fields} == {"added"}
    with pytest.raises(NotFoundError):
        diff(case.registry, "S-0001", a=1, b=2)


def test_a_study_is_restored_with_its_extractions_as_one_change(case: Case) -> None:
    save_reading(case.registry, case.other, claims={"payload": case.second}, study_id=case.study)
    change = restore(case.registry, "S-0001", n=3, author=ADA, reason="Ben was wrong")
    summary = history(case.registry, case.study)[0].summary
    assert summary.startswith("Restored as of rev 1: A-0001: Payload")
    assert (change.seq, change.kind, change.reason) == (6, "restore", "Ben was wrong")
    view = study_view(case.registry, case.study)
    assert [reading.article_number for reading in view.readings] == [1]
    assert case.payload() == case.first
    assert view.record == study_view(case.registry, case.study, as_of=3).record
    with case.registry.read() as session:
        assert projections.differences(session) == []
    with pytest.raises(RefusedError):
        restore(case.registry, "S-0001", n=3, author=ADA)
    with pytest.raises(NotFoundError):
        restore(case.registry, "S-0001", n=2, author=ADA)
    restore(case.registry, "S-0001", n=5, author=ADA)
    assert len(study_view(case.registry, case.study).readings) == 2


def test_an_extraction_that_moved_away_stays_in_the_history_and_comes_back(case: Case) -> None:
    other, _, _ = save_reading(case.registry, case.other, claims={}, label="Other")
    (read,) = open_article(case.registry, case.article).extractions
    moved = read.document.to_json() | {"study": other}
    from_json = type(read.document).from_json(moved)
    save_claims(
        case.registry, case.extraction, claims={}, based_on=read.revision_id, document=from_json
    )
    assert study_view(case.registry, case.study).readings == ()
    newest = history(case.registry, case.study)[0]
    assert newest.summary == "A-0001: reading moved to another study"
    assert "moved here" in history(case.registry, other)[0].summary
    case.save({"payload": None})
    assert history(case.registry, case.study)[0] == newest
    restore(case.registry, "S-0001", n=4, author=ADA)
    assert [one.extraction_id for one in study_view(case.registry, case.study).readings] == [
        case.extraction
    ]
    assert case.payload() == case.second


def test_one_field_is_restored_alone(case: Case) -> None:
    case.save({"comparator": one(said("untreated mice"))})
    change = restore_field(case.registry, case.extraction, field="payload", n=3, author=ADA)
    assert change.reason == "payload as after change 3"
    (read,) = open_article(case.registry, case.article).extractions
    assert read.document.claims["payload"] == case.first
    assert read.document.claims["comparator"].items[0].value == "untreated mice"
    with pytest.raises(RefusedError):
        restore_field(case.registry, case.extraction, field="dose", n=3, author=ADA)
    with pytest.raises(NotFoundError):
        restore_field(case.registry, case.extraction, field="payload", n=2, author=ADA)


def test_blame_names_who_each_claim_comes_from(case: Case) -> None:
    comparator, payload = sorted(blame(case.registry, "S-0001"), key=lambda row: row.field)
    assert (comparator.value, comparator.who, comparator.seq) == ("none", "Ada", 3)
    assert (payload.value, payload.who, payload.seq, payload.rev) == ("IL-18", "Ben", 4, 2)
    assert (payload.label, payload.reason, payload.status) == ("A-0001", "Read again", "reported")


def test_as_of_shows_what_stood_then(case: Case) -> None:
    then = study_view(case.registry, case.study, as_of=3)
    assert then.readings[0].claims["payload"] == case.first
    assert (then.rev, then.seq, then.as_of) == (1, 3, 3)
    with pytest.raises(NotFoundError):
        study_view(case.registry, case.study, as_of=2)
