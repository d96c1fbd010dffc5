"""Blocks of text files: what is folded, what is kept, and that nothing is left out."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.errors import UnreadableInputError
from curator.ingest.lines import is_wrapped, line_units, units_of
from curator.ingest.parse import parse_bytes
from curator.ingest.texts import parse_text
from curator.ingest.values import BLOCK_KINDS, Block, ParsedArticle
from tests.ingest.pages import BODY, CLEAN, FLATTENED, HEADLINE, PARAGRAPHS
from tests.shared_data import SHARED, needs_shared


def assert_blocks_hold_all(article: ParsedArticle) -> None:
    at = 0
    for block in article.blocks:
        assert block.kind in BLOCK_KINDS
        assert at <= block.start < block.end <= len(article.body)
        assert not article.body[at : block.start].strip()
        at = block.end
    assert not article.body[at:].strip()


def block_at(article: ParsedArticle, words: str) -> Block:
    at = article.body.index(words)
    return next(block for block in article.blocks if block.start <= at < block.end)


def read(text: str, name: str = "page.txt") -> ParsedArticle:
    return parse_bytes(text.encode(), name)


def test_the_text_of_a_text_file_is_the_file_itself() -> None:
    article = read(FLATTENED)
    assert article.body == FLATTENED
    assert article.media_type == "text/plain"
    assert article.original == FLATTENED.encode()


def test_a_flattened_page_is_folded_around_its_article() -> None:
    article = read(FLATTENED)
    assert_blocks_hold_all(article)
    assert article.title == HEADLINE
    assert block_at(article, HEADLINE).kind == "title"
    for paragraph in PARAGRAPHS:
        assert block_at(article, paragraph).kind == "main"
    assert block_at(article, "By Ada Grey").kind == "caption"
    folded = {
        "Home": "site navigation",
        "Storm closes": "other stories",
        "Facebook": "share buttons",
        "© 2024": "footer",
    }
    for words, name in folded.items():
        block = block_at(article, words)
        assert (block.kind, block.name) == ("furniture", name)


def test_a_clean_text_is_not_folded() -> None:
    assert {block.kind for block in read(CLEAN).blocks} == {"title", "main"}


def test_a_ticker_above_the_headline_is_folded() -> None:
    ticker = "\n".join(
        f"Minister Holm: The {what} of the north will not be closed before the end of {when}."
        for what, when in zip(
            ["ports", "mines", "roads", "schools", "farms"],
            ["May", "June", "July", "autumn", "winter"],
            strict=True,
        )
    )
    article = read(FLATTENED.replace(HEADLINE, f"BREAKING\n{ticker}\n{HEADLINE}"))
    assert_blocks_hold_all(article)
    assert article.title == HEADLINE
    for words in ("The ports of", "The schools of", "The farms of"):
        assert block_at(article, words).kind == "furniture"
    for paragraph in PARAGRAPHS:
        assert block_at(article, paragraph).kind == "main"


def test_sentences_one_to_a_line_are_not_folded() -> None:
    sentences = [f"{one.strip()}." for one in BODY.replace("\n", " ").split(".") if one.strip()]
    article = read("\n".join([HEADLINE, "Results", *sentences, "Funding", "None was received."]))
    assert_blocks_hold_all(article)
    assert "furniture" not in {block.kind for block in article.blocks}


@pytest.mark.parametrize("text", ["One line.", "a", "IL-12\nPD-1\nCTLA-4", "  • x\n  • y"])
def test_short_notes_are_kept(text: str) -> None:
    article = read(text)
    assert_blocks_hold_all(article)
    assert "furniture" not in {block.kind for block in article.blocks}


def test_lines_of_a_wrapped_text_are_judged_as_paragraphs() -> None:
    words = " ".join(PARAGRAPHS).split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 68:
            lines.append(line.strip())
            line = ""
        line += f" {word}"
    text = "\n".join([*lines, line.strip()])
    assert is_wrapped(line_units(text))
    assert len(units_of(text)) == 1
    assert not is_wrapped(line_units(FLATTENED))
    assert [block.kind for block in read(text).blocks] == ["main"]


def test_markdown_kinds_follow_its_marks() -> None:
    text = (
        f"# {HEADLINE}\n\n{PARAGRAPHS[0]}\n\n## Methods\n\n- mice\n- cells\n\n| a | b |\n|---|---|"
    )
    article = read(text, "note.md")
    assert article.media_type == "text/markdown"
    assert article.title == HEADLINE
    assert [block.kind for block in article.blocks] == [
        "title",
        "main",
        "heading",
        "list",
        "list",
        "table",
    ]


@given(st.text(st.sampled_from("ab .•\n\t-#|©\u2028\x85\U0001f600e\u0301"), max_size=200))
def test_blocks_hold_every_character_of_any_text(text: str) -> None:
    try:
        article = parse_text(text)
    except UnreadableInputError:
        assert not text.strip()
        return
    assert article.body == text
    assert_blocks_hold_all(article)


def test_offsets_of_a_given_text_count_in_it_as_it_is() -> None:
    text = "First line of it.\r\nSecond \ud800 line\0."
    article = parse_text(text)
    assert len(article.body) == len(text)
    assert (article.replacements, article.nul_replaced) == (1, 1)
    assert_blocks_hold_all(article)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\t \r\n", "nothing but white space"),
        (b"\xef\xbb\xbf", "nothing but white space"),
        (b"\x89PNG\r\n....", "a picture"),
        (b"PK\x03\x04....", "cannot be unpacked"),
        (bytes(range(1, 9)) * 50, "does not hold text"),
    ],
)
def test_what_is_no_text_is_refused_with_its_name(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableInputError, match=words) as caught:
        parse_bytes(data, "strange.txt")
    assert "strange.txt" in caught.value.sentence
    assert caught.value.hint


def test_a_file_of_very_many_lines_is_one_long_article() -> None:
    article = read("a b\n" * 30_000)
    assert_blocks_hold_all(article)
    assert {block.kind for block in article.blocks} == {"main"}


@needs_shared
@pytest.mark.parametrize("corpus", ["bc5cdr_test", "ebmnlp_test", "jnlpba_test", "linnaeus_test"])
def test_of_abstracts_and_articles_in_plain_text_hardly_anything_is_folded(corpus: str) -> None:
    with gzip.open(SHARED / "corpora" / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as source:
        texts = [json.loads(row)["text"] for row in source][:80]
    articles = [parse_text(text) for text in texts if text.strip()]
    folded = sum(
        block.end - block.start
        for article in articles
        for block in article.blocks
        if block.kind == "furniture"
    )
    assert folded <= 0.02 * sum(len(article.body) for article in articles)


SEEDS = sorted((SHARED / "seeds").glob("*.txt")) if (SHARED / "seeds").is_dir() else []


@needs_shared
def test_the_flattened_sample_keeps_lines_75_to_115_and_folds_the_rest() -> None:
    article = parse_bytes(SEEDS[2].read_bytes(), SEEDS[2].name)
    folded = [block for block in article.blocks if block.kind == "furniture"]
    start = 0
    for number, line in enumerate(article.body.split("\n"), 1):
        end = start + len(line)
        if line.strip():
            inside = any(block.start < end and start < block.end for block in folded)
            assert inside == (not 75 <= number <= 115), (number, line)
        start = end + 1
    assert article.title == "CAR T Cell Therapy reaches beyond cancer"
    names = {block.name for block in folded}
    assert {"site navigation", "news ticker", "other stories", "footer", "tags"} == names


@needs_shared
@pytest.mark.parametrize(
    ("number", "folded"),
    [
        (0, []),
        (1, ["© 2026"]),
        (3, []),
        (4, ["Stay Updated", "Leave a Reply"]),
    ],
)
def test_of_the_clean_samples_only_the_obvious_is_folded(number: int, folded: list[str]) -> None:
    article = parse_bytes(SEEDS[number].read_bytes(), SEEDS[number].name)
    assert_blocks_hold_all(article)
    assert article.body.encode() == SEEDS[number].read_bytes()
    starts = [
        article.body[block.start : block.end]
        for block in article.blocks
        if block.kind == "furniture"
    ]
    assert len(starts) == len(folded)
    assert all(text.startswith(words) for text, words in zip(starts, folded, strict=True))
