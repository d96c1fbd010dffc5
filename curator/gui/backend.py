"""What the lanes work with: the services on one open registry, its drafts and vocabularies.

This module is imported on the write lane after the first paint, because it brings SQLAlchemy with
it.  Everything here runs on a lane, takes frozen values and returns them.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from curator.domain.documents import STUDY, StudyDocument
from curator.domain.edits import Step
from curator.domain.errors import ReadOnlyError
from curator.domain.identity import new_id, now
from curator.domain.merge import Clash
from curator.gui.compare.values import DecisionWanted
from curator.gui.duplicates.lane import DuplicatesLane
from curator.gui.history.values import RestoreFieldWanted, RestoreWanted
from curator.gui.imports.lane import ImportLane
from curator.gui.lane_values import (
    OpenedForWork,
    Recorded,
    SavedDraft,
    StudyPast,
    StudyState,
    WentTo,
)
from curator.gui.lanes import JobProgress
from curator.gui.opening import Opened, Opening
from curator.gui.queue.values import FIRST_ROWS, Kind, Listing, Row, Segment
from curator.gui.study_cells import cells_of
from curator.gui.suggestions.values import Kept
from curator.gui.text_work import TextWork
from curator.services.backing_up import BackedUp, back_up_registry
from curator.services.deciding import decide, decide_withdraw
from curator.services.drafting import (
    adopt,
    is_dirty,
    open_draft,
    save_draft,
    take_up,
)
from curator.services.exporting import Exported, export
from curator.services.history import blame, diff, history
from curator.services.importing import feed_fulltext
from curator.services.listing import (
    article_counts,
    article_ids,
    article_rows,
    find,
    search,
    searchable,
    study_counts,
    study_ids,
    study_rows,
)
from curator.services.local_terms import WithLocalTerms, requested_terms
from curator.services.opening import open_article, study_view
from curator.services.places import last_one_gone, registry_to_open
from curator.services.registry import Registry
from curator.services.restoring import restore, restore_field
from curator.services.sample import make_sample
from curator.services.saving import save
from curator.services.settings import (
    curator_for,
    data_folder,
    default_registry,
    load_settings,
    update_settings,
)
from curator.services.values import (
    Author,
    ChangeRow,
    Changes,
    Found,
    OpenedArticle,
    SearchHit,
    StudyDiff,
    StudyRow,
    StudyView,
)
from curator.services.verifying import Verification, verify
from curator.services.vocabularies import Vocabularies
from curator.services.withdrawing import undo_import, withdraw
from curator.store.drafts import DraftKey, DraftStore, StoredDraft
from curator.store.journal import NewEntity, NewRevision

if TYPE_CHECKING:
    from curator.gui.suggestions.lane import SuggestingLane
    from curator.gui.vocabularies.lane import VocabularyLane

DRAFTS_NAME: Final = "drafts.sqlite"
GO_TO: Final = 30
"""Articles, studies and hits that the palette offers at most."""
SUGGESTING: Final = "curator.gui.suggestions.lane"
VOCABULARIES: Final = "curator.gui.vocabularies.lane"
LEAST_SEARCHED: Final = 3
"""Typed characters from which texts are searched too."""


class Backend:
    """One open registry.

    Registry and vocabularies may be used from every lane; ``drafts`` belongs to the draft lane.
    """

    def __init__(
        self,
        registry: Registry,
        author: Author,
        *,
        named: bool,
        notify: Callable[[Changes], None],
    ) -> None:
        self.registry = registry
        self.author = author
        self._named = named
        self.vocabularies = Vocabularies.load()
        self._drafts_path = data_folder() / DRAFTS_NAME
        self.drafts = DraftStore(self._drafts_path)
        self.texts = TextWork(self)
        self.imports = ImportLane(self)
        self.duplicates = DuplicatesLane(self)
        self._suggesting: SuggestingLane | None = None
        self._vocabulary_lane: VocabularyLane | None = None
        registry.listeners.append(notify)

    @property
    def suggesting(self) -> SuggestingLane:
        """Suggestions; their rules are read when they are first asked for, after an article."""
        if self._suggesting is None:
            self._suggesting = import_module(SUGGESTING).SuggestingLane(self)
        return self._suggesting

    @property
    def vocabulary_lane(self) -> VocabularyLane:
        """Installing and upgrading vocabularies; read when the page is first asked for."""
        if self._vocabulary_lane is None:
            self._vocabulary_lane = import_module(VOCABULARIES).VocabularyLane(self)
        return self._vocabulary_lane

    def lookup(self) -> WithLocalTerms:
        """The vocabularies with the registry's own terms, as they are now."""
        return WithLocalTerms(self.vocabularies, requested_terms(self.registry))

    def close(self) -> None:
        if self._suggesting is not None:
            self._suggesting.close()
        self.texts.close()
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
            author_known=self._named or settings.author is not None,
            read_only=registry.read_only_reason,
            notices=registry.notices,
            seq=last.seq if last else 0,
            last_seal=last.seal if last else "",
            lookup=self.lookup(),
            kept=Kept(settings.suggestions, settings.learning),
            searchable=searchable(registry),
        )

    def about(self) -> str:
        """What About says of the registry, line by line."""
        registry = self.registry
        last = registry.last_change()
        articles, studies = article_counts(registry), study_counts(registry)
        lines = [
            f"Registry   {registry.target.label}",
            f"Id         {registry.id}",
            f"Form       {registry.form.label}, version {registry.form.version}",
            f"Articles   {sum(articles.values())}, {articles.get('complete', 0)} complete",
            f"Studies    {studies.get('active', 0)}, {studies.get('conflict', 0)} in conflict",
        ]
        if last is not None:
            lines += [f"Changes    {last.seq}, the last by {last.author.name}"]
            lines += [f"Last seal  {last.seal}"]
        return "\n".join(lines)

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

    def last_seq(self, known: int | None) -> tuple[int, int]:
        """The version of the file, and the newest change where it is not the known version."""
        version = self.registry.data_version()
        if version == known:
            return version, 0
        last = self.registry.last_change()
        return version, last.seq if last else 0

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

    def adopt(
        self, stored: StoredDraft, offered: StoredDraft
    ) -> tuple[Step | None, tuple[Clash, ...]]:
        return adopt(stored, offered)

    def drop_draft(self, key: DraftKey) -> None:
        self.drafts.drop(key)

    def record(self, stored: StoredDraft, step: Step | None, *, whole: bool = False) -> Recorded:
        """Write one move of the log, or the whole of it."""
        dirty = is_dirty(stored.log, stored.base)
        log = stored.log
        if whole:
            self.drafts.put(replace(stored, dirty=dirty))
            return Recorded(now(), dirty)
        self.drafts.record(
            stored.key, position=log.position, step=step, dirty=dirty, count=len(log.steps)
        )
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

    def undo_import(self, change: int) -> None:
        undo_import(self.registry, change, author=self.author)

    # One study.

    def study_state(self, study_id: str, extraction: str) -> StudyState:
        view = study_view(self.registry, study_id)
        return StudyState(view, cells_of(view, extraction, form=self.registry.form))

    def study_view(self, study_id: str, as_of: int | None) -> StudyView:
        return study_view(self.registry, study_id, as_of=as_of)

    def study_past(self, study_id: str) -> StudyPast:
        """A study with its changes, and who last changed each field."""
        last = self.registry.last_change()
        return StudyPast(
            view=study_view(self.registry, study_id),
            changes=history(self.registry, study_id),
            blame=blame(self.registry, study_id),
            last=last.seq if last else 0,
        )

    def study_diff(self, study_id: str, *, since: int, to: int) -> StudyDiff:
        return diff(self.registry, study_id, a=since, b=to)

    def decide(self, wanted: DecisionWanted) -> None:
        decide(
            self.registry,
            wanted.study_id,
            field=wanted.field,
            chosen=wanted.chosen,
            edited=wanted.edited,
            item=wanted.item,
            reason=wanted.reason,
            author=self.author,
        )

    def withdraw_decision(self, study_id: str, field: str, *, reason: str) -> None:
        decide_withdraw(self.registry, study_id, field=field, reason=reason, author=self.author)

    def restore(self, wanted: RestoreWanted) -> None:
        restore(
            self.registry,
            wanted.study_id,
            n=wanted.seq,
            author=self.author,
            reason=wanted.reason,
        )

    def restore_field(self, wanted: RestoreFieldWanted) -> None:
        restore_field(
            self.registry,
            wanted.extraction_id,
            field=wanted.field,
            n=wanted.seq,
            author=self.author,
            reason=wanted.reason,
        )

    def study_history(self, study_id: str) -> tuple[ChangeRow, ...]:
        return history(self.registry, study_id)

    def first_article(self, label_or_id: str) -> tuple[str, str]:
        """The first article that reports a study, and its extraction; "" where none does."""
        view = study_view(self.registry, find(self.registry, label_or_id).id)
        first = next(iter(view.readings), None)
        return (first.article_id, first.extraction_id) if first else ("", "")

    def new_study(self, label: str) -> Found:
        """A study without an article yet; saved at once."""
        study = new_id()
        revision = NewRevision(study, STUDY, StudyDocument(label).to_json(), ())
        save(
            self.registry,
            [revision],
            based_on={study: None},
            author=self.author,
            new_entities=(NewEntity(study, STUDY),),
        )
        return find(self.registry, study)

    def go_to(self, typed: str) -> WentTo:
        """Articles and studies whose words or label are typed, then articles with the words."""
        registry = self.registry
        articles = article_rows(registry, article_ids(registry, query=typed)[:GO_TO])
        studies = study_rows(registry, study_ids(registry, query=typed)[:GO_TO])
        asked = len(typed) >= LEAST_SEARCHED
        hits, known = search(registry, typed, GO_TO) if asked else ((), 1.0)
        there = {row.number for row in articles}
        return WentTo(articles, studies, [hit for hit in hits if hit.number not in there], known)

    def studies(self, typed: str) -> list[StudyRow]:
        return study_rows(self.registry, study_ids(self.registry, query=typed)[: 2 * GO_TO])

    # What takes long: on the work lane.

    def feed_texts(self, progress: JobProgress) -> None:
        feed_fulltext(self.registry, progress=progress, cancel=progress.cancel)
        self.duplicates.find(progress)

    def export(self, kind: str, path: Path, *, progress: JobProgress) -> Exported:
        return export(self.registry, path, kind=kind, progress=progress)

    def back_up(self, folder: Path | None, progress: JobProgress) -> BackedUp:
        return back_up_registry(self.registry, folder, progress=progress)

    def verify(self, progress: JobProgress) -> Verification:
        return verify(self.registry, progress=progress)

    def warm_up(self) -> None:
        """Read the vocabularies, so that the first key press need not."""
        for name in self.vocabularies.names:
            self.vocabularies.suggest(name, "a", used={}, limit=1)

    # Who.

    def set_author(self, name: str) -> Author:
        """From now on these are the changes of that curator; on the draft lane.

        The first answer names whoever was the system's account so far, and keeps the id.
        """
        settings, _ = load_settings()
        author = settings.author_named(name) or self.registry.author_named(name)
        if author is None:
            author = Author(new_id() if settings.current else self.author.id, name)
        named = author
        update_settings(lambda one: one.with_author(named, current=True))
        old, self.author = self.author, author
        if old.id != author.id:
            for article in self.drafts.articles(self.registry.id, curator=old.id):
                stored = self.drafts.load(DraftKey(self.registry.id, old.id, article))
                key = DraftKey(self.registry.id, author.id, article)
                if stored is not None and self.drafts.load(key) is None:
                    self.drafts.put(replace(stored, key=key))
        return author

    def move_draft(self, stored: StoredDraft, old: DraftKey) -> Recorded:
        """Keep a whole draft under another curator."""
        self.drafts.put(stored)
        self.drafts.drop(old)
        return Recorded(now(), is_dirty(stored.log, stored.base))


def open_backend(opening: Opening, notify: Callable[[Changes], None]) -> Backend:
    """Open the registry that is asked for; the sample is made where there is none."""
    author = curator_for(opening.author or None, None)
    registry = _open(opening, author)
    author = curator_for(opening.author or None, registry)
    if not opening.target and not opening.sample and (gone := last_one_gone(registry.target.name)):
        registry.notices += (gone,)
    if not registry.read_only:
        update_settings(lambda settings: settings.with_recent(registry.target.label))
    return Backend(registry, author, named=bool(opening.author), notify=notify)


def _open(opening: Opening, author: Author) -> Registry:
    target = registry_to_open(opening.target, sample=opening.sample)
    path = Path(target)
    if opening.sample and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        make_sample(path, author=author).close()
    create = opening.create or target == str(default_registry())
    return Registry.open(target, author=author, create=create, window=True)
