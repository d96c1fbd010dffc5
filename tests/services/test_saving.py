from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from curator.domain.claims import Claim, Term
from curator.domain.documents import EXTRACTION, STUDY, ExtractionDocument
from curator.domain.errors import NotFoundError, RefusedError, StaleRecordError
from curator.domain.identity import new_id
from curator.ingest.workers import Parsers
from curator.services.deciding import decide, decide_withdraw
from curator.services.listing import article_rows, find, study_counts, study_ids, study_rows
from curator.services.opening import open_article, study_view
from curator.services.registry import Registry
from curator.services.saving import save
from curator.services.values import Changes
from curator.services.vocabularies import LOCAL, Vocabularies
from curator.services.withdrawing import withdraw
from curator.store import projections, tables
from curator.store.journal import NewEntity, NewRevision
from curator.store.tables import study_record, term
from tests.registries import ADA, BEN, import_words, one, said, save_claims, save_reading

MICE = "Mice were treated with the engineered cells and lived longer."
PATIENTS = "Patients who had lung cancer received the cells and were well."
MOUSE, HUMAN = Term("mouse", "NCBITaxon:10090"), Term("human", "NCBITaxon:9606")


@pytest.fixture
def articles(registry: Registry, tmp_path: Path, parsers: Parsers) -> tuple[str, str]:
    files = {"mice.txt": MICE, "patients.txt": PATIENTS}
    report = import_words(registry, tmp_path / "in", files=files, parsers=parsers)
    first, second = (taken.article_id for taken in report.taken)
    return first, second


PROJECTIONS = (
    tables.head,
    tables.article_row,
    tables.study_row,
    tables.study_record,
    tables.study_value,
    tables.evidence,
    tables.article_key,
    tables.article_sketch,
    tables.proposal,
)
"""What can be made anew from the rest at any time."""


def assert_sound(registry: Registry) -> None:
    """The projections are what a rebuild makes of them."""
    with registry.write() as session:
        assert projections.differences(session) == []
        before = {table.name: _content(session, table) for table in PROJECTIONS}
        projections.rebuild(session)
        assert {table.name: _content(session, table) for table in PROJECTIONS} == before


def _content(session: sa.Connection, table: sa.Table) -> list[tuple[object, ...]]:
    columns = [column for column in table.columns if column.name != "id"]
    return sorted(tuple(row) for row in session.execute(sa.select(*columns)))


def contradict(registry: Registry, articles: tuple[str, str]) -> tuple[str, str, str]:
    """One study on which two articles disagree; ids of study and extractions."""
    mice = {"organism": one(said(MOUSE, quote="Mice", body=MICE))}
    patients = {"organism": one(said(HUMAN, quote="Patients", body=PATIENTS))}
    study, first, _ = save_reading(registry, articles[0], claims=mice, label="Engineered cells")
    _, second, _ = save_reading(registry, articles[1], claims=patients, study_id=study)
    return study, first, second


def test_a_save_makes_study_and_extraction_with_their_numbers(
    registry: Registry, articles: tuple[str, str]
) -> None:
    told: list[Changes] = []
    registry.listeners.append(told.append)
    claims = {"organism": one(said(MOUSE, quote="Mice", body=MICE))}
    study, extraction, saved = save_reading(registry, articles[0], claims=claims, label="Mice")
    assert saved.numbers == {study: 1, extraction: 1, articles[0]: 1}
    assert (saved.change.kind, saved.change.seq) == ("save", 3)
    assert [one.seq for one in told] == [3]
    assert told[0].entities == {
        ("study", study),
        ("extraction", extraction),
        ("article", articles[0]),
    }
    opened = open_article(registry, articles[0])
    assert opened.document.state == "in_progress"
    (read,) = opened.extractions
    assert read.revision_id == saved.revisions[extraction]
    assert (read.study_number, read.study_label) == (1, "Mice")
    assert read.document.claims == claims
    assert study_rows(registry, [1])[0].label == "Mice"
    assert article_rows(registry, [1])[0].studies == "S-0001"
    assert_sound(registry)


def test_two_articles_on_one_study_disagree_until_somebody_decides(
    registry: Registry, articles: tuple[str, str]
) -> None:
    study, first, _ = contradict(registry, articles)
    view = study_view(registry, study)
    assert view.record.cells["organism"].state == "conflict"
    assert view.record.cells["organism"].items == ()
    assert [reading.article_number for reading in view.readings] == [1, 2]
    assert (view.rev, view.seq) == (2, 4)
    assert (study_rows(registry, [1])[0].conflicts, study_rows(registry, [1])[0].articles) == (1, 2)
    assert [row.conflicts for row in article_rows(registry, [1, 2])] == [1, 1]
    item = view.readings[0].claims["organism"].items[0]
    change = decide(
        registry, study, field="organism", chosen=[(first, item.id)], reason="Quoted", author=BEN
    )
    assert (change.kind, change.reason, change.author) == ("decide", "Quoted", BEN)
    decided = study_view(registry, study)
    cell = decided.record.cells["organism"]
    assert (cell.state, [stood.item.value for stood in cell.items]) == ("decided", [MOUSE])
    assert decided.document.decisions[0].author == BEN.id
    assert [row.conflicts for row in article_rows(registry, [1, 2])] == [0, 0]
    assert_sound(registry)


