"""Every command as a user types it, with its exit code."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ARTICLE, Run

RunJson = Callable[..., Any]
Reading = Callable[..., Path]


@pytest.fixture
def filled(run: Run, article: Path, reading: Reading) -> None:
    """A registry with one article, read."""
    assert run("import", article)[0] == 0
    assert run("--author", "R. Ortiz", "apply", reading())[0] == 0


def test_the_first_import_makes_the_registry_and_the_second_skips(run: Run, article: Path) -> None:
    code, out, _ = run("import", article)
    assert code == 0
    assert "A-0001  article.txt" in out
    code, out, _ = run("import", article)
    assert code == 0
    assert "0 imported, 1 there already" in out


def test_a_file_that_fails_is_listed_and_does_not_stop_the_rest(
    run: Run, article: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_bytes(b" \n")
    code, out, _ = run("import", article, tmp_path / "empty.txt", tmp_path / "missing.txt")
    assert code == 11
    assert "1 imported" in out
    assert "empty.txt" in out
    assert "missing.txt" in out


@pytest.mark.usefixtures("filled")
def test_list_and_show(run: Run, run_json: RunJson) -> None:
    assert "CAR T cells turn on tumours" in run("list", "articles")[1]
    (study,) = run_json("list", "studies")
    assert (study["number"], study["articles"], study["conflicts"]) == (1, 1, 0)
    assert "Payload: IL-12, Secreted  (reported) [single]" in run("show", "S-0001")[1]
    assert "“interleukin-12”" in run("show", "a-0001")[1]
    shown = run_json("show", "S-0001")
    assert shown["record"]["dose"]["status"] == "not_reported"
    assert [one["number"] for one in run_json("list", "articles", "--filter", "payload:IL-12")] == [
        1
    ]
    assert run_json("list", "articles", "--filter", "payload:IL-18") == []


def test_a_quote_that_does_not_stand_there_refuses_the_whole_file(
    run: Run, run_json: RunJson, article: Path, reading: Reading
) -> None:
    run("import", article)
    code, _, err = run("apply", reading(quote="interleukin-18"))
    assert code == 5
    assert "payload" in err
    assert "interleukin-18" in err
    assert run_json("list", "studies") == []


def test_readings_of_an_article_that_is_not_there_are_refused_with_its_name(
    run: Run, article: Path, reading: Reading
) -> None:
    code, _, err = run("apply", reading())
    assert code == 5
    assert article.name in err


@pytest.mark.usefixtures("filled")
def test_a_file_is_applied_once_unless_again(run: Run, reading: Reading) -> None:
    assert run("apply", reading())[0] == 5
    assert run("apply", "--again", reading())[0] == 0


@pytest.mark.usefixtures("filled")
def test_history_diff_and_restore(run: Run, run_json: RunJson) -> None:
    assert run("withdraw", "S-0001", "--reason", "by mistake")[0] == 0
    assert run_json("list", "studies") == []
    rows = run_json("history", "S-0001")
    assert [row["reason"] for row in rows][:1] == ["by mistake"]
    assert rows[-1]["author"] == "R. Ortiz"
    code, out, _ = run("diff", "S-0001", rows[-1]["seq"], rows[0]["seq"])
    assert code == 0
    assert "withdrawn" in out
    assert run("restore", "S-0001", rows[-1]["seq"], "--reason", "was right")[0] == 0
    assert [one["number"] for one in run_json("list", "studies")] == [1]
    assert len(run_json("history", "S-0001")) == 3


@pytest.mark.usefixtures("filled")
def test_a_decision_needs_a_claim_that_there_is(run: Run, run_json: RunJson) -> None:
    code, _, err = run("decide", "S-0001", "n", "--keep", "A-0007", "--reason", "x")
    assert code == 3
    assert "A-0007" in err
    assert run("decide", "S-0001", "n", "--reason", "x")[0] == 2
    assert run("decide", "S-0001", "n", "--keep", "A-0001", "--reason", "in the table")[0] == 0
    assert run_json("show", "S-0001")["record"]["n"]["state"] == "decided"


@pytest.mark.usefixtures("filled")
def test_exports_dump_load_and_verify(run: Run, tmp_path: Path) -> None:
    for kind in ("csv", "csv-long", "xlsx", "jsonl"):
        code, _, err = run("export", "--format", kind, "--out", tmp_path / f"out-{kind}")
        assert code == 0, err
    text = (tmp_path / "out-csv").read_text(encoding="utf-8")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["label"] == "'=Larkspur, “IL-12”"
    assert json.loads(row["payload"]) == [{"agent": "IL-12", "mode": "secreted"}]
    assert (row["n"], row["n__status"], row["n__state"]) == ("5", "reported", "single")
    assert (row["dose"], row["dose__status"], row["dose__state"]) == ("", "not_reported", "")
    assert (row["route"], row["route__status"]) == ("[]", "not_checked")
    long = csv.DictReader(
        io.StringIO((tmp_path / "out-csv-long").read_text(encoding="utf-8"), newline="")
    )
    agent = next(one for one in long if one["part"] == "agent")
    assert (agent["value"], agent["quote"], agent["stands"]) == ("IL-12", "interleukin-12", "yes")
    assert "interleukin-12" in (tmp_path / "evidence.csv").read_text(encoding="utf-8")

    other = tmp_path / "loaded.curator"
    assert run("--registry", other, "load", tmp_path / "out-jsonl")[0] == 0
    assert run("--registry", other, "load", tmp_path / "out-jsonl")[0] != 0
    run("--registry", other, "export", "--format", "jsonl", "--out", tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == (tmp_path / "out-jsonl").read_bytes()
    assert run("--registry", other, "verify")[0] == 0
    code, out, _ = run("backup", tmp_path / "backups")
    assert code == 0
    (copy,) = (tmp_path / "backups").iterdir()
    assert str(copy) in out
    assert run("--registry", copy, "verify")[0] == 0


@pytest.mark.usefixtures("filled")
def test_an_export_as_of_a_change_is_that_state_again(run: Run, tmp_path: Path) -> None:
    before, after = tmp_path / "before.csv", tmp_path / "after.csv"
    run("export", "--format", "csv", "--out", before)
    long_before = tmp_path / "b" / "long.csv"
    run("export", "--format", "csv-long", "--out", long_before)
    run("decide", "S-0001", "n", "--keep", "A-0001", "--reason", "in the table")
    run("export", "--format", "csv", "--out", after, "--as-of", 3)
    assert after.read_bytes() == before.read_bytes()
    long_after = tmp_path / "a" / "long.csv"
    run("export", "--format", "csv-long", "--out", long_after, "--as-of", 3)
    assert long_after.read_bytes() == long_before.read_bytes()
    assert (tmp_path / "a/evidence.csv").read_bytes() == (tmp_path / "b/evidence.csv").read_bytes()
    code, _, err = run("export", "--format", "csv", "--out", after, "--as-of", 99)
    assert code == 3
    assert "no change 99" in err


def test_text_prints_blocks_and_needs_no_registry(
    run: Run, run_json: RunJson, article: Path
) -> None:
    code, out, _ = run("text", article)
    assert code == 0
    assert "CAR T cells turn on tumours" in out
    value = run_json("text", article)
    assert value["text"] == ARTICLE
    assert all(ARTICLE[b["start"] : b["end"]].strip() for b in value["blocks"])
    lines = article.with_name("lines.jsonl")
    lines.write_text(json.dumps({"id": 7, "text": "One line.\u2028Two."}) + "\n", encoding="utf-8")
    code, out, _ = run("text", "--jsonl", lines)
    assert code == 0
    assert json.loads(out)["id"] == 7
    windows = {"id": "w", "text": "\r\n\r\nOne line.\r\nTwo lines of it.\r\n"}
    lines.write_text(json.dumps(windows) + "\n", encoding="utf-8")
    (block, *_) = json.loads(run("text", "--jsonl", lines)[1])["blocks"]
    assert windows["text"][block["start"] : block["end"]].strip() == "One line."
    lines.write_text("{}\n", encoding="utf-8")
    assert run("text", "--jsonl", lines)[0] == 5


def test_what_cannot_be_opened_has_its_sentence_and_code(
    run: Run, article: Path, tmp_path: Path
) -> None:
    assert run("list", "articles")[0] == 3
    before = article.read_bytes()
    code, _, err = run("--registry", article, "list", "articles")
    assert code == 6
    assert "not a registry" in err
    assert "Traceback" not in err
    assert article.read_bytes() == before
    code, _, err = run("--registry", article, "--json", "list", "articles")
    assert json.loads(err)["error"] == "RegistryFileError"
    assert run("nonsense")[0] == 2
    assert run("--version") == (0, run("--version")[1], "")
    assert run("new", tmp_path / "x.curator")[0] == 0
    assert run("new", tmp_path / "x.curator")[0] != 0


def test_the_codebook_names_every_field(run: Run, run_json: RunJson) -> None:
    code, out, _ = run("codebook")
    assert code == 0
    assert "**Payload** (`payload`" in out
    assert set(run_json("codebook")) == {"form", "statuses", "states"}
