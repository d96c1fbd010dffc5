"""What is kept of suggestions, on one page: records, silenced names, requests, plug-ins."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from curator.domain.forms import Form
from curator.gui.bottom.table import Cell, SmallTable, TableRow
from curator.gui.form.hint_view import hint_text
from curator.gui.suggestions.hints import hint_of
from curator.gui.suggestions.mapping import MapLine
from curator.gui.suggestions.plugins_view import PluginsView
from curator.gui.suggestions.values import Kept, Registered, Switch
from curator.gui.times import day_and_clock
from curator.gui.widgets import Button, CheckBox, ElidedLabel, Page, SegmentedControl, Sentence
from curator.services.suggested import Proposed, RequestedTerm, Silence, TrackRecord
from curator.suggest.rule_words import rule_words

View = Literal["record", "silenced", "refused", "requested", "plugins"]
VIEWS: Final[tuple[View, ...]] = ("record", "silenced", "refused", "requested", "plugins")
NAMES: Final = (
    "Track record",
    "Silenced names",
    "Refused in this article",
    "Requested terms",
    "Plug-ins",
)
_COLUMNS: Final[Mapping[View, tuple[tuple[str, int], ...]]] = MappingProxyType(
    {
        "record": (
            ("Field", 15),
            ("Suggester", 20),
            ("Taken", 7),
            ("Changed", 8),
            ("Refused", 8),
            ("Precision, 95 % interval", 18),
            ("Floor", 7),
            ("State", 17),
        ),
        "silenced": (
            ("Name", 24),
            ("Vocabulary", 14),
            ("Term", 20),
            ("By", 16),
            ("When", 16),
            ("Why", 20),
        ),
        "refused": (
            ("Field", 18),
            ("Value", 26),
            ("Quote", 38),
            ("Suggester", 18),
        ),
        "requested": (
            ("Term", 22),
            ("Id", 10),
            ("Vocabulary", 12),
            ("Definition", 36),
            ("Asked for by", 14),
            ("Mapped to", 14),
        ),
    }
)
_EMPTY: Final[Mapping[View, str]] = MappingProxyType(
    {
        "record": "No suggestion was taken or refused here yet.",
        "silenced": "No name is silenced.",
        "refused": "No suggestion of the open article is refused.",
        "requested": "No term was requested.",
        "plugins": "",
    }
)


class KeptPage(Page):
    """``switched`` brings a ``Switch``, ``unsilenced`` a ``Silence``, ``kept`` the two choices.

    ``taken_back`` brings a ``Proposed`` that is to be offered again; ``line.mapped`` a requested
    term and the one that it is.
    """

    switched = Signal(object)
    unsilenced = Signal(object)
    taken_back = Signal(object)
    kept = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("suggestions.kept")
        self.setAccessibleName("Suggestions")
        self._registered: Registered | None = None
        self._refused: tuple[Proposed, ...] = ()
        self._form: Form | None = None
        self.back = Button("Back", self, key="Esc")
        self.title = ElidedLabel("Suggestions", self, px=16, semibold=True)
        self.choice = SegmentedControl(list(NAMES), self, name="What is kept")
        self.on = CheckBox("Suggest values", self)
        self.learn = CheckBox("Learn from my answers", self)
        self.tables: dict[View, SmallTable] = {}
        self.pages = QStackedWidget(self)
        for view in _COLUMNS:
            table = SmallTable(NAMES[VIEWS.index(view)], _COLUMNS[view], self, click_opens=False)
            table.opened.connect(self._act)
            table.selectionModel().currentRowChanged.connect(self._describe)
            self.tables[view] = table
            self.pages.addWidget(table)
        self.plugins = PluginsView(self)
        self.tables["plugins"] = self.plugins.table
        self.pages.addWidget(self.plugins)
        self.empty = ElidedLabel("", self, ink="ink3", px=13)
        self.words = Sentence((), self, ink="ink2", px=13)
        self.act = Button("", self, key="Enter")
        self.line = MapLine(self)
        self.line.closed.connect(self._back_to_table)
        self._lay_out()
        self.back.clicked.connect(self.close_wanted)
        self.choice.current_changed.connect(self._choose)
        self.act.clicked.connect(self._act_current)
        self.on.clicked.connect(self._keep)
        self.learn.clicked.connect(self._keep)
        self._space()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.act)
        foot.addStretch(1)
        self.add_head(self.back, self.title, right=(self.on, self.learn))
        self.column.addWidget(self.choice)
        self.column.addWidget(self.empty)
        self.column.addWidget(self.pages, 1)
        self.column.addWidget(self.words)
        self.column.addWidget(self.line)
        self.column.addLayout(foot)

    @property
    def view(self) -> View:
        return VIEWS[self.choice.current]

    def show_view(self, view: View) -> None:
        self.choice.set_current(VIEWS.index(view))
        self._choose()

    def show_registered(
        self, registered: Registered, form: Form | None, *, refused: tuple[Proposed, ...] = ()
    ) -> None:
        """Show what the registry keeps now, and what is refused of the open article."""
        self._registered, self._refused, self._form = registered, refused, form
        self.line.drop()
        self.tables["refused"].show_rows([self._refused_row(n, r) for n, r in enumerate(refused)])
        self.tables["record"].show_rows([self._record_row(n, r) for n, r in self._numbered()])
        silenced = [_silenced_row(n, one) for n, one in enumerate(registered.silenced)]
        self.tables["silenced"].show_rows(silenced)
        requested = [_requested_row(n, one) for n, one in enumerate(registered.requested)]
        self.tables["requested"].show_rows(requested)
        self.show_kept(registered.kept)
        counts = [len(self.tables[view].table_rows) for view in _COLUMNS]
        names = [f"{name} {n}" for name, n in zip(NAMES[:-1], counts, strict=True)]
        self.choice.set_texts([*names, NAMES[-1]])
        self._choose()

    def show_kept(self, kept: Kept) -> None:
        self.on.setChecked(kept.suggestions)
        self.learn.setChecked(kept.learning)
        self.learn.setEnabled(kept.suggestions)

    def _numbered(self) -> list[tuple[int, TrackRecord]]:
        return list(enumerate(self._registered.records if self._registered else ()))

    def _record_row(self, number: int, one: TrackRecord) -> TableRow:
        state = Cell("On", "check", "ok") if one.on else Cell("Off", "minus", "warn")
        return TableRow(
            str(number),
            (
                Cell(self._label(one.field), ink="ink"),
                Cell(rule_words(one.rule)),
                Cell(f"{one.taken:,}"),
                Cell(f"{one.changed:,}"),
                Cell(f"{one.refused:,}"),
                Cell(precision_words(one), ink="ink", semibold=True),
                Cell(f"{100 * one.floor:.0f} %"),
                state,
            ),
        )

    def _label(self, key: str) -> str:
        field = self._form.field(key) if self._form is not None else None
        return field.label if field is not None else key

    def _refused_row(self, number: int, one: Proposed) -> TableRow:
        return TableRow(
            str(number),
            (
                Cell(self._label(one.field), ink="ink"),
                Cell(self._value(one), ink="ink", semibold=True),
                Cell(f"“{one.evidence[0].quote}”", serif=True),
                Cell(rule_words(one.rule)),
            ),
        )

    def _value(self, one: Proposed) -> str:
        field = self._form.field(one.field) if self._form is not None else None
        return hint_text(field, hint_of(one)) if field is not None else one.evidence[0].quote

    @Slot()
    def _choose(self) -> None:
        self.line.drop()
        table = self.tables[self.view]
        of_plugins = self.view == "plugins"
        self.pages.setCurrentWidget(self.plugins if of_plugins else table)
        rows = bool(table.table_rows) or of_plugins
        self.pages.setVisible(rows)
        self.empty.setVisible(not rows)
        self.empty.say(_EMPTY[self.view])
        if rows and not table.currentIndex().isValid():
            table.setCurrentIndex(table.model().index(0, 0))
        self._describe()

    @Slot(QModelIndex)
    def _describe(self, _: QModelIndex | None = None) -> None:
        """Say all of the current row, and what can be done with it."""
        self.line.drop()
        one = self._current()
        words, act = "", ""
        if isinstance(one, TrackRecord):
            words = one.sentence or "It speaks in this field."
            act = "Switch off here" if one.on else "Switch on here"
        elif isinstance(one, Silence):
            words = f"“{one.name}” is never taken for {one.term_id or 'any term'}."
            act = "Let it count again"
        elif isinstance(one, RequestedTerm):
            words = one.definition
            act = "Map to another term…" if one.mapped_to else "Map to a term…"
        elif isinstance(one, Proposed):
            words = f"“{one.evidence[0].quote}”"
            act = "Offer it again"
        learned = self._registered.learned if self._registered and self.view == "record" else ""
        self.words.set_parts(((" ".join(filter(None, (words, learned))), False),))
        self.words.setVisible(self.view != "plugins")
        self.act.setVisible(bool(act))
        self.act.setText(act)
        self.act.setAccessibleName(act)
        self.act.updateGeometry()

    def _current(self) -> TrackRecord | Silence | Proposed | RequestedTerm | None:
        table, kept = self.tables[self.view], self._registered
        row = table.currentIndex().row()
        if self.view == "plugins" or kept is None or not 0 <= row < len(table.table_rows):
            return None
        if self.view == "record":
            return kept.records[row]
        if self.view == "refused":
            return self._refused[row]
        return kept.silenced[row] if self.view == "silenced" else kept.requested[row]

    @Slot(str)
    def _act(self, row: str) -> None:
        self._act_current()

    @Slot()
    def _act_current(self) -> None:
        one = self._current()
        if isinstance(one, TrackRecord):
            self.switched.emit(Switch(one.rule, one.field, not one.on))
        elif isinstance(one, Silence):
            self.unsilenced.emit(one)
        elif isinstance(one, Proposed):
            self.taken_back.emit(one)
        elif isinstance(one, RequestedTerm):
            self.line.ask(one)

    @Slot()
    def _back_to_table(self) -> None:
        self.tables[self.view].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _keep(self) -> None:
        self.kept.emit(Kept(self.on.isChecked(), self.learn.isChecked()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        table = self.tables[self.view]
        there = table if table.table_rows or self.view == "plugins" else self.choice
        there.setFocus(Qt.FocusReason.OtherFocusReason)


def precision_words(one: TrackRecord) -> str:
    """``86 %  (60 to 96)``; a dash before the first answer."""
    if one.precision is None:
        return "–"
    return f"{100 * one.precision:.0f} %  ({100 * one.low:.0f} to {100 * one.high:.0f})"


def _silenced_row(number: int, one: Silence) -> TableRow:
    return TableRow(
        str(number),
        (
            Cell(f"“{one.name}”", serif=True, ink="ink"),
            Cell(one.role or "all"),
            Cell(one.term_id or "any"),
            Cell(one.author),
            Cell(day_and_clock(one.at) if one.at else ""),
            Cell(one.reason),
        ),
    )


def _requested_row(number: int, one: RequestedTerm) -> TableRow:
    return TableRow(
        str(number),
        (
            Cell(one.label, ink="ink", semibold=True),
            Cell(one.id, ink="ink3"),
            Cell(one.role),
            Cell(one.definition),
            Cell(one.asked_by),
            Cell(one.mapped_to or "not yet", ink="ink" if one.mapped_to else "ink3"),
        ),
    )
