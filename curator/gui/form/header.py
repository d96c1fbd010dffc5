"""The head of the form: which study a letter fills, always; how far it is; what is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QVBoxLayout, QWidget

from curator.domain.documents import ROLES
from curator.gui.form.editors import wants_history
from curator.gui.form.pieces import NARROW
from curator.gui.theme.icons import paint_icon
from curator.gui.theme.paint import (
    ICON,
    RADIUS,
    fill_round,
    outline_round,
    paint_focus,
    paint_line,
    paint_track,
)
from curator.gui.theme.theme import theme_of
from curator.gui.widgets.base import RESTYLING, PaintedButton, PaintedLabel

ROLE_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "primary": "Primary report",
        "secondary": "Secondary report",
        "commentary": "Commentary",
    }
)


FONT_MAY_CHANGE: Final = RESTYLING | {QEvent.Type.FontChange}


@dataclass(frozen=True, slots=True)
class StudyLine:
    """One study that this article reports.

    Attributes:
        extraction: Id of the extraction of this article for it.
        number: ``S-0001``, or ``New study`` until the first save.
    """

    extraction: str
    number: str
    title: str
    role: str = "primary"


@dataclass(frozen=True, slots=True)
class Progress:
    """One segment of the strip: a section of the study."""

    label: str
    done: int
    total: int
    current: bool = False


@dataclass(frozen=True, slots=True)
class HeaderView:
    """All that the head shows.

    Attributes:
        note: ``Rev 7 · draft saved 12:06``; ``failed`` makes it loud.
    """

    studies: tuple[StudyLine, ...] = ()
    current: str = ""
    progress: tuple[Progress, ...] = field(default_factory=tuple)
    note: str = ""
    failed: bool = False
    read_only: bool = False

    @property
    def study(self) -> StudyLine | None:
        return next((one for one in self.studies if one.extraction == self.current), None)


class TitleEdit(QLineEdit):
    """The study's label: plain words until it has the focus."""

    committed = Signal(str)
    undone = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("study.label")
        self.setProperty("bare", True)
        self.setAccessibleName("Label of the study")
        self.setPlaceholderText("Name this study")
        self._shown = ""

    def show_text(self, text: str) -> None:
        if text != self._shown or not self.hasFocus():
            self._shown = text
            self.setText(text)
            self.setCursorPosition(0)

    def event(self, event: QEvent) -> bool:
        if wants_history(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.commit()
            self.undone.emit(True)
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.undone.emit(False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.commit()
        elif event.key() == Qt.Key.Key_Escape and self.text() != self._shown:
            self.setText(self._shown)
        else:
            super().keyPressEvent(event)

    def commit(self) -> None:
        words = " ".join(self.text().split())
        if words != self._shown:
            self._shown = words
            self.committed.emit(words)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # A new style sheet gives a line edit the font back that it had under the old one.
        font = theme_of(self).sans(14)
        if event.type() in FONT_MAY_CHANGE and self.font().pixelSize() != font.pixelSize():
            self.setFont(font)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            theme = theme_of(self)
            box = QRectF(self.rect())
            fill_round(painter, box, theme.tokens.raised, radius=theme.px(RADIUS))
            paint_focus(painter, box, theme, radius=theme.px(RADIUS))
            painter.end()
            super().paintEvent(event)
        else:
            self._paint_words()

    def _paint_words(self) -> None:
        """The label cut at its end, which a line edit cannot do."""
        theme = theme_of(self)
        painter = QPainter(self)
        words, tokens = self.text(), theme.tokens
        box = QRectF(self.rect())
        if self.underMouse() and not self.isReadOnly():
            fill_round(painter, box, tokens.hover, radius=theme.px(RADIUS))
        painter.setFont(theme.sans(14))
        painter.setPen(QColor(tokens.ink if words else tokens.ink3))
        paint_line(painter, box.adjusted(theme.px(6), 0, 0, 0), words or self.placeholderText())
        painter.end()


class StudyButton(PaintedButton):
    """The study's number; with several studies it says which of how many."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setObjectName("study.switch")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.several = ""

    def say(self, number: str, several: str) -> None:
        if (number, several) == (self.text(), self.several):
            return
        self.setText(number)
        self.several = several
        words = f"Study {number}" + (f", {several} of this article" if several else "")
        self.setAccessibleName(words)
        self.setToolTip("Switch study, add one, link or move this reading")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        metrics = self.fontMetrics()
        strong = theme.sans(14, True)
        width = _width(strong, self.text()) + theme.px(16 + 8 + 6 + 16)
        width += _width(theme.sans(12), self.several) + theme.px(6) if self.several else 0
        return QSize(width, max(theme.px(28), metrics.height() + theme.px(4)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, tokens, box = self.theme, self.theme.tokens, self.box()
        painter = QPainter(self)
        if self.hot:
            fill_round(painter, box, tokens.hover, radius=theme.px(RADIUS))
        if self.hasFocus():
            paint_focus(painter, box, theme, radius=theme.px(RADIUS))
        side = theme.px(16)
        paint_icon(painter, QRectF(0, 0, side, box.height()), "study", tokens.ink2)
        left = float(side + theme.px(8))
        painter.setFont(theme.sans(14, True))
        painter.setPen(QColor(tokens.ink))
        paint_line(painter, box.adjusted(left, 0, 0, 0), self.text())
        left += _width(theme.sans(14, True), self.text()) + theme.px(6)
        if self.several:
            painter.setFont(theme.sans(12))
            painter.setPen(QColor(tokens.ink2))
            paint_line(painter, box.adjusted(left, 0, 0, 0), self.several)
            left += _width(theme.sans(12), self.several) + theme.px(4)
        room = QRectF(box.right() - theme.px(16), 0, theme.px(14), box.height())
        paint_icon(painter, room, "chevron_down", tokens.ink2)
        painter.end()


class RoleButton(PaintedButton):
    """What this article is to the study; pressing it opens the choice."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setObjectName("study.role")
        self.short = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, role: str) -> None:
        words = ROLE_WORDS.get(role, role)
        if words != self.text():
            self.setText(words)
            self.setAccessibleName(f"This article is: {words}")
            self.setToolTip("What this article is to the study")
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        words = 0 if self.short else _width(theme.sans(12, True), self.text()) + theme.px(5 + 2)
        return QSize(words + theme.px(7 + 14 + 7), theme.px(22))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, tokens, box = self.theme, self.theme.tokens, self.box()
        painter = QPainter(self)
        if self.hot:
            fill_round(painter, box, tokens.hover, radius=theme.px(RADIUS))
        line = tokens.border if tokens.high_contrast or self.hot else tokens.line
        outline_round(painter, box, line, radius=theme.px(RADIUS))
        if self.hasFocus():
            paint_focus(painter, box, theme, radius=theme.px(RADIUS))
        icon = QRectF(theme.px(7), 0, theme.px(ICON), box.height())
        paint_icon(painter, icon, "link", tokens.ink2)
        if self.short:
            painter.end()
            return
        painter.setFont(theme.sans(12, True))
        painter.setPen(QColor(tokens.ink2))
        paint_line(painter, box.adjusted(theme.px(26), 0, 0, 0), self.text())
        painter.end()


class ProgressStrip(PaintedLabel):
    """One bar cut by section, how many fields are decided, and what is saved."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setObjectName("study.progress")
        self.parts: Sequence[Progress] = ()
        self.note, self.failed = "", False

    def show_parts(self, parts: Sequence[Progress], *, note: str, failed: bool) -> None:
        if (tuple(parts), note, failed) == (self.parts, self.note, self.failed) and self.text():
            return
        self.parts, self.note, self.failed = tuple(parts), note, failed
        done, total = sum(p.done for p in parts), sum(p.total for p in parts)
        self.say(f"{done} of {total}")
        every = ", ".join(f"{p.label} {p.done} of {p.total}" for p in parts)
        self.setAccessibleName(f"{self.text()} fields decided. {every}. {note}")
        self.setToolTip(every.replace(", ", "\n"))

    def sizeHint(self) -> QSize:
        theme = self.theme
        return QSize(theme.px(200), max(theme.px(22), self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, tokens, box = self.theme, self.theme.tokens, self.box()
        painter = QPainter(self)
        right = box.right()
        if self.note:
            right = self._paint_note(painter, right) - theme.px(10)
        count = theme.sans(13, True)
        width = _width(count, self.text()) + 1
        painter.setFont(count)
        painter.setPen(QColor(tokens.ink))
        paint_line(painter, QRectF(right - width, 0, width, box.height()), self.text())
        self._paint_bar(painter, right - width - theme.px(6))
        painter.end()

    def _paint_note(self, painter: QPainter, right: float) -> float:
        theme, tokens = self.theme, self.theme.tokens
        font = theme.sans(13)
        icon, ink = ("warning", tokens.bad) if self.failed else ("check", tokens.ok)
        width = min(_width(font, self.note) + 1, self.width() * 0.55)
        painter.setFont(font)
        painter.setPen(QColor(tokens.bad if self.failed else tokens.ink2))
        paint_line(painter, QRectF(right - width, 0, width, self.height()), self.note)
        left = right - width - theme.px(ICON) - theme.px(6)
        paint_icon(painter, QRectF(left, 0, theme.px(ICON), self.height()), icon, ink)
        return left

    def _paint_bar(self, painter: QPainter, right: float) -> None:
        theme, tokens = self.theme, self.theme.tokens
        total = sum(p.total for p in self.parts)
        gap, height = theme.px(3), float(theme.px(6))
        room = right - gap * max(0, len(self.parts) - 1)
        left, top = 0.0, (self.height() - height) / 2
        for part in self.parts:
            width = room * part.total / total if total else 0
            colour = tokens.accent if part.current else tokens.ink3
            share = part.done / part.total if part.total else 0
            paint_track(painter, QRectF(left, top, width, height), share, colour, theme)
            left += width + gap


class StudyHeader(QWidget):
    """The head of the form.

    ``asked`` carries ``new``, ``link``, ``move`` or ``next``: the window knows how.
    """

    title_edited = Signal(str)
    role_chosen = Signal(str)
    study_chosen = Signal(str)
    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("study.header")
        self.view = HeaderView()
        self.button = StudyButton(self)
        self.title = TitleEdit(self)
        self.role = RoleButton(self)
        self.progress = ProgressStrip(self)
        self.menu: QMenu | None = None
        self._top = QHBoxLayout()
        self._top.addWidget(self.button)
        self._top.addWidget(self.title, 1)
        self._top.addWidget(self.role)
        self._lines = QVBoxLayout(self)
        self._lines.addLayout(self._top)
        self._lines.addWidget(self.progress)
        self.button.clicked.connect(self.open_studies)
        self.role.clicked.connect(self.open_roles)
        self.title.committed.connect(self.title_edited)
        self._measure()

    def show_view(self, view: HeaderView) -> None:
        self.view = view
        study = view.study
        count = len(view.studies)
        at = next((i for i, one in enumerate(view.studies, 1) if one is study), 0)
        self.button.say(
            study.number if study else "New study", f"{at} of {count}" if count > 1 else ""
        )
        self.title.show_text(study.title if study else "")
        self.title.setReadOnly(view.read_only)
        self.title.setToolTip(study.title if study else "")
        self.role.setVisible(study is not None)
        self.role.say(study.role if study else "primary")
        self.progress.show_parts(view.progress, note=view.note, failed=view.failed)

    @Slot()
    def open_studies(self) -> None:
        """The menu of the studies of this article."""
        menu = self._new_menu()
        for one in self.view.studies:
            action = menu.addAction(f"{one.number}  {one.title}".replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(one.extraction == self.view.current)
            action.setData(("study", one.extraction))
        if not self.view.read_only:
            menu.addSeparator()
            for key, words in (
                ("new", "New study…"),
                ("link", "Link to an existing study…"),
                ("move", "Move this reading to another study…"),
            ):
                action = menu.addAction(words)
                action.setData(("ask", key))
                action.setEnabled(key != "move" or self.view.study is not None)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    @Slot()
    def open_roles(self) -> None:
        """The menu of what this article can be to the study."""
        study = self.view.study
        if study is None or self.view.read_only:
            return
        menu = self._new_menu()
        for role in ROLES:
            action = menu.addAction(ROLE_WORDS[role])
            action.setCheckable(True)
            action.setChecked(role == study.role)
            action.setData(("role", role))
        menu.popup(self.role.mapToGlobal(self.role.rect().bottomLeft()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING and hasattr(self, "_lines"):
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        short = self.width() < theme_of(self).px(NARROW)
        if short != self.role.short:
            self.role.short = short
            self.role.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme_of(self).tokens
        painter.fillRect(self.rect(), QColor(tokens.panel))
        painter.end()

    def _new_menu(self) -> QMenu:
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = QMenu(self)
        self.menu.triggered.connect(self._triggered)
        return self.menu

    @Slot(QAction)
    def _triggered(self, action: QAction) -> None:
        what, key = action.data()
        signal = {"study": self.study_chosen, "role": self.role_chosen, "ask": self.asked}[what]
        signal.emit(key)

    def _measure(self) -> None:
        theme = theme_of(self)
        self._lines.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(8))
        self._lines.setSpacing(theme.px(2))
        self._top.setSpacing(theme.px(4))
        self.title.setFont(theme.sans(14))
        self.title.setTextMargins(theme.px(4), 0, theme.px(4), 0)
        self.title.setMinimumHeight(theme.px(26))


def _width(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text)
