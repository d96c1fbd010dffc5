from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from curator.domain.claims import Term
from curator.domain.errors import NotFoundError, RefusedError, StaleRecordError, UsageError
from curator.ingest.texts import parse_text
from curator.ingest.workers import Parsers
from curator.services.dumping import dump, load
from curator.services.duplicates import (
    DIFFERENT,
    SAME_ARTICLE,
    SAME_STUDY,
    Proposal,
    answer,
    answer_between,
    open_numbers,
    proposal_of,
    proposals,
    undo_answer,
)
from curator.services.finding_duplicates import feed_chunk, feed_duplicates, waiting
from curator.services.listing import article_rows, study_ids, study_rows
from curator.services.opening import study_view
from curator.services.registry import Registry
from curator.services.reported_studies import reported_studies
from curator.services.texts import attach_text
from curator.services.verifying import verify
from curator.services.withdrawing import withdraw
from curator.store import kin_rows
from curator.store.tables import LOGS, article_key, proposal
from tests.registries import (
    ADA,
    BEN,
    article_document,
    import_words,
    one,
    said,
    save_reading,
)

STORY = (
    "Armoured cells clear lupus at Larkspur\n\n"
    "Physicians at the Larkspur Institute of Medicine in Graz treated five adults whose lupus had"
    " resisted every drug they had tried before. Each was given their own T cells, engineered to"
    " carry interleukin-18, in the trial NCT04567890.\n\n"
    "Within three months all five were free of symptoms, Nora Lindqvist told reporters.\n"
)
REPORT = (
    "Five people with severe lupus live without drugs after cells that were engineered for them"
    " fought the disease, a team of the Larkspur Institute of Medicine reports.\n\n"
    "“We did not expect this”, says Nora Lindqvist, who led the trial NCT04567890.\n"
)
HARBOUR = (
    "A wall for the harbour\n\nEngineers in Brindle Bay began on Monday to raise the quay by two"
    " metres, the mayor said. The storms flooded forty houses along the promenade last winter.\n"
)
MOUSE = one(said(Term("mouse")))
FILES = {
    "a.txt": STORY,
    "b.txt": REPORT,
    "c.txt": HARBOUR,
    "d.txt": STORY.replace("Physicians", "Doctors").replace("reporters", "the press"),
}


@pytest.fixture
def articles(registry: Registry, tmp_path: Path, parsers: Parsers) -> tuple[str, ...]:
    report = import_words(registry, tmp_path / "in", files=FILES, parsers=parsers)
    return tuple(one.article_id for one in report.taken)


def pairs(registry: Registry) -> list[tuple[int, int, str]]:
    found = proposals(registry)
    return [(one.first.number, one.second.number, one.relation) for one in found]


ALL = [(1, 4, SAME_ARTICLE), (1, 2, SAME_STUDY), (2, 4, SAME_STUDY)]


def asked(registry: Registry, first: int, second: int) -> Proposal:
    return next(
        one
        for one in proposals(registry)
        if (one.first.number, one.second.number) == (first, second)
    )


def assert_sound(registry: Registry) -> None:
    assert verify(registry).problems == ()


def states(registry: Registry) -> list[str]:
    return [row.state for row in article_rows(registry, [1, 2, 3, 4])]


def test_an_import_is_followed_by_proposals(registry: Registry, articles: tuple[str, ...]) -> None:
    assert pairs(registry) == ALL
    assert open_numbers(proposals(registry)) == {1, 2, 4}
    one = asked(registry, 1, 2)
    assert {"NCT04567890", "Nora Lindqvist"} <= {reason.words for reason in one.reasons}
    assert [STORY[slice(*one.first)] for one in one.reasons if one.words] == [
        one.words for one in one.reasons if one.words
    ]
    assert_sound(registry)


def test_a_second_look_changes_nothing(registry: Registry, articles: tuple[str, ...]) -> None:
    before = registry.last_seal(), proposals(registry)
    feed_duplicates(registry)
    assert (registry.last_seal(), proposals(registry)) == before


def test_made_anew_they_are_the_same(registry: Registry, articles: tuple[str, ...]) -> None:
    before = proposals(registry)
    with registry.write() as session:
        kin_rows.clear(session)
    assert waiting(registry) == 4
    assert proposals(registry) == ()
    feed_duplicates(registry)
    assert (waiting(registry), proposals(registry)) == (0, before)


