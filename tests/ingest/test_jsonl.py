"""Lines of JSON as articles."""

from __future__ import annotations

import contextlib
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.errors import CuratorError, UnreadableInputError
from curator.ingest.parse import parse_file
from curator.ingest.values import Failure, ParsedArticle, Read

WORDS = "Mice were treated with cells and lived longer than those without."


def read(*lines: object, name: str = "a.jsonl") -> list[Read]:
    written = [one if isinstance(one, str) else json.dumps(one) for one in lines]
    return list(parse_file("\n".join(written).encode() + b"\n", name))


def articles(reads: list[Read]) -> list[ParsedArticle]:
    return [one for one in reads if isinstance(one, ParsedArticle)]


def test_each_line_is_an_article_with_its_line_as_the_original() -> None:
    lines = [{"id": "x1", "text": WORDS, "title": "A trial"}, {"id": 2, "text": "Other words."}]
    one, two = articles(read(*lines))
    assert (one.name, one.title, one.body) == ("x1", "A trial", f"A trial\n\n{WORDS}")
    assert (two.name, two.body) == ("2", "Other words.")
    line = json.dumps(lines[1]).encode()
    assert two.original == line
    assert two.original_sha256 == hashlib.sha256(line).hexdigest()
    assert two.size == len(line)


def test_a_title_that_begins_the_text_is_not_said_twice() -> None:
    (one, _) = articles(
        read({"id": 1, "text": f"A trial\n{WORDS}", "title": "A trial"}, {"text": "B"})
    )
    assert one.body == f"A trial\n{WORDS}"


def test_lines_end_in_lf_only() -> None:
    text = "One\u2028Two\u0085Three"
    raw = json.dumps({"id": 1, "text": text}, ensure_ascii=False)
    one, two = articles(read(raw, {"id": 2, "text": "Next."}))
    assert (one.body, two.body) == (text, "Next.")


def test_a_line_that_is_none_stops_no_other() -> None:
    reads = read({"id": 1, "text": "One."}, "{broken", {"id": 3}, {"id": 4, "text": "Four."})
    assert [one.name for one in articles(reads)] == ["1", "4"]
    failed = {one.name: one.sentence for one in reads if isinstance(one, Failure)}
    assert failed == {"line 2": "line 2 is no JSON object.", "line 3": "line 3 has no text."}


def test_our_own_dump_is_sent_to_the_command_that_loads_it() -> None:
    change = {"record": "change", "seq": 1, "id": "x", "seal": "0" * 64}
    with pytest.raises(UnreadableInputError, match="is the dump of a registry") as caught:
        read(change, {"record": "end"}, name="registry.jsonl")
    assert "curator load" in caught.value.hint


@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_lines_give_articles_and_sentences(lines: list[str]) -> None:
    with contextlib.suppress(CuratorError):
        for one in read({"id": 1, "text": "One."}, *lines):
            assert one.sentence if isinstance(one, Failure) else True


def test_deep_nesting_is_no_end_of_the_program() -> None:
    reads = read({"id": 1, "text": "One."}, '{"a":' * 100_000)
    assert len(articles(reads)) == 1
    assert len(reads) == 2


def test_a_line_without_text_is_a_reference() -> None:
    record = {"id": "r", "title": "Cells and mice", "author": "Grey, Ada", "year": 2020,
              "journal": "Cell News", "doi": "10.1/x"}  # fmt: skip
    one, two = articles(read(record, {**record, "id": "t", "text": WORDS}))
    assert one.reference is not None
    assert (one.reference.title, one.reference.doi) == ("Cells and mice", "10.1/x")
    assert "Cell News" in one.body
    assert one.blocks[-1].kind == "reference"
    assert two.body == f"Cells and mice\n\n{WORDS}"
    assert two.reference == one.reference
