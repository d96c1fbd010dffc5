"""Lists of readings: rows become claims of articles; our own table comes back."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from curator.domain.checks import check_claim
from curator.domain.claims import Term, Words
from curator.ingest.workers import Parsers
from curator.services.exporting import export
from curator.services.importing import import_paths
from curator.services.list_columns import guess_meanings, holds_readings
from curator.services.opening import open_article
from curator.services.reading_lists import ReadingList, import_reading_list
from curator.services.registry import Registry, create_registry
from curator.services.sample import make_sample, sample_articles
from curator.services.values import ImportReport
from curator.services.verifying import verify
from tests.registries import ADA, BEN, import_words, one, said, save_reading

FILES = {
    "a.txt": "CAR T cells in mice with lung cancer\n\nTwelve mice were treated with cells.\n",
    "b.html": "<title>Patients with lupus go into remission</title><h1>Patients with lupus go into "
    "remission</h1><p>Five patients were given CAR T cells against CD19, and all of them went "
    "into remission within three months of the treatment.</p>",
}


@pytest.fixture
def filled(registry: Registry, tmp_path: Path, parsers: Parsers) -> Registry:
    import_words(registry, tmp_path / "in", files=FILES, parsers=parsers)
    return registry


def listed(registry: Registry, rows: Sequence[Sequence[str]], parsers: Parsers) -> ImportReport:
    """Import a list, its columns understood by their headers; titles and DOIs are references'."""
    headers, *below = rows
    known = {"Title": "title", "DOI": "doi", "PMID": "pmid"}
    columns = guess_meanings(registry.form, headers, references=known)
    given = ReadingList("list.csv", headers, below, columns, b"/in/list.csv")
    return import_reading_list(registry, given, author=ADA, parsers=parsers)


def outcomes(report: ImportReport) -> list[tuple[str, str, int]]:
    return [(one.name, one.outcome, one.number) for one in report.lines]


def claims_of(registry: Registry, article_id: str) -> dict[str, object]:
    (reading,) = open_article(registry, article_id).extractions
    return dict(reading.document.claims)


def test_rows_become_readings_of_the_articles_that_they_name(
    filled: Registry, parsers: Parsers
) -> None:
    report = listed(
        filled,
        [
            ["Article", "Title", "Organism", "n", "n status", "Payload"],
            ["A-0001", "", "mouse", "12", "", "not reported"],
            ["", "PATIENTS with lupus go into remission.", "human", "a cohort", "", ""],
        ],
        parsers,
    )
    assert outcomes(report) == [
        ("list.csv > row 2", "taken", 1),
        ("list.csv > row 3", "taken", 2),
    ]
    assert report.change is not None
    assert (report.change.seq, report.change.kind) == (3, "apply")
    first, second = (
        open_article(filled, line.article_id).extractions[0].document for line in report.lines
    )
    assert first.claims["payload"].status == "not_reported"
    assert first.claims["n"].items[0].note == "from list.csv, row 2"
    assert second.claims["n"].items[0].value == Words("a cohort")
    assert second.claims["n"].status == "vague"
    assert not verify(filled).problems


def test_a_column_called_article_may_hold_titles(filled: Registry, parsers: Parsers) -> None:
    rows = [
        ["Article", "n"],
        ["PATIENTS with lupus, go into remission.", "12"],
        ["Patients with gout go into remission.", "13"],
    ]
    lines = listed(filled, rows, parsers).lines
    assert (lines[0].outcome, lines[0].number) == ("taken", 2)
    assert lines[1].outcome == "failed"
    assert "There is no article Patients with gout" in lines[1].sentence


def test_what_came_from_a_list_lacks_its_words(filled: Registry, parsers: Parsers) -> None:
    report = listed(filled, [["Article", "Organism"], ["A-1", "mouse"]], parsers)
    (reading,) = open_article(filled, report.lines[0].article_id).extractions
    claim = reading.document.claims["organism"]
    field = filled.form.field("organism")
    assert field is not None
    assert claim.items[0].evidence == ()
    assert any("no words" in one.sentence for one in check_claim(field, claim))


def test_the_same_list_again_changes_nothing(filled: Registry, parsers: Parsers) -> None:
    rows = [["Article", "Organism", "n"], ["A-1", "mouse", "12"], ["A-2", "human", "not reported"]]
    listed(filled, rows, parsers)
    seal = filled.last_seal()
    report = listed(filled, rows, parsers)
    assert [line.outcome for line in report.lines] == ["same", "same"]
    assert report.change is None
    assert filled.last_seal() == seal


