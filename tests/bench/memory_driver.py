"""A process with a window, for ``memory`` to weigh.

``bare``: a QMainWindow with a QTextEdit, painted, as large as ours: its picture alone takes 4 MB.
``window FILE``: the program on that registry, with one article shown and its list scrolled once,
from the first row to the last.  Then it says which modules it has, and waits until its standard
input is closed.
``importing FILE FOLDER``: the program on that registry, which says that it is there; told to go on
it imports the folder, until the search and the duplicates are fed too, and says so.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

STEPS = 800
"""Pages that the list is scrolled by: all of 10,000 rows, every tenth page of 100,000."""

PAINTED_MS = 500


def bare() -> Any:
    widgets = import_module("PySide6.QtWidgets")
    app = widgets.QApplication(sys.argv[:1])
    window = widgets.QMainWindow()
    window.setCentralWidget(widgets.QTextEdit())
    window.resize(1280, 800)
    window.show()
    import_module("PySide6.QtCore").QTimer.singleShot(PAINTED_MS, app.quit)
    app.exec()
    return app, window


def window(path: Path) -> Any:
    screen = import_module("tests.bench.screen")
    app = screen.application()
    start, bench = screen.open_window(app, path)
    queue = bench.layout.queue
    bar = queue.articles.verticalScrollBar()
    for step in range(STEPS + 1):
        bar.setValue(bar.maximum() * step // STEPS)
        queue.articles.viewport().repaint()
        screen.until(lambda: queue.settled)
    return app, start


def importing(path: Path, files: Path) -> Any:
    screen = import_module("tests.bench.screen")
    app = screen.application()
    start, bench = screen.open_window(app, path)
    print(json.dumps([]), flush=True)
    sys.stdin.readline()
    bench.imports.take_in((files,))
    screen.until(lambda: not bench.imports.running and not bench.work.feeding, seconds=1_200)
    return app, start


if __name__ == "__main__":
    drivers: dict[str, Callable[..., Any]] = {}
    drivers |= {"bare": bare, "window": window, "importing": importing}
    held = drivers[sys.argv[1]](*map(Path, sys.argv[2:]))
    print(json.dumps(sorted(sys.modules)), flush=True)
    sys.stdin.read()
    if sys.argv[1] != "bare":
        import_module("tests.bench.screen").close_window(held[1])
