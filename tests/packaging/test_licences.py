from __future__ import annotations

from importlib.metadata import Distribution
from pathlib import Path

import pytest

from tests.packaging.licences import (
    Combined,
    Licence,
    LicenceError,
    is_allowed,
    judge,
    parse,
    run_time_packages,
    stated_licence,
)


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("LGPL-3.0-only", False),
        ("MIT OR GPL-2.0-only", True),
        ("MIT AND GPL-2.0-only", False),
        ("MIT AND (GPL-2.0-only OR BSD-3-Clause)", True),
        ("MIT AND (GPL-2.0-only OR AGPL-3.0-only)", False),
        ("(MIT AND GPL-2.0-only) OR Apache-2.0", True),
        ("GPL-2.0-only OR MIT AND AGPL-3.0-only", False),
        ("MIT AND GPL-2.0-only OR Apache-2.0", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("Apache-2.0 WITH LLVM-exception", True),
        ("GPL-3.0-only WITH GCC-exception-3.1", False),
        ("MIT WITH Commons-Clause", False),
        ("((MIT))", True),
        ("mit", False),
        ("LicenseRef-Proprietary", False),
        ("OFL-1.1", False),
    ],
)
def test_what_is_allowed(text: str, allowed: bool) -> None:
    assert is_allowed(parse(text), "some-package") is allowed


@pytest.mark.parametrize(
    ("text", "package", "allowed"),
    [
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", "pyside6-essentials", True),
        ("GPL-3.0-only", "pyside6-essentials", False),
        ("LGPL-3.0-only", "psycopg", True),
        ("OFL-1.1", "font-source-sans-pro", True),
        ("LGPL-3.0-only", "font-source-sans-pro", False),
    ],
)
def test_what_only_named_packages_may(text: str, package: str, allowed: bool) -> None:
    assert is_allowed(parse(text), package) is allowed


def test_and_binds_tighter_than_or() -> None:
    a, b, c = Licence("A"), Licence("B"), Licence("C")
    assert parse("A OR B AND C") == Combined("OR", (a, Combined("AND", (b, c))))
    assert parse("A AND (B OR C)") == Combined("AND", (a, Combined("OR", (b, c))))
    assert parse("A WITH X AND B") == Combined("AND", (Licence("A", "X"), b))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MIT AND",
        "OR MIT",
        "(MIT",
        "MIT)",
        "MIT Apache-2.0",
        "MIT WITH",
        "MIT / X11",
        "AND",
        "()",
    ],
)
def test_what_is_no_expression(text: str) -> None:
    with pytest.raises(LicenceError):
        parse(text)


class Made(Distribution):
    """A package with made-up metadata."""

    def __init__(self, *lines: str) -> None:
        self._text = "\n".join(
            ("Metadata-Version: 2.4", "Name: made", "Version: 1", *lines, "", "")
        )

    def read_text(self, filename: str) -> str | None:
        return self._text if filename == "METADATA" else None

    def locate_file(self, path: object) -> Path:
        raise FileNotFoundError(path)


CLASSIFIER = "Classifier: License :: OSI Approved :: "


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        (["License-Expression: MIT", "License: GPL"], "MIT"),
        (["License: BSD-3-Clause"], "BSD-3-Clause"),
        (["License: Apache 2.0"], "Apache-2.0"),
        (["License: see the file", CLASSIFIER + "MIT License"], "MIT"),
        (
            [CLASSIFIER + "MIT License", CLASSIFIER + "Apache Software License"],
            "MIT AND Apache-2.0",
        ),
    ],
)
def test_the_licence_in_the_metadata(lines: list[str], licence: str) -> None:
    assert stated_licence(Made(*lines)) == licence


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["License: see the file"],
        [CLASSIFIER + "GNU General Public License v3 (GPLv3)"],
        [CLASSIFIER + "MIT License", CLASSIFIER + "GNU General Public License v3 (GPLv3)"],
        ["License: GPL-3.0-only", CLASSIFIER + "MIT License"],
    ],
)
def test_a_package_without_an_allowed_licence_is_refused(lines: list[str]) -> None:
    assert [fine for _, _, fine in judge([Made(*lines)])] == [False]


def test_everything_installed_at_run_time_is_allowed() -> None:
    judged = list(judge(run_time_packages(["curator[postgres]"])))
    names = {name.lower() for name, _, _ in judged}
    # Reached directly, through another package, and through an extra.
    assert {"curator", "sqlalchemy", "mako", "psycopg-binary", "shiboken6"} <= names
    assert "pytest" not in names
    assert [(name, stated) for name, stated, fine in judged if not fine] == []
