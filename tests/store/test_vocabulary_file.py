from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.errors import RegistryFileError, StorageError
from curator.domain.everyday import counts_as_written
from curator.domain.names import is_short, name_key
from curator.domain.terms import NameRow, Parentage, Synonym, TermRow
from curator.store.vocabulary_building import VocabularyBuilder
from curator.store.vocabulary_file import VocabularyFile
from curator.store.vocabulary_keys import KeyMaker

TERMS = (
    TermRow("Z:1", "animal", definition="It moves."),
    TermRow("Z:2", "red panda", (Synonym("fire fox"), Synonym("Panda", "broad")), ("Z:1",)),
    TermRow("Z:3", "Ailurus <genus>", parents=("Z:2", "Z:1")),
    TermRow("Z:4", "old panda", obsolete=True, replaced_by=("Z:2",), consider=("Z:1", "Z:3")),
    TermRow("Z:44", "", obsolete=True, replaced_by=("Z:2",)),
    TermRow("Z:5", "TNF-α receptor", (Synonym("ALL"),)),
    TermRow("X:1", "stranger"),
)


def build(
    path: Path, rows: Iterable[TermRow | Parentage] = TERMS, *, own: str = "", role: str = "cells"
) -> VocabularyFile:
    builder = VocabularyBuilder(path, role=role)
    builder.add(rows)
    builder.finish(own=own, said={"name": "zoo", "release": "1"})
    builder.close()
    return VocabularyFile(path)


@pytest.fixture
def zoo(tmp_path: Path) -> VocabularyFile:
    return build(tmp_path / "1.vocab")


def ids(rows: Iterable[tuple[str, NameRow]]) -> list[str]:
    return [row.term_id for _, row in rows]


@given(st.lists(st.text(max_size=30), max_size=20))
def test_keys_of_many_names_are_those_of_each(names: list[str]) -> None:
    assert KeyMaker().keys(names) == [name_key(name) for name in names]


def test_keys_of_usual_names_are_those_of_each() -> None:
    names = ["T cells", "CD8+ T-cell", "Crohn's disease", "TNF-α", "", "type II", "a\nb", "  "]
    assert KeyMaker().keys(names) == [name_key(name) for name in names]


def test_names_are_found_by_their_key(zoo: VocabularyFile) -> None:
    keys = ["red panda", "panda", "tnf alpha receptor", "nothing", "ailurus", "ailurus genus"]
    found = zoo.lookup(keys)
    assert {key: [row.term_id for row in rows] for key, rows in found.items()} == {
        "red panda": ["Z:2"],
        "panda": ["Z:2"],
        "tnf alpha receptor": ["Z:5"],
        "ailurus": ["Z:3"],
        "ailurus genus": ["Z:3"],
    }
    assert found["panda"] == (NameRow("Z:2", "red panda", "Panda", "broad", False),)
    assert zoo.longest == 3


def test_obsolete_terms_are_known_but_not_found(zoo: VocabularyFile) -> None:
    assert zoo.lookup(["old panda"]) == {}
    old = zoo.term("Z:4")
    assert old is not None
    assert (old.obsolete, old.replaced_by, old.consider) == (True, ("Z:2",), ("Z:1", "Z:3"))
    merged = zoo.term("Z:44")
    assert merged is not None
    assert merged.replaced_by == ("Z:2",)


def test_a_term_with_its_parents_and_synonyms(zoo: VocabularyFile) -> None:
    panda = zoo.term("Z:2")
    assert panda is not None
    assert (panda.label, panda.parents, panda.obsolete) == ("red panda", ("Z:1",), False)
    assert zoo.synonyms("Z:2") == (Synonym("fire fox"), Synonym("Panda", "broad"))
    assert zoo.term("Z:9") is None
    assert zoo.synonyms("Z:9") == ()


def test_terms_of_other_vocabularies_are_kept_but_not_found(tmp_path: Path) -> None:
    zoo = build(tmp_path / "own.vocab", own="Z")
    assert zoo.lookup(["stranger", "animal"]).keys() == {"animal"}
    assert zoo.beginning("str", limit=5) == []
    assert zoo.term("X:1") is not None
    assert (zoo.said["prefix"], zoo.said["terms"]) == ("Z", "4")


def test_beginnings_and_words(zoo: VocabularyFile) -> None:
    assert ids(zoo.beginning("red pa", limit=5)) == ["Z:2"]
    assert ids(zoo.beginning("", limit=2)) == ["Z:3", "Z:3"]
    assert ids(zoo.holding(["pan"], limit=5)) == ["Z:2", "Z:2"]
    assert ids(zoo.holding(["panda", "re"], limit=5)) == ["Z:2"]
    assert ids(zoo.holding(["panda", "x"], limit=5)) == []


