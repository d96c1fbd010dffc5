"""Importing files of every kind: many articles in one, what came with them, what is said of it."""

from __future__ import annotations

import json
import tempfile
import threading
import time
from pathlib import Path

import pytest

from curator.domain.errors import Cancelled
from curator.ingest.values import ReadOptions, SourceFile
from curator.ingest.workers import Parsers
from curator.services.importing import import_paths
from curator.services.listing import article_ids, article_rows, search
from curator.services.opening import open_article
from curator.services.registry import Registry
from curator.services.values import ImportReport
from curator.services.verifying import verify
from curator.store import projections
from curator.store import search as full_text
from tests.ingest.archive_files import encrypted, zip_of
from tests.ingest.pages import HTML
from tests.registries import ADA
from tests.shared_data import SHARED, needs_shared
from tests.slowness import slowness

RECORD = """TY  - JOUR
TI  - Cells {n} and the mice that got them
AU  - Grey, Ada
JO  - Cell News
PY  - 2020
DO  - 10.1000/cells.{n}
AB  - Mice were treated with {n} cells and lived longer.
ER  -

"""


def ris(count: int) -> str:
    return "".join(RECORD.replace("{n}", str(n)) for n in range(count))


def lines(count: int) -> bytes:
    return b"".join(
        json.dumps({"id": n, "text": f"Article {n} says these words."}).encode() + b"\n"
        for n in range(count)
    )


def brought(registry: Registry, parsers: Parsers, *paths: Path | SourceFile) -> ImportReport:
    return import_paths(registry, paths, author=ADA, parsers=parsers)


def is_sound(registry: Registry) -> bool:
    with registry.read() as session:
        return not projections.differences(session) and not full_text.differences(session)


