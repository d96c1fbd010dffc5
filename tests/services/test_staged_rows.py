"""What an import stages is written by hand and kept once; it must be what it stands for."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Any

from curator.domain.canonical import canonical
from curator.domain.references import reference_to_json
from curator.ingest.parse import parse_bytes
from curator.ingest.values import ParsedArticle
from curator.ingest.workers import Parsers
from curator.services.importing import import_paths, new_text
from curator.services.opening import open_article
from curator.services.registry import Registry
from curator.services.verifying import verify
from curator.store.journal import NewText, text_row
from tests.registries import ADA

PLAIN = "A headline “of” some words\nBy Jane Roe\n\n" + "Mice were treated with cells. " * 20
RIS = "TY  - JOUR\nTI  - A “title” of some words\nAU  - Roe, Jane\nPY  - 2021\nER  - \n"


def parsed(words: str, name: str) -> ParsedArticle:
    article = parse_bytes(words.encode(), name)
    assert isinstance(article, ParsedArticle)
    return article


def test_what_a_text_was_made_by_is_canonical() -> None:
    for words, name in ((PLAIN, "a.txt"), (RIS, "a.ris")):
        article = parsed(words, name)
        hints = [
            {"field": h.field, "value": h.value, "start": h.start, "end": h.end, "quote": h.quote}
            for h in article.hints
        ]
        expected: dict[str, Any] = {**article.made_by, "hints": hints}
        if article.reference is not None:
            expected["reference"] = reference_to_json(article.reference)
        assert hints
        assert new_text("x", article).made_by == canonical(expected).decode()


def test_a_text_brings_its_own_digest_along() -> None:
    made = new_text("x", parsed(PLAIN, "a.txt"))
    again = NewText(made.article_id, made.body, made.made_by, made.blocks)
    assert made.sha256
    assert text_row(made) == text_row(again)


def test_texts_that_are_their_bytes_and_texts_that_are_not_come_in_whole(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    files = {
        "plain.txt": PLAIN.encode(),
        "marked.txt": codecs.BOM_UTF8 + b"Marked. " + PLAIN.encode(),
        "lines.txt": b"Lines.\r\n" + PLAIN.replace("\n", "\r\n").encode(),
        "old.txt": "Größe. ".encode("cp1252") * 40,
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    report = import_paths(registry, [folder], author=ADA, parsers=parsers)
    bodies = {one.name: open_article(registry, one.article_id).body for one in report.taken}
    assert bodies.keys() == files.keys()
    assert bodies["plain.txt"] == PLAIN
    assert bodies["old.txt"] == "Größe. " * 40
    assert bodies["marked.txt"].lstrip("\ufeff") == "Marked. " + PLAIN
    assert verify(registry).problems == ()


def test_the_full_text_gathers_a_chunk_before_it_writes(
    sqlite_registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    (tmp_path / "a.txt").write_text(PLAIN, encoding="utf-8")
    import_paths(sqlite_registry, [tmp_path / "a.txt"], author=ADA, parsers=parsers)
    with sqlite_registry.read() as session:
        rows = session.exec_driver_sql("SELECT k, v FROM fulltext_config").all()
    held = {row.k: row.v for row in rows}
    assert (held["automerge"], held["crisismerge"]) == (16, 64)
