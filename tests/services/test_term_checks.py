"""A term whose id and label are of two things is refused when readings are applied."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curator.domain.canonical import sha256
from curator.domain.errors import RefusedError
from curator.ingest.workers import Parsers
from curator.services.applying import apply_file
from curator.services.local_terms import request_term
from curator.services.registry import Registry
from curator.services.values import Applied
from curator.services.vocabularies import Vocabularies
from tests.registries import ADA, import_words
from tests.store.samples import rows

BODY = "T cells were given to patients with lung cancer."

Apply = Callable[..., Applied]


@pytest.fixture
def apply(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers, vocabularies: Vocabularies
) -> Apply:
    """Apply a reading whose disease, or target cell, is that term."""
    import_words(sqlite_registry, tmp_path / "in", files={"a.txt": BODY}, parsers=parsers)

    def do(term: dict[str, str], field: str = "disease", part: str = "name") -> Applied:
        data: dict[str, Any] = {
            "format": "curator-readings/1",
            "form": "immunotherapy-study",
            "studies": [{"ref": "S", "label": "A study"}],
            "articles": [{"ref": "a", "original_sha256": sha256(BODY)}],
            "extractions": [
                {
                    "article": "a",
                    "study": "S",
                    "claims": {field: {"items": [{"parts": {part: term}}]}},
                }
            ],
        }
        path = tmp_path / "readings.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        return apply_file(sqlite_registry, path, author=ADA, vocabularies=vocabularies)

    return do


@pytest.mark.parametrize(
    ("term", "field", "part"),
    [
        ({"label": "lung cancer", "id": "MONDO:0008903"}, "disease", "name"),
        ({"label": "Lung Cancers", "id": "MONDO:0008903"}, "disease", "name"),
        ({"label": "TAMs", "id": "TEST:0000001"}, "target_cell", "cell"),
        ({"label": "a disease of ours"}, "disease", "name"),
        ({"label": "sarcoidosis", "id": "DOID:11335"}, "disease", "name"),
    ],
)
def test_what_fits_or_is_unknown_says_nothing(
    apply: Apply, term: dict[str, str], field: str, part: str
) -> None:
    assert apply(term, field, part).doubts == ()


def test_a_label_of_another_term_is_refused_with_its_place(
    apply: Apply, sqlite_registry: Registry
) -> None:
    with pytest.raises(RefusedError) as told:
        apply({"label": "ovarian cancer", "id": "MONDO:0008903"})
    assert told.value.sentence == (
        "At extractions[0].claims.disease.items[0].parts.name: MONDO:0008903 is “lung cancer”, but"
        " “ovarian cancer” is MONDO:0008170 (diseases/test-1). Correct the id or the label. Nothing"
        " of this file was applied."
    )
    assert rows(sqlite_registry, "SELECT max(seq) FROM change") == [(2,)]


def test_a_label_that_nobody_knows_is_told(apply: Apply) -> None:
    done = apply({"label": "bronchial carcinoma", "id": "MONDO:0008903"})
    assert done.doubts == (
        "MONDO:0008903 is “lung cancer” in diseases/test-1, not “bronchial carcinoma”.",
    )


def test_an_id_that_nobody_knows_is_told_where_the_label_has_another(apply: Apply) -> None:
    done = apply({"label": "T lymphocyte", "id": "CL:9999999"}, "target_cell", "cell")
    assert done.doubts == ("CL:9999999 is in no vocabulary here; “T lymphocyte” is CL:0000084.",)


def test_a_local_term_is_of_its_registry(apply: Apply, sqlite_registry: Registry) -> None:
    term = {"label": "lung mass", "id": "local:1"}
    with pytest.raises(RefusedError, match="this registry has no term local:1"):
        apply(term)
    request_term(sqlite_registry, "diseases", label="lung mass", definition="?", author=ADA)
    with pytest.raises(RefusedError, match="local:1 is “lung mass” in this registry, not “x”"):
        apply(term | {"label": "x"})
    assert apply(term).doubts == ()
