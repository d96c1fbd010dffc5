"""Frozen values that services hand to the window and the command line.

Nothing here, or imported from here, needs SQLAlchemy: the window imports this before its first
paint.  An id is an entity's UUIDv7; a number is the 42 of S-0042.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from curator.domain.changes import Author, Change
from curator.domain.claims import Claims, Term
from curator.domain.diff import FieldDiff
from curator.domain.documents import ArticleDocument, ExtractionDocument, StudyDocument
from curator.domain.references import Reference
from curator.ingest.values import Block, FieldHint

if TYPE_CHECKING:
    from curator.domain.records import Record

__all__ = [
    "Applied",
    "ArticleRow",
    "Author",
    "BlameRow",
    "Block",
    "Change",
    "ChangeRow",
    "Changes",
    "FieldHint",
    "Found",
    "ImportLine",
    "ImportReport",
    "ImportedFile",
    "OpenedArticle",
    "OpenedExtraction",
    "Outcome",
    "Progress",
    "ReadingView",
    "Saved",
    "SearchHit",
    "StudyDiff",
    "StudyRow",
    "StudyView",
    "TermHit",
    "report_of",
]


class Progress(Protocol):
    """What a long call reports to; ``Job`` of the window implements it."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """Say that ``done`` of ``total`` are done.

        Raises:
            Cancelled: The user wants it stopped.
        """


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """A line of the queue.

    Attributes:
        title: What its curator claimed as title, otherwise the display title of the import.
        state: One of ``ARTICLE_STATES``; a draft is known to the draft lane only (``has_draft``).
        studies: The studies that it reports, as shown: ``S-0001, S-0007``.
        conflicts: Fields in conflict over those studies.
        reason: Why it is excluded or withdrawn.
    """

    number: int
    article_id: str
    title: str
    outlet: str
    state: str
    studies: str
    conflicts: int
    has_draft: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StudyRow:
    """A line of the list of studies; ``articles``, ``conflicts`` and ``reopened`` are counts."""

    number: int
    study_id: str
    label: str
    state: str
    articles: int
    conflicts: int
    reopened: int


@dataclass(frozen=True, slots=True)
class OpenedExtraction:
    """An extraction with the study that it is for, each at its newest revision."""

    extraction_id: str
    revision_id: str
    document: ExtractionDocument
    study_number: int | None
    study_label: str
    study_revision_id: str
    study_document: StudyDocument


@dataclass(frozen=True, slots=True)
class OpenedArticle:
    """All that the article pane, the form and a draft start from.

    Attributes:
        body: The chosen text, exactly.
        blocks: Of that text, with the curators' own choices laid over, in order of their offsets.
        extractions: Active ones, oldest first; withdrawn ones are in the history only.
        hints: What the page says of itself.
        seq: The last change of the registry when this was read, ``last_seal`` its seal.
        texts: Other texts of this article by SHA-256, for evidence that stands in one of them.
        read_blocks: The blocks as the reader cut them, without the curators' choices.
        made_by: How the chosen text was made: reader and libraries; ``pages``, ``lacks`` and
            ``mojibake`` where they hold.
        reference: The bibliographic record that it came with.
        text_number: Which of its ``text_count`` texts is chosen, in the order in which they came.
    """

    article_id: str
    number: int
    revision_id: str
    document: ArticleDocument
    body: str
    blocks: tuple[Block, ...]
    extractions: tuple[OpenedExtraction, ...]
    hints: tuple[FieldHint, ...]
    seq: int
    last_seal: str
    texts: Mapping[str, str] = field(default_factory=dict)
    read_blocks: tuple[Block, ...] = ()
    made_by: Mapping[str, str] = field(default_factory=dict)
    reference: Reference | None = None
    text_number: int = 1
    text_count: int = 1


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One extraction as compared; ``role`` is primary, secondary or commentary."""

    extraction_id: str
    article_id: str
    article_number: int
    article_title: str
    outlet: str
    role: str
    reader: str
    claims: Claims


@dataclass(frozen=True, slots=True)
class StudyView:
    """A study with its readings and the record that they make.

    Attributes:
        rev: How many changes touched the study or one of its extractions (up to ``as_of``).
        seq: The newest of those changes.
        as_of: The change that this was computed at, or None for now.
        authors: Names by id of those who made the decisions.
    """

    study_id: str
    number: int
    revision_id: str
    document: StudyDocument
    readings: tuple[ReadingView, ...]
    record: Record
    rev: int
    seq: int
    as_of: int | None = None
    authors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write touched, broadcast once; each view decides whether it must read again.

    Attributes:
        seq: The newest change.
        entities: Pairs (kind, id).  Empty with ``everything``.
        everything: Too much to name (an import, another process): read again.
    """

    seq: int
    entities: frozenset[tuple[str, str]]
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save made.

    Attributes:
        numbers: Of every entity saved, by its id; a new study gets its S-number here.
        revisions: The newest revision id of every entity saved.
    """

    change: Change
    numbers: Mapping[str, int]
    changes: Changes
    revisions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """An article or study that a label, number or id names; ``label`` is ``A-0117``, ``S-0042``."""

    kind: str
    id: str
    number: int
    label: str


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An article that a full-text search found.

    Attributes:
        snippet: Words around the first place; U+0002 and U+0003 stand around what was found.
        only_in: What is folded and alone holds some of the words (``page furniture``); else empty.
    """

    number: int
    article_id: str
    title: str
    snippet: str
    only_in: str = ""


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that became an article."""

    name: str
    article_id: str
    number: int


