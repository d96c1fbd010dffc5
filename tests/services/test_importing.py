from __future__ import annotations

import tempfile
import threading
from pathlib import Path

import pytest

from curator.domain.errors import Cancelled, NotFoundError, ReadOnlyError, RefusedError
from curator.ingest.workers import Parsers
from curator.services.importing import bring_in, feed, import_paths, stage
from curator.services.listing import article_counts, article_ids, article_rows, search
from curator.services.opening import open_article
from curator.services.registry import Registry
from curator.services.values import Changes
from curator.services.withdrawing import undo_import
from curator.store import projections
from curator.store import search as full_text
from tests.registries import ADA, BEN, import_words

FILES = {
    "a.txt": "A first headline\n\nMice were treated with the engineered cells and lived longer.\n",
    "b.txt": "Another headline\n\nPatients received ünïcode 🧬 cells.\nA second line follows.\n",
}


def is_sound(registry: Registry) -> bool:
    with registry.read() as session:
        return not projections.differences(session) and not full_text.differences(session)


def test_files_become_articles_as_one_change(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    told: list[Changes] = []
    registry.listeners.append(told.append)
    report = import_words(registry, tmp_path / "in", files=FILES, parsers=parsers)
    assert [(one.name, one.number) for one in report.taken] == [("a.txt", 1), ("b.txt", 2)]
    assert report.change is not None
    assert (report.change.seq, report.change.kind, report.change.author) == (2, "import", ADA)
    assert (report.same, report.failed) == ((), ())
    assert [one.everything for one in told] == [True]
    assert article_counts(registry) == {"new": 2}
    assert is_sound(registry)


def test_an_article_opens_with_the_exact_text(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    report = import_words(registry, tmp_path / "in", files=FILES, parsers=parsers)
    opened = open_article(registry, report.taken[1].article_id)
    assert opened.body == FILES["b.txt"]
    assert (opened.number, opened.document.file_name, opened.document.state) == (2, "b.txt", "new")
    assert opened.extractions == ()
    assert opened.seq == 2
    assert opened.last_seal == registry.last_seal()
    assert all(opened.body[one.start : one.end].strip() for one in opened.blocks)


def test_hints_are_kept_with_the_text_and_are_no_claims(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    words = "A headline of some words\nBy Jane Roe\n\n" + "Mice were treated with cells. " * 20
    report = import_words(registry, tmp_path / "in", files={"n.txt": words}, parsers=parsers)
    opened = open_article(registry, report.taken[0].article_id)
    assert ("report.author", "Jane Roe") in {(one.field, one.value) for one in opened.hints}
    assert all(opened.body[one.start : one.end] == one.quote for one in opened.hints)
    assert opened.document.claims == {}


def test_the_same_bytes_are_skipped_and_linked(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    import_words(registry, tmp_path / "in", files=FILES, parsers=parsers)
    again = {"copy.txt": FILES["a.txt"], "new.txt": "Something else.\n", "twin.txt": FILES["b.txt"]}
    report = import_words(registry, tmp_path / "again", files=again, parsers=parsers)
    assert report.same == (("copy.txt", 1), ("twin.txt", 2))
    assert [(one.name, one.number) for one in report.taken] == [("new.txt", 3)]


def test_twins_in_one_import_make_one_article(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    files = {"a.txt": FILES["a.txt"], "twin.txt": FILES["a.txt"]}
    report = import_words(registry, tmp_path / "in", files=files, parsers=parsers)
    assert [one.name for one in report.taken] == ["a.txt"]
    assert report.same == (("twin.txt", 1),)


def test_an_import_that_brings_nothing_makes_no_change(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    import_words(registry, tmp_path / "in", files=FILES, parsers=parsers)
    seal = registry.last_seal()
    report = import_words(registry, tmp_path / "in", files=FILES, parsers=parsers)
    assert report.change is None
    assert registry.last_seal() == seal


def test_a_file_that_fails_is_named_and_does_not_stop_the_rest(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(FILES["a.txt"], encoding="utf-8")
    (folder / "blank.txt").write_text("   \n", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    paths = [folder, tmp_path / "missing.txt"]
    report = import_paths(registry, paths, author=ADA, parsers=parsers)
    assert [one.name for one in report.taken] == ["a.txt"]
    assert sorted(name.rpartition("/")[2] for name, _ in report.failed) == [
        "blank.txt",
        "missing.txt",
    ]
    assert all(sentence.endswith(".") for _, sentence in report.failed)
    assert [name.rpartition("/")[2] for name, _ in report.passed_over] == ["picture.png"]


class StopAt:
    """Cancels at the n-th report, as a user does."""

    def __init__(self, count: int) -> None:
        self.left = count
        self.seen: list[tuple[int, int, str]] = []

    def step(self, done: int, total: int, what: str = "") -> None:
        self.seen.append((done, total, what))
        self.left -= 1
        if not self.left:
            raise Cancelled


def staging_folders() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("curator-import-*"))


def test_cancelling_leaves_nothing_behind(
    registry: Registry, tmp_path: Path, parsers: Parsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A folder of this test's own: other processes stage imports as well.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before, seal = staging_folders(), registry.last_seal()
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(9):
        (folder / f"{n}.txt").write_text(f"Article {n} has these words.\n", encoding="utf-8")
    progress = StopAt(4)
    with pytest.raises(Cancelled):
        import_paths(registry, [folder], author=ADA, parsers=parsers, progress=progress)
    assert progress.seen[-1] == (4, 9, "3.txt")
    assert registry.last_seal() == seal
    assert len(article_ids(registry)) == 0
    assert staging_folders() == before


def test_an_event_cancels_too(registry: Registry, tmp_path: Path, parsers: Parsers) -> None:
    cancel = threading.Event()
    cancel.set()
    (tmp_path / "a.txt").write_text("Words.\n", encoding="utf-8")
    with pytest.raises(Cancelled):
        import_paths(registry, [tmp_path / "a.txt"], author=ADA, parsers=parsers, cancel=cancel)
    assert len(article_ids(registry)) == 0


def test_cancelling_the_full_text_keeps_the_articles(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(FILES["a.txt"], encoding="utf-8")
    report = import_paths(registry, [folder], author=ADA, parsers=parsers, progress=StopAt(2))
    assert len(report.taken) == 1
    assert [hit.number for hit in search(registry, "engineered")[0]] == [1]


def test_what_another_process_brought_meanwhile_is_left_out(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, words in FILES.items():
        (folder / name).write_text(words, encoding="utf-8")
    staged = stage(registry, [folder], author=ADA, parsers=parsers)
    files = {"theirs.txt": FILES["b.txt"]}
    import_words(registry, tmp_path / "theirs", files=files, parsers=parsers)
    report = bring_in(registry, staged)
    assert [(one.name, one.number) for one in report.taken] == [("a.txt", 2)]
    assert report.same == (("b.txt", 1),)
    while len(set(feed(registry))) > 1:
        pass
    assert is_sound(registry)


def test_undoing_an_import_withdraws_and_importing_again_brings_back(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    first = import_words(registry, tmp_path / "in", files=FILES, parsers=parsers)
    assert first.change is not None
    undone = undo_import(registry, first.change.seq, author=BEN)
    assert undone.author == BEN
    assert list(article_ids(registry)) == []
    assert list(article_ids(registry, states=["withdrawn"])) == [1, 2]
    assert search(registry, "headline")[0] == ()
    assert is_sound(registry)
    with pytest.raises(RefusedError):
        undo_import(registry, first.change.seq, author=BEN)
    again = import_words(registry, tmp_path / "in", files=FILES, parsers=parsers)
    assert [(one.name, one.number) for one in again.taken] == [("a.txt", 1), ("b.txt", 2)]
    assert [one.state for one in article_rows(registry, [1, 2])] == ["new", "new"]
    assert is_sound(registry)


def test_only_an_import_can_be_undone_as_one(registry: Registry) -> None:
    with pytest.raises(NotFoundError):
        undo_import(registry, 1, author=ADA)


def test_a_read_only_registry_says_so_before_reading_files(
    sqlite_registry: Registry, tmp_path: Path
) -> None:
    assert sqlite_registry.target.path is not None
    reading = Registry.open(sqlite_registry.target.path, read_only=True)
    try:
        with pytest.raises(ReadOnlyError):
            import_paths(reading, [tmp_path], author=ADA)
    finally:
        reading.close()


def test_search_finds_words_phrases_and_beginnings(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    import_words(registry, tmp_path / "in", files=FILES, parsers=parsers)

    def found(query: str) -> list[int]:
        return [hit.number for hit in search(registry, query)[0]]

    assert found("headline") == [2, 1]
    assert found("headline mice") == [1]
    assert found('"second line"') == [2]
    assert found('"line second"') == []
    assert found("engin") == [1]
    assert found("engin ") == []
    assert found("'\"(:* -- ünïcode") == [2]
    assert found("") == []
    hit = search(registry, "engineered")[0][0]
    assert "\x02engineered\x03" in hit.snippet


def test_search_says_how_far_the_full_text_is(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    assert search(registry, "headline")[1] == 1.0
    folder = tmp_path / "in"
    folder.mkdir()
    for name, words in FILES.items():
        (folder / name).write_text(words, encoding="utf-8")
    bring_in(registry, stage(registry, [folder], author=ADA, parsers=parsers))
    assert search(registry, "headline") == ((), 0.0)
    assert feed(registry) == (2, 2)
    assert search(registry, "headline")[1] == 1.0
    with registry.write() as session:
        full_text.clear(session)
    assert search(registry, "headline") == ((), 0.0)
    assert feed(registry) == (2, 2)
    assert is_sound(registry)
