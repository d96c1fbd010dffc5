"""Terms that ``curator tag`` finds in corpora exactly as people marked them, and its time.

The rules were written looking at the odd texts of these halves; the even ones are reported apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from curator.domain.terms import Names
from curator.suggest.matcher import mentions
from tests.bench.figures import median, say_alone, timed_alone
from tests.shared_data import SHARED
from tests.suggest.corpora import CORPORA, Corpus, lines, names, score, tagged

_ARTICLE: Final = 5_000
_TIMES: Final = 40


def main() -> None:
    if not (SHARED / "corpora").exists():
        print("tagging: the corpora are not here")
        return
    for corpus in CORPORA:
        _score(corpus)
    _time()


def _score(corpus: Corpus) -> None:
    rows = lines(corpus)
    found = tagged(corpus, rows)
    print(f"{corpus.name:20} all   {score(corpus, rows, found=found)}  bar F >= {corpus.bar:.2f}")
    for name, half in (("odd", rows[0::2]), ("even", rows[1::2])):
        print(f"{'':20} {name:5} {score(corpus, half, found=found)}")


def _time() -> None:
    """One article against the ontologies of all roles that are here."""
    all_names: Mapping[str, Names] = {one.role: names(one.ontology) for one in CORPORA}
    text = "\n".join(row["text"] for row in lines(CORPORA[0]))[:_ARTICLE]
    times = [timed_alone(lambda: mentions(text, all_names))[1] for _ in range(_TIMES)]
    count = sum(len(names(ontology)) for ontology in {one.ontology for one in CORPORA})
    say_alone(f"find {count:,} names in an article of 5 kB", ours=median(times), bar="6 ms")
