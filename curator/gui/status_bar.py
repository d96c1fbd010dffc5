"""The bar at the foot: what is saved, what runs, how far the registry is, and who is curating."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Button, ElidedLabel, IconLabel, JobProgress, Surface

SaveState = Literal["", "saving", "saved", "failed", "read_only"]
_ICONS: Final[Mapping[SaveState, tuple[str, str]]] = {
    "": ("dashed_circle", "ink3"),
    "saving": ("clock", "ink2"),
    "saved": ("check", "ok"),
    "failed": ("warning", "bad"),
    "read_only": ("lock", "ink2"),
}


class StatusBar(Surface):
    """One line; its signals ask to stop what runs, to change who is curating, to save again."""

    fill = "window"
    edge = "top"
    cancel_asked = Signal()
    author_asked = Signal()
    retry_asked = Signal()
    watch_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setAccessibleName("Status")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.state: SaveState = ""
        self._saved_at = ""
        self._icon = IconLabel("dashed_circle", self)
        self.saved = ElidedLabel("", self, ink="ink2", px=13, semibold=True)
        self.retry = Button("Try again", self, rank="link", small=True)
        self._shield = IconLabel("shield", self)
        self.backup = ElidedLabel("", self, ink="ink2", px=13)
        self.draft = ElidedLabel("", self, ink="ink3", px=13)
        self.job = JobProgress(self)
        self.watch = Button("", self, icon="folder", rank="bare", small=True)
        self.watch.setToolTip("The watched folder")
        self.counts = ElidedLabel("", self, ink="ink3", px=13)
        self.author = Button("", self, rank="bare", small=True)
        self.author.setToolTip("Who is curating")
        self._row = QHBoxLayout(self)
        for widget in (self._icon, self.saved, self.retry, self._shield, self.backup, self.draft):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        for last in (self.job, self.watch, self.counts, self.author):
            self._row.addWidget(last)
        self.job.cancelled.connect(self.cancel_asked)
        self.author.clicked.connect(self.author_asked)
        self.watch.clicked.connect(self.watch_asked)
        self.retry.clicked.connect(self.retry_asked)
        for hidden in (
            self.retry,
            self._shield,
            self.backup,
            self.draft,
            self.job,
            self.author,
            self.watch,
        ):
            hidden.hide()
        self._icon.hide()
        self._space()

    def show_saved(self, state: SaveState, words: str) -> None:
        """Say what is saved; "Saved" only after the commit returned."""
        self.state, self._saved_at = state, ""
        icon, ink = _ICONS[state]
        self._icon.setVisible(bool(words))
        self._icon.set_icon(icon, ink=ink)
        self.saved.say(words)
        self.saved.restyle(ink="bad" if state == "failed" else "ink2")
        self.retry.setVisible(state == "failed")

    def show_save(self, at: str) -> None:
        """A save was committed at ``12:04``."""
        self.show_saved("saved", f"Saved at {at}")
        self._saved_at = at

    def show_rev(self, rev: int) -> None:
        """Name the revision of the study that the newest save made."""
        if self._saved_at:
            self.saved.say(f"Saved rev {rev} at {self._saved_at}")

    def forget_rev(self) -> None:
        """Another article is open: the revision was one of the study before."""
        if self._saved_at:
            self.saved.say(f"Saved at {self._saved_at}")
            self._saved_at = ""

    def show_change(self, seq: int) -> None:
        """A change was committed that is no save of the open article.

        What keeps from saving, or failed to be saved, stays in sight.
        """
        if self.state in ("", "saved"):
            self.show_saved("saved", f"Change {seq}, saved")

    def show_draft(self, words: str) -> None:
        self.draft.say(words)
        self.draft.setVisible(bool(words))

    def show_backup(self, words: str) -> None:
        self.backup.say(words)
        self.backup.setVisible(bool(words))
        self._shield.setVisible(bool(words))

    def show_task(self, what: str, *, done: int = 0, total: int = 0, rate: str = "") -> None:
        """Show what runs; "" where nothing does."""
        self.job.setVisible(bool(what))
        if what:
            self.job.show_step(what, done=done, total=total, rate=rate)

    def show_watched(self, words: str, *, gone: bool = False) -> None:
        """Say which folder is watched, or that it is gone; "" where none is."""
        self.watch.setText(words)
        self.watch.setAccessibleName(words)
        self.watch.set_icon("warning" if gone else "folder")
        self.watch.setVisible(bool(words))
        self.watch.updateGeometry()

    def show_counts(self, words: str) -> None:
        self.counts.say(words)

    def show_author(self, name: str) -> None:
        self.author.setText(name)
        self.author.setAccessibleName(f"Curator: {name}")
        self.author.setVisible(bool(name))
        self.author.updateGeometry()

    def _space(self) -> None:
        px = theme_of(self).px
        self._row.setContentsMargins(px(16), px(1) + 1, px(8), px(1))
        self._row.setSpacing(px(6))
        self.setMinimumHeight(px(26))
