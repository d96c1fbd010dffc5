"""A program that shows a window, opens an article in it, and then waits to be killed.

    python -m tests.gui.window.killed_window REGISTRY NUMBER

The settings and drafts are those of ``CURATOR_HOME``.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer

from curator.gui.first_look import FirstLook
from curator.gui.furnishing import Furnishing
from curator.gui.main_window import MainWindow
from curator.gui.theme.theme import fusion_application, install_theme

POLL_MS = 20


def main(registry: str, number: int) -> None:
    app = fusion_application(["curator"])
    install_theme(app, "light")
    window = MainWindow()
    window.show()
    furnishing = Furnishing(
        window, FirstLook(), target=registry, author="R. Ortiz", sample=False, offscreen_dir=None
    )
    poll = QTimer()

    def act() -> None:
        """Open the article once the first one is shown; say so when it is open."""
        bench = furnishing.bench
        draft = bench.session.draft if bench is not None else None
        if bench is None or draft is None or bench.curating.awaiting:
            return
        if draft.article.number != number:
            bench.layout.queue.article_opened.emit(number)
        else:
            poll.stop()
            sys.stdout.write("open\n")
            sys.stdout.flush()

    poll.timeout.connect(act)
    poll.start(POLL_MS)
    app.exec()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
