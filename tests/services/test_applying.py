from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curator.domain.canonical import sha256
from curator.domain.claims import Quantity, Term, Words
from curator.domain.errors import RefusedError, UnreadableInputError
from curator.ingest.workers import Parsers
from curator.services.applying import apply_file, shown_reason
from curator.services.history import history
from curator.services.listing import article_rows, study_ids
from curator.services.opening import open_article, study_view
from curator.services.registry import Registry
from curator.store import projections
from tests.registries import ADA, BEN, import_words

BODY = "Five of 7 mice 🧬 were cured by IL-12 within three months. A cohort was followed.\n"


def spanned(quote: str) -> dict[str, Any]:
    start = BODY.index(quote)
    return {"start": start, "end": start + len(quote), "quote": quote}


def readings() -> dict[str, Any]:
    """One study, one article, one extraction with a value of many kinds."""
    claims = {
        "organism": {"items": [{"value": "mouse", "evidence": [spanned("mice 🧬")]}]},
        "n": {"items": [{"status": "vague", "value": "a cohort"}]},
        "publication_date": {"items": [{"value": "2022-11"}]},
        "payload": {
            "items": [
                {
                    "parts": {"agent": {"label": "IL-12"}, "mode": "somehow"},
                    "own": {"mode": {"status": "vague", "evidence": [spanned("cured")]}},
                    "note": "as the article spells it",
                }
            ]
        },
        "outcome": {
            "items": [
                {
                    "parts": {
                        "endpoint": "cure",
                        "n": "5",
                        "of": {"op": "=", "value": "7"},
                        "time_point": {"op": "<=", "value": "3", "unit": "mo"},
                    }
                }
            ]
        },
        "model": {"items": [{"status": "vague", "value": "a mouse model"}]},
        "dose": {"status": "not_reported"},
        "journal": {"status": "vague", "evidence": [spanned("A cohort")], "note": "unnamed"},
    }
    return {
        "format": "curator-readings/1",
        "form": "immunotherapy-study",
        "studies": [{"ref": "S", "label": "Cured mice"}],
        "articles": [
            {
                "ref": "a",
                "file": "a.txt",
                "original_sha256": sha256(BODY),
                "claims": {"report.title": {"status": "not_reported"}},
            }
        ],
        "extractions": [{"article": "a", "study": "S", "role": "secondary", "claims": claims}],
    }


@pytest.fixture
def filled(registry: Registry, tmp_path: Path, parsers: Parsers) -> Registry:
    import_words(registry, tmp_path / "in", files={"a.txt": BODY}, parsers=parsers)
    return registry


def written(folder: Path, data: Any) -> Path:
    path = folder / "readings.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_readings_become_claims_with_their_evidence(filled: Registry, tmp_path: Path) -> None:
    applied = apply_file(filled, written(tmp_path, readings()), author=BEN)
    opened = open_article(filled, applied.articles[0][1])
    assert opened.document.state == "in_progress"
    (read,) = opened.extractions
    assert (read.study_number, read.study_label) == (1, "Cured mice")
    assert (read.document.role, read.document.reader) == ("secondary", "Ben")
    claims = read.document.claims
    mouse = claims["organism"].items[0]
    assert mouse.value == Term("mouse")
    evidence = mouse.evidence[0]
    assert opened.body[evidence.start : evidence.end] == evidence.quote == "mice 🧬"
    assert (evidence.prefix, evidence.suffix) == ("Five of 7 ", BODY[16:48])
    assert evidence.text == opened.document.text
    assert claims["n"].items[0].value == Words("a cohort")
    assert claims["publication_date"].items[0].value == "2022-11"
    payload = claims["payload"].items[0]
    assert payload.parts == {"agent": Term("IL-12"), "mode": Words("somehow")}
    own = payload.own["mode"]
    assert (own.status, [one.quote for one in own.evidence or ()]) == ("vague", ["cured"])
    outcome = claims["outcome"].items[0].parts
    assert (outcome["n"], outcome["of"]) == ("5", Quantity("=", "7"))
    assert outcome["time_point"] == Quantity("<=", "3", unit="mo")
    assert claims["model"].items[0].parts == {"strain": "a mouse model"}
    assert claims["dose"].own_status == "not_reported"
    assert claims["journal"].evidence[0].quote == "A cohort"
    ids = [item.id for claim in claims.values() for item in claim.items]
    assert len(set(ids)) == len(ids)
    with filled.read() as session:
        assert projections.differences(session) == []


def test_the_digest_of_the_file_is_sealed_but_not_shown(filled: Registry, tmp_path: Path) -> None:
    path = written(tmp_path, readings())
    change = apply_file(filled, path, author=ADA, reason="Second reader").change
    assert change.reason == f"Second reader · sha256:{sha256(path.read_bytes())}"
    assert shown_reason(change.reason) == "Second reader"
    assert history(filled, "S-0001")[0].reason == "Second reader"


