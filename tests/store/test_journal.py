from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from curator.domain.changes import Author
from curator.domain.errors import StaleRecordError, VerificationError
from curator.domain.identity import new_id
from curator.domain.terms import VocabularyTerm
from curator.services.registry import Registry, create_registry
from curator.services.verifying import verify
from curator.store import tables
from curator.store.journal import (
    NewEntity,
    NewOriginal,
    NewRevision,
    NewTerm,
    NewText,
    append,
    append_staged,
    heads,
    new_header,
)
from curator.store.revisions import (
    checked_original,
    checked_revision,
    checked_text,
    term_of,
)
from tests.store.samples import BODY, MIA, NOA, add_article, populate, relabel, rows
from tests.store.staged_files import stage


@pytest.fixture
def registry(place: str) -> Iterator[Registry]:
    made = create_registry(place, MIA)
    yield made
    made.close()


@pytest.fixture
def in_file(tmp_path: Path) -> Iterator[Registry]:
    made = create_registry(tmp_path / "studies.curator", MIA)
    yield made
    made.close()


def new_study(registry: Registry, label: str = "x") -> str:
    study = new_id()
    with registry.write() as session:
        append(
            session,
            new_header(MIA, "save"),
            form_digest=registry.form.digest,
            entities=[NewEntity(study, "study")],
            revisions=[NewRevision(study, "study", {"label": label}, ())],
        )
    return study


def test_the_first_change_brings_the_form(registry: Registry) -> None:
    made = registry.last_change()
    assert made is not None
    assert (made.seq, made.kind, made.author, made.previous) == (1, "create", MIA, "0" * 64)
    assert registry.id == made.id
    assert registry.form.name == "immunotherapy-study"
    assert rows(registry, "SELECT kind, number FROM entity") == [("form", 1)]


def test_a_change_links_to_the_one_before_and_its_rows_carry_its_header(
    registry: Registry,
) -> None:
    first = registry.last_change()
    study = new_study(registry)
    second = registry.last_change()
    assert first is not None
    assert second is not None
    assert (second.seq, second.previous) == (2, first.seal)
    with registry.read() as session:
        head = heads(session, [study])[study]
    assert (head["at"], head["origin_change"], head["author"]) == (second.at, second.id, MIA.id)
    assert head["form_digest"] == registry.form.digest


def test_numbers_count_each_kind_and_each_entity(registry: Registry) -> None:
    article, _ = add_article(registry)
    first, second = new_study(registry), new_study(registry)
    relabel(registry, first, "again", rebuild=False)
    numbers = dict(rows(registry, "SELECT id, number FROM entity"))
    assert (numbers[article], numbers[first], numbers[second]) == (1, 1, 2)
    with registry.read() as session:
        found = heads(session, [first, second, new_id()])
    assert {key: row["number"] for key, row in found.items()} == {first: 2, second: 1}


def test_many_heads_at_once(registry: Registry) -> None:
    ids = [new_id() for _ in range(1_201)]
    with registry.write() as session:
        append(
            session,
            new_header(MIA, "save"),
            form_digest="",
            entities=(NewEntity(one, "study") for one in ids),
            revisions=(NewRevision(one, "study", {"label": one}, ()) for one in ids),
        )
    with registry.read() as session:
        assert heads(session, ids).keys() == set(ids)
    assert verify(registry, projections=False).problems == ()


def test_whoever_saves_second_is_told_who_was_first_and_nothing_is_written(
    registry: Registry,
) -> None:
    study = new_study(registry)
    with registry.read() as session:
        base = heads(session, [study])[study]["id"]
    relabel(registry, study, "Noa's", author=NOA, rebuild=False)
    before = registry.last_seal()
    late = NewRevision(study, "study", {"label": "Mia's"}, (base,))
    told = pytest.raises(StaleRecordError, match=r"Study 1 was saved by Noa .* UTC")
    with told, registry.write() as session:
        append(
            session,
            new_header(MIA, "save"),
            form_digest="",
            revisions=[late],
            based_on={study: base},
        )
    assert registry.last_seal() == before


def test_an_entity_that_is_not_there_or_there_already_is_stale(registry: Registry) -> None:
    study, unknown = new_study(registry), new_id()
    for one, base in ((study, None), (unknown, "some revision")):
        with pytest.raises(StaleRecordError), registry.write() as session:
            append(
                session,
                new_header(MIA, "save"),
                form_digest="",
                revisions=[NewRevision(one, "study", {}, ())],
                based_on={one: base},
            )


@pytest.mark.parametrize("document", [{"a": 1.5}, {"a": 2**53}, {"a": "\ud800"}])
def test_a_document_without_a_canonical_form_is_refused(
    registry: Registry, document: dict[str, object]
) -> None:
    study = new_id()
    with pytest.raises(ValueError, match="canonical"), registry.write() as session:
        append(
            session,
            new_header(MIA, "save"),
            form_digest="",
            entities=[NewEntity(study, "study")],
            revisions=[NewRevision(study, "study", document, ())],
        )
    assert rows(registry, "SELECT count(*) FROM change") == [(1,)]


