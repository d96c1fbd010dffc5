"""A process that starts a window and says when it was painted; ``starting`` runs it.

``bare``: a QMainWindow with a QTextEdit.  ``window FILE``: ``run_window``, as it is.
``command FILE``: the same by the command ``curator open``.  With ``rows`` behind it, it waits for
the first 50 rows of the list instead of the first paint.

Nothing of the program is told that it is watched: an event filter on the window sees the paint
event, and what is posted from there runs once everything has been painted.
"""

from __future__ import annotations

import os
import sys
import time
from importlib import import_module
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject

ROWS = 50
PAINT = QEvent.Type.Paint
FIRST = 1_000


class Eye(QObject):
    """Waits for the first paint of one widget."""

    def __init__(self, seen: Any) -> None:
        super().__init__()
        self._seen = seen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == PAINT:
            watched.removeEventFilter(self)
            # Before all else that was posted, and after the painting that goes on.
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), FIRST)
        return False

    def customEvent(self, _: QEvent) -> None:
        self._seen()


def say_when() -> None:
    """The clock that all processes share, and the work of this one; then end at once."""
    print(time.monotonic(), time.process_time(), flush=True)
    os._exit(0)


def watch_rows() -> None:
    """The window is painted; now its list, as soon as the first rows are in it."""
    model = import_module("curator.gui.queue.model").RowsModel
    put = model.set_numbers

    def set_numbers(rows: Any, numbers: Any, first: Any) -> None:
        put(rows, numbers, first)
        if all(rows.row(rows.number_at(place)) is not None for place in range(ROWS)):
            rows.parent().viewport().installEventFilter(eyes[1])

    model.set_numbers = set_numbers


eyes = [Eye(watch_rows if sys.argv[-1] == "rows" else say_when), Eye(say_when)]


def start_bare() -> None:
    widgets = import_module("PySide6.QtWidgets")
    app = widgets.QApplication(sys.argv[:1])
    window = widgets.QMainWindow()
    window.setCentralWidget(widgets.QTextEdit())
    window.installEventFilter(eyes[0])
    window.show()
    app.exec()


def start_window() -> None:
    _watched().run_window(sys.argv[2])


def start_command() -> None:
    main = import_module("curator.cli.main").main
    _watched()
    main(["open", sys.argv[2]])


def _watched() -> Any:
    """The module that starts the window, whose next window is watched."""
    app = import_module("curator.gui.app")
    make = app.MainWindow

    def watched() -> Any:
        window = make()
        window.installEventFilter(eyes[0])
        return window

    app.MainWindow = watched  # type: ignore[attr-defined]
    return app


if __name__ == "__main__":
    {"bare": start_bare, "window": start_window, "command": start_command}[sys.argv[1]]()