def test_a_later_file_adds_to_what_is_there(filled: Registry, tmp_path: Path) -> None:
    first = apply_file(filled, written(tmp_path, readings()), author=ADA)
    more = readings()
    more["studies"] = [{"ref": "S", "id": "S-0001", "label": "Mice that were cured"}]
    more["articles"][0] |= {"id": "A-0001", "state": "complete"}
    (extraction,) = more["extractions"]
    extraction |= {
        "id": first.extractions[0],
        "claims": {"dose": {"items": [{"value": "1-2 x 10^6/kg"}]}},
    }
    apply_file(filled, written(tmp_path, more), author=BEN)
    view = study_view(filled, first.studies[0][1])
    assert view.document.label == "Mice that were cured"
    (read,) = view.readings
    assert read.claims["dose"].items[0].value == Quantity(
        "range", low="1", high="2", exp10="6", unit="/kg"
    )
    assert "outcome" in read.claims
    assert article_rows(filled, [1])[0].state == "complete"


def change_claim(key: str, claim: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        data["extractions"][0]["claims"][key] = claim

    return change


def change_top(key: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        data[key] = value

    return change


def item(**parts: Any) -> Any:
    return {"items": [parts]}


WRONG = [
    (change_top("format", "other/1"), "format"),
    (change_top("form", "another"), "form"),
    (change_top("studies", {}), "studies"),
    (change_top("studies", [{"ref": "S"}, {"ref": "S"}]), r"studies\[1\]"),
    (change_top("articles", [{"original_sha256": "0" * 64, "file": "z.txt"}]), "z.txt is not"),
    (change_top("extractions", [{"article": "b", "study": "S"}]), r"extractions\[0\]\.article"),
    (change_top("extractions", [{"article": "a"}]), r"extractions\[0\]\.study"),
    (change_claim("nothing", {"status": "vague"}), r"claims\.nothing"),
    (change_claim("report.title", {"status": "vague"}), r"claims\.report\.title"),
    (change_claim("n", {"status": "reported"}), r"claims\.n\.status"),
    (change_claim("n", {"items": []}), r"claims\.n\.items"),
    (change_claim("n", item(value="many")), r"n\.items\[0\]\.value"),
    (change_claim("n", item(value=5)), r"n\.items\[0\]\.value"),
    (change_claim("n", {"items": [{"value": "5"}, {"value": "6"}]}), "takes one value"),
    (change_claim("stage", item(value="in space")), r"stage\.items\[0\]\.value"),
    (change_claim("publication_date", item(value="soon")), "publication_date"),
    (change_claim("pmid", item(value="PMID")), "pmid"),
    (change_claim("disease", item(parts={"nom": "x"})), r"parts\.nom"),
    (change_claim("organism", item(parts={"name": "x"})), "has no parts"),
    (change_claim("organism", item(value="mouse", basis="guessed")), "basis"),
    (change_claim("organism", item(value="mouse", scope="elsewhere")), "scope"),
    (change_claim("organism", item(value="mouse", evidence=[{"start": 0}])), "quote"),
    (
        change_claim(
            "organism", item(value="mouse", evidence=[{"start": 0, "end": 4, "quote": "Four"}])
        ),
        r"evidence\[0\].*does not stand at 0-4, where the article has “Five”",
    ),
    (
        change_claim(
            "organism", item(value="mouse", evidence=[{"start": 0, "end": 999, "quote": "Five"}])
        ),
        "no span",
    ),
    (
        change_claim(
            "organism",
            item(
                value="mouse", evidence=[{"start": 0, "end": 4, "quote": "Five", "text": "f" * 64}]
            ),
        ),
        "no text",
    ),
]


def test_what_does_not_fit_is_refused_with_its_place_and_nothing_is_applied(
    filled: Registry, tmp_path: Path
) -> None:
    seal = filled.last_seal()
    for change, place in WRONG:
        data = readings()
        change(data)
        with pytest.raises(RefusedError, match=place):
            apply_file(filled, written(tmp_path, data), author=ADA)
    assert filled.last_seal() == seal
    assert list(study_ids(filled)) == []


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"{", b"[1.5]", b'{"a": NaN}', b"[" * 100_000])
def test_what_is_no_json_is_named(sqlite_registry: Registry, tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(raw)
    with pytest.raises(UnreadableInputError, match=r"bad\.json"):
        apply_file(sqlite_registry, path, author=ADA)
    with pytest.raises(UnreadableInputError, match=r"gone\.json"):
        apply_file(sqlite_registry, tmp_path / "gone.json", author=ADA)


def test_an_empty_file_of_readings_is_refused(sqlite_registry: Registry, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="no readings"):
        apply_file(sqlite_registry, written(tmp_path, {"format": "curator-readings/1"}), author=ADA)
