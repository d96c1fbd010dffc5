"""The real readings in every table, before and after the first study is decided."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from curator.export.cells import plain
from curator.services.applying import apply_file
from curator.services.deciding import decide
from curator.services.exporting import export
from curator.services.importing import import_paths
from curator.services.listing import study_rows
from curator.services.opening import study_view
from curator.services.registry import Registry, create_registry
from tests.registries import ADA
from tests.shared_data import SHARED, needs_shared

pytestmark = needs_shared
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    registry = create_registry(tmp_path_factory.mktemp("exports") / "studies.curator", ADA)
    import_paths(registry, [SHARED / "seeds"], author=ADA)
    apply_file(registry, SHARED / "gold" / "readings.json", author=ADA)
    yield registry
    registry.close()


def table(registry: Registry, path: Path, kind: str, *, as_of: int | None = None) -> Rows:
    export(registry, path, kind=kind, as_of=as_of)
    text = path.read_bytes().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_record_has_no_value_where_its_articles_contradict(
    filled: Registry, tmp_path: Path
) -> None:
    rows = table(filled, tmp_path / "wide.csv", "csv", as_of=3)
    assert [row["study"] for row in rows] == ["S-0001", "S-0002", "S-0003", "S-0004"]
    first, lupus, brain, colon = rows
    assert first["articles"] == "A-0001; A-0002"
    assert (first["organism"], first["organism__state"]) == ("[]", "conflict")
    assert (first["safety"], first["safety__state"]) == ("[]", "conflict")
    assert (first["journal"], first["journal__state"]) == ("Cancer Cell", "complement")
    diseases = json.loads(first["disease"])
    assert [one["name"] for one in diseases] == ["lung cancer", "ovarian cancer"]
    assert (first["stage"], first["stage__state"]) == ("in_vivo", "refine")
    assert (lupus["n"], lupus["n__status"]) == ("5", "reported")
    assert (lupus["follow_up"], lupus["dose__status"]) == ("up to 1 a", "vague")
    assert (brain["journal"], brain["journal__status"]) == (
        "a prestigious medical journal",
        "vague",
    )
    assert (colon["payload"], colon["payload__status"]) == ("[]", "not_applicable")
    assert (colon["phase"], colon["phase__status"]) == ("", "not_checked")
    cleared = json.loads(colon["outcome"])[0]
    assert (cleared["op"], cleared["value"], cleared["unit"]) == ("up_to", "100", "%")


def test_the_long_table_has_every_item_and_its_words(filled: Registry, tmp_path: Path) -> None:
    rows = table(filled, tmp_path / "long.csv", "csv-long", as_of=3)
    silent = [row for row in rows if not row["item"]]
    items = {row["item"] for row in rows if row["item"]}
    assert len(silent) + len(items) == 145
    mouse = next(row for row in rows if row["value"] == "mouse")
    assert (mouse["term"], mouse["stands"]) == ("NCBITaxon:10090", "")
    assert plain(mouse["quote"]).startswith("When mice with metastatic lung and ovarian cancer")
    within = next(row for row in rows if row["part"] == "time_point" and row["operator"] == "<=")
    assert (within["value"], within["unit"], within["study"]) == ("3", "mo", "S-0002")
    background = next(row for row in rows if row["field"] == "cell_source" and row["value"])
    assert (background["scope"], background["stands"]) == ("background", "")
    title = next(row for row in rows if row["field"] == "report.title" and row["value"])
    assert title["study"] == ""
    evidence = (tmp_path / "evidence.csv").read_text(encoding="utf-8")
    bodies = [path.read_text(encoding="utf-8") for path in sorted((SHARED / "seeds").iterdir())]
    for row in csv.DictReader(io.StringIO(evidence, newline="")):
        body = bodies[int(row["article"].removeprefix("A-")) - 1]
        assert body[int(row["start"]) : int(row["end"])] == plain(row["quote"])


def test_what_was_decided_stands_in_every_table(filled: Registry, tmp_path: Path) -> None:
    study = study_rows(filled, [1])[0].study_id
    view = study_view(filled, study)
    mouse = view.readings[1]
    for field in view.record.conflicts:
        chosen = [(mouse.extraction_id, item.id) for item in mouse.claims[field].items]
        decide(filled, study, field=field, chosen=chosen, reason="It is quoted", author=ADA)
    first = table(filled, tmp_path / "wide.csv", "csv")[0]
    assert (first["organism"], first["organism__state"]) == ('["mouse"]', "decided")
    rows = table(filled, tmp_path / "long.csv", "csv-long")
    assert next(row for row in rows if row["value"] == "mouse")["stands"] == "yes"
    export(filled, tmp_path / "book.xlsx", kind="xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert book.sheetnames == ["Studies", "Values", "Evidence", "Codebook", "About"]
    header, line = ([cell.value for cell in row] for row in book["Studies"].iter_rows(max_row=2))
    assert dict(zip(header, line, strict=True))["organism"] == '["mouse"]'
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert about["last seal"] == filled.last_seal()
    again = tmp_path / "again.xlsx"
    export(filled, again, kind="xlsx")
    assert again.read_bytes() == (tmp_path / "book.xlsx").read_bytes()
