from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from curator.services.registry import create_registry
from curator.store import tables
from curator.store.health import active_parts
from curator.store.schema import APPLICATION_ID, CURRENT
from tests.store.samples import MIA


def test_the_migrations_make_what_tables_declares(place: str) -> None:
    registry = create_registry(place, MIA)

    def declared(name: str | None, kind: str, _parents: object) -> bool:
        own = {"alembic_version"} | ({name} if (name or "").startswith("fulltext") else set())
        return not (kind == "table" and name in own)

    with registry.read() as session:
        context = MigrationContext.configure(
            session,
            opts={
                "include_name": declared,
                # Alembic takes '' and "''" for two defaults on SQLite.
                "compare_server_default": session.dialect.name == "postgresql",
            },
        )
        assert compare_metadata(context, tables.metadata) == []
    registry.close()


def test_the_newest_migration_is_the_one_that_the_program_asks_for() -> None:
    script = ScriptDirectory(str(CURRENT.folder))
    assert script.get_heads() == [CURRENT.revision]
    names = sorted(path.name[:4] for path in (CURRENT.folder / "versions").glob("0*.py"))
    assert names == [f"{number:04d}" for number in range(1, CURRENT.version + 1)]


def test_all_that_runs_by_itself_is_known(tmp_path: Path) -> None:
    registry = create_registry(tmp_path / "a.curator", MIA)
    with registry.read() as session:
        assert active_parts(session) == CURRENT.active_parts
    registry.close()


def test_the_header_tells_program_and_version(tmp_path: Path) -> None:
    create_registry(tmp_path / "a.curator", MIA).close()
    header = (tmp_path / "a.curator").read_bytes()[:100]
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == CURRENT.version


def test_text_is_ordered_by_code_point(place: str) -> None:
    registry = create_registry(place, MIA)
    words = ["Zoe", "adam", "Émile", "_", "a b", "ab", "\U0001f42d"]
    with registry.write() as session:
        for number, word in enumerate(words):
            session.execute(tables.watermark.insert(), {"what": word, "change_seq": number})
        found = session.scalars(
            tables.watermark.select().with_only_columns(tables.watermark.c.what).order_by("what")
        )
        assert list(found) == sorted(words)
    registry.close()
