"""Suggestions of a registry: what was answered, what was claimed, what was switched off."""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from curator.domain.claims import Claim, Item, Term, new_item_id
from curator.domain.documents import ExtractionDocument
from curator.domain.errors import NotFoundError, UsageError
from curator.ingest.workers import Parsers
from curator.services.dumping import dump, load
from curator.services.opening import open_article
from curator.services.registry import Registry
from curator.services.suggested import Proposed, SuggestionsOf, TrackRecord, is_claimed
from curator.services.suggesting import (
    Answer,
    SuggestionCache,
    answer,
    answer_all,
    sign_absence,
    silence,
    silenced,
    suggest_article,
    switch,
    track_records,
    unsilence,
)
from curator.services.verifying import verify
from curator.store.logs import entries
from curator.store.tables import suggestion_answer
from tests.registries import ADA, BEN, import_words, save_claims, save_reading
from tests.services.suggesters import WordList
from tests.store.samples import rows

BODY = "The engineered cells secrete IL-12 and, in one arm, IL-18, and were given to mice."
IL12, IL18 = Term("IL-12", "HGNC:5969"), Term("IL-18", "HGNC:5986")
WORDS = WordList({"IL-12": IL12, "IL-18": IL18})


@pytest.fixture
def article(registry: Registry, tmp_path: Path, parsers: Parsers) -> str:
    report = import_words(registry, tmp_path / "in", files={"a.txt": BODY}, parsers=parsers)
    return report.taken[0].article_id


def suggested(registry: Registry, number: int = 1) -> SuggestionsOf:
    return suggest_article(
        registry, number, author=ADA, suggester=replace(WORDS, asked=[]), learning=False
    )


def taken(registry: Registry, one: Proposed) -> Item:
    """Take it as the window does: an item of the draft, and the answer logged."""
    item = one.item(new_item_id())
    answer(registry, one, what="taken", author=ADA, item=item.id)
    return item


def read_with(registry: Registry, article: str, *items: Item) -> tuple[str, str]:
    """Save an extraction with those payloads; its id and revision."""
    claims = {"payload": Claim(items=items)}
    _, extraction, saved = save_reading(registry, article, claims=claims)
    return extraction, saved.revisions[extraction]


def revise(registry: Registry, article: str, extraction: str, claim: Claim | None) -> None:
    (read,) = open_article(registry, article).extractions
    save_claims(
        registry,
        extraction,
        claims={"payload": claim},
        based_on=read.revision_id,
        document=read.document,
    )


def answers(registry: Registry) -> list[tuple[str, str]]:
    with registry.read() as session:
        return [(row["answer"], row["reason"]) for row in entries(session, suggestion_answer)]


def record(registry: Registry) -> TrackRecord:
    (one,) = track_records(registry)
    return one


# --- proposed ------------------------------------------------------------------------------------


def test_it_quotes_the_text_and_counts_as_nothing(registry: Registry, article: str) -> None:
    of = suggested(registry)
    assert [one.parts["agent"] for one in of.of("payload")] == [IL12, IL18]
    (quote,) = of.proposed[0].evidence
    assert (quote.quote, BODY[quote.start : quote.end]) == ("IL-12", "IL-12")
    assert quote.text == open_article(registry, article).document.text == of.text
    assert open_article(registry, article).extractions == ()
    assert answers(registry) == []


def test_an_article_that_is_not_there(registry: Registry) -> None:
    with pytest.raises(NotFoundError, match="A-0007"):
        suggested(registry, 7)


def test_what_is_claimed_is_marked_by_its_id(registry: Registry, article: str) -> None:
    other_words = Item(new_item_id(), parts={"agent": Term("interleukin-12", IL12.id)})
    read_with(registry, article, other_words)
    first, second = suggested(registry).proposed
    assert (first.claimed, first.open, second.claimed, second.open) == (True, False, False, True)
    assert is_claimed(second, Claim(items=(second.item("0"),)))


def test_opened_again_nothing_is_run_until_something_changes(
    registry: Registry, article: str
) -> None:
    cache, runs = SuggestionCache(), replace(WORDS, asked=[])

    def again() -> SuggestionsOf:
        return suggest_article(registry, 1, author=ADA, suggester=runs, cache=cache)

    first = again()
    answer(registry, first.proposed[0], what="refused", author=ADA)
    assert [one.answered for one in again().proposed] == ["refused", ""]
    assert len(runs.asked) == 1
    silence(registry, "cytokines", name="IL-18", author=ADA)
    again()
    assert len(runs.asked) == 2
    unsilence(registry, "cytokines", name="IL 18", author=BEN)
    again()
    assert len(runs.asked) == 2


