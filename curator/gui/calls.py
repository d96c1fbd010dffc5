"""What the window asks of the lanes: one function for each call, so that each has a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curator.domain.changes import Author

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from curator.domain.edits import Step
    from curator.domain.merge import Clash
    from curator.gui.article.page_canvas import PageImage
    from curator.gui.backend import Backend
    from curator.gui.compare.values import DecisionWanted
    from curator.gui.duplicates.values import OpenProposals, Pair
    from curator.gui.form.request_panel import TermWanted
    from curator.gui.form.values import TermLookup
    from curator.gui.history.values import RestoreFieldWanted, RestoreWanted
    from curator.gui.imports.wanted import ImportWanted, Wanted
    from curator.gui.lane_values import (
        OpenedForWork,
        SavedDraft,
        StudyPast,
        StudyState,
        WentTo,
    )
    from curator.gui.lanes import JobProgress
    from curator.gui.suggestions.values import Kept, Registered, Switch
    from curator.gui.text_work import Boxes, Range
    from curator.gui.vocabularies.values import ReleaseRow, Replace, Replaced
    from curator.services.backing_up import BackedUp
    from curator.services.duplicates import Proposal
    from curator.services.exporting import Exported
    from curator.services.installing_vocabularies import Installed, Upgrade
    from curator.services.lists import ListHead
    from curator.services.pages import PageWords
    from curator.services.plugin_values import Plugin, PluginWanted
    from curator.services.suggested import (
        Absence,
        Proposed,
        RequestedTerm,
        Silence,
        SuggestionsOf,
        What,
    )
    from curator.services.texts import TextChosen, TextRow
    from curator.services.values import (
        ChangeRow,
        Found,
        ImportReport,
        OpenedArticle,
        StudyDiff,
        StudyRow,
        StudyView,
        TermHit,
    )
    from curator.services.verifying import Verification
    from curator.services.watching import Watched
    from curator.store.drafts import DraftKey, StoredDraft


def open_article(backend: Backend, label_or_id: str) -> OpenedForWork:
    return backend.open_for_work(label_or_id)


def first_article(backend: Backend, study: str) -> tuple[str, str]:
    return backend.first_article(study)


def take_up(backend: Backend, stored: StoredDraft) -> OpenedForWork:
    return backend.take_up(stored)


def adopt(
    backend: Backend, stored: StoredDraft, *, offered: StoredDraft
) -> tuple[Step | None, tuple[Clash, ...]]:
    return backend.adopt(stored, offered)


def drop_draft(backend: Backend, key: DraftKey) -> None:
    backend.drop_draft(key)


def save(backend: Backend, stored: StoredDraft) -> SavedDraft:
    return backend.save(stored)


def study_state(backend: Backend, study: str, *, extraction: str) -> StudyState:
    return backend.study_state(study, extraction)


def study_view(backend: Backend, study: str, *, as_of: int | None) -> StudyView:
    return backend.study_view(study, as_of)


def study_past(backend: Backend, study: str) -> StudyPast:
    return backend.study_past(study)


def study_diff(backend: Backend, study: str, *, since: int, to: int) -> StudyDiff:
    return backend.study_diff(study, since=since, to=to)


def decide(backend: Backend, wanted: DecisionWanted) -> None:
    backend.decide(wanted)


def withdraw_decision(backend: Backend, study: str, *, field: str, reason: str) -> None:
    backend.withdraw_decision(study, field, reason=reason)


def restore(backend: Backend, wanted: RestoreWanted) -> None:
    backend.restore(wanted)


def restore_field(backend: Backend, wanted: RestoreFieldWanted) -> None:
    backend.restore_field(wanted)


def study_history(backend: Backend, study: str) -> tuple[ChangeRow, ...]:
    return backend.study_history(study)


def new_study(backend: Backend, label: str) -> Found:
    return backend.new_study(label)


def undo_import(backend: Backend, change: int) -> None:
    backend.undo_import(change)


def withdraw(backend: Backend, article: str, *, reason: str) -> None:
    backend.withdraw(article, reason)


def set_author(backend: Backend, name: str) -> Author:
    return backend.set_author(name)


def last_seq(backend: Backend, known: int | None) -> tuple[int, int]:
    return backend.last_seq(known)


def warm_up(backend: Backend) -> None:
    backend.warm_up()


def go_to(backend: Backend, typed: str) -> WentTo:
    return backend.go_to(typed)


def all_studies(backend: Backend, typed: str) -> list[StudyRow]:
    return backend.studies(typed)


def import_files(backend: Backend, wanted: ImportWanted, *, progress: JobProgress) -> ImportReport:
    return backend.imports.import_files(wanted, progress)


def look_at_lists(
    backend: Backend, lists: tuple[Wanted, ...], *, progress: JobProgress
) -> tuple[ListHead, ...]:
    return backend.imports.look_at_lists(lists, progress)


def remember_columns(
    backend: Backend, headers: tuple[str, ...], *, columns: dict[str, str]
) -> None:
    backend.imports.remember_columns(headers, columns)


def watched(backend: Backend) -> Watched | None:
    return backend.imports.watched()


def remember_watched(backend: Backend, folder: Path | None) -> Watched | None:
    return backend.imports.remember_watched(folder)


def look_at_folder(
    backend: Backend, watched: Watched, *, progress: JobProgress
) -> tuple[Watched, tuple[bytes, ...]]:
    return backend.imports.look_at_folder(watched, progress)


def save_report(backend: Backend, report: ImportReport, *, path: Path) -> Path:
    return backend.imports.save_report(report, path)


def feed_texts(backend: Backend, *, progress: JobProgress) -> None:
    backend.feed_texts(progress)


def export(backend: Backend, kind: str, *, path: Path, progress: JobProgress) -> Exported:
    return backend.export(kind, path, progress=progress)


def back_up(backend: Backend, folder: Path | None, *, progress: JobProgress) -> BackedUp:
    return backend.back_up(folder, progress)


def verify(backend: Backend, *, progress: JobProgress) -> Verification:
    return backend.verify(progress)


def about(backend: Backend) -> str:
    return backend.about()


def suggestions(backend: Backend, number: int) -> SuggestionsOf | None:
    return backend.suggesting.suggestions(number)


def answer_suggestion(
    backend: Backend, proposed: Proposed, *, what: What, item: str, reason: str
) -> None:
    backend.suggesting.answer(proposed, what, item=item, reason=reason)


def sign_absence(
    backend: Backend, absence: Absence, *, article: str, entity: str, text: str
) -> None:
    backend.suggesting.sign(absence, article=article, entity=entity, text=text)


def silence_name(backend: Backend, proposed: Proposed, *, role: str, term_id: str) -> Silence:
    return backend.suggesting.silence(proposed, role=role, term_id=term_id)


def unsilence_name(backend: Backend, one: Silence) -> Silence:
    return backend.suggesting.unsilence(one)


def request_term(backend: Backend, wanted: TermWanted) -> RequestedTerm:
    return backend.suggesting.request(wanted)


def lookup(backend: Backend) -> TermLookup:
    return backend.lookup()


def map_term(backend: Backend, wanted: Replace) -> Replace:
    backend.suggesting.map(wanted.term_id, to=wanted.to_id)
    return wanted


def switch_suggester(backend: Backend, wanted: Switch) -> None:
    backend.suggesting.switch(wanted)


def suggestions_kept(backend: Backend) -> Registered:
    return backend.suggesting.registered()


def plugins(backend: Backend) -> tuple[Plugin, ...]:
    return backend.suggesting.plugins()


def keep_plugin(backend: Backend, wanted: PluginWanted) -> tuple[Plugin, ...]:
    return backend.suggesting.keep_plugin(wanted)


def ask_plugins(backend: Backend, *, progress: JobProgress) -> None:
    backend.suggesting.ask_plugins(progress)


def keep_suggesting(backend: Backend, kept: Kept) -> Kept:
    return backend.suggesting.keep(kept)


def suggest_terms(
    _: Backend, lookup: TermLookup, *, vocabulary: str, typed: str, used: Mapping[str, int]
) -> list[TermHit]:
    return lookup.suggest(vocabulary, typed, used=used)


def similar_terms(
    backend: Backend, vocabulary: str, *, typed: str, shown: tuple[str, ...]
) -> list[TermHit]:
    return backend.vocabularies.suggest_similar(vocabulary, typed, shown=shown)


def vocabulary_releases(backend: Backend) -> tuple[ReleaseRow, ...]:
    return backend.vocabulary_lane.releases()


def install_vocabulary(backend: Backend, *, path: Path, progress: JobProgress) -> Installed:
    return backend.vocabulary_lane.install(path, progress)


def upgrade_report(backend: Backend, name: str, *, release: str) -> Upgrade:
    return backend.vocabulary_lane.upgrade(name, release)


def use_vocabulary(backend: Backend, name: str, *, release: str) -> None:
    backend.vocabulary_lane.use(name, release)


def remove_vocabulary(backend: Backend, name: str, *, release: str) -> None:
    backend.vocabulary_lane.remove(name, release)


def replace_term(backend: Backend, wanted: Replace) -> Replaced:
    return backend.vocabulary_lane.replace(wanted)


def open_proposals(backend: Backend) -> OpenProposals:
    return backend.duplicates.open_proposals()


def duplicate_pair(backend: Backend, proposal: Proposal) -> Pair:
    return backend.duplicates.pair(proposal)


def answer_duplicate(
    backend: Backend, proposal: Proposal, *, given: str, studies: tuple[str, ...] = ()
) -> int:
    return backend.duplicates.answer(proposal, given, studies=studies)


def undo_duplicate(backend: Backend, seq: int) -> None:
    backend.duplicates.undo(seq)


def texts_of(backend: Backend, article: str) -> tuple[TextRow, ...]:
    return backend.texts.texts_of(article)


def choose_text(backend: Backend, article: str, *, number: int) -> TextChosen:
    return backend.texts.choose(article, number)


def attach_file(
    backend: Backend, article: str, *, path: Path, password: str = "", progress: JobProgress
) -> TextChosen:
    return backend.texts.attach(article, path, password=password, cancel=progress.cancel)


def retake(backend: Backend, article: str, *, encoding: str, progress: JobProgress) -> TextChosen:
    return backend.texts.retake(article, encoding, cancel=progress.cancel)


def mend(backend: Backend, article: str, *, progress: JobProgress) -> TextChosen:
    return backend.texts.mend(article, cancel=progress.cancel)


def page_image(backend: Backend, article: OpenedArticle, *, page: int, scale: float) -> PageImage:
    return backend.texts.page(article, page, scale=scale)


def unlock_pages(backend: Backend, article: OpenedArticle, *, password: str) -> None:
    backend.texts.unlock(article, password)


def page_boxes(
    backend: Backend, article: OpenedArticle, *, ranges: tuple[Range, ...]
) -> dict[Range, Boxes]:
    return backend.texts.boxes(article, ranges)


def page_words(backend: Backend, article: OpenedArticle, *, page: int) -> PageWords:
    return backend.texts.words(article, page)


def recognise(backend: Backend, article: OpenedArticle, *, progress: JobProgress) -> TextChosen:
    return backend.texts.recognise(article, progress)
