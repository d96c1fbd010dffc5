"""The whole job on the five real articles: import, apply, decide, look back, dump, load, verify."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest

from curator.domain.claims import Claim
from curator.domain.errors import RefusedError
from curator.services.applying import apply_file, shown_reason
from curator.services.deciding import decide
from curator.services.dumping import dump, load
from curator.services.history import history
from curator.services.importing import import_paths
from curator.services.listing import (
    article_counts,
    article_ids,
    article_rows,
    study_counts,
    study_rows,
)
from curator.services.opening import open_article, study_view
from curator.services.registry import Registry, create_registry
from curator.services.values import StudyView
from curator.services.verifying import verify
from tests.registries import ADA
from tests.shared_data import SHARED, needs_shared

pytestmark = needs_shared

READINGS: Final = SHARED / "gold" / "readings.json"
MOUSE: Final = "When mice with metastatic lung and ovarian cancer were treated"
PATIENTS: Final = "patients receiving this therapy"
STATES: Final = {
    "organism": "conflict",
    "safety": "conflict",
    "target_cell": "refine",
    "disease": "refine",
    "stage": "refine",
    "institution": "agree",
    "therapy_class": "agree",
    "outcome": "complement",
    "mechanism": "complement",
    "investigator": "complement",
    "journal": "complement",
    "payload": "complement",
    "comparator": "complement",
}
"""How 000 and 001 stand to each other on S1, by the readers' notes."""


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Registry]:
    """The five articles imported and their readings applied."""
    registry = create_registry(tmp_path / "studies.curator", ADA)
    import_paths(registry, [SHARED / "seeds"], author=ADA)
    apply_file(registry, READINGS, author=ADA)
    yield registry
    registry.close()


def said(registry: Registry) -> list[Claim]:
    """Every claim of every article and extraction."""
    claims: list[Claim] = []
    for row in article_ids(registry):
        opened = open_article(registry, _id(registry, row))
        claims += opened.document.claims.values()
        for one in opened.extractions:
            claims += one.document.claims.values()
    return claims


def _id(registry: Registry, number: int) -> str:
    return article_rows(registry, [number])[0].article_id


def first_study(registry: Registry) -> StudyView:
    return study_view(registry, study_rows(registry, [1])[0].study_id)


def dumped(registry: Registry) -> bytes:
    out = BytesIO()
    dump(registry, out)
    return out.getvalue()


def test_the_readings_are_all_there(filled: Registry) -> None:
    assert study_counts(filled)["active"] == 4
    assert article_counts(filled) == {"in_progress": 5}
    assert sum(len(claim.items) or 1 for claim in said(filled)) == 145
    quotes = [one for claim in said(filled) for item in claim.items for one in item.evidence]
    for number in article_ids(filled):
        opened = open_article(filled, _id(filled, number))
        for one in quotes:
            if one.text == opened.document.text:
                assert opened.body[one.start : one.end] == one.quote
                assert opened.body[: one.start].endswith(one.prefix)
                assert opened.body[one.end :].startswith(one.suffix)
    assert len(quotes) > 90


def test_the_first_study_shows_where_its_articles_disagree(filled: Registry) -> None:
    view = first_study(filled)
    states = {key: cell.state for key, cell in view.record.cells.items() if cell.state}
    assert states | STATES == states
    assert view.record.conflicts == ("organism", "safety")
    for key in view.record.conflicts:
        assert view.record.cells[key].items == ()
    quotes = [
        one.quote
        for reading in view.readings
        for item in reading.claims["organism"].items
        for one in item.evidence
    ]
    assert [PATIENTS in quotes[0], quotes[1].startswith(MOUSE)] == [True, True]


def test_a_decision_stands_and_everything_survives_a_dump(filled: Registry, tmp_path: Path) -> None:
    view = first_study(filled)
    mouse = view.readings[1]
    for field in view.record.conflicts:
        decide(
            filled,
            view.study_id,
            field=field,
            chosen=[(mouse.extraction_id, item.id) for item in mouse.claims[field].items],
            reason="The second article quotes the school itself",
            author=ADA,
        )
    decided = first_study(filled).record
    assert decided.conflicts == ()
    assert decided.cells["organism"].items[0].item.value == mouse.claims["organism"].items[0].value
    assert study_view(filled, view.study_id, as_of=3).record == view.record
    # The exports of this state: tests/export/test_end_to_end_exports.py.
    before = dumped(filled)
    path = tmp_path / "everything.jsonl"
    path.write_bytes(before)
    loaded = load(path, tmp_path / "loaded.curator")
    try:
        assert dumped(loaded) == before
        assert loaded.id == filled.id
        assert loaded.last_seal() == filled.last_seal()
        assert first_study(loaded) == first_study(filled)
        assert history(loaded, "S-0001") == history(filled, "S-0001")
        assert verify(loaded).problems == ()
    finally:
        loaded.close()
    assert verify(filled).problems == ()


def test_a_file_is_applied_once_unless_asked_again(filled: Registry, tmp_path: Path) -> None:
    seal = filled.last_seal()
    with pytest.raises(RefusedError, match="change 3"):
        apply_file(filled, READINGS, author=ADA)
    assert filled.last_seal() == seal
    (row,) = [one for one in history(filled, "S-0001") if one.kind == "apply"]
    assert row.reason == "readings.json"
    again = apply_file(filled, READINGS, author=ADA, again=True)
    assert shown_reason(again.change.reason) == "readings.json"
    assert study_counts(filled)["active"] == 8


def test_a_quote_that_does_not_stand_there_is_refused_with_its_place(
    filled: Registry, tmp_path: Path
) -> None:
    words = READINGS.read_text(encoding="utf-8")
    assert words.count('"published in Cancer Cell"') == 1
    path = tmp_path / "wrong.json"
    wrong = words.replace('"published in Cancer Cell"', '"published in Cancer Bell"')
    path.write_text(wrong, encoding="utf-8")
    seal = filled.last_seal()
    place = r"extractions\[1\]\.claims\.journal\.items\[0\]\.evidence\[0\]"
    with pytest.raises(RefusedError, match=place):
        apply_file(filled, path, author=ADA)
    assert filled.last_seal() == seal


FLIPS: Final = {
    "quote": ("revision", "document", "When mice with metastatic"),
    "document": ("revision", "document", '"label":"German group'),
    "text": ("text", "body", "When mice with metastatic"),
    "header": ("change", "reason", "readings.json"),
}


@pytest.mark.parametrize("what", FLIPS)
def test_one_flipped_bit_is_found(filled: Registry, tmp_path: Path, what: str) -> None:
    table, column, words = FLIPS[what]
    path = filled.target.path
    assert path is not None
    filled.close()
    copy = tmp_path / "flipped.curator"
    shutil.copy(path, copy)
    flip(copy, table, column=column, words=words)
    damaged = Registry.open(copy)
    try:
        found = verify(damaged).problems
    finally:
        damaged.close()
    assert found
    assert any(table in one.lower() or "seal" in one.lower() for one in found), found


def flip(path: Path, table: str, *, column: str, words: str) -> None:
    """Change one bit of a stored value behind the registry's back."""
    other = words[:-1] + chr(ord(words[-1]) ^ 1)
    with sqlite3.connect(path) as db:
        guard = f"sealed_{table}_update"
        made = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (guard,)).fetchone()[0]
        db.execute(f"DROP TRIGGER {guard}")
        rows = db.execute(
            f"UPDATE {table} SET {column} = replace({column}, ?, ?) WHERE instr({column}, ?)",
            (words, other, words),
        )
        assert rows.rowcount > 0
        db.execute(made)
    db.close()
