"""The list before SQLAlchemy is there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from curator.services.importing import import_paths
from curator.services.listing import article_ids, article_rows
from curator.services.registry import Registry
from curator.services.values import ArticleRow, Author
from curator.services.withdrawing import withdraw
from curator.store.peek import peek

AUTHOR = Author("01890000-0000-7000-8000-000000000001", "M. Haddad")


def registry_at(folder: Path, count: int) -> Path:
    files = [folder / f"{n}.txt" for n in range(count)]
    for n, file in enumerate(files):
        file.write_text(f"Article number {n}\n\nSome words of it.\n", encoding="utf-8")
    path = folder / "r.curator"
    with closing(Registry.open(path, author=AUTHOR, create=True)) as registry:
        import_paths(registry, files, author=AUTHOR)
        withdraw(registry, "A-0002", reason="twice", author=AUTHOR)
    return path


def test_it_reads_what_the_services_list(tmp_path: Path) -> None:
    path = registry_at(tmp_path, 4)
    found = peek(path, rows=2)
    assert found is not None
    with closing(Registry.open(path, read_only=True)) as registry:
        assert found.articles == article_ids(registry)
        assert [ArticleRow(*row) for row in found.article_rows] == article_rows(registry, [1, 3])
    assert found.states == {"new": 3, "withdrawn": 1}


def test_what_is_not_plainly_a_registry_at_rest_is_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir", encoding="utf-8")
    other = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(other)) as db:
        db.execute("create table t(x)")
    for path in (letter, other, tmp_path / "none", tmp_path):
        before = path.read_bytes() if path.is_file() else b""
        assert peek(path, rows=10) is None
        assert not path.is_file() or path.read_bytes() == before
    assert not (tmp_path / "none").exists()
