"""How the weights of ``curator.ingest.furniture`` are made, and how they fare on pages not seen.

Two logistic regressions (L2). The second learns from the guesses of the first on pages that this
had not seen. Besides the saved pages, both learn from made ones: the article of one in the
furniture of another, so that they cannot learn which articles stand in which furniture; and pages
with a ticker of another page's sentences put above the article.

It needs numpy, which is none of the project's dependencies.
"""

from __future__ import annotations

import gzip
import importlib
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlsplit

from curator.ingest.furniture import weigh
from curator.ingest.line_features import Line, features, take_apart
from curator.ingest.page_features import page_features
from tests.shared_data import SHARED

PAGES: Final = SHARED / "boilerplate" / "lines.jsonl.gz"
STRENGTHS: Final = (0.02, 0.03)
"""The inverse of the penalty on the weights of each pass."""
POWER: Final = 0.7
"""A line weighs as much as its characters to this power."""
MOVED: Final = 4
"""How often each article is moved into the furniture of another page."""
MADE_WEIGHT: Final = 0.5
"""How much a made page counts beside a saved one."""
INNER: Final = 5
_STEPS: Final = 8
_SECOND_LEVEL: Final = ("co", "com", "ac", "org")

Weights = tuple[float, ...]


@dataclass(frozen=True)
class Page:
    """A page whose lines are labelled.

    Attributes:
        key: Its id; empty for a made one.
        sites: Of which sites its lines are.
        texts: Its non-blank lines.
        labels: Whether each is the article's.
        weight: How much it counts in training.
    """

    key: str
    sites: frozenset[str]
    texts: Sequence[str]
    labels: Sequence[bool]
    weight: float = 1.0

    @cached_property
    def lines(self) -> Sequence[Line]:
        return [take_apart(text) for text in self.texts]

    @cached_property
    def looks(self) -> list[list[float]]:
        return features(self.lines)

    def labelled(self) -> list[tuple[str, bool]]:
        return list(zip(self.texts, self.labels, strict=True))

    def article(self) -> slice:
        """From the article's first line to its last."""
        own = [at for at, label in enumerate(self.labels) if label]
        return slice(own[0], own[-1] + 1)


def site_of(url: str) -> str:
    """The host without its subdomains, so that two of one publisher's pages are kept together."""
    parts = (urlsplit(url).hostname or url).split(".")
    long = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in _SECOND_LEVEL
    return ".".join(parts[-3:] if long else parts[-2:])


def saved_pages() -> list[Page]:
    with gzip.open(PAGES, "rt", encoding="utf-8") as source:
        rows = [json.loads(row) for row in source]
    return [
        Page(
            key=row["id"],
            sites=frozenset((site_of(row["url"]),)),
            texts=[line["text"] for line in row["lines"]],
            labels=[bool(line["label"]) for line in row["lines"]],
        )
        for row in rows
    ]


def made_pages(pages: Sequence[Page], seed: int = 0) -> Iterator[Page]:
    """Articles in the furniture of another site, and pages with another's sentences as ticker."""
    chance = random.Random(seed)
    whole = [page for page in pages if sum(page.labels) >= 4]
    for make in (_moved,) * MOVED + (_with_ticker,):
        for frame in whole:
            other = chance.choice(whole)
            if frame.sites.isdisjoint(other.sites):
                yield make(frame, other, chance)


def _made(frame: Page, other: Page, lines: Sequence[tuple[str, bool]]) -> Page:
    return Page(
        key="",
        sites=frame.sites | other.sites,
        texts=[text for text, _ in lines],
        labels=[label for _, label in lines],
        weight=MADE_WEIGHT,
    )


def _moved(frame: Page, other: Page, _chance: random.Random) -> Page:
    """The article of one page in the furniture of another."""
    out, put = frame.article(), other.article()
    lines = frame.labelled()
    return _made(frame, other, [*lines[: out.start], *other.labelled()[put], *lines[out.stop :]])


