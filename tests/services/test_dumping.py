from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curator.domain.canonical import canonical
from curator.domain.errors import NotFoundError, RefusedError, RegistryFileError
from curator.services.dumping import dump, load
from curator.services.registry import Registry, create_registry
from curator.services.verifying import verify
from tests.store.samples import MIA, add_article, populate, relabel, rows

CONTENT = ("change", "entity", "revision", "original", "text", "term")


@pytest.fixture
def dumped(tmp_path: Path) -> Path:
    """The dump of a populated registry."""
    registry = create_registry(tmp_path / "first.curator", MIA)
    populate(registry)
    path = tmp_path / "studies.jsonl"
    path.write_bytes(bytes_of(registry))
    registry.close()
    return path


def bytes_of(registry: Registry, *, originals: bool = True, as_of: int | None = None) -> bytes:
    out = io.BytesIO()
    dump(registry, out, originals=originals, as_of=as_of)
    return out.getvalue()


def content(registry: Registry) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows(registry, f'SELECT * FROM "{name}" ORDER BY 1, 2, 3') for name in CONTENT}


def changed(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> Path:
    """Another dump, of those lines."""
    other = path.with_name("changed.jsonl")
    other.write_bytes(
        b"".join(line + b"\n" for line in change(path.read_bytes().split(b"\n")[:-1]))
    )
    return other


# --- there and back ------------------------------------------------------------------------------


def test_dump_load_dump_has_the_same_bytes(place: str, tmp_path: Path) -> None:
    registry = create_registry(place, MIA)
    populate(registry)
    first = bytes_of(registry)
    (tmp_path / "dump").write_bytes(first)
    loaded = load(tmp_path / "dump", tmp_path / "loaded.curator")
    assert bytes_of(loaded) == first
    assert content(loaded) == content(registry)
    assert (loaded.id, loaded.last_seal()) == (registry.id, registry.last_seal())
    assert loaded.form.digest == registry.form.digest
    assert verify(loaded).problems == ()
    registry.close()
    loaded.close()


def test_sqlite_to_postgresql_and_back(dumped: Path, database: str, tmp_path: Path) -> None:
    there = load(dumped, database)
    (tmp_path / "there").write_bytes(bytes_of(there))
    assert verify(there).problems == ()
    study = rows(there, "SELECT study_id FROM study_row")[0][0]
    back = load(tmp_path / "there", tmp_path / "back.curator")
    assert bytes_of(back) == dumped.read_bytes()
    # A loaded registry goes on where the first one was.
    assert relabel(back, study, "on").seal != relabel(there, study, "on").seal
    assert verify(back).problems == verify(there).problems == ()
    there.close()
    back.close()


def test_without_originals_the_chain_still_holds(place: str, tmp_path: Path) -> None:
    registry = create_registry(place, MIA)
    populate(registry)
    (tmp_path / "dump").write_bytes(bytes_of(registry, originals=False))
    loaded = load(tmp_path / "dump", tmp_path / "loaded.curator")
    assert loaded.last_seal() == registry.last_seal()
    assert rows(loaded, "SELECT bytes FROM original") == [(None,)]
    assert verify(loaded).problems == ()
    assert bytes_of(loaded) == bytes_of(registry, originals=False)
    registry.close()
    loaded.close()


def test_the_dump_of_an_earlier_state(dumped: Path, tmp_path: Path) -> None:
    registry = load(dumped, tmp_path / "loaded.curator")
    earlier = bytes_of(registry, as_of=3)
    (tmp_path / "earlier").write_bytes(earlier)
    then = load(tmp_path / "earlier", tmp_path / "then.curator")
    last = then.last_change()
    assert last is not None
    assert last.seq == 3
    assert bytes_of(then) == earlier
    with pytest.raises(NotFoundError, match="no change 99"):
        bytes_of(registry, as_of=99)
    registry.close()
    then.close()


def test_every_line_is_canonical_and_none_tells_when_it_was_written(dumped: Path) -> None:
    lines = dumped.read_bytes().split(b"\n")
    assert lines.pop() == b""
    records = [json.loads(line) for line in lines]
    assert [rfc8785.dumps(record) for record in records] == lines
    assert [record["record"] for record in records] == [
        "change", "entity", "revision",
        "change", "entity", "original", "text", "revision",
        "change", "entity", "entity", "term", "term", "revision", "revision",
        "change", "revision",
        "change", "revision",
        "end",
    ]  # fmt: skip
    assert records[-1] == {"record": "end", "changes": 5, "seal": records[-3]["seal"]}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_words_come_back(words: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any")
    registry = create_registry(folder / "a.curator", MIA)
    add_article(registry, words.replace("\0", "") or "x")
    article = rows(registry, "SELECT id FROM entity WHERE kind = 'article'")
    populate(registry, labels=[words])
    first = bytes_of(registry)
    registry.close()
    (folder / "dump").write_bytes(first)
    loaded = load(folder / "dump", folder / "b.curator")
    assert bytes_of(loaded) == first
    assert rows(loaded, "SELECT id FROM entity WHERE kind = 'article' AND number = 1") == article
    loaded.close()


# --- refused -------------------------------------------------------------------------------------


def test_nothing_is_loaded_into_what_is_there(dumped: Path, place: str, tmp_path: Path) -> None:
    there = create_registry(place, MIA)
    before = content(there)
    with pytest.raises(RegistryFileError):
        load(dumped, place)
    assert content(there) == before
    there.close()
    (tmp_path / "notes.txt").write_bytes(b"mine")
    with pytest.raises(RegistryFileError, match="there already"):
        load(dumped, tmp_path / "notes.txt")
    assert (tmp_path / "notes.txt").read_bytes() == b"mine"


def edited(number: int, /, **changes: object) -> Callable[[list[bytes]], list[bytes]]:
    """The lines with some keys of one of them changed."""

    def change(lines: list[bytes]) -> list[bytes]:
        data = json.loads(lines[number]) | changes
        return [*lines[:number], canonical(data), *lines[number + 1 :]]

    return change


def in_document(number: int, /, **changes: object) -> Callable[[list[bytes]], list[bytes]]:
    def change(lines: list[bytes]) -> list[bytes]:
        document = json.loads(lines[number])["document"] | changes
        return edited(number, document=document)(lines)

    return change


BAD: dict[str, tuple[Callable[[list[bytes]], list[bytes]], str]] = {
    "cut off between changes": (lambda lines: lines[:8], "line 8: it is cut off"),
    "cut off in a change": (lambda lines: lines[:6], "line 6: it is cut off"),
    "nothing": (lambda _: [], "line 0: it is cut off"),
    "no JSON": (lambda lines: [lines[0][:-5], *lines[1:]], "line 1: no JSON"),
    "something else": (lambda lines: [b'{"a":1}', *lines], "line 1: not a line of a dump"),
    "a list": (lambda lines: [b"[]", *lines], "line 1: not a line of a dump"),
    "a document changed": (in_document(16, label="Furst"), "line 17: revision"),
    "a revision's time": (edited(16, at="2001"), "line 17: revision"),
    "a reason": (edited(8, reason="other"), "line 16: change 3 does not match its seal"),
    "an author": (edited(8, author={"id": "x", "name": "y"}), "line 16: change 3 does not match"),
    "a previous": (edited(8, previous="0" * 64), "line 9: change 3 does not follow change 2"),
    "a text": (edited(6, body="other words"), "line 7: the text"),
    "an original": (edited(5, bytes="AAAA"), "line 6: the bytes of the original"),
    "a term": (edited(11, label="other"), "line 16: change 3 does not match its seal"),
    "a number of an entity": (edited(9, number=7), "line 10: .* 7 is not the next of its kind"),
    "a number of a revision": (edited(16, number=3), "line 17: revision .* is not the next"),
    "a number that is none": (edited(9, number=True), "line 10: number is not of the right kind"),
    "a row too many": (lambda lines: [*lines[:12], lines[11], *lines[12:]], "line 17: change 3"),
    "a row too few": (lambda lines: [*lines[:12], *lines[13:]], "line 15: change 3"),
    "a change too few": (
        lambda lines: [*lines[:15], *lines[17:]],
        "line 16: change 5 does not follow change 3",
    ),
    "changes swapped": (
        lambda lines: [*lines[:15], *lines[17:19], *lines[15:17], lines[19]],
        "line 16: change 5 does not follow",
    ),
    "rows before any change": (lambda lines: lines[1:], "line 1: it belongs to no change"),
    "another end": (edited(19, changes=4), "line 20: its end does not fit"),
    "more after the end": (lambda lines: [*lines, lines[-1]], "line 21: it goes on after"),
    "a key too many": (edited(9, colour="red"), "line 10: a line of another shape"),
    "no form": (
        lambda lines: [edited(1, kind="study")(lines)[1] if n == 1 else line
                       for n, line in enumerate(lines)],
        "line 3: revision .* is not the next of its form",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_dump_that_is_not_whole_makes_nothing(dumped: Path, name: str, tmp_path: Path) -> None:
    change, words = BAD[name]
    bad = changed(dumped, change)
    (tmp_path / "into").mkdir()
    with pytest.raises(RefusedError, match=words) as told:
        load(bad, tmp_path / "into" / "loaded.curator")
    assert str(bad) in told.value.sentence
    assert list((tmp_path / "into").iterdir()) == []


def test_a_bad_dump_leaves_a_database_empty(dumped: Path, database: str) -> None:
    with pytest.raises(RefusedError):
        load(changed(dumped, BAD["a reason"][0]), database)
    load(dumped, database).close()


def test_a_dump_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RegistryFileError, match="cannot be read: No such file"):
        load(tmp_path / "nothing", tmp_path / "a.curator")
    assert list(tmp_path.iterdir()) == []
