"""What an article says, as words with their places: the same words tell two articles alike."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, NamedTuple

from curator.ingest.values import Block

_WORD: Final = re.compile(r"[^\W_]+(?:['’‑-][^\W_]+)*")
_SENTENCE_ENDS: Final = frozenset(".!?:;•\n")
_READ: Final = frozenset(("main", "heading", "title", "list"))
LONGEST: Final = 200_000
"""Characters of an article that are compared; a longer one is told by its beginning."""
SHINGLE: Final = 4
"""Words that stand side by side in a shingle."""
OPENING: Final = 160
"""Words in which an article says what it is about."""
SKETCH: Final = 16
"""Smallest shingle hashes kept: of two texts that share a third, one is in both with p = .998."""

STOP: Final = frozenset(
    "the of and in to a is that for with as on was were by are be this from at or an it which have"
    " has had not but they their them its we our these those can may been also than more most such"
    " other who will would into between both during after before about all one two however while"
    " when where i there he she his her you your said says new how what out up so if no over only"
    " using used use could should s t".split()
)
GENERIC: Final = frozenset(
    "study studies trial trials result results research researcher researchers scientist scientists"
    " patient patients treatment treatments therapy therapies approach approaches team group groups"
    " finding findings cancer disease diseases clinical effect effects effective method methods"
    " data analysis significant significantly people women men year years month months day days"
    " week weeks cell cells compared conclusion conclusions background objective purpose increase"
    " increased high higher low lower risk primary versus received randomized randomised control"
    " placebo outcome outcomes rate rates total response including percent million say told".split()
)
"""Words that nearly every report of a study has; they say little of which study it is."""
_GENERIC_WEIGHT: Final = 0.4


class Word(NamedTuple):
    """A word in lower case and where it stands; ``shown`` as written.

    A tuple, because there are some hundred of it in each article and a dataclass takes longer.
    """

    folded: str
    shown: str
    start: int
    end: int
    begins: bool
    """Whether it begins a sentence or line."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The main text of an article, as words.

    Attributes:
        words: In their order, with offsets in the body.
        shingles: Hashes of ``SHINGLE`` words side by side, with the place of the first of each.
        opening: Weights of the telling words with which it begins.
        digest: SHA-256 of all words; equal where only layout, case or furniture differ.
    """

    words: tuple[Word, ...]
    shingles: Mapping[int, int]
    opening: Mapping[str, float]
    digest: str


def wording_of(body: str, blocks: Sequence[Block]) -> Wording:
    """Of the main text; of the whole body where nothing is marked as main text."""
    words = tuple(_words(body, blocks))
    folded = [word.folded for word in words]
    joined = " ".join(folded).encode("utf-8")
    return Wording(
        words=words,
        shingles=_shingles(folded, joined),
        opening=_weights(folded[:OPENING]),
        digest=hashlib.sha256(joined).hexdigest(),
    )


def sketch(wording: Wording) -> list[int]:
    """The smallest hashes of its shingles: texts that share many share one of these."""
    return sorted(wording.shingles)[:SKETCH]


def _shingles(folded: Sequence[str], joined: bytes) -> dict[int, int]:
    """Hash of each shingle, which is a slice of all words in UTF-8, and its first place."""
    sizes = map(len, folded if joined.isascii() else (word.encode("utf-8") for word in folded))
    starts = list(accumulate((size + 1 for size in sizes), initial=0))
    ends = starts[SHINGLE:]
    keys = [zlib.crc32(joined[start : end - 1]) for start, end in zip(starts, ends, strict=False)]
    # The last one to be put in stays, and is the first one of the text.
    return dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))


def _words(body: str, blocks: Sequence[Block]) -> Iterator[Word]:
    read = [(one.start, one.end) for one in blocks if one.kind in _READ]
    last = 0
    for start, end in read or [(0, len(body))]:
        begins = True
        for found in _WORD.finditer(body, start, min(end, LONGEST)):
            at, to = found.span()
            if not begins and at - last > 1:
                begins = not _SENTENCE_ENDS.isdisjoint(body[last:at])
            shown = found.group()
            folded = shown.casefold()
            if not shown.isalnum():
                folded = folded.replace("’", "'").replace("‑", "-").removesuffix("'s")
            yield Word(folded, shown, at, to, begins)
            begins, last = False, to


def stem(word: str) -> str:
    """The word without its commonest endings; crude on purpose, the same on both sides."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)]
    return word


def phrases(words: Sequence[Word]) -> dict[tuple[str, str], tuple[int, int]]:
    """Pairs of telling words that follow each other, with the span of the first of each."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    before: Word | None = None
    for word in words:
        if word.begins:
            before = None
        if word.folded in STOP:
            continue
        if before is not None:
            pair = (stem(before.folded), stem(word.folded))
            found.setdefault(pair, (before.start, word.end))
        before = word
    return found


def _weights(folded: Sequence[str]) -> dict[str, float]:
    counts = Counter(word for word in folded if word not in STOP and len(word) > 2)
    weights: dict[str, float] = {}
    for word, count in counts.items():
        weight = min(count, 3) * (_GENERIC_WEIGHT if word in GENERIC else 1.0)
        weights[stem(word)] = weights.get(stem(word), 0.0) + weight
    return weights
