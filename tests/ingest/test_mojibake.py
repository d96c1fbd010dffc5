"""Text that was spoilt before it came here is named and left as it is."""

from __future__ import annotations

import time

import pytest

from curator.ingest.mojibake import mojibake_of
from curator.ingest.parse import parse_bytes, parse_file
from curator.ingest.values import ParsedArticle, ReadOptions
from tests.ingest.pages import CLEAN, FLATTENED
from tests.shared_data import SHARED, needs_shared


def spoilt(text: str) -> str:
    return text.encode().decode("windows-1252", "ignore")


def test_spoilt_words_are_counted_and_shown_and_kept() -> None:
    text = "The naïve cells secreted IFN‑γ at 5 µm – “a surprise”, they said."
    article = parse_bytes(spoilt(text).encode(), "a.txt")
    assert article.body == spoilt(text)
    sentence = article.made_by["mojibake"]
    assert "“naÃ¯ve” for “naïve”" in sentence
    assert "words look as if decoded wrongly" in sentence
    assert "left as it is" in sentence


def test_a_page_is_looked_at_too() -> None:
    page = f"<html><body><p>{spoilt('Größe und Zweifel über Zellen')}</p></body></html>"
    assert "“GrÃ¶ÃŸe” for “Größe”" in parse_bytes(page.encode(), "a.html").made_by["mojibake"]


@pytest.mark.parametrize(
    "text",
    [
        CLEAN,
        FLATTENED,
        "Größe, naïve, São Paulo, Ångström, 10 µm ± 5 °C, p ≤ 0.05, IFN‑γ, α‑SMA, l’été, “words”.",
        "Клетки убивают опухоль. 嵌合抗原受体 T 细胞疗法。 κύτταρα Τ, naïve",
        "1×10⁷ cells/kg, CD8⁺ T cells¹˒²",
    ],
)
def test_good_text_is_not_suspected(text: str) -> None:
    assert mojibake_of(text) == {}


@needs_shared
def test_real_texts_are_not_suspected() -> None:
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        assert mojibake_of(path.read_text(encoding="utf-8")) == {}, path.name


def test_it_takes_no_time() -> None:
    started = time.process_time()
    mojibake_of("Ã" * 5_000_000)
    mojibake_of(spoilt("naïve “x” – ") * 100_000)
    assert time.process_time() - started < 10


def test_the_right_encoding_chosen_by_hand_takes_it_away() -> None:
    data = "Größe – “naïve”".encode()
    (wrong,) = parse_file(data, "a.txt", options=ReadOptions(encoding="windows-1252"))
    (right,) = parse_file(data, "a.txt", options=ReadOptions(encoding="utf-8"))
    assert isinstance(wrong, ParsedArticle)
    assert isinstance(right, ParsedArticle)
    assert "mojibake" in wrong.made_by
    assert "mojibake" not in right.made_by
    assert right.body == "Größe – “naïve”"
