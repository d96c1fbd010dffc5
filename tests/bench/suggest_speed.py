"""Suggesting for one article of 5 kB, all rules, against a bare look-up of its word groups.

The bare thing cuts the words out by one pattern and looks groups of up to six up in a dictionary.
The names of installed vocabularies are invented words; those of the program are real.
"""

from __future__ import annotations

import gc
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
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
from tests.bench.figures import say

FEW: Final = 100_000
MANY: Final = 3_000_000
SIZE: Final = 5_000
ROUNDS: Final = 15
GROUP: Final = 6
BATCH: Final = 5_000
_WORD: Final = re.compile(r"\w+")


def main() -> None:
    form = form_from_json(template_declaration())
    articles = [_of_size(text) for text in _texts()]
    names = _dictionary()
    bare = _worked(partial(_look_up, articles, names), len(articles))
    with tempfile.TemporaryDirectory() as name:
        for count, bar in ((0, "apart"), (FEW, "<= 15 ms"), (MANY, "<= 25 ms")):
            here = InstalledVocabularies(Path(name, str(count)))
            if count:
                _install(here, names=count)
            known = Vocabularies(data_path("resources", "vocabularies"), installed=here)
            rules = Rules(known)
            _all(rules, articles, form=form)
            ours = _worked(partial(_all, rules, articles, form=form), len(articles))
            said = f"suggest for 5 kB, program's names and {count:,}"
            say(said, ours=ours, bare=bare, bar=bar)


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


def _worked(work: Callable[[], object], articles: int) -> float:
    """Milliseconds of the processor for one article, of the middle round."""
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        times.append((time.process_time() - begun) * 1e3 / articles)
    return statistics.median(times)


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