@pytest.mark.parametrize("typed", ["red pnada", "red pamda", "redd panda", "Red Panad"])
def test_typing_errors(zoo: VocabularyFile, typed: str) -> None:
    assert ids(zoo.similar(name_key(typed), limit=5))[0] == "Z:2"


def test_similar_words_leave_other_words_alone(zoo: VocabularyFile) -> None:
    assert zoo.similar_words("anmial", limit=3) == ["animal"]
    assert zoo.similar_words("receptro", limit=3) == ["receptor"]
    assert zoo.similar_words("zzzzzz", limit=3) == []


def test_parents_that_come_later_and_parents_by_label(tmp_path: Path) -> None:
    later: list[TermRow | Parentage] = [
        *TERMS,
        Parentage("Z:5", "Z:1"),
        Parentage("Z:5", "Z:2"),
        Parentage("Z:5", "Z:1"),
    ]
    row = build(tmp_path / "later.vocab", later).term("Z:5")
    assert row is not None
    assert set(row.parents) == {"Z:1", "Z:2"}
    labelled = [TermRow("Z:1", "animal"), TermRow("Z:2", "panda", parents=("animal", "nothing"))]
    row = build(tmp_path / "labelled.vocab", labelled).term("Z:2")
    assert row is not None
    assert row.parents == ("Z:1",)


def test_many_names_are_written_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("curator.store.vocabulary_building._POSTINGS", 3)
    builder = VocabularyBuilder(tmp_path / "parts.vocab", role="")
    for number in range(9):
        builder.add([TermRow(f"Z:{number}", f"panda number {number}")])
    builder.finish(own="", said={"name": "zoo", "release": "1"})
    builder.close()
    file = VocabularyFile(tmp_path / "parts.vocab")
    assert len(file.holding(["panda", "number", ""], limit=20)) == 9
    assert ids(file.holding(["7", "panda"], limit=20)) == ["Z:7"]


def test_words_that_many_names_have(zoo: VocabularyFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("curator.store.vocabulary_file._POSTED", 0)
    assert ids(zoo.holding(["red", "pan"], limit=5)) == ["Z:2"]
    assert ids(zoo.holding(["red", "anda"], limit=5)) == []
    assert ids(zoo.holding_whole(["panda", "red"], limit=5)) == ["Z:2"]
    assert ids(zoo.holding_whole(["pand", "red"], limit=5)) == []


def test_an_error_in_one_word_leaves_the_known_ones(zoo: VocabularyFile) -> None:
    assert ids(zoo.similar("panda red fxo", limit=5)) == []
    assert ids(zoo.similar("red pnda", limit=5)) == ["Z:2"]


@given(st.lists(st.text("abcdefgh -", min_size=1, max_size=8), min_size=1, max_size=30))
def test_every_name_is_found_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    rows = [TermRow(f"Z:{number}", name) for number, name in enumerate(names) if name_key(name)]
    file = build(tmp_path_factory.mktemp("any") / "1.vocab", rows)
    keys = {name_key(row.label) for row in rows}
    assert file.lookup([*keys, "not there"]).keys() == keys
    file.close()


def test_it_may_be_asked_from_every_thread(zoo: VocabularyFile) -> None:
    found: list[int] = []

    def ask() -> None:
        found.append(len(zoo.lookup(["animal", "red panda"])))
        zoo.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2] * 4


def test_other_files_are_refused(tmp_path: Path, zoo: VocabularyFile) -> None:
    odd = tmp_path / "odd.vocab"
    odd.write_text("no database", encoding="utf-8")
    with pytest.raises(RegistryFileError, match=r"odd\.vocab"):
        VocabularyFile(odd)
    with sqlite3.connect(zoo.path) as db:
        db.execute("update meta set value = '99' where key = 'format'")
    with pytest.raises(RegistryFileError, match="another version"):
        VocabularyFile(zoo.path)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        VocabularyBuilder(tmp_path / "no" / "where.vocab", role="")


@pytest.mark.parametrize(
    ("name", "role", "expected"),
    [
        ("Nature", "journals", True),
        ("Cell", "journals", True),
        ("Cancer Cell", "journals", True),
        ("The New England Journal of Medicine", "journals", False),
        ("nature of things", "journals", False),
        ("Cancer", "organisms", True),
        ("mouse", "organisms", False),
        ("Mus musculus", "organisms", False),
        ("IMPACT", "antigens", True),
        ("CD19", "antigens", False),
        ("ALL", "diseases", True),
        ("lupus", "diseases", False),
        ("macrophage", "cells", False),
    ],
)
def test_names_that_are_everyday_words_count_as_written(
    name: str, role: str, expected: bool
) -> None:
    assert counts_as_written(name, role) is expected


@given(st.text(max_size=12))
def test_short_names_count_as_written(name: str) -> None:
    assert not is_short(name) or counts_as_written(name, "")
