"""The starter vocabularies: well formed, without double ids or names, with true check digits."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from curator.data import data_path
from curator.domain.checks import check_identifier
from curator.domain.terms import VocabularyTerm
from curator.services.vocabularies import Vocabularies
from tests.domain.strategies import the_form

FOLDER: Final = data_path("resources", "vocabularies")
LEAST: Final = {
    "antigens": 150,
    "cells": 120,
    "cytokines": 70,
    "diseases": 150,
    "institutions": 120,
    "journals": 120,
    "organisms": 40,
}
IDS: Final = {
    "antigens": r"HGNC:[1-9]\d*|CUR:[\w.-]+",
    "cells": r"CL:\d{7}|CUR:[\w.-]+",
    "cytokines": r"HGNC:[1-9]\d*|CUR:[\w.-]+",
    "diseases": r"MONDO:\d{7}|CUR:[\w.-]+",
    "institutions": r"ROR:0[0-9a-hj-km-np-tv-z]{6}\d{2}",
    "journals": r"ISSN:\d{4}-\d{3}[\dX]",
    "organisms": r"NCBITaxon:[1-9]\d*|CUR:[\w.-]+",
}
SAME_NAME: Final = {("journals", "cancer"): {"ISSN:0008-543X", "ISSN:2072-6694"}}
"""Names that two terms share on purpose: the journals Cancer and Cancers."""

BASE_32: Final = "0123456789abcdefghjkmnpqrstvwxyz"

vocabulary = pytest.mark.parametrize("name", sorted(LEAST))


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    return Vocabularies.load()


def lines_of(name: str) -> list[str]:
    return (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").split("\n")


def rows_of(name: str) -> Iterator[list[str]]:
    for line in lines_of(name)[1:]:
        if line and not line.startswith(("#", "id\t")):
            yield line.split("\t")


def singular(name: str) -> str:
    """A name as it is compared: without case, signs, and the s of the plural."""
    words = re.findall(r"[^\W_]+|\+", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(word[:-1] if word.endswith("s") and len(word) > 4 else word for word in words)


def ror_is_valid(ror: str) -> bool:
    """ISO 7064 MOD 97-10 over the six characters in Crockford's base 32."""
    number = 0
    for character in ror[1:7]:
        number = number * 32 + BASE_32.index(character)
    return 98 - number * 100 % 97 == int(ror[7:])


def test_folder_has_what_the_form_asks_for(vocabularies: Vocabularies) -> None:
    asked = {
        part.vocabulary
        for field in the_form().fields()
        for part in (field.as_part(), *field.parts)
        if part.vocabulary
    }
    assert asked == set(vocabularies.names) == set(LEAST)


@vocabulary
def test_lines_are_well_formed(name: str) -> None:
    lines = lines_of(name)
    assert re.fullmatch(rf"# vocabulary {name} release \S+", lines[0])
    assert lines[-1] == ""
    assert "id\tlabel\tsynonyms\tparents" in lines
    for row in rows_of(name):
        assert len(row) == 4, row
        assert all(cell == cell.strip() and "||" not in cell for cell in row), row
        assert all(one.strip() == one != "" for cell in row if cell for one in cell.split("|"))
        assert unicodedata.normalize("NFC", "\t".join(row)) == "\t".join(row)


@vocabulary
def test_ids_and_labels_are_unique(name: str) -> None:
    rows = list(rows_of(name))
    assert len(rows) >= LEAST[name]
    for column in (0, 1):
        double = [cell for cell, n in Counter(row[column] for row in rows).items() if n > 1]
        assert not double
    assert not [row[0] for row in rows if not re.fullmatch(IDS[name], row[0])]
    assert all(row[1] for row in rows)


@vocabulary
def test_no_name_belongs_to_two_terms(name: str, vocabularies: Vocabularies) -> None:
    owners: dict[str, set[str]] = {}
    for term in vocabularies.vocabulary(name).terms.values():
        names = [term.label, *term.synonyms]
        assert len(set(map(str.casefold, names))) == len(names), term
        for one in names:
            owners.setdefault(singular(one), set()).add(term.id)
    shared = {(name, one): ids for one, ids in owners.items() if len(ids) > 1}
    assert shared == {key: ids for key, ids in SAME_NAME.items() if key[0] == name}


