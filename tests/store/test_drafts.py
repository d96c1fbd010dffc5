"""Drafts on disk: each move of the log, a kill in between, the same bytes after 500 edits."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from curator.domain.canonical import canonical
from curator.domain.claims import Claim, Item
from curator.domain.edits import EditLog, step_to_json
from curator.domain.errors import StorageError
from curator.store.drafts import Based, DraftKey, DraftStore, damaged, trimmed
from tests.claim_steps import claim_step

KEY = DraftKey("registry", "curator", "article")
BASE = {"e1": Based("extraction", "r1", {"claims": {}, "role": "primary"})}


@pytest.fixture
def drafts(tmp_path: Path) -> Iterator[DraftStore]:
    store = DraftStore(tmp_path / "drafts.sqlite")
    yield store
    store.close()


def typed(log: EditLog, field: str, words: str, coalesce: str = "") -> EditLog:
    claim = Claim(items=(Item("1", value=words),)) if words else None
    step = claim_step(log, "e1", field_key=field, claim=claim, name=field, coalesce=coalesce)
    return log.applied(step) if step else log


def as_bytes(log: EditLog) -> bytes:
    steps = [step_to_json(step) for step in log.steps]
    return canonical({"documents": dict(log.documents), "steps": steps, "at": log.position})


def record(drafts: DraftStore, log: EditLog) -> None:
    drafts.record(KEY, position=log.position, step=log.steps[log.position - 1], dirty=True)


def test_a_step_that_takes_no_more_typing_keeps_what_was_undone_behind_it(
    drafts: DraftStore,
) -> None:
    log = drafts.begin(KEY, last_seal="s", base=BASE)
    for field in ("payload", "dose", "journal"):
        log = typed(log, field, field, coalesce=field)
        record(drafts, log)
    for _ in range(2):
        undone = log.undone()
        assert undone is not None
        log = undone[0]
        drafts.record(KEY, position=log.position, step=None, dirty=True, count=3)
    log = log.closed()
    step = log.steps[log.position - 1]
    drafts.record(KEY, position=log.position, step=step, dirty=True, count=len(log.steps))
    found = drafts.load(KEY)
    assert found is not None
    assert found.log.documents == log.documents
    assert [one.name for one in found.log.steps] == ["payload", "dose", "journal"]
    log = typed(log, "route", "oral")  # another step instead: those are gone
    step = log.steps[-1]
    drafts.record(KEY, position=log.position, step=step, dirty=True, count=len(log.steps))
    found = drafts.load(KEY)
    assert found is not None
    assert [one.name for one in found.log.steps] == ["payload", "route"]


def test_what_was_typed_is_there_after_opening_again(drafts: DraftStore) -> None:
    log = typed(drafts.begin(KEY, last_seal="s", base=BASE), "payload", "IL-12 “{🧬}”\u2028")
    record(drafts, log)
    drafts.put_pending(KEY, "e1|n||", words="fiv")
    again = DraftStore(drafts.path)
    found = again.load(KEY)
    again.close()
    assert found is not None
    assert as_bytes(found.log) == as_bytes(log)
    assert (found.base, found.last_seal, found.dirty) == (BASE, "s", True)
    assert found.pending == {"e1|n||": "fiv"}


def test_undo_survives_and_a_new_step_cuts_the_redo_tail_on_disk(drafts: DraftStore) -> None:
    log = drafts.begin(KEY, last_seal="s", base=BASE)
    for words in ("a", "b", "c"):
        log = typed(log, "payload", words)
        record(drafts, log)
    undone = log.undone()
    assert undone is not None
    log = undone[0]
    drafts.record(KEY, position=log.position, step=None, dirty=True)
    found = drafts.load(KEY)
    assert found is not None
    assert (found.log.position, len(found.log.steps)) == (2, 3)
    assert found.log.documents == log.documents
    log = typed(log, "journal", "Cell")
    record(drafts, log)
    found = drafts.load(KEY)
    assert found is not None
    assert [step.name for step in found.log.steps] == ["payload", "payload", "journal"]


def test_typing_that_is_one_step_is_one_row(drafts: DraftStore) -> None:
    log = drafts.begin(KEY, last_seal="s", base=BASE)
    for words in ("I", "IL", "IL-12"):
        log = typed(log, "payload", words, "typing")
        record(drafts, log)
    found = drafts.load(KEY)
    assert found is not None
    assert as_bytes(found.log) == as_bytes(log)
    assert len(found.log.steps) == 1


def test_500_random_edits_undone_and_redone_are_the_same_on_disk(drafts: DraftStore) -> None:
    rng = random.Random(5)
    log = drafts.begin(KEY, last_seal="s", base=BASE)
    while len(log.steps) < 500:
        log = typed(
            log, rng.choice(["payload", "n", "dose"]), rng.choice(["", "é🧬", str(rng.random())])
        )
        record(drafts, log)
    end = as_bytes(log)
    for _ in range(500):
        undone = log.undone()
        assert undone is not None
        log = undone[0]
        drafts.record(KEY, position=log.position, step=None, dirty=log.position > 0)
    found = drafts.load(KEY)
    assert found is not None
    assert found.log.document("e1") == BASE["e1"].document
    while redone := log.redone():
        log = redone[0]
        drafts.record(KEY, position=log.position, step=None, dirty=True)
    found = drafts.load(KEY)
    assert found is not None
    assert as_bytes(found.log) == end


def test_articles_with_unsaved_edits_are_listed_for_their_curator_only(drafts: DraftStore) -> None:
    drafts.begin(KEY, last_seal="s", base=BASE)
    assert drafts.articles("registry", curator="curator") == frozenset()
    record(drafts, typed(EditLog({"e1": {"kind": "x", "document": {"claims": {}}}}), "n", "5"))
    assert drafts.articles("registry", curator="curator") == {"article"}
    assert drafts.articles("registry", curator="somebody else") == frozenset()
    drafts.rebase(KEY, last_seal="t", base=BASE, dirty=False)
    assert drafts.articles("registry", curator="curator") == frozenset()


def test_a_draft_that_is_gone_is_not_written_silently(drafts: DraftStore) -> None:
    drafts.begin(KEY, last_seal="s", base=BASE)
    drafts.drop(KEY)
    assert drafts.load(KEY) is None
    with pytest.raises(StorageError, match="no longer on disk"):
        drafts.record(KEY, position=0, step=None, dirty=False)


def test_a_long_log_loses_its_oldest_steps_only_when_opened_again() -> None:
    log = EditLog({"e1": {"kind": "extraction", "document": {"claims": {}}}})
    for number in range(1_010):
        log = typed(log, "payload", str(number))
    short = trimmed(log)
    assert (len(short.steps), short.position) == (1_000, 1_000)
    assert short.documents == log.documents


def test_a_damaged_file_is_said_to_be_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "drafts.sqlite"
    path.write_bytes(b"SQLite format 3\0" + b"junk" * 2_000)
    before = path.read_bytes()
    with pytest.raises(StorageError, match="cannot be opened"):
        DraftStore(path)
    assert path.read_bytes() == before
    assert damaged(path)


WRITER = """
import sys
from pathlib import Path
from tests.store.test_drafts import BASE, KEY, record, typed
from curator.store.drafts import DraftStore
drafts = DraftStore(Path(sys.argv[1]))
log = drafts.begin(KEY, last_seal="s", base=BASE)
number = 0
while True:
    log = typed(log, "payload", f"words {number}")
    record(drafts, log)
    print(number, flush=True)
    number += 1
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a signal of POSIX systems")
def test_no_acknowledged_step_is_lost_by_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "drafts.sqlite"
    root = Path(__file__).resolve().parents[2]
    for after in (1, 7, 20):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, cwd=root
        )
        assert child.stdout is not None
        acknowledged = -1
        for line in child.stdout:
            acknowledged = int(line)
            if acknowledged >= after:
                child.send_signal(signal.SIGKILL)
                break
        rest = child.stdout.read().split()
        acknowledged = int(rest[-1]) if rest else acknowledged
        child.stdout.close()
        child.wait()
        store = DraftStore(path)
        found = store.load(KEY)
        store.close()
        assert found is not None
        assert found.log.position >= acknowledged + 1
        with sqlite3.connect(path) as db:
            assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        db.close()
