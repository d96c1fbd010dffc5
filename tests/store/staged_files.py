"""Staged files as an import leaves them for ``append_staged``."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from curator.domain.identity import new_id
from curator.store.journal import NewText, text_row
from curator.store.sealing import ChangeHeader, original_digest, revision_digest

STAGED = """
CREATE TABLE entity (position INTEGER PRIMARY KEY, id TEXT, kind TEXT);
CREATE TABLE revision (id TEXT, entity_id TEXT, kind TEXT, parents TEXT, origin_change TEXT,
    author TEXT, at TEXT, form_digest TEXT, document TEXT, digest TEXT);
CREATE TABLE original (sha256 TEXT, size INTEGER, bytes BLOB, digest TEXT);
CREATE TABLE text (article_id TEXT, sha256 TEXT, digest TEXT, body TEXT, made_by TEXT, blocks TEXT);
CREATE TABLE term (release TEXT, id TEXT, label TEXT, synonyms TEXT, parents TEXT, digest TEXT);
"""


def stage(path: Path, header: ChangeHeader, articles: int) -> None:
    with closing(sqlite3.connect(path)) as staging:
        staging.executescript(STAGED)
        for number in range(articles):
            article = new_id()
            text = text_row(NewText(article, f"Text {number}", "test", []))
            revision = {
                "id": new_id(),
                "entity_id": article,
                "kind": "article",
                "parents": "[]",
                "origin_change": header.id,
                "author": header.author.id,
                "at": header.at,
                "form_digest": "f",
                "document": f'{{"title":"{number}"}}',
            }
            revision["digest"] = revision_digest(revision)
            sha = str(text["sha256"])
            for table, row in (
                ("entity", {"id": article, "kind": "article"}),
                ("revision", revision),
                (
                    "original",
                    {
                        "sha256": sha,
                        "size": 6,
                        "bytes": f"Text {number}".encode(),
                        "digest": original_digest(sha, 6),
                    },
                ),
                ("text", text),
            ):
                names = ", ".join(row)
                marks = ", ".join(f":{name}" for name in row)
                staging.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", row)
        staging.commit()
