"""Suggesting for 5 kB of articles, all rules, against a bare look-up of their word groups.

Told twice: for articles that differ, each seen once, as when a curator opens one after the other;
and for the same five again and again, where what was worked out of a sentence is remembered.  Each
size of vocabulary has a process of its own, so that nothing is remembered from the one before.

The bare thing cuts the words out by one pattern and looks groups of up to six up in a dictionary.
The names of installed vocabularies are invented words; those of the program are real.
"""

from __future__ import annotations

import gc
import json
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from curator.data import data_path
from curator.domain.forms import Form, form_from_json
from curator.domain.terms import Synonym, TermRow
from curator.ingest.texts import parse_text
from curator.services.installed_vocabularies import InstalledVocabularies
from curator.services.registry import template_declaration
from curator.services.suggesting_here import Readable, Rules, readable
from curator.services.vocabularies import Vocabularies
from curator.store.vocabulary_building import VocabularyBuilder
from curator.suggest.caseless import Caseless
from tests.bench.figures import say

FEW: Final = 100_000
MANY: Final = 3_000_000
SIZE: Final = 5_000
ROUNDS: Final = 15
GROUP: Final = 6
BATCH: Final = 5_000
ARTICLES: Final = Path(__file__).parents[1] / "suggest" / "gold" / "articles.jsonl"
_WORD: Final = re.compile(r"\w+")


def main() -> None:
    for count, bar in ((0, "apart"), (FEW, "<= 15 ms"), (MANY, "<= 25 ms")):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            figures = alone.submit(_figures, count).result()
        for kind, (ours, bare) in figures.items():
            say(f"suggest for 5 kB, {count:,} names, {kind}", ours=ours, bare=bare, bar=bar)


def _figures(count: int) -> dict[str, tuple[float, float]]:
    """Milliseconds of the processor for 5 kB, ours and the bare thing's."""
    form = form_from_json(template_declaration())
    same = [_of_size(text) for text in _texts()]
    others = [readable(parse_text(text)) for text in _different()]
    names = _dictionary()
    with tempfile.TemporaryDirectory() as name:
        here = InstalledVocabularies(Path(name))
        if count:
            _install(here, names=count)
        rules = Rules(Vocabularies(data_path("resources", "vocabularies"), installed=here))
        _all(rules, same, form=form)
        _compile_patterns()
        ours = partial(_all, rules, form=form)
        size = sum(len(one.body) for one in others)
        return {
            "different": (
                _once(partial(ours, others)) * SIZE / size,
                _once(partial(_look_up, others, names)) * SIZE / size,
            ),
            "repeated": (
                _worked(partial(ours, same), len(same)),
                _worked(partial(_look_up, same, names), len(same)),
            ),
        }


def _compile_patterns() -> None:
    """Some are compiled when they are first used: a cost of the program, not of an article."""
    for one in gc.get_objects():
        if isinstance(one, Caseless):
            one.search("")
            one.fullmatch("")


def _different() -> list[str]:
    lines = ARTICLES.read_text(encoding="utf-8").split("\n")
    return [json.loads(line)["text"] for line in lines if line]


def _texts() -> list[str]:
    folder = data_path("seeds")
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]


def _of_size(text: str) -> Readable:
    """The text, repeated or cut to 5 kB."""
    return readable(parse_text((f"{text}\n\n" * (SIZE // len(text) + 1))[:SIZE]))


def _all(rules: Rules, articles: list[Readable], *, form: Form) -> None:
    for article in articles:
        rules.suggest(article, form)


def _dictionary() -> frozenset[str]:
    return frozenset(islice(_names(random.Random(1)), FEW))


def _look_up(articles: list[Readable], names: frozenset[str]) -> int:
    found = 0
    for article in articles:
        words = _WORD.findall(article.body.lower())
        for first in range(len(words)):
            key = words[first]
            found += key in names
            for word in words[first + 1 : first + GROUP]:
                key = f"{key} {word}"
                found += key in names
    return found


def _once(work: Callable[[], object]) -> float:
    """Milliseconds of the processor for one call."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1e3


def _worked(work: Callable[[], object], articles: int) -> float:
    """Milliseconds of the processor for one article, of the middle round."""
    return statistics.median(_once(work) / articles for _ in range(ROUNDS))


def _names(chance: random.Random) -> Iterator[str]:
    starts = "b c d f g h l m n p r s t v st tr pl".split()
    while True:
        yield " ".join(
            "".join(chance.choice(starts) + chance.choice("aeiou") for _ in range(3))
            for _ in range(chance.randint(1, 4))
        )


def _install(here: InstalledVocabularies, *, names: int) -> None:
    """That many names in one vocabulary of organisms."""
    path = here.path("taxa", "1")
    path.parent.mkdir(parents=True)
    builder, source = VocabularyBuilder(path, role="organisms"), _names(random.Random(1))
    gc.disable()
    for first in range(0, names // 2, BATCH):
        pairs = islice(zip(source, source, strict=False), BATCH)
        builder.add(
            TermRow(f"NCBITaxon:{number}", one, (Synonym(two),))
            for number, (one, two) in enumerate(pairs, start=first)
        )
    builder.finish(own="NCBITaxon", said={"name": "taxa", "release": "1"})
    builder.close()
    gc.enable()
    here.use("taxa", "1")


if __name__ == "__main__":
    main()
