"""The report of an import: what it names, how it is saved, what is run again from it."""

from __future__ import annotations

import csv
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.errors import UnreadableInputError
from curator.ingest.workers import Parsers
from curator.services.import_report import failed_paths, report_json, save_report
from curator.services.importing import import_paths
from curator.services.registry import Registry
from curator.services.values import ImportLine, report_of
from tests.registries import ADA

GOOD = "A first headline\n\nMice were treated with the engineered cells and lived longer.\n"


def folder_of(tmp_path: Path) -> Path:
    """A good file, its twin, two that cannot be read, one that is no article."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, words in {"a.txt": GOOD, "b.txt": GOOD, "blank.txt": "  \n"}.items():
        (folder / name).write_text(words, encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    return folder


def test_the_report_says_of_every_file_what_became_of_it(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    folder = folder_of(tmp_path)
    report = import_paths(registry, [folder], author=ADA, parsers=parsers)
    said = {one.path.rpartition(b"/")[2]: one for one in report.lines}
    assert {name: one.outcome for name, one in said.items()} == {
        b"a.txt": "taken",
        b"b.txt": "same",
        b"blank.txt": "failed",
        b"picture.png": "passed_over",
    }
    assert said[b"a.txt"].number == said[b"b.txt"].number == 1
    assert said[b"blank.txt"].sentence.startswith("blank.txt")
    assert next(one for one in report.lines if one.outcome == "taken").article_id


@pytest.mark.parametrize("ending", ["json", "csv"])
def test_the_failed_ones_come_back_from_a_saved_report(
    registry: Registry, tmp_path: Path, parsers: Parsers, ending: str
) -> None:
    folder = folder_of(tmp_path)
    file = tmp_path / f"report.{ending}"
    save_report(import_paths(registry, [folder], author=ADA, parsers=parsers), file)
    assert failed_paths(file) == (os.fsencode(folder / "blank.txt"),)
    (folder / "blank.txt").write_text("Now it says something of cells.\n", encoding="utf-8")
    again = import_paths(registry, failed_paths(file), author=ADA, parsers=parsers)
    assert [one.name for one in again.taken] == ["blank.txt"]


def test_a_text_beyond_the_limit_fails_and_comes_back_with_a_higher_one(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    folder, file = folder_of(tmp_path), tmp_path / "report.json"
    (folder / "blank.txt").write_text("T cells kill. " * 100, encoding="utf-8")
    report = import_paths(sqlite_registry, [folder], author=ADA, parsers=parsers, max_bytes=1_000)
    (line,) = (one for one in report.lines if one.outcome == "failed")
    assert "blank.txt has 1,400 bytes, more than the limit" in line.sentence
    assert "--max-bytes 0" in line.hint
    save_report(report, file)
    again = import_paths(sqlite_registry, failed_paths(file), author=ADA, parsers=parsers)
    assert [one.name for one in again.taken] == ["blank.txt"]


def test_words_that_were_spoilt_before_are_named(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    path = tmp_path / "cafe.txt"
    path.write_text("The cafÃ© of the clinic gave cells to mice.\n", encoding="utf-8")
    report = import_paths(sqlite_registry, [path], author=ADA, parsers=parsers)
    assert [one.outcome for one in report.lines] == ["taken", "note"]
    assert "“cafÃ©” for “café”" in report.lines[1].sentence


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
@pytest.mark.parametrize("ending", ["json", "csv"])
def test_a_name_that_is_not_utf_8_survives(
    registry: Registry, tmp_path: Path, parsers: Parsers, ending: str
) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9\n%41.txt"
    Path(os.fsdecode(path)).write_bytes(b"")
    report = import_paths(registry, [path], author=ADA, parsers=parsers)
    file = tmp_path / f"report.{ending}"
    save_report(report, file)
    assert failed_paths(file) == (path,)
    assert "\n" not in report.lines[0].name


@given(st.lists(st.binary(min_size=1).filter(lambda name: b"\0" not in name), max_size=4))
def test_any_path_survives(tmp_path_factory: pytest.TempPathFactory, names: list[bytes]) -> None:
    paths = [b"/" + name.strip(b"/.") + b"x" for name in names]
    lines = [ImportLine("failed", "x", os.path.normpath(one), sentence="No.") for one in paths]
    folder = tmp_path_factory.mktemp("report")
    for ending in ("csv", "json"):
        save_report(report_of(lines, None), folder / f"r.{ending}")
        wanted = tuple(dict.fromkeys(os.path.abspath(one.path) for one in lines))  # noqa: PTH100
        assert failed_paths(folder / f"r.{ending}") == wanted


def test_a_spreadsheet_takes_nothing_for_a_formula(tmp_path: Path) -> None:
    line = ImportLine("failed", "=HYPERLINK(1)", b"/in/=x", sentence="+1 is no text.")
    file = tmp_path / "report.csv"
    save_report(report_of([line], None), file)
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    assert rows[1][1] == "'=HYPERLINK(1)"
    assert rows[1][3] == "'+1 is no text."
    assert failed_paths(file) == (b"/in/=x",)


@pytest.mark.parametrize("ending", ["json", "csv"])
def test_lists_that_wait_come_back_from_a_saved_report_too(tmp_path: Path, ending: str) -> None:
    lines = [
        ImportLine("columns", "list.csv", b"/in/list.csv", sentence="Wait.", needs="columns"),
        ImportLine("taken", "a", b"/in/a", number=3),
    ]
    report, file = report_of(lines, None), tmp_path / f"report.{ending}"
    save_report(report, file)
    assert (report.failed, report.waiting) == ((), (("list.csv", "Wait."),))
    assert failed_paths(file) == (b"/in/list.csv",)


def test_the_counts_name_every_outcome() -> None:
    lines = [ImportLine("taken", "a", b"/a", number=3), ImportLine("note", "a", b"/a")]
    data = report_json(report_of(lines, None))
    others = {"same": 0, "columns": 0, "failed": 0, "passed_over": 0}
    assert data["counts"] == {"taken": 1, "note": 1} | others
    assert data["files"][0]["article"] == "A-0003"
    assert json.dumps(data)


@pytest.mark.parametrize("words", ["", "[]", "{}", '{"format": "x"}', "outcome\n1", "[" * 100_000])
def test_what_is_no_report_is_refused(tmp_path: Path, words: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(words, encoding="utf-8")
    with pytest.raises(UnreadableInputError, match=r"other\.json is no report"):
        failed_paths(file)


def test_a_report_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match=r"gone\.json cannot be read"):
        failed_paths(tmp_path / "gone.json")
