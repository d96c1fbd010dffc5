"""Hand time of a record: every key and selection of a session is counted and weighed.

The keystroke-level model (Card, Moran, Newell; seconds of an average typist): K a key or modifier,
P pointing, M a moment of thought; words are selected by a drag.  Reading is left out, as are the
curators: it is an estimate, not a test with people.  The sessions run in the real window, off
screen, and end only if every field holds what was put into it.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from curator.gui.form.suggestion import SuggestionBox
from curator.gui.workbench import Workbench
from curator.services.importing import import_paths
from curator.services.registry import create_registry
from curator.services.values import Author
from tests.bench.figures import say_alone
from tests.bench.screen import application, close_window, open_window, until

K: Final = 0.20
P: Final = 1.10
M: Final = 1.35
DRAG: Final = M + P + 0.1 + P + 0.1
FIELDS: Final = 20
NONE: Final = Qt.KeyboardModifier.NoModifier
CTRL: Final = Qt.KeyboardModifier.ControlModifier
ALT: Final = Qt.KeyboardModifier.AltModifier

PAGE: Final = """CAR T cells that release interleukin-12 clear ovarian tumours

Researchers at the Icahn School of Medicine at Mount Sinai treated 24 mice with ovarian cancer. \
The work was published in Cancer Cell. Brian Brown led it.

The cells bind folate receptor alpha. Each mouse had 2 x 10^6 cells, once a week. \
Untreated mice lived 20 days. A trial in people is planned.
"""
SUGGESTED: Final = """IL-18-secreting CAR T cells cure lymphoma in mice

By Ada Byron

24 November 2022

Researchers at the Icahn School of Medicine at Mount Sinai in New York, United States, report in \
Cancer Cell that autologous CAR T cells directed against CD19 and engineered to secrete \
interleukin-18 cure lymphoma in mice. The study was led by Brian Brown.

Thirty mice with lymphoma were treated with 1 x 10^6 CAR T cells by intravenous injection. \
Median survival was 64 days in treated mice and 22 days in untreated mice (p = 0.003). \
Tumours disappeared in 24 of 30 mice (80%). The cells were made with a lentiviral vector. \
The team plans a phase 1 trial in patients.
"""
WORDS: Final = (
    ("institution", "Icahn School of Medicine at Mount Sinai", "I"),
    ("n", "24", "U"),
    ("organism", "mice", "M"),
    ("disease", "ovarian cancer", "D"),
    ("journal", "Cancer Cell", "J"),
    ("investigator", "Brian Brown", "N"),
    ("target_antigen", "folate receptor alpha", "A"),
    ("payload", "interleukin-12", "P"),
    ("dose", "2 x 10^6 cells", "Q"),
    ("schedule", "once a week", "/sc"),
    ("comparator", "Untreated mice", "C"),
    ("next_step", "A trial in people is planned", "X"),
)
CHOSEN: Final = (
    # Ctrl+Down leads from one to the next: only the first of each run is gone to.
    ("report.kind", "/ki", "ne"),
    ("stage", "G", "viv"),
    ("design", "", "bl"),
    ("evidence_level", "", "d"),
    ("rating", "", "4"),
    ("cell_source", "/ce", "au"),
    ("vector", "", "le"),
    ("route", "", "iv"),
)
ABSENT: Final = (
    "country", "city", "doi", "pmid", "registry_id", "publication_date", "funding",
    "conflicts_of_interest",
)  # fmt: skip


@dataclass(slots=True)
class Hands:
    """Counts what they do; ``keys`` of each field, modifiers counted as keys."""

    bench: Workbench
    seconds: float = 0.0
    keys: list[int] = field(default_factory=list)

    @contextmanager
    def on_field(self) -> Iterator[None]:
        self.keys.append(0)
        yield

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        self._count(1 if held == NONE else 2)
        QTest.keyClick(_focused(), key, held)

    def type(self, words: str) -> None:
        for letter in words:
            self._count(1)
            QTest.keyClicks(_focused(), letter)

    def think(self) -> None:
        self.seconds += M

    def drag(self, words: str) -> None:
        """Select words; where they stand is the pointer's affair."""
        view = self.bench.layout.article.view
        start = PAGE.index(words)
        view.select(start, start + len(words))
        view.setFocus()
        self.seconds += DRAG

    def go(self, way: str) -> None:
        """A letter, or the slash and what finds the field's name."""
        self.type(way)
        if way.startswith("/"):
            self.press(Qt.Key.Key_Return)

    def _count(self, presses: int) -> None:
        self.keys[-1] += presses
        self.seconds += presses * K


def put_words(hands: Hands) -> tuple[str, ...]:
    for _, words, way in WORDS:
        with hands.on_field():
            hands.drag(words)
            hands.go(way)
    return tuple(one for one, _, _ in WORDS)


def choose(hands: Hands) -> tuple[str, ...]:
    """A controlled value: go there, a few letters, Enter takes the first of the list."""
    for _, way, typed in CHOSEN:
        with hands.on_field():
            hands.think()
            if way:
                # Back to the article, and away from what is selected there.
                hands.press(Qt.Key.Key_2, ALT)
                hands.press(Qt.Key.Key_Left)
                hands.go(way)
            else:
                hands.press(Qt.Key.Key_Down, CTRL)
            hands.type(typed)
            hands.press(Qt.Key.Key_Return)
    return tuple(one for one, _, _ in CHOSEN)


