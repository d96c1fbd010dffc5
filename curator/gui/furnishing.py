"""What happens after the first paint, bit by bit: lanes, list, panes; off screen the picture."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QLabel

from curator.domain.errors import CuratorError
from curator.gui.faults import Faults, log_file
from curator.gui.first_look import FirstLook
from curator.gui.lanes import Job, Lanes
from curator.gui.main_window import MainWindow
from curator.gui.opening import Opening
from curator.gui.theme.theme import theme_holder
from curator.services.settings import data_folder, load_settings

if TYPE_CHECKING:
    from curator.gui.queue.pane import QueuePane
    from curator.gui.queue.values import Listing
    from curator.gui.workbench import Workbench

PICTURE: Final = "window.png"
SETTLED_MS: Final = 50
LATEST_MS: Final = 120_000
QUEUE: Final = "curator.gui.queue.pane"
PANES: Final = ("curator.gui.article.pane", "curator.gui.form.pane", "curator.gui.layout")
WORKBENCH: Final = "curator.gui.workbench"
"""Each imported in a turn of the event loop of its own, behind the rows of the list."""
SWITCH_S: Final = 0.0001
"""Seconds that a lane computes at most while the window waits for Python's lock.

It waits at every event that reaches Python, a hundred times for one picture of the window.
"""
SWEEP_MS: Final = 250
FULL_SWEEP: Final = 120
"""Every so many looks all is swept."""
LITTER: Final = 1_000
"""Young objects that are worth a sweep."""
_LOG_BYTES: Final = 1_000_000


class Furnishing(QObject):
    """Fills a window that has been painted; ``furnished`` comes when the workbench is there."""

    furnished = Signal()

    def __init__(
        self,
        window: MainWindow,
        look: FirstLook,
        *,
        target: str,
        author: str,
        sample: bool,
        offscreen_dir: Path | None,
    ) -> None:
        super().__init__(window)
        self._window, self._look, self._folder = window, look, offscreen_dir
        self._code = 0
        self._interval = sys.getswitchinterval()
        self._settled = False
        self.bench: Workbench | None = None
        self.queue: QueuePane | None = None
        # On a lane the collector would destroy widgets outside of the GUI thread.
        gc.disable()
        self._swept = 0
        self._sweeping = QTimer(self)
        self._sweeping.setInterval(SWEEP_MS)
        self._sweeping.timeout.connect(self._sweep)
        self._sweeping.start()
        self._opening = Opening(target=target, author=author, sample=sample)
        self.lanes = Lanes()
        self.lanes.peeked.connect(self._show_rows)
        self._job: Job = self.lanes.open(self._opening)
        self._job.failed.connect(self._go_on)
        self.faults = Faults(self)
        self.faults.install()
        self._handler = _log_to(data_folder())
        self._steps: Iterator[Callable[[], object]] = iter(())
        window.close_asked.connect(self._close_unfurnished)
        self._settling = QTimer(self)
        self._settling.setInterval(SETTLED_MS)
        self._settling.timeout.connect(self._take_picture)
        self.queue = import_module(QUEUE).QueuePane()
        window.show_list(self.queue)

    def end(self, code: int) -> int:
        """Join the threads and put back the hooks, after the application has ended."""
        gc.unfreeze()
        sys.setswitchinterval(self._interval)
        lanes = {self.lanes} | ({self.bench.session.lanes} if self.bench else set())
        for one in lanes:
            one.join()
        self._sweeping.stop()
        gc.enable()
        self.faults.remove()
        if self._handler is not None:
            logging.getLogger("curator").removeHandler(self._handler)
            self._handler.close()
        return self._code or code

    # Bit by bit.

    @Slot(object)
    def _show_rows(self, listing: Listing | None) -> None:
        if listing is not None and self.queue is not None:
            self.queue.show_listing(listing)
            # At once: the parts that follow would keep the rows from the screen for 0.1 s.
            self.queue.paint_now()
        self._go_on()

    @Slot()
    def _go_on(self) -> None:
        """Build the rest, each part in a turn of its own; a second call does nothing."""
        self.lanes.peeked.disconnect(self._show_rows)
        self._job.failed.disconnect(self._go_on)
        self._steps = self._parts()
        QTimer.singleShot(0, self._step)

    def _parts(self) -> Iterator[Callable[[], object]]:
        for name in (*PANES, WORKBENCH):
            yield partial(import_module, name)
        yield self._build
        yield self._begin

    @Slot()
    def _step(self) -> None:
        part = next(self._steps, None)
        if part is None:
            return
        try:
            part()
        except Exception as error:  # noqa: BLE001 - told, and logged by ``faults``
            self._say_unfinished(error)
        else:
            QTimer.singleShot(0, self._step)

    def _say_unfinished(self, error: Exception) -> None:
        """The window cannot be built: say so where there is nothing yet to say it with."""
        self._steps = iter(())
        self.faults.take(error)
        log = log_file(data_folder())
        words = QLabel(
            f"The window could not be built: {type(error).__name__}: {error}. Nothing was changed;"
            f" close it and install Curator again. What went wrong stands in {log}."
        )
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._window.statusBar().addWidget(words, 1)
        if self._folder is not None:
            self._code = 1
            self._window.close()

    def _build(self) -> None:
        holder = theme_holder()
        holder.follow_system()
        holder.choose(self._look.chosen)
        settings, notice = load_settings()
        workbench: type[Workbench] = import_module(WORKBENCH).Workbench
        self.bench = workbench(
            self._window, self.lanes, faults=self.faults, settings=settings, queue=self.queue
        )
        if notice:
            self.bench.layout.messages.say("settings", kind="warn", parts=notice)

    def _begin(self) -> None:
        if self.bench is None:
            return
        self._window.close_asked.disconnect(self._close_unfurnished)
        self.bench.ready.connect(self._rest, Qt.ConnectionType.SingleShotConnection)
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self.bench.ready.connect(self._settling.start)
            QTimer.singleShot(LATEST_MS, self._too_late)
            self._job.failed.connect(self._give_up)
            if self._job.error is not None:
                self._give_up(self._job.error)
        self.bench.begin(self._job, self._opening)
        self.furnished.emit()

    @Slot()
    def _rest(self) -> None:
        """Let the window take its turn soon, and spare the collector what stays to the end.

        A full collection looked at 170,000 objects, nearly all of them of modules, and kept the
        window still for 0.1 s each time.
        """
        gc.freeze()
        # The lanes hand Python's lock over sooner: half as long a stall while files are imported.
        sys.setswitchinterval(SWITCH_S)

    @Slot()
    def _sweep(self) -> None:
        """Collect what is young, and now and then all, here in the GUI thread; little at a time."""
        self._swept += 1
        if self._swept % FULL_SWEEP == 0:
            gc.collect()
        elif gc.get_count()[0] >= LITTER:
            gc.collect(1)

    @Slot()
    def _close_unfurnished(self) -> None:
        self._steps = iter(())
        self._window.let_close()

    # Off screen.

    @Slot()
    def _take_picture(self) -> None:
        """Once nothing is awaited any more."""
        bench = self.bench
        if bench is None or self._folder is None or bench.curating.awaiting:
            return
        settled, self._settled = self._settled, bench.layout.queue.settled
        if settled and self._settled:  # twice, so that all of it is laid out too
            self._settling.stop()
            self._window.grab().save(str(self._folder / PICTURE))
            self._window.close()

    @Slot()
    def _too_late(self) -> None:
        self._code = 1
        logging.getLogger("curator").error("The window did not show an article in time.")
        QApplication.exit(1)

    @Slot(object)
    def _give_up(self, error: Exception) -> None:
        self._code = error.exit_code if isinstance(error, CuratorError) else 1
        logging.getLogger("curator").error("%s", error)
        self._window.close()


def _log_to(folder: Path) -> RotatingFileHandler | None:
    """Write the log beside the data; where that cannot be, without a log."""
    path = log_file(folder)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            path, maxBytes=_LOG_BYTES, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger("curator").addHandler(handler)
    return handler
