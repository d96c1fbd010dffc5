"""The sample articles and their readings: every quote stands, every claim is sound."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from curator.data import data_path
from curator.domain.checks import applies, check_claim, problems
from curator.domain.claims import Claims, Term
from curator.domain.documents import ARTICLE_STATES, ROLES
from curator.domain.filling import claim_text
from curator.domain.quantities import parse_quantity
from curator.ingest.parse import parse_bytes
from curator.ingest.values import ParsedArticle
from curator.services.readings import FORMAT, Place, Texts, read_claims
from curator.services.vocabularies import Vocabularies
from tests.domain.strategies import the_form

SEEDS: Final = data_path("seeds")
ENDINGS: Final = (".txt", ".md", ".html")
NO_JOURNAL: Final = "06-glioblastoma-no-journal.txt"
UNREAD: Final = "09-cervical-til.txt"


def names() -> list[str]:
    files = (path for path in SEEDS.iterdir() if path.suffix in ENDINGS)
    return sorted(path.name for path in files if path.name != "README.md")


@cache
def parsed(name: str) -> ParsedArticle:
    return parse_bytes((SEEDS / name).read_bytes(), name)


@cache
def readings() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads((SEEDS / "readings.json").read_text(encoding="utf-8"))
    return data


def article_of(extraction: Mapping[str, Any]) -> Mapping[str, Any]:
    found = [one for one in readings()["articles"] if one["ref"] == extraction["article"]]
    assert len(found) == 1
    return dict(found[0])


def quotes(data: Any) -> Iterator[Mapping[str, Any]]:
    """Every piece of evidence anywhere in claims."""
    if isinstance(data, list):
        for one in data:
            yield from quotes(one)
    elif isinstance(data, dict):
        yield from data.get("evidence", [])
        for key, value in data.items():
            if key != "evidence":
                yield from quotes(value)


def claims_of(name: str, *, entity: str) -> Claims:
    """The claims of one article or its extraction, read as ``apply`` reads them."""
    article = next(one for one in readings()["articles"] if one["file"] == name)
    data = article["claims"]
    if entity == "extraction":
        found = [one for one in readings()["extractions"] if one["article"] == article["ref"]]
        assert len(found) == 1
        data = found[0]["claims"]
    text = parsed(name)
    texts = Texts({text.text_sha256: text.body}, text.text_sha256)
    return read_claims(the_form(), entity, data=data, texts=texts, place=Place(""))


READ: Final = [name for name in names() if name != UNREAD]
read_articles = pytest.mark.parametrize("name", READ)


def test_there_are_eight_readings_and_one_article_left_to_the_user() -> None:
    files = [one["file"] for one in readings()["articles"]]
    assert files == READ
    assert len(files) == 8
    assert readings()["format"] == FORMAT
    assert readings()["form"] == the_form().name


@pytest.mark.parametrize("name", names())
def test_articles_are_small_utf_8_with_plain_line_ends(name: str) -> None:
    data = (SEEDS / name).read_bytes()
    assert 1_200 <= len(data) <= 5_000
    assert b"\r" not in data
    text = parsed(name)
    assert (text.encoding, text.replacements, text.nul_replaced) == ("utf-8", 0, 0)
    assert text.title


def test_no_article_has_the_bytes_of_another() -> None:
    assert len({parsed(name).original_sha256 for name in names()}) == len(names())


@pytest.mark.parametrize("one", readings()["articles"], ids=lambda one: str(one["file"]))
def test_article_is_the_file_it_names(one: Mapping[str, Any]) -> None:
    assert one["original_sha256"] == parsed(one["file"]).original_sha256
    assert one.get("state", "in_progress") in ARTICLE_STATES


def test_references_are_whole() -> None:
    studies = {one["ref"] for one in readings()["studies"]}
    extractions = readings()["extractions"]
    assert {one["study"] for one in extractions} == studies
    assert {one["article"] for one in extractions} == {one["ref"] for one in readings()["articles"]}
    assert {one["role"] for one in extractions} <= set(ROLES)


def test_every_quote_stands_at_its_offsets() -> None:
    seen = 0
    for one in [*readings()["articles"], *readings()["extractions"]]:
        name = one["file"] if "file" in one else article_of(one)["file"]
        body = parsed(name).body
        for evidence in quotes(one["claims"]):
            start, end = evidence["start"], evidence["end"]
            assert body[start:end] == evidence["quote"] != ""
            seen += 1
    assert seen > 300


@read_articles
@pytest.mark.parametrize("entity", ["article", "extraction"])
def test_claims_are_sound_and_what_is_stated_has_its_words(name: str, entity: str) -> None:
    form = the_form()
    claims = claims_of(name, entity=entity)
    for key, claim in claims.items():
        field = form.field(key)
        assert field is not None
        assert not [one for one in check_claim(field, claim) if one.severity == "error"]
    assert problems(form, claims, entity=entity) == ()


@read_articles
def test_every_field_was_looked_at(name: str) -> None:
    form = the_form()
    claims = claims_of(name, entity="extraction")
    judged = {"label", "evidence_level", "rating"}
    fields = {field.key: field for field in form.fields("extraction") if field.key not in judged}
    assert claims.keys() - judged == fields.keys()
    assert claims_of(name, entity="article").keys() == {f.key for f in form.fields("article")}
    for key, field in fields.items():
        if applies(field, claims) is False:
            assert claims[key].status == "not_applicable"


@read_articles
def test_terms_with_an_id_are_those_of_the_vocabularies(name: str) -> None:
    vocabularies = Vocabularies.load()
    found = 0
    for claim in claims_of(name, entity="extraction").values():
        for item in claim.items:
            for value in (item.value, *item.parts.values()):
                if isinstance(value, Term) and value.id:
                    term = vocabularies.term(value.id)
                    assert term is not None
                    assert term.label == value.label
                    found += 1
    assert found >= 2


def shown(name: str, key: str) -> str:
    field = the_form().field(key)
    assert field is not None
    return claim_text(field, claims_of(name, entity="extraction")[key])


def test_pair_contradicts_itself_on_one_study() -> None:
    pair = [one for one in readings()["extractions"] if one["study"] == "S1"]
    files = [article_of(one)["file"] for one in pair]
    assert files == ["01-ovarian-mice.txt", "02-ovarian-patients.txt"]
    for key in ("organism", "safety", "n"):
        assert shown(files[0], key) != shown(files[1], key)
    cleared = [claims_of(name, entity="extraction")["outcome"].items[0].parts for name in files]
    for part in ("endpoint", "arm", "of", "time_point"):
        assert cleared[0][part] == cleared[1][part]
    assert (cleared[0]["n"], cleared[1]["n"]) == ("14", "18")


def test_markdown_has_a_table_and_no_car_t() -> None:
    name = "03-melanoma-checkpoint.md"
    assert parsed(name).media_type == "text/markdown"
    assert "table" in {block.kind for block in parsed(name).blocks}
    claims = claims_of(name, entity="extraction")
    assert claims["therapy_class"].items[0].value == "combination"
    assert {claims[key].status for key in ("payload", "cell_source")} == {"not_applicable"}


def test_page_has_navigation_scripts_and_footer() -> None:
    name = "04-macrophage-page.html"
    raw = (SEEDS / name).read_text(encoding="utf-8")
    assert all(tag in raw for tag in ("<nav", "<script", "<footer", "<aside"))
    text = parsed(name)
    assert text.media_type == "text/html"
    assert "furniture" in {block.kind for block in text.blocks}
    assert "window.visits" not in text.body


def test_flattened_page_holds_its_article_between_other_lines() -> None:
    text = parsed("05-scleroderma-flattened.txt")
    kinds = [block.kind for block in text.blocks]
    assert kinds[0] == kinds[-1] == "furniture"
    assert "main" in kinds
    assert len(re.findall(r"\b\d{1,2} Nov 2024\b", text.body)) > 3


def test_one_names_no_journal() -> None:
    journal = claims_of(NO_JOURNAL, entity="extraction")["journal"]
    assert journal.status == "vague"
    assert "journal" in journal.items[0].evidence[0].quote


def test_one_is_more_than_ascii() -> None:
    body = parsed("07-pancreatic-nk.txt").body
    assert set("β‑“”‘’≈⁷±") <= set(body)
    assert any(ord(character) > 0xFFFF for character in body)


def test_one_is_clinical_with_numbers() -> None:
    claims = claims_of("08-lymphoma-trial.txt", entity="extraction")
    dose = claims["dose"].items[0]
    assert parse_quantity(dose.evidence[0].quote) == dose.value
    rows = [item.parts for item in claims["outcome"].items]
    filled = set[str]().union(*rows)
    assert {"n", "of", "value", "unit", "confidence_interval", "p", "measure"} <= filled


def test_readme_says_that_all_of_it_is_invented() -> None:
    text = Path(SEEDS / "README.md").read_text(encoding="utf-8")
    assert "invented" in text.split("\n\n")[1]
    assert all(name in text for name in names())
