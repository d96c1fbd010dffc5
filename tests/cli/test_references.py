from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

RECORDS: list[dict[str, Any]] = [
    {"id": "x|1", "title": "CAR T cells clear lupus B cells", "author": "Abe, K.", "year": "2022"},
    {"id": "x|2", "title": "Naive B cells return in lupus", "author": "Abe, K.", "year": "2022"},
    {"id": 3, "title": "CAR-T cells clear lupus B cells.", "authors": ["Abe K"], "year": 2022},
]


def lines(records: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)


def clusters(out: str) -> dict[Any, int]:
    rows = [json.loads(line) for line in out.split("\n") if line]
    assert [set(row) for row in rows] == [{"id", "cluster"}] * len(rows)
    return {row["id"]: row["cluster"] for row in rows}


def test_lines_of_records_come_out_with_their_cluster(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    # A line separator inside a title is no end of a line.
    odd = {"id": "odd", "title": "A title\u2028over two lines, of nothing else here"}
    path.write_text("\ufeff" + lines([*RECORDS, odd]), encoding="utf-8")
    code, out, err = run("references", "--jsonl", path)
    assert (code, err) == (0, "")
    assert clusters(out) == {"x|1": 1, "x|2": 2, 3: 1, "odd": 3}


def test_records_of_several_files_are_compared(run: Run, tmp_path: Path) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    one.write_text(lines(RECORDS[:1]), encoding="utf-8")
    two.write_text(lines(RECORDS[2:]), encoding="utf-8")
    _code, out, _err = run("references", "--jsonl", one, two)
    assert clusters(out) == {"x|1": 1, 3: 1}


def test_a_dash_is_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    given = io.TextIOWrapper(io.BytesIO(lines(RECORDS).encode()), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", given)
    code, out, _err = run("references", "--jsonl", "-")
    assert code == 0
    assert clusters(out) == {"x|1": 1, "x|2": 2, 3: 1}


@pytest.mark.parametrize("line", ["{", "[1]", '{"title": "no id"}', "[" * 100_000])
def test_a_line_that_is_no_record_is_named(run: Run, tmp_path: Path, line: str) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(lines(RECORDS[:1]) + line + "\n", encoding="utf-8")
    code, out, err = run("references", "--jsonl", path)
    assert code == 5
    assert out == ""
    assert "records.jsonl, line 2" in err
    assert "Traceback" not in err


def test_a_file_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    code, _out, err = run("references", "--jsonl", tmp_path / "none.jsonl")
    assert code == 11
    assert "none.jsonl cannot be read" in err
