"""Lists among imported files: references, readings, columns that somebody explained."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
from openpyxl import Workbook

from curator.domain.errors import UnreadableInputError
from curator.ingest.references.columns import reading_columns
from curator.ingest.values import ReadOptions
from curator.ingest.workers import Parsers
from curator.services.column_maps import KEPT, recall_columns, remember_columns
from curator.services.exporting import export
from curator.services.importing import import_paths
from curator.services.list_columns import reading_names
from curator.services.lists import import_files, look_at_list
from curator.services.opening import open_article
from curator.services.registry import Registry, create_registry
from curator.services.sample import make_sample, sample_articles
from curator.services.settings import load_settings
from tests.ingest.archive_files import zip_of
from tests.registries import ADA, import_words
from tests.services.test_reading_lists import FILES, table_of, wanted

REFERENCES = "Title;DOI;Year\nCAR T cells that carry help in mice;10.1000/x1;2022\n"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURATOR_HOME", str(tmp_path / "home"))


def written(tmp_path: Path, words: str, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_text(words, encoding="utf-8")
    return path


def workbook(path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_a_list_of_references_becomes_articles(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    path = written(tmp_path, REFERENCES)
    head = look_at_list(sqlite_registry, path, parsers=parsers)
    assert (head.headers, head.count, head.understood) == (("Title", "DOI", "Year"), 1, True)
    assert not head.readings
    report = import_files(sqlite_registry, [path], author=ADA, parsers=parsers)
    (line,) = [one for one in report.lines if one.outcome == "taken"]
    assert "CAR T cells that carry help" in open_article(sqlite_registry, line.article_id).body
    again = import_files(sqlite_registry, [path], author=ADA, parsers=parsers)
    assert again.change is None


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_of_readings_is_one_by_its_columns(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers, kind: str
) -> None:
    import_words(sqlite_registry, tmp_path / "in", files=FILES, parsers=parsers)
    rows: list[list[object]] = [["Article", "Organism", "n"], ["A-1", "mouse", 12]]
    if kind == "xlsx":
        path = workbook(tmp_path / "list.xlsx", rows)
    else:
        path = written(tmp_path, "\n".join(",".join(map(str, row)) for row in rows))
    other = written(tmp_path, "Some more words about cells in a text.\n", "c.txt")
    assert not look_at_list(sqlite_registry, path, parsers=parsers).understood
    report = import_files(sqlite_registry, [path, other], author=ADA, parsers=parsers)
    assert report.readings
    assert sorted((one.name, one.outcome) for one in report.lines) == [
        ("c.txt", "taken"),
        (f"list.{kind} > row 2", "taken"),
    ]
    (reading,) = open_article(sqlite_registry, report.lines[1].article_id).extractions
    assert reading.document.claims["n"].items[0].note == f"from list.{kind}, row 2"


def test_columns_are_understood_as_meanings_are_written(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    import_words(sqlite_registry, tmp_path / "in", files=FILES, parsers=parsers)
    rows = "article,label,field:organism,status:dose,field:size\nA-1,Hopper,mouse,not_reported,9\n"
    path = written(tmp_path, rows)
    report = import_files(sqlite_registry, [path], author=ADA, parsers=parsers)
    assert [(one.outcome, one.sentence) for one in report.lines] == [
        ("taken", ""),
        ("note", "No field of the form is called “field:size”: left out."),
    ]
    (reading,) = open_article(sqlite_registry, report.lines[0].article_id).extractions
    assert reading.document.claims["dose"].own_status == "not_reported"
    assert {"organism", "dose"} == set(reading.document.claims)


def test_a_list_that_says_nothing_of_its_articles_names_its_unknown_columns(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    path = written(tmp_path, "article,study,field:sample_size\nA-1,S-1,12\n")
    report = import_files(sqlite_registry, [path], author=ADA, parsers=parsers)
    (line,) = report.lines
    assert (line.outcome, line.needs) == ("columns", "columns")
    assert line.sentence.endswith("is a field of the form: “field:sample_size”.")


def test_columns_are_explained_by_hand_and_remembered(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    path = written(tmp_path, "Nr;Wie heißt es;Tier\n1;CAR T cells that carry help in mice;Maus\n")
    head = look_at_list(sqlite_registry, path, parsers=parsers)
    assert not head.understood
    columns = {"Nr": "", "Wie heißt es": "title", "Tier": "field:organism"}
    options = ReadOptions(columns=columns)
    report = import_files(sqlite_registry, [path], author=ADA, parsers=parsers, options=options)
    assert [one.outcome for one in report.lines] == ["taken"]
    remember_columns(head.headers, columns)
    head = look_at_list(sqlite_registry, path, parsers=parsers)
    assert head.understood
    assert head.columns == columns
    assert import_files(sqlite_registry, [path], author=ADA, parsers=parsers).change is None


def test_a_row_without_an_article_makes_one_from_its_reference(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    path = written(
        tmp_path,
        "Title,DOI,Organism\n"
        "CAR T cells that carry help in mice,10.1000/x1,mouse\n"
        "Another title of another article,10.1000/x2,human\n"
        "Not a title of its own,https://doi.org/10.1000/X1,rat\n",
    )
    report = import_files(sqlite_registry, [path], author=ADA, parsers=parsers)
    assert [one.number for one in report.lines][:2] == [1, 2]
    opened = open_article(sqlite_registry, report.lines[0].article_id)
    assert opened.reference is not None
    assert opened.reference.doi == "10.1000/x1"
    assert "organism" in opened.extractions[0].document.claims
    again = import_files(sqlite_registry, [path], author=ADA, parsers=parsers)
    assert [one.outcome for one in again.lines if one.number == 2] == ["same"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_our_own_export_comes_back_as_a_file(tmp_path: Path, parsers: Parsers, kind: str) -> None:
    first = make_sample(tmp_path / "first.curator", author=ADA)
    path = tmp_path / f"out.{kind}"
    export(first, path, kind=kind)
    before = table_of(first, tmp_path / "before.csv")
    first.close()
    second = create_registry(tmp_path / "second.curator", ADA)
    import_paths(second, sample_articles(), author=ADA, parsers=parsers)
    head = look_at_list(second, path, parsers=parsers)
    assert head.understood
    assert head.readings
    report = import_files(second, [path], author=ADA, parsers=parsers)
    assert [one.sentence for one in report.lines if one.outcome == "failed"] == []
    assert wanted(table_of(second, tmp_path / "after.csv")) == wanted(before)
    assert import_files(second, [path], author=ADA, parsers=parsers).change is None
    second.close()


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02" * 40, b"PK\x03\x04 no workbook"])
def test_what_is_no_table_fails_with_a_sentence(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers, data: bytes
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(data)
    with pytest.raises(UnreadableInputError):
        look_at_list(sqlite_registry, path, parsers=parsers)
    report = import_files(sqlite_registry, [path], author=ADA, parsers=parsers)
    assert [one.outcome for one in report.lines] == ["failed"]


READINGS = "Title,Organism,Payload\nCAR T cells in mice with lung cancer,mouse,IL-12\n"


def folder_of(tmp_path: Path, **lists: str) -> Path:
    """A folder with one article, and lists in a folder within it."""
    folder = tmp_path / "folder"
    (folder / "within").mkdir(parents=True, exist_ok=True)
    (folder / "a.txt").write_text(FILES["a.txt"], encoding="utf-8")
    for name, words in lists.items():
        (folder / "within" / f"{name}.csv").write_text(words, encoding="utf-8")
    return folder


def test_a_list_of_readings_in_a_folder_is_not_taken_for_references(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    """Nobody said what its columns mean: it is named and asked about, then taken by itself."""
    folder = folder_of(tmp_path, readings=READINGS, references=REFERENCES)
    take = partial(import_files, author=ADA, parsers=parsers, guess=False)
    report = take(sqlite_registry, [folder])
    assert len(report.taken) == 2, "the article and the reference"
    (waiting,) = [one for one in report.lines if one.outcome == "columns"]
    assert (waiting.name, waiting.needs) == ("readings.csv", "columns")
    assert "is a list of readings" in waiting.sentence
    assert (report.failed, report.waiting) == ((), (("readings.csv", waiting.sentence),))
    head = look_at_list(sqlite_registry, waiting.path, parsers=parsers)
    remember_columns(head.headers, head.columns)
    again = take(sqlite_registry, [folder])
    assert (len(again.taken), again.read, again.failed, again.waiting) == (1, 1, (), ())
    opened = open_article(sqlite_registry, again.taken[0].article_id)
    assert {"organism", "payload"} <= opened.extractions[0].document.claims.keys()
    assert take(sqlite_registry, [folder]).change is None


def test_its_columns_are_guessed_in_a_folder_where_they_are_for_a_file(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    folder = folder_of(tmp_path, readings=READINGS)
    report = import_files(sqlite_registry, [folder], author=ADA, parsers=parsers)
    assert [(one.name, one.outcome) for one in report.lines if one.outcome != "note"] == [
        ("a.txt", "taken"),
        ("readings.csv > row 2", "taken"),
    ]
    assert (report.readings, report.read, len(report.taken)) == (True, 1, 2)


def test_a_workbook_of_readings_in_a_folder_is_one_too(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    folder = folder_of(tmp_path)
    workbook(folder / "list.xlsx", [["Article", "Organism"], ["A-1", "mouse"]])
    report = import_files(sqlite_registry, [folder], author=ADA, parsers=parsers)
    assert [one.name for one in report.lines if one.outcome == "taken"][-1] == "list.xlsx > row 2"
    assert report.read == 1


def test_our_own_export_in_a_folder_is_taken_without_a_question(
    tmp_path: Path, parsers: Parsers
) -> None:
    first = make_sample(tmp_path / "first.curator", author=ADA)
    folder = tmp_path / "out"
    folder.mkdir()
    export(first, folder / "studies.csv", kind="csv")
    first.close()
    second = create_registry(tmp_path / "second.curator", ADA)
    import_paths(second, sample_articles(), author=ADA, parsers=parsers)
    report = import_files(second, [folder], author=ADA, parsers=parsers, guess=False)
    second.close()
    assert not report.failed + report.waiting
    assert report.read > 0


@pytest.mark.parametrize(
    ("headers", "readings"),
    [
        ("Title,Author,Year,Journal,DOI,Country,Notes", False),
        ("Key,Item Type,Title,Author,Date,Country,Journal Abbreviation,Extra", False),
        ("Title,Organism", True),
        ("Title,DOI,Year,Journal,Author,Notes,Url,Organism,Payload", True),
        ("Title,DOI,Year,Journal,Author,Notes,Url,Keywords,field:organism", True),
        ("Title,DOI,Year,Journal,Author,Notes,Url,Keywords,organism__status", True),
    ],
)
def test_a_country_among_references_makes_no_list_of_readings(
    sqlite_registry: Registry, headers: str, readings: bool
) -> None:
    names = reading_names(sqlite_registry.form)
    assert bool(reading_columns(headers.split(","), names)) == readings


def test_a_list_of_readings_in_an_archive_is_named_and_not_taken(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    path = tmp_path / "both.zip"
    path.write_bytes(zip_of({"a.txt": FILES["a.txt"], "readings.csv": READINGS}))
    report = import_files(sqlite_registry, [path], author=ADA, parsers=parsers)
    assert len(report.taken) == 1
    (failed,) = [one for one in report.lines if one.outcome == "failed"]
    assert (failed.name, failed.needs) == ("both.zip > readings.csv", "")
    assert "Take it out of the archive" in failed.hint


def test_the_last_header_rows_are_remembered(tmp_path: Path) -> None:
    for number in range(KEPT + 5):
        remember_columns([f"h{number}"], said(number))
    assert recall_columns(["h0"]) is None
    assert recall_columns([f"h{KEPT + 4}"]) == said(KEPT + 4)
    assert len(load_settings()[0].columns) == KEPT


def said(number: int) -> Mapping[str, str]:
    return {f"h{number}": "title"}
