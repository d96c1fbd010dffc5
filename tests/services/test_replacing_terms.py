"""Another term in the place of a retired one, in every claim and as one change."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator.domain.claims import Claim, Item, Term
from curator.domain.errors import UsageError
from curator.ingest.workers import Parsers
from curator.services.opening import open_article
from curator.services.registry import Registry
from curator.services.replacing_terms import replace_term
from curator.services.verifying import verify
from tests.registries import ADA, BEN, import_words, one, said, save_reading

OLD, NEW = Term("lung cancer", "MONDO:0008903"), Term("cancer", "MONDO:0004992")
MOUSE = Term("mouse", "NCBITaxon:10090")
BODY = "Mice with lung cancer\n\nThe mice had lung cancer."


def disease(term: Term) -> Claim:
    return one(said(name=term, qualifier="metastatic", quote="lung cancer", body=BODY))


@pytest.fixture
def articles(registry: Registry, tmp_path: Path, parsers: Parsers) -> list[str]:
    files = {f"{n}.txt": f"{BODY} {n}" for n in range(3)}
    report = import_words(registry, tmp_path / "in", files=files, parsers=parsers)
    ids = [line.article_id for line in report.lines]
    for number, article in enumerate(ids[:2]):
        claims = {"disease": disease(OLD), "organism": one(said(MOUSE))}
        save_reading(registry, article, claims=claims, label=f"Study {number}")
    save_reading(registry, ids[2], claims={"disease": disease(MOUSE)}, label="Other")
    return ids


def claimed(registry: Registry, article: str) -> Item:
    (extraction,) = open_article(registry, article).extractions
    return extraction.document.claims["disease"].items[0]


def test_every_claim_has_the_new_term_and_its_words_and_parts(
    registry: Registry, articles: list[str]
) -> None:
    before = claimed(registry, articles[0])
    last = registry.last_change()
    assert replace_term(registry, OLD.id or "", to=NEW, author=BEN) == 2
    after = claimed(registry, articles[0])
    assert after.parts == {"name": NEW, "qualifier": "metastatic"}
    assert (after.id, after.evidence) == (before.id, before.evidence)
    assert claimed(registry, articles[1]).parts["name"] == NEW
    assert claimed(registry, articles[2]).parts["name"] == MOUSE
    now = registry.last_change()
    assert last is not None
    assert now is not None
    assert now.seq == last.seq + 1
    assert now.author == BEN
    assert NEW.label in now.reason
    assert verify(registry).problems == ()


def test_where_nobody_claims_it_nothing_is_changed(registry: Registry, articles: list[str]) -> None:
    last = registry.last_change()
    assert replace_term(registry, "MONDO:9", to=NEW, author=ADA) == 0
    assert registry.last_change() == last


@pytest.mark.parametrize("to", [OLD, Term("a word")])
def test_a_term_needs_another_one_with_an_id(
    registry: Registry, articles: list[str], to: Term
) -> None:
    with pytest.raises(UsageError):
        replace_term(registry, OLD.id or "", to=to, author=ADA)
