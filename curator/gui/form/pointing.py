"""What clicks and menus of the form do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from curator.domain.claims import NOT_REPORTED, Item, Own
from curator.domain.evidence import Evidence
from curator.gui.form.acting import Acting
from curator.gui.form.field_row import SUGGESTION, FieldRow
from curator.gui.form.item_menu import Act, evidence_menu, item_menu, quotes_menu, status_menu
from curator.gui.form.pieces import Piece
from curator.gui.form.values import BASIS, NEW, SCOPE
from curator.gui.form.values import Slot as Place

if TYPE_CHECKING:
    from curator.gui.form.pane import FormPane


class Pointing(QObject):
    """The mouse, and the menus that keys open too."""

    def __init__(self, acting: Acting, *, pane: FormPane) -> None:
        super().__init__(pane)
        self.acting, self.pane = acting, pane
        self.walking, self.editing = acting.walking, acting.editing
        self.menu: QMenu | None = None
        self._held: tuple[Evidence, ...] = ()
        acting.menu_asked.connect(self.open_menu)

    @Slot(object, object, QPoint)
    def press(self, row: FieldRow, piece: Piece | None, point: QPoint) -> None:
        if piece is None or piece.kind in ("badge", "label", "caption", "frame", "head"):
            stops = row.stops()
            if stops and piece is not None and piece.kind in ("badge", "label"):
                self.walking.go(row, stops[0])
            return
        if piece.kind in ("box", "cell"):
            self._press_box(row, piece, point)
        elif piece.kind in ("quote", "status", "more", "quotes", "details", "open_details"):
            self._press_item(row, piece, point)
        elif piece.kind == "compare":
            self.acting.compare_requested.emit(row.key)
        elif piece.kind == "add_row":
            self.walking.go(row, Place(NEW, row.state.main.key))
        elif piece.kind == "hint":
            self.walking.go(row, SUGGESTION)
        elif piece.kind == "sign":
            self.walking.go(row, Place(NEW, row.state.main.key))
            self.acting.mark(NOT_REPORTED)

    def _press_box(self, row: FieldRow, piece: Piece, point: QPoint) -> None:
        in_list = point.x() > piece.rect.right() - row.ink.px(26)
        self.walking.go(row, piece.slot, caret=None if in_list else point)
        if in_list and self.editing.editor is not None:
            self.editing.editor.open_list("")

    def _press_item(self, row: FieldRow, piece: Piece, point: QPoint) -> None:
        held = row.evidence(piece)
        main = row.state.main.key
        focus = piece.kind != "quote"
        self.walking.go(row, Place(piece.item, main), focus=focus)
        if piece.kind == "quote" and held:
            self.acting.show_evidence()
        elif piece.kind in ("details", "open_details"):
            self.acting.toggle_details()
        elif piece.kind in ("more", "quotes"):
            quotes = row.evidence(piece)
            menu = quotes_menu([one.quote for one in quotes], parent=self.pane)
            self._pop(menu, row.mapToGlobal(point), quotes)
        elif self.acting.draft is not None:
            menu = status_menu(row.state, self._item(), parent=self.pane)
            self._pop(menu, row.mapToGlobal(piece.rect.bottomLeft().toPoint()), held)

    def _item(self) -> Item | None:
        claim = self.walking.row.state.claim if self.walking.row is not None else None
        return claim.item(self.walking.item()) if claim is not None else None

    @Slot(object, object, QPoint)
    def open_menu_at(self, row: FieldRow, piece: Piece | None, point: QPoint) -> None:
        item = piece.item if piece is not None else NEW
        slot = Place(item, row.state.main.key)
        if piece is not None and piece.kind in ("box", "cell"):
            slot = piece.slot
        quote = piece is not None and piece.kind == "quote"
        self.walking.go(row, slot, focus=not quote)
        if quote:
            self._pop(evidence_menu(0, parent=self.pane), point, self.walking.evidence())
        else:
            self._pop_item(row, point)

    @Slot()
    def open_menu(self) -> None:
        """The menu of the current value, by key."""
        row = self.walking.row
        piece = row.room_of(self.walking.place) if row is not None else None
        if row is not None and piece is not None:
            self._pop_item(row, row.mapToGlobal(piece.rect.bottomLeft().toPoint()))

    def _pop_item(self, row: FieldRow, point: QPoint) -> None:
        item, key = self._item(), self.walking.place.part
        here = item is not None and item.id == self.walking.place.item
        part = row.state.field.part(key) if here and key != row.state.main.key else None
        held: tuple[Evidence, ...] = ()
        if item is not None:
            own = item.own.get(key, Own()).evidence if part is not None else None
            held = (*item.evidence, *(own or ()))
        self._pop(item_menu(row.state, item, parent=self.pane, part=part), point, held)

    def _pop(self, menu: QMenu, point: QPoint, held: tuple[Evidence, ...]) -> None:
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = menu
        self._held = held or self.walking.evidence()
        menu.triggered.connect(self._triggered)
        menu.popup(point)

    @Slot(QAction)
    def _triggered(self, action: QAction) -> None:
        act = action.data()
        if isinstance(act, Act):
            self.perform(act)

    def perform(self, act: Act) -> None:
        """Do what a line of a menu asks for."""
        acting, field = self.acting, self.walking.field
        if field is None:
            return
        if act.name == "status":
            acting.mark(act.argument, whole=True)
        elif act.name == "part_status":
            acting.mark_part(act.argument)
        elif act.name == "edit" and self.editing.editor is not None:
            getattr(self.editing.editor, act.argument)()
        elif act.name == "show":
            acting.evidence_requested.emit(self._held[act.index])
        elif act.name == "compare":
            acting.compare_requested.emit(field.key)
        elif act.name in (BASIS.key, SCOPE.key):
            acting.put_detail(act.name, act.argument)
        elif act.name == "reanchor":
            acting.begin_anchoring(act.index)
        elif act.name == "detach":
            acting.detach(act.index)
        elif act.name == "detach_part":
            acting.detach_part(act.index)
        else:
            acting.act(act.name)