def test_a_list_of_references_becomes_articles_with_their_records(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    path = tmp_path / "refs.ris"
    path.write_text(ris(3), encoding="utf-8")
    report = brought(registry, parsers, path)
    assert [one.name for one in report.taken] == [f"refs.ris > record {n}" for n in (1, 2, 3)]
    assert {one.path for one in report.lines} == {bytes(path)}
    opened = open_article(registry, report.taken[1].article_id)
    assert opened.reference is not None
    assert opened.reference.doi == "10.1000/cells.1"
    assert opened.reference.authors == ("Grey, Ada",)
    assert opened.made_by["reader"].startswith("ris ")
    assert {"hints", "reference"}.isdisjoint(opened.made_by)
    assert opened.document.file_name == "refs.ris > record 2"
    assert opened.document.title == "Cells 1 and the mice that got them"
    assert ("report.outlet", "Cell News") in {(one.field, one.value) for one in opened.hints}
    assert [hit.number for hit in search(registry, '"treated with 2 cells"')[0]] == [3]
    assert is_sound(registry)


def test_a_second_import_of_every_kind_changes_nothing(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    inner = zip_of({"c.txt": "Words of c.", "c.ris": ris(2).replace("cells", "inner")})
    (folder / "a.zip").write_bytes(zip_of({"b/a.txt": "Words of a.", "in.zip": inner}))
    (folder / "l.jsonl").write_bytes(lines(4))
    (folder / "p.html").write_text(HTML, encoding="utf-8")
    (folder / "r.ris").write_text(ris(3), encoding="utf-8")
    first = brought(registry, parsers, folder)
    assert (len(first.taken), len(first.same), len(first.failed)) == (12, 0, 0)
    assert "a.zip > in.zip > c.ris > record 2" in {one.name for one in first.taken}
    seal = registry.last_seal()
    second = brought(registry, parsers, folder)
    assert (len(second.taken), len(second.same), len(second.failed)) == (0, 12, 0)
    assert second.change is None
    assert registry.last_seal() == seal
    assert [name for name, _ in second.same] == [one.name for one in first.taken]
    assert is_sound(registry)


def test_the_same_record_in_two_lists_is_one_article(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    (tmp_path / "a.ris").write_text(ris(2), encoding="utf-8")
    (tmp_path / "b.ris").write_text(ris(3), encoding="utf-8")
    report = brought(registry, parsers, tmp_path / "a.ris", tmp_path / "b.ris")
    assert [one.name for one in report.taken] == [
        "a.ris > record 1",
        "a.ris > record 2",
        "b.ris > record 3",
    ]
    assert report.same == (("b.ris > record 1", 1), ("b.ris > record 2", 2))


def test_members_that_fail_and_what_there_is_to_say_stand_in_the_report(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(
        zip_of({"a.txt": "Words.", "blank.txt": " ", "../evil.txt": "Words!", "p.css": "p {}"})
    )
    report = brought(sqlite_registry, parsers, path)
    assert [one.name for one in report.taken] == ["a.zip > a.txt"]
    failed = dict(report.failed)
    assert failed.keys() == {"a.zip > blank.txt", "a.zip > ../evil.txt"}
    assert "points outside of the archive" in failed["a.zip > ../evil.txt"]
    assert report.notes == (("a.zip", "1 file in a.zip is no article: p.css."),)
    assert [one.outcome for one in report.lines] == ["taken", "failed", "failed", "note"]


def test_a_file_that_needs_a_password_says_so_and_takes_it(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(encrypted({"secret.txt": "Locked words."}, password=b"cell"))
    report = brought(sqlite_registry, parsers, path)
    assert [(one.outcome, one.needs) for one in report.lines] == [("failed", "password")]
    options = ReadOptions(password="cell")
    again = import_paths(sqlite_registry, [path], author=ADA, parsers=parsers, options=options)
    assert [one.name for one in again.taken] == ["a.zip > secret.txt"]


def test_an_encoding_that_was_chosen_is_taken(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Größe der Zellen".encode("mac-roman"))
    options = ReadOptions(encoding="mac-roman")
    report = import_paths(sqlite_registry, [path], author=ADA, parsers=parsers, options=options)
    opened = open_article(sqlite_registry, report.taken[0].article_id)
    assert (opened.body, opened.document.encoding) == ("Größe der Zellen", "mac-roman")


def test_spoilt_text_is_told_with_the_article(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The naÃ¯ve cells.", encoding="utf-8")
    report = brought(sqlite_registry, parsers, path)
    opened = open_article(sqlite_registry, report.taken[0].article_id)
    assert "“naÃ¯ve” for “naïve”" in opened.made_by["mojibake"]
    assert opened.body == "The naÃ¯ve cells."


def test_what_was_pasted_is_imported_with_its_bytes(
    sqlite_registry: Registry, parsers: Parsers
) -> None:
    data = HTML.encode()
    pasted = SourceFile(b"", "pasted 2026-11-22.html", len(data), data)
    report = brought(sqlite_registry, parsers, pasted)
    assert [one.name for one in report.taken] == ["pasted 2026-11-22.html"]
    assert brought(sqlite_registry, parsers, pasted).same == (("pasted 2026-11-22.html", 1),)


def test_the_limit_is_lifted_for_what_is_in_an_archive_too(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({"long.txt": "words and more words. " * 100}))
    report = import_paths(sqlite_registry, [path], author=ADA, parsers=parsers, max_bytes=1_000)
    assert "more than the limit" in dict(report.failed)["a.zip > long.txt"]
    report = import_paths(sqlite_registry, [path], author=ADA, parsers=parsers, max_bytes=None)
    assert len(report.taken) == 1


def test_so_many_notes_are_summed_up(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({f"{n}.zip": zip_of({"p.css": "p {}"}) for n in range(150)}))
    report = brought(sqlite_registry, parsers, path)
    assert len(report.notes) == 101
    assert "50 more places" in report.notes[-1][1]


class Seen:
    """Remembers what it is told; cancels at the n-th."""

    def __init__(self, stop_at: int = 0) -> None:
        self.told: list[tuple[int, int, str]] = []
        self.stop_at = stop_at

    def step(self, done: int, total: int, what: str = "") -> None:
        self.told.append((done, total, what))
        if len(self.told) == self.stop_at:
            raise Cancelled


def test_progress_counts_files_and_names_what_is_in_them(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(2))
    (tmp_path / "b.txt").write_text("Words.", encoding="utf-8")
    seen = Seen()
    paths = [tmp_path / "a.jsonl", tmp_path / "b.txt"]
    import_paths(sqlite_registry, paths, author=ADA, parsers=parsers, progress=seen)
    assert seen.told[:3] == [(0, 2, "a.jsonl > 0"), (1, 2, "a.jsonl > 1"), (2, 2, "b.txt")]


@pytest.mark.parametrize("by", ["progress", "event"])
def test_cancelling_amid_a_large_list_leaves_nothing_within_a_second(
    sqlite_registry: Registry,
    tmp_path: Path,
    parsers: Parsers,
    monkeypatch: pytest.MonkeyPatch,
    by: str,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(30_000))
    seal, cancel = sqlite_registry.last_seal(), threading.Event()
    set_at: list[float] = []

    def stop() -> None:
        set_at.append(time.monotonic())
        cancel.set()

    seen = Seen(500 if by == "progress" else 0)
    timer = threading.Timer(1.0, stop)
    if by == "event":
        timer.start()
    with pytest.raises(Cancelled):
        import_paths(
            sqlite_registry, [path], author=ADA, parsers=parsers, progress=seen, cancel=cancel
        )
    stopped = time.monotonic()
    assert not set_at or stopped - set_at[0] < 1.0 * slowness()
    assert len(set_at) == (by == "event")
    assert sqlite_registry.last_seal() == seal
    assert len(article_ids(sqlite_registry)) == 0
    assert not list(tmp_path.glob("curator-import-*"))


def test_a_long_list_is_staged_as_it_comes(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    path = tmp_path / "many.ris"
    path.write_text(ris(1_500), encoding="utf-8")
    report = brought(sqlite_registry, parsers, path)
    assert len(report.taken) == 1_500
    assert [row.number for row in article_rows(sqlite_registry, [1, 1_500])] == [1, 1_500]
    assert is_sound(sqlite_registry)


@needs_shared
def test_all_real_files_become_articles_or_sentences(
    sqlite_registry: Registry, parsers: Parsers
) -> None:
    report = brought(sqlite_registry, parsers, SHARED / "formats")
    assert len(report.taken) > 1_400
    assert {name.rpartition("/")[2] for name, _ in report.passed_over} == {"A.pdf", "B.pdf"}
    assert len(report.failed) <= 5
    assert all(sentence.endswith(".") for _, sentence in report.failed)
    for one in report.taken[::40]:
        opened = open_article(sqlite_registry, one.article_id)
        assert opened.document.title
        assert opened.made_by["reader"]
    assert brought(sqlite_registry, parsers, SHARED / "formats").change is None
    assert is_sound(sqlite_registry)
    assert verify(sqlite_registry).problems == ()
