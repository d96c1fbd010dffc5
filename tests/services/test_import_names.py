"""Lines of an import, told apart where their files have one name."""

from __future__ import annotations

import os

import pytest

from curator.services.import_names import told_apart
from curator.services.values import ImportLine


def line(path: str, part: str = "") -> ImportLine:
    name = path.rpartition("/")[2] + (f" > {part}" if part else "")
    return ImportLine("failed", name, os.fsencode(path.replace("/", os.sep)))


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ([], []),
        ([line("/a/x.pdf"), line("/a/y.pdf")], ["x.pdf", "y.pdf"]),
        ([line("/a/x.pdf"), line("/b/x.pdf")], ["a/x.pdf", "b/x.pdf"]),
        ([line("/a/c/x.pdf"), line("/b/c/x.pdf")], ["a/c/x.pdf", "b/c/x.pdf"]),
        ([line("/x.pdf"), line("/a/x.pdf")], ["/x.pdf", "a/x.pdf"]),
        ([line("/a/x.ris", "1"), line("/a/x.ris", "2")], ["x.ris > 1", "x.ris > 2"]),
        ([line("/a/x.ris", "1"), line("/b/x.ris", "1")], ["a/x.ris > 1", "b/x.ris > 1"]),
    ],
)
def test_files_of_one_name_are_told_apart(lines: list[ImportLine], names: list[str]) -> None:
    assert [one.replace(os.sep, "/") for one in told_apart(lines)] == names


def test_what_was_pasted_keeps_its_name() -> None:
    pasted = ImportLine("failed", "x.txt")
    assert told_apart([pasted, line("/a/x.txt")])[0] == "x.txt"
