"""A new article's document is written by hand; it must be what the canonical writer gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from curator.domain.canonical import canonical
from curator.domain.documents import ArticleDocument, BlockChoice

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(
    words=st.lists(WORDS, min_size=8, max_size=8),
    replaced=st.dictionaries(st.sampled_from(["undecodable", "nul"]), st.integers(1, 9)),
    chosen=st.booleans(),
)
def test_a_document_by_hand_is_the_canonical_one(
    words: list[str], replaced: dict[str, int], chosen: bool
) -> None:
    original, name, media, encoding, text, digest, title, reason = words
    document = ArticleDocument(
        original_sha256=original,
        file_name=name,
        media_type=media,
        encoding=encoding,
        text=text,
        text_digest=digest,
        title=title,
        reason=reason,
        replacements=replaced,
        blocks=(BlockChoice(text, 0, 3, "furniture"),) if chosen else (),
    )
    assert document.to_canonical() == canonical(document.to_json()).decode("utf-8")
    assert ArticleDocument.from_json(document.to_json()) == document
