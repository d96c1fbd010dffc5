"""An application off screen, and waiting for what it does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QWidget

from curator.gui.theme.theme import fusion_application, install_theme


def application() -> QApplication:
    """The one of this process, dressed as the window dresses it."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    made = fusion_application(["bench"])
    install_theme(made, "light")
    return made


def show(widget: QWidget) -> None:
    widget.show()
    if not QTest.qWaitForWindowExposed(widget, 10_000):
        raise TimeoutError("The window was not exposed.")


def paint_now() -> None:
    """Lay out and paint all that was asked for: both are posted, and are done here at once."""
    QCoreApplication.sendPostedEvents()


def until(condition: Callable[[], bool], *, seconds: float = 60.0) -> None:
    """Let the event loop run until something is so.

    Raises:
        TimeoutError: It was not so in that time.
    """
    watch = _Watch(condition)
    came = QSignalSpy(watch.so)
    watch.start()
    if not came.wait(round(seconds * 1e3)):
        raise TimeoutError(f"Not so after {seconds:.0f} s.")


class _Watch(QObject):
    """Asks for a condition each time that the event loop has nothing else to do."""

    so = Signal()

    def __init__(self, condition: Callable[[], bool]) -> None:
        super().__init__()
        self._condition = condition
        self._timer = QTimer(self)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._ask)

    def start(self) -> None:
        self._timer.start()

    @Slot()
    def _ask(self) -> None:
        if self._condition():
            self._timer.stop()
            self.so.emit()
