"""A database that cannot be reached or opened: said so, and what to do."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.store.postgres import postgres

__all__ = ["postgres"]

READING = (("list", "articles"), ("show", "A-0001"), ("verify",), ("history", "A-0001"))


def closed_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.mark.parametrize("words", READING)
def test_a_server_that_is_not_there_is_named_where_one_only_reads(
    run: Run, words: tuple[str, ...]
) -> None:
    port = closed_port()
    code, out, err = run("--registry", f"postgresql://mia:secret@127.0.0.1:{port}/here", *words)
    assert (code, out) == (10, "")
    sentence, hint = err.strip().split("\n")
    assert sentence.startswith(f"postgresql://mia:***@127.0.0.1:{port}/here cannot be reached (")
    assert "Connection refused" in sentence
    assert "check the address" in hint
    for word in ("saved", "save again", "draft", "secret"):
        assert word not in err


def test_so_it_is_where_one_writes(run: Run, article: Path) -> None:
    address = f"postgresql://mia:secret@127.0.0.1:{closed_port()}/here"
    code, _, err = run("--registry", address, "import", article)
    assert (code, "cannot be reached" in err, "secret" in err) == (10, True, False)


def test_a_database_that_is_not_there_is_no_lost_connection(run: Run, postgres: Any) -> None:
    address = postgres.get_uri(database="nothere")
    code, _, err = run("--registry", address, "list", "articles")
    assert code != 0
    assert "nothere" in err
    assert "Check the address" in err
    for word in ("is gone", "saved", "draft", "Traceback"):
        assert word not in err