@vocabulary
def test_every_parent_is_there_and_no_term_is_above_itself(
    name: str, vocabularies: Vocabularies
) -> None:
    for term in vocabularies.vocabulary(name).terms.values():
        assert all(vocabularies.term(parent) for parent in term.parents), term
        above = vocabularies.ancestors(term.id)
        assert term.id not in above
        for parent in term.parents:
            others = set(term.parents) - {parent}
            assert not any(parent in vocabularies.ancestors(other) for other in others), term


def test_id_in_two_files_is_the_same_term(vocabularies: Vocabularies) -> None:
    seen: dict[str, VocabularyTerm] = {}
    for name in vocabularies.names:
        for term in vocabularies.vocabulary(name).terms.values():
            first = seen.setdefault(term.id, term)
            assert (first.label, first.parents) == (term.label, term.parents)
            assert set(first.synonyms) == set(term.synonyms)


def test_check_digits_of_journals() -> None:
    for row in rows_of("journals"):
        assert check_identifier("issn", row[0].removeprefix("ISSN:")) == "", row


def test_check_digits_of_institutions() -> None:
    for row in rows_of("institutions"):
        assert ror_is_valid(row[0].removeprefix("ROR:")), row


def test_every_disease_is_a_disease_and_cancers_are_cancer(vocabularies: Vocabularies) -> None:
    diseases = vocabularies.vocabulary("diseases").terms
    roots = [term.label for term in diseases.values() if not term.parents]
    assert roots == ["disease"]
    for disease in ("MONDO:0008903", "MONDO:0008170", "MONDO:0018177", "MONDO:0005575"):
        assert "MONDO:0004992" in vocabularies.ancestors(disease)
    assert "MONDO:0004992" not in vocabularies.ancestors("MONDO:0007915")


def test_animal_is_not_above_human(vocabularies: Vocabularies) -> None:
    assert vocabularies.ancestors("NCBITaxon:9606") == frozenset()
    assert "CUR:animal" in vocabularies.ancestors("NCBITaxon:10090")


@pytest.mark.parametrize(
    ("name", "words", "term_id"),
    [
        ("antigens", "BCMA", "HGNC:11913"),
        ("antigens", "programmed death-1", "HGNC:8760"),
        ("antigens", "LAG-3", "HGNC:6476"),
        ("cells", "tumour-associated macrophages", "CUR:tumor-associated-macrophage"),
        ("cells", "T lymphocytes", "CL:0000084"),
        ("cells", "γδ T cells", "CL:0000798"),
        ("cytokines", "interleukin-12 (IL-12)", "CUR:IL-12"),
        ("cytokines", "TNFα", "HGNC:11892"),
        ("diseases", "treating metastatic cancer", "MONDO:0004992"),
        ("diseases", "acute myeloid leukaemia", "MONDO:0018874"),
        ("diseases", "lupus", "MONDO:0007915"),
        ("institutions", "Scientists at the Icahn School of Medicine", "ROR:04a9tmd77"),
        ("journals", "N Engl J Med", "ISSN:0028-4793"),
        ("journals", "published in Cancer Cell", "ISSN:1535-6108"),
        ("journals", "in Nature on Monday", "ISSN:0028-0836"),
        ("journals", "the new england journal of medicine", "ISSN:0028-4793"),
        ("organisms", "the patients, five young adults", "NCBITaxon:9606"),
        ("organisms", "C57BL/6 mice", "NCBITaxon:10090"),
    ],
)
def test_words_of_articles_find_their_term(
    name: str, words: str, term_id: str, vocabularies: Vocabularies
) -> None:
    term = vocabularies.best(name, words)
    assert term is not None
    assert term.id == term_id


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("diseases", "all patients"),
        ("diseases", "in mild cases, with light exercise"),
        ("antigens", "the team met in spring"),
        ("journals", "inside each cell"),
        ("journals", "the nature of blood"),
        ("journals", "nature"),
        ("journals", "human gene therapy of cancer cells"),
        ("organisms", "the rate of response"),
    ],
)
def test_everyday_words_find_nothing(name: str, words: str, vocabularies: Vocabularies) -> None:
    assert vocabularies.best(name, words) is None


def test_files_lie_where_the_program_looks() -> None:
    assert {path.stem for path in Path(FOLDER).glob("*.tsv")} == set(LEAST)
