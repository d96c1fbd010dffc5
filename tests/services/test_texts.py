"""A further text of an article: what of its evidence goes along, and the way back."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from curator.domain.canonical import sha256
from curator.domain.claims import Claim, Item, Term
from curator.domain.edits import Step
from curator.domain.errors import NotFoundError, RefusedError, UnreadableInputError
from curator.domain.evidence import Evidence, evidence_at
from curator.ingest.texts import parse_text
from curator.ingest.values import Failure, Note, ParsedArticle
from curator.ingest.workers import Parsers
from curator.services.deciding import decide
from curator.services.drafting import open_draft, save_draft, take_up
from curator.services.dumping import dump
from curator.services.dumping import load as load_dump
from curator.services.exporting import export
from curator.services.history import history
from curator.services.importing import feed_fulltext
from curator.services.listing import search
from curator.services.opening import open_article, study_view
from curator.services.registry import Registry
from curator.services.restoring import restore
from curator.services.texts import TextChosen, attach_text, choose_text, only_article, texts_of
from curator.services.verifying import verify
from curator.store.drafts import DraftStore, StoredDraft
from tests.claim_steps import claim_step
from tests.registries import ADA, BEN, import_words, save_reading

ABSTRACT = "CAR T cells in mice\n\nThe cells release IL-12. Five mice lived. Five mice died."
FULL = (
    "CAR T cells in mice\n\nThe cells release IL-12. Five mice lived. Five mice died.\n\n"
    "Methods\n\nFive mice were bought from a breeder in Bar Harbor."
)
OTHER = "CAR T cells, again\n\nMice that were given cells were well."


@pytest.fixture
def drafts(tmp_path: Path) -> Iterator[DraftStore]:
    store = DraftStore(tmp_path / "drafts.sqlite")
    yield store
    store.close()


@pytest.fixture
def article(registry: Registry, parsers: Parsers, tmp_path: Path) -> str:
    files = {"abstract.txt": ABSTRACT}
    report = import_words(registry, tmp_path / "in", files=files, parsers=parsers)
    return report.taken[0].article_id


def quoted(registry: Registry, article: str, quote: str, nth: int = 0) -> Evidence:
    opened = open_article(registry, article)
    at = -1
    for _ in range(nth + 1):
        at = opened.body.index(quote, at + 1)
    return evidence_at(opened.body, at, end=at + len(quote), text=opened.document.text)


def held(evidence: Evidence, value: str = "a value") -> Claim:
    return Claim(items=(Item(f"item-{evidence.start}", value=value, evidence=(evidence,)),))


def attach(registry: Registry, article: str, text: str = FULL) -> TextChosen:
    return attach_text(registry, article, parsed=parsed(text), author=ADA, file_name="full.txt")


def parsed(text: str) -> ParsedArticle:
    return parse_text(text, "full.txt")


def read(registry: Registry, article: str) -> tuple[str, str]:
    """A saved reading: one quote that the full text has once, one that it has not."""
    claims = {
        "payload": Claim(
            items=(Item("p", value=Term("IL-12"), evidence=(quoted(registry, article, "IL-12"),)),)
        ),
        "limitations": held(quoted(registry, article, "Five mice lived.")),
        "organism": Claim(
            items=(Item("m", value=Term("mouse"), evidence=(quoted(registry, article, "mice"),)),)
        ),
    }
    study, extraction, _ = save_reading(registry, article, claims=claims)
    return study, extraction


def evidence(registry: Registry, article: str, field: str) -> Evidence:
    (extraction,) = open_article(registry, article).extractions
    return extraction.document.claims[field].items[0].evidence[0]


def assert_whole(registry: Registry) -> None:
    assert verify(registry).problems == ()


def test_quotes_that_stand_once_go_along_and_the_others_stay(
    registry: Registry, article: str
) -> None:
    read(registry, article)
    old = open_article(registry, article).document
    made = attach(registry, article)
    assert {(one.field, one.quote) for one in made.moved} == {
        ("organism", "mice"),
        ("payload", "IL-12"),
        ("limitations", "Five mice lived."),
    }
    assert made.stayed == ()
    opened = open_article(registry, article)
    assert opened.body == FULL
    assert opened.document.original_sha256 == sha256(FULL)
    assert (opened.document.file_name, made.number) == ("full.txt", 2)
    assert opened.texts == {old.text: ABSTRACT}
    moved = evidence(registry, article, "payload")
    assert (moved.text, FULL[moved.start : moved.end]) == (opened.document.text, "IL-12")
    assert_whole(registry)


def test_a_quote_without_one_place_stays_with_its_text(registry: Registry, article: str) -> None:
    read(registry, article)
    old = open_article(registry, article).document.text
    made = attach(registry, article, OTHER)
    assert {one.quote for one in made.stayed} == {"IL-12", "Five mice lived.", "mice"}
    assert made.moved == ()
    opened = open_article(registry, article)
    assert evidence(registry, article, "payload").text == old
    assert opened.texts[old] == ABSTRACT
    assert_whole(registry)


def test_the_article_can_be_read_in_its_earlier_text_again(
    registry: Registry, article: str
) -> None:
    read(registry, article)
    before = open_article(registry, article)
    attach(registry, article)
    made = choose_text(registry, article, number=1, author=BEN, reason="The abstract is better")
    after = open_article(registry, article)
    assert made.number == 1
    assert after.document == before.document
    assert after.extractions[0].document == before.extractions[0].document
    rows = texts_of(registry, article)
    assert [(row.number, row.chosen, row.quotes) for row in rows] == [(1, True, 3), (2, False, 0)]
    assert [row.file_name for row in rows] == ["abstract.txt", "full.txt"]
    assert [row.length for row in rows] == [len(ABSTRACT), len(FULL)]
    assert_whole(registry)


def test_the_text_that_it_has_is_no_further_one(registry: Registry, article: str) -> None:
    with pytest.raises(RefusedError, match="A-0001 has this very text"):
        attach(registry, article, ABSTRACT)
    attach(registry, article)
    with pytest.raises(RefusedError, match="this very text"):
        choose_text(registry, article, number=2, author=ADA)
    with pytest.raises(NotFoundError, match="no text 3"):
        choose_text(registry, article, number=3, author=ADA)
    with pytest.raises(NotFoundError):
        attach(registry, "no such article")
    assert registry.last_seal() == open_article(registry, article).last_seal


def test_attaching_a_text_that_was_there_before_chooses_it(
    registry: Registry, article: str
) -> None:
    attach(registry, article)
    choose_text(registry, article, number=1, author=ADA)
    assert attach(registry, article).number == 2
    assert len(texts_of(registry, article)) == 2
    assert_whole(registry)


def test_full_text_search_finds_the_chosen_text(registry: Registry, article: str) -> None:
    feed_fulltext(registry)
    assert search(registry, "breeder", 5)[0] == ()
    attach(registry, article)
    assert [hit.article_id for hit in search(registry, "breeder", 5)[0]] == [article]
    choose_text(registry, article, number=1, author=ADA)
    assert search(registry, "breeder", 5)[0] == ()
    assert [hit.article_id for hit in search(registry, "release", 5)[0]] == [article]


def test_a_text_attached_before_the_search_knew_the_article_is_the_one_it_gets(
    registry: Registry, parsers: Parsers, tmp_path: Path
) -> None:
    files = {"one.txt": ABSTRACT, "two.txt": OTHER}
    report = import_words(registry, tmp_path / "in", files=files, parsers=parsers)
    first, second = (one.article_id for one in report.taken)
    with registry.write() as session:
        from_scratch(session)
    attach(registry, first)
    choose_text(registry, first, number=1, author=ADA)
    attach(registry, second, FULL + " Bees.")
    feed_fulltext(registry)
    assert search(registry, "breeder", 5)[0][0].article_id == second
    assert len(search(registry, "breeder", 5)[0]) == 1
    assert_whole(registry)


def from_scratch(session: object) -> None:
    from curator.store import search as store_search

    store_search.clear(session)  # type: ignore[arg-type]


def test_a_decision_stands_although_its_words_stand_elsewhere(
    registry: Registry, parsers: Parsers, tmp_path: Path
) -> None:
    files = {"abstract.txt": ABSTRACT, "other.txt": OTHER}
    report = import_words(registry, tmp_path / "in", files=files, parsers=parsers)
    first, second = (one.article_id for one in report.taken)
    study, extraction = read(registry, first)
    human = Claim(items=(Item("h", value=Term("human")),))
    save_reading(registry, second, claims={"organism": human}, study_id=study)
    decide(
        registry,
        study,
        field="organism",
        chosen=((extraction, "m"),),
        reason="It says so",
        author=BEN,
    )
    assert study_view(registry, study).record.cells["organism"].state == "decided"
    made = attach(registry, first)
    assert "mice" in {one.quote for one in made.moved}
    view = study_view(registry, study)
    assert view.record.cells["organism"].state == "decided"
    (decision,) = view.document.decisions
    assert (decision.author, decision.reason) == (BEN.id, "It says so")
    assert_whole(registry)


def test_the_history_says_which_text_and_restore_brings_the_old_one_back(
    registry: Registry, article: str
) -> None:
    imported = registry.last_change()
    assert imported is not None
    attach(registry, article)
    assert "text from full.txt (utf-8)" in history(registry, article)[0].summary
    restore(registry, article, n=imported.seq, author=ADA)
    assert open_article(registry, article).body == ABSTRACT


def test_a_dump_brings_both_texts_and_both_originals_along(
    registry: Registry, article: str, tmp_path: Path
) -> None:
    read(registry, article)
    attach(registry, article)
    path = tmp_path / "dump.jsonl"
    with path.open("wb") as out:
        dump(registry, out)
    with closing(load_dump(path, tmp_path / "again.curator")) as again:
        assert again.last_seal() == registry.last_seal()
        rows = texts_of(again, article)
        assert [row.digest for row in rows] == [row.digest for row in texts_of(registry, article)]
        assert_whole(again)


def test_a_file_that_an_article_has_as_one_of_its_texts_is_not_imported_again(
    registry: Registry, article: str, parsers: Parsers, tmp_path: Path
) -> None:
    attach(registry, article)
    files = {"abstract again.txt": ABSTRACT, "full again.txt": FULL}
    report = import_words(registry, tmp_path / "more", files=files, parsers=parsers)
    assert report.taken == ()
    assert report.change is None
    assert sorted(one[0] for one in report.same) == ["abstract again.txt", "full again.txt"]
    assert {one[1] for one in report.same} == {1}


def test_a_file_with_several_articles_or_none_is_refused() -> None:
    one, other = parsed(FULL), parsed(OTHER)
    assert only_article((Note("a word"), one), "a.txt") is one
    with pytest.raises(RefusedError, match=r"all\.ris holds 2 articles") as refused:
        only_article((one, Failure("record 2", "Broken."), other), "all.ris")
    assert "Import it" in refused.value.hint
    with pytest.raises(UnreadableInputError, match="Broken"):
        only_article((Failure("record 1", "Broken."),), "all.ris")
    with pytest.raises(UnreadableInputError, match="holds no article"):
        only_article((), "all.ris")


# --- a draft that is open meanwhile ---------------------------------------------------------------


def opened(registry: Registry, drafts: DraftStore, article: str) -> StoredDraft:
    return open_draft(registry, drafts, opened=open_article(registry, article), author=ADA).draft


def edited(drafts: DraftStore, draft: StoredDraft, step: Step | None) -> StoredDraft:
    assert step is not None
    log = draft.log.applied(step)
    drafts.record(draft.key, position=log.position, step=step, dirty=True)
    return replace(draft, log=log, dirty=True)


def put(drafts: DraftStore, draft: StoredDraft, field: str, claim: Claim | None) -> StoredDraft:
    (extraction,) = draft.log.of_kind("extraction")
    step = claim_step(draft.log, extraction, field_key=field, claim=claim, name=field)
    return edited(drafts, draft, step)


def said(draft: StoredDraft, field: str) -> Claim | None:
    (extraction,) = draft.log.of_kind("extraction")
    return draft.log.claim(extraction, field)


def test_a_draft_goes_along_with_its_unsaved_quotes_and_its_undo(
    registry: Registry, drafts: DraftStore, article: str
) -> None:
    read(registry, article)
    draft = opened(registry, drafts, article)
    unsaved = held(quoted(registry, article, "The cells release IL-12"))
    draft = put(drafts, draft, "strategy", unsaved)
    lost = held(quoted(registry, article, "Five", 0), "five")
    draft = put(drafts, draft, "limitations", lost)
    attach(registry, article)
    up = take_up(drafts, draft, opened=open_article(registry, article))
    assert up.clashes == ()
    draft = up.draft
    assert draft == drafts.load(draft.key)
    new = open_article(registry, article).document.text
    claim = said(draft, "strategy")
    assert claim is not None
    moved = claim.items[0].evidence[0]
    assert (moved.text, FULL[moved.start : moved.end]) == (new, "The cells release IL-12")
    # "Five" stands twice in the new text too, but only once with the same words around it.
    other = said(draft, "limitations")
    assert other is not None
    assert other.items[0].evidence[0].text == new
    assert [step.name for step in draft.log.steps] == ["strategy", "limitations"], "no other's step"
    log = draft.log
    while (back := log.undone()) is not None:
        log = back[0]
    (extraction,) = log.of_kind("extraction")
    saved = open_article(registry, article).extractions[0].document.to_json()
    assert log.document(extraction) == saved, "undone to the end it is just what is saved"
    save_draft(registry, drafts, draft=draft, author=ADA)
    assert evidence(registry, article, "strategy") == moved
    assert_whole(registry)


def test_unsaved_quotes_that_do_not_stand_stay_with_the_earlier_text(
    registry: Registry, drafts: DraftStore, article: str
) -> None:
    read(registry, article)
    old = open_article(registry, article).document.text
    draft = opened(registry, drafts, article)
    claim = held(quoted(registry, article, "The cells release IL-12"))
    draft = put(drafts, draft, "strategy", claim)
    attach(registry, article, OTHER)
    draft = take_up(drafts, draft, opened=open_article(registry, article)).draft
    assert said(draft, "strategy") == claim
    save_draft(registry, drafts, draft=draft, author=ADA)
    assert evidence(registry, article, "strategy").text == old


def test_a_draft_that_was_closed_meanwhile_goes_along_when_it_is_opened(
    registry: Registry, drafts: DraftStore, article: str
) -> None:
    read(registry, article)
    draft = opened(registry, drafts, article)
    draft = put(drafts, draft, "strategy", held(quoted(registry, article, "release IL-12")))
    attach(registry, article)
    choose_text(registry, article, number=1, author=BEN)
    attach(registry, article, FULL + "\n\nThe end.")
    claim = said(opened(registry, drafts, article), "strategy")
    assert claim is not None
    assert claim.items[0].evidence[0].text == open_article(registry, article).document.text


def test_where_the_article_was_restored_the_draft_stays_with_what_is_saved(
    registry: Registry, drafts: DraftStore, article: str
) -> None:
    imported = registry.last_change()
    assert imported is not None
    read(registry, article)
    attach(registry, article)
    draft = opened(registry, drafts, article)
    draft = put(drafts, draft, "strategy", held(quoted(registry, article, "release IL-12")))
    restore(registry, article, n=imported.seq, author=BEN)
    assert evidence(registry, article, "payload").text == sha256(FULL)
    draft = take_up(drafts, draft, opened=open_article(registry, article)).draft
    assert said(draft, "payload") is not None
    saved = open_article(registry, article).extractions[0]
    assert draft.base[saved.extraction_id].document == saved.document.to_json()
    claims = draft.log.document(saved.extraction_id)["claims"]
    assert claims["payload"] == saved.document.to_json()["claims"]["payload"]


# --- where evidence stands ------------------------------------------------------------------------


def test_exported_evidence_says_where_it_stands(
    registry: Registry, parsers: Parsers, tmp_path: Path
) -> None:
    text = "# Cells\n\nThey were given.\n\n## Results\n\nThe cells release IL-12 in mice.\n"
    files = {"paper.md": text + "\nFive mice lived.\n"}
    report = import_words(registry, tmp_path / "in", files=files, parsers=parsers)
    article = report.taken[0].article_id
    read(registry, article)
    attach(registry, article, OTHER)
    export(registry, tmp_path / "values.csv", kind="csv-long")
    with (tmp_path / "evidence.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["quote"]: row["place"] for row in rows} == {
        "IL-12": "Results",
        "mice": "Results",
        "Five mice lived.": "Results",
    }
    export(registry, tmp_path / "past.csv", kind="csv-long", as_of=3)
    with (tmp_path / "evidence.csv").open(encoding="utf-8", newline="") as file:
        assert [row["place"] for row in csv.DictReader(file)] == ["Results"] * 3