Outcome = Literal["taken", "same", "columns", "failed", "passed_over", "note"]
"""What became of a file; ``columns``: a list that waits until somebody says what its columns mean;
a note says something of one that was read."""


@dataclass(frozen=True, slots=True)
class ImportLine:
    """What became of one file, or of one thing in it.

    Attributes:
        name: As people read it; a thing in a file is ``FILE > NAME``.
        path: Of the file, as the system gives it; empty where it was pasted.
        article_id: Of what is an article, now or already; its ``number`` too.
        sentence: Why it is none, or what there is to say of it; empty where there is nothing.
        hint: What to do next.
        needs: What it waits for: ``password``, ``columns``, or empty.
    """

    outcome: Outcome
    name: str
    path: bytes = b""
    article_id: str = ""
    number: int = 0
    sentence: str = ""
    hint: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, file by file.

    Attributes:
        taken: Files that are articles now, in the order of their numbers; withdrawn articles whose
            file came again are among them.
        same: Pairs (name, number of the article that has the same bytes already).
        waiting: Pairs (name, a sentence) of lists whose columns nobody has explained yet.
        failed: Pairs (name, a sentence why); they did not stop the others.
        change: None where nothing was taken.
        passed_over: Pairs (name, reason) of what stood in a folder and is no article.
        lines: All of it with its paths, in the order of the files.
        notes: Pairs (name, a sentence) of what there is to say of files that were read.
        readings: Whether there was a list of readings.
        read: How many of ``taken`` are its readings; the others are articles.
    """

    taken: tuple[ImportedFile, ...]
    same: tuple[tuple[str, int], ...]
    failed: tuple[tuple[str, str], ...]
    change: Change | None
    passed_over: tuple[tuple[str, str], ...] = ()
    lines: tuple[ImportLine, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    waiting: tuple[tuple[str, str], ...] = ()
    readings: bool = False
    read: int = 0


def report_of(lines: Sequence[ImportLine], change: Change | None) -> ImportReport:
    """The report that lines make."""

    def some(outcome: Outcome) -> list[ImportLine]:
        return [one for one in lines if one.outcome == outcome]

    taken = sorted(some("taken"), key=lambda one: one.number)
    return ImportReport(
        taken=tuple(ImportedFile(one.name, one.article_id, one.number) for one in taken),
        same=tuple((one.name, one.number) for one in some("same")),
        failed=tuple((one.name, one.sentence) for one in some("failed")),
        change=change,
        passed_over=tuple((one.name, one.sentence) for one in some("passed_over")),
        lines=tuple(lines),
        notes=tuple((one.name, one.sentence) for one in some("note")),
        waiting=tuple((one.name, one.sentence) for one in some("columns")),
    )


@dataclass(frozen=True, slots=True)
class Applied:
    """What a file of readings made: pairs (ref in the file, id) in the order of the file.

    Attributes:
        doubts: Sentences on terms whose id and label may not fit each other.
    """

    change: Change
    studies: tuple[tuple[str, str], ...]
    articles: tuple[tuple[str, str], ...]
    extractions: tuple[str, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TermHit:
    """A suggested term: the name that matched, and the labels of its parents."""

    term: Term
    matched: str
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change in the history of a study or article.

    Attributes:
        seq: Its place in the chain of the registry.
        rev: It is the n-th change of this history, from 1.
        author: Name of who made it.
        summary: What it did here, in a curator's words.
        fields: Keys of the fields that it changed.
    """

    seq: int
    rev: int
    at: str
    author: str
    kind: str
    reason: str
    summary: str
    seal: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionDiff:
    """What was decided on a field at two changes; "" where nothing was.

    Attributes:
        before, after: What was chosen, from which article, or the edited value.
        reason_before, reason: Why, as it was said.
    """

    field: str
    before: str
    after: str
    reason_before: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StudyDiff:
    """A study or article at two changes.

    Attributes:
        a, b: The changes, in the order in which they were asked for.
        fields: Pairs (label of the article, what differs in a field).
        notes: What differs beside the claims, one sentence each.
        decisions: What of the study's decisions differs, by field.
    """

    a: int
    b: int
    fields: tuple[tuple[str, FieldDiff], ...]
    notes: tuple[str, ...] = ()
    decisions: tuple[DecisionDiff, ...] = ()


@dataclass(frozen=True, slots=True)
class BlameRow:
    """Where the present claim of one field of one extraction comes from."""

    field: str
    extraction: str
    label: str
    value: str
    status: str
    who: str
    at: str
    rev: int
    seq: int
    reason: str
