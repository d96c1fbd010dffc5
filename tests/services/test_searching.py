"""What a search finds only in what is folded is marked so, and follows what curators mark."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from curator.domain.documents import ARTICLE, BlockChoice
from curator.ingest.workers import Parsers
from curator.services.listing import search
from curator.services.opening import open_article
from curator.services.registry import Registry
from curator.services.saving import save
from curator.services.values import SearchHit
from curator.store.journal import NewRevision
from tests.registries import ADA, import_words

PAGE = (
    "<html><head><title>Cells that carry help</title></head><body>"
    "<nav><ul><li><a href='/a'>Nephrology</a></li><li><a href='/b'>Lupus news</a></li>"
    "<li><a href='/c'>Göteborg today</a></li></ul></nav>"
    "<article><h1>Cells that carry help</h1><p>A team in Lund has made cells that release a"
    " protein in mice with cancer, and all of the mice lived for many months after it.</p>"
    "<p>The same cells were then tried in patients with lupus, of whom five went into a remission"
    " that has lasted for more than a year until today.</p></article></body></html>"
)
PLAIN = "Another article\n\nOf nephrology nobody has said a word in it but this.\n"


@pytest.fixture
def filled(registry: Registry, tmp_path: Path, parsers: Parsers) -> Registry:
    files = {"a.txt": PLAIN, "b.html": PAGE}
    import_words(registry, tmp_path / "in", files=files, parsers=parsers)
    return registry


def found(registry: Registry, query: str, limit: int = 50) -> list[tuple[int, str]]:
    return [(hit.number, hit.only_in) for hit in search(registry, query, limit)[0]]


def mark(registry: Registry, hit: SearchHit, words: str, kind: str) -> None:
    opened = open_article(registry, hit.article_id)
    at = opened.body.index(words)
    choice = BlockChoice(opened.document.text, at, at + len(words), kind)
    marked = replace(opened.document, blocks=(*opened.document.blocks, choice)).to_json()
    saves = [NewRevision(hit.article_id, ARTICLE, marked, (opened.revision_id,))]
    save(registry, saves, author=ADA, based_on={hit.article_id: opened.revision_id})


def test_words_of_the_navigation_are_marked_so_and_come_last(filled: Registry) -> None:
    assert found(filled, "nephrology") == [(1, ""), (2, "page furniture")]
    assert found(filled, "neph") == [(1, ""), (2, "page furniture")]
    assert found(filled, "lupus") == [(2, "")], "it stands in the text, too"
    assert found(filled, "lupus nephrology") == [(2, "page furniture")]
    assert found(filled, '"lupus news"') == [(2, "page furniture")]
    assert found(filled, "remission") == [(2, "")]
    assert found(filled, "cells") == [(2, "")]


def test_words_are_the_same_in_either_case_and_with_accents(filled: Registry) -> None:
    assert found(filled, "GÖTEBORG") == [(2, "page furniture")]
    assert found(filled, "Mice") == [(2, "")]


def test_the_words_shown_are_those_that_are_read(filled: Registry) -> None:
    (hit,) = search(filled, "lupus")[0]
    assert "patients with \x02lupus\x03, of whom" in hit.snippet
    assert "news" not in hit.snippet
    assert hit.snippet.startswith("The same") or hit.snippet.startswith("…")


def test_a_search_follows_what_a_curator_marks(filled: Registry) -> None:
    (hit,) = search(filled, "remission")[0]
    body = open_article(filled, hit.article_id).body
    paragraph = body[body.index("The same cells") : body.index("until today.") + 12]
    mark(filled, hit, paragraph, "furniture")
    assert found(filled, "remission") == [(2, "page furniture")]
    mark(filled, hit, paragraph, "main")
    assert found(filled, "remission") == [(2, "")]
    mark(filled, hit, "Nephrology", "main")
    assert found(filled, "nephrology") == [(2, ""), (1, "")]


def test_hits_in_the_text_are_found_behind_many_in_furniture(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    files = {"a.txt": PLAIN} | {f"b{n}.html": PAGE.replace("help", f"help {n}") for n in range(5)}
    import_words(registry, tmp_path / "in", files=files, parsers=parsers)
    first, *others = found(registry, "nephrology", 2)
    assert first == (1, "")
    assert [only for _, only in others] == ["page furniture"]


def test_references_are_named_as_what_they_are(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    words = (
        "<article article-type='research-article' dtd-version='1.2'><front><article-meta>"
        "<title-group><article-title>Cells that carry help</article-title></title-group>"
        "</article-meta></front><body><sec><title>Results</title><p>All of the mice lived.</p>"
        "</sec></body><back><ref-list><ref id='r1'><mixed-citation>Grey A. Zebrafish and their"
        " cells. Cell News 2020.</mixed-citation></ref></ref-list></back></article>"
    )
    import_words(registry, tmp_path / "in", files={"a.xml": words}, parsers=parsers)
    assert found(registry, "zebrafish") == [(1, "references")]
    assert found(registry, "mice") == [(1, "")]
