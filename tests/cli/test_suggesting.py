"""``curator suggest``, as somebody at a terminal uses it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from curator.services.registry import Registry
from curator.services.silencing import silence
from curator.services.values import Author
from tests.cli.conftest import Run
from tests.suggest.replaying import replaying, says

TEXT = (
    "CAR T cells that release IL-12 clear tumors in mice\n\n"
    "Scientists at Stanford University engineered CAR T cells to secrete IL-12. Mice with ovarian "
    "cancer were treated, and more than 70% of them were cured, a study in Nature Medicine shows.\n"
)
SHAPE = {"field", "status", "value", "term", "start", "end", "quote", "score", "why"}


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """Two articles as lines; the second holds a line separator, which is no end of a line."""
    path = tmp_path / "articles.jsonl"
    rows = [{"id": 7, "text": TEXT}, {"id": "b", "text": "Nothing\u2028is told of it here."}]
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
    return path


def parsed(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.split("\n") if line]


def of(line: dict[str, Any], field: str) -> list[dict[str, Any]]:
    return [one for one in line["suggestions"] if one["field"] == field]


def test_a_line_in_a_line_out(run: Run, lines: Path) -> None:
    code, out, _ = run("suggest", "--jsonl", lines)
    assert code == 0
    first, second = parsed(out)
    assert (first["id"], second["id"]) == (7, "b")
    assert set(first) == {"id", "suggestions"}
    assert second["suggestions"] == []
    for one in first["suggestions"]:
        assert set(one) - {"part"} == SHAPE
        assert TEXT[one["start"] : one["end"]] == one["quote"]
        assert one["status"] in ("reported", "vague", "unclear")
    payload = of(first, "payload")[0]
    assert (payload["part"], payload["value"], payload["term"]) == ("agent", "IL-12", "CUR:IL-12")
    assert [one["value"] for one in of(first, "therapy_class")] == ["CAR T"]
    assert [one["value"] for one in of(first, "journal")] == ["Nature Medicine"]
    assert "> 70 %" in [one["value"] for one in of(first, "outcome")]


def test_the_same_input_gives_the_same_bytes(run: Run, lines: Path) -> None:
    assert run("suggest", "--jsonl", lines, "--absences") == run(
        "suggest", "--jsonl", lines, "--absences"
    )


def test_absences_only_when_they_are_asked_for(run: Run, lines: Path) -> None:
    _, out, _ = run("suggest", "--jsonl", lines, "--absences")
    first, second = parsed(out)
    absent = {one["field"]: one for one in second["absences"]}
    proof = absent["target_antigen"]
    assert proof["hits"] == 0
    assert proof["terms"] > len(proof["tried"]) > 5
    assert proof["characters"] == len("Nothing\u2028is told of it here.")
    assert proof["releases"]
    assert not {one["field"] for one in first["suggestions"]} & {
        one["field"] for one in first["absences"]
    }


def test_a_file_is_read_as_an_import_reads_it(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    headline, _, words = TEXT.strip().split("\n")
    page.write_text(
        "<html><head><title>t</title></head><body><nav><a href='/'>Nature Medicine</a></nav>"
        f"<article><h1>{headline}</h1><p>{words}</p>"
        "<p>The cells were given to mice, and nothing else was done to them in that time.</p>"
        "</article></body></html>",
        encoding="utf-8",
    )
    code, out, err = run("suggest", page, "--json")
    assert code == 0, err
    line = json.loads(out)
    assert line["id"] == str(page)
    assert [one["value"] for one in of(line, "payload")] == ["IL-12"]


def test_for_people_with_quotes_and_proofs(run: Run, article: Path) -> None:
    code, out, _ = run("suggest", article, "--absences")
    assert code == 0
    assert out.startswith(f"# {article}\n")
    assert "Payload: IL-12  (" in out
    assert "“" in out
    assert "Lymphodepletion: none of " in out


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    run: Run, article: Path, tmp_path: Path
) -> None:
    code, out, err = run("suggest", tmp_path / "missing.txt", article)
    assert code == 11
    assert err.startswith(f"{tmp_path / 'missing.txt'} cannot be read")
    assert "Payload" in out


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "not JSON"),
        ('{"id": 1}', "its “text” is no text"),
        ('{"id": 1, "text": 3}', "its “text” is no text"),
        ("[]", "not an object with an “id”"),
    ],
)
def test_a_line_that_is_none_is_refused(run: Run, tmp_path: Path, line: str, why: str) -> None:
    path = tmp_path / "wrong.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    code, out, err = run("suggest", "--jsonl", path)
    assert code == 5
    assert f"line 1: {why}" in err
    assert out == ""


def test_the_registrys_form_and_silenced_names_count(
    run: Run, run_json: Any, article: Path, tmp_path: Path
) -> None:
    registry = tmp_path / "r.curator"
    assert run("--registry", registry, "--author", "Ada", "new", registry)[0] == 0
    plain = run_json("--registry", registry, "suggest", article)
    assert [one["value"] for one in of(plain, "payload")] == ["IL-12"]
    author = Author("ada", "Ada")
    with closing(Registry.open(registry)) as opened:
        silence(opened, "cytokines", name="IL-12", author=author)
    silent = run_json("--registry", registry, "suggest", article)
    assert of(silent, "payload") == []


def test_a_model_on_this_machine_is_asked_when_it_is_named(run: Run, article: Path) -> None:
    row = {"field": "route", "value": "intravenous", "quote": "were treated"}
    with replaying(says({"suggestions": [row]})) as server:
        plain = run("suggest", article, "--json")
        assert server.asked == []
        plugin = f"local-model,url={server.url},model=tiny"
        code, out, _ = run("suggest", article, "--json", "--plugin", plugin)
    assert code == 0
    assert [one["value"] for one in of(json.loads(out), "route")] == ["Intravenous"]
    assert of(json.loads(plain[1]), "route") == []
    assert server.asked[0]["model"] == "tiny"


def test_a_plugin_that_cannot_answer_is_told_and_the_rules_stand(run: Run, article: Path) -> None:
    plugin = "local-model,url=http://models.example/v1"
    code, out, _ = run("suggest", article, "--json", "--plugin", plugin)
    assert code == 0
    line = json.loads(out)
    assert "is not this machine" in line["notes"][0]
    assert of(line, "payload")


def test_the_order_of_sets_does_not_show(lines: Path, tmp_path: Path) -> None:
    def printed(seed: str) -> bytes:
        command = [sys.executable, "-m", "curator", "suggest", "--jsonl", str(lines), "--absences"]
        home = {**os.environ, "PYTHONHASHSEED": seed, "CURATOR_HOME": str(tmp_path)}
        return subprocess.run(command, check=True, capture_output=True, env=home).stdout

    assert printed("1") == printed("2")


def test_json_of_several_files_is_one_value_also_where_one_fails(
    run: Run, article: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(TEXT, encoding="utf-8")
    code, out, _ = run("suggest", article, other, "--json")
    assert code == 0
    assert [one["id"] for one in json.loads(out)] == [str(article), str(other)]
    code, out, err = run("suggest", article, tmp_path / "nothere.txt", "--json")
    assert code != 0
    assert [one["id"] for one in json.loads(out)] == [str(article)]
    assert "nothere.txt" in err
