"""Two changes of a study compared: head, question, fields."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from curator.domain.forms import Form
from curator.gui.claims.full_text import FullText
from curator.gui.claims.lines import counted
from curator.gui.history.confirm import ConfirmStrip
from curator.gui.history.diff_row import DiffRow
from curator.gui.history.diff_table import DiffTable
from curator.gui.history.rows import DECISION, changed_lines, same_lines
from curator.gui.history.values import DiffLine
from curator.gui.theme.theme import theme_of
from curator.gui.widgets.base import RESTYLING
from curator.gui.widgets.buttons import Button
from curator.gui.widgets.labels import ElidedLabel
from curator.gui.widgets.segments import SegmentedControl
from curator.services.values import ChangeRow, StudyDiff, StudyView


class DifferencePanel(QWidget):
    """What changed from one change to another.

    Signals:
        restore_confirmed: The older change's seq, a field's ``DiffLine`` or None for all, a reason.
        all_wanted: Every field is to be shown, and the study as of the newer change is needed.
    """

    restore_confirmed = Signal(object, object, str)
    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history.difference")
        self._form: Form | None = None
        self._now: StudyView | None = None
        self._then: StudyView | None = None
        self._diff: StudyDiff | None = None
        self._since: ChangeRow | None = None
        self._to: ChangeRow | None = None
        self._about: DiffLine | None = None
        self._read_only = False
        self.title = ElidedLabel(px=15, semibold=True)
        self.counts = ElidedLabel(ink="ink2", px=13)
        self.filter = SegmentedControl(["Changed", "All"], name="Fields shown")
        self.filter.current_changed.connect(self._filtered)
        self.restore = Button("", icon="restore", small=True)
        self.restore.clicked.connect(self.ask_restore)
        self.confirm = ConfirmStrip()
        self.confirm.confirmed.connect(self._confirmed)
        self.confirm.dismissed.connect(self.take_focus)
        self.table = DiffTable()
        self.table.restore_pressed.connect(self._ask_field)
        self.table.full_wanted.connect(self._show_full)
        self._full = FullText(self)
        self._lay_out()
        self._tell()

    @property
    def shows_all(self) -> bool:
        return self.filter.current == 1

    def show_study(self, form: Form, now: StudyView, *, read_only: bool) -> None:
        """The study as it is now: what of it can be restored."""
        self._form, self._now, self._read_only = form, now, read_only
        self._then = self._diff = None
        self.confirm.hide()

    def choose(self, since: ChangeRow | None, to: ChangeRow | None) -> None:
        """Two changes were chosen; their difference is on its way."""
        self._since, self._to, self._diff, self._then = since, to, None, None
        self.confirm.hide()
        self._full.hide()
        self._tell()

    def show_diff(self, diff: StudyDiff) -> None:
        """Show the difference of the two changes that are chosen; another one is too late."""
        asked = (self._since.seq if self._since else 0, self._to.seq if self._to else 0)
        if (diff.a, diff.b) == asked:
            self._diff = diff
            self._tell()

    def show_then(self, then: StudyView | None) -> None:
        """The study as of the newer change, for the fields that are the same."""
        self._then = then
        self._tell()

    def take_focus(self) -> None:
        self.table.focus()

    def hide_full(self) -> bool:
        """Take the full text away; False where none was shown."""
        shown = not self._full.isHidden()
        self._full.hide()
        return shown

    @Slot()
    def ask_restore(self) -> None:
        """Ask whether the whole study is to stand as at the older change."""
        if self._since is not None and self.restore.isVisible():
            self._about = None
            self.confirm.ask(
                [
                    ("Restore the study and its readings as of ", False),
                    (f"rev {self._since.rev}", True),
                    ("? That is a new change; nothing is lost.", False),
                ]
            )

    # Events.

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self._space()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme_of(self).tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.paper))
        top = self._head.geometry().bottom() + 1
        painter.fillRect(0, 0, self.width(), top, QColor(tokens.panel))
        painter.fillRect(0, top - 1, self.width(), 1, QColor(tokens.line))
        painter.end()

    # Inside.

    def _tell(self) -> None:
        since, to = self._since, self._to
        first = f"Rev {since.rev}" if since else "Nothing"
        self.title.say(f"{first} to rev {to.rev}" if to else "No change yet")
        can = since is not None and not self._read_only
        self.restore.setText(f"Restore rev {since.rev}…" if since else "")
        self.restore.setAccessibleName(self.restore.text())
        self.restore.updateGeometry()
        self.restore.setVisible(can)
        changed, same = self._lines()
        decided = sum(line.article == DECISION for line in changed)
        words = (
            counted(len(changed) - decided, "field") + " changed" if self._diff else "Comparing…"
        )
        if decided:
            words += f", {counted(decided, 'decision')}"
        if self._diff is not None and self._known() is not None:
            words += f", {len(same)} the same"
        self.counts.say(words if to else "")
        all_ = f"All {len(changed) + len(same)}" if self._known() is not None else "All"
        self.filter.set_texts([f"Changed {len(changed)}", all_])
        heads = (
            f"Rev {since.rev}, {since.author}" if since else "Before the study",
            f"Rev {to.rev}, {to.author}" if to else "",
        )
        shown = self._in_order((*changed, *same)) if self.shows_all else changed
        notes = self._diff.notes if self._diff is not None else ()
        if self._diff is not None and not shown and not notes:
            notes = ("Nothing differs between these two.",)
        self.table.show_lines(shown, notes=notes, heads=heads, restorable=can)

    def _known(self) -> StudyView | None:
        """The study at the newer change, where it is at hand."""
        if self._to is None or self._now is None:
            return None
        if self._then is not None and self._then.as_of == self._to.seq:
            return self._then
        return self._now if self._now.seq == self._to.seq else None

    def _lines(self) -> tuple[tuple[DiffLine, ...], tuple[DiffLine, ...]]:
        form, diff, now, known = self._form, self._diff, self._now, self._known()
        if form is None or diff is None or now is None:
            return (), ()
        changed = changed_lines(form, diff, view=now)
        return changed, same_lines(form, diff, view=known) if known is not None else ()

    def _in_order(self, lines: tuple[DiffLine, ...]) -> tuple[DiffLine, ...]:
        if self._form is None:
            return lines
        order = {field.key: place for place, field in enumerate(self._form.fields())}
        return tuple(sorted(lines, key=lambda line: (order[line.field], line.article)))

    @Slot()
    def _filtered(self) -> None:
        self._tell()
        if self.shows_all and self._known() is None:
            self.all_wanted.emit()

    @Slot(object)
    def _ask_field(self, line: DiffLine) -> None:
        if self._since is None:
            return
        self._about = line
        of = f" of {line.article}" if line.article else ""
        self.confirm.ask(
            [
                ("Restore ", False),
                (line.label, True),
                (f"{of} as of ", False),
                (f"rev {self._since.rev}", True),
                ("? That is a new change; nothing is lost.", False),
            ]
        )

    @Slot(str)
    def _confirmed(self, reason: str) -> None:
        # First the keyboard, then the deed: who hears of it may put the keyboard where it stays,
        # as the rows here are made anew once the restored study comes.
        self.take_focus()
        if self._since is not None:
            self.restore_confirmed.emit(self._since.seq, self._about, reason)

    @Slot(object)
    def _show_full(self, row: DiffRow) -> None:
        below = row.mapTo(self, row.rect().bottomLeft()).y()
        self._full.show_told(row.in_full(), below=below)

    def _lay_out(self) -> None:
        self._head = QWidget(self)
        row = QHBoxLayout(self._head)
        row.addWidget(self.title)
        row.addWidget(self.counts)
        row.addStretch(1)
        row.addWidget(self.filter, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignVCenter)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self._head)
        stack.addWidget(self.confirm)
        stack.addWidget(self.table, 1)
        self._space()

    def _space(self) -> None:
        theme, row = theme_of(self), self._head.layout()
        if row is not None:
            row.setContentsMargins(theme.px(24), theme.px(8), theme.px(24), theme.px(8))
            row.setSpacing(theme.px(10))
