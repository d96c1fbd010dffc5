"""Whatever is changed behind the registry's back is found, and named."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from curator.domain.changes import Author
from curator.domain.claims import Claim, Item
from curator.domain.documents import ExtractionDocument
from curator.domain.errors import VerificationError
from curator.domain.evidence import evidence_at
from curator.services.registry import Registry, create_registry
from curator.services.verifying import verify, verify_chain
from curator.store import projections
from curator.store.journal import NewRevision, append, heads, new_header
from tests.store.samples import BODY, MIA, populate, relabel, rows

START = BODY.index("shrank")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A registry with a quote in an extraction."""
    path = tmp_path / "studies.curator"
    registry = create_registry(path, MIA)
    sample = populate(registry)
    sha = rows(registry, "SELECT sha256 FROM text")[0][0]
    quote = evidence_at(BODY, START, end=START + 20, text=sha)
    claim = Claim(items=(Item("0123456789abcdef", value="mice shrank", evidence=(quote,)),))
    document = ExtractionDocument(
        sample.article, sample.study, "primary", MIA.id, claims={"limitations": claim}
    )
    with registry.write() as session:
        head = heads(session, [sample.extraction])[sample.extraction]
        append(
            session,
            new_header(MIA, "save"),
            form_digest=registry.form.digest,
            revisions=[
                NewRevision(sample.extraction, "extraction", document.to_json(), (head["id"],))
            ],
        )
        projections.rebuild(session)
    relabel(registry, sample.study, "Third")
    registry.close()
    return path