def test_silenced_names_reach_the_matcher_in_every_spelling(
    registry: Registry, article: str
) -> None:
    silence(registry, "cells", name="T\u2011Cells", author=ADA, reason="a journal")
    silence(registry, "", name="ALL", author=ADA, term_id="MONDO:1")
    runs = replace(WORDS, asked=[])
    suggest_article(registry, 1, suggester=runs)
    allows = runs.asked[0].silenced.allows
    assert not allows("cells", "t cell", term_id="CL:0000084")
    assert allows("diseases", "t cell", term_id="X:1")
    assert not allows("diseases", "all", term_id="MONDO:1")
    assert allows("diseases", "all", term_id="MONDO:2")
    assert [(one.name, one.author, one.reason) for one in silenced(registry)] == [
        ("T\u2011Cells", "Ada", "a journal"),
        ("ALL", "Ada", ""),
    ]
    unsilence(registry, "cells", name="t cell", author=BEN)
    assert [one.name for one in silenced(registry)] == ["ALL"]
    with pytest.raises(UsageError, match="no word"):
        silence(registry, "cells", name="...", author=ADA)


# --- answered ------------------------------------------------------------------------------------


def test_an_answer_is_of_its_curator_and_can_be_undone(registry: Registry, article: str) -> None:
    first, _ = suggested(registry).proposed
    answer(registry, first, what="refused", author=BEN, reason="of another study")
    assert suggested(registry).proposed[0].open
    answer(registry, first, what="refused", author=ADA)
    assert not suggested(registry).proposed[0].open
    answer(registry, first, what="undone", author=ADA)
    assert suggested(registry).proposed[0].open
    assert (record(registry).refused, record(registry).answered) == (1, 1)
    with pytest.raises(UsageError, match="item"):
        answer(registry, first, what="taken", author=ADA)


def test_a_whole_section_is_answered_at_once(registry: Registry, article: str) -> None:
    several = [Answer(one, "taken", new_item_id()) for one in suggested(registry).proposed]
    answer_all(registry, several, author=ADA)
    assert (record(registry).taken, record(registry).precision) == (2, 1.0)


def test_a_save_finds_what_was_changed_and_what_was_taken_out(
    registry: Registry, article: str
) -> None:
    first, second = suggested(registry).proposed
    kept, other = taken(registry, first), taken(registry, second)
    more = replace(kept, parts={**kept.parts, "mode": "secreted"})
    extraction, _ = read_with(registry, article, more, other)
    assert answers(registry) == [("taken", ""), ("taken", "")]
    finer = replace(other, parts={"agent": Term("IL-18 mutein")})
    revise(registry, article, extraction, Claim(items=(more, finer)))
    assert answers(registry)[2:] == [("changed", "")]
    revise(registry, article, extraction, Claim(items=(finer,)))
    assert answers(registry)[3:] == [("refused", "It was taken out again.")]
    found = record(registry)
    assert (found.taken, found.changed, found.refused, found.precision) == (0, 1, 1, 0.0)
    revise(registry, article, extraction, Claim(items=(more, other)))
    assert answers(registry)[4:] == [("taken", ""), ("taken", "")]
    assert (record(registry).taken, record(registry).answered) == (2, 2)


def test_a_save_of_another_article_or_curator_says_nothing_of_it(
    registry: Registry, article: str, tmp_path: Path, parsers: Parsers
) -> None:
    files = {"b.txt": "Other words of IL-12."}
    report = import_words(registry, tmp_path / "more", files=files, parsers=parsers)
    taken(registry, suggested(registry).proposed[0])
    save_reading(registry, report.taken[0].article_id, claims={})
    save_reading(registry, article, claims={}, author=BEN)
    assert answers(registry) == [("taken", "")]
    save_reading(registry, article, claims={})
    assert answers(registry)[1:] == [("refused", "It was taken out again.")]


# --- track record --------------------------------------------------------------------------------


def refuse(registry: Registry, times: int, *, what: str = "refused", start: int = 0) -> None:
    """As many answers to as many suggestions of the one rule."""
    one = suggested(registry).proposed[0] if suggested(registry).proposed else None
    assert one is not None
    several = [replace(one, key=f"{what}{at}") for at in range(start, start + times)]
    item = "item" if what == "taken" else ""
    answer_all(registry, [Answer(each, what, item) for each in several], author=BEN)  # type: ignore[arg-type]


