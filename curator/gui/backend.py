"""What the lanes work with: the services on one open registry, its drafts and vocabularies.

This module is imported on the write lane after the first paint, because it brings SQLAlchemy with
it.  Everything here runs on a lane, takes frozen values and returns them.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from curator.domain.claims import Claims
from curator.domain.edits import Step
from curator.domain.errors import ReadOnlyError
from curator.domain.identity import now
from curator.gui.form.values import CellView
from curator.gui.opening import Opened, Opening
from curator.gui.queue.values import FIRST_ROWS, Kind, Listing, Row, Segment
from curator.gui.study_cells import cells_of
from curator.services.drafting import OpenDraft, is_dirty, open_draft, save_draft, take_up
from curator.services.listing import (
    article_counts,
    article_ids,
    article_rows,
    find,
    search,
    study_ids,
    study_rows,
)
from curator.services.opening import open_article, study_view
from curator.services.registry import Registry
from curator.services.sample import make_sample
from curator.services.settings import (
    curator_for,
    data_folder,
    default_registry,
    load_settings,
    update_settings,
)
from curator.services.values import (
    Author,
    Changes,
    Found,
    OpenedArticle,
    Saved,
    SearchHit,
    StudyView,
)
from curator.services.vocabularies import Vocabularies
from curator.services.withdrawing import withdraw
from curator.store.drafts import DraftStore, StoredDraft

SAMPLE_NAME: Final = "sample.curator"
DRAFTS_NAME: Final = "drafts.sqlite"


@dataclass(frozen=True, slots=True)
class Recorded:
    """When the newest edit was on disk; ``dirty`` is None where it was only unfinished text."""

    at: str
    dirty: bool | None = None


@dataclass(frozen=True, slots=True)
class OpenedForWork:
    """An article with the curator's draft of it."""

    article: OpenedArticle
    draft: OpenDraft


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """What a save made, and the draft on the new saved state."""

    saved: Saved
    draft: StoredDraft


@dataclass(frozen=True, slots=True)
class StudyState:
    """A study as saved, and how each field of one extraction stands in it."""

    view: StudyView
    cells: Mapping[str, CellView]