def test_a_change_must_bring_something_whole(registry: Registry) -> None:
    study = new_study(registry)
    twice = [NewRevision(study, "study", {"label": label}, ()) for label in "ab"]
    for entities, revisions, words in (
        ([], [], "nothing"),
        ([NewEntity(new_id(), "study")], [], "without a revision"),
        ([], twice, "twice"),
    ):
        with pytest.raises(ValueError, match=words), registry.write() as session:
            append(
                session,
                new_header(MIA, "save"),
                form_digest="",
                entities=entities,
                revisions=revisions,
            )
    assert rows(registry, "SELECT count(*) FROM change") == [(2,)]


def test_what_is_there_already_is_not_brought_again(registry: Registry) -> None:
    article, _ = add_article(registry)
    term = NewTerm(VocabularyTerm("X:1", "cancer", release="r1"))
    newer = NewTerm(VocabularyTerm("X:1", "cancer", release="r2"))
    text = NewText(article, BODY, "test 1", [{"kind": "main", "start": 0, "end": len(BODY)}])
    other_blocks = NewText(article, BODY, "test 1", [])
    known = rows(registry, "SELECT sha256, size FROM original")[0]
    for terms in ([term, term], [term, newer]):
        study = new_id()
        with registry.write() as session:
            append(
                session,
                new_header(MIA, "save"),
                form_digest="",
                entities=[NewEntity(study, "study")],
                revisions=[NewRevision(study, "study", {}, ())],
                originals=[NewOriginal(known[0], known[1], b"")],
                texts=[text, other_blocks, other_blocks],
                terms=terms,
            )
    assert rows(registry, "SELECT release, id FROM term") == [("r1", "X:1"), ("r2", "X:1")]
    assert rows(registry, "SELECT count(*) FROM original") == [(1,)]
    assert rows(registry, 'SELECT count(*) FROM "text"') == [(2,)]
    assert verify(registry, projections=False).problems == ()


def test_text_with_any_character_comes_back_as_it_was(registry: Registry) -> None:
    study = new_study(registry, label=BODY + '"\\\x00\x7f\uffff')
    with registry.read() as session:
        head = checked_revision(heads(session, [study])[study])
    assert json.loads(head["document"])["label"] == BODY + '"\\\x00\x7f\uffff'


@pytest.mark.parametrize("table", [table.name for table in tables.SEALED])
@pytest.mark.parametrize("what", ["update", "delete", "insert"])
def test_sealed_rows_cannot_be_touched(registry: Registry, table: str, what: str) -> None:
    populate(registry)
    column = tables.metadata.tables[table].columns.keys()[-1]
    statements = {
        "update": f'UPDATE "{table}" SET "{column}" = "{column}"',
        "delete": f'DELETE FROM "{table}"',
        "insert": f'INSERT INTO "{table}" SELECT * FROM "{table}" LIMIT 1',
    }
    before = rows(registry, f'SELECT * FROM "{table}" ORDER BY 1, 2')
    # A used key of a change on PostgreSQL is what two savers at one moment would meet.
    refused = (sa.exc.IntegrityError, StaleRecordError)
    with pytest.raises(refused), registry.write() as session:
        session.exec_driver_sql(statements[what])
    assert rows(registry, f'SELECT * FROM "{table}" ORDER BY 1, 2') == before


@pytest.mark.parametrize("table", [table.name for table in tables.SEALED])
def test_postgresql_refuses_truncate(database: str, table: str) -> None:
    registry = create_registry(database, MIA)
    with pytest.raises(sa.exc.IntegrityError, match="sealed"), registry.write() as session:
        session.exec_driver_sql(f'TRUNCATE "{table}" CASCADE')
    registry.close()


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        ("change", ("seq", "id", "previous", "seal")),
        ("entity", ("id", "number")),
        ("revision", ("id", "digest", "number")),
        ("original", ("sha256", "digest")),
        ("text", ("digest",)),
        ("term", ("id",)),
    ],
)
def test_insert_or_replace_passes_no_guard_even_without_our_settings(
    in_file: Registry, table: str, keys: tuple[str, ...]
) -> None:
    populate(in_file)
    assert in_file.target.path is not None
    columns = list(tables.metadata.tables[table].columns.keys())
    with closing(sqlite3.connect(in_file.target.path, isolation_level=None)) as stranger:
        before = stranger.execute(f'SELECT * FROM "{table}"').fetchall()
        for key in keys:
            # The same value in that unique column alone; the others are new where they can be.
            kept = {key, "kind", "entity_id", "article_id", "release", "number"} | (
                {"sha256"} if table == "text" else set()
            )
            if key != "number" and table in ("entity", "revision"):
                kept -= {"number"}
            values = ", ".join(
                f'"{one}"'
                if one in kept
                else (f'"{one}" + 1000' if one in ("seq", "number") else f"\"{one}\" || 'x'")
                for one in columns
            )
            with pytest.raises(sqlite3.IntegrityError, match=f"used: {table}"):
                stranger.execute(
                    f'INSERT OR REPLACE INTO "{table}" SELECT {values} FROM "{table}" LIMIT 1'
                )
        assert stranger.execute(f'SELECT * FROM "{table}"').fetchall() == before


