from __future__ import annotations

import csv
import io
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.errors import StorageError
from curator.export.cells import plain
from curator.export.csv_files import write_csv, write_rows
from curator.export.files import whole_file
from curator.export.xlsx import MAX_CELL, Sheet, write_xlsx

ROWS = [["=1+1", "a “{quote}”", "line\nbreak"], ["-1.5", "🧬", "a\u2028b"], ["", "'x", "5"]]


class InterruptedHere(Exception):
    pass


def half_written(path: Path) -> None:
    with whole_file(path) as file:
        file.write(b"half")
        raise InterruptedHere


def test_a_file_that_fails_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(InterruptedHere):
        half_written(path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


FULL = """
import resource, sys
from pathlib import Path
from curator.domain.errors import StorageError
from curator.export.csv_files import write_csv
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    write_csv(Path(sys.argv[1]), ["a"], rows=(["x" * 100] for _ in range(10_000)))
except StorageError as error:
    print(error.sentence)
"""


def test_a_full_disk_is_one_sentence_and_no_partial_file(tmp_path: Path) -> None:
    assert hasattr(resource, "RLIMIT_FSIZE")
    path = tmp_path / "out.csv"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path)],
        capture_output=True,
        text=True,
        cwd=root,
        check=True,
    )
    assert "was not written" in done.stdout
    assert list(tmp_path.iterdir()) == []


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2))
)
def test_a_csv_is_read_back_as_it_was(rows: list[list[str]]) -> None:
    out = io.BytesIO()
    write_rows(out, ["a", "b"], rows=rows)
    read = list(csv.reader(io.StringIO(out.getvalue().decode("utf-8"), newline="")))
    assert [[plain(cell) for cell in row] for row in read[1:]] == rows


def test_a_workbook_holds_words_as_words_and_numbers_as_numbers(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    assert write_xlsx(path, [Sheet("Studies", ("a", "b", "c"), ROWS)]) == ()
    sheet = openpyxl.load_workbook(path)["Studies"]
    assert [cell.value for cell in sheet[2]] == ["'=1+1", "a “{quote}”", "line\nbreak"]
    assert sheet["A3"].value == -1.5
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "s"]
    again = tmp_path / "again.xlsx"
    write_xlsx(again, [Sheet("Studies", ("a", "b", "c"), ROWS)])
    assert again.read_bytes() == path.read_bytes()
    assert zipfile.ZipFile(path).testzip() is None


def test_what_a_cell_cannot_hold_is_said(tmp_path: Path) -> None:
    notes = write_xlsx(tmp_path / "x.xlsx", [Sheet("Values", ("a",), [["x" * (MAX_CELL + 1)]])])
    assert notes == (
        f"Values, row 2, a: cut at {MAX_CELL} characters; export to CSV for all of it.",
    )


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StorageError, match="cannot be written"):
        write_csv(tmp_path / "file" / "out.csv", ["a"], rows=[])