def tamper(path: Path, *statements: str | tuple[str, tuple[object, ...]]) -> None:
    """Do something to the file with its guards taken off, and put them back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as stranger:
        stranger.execute("PRAGMA foreign_keys=OFF")
        guards = stranger.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in guards:
            stranger.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            words, values = statement if isinstance(statement, tuple) else (statement, ())
            assert stranger.execute(words, values).rowcount != 0, words
        for _, sql in guards:
            stranger.execute(sql)


@pytest.fixture
def problems(file: Path) -> Callable[..., tuple[str, ...]]:
    """What verify says of the file after it was tampered with."""

    def look(*statements: str | tuple[str, tuple[object, ...]]) -> tuple[str, ...]:
        tamper(file, *statements)
        registry = Registry.open(file)
        found = verify(registry)
        registry.close()
        return found.problems

    return look


def flipped(path: Path, table: str, column: str, where: str, needle: str, bit: int = 1) -> None:
    """Flip one bit of one stored value, at the first place of ``needle``."""
    with closing(sqlite3.connect(path)) as connection:
        value = connection.execute(
            f'SELECT CAST("{column}" AS BLOB) FROM "{table}" WHERE {where}'
        ).fetchone()[0]
    data = bytearray(value)
    data[data.index(needle.encode())] ^= bit
    new = f'UPDATE "{table}" SET "{column}" = CAST(? AS TEXT) WHERE {where}'
    if column == "bytes":
        new = f'UPDATE "{table}" SET "{column}" = ? WHERE {where}'
    tamper(path, (new, (bytes(data),)))


def test_an_untouched_registry_is_clean(place: str) -> None:
    registry = create_registry(place, MIA)
    populate(registry)
    found = verify(registry)
    assert found.problems == ()
    counts = (found.changes, found.revisions, found.originals, found.texts, found.terms)
    assert counts == (5, 6, 1, 1, 2)
    assert found.last_seal == registry.last_seal()
    registry.close()


@pytest.mark.parametrize("bit", [0x01, 0x80])
@pytest.mark.parametrize(
    ("table", "column", "where", "needle", "named"),
    [
        ("revision", "document", "change_seq = 6", "shrank", "Revision 2 of extraction 1"),
        ("revision", "document", "change_seq = 4", "First", "Revision 2 of S-0001"),
        ("revision", "document", "change_seq = 2", "a.txt", "Revision 1 of A-0001"),
        ("revision", "parents", "change_seq = 4", "0", "Revision 2 of S-0001"),
        ("revision", "author", "change_seq = 4", "0", "Revision 2 of S-0001"),
        ("text", "body", "1", "mice", "A text of A-0001"),
        ("text", "blocks", "1", "main", "A text of A-0001"),
        ("original", "bytes", "1", "mice", "The original "),
        ("term", "label", "id = 'X:2'", "lung", "The term X:2 of r1"),
        ("change", "reason", "seq = 3", "said", "Change 3 (save, Mia"),
        ("change", "author_name", "seq = 4", "Noa", "Change 4 (save, "),
        ("change", "id", "seq = 1", "0", "Change 1 (create, Mia"),
        ("change", "at", "seq = 2", "2", "Change 2 (import, Mia"),
        ("change", "seal", "seq = 7", "", "Change 7 (save"),
    ],
)
def test_one_flipped_bit_is_found_and_named(
    file: Path, table: str, column: str, where: str, needle: str, named: str, bit: int
) -> None:
    if not needle:
        with closing(sqlite3.connect(file)) as connection:
            (seal,) = connection.execute("SELECT seal FROM change WHERE seq = 7").fetchone()
        needle = seal[0]
    flipped(file, table, column, where, needle, bit)
    registry = Registry.open(file)
    found = verify(registry).problems
    registry.close()
    assert any(problem.startswith(named) for problem in found), found


def test_a_flipped_bit_in_a_shown_quote_is_found(file: Path) -> None:
    """The quote as the article pane shows it stands in a projection too."""
    flipped(file, "evidence", "quote", "1", "shrank")
    registry = Registry.open(file)
    found = verify(registry)
    assert any("evidence" in problem for problem in found.problems)
    assert verify(registry, projections=False).problems == ()
    registry.close()


def test_a_deleted_revision(problems: Callable[..., tuple[str, ...]]) -> None:
    found = problems("DELETE FROM revision WHERE change_seq = 4")
    assert any("S-0001: revision 3" in one and "comes where 2 should" in one for one in found)
    assert any(one.startswith("Change 4 ") and "does not match its seal" in one for one in found)


@pytest.mark.parametrize(
    ("table", "change"), [("original", 2), ("text", 2), ("term", 3), ("entity", 3)]
)
def test_a_deleted_row(problems: Callable[..., tuple[str, ...]], table: str, change: int) -> None:
    column = "first_change" if table == "entity" else "change_seq"
    found = problems(f"DELETE FROM {table} WHERE {column} = {change}")
    assert any(one.startswith(f"Change {change} ") for one in found)


def test_a_deleted_change_is_named_with_its_rows(
    problems: Callable[..., tuple[str, ...]],
) -> None:
    found = problems("DELETE FROM change WHERE seq = 4")
    assert "Change 4 is missing; 5 comes next." in found
    assert "A row of revision belongs to change 4, which is not there." in found
    assert "Change 5 does not follow the seal of the change before it." in found
    assert not any(one.startswith("Change 6") for one in found)


def test_a_cut_off_chain_leaves_rows_behind(problems: Callable[..., tuple[str, ...]]) -> None:
    found = problems("DELETE FROM change WHERE seq = 7")
    assert "A row of revision belongs to change 7, which is not there." in found


def test_a_reordered_chain(problems: Callable[..., tuple[str, ...]]) -> None:
    found = problems(
        "UPDATE change SET seq = 100 WHERE seq = 4",
        "UPDATE change SET seq = 4 WHERE seq = 5",
        "UPDATE change SET seq = 5 WHERE seq = 100",
    )
    assert "Change 4 does not follow the seal of the change before it." in found
    assert "Change 5 does not follow the seal of the change before it." in found


def test_an_added_row(problems: Callable[..., tuple[str, ...]]) -> None:
    found = problems(
        "INSERT INTO term SELECT release, 'X:9', label, synonyms, parents, digest, change_seq"
        " FROM term WHERE id = 'X:1'"
    )
    assert any(one.startswith("The term X:9 of r1") for one in found)
    assert any(one.startswith("Change 3 ") for one in found)


def test_a_change_made_by_hand_without_a_right_seal(
    problems: Callable[..., tuple[str, ...]],
) -> None:
    found = problems(
        "INSERT INTO change SELECT seq + 1, 'i', author_id, author_name, at, kind, reason, seal,"
        " 'wrong' FROM change WHERE seq = 7"
    )
    assert any(one.startswith("Change 8 ") for one in found)


def test_wrong_numbers(problems: Callable[..., tuple[str, ...]]) -> None:
    found = problems(
        "UPDATE entity SET number = 5 WHERE kind = 'study'",
        "UPDATE revision SET number = 9 WHERE change_seq = 7",
    )
    assert any("has number 5; 1 comes next" in one for one in found)
    assert any("revision 9" in one and "where 4 should" in one for one in found)


def test_a_kind_that_is_another(problems: Callable[..., tuple[str, ...]]) -> None:
    found = problems("UPDATE entity SET kind = 'article', number = 2 WHERE kind = 'study'")
    assert any("of the article A-0002 is of a study" in one for one in found)


def test_rows_that_name_what_is_not_there(problems: Callable[..., tuple[str, ...]]) -> None:
    found = problems(
        "UPDATE text SET article_id = 'nobody'",
        "UPDATE revision SET entity_id = 'nothing' WHERE change_seq = 7",
        "UPDATE term SET change_seq = 77",
    )
    assert any("A text is of article nobody, which is not there" in one for one in found)
    assert any("is of nothing, an entity that is not there" in one for one in found)
    assert "A row of term belongs to change 77, which is not there." in found
    assert any("names a row of" in one for one in found)


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("study_row", "UPDATE study_row SET label = 'Wrong'"),
        ("article_row", "DELETE FROM article_row"),
        ("study_record", "UPDATE study_record SET cells = '{}'"),
        ("head", "UPDATE head SET revision_id = 'x' WHERE kind = 'study'"),
        (
            "study_value",
            "INSERT INTO study_value VALUES (99, 's', 'e', 'f', 'i', '', '', '', '')",
        ),
    ],
)
def test_projections_that_are_not_what_the_revisions_make(
    problems: Callable[..., tuple[str, ...]], table: str, statement: str
) -> None:
    assert any(table in one for one in problems(statement))


def test_an_index_that_is_not_its_table(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as stranger:
        stranger.execute("PRAGMA writable_schema=ON")
        (root,) = stranger.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_study_row_state'"
        ).fetchone()
        page = stranger.execute("PRAGMA page_size").fetchone()[0]
    data = bytearray(file.read_bytes())
    at = data.index(b"active", (root - 1) * page, root * page)
    data[at] ^= 1
    file.write_bytes(bytes(data))
    registry = Registry.open(file)
    found = verify(registry).problems
    registry.close()
    assert any("ix_study_row_state" in one for one in found)


def test_postgresql_without_its_guards(database: str) -> None:
    registry = create_registry(database, MIA)
    populate(registry)
    with registry.write() as session:
        session.exec_driver_sql("SET LOCAL session_replication_role = replica")
        session.exec_driver_sql(
            "UPDATE revision SET document = replace(document, 'First', 'Furst')"
        )
        session.exec_driver_sql("DELETE FROM term WHERE id = 'X:1'")
    found = verify(registry).problems
    assert any(one.startswith("Revision 2 of S-0001") for one in found)
    assert any(one.startswith("Change 3 ") for one in found)
    registry.close()


def test_long_chains_are_gone_through_in_spans(tmp_path: Path) -> None:
    registry = create_registry(tmp_path / "a.curator", MIA)
    study = populate(registry).study
    for number in range(1_200):
        relabel(registry, study, str(number), author=Author("x", "X"), rebuild=False)
    told: list[tuple[int, int]] = []

    class Told:
        def step(self, done: int, total: int, what: str = "") -> None:
            told.append((done, total))

    check, last = verify_chain(registry, progress=Told())
    assert (check.problems, last) == ([], 1_205)
    assert told == [(1_000, 1_205), (1_205, 1_205)]
    registry.close()


@pytest.mark.parametrize(
    ("table", "column", "where"),
    [
        ("revision", "document", "change_seq = 4"),
        ("revision", "digest", "change_seq = 7"),
        ("revision", "number", "change_seq = 7"),
        ("change", "reason", "seq = 3"),
        ("change", "seal", "seq = 7"),
        ("entity", "kind", "first_change = 2"),
        ("text", "body", "1"),
        ("term", "label", "id = 'X:1'"),
        ("original", "size", "1"),
        ("original", "bytes", "1"),
    ],
)
def test_values_of_another_kind(file: Path, table: str, column: str, where: str) -> None:
    """A damaged row can hold anything anywhere, whatever its table declares."""
    value = "'x'" if column == "bytes" else "x'00ff'"
    tamper(file, f'UPDATE "{table}" SET "{column}" = {value} WHERE {where}')
    registry = Registry.open(file)
    found = verify(registry).problems
    registry.close()
    assert any("of another kind" in problem or "no text" in problem for problem in found), found


def test_a_form_that_is_not_what_was_saved_is_not_used(file: Path) -> None:
    tamper(file, "UPDATE revision SET document = '{}' WHERE kind = 'form'")
    registry = Registry.open(file)
    with pytest.raises(VerificationError, match="of form"):
        _ = registry.form
    registry.close()
