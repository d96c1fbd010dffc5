"""The list pane: search, segments, and the two sections Articles and Studies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSplitter, QVBoxLayout, QWidget

from curator.gui.queue.model import RowsModel
from curator.gui.queue.table import RowTable
from curator.gui.queue.values import SEGMENTS, Kind, Listing, Row, Segment
from curator.gui.theme.icons import paint_icon
from curator.gui.theme.paint import ICON, paint_focus, paint_line
from curator.gui.theme.theme import theme_of
from curator.gui.widgets import SearchField, SegmentedControl
from curator.gui.widgets.base import RESTYLING, PaintedButton

if TYPE_CHECKING:
    from curator.gui.backend import Backend
    from curator.gui.lanes import Job, Lanes

TYPING_MS: Final = 120
"""Pause in typing after which the list is filtered."""
_STUDY_SHARE: Final = 0.4


class QueuePane(QWidget):
    """The list of a registry.

    ``article_opened`` and ``study_opened`` bring a number; ``listed`` the newest ``Listing``.
    """

    article_opened = Signal(int)
    study_opened = Signal(int)
    listed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue.pane")
        self.setAccessibleName("List")
        self._lanes: Lanes | None = None
        self._job: Job | None = None
        self._segment: Segment = "all"
        self._counts = (0, 0, 0)
        self.search = SearchField("Search, or payload:IL-12", self)
        self.search.setObjectName("queue.search")
        self.search.setClearButtonEnabled(True)
        self.segments = SegmentedControl(("All", "Draft", "Conflict"), self, name="Show")
        self.articles = RowTable(RowsModel("article"), "Articles", self)
        self.studies = RowTable(RowsModel("study"), "Studies", self)
        self.article_head = SectionHead("Articles", self)
        self.study_head = SectionHead("Studies", self)
        self._none = _Nothing(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        self._top = QVBoxLayout()
        self._top.addWidget(self.search)
        self._top.addWidget(self.segments)
        column.addLayout(self._top)
        for widget in (self.article_head, self.articles, self.study_head, self.studies):
            column.addWidget(widget)
        column.addWidget(self._none, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MS)
        self._pause.timeout.connect(self.refresh)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        self._connect()
        self._space()
        self.setTabOrder(self.search, self.segments)
        self.search.installEventFilter(self)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._pause_typing)
        self.segments.current_changed.connect(self._choose_segment)
        self.articles.opened.connect(self.article_opened)
        self.studies.opened.connect(self.study_opened)
        self.articles.rows.wanted.connect(self._fetch_articles)
        self.studies.rows.wanted.connect(self._fetch_studies)
        for head in (self.article_head, self.study_head):
            head.toggled.connect(self._share_height)

    @property
    def query(self) -> str:
        return self.search.text().strip()

    @property
    def settled(self) -> bool:
        """Nothing is awaited: what is shown is what there is."""
        waiting = self._pause.isActive() or self._soon.isActive() or self._asked
        return not (waiting or self.articles.rows.placeholders or self.studies.rows.placeholders)

    @property
    def _asked(self) -> bool:
        return self._job is not None and not self._job.done

    def use(self, lanes: Lanes | None) -> None:
        """List the registry of these lanes; without any, nothing."""
        self._lanes = lanes
        if lanes is None:
            self.show_listing(
                Listing(self.articles.rows.numbers[:0], self.studies.rows.numbers[:0])
            )

    @Slot()
    def refresh(self) -> None:
        """Ask for the list anew; a query that still runs is stopped."""
        self._pause.stop()
        self._soon.stop()
        if self._lanes is None:
            return
        if self._job is not None and not self._job.done:
            self._lanes.drop(self._job)
        self._job = self._lanes.read(_list, self.query, self._segment)
        self._job.succeeded.connect(self.show_listing)

    @Slot()
    def refresh_soon(self) -> None:
        """Ask for the list anew, once for all that happens in one turn of the event loop."""
        self._soon.start()

    @Slot(object)
    def show_listing(self, listing: Listing) -> None:
        self.articles.rows.set_drafts(listing.drafts)
        self.articles.rows.set_numbers(listing.articles, listing.article_rows)
        self.studies.rows.set_numbers(listing.studies, listing.study_rows)
        self._counts = listing.counts
        self._show_counts()
        self.article_head.set_count(len(listing.articles))
        self.study_head.set_count(len(listing.studies))
        if not listing.articles and self.articles.hasFocus():
            # Enter came before the answer: a table that hides hands the keyboard to anything.
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._share_height()
        self.articles.refetch_seen()
        self.studies.refetch_seen()
        self.listed.emit(listing)

    def paint_now(self) -> None:
        """Paint what is listed before this call returns."""
        column = self.layout()
        if column is not None:
            column.activate()
        self.repaint()

    def show_article(self, number: int) -> None:
        self.articles.show_number(number)

    def mark_draft(self, article_id: str, dirty: bool) -> None:
        """An article has unsaved edits now, or has none any more.

        What the list shows of that is known here; it is asked for only where other rows are to be
        shown, or where what is on its way may know less.
        """
        rows = self.articles.rows
        changed = rows.drafts | {article_id} if dirty else rows.drafts - {article_id}
        if changed == rows.drafts:
            return
        rows.set_drafts(changed)
        if self._asked or self.query or self._segment != "all":
            self.refresh_soon()
        elif not self._soon.isActive():
            every, drafts, conflicts = self._counts
            self._counts = (every, drafts + (1 if dirty else -1), conflicts)
            self._show_counts()

    def _show_counts(self) -> None:
        pairs = zip(("All", "Draft", "Conflict"), self._counts, strict=True)
        self.segments.set_texts([f"{name} {count}" for name, count in pairs])

    def mark_open(self, numbers: frozenset[int]) -> None:
        """Mark the articles of which a duplicate is proposed."""
        self.articles.rows.mark(numbers)

    def next_number(self, number: int, *, step: int = 1) -> int:
        """The article after (or, with -1, before) one in the filtered order; 0 at the end."""
        return self.articles.rows.number_at(self.articles.rows.row_of(number) + step)

    def focus_list(self) -> None:
        self.articles.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search into the list, Escape clears it."""
        if watched is self.search and isinstance(event, QKeyEvent):
            pressed = event.type() == QEvent.Type.KeyPress
            if pressed and event.key() == Qt.Key.Key_Down:
                self.focus_list()
                return True
            if pressed and event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme_of(self).tokens
        painter.fillRect(self.rect(), QColor(tokens.panel))
        if not isinstance(self.parent(), QSplitter):
            # Over the article, as a drawer, it has an edge of its own.
            painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(tokens.line))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self._space()
            self._share_height()

    @Slot()
    def _pause_typing(self) -> None:
        self._pause.start()

    @Slot(int)
    def _choose_segment(self, index: int) -> None:
        self._segment = SEGMENTS[index]
        self.refresh()

    @Slot(object)
    def _fetch_articles(self, numbers: tuple[int, ...]) -> None:
        self._fetch("article", numbers, table=self.articles)

    @Slot(object)
    def _fetch_studies(self, numbers: tuple[int, ...]) -> None:
        self._fetch("study", numbers, table=self.studies)

    def _fetch(self, kind: Kind, numbers: tuple[int, ...], *, table: RowTable) -> None:
        if self._lanes is None:
            table.rows.settle(numbers)
            return
        fetch = _Fetch(table.rows, numbers, parent=self)
        job = self._lanes.read(_rows, kind, numbers)
        job.succeeded.connect(fetch.take)
        job.finished.connect(fetch.end)

    @Slot()
    def _share_height(self) -> None:
        """Both lists as high as their rows where there is room, otherwise studies up to 40 %."""
        articles, studies = self.articles, self.studies
        above = self._top.sizeHint().height()
        heads = self.article_head.sizeHint().height() + self.study_head.sizeHint().height()
        room = max(0, self.height() - above - heads)
        wanted = articles.content_height if self.article_head.open else 0
        second = studies.content_height if self.study_head.open else 0
        if wanted + second > room:
            second = min(second, max(int(room * _STUDY_SHARE), room - wanted))
            wanted = min(wanted, room - second)
        for table, height in ((articles, wanted), (studies, second)):
            table.setFixedHeight(max(0, height))
            table.setVisible(height > 0)
        nothing = not articles.rows.rowCount() and not studies.rows.rowCount()
        self._none.say(_none_words(self.query, self._segment) if nothing else "")

    def _space(self) -> None:
        px = theme_of(self).px
        self._top.setContentsMargins(px(12), px(12), px(12), px(8))
        self._top.setSpacing(px(8))