def test_different_is_remembered_and_never_asked_again(
    registry: Registry, articles: tuple[str, ...]
) -> None:
    change = answer(registry, asked(registry, 1, 2), given=DIFFERENT, author=BEN)
    assert (change.kind, change.author, change.reason) == (
        "duplicate",
        BEN,
        "A-0001 and A-0002: different",
    )
    assert pairs(registry) == [(1, 4, SAME_ARTICLE), (2, 4, SAME_STUDY)]
    links = article_document(registry, articles[0]).links
    assert [dict(one) for one in links] == [{"article": articles[1], "relation": "different"}]
    with registry.write() as session:
        kin_rows.clear(session)
    feed_duplicates(registry)
    assert (1, 2, SAME_STUDY) not in pairs(registry)
    assert states(registry) == ["new"] * 4
    assert_sound(registry)


def test_the_newer_of_the_same_article_is_excluded(
    registry: Registry, articles: tuple[str, ...]
) -> None:
    answer(registry, asked(registry, 1, 4), given=SAME_ARTICLE, author=ADA)
    assert states(registry) == ["new", "new", "new", "excluded"]
    assert article_document(registry, articles[3]).reason == "same article as A-0001"
    assert pairs(registry) == [(1, 2, SAME_STUDY)]
    assert_sound(registry)


def test_the_newer_one_stays_where_it_was_read(
    registry: Registry, articles: tuple[str, ...]
) -> None:
    save_reading(registry, articles[3], claims={}, label="Armoured cells")
    answer(registry, asked(registry, 1, 4), given=SAME_ARTICLE, author=ADA)
    assert "excluded" not in states(registry)
    links = article_document(registry, articles[3]).links
    assert [one["relation"] for one in links] == [SAME_ARTICLE]


def test_two_unread_articles_get_a_study(registry: Registry, articles: tuple[str, ...]) -> None:
    answer(registry, asked(registry, 1, 2), given=SAME_STUDY, author=ADA)
    (row,) = study_rows(registry, study_ids(registry))
    assert (row.label, row.articles) == ("Armoured cells clear lupus at Larkspur", 2)
    assert states(registry)[:2] == ["in_progress", "in_progress"]
    assert (1, 2, SAME_STUDY) not in pairs(registry)
    assert_sound(registry)


def test_the_unread_one_joins_the_study_of_the_other(
    registry: Registry, articles: tuple[str, ...]
) -> None:
    study, extraction, _ = save_reading(registry, articles[1], claims={}, label="Armoured cells")
    answer(registry, asked(registry, 1, 2), given=SAME_STUDY, author=BEN)
    readings = study_view(registry, study, as_of=None).readings
    assert [one.article_number for one in readings] == [1, 2]
    assert readings[1].extraction_id == extraction
    assert readings[0].reader == BEN.name
    assert_sound(registry)


def test_two_studies_become_one_and_come_apart_again(
    registry: Registry, articles: tuple[str, ...]
) -> None:
    one, _, _ = save_reading(registry, articles[0], claims={}, label="First")
    two, _, _ = save_reading(registry, articles[1], claims={}, label="Second")
    change = answer(registry, asked(registry, 1, 2), given=SAME_STUDY, author=ADA)
    kept = study_view(registry, one, as_of=None)
    assert [reading.article_number for reading in kept.readings] == [1, 2]
    assert [dict(one) for one in kept.document.relations] == [
        {"study": two, "relation": "joined_from"}
    ]
    gone = study_view(registry, two, as_of=None).document
    assert (gone.state, gone.reason) == ("withdrawn", "joined into S-0001")
    assert [dict(one) for one in gone.relations] == [{"study": one, "relation": "joined_into"}]
    assert [row.label for row in study_rows(registry, study_ids(registry))] == ["First"]
    assert_sound(registry)

    undo_answer(registry, change.seq, author=ADA)
    assert [row.label for row in study_rows(registry, study_ids(registry))] == ["First", "Second"]
    assert [len(study_view(registry, study, as_of=None).readings) for study in (one, two)] == [1, 1]
    assert study_view(registry, two, as_of=None).document.relations == ()
    assert (1, 2, SAME_STUDY) in pairs(registry)
    assert_sound(registry)


