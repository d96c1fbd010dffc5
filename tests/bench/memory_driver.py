"""A process with a window, for ``memory`` to weigh.

``bare``: a QMainWindow with a QTextEdit, painted, as large as ours: its picture alone takes 4 MB.
``window FILE``: the program on that registry, with one article shown and its list scrolled once,
from the first row to the last.  Then it says which modules it has, and waits until its standard
input is closed.
"""

from __future__ import annotations

import json
import sys
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


if __name__ == "__main__":
    held = bare() if sys.argv[1] == "bare" else window(Path(sys.argv[2]))
    print(json.dumps(sorted(sys.modules)), flush=True)
    sys.stdin.read()
    if sys.argv[1] != "bare":
        import_module("tests.bench.screen").close_window(held[1])
