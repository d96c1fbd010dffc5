"""Every control in every state, in one picture, to be looked at beside the design.

``python -m tests.gui.gallery OUT.png dark [SCALE]``; the name of a palette or ``all`` (then OUT is
a folder).  It needs no screen: ``QT_QPA_PLATFORM=offscreen``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from curator.data import data_path
from curator.gui.theme.icons import icon
from curator.gui.theme.looks import KIND_LOOKS
from curator.gui.theme.theme import Scheme, current_theme, install_theme
from curator.gui.theme.tokens import PALETTES
from curator.gui.widgets import (
    Button,
    CheckBox,
    ChoiceBox,
    ElidedLabel,
    IconLabel,
    JobProgress,
    KeyHint,
    MessageBar,
    Popup,
    PrimaryButton,
    SearchField,
    SegmentedControl,
    Sentence,
    Splitter,
)

QUOTE = "aggressive models of metastatic lung and ovarian cancer"


class Gallery(QWidget):
    """All controls; the one with the focus ring is ``Accept``'s neighbour."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Gallery")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(12)
        column.addWidget(_menu_bar(self))
        for bar in _message_bars():
            column.addWidget(bar)
        for row in (
            _search_row(),
            _labels_row(),
            _buttons_row(),
            _inputs_row(),
            _boxes_row(),
            _progress_row(),
            _text_row(),
            _views_row(),
            _icons_row(),
        ):
            column.addLayout(row)
        column.addStretch()


def _row(widgets: Sequence[QWidget], *, spread: int = -1) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(16, 0, 16, 0)
    row.setSpacing(12)
    for index, widget in enumerate(widgets):
        row.addWidget(widget, 1 if index == spread else 0)
    if spread < 0:
        row.addStretch()
    return row


def _menu_bar(parent: QWidget) -> QMenuBar:
    bar = QMenuBar(parent)
    for name in ("Registry", "Edit", "View", "Study", "Tools", "Help"):
        bar.addMenu(name)
    return bar


def _message_bars() -> list[MessageBar]:
    bars = []
    for kind in KIND_LOOKS:
        bar = MessageBar()
        words = [("Two articles on this study disagree on ", False), ("organism", True)]
        words += [(" and ", False), ("safety", True), (".", False)]
        shown = "conflict" if kind == "bad" else ""
        bar.show_message(kind, words, action="Compare", key="Alt+C", icon=shown)
        bars.append(bar)
    return bars


def _search_row() -> QHBoxLayout:
    go = SearchField("Go to study or article", key="Ctrl+P")
    go.setFixedWidth(300)
    find = SearchField("Search, or payload:IL-12")
    find.setFixedWidth(208)
    segments = SegmentedControl(("All 5", "Draft 1", "Conflict 1"), name="Show")
    view = SegmentedControl(("Cleaned", "Raw"), name="Text")
    view.set_current(1)
    return _row([go, find, segments, view, KeyHint("Ctrl+P"), KeyHint("P"), KeyHint("Enter")])


def _labels_row() -> QHBoxLayout:
    label = ElidedLabel("Disease", semibold=True)
    other = ElidedLabel("Organism", ink="ink2")
    cut = ElidedLabel("Scientists at Mount Sinai have developed a promising", semibold=True)
    cut.setFixedWidth(206)
    term = ElidedLabel("MONDO:0008903", ink="ink3", px=12)
    quote = ElidedLabel(f"“{QUOTE}”", ink="ink2", px=13, serif=True)
    return _row([label, other, cut, term, quote])


def _buttons_row() -> QHBoxLayout:
    accept = PrimaryButton("Accept", key="Enter", small=True)
    reject = Button("Reject", key="Ctrl+Backspace", small=True)
    reject.setObjectName("focused")
    off = Button("Restore", small=True)
    off.setEnabled(False)
    keep = Button("Keep A-0002", key="2", icon="check", small=True)
    keep.setCheckable(True)
    keep.setChecked(True)
    return _row(
        [
            accept,
            reject,
            off,
            keep,
            Button("Compare", key="Alt+C"),
            Button("Find", key="Ctrl+F", icon="search", small=True),
            PrimaryButton("Decide", key="Ctrl+Enter"),
            Button("Add row", icon="plus", rank="link", small=True),
            Button("Compare", rank="link", small=True),
            Button("", icon="close", rank="bare"),
            QPushButton("Of Qt"),
        ]
    )


def _inputs_row() -> QHBoxLayout:
    filled = QLineEdit("lung cancer, metastatic")
    empty = QLineEdit()
    empty.setPlaceholderText("Add another disease")
    wrong = QLineEdit("NCT0123")
    wrong.setProperty("error", "true")
    off = QLineEdit("disabled")
    off.setEnabled(False)
    fixed = QLineEdit("read-only")
    fixed.setReadOnly(True)
    choice = ChoiceBox("Organism")
    choice.addItems(["mouse", "human"])
    empty_choice = ChoiceBox("Stage")
    empty_choice.setPlaceholderText("Choose")
    return _row([filled, empty, wrong, off, fixed, choice, empty_choice])