@pytest.mark.parametrize("given", [SAME_ARTICLE, SAME_STUDY, DIFFERENT])
def test_every_answer_is_taken_back_by_one_change(
    registry: Registry, articles: tuple[str, ...], given: str
) -> None:
    before = [article_document(registry, one) for one in articles]
    change = answer(registry, asked(registry, 1, 4), given=given, author=ADA)
    assert answer_between(registry, (articles[3], articles[0])) == change.seq
    undone = undo_answer(registry, change.seq, author=BEN)
    assert (undone.seq, undone.author) == (change.seq + 1, BEN)
    assert [article_document(registry, one) for one in articles] == before
    assert list(study_ids(registry)) == []
    assert pairs(registry) == ALL
    with pytest.raises(NotFoundError):
        answer_between(registry, (articles[0], articles[3]))
    with pytest.raises(NotFoundError, match="no answer"):
        undo_answer(registry, undone.seq, author=ADA)
    assert_sound(registry)


def test_an_answer_on_what_was_saved_since_is_refused(
    registry: Registry, articles: tuple[str, ...]
) -> None:
    seen = asked(registry, 1, 4)
    other = asked(registry, 1, 2)
    answer(registry, other, given=DIFFERENT, author=BEN)
    seal = registry.last_seal()
    with pytest.raises(StaleRecordError, match="Article 1 was saved by Ben"):
        answer(registry, seen, given=SAME_ARTICLE, author=ADA)
    assert registry.last_seal() == seal


def test_taking_back_refuses_to_lose_what_was_saved_since(
    registry: Registry, articles: tuple[str, ...]
) -> None:
    change = answer(registry, asked(registry, 1, 4), given=SAME_ARTICLE, author=ADA)
    answer(registry, asked(registry, 1, 2), given=DIFFERENT, author=BEN)
    with pytest.raises(StaleRecordError):
        undo_answer(registry, change.seq, author=ADA)
    assert states(registry)[3] == "excluded"


def test_what_is_no_answer_or_answered_already_is_refused(
    registry: Registry, articles: tuple[str, ...]
) -> None:
    with pytest.raises(UsageError, match="is no answer"):
        answer(registry, asked(registry, 1, 4), given="perhaps", author=ADA)
    answer(registry, asked(registry, 1, 4), given=DIFFERENT, author=ADA)
    again = proposal_of(registry, (articles[3], articles[0]))
    with pytest.raises(RefusedError, match="answered for A-0001 already"):
        answer(registry, again, given=SAME_ARTICLE, author=ADA)
    with pytest.raises(RefusedError, match="not two articles"):
        proposal_of(registry, (articles[0], articles[0]))
    with pytest.raises(NotFoundError):
        proposal_of(registry, (articles[0], "nobody"))


def test_what_nobody_proposed_can_be_answered(
    registry: Registry, articles: tuple[str, ...]
) -> None:
    one = proposal_of(registry, (articles[2], articles[0]))
    assert (one.first.number, one.second.number, one.reasons) == (1, 3, ())
    answer(registry, one, given=SAME_STUDY, author=ADA)
    (row,) = study_rows(registry, study_ids(registry))
    assert row.articles == 2


def test_an_article_of_several_studies_is_not_joined_by_guess(
    registry: Registry, articles: tuple[str, ...]
) -> None:
    save_reading(registry, articles[0], claims={}, label="First")
    save_reading(registry, articles[0], claims={}, label="Second")
    seal = registry.last_seal()
    with pytest.raises(RefusedError, match="A-0001 reports 2 studies"):
        answer(registry, asked(registry, 1, 2), given=SAME_STUDY, author=ADA)
    assert registry.last_seal() == seal


def test_a_curator_says_which_of_several_studies_is_meant(
    registry: Registry, articles: tuple[str, ...]
) -> None:
    """One change, which takes the other article into that study and can be taken back."""
    one, _, _ = save_reading(registry, articles[0], claims={}, label="First")
    two, _, _ = save_reading(registry, articles[0], claims={"organism": MOUSE}, label="Second")
    told = reported_studies(registry, articles[0])
    assert [(study.study_id, study.label, study.name, study.says) for study in told] == [
        (one, "S-0001", "First", ""),
        (two, "S-0002", "Second", "Organism: mouse"),
    ]
    last = registry.last_change()
    assert last is not None
    made = answer(registry, asked(registry, 1, 2), given=SAME_STUDY, author=ADA, studies=[two])
    assert made.seq == last.seq + 1
    assert [row.articles for row in study_rows(registry, study_ids(registry))] == [1, 2]
    undo_answer(registry, made.seq, author=ADA)
    assert [row.articles for row in study_rows(registry, study_ids(registry))] == [1, 1]
    assert verify(registry).problems == ()


