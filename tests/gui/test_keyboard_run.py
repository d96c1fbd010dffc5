"""A working day without a mouse, in a real window: import, read, fill, undo, save, a crash, go on.

Everything that the curator does goes through the X server's keyboard; everything that is asserted
is read from the files that the program leaves.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from curator.domain.changes import Author
from curator.domain.claims import Claim
from curator.domain.documents import ARTICLE, EXTRACTION
from curator.domain.filling import claim_text
from curator.domain.identity import new_id
from curator.services.history import history
from curator.services.listing import article_rows, find
from curator.services.opening import open_article
from curator.services.registry import Registry, create_registry
from curator.services.values import OpenedArticle
from curator.services.verifying import verify
from curator.store.drafts import DraftKey, DraftStore, StoredDraft
from tests.gui.xvfb import Desk, desk, needs_screen

__all__ = ["desk"]

TITLE: Final = "CAR T cells that release interleukin-12 clear ovarian tumours in mice"
PAGE: Final = f"""{TITLE}

Researchers at the Icahn School of Medicine at Mount Sinai treated 24 mice with ovarian cancer. \
The work was published in Cancer Cell on 24 November 2022.

The cells bind folate receptor alpha. They reprogram macrophages in the tumour. \
Each mouse had 2 x 10^6 cells by the intravenous route.

Tumours shrank in more than 70 % of the treated mice. Untreated mice lived 20 days. \
Whether the treatment is safe in people is not yet known.

