"""Starting the window: the frame is painted first, everything else comes behind it.

Nothing that this module imports may import SQLAlchemy, the domain or Qt's large namespaces
(``main_window`` says what they cost); the rest is imported once the frame is on the screen.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QByteArray, QObject, Slot
from PySide6.QtWidgets import QApplication

from curator.gui.first_look import FirstLook, first_look
from curator.gui.main_window import MainWindow
from curator.gui.theme.theme import fusion_application, install_theme

if TYPE_CHECKING:
    from curator.gui.furnishing import Furnishing

FURNISHING: Final = "curator.gui.furnishing"
"""Imported after the first paint, with all that stands in the window."""


def run_window(
    target: str | None = None,
    *,
    author: str | None = None,
    sample: bool = False,
    offscreen_dir: Path | None = None,
) -> int:
    """Open the window and run until it is closed.

    Args:
        target: The registry's file or URL; None for the last one, or else the default place.
        author: A curator's name; None for the one in the settings.
        sample: Open the sample registry (at ``target`` where that is given), made if need be.
        offscreen_dir: No window: leave ``window.png`` in this folder and end.

    Returns:
        The exit code.
    """
    if offscreen_dir is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else fusion_application(sys.argv[:1])
    # A picture is of the window's own size, whatever screen there is not.
    look = first_look() if offscreen_dir is None else FirstLook()
    start = Start(app, look)
    start.asked = {
        "target": target or "",
        "author": author or "",
        "sample": sample,
        "offscreen_dir": offscreen_dir,
    }
    start.show()
    code = app.exec()
    return start.end(code)


class Start(QObject):
    """The first frame, then what furnishes it."""

    def __init__(self, app: QApplication, look: FirstLook) -> None:
        super().__init__(app)
        app.setApplicationName("curator")
        app.setApplicationDisplayName("Curator")
        self.asked: dict[str, Any] = {}
        self.furnishing: Furnishing | None = None
        self._look = look
        install_theme(app, look.scheme, scale=look.scale)
        self.window = MainWindow()
        if look.geometry:
            self.window.restoreGeometry(QByteArray.fromBase64(look.geometry.encode("ascii")))
        self.window.painted.connect(self._furnish)

    def show(self) -> None:
        self.window.show()

    @Slot()
    def _furnish(self) -> None:
        furnish = import_module(FURNISHING).Furnishing
        self.furnishing = furnish(self.window, self._look, **self.asked)

    def end(self, code: int) -> int:
        """The exit code, once everything that was running has ended."""
        return self.furnishing.end(code) if self.furnishing is not None else code