def test_many_writers_make_one_unbroken_chain(registry: Registry) -> None:
    study = new_study(registry)
    writers = [Author(new_id(), f"writer {number}") for number in range(4)]
    start = threading.Barrier(len(writers))

    def work(author: Author) -> None:
        start.wait()
        for number in range(5):
            relabel(registry, study, f"{author.name} {number}", author=author, rebuild=False)

    with ThreadPoolExecutor(len(writers)) as pool:
        list(pool.map(work, writers))
    assert verify(registry, projections=False).problems == ()
    assert rows(registry, "SELECT count(*), max(seq) FROM change") == [(22, 22)]


def test_two_savers_of_one_revision_one_wins(registry: Registry) -> None:
    study = new_study(registry)
    with registry.read() as session:
        base = heads(session, [study])[study]["id"]
    start = threading.Barrier(2)

    def save(author: Author) -> str:
        start.wait()
        try:
            with registry.write() as session:
                append(
                    session,
                    new_header(author, "save"),
                    form_digest="",
                    revisions=[NewRevision(study, "study", {"label": author.name}, (base,))],
                    based_on={study: base},
                )
        except StaleRecordError:
            return "stale"
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(save, (MIA, NOA))) == ["saved", "stale"]


# --- staged files --------------------------------------------------------------------------------


def test_a_staged_file_becomes_one_change(in_file: Registry, tmp_path: Path) -> None:
    for expected in (range(1, 6), range(6, 11)):
        header = new_header(MIA, "import")
        staged = tmp_path / f"staged {header.id}"
        stage(staged, header, 5)
        with in_file.write(attach=staged) as session:
            made = append_staged(session, header)
        articles = rows(
            in_file,
            "SELECT e.number, r.document FROM entity e JOIN revision r ON r.entity_id = e.id"
            " WHERE e.first_change = ? ORDER BY e.number",
            made.seq,
        )
        titles = [f'{{"title":"{number}"}}' for number in range(5)]
        assert articles == list(zip(expected, titles, strict=True))
    # The second file brought the same bytes: they are there once.
    assert rows(in_file, "SELECT count(*) FROM original") == [(5,)]
    assert rows(in_file, "SELECT count(*) FROM text") == [(10,)]
    assert verify(in_file, projections=False).problems == ()


def test_an_empty_staged_file_is_no_change(in_file: Registry, tmp_path: Path) -> None:
    header = new_header(MIA, "import")
    stage(tmp_path / "staged", header, 0)
    writing = in_file.write(attach=tmp_path / "staged")
    with pytest.raises(ValueError, match="nothing"), writing as session:
        append_staged(session, header)
    with in_file.write(attach=tmp_path / "staged") as session:
        assert session.exec_driver_sql("SELECT count(*) FROM staged.entity").scalar() == 0


# --- reading -------------------------------------------------------------------------------------


def test_a_row_that_is_not_what_was_saved_is_not_shown(in_file: Registry) -> None:
    populate(in_file)

    def read(table: sa.Table) -> dict[str, object]:
        with in_file.read() as session:
            return dict(session.execute(sa.select(table)).first()._mapping)  # type: ignore[union-attr]

    checks: tuple[tuple[sa.Table, str, Callable[..., object]], ...] = (
        (tables.revision, "document", checked_revision),
        (tables.text, "body", checked_text),
        (tables.text, "blocks", checked_text),
        (tables.original, "bytes", checked_original),
    )
    for table, column, check in checks:
        row = read(table)
        assert check(row) == row
        value = row[column]
        row[column] = value[:-1] if isinstance(value, str | bytes) else value
        with pytest.raises(VerificationError, match="not what was saved"):
            check(row)


def test_an_original_whose_bytes_were_left_out_is_whole(in_file: Registry) -> None:
    populate(in_file)
    with in_file.read() as session:
        row = session.execute(sa.select(tables.original)).one()._mapping
    assert checked_original({**row, "bytes": None})["bytes"] is None


def test_a_term_comes_back_as_it_was(registry: Registry) -> None:
    populate(registry)
    with registry.read() as session:
        found = session.execute(sa.select(tables.term).order_by(tables.term.c.id)).all()
    assert [term_of(row._mapping) for row in found] == [
        VocabularyTerm("X:1", "cancer", ("tumour",), (), "r1"),
        VocabularyTerm("X:2", "lung cancer", (), ("X:1",), "r1"),
    ]
