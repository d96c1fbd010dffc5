"""Vocabularies: loading against a bare line reader, and looking up among three million names.

The bare reader unpacks, decodes and cuts each line at its colon; seconds are those that the
processor worked, as other programs' work must not count on either side.  The synthetic OBO has a
name for each two hundred bytes, as the Cell and the Disease Ontology have; real taxa have one for
each hundred and twenty.  The three million names
are made of invented words, with as many as real taxa share.
"""

from __future__ import annotations

import gc
import json
import random
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate, islice
from pathlib import Path
from typing import Final

from curator.domain.names import key_of, words_of
from curator.domain.terms import Synonym, TermRow
from curator.services.installed_vocabularies import InstalledVocabularies
from curator.services.vocabularies import Vocabularies
from curator.store.vocabulary_building import VocabularyBuilder
from tests.bench.figures import say, say_alone, timed
from tests.shared_data import SHARED

NAMES: Final = 3_000_000
OBO_BYTES: Final = 60_000_000
BATCH: Final = 5_000
REAL: Final = ("cl-basic-*.obo.gz", "ncbitaxon-taxslim-*.obo.gz")
TYPED: Final = ("m", "mo", "bacterium", "uncultured b", "sp", "virus 12", "a", "t")
ERRORS: Final = ("uncultured bacterum", "uncultrued virus", "bacteriun", "fugnus")
CALLS: Final = 9
ARTICLE: Final = 5_000


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for pattern in REAL:
            for path in (SHARED / "ontologies").glob(pattern):
                _load(path, folder)
        _load(_synthetic(folder / "synthetic.obo"), folder)
        _look_up(_millions(folder / "many"))


def _load(path: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "tests.bench.vocabulary_driver", str(path)]
    done = subprocess.run([*command, str(folder / path.stem)], check=True, capture_output=True)
    found = json.loads(done.stdout)
    kept = f"{path.name[:30]}, {found['names']} names"
    bare = found["bare"]
    say(f"read {kept}", ours=found["read"], bare=bare, bar="apart", unit="s")
    say(f"install {kept}", ours=found["install"], bare=bare, bar="<= 10", unit="s")
    say_alone("  memory", ours=found["MB"], bar="<= 500 MB", unit="MB")


def _synthetic(path: Path) -> Path:
    chance, words = random.Random(4), _words(30_000)
    # As in any language, the n-th word is used one n-th as often as the first.
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    parts = ["format-version: 1.2\ndata-version: 2026-01-01\nontology: syn\n\n"]
    size = number = 0
    with path.open("w", encoding="utf-8") as sink:
        while size < OBO_BYTES:
            number += 1
            parts.append(_stanza(number, chance, words=words, weights=weights))
            if number % BATCH == 0:
                size += sink.write("".join(parts))
                parts.clear()
        sink.write("".join(parts))
    return path


def _stanza(number: int, chance: random.Random, *, words: list[str], weights: list[float]) -> str:
    def name() -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(1, 4)))

    references = "".join(f"xref: {one}:{number * 7}\n" for one in ("UMLS_CUI", "MESH", "NCI"))
    return (
        f"[Term]\nid: SYN:{number:07d}\nname: {name()}\nnamespace: synthetic_ontology\n"
        f'def: "A {name()} that is a {name()} with {name()}, and has {name()} in its {name()}." '
        f"[url:https\\://example.org/{number}, PMID:{number * 3}]\nsubset: slim_{number % 9}\n"
        f'synonym: "{name()}" EXACT []\nsynonym: "{name()}" RELATED [SYN:x]\n{references}'
        f"is_a: SYN:{number // 7:07d} ! {name()}\nis_a: SYN:{number // 11:07d} ! {name()}\n\n"
    )


def _words(count: int) -> list[str]:
    chance = random.Random(7)
    starts = "b c d f g h l m n p r s t v st tr pl".split()
    made = (
        "".join(chance.choice(starts) + chance.choice("aeiou") for _ in range(chance.randint(2, 5)))
        for _ in range(count)
    )
    return sorted(set(made))


def _names(chance: random.Random, words: list[str]) -> Iterator[str]:
    kinds = ("bacterium", "virus", "fungus")
    while True:
        first, second = chance.choices(words, k=2)
        yield f"{first.capitalize()} {second}"
        yield f"{first.capitalize()} sp. {second[:3].upper()}{chance.randint(1, 9_999)}"
        yield f"uncultured {first} {chance.choice(kinds)} {chance.randint(1, 99_999)}"


def _millions(folder: Path) -> InstalledVocabularies:
    names = _names(random.Random(1), _words(400_000))
    here = InstalledVocabularies(folder)
    path = here.path("taxa", "2026-01-01")
    path.parent.mkdir(parents=True)
    builder = VocabularyBuilder(path, role="organisms")
    gc.disable()
    for first in range(0, NAMES // 2, BATCH):
        rows = zip(range(first, first + BATCH), names, names, strict=False)
        builder.add(
            TermRow(f"NCBITaxon:{n}", one, (Synonym(two),), (f"NCBITaxon:{n // 7}",))
            for n, one, two in islice(rows, BATCH)
        )
    builder.finish(own="NCBITaxon", said={"name": "taxa", "release": "2026-01-01"})
    builder.close()
    gc.enable()
    here.use("taxa", "2026-01-01")
    return here


def _look_up(here: InstalledVocabularies) -> None:
    none = Path(here.folder, "none")
    none.mkdir()
    known = Vocabularies(none, installed=here)
    opened = timed(lambda: InstalledVocabularies(here.folder).active())
    say_alone(f"start with {NAMES} names", ours=opened, bar="<= 20")
    used = Counter({f"NCBITaxon:{number * 997}": number for number in range(1, 400)})

    def typed(words: str) -> object:
        return known.suggest("organisms", words, used=used)

    def mistyped(words: str) -> object:
        return known.suggest_similar("organisms", words)

    _typing("type-ahead, slowest of the middle calls", typed, given=TYPED, bar="<= 30")
    _typing("the same with typing errors", mistyped, given=ERRORS, bar="<= 150")
    names, keys = known.names_for("organisms"), _article_keys()
    times = [timed(lambda: names.lookup(keys)) for _ in range(CALLS)]
    said = f"look {len(keys)} word groups of a 5 kB article up"
    say_alone(said, ours=statistics.median(times), bar="a few")


def _typing(what: str, work: Callable[[str], object], *, given: tuple[str, ...], bar: str) -> None:
    first = [timed(partial(work, words)) for words in given]
    medians = [
        statistics.median(timed(partial(work, words)) for _ in range(CALLS)) for words in given
    ]
    say_alone(what, ours=max(medians), bar=bar)
    say_alone("  the very first call of any of them", ours=max(first), bar="apart")


def _article_keys() -> set[str]:
    chance, words = random.Random(3), _words(2_000)
    text = ""
    while len(text) < ARTICLE:
        text += " ".join(chance.choices(words, k=14)).capitalize() + ". "
    read = words_of(text[:ARTICLE])
    return {
        key_of(read[first:last])
        for first in range(len(read))
        for last in range(first + 1, min(first + 6, len(read)) + 1)
    }
