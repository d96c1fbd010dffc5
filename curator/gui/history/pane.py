"""The history of a study: its changes, any two compared, the registry as of one, restore."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from curator.domain.forms import Form
from curator.domain.identity import study_label
from curator.gui.history.blame_table import BlameTable
from curator.gui.history.change_list import ChangeList
from curator.gui.history.difference import DifferencePanel
from curator.gui.history.timeline import Timeline
from curator.gui.history.titled import Disclosure, TitledPane
from curator.gui.history.values import DiffLine, RestoreFieldWanted, RestoreWanted
from curator.gui.theme.theme import theme_of
from curator.gui.times import day_and_clock
from curator.gui.widgets.base import RESTYLING
from curator.gui.widgets.buttons import Button
from curator.gui.widgets.frames import Splitter
from curator.gui.widgets.inputs import ChoiceBox
from curator.gui.widgets.labels import ElidedLabel
from curator.gui.widgets.message_bar import MessageBar
from curator.services.values import BlameRow, ChangeRow, StudyDiff, StudyView

_MARGIN: Final = 24
_LIST: Final = 372
_BLAME: Final = 150
_NARROW: Final = 900
_LOW: Final = 560
"""Below this height who changed what is folded away at first."""
_SOON: Final = 120
"""Milliseconds after which a difference is asked for while the arrow keys move."""


class HistoryView(QWidget):
    """Changes newest first, what differs between two of them, and who said what.

    Signals:
        diff_wanted: Study id and two changes, the older first; 0 is before the study was there.
        restore_wanted: A ``RestoreWanted``.
        restore_field_wanted: A ``RestoreFieldWanted``.
        as_of_wanted: Study id and a change, or None: back to now.
        close_wanted: Back to curating.
    """

    diff_wanted = Signal(str, object, object)
    restore_wanted = Signal(object)
    restore_field_wanted = Signal(object)
    as_of_wanted = Signal(str, object)
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        self.setAccessibleName("History of a study")
        self._form: Form | None = None
        self._view: StudyView | None = None
        self._rows: tuple[ChangeRow, ...] = ()
        self._as_of: int | None = None
        self._read_only = False
        self._low = False
        self.bar = MessageBar()
        self.bar.close_button.hide()
        self.bar.hide()
        self.bar.pressed.connect(self._back_to_now)
        self.close_button = Button("Curating", key="Esc")
        self.close_button.clicked.connect(self.close_wanted)
        self._number = ElidedLabel(ink="ink2")
        self._label = ElidedLabel(ink="ink2")
        self._box_label = ElidedLabel("As of", ink="ink2", px=13, semibold=True)
        self.box = ChoiceBox("As of")
        self.box.setObjectName("history.as_of")
        self.box.activated.connect(self._box_picked)
        self.timeline = Timeline()
        self.timeline.picked.connect(self._pick)
        self._revisions = ElidedLabel("Revisions", ink="ink2", px=13, semibold=True)
        self.changes = ChangeList()
        self.changes.chosen.connect(self._choose)
        self.changes.asked.connect(self._ask_now)
        self.difference = DifferencePanel()
        self.difference.restore_confirmed.connect(self._restore)
        self.difference.all_wanted.connect(self._want_all)
        self.blame = BlameTable()
        self.blame.change_wanted.connect(self._go_to)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._ask)
        self._lay_out()

    @property
    def study_id(self) -> str:
        return self._view.study_id if self._view is not None else ""

    def show_history(
        self,
        form: Form,
        study_view: StudyView,
        rows: Sequence[ChangeRow] = (),
        *,
        last: int | None = None,
        read_only: bool = False,
    ) -> None:
        """Show a study's changes, the newest compared with the one before.

        The same changes of the same study again leave everything as it was chosen.

        Args:
            form: Of the registry.
            study_view: The study now.
            rows: Newest first.
            last: The registry's newest change, where the line ends; without it the study's own.
            read_only: The registry cannot be written, so nothing can be restored.
        """
        known = self._view is not None and self._view.study_id == study_view.study_id
        known = known and self._rows == tuple(rows) and self._read_only == read_only
        self._form, self._view, self._rows = form, study_view, tuple(rows)
        self._read_only = read_only
        self._number.say(study_label(study_view.number))
        self._label.say(study_view.document.label)
        self._revisions.say(f"Revisions  {len(self._rows)}")
        self.timeline.show_changes(rows, last=last if last is not None else study_view.seq)
        if known:  # something else in the registry changed: all stays as it was chosen
            self.timeline.set_at(self._as_of)
            return
        self.box.clear()
        self.box.addItem("Now")
        for row in self._rows:
            self.box.addItem(day_and_clock(row.at), row.seq)
        self._show_bar(None)
        self.difference.show_study(form, study_view, read_only=read_only)
        self.changes.show_rows(rows)
        self._ask_now()

    def show_diff(self, diff: StudyDiff) -> None:
        """Show what was asked for by ``diff_wanted``; the answer to an earlier one is dropped."""
        self.difference.show_diff(diff)

    def show_blame(self, rows: Sequence[BlameRow]) -> None:
        """Show who last changed each field."""
        self.blame.show_rows(rows, self._form)

    def show_as_of(self, view: StudyView | None) -> None:
        """Show the study as of an earlier change, or None (a view of now): back to now."""
        seq = view.as_of if view is not None else None
        self._show_bar(seq)
        self.difference.show_then(view if seq is not None else None)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the keyboard to the list of changes."""
        self.changes.setFocus(reason)

    # Events.

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
            and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1)
        ):
            event.accept()  # the window has other uses for these keys
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.difference.hide_full():
            if self._as_of is not None:
                self._back_to_now()
            else:
                self.close_wanted.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self._space()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme_of(self).px(_NARROW)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        low = self.height() < theme_of(self).px(_LOW)
        if self._across.orientation() != wanted or low != self._low:
            if low != self._low:
                self._below.set_open(not low)
            self._low = low
            self._across.setOrientation(wanted)
            self._size()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme_of(self).tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.panel))
        head = self._head.geometry()
        painter.fillRect(head, QColor(tokens.window))
        painter.fillRect(0, head.bottom(), self.width(), 1, QColor(tokens.line))
        painter.end()

    # What was chosen.

    @Slot(object, object)
    def _choose(self, since: ChangeRow | None, to: ChangeRow | None) -> None:
        self.difference.choose(since, to)
        self._soon.start()

    @Slot()
    def _ask_now(self) -> None:
        self._soon.stop()
        self._ask()

    @Slot()
    def _ask(self) -> None:
        to, since = self.changes.row_of(self.changes.to), self.changes.row_of(self.changes.since)
        if self._view is None or to is None:
            return
        self.diff_wanted.emit(self._view.study_id, since.seq if since else 0, to.seq)
        if self.difference.shows_all:
            self._want_all()

    @Slot()
    def _want_all(self) -> None:
        """The values of the fields that are the same are those at the newer change."""
        to = self.changes.row_of(self.changes.to)
        if to is not None and self._view is not None and to.seq != self._view.seq:
            self._pick(to.seq)

    @Slot(object)
    def _go_to(self, seq: int) -> None:
        place = next((n for n, row in enumerate(self._rows) if row.seq == seq), None)
        if place is not None:
            self.changes.choose(place, place + 1)
            self._ask_now()

    @Slot(int)
    def _box_picked(self, place: int) -> None:
        self._pick(self.box.itemData(place))

    @Slot(object)
    def _pick(self, seq: int | None) -> None:
        """Look at the registry as of a change, or as it is now."""
        if self._view is None:
            return
        if seq is None:
            self._back_to_now()
            return
        self._show_bar(seq)
        to = self.changes.row_of(self.changes.to)
        if to is None or to.seq != seq:
            self._go_to(seq)
        self.as_of_wanted.emit(self._view.study_id, seq)

    @Slot()
    def _back_to_now(self) -> None:
        if self._view is None:
            return
        self._show_bar(None)
        self.difference.show_then(None)
        self.as_of_wanted.emit(self._view.study_id, None)

    @Slot(object, object, str)
    def _restore(self, seq: int, line: DiffLine | None, reason: str) -> None:
        if self._view is None:
            return
        self.changes.setFocus(Qt.FocusReason.OtherFocusReason)  # the line that had it is gone
        study = self._view.study_id
        if line is None:
            self.restore_wanted.emit(RestoreWanted(study, seq, reason))
        else:
            wanted = RestoreFieldWanted(study, line.extraction, line.field, seq, reason)
            self.restore_field_wanted.emit(wanted)

    def _show_bar(self, seq: int | None) -> None:
        """Say that an earlier state is looked at; None: it is now."""
        row = next((row for row in self._rows if row.seq == seq), None)
        self._as_of = seq
        self.timeline.set_at(seq if row is not None else None)
        place = self._rows.index(row) + 1 if row is not None else 0
        self.box.setCurrentIndex(place)
        if seq is None:
            self.bar.hide()
            return
        when = f"as of change {seq}" + (f", {day_and_clock(row.at)}" if row is not None else "")
        self.bar.show_message(
            "warn",
            [
                ("Read-only: the registry ", False),
                (when, True),
                (". A restore makes a new change.", False),
            ],
            action="Back to now",
            key="Esc",
            icon="lock",
        )
        self.bar.show()

    # How it is laid out.

    def _lay_out(self) -> None:
        self._head = QWidget(self)
        first = QHBoxLayout()
        title = ElidedLabel("History", px=16, semibold=True)
        for widget in (self.close_button, title, self._number, self._label):
            first.addWidget(widget)
        for whole in (title, self._number, self._box_label):  # never cut
            whole.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        first.addStretch(1)
        first.addWidget(self._box_label)
        first.addWidget(self.box)
        head = QVBoxLayout(self._head)
        head.addLayout(first)
        head.addWidget(self.timeline)
        self._left = TitledPane(self._revisions, self.changes)
        self.blame_button = Disclosure("Who last changed each field")
        self._below = TitledPane(self.blame_button, self.blame)
        self._down = Splitter(Qt.Orientation.Vertical)
        self._down.addWidget(self.difference)
        self._down.addWidget(self._below)
        self._down.setStretchFactor(0, 1)
        self._across = Splitter(Qt.Orientation.Horizontal)
        self._across.addWidget(self._left)
        self._across.addWidget(self._down)
        self._across.setStretchFactor(1, 1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self.bar)
        stack.addWidget(self._head)
        stack.addWidget(self._across, 1)
        self._space()
        self._size()

    def _size(self) -> None:
        """First shares of the panes; the user may drag them."""
        theme = theme_of(self)
        if self._across.orientation() == Qt.Orientation.Horizontal:
            self._across.setSizes([theme.px(_LIST), max(1, self.width() - theme.px(_LIST))])
        else:
            self._across.setSizes([theme.px(_BLAME), max(1, self.height() - theme.px(_BLAME))])
        self._down.setSizes([max(1, self.height() - theme.px(_BLAME)), theme.px(_BLAME)])

    def _space(self) -> None:
        theme = theme_of(self)
        side, head = theme.px(_MARGIN), self._head.layout()
        if head is not None:
            head.setContentsMargins(side, theme.px(10), side, theme.px(8))
            head.setSpacing(theme.px(10))
        self._left.space(left=theme.px(16), around=0, gap=theme.px(8))
        self._below.space(left=-theme.px(8), around=side, gap=theme.px(8))
