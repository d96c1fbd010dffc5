"""Save of a full extraction, log to commit, against a raw durable commit of the same bytes.

The end is the moment at which the registry tells what it committed; the draft's own file is brought
up to date after it.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import sqlalchemy as sa

from curator.domain.claims import Claim, Item, new_item_id
from curator.services.drafting import open_draft, save_draft
from curator.services.opening import open_article
from curator.services.registry import Registry
from curator.services.saving import own_vocabularies
from curator.store.drafts import DraftStore, StoredDraft
from tests.bench.figures import median, percentile, say, say_alone, timed
from tests.bench.registries import AUTHOR, make_registry
from tests.claim_steps import claim_step

SAVES = 60


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        registry = make_registry(path / "x.curator", articles=200, studies=50)
        drafts = DraftStore(path / "drafts.sqlite")
        own_vocabularies()
        bare = [timed(one) for one in _raw(path / "raw.sqlite", _bytes(registry))]
        ours = _saves(registry, drafts)
        drafts.close()
        registry.close()
    say("save of a full extraction, log to commit (median)", ours=median(ours),
        bare=median(bare), bar="<= 6")  # fmt: skip
    say_alone("the same, p95", ours=percentile(ours, 0.95), bar="<= 16 ms where bare <= 1 ms")


def _saves(registry: Registry, drafts: DraftStore) -> list[float]:
    times: list[float] = []
    article = _one(registry, "select min(article_id) from head where kind = 'extraction'")
    draft = open_draft(
        registry, drafts, opened=open_article(registry, article), author=AUTHOR
    ).draft
    committed: list[float] = []
    registry.listeners.append(lambda _: committed.append(time.perf_counter()))
    for number in range(SAVES):
        draft = _edited(drafts, draft, f"words {number}")
        begun = time.perf_counter()
        draft = _save(registry, drafts, draft)
        times.append((committed[-1] - begun) * 1e3)
    return times[5:]


def _save(registry: Registry, drafts: DraftStore, draft: StoredDraft) -> StoredDraft:
    return save_draft(registry, drafts, draft=draft, author=AUTHOR)[1]


def _edited(drafts: DraftStore, draft: StoredDraft, words: str) -> StoredDraft:
    (extraction,) = draft.log.of_kind("extraction")
    claim = Claim(items=(Item(new_item_id(), value=words),))
    step = claim_step(draft.log, extraction, field_key="next_step", claim=claim, name="Next step")
    assert step is not None
    log = draft.log.applied(step)
    drafts.record(draft.key, position=log.position, step=step, dirty=True)
    return StoredDraft(draft.key, draft.last_seal, draft.base, log, True, draft.updated)


def _bytes(registry: Registry) -> bytes:
    """What one such save writes: a revision's document, its record, its values."""
    document = _one(registry, "select document from revision where kind = 'extraction' limit 1")
    cells = _one(registry, "select cells from study_record limit 1")
    return (document + cells).encode()


def _one(registry: Registry, query: str) -> str:
    with registry.read() as session:
        return str(session.scalar(sa.text(query)))


def _raw(path: Path, data: bytes) -> Iterator[Callable[[], None]]:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("pragma journal_mode=truncate")
    db.execute("pragma synchronous=full")
    db.execute("create table t(id integer primary key, data blob)")

    def write() -> None:
        db.execute("begin immediate")
        db.execute("insert into t(data) values (?)", (data,))
        db.execute("commit")

    for _ in range(5):
        write()
    for _ in range(SAVES):
        yield write
    db.close()
