"""Work in the window while 2,000 files are imported; and 10,000 files against raw sqlite3.

The raw thing reads and digests the same files, writes them in one transaction, and rebuilds an FTS5
index over them.
"""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import tempfile
import time
from pathlib import Path
from typing import Final

from PySide6.QtTest import QSignalSpy

from curator.domain.claims import Claim, Item, new_item_id
from curator.gui.workbench import Workbench
from curator.services.importing import import_paths
from curator.services.registry import Registry
from curator.services.settings import update_settings
from tests.bench.figures import median, percentile, say, say_alone, timed
from tests.bench.registries import AUTHOR, make_registry
from tests.bench.screen import Watchdog, application, close_window, open_window, until

FILES: Final = 2_000
MANY: Final = 10_000
ARTICLES: Final = 60
SYLLABLES: Final = (
    "ab al an ar co de di el en er ex in is ka la le li ma me mo na ne no on or os".split()
)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["CURATOR_HOME"] = str(folder / "home")
        update_settings(lambda settings: settings.with_author(AUTHOR, current=True))
        _in_the_window(folder)
        _against_raw(folder)


def _in_the_window(folder: Path) -> None:
    files = _write_files(folder / "files", FILES)
    registry = folder / "x.curator"
    make_registry(registry, articles=ARTICLES, studies=ARTICLES).close()
    start, bench = open_window(application(), registry)
    try:
        quiet = _work(bench, QSignalSpy(bench.imports.imported), rounds=12)
        imported = QSignalSpy(bench.imports.imported)
        dog = Watchdog()
        dog.start()
        begun = time.perf_counter()
        bench.imports.take_in((files,))
        opened, saved = _work(bench, imported, rounds=1_000)
        took = time.perf_counter() - begun
        stall = dog.stop()
    finally:
        close_window(start)
    say_alone(f"longest stall of the event loop while {FILES} files are imported", ours=stall,
        bar="<= 50 ms")  # fmt: skip
    say_alone("... stalls, p99", ours=percentile(dog.stalls, 0.99), bar="apart")
    for what, ours, bare in (
        ("opening an article", opened, quiet[0]),
        ("saving", saved, quiet[1]),
    ):
        say(f"{what} meanwhile, p95 of {len(ours)}, against without an import",
            ours=percentile(ours, 0.95), bare=percentile(bare, 0.95), bar="<= 150 ms")  # fmt: skip
    say_alone("that import, for a person who works meanwhile", ours=took, bar="apart", unit=" s")


def _work(
    bench: Workbench, imported: QSignalSpy, *, rounds: int
) -> tuple[list[float], list[float]]:
    """Open article after article, edit it and save; until that import has ended."""
    opened, saved = [], []
    for number in range(rounds):
        opened.append(timed(lambda: _open(bench, number % ARTICLES + 1)))  # noqa: B023
        saved.append(timed(lambda: _save(bench, f"words {number}")))  # noqa: B023
        if imported.count():
            break
    return opened[1:], saved[1:]


def _open(bench: Workbench, number: int) -> None:
    bench.curating.open_number(number)

    def there() -> bool:
        draft = bench.session.draft
        return draft is not None and draft.article.number == number

    until(there)


def _save(bench: Workbench, words: str) -> None:
    draft = bench.session.draft
    if draft is None:
        raise RuntimeError("No article is open.")
    draft.put("next_step", Claim(items=(Item(new_item_id(), value=words),)), name="Next step")
    done = QSignalSpy(bench.saving.saved)
    bench.saving.save()
    until(lambda: done.count() > 0)


def _against_raw(folder: Path) -> None:
    files = _write_files(folder / "many", MANY)
    bare, ours = [], []
    for number in range(2):
        bare.append(timed(lambda: _raw(files, folder / f"raw{number}.sqlite")) / 1e3)  # noqa: B023
        path = folder / f"many{number}.curator"
        registry = Registry.open(path, author=AUTHOR, create=True)
        ours.append(timed(lambda: import_paths(registry, [files], author=AUTHOR)) / 1e3)  # noqa: B023
        registry.close()
    say(f"import of {MANY} text files, against raw sqlite3 with FTS5 rebuilt", ours=median(ours),
        bare=median(bare), bar="for later", unit=" s")  # fmt: skip


def _raw(files: Path, path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("pragma journal_mode=truncate")
    db.execute("create table article(id integer primary key, name, sha256 unique, title, body)")
    with db:
        db.executemany(
            "insert into article(name, sha256, title, body) values (?, ?, ?, ?)",
            (_read(Path(entry.path)) for entry in sorted(os.scandir(files), key=lambda e: e.name)),
        )
        db.execute(
            "create virtual table words using fts5"
            "(title, body, content='article', content_rowid='id')"
        )
        db.execute("insert into words(words) values ('rebuild')")
    db.close()


def _read(path: Path) -> tuple[str, str, str, str]:
    data = path.read_bytes()
    title, _, body = data.decode().partition("\n")
    return path.name, hashlib.sha256(data).hexdigest(), title, body


def _write_files(folder: Path, number: int) -> Path:
    """So many articles of 2.7 kB, of words that are as frequent as words are."""
    folder.mkdir()
    chance = random.Random(number)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randrange(1, 5))) for _ in range(8_000)]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    for place in range(number):
        some = chance.choices(words, weights, k=460)
        lines = [" ".join(some[at : at + 46]).capitalize() + "." for at in range(0, 460, 46)]
        title = f"Article {place} on {' '.join(chance.choices(words, k=5))}"
        (folder / f"{place:06}.txt").write_text("\n\n".join((title, *lines)), encoding="utf-8")
    return folder
