"""Verify 5,000 revisions, against reading their rows and a SHA-256 of each."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from pathlib import Path

from curator.services.registry import Registry
from curator.services.verifying import verify, verify_chain
from tests.bench.figures import median, say, say_alone, timed
from tests.bench.registries import make_registry

REVISIONS = 5_000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.curator"
        make_registry(path, articles=300, studies=300, revisions=REVISIONS - 901).close()
        registry = Registry.open(path, read_only=True)
        chain, bare, whole = [], [], []
        for _ in range(3):
            bare.append(timed(lambda: _bare(path)))
            chain.append(timed(lambda: verify_chain(registry)))
            whole.append(timed(lambda: verify(registry)))
        registry.close()
    say(f"verify {REVISIONS} revisions: chain and digests", ours=median(chain),
        bare=median(bare), bar="<= 3")  # fmt: skip
    say_alone("the same with structure and projections", ours=median(whole), bar="apart")


def _bare(path: Path) -> None:
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    for table in ("change", "revision", "original", "text"):
        for row in db.execute(f"select * from {table}"):
            digest = hashlib.sha256()
            for cell in row:
                digest.update(cell if isinstance(cell, bytes) else str(cell).encode())
            digest.hexdigest()
    db.close()
