"""Work in the window while 2,000 files are imported; and 10,000 files against the raw thing.

The raw thing reads and digests the same files, writes them in one transaction, and rebuilds an FTS5
index over them.  It parses nothing, so that ours is compared with what the parsers gave at hand:
blocks, title, hints.  Ours reads and digests the files too, and the texts besides.  What it takes
with the parsers is said beside it.  Of both it is the processors' time: on a busy machine the other
one's share would be measured too.
"""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, islice, repeat
from pathlib import Path
from typing import Final

from curator.domain.claims import Claim, Item, new_item_id
from curator.domain.errors import CuratorError
from curator.gui.imports.desk import IMPORT
from curator.gui.workbench import Workbench
from curator.ingest.files import find_files, read_source
from curator.ingest.parse import parse_bytes
from curator.ingest.texts import digest
from curator.ingest.values import NO_OPTIONS, ParsedArticle, Read, ReadOptions, SourceFile
from curator.ingest.workers import Parsers
from curator.services.finding_duplicates import feed_duplicates
from curator.services.importing import bring_in, feed_fulltext, import_paths, stage
from curator.services.registry import Registry
from curator.services.settings import update_settings
from tests.bench.figures import median, percentile, say, say_alone, timed
from tests.bench.registries import AUTHOR, make_registry
from tests.bench.screen import Watchdog, application, close_window, open_window, until

FILES: Final = 2_000
MANY: Final = 10_000
LOOKED_AT: Final = 1_000
ARTICLES: Final = 60
QUIET: Final = 12
VOCABULARY: Final = 60_000
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
        _duplicates(folder)


def _in_the_window(folder: Path) -> None:
    files = write_files(folder / "files", FILES)
    registry = folder / "x.curator"
    make_registry(registry, articles=ARTICLES, studies=ARTICLES).close()
    start, bench = open_window(application(), registry)
    rounds = 0

    def for_a_while() -> bool:
        nonlocal rounds
        rounds += 1
        return rounds <= QUIET

    def importing() -> bool:
        return bench.work.running(IMPORT) or bench.work.feeding

    try:
        alone = Watchdog()
        alone.start()
        quiet = _work(bench, for_a_while)
        alone.stop()
        dog = Watchdog()
        dog.start()
        begun = time.perf_counter()
        bench.imports.take_in((files,))
        opened, saved = _work(bench, importing)
        took = time.perf_counter() - begun
        dog.stop()
        there = len(bench.layout.queue.articles.rows.numbers)
    finally:
        close_window(start)
    if there != ARTICLES + FILES:
        raise RuntimeError(f"{there - ARTICLES} of {FILES} files were imported.")
    what = f"while {FILES} files are imported"
    say(f"longest stall of the event loop {what}, against without", ours=max(dog.stalls),
        bare=max(alone.stalls), bar="<= 50 ms")  # fmt: skip
    say("... p99", ours=percentile(dog.stalls, 0.99), bare=percentile(alone.stalls, 0.99),
        bar="apart")  # fmt: skip
    say("... longest step of the window's own, by its processor", ours=max(dog.steps),
        bare=max(alone.steps), bar="<= 50 ms")  # fmt: skip
    for what, ours, bare in (
        ("opening an article", opened, quiet[0]),
        ("saving", saved, quiet[1]),
    ):
        say(f"{what} meanwhile, p95 of {len(ours)}, against without an import",
            ours=percentile(ours, 0.95), bare=percentile(bare, 0.95), bar="<= 150 ms")  # fmt: skip
    say_alone("that import, for a person who works meanwhile", ours=took, bar="apart", unit=" s")


def _work(bench: Workbench, going_on: Callable[[], bool]) -> tuple[list[float], list[float]]:
    """Open article after article, edit it and save, as long as something goes on."""
    opened: list[float] = []
    saved: list[float] = []
    while going_on():
        number = len(opened)
        opened.append(timed(lambda: _open(bench, number % ARTICLES + 1)))  # noqa: B023
        saved.append(timed(lambda: _save(bench, f"words {number}")))  # noqa: B023
    return opened[1:] or opened, saved[1:] or saved


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
    bench.saving.save()
    until(lambda: not bench.saving.running)


