"""Quotes, formulas, emoji and odd line ends in every field, through every export and back."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curator.domain.claims import Claim, Item, Quantity, Term, Value, Words, new_item_id
from curator.domain.documents import ExtractionDocument, StudyDocument
from curator.domain.evidence import evidence_at
from curator.domain.filling import value_text
from curator.domain.forms import Field, Form, Part
from curator.domain.identity import new_id
from curator.domain.record_rows import value_words
from curator.export.cells import is_number, plain
from curator.ingest.workers import Parsers
from curator.services.dumping import load as load_dump
from curator.services.exporting import export
from curator.services.opening import open_article
from curator.services.registry import Registry
from curator.services.saving import save
from curator.services.verifying import verify
from curator.store.journal import NewEntity, NewRevision
from tests.registries import ADA, import_words

NASTY = [
    "=HYPERLINK(“x”)",
    "a 'quoted' \"word\" {brace}",
    "🧬👩‍🔬 e\u0301",
    "tab\there",
    "two\nlines\u2028three\u0085four",
    "+49 30 / -1",
    "@cmd|' /C calc'!A0",
    "＝1+1",
    "'already marked",
    "\u202eright to left",
    "NULL",
    "a,b;c|d",
]
BODY = "Words that say it: " + " ".join(NASTY)


def value_for(part: Part, words: str) -> Value:
    """A value of that kind which holds the words where the kind can hold words."""
    if part.kind == "term":
        return Term(words)
    if part.kind == "choice":
        return part.choices[len(words) % len(part.choices)].key
    if part.kind in ("number", "quantity"):
        return Words(words)
    return words


def claim_for(field: Field, words: str, *, text: str) -> Claim:
    evidence = (evidence_at(BODY, 0, end=len(BODY), text=text),)
    parts = {part.key: value_for(part, words) for part in field.parts}
    value = None if field.parts else value_for(field.as_part(), words)
    return Claim(
        items=(Item(new_item_id(), "vague", value, parts, evidence, "stated", "this_study", words),)
    )


def saved(registry: Registry, form: Form, article: str, *, words: list[str]) -> dict[str, Claim]:
    """Every field of a new study holding one of the words."""
    text = open_article(registry, article).document.text
    study, extraction = new_id(), new_id()
    claims = {
        field.key: claim_for(field, words[n % len(words)], text=text)
        for n, field in enumerate(form.fields("extraction"))
    }
    document = ExtractionDocument(article, study, "primary", "Ada", claims=claims)
    save(
        registry,
        [
            NewRevision(study, "study", StudyDocument(words[0]).to_json(), ()),
            NewRevision(extraction, "extraction", document.to_json(), ()),
        ],
        based_on={study: None, extraction: None},
        author=ADA,
        reason=words[-1],
        new_entities=(NewEntity(study, "study"), NewEntity(extraction, "extraction")),
    )
    return claims


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.sampled_from(NASTY)
        | st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip),
        min_size=3,
        max_size=12,
    )
)
def test_every_field_comes_back_from_every_export(
    tmp_path_factory: pytest.TempPathFactory, parsers: Parsers, words: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("round")
    registry = Registry.open(folder / "x.curator", author=ADA, create=True)
    report = import_words(registry, folder, files={"a.txt": BODY}, parsers=parsers)
    article = report.taken[0].article_id
    claims = saved(registry, registry.form, article, words=[one.strip() for one in words])
    in_the_tables(registry, claims, folder=folder)
    export(registry, folder / "a.jsonl", kind="jsonl")
    loaded = load_dump(folder / "a.jsonl", folder / "y.curator")
    export(loaded, folder / "b.jsonl", kind="jsonl")
    assert (folder / "a.jsonl").read_bytes() == (folder / "b.jsonl").read_bytes()
    assert verify(loaded).problems == ()
    (extraction,) = open_article(loaded, article).extractions
    assert extraction.document.claims == claims
    registry.close()
    loaded.close()


def in_the_tables(registry: Registry, claims: dict[str, Claim], *, folder: Path) -> None:
    export(registry, folder / "wide.csv", kind="csv")
    export(registry, folder / "long.csv", kind="csv-long")
    export(registry, folder / "book.xlsx", kind="xlsx")
    (wide,) = rows_of(folder / "wide.csv")
    book = openpyxl.load_workbook(folder / "book.xlsx")
    header, values = [[cell.value for cell in row] for row in book["Studies"].iter_rows()]
    in_book = dict(zip(header, values, strict=True))
    long = {(one["field"], one["part"]): one for one in rows_of(folder / "long.csv")}
    for field in registry.form.fields("extraction"):
        (item,) = claims[field.key].items
        cell = plain(wide[field.key])
        assert same_item(field, item, cell)
        assert in_book[field.key] == in_a_book(wide[field.key])
        for part in field.parts or (field.as_part(),):
            key = part.key if field.parts else ""
            held = item.parts[part.key] if field.parts else item.value
            line = long[field.key, key]
            assert held is not None
            assert plain(line["value"]) == value_words(held)
            assert plain(line["quote"]) == BODY
            assert line["status"] == "vague"


def rows_of(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def same_item(field: Field, item: Item, cell: str) -> bool:
    if field.parts:
        expected: object = {p.key: value_words(item.parts[p.key]) for p in field.parts}
    else:
        assert item.value is not None
        expected = value_words(item.value)
    if field.many:
        return bool(json.loads(cell) == [expected])
    return bool((json.loads(cell) if field.parts else cell) == expected)


def in_a_book(cell: str) -> object:
    """What a workbook holds of a cell of the CSV: numbers as numbers, nothing as nothing."""
    return float(cell) if is_number(cell) else cell or None


def test_a_quantity_is_shown_the_same_in_window_and_table() -> None:
    quantity = Quantity("range", low="1", high="2", exp10="6", unit="{cells}/kg")
    part = Part("dose", "Dose", "quantity")
    assert value_text(part, quantity) == value_words(quantity) == "1–2 × 10^6 cells/kg"
