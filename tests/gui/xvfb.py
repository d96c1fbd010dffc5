"""A screen of its own, the window on it, and a curator's hands: Xvfb and xdotool.

There is no window manager, so nobody gives a new window the keyboard: ``take_keyboard`` does what
a manager would do.  Keys reach a program in the order in which they were pressed and wait there
while it is busy; only what another window or another thread must do first is waited for.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeVar

import pytest

T = TypeVar("T")

PROGRAMS: Final = ("Xvfb", "xdotool")
PATIENCE: Final = 120.0
"""Seconds for anything to happen: a machine that runs other tests beside is slow."""
POLL: Final = 0.02
SCREEN: Final = "1280x800x24"
DESKTOP: Final = ("DBUS_SESSION_BUS_ADDRESS", "DESKTOP_SESSION", "XDG_CURRENT_DESKTOP")
"""With these Qt would take the file chooser of the desktop that runs the tests."""

MISSING: Final = [name for name in PROGRAMS if shutil.which(name) is None]
needs_screen = pytest.mark.skipif(
    bool(MISSING), reason=f"a real window needs Xvfb and xdotool; not here: {', '.join(MISSING)}"
)


class Desk:
    """The program on a screen, and its user's keyboard.

    Attributes:
        home: Its settings, drafts and registries.
    """

    def __init__(self, display: str, home: Path) -> None:
        self.home = home
        outside = {name: words for name, words in os.environ.items() if name not in DESKTOP}
        self._environment = outside | {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "CURATOR_HOME": str(home),
        }
        self._program: subprocess.Popen[bytes] | None = None

    # The program.

    def start(self, *arguments: str, title: str) -> None:
        """Start the program, wait for its window, and give that the keyboard."""
        self._program = subprocess.Popen(
            [sys.executable, "-m", "curator", *arguments],
            env=self._environment,
            stdin=subprocess.DEVNULL,
        )
        self.take_keyboard(title)

    def kill(self) -> None:
        """As the system does it: at once, with no chance to write anything."""
        assert self._program is not None
        self._program.kill()
        assert self._program.wait(PATIENCE) == -signal.SIGKILL

    def ended(self) -> int:
        """Wait for the program to end by itself; its exit code."""
        assert self._program is not None
        return self._program.wait(PATIENCE)

    def close(self) -> None:
        if self._program is not None and self._program.poll() is None:
            self._program.kill()
            self._program.wait(PATIENCE)

    def until(
        self,
        see: Callable[[], T | None],
        what: str,
        *,
        again: Callable[[], None] | None = None,
        each: float = 5.0,
    ) -> T:
        """Look until there is something to see, and return it.

        Args:
            see: Looks once.
            what: What is waited for, in words.
            again: What the user does once more after each ``each`` seconds without an answer.
            each: Seconds.
        """
        begun = time.monotonic()
        tried = 0
        while True:
            seen = see()
            if seen:
                return seen
            assert self._program is not None
            waited = time.monotonic() - begun
            if waited > PATIENCE:
                pytest.fail(f"in {PATIENCE:.0f} s there was no {what}")
            if again is not None and waited >= tried * each:
                tried += 1
                again()
            try:
                code = self._program.wait(POLL)
            except subprocess.TimeoutExpired:
                continue
            pytest.fail(f"the program ended with {code} while waiting for {what}")

    # The keyboard.

    def take_keyboard(self, title: str) -> None:
        """Wait for a window with these words in its title, and give it the keyboard."""

        def focused() -> bool:
            shown = self.windows(title)
            return bool(shown) and self._xdotool("windowfocus", "--sync", shown[-1]) is not None

        self.until(focused, f"window “{title}”")

    def windows(self, title: str) -> list[str]:
        """Those that are shown, by the X server's numbers."""
        return (self._xdotool("search", "--onlyvisible", "--name", title) or "").split()

    def press(self, *keys: str) -> None:
        """Press keys by their X names, held ones joined: ``ctrl+shift+Right``."""
        assert self._xdotool("key", "--delay", "1", *keys) is not None, keys

    def type(self, words: str) -> None:
        """Type words that are on a plain keyboard."""
        assert words.isascii(), words
        assert self._xdotool("type", "--delay", "1", words) is not None, words

    def _xdotool(self, *call: str) -> str | None:
        """What it prints, None where it failed."""
        done = subprocess.run(
            ["xdotool", *call],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            timeout=PATIENCE,
        )
        return done.stdout if done.returncode == 0 else None


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with a screen that is there for one test; the program is not yet started."""
    reading, writing = os.pipe()
    try:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"],
            pass_fds=[writing],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    finally:
        os.close(writing)
    with os.fdopen(reading, encoding="ascii") as told:
        number = told.readline().strip()  # empty where the server ended instead
    home = tmp_path / "home"
    home.mkdir()
    one = Desk(f":{number}", home)
    try:
        assert number, "Xvfb did not start"
        yield one
    finally:
        one.close()
        server.terminate()
        server.wait(PATIENCE)
