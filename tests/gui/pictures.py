"""Pictures of the whole window, to be looked at beside the design.

    python -m tests.gui.pictures FOLDER [--real | --suggested | --readme]

Each view at 1280x800 and 1920x1080, light and dark, on the sample registry; with ``--real`` on the
five articles and readings beside the project, and what is suggested for the first of them; with
``--suggested`` only that; with ``--readme`` those that the README shows.
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer

SIZES = ((1280, 800), (1920, 1080))
SCHEMES = ("light", "dark")
LONG = 60_000
SETTLED_MS = 300


def main(arguments: list[str]) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(next(one for one in arguments if not one.startswith("--")))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["CURATOR_HOME"] = home
        suggested = "--suggested" in arguments
        readme = "--readme" in arguments
        made = None if suggested else _registry(Path(home), real="--real" in arguments)
        real = suggested or "--real" in arguments
        unread = _unread(Path(home), real=real) if real or readme else None
        for scheme in SCHEMES:
            for width, height in SIZES:
                os.environ["CURATOR_HOME"] = home
                if readme and (width, scheme) not in ((1280, "light"), (1280, "dark")):
                    continue
                look = (scheme, width, height)
                if made is not None:
                    _pictures(made, folder, look=look, views=_views)
                if unread is not None:
                    # Each looks at it for the first time: no draft of the one before.
                    os.environ["CURATOR_HOME"] = str(Path(home) / f"{scheme}-{width}")
                    _pictures(unread, folder, look=look, views=_suggested_views)


def _registry(home: Path, *, real: bool) -> Path:
    from curator.services.applying import apply_file
    from curator.services.importing import import_paths
    from curator.services.registry import Registry
    from curator.services.sample import make_sample
    from tests.registries import ADA
    from tests.shared_data import SHARED

    if not real:
        path = home / "sample.curator"
        make_sample(path, author=ADA).close()
        return path
    path = home / "solid-tumours.curator"
    registry = Registry.open(path, author=ADA, create=True)
    import_paths(registry, [SHARED / "seeds"], author=ADA)
    apply_file(registry, SHARED / "gold" / "readings.json", author=ADA)
    registry.close()
    return path


def _unread(home: Path, *, real: bool) -> Path:
    """The five articles, or the sample ones, as nobody has read them yet."""
    from curator.data import data_path
    from curator.services.importing import import_paths
    from curator.services.registry import Registry
    from tests.registries import ADA
    from tests.shared_data import SHARED

    path = home / "unread.curator"
    folder = SHARED / "seeds" if real else data_path("seeds")
    registry = Registry.open(path, author=ADA, create=True)
    import_paths(registry, sorted(folder.glob("*.txt")), author=ADA)
    registry.close()
    return path


def _pictures(
    registry: Path,
    folder: Path,
    *,
    look: tuple[str, int, int],
    views: Callable[[object], Iterator[str]],
) -> None:
    from PySide6.QtWidgets import QApplication

    from curator.gui.first_look import FirstLook
    from curator.gui.furnishing import Furnishing
    from curator.gui.main_window import MainWindow
    from curator.gui.theme.theme import fusion_application, install_theme

    scheme, width, height = look
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else fusion_application(["pictures"])
    install_theme(app, scheme)  # type: ignore[arg-type]
    window = MainWindow()
    window.resize(width, height)
    window.show()
    furnishing = Furnishing(
        window,
        FirstLook(scheme=scheme, chosen=scheme),  # type: ignore[arg-type]
        target=str(registry),
        author="R. Ortiz",
        sample=False,
        offscreen_dir=None,
    )
    _until(lambda: furnishing.bench is not None and furnishing.bench.session.draft is not None)
    for name in views(furnishing):
        app.sendPostedEvents()
        window.grab().save(str(folder / f"{name}-{width}-{scheme}.png"))
    window.close()
    _until(lambda: not window.isVisible())
    furnishing.end(0)
    window.deleteLater()
    app.sendPostedEvents()


def _views(furnishing: object) -> Iterator[str]:
    """Bring up each view of the second article, and give its name when it is all there."""
    from PySide6.QtWidgets import QWidget

    from curator.gui.compare.pane import CompareView
    from curator.gui.furnishing import Furnishing
    from curator.gui.history.pane import HistoryView
    from tests.gui.window.acts import run

    assert isinstance(furnishing, Furnishing)
    bench = furnishing.bench
    assert bench is not None
    window = bench.layout.window
    bench.layout.queue.article_opened.emit(2)
    _until(lambda: bench.session.draft is not None and bench.session.draft.article.number == 2)
    _until(lambda: bench.curating.study is not None)
    bench.layout.form.focus_field("disease")
    yield "curating"
    run(bench, "view.compare")
    _until(lambda: any(one.isVisible() for one in window.findChildren(CompareView)))
    yield "compare"
    run(bench, "view.history")
    _until(lambda: any(one.isVisible() for one in window.findChildren(HistoryView)))
    _until(
        lambda: (
            not any(
                "Comparing" in one.accessibleName() + one.accessibleDescription()
                for one in window.findChildren(QWidget)
            )
        )
    )
    yield "history"


def _suggested_views(furnishing: object) -> Iterator[str]:
    """What is suggested for the first article, refused, not found, and what is kept of it."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    from curator.gui.furnishing import Furnishing
    from curator.gui.suggestions.kept_page import KeptPage
    from curator.gui.vocabularies.page import VocabulariesPage
    from tests.gui.window.acts import run

    assert isinstance(furnishing, Furnishing)
    bench = furnishing.bench
    assert bench is not None
    window, form = bench.layout.window, bench.layout.form
    window.activateWindow()

    def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.focusWidget()
        assert isinstance(focused, QWidget)
        QTest.keyClick(focused, key, held)

    control = Qt.KeyboardModifier.ControlModifier
    _until(lambda: not bench.suggesting.awaiting)
    _settle()
    yield "suggested"
    assert form.focus_field("disease")
    run(bench, "suggestion.next")
    _settle()
    yield "suggested-current"
    run(bench, "suggestion.next")
    press(Qt.Key.Key_Backspace, control)
    _settle()
    yield "suggested-refused"
    press(Qt.Key.Key_Escape)
    missing = next(iter(form.showing.missing), "")
    if missing:
        form.focus_field(missing)
        _settle()
        yield "suggested-absence"
    for hint in form.showing.open_hints()[:6]:
        form.focus_suggestion(hint.field, hint.key)
        press(Qt.Key.Key_Return)
    run(bench, "vocabulary.show")
    _until(lambda: isinstance(bench.layout.shown, VocabulariesPage))
    _settle()
    yield "vocabularies"
    bench.places.show_desk()
    for view in ("record", "silenced"):
        run(bench, f"suggest.{view}")
        _until(lambda: isinstance(bench.layout.shown, KeptPage))
        _settle()
        yield f"suggestions-{view}"
        bench.places.show_desk()


def _settle() -> None:
    """Let the event loop run for some turns."""
    clock = QElapsedTimer()
    clock.start()
    _until(lambda: clock.elapsed() > SETTLED_MS)


def _until(there: Callable[[], bool]) -> None:
    """Let events run until it is so.

    Raises:
        TimeoutError: It did not come.
    """
    loop, poll, limit = QEventLoop(), QTimer(), QElapsedTimer()
    limit.start()
    poll.timeout.connect(lambda: loop.quit() if there() or limit.hasExpired(LONG) else None)
    poll.start(20)
    loop.exec()  # a script's own loop: nothing else runs here
    poll.stop()
    if not there():
        raise TimeoutError


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Exception:  # noqa: BLE001 - the window takes over the hook that would print it
        traceback.print_exc()
        raise SystemExit(1) from None