class _AtHand(Parsers):
    """Parsers that have read everything before the clock runs."""

    def __init__(self, files: Path) -> None:
        super().__init__(1)
        self._read = [
            (source, parse_bytes(read_source(source), source.name))
            for source in find_files([files])
            if isinstance(source, SourceFile)
        ]

    def map(
        self,
        files: Iterable[SourceFile],
        cancel: threading.Event,
        *,
        options: ReadOptions = NO_OPTIONS,
        max_bytes: int | None = None,
    ) -> Iterator[tuple[SourceFile, Read | CuratorError]]:
        for source, read in self._read:
            yield source, _read_again(source, read)


def _read_again(source: SourceFile, article: Read) -> Read:
    """The article with the bytes read and both digests made now, as its import makes them."""
    if not isinstance(article, ParsedArticle):
        return article
    data = read_source(source)
    now = {
        "original": data,
        "original_sha256": digest(data),
        "text_sha256": digest(article.body.encode("utf-8")),
    }
    for name, value in now.items():
        # A copy of the article would be this bench's own work, counted as the program's.
        object.__setattr__(article, name, value)
    return article


def _against_raw(folder: Path) -> None:
    files = write_files(folder / "many", MANY)
    bare, ours = [], []
    with _AtHand(files) as at_hand:
        for number in range(3):
            bare.append(_worked(lambda: _raw(files, folder / f"raw{number}.sqlite")))  # noqa: B023
            path = folder / f"many{number}.curator"
            registry = Registry.open(path, author=AUTHOR, create=True)
            ours.append(_worked(lambda: _import(registry, files, at_hand)))  # noqa: B023
            registry.close()
    what = f"import of {MANY} text files"
    say(f"{what} that are parsed, against raw sqlite3 with FTS5", ours=median(ours),
        bare=median(bare), bar="<= 1.5", unit=" s")  # fmt: skip
    registry = Registry.open(folder / "parsed.curator", author=AUTHOR, create=True)
    took = timed(lambda: import_paths(registry, [files], author=AUTHOR)) / 1e3
    registry.close()
    say_alone("... with parsing in two children, by the clock", ours=took, bar="apart", unit=" s")


def _import(registry: Registry, files: Path, parsers: Parsers) -> None:
    bring_in(registry, stage(registry, [files], author=AUTHOR, parsers=parsers))
    feed_fulltext(registry)


def _worked(work: Callable[[], object]) -> float:
    """Seconds of this process's processor time."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _duplicates(folder: Path) -> None:
    files = write_files(folder / "looked at", LOOKED_AT)
    registry = Registry.open(folder / "looked at.curator", author=AUTHOR, create=True)
    bring_in(registry, stage(registry, [files], author=AUTHOR))
    took = _worked(lambda: feed_duplicates(registry)) * 1e3
    registry.close()
    say_alone(f"looking for duplicates of {LOOKED_AT} articles, each", ours=took / LOOKED_AT,
        bar="apart")  # fmt: skip


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


def write_files(folder: Path, number: int) -> Path:
    """So many articles of 2.7 kB, of words that are as frequent as words are.

    In abstracts 430 words are 203 different ones, 50,000 are 6,900, 200,000 are 14,500 and 800,000
    are 29,000 (4,277 texts of public corpora); here 206, 6,600, 16,000 and 35,000.
    """
    folder.mkdir()
    chance = random.Random(number)
    found = ("".join(chance.choices(SYLLABLES, k=chance.randrange(1, 5))) for _ in repeat(None))
    words = list(dict.fromkeys(islice(found, 5 * VOCABULARY)))[:VOCABULARY]
    weights = list(accumulate(1 / (rank + 3) ** 1.3 for rank in range(1, len(words) + 1)))
    for place in range(number):
        some = chance.choices(words, cum_weights=weights, k=460)
        lines = [" ".join(some[at : at + 46]).capitalize() + "." for at in range(0, 460, 46)]
        title = f"Article {place} on {' '.join(chance.choices(words, k=5))}"
        (folder / f"{place:06}.txt").write_text("\n\n".join((title, *lines)), encoding="utf-8")
    return folder