def test_a_corrected_row_changes_its_own_reading(filled: Registry, parsers: Parsers) -> None:
    head = ["Article", "Organism", "n"]
    first = listed(filled, [head, ["A-1", "mouse", "12"]], parsers)
    listed(filled, [head, ["A-1", "mouse", "13"]], parsers)
    claims = claims_of(filled, first.lines[0].article_id)
    assert claims["n"].items[0].value.value == "13"  # type: ignore[attr-defined]


def test_a_claim_with_its_words_is_not_replaced(
    filled: Registry, parsers: Parsers, tmp_path: Path
) -> None:
    a1 = import_words(filled, tmp_path / "x", files={"a.txt": FILES["a.txt"]}, parsers=parsers)
    number = a1.lines[0].article_id
    save_reading(
        filled,
        number,
        claims={"organism": one(said(Term("mouse"), quote="mice", body=FILES["a.txt"]))},
    )
    report = listed(filled, [["Article", "Organism"], ["A-1", "human"]], parsers)
    assert "stays as it was read" in report.lines[1].sentence
    claim = claims_of(filled, number)["organism"]
    assert claim.items[0].value == Term("mouse")  # type: ignore[attr-defined]


def test_another_readers_reading_stays_beside(filled: Registry, parsers: Parsers) -> None:
    article = listed(filled, [["Article", "n"], ["A-1", "5"]], parsers).lines[0].article_id
    given = ReadingList(
        "b.csv", ["Article", "n"], [["A-1", "6"]], {"Article": "article", "n": "field:n"}
    )
    import_reading_list(filled, given, author=BEN, parsers=parsers)
    readings = open_article(filled, article).extractions
    assert sorted(reading.document.reader for reading in readings) == ["Ada", "Ben"]
    assert len({reading.document.study for reading in readings}) == 1


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["A-9", "", "mouse", ""], "There is no article A-9"),
        (["", "", "mouse", ""], "names no article"),
        (["A-1", "", "", ""], "says nothing"),
        (["A-1", "", "mouse", "12; 13"], "takes one value"),
        (["A-1", "", '{"a":', '["1","2"]'], "takes one value"),
    ],
)
def test_a_row_that_does_not_fit_is_named_and_stops_no_other(
    filled: Registry, parsers: Parsers, row: list[str], why: str
) -> None:
    if ";" in row[3]:
        row = [*row[:3], '["12","13"]']
    rows = [["Article", "Title", "Organism", "n"], row, ["A-2", "", "human", "5"]]
    report = listed(filled, rows, parsers)
    assert [line.outcome for line in report.lines] == ["failed", "taken"]
    assert why in report.lines[0].sentence
    assert report.lines[0].path == b"/in/list.csv"


def test_our_own_table_comes_back(tmp_path: Path, parsers: Parsers) -> None:
    first = make_sample(tmp_path / "first.curator", author=ADA)
    before = table_of(first, tmp_path / "before.csv")
    first.close()
    second = create_registry(tmp_path / "second.curator", ADA)
    import_paths(second, sample_articles(), author=ADA, parsers=parsers)
    headers, *rows = before
    columns = guess_meanings(second.form, headers, references={})
    assert holds_readings(columns)
    given = ReadingList("before.csv", headers, rows, columns)
    report = import_reading_list(second, given, author=ADA, parsers=parsers)
    assert [one.sentence for one in report.lines if one.outcome == "failed"] == []
    after = table_of(second, tmp_path / "after.csv")
    assert wanted(after) == wanted(before)
    assert import_reading_list(second, given, author=ADA, parsers=parsers).change is None
    second.close()


def table_of(registry: Registry, path: Path) -> list[list[str]]:
    """The exported table as a reader of CSV has it, the mark before formulas taken away."""
    export(registry, path, kind="csv")
    with path.open(encoding="utf-8", newline="") as file:
        return [[cell.removeprefix("'") for cell in row] for row in csv.reader(file)]


def wanted(table: list[list[str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """Every value by study's name and field, but where its articles disagree: then none stands."""
    headers, *rows = table
    found = {}
    for row in rows:
        cells = dict(zip(headers, row, strict=True))
        found[cells["label"], "articles"] = (cells["articles"], "")
        for key in headers:
            if f"{key}__status" in cells and (cells[key] not in ("", "[]") or silent(cells, key)):
                found[cells["label"], key] = (cells[key], cells[f"{key}__status"])
    return found


def silent(cells: dict[str, str], key: str) -> bool:
    return cells[f"{key}__status"] not in ("reported", "not_checked")
