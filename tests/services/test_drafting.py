"""A draft from opening to saving, and what happens when somebody else saved meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from curator.domain.claims import Claim, Item, Term
from curator.domain.documents import ExtractionDocument, StudyDocument
from curator.domain.edits import EditLog, Fragment, Step
from curator.domain.errors import RefusedError, StaleRecordError
from curator.domain.identity import new_id
from curator.ingest.workers import Parsers
from curator.services.deciding import decide
from curator.services.drafting import OpenDraft, adopt, open_draft, save_draft, take_up
from curator.services.dumping import dump
from curator.services.dumping import load as load_dump
from curator.services.importing import import_paths
from curator.services.listing import study_rows
from curator.services.opening import open_article, study_view
from curator.services.registry import Registry
from curator.services.values import Author
from curator.store.drafts import DraftStore, StoredDraft
from tests.claim_steps import claim_step
from tests.registries import ADA

GRACE = Author("01900000-0000-7000-8000-00000000cafe", "Grace")


@pytest.fixture
def drafts(tmp_path: Path) -> Iterator[DraftStore]:
    store = DraftStore(tmp_path / "drafts.sqlite")
    yield store
    store.close()


@pytest.fixture
def article(registry: Registry, parsers: Parsers, tmp_path: Path) -> str:
    path = tmp_path / "a.txt"
    path.write_text("CAR T cells release IL-12.\n\nFive mice lived.\n", encoding="utf-8")
    report = import_paths(registry, [path], author=ADA, parsers=parsers)
    return report.taken[0].article_id


def opened(registry: Registry, drafts: DraftStore, article: str, author: Author = ADA) -> OpenDraft:
    return open_draft(registry, drafts, opened=open_article(registry, article), author=author)


def edited(drafts: DraftStore, draft: StoredDraft, step: Step | None) -> StoredDraft:
    """The draft after one more step, written as the draft lane writes it."""
    assert step is not None
    log = draft.log.applied(step)
    drafts.record(draft.key, position=log.position, step=step, dirty=True)
    return replace(draft, log=log, dirty=True)


def undone(drafts: DraftStore, draft: StoredDraft) -> StoredDraft:
    back = draft.log.undone()
    assert back is not None
    drafts.record(draft.key, position=back[0].position, step=None, dirty=True)
    return replace(draft, log=back[0], dirty=True)


def begin_study(drafts: DraftStore, draft: StoredDraft, label: str = "Larkspur") -> StoredDraft:
    study, extraction = new_id(), new_id()
    document = ExtractionDocument(draft.key.article, study, "primary", "Ada").to_json()
    made = (
        Fragment(study, (), None, {"kind": "study", "document": StudyDocument(label).to_json()}),
        Fragment(extraction, (), None, {"kind": "extraction", "document": document}),
    )
    return edited(drafts, draft, Step("New study", made))


def put(drafts: DraftStore, draft: StoredDraft, field: str, words: str) -> StoredDraft:
    (extraction,) = draft.log.of_kind("extraction")
    value = Term(words) if field == "journal" else words
    claim = Claim(items=(Item(f"{field}-item", value=value),))
    step = claim_step(draft.log, extraction, field_key=field, claim=claim, name=field)
    return edited(drafts, draft, step)


def said(log: EditLog, field: str) -> list[object]:
    (extraction,) = log.of_kind("extraction")
    claim = log.claim(extraction, field)
    return [item.value for item in claim.items] if claim else []


def test_a_new_study_is_saved_with_its_extraction_and_gets_its_number(
    registry: Registry, drafts: DraftStore, article: str
) -> None:
    draft = begin_study(drafts, opened(registry, drafts, article).draft)
    draft = put(drafts, draft, "journal", "Cell")
    saved, after = save_draft(registry, drafts, draft=draft, author=ADA, reason="first")
    assert not after.dirty
    assert after.last_seal == saved.change.seal == registry.last_seal()
    (row,) = study_rows(registry, [1])
    assert (row.label, row.articles) == ("Larkspur", 1)
    with pytest.raises(RefusedError, match="nothing to save"):
        save_draft(registry, drafts, draft=after, author=ADA)


def test_undo_survives_save_and_restart_and_makes_an_unsaved_edit(
    registry: Registry, drafts: DraftStore, article: str
) -> None:
    draft = begin_study(drafts, opened(registry, drafts, article).draft)
    draft = put(drafts, draft, "journal", "Cell")
    save_draft(registry, drafts, draft=draft, author=ADA)
    again = opened(registry, drafts, article).draft
    assert not again.dirty
    again = undone(drafts, again)
    assert said(again.log, "journal") == []
    save_draft(registry, drafts, draft=again, author=ADA)
    (extraction,) = open_article(registry, article).extractions
    assert "journal" not in extraction.document.claims


def test_undoing_a_saved_study_withdraws_it_and_redo_brings_the_same_one_back(
    registry: Registry, drafts: DraftStore, article: str
) -> None:
    draft = begin_study(drafts, opened(registry, drafts, article).draft)
    _, draft = save_draft(registry, drafts, draft=draft, author=ADA)
    _, draft = save_draft(registry, drafts, draft=undone(drafts, draft), author=ADA)
    assert open_article(registry, article).extractions == ()
    redone = draft.log.redone()
    assert redone is not None
    draft = replace(draft, log=redone[0])
    drafts.record(draft.key, position=1, step=None, dirty=True)
    save_draft(registry, drafts, draft=draft, author=ADA)
    (extraction,) = open_article(registry, article).extractions
    assert extraction.study_number == 1


def test_two_people_on_one_extraction_lose_nothing(
    registry: Registry, drafts: DraftStore, article: str, tmp_path: Path
) -> None:
    first = begin_study(drafts, opened(registry, drafts, article).draft)
    save_draft(registry, drafts, draft=first, author=ADA)
    theirs = DraftStore(tmp_path / "grace.sqlite")
    ada = opened(registry, drafts, article).draft
    grace = opened(registry, theirs, article, GRACE).draft
    save_draft(registry, theirs, draft=put(theirs, grace, "journal", "Cell"), author=GRACE)
    ada = put(drafts, ada, "next_step", "a trial")
    with pytest.raises(StaleRecordError, match="Grace"):
        save_draft(registry, drafts, draft=ada, author=ADA)
    merged = take_up(drafts, ada, opened=open_article(registry, article))
    assert merged.merged
    assert merged.clashes == ()
    save_draft(registry, drafts, draft=merged.draft, author=ADA)
    (extraction,) = open_article(registry, article).extractions
    assert {"journal", "next_step"} <= extraction.document.claims.keys()
    theirs.close()


def test_undo_takes_back_ones_own_acts_and_no_decision(
    registry: Registry, drafts: DraftStore, article: str
) -> None:
    draft = put(drafts, begin_study(drafts, opened(registry, drafts, article).draft), "n", "five")
    _, draft = save_draft(registry, drafts, draft=draft, author=ADA)
    (study,) = draft.log.of_kind("study")
    decide(registry, study, field="n", reason="nothing holds", author=ADA)
    draft = take_up(drafts, draft, opened=open_article(registry, article)).draft
    assert not draft.dirty
    back = undone(drafts, draft)
    assert said(back.log, "n") == []
    _, draft = save_draft(registry, drafts, draft=back, author=ADA)
    assert [one.field for one in study_view(registry, study).document.decisions] == ["n"]
    stored = drafts.load(draft.key)
    assert stored is not None
    assert stored.log.documents == back.log.documents


def test_the_same_field_twice_is_a_clash_that_keeps_ours_and_names_theirs(
    registry: Registry, drafts: DraftStore, article: str, tmp_path: Path
) -> None:
    first = begin_study(drafts, opened(registry, drafts, article).draft)
    _, ada = save_draft(registry, drafts, draft=first, author=ADA)
    theirs = DraftStore(tmp_path / "grace.sqlite")
    grace = opened(registry, theirs, article, GRACE).draft
    save_draft(registry, theirs, draft=put(theirs, grace, "next_step", "theirs"), author=GRACE)
    ada = put(drafts, ada, "next_step", "ours")
    merged = take_up(drafts, ada, opened=open_article(registry, article))
    assert said(merged.draft.log, "next_step") == ["ours"]
    ((_, clash),) = merged.clashes
    assert (clash.ours, clash.theirs) == ("ours", "theirs")
    theirs.close()


def test_a_draft_of_another_past_is_offered_not_opened(
    sqlite_registry: Registry, drafts: DraftStore, parsers: Parsers, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("CAR T cells.", encoding="utf-8")
    report = import_paths(sqlite_registry, [path], author=ADA, parsers=parsers)
    article = report.taken[0].article_id
    before = tmp_path / "before.jsonl"
    with before.open("wb") as file:
        dump(sqlite_registry, file)
    draft = begin_study(drafts, opened(sqlite_registry, drafts, article).draft)
    _, draft = save_draft(sqlite_registry, drafts, draft=draft, author=ADA)
    put(drafts, draft, "journal", "Cell")
    loaded = load_dump(before, tmp_path / "loaded.curator")
    found = opened(loaded, drafts, article)
    assert found.offered is not None
    assert found.draft.log.steps == ()
    kept = drafts.load(found.offered.key)
    assert kept is not None
    assert said(kept.log, "journal") == [Term("Cell")]
    loaded.close()


def test_an_offered_draft_lies_aside_while_this_one_is_edited_and_can_be_adopted(
    sqlite_registry: Registry, drafts: DraftStore, parsers: Parsers, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("CAR T cells.", encoding="utf-8")
    report = import_paths(sqlite_registry, [path], author=ADA, parsers=parsers)
    article = report.taken[0].article_id
    before = tmp_path / "before.jsonl"
    with before.open("wb") as file:
        dump(sqlite_registry, file)
    draft = begin_study(drafts, opened(sqlite_registry, drafts, article).draft)
    _, draft = save_draft(sqlite_registry, drafts, draft=draft, author=ADA)
    put(drafts, draft, "journal", "Cell")
    loaded = load_dump(before, tmp_path / "loaded.curator")
    ours = opened(loaded, drafts, article).draft
    ours = begin_study(drafts, ours)
    ours = put(drafts, ours, "next_step", "ours")
    again = opened(loaded, drafts, article)
    assert said(again.draft.log, "next_step") == ["ours"]
    assert again.offered is not None
    step, clashes = adopt(again.draft, again.offered)
    assert step is not None
    assert clashes == ()
    log = again.draft.log.applied(step)
    journals = [
        claims["journal"].items[0].value
        for one in log.of_kind("extraction")
        if "journal" in (claims := log.claims(one))
    ]
    assert journals == [Term("Cell")]
    undone = log.undone()
    assert undone is not None
    assert undone[0].documents == again.draft.log.documents
    # What was typed on the past that both have goes on in both; nothing is lost in either.
    back = opened(sqlite_registry, drafts, article)
    assert back.offered is not None
    assert said(back.offered.log, "journal") == [Term("Cell")]
    loaded.close()


def test_the_copy_that_a_draft_was_typed_in_finds_it_after_the_other_was_open(
    sqlite_registry: Registry, drafts: DraftStore, parsers: Parsers, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("CAR T cells.", encoding="utf-8")
    report = import_paths(sqlite_registry, [path], author=ADA, parsers=parsers)
    article = report.taken[0].article_id
    before = tmp_path / "before.jsonl"
    with before.open("wb") as file:
        dump(sqlite_registry, file)
    draft = begin_study(drafts, opened(sqlite_registry, drafts, article).draft)
    _, draft = save_draft(sqlite_registry, drafts, draft=draft, author=ADA)
    put(drafts, draft, "journal", "Cell")
    with closing(load_dump(before, tmp_path / "loaded.curator")) as loaded:
        assert opened(loaded, drafts, article).offered is not None
    back = opened(sqlite_registry, drafts, article)
    assert back.offered is None
    assert said(back.draft.log, "journal") == [Term("Cell")]


def test_adopting_what_both_changed_keeps_ours(
    registry: Registry, drafts: DraftStore, article: str
) -> None:
    draft = begin_study(drafts, opened(registry, drafts, article).draft)
    ours = put(drafts, draft, "next_step", "ours")
    theirs = put(drafts, put(drafts, draft, "next_step", "theirs"), "journal", "Cell")
    step, clashes = adopt(ours, theirs)
    assert step is not None
    assert [clash.theirs for clash in clashes] == ["theirs"]
    after = ours.log.applied(step)
    assert said(after, "next_step") == ["ours"]
    assert said(after, "journal") == [Term("Cell")]