def say_absent(hands: Hands) -> tuple[str, ...]:
    """What the article does not say, field by field, as one comes to it."""
    with hands.on_field():
        hands.press(Qt.Key.Key_2, ALT)
        hands.press(Qt.Key.Key_Left)
        hands.go("/cou")
    hands.keys.clear()
    hands.seconds = 0.0
    for number, _ in enumerate(ABSENT):
        with hands.on_field():
            hands.think()
            if number:
                hands.press(Qt.Key.Key_Down, CTRL)
            hands.press(Qt.Key.Key_0, ALT)
    return ABSENT


def accept(hands: Hands) -> tuple[str, ...]:
    """What the program suggests for another article: looked at and taken, one after the other."""
    bench = hands.bench
    bench.layout.queue.focus_list()
    bench.layout.queue.article_opened.emit(2)
    until(lambda: bench.session.draft is not None and bench.session.draft.article.number == 2)
    until(lambda: not bench.suggesting.awaiting)
    taken: list[str] = []
    with hands.on_field():
        hands.press(Qt.Key.Key_3, ALT)
    # As above: what is weighed begins at the first field.
    hands.keys.clear()
    hands.seconds = 0.0
    while isinstance(box := _focused(), SuggestionBox) and len(taken) < FIELDS:
        with hands.on_field():
            hands.think()
            taken.append(box.field.key)
            hands.press(Qt.Key.Key_Return)
            if not isinstance(_focused(), SuggestionBox):
                hands.press(Qt.Key.Key_S, ALT)
    return tuple(dict.fromkeys(taken))


Session = Callable[[Hands], tuple[str, ...]]


def main() -> None:
    application()
    folder = Path(tempfile.mkdtemp(prefix="curator-bench-"))
    try:
        with _own_home(folder / "home"):
            start, bench = open_window(application(), _registry(folder))
            try:
                _weigh(bench)
            finally:
                close_window(start)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _weigh(bench: Workbench) -> None:
    words = _played(bench, put_words)
    chosen = _played(bench, choose)
    absent = _played(bench, say_absent)
    count = len(words.keys) + len(chosen.keys)
    say_alone(
        f"{FIELDS} fields: {len(words.keys)} by words, {len(chosen.keys)} chosen from lists",
        ours=(words.seconds + chosen.seconds) * FIELDS / count,
        bar="<= 65 s (today 198)",
        unit="s ",
    )
    keys = [*words.keys, *chosen.keys]
    say_alone(
        "key presses of a field (median)", ours=statistics.median(keys), bar="<= 2", unit="  "
    )
    say_alone("... by words (median)", ours=statistics.median(words.keys), bar="", unit="  ")
    say_alone("... from a list (median)", ours=statistics.median(chosen.keys), bar="", unit="  ")
    say_alone(
        "a field that is not reported", ours=absent.seconds / len(absent.keys), bar="", unit="s "
    )
    accepted = _played(bench, accept)
    say_alone(
        f"{FIELDS} fields where suggestions are accepted ({len(accepted.keys)} taken)",
        ours=accepted.seconds * FIELDS / len(accepted.keys),
        bar="<= 31 s",
        unit="s ",
    )
    say_alone("selections by the pointer", ours=len(WORDS), bar="only these need it", unit="  ")


def _played(bench: Workbench, session: Session) -> Hands:
    """Play a session; every field of it must hold something afterwards.

    Raises:
        RuntimeError: A field is still unchecked.
    """
    hands = Hands(bench)
    fields = session(hands)
    bench.layout.form.flush()
    draft = bench.session.draft
    empty = [key for key in fields if draft is None or draft.claim(key) is None]
    if empty:
        raise RuntimeError(f"Nothing was put into {', '.join(empty)}.")
    return hands


def _focused() -> QWidget:
    until(lambda: QApplication.focusWidget() is not None)
    widget = QApplication.focusWidget()
    if widget is None:
        raise RuntimeError("Nothing has the keyboard.")
    return widget


def _registry(folder: Path) -> Path:
    page, path = folder / "page.txt", folder / "hands.curator"
    other = folder / "suggested.txt"
    page.write_text(PAGE, encoding="utf-8")
    other.write_text(SUGGESTED, encoding="utf-8")
    author = Author("01890000-0000-7000-8000-000000000001", "Bench")
    registry = create_registry(path, author)
    import_paths(registry, [page, other], author=author)
    registry.close()
    return path


@contextmanager
def _own_home(home: Path) -> Iterator[None]:
    """Settings and drafts of this run alone."""
    before = os.environ.get("CURATOR_HOME")
    os.environ["CURATOR_HOME"] = str(home)
    try:
        yield
    finally:
        if before is None:
            del os.environ["CURATOR_HOME"]
        else:
            os.environ["CURATOR_HOME"] = before


if __name__ == "__main__":
    main()
