"""The fast forms against the definition: canonical JSON by rfc8785, then SHA-256 (FORMAT 2)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.canonical import canonical, sha256
from curator.domain.changes import Author
from curator.domain.errors import UsageError
from curator.store.sealing import (
    ChangeHeader,
    Digests,
    new_header,
    original_digest,
    revision_digest,
    seal_of,
    term_digest,
    text_digest,
)

WORDS = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)
HEX = st.text("0123456789abcdef", min_size=64, max_size=64)


def defined(value: Any) -> str:
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


@given(
    columns=st.fixed_dictionaries(
        dict.fromkeys(
            ("id", "entity_id", "kind", "origin_change", "author", "at", "form_digest"), WORDS
        )
    ),
    document=st.dictionaries(WORDS, JSON, max_size=5),
    parents=st.lists(WORDS, max_size=2),
)
def test_revision_digest(
    columns: dict[str, str], document: dict[str, Any], parents: list[str]
) -> None:
    stored = columns | {
        "document": canonical(document).decode(),
        "parents": canonical(parents).decode(),
        "digest": "not covered",
        "number": 7,
        "change_seq": 9,
    }
    assert revision_digest(stored) == defined(columns | {"document": document, "parents": parents})


@given(sha=HEX, size=st.integers(0, 2**40))
def test_original_digest(sha: str, size: int) -> None:
    assert original_digest(sha, size) == defined({"bytes": sha, "sha256": sha, "size": size})


@given(article=WORDS, body=WORDS, made_by=WORDS, blocks=st.lists(JSON, max_size=3))
def test_text_digest(article: str, body: str, made_by: str, blocks: list[Any]) -> None:
    sha = sha256(body)
    got = text_digest(article, sha, made_by=made_by, blocks=canonical(blocks).decode())
    assert got == defined(
        {"article_id": article, "blocks": blocks, "body": sha, "made_by": made_by, "sha256": sha}
    )


@given(
    named=st.fixed_dictionaries(dict.fromkeys(("id", "label", "release"), WORDS)),
    synonyms=st.lists(WORDS, max_size=3),
    parents=st.lists(WORDS, max_size=3),
)
def test_term_digest(named: dict[str, str], synonyms: list[str], parents: list[str]) -> None:
    lists = {"synonyms": synonyms, "parents": parents}
    stored = named | {key: canonical(value).decode() for key, value in lists.items()}
    assert term_digest(stored) == defined(named | lists)


@given(
    words=st.tuples(WORDS, WORDS, WORDS, WORDS, WORDS, WORDS),
    entities=st.lists(st.tuples(WORDS, st.integers(1, 10**6)), max_size=4),
    digests=st.lists(st.lists(HEX, max_size=4), min_size=4, max_size=4),
    previous=HEX,
    seq=st.integers(1, 10**9),
    order=st.randoms(use_true_random=False),
)
def test_seal(
    words: tuple[str, ...],
    entities: list[tuple[str, int]],
    digests: list[list[str]],
    previous: str,
    seq: int,
    order: Any,
) -> None:
    id_, at, author, name, kind, reason = words
    by_table = dict(zip(("revisions", "originals", "texts", "terms"), digests, strict=True))
    expected = defined(
        {
            "format": 1,
            "seq": seq,
            "id": id_,
            "author": {"id": author, "name": name},
            "at": at,
            "kind": kind,
            "reason": reason,
            "previous": previous,
            "entities": [list(pair) for pair in sorted(entities)],
            **{table: sorted(listed) for table, listed in by_table.items()},
        }
    )
    for listed in (entities, *digests):
        order.shuffle(listed)
    header = ChangeHeader(id_, at, Author(author, name), kind, reason)
    got = seal_of(header, seq, previous=previous, digests=Digests(entities, *digests))
    assert got == expected


def test_a_header_takes_id_and_time_once() -> None:
    header = new_header(Author("x", "Mia"), "save", reason="why")
    assert header.at.endswith("Z")
    assert len(header.at) == 27
    again = new_header(Author("x", "Mia"), "save", id=header.id, at=header.at)
    assert (again.id, again.at) == (header.id, header.at)


@pytest.mark.parametrize(
    ("name", "reason"), [("Mi\udcffa", ""), ("Mia", "a\0b"), ("  ", ""), ("Mia", "\ud800")]
)
def test_words_that_are_no_text_are_refused(name: str, reason: str) -> None:
    with pytest.raises(UsageError):
        new_header(Author("x", name), "save", reason=reason)


def test_quotes_and_separators_stay_whole_in_a_seal() -> None:
    header = ChangeHeader("i", "t", Author("a", 'N "x" \u2028'), "k", "a\nb\x7f")
    got = seal_of(header, 1, previous="0" * 64, digests=Digests())
    as_json = json.dumps({"name": header.author.name}, ensure_ascii=False)
    assert as_json in rfc8785.dumps({"name": header.author.name}).decode().replace(":", ": ")
    assert len(got) == 64
