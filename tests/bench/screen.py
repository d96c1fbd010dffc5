"""An application off screen, and waiting for what it does."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from curator.gui.app import Start
from curator.gui.first_look import FirstLook
from curator.gui.theme.theme import fusion_application, install_theme

if TYPE_CHECKING:
    from curator.gui.workbench import Workbench

_LOOK_MS: Final = 5


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
    until(lambda: widget.windowHandle() is not None and widget.windowHandle().isExposed())


def open_window(app: QApplication, path: Path) -> tuple[Start, Workbench]:
    """The whole window, as the program starts it, with its list and its first article."""
    start = Start(app, FirstLook())
    start.asked = {"target": str(path), "author": "Bench", "sample": False, "offscreen_dir": None}
    start.show()
    until(lambda: start.furnishing is not None and start.furnishing.bench is not None)
    bench = start.furnishing.bench if start.furnishing is not None else None
    if bench is None:
        raise RuntimeError("The window was not furnished.")
    until(lambda: bench.session.draft is not None and bench.layout.queue.settled)
    return start, bench


def close_window(start: Start) -> None:
    """Close as a user does, and let the lanes end."""
    start.window.close()
    until(lambda: not start.window.isVisible())
    start.end(0)


def paint_now() -> None:
    """Lay out and paint all that was asked for: both are posted, and are done here at once."""
    QCoreApplication.sendPostedEvents()


def until(condition: Callable[[], bool], *, seconds: float = 60.0) -> None:
    """Let the event loop run until something is so.

    Raises:
        TimeoutError: It was not so in that time.
    """
    loop = QEventLoop()
    watch = _Watch(condition, seconds=seconds)
    watch.over.connect(loop.quit)
    # QSignalSpy.wait would keep Python's lock all the time, and no lane could run.
    loop.exec()
    if watch.late:
        raise TimeoutError(f"Not so after {seconds:.0f} s.")


class Watchdog(QObject):
    """Looks every 5 ms how long the event loop kept it waiting."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._last = self._worked = 0.0
        self.stalls: list[float] = []
        self.steps: list[float] = []
        """Milliseconds that this thread worked between two looks, whatever else was running."""

    def start(self) -> None:
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> float:
        """The longest stall, in milliseconds."""
        self._look()
        self._timer.stop()
        return max(self.stalls)

    @Slot()
    def _look(self) -> None:
        now = time.perf_counter()
        self.stalls.append(max(0.0, (now - self._last) * 1e3 - _LOOK_MS))
        worked = time.thread_time()
        self.steps.append((worked - self._worked) * 1e3)
        self._last, self._worked = now, worked


class _Watch(QObject):
    """Asks for a condition each time that the event loop has nothing else to do."""

    over = Signal()

    def __init__(self, condition: Callable[[], bool], *, seconds: float) -> None:
        super().__init__()
        self._condition = condition
        self._end = time.monotonic() + seconds
        self.late = False
        self._timer = QTimer(self)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._ask)
        self._timer.start()

    @Slot()
    def _ask(self) -> None:
        met = self._condition()
        self.late = not met and time.monotonic() > self._end
        if met or self.late:
            self._timer.stop()
            self.over.emit()
