from __future__ import annotations

import gzip
import itertools
import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from curator.domain.references import Reference
from curator.ingest.matching.kinship import SAME_ARTICLE, SAME_STUDY, Kin, Reason, Told, kin, told
from curator.ingest.matching.names import names_in
from curator.ingest.matching.wording import sketch, wording_of
from curator.ingest.texts import parse_text
from curator.ingest.values import Block
from tests.shared_data import SHARED, needs_shared

STORY = (
    "Armoured cells clear lupus at Larkspur\n\n"
    "Physicians at the Larkspur Institute of Medicine in Graz treated five adults whose lupus had"
    " resisted every drug they had tried before. Each of them was given a single infusion of their"
    " own T cells, engineered to carry interleukin-18.\n\n"
    "Within three months all five were free of symptoms and had stopped taking their medicines,"
    " Nora Lindqvist told reporters on Tuesday. The armoured cells were gone from the blood by"
    " then, and fresh B cells had come back without the fault that drives lupus.\n\n"
    "The work is registered as NCT04567890 and was paid for by the Fenwick Foundation.\n"
)
OTHER = (
    "A wall for the harbour\n\n"
    "Engineers in Brindle Bay began on Monday to raise the quay by two metres, the mayor said. The"
    " storms of the past winter flooded forty houses along the promenade, and insurers had warned"
    " that a second flood would leave the owners without cover.\n\n"
    "The wall will cost nine million and is to be finished before the autumn gales set in.\n"
)


def article(text: str, reference: Reference | None = None) -> Told:
    parsed = parse_text(text, "a.txt")
    return told(parsed.body, parsed.blocks, reference)


def both(a: str, b: str) -> Kin | None:
    found, turned = kin(article(a), article(b)), kin(article(b), article(a))
    assert (found.relation if found else None) == (turned.relation if turned else None)
    return found


def test_the_same_words_in_another_layout_are_the_same_article() -> None:
    found = both(STORY, STORY.replace("\n\n", "\n \n").replace(". ", ".  ").upper())
    assert found is not None
    assert (found.relation, [one.why for one in found.reasons]) == (SAME_ARTICLE, ["the same text"])


def test_an_article_that_was_rewritten_is_the_same_with_its_passages() -> None:
    rewritten = STORY.replace("Physicians", "Doctors").replace("on Tuesday", "yesterday")
    rewritten = "Lupus: five are well again\n\n" + rewritten.partition("\n\n")[2] + "By our desk.\n"
    found = both(STORY, rewritten)
    assert found is not None
    assert found.relation == SAME_ARTICLE
    share, *passages = found.reasons
    assert share.why.endswith("% of the shorter text stands in the other, word for word")
    assert passages
    for one in passages:
        assert STORY[slice(*one.first)].startswith(one.words[:200])
        assert rewritten[slice(*one.second)].split() == STORY[slice(*one.first)].split()


def test_two_reports_on_one_study_are_proposed_with_their_words() -> None:
    other = (
        "Five people with severe lupus live without drugs after cells that were engineered for them"
        " fought the disease, a team of the Larkspur Institute of Medicine reports.\n\n"
        "The T cells carry interleukin-18 as an armour. “We did not expect this”, says Nora"
        " Lindqvist, who led the trial NCT04567890.\n"
    )
    found = both(STORY, other)
    assert found is not None
    assert found.relation == SAME_STUDY
    named = {one.words for one in found.reasons if one.words}
    assert {"NCT04567890", "Larkspur Institute of Medicine", "Nora Lindqvist"} <= named
    for one in found.reasons:
        if one.words:
            assert STORY[slice(*one.first)] == one.words
            assert other[slice(*one.second)]
    assert found == Kin(
        found.relation, tuple(Reason.from_json(one.to_json()) for one in found.reasons)
    )


def test_articles_without_a_name_in_common_are_not_proposed() -> None:
    assert both(STORY, OTHER) is None
    topic = "Lupus is an illness in which B cells attack the body. T cells can be engineered.\n"
    assert both(STORY, topic) is None


def test_names_that_too_many_articles_have_say_nothing() -> None:
    other = STORY.partition("\n\n")[0] + "\n\nThe Larkspur Institute of Medicine opened a garden.\n"
    common = {"larkspur institute of medicine", "nct04567890"}
    assert kin(article(STORY), article(other), common=common) is None


def test_records_of_databases_are_the_same_where_their_references_are() -> None:
    one = Reference(
        title="Armoured cells in refractory lupus nephritis", doi="10.1000/a", year="2022"
    )
    two = Reference(title="Armoured cells in refractory lupus nephritis.", doi="10.1000/A")
    other = Reference(title="Armoured cells in refractory lupus nephritis: reply", doi="10.1000/b")
    abstract = "Armoured cells in refractory lupus nephritis\n"
    same = kin(article(abstract, one), article(OTHER, two))
    assert same is not None
    assert same.relation == SAME_ARTICLE
    assert "same DOI (reference)" in [reason.why for reason in same.reasons]
    assert kin(article(abstract, one), article(abstract, other)) is None


def test_headings_in_capitals_make_no_names() -> None:
    wording = wording_of("New Strategies in Cancer Treatment\nThe Fenwick Foundation paid.\n", ())
    body = "New Strategies in Cancer Treatment\nThe Fenwick Foundation paid.\n"
    assert [one.folded for one in names_in(body, wording.words)] == ["fenwick foundation"]


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_can_be_compared(a: str, b: str) -> None:
    one = told(a, (Block("main", 0, len(a)),))
    two = told(b, ())
    found = kin(one, two)
    for reason in found.reasons if found else ():
        assert 0 <= reason.first[0] <= reason.first[1] <= len(a)
        assert 0 <= reason.second[0] <= reason.second[1] <= len(b)


def test_a_sketch_is_the_same_everywhere() -> None:
    made = sketch(wording_of(STORY, ()))
    assert made == sorted(made)
    assert made[:3] == sketch(wording_of(STORY.replace("\n", "\n\n"), ()))[:3]
    assert made[0] == FIRST_OF_STORY


FIRST_OF_STORY = 13703585
"""Written down from a first run: keys in a registry must not change with the program."""


@needs_shared
def test_of_the_seeds_only_the_two_on_one_study_are_proposed() -> None:
    seeds = {path.name[:3]: article(path.read_text("utf-8")) for path in _seeds()}
    found = {
        (a, b): made.relation
        for a, b in itertools.combinations(seeds, 2)
        if (made := kin(seeds[a], seeds[b]))
    }
    assert found == {("000", "001"): SAME_STUDY}


def _seeds() -> list[Path]:
    return sorted((SHARED / "seeds").glob("*.txt"))


@needs_shared
def test_unrelated_news_are_hardly_ever_proposed() -> None:
    """Of 4,095 pairs of 91 news five are on one story each, and no others are proposed."""
    with gzip.open(SHARED / "boilerplate" / "ground_truth.json.gz", "rt", encoding="utf-8") as file:
        pages: dict[str, Any] = json.load(file)
    news = [article(page["articleBody"]) for page in pages.values()]
    found = [made for a, b in itertools.combinations(news, 2) if (made := kin(a, b))]
    assert len(found) <= 5
    assert all(made.relation == SAME_STUDY for made in found)
