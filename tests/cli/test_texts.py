"""The texts of an article from a terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ARTICLE, Run

RunJson = Callable[..., Any]


@pytest.fixture
def filled(run: Run, article: Path, reading: Callable[..., Path]) -> None:
    run("import", article)
    assert run("--author", "R. Ortiz", "apply", reading())[0] == 0


@pytest.fixture
def full(tmp_path: Path) -> Path:
    path = tmp_path / "full.md"
    path.write_text(f"{ARTICLE}\n# Methods\n\nCafé mice were bought.\n", encoding="utf-8")
    return path


@pytest.mark.usefixtures("filled")
def test_attach_tells_what_went_along_and_texts_lists_both(
    run: Run, run_json: RunJson, full: Path
) -> None:
    code, out, err = run("attach", "A-0001", full, "--reason", "The paper itself")
    assert (code, err) == (0, "")
    assert "A-0001 is read in its text 2" in out
    assert "went along" in out
    assert "stays" not in out
    first, second = run_json("texts", "A-0001")
    assert (first["file_name"], first["chosen"]) == ("article.txt", False)
    assert (second["file_name"], second["chosen"]) == ("full.md", True)
    assert first["quotes"] == 0 < second["quotes"]
    assert "> 2  full.md" in run("texts", "A-0001")[1]
    assert "text from full.md" in run("history", "A-0001")[1]
    assert run("verify")[0] == 0


@pytest.mark.usefixtures("filled")
def test_quotes_that_do_not_stand_are_named(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Interleukin twelve, in words that nobody quoted.", encoding="utf-8")
    out = run("attach", "A-0001", other)[1]
    assert "stays in another text  payload: “interleukin-12”" in out
    assert "is read in its text 1" in run("texts", "A-0001", "--choose", "1")[1]
    assert run("verify")[0] == 0


@pytest.mark.usefixtures("filled")
def test_the_same_bytes_as_another_encoding_are_a_further_text(
    run: Run, run_json: RunJson, full: Path
) -> None:
    run("attach", "A-0001", full)
    out = run("texts", "A-0001", "--encoding", "windows-1252")[1]
    assert "is read in its text 3" in out
    rows = run_json("texts", "A-0001")
    assert [row["encoding"] for row in rows] == ["utf-8", "utf-8", "windows-1252"]
    assert rows[2]["length"] > rows[1]["length"], "two characters for each that is not ASCII"
    code, _, err = run("texts", "A-0001", "--encoding", "klingon")
    assert code == 5
    assert "no encoding “klingon”" in err


@pytest.mark.usefixtures("filled")
def test_what_cannot_be_attached_is_refused_with_a_sentence(
    run: Run, run_json: RunJson, full: Path, article: Path, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    for path, words in (
        (tmp_path / "folder", "is a folder"),
        (article, "has this very text already"),
        (tmp_path / "gone.txt", "gone.txt"),
    ):
        code, _, err = run("attach", "A-0001", path)
        assert code in (5, 11), path
        assert words in err
    assert run("attach", "S-0001", full)[0] == 2
    assert run("texts", "A-0001", "--choose", "7")[0] == 3
    assert run("texts", "A-0001", "--choose", "1", "--encoding", "utf-8")[0] == 2
    assert len(run_json("texts", "A-0001")) == 1


def test_spoilt_characters_are_repaired_in_a_further_text(
    run: Run, run_json: RunJson, tmp_path: Path
) -> None:
    path = tmp_path / "spoilt.txt"
    good = "Göteborg\n\nA naïve cell of 10 µm was seen in Malmö.\n"
    path.write_text(good.encode().decode("windows-1252"), encoding="utf-8")
    assert run("import", path)[0] == 0
    code, out, err = run("texts", "A-0001", "--mend")
    assert (code, err) == (0, "")
    assert "A-0001 is read in its text 2" in out
    rows = run_json("texts", "A-0001")
    assert [row["length"] for row in rows] == [len(good.encode()), len(good)]
    assert rows[1]["made_by"]["mended"].startswith("4 by ftfy")
    code, _, err = run("texts", "A-0001", "--mend")
    assert code == 5
    assert "No words of A-0001" in err
    assert run("texts", "A-0001", "--mend", "--choose", "1")[0] == 2
    assert run("verify")[0] == 0
