"""What the columns of a list mean, on a page of its own: one row a column, remembered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Button, ChoiceBox, ElidedLabel, Page, PrimaryButton, Sentence
from curator.services.list_columns import holds_readings

if TYPE_CHECKING:
    from curator.services.lists import ListHead

NOT_TAKEN: Final = "Not taken"
WORDS: Final = (
    "Say what each column holds. It is remembered for every list with these headers. What a list"
    " says of an article is taken without words of the article behind it, and marked so."
)
_MEANING: Final = int(Qt.ItemDataRole.UserRole)
_WIDTH: Final = 1_080
_BOX: Final = 260


class ColumnsView(Page):
    """``answered`` brings header to meaning; closed without, the list is not imported."""

    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("columns")
        self.setAccessibleName("Columns of a list")
        self._model = QStandardItemModel(self)
        self.boxes: dict[str, ChoiceBox] = {}
        self.title = ElidedLabel("", self, px=16, semibold=True)
        self.count = ElidedLabel("", self, ink="ink2", px=13)
        self.words = Sentence(((WORDS, False),), self, ink="ink2", px=13)
        self.back = Button("Leave this list out", self, key="Esc")
        self.go = PrimaryButton("Import", self, key="Ctrl+Enter")
        self.problem = ElidedLabel("", self, ink="bad", px=13)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self.back.clicked.connect(self.close_wanted)
        self.go.clicked.connect(self._answer)
        self._space()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.go)
        foot.addWidget(self.back)
        foot.addWidget(self.problem)
        foot.addStretch(1)
        self.add_head(self.title, self.count)
        self.column.addWidget(self.words)
        across = QHBoxLayout()
        across.addWidget(self._scroll, 1)
        across.addStretch(0)
        self.column.addLayout(across, 1)
        self.column.addLayout(foot)

    def show_list(self, head: ListHead, meanings: Mapping[str, str]) -> None:
        """Show the columns of a list.

        Args:
            head: Its headers, first rows, and what they are taken to mean.
            meanings: Every meaning with its words, in the order in which to offer it.
        """
        self.title.say(f"Columns of {head.source.name}")
        self.count.say(f"{head.count:,} {'row' if head.count == 1 else 'rows'}")
        self.problem.say("")
        self._fill_model(meanings)
        places = {meaning: n for n, meaning in enumerate(["", *meanings])}
        page = QWidget()
        page.setAutoFillBackground(True)
        page.setBackgroundRole(page.backgroundRole().AlternateBase)
        grid = QGridLayout(page)
        for column, words in enumerate(("Column", "First rows", "Means")):
            grid.addWidget(_wide(words, page, ink="ink3", px=12, semibold=True), 0, column)
        self.boxes = {}
        for row, header in enumerate(head.headers, start=1):
            place = row - 1
            sample = [one[place] for one in head.sample if place < len(one) and one[place]]
            box = _MeaningBox(f"What {header} means", page)
            box.setModel(self._model)
            box.setObjectName(f"column.{place}")
            box.setCurrentIndex(places.get(head.columns.get(header, ""), 0))
            grid.addWidget(_wide(header, page, ink="ink", px=14, semibold=True), row, 0)
            grid.addWidget(_wide("  ·  ".join(sample), page, ink="ink2", px=13), row, 1)
            grid.addWidget(box, row, 2)
            self.boxes[header] = box
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 6)
        grid.setRowStretch(len(head.headers) + 1, 1)
        self._grid = grid
        self._scroll.setWidget(page)
        self._space()

    def _fill_model(self, meanings: Mapping[str, str]) -> None:
        self._model.clear()
        for meaning, words in {"": NOT_TAKEN, **meanings}.items():
            item = QStandardItem(words)
            item.setData(meaning, _MEANING)
            self._model.appendRow(item)

    @property
    def columns(self) -> dict[str, str]:
        """Header to meaning, as chosen."""
        return {header: str(box.currentData(_MEANING)) for header, box in self.boxes.items()}

    @Slot()
    def _answer(self) -> None:
        columns = self.columns
        used = [meaning for meaning in columns.values() if meaning]
        names_one = {"title", "doi", "pmid", "article"} & set(used)
        if not names_one:
            what = "a title, DOI or PMID"
            more = ", or the article’s number" if holds_readings(columns) else ""
            self.problem.say(f"Say which column holds {what}{more}.")
            self.boxes[next(iter(self.boxes))].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.answered.emit(columns)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the keyboard to the first column that means nothing yet, else to the button."""
        open_ones = [box for header, box in self.boxes.items() if not self.columns[header]]
        (open_ones[0] if open_ones else self.go).setFocus(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._answer()
        else:
            super().keyPressEvent(event)

    def _space(self) -> None:
        super()._space()
        px = theme_of(self).px
        self._scroll.setMaximumWidth(px(_WIDTH))
        page = self._scroll.widget()
        grid = page.layout() if page is not None else None
        if isinstance(grid, QGridLayout):
            grid.setContentsMargins(0, 0, px(12), 0)
            grid.setHorizontalSpacing(px(16))
            grid.setVerticalSpacing(px(8))


def _wide(words: str, parent: QWidget, *, ink: str, px: int, semibold: bool = False) -> ElidedLabel:
    """A label that takes the width of its column."""
    label = ElidedLabel(words, parent, ink=ink, px=px, semibold=semibold)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return label


class _MeaningBox(ChoiceBox):
    """As wide as every other: measuring a hundred words in a hundred boxes would take too long."""

    def sizeHint(self) -> QSize:
        return QSize(theme_of(self).px(_BOX), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        theme = theme_of(self)
        return QSize(theme.px(_BOX), max(theme.px(28), self.fontMetrics().height() + theme.px(10)))
