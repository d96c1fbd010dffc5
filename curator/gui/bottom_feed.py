"""What the tabs of the bottom panel show, kept equal to the draft, the study and the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, overload

from PySide6.QtCore import QObject, Signal, Slot

from curator.gui import calls
from curator.gui.bottom.table import Cell, TableRow
from curator.gui.curating import Curating
from curator.gui.evidence_places import EvidencePlaces
from curator.gui.evidence_spans import Anchored
from curator.gui.layout import Layout
from curator.gui.messages import Message
from curator.gui.session import Session
from curator.gui.tasks import Task, Tasks, TaskState, rate_words
from curator.gui.theme.looks import KIND_LOOKS, MARK_LOOKS, STATUS_LOOKS, Look
from curator.gui.times import clock, day_and_clock
from curator.services.text_places import EARLIER

if TYPE_CHECKING:
    from curator.services.values import ChangeRow

_TASK_LOOKS: Final[Mapping[TaskState, Look]] = {
    "running": Look("clock", "Running", "ink2"),
    "done": Look("check", "Done", "ok"),
    "failed": Look("warning", "Failed", "bad"),
    "cancelled": Look("minus", "Cancelled", "neutral"),
}
_DISAGREEING: Final = ("conflict", "refine", "complement", "reopened", "decided")


class BottomFeed(QObject):
    """Fills the tables; opening a row goes to what it is about.

    ``task_opened`` brings the key of a task that has something to show.
    """

    task_opened = Signal(str)

    def __init__(
        self, layout: Layout, session: Session, *, curating: Curating, tasks: Tasks
    ) -> None:
        super().__init__(layout)
        self._layout, self._session, self._curating = layout, session, curating
        self._tasks = tasks
        self._history_of = ("", 0)
        curating.refreshed.connect(self.show_evidence)
        curating.study_known.connect(self.show_study)
        layout.messages.changed.connect(self.show_problems)
        tasks.changed.connect(self.show_tasks)
        layout.bottom.shown_tab.connect(self._shown_tab)
        layout.bottom.opened.connect(self._opened)
        session.draft_changed.connect(self.show_evidence)

    @Slot()
    def show_evidence(self) -> None:
        draft, cells = self._session.draft, self._curating.cells
        if draft is None:
            self._layout.bottom.show_rows("evidence", ())
            return
        conflicts = frozenset(key for key, cell in cells.items() if cell.state == "conflict")
        text = draft.article.document.text
        rows = EvidenceRows(self._curating.anchored(), text, conflicts, draft.places)
        self._layout.bottom.show_rows("evidence", rows)

    @Slot()
    def show_study(self) -> None:
        """How the articles of the study agree, and how often it was changed."""
        study, form = self._curating.study, self._session.form
        rows = []
        for one in form.fields() if form and study else ():
            cell = self._curating.cells.get(one.key)
            look = MARK_LOOKS.get(cell.state) if cell else None  # type: ignore[call-overload]
            if cell is not None and look is not None and cell.state in _DISAGREEING:
                agreement = Cell(look.word, look.icon, look.ink, semibold=True)
                cells = (Cell(one.label, ink="ink"), agreement, Cell(cell.others))
                rows.append(TableRow(one.key, cells))
        first = [MARK_LOOKS["conflict"].word, MARK_LOOKS["reopened"].word]
        rows.sort(key=lambda row: first.index(word) if (word := row.cells[1].text) in first else 2)
        conflicts = sum(row.cells[1].text == MARK_LOOKS["conflict"].word for row in rows)
        self._layout.bottom.show_rows("compare", rows, count=conflicts)
        if study is None:
            self._history_of = ("", 0)
            self._layout.bottom.show_rows("history", ())
        else:
            strip = self._layout.bottom.strip
            strip.set_name(1, f"History {study.view.rev}")
            if self._layout.bottom.open and self._layout.bottom.tab == "history":
                self._ask_history()

    @Slot(str)
    def _shown_tab(self, tab: str) -> None:
        if tab == "history":
            self._ask_history()

    def _ask_history(self) -> None:
        study = self._curating.study
        if study is None or self._history_of == (study.view.study_id, study.view.rev):
            return
        self._history_of = (study.view.study_id, study.view.rev)
        job = self._session.lanes.read(calls.study_history, study.view.study_id)
        job.succeeded.connect(self._show_history)

    @Slot(object)
    def _show_history(self, changes: tuple[ChangeRow, ...]) -> None:
        self._layout.bottom.show_rows("history", [_history_row(one) for one in changes])

    @Slot()
    def show_problems(self) -> None:
        rows = [_problem_row(one) for one in self._layout.messages.waiting if one.kind != "ok"]
        self._layout.bottom.show_rows("problems", rows)

    @Slot()
    def show_tasks(self) -> None:
        rows = [_task_row(n, one) for n, one in enumerate(self._tasks.all)]
        running = sum(one.state == "running" for one in self._tasks.all)
        self._layout.bottom.show_rows("tasks", rows, count=running)

    @Slot(str, str)
    def _opened(self, tab: str, row: str) -> None:
        if tab == "evidence":
            found = next((one for one in self._curating.anchored() if one.id == row), None)
            if found is not None:
                self._curating.show_evidence(found.evidence)
        elif tab == "compare":
            self._layout.panes.show_pane("form")
            self._layout.form.focus_field(row)
        elif tab == "problems":
            self._layout.messages.act(row)
        elif tab == "tasks":
            self.task_opened.emit(row)
        elif tab == "history":
            self._layout.bottom.more_asked.emit("history")


@dataclass(frozen=True, slots=True)
class EvidenceRows(Sequence[TableRow]):
    """The rows of all evidence, each made when it is asked for: most of them are never seen.

    Attributes:
        found: The evidence.
        text: The text that is shown; what stands in another one says so.
        conflicts: Keys of the fields on which the articles of the study disagree.
        places: Where the words stand.
    """

    found: tuple[Anchored, ...]
    text: str
    conflicts: frozenset[str]
    places: EvidencePlaces = field(compare=False)

    def __len__(self) -> int:
        return len(self.found)

    @overload
    def __getitem__(self, at: int) -> TableRow: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[TableRow, ...]: ...
    def __getitem__(self, at: int | slice) -> TableRow | tuple[TableRow, ...]:
        if isinstance(at, slice):
            return tuple(self._row(one) for one in self.found[at])
        return self._row(self.found[at])

    def _row(self, one: Anchored) -> TableRow:
        place = self.places.words(one.evidence)
        return _evidence_row(one, place=place, conflict=one.field.key in self.conflicts)


def _evidence_row(one: Anchored, *, place: str, conflict: bool) -> TableRow:
    look = MARK_LOOKS["conflict"] if conflict else STATUS_LOOKS[one.status]  # type: ignore[index]
    item = one.item
    name = f"{one.field.letter}  {one.field.label}" if one.field.letter else one.field.label
    return TableRow(
        one.id,
        (
            Cell(name, ink="ink"),
            Cell(f"“{' '.join(one.evidence.quote.split())}”", serif=True, ink="ink"),
            Cell(place, ink="warn" if place == EARLIER else "ink2"),
            Cell(one.value),
            Cell(item.basis if item else ""),
            Cell(item.scope.replace("_", " ") if item else ""),
            Cell(look.word, look.icon, look.ink, semibold=True),
        ),
    )


def _history_row(change: ChangeRow) -> TableRow:
    return TableRow(
        str(change.seq),
        (
            Cell(str(change.rev), ink="ink", semibold=True),
            Cell(change.summary, ink="ink"),
            Cell(change.reason or "No reason given", ink="ink2" if change.reason else "ink3"),
            Cell(day_and_clock(change.at)),
            Cell(change.author),
            Cell(f"{change.seal[:4]} {change.seal[4:8]}", ink="ink3"),
        ),
    )


def _problem_row(message: Message) -> TableRow:
    look = KIND_LOOKS[message.kind]
    text = Cell(message.text, message.icon or look.icon, look.ink)
    return TableRow(message.id, (text, Cell(message.action, ink="accent", semibold=True)))


def _task_row(number: int, task: Task) -> TableRow:
    look = _TASK_LOOKS[task.state]
    counted = f"{task.done:,} of {task.total:,}" if task.total else ""
    rate = rate_words(task.rate) if task.state == "running" else ""
    result = task.result or ", ".join(filter(None, (counted, rate, task.step)))
    return TableRow(
        task.key or str(number),
        (
            Cell(task.what, ink="ink"),
            Cell(look.word, look.icon, look.ink, semibold=True),
            Cell(clock(task.at)),
            Cell(result),
        ),
    )
