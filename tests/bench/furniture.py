"""Main text of flattened pages: figures on pages not seen, speed, and what is folded by mistake.

Cross-validated over the saved pages, those of one site together, for several assignments to folds.
This needs numpy (to train) beside the shared data; what is not there is said.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import statistics
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any, Final

from curator.ingest.furniture import chosen_lines, is_page, main_lines
from curator.ingest.lines import units_of
from curator.ingest.texts import parse_text
from tests.bench.figures import say_alone, timed_alone
from tests.bench.furniture_training import PAGES, Page, saved_pages, scores_on_unseen
from tests.shared_data import SHARED

FOLDS: Final = 6
SEEDS: Final = (0, 1, 2)
_CLEAN: Final = ("bc5cdr_test", "ebmnlp_test", "linnaeus_test", "evidence_inference_v2_subset")


def main() -> None:
    if not PAGES.exists():
        print("furniture: the saved pages are not here")
        return
    pages = saved_pages()
    if importlib.util.find_spec("numpy") is None:
        print("furniture: training and cross-validation need numpy, which is not installed")
    else:
        _cross_validate(pages)
    _speed(pages)
    _false_folding()


def _scorer() -> ModuleType:
    path = SHARED / "tools" / "score_furniture.py"
    spec = importlib.util.spec_from_file_location("score_furniture", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def _cross_validate(pages: Sequence[Page]) -> None:
    scorer = _scorer()
    with gzip.open(PAGES, "rt", encoding="utf-8") as source:
        lines = [json.loads(row) for row in source]
    with gzip.open(PAGES.with_name("ground_truth.json.gz"), "rt", encoding="utf-8") as source:
        bodies = json.load(source)
    of_lines, of_bodies = [], []
    for seed in SEEDS:
        scores = scores_on_unseen(pages, count=FOLDS, seed=seed)
        predicted = {page.key: _prediction(page, scores[page.key]) for page in pages}
        of_lines.append(scorer.score_lines(lines, predicted))
        of_bodies.append(scorer.score_bodies(bodies, predicted))
    for what, found, bar in (("lines", of_lines, ">= .92"), ("bodies", of_bodies, ">= .90")):
        figures = [scorer.f1(*one) for one in found]
        precision, recall = (statistics.mean(column) for column in zip(*found, strict=True))
        spread = statistics.pstdev(figures)
        print(
            f"{what} of pages not seen: P {precision:.3f}  R {recall:.3f}"
            f"  F {statistics.mean(figures):.3f} (+- {spread:.3f})  bar {bar}"
        )


def _prediction(page: Page, scores: Sequence[float]) -> Mapping[str, Any]:
    """As ``main_lines``, with other weights."""
    kept = chosen_lines(page.texts, scores) if is_page(page.texts) else main_lines(page.texts)
    body = "\n".join(text for text, is_kept in zip(page.texts, kept, strict=True) if is_kept)
    return {"labels": kept, "body": body}


def _speed(pages: Sequence[Page]) -> None:
    page = min(pages, key=lambda one: abs(len(one.texts) - 180))
    text = "\n".join(page.texts)
    lines = len(page.texts)
    say_alone(f"choosing the article of a page of {lines} lines",
        ours=_work_of(lambda: main_lines(page.texts)), bar="<= 15 ms")  # fmt: skip
    say_alone(
        "... all of its blocks and hints", ours=_work_of(lambda: parse_text(text)), bar="apart"
    )
    article = "\n".join(one for one, label in zip(page.texts, page.labels, strict=True) if label)
    say_alone("... of its article alone", ours=_work_of(lambda: parse_text(article)), bar="<= 2 ms")


def _work_of(work: Any) -> float:
    return min(timed_alone(work)[1] for _ in range(15))


def _false_folding() -> None:
    """The share of characters that are folded in texts without any furniture."""
    for corpus in _CLEAN:
        path = SHARED / "corpora" / f"{corpus}.jsonl.gz"
        with gzip.open(path, "rt", encoding="utf-8") as source:
            texts = [json.loads(row)["text"] for row in source][:100]
        total = folded = 0
        for text in texts:
            lines = [unit.text for unit in units_of(text)]
            kept = main_lines(lines)
            total += sum(map(len, lines))
            folded += sum(len(one) for one, is_kept in zip(lines, kept, strict=True) if not is_kept)
        print(f"folded in {len(texts)} texts of {corpus}: {folded / total:.2%}  bar 0 %")