def test_a_decision_is_reopened_by_another_claim_and_can_be_taken_back(
    registry: Registry, articles: tuple[str, str]
) -> None:
    study, first, second = contradict(registry, articles)
    view = study_view(registry, study)
    item = view.readings[0].claims["organism"].items[0]
    decide(
        registry, study, field="organism", chosen=[(first, item.id)], reason="Quoted", author=ADA
    )
    (read,) = open_article(registry, articles[1]).extractions
    other = one(said(Term("rat", "NCBITaxon:10116"), quote="Patients", body=PATIENTS))
    save_claims(
        registry,
        second,
        claims={"organism": other},
        based_on=read.revision_id,
        document=read.document,
    )
    assert study_view(registry, study).record.cells["organism"].state == "reopened"
    assert study_rows(registry, [1])[0].reopened == 1
    decide_withdraw(registry, study, field="organism", reason="Wrong", author=ADA)
    assert study_view(registry, study).record.cells["organism"].state == "conflict"
    assert_sound(registry)
    with pytest.raises(NotFoundError):
        decide_withdraw(registry, study, field="organism", reason="Wrong", author=ADA)


def test_an_edited_value_can_stand_instead(registry: Registry, articles: tuple[str, str]) -> None:
    study, _, _ = contradict(registry, articles)
    edited = one(said(Term("mammal")))
    decide(registry, study, field="organism", edited=edited, reason="Both", author=ADA)
    cell = study_view(registry, study).record.cells["organism"]
    assert [stood.item.value for stood in cell.items] == [Term("mammal")]


