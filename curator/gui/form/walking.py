"""Where in the form the curator is, and every way from there to another place."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt, Signal, Slot

from curator.domain.evidence import Evidence
from curator.domain.filling import own_of
from curator.domain.forms import Field
from curator.gui.form.body import FormScroll
from curator.gui.form.editing import Editing
from curator.gui.form.field_row import SUGGESTION, FieldRow
from curator.gui.form.section import SectionHeader
from curator.gui.form.showing import Showing
from curator.gui.form.states import is_open
from curator.gui.form.values import NEW, Focus
from curator.gui.form.values import Slot as Place

Leave = Callable[[bool], None]


class Walking(QObject):
    """Keeps the current row and place.

    ``current_changed`` carries field and item for the article to highlight.

    Attributes:
        touched: The item that was made or changed last in the current row.
    """

    current_changed = Signal(str, str)

    def __init__(
        self, showing: Showing, editing: Editing, *, scroll: FormScroll, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.showing, self.editing, self.scroll = showing, editing, scroll
        self.row: FieldRow | None = None
        self.place = Place(NEW, "")
        self.touched = ""
        self.details: frozenset[str] = frozenset()
        self.leave: Leave | None = None
        self._moving = False
        self._told = ("", "")

    @property
    def field(self) -> Field | None:
        return self.row.state.field if self.row is not None else None

    def item(self) -> str:
        """The item that keys act on: under the caret, else the last one touched, else the last."""
        claim = self.row.state.claim if self.row is not None else None
        if claim is None or not claim.items:
            return NEW
        for wanted in (self.place.item, self.touched):
            if claim.item(wanted) is not None:
                return wanted
        return claim.items[-1].id

    def part(self) -> str:
        """The part that keys act on alone: the one whose own box has the caret; "" for none."""
        row, place = self.row, self.place
        if row is None or place.item == NEW or place.part == row.state.main.key:
            return ""
        box = row.room_of(place)
        own = box is not None and box.kind == "box" and row.state.field.part(place.part)
        return place.part if own else ""

    def evidence(self) -> tuple[Evidence, ...]:
        """The words that support the current part, item or status."""
        claim = self.row.state.claim if self.row is not None else None
        item = claim.item(self.item()) if claim is not None else None
        if item is not None and claim is not None:
            own = own_of(claim, item.id, part=self.part()).evidence if self.part() else None
            return own or item.evidence
        return claim.evidence if claim is not None else ()

    def go(
        self, row: FieldRow, place: Place, *, focus: bool = True, caret: QPoint | None = None
    ) -> None:
        """Make a place current; ``focus`` gives it the keyboard too."""
        if self._moving:
            return
        self._moving = True
        try:
            if self.row is not row or self.place != place:
                self.editing.finish()
            place = self._there(row, place)
            self._change_row(row)
            self.place = place
            self._point(row, place)
            box = row.suggestion(place)
            if box is not None:
                box.setFocus(Qt.FocusReason.TabFocusReason) if focus else None
                self.editing.close()
            elif not row.state.read_only:
                self.editing.open(row, place, focus=focus, caret=caret)
        finally:
            self._moving = False
        self.show()
        self.reveal()

    def _there(self, row: FieldRow, place: Place) -> Place:
        """The place, or where its item now is after typed text became a value."""
        stops = row.stops()
        if place in stops or not stops or place.part.startswith(("@basis", "@scope", "@note")):
            return place
        item = next((s for s in stops if s.item == place.item), None)
        if item is not None and place != SUGGESTION:
            known = {part.key for part in row.state.field.parts}
            return place if place.part in known else item
        return stops[-1]

    def _change_row(self, row: FieldRow) -> None:
        before = self.row
        if before is not None and before is not row:
            before.show_focus(Focus(details=self.details & _items(before)))
            self.touched = ""
        self.row = row
        self.showing.current_section = row.state.field.section

    def _point(self, row: FieldRow, place: Place) -> None:
        self.showing.edited = (row.key, place)
        self.showing.refresh_row(row.key)
        row.show_focus(self._focus())

    def _focus(self) -> Focus:
        editor = self.editing.editor
        active = editor is not None and editor.hasFocus() and self.editing.row is self.row
        return Focus(self.place, active, self.details, self.item())

    @Slot()
    def show(self) -> None:
        """Show the current place as it is now, and tell the article when it is another."""
        if self.row is None:
            return
        self.row.show_focus(self._focus())
        self.editing.put()
        self.showing.refresh_header()
        now = (self.row.key, self.item())
        if now != self._told:
            self._told = now
            self.current_changed.emit(*now)

    def hold(self, held: bool) -> None:
        """While held, a change of the draft does not move the place."""
        self._moving = held

    def follow(self, place: Place) -> None:
        """The value under the caret stands in this place now: keep editor and caret."""
        self.place = place
        if self.row is not None:
            self.showing.edited = (self.row.key, place)
            self.editing.follow(place)
            self.row.show_focus(self._focus())
            self.showing.refresh_row(self.row.key)
            self.showing.body.lay()

    @Slot()
    def settle(self) -> None:
        """After the draft has changed: stay where the place still is, else go beside it."""
        row = self.row
        if row is None or self._moving:
            return
        if self.showing.body.row(row.key) is not row:
            self.forget()
            return
        editor = self.editing.editor
        if self.place.item != NEW and self.place not in row.stops() and not self.editing.dirty:
            claim = row.state.claim
            if claim is None or claim.item(self.place.item) is None:
                held = editor is not None and editor.hasFocus()
                self.go(row, Place(NEW, row.state.main.key), focus=held)
                return
        if self.place.item == NEW and row.state.items and not row.state.field.many:
            held = editor is not None and editor.hasFocus()
            self.go(row, Place(row.state.items[0].id, row.state.main.key), focus=held)
            return
        self.editing.refresh()
        self.show()

    def forget(self) -> None:
        """There is no current place."""
        self.editing.close()
        if self.row is not None:
            self.row.show_focus(Focus())
        self.row, self.place, self.touched = None, Place(NEW, ""), ""
        self.details = frozenset()
        self.showing.edited = ("", self.place)
        self._told = ("", "")

    @Slot()
    def reveal(self) -> None:
        """Scroll the current row, or its item, or at least its place into view."""
        if self.row is None:
            return
        self.scroll.body.lay()
        area, room = self.row.geometry(), self.scroll.viewport().height()
        if area.height() > room * 3 // 4:
            parts = (self._item_area(self.row), self._place_area(self.row))
            fitting = [part for part in parts if not part.isNull() and part.height() <= room]
            area = fitting[0] if fitting else area
        self.scroll.reveal(area)

    def _item_area(self, row: FieldRow) -> QRect:
        """All that is shown of the current item, in the body's coordinates."""
        item = self.place.item
        rects = [piece.rect for piece in row.pieces if item != NEW and piece.item == item]
        area = reduce(QRectF.united, rects, QRectF())
        return area.toAlignedRect().translated(row.pos()) if rects else QRect()

    def _place_area(self, row: FieldRow) -> QRect:
        piece = row.room_of(self.place)
        return piece.rect.toAlignedRect().translated(row.pos()) if piece is not None else QRect()

    @Slot(object, bool)
    def move(self, origin: FieldRow | SectionHeader, forward: bool) -> None:
        """Tab, Shift+Tab: to the next place in reading order."""
        if self._moving:
            return
        if isinstance(origin, FieldRow):
            self.editing.finish()
            stops = origin.stops()
            here = origin is self.row and self.place in stops
            at = stops.index(self.place) + (1 if forward else -1) if here else -1
            if here and 0 <= at < len(stops):
                self.go(origin, stops[at])
                return
        order = self.showing.body.order()
        at = order.index(origin) + (1 if forward else -1) if origin in order else -1
        if 0 <= at < len(order):
            self.enter(order[at], forward=forward)
        elif self.leave is not None:
            self.leave(forward)

    def enter(self, place: FieldRow | SectionHeader, *, forward: bool) -> None:
        """Go into a row at its first or last stop, or onto a folded header."""
        if isinstance(place, SectionHeader):
            self.onto(place)
            return
        stops = place.stops()
        if stops:
            self.go(place, stops[0] if forward else stops[-1])
        else:
            self.move(place, forward)

    def onto(self, header: SectionHeader) -> None:
        """Give a header the keyboard."""
        self.editing.finish()
        header.setFocus(Qt.FocusReason.TabFocusReason)
        if self.row is not None:
            row, self.row = self.row, None
            self.editing.close()
            row.show_focus(Focus(details=self.details & _items(row)))
        self.scroll.reveal(header.geometry())

    def enter_end(self, forward: bool) -> None:
        """The form is entered at its first place, a suggestion there; by Shift+Tab at its last."""
        order = self.showing.body.order()
        if not order:
            return
        first = order[0]
        if forward and isinstance(first, FieldRow) and first.state.hints:
            self.go(first, _first_open(first))
        else:
            self.enter(first if forward else order[-1], forward=forward)

    def next_open(self, step: int) -> bool:
        """To the next field that is unchecked or in conflict; a suggestion there first."""
        draft = self.showing.draft
        if draft is None:
            return False
        self.editing.finish()
        fields = list(draft.form.fields())
        here = self.field
        if here is not None:
            at = next(i for i, f in enumerate(fields) if f.key == here.key)
            after = (
                fields[at + 1 :] + fields[:at] if step > 0 else fields[:at][::-1] + fields[:at:-1]
            )
        else:
            after = fields if step > 0 else fields[::-1]
        for field in after:
            if is_open(field, self.showing.claims, cells=self.showing.cells):
                row = self.showing.row(field.key)
                if row is not None and row.stops():
                    self.go(row, _first_open(row))
                    return True
        return False


def _first_open(row: FieldRow) -> Place:
    """Where an unchecked row is decided: its first suggestion, else its first place."""
    stops = row.stops()
    return SUGGESTION if SUGGESTION in stops else stops[0]


def _items(row: FieldRow) -> frozenset[str]:
    return frozenset(item.id for item in row.state.items)
