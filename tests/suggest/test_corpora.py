"""Terms in real texts, against what people marked there."""

from __future__ import annotations

import pytest

from tests.shared_data import needs_shared
from tests.suggest.corpora import CORPORA, Corpus, lines, score, tagged


@needs_shared
@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus.name)
def test_phrases_are_found_as_people_mark_them(corpus: Corpus) -> None:
    """On every third text: ``python -m tests.bench tagging`` tells of all."""
    rows = lines(corpus)[::3]
    reached = score(corpus, rows, found=tagged(corpus, rows))
    assert reached.f >= corpus.bar, f"{corpus.name}: {reached}"