class Backend:
    """One open registry.

    Registry and vocabularies may be used from every lane; ``drafts`` belongs to the draft lane.
    """

    def __init__(
        self, registry: Registry, author: Author, notify: Callable[[Changes], None]
    ) -> None:
        self.registry = registry
        self.author = author
        self.vocabularies = Vocabularies.load()
        self._drafts_path = data_folder() / DRAFTS_NAME
        self.drafts = DraftStore(self._drafts_path)
        registry.listeners.append(notify)

    def close(self) -> None:
        self.drafts.close()
        self.registry.close()

    def interrupt_reading(self) -> None:
        self.registry.interrupt()

    def opened(self) -> Opened:
        """What the window is told of the registry."""
        registry = self.registry
        last = registry.last_change()
        settings, _ = load_settings()
        return Opened(
            target=registry.target.label,
            name=registry.target.name,
            registry_id=registry.id,
            form=registry.form,
            author=self.author,
            author_known=settings.author is not None,
            read_only=registry.read_only_reason,
            notices=registry.notices,
            seq=last.seq if last else 0,
            last_seal=last.seal if last else "",
        )

    # Lists.

    def listing(self, query: str, segment: Segment) -> Listing:
        """What a typed filter and a chosen segment let through, with the first rows."""
        registry = self.registry
        found = article_ids(registry, query=query)
        conflicts = article_ids(registry, query=f"{query} conflict:true")
        draft_ids = self._draft_ids()
        drafts = self._numbers_of(draft_ids, among=found)
        articles = {"all": found, "draft": drafts, "conflict": conflicts}[segment]
        studies = array("q")
        if segment != "draft":
            asked = f"{query} conflict:true" if segment == "conflict" else query
            studies = study_ids(registry, query=asked)
        by_state = article_counts(registry)
        return Listing(
            articles=articles,
            studies=studies,
            article_rows=tuple(article_rows(registry, articles[:FIRST_ROWS])),
            study_rows=tuple(study_rows(registry, studies[:FIRST_ROWS])),
            counts=(len(found), len(drafts), len(conflicts)),
            complete=by_state.get("complete", 0),
            total=sum(n for state, n in by_state.items() if state not in ("withdrawn", "excluded")),
            drafts=draft_ids,
        )

    def _draft_ids(self) -> frozenset[str]:
        # Its own short connection: the store belongs to the draft lane.
        store = DraftStore(self._drafts_path)
        try:
            return store.articles(self.registry.id, curator=self.author.id)
        finally:
            store.close()

    def _numbers_of(self, ids: Iterable[str], *, among: array[int]) -> array[int]:
        numbers = {find(self.registry, one).number for one in ids}
        return array("q", [n for n in among if n in numbers]) if numbers else array("q")

    def rows(self, kind: Kind, numbers: Iterable[int]) -> list[Row]:
        """Rows of the list; numbers that there are not are left out."""
        if kind == "article":
            return [*article_rows(self.registry, numbers)]
        return [*study_rows(self.registry, numbers)]

    def find(self, label_or_id: str) -> Found:
        return find(self.registry, label_or_id)

    def search(self, query: str, limit: int = 20) -> tuple[tuple[SearchHit, ...], float]:
        return search(self.registry, query, limit)

    def data_version(self) -> int:
        return self.registry.data_version()

    # One article.

    def open_for_work(self, label_or_id: str) -> OpenedForWork:
        """An article and the draft of it; on the draft lane, behind the edits before it."""
        article = open_article(self.registry, find(self.registry, label_or_id).id)
        draft = open_draft(self.registry, self.drafts, opened=article, author=self.author)
        return OpenedForWork(article, draft)

    def article(self, article_id: str) -> OpenedArticle:
        return open_article(self.registry, article_id)

    def take_up(self, stored: StoredDraft) -> OpenedForWork:
        """The draft on the newest saved state, merged with what others saved."""
        article = open_article(self.registry, stored.key.article)
        return OpenedForWork(article, take_up(self.drafts, stored, opened=article))

    def record(self, stored: StoredDraft, step: Step | None) -> Recorded:
        """Write one move of the log."""
        dirty = is_dirty(stored.log, stored.base)
        self.drafts.record(stored.key, position=stored.log.position, step=step, dirty=dirty)
        return Recorded(now(), dirty)

    def write_pending(self, stored: StoredDraft, texts: Iterable[tuple[str, str]]) -> Recorded:
        for place, words in texts:
            self.drafts.put_pending(stored.key, place, words=words)
        return Recorded(now())

    def save(self, stored: StoredDraft, reason: str = "") -> SavedDraft:
        """Save a draft as one change; on the write lane, with a store of its own."""
        if self.registry.read_only:
            raise ReadOnlyError(self.registry.read_only_reason)
        store = DraftStore(self._drafts_path)
        try:
            saved, after = save_draft(
                self.registry, store, draft=stored, author=self.author, reason=reason
            )
        finally:
            store.close()
        return SavedDraft(saved, after)

    def withdraw(self, label_or_id: str, reason: str) -> None:
        withdraw(self.registry, label_or_id, reason=reason, author=self.author)

    # One study.

    def study_state(self, study_id: str, extraction: str) -> StudyState:
        view = study_view(self.registry, study_id)
        return StudyState(view, cells_of(view, extraction, form=self.registry.form))

    def claims_of_article(self, article_id: str) -> Claims:
        """What an article and its first extraction hold, to take a value from."""
        opened = open_article(self.registry, article_id)
        first = next(iter(opened.extractions), None)
        return dict(opened.document.claims) | dict(first.document.claims if first else {})

    # Who.

    def set_author(self, name: str) -> Author:
        """From now on these are the changes of that curator."""
        author = curator_for(name, self.registry)
        update_settings(lambda settings: settings.with_author(author, current=True))
        self.author = author
        return author


def open_backend(opening: Opening, notify: Callable[[Changes], None]) -> Backend:
    """Open the registry that is asked for; the sample is made where there is none."""
    author = curator_for(opening.author or None, None)
    registry = _open(opening, author)
    author = curator_for(opening.author or None, registry)
    if not registry.read_only:
        update_settings(lambda settings: settings.with_recent(registry.target.label))
    return Backend(registry, author, notify)


def _open(opening: Opening, author: Author) -> Registry:
    if opening.sample:
        path = Path(opening.target) if opening.target else data_folder() / SAMPLE_NAME
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            make_sample(path, author=author).close()
        return Registry.open(path, window=True)
    target = opening.target or _last_target()
    create = opening.create or target == str(default_registry())
    return Registry.open(target, author=author, create=create, window=True)


def _last_target() -> str:
    """The registry opened last, where it is still there; otherwise the default place."""
    settings, _ = load_settings()
    for one in settings.recent:
        if "://" in one or Path(one).exists():
            return one
    return str(default_registry())
