"""A registry that the program of version 2 of the tables made, byte by byte, opened by this one.

``registry-2.curator.gz`` holds what ``tests.store.samples.populate`` made when version 2 was the
newest; PostgreSQL gets its tables from the migrations up to 0002.
"""

from __future__ import annotations

import gzip
import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from curator.services.dumping import dump, load
from curator.services.registry import Registry, append_form, create_registry, template_declaration
from curator.services.verifying import verify
from curator.store import projections
from curator.store.dump_lines import write_dump
from curator.store.journal import new_header
from curator.store.logs import append_rows, entries
from curator.store.making import making
from curator.store.schema import CURRENT, Schema
from curator.store.tables import LOGS, silenced_name
from curator.store.target import Target
from tests.store.samples import MIA, relabel, rows

KEPT = Path(__file__).parent / "registry-2.curator.gz"
SEALED = ("change", "entity", "revision", "original", "text", "term")
BEFORE = Schema(version=2, folder=CURRENT.folder)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "studies.curator"
    path.write_bytes(gzip.decompress(KEPT.read_bytes()))
    return path


def sealed(path: Path) -> dict[str, list[object]]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall()
            for name in SEALED
        }


def test_it_is_one_of_version_2(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert not {(log.name,) for log in LOGS} & set(tables)


def test_nothing_of_it_is_lost_and_its_logs_are_empty(old: Path) -> None:
    before = sealed(old)
    with closing(Registry.open(old)) as registry:
        assert "has been upgraded" in registry.notices[0]
        found = verify(registry)
        assert (found.problems, found.changes, found.logged) == ((), 5, 0)
        assert rows(registry, "SELECT label FROM study_row") == [("Second",)]
        assert [rows(registry, f"SELECT count(*) FROM {log.name}") for log in LOGS] == [[(0,)]] * 5
    assert sealed(old) == before
    assert old.with_name("studies-before-upgrade-0002.curator").exists()


def test_it_takes_answers_and_changes_afterwards(old: Path, tmp_path: Path) -> None:
    with closing(Registry.open(old)) as registry:
        study = rows(registry, "SELECT study_id FROM study_row")[0][0]
        silence(registry, "ALL")
        relabel(registry, study, "Third", rebuild=False)
        out = io.BytesIO()
        dump(registry, out)
    (tmp_path / "dump").write_bytes(out.getvalue())
    with closing(load(tmp_path / "dump", tmp_path / "again.curator")) as again:
        once_more = io.BytesIO()
        dump(again, once_more)
        assert once_more.getvalue() == out.getvalue()
        with again.read() as session:
            (one,) = entries(session, silenced_name)
        assert (one["name"], one["change_seq"]) == ("ALL", 5)


def silence(registry: Registry, name: str) -> None:
    with registry.write() as session:
        row = {"role": "", "name": name, "name_key": name, "term_id": "", "reason": ""}
        append_rows(session, silenced_name, author=MIA, rows=[row | {"silenced": 1}])


def test_a_dump_of_version_2_is_loaded_and_dumped_as_it_was(old: Path, tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{old}")
    with engine.connect() as session:
        write_dump(session, tmp_path / "before")
    engine.dispose()
    assert b'"logs"' not in (tmp_path / "before").read_bytes()
    with closing(load(tmp_path / "before", tmp_path / "loaded.curator")) as loaded:
        out = io.BytesIO()
        dump(loaded, out)
    assert out.getvalue() == (tmp_path / "before").read_bytes()


def test_a_database_of_version_2_is_upgraded(database: str) -> None:
    with making(Target.parse(database), schema=BEFORE) as session:
        append_form(session, template_declaration(), header=new_header(MIA, "create"))
        projections.rebuild(session)
    with closing(Registry.open(database)) as registry:
        assert "has been upgraded" in registry.notices[0]
        silence(registry, "ALL")
        assert verify(registry).problems == ()
        assert verify(registry).logged == 1
        with (
            pytest.raises(sa.exc.DatabaseError, match="sealed: silenced_name"),
            registry.write() as session,
        ):
            session.execute(sa.delete(silenced_name))


def test_the_guards_of_both_databases_refuse(place: str) -> None:
    with closing(create_registry(place, MIA)) as registry:
        silence(registry, "ALL")
        for statement in (
            sa.update(silenced_name).values(name="AML"),
            sa.delete(silenced_name),
        ):
            with (
                pytest.raises(Exception, match="sealed: silenced_name"),
                registry.write() as session,
            ):
                session.execute(statement)
        assert rows(registry, "SELECT name FROM silenced_name") == [("ALL",)]
