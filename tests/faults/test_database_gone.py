"""A PostgreSQL whose backend dies under a transaction (F14)."""

from __future__ import annotations

from typing import Any

import pytest

from curator.domain.errors import StorageError
from curator.services.registry import Registry, create_registry
from curator.services.verifying import verify
from curator.store.streams import driver_of
from tests.store.postgres import administer
from tests.store.samples import MIA, populate, relabel


@pytest.fixture
def registry(database: str) -> Registry:
    return create_registry(database, MIA)


def kill_backend(server: Any, session: Any) -> None:
    pid = driver_of(session).info.backend_pid
    administer(server, f"SELECT pg_terminate_backend({pid}, 5000)")


def test_killed_in_a_write_nothing_is_saved_and_the_next_one_is(
    registry: Registry, postgres: Any
) -> None:
    study = populate(registry).study
    seal = registry.last_seal()

    def write() -> None:
        with registry.write() as session:
            session.exec_driver_sql("INSERT INTO watermark VALUES ('x', 1)")
            kill_backend(postgres, session)
            session.exec_driver_sql("SELECT 1")

    with pytest.raises(StorageError, match=r"connection to .* is gone") as told:
        write()
    assert "draft is kept" in told.value.hint
    assert registry.last_seal() == seal
    relabel(registry, study, "again")
    assert verify(registry).problems == ()
    registry.close()


def test_killed_before_the_commit(registry: Registry, postgres: Any) -> None:
    def write() -> None:
        with registry.write() as session:
            session.exec_driver_sql("INSERT INTO watermark VALUES ('x', 1)")
            kill_backend(postgres, session)

    with pytest.raises(StorageError, match="Nothing was saved"):
        write()
    with registry.read() as session:
        assert session.exec_driver_sql("SELECT count(*) FROM watermark").scalar() == 0
    registry.close()


def test_killed_in_a_read(registry: Registry, postgres: Any) -> None:
    def read() -> None:
        with registry.read() as session:
            kill_backend(postgres, session)
            session.exec_driver_sql("SELECT 1")

    with pytest.raises(StorageError, match=r"is gone \(.*\)\.$"):
        read()
    assert registry.last_seal()
    registry.close()


def test_killed_while_nobody_uses_it(registry: Registry, postgres: Any) -> None:
    study = populate(registry).study
    administer(
        postgres,
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE application_name = 'curator'",
    )
    relabel(registry, study, "as if nothing had been")
    registry.close()
