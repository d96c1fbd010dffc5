"""Vocabularies on a page of their own: releases, and what an upgrade changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from curator.domain.claims import Term
from curator.gui.bottom.table import Cell, SmallTable, TableRow
from curator.gui.vocabularies.values import ReleaseRow, Replace
from curator.gui.widgets import Button, ElidedLabel, Page, PrimaryButton, Sentence

if TYPE_CHECKING:  # it brings SQLAlchemy with it
    from curator.services.installing_vocabularies import TermChange, Upgrade

_RELEASES: Final = (
    ("Vocabulary", 18),
    ("Release", 18),
    ("Terms of the form", 16),
    ("Terms", 10),
    ("Names", 10),
    ("From", 18),
    ("State", 12),
)
_CHANGES: Final = (
    ("Term in use", 26),
    ("Id", 14),
    ("Values", 8),
    ("What changed", 22),
    ("Replacement", 30),
)
_WHAT: Final[Mapping[str, str]] = {
    "obsolete": "Obsolete",
    "relabelled": "New label",
    "gone": "Not in it any more",
}


class VocabulariesPage(Page):
    """``load_wanted``, and with a ``ReleaseRow`` what is to be compared, used or removed.

    ``replace_wanted`` brings a ``Replace``.
    """

    load_wanted = Signal()
    compare_wanted = Signal(object)
    use_wanted = Signal(object)
    remove_wanted = Signal(object)
    replace_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("vocabularies")
        self.setAccessibleName("Vocabularies")
        self.rows: tuple[ReleaseRow, ...] = ()
        self.upgrade: Upgrade | None = None
        self.back = Button("Back", self, key="Esc")
        self.title = ElidedLabel("Vocabularies", self, px=16, semibold=True)
        self.load = PrimaryButton("Load a file…", self)
        self.releases = SmallTable("Releases of vocabularies", _RELEASES, self, click_opens=False)
        self.words = Sentence((), self, ink="ink2", px=13)
        self.compare = Button("What would change", self, key="Enter")
        self.use = Button("Use this release", self, icon="check")
        self.remove = Button("Remove", self, icon="trash")
        self.report = ElidedLabel("", self, px=14, semibold=True)
        self.changes = SmallTable("Terms in use that change", _CHANGES, self, click_opens=False)
        self.replace = Button("Take the replacement over", self, key="Enter")
        self._lay_out()
        self.back.clicked.connect(self.close_wanted)
        self.load.clicked.connect(self.load_wanted)
        self.releases.opened.connect(self._compare_row)
        self.releases.selectionModel().currentRowChanged.connect(self._describe)
        self.compare.clicked.connect(self._compare)
        self.use.clicked.connect(self._use)
        self.remove.clicked.connect(self._remove)
        self.changes.opened.connect(self._replace_row)
        self.changes.selectionModel().currentRowChanged.connect(self._describe_change)
        self.replace.clicked.connect(self._replace)
        self.show_upgrade(None)
        self._space()

    def _lay_out(self) -> None:
        acts, foot = QHBoxLayout(), QHBoxLayout()
        for widget in (self.compare, self.use, self.remove):
            acts.addWidget(widget)
        acts.addStretch(1)
        foot.addWidget(self.replace)
        foot.addStretch(1)
        self.add_head(self.back, self.title, right=(self.load,))
        self.column.addWidget(self.releases, 3)
        self.column.addWidget(self.words)
        self.column.addLayout(acts)
        self.column.addWidget(self.report)
        self.column.addWidget(self.changes, 2)
        self.column.addLayout(foot)

    def show_releases(self, rows: tuple[ReleaseRow, ...]) -> None:
        """Show what there is."""
        self.rows = rows
        self.releases.show_rows([_release_row(n, one) for n, one in enumerate(rows)])
        if rows and not self.releases.currentIndex().isValid():
            self.releases.setCurrentIndex(self.releases.model().index(0, 0))
        self._describe()

    def show_upgrade(self, upgrade: Upgrade | None) -> None:
        """Show which terms in use a release changes; None shows nothing."""
        self.upgrade = upgrade
        changes = upgrade.changes if upgrade else ()
        self.changes.show_rows([_change_row(n, one) for n, one in enumerate(changes)])
        for widget in (self.changes, self.replace):
            widget.setVisible(bool(changes))
        self.report.setVisible(upgrade is not None)
        if upgrade is not None:
            self.report.say(upgrade_words(upgrade))
        if changes:
            self.changes.setCurrentIndex(self.changes.model().index(0, 0))
            self.changes.setFocus(Qt.FocusReason.OtherFocusReason)
        self._describe_change()

    @property
    def current(self) -> ReleaseRow | None:
        row = self.releases.currentIndex().row()
        return self.rows[row] if 0 <= row < len(self.rows) else None

    @property
    def change(self) -> TermChange | None:
        row = self.changes.currentIndex().row()
        changes = self.upgrade.changes if self.upgrade else ()
        return changes[row] if 0 <= row < len(changes) else None

    @Slot(QModelIndex)
    def _describe(self, _: QModelIndex | None = None) -> None:
        one = self.current
        installed = one is not None and not one.own
        self.compare.setVisible(installed and one is not None and not one.problem)
        self.use.setVisible(installed and one is not None and not one.active and not one.problem)
        self.remove.setVisible(installed)
        words = one.problem if one is not None else ""
        if one is not None and not words:
            served = f"Its terms are {one.role}." if one.role else "No field asks for its terms."
            words = "It comes with the program." if one.own else served
        self.words.set_parts(((words, False),))

    @Slot(QModelIndex)
    def _describe_change(self, _: QModelIndex | None = None) -> None:
        one = self.change
        there = one is not None and replacement(one) is not None
        self.replace.setEnabled(there)
        tip = "" if there else "This release names no replacement."
        self.replace.setToolTip(tip)

    @Slot(str)
    def _compare_row(self, row: str) -> None:
        self._compare()

    @Slot()
    def _compare(self) -> None:
        if self.current is not None and not self.current.own:
            self.compare_wanted.emit(self.current)

    @Slot()
    def _use(self) -> None:
        if self.current is not None:
            self.use_wanted.emit(self.current)

    @Slot()
    def _remove(self) -> None:
        if self.current is not None:
            self.remove_wanted.emit(self.current)

    @Slot(str)
    def _replace_row(self, row: str) -> None:
        self._replace()

    @Slot()
    def _replace(self) -> None:
        one = self.change
        to = replacement(one) if one is not None else None
        if one is not None and to is not None:
            self.replace_wanted.emit(Replace(one.id, one.label, to.id or "", to.label))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.releases.setFocus(Qt.FocusReason.OtherFocusReason)


def replacement(change: TermChange) -> Term | None:
    """The one term that stands for it now: a replacement, the same under its new label, or None."""
    if change.what == "relabelled":
        return None
    return change.replaced_by[0] if len(change.replaced_by) == 1 else None


def upgrade_words(upgrade: Upgrade) -> str:
    """``doid 2024-01 to 2024-06: 3 of 41 terms in use change``, as a sentence."""
    count = len(upgrade.changes)
    what = f"{upgrade.name} {upgrade.before} to {upgrade.after}"
    if upgrade.before == upgrade.after:
        what = f"{upgrade.name} {upgrade.after}, the release in use"
    if not count:
        return f"{what}: none of {upgrade.checked:,} terms in use changes."
    return f"{what}: {count:,} of {upgrade.checked:,} terms in use change."


def _release_row(number: int, one: ReleaseRow) -> TableRow:
    if one.problem:
        state = Cell("Unusable", "warning", "bad")
    elif one.active:
        state = Cell("In use", "check", "ok")
    else:
        state = Cell("Beside it", "minus", "ink3")
    return TableRow(
        str(number),
        (
            Cell(one.name, ink="ink", semibold=True),
            Cell(one.release),
            Cell(one.role or "none"),
            Cell(f"{one.terms:,}"),
            Cell(f"{one.names:,}"),
            Cell("the program" if one.own else one.source, ink="ink3"),
            state,
        ),
    )


def _change_row(number: int, one: TermChange) -> TableRow:
    what = _WHAT.get(one.what, one.what)
    if one.what == "relabelled":
        what = f"{what}: {one.now}"
    by = ", ".join(f"{term.label} ({term.id})" for term in one.replaced_by)
    consider = ", ".join(f"{term.label} ({term.id})" for term in one.consider)
    offered = by or (f"to consider: {consider}" if consider else "none is named")
    return TableRow(
        str(number),
        (
            Cell(one.label, ink="ink", semibold=True),
            Cell(one.id, ink="ink3"),
            Cell(f"{one.used:,}"),
            Cell(what, ink="warn" if one.what != "relabelled" else "ink2"),
            Cell(offered, ink="ink" if by else "ink3"),
        ),
    )
