"""Which study is meant, where an article of a pair reports several: a menu for each article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QMenu, QWidget

from curator.gui.duplicates.values import Pair
from curator.gui.theme.theme import theme_of

if TYPE_CHECKING:
    from curator.services.reported_studies import ReportedStudy

_WIDEST: Final = 640


class StudyMenu(QObject):
    """``chosen`` brings the pair and the ids of the studies that are meant in it."""

    chosen = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.menu: QMenu | None = None
        self._pair: Pair | None = None
        self._below: QWidget | None = None
        self._found: tuple[str, ...] = ()

    def ask(self, pair: Pair, *, below: QWidget) -> None:
        """Ask for each article of several studies which of them is meant."""
        self._pair, self._below, self._found = pair, below, ()
        self._ask_next()

    def _ask_next(self) -> None:
        pair, below = self._pair, self._below
        if pair is None or below is None:
            return
        if len(self._found) == len(pair.several):
            self._pair = None
            self.chosen.emit(pair, self._found)
            return
        label, studies = pair.several[len(self._found)]
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = menu = QMenu(below)
        menu.setAccessibleName(f"Which study of {label} is meant")
        # A section's words are not painted by every style.
        menu.addAction(f"Which study of {label} is meant?").setEnabled(False)
        for one in studies:
            menu.addAction(_words(one, menu)).setData(one.study_id)
        # The next question is asked when this menu has closed.
        menu.triggered.connect(self._take, Qt.ConnectionType.QueuedConnection)
        size = menu.sizeHint()
        menu.popup(below.mapToGlobal(QPoint(0, -size.height())))
        menu.setActiveAction(menu.actions()[1])

    @Slot(QAction)
    def _take(self, action: QAction) -> None:
        self._found = (*self._found, str(action.data()))
        self._ask_next()


def _words(study: ReportedStudy, menu: QMenu) -> str:
    """Number, name and what was read; a long name leaves room for it, `&` is no mnemonic."""
    metrics, cut = QFontMetrics(menu.font()), Qt.TextElideMode.ElideRight
    room = theme_of(menu).px(_WIDEST)
    least = room - min(metrics.horizontalAdvance(study.name), room // 2)
    read = metrics.elidedText(study.says or "nothing read yet", cut, least)
    name = metrics.elidedText(study.name, cut, room - metrics.horizontalAdvance(read))
    return f"{study.label}  {'  ·  '.join(filter(None, (name, read)))}".replace("&", "&&")