def test_of_both_articles_the_studies_that_are_meant_become_one(
    registry: Registry, articles: tuple[str, ...]
) -> None:
    of_first = [save_reading(registry, articles[0], claims={}, label=name)[0] for name in "AB"]
    of_second = [save_reading(registry, articles[1], claims={}, label=name)[0] for name in "CD"]
    with pytest.raises(RefusedError, match="A-0002 reports 2 studies"):
        answer(registry, asked(registry, 1, 2), given=SAME_STUDY, author=ADA, studies=of_first[:1])
    meant = [of_first[1], of_second[0]]
    answer(registry, asked(registry, 1, 2), given=SAME_STUDY, author=ADA, studies=meant)
    rows = {row.label: row.articles for row in study_rows(registry, study_ids(registry))}
    assert rows == {"A": 1, "B": 2, "D": 1}
    assert [one.name for one in reported_studies(registry, articles[1])] == ["B", "D"]


def test_what_is_withdrawn_is_not_asked_for(registry: Registry, articles: tuple[str, ...]) -> None:
    withdraw(registry, "A-0004", reason="Not about lupus", author=ADA)
    assert pairs(registry) == [(1, 2, SAME_STUDY)]


def test_two_articles_of_one_study_are_not_asked_for(
    registry: Registry, articles: tuple[str, ...]
) -> None:
    study, _, _ = save_reading(registry, articles[0], claims={}, label="First")
    save_reading(registry, articles[1], claims={}, study_id=study)
    assert pairs(registry) == [(1, 4, SAME_ARTICLE), (2, 4, SAME_STUDY)]


def test_another_text_is_looked_at_anew(registry: Registry, articles: tuple[str, ...]) -> None:
    attach_text(registry, articles[2], parsed=parse_text(STORY + "More.\n", "c.txt"), author=ADA)
    assert waiting(registry) == 1
    assert feed_chunk(registry) == (4, 4)
    assert (1, 3, SAME_ARTICLE) in pairs(registry)
    assert_sound(registry)


def test_verify_names_keys_and_proposals_that_are_wrong(
    registry: Registry, articles: tuple[str, ...]
) -> None:
    with registry.write() as session:
        session.execute(sa.delete(article_key).where(article_key.c.number == 2))
        session.execute(sa.insert(proposal), STRAY)
    problems = " ".join(verify(registry).problems)
    assert "article_key: it holds" in problems
    assert "proposal: A-0099 has no keys." in problems


STRAY = {"first": 1, "second": 99, "relation": SAME_STUDY, "reasons": "[]"}


def test_answers_go_through_a_dump_and_proposals_are_found_again(
    registry: Registry, articles: tuple[str, ...], tmp_path: Path
) -> None:
    answer(registry, asked(registry, 1, 2), given=DIFFERENT, author=ADA)
    wanted = proposals(registry)
    dumped = io.BytesIO()
    dump(registry, dumped)
    (tmp_path / "all.jsonl").write_bytes(dumped.getvalue())
    loaded = load(tmp_path / "all.jsonl", tmp_path / "loaded.curator")
    try:
        feed_duplicates(loaded)
        assert proposals(loaded) == wanted
        assert_sound(loaded)
        again = io.BytesIO()
        dump(loaded, again)
        assert again.getvalue() == dumped.getvalue()
    finally:
        loaded.close()


def test_a_registry_of_the_first_version_gets_its_proposals(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    """The tables of 0002 and 0003 are taken out again, which leaves just what 0001 made."""
    path = sqlite_registry.target.path
    assert path is not None
    import_words(sqlite_registry, tmp_path / "in", files=FILES, parsers=parsers)
    wanted, seal = proposals(sqlite_registry), sqlite_registry.last_seal()
    sqlite_registry.close()
    with closing(sqlite3.connect(path)) as old:
        for table in ("proposal", "article_key", "article_sketch", *(one.name for one in LOGS)):
            old.execute(f"DROP TABLE {table}")
        old.execute("UPDATE alembic_version SET version_num = '0001'")
        old.execute("PRAGMA user_version=1")
        old.commit()
    upgraded = Registry.open(path)
    try:
        assert "has been upgraded" in upgraded.notices[0]
        assert upgraded.last_seal() == seal
        assert (waiting(upgraded), proposals(upgraded)) == (4, ())
        assert_sound(upgraded)
        feed_duplicates(upgraded)
        assert proposals(upgraded) == wanted
        assert_sound(upgraded)
    finally:
        upgraded.close()
