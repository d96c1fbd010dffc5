"""Damaged files of every format, read by the real pool of children: nothing may get out or stop it.

The short form is a part of ``make test``; the long one is a gate, and prints a line per format.
"""

from __future__ import annotations

import json
import sys
import threading
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from random import Random
from typing import Any, Final

import pytest

from curator.domain.errors import CuratorError
from curator.ingest.parse import READERS
from curator.ingest.values import Failure, Note, ParsedArticle, SourceFile
from curator.ingest.workers import MEMORY, Parsers
from tests.faults.mutators import mutant
from tests.faults.seed_files import LARGEST, SMALL, made_seeds, seeds
from tests.faults.watched_child import MARK
from tests.ingest.test_real_files import assert_sound

KEYS: Final = tuple(sorted(READERS))
SHORT: Final = -(-2_000 // len(KEYS))
LONG: Final = -(-100_000 // len(KEYS))
SECONDS: Final = 5.0
MEGABYTES: Final = 512
COMMAND: Final = [sys.executable, "-P", "-m", "tests.faults.watched_child", str(MEMORY)]


@dataclass
class Figures:
    """What became of the damaged files of one format; the lists name the defects."""

    files: int = 0
    articles: int = 0
    failures: int = 0
    refused: int = 0
    unexpected: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    memory: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)
    slowest: float = 0.0
    megabytes: float = 0.0

    def take(self, name: str, result: object) -> None:
        """Count one answer about a file."""
        if isinstance(result, CuratorError):
            self.refused += 1
            self._refused(name, result.sentence)
        elif isinstance(result, Note) and result.sentence.startswith(MARK):
            self._seen(name, json.loads(result.sentence.removeprefix(MARK)))
        elif isinstance(result, ParsedArticle | Failure | Note):
            self.articles += isinstance(result, ParsedArticle)
            self.failures += isinstance(result, Failure)
            try:
                assert_sound(result)
            except AssertionError as error:
                line = traceback.extract_tb(error.__traceback__)[-1].line
                self.unsound.append(f"{name}: not so: {line}: {getattr(result, 'sentence', '')}")

    def _refused(self, name: str, sentence: str) -> None:
        if not sentence.endswith("."):
            self.unsound.append(f"{name}: no sentence: {sentence[:200]}")
        if "made the reader stop" in sentence:
            self.lost.append(name)
        if "longer than" in sentence and "to read and was given up" in sentence:
            self.slow.append(f"{name}: given up")
        if "makes no sense" in sentence:
            self.unexpected.append(f"{name}: {sentence[:300]}")

    def _seen(self, name: str, seen: dict[str, Any]) -> None:
        self.slowest = max(self.slowest, seen["seconds"])
        self.megabytes = max(self.megabytes, seen["megabytes"])
        if seen["seconds"] > SECONDS:
            self.slow.append(f"{name}: {seen['seconds']:.1f} s")
        if seen["megabytes"] > MEGABYTES or seen["memory"]:
            self.memory.append(f"{name}: {seen['megabytes']:.0f} MB")
        self.unexpected += [f"{name}: {one}" for one in seen["unexpected"]]
        self.tried += [f"{name}: {one}" for one in seen["tried"]]

    def defects(self) -> list[str]:
        lists = (self.unexpected, self.slow, self.memory, self.tried, self.lost, self.unsound)
        return [one for of_kind in lists for one in of_kind]

    def line(self, key: str) -> str:
        values = [getattr(self, one.name) for one in fields(self)]
        shown = [len(value) if isinstance(value, list) else round(value, 1) for value in values]
        return f"{key:12}" + "".join(f"{value:>11}" for value in shown)


HEADING: Final = f"{'format':12}" + "".join(f"{one.name:>11}" for one in fields(Figures))


def mutants(key: str, *, count: int, largest: int) -> Iterator[SourceFile]:
    """Damaged files of a format, the same each time: by number, so that one can be made again."""
    of_format = seeds(largest)[key]
    for number in range(count):
        chance = Random(f"{key} {largest} {number}")
        # Half of all from the smaller half, so that large files do not take all the time.
        seed = chance.choice(of_format[: -(-len(of_format) // 2)] if number % 2 else of_format)
        name = f"{number}-{seed.name}"
        data = mutant(seed.data, chance)
        yield SourceFile(b"", name, len(data), data)


def figures_of(parsers: Parsers, key: str, *, count: int, largest: int) -> Figures:
    figures = Figures(files=count)
    files = mutants(key, count=count, largest=largest)
    for source, result in parsers.map(files, threading.Event(), max_bytes=None):
        figures.take(source.name, result)
    return figures


@pytest.fixture(scope="module")
def parsers() -> Iterator[Parsers]:
    with Parsers(command=COMMAND) as pool:
        yield pool


def test_every_format_has_a_seed_that_is_read(parsers: Parsers) -> None:
    made = made_seeds()
    assert {seed.key for seed in made} == set(READERS)
    for seed in made:
        source = SourceFile(b"", seed.name, len(seed.data), seed.data)
        results = [one for _, one in parsers.map([source], threading.Event())]
        sealed = "sealed" in seed.name or seed.key == "mods"
        assert sealed or any(isinstance(one, ParsedArticle) for one in results), (seed, results)


@pytest.mark.parametrize("key", KEYS)
def test_no_damage_gets_out(parsers: Parsers, key: str) -> None:
    figures = figures_of(parsers, key, count=SHORT, largest=SMALL)
    assert figures.defects() == []
    assert figures.files <= figures.articles + figures.failures + figures.refused


@pytest.mark.gate
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("key", KEYS)
def test_no_damage_at_all_gets_out(key: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Parsers(2, command=COMMAND) as pool:
        figures = figures_of(pool, key, count=LONG, largest=LARGEST)
    with capsys.disabled():
        sys.stdout.write(f"\n{HEADING}\n{figures.line(key)}\n")
    assert figures.defects() == []