class _Fetch(QObject):
    """Takes the rows of one job to the model that asked."""

    def __init__(self, rows: RowsModel, numbers: tuple[int, ...], *, parent: QObject) -> None:
        super().__init__(parent)
        self._rows, self._numbers = rows, numbers

    @Slot(object)
    def take(self, rows: list[Row]) -> None:
        self._rows.settle(self._numbers)
        self._rows.put(rows)

    @Slot()
    def end(self) -> None:
        self._rows.settle(self._numbers)
        self.deleteLater()


class SectionHead(PaintedButton):
    """The name of a section and how many rows it has; pressing it opens and closes it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._name, self._count = name, 0
        self.setCheckable(True)
        self.setChecked(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def open(self) -> bool:
        return self.isChecked()

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{self._name}, {count}")
        self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        height = max(theme.px(36), QFontMetrics(theme.sans(13, True)).height() + theme.px(10))
        return QSize(theme.px(160), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, tokens = self.theme, self.theme.tokens
        painter = QPainter(self)
        if self.hot:
            painter.fillRect(self.rect(), QColor(tokens.hover))
        side = theme.px(ICON)
        room = QRectF(theme.px(14), 0, side, self.height())
        paint_icon(painter, room, "chevron_down" if self.open else "chevron_right", tokens.ink2)
        left = theme.px(20) + side
        painter.setFont(theme.sans(13, True))
        painter.setPen(QColor(tokens.ink2))
        paint_line(painter, self.box().adjusted(left, 0, 0, 0), self._name)
        left += painter.fontMetrics().horizontalAdvance(self._name) + theme.px(6)
        painter.setFont(theme.sans(13))
        painter.setPen(QColor(tokens.ink3))
        count = f"{self._count:,}".replace(",", " ")
        paint_line(painter, self.box().adjusted(left, 0, 0, 0), count)
        if self.hasFocus():
            paint_focus(painter, self.box(), theme, radius=0)
        painter.end()


class _Nothing(QWidget):
    """Why the list is empty."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = ""

    def say(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._words:
            theme = theme_of(self)
            painter = QPainter(self)
            painter.setFont(theme.sans(13))
            painter.setPen(QColor(theme.tokens.ink3))
            side = theme.px(16)
            box = QRectF(self.rect()).adjusted(side, theme.px(12), -side, 0)
            wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
            painter.drawText(box, int(wrap), self._words)
            painter.end()


def _none_words(query: str, segment: Segment) -> str:
    if query:
        return f"Nothing here has “{query}”. Esc in the search clears it."
    if segment == "draft":
        return "No article has unsaved edits."
    return "No study is in conflict." if segment == "conflict" else ""


def _list(backend: Backend, query: str, segment: Segment) -> Listing:
    return backend.listing(query, segment)


def _rows(backend: Backend, kind: Kind, numbers: tuple[int, ...]) -> list[Row]:
    return backend.rows(kind, numbers)