def _with_ticker(frame: Page, other: Page, chance: random.Random) -> Page:
    """One page, with sentences of another above the article, as somebody's words or bare."""
    own = " ".join(text for text, label in other.labelled() if label)
    sentences = [one for one in re.split(r"(?<=[.!?]) +", own) if 50 <= len(one) <= 230]
    first = chance.randrange(max(1, len(sentences) - 4))
    ticker = sentences[first : first + chance.randint(4, 14)]
    name = chance.choice(re.findall(r"[A-Z]\w+ [A-Z]\w+", own) or [""])
    prefix = f"{name}: " if name and chance.random() < 0.5 else ""
    at = max(0, frame.article().start - chance.randint(0, 12))
    lines = frame.labelled()
    added = [(prefix + one, False) for one in ticker]
    return _made(frame, other, [*lines[:at], *added, *lines[at:]])


def folds(pages: Sequence[Page], count: int, *, seed: int) -> Mapping[str, int]:
    """A fold for each site, of about as many pages each."""
    sites = sorted({site for page in pages for site in page.sites})
    random.Random(seed).shuffle(sites)
    sizes = [0] * count
    found = {}
    for site in sites:
        fold = sizes.index(min(sizes))
        found[site] = fold
        sizes[fold] += sum(site in page.sites for page in pages)
    return found


def fit(pages: Sequence[Page], columns: Sequence[Any], *, strength: float) -> Weights:
    """Weights of one pass by Newton's method, with the scaling of the features folded in."""
    np = importlib.import_module("numpy")
    rows = np.concatenate([np.asarray(page).T for page in columns])
    wanted = np.concatenate([np.asarray(page.labels, float) for page in pages])
    weights = np.concatenate(
        [page.weight * np.asarray([len(text) for text in page.texts]) ** POWER for page in pages]
    )
    weights *= strength / weights.mean()
    middle, spread = rows.mean(0), rows.std(0)
    spread[spread < 1e-9] = 1
    scaled = np.hstack([np.ones((len(rows), 1)), (rows - middle) / spread]).astype(np.float32)
    penalty = np.ones(scaled.shape[1])
    penalty[0] = 1e-6
    found = np.zeros(scaled.shape[1])
    for _ in range(_STEPS):
        guess = 1 / (1 + np.exp(-np.clip(scaled @ found, -30, 30)))
        curve = (weights * np.maximum(guess * (1 - guess), 1e-5)).astype(np.float32)
        slope = scaled.T @ (weights * (guess - wanted)) + penalty * found
        found -= np.linalg.solve((scaled * curve[:, None]).T @ scaled + np.diag(penalty), slope)
    slopes = found[1:] / spread
    return (float(found[0] - slopes @ middle), *map(float, slopes))


def second_columns(page: Page, first: Weights) -> list[list[float]]:
    return page_features(weigh(first, page.looks), page.lines, looks=page.looks)


def train(pages: Sequence[Page], *, seed: int = 0) -> tuple[Weights, Weights]:
    """The weights of both passes."""
    fold = folds(pages, INNER, seed=seed)
    columns: dict[int, list[list[float]]] = {}
    for number in range(INNER):
        seen = [page for page in pages if all(fold[site] != number for site in page.sites)]
        first = fit(seen, [page.looks for page in seen], strength=STRENGTHS[0])
        for at, page in enumerate(pages):
            # A made page is of two sites, and judged by a pass that had not seen one of them.
            if any(fold[site] == number for site in page.sites) and at not in columns:
                columns[at] = second_columns(page, first)
    second = fit(pages, [columns[at] for at in range(len(pages))], strength=STRENGTHS[1])
    return fit(pages, [page.looks for page in pages], strength=STRENGTHS[0]), second


def scores_on_unseen(pages: Sequence[Page], *, count: int, seed: int) -> dict[str, list[float]]:
    """For each saved page the scores of weights that were made without any page of its site."""
    fold = folds(pages, count, seed=seed)
    made = list(made_pages(pages, seed))
    scores: dict[str, list[float]] = {}
    for number in range(count):
        seen = [
            page for page in (*pages, *made) if all(fold[site] != number for site in page.sites)
        ]
        first, second = train(seen, seed=seed)
        for page in pages:
            if any(fold[site] == number for site in page.sites):
                scores[page.key] = weigh(second, second_columns(page, first))
    return scores
