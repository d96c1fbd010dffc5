"""``curator tag``: what texts name, line by line."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

OBO = """format-version: 1.2
data-version: cl/releases/2026-01-01/x.owl

[Term]
id: CL:0000084
name: T cell
synonym: "T lymphocyte" EXACT []

[Term]
id: CL:0000001
name: Bystander
is_obsolete: true
"""


def given(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return path


def spans(out: str) -> dict[Any, list[dict[str, Any]]]:
    return {row["id"]: row["spans"] for row in map(json.loads, filter(None, out.split("\n")))}


def test_a_role_marks_the_terms_of_this_machine(run: Run, tmp_path: Path) -> None:
    text = "🧬 \u2028B\u2011cells in mice"
    path = given(tmp_path / "in.jsonl", {"id": "a", "text": text}, {"id": 2, "text": ""})
    code, out, err = run("tag", "--vocabulary", "cells", "--jsonl", path)
    assert (code, err) == (0, "")
    assert spans(out) == {
        "a": [{"start": 3, "end": 10, "term": "CL:0000236", "label": "B cell"}],
        2: [],
    }
    assert text[3:10] == "B\u2011cells"


def test_a_file_is_taken_for_what_its_ids_say(run: Run, tmp_path: Path) -> None:
    ontology = tmp_path / "cells.obo.gz"
    ontology.write_bytes(gzip.compress(OBO.encode()))
    path = given(tmp_path / "in.jsonl", {"id": "a", "text": "memory T cells, bystanders"})
    _code, out, _err = run("tag", "--vocabulary", ontology, "--jsonl", path)
    # "memory" goes with the name as of cells, and obsolete terms are not looked for.
    assert spans(out)["a"] == [{"start": 0, "end": 14, "term": "CL:0000084", "label": "T cell"}]


@pytest.mark.parametrize("option", [["--names-only"], ["--as", "things"]])
def test_only_the_names_are_marked_where_that_is_asked(
    run: Run, tmp_path: Path, option: list[str]
) -> None:
    (tmp_path / "cells.obo").write_text(OBO, encoding="utf-8")
    path = given(tmp_path / "in.jsonl", {"id": "a", "text": "memory T cells"})
    call = ("tag", "--vocabulary", tmp_path / "cells.obo", *option, "--jsonl", path)
    assert [(one["start"], one["end"]) for one in spans(run(*call)[1])["a"]] == [(7, 14)]


def test_standard_input_is_read_where_no_file_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = io.TextIOWrapper(io.BytesIO(b'{"id": 1, "text": "lupus in mice"}\n'))
    monkeypatch.setattr(sys, "stdin", lines)
    call = ("tag", "--vocabulary", "diseases", "--vocabulary", "organisms", "--jsonl")
    assert [one["start"] for one in spans(run(*call)[1])[1]] == [0, 9]


@pytest.mark.parametrize("line", ["{", "[1]", '{"text": "x"}', '{"id": 1}', '{"id":1,"text":2}'])
def test_a_line_that_is_no_text_is_named(run: Run, tmp_path: Path, line: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": 1, "text": "x"}\n' + line, encoding="utf-8")
    code, _out, err = run("tag", "--vocabulary", "cells", "--jsonl", path)
    assert code == 5
    assert "line 2" in err


def test_numbers_of_a_trial_are_marked_beside_terms(run: Run, tmp_path: Path) -> None:
    text = (
        "Sixty women took part. The response rate was 45% with the drug and 20% with placebo in "
        "patients with lupus."
    )
    path = given(tmp_path / "in.jsonl", {"id": 1, "text": text})
    call = ("tag", "--vocabulary", "numbers", "--vocabulary", "diseases", "--jsonl", path)
    found = {text[one["start"] : one["end"]]: one for one in spans(run(*call)[1])[1]}
    assert list(found) == ["Sixty", "45%", "20%", "lupus"]
    assert found["45%"]["label"] == "percent of the treated"
    assert found["20%"]["label"] == "percent of the controls"
    assert [bool(one["term"]) for one in found.values()] == [False, False, False, True]


def test_an_unknown_vocabulary_is_named_with_those_there_are(run: Run) -> None:
    code, _out, err = run("tag", "--vocabulary", "kells", "--jsonl")
    assert code == 3
    assert "kells" in err
    assert "cells" in err


def test_a_file_that_is_no_vocabulary_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.obo").write_text("<!doctype html><html></html>", encoding="utf-8")
    code, _out, err = run("tag", "--vocabulary", tmp_path / "page.obo", "--jsonl")
    assert code == 11
    assert "page.obo" in err


def test_an_installed_vocabulary_is_known_by_its_name(run: Run, tmp_path: Path) -> None:
    ontology = tmp_path / "small.obo"
    ontology.write_text(OBO, encoding="utf-8")
    assert run("vocabulary", "load", ontology)[0] == 0
    path = given(tmp_path / "in.jsonl", {"id": 1, "text": "T lymphocytes and B cells"})
    name = next(iter((tmp_path / "home" / "vocabularies").glob("*/*.vocab"))).parent.name
    _code, out, _err = run("tag", "--vocabulary", name, "--names-only", "--jsonl", path)
    assert [one["term"] for one in spans(out)[1]] == ["CL:0000084"]
