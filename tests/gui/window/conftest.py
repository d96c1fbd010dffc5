"""A whole window on a registry of three small articles."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from curator.gui.first_look import FirstLook
from curator.gui.furnishing import Furnishing
from curator.gui.main_window import MainWindow
from curator.gui.theme.theme import install_theme
from curator.gui.workbench import Workbench
from curator.services.importing import import_paths
from curator.services.registry import Registry
from curator.services.values import Author

ARTICLES = {
    "a.txt": (
        "CAR T cells that carry their own help\n\n"
        "A team in Lund programmed CAR T cells to release interleukin-12 in mice with lung cancer."
        " Twelve mice were treated. The cells kill tumour-associated macrophages.\n"
    ),
    "b.txt": (
        "Patients with lupus go into remission\n\n"
        "Five patients were given CAR T cells against CD19. All five had no symptoms after a year."
        "\n"
    ),
    "c.txt": (
        "A vaccine that teaches\n\n"
        "The vaccine carries no cells; 😀 it carries mRNA. “Quotes” stay.\n"
    ),
}
OPEN_MS = 60_000


@pytest.fixture(scope="session")
def three_articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry's file, made once and closed; tests copy it."""
    folder = tmp_path_factory.mktemp("articles")
    for name, words in ARTICLES.items():
        (folder / name).write_text(words, encoding="utf-8")
    path = folder / "three.curator"
    author = Author("01890000-0000-7000-8000-000000000001", "M. Haddad")
    registry = Registry.open(path, author=author, create=True)
    import_paths(registry, [folder / name for name in ARTICLES], author=author)
    registry.close()
    return path


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and drafts of this test alone."""
    home = tmp_path / "home"
    monkeypatch.setenv("CURATOR_HOME", str(home))
    return home


@pytest.fixture
def registry_path(three_articles: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(three_articles, tmp_path / "three.curator"))


Opener = Callable[..., Workbench]


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Opener]:
    """Opens windows, and closes those that are still open as a user would."""
    made: list[tuple[MainWindow, Furnishing]] = []

    def open_it(target: Path | str, *, author: str = "R. Ortiz", wait: bool = True) -> Workbench:
        window = MainWindow()
        window.resize(1280, 800)
        window.show()
        furnishing = Furnishing(
            window, FirstLook(), target=str(target), author=author, sample=False, offscreen_dir=None
        )
        made.append((window, furnishing))
        qtbot.waitUntil(lambda: furnishing.bench is not None, timeout=OPEN_MS)
        bench = furnishing.bench
        assert bench is not None
        if wait:
            qtbot.waitUntil(lambda: is_settled(bench), timeout=OPEN_MS)
        return bench

    install_theme_once()
    yield open_it
    for window, furnishing in made:
        if window.isVisible() and furnishing.bench is not None:
            wait_imported(qtbot, furnishing.bench)
        close_window(qtbot, window)
        furnishing.end(0)
        window.deleteLater()


def install_theme_once() -> None:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    install_theme(app, "light")


def wait_imported(qtbot: QtBot, bench: Workbench) -> None:
    """Its rows are in the file before the window knows of them; until then closing asks."""
    qtbot.waitUntil(lambda: not bench.imports.running, timeout=OPEN_MS)


def close_window(qtbot: QtBot, window: MainWindow) -> None:
    """Close as a user does; nothing is asked."""
    if window.isVisible():
        window.close()
        qtbot.waitUntil(lambda: not window.isVisible(), timeout=OPEN_MS)


def is_settled(bench: Workbench) -> bool:
    """A registry is open, its list is there, and an article or the start is shown."""
    there = bench.session.draft is not None or bench.places.empty
    return bench.session.registry is not None and bench.layout.queue.settled and there


@pytest.fixture
def bench(open_window: Opener, registry_path: Path) -> Workbench:
    return open_window(registry_path)