def test_a_rule_under_its_floor_goes_silent_and_says_so(registry: Registry, article: str) -> None:
    refuse(registry, 2)
    assert record(registry).on
    assert suggested(registry).off == ()
    refuse(registry, 2, start=2)
    (off,) = suggested(registry).off
    assert (off.rule, off.field, suggested(registry).proposed) == ("word list", "payload", ())
    assert off.sentence == (
        "It has switched itself off here: 0 of 4 suggestions were right (0 %, 95 % interval 0 % to"
        " 49 %), and its floor is 70 %."
    )
    switch(registry, "word list", field="payload", on=True, author=ADA)
    assert len(suggested(registry).proposed) == 2
    found = record(registry)
    assert (found.on, found.refused) == (True, 4)
    assert found.sentence.startswith("Switched on again by Ada on ")
    refuse(registry, 4, start=4)
    assert not record(registry).on
    assert record(registry).refused == 8


def test_a_good_rule_survives_one_error_and_can_be_switched_off(
    registry: Registry, article: str
) -> None:
    refuse(registry, 9, what="taken")
    refuse(registry, 1)
    found = record(registry)
    assert (found.on, found.precision, found.floor) == (True, 0.9, 0.70)
    assert (round(found.low, 3), round(found.high, 3)) == (0.596, 0.982)
    assert suggested(registry).proposed[0].record == found
    switch(registry, "word list", field="payload", on=False, author=ADA, reason="I know better")
    assert not record(registry).on
    assert record(registry).sentence.startswith("Switched off by Ada on ")


# --- absence -------------------------------------------------------------------------------------


def signed(registry: Registry, article: str) -> None:
    """Sign with one key that no vector is reported, and save."""
    of = suggested(registry)
    _, extraction, _ = save_reading(registry, article, claims={})
    claim = sign_absence(
        registry,
        of.absences["vector"],
        article=article,
        entity=extraction,
        text=of.text,
        author=ADA,
    )
    assert claim.own_status == "not_reported"
    assert claim.note == (
        f"Searched {len(BODY)} characters for “vector”, “lentivir*” and 34 further names (x/1):"
        " no hit. Signed as not reported."
    )
    (read,) = open_article(registry, article).extractions
    save_claims(
        registry,
        extraction,
        claims={"vector": claim},
        based_on=read.revision_id,
        document=read.document,
    )


def test_a_proof_stands_until_something_hits(registry: Registry, article: str) -> None:
    signed(registry, article)
    assert suggested(registry).reopened == ()
    (read,) = open_article(registry, article).extractions
    assert read.document.claims["vector"].status == "not_reported"


def test_dumped_and_loaded_it_is_all_there(
    registry: Registry, article: str, tmp_path: Path
) -> None:
    first, second = suggested(registry).proposed
    item = taken(registry, first)
    answer(
        registry, second, what="refused", author=BEN, reason='of “mice” \U0001f42d\u2028 {"a": 1}'
    )
    signed(registry, article)
    read = open_article(registry, article).extractions[0]
    document: Mapping[str, Claim | None] = {"payload": Claim(items=(item,))}
    save_claims(
        registry,
        read.extraction_id,
        claims=document,
        based_on=read.revision_id,
        document=read.document,
    )
    silence(registry, "cells", name="ALL", author=ADA)
    switch(registry, "word list", field="payload", on=True, author=ADA)
    assert (verify(registry).problems, verify(registry).logged) == ((), 7)
    out = io.BytesIO()
    dump(registry, out)
    (tmp_path / "dump").write_bytes(out.getvalue())
    with closing(load(tmp_path / "dump", tmp_path / "again.curator")) as again:
        once_more = io.BytesIO()
        dump(again, once_more)
        assert once_more.getvalue() == out.getvalue()
        assert verify(again).problems == ()
        assert track_records(again) == track_records(registry)
        assert silenced(again) == silenced(registry)
        assert suggested(again) == suggested(registry)


def test_nothing_of_the_chain_depends_on_an_answer(registry: Registry, article: str) -> None:
    seal = registry.last_seal()
    answer(registry, suggested(registry).proposed[0], what="refused", author=ADA)
    assert registry.last_seal() == seal
    assert rows(registry, "SELECT max(seq) FROM change") == [(2,)]


def test_the_document_is_the_same(registry: Registry, article: str) -> None:
    """An extraction does not know that an item of it was proposed."""
    item = taken(registry, suggested(registry).proposed[0])
    read_with(registry, article, item)
    (read,) = open_article(registry, article).extractions
    expected = ExtractionDocument(
        article, read.document.study, "primary", "Ada", claims={"payload": Claim(items=(item,))}
    )
    assert read.document == expected
