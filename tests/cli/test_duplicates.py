from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ARTICLE, Run


@pytest.fixture
def two(tmp_path: Path, article: Path, run: Run) -> None:
    """An article, and the same with another headline and a line of its own."""
    more = "The cells were grown for nine days and given back through a vein of the arm.\n" * 2
    article.write_text(ARTICLE + more, encoding="utf-8")
    other = tmp_path / "other.txt"
    body = (ARTICLE + more).partition("\n\n")[2]
    other.write_text(f"Lupus meets its match\n\n{body}By our desk.\n", encoding="utf-8")
    code, _out, err = run("import", article, other)
    assert code == 0, err


def test_they_are_listed_with_reasons_and_answered(run: Run, two: None) -> None:
    out = run("duplicates")[1]
    assert "A-0001 and A-0002: same article?" in out
    assert "word for word" in out
    assert out.endswith("1 possible duplicates.\n")
    code, out, _err = run("duplicates", "answer", "A-0001", "A-0002", "different")
    assert (code, out) == (0, "A-0001 and A-0002: different (change 3).\n")
    assert run("duplicates")[1] == "0 possible duplicates.\n"


def test_an_answer_is_taken_back(run: Run, two: None) -> None:
    run("duplicates", "answer", "a-2", "a-1", "same-article")
    assert "excluded" in run("list", "articles")[1]
    code, out, _err = run("duplicates", "undo", "A-0001", "A-0002")
    assert (code, out) == (0, "Taken back as change 4.\n")
    assert "excluded" not in run("list", "articles")[1]
    assert run("duplicates", "undo", "A-0001", "A-0002")[0] == 3


def test_json_has_words_and_offsets(run_json: Callable[..., Any], two: None) -> None:
    (found,) = run_json("duplicates")
    assert (found["first"]["number"], found["second"]["number"]) == (1, 2)
    assert found["relation"] == "same_article"
    assert all(len(reason["first"]) == 2 for reason in found["reasons"])


def test_what_is_no_article_or_no_answer_is_refused(run: Run, two: None) -> None:
    assert run("duplicates", "answer", "A-0001", "A-0009", "different")[0] == 3
    assert run("duplicates", "answer", "A-0001", "A-0001", "different")[0] == 5
    assert run("duplicates", "answer", "A-0001", "A-0002", "perhaps")[0] == 2


def test_a_study_is_named_where_an_article_reports_several(
    run: Run, two: None, reading: Callable[..., Path]
) -> None:
    assert run("apply", reading())[0] == 0
    code, _out, err = run("duplicates", "answer", "A-1", "A-2", "same-study", "--study", "A-1")
    assert (code, "A-0001 is no study." in err) == (3, True)
    code, _out, err = run("duplicates", "answer", "A-1", "A-2", "same-study", "--study", "S-1")
    assert (code, err) == (0, "")
