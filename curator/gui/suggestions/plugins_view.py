"""The plug-ins of this machine that suggest: what they are, a switch, options, the last run."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from curator.gui.bottom.table import Cell, SmallTable, TableRow
from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Button, CheckBox, ElidedLabel, IconLabel, Sentence
from curator.gui.widgets.base import RESTYLING
from curator.services.plugin_values import Plugin, PluginOption, PluginWanted

COLUMNS: Final = (("Plug-in", 14), ("What it is", 42), ("State", 8), ("Last run", 36))
NOT_ASKED: Final = "Not asked since the registry was opened."
ASKED: Final = "Being asked now."
RULE: Final = (
    "A plug-in is asked after the built-in suggestions, in a process of its own that speaks to this"
    " machine only. What it suggests without a quote that stands in the article is dropped."
)
_SHOWN: Final = 8
_LINE: Final = 420


class PluginsView(QWidget):
    """``wanted`` brings a ``PluginWanted``; ``shown`` says that it came into sight."""

    wanted = Signal(object)
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("suggestions.plugins")
        self.table = SmallTable("Plug-ins", COLUMNS, self, click_opens=False)
        self.switch = CheckBox("", self)
        self.lines: dict[str, QLineEdit] = {}
        self.keep = Button("Keep these options", self, key="Enter", small=True)
        self.wrong_icon = IconLabel("warning", self, ink="bad", said="Refused")
        self.wrong = Sentence((), self, ink="bad", px=13)
        self.run = Sentence((), self, ink="ink2", px=13)
        self.rule = Sentence(((RULE, False),), self, ink="ink3", px=13)
        self._plugins: tuple[Plugin, ...] = ()
        self._edited: Plugin | None = None
        self._labels: list[ElidedLabel] = []
        self._lay_out()
        self.table.opened.connect(self._toggle)
        self.table.selectionModel().currentRowChanged.connect(self._describe)
        self.switch.clicked.connect(self._switch)
        self.keep.clicked.connect(self._keep)
        self._complain("")
        self._space()

    def _lay_out(self) -> None:
        self._grid, wrong, act = QGridLayout(), QHBoxLayout(), QHBoxLayout()
        self._grid.setColumnStretch(2, 1)
        wrong.addWidget(self.wrong_icon, 0, Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self.wrong, 1)
        act.addWidget(self.keep)
        act.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.table)
        self._column.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.run)
        self._column.addLayout(self._grid)
        self._column.addLayout(wrong)
        self._column.addLayout(act)
        self._column.addWidget(self.rule)
        self._column.addStretch(1)

    @property
    def current(self) -> Plugin | None:
        row = self.table.currentIndex().row()
        return self._plugins[row] if 0 <= row < len(self._plugins) else None

    @property
    def typed(self) -> dict[str, str]:
        """The options of the current plug-in as they stand in the lines."""
        return {key: line.text() for key, line in self.lines.items()}

    def show_plugins(self, plugins: tuple[Plugin, ...]) -> None:
        """Show them as they are now; what is typed and not kept yet stays."""
        self._plugins = plugins
        self.table.show_rows([_row(one) for one in plugins])
        if plugins and self.current is None:
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._describe()
        self._space()

    def show_kept(self, plugins: tuple[Plugin, ...]) -> None:
        """Show them after what was wanted was kept."""
        self._edited = None
        self._complain("")
        self.show_plugins(plugins)

    def refuse(self, sentence: str) -> None:
        """Say why what was wanted was not kept; the typed words stay."""
        self._complain(sentence)
        self._describe()

    @Slot(QModelIndex)
    def _describe(self, _: QModelIndex | None = None) -> None:
        one = self.current
        for widget in (self.switch, self.run, self.keep):
            widget.setVisible(one is not None)
        if one is None:
            return
        words = f"Ask {one.name} about the open article"
        self.switch.setText(words)
        self.switch.setAccessibleName(words)
        self.switch.setChecked(one.on)
        self.switch.updateGeometry()
        self.run.set_parts((("Last run: ", True), (_run(one), False)))
        before = self._edited
        if before is None or (before.name, before.options) != (one.name, one.options):
            self._edited = one
            self._complain("")
            self._edit(one.options)

    def _edit(self, options: tuple[PluginOption, ...]) -> None:
        """Make the lines of these options."""
        for old in (*self._labels, *self.lines.values()):
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._labels, self.lines = [], {}
        for row, option in enumerate(options):
            label = ElidedLabel(option.label, self, ink="ink2", px=13)
            line = QLineEdit(option.value, self)
            line.setObjectName(f"plugin.{option.key or 'options'}")
            line.setAccessibleName(option.label)
            line.setPlaceholderText(option.default)
            line.setMaxLength(1_000)
            line.returnPressed.connect(self._keep)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(line, row, 1)
            self._labels.append(label)
            self.lines[option.key] = line
        self._order_tabs()
        self._space()

    def _order_tabs(self) -> None:
        row = (self.table, self.switch, *self.lines.values(), self.keep)
        for before, after in pairwise(row):
            QWidget.setTabOrder(before, after)

    def _complain(self, sentence: str) -> None:
        """Say what is wrong with the options; "" takes it away."""
        self.wrong.set_parts(((sentence, False),))
        for widget in (self.wrong, self.wrong_icon):
            widget.setVisible(bool(sentence))
        for line in list(self.lines.values())[:1]:
            line.setProperty("error", bool(sentence))
            line.style().polish(line)

    @Slot(str)
    def _toggle(self, _: str) -> None:
        one = self.current
        if one is not None:
            self.wanted.emit(PluginWanted(one.name, not one.on, self.typed))

    @Slot(bool)
    def _switch(self, on: bool) -> None:
        one = self.current
        if one is not None:
            self.wanted.emit(PluginWanted(one.name, on, self.typed))

    @Slot()
    def _keep(self) -> None:
        one = self.current
        if one is not None:
            self.wanted.emit(PluginWanted(one.name, one.on, self.typed))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING and hasattr(self, "_column"):
            self._space()

    def _space(self) -> None:
        px = theme_of(self).px
        self._column.setSpacing(px(8))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(6))
        for line in self.lines.values():
            line.setMinimumWidth(px(_LINE))
        rows = min(max(len(self._plugins), 1), _SHOWN)
        header = self.table.horizontalHeader().height()
        self.table.setFixedHeight(header + rows * px(28) + 2 * self.table.frameWidth() + px(2))


def _run(one: Plugin) -> str:
    """The state of the last run, in a sentence."""
    if one.asked:
        return ASKED
    return one.last.sentence if one.last is not None else NOT_ASKED


def _row(one: Plugin) -> TableRow:
    state = Cell("On", "check", "ok") if one.on else Cell("Off", "minus", "ink3")
    failed = one.last is not None and bool(one.last.failed) and not one.asked
    run = Cell(_run(one), "warning", "warn") if failed else Cell(_run(one))
    return TableRow(
        one.name, (Cell(one.name, ink="ink", semibold=True), Cell(one.about), state, run)
    )
