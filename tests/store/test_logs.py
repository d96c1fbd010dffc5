"""The logs: what was changed in them behind the registry's back is found, in file and in dump."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from curator.domain.canonical import canonical
from curator.domain.errors import RefusedError
from curator.services.dumping import dump, load
from curator.services.registry import Registry, create_registry
from curator.services.verifying import verify
from curator.store.logs import append_rows, entries, row_digest
from curator.store.tables import silenced_name, suggester_switch
from tests.services.test_verifying import tamper
from tests.store.samples import MIA, NOA, populate, relabel, rows


def silence(registry: Registry, *names: str) -> None:
    row = {"role": "cells", "term_id": "", "reason": "", "silenced": 1}
    with registry.write() as session:
        made = [row | {"name": name, "name_key": name.lower()} for name in names]
        append_rows(session, silenced_name, author=NOA, rows=made)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A registry with rows of a log between its changes and after them."""
    path = tmp_path / "studies.curator"
    with closing(create_registry(path, MIA)) as registry:
        silence(registry, "ALL")
        study = populate(registry).study
        silence(registry, "MS", "IN")
        relabel(registry, study, "Third")
        silence(registry, "OF \U0001f42d\u2028")
        with registry.write() as session:
            row = {"rule": "r", "field": "f", "reason": "", "speaks": 0, "answers": 0}
            append_rows(session, suggester_switch, author=MIA, rows=[row])
    return path


def problems(path: Path, *statements: str) -> tuple[str, ...]:
    if statements:
        tamper(path, *statements)
    with closing(Registry.open(path)) as registry:
        return verify(registry).problems


def test_rows_are_numbered_and_each_follows_the_one_before(place: str) -> None:
    with closing(create_registry(place, MIA)) as registry:
        silence(registry, "ALL", "MS")
        silence(registry, "IN")
        with registry.read() as session:
            found = entries(session, silenced_name)
        assert [(one["number"], one["name"], one["change_seq"]) for one in found] == [
            (1, "ALL", 1), (2, "MS", 1), (3, "IN", 1),
        ]  # fmt: skip
        assert [one["previous"] for one in found] == ["0" * 64, *(o["digest"] for o in found[:2])]
        assert [row_digest(silenced_name, one) for one in found] == [o["digest"] for o in found]
        assert {(one["author_id"], one["author_name"]) for one in found} == {(NOA.id, NOA.name)}


def test_an_untouched_log_is_clean(file: Path) -> None:
    with closing(Registry.open(file)) as registry:
        found = verify(registry)
    assert (found.problems, found.logged) == ((), 5)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE silenced_name SET name = 'XS' WHERE number = 2", "row 2 does not match"),
        ("UPDATE silenced_name SET author_name = 'x' WHERE number = 1", "row 1 does not match"),
        ("UPDATE silenced_name SET silenced = 'no' WHERE number = 3", "row 3 does not match"),
        ("UPDATE silenced_name SET change_seq = 1 WHERE number = 4", "row 4 does not match"),
        ("DELETE FROM silenced_name WHERE number = 2", "row 2 is missing; 3 comes next"),
        ("UPDATE suggester_switch SET speaks = 1", "suggester_switch: row 1 does not match"),
    ],
)
def test_what_was_changed_is_named(file: Path, statement: str, named: str) -> None:
    found = problems(file, statement)
    assert named in found[0]
    with closing(Registry.open(file)) as registry:
        assert registry.read_only_reason == ""


def test_a_row_put_in_between_does_not_follow(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(silenced_name)")]
    names = ", ".join(columns)
    copied = ", ".join(
        {"number": "5", "id": "'x'", "digest": "'y'"}.get(one, one) for one in columns
    )
    found = problems(
        file,
        f"INSERT INTO silenced_name ({names}) SELECT {copied} FROM silenced_name WHERE number = 2",
    )
    assert found[0] == "silenced_name: row 5 does not follow the one before it."


# --- dumps ---------------------------------------------------------------------------------------


def lines_of(path: Path, *, as_of: int | None = None) -> list[bytes]:
    out = io.BytesIO()
    with closing(Registry.open(path)) as registry:
        dump(registry, out, as_of=as_of)
    return out.getvalue().split(b"\n")[:-1]


def loaded(lines: list[bytes], folder: Path) -> Path:
    (folder / "dump").write_bytes(b"".join(line + b"\n" for line in lines))
    path = folder / "loaded.curator"
    load(folder / "dump", path).close()
    return path


def records(lines: list[bytes]) -> list[str]:
    return [json.loads(line)["record"] for line in lines]


def test_rows_stand_after_the_change_that_they_followed(file: Path) -> None:
    found = records(lines_of(file))
    assert found[:5] == ["change", "entity", "revision", "silenced_name", "change"]
    assert found[-5:] == ["change", "revision", "silenced_name", "suggester_switch", "end"]
    assert found.count("silenced_name") == 4


@pytest.mark.parametrize("as_of", [None, 1, 3, 5])
def test_there_and_back_it_is_the_same(file: Path, tmp_path: Path, as_of: int | None) -> None:
    lines = lines_of(file, as_of=as_of)
    again = loaded(lines, tmp_path)
    assert lines_of(again) == lines
    assert problems(again) == ()


def test_into_a_database_and_back(file: Path, database: str, tmp_path: Path) -> None:
    lines = lines_of(file)
    (tmp_path / "dump").write_bytes(b"".join(line + b"\n" for line in lines))
    out = io.BytesIO()
    with closing(load(tmp_path / "dump", database)) as there:
        dump(there, out)
        assert verify(there).problems == ()
        assert rows(there, "SELECT count(*) FROM silenced_name") == [(4,)]
    assert out.getvalue().split(b"\n")[:-1] == lines


def first(lines: list[bytes], record: str) -> int:
    return records(lines).index(record)


def edited(lines: list[bytes], at: int, **changes: object) -> list[bytes]:
    data = canonical(json.loads(lines[at]) | changes)
    return [*lines[:at], data, *lines[at + 1 :]]


BAD: dict[str, tuple[Callable[[list[bytes]], list[bytes]], str]] = {
    "a name changed": (
        lambda lines: edited(lines, first(lines, "silenced_name"), name="x"),
        "line 4: silenced_name 1 does not match its digest",
    ),
    "a row left out": (
        lambda lines: [one for at, one in enumerate(lines) if at != first(lines, "silenced_name")],
        "silenced_name 2 does not follow silenced_name 0",
    ),
    "the last row left out": (
        lambda lines: [*lines[:-2], lines[-1]],
        "its end does not fit the last rows of its logs",
    ),
    "another kind": (
        lambda lines: edited(lines, first(lines, "silenced_name"), silenced=True),
        "line 4: silenced is not of the right kind",
    ),
    "before any change": (
        lambda lines: lines[first(lines, "silenced_name") :],
        "line 1: it belongs to no change",
    ),
    "moved behind the next change": (
        lambda lines: [*lines[:3], *lines[4:9], lines[3], *lines[9:]],
        "silenced_name 1 does not match its digest",
    ),
    "an end without its logs": (
        lambda lines: [
            *lines[:-1],
            canonical({k: v for k, v in json.loads(lines[-1]).items() if k != "logs"}),
        ],
        "its end does not fit the last rows of its logs",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_dump_whose_log_is_not_whole_makes_nothing(file: Path, name: str, tmp_path: Path) -> None:
    change, words = BAD[name]
    (tmp_path / "into").mkdir()
    with pytest.raises(RefusedError, match=words):
        loaded(change(lines_of(file)), tmp_path / "into")
    assert [one.name for one in (tmp_path / "into").iterdir()] == ["dump"]