def _boxes_row() -> QHBoxLayout:
    on = CheckBox("Show withdrawn")
    on.setChecked(True)
    part = CheckBox("Some")
    part.setTristate(True)
    part.setCheckState(Qt.CheckState.PartiallyChecked)
    off = CheckBox("No")
    off.setEnabled(False)
    return _row([on, part, CheckBox("Off"), off, KeyHint("Ctrl+Shift+N")])


def _progress_row() -> QHBoxLayout:
    job = JobProgress()
    job.show_step("Import", done=3, total=5)
    saved = ElidedLabel("Rev 7 · draft saved 12:06", ink="ink2", px=13)
    return _row([IconLabel("check", ink="ok", said="Saved"), saved, job])


def _text_row() -> QHBoxLayout:
    wrapped = Sentence(
        [("“R&D <b>is no tag</b>” wraps at words, ", False), ("bold 😀 stays", True), (".", False)]
    )
    wrapped.setFixedWidth(240)
    reason = QPlainTextEdit("A-0001 contradicts itself: “preclinical trials”.")
    reason.setFixedHeight(56)
    popup = Popup()
    inside = QVBoxLayout(popup)
    inside.addWidget(ElidedLabel("A popup", semibold=True))
    inside.addWidget(ElidedLabel("with the only shadow", ink="ink3", px=12))
    return _row([wrapped, reason, popup])


def _views_row() -> QHBoxLayout:
    model = QStandardItemModel(0, 4)
    model.setHorizontalHeaderLabels(["Endpoint", "Direction", "Comparator", "Status"])
    for words in (
        ("survival", "longer", "untreated mice", "Vague"),
        ("cure", "many", "-", "Vague"),
    ):
        model.appendRow([QStandardItem(word) for word in words])
    for number in range(12):
        model.appendRow([QStandardItem(f"row {number}")])
    table = QTableView()
    model.setParent(table)
    table.setModel(model)
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.selectRow(1)
    table.setFixedSize(430, 130)
    return _row([table, _tabs(), _menu(), _split()])


def _tabs() -> QWidget:
    tabs = QTabBar()
    tabs.setExpanding(False)
    tabs.setDrawBase(False)
    for name in ("Evidence 14", "History 7", "Compare 2"):
        tabs.addTab(name)
    return tabs


def _menu() -> QWidget:
    menu = QMenu()
    menu.setWindowFlags(Qt.WindowType.Widget)
    menu.addAction(icon("import", current_theme().tokens.ink2, 16), "Import…\tCtrl+I")
    menu.addAction("Find in article\tCtrl+F")
    menu.addSeparator()
    ticked = menu.addAction("Folded furniture")
    ticked.setCheckable(True)
    ticked.setChecked(True)
    menu.addAction("Not now").setEnabled(False)
    menu.setActiveAction(menu.actions()[1])
    return menu


def _split() -> QWidget:
    split = Splitter(Qt.Orientation.Horizontal)
    for _ in range(2):
        pane = QFrame()
        pane.setMinimumSize(40, 60)
        split.addWidget(pane)
    return split


def _icons_row() -> QHBoxLayout:
    names = sorted(file.stem for file in data_path("resources", "icons").glob("*.svg"))
    row = _row([IconLabel(name, said=name, size=16) for name in names])
    row.setSpacing(8)
    return row


def render(out: Path, scheme: Scheme, *, scale: float = 1.0) -> Path:
    """Draw the gallery; needs a running QApplication."""
    app = cast(QApplication, QApplication.instance())
    install_theme(app, scheme, scale=scale)
    gallery = Gallery()
    gallery.resize(int(1280 * scale), gallery.sizeHint().height())
    gallery.show()
    QTest.qWaitForWindowActive(gallery)
    button = gallery.findChild(Button, "focused")
    if button is not None:
        button.setFocus()
    gallery.grab().save(str(out))
    gallery.close()
    gallery.deleteLater()
    return out


def main(words: Sequence[str]) -> int:
    out, wanted = Path(words[0]), words[1] if len(words) > 1 else "light"
    scale = float(words[2]) if len(words) > 2 else 1.0
    app = QApplication([])
    if wanted == "all":
        out.mkdir(parents=True, exist_ok=True)
        for tokens in PALETTES:
            render(out / f"{tokens.name}.png", cast(Scheme, tokens.name), scale=scale)
    else:
        render(out, cast(Scheme, wanted), scale=scale)
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
