"""Asks the plug-ins that are on, once the built-in suggestions are there, and sets them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot

from curator.domain.errors import CuratorError
from curator.gui import calls
from curator.gui.layout import Layout
from curator.gui.session import Session
from curator.gui.suggestions.desk import Suggesting
from curator.gui.suggestions.plugins_view import PluginsView
from curator.services.plugin_values import Plugin, PluginWanted

if TYPE_CHECKING:
    from curator.gui.lanes import Job

PAUSE_MS: Final = 400
"""A curator who only walks past an article starts no program."""
MESSAGE: Final = "plug-ins"


class PluginDesk(QObject):
    """One call at a time, of the open article; another article, or a switch, ends it."""

    def __init__(self, layout: Layout, session: Session, *, suggesting: Suggesting) -> None:
        super().__init__(layout)
        self._layout, self._session, self._suggesting = layout, session, suggesting
        self._view: PluginsView | None = None
        self._job: Job | None = None
        self._again = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._ask)
        suggesting.came.connect(self._soon.start)
        session.draft_changed.connect(self.stop)

    @property
    def awaiting(self) -> bool:
        """Whether an answer is still on its way."""
        return self._soon.isActive() or self._busy

    @property
    def _busy(self) -> bool:
        return self._job is not None and not self._job.done

    def take(self, view: PluginsView) -> None:
        """Fill this view, and do what is wanted there."""
        self._view = view
        view.shown.connect(self._refresh)
        view.wanted.connect(self._keep)

    # Asking.

    @Slot()
    def stop(self) -> None:
        """Wait for no answer any more."""
        self._soon.stop()
        self._again = False
        if self._job is not None:
            self._job.cancel()

    @Slot()
    def _ask(self) -> None:
        if self._busy:
            self._again = True
            return
        if self._session.read_only or not self._session.lanes.ready:
            return
        self._job = self._session.lanes.aside(calls.ask_plugins)
        self._job.progressed.connect(self._answered)
        self._job.failed.connect(self._say_failed)
        self._job.finished.connect(self._finished)

    @Slot(object, object, str)
    def _answered(self, done: object, total: object, name: str) -> None:
        """One of them is being asked, or was: show what it gave, or what went wrong."""
        self._refresh()
        if done and self._job is not None and not self._job.cancelled:
            self._suggesting.ask()

    @Slot()
    def _finished(self) -> None:
        self._refresh()
        if self._again:
            self._again = False
            self._ask()

    # The view.

    @Slot()
    def _refresh(self) -> None:
        if self._view is not None and self._view.isVisible() and self._session.lanes.ready:
            job = self._session.lanes.read(calls.plugins)
            job.succeeded.connect(self._show)
            job.failed.connect(self._say_failed)

    @Slot(object)
    def _show(self, plugins: tuple[Plugin, ...]) -> None:
        if self._view is not None:
            self._view.show_plugins(plugins)

    @Slot(object)
    def _keep(self, wanted: PluginWanted) -> None:
        """Set a plug-in; one that is being asked is not waited for."""
        self.stop()
        job = self._session.lanes.write(calls.keep_plugin, wanted)
        job.succeeded.connect(self._kept)
        job.failed.connect(self._refused)

    @Slot(object)
    def _kept(self, plugins: tuple[Plugin, ...]) -> None:
        if self._view is not None:
            self._view.show_kept(plugins)
        self._suggesting.ask()
        self._ask()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if self._view is not None and isinstance(error, CuratorError):
            self._view.refuse(" ".join(filter(None, (error.sentence, error.hint))))
        self._ask()

    @Slot(object)
    def _say_failed(self, error: Exception) -> None:
        self._layout.messages.say_error(error, message_id=MESSAGE)
