"""What holds for every test: no screen, nobody's data, no window left behind."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Its own name, so that the workers of a parallel run, which inherit the changed environment, know.
OUTER_HOME = "TESTS_OUTER_HOME"

# A shared machine is slow at times, and a test's own time limit is pytest-timeout's.  Some tests
# are about long inputs, such as 500 edits in a row.
settings.register_profile(
    "tests",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
settings.register_profile("gates", settings.get_profile("tests"), max_examples=5_000)
settings.load_profile("tests")

REPORTS = pytest.StashKey[dict[str, pytest.TestReport]]()
FOLDER = pytest.StashKey[Path]()
COUNT = pytest.StashKey[int]()


def pytest_configure(config: pytest.Config) -> None:
    """Point every folder that a program may write to into a folder of this run.

    It is done before anything imports Qt, which reads the environment once.
    """
    # Short: PostgreSQL's socket lies below it, and a socket's path ends at 107 bytes.
    home = Path(tempfile.mkdtemp(prefix="cur-"))
    config.stash[FOLDER] = home
    os.environ.setdefault(OUTER_HOME, str(Path.home()))
    for name in [name for name in os.environ if name.startswith("CURATOR_")]:
        del os.environ[name]
    for name in (
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "XDG_CONFIG_DIRS",
        "XDG_DATA_DIRS",
        "QT_STYLE_OVERRIDE",
    ):
        os.environ.pop(name, None)
    folders = {
        "HOME": home,
        "XDG_CACHE_HOME": home / "cache",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_RUNTIME_DIR": home / "run",
        "XDG_STATE_HOME": home / "state",
    }
    for name, folder in folders.items():
        folder.mkdir(mode=0o700, exist_ok=True)
        os.environ[name] = str(folder)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["LC_ALL"] = "C.UTF-8"


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.stash[FOLDER], ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash.setdefault(REPORTS, {})[call.when] = report
    return report


@pytest.fixture(scope="session")
def outer_environment() -> dict[str, str]:
    """The environment as it was outside: for programs that need the user's own settings (pip)."""
    inner = {"QT_QPA_PLATFORM", "LC_ALL"}
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("XDG_", "PYTEST_", "COV_")) and name not in inner
    }
    return kept | {"HOME": os.environ[OUTER_HOME]}


FULL = 64
"""Every so many tests everything is collected, after the others what is young."""


@pytest.fixture(autouse=True)
def _collected_between_tests(request: pytest.FixtureRequest) -> Iterator[None]:
    """Collect garbage where nothing of Qt's runs, as the window itself does (D40).

    In the middle of an event the collector would destroy widgets of tests before.
    """
    gc.disable()
    yield
    done = request.config.stash.get(COUNT, 0) + 1
    request.config.stash[COUNT] = done
    gc.collect(1 if done % FULL else 2)


@pytest.fixture(autouse=True)
def _no_window_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a window: it would live on in the next one and crash at exit."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    left = windows_left()
    if left and not has_failed(request.node):
        pytest.fail(f"left behind: {', '.join(left)}; give it to qtbot.addWidget or close it")


def has_failed(item: pytest.Item) -> bool:
    """Whether the body failed; its traceback then keeps the windows alive, which is no news."""
    report = item.stash.get(REPORTS, {}).get("call")
    return report is not None and report.failed


def windows_left() -> list[str]:
    """Flush deferred deletes, name the windows that are still there, and take them away."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication, QWidget

    if QApplication.instance() is None:
        return []

    def flush() -> None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def own_windows() -> list[QWidget]:
        # A list's popup has a parent; tool tips are Qt's own and live until Qt hides them.
        return [
            window
            for window in QApplication.topLevelWidgets()
            if window.parent() is None and window.metaObject().className() != "QTipLabel"
        ]

    flush()
    if not own_windows():
        return []
    gc.collect()  # only now: a cycle of Python references is no leak, and this takes a while
    flush()
    names = []
    for window in own_windows():
        names.append(f"{type(window).__name__} {window.objectName()!r}")
        window.close()
        window.deleteLater()
    flush()
    return names
