"""What ``curator text`` prints of files of every kind."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.ingest.archive_files import encrypted, zip_of
from tests.ingest.pages import HTML
from tests.shared_data import SHARED, needs_shared

JATS = """<!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" "j.dtd">
<article><front><article-meta><title-group><article-title>Cells and mice</article-title>
</title-group></article-meta></front><body><sec><title>Results</title>
<p>Mice with 10<sup>7</sup> cells lived longer.</p>
<table-wrap><label>Table 1</label><table><thead><tr><th>Arm</th><th>Mice</th></tr></thead>
<tbody><tr><td>Cells</td><td>12</td></tr></tbody></table></table-wrap></sec></body></article>"""
RIS = "TY  - JOUR\nTI  - Cells {n}\nAU  - Grey, Ada\nPY  - 2020\nER  - \n"


@pytest.fixture
def article_file(tmp_path: Path) -> Path:
    path = tmp_path / "a.nxml"
    path.write_text(JATS, encoding="utf-8")
    return path


def test_one_article_in_full(run_json: Callable[..., Any], article_file: Path) -> None:
    value = run_json("text", article_file)
    assert value["file"] == str(article_file)
    assert (value["title"], value["media_type"]) == ("Cells and mice", "application/jats+xml")
    assert value["encoding"].startswith("utf-8")
    assert value["made_by"]["reader"].startswith("jats")
    assert "10⁷ cells" in value["text"]
    (table,) = [one for one in value["blocks"] if one["kind"] == "table"]
    cells = [value["text"][a:z] for _, _, a, z, _ in table["cells"]]
    assert cells == ["Arm", "Mice", "Cells", "12"]
    heading = next(one for one in value["blocks"] if one["kind"] == "heading")
    assert heading["level"] >= 1


def test_blocks_for_people_say_level_and_cells(run: Run, article_file: Path) -> None:
    code, out, _ = run("text", article_file)
    assert code == 0
    assert "# Cells and mice" in out
    assert "4 cells]" in out
    assert ", level " in out


def test_several_articles_are_listed(
    run: Run, run_json: Callable[..., Any], tmp_path: Path
) -> None:
    path = tmp_path / "a.ris"
    path.write_text(RIS.replace("{n}", "one") + RIS.replace("{n}", "two"), encoding="utf-8")
    value = run_json("text", path)
    assert [one["name"] for one in value["articles"]] == ["record 1", "record 2"]
    assert value["articles"][1]["reference"]["title"] == "Cells two"
    assert "# record 2" in run("text", path)[1]


def test_what_fails_in_an_archive_is_told_beside_the_rest(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({"a.html": HTML, "blank.txt": " ", "p.css": "p {}"}))
    code, out, err = run("text", path, "--json")
    value = json.loads(out)
    assert code == 11
    assert [one["name"] for one in value["articles"]] == ["a.html"]
    assert [one["name"] for one in value["failures"]] == ["blank.txt"]
    assert value["notes"] == ["1 file in a.zip is no article: p.css."]
    assert "a.zip > blank.txt: blank.txt holds nothing" in err


def test_the_encoding_can_be_chosen(run_json: Callable[..., Any], run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Größe der Zellen".encode("mac-roman"))
    value = run_json("text", path, "--encoding", "mac-roman")
    assert (value["text"], value["encoding"]) == ("Größe der Zellen", "mac-roman")
    code, _, err = run("text", path, "--encoding", "klingon")
    assert code == 11
    assert "There is no encoding called “klingon”" in err


def test_a_password_is_asked_for_and_taken(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(encrypted({"a.txt": "Locked words."}, password=b"cell"))
    code, _, err = run("text", path)
    assert code == 11
    assert "encrypted and needs a password" in err
    code, out, _ = run("text", path, "--password", "cell")
    assert code == 0
    assert "Locked words." in out


def test_spoilt_text_is_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The naÃ¯ve cells.", encoding="utf-8")
    assert "“naÃ¯ve” for “naïve”" in run("text", path)[1]


def test_import_tells_its_notes(run: Run, run_json: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({"a.txt": "Words.", "p.css": "p {}"}))
    code, out, _ = run("import", path)
    assert code == 0
    assert "A-0001  a.zip > a.txt" in out
    assert "note     a.zip: 1 file in a.zip is no article: p.css." in out
    value = run_json("import", path)
    assert [one["outcome"] for one in value["files"]] == ["same", "note"]


@needs_shared
def test_a_pdf_says_its_pages(run_json: Callable[..., Any]) -> None:
    value = run_json("text", SHARED / "formats" / "pdf_jabref" / "ieee-paper.pdf")
    assert {one.get("page", 0) for one in value["blocks"]} >= {1}
    assert int(value["made_by"]["pages"]) >= 1
