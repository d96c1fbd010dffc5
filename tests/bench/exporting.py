"""Export of 100,000 records to CSV, against the bare writer writing the same cells."""

from __future__ import annotations

import csv
import io
import sqlite3
import tempfile
from pathlib import Path

from curator.services.exporting import export
from curator.services.registry import Registry
from tests.bench.figures import say, timed
from tests.bench.registries import make_registry

RECORDS = 100_000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.curator"
        make_registry(path, articles=50, studies=50).close()
        _multiply(path)
        registry = Registry.open(path, read_only=True)
        out = Path(folder) / "out.csv"
        ours = timed(lambda: export(registry, out, kind="csv"))
        registry.close()
        with out.open(encoding="utf-8", newline="") as file:
            some = [row for row, _ in zip(csv.reader(file), range(2_001), strict=False)][1:]
        bare = timed(lambda: _bare(Path(folder) / "bare.csv", some))
    say(f"export of {RECORDS} records of 44 fields to CSV", ours=ours, bare=bare, bar="<= 3")


def _multiply(path: Path) -> None:
    """The records of the 50 studies again and again, as rows of the projections alone."""
    db = sqlite3.connect(path)
    db.execute(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < :more)"
        " insert into study_record(study_id, number, cells, standing)"
        " select study_id || '-' || i, 50 * i + number, cells, standing from n, study_record",
        {"more": RECORDS // 50 - 1},
    )
    db.execute(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < :more)"
        " insert into study_row(number, study_id, label, state, articles, conflicts, reopened)"
        " select 50 * i + number, study_id || '-' || i, label, state, articles, 0, 0"
        " from n, study_row",
        {"more": RECORDS // 50 - 1},
    )
    db.commit()
    db.close()


def _bare(path: Path, some: list[list[str]]) -> None:
    with path.open("wb") as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for number in range(RECORDS):
            writer.writerow(some[number % len(some)])
