"""Corpora whose spans are known, the ontologies they are tagged with, and the scores."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from curator.services.tagging import FileNames, Tagger, names_of_file
from tests.shared_data import SHARED

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus, its types of span that count, what it is tagged with, and the F to be reached."""

    name: str
    types: tuple[str, ...]
    role: str
    ontology: str
    bar: float


_CELLS: Final = "cell_ontology_v2025-12-17.labels-synonyms.jsonl.gz"
_TAXA: Final = "ncbitaxon-taxslim-2022-10-06.obo.gz"
_DISEASES: Final = "doid-2016-09-01.obo.gz"

CORPORA: Final = (
    Corpus("celllink_test", ("cell_phenotype",), "cells", _CELLS, 0.60),
    Corpus("craft_cl_test", ("cell_type",), "cells", _CELLS, 0.70),
    Corpus("craft_species_test", ("NCBITaxon",), "organisms", _TAXA, 0.88),
    Corpus("linnaeus_test", ("Species",), "organisms", _TAXA, 0.65),
    Corpus("ncbi_disease_test", ("Disease",), "diseases", _DISEASES, 0.50),
    Corpus("bc5cdr_test", ("Disease",), "diseases", _DISEASES, 0.52),
)


@dataclass(frozen=True, slots=True)
class Score:
    """Exact precision, recall and F, as ``../shared/tools/score_spans.py`` counts them."""

    precision: float
    recall: float

    @property
    def f(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F {self.f:.3f}"


@lru_cache(maxsize=4)
def names(ontology: str) -> FileNames:
    return names_of_file(SHARED / "ontologies" / ontology)


def lines(corpus: Corpus) -> list[dict[str, Any]]:
    path = SHARED / "corpora" / f"{corpus.name}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as source:
        return [json.loads(line) for line in source]


def tagged(corpus: Corpus, rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Span]]:
    """The spans found in each text, by its id."""
    tagger = Tagger({corpus.role: names(corpus.ontology)})
    return {
        row["id"]: list(dict.fromkeys((one.start, one.end) for one in tagger.tag(row["text"])))
        for row in rows
    }


def score(
    corpus: Corpus, rows: Sequence[Mapping[str, Any]], *, found: Mapping[str, Sequence[Span]]
) -> Score:
    right = wanted = got = 0
    for row in rows:
        gold = [(s["start"], s["end"]) for s in row["spans"] if s["type"] in corpus.types]
        wanted, got = wanted + len(gold), got + len(found[row["id"]])
        right += len(set(gold).intersection(found[row["id"]]))
    return Score(right / max(1, got), right / max(1, wanted))
