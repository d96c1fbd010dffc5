"""The report of an import on a page of its own: what became of every file, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, overload

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from curator.domain.identity import article_label
from curator.gui.bottom.table import Cell, SmallTable, TableRow
from curator.gui.imports.words import import_sentence
from curator.gui.theme.looks import Look
from curator.gui.theme.theme import theme_of
from curator.gui.widgets import (
    Button,
    ElidedLabel,
    Page,
    PrimaryButton,
    SegmentedControl,
    Sentence,
)
from curator.services.import_names import told_apart
from curator.services.values import ImportLine, ImportReport, Outcome

LOOKS: Final[Mapping[Outcome, Look]] = {
    "taken": Look("check", "Imported", "ok"),
    "same": Look("dot", "There already", "neutral"),
    "columns": Look("question", "Columns to choose", "warn"),
    "failed": Look("warning", "Failed", "bad"),
    "passed_over": Look("minus", "Passed over", "ink3"),
    "note": Look("info", "Note", "info"),
}
_FILTERS: Final[tuple[tuple[str, Outcome | None], ...]] = (
    ("All", None),
    ("Imported", "taken"),
    ("There already", "same"),
    ("Failed", "failed"),
    ("Columns to choose", "columns"),
    ("Passed over", "passed_over"),
    ("Notes", "note"),
)
_COLUMNS: Final = (
    ("Outcome", 15),
    ("File", 30),
    ("Article", 8),
    ("Why, or what there is to say", 47),
)


def _at(outcome: Outcome) -> int:
    """The segment of the filter that shows it."""
    return [one for _, one in _FILTERS].index(outcome)


class ReportRows(Sequence[TableRow]):
    """Rows of lines, made when they are asked for: there may be thousands."""

    def __init__(self, lines: Sequence[ImportLine], names: Sequence[str]) -> None:
        self._lines, self._names = lines, names

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, index: int) -> TableRow: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[TableRow]: ...

    def __getitem__(self, index: int | slice) -> TableRow | Sequence[TableRow]:
        if isinstance(index, slice):
            return ReportRows(self._lines[index], self._names[index])
        line, look = self._lines[index], LOOKS[self._lines[index].outcome]
        return TableRow(
            str(index),
            (
                Cell(look.word, look.icon, look.ink, semibold=True),
                Cell(self._names[index], ink="ink"),
                Cell(article_label(line.number) if line.number else ""),
                Cell(line.sentence),
            ),
        )


class ReportView(Page):
    """``open_wanted`` brings an article's number; the others ask for what their name says."""

    open_wanted = Signal(int)
    save_wanted = Signal()
    retry_wanted = Signal()
    undo_wanted = Signal()
    help_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import.report")
        self.setAccessibleName("Report of an import")
        self.report: ImportReport | None = None
        self._lines: Sequence[ImportLine] = ()
        self.back = Button("Back", self, key="Esc")
        self.title = ElidedLabel("Import", self, px=16, semibold=True)
        self.summary = ElidedLabel("", self, ink="ink2", px=13)
        self.filter = SegmentedControl([name for name, _ in _FILTERS], self, name="Outcome")
        self.table = SmallTable("What became of every file", _COLUMNS, self, click_opens=False)
        self.empty = ElidedLabel("No file of this kind.", self, ink="ink3", px=13)
        self.name = ElidedLabel("", self, px=13, semibold=True)
        self.sentence = Sentence((), self, ink="ink2", px=13)
        self.open = PrimaryButton("Open article", self, key="Enter")
        self.help = Button("", self)
        self.copy = Button("Copy sentence", self, key="Ctrl+C")
        self.undo = Button("Undo import", self, icon="undo")
        self.save = Button("Save report…", self, icon="export")
        self.retry = Button("Retry failed", self, icon="restore")
        self._lay_out()
        self.back.clicked.connect(self.close_wanted)
        self.filter.current_changed.connect(self._show_lines)
        self.table.opened.connect(self._row_opened)
        self.table.selectionModel().currentRowChanged.connect(self._show_current)
        self.open.clicked.connect(self._open_current)
        self.help.clicked.connect(self._help_current)
        self.copy.clicked.connect(self.copy_sentence)
        self.undo.clicked.connect(self.undo_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.retry.clicked.connect(self.retry_wanted)
        copying = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        copying.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copying.activated.connect(self.copy_sentence)
        self._space()

    def _lay_out(self) -> None:
        foot, acts = QVBoxLayout(), QHBoxLayout()
        right = (self.undo, self.save, self.retry)
        self.add_head(self.back, self.title, self.summary, right=right)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        foot.addWidget(self.name)
        foot.addWidget(self.sentence)
        for widget in (self.open, self.help, self.copy):
            acts.addWidget(widget)
        acts.addStretch(1)
        self.column.addWidget(self.filter)
        self.column.addWidget(self.empty)
        self.column.addWidget(self.table, 1)
        self.column.addLayout(foot)
        self.column.addLayout(acts)
        self._rows = (foot, acts)

    @property
    def current(self) -> ImportLine | None:
        """The line that the pointer or the keys are on."""
        row = self.table.currentIndex().row()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def show_report(self, report: ImportReport, *, title: str) -> None:
        """Show a report, from what failed or waits on where something does."""
        self.report = report
        self.title.say(title)
        self.summary.say(import_sentence(report))
        counts = {name: len(self._of(outcome)) for name, outcome in _FILTERS}
        self.filter.set_texts([f"{name} {count:,}" for name, count in counts.items()])
        failed, waits = bool(self._of("failed")), bool(self._of("columns"))
        self.undo.setVisible(report.change is not None)
        self.retry.setVisible(failed)
        self.filter.set_current(_at("failed") if failed else _at("columns") if waits else 0)
        self._show_lines()

    def _of(self, outcome: Outcome | None) -> Sequence[ImportLine]:
        lines = self.report.lines if self.report is not None else ()
        return [one for one in lines if one.outcome == outcome] if outcome else lines

    @Slot()
    def _show_lines(self) -> None:
        self._lines = self._of(_FILTERS[self.filter.current][1])
        self.table.show_rows(ReportRows(self._lines, told_apart(self._lines)))
        self.table.setVisible(bool(self._lines))
        self.empty.setVisible(not self._lines)
        if self._lines:
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._show_current()

    @Slot(QModelIndex, QModelIndex)
    def _show_current(self, *_: object) -> None:
        line = self.current
        self.name.say(line.name if line else "")
        said = " ".join(filter(None, (line.sentence, line.hint))) if line else ""
        self.sentence.set_parts(((said or (LOOKS[line.outcome].word if line else ""), False),))
        self.open.setVisible(bool(line and line.number))
        self.copy.setVisible(bool(line and line.sentence))
        needs = line.needs if line else ""
        words = {"password": "Give its password…", "columns": "Choose its columns…"}
        self.help.setVisible(needs in words)
        self.help.setText(words.get(needs, ""))
        self.help.setAccessibleName(words.get(needs, ""))
        self.help.updateGeometry()

    @Slot(str)
    def _row_opened(self, row: str) -> None:
        line = self._lines[int(row)]
        if line.number:
            self.open_wanted.emit(line.number)
        elif line.needs:
            self.help_wanted.emit(line)

    @Slot()
    def _open_current(self) -> None:
        if self.current is not None and self.current.number:
            self.open_wanted.emit(self.current.number)

    @Slot()
    def _help_current(self) -> None:
        if self.current is not None:
            self.help_wanted.emit(self.current)

    @Slot()
    def copy_sentence(self) -> None:
        """Put the sentence of the current line, with its file, into the clipboard."""
        if self.current is not None and self.current.sentence:
            QGuiApplication.clipboard().setText(f"{self.current.name}: {self.current.sentence}")

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the keyboard to the table."""
        (self.table if self._lines else self.filter.segments[self.filter.current]).setFocus(reason)

    def _space(self) -> None:
        super()._space()
        px = theme_of(self).px
        for row in self._rows:
            row.setSpacing(px(8))