@pytest.mark.parametrize(
    ("field", "chosen", "reason", "error"),
    [
        ("organism", [], "", RefusedError),
        ("organism", [("x", "y")], "Why", NotFoundError),
        ("nothing", [], "Why", RefusedError),
        ("report.title", [], "Why", RefusedError),
        ("payload", [], "Why", RefusedError),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    registry: Registry,
    articles: tuple[str, str],
    field: str,
    chosen: list[tuple[str, str]],
    reason: str,
    error: type[Exception],
) -> None:
    study, _, _ = contradict(registry, articles)
    seal = registry.last_seal()
    with pytest.raises(error):
        decide(registry, study, field=field, chosen=chosen, reason=reason, author=ADA)
    assert registry.last_seal() == seal


def test_the_second_of_two_savers_is_told_who_was_first(
    registry: Registry, articles: tuple[str, str]
) -> None:
    claims = {"organism": one(said(MOUSE))}
    _, extraction, _ = save_reading(registry, articles[0], claims=claims)
    (read,) = open_article(registry, articles[0]).extractions

    def change(claim: Claim) -> None:
        save_claims(
            registry,
            extraction,
            claims={"organism": claim},
            based_on=read.revision_id,
            document=read.document,
            author=BEN,
        )

    change(one(said(HUMAN)))
    seal = registry.last_seal()
    with pytest.raises(StaleRecordError, match="Ben"):
        change(one(said(MOUSE)))
    assert registry.last_seal() == seal
    assert_sound(registry)


def test_an_extraction_needs_its_article_and_study(registry: Registry) -> None:
    extraction = new_id()
    document = ExtractionDocument(new_id(), new_id(), "primary", "Ada").to_json()
    with pytest.raises(RefusedError):
        save(
            registry,
            [NewRevision(extraction, EXTRACTION, document, ())],
            based_on={extraction: None},
            author=ADA,
            new_entities=[NewEntity(extraction, EXTRACTION)],
        )
    assert registry.last_change() is not None
    assert study_counts(registry) == {"conflict": 0}


def test_a_save_keeps_the_terms_in_use_with_all_above_them(
    registry: Registry, articles: tuple[str, str], vocabularies: Vocabularies
) -> None:
    lung = Term("lung cancer", "MONDO:0008903")
    claims = {"disease": one(said(name=lung)), "organism": one(said(Term("odd", "X:1")))}
    save_reading(registry, articles[0], claims=claims, vocabularies=vocabularies)
    with registry.read() as session:
        kept = session.execute(sa.select(term.c.id, term.c.release).order_by(term.c.id)).all()
    assert [tuple(row) for row in kept] == [
        ("MONDO:0000001", "diseases/test-1"),
        ("MONDO:0004992", "diseases/test-1"),
        ("MONDO:0008903", "diseases/test-1"),
        ("X:1", LOCAL),
    ]


def test_a_finer_disease_refines_by_the_kept_terms(
    registry: Registry, articles: tuple[str, str], vocabularies: Vocabularies
) -> None:
    lung = {"disease": one(said(name=Term("lung cancer", "MONDO:0008903")))}
    cancer = {"disease": one(said(name=Term("cancer", "MONDO:0004992")))}
    study, _, _ = save_reading(registry, articles[0], claims=lung, vocabularies=vocabularies)
    save_reading(registry, articles[1], claims=cancer, study_id=study, vocabularies=vocabularies)
    assert study_view(registry, study).record.cells["disease"].state == "refine"


def test_a_term_that_gets_its_ancestors_later_refines_studies_nobody_opened(
    registry: Registry, articles: tuple[str, str], vocabularies: Vocabularies, tmp_path: Path
) -> None:
    (tmp_path / "none").mkdir()
    without = Vocabularies.load(tmp_path / "none")
    lung = {"disease": one(said(name=Term("lung cancer", "MONDO:0008903")))}
    cancer = {"disease": one(said(name=Term("cancer", "MONDO:0004992")))}
    study, _, _ = save_reading(registry, articles[0], claims=lung, vocabularies=without)
    save_reading(registry, articles[1], claims=cancer, study_id=study, vocabularies=without)
    assert study_view(registry, study).record.cells["disease"].state == "complement"
    save_reading(registry, articles[1], claims=lung, label="Other", vocabularies=vocabularies)
    assert study_view(registry, study).record.cells["disease"].state == "refine"
    assert_sound(registry)


def test_moving_an_extraction_changes_both_studies(
    registry: Registry, articles: tuple[str, str]
) -> None:
    study, _, second = contradict(registry, articles)
    other, _, _ = save_reading(registry, articles[0], claims={}, label="Other")
    (read,) = open_article(registry, articles[1]).extractions
    moved = read.document.to_json() | {"study": other}
    save(
        registry,
        [NewRevision(second, EXTRACTION, moved, (read.revision_id,))],
        based_on={second: read.revision_id},
        author=ADA,
    )
    assert [row.conflicts for row in study_rows(registry, [1, 2])] == [0, 0]
    assert article_rows(registry, [2])[0].studies == "S-0002"
    assert study_view(registry, study).record.cells["organism"].state == "single"
    assert_sound(registry)


def test_a_withdrawn_article_leaves_lists_and_records_but_not_its_history(
    registry: Registry, articles: tuple[str, str]
) -> None:
    study, _, _ = contradict(registry, articles)
    withdraw(registry, "A-0002", reason="Not this study", author=ADA)
    assert study_view(registry, study).record.cells["organism"].state == "single"
    assert (study_rows(registry, [1])[0].articles, study_rows(registry, [1])[0].conflicts) == (1, 0)
    assert study_view(registry, study, as_of=4).record.cells["organism"].state == "conflict"
    assert open_article(registry, articles[1]).document.reason == "Not this study"
    assert_sound(registry)
    with pytest.raises(RefusedError):
        withdraw(registry, "A-0002", reason="Again", author=ADA)


def test_a_withdrawn_study_has_no_record(registry: Registry, articles: tuple[str, str]) -> None:
    study, _, _ = contradict(registry, articles)
    withdraw(registry, study, reason="Twice", author=ADA)
    assert list(study_ids(registry)) == []
    assert list(study_ids(registry, states=["withdrawn"])) == [1]
    assert open_article(registry, articles[0]).extractions == ()
    assert article_rows(registry, [1])[0].studies == ""
    with registry.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(study_record)) == 0
    assert_sound(registry)


def test_a_withdrawn_extraction_does_not_speak(
    registry: Registry, articles: tuple[str, str]
) -> None:
    study, _, second = contradict(registry, articles)
    withdraw(registry, second, reason="Misread", author=ADA)
    assert study_view(registry, study).record.cells["organism"].state == "single"
    assert article_rows(registry, [2])[0].studies == ""
    assert_sound(registry)


def test_withdrawing_needs_a_reason_and_a_thing(registry: Registry) -> None:
    with pytest.raises(NotFoundError):
        withdraw(registry, "S-0009", reason="Why", author=ADA)


def test_things_are_found_by_label_number_and_id(
    registry: Registry, articles: tuple[str, str]
) -> None:
    study, first, _ = contradict(registry, articles)
    assert find(registry, "a-2").id == articles[1]
    assert find(registry, "S0001").id == study
    assert find(registry, study).label == "S-0001"
    assert find(registry, first).kind == EXTRACTION
    for words in ("A-0009", "S-0002", "", "x", f"{study}0"):
        with pytest.raises(NotFoundError):
            find(registry, words)
    assert find(registry, " s-1 ").kind == STUDY
