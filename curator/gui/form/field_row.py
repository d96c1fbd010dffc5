"""One field of the form: painted from its state; only the current place has an editor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from curator.domain.claims import Own
from curator.domain.evidence import Evidence
from curator.gui.evidence_places import EvidencePlaces
from curator.gui.form.hint_view import hint_tip
from curator.gui.form.lettering import Lettering
from curator.gui.form.painting import Scene, paint_piece
from curator.gui.form.pieces import PRESSED, Laid, Piece, in_marks
from curator.gui.form.reasons import ReasonBox
from curator.gui.form.row_layout import lay_out
from curator.gui.form.suggestion import SuggestionBox
from curator.gui.form.table_layout import lay_out_table, shown_columns
from curator.gui.form.values import NEW, Focus, Missing, RowState, Slot, spoken, stops
from curator.gui.theme.looks import MARK_LOOKS, STATUS_LOOKS
from curator.gui.theme.paint import paint_current_row
from curator.gui.widgets.base import tooltip_text

SUGGESTION: Final = Slot(NEW, "@hint")
"""The slot that stands for the suggestions in the order of Tab."""

MOST_NAMES: Final = 60
"""Names that a tooltip lists of those searched in vain."""
QUOTE_HINT: Final = "Click: show it.  Right click: remove, anchor to other words.  E: add words"


class FieldRow(QWidget):
    """Shows one field.

    ``pressed`` carries the row, the piece under the pointer and the point; ``moved`` is Tab.
    """

    pressed = Signal(object, object, QPoint)
    asked_menu = Signal(object, object, QPoint)
    moved = Signal(object, bool)
    hovered = Signal(object, object)
    laid = Signal(object)
    suggestion_made = Signal(object)
    reasons_made = Signal(object)

    def __init__(self, state: RowState, ink: Lettering, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.state, self.ink = state, ink
        self.focus = Focus()
        self.places: EvidencePlaces | None = None
        self._width = 0
        self._laid = Laid((), 0)
        self._hover: Piece | None = None
        self._lit: str | None = None
        self._box: SuggestionBox | None = None
        self.reasons: ReasonBox | None = None
        self.setObjectName(f"row.{state.field.key}")
        self.setMouseTracking(True)
        self._describe()

    @property
    def key(self) -> str:
        return self.state.field.key

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return self._laid.pieces

    @property
    def box(self) -> SuggestionBox | None:
        """The open suggestions, in the current row."""
        return self._box

    def show_state(self, state: RowState) -> None:
        """Show another state of the same field."""
        if state != self.state:
            self.state = state
            self._describe()
            self._lay()

    def show_focus(self, focus: Focus) -> None:
        if focus != self.focus:
            self.focus = focus
            self._lay()

    def show_ink(self, ink: Lettering) -> None:
        self.ink = ink
        for box in (self._box, self.reasons):
            if box is not None:
                box.ink = ink
        self._lay()

    def height_for(self, width: int) -> int:
        """The height at that width; lays the row out."""
        if width != self._width:
            self._width = width
            self._lay(tell=False)
        return self._laid.height

    def stops(self) -> tuple[Slot, ...]:
        """Where Tab stops, suggestions last."""
        shown = shown_columns(self.state, width=self._width, ink=self.ink)
        found = stops(self.state, details=self.focus.details, shown=shown)
        return (*found, SUGGESTION) if self.state.hints else found

    def room_of(self, slot: Slot) -> Piece | None:
        return self._laid.of_slot(slot)

    def suggestion(self, slot: Slot) -> SuggestionBox | None:
        """The suggestions, where the slot stands for them."""
        return self._box if slot == SUGGESTION else None

    def sizeHint(self) -> QSize:
        return QSize(self._width, self._laid.height)

    def focusNextPrevChild(self, forward: bool) -> bool:
        self.moved.emit(self, forward)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = self.ink.theme.tokens
        if self.focus.slot is not None:
            paint_current_row(painter, self.rect().toRectF(), self.ink.theme)
        else:
            painter.fillRect(event.rect(), QColor(tokens.panel))
        scene = self._scene()
        area = event.rect().toRectF()
        for piece in self._laid.pieces:
            if piece.rect.intersects(area):
                paint_piece(painter, piece, scene)
        painter.end()

    def _scene(self) -> Scene:
        state, focus = self.state, self.focus
        return Scene(
            ink=self.ink,
            current=focus.slot is not None,
            editing=focus.slot,
            active=focus.active,
            hovered=self._hover,
            lit=self._lit,
            wrong=frozenset(state.errors),
            marked=focus.marked,
            placeholder=placeholder(state),
            read_only=state.read_only,
            field=state.field,
            hints=state.hints,
        )

    def _lay(self, *, tell: bool = True) -> None:
        if not self._width:
            return
        lay = lay_out_table if self.state.field.rows else lay_out
        before = self._laid.height
        self._laid = lay(self.state, self.focus, width=self._width, ink=self.ink)
        self._hover = None
        self._place_suggestions()
        self._place_reasons()
        self.update()
        if tell and before != self._laid.height:
            self.updateGeometry()
        if tell:
            self.laid.emit(self)

    def _place_suggestions(self) -> None:
        piece = next((p for p in self._laid.pieces if p.kind == "suggestion"), None)
        if piece is None:
            if self._box is not None:
                gone, self._box = self._box, None
                _discard(gone, gone)
            return
        if self._box is None:
            self._box = SuggestionBox(self.state.field, self.state.hints, ink=self.ink, parent=self)
            self.suggestion_made.emit(self._box)
        elif self._box.hints != self.state.hints:
            self._box.show_hints(self.state.hints)
        self._box.setGeometry(piece.rect.toRect())
        self._box.show()

    def _place_reasons(self) -> None:
        piece = next((p for p in self._laid.pieces if p.kind == "reasons"), None)
        refused = self.state.refused
        if self.reasons is not None and (piece is None or self.reasons.hint != refused):
            gone, self.reasons = self.reasons, None
            _discard(gone, gone.line)
        if piece is None or refused is None:
            return
        if self.reasons is None:
            self.reasons = ReasonBox(self.state.field, refused, ink=self.ink, parent=self)
            self.reasons_made.emit(self.reasons)
        self.reasons.setGeometry(piece.rect.toRect())
        self.reasons.show()

    def _describe(self) -> None:
        self.setAccessibleName(spoken(self.state))
        self.setAccessibleDescription(self.state.field.help)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(self, self._laid.at(event.position()), event.position().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        # Also for its editor; by key the form's own command opens the menu.
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            piece = self._laid.at(event.pos().toPointF())
            self.asked_menu.emit(self, piece, event.globalPos())
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        piece = self._laid.at(event.position())
        self._set_hover(piece)
        # Set here, not when Qt asks: an override of event() costs every row at every event.
        self.setToolTip(tooltip_text(self.tip(piece)) if piece is not None else "")

    def leaveEvent(self, event: QEvent) -> None:
        self._set_hover(None)
        super().leaveEvent(event)

    def _set_hover(self, piece: Piece | None) -> None:
        piece = piece if piece is not None and piece.kind in PRESSED else None
        if piece == self._hover:
            return
        for one in (piece, self._hover):
            if one is not None:
                self.update(one.rect.toAlignedRect())
        self._hover = piece
        text = piece is not None and piece.kind in ("box", "cell")
        shape = Qt.CursorShape.IBeamCursor if text else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape) if piece is not None else self.unsetCursor()
        evidence = self.evidence(piece) if piece is not None else ()
        self.hovered.emit(self, evidence[0] if evidence else None)

    def light(self, item: str | None) -> None:
        """Light the evidence of one item, "" for that of a status alone; None for none."""
        if item != self._lit:
            self._lit = item
            self.update()

    def evidence(self, piece: Piece) -> tuple[Evidence, ...]:
        """The evidence that a chip stands for."""
        claim = self.state.claim
        if claim is None or piece.kind not in ("quote", "more", "quotes"):
            return ()
        if piece.kind == "quotes":
            return tuple(one for item in claim.items for one in item.evidence)
        item = claim.item(piece.item)
        held = item.evidence if item is not None else claim.evidence
        return held if piece.kind == "quote" else held[1:]

    def tip(self, piece: Piece) -> str:
        """What hovering over a piece tells: full quotes with their place, the help of a label."""
        if piece.kind in ("quote", "more", "quotes"):
            found = self.evidence(piece)[: 1 if piece.kind == "quote" else None]
            hint = "" if self.state.read_only or piece.kind != "quote" else f"\n{QUOTE_HINT}"
            return self._places(found) + hint
        if piece.kind in ("label", "badge"):
            return self.state.field.help
        if piece.kind == "hint":
            return hint_tip(self.state.hints[0])
        if piece.kind in ("missing", "sign") and self.state.missing is not None:
            return missing_words(self.state.missing)
        if piece.kind == "mark_icon":
            word = MARK_LOOKS[self.state.cell.state].word  # type: ignore[index]
            return f"{word}. {self.state.cell.others}".strip()
        if piece.kind in ("others", "details", "box", "cell") and piece.text:
            item = self.state.claim.item(piece.item) if self.state.claim else None
            own = item.own.get(piece.part, Own()).evidence if item is not None else None
            return "\n".join(filter(None, (piece.text, self._places(own or ()))))
        return "Choose another status (Alt+0, 7, 8, 9)" if piece.kind == "status" else ""

    def _places(self, evidence: Sequence[Evidence]) -> str:
        """Whole quotes, each with its place."""
        return "\n".join(f"{in_marks(e.quote)}\n{self._where(e)}" for e in evidence)

    def _where(self, evidence: Evidence) -> str:
        if self.places is None:
            return f"{evidence.start}–{evidence.end}"
        return self.places.whole(evidence)


def missing_words(missing: Missing) -> str:
    """What was searched in vain, with every name."""
    names = ", ".join(missing.tried[:MOST_NAMES])
    rest = missing.count - min(len(missing.tried), MOST_NAMES)
    more = f" and {rest:,} more" if rest > 0 else ""
    releases = f"\nFrom {', '.join(missing.releases)}." if missing.releases else ""
    return f"{missing.sentence}: {names}{more}.{releases}"


def _discard(widget: QWidget, focused: QWidget) -> None:
    if focused.hasFocus():
        focused.clearFocus()  # hiding it with the focus would send that to the next widget
    widget.hide()
    widget.deleteLater()


def placeholder(state: RowState) -> str:
    """What an empty editor says."""
    label = state.field.label
    noun = label if label[:2].isupper() else label[:1].lower() + label[1:]
    if state.field.rows and state.items:
        return "Add a row"
    if state.items:
        article = "another" if state.field.many else "a"
        return f"Add {article} {noun}"
    if state.claim is not None:
        return "Type a value"
    if not state.applies:
        return "Does not apply"
    word = STATUS_LOOKS["not_checked"].word
    if state.missing is not None and not state.hints:
        return f"{word}, not found in the text"
    return f"{word}, required" if state.field.required else word