Brian Brown led the work. A first trial in people is planned.
"""
OTHER: Final = "A second article\n\nIt has nothing to do with the first one.\n"

NAME: Final = "Ada Lovelace"
FOUND: Final = (
    # field, the words in the article, how they get there, the value
    ("institution", "Icahn School of Medicine at Mount Sinai", "i", ""),
    ("n", "24", "u", "24"),
    ("disease", "ovarian cancer", "d", ""),
    ("journal", "Cancer Cell", "j", ""),
    ("organism", "mice", "m", "mouse"),
    ("therapy_class", "CAR T cells", "k", "CAR T"),
    ("target_antigen", "folate receptor alpha", "a", "FRα"),
    ("payload", "interleukin-12", "p", "IL-12"),
    ("target_cell", "macrophages", "t", "macrophage"),
    ("dose", "2 x 10^6 cells", "q", "2 × 10^6 cells"),
    ("comparator", "Untreated mice", "c", ""),
    ("investigator", "Brian Brown", "n", ""),
    ("safety", "not yet known", "s", "Not established"),
    ("route", "intravenous", "/route", "Intravenous"),
    ("publication_date", "24 November 2022", "/published", "2022-11-24"),
)
TYPED: Final = (
    # field, how to get there, what is typed, the value
    ("stage", "g", "in viv", "In vivo"),
    ("follow_up", "w", "20 days", "20 days"),
)
JUDGED: Final = (
    # field, how to get there, the key, the status
    ("phase", "f", "alt+7", "not_applicable"),
    ("registry_id", "r", "alt+0", "not_reported"),
    ("mechanism", "h", "alt+8", "vague"),
    ("limitations", "/limitations", "alt+9", "unclear"),
)


WHOLE_ROW: Final = {
    "endpoint": "Tumours shrank",
    "arm": "treated mice",
    "op": ">",
    "value": "70",
    "unit": "%",
}


SLOW_SECONDS: Final = 15.0
"""Longer than the program ever takes, also where other tests keep both cores busy."""


class Book:
    """What lies on the disk: the newest draft of the first article, and the registry."""

    def __init__(self, home: Path) -> None:
        self._drafts = home / "drafts.sqlite"
        self.registry = Registry.open(home / "studies.curator", read_only=True)

    def draft(self) -> StoredDraft | None:
        if not self._drafts.exists():
            return None
        with closing(sqlite3.connect(f"{self._drafts.as_uri()}?mode=ro", uri=True)) as looking:
            keys = looking.execute(
                "select registry, curator, article from draft where article = ? order by updated",
                (find(self.registry, "A-0001").id,),
            ).fetchall()
        if not keys:
            return None
        with closing(DraftStore(self._drafts)) as drafts:
            return drafts.load(DraftKey(*keys[-1]))

    def claim(self, field: str) -> Claim | None:
        """What the draft says of a field, of the article or of its only study."""
        draft = self.draft()
        if draft is None:
            return None
        read = (ARTICLE, EXTRACTION)
        log = draft.log
        claims = [log.claims(e).get(field) for e in log.documents if log.kind(e) in read]
        return next((claim for claim in claims if claim is not None), None)

    def saved(self) -> OpenedArticle:
        return open_article(self.registry, find(self.registry, "A-0001").id)

    def text(self, field: str, claim: Claim) -> str:
        known = self.registry.form.field(field)
        assert known is not None
        return claim_text(known, claim)


@pytest.fixture
def book(desk: Desk) -> Iterator[Book]:
    create_registry(desk.home / "studies.curator", Author(new_id(), "Somebody")).close()
    one = Book(desk.home)
    yield one
    one.registry.close()


class Curator:
    """Somebody at that desk who has no mouse."""

    def __init__(self, desk: Desk, book: Book) -> None:
        self.desk, self.book = desk, book

    def start(self) -> None:
        self.desk.start("open", str(self.desk.home / "studies.curator"), title="studies.curator")

    def import_folder(self, folder: Path) -> None:
        self.desk.press("ctrl+shift+i")
        self.desk.take_keyboard("Import a folder")
        self.desk.type(str(folder))

        def accept() -> None:
            # Once more where the first one closed the chooser's list of completions.
            if self.desk.windows("Import a folder"):
                self.desk.press("Return")

        def both() -> bool:
            return len(article_rows(self.book.registry, (1, 2))) == 2

        self.desk.until(both, "two articles", again=accept, each=SLOW_SECONDS)
        self.read_first()

    def read_first(self) -> None:
        """The first article stands there; before, a letter would find nothing to go into."""
        self.desk.take_keyboard("A-0001.*studies.curator")

    def select(self, words: str) -> None:
        """By finding them; the hit stays selected when the bar closes."""
        self.desk.press("alt+2", "ctrl+Home", "ctrl+f")
        self.desk.type(words)
        self.desk.press("Escape")

    def go_to(self, way: str) -> None:
        """A letter of the article, with or without selected words, or the slash and a name."""
        if way.startswith("/"):
            self.desk.press("slash")
            self.desk.type(way[1:])
            self.desk.press("Return")
        else:
            self.desk.press(way)

    def put(self, field: str, words: str, way: str) -> Claim:
        """Selected words into a field, until the draft has them on disk."""

        def put_them() -> None:
            self.select(words)
            self.go_to(way)

        return self.wait(field, again=put_them)

    def go_without_words(self, way: str) -> None:
        self.desk.press("alt+2", "ctrl+Home")
        self.go_to(way)

    def wait(self, field: str, *, again: Callable[[], None] | None = None) -> Claim:
        """Until the draft has a claim; a person looks up and does it again if nothing comes."""
        what = f"claim on {field} in the draft"
        return self.desk.until(lambda: self.book.claim(field), what, again=again, each=SLOW_SECONDS)


@pytest.fixture
def curator(desk: Desk, book: Book) -> Curator:
    return Curator(desk, book)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "1.txt").write_text(PAGE, encoding="utf-8")
    (made / "2.txt").write_text(OTHER, encoding="utf-8")
    return made


def begin(curator: Curator, folder: Path) -> None:
    """Import, and the first words."""
    curator.start()
    curator.import_folder(folder)

    def first_words() -> None:
        curator.select("Cancer Cell")
        curator.go_to("j")

    curator.wait("journal", again=first_words)


def fill(curator: Curator) -> dict[str, str]:
    """Twenty fields and more; what each is expected to hold."""
    expected = {}
    for field, words, way, value in FOUND:
        curator.put(field, words, way)
        expected[field] = value or words
    for field, way, words, value in TYPED:
        curator.wait(field, again=partial(type_in, curator, way, words=words))
        expected[field] = value
    for field, way, key, status in JUDGED:
        judge_it = partial(judge, curator, way, key=key)
        assert curator.wait(field, again=judge_it).status == status
    return expected


def type_in(curator: Curator, way: str, *, words: str) -> None:
    curator.go_without_words(way)
    curator.desk.type(words)
    curator.desk.press("Return")


def judge(curator: Curator, way: str, *, key: str) -> None:
    curator.go_without_words(way)
    curator.desk.press(key)


def fill_a_row(curator: Curator) -> None:
    """The endpoint from the article, the other cells typed."""
    curator.put("outcome", "Tumours shrank", "o")
    desk = curator.desk
    desk.press("alt+3", "Tab")
    desk.type("treated mice")
    desk.press("Tab")
    desk.type(">70%")
    desk.press("Return")
    desk.until(lambda: row_of(curator.book) == WHOLE_ROW, "row of outcomes")


def row_of(book: Book) -> dict[str, object]:
    claim = book.claim("outcome")
    return dict(claim.items[0].parts) if claim is not None and claim.items else {}


def undo_and_redo(curator: Curator) -> None:
    """Two steps back and forth: the same documents again."""
    desk, book = curator.desk, curator.book
    before = book.draft()
    assert before is not None
    position = before.log.position

    def at(step: int) -> bool:
        draft = book.draft()
        return draft is not None and draft.log.position == step

    desk.press("ctrl+z", "ctrl+z")
    desk.until(lambda: at(position - 2), "draft two steps back")
    assert row_of(book) == {"endpoint": "Tumours shrank"}
    desk.press("ctrl+shift+z", "ctrl+y")
    desk.until(lambda: at(position), "draft as it was")
    after = book.draft()
    assert after is not None
    assert after.log.documents == before.log.documents


def wait_for_save(curator: Curator, *, kinds: tuple[str, ...]) -> None:
    """Ctrl+S was pressed: wait until the registry has what the draft has."""
    book = curator.book

    def committed() -> bool:
        return tuple(row.kind for row in history(book.registry, "A-0001")) == kinds

    curator.desk.until(committed, "change in the registry")
    curator.desk.until(lambda: not dirty(book), "draft without unsaved edits")
    saved, draft = book.saved(), book.draft()
    assert draft is not None
    assert saved.document.to_json() == draft.log.document(saved.article_id)
    for one in saved.extractions:
        assert one.document.to_json() == draft.log.document(one.extraction_id)


def dirty(book: Book) -> bool:
    draft = book.draft()
    return draft is None or draft.dirty


def unfinished(book: Book) -> list[str]:
    draft = book.draft()
    return list(draft.pending.values()) if draft is not None else []


def check(curator: Curator, expected: Mapping[str, str]) -> None:
    """Each value is what the form shows of it, and stands on the words that were selected."""
    book = curator.book
    for field, value in expected.items():
        claim = book.claim(field)
        assert claim is not None
        assert book.text(field, claim) == value, field
    for field, words, _, _ in FOUND:
        claim = book.claim(field)
        assert claim is not None
        assert [one.quote for one in claim.items[0].evidence] == [words]


def save_for_the_first_time(curator: Curator, expected: Mapping[str, str]) -> None:
    """The bar asks who is curating; its line has the keyboard."""
    desk, book = curator.desk, curator.book
    desk.press("ctrl+s")
    desk.type(NAME)
    desk.press("Return")
    wait_for_save(curator, kinds=("save", "import"))
    assert history(book.registry, "A-0001")[0].author == NAME
    saved = book.saved()
    assert saved.document.state == "in_progress"
    assert set(expected) <= set(saved.extractions[0].document.claims)


def crash(curator: Curator) -> StoredDraft:
    """More edits, one of them not finished; then the machine goes down."""
    desk, book = curator.desk, curator.book
    curator.put("next_step", "A first trial in people is planned", "x")
    curator.go_without_words("/funding")
    desk.type("Ministry of")
    desk.until(lambda: unfinished(book) == ["Ministry of"], "unfinished words on disk")
    before = book.draft()
    desk.kill()
    assert before is not None
    assert len(history(book.registry, "A-0001")) == 2
    return before


def go_on(curator: Curator, before: StoredDraft) -> None:
    """The draft is there, the words that were being typed too; nothing is asked."""
    desk, book = curator.desk, curator.book
    curator.start()
    after = book.draft()
    assert after is not None
    assert after.log.documents == before.log.documents
    assert after.pending == before.pending

    def next_words() -> None:
        curator.select("ovarian tumours")
        curator.go_to("l")

    curator.read_first()
    desk.until(lambda: book.claim("model"), "claim on model", again=next_words, each=SLOW_SECONDS)
    curator.go_without_words("/funding")
    desk.press("End")
    desk.type(" Health")
    desk.press("Return")
    assert curator.wait("funding").items[0].value == "Ministry of Health"
    desk.press("ctrl+s")
    wait_for_save(curator, kinds=("save", "save", "import"))
    claims = book.saved().extractions[0].document.claims
    assert {"model", "funding", "next_step"} <= set(claims)


@pytest.mark.alone
@needs_screen
def test_a_day_without_a_mouse(curator: Curator, folder: Path) -> None:
    book, desk = curator.book, curator.desk
    begin(curator, folder)
    expected = fill(curator)
    fill_a_row(curator)
    check(curator, expected)
    undo_and_redo(curator)
    save_for_the_first_time(curator, expected)
    before = crash(curator)
    go_on(curator, before)

    # What was done before the crash can still be undone; quitting asks nothing.
    desk.until(
        lambda: book.claim("next_step") is None,
        "draft without the next step",
        again=partial(desk.press, "ctrl+z"),
        each=2.0,
    )
    desk.press("ctrl+q")
    assert desk.ended() == 0
    assert dirty(book)
    assert verify(book.registry).problems == ()
