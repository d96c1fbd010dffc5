"""A line to type the term of a vocabulary that a requested one stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from curator.domain.claims import Term
from curator.domain.forms import Part
from curator.gui.form.editors import TermEditor
from curator.gui.form.lettering import Lettering, lettering
from curator.gui.form.option_list import Option, term_option
from curator.gui.form.values import TermLookup
from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Button, ElidedLabel
from curator.gui.widgets.base import RESTYLING
from curator.services.suggested import RequestedTerm
from curator.services.values import TermHit

OWN: Final = "local:"


class MapEditor(TermEditor):
    """Takes a term of a vocabulary only: neither words nor another requested term.

    ``given_up`` is Escape with no list open.
    """

    given_up = Signal()

    def first(self, options: Sequence[Option], typed: str) -> int:
        return 0 if options else -1

    def _found(self, words: str, hits: Sequence[TermHit]) -> list[Option]:
        return [term_option(one) for one in hits if not (one.term.id or OWN).startswith(OWN)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.take_key(event):
            return
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_list()
        else:
            super().keyPressEvent(event)


class MapLine(QWidget):
    """The line below the table; ``mapped`` brings the requested term and the one it is.

    It is the host of its editor: terms on the disk are asked for by ``terms_wanted`` and
    ``similar_wanted``, and come by ``offer_terms`` and ``offer_similar``.
    """

    mapped = Signal(object, object)
    closed = Signal()
    terms_wanted = Signal(str, str)
    similar_wanted = Signal(str, str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lookup: TermLookup | None = None
        self._used: Mapping[str, int] = {}
        self._asked: RequestedTerm | None = None
        self.editor: MapEditor | None = None
        self.words = ElidedLabel("", self, ink="ink2", px=13, semibold=True)
        self.cancel = Button("Cancel", self, key="Esc", small=True)
        self.cancel.clicked.connect(self.close_line)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.words)
        self._row.addWidget(self.cancel)
        self.hide()
        self._space()

    @property
    def ink(self) -> Lettering:
        return lettering(theme_of(self))

    def used_terms(self) -> Mapping[str, int]:
        return self._used

    def request_term(self, part: Part, words: str) -> None:
        """It has been requested already."""

    def want_terms(self, vocabulary: str, typed: str) -> None:
        self.terms_wanted.emit(vocabulary, typed)

    def want_similar(self, vocabulary: str, typed: str, *, shown: tuple[str, ...]) -> None:
        self.similar_wanted.emit(vocabulary, typed, shown)

    def offer_terms(self, typed: str, hits: Sequence[TermHit]) -> None:
        if self.editor is not None:
            self.editor.offer_terms(typed, hits)

    def offer_similar(self, typed: str, hits: Sequence[TermHit]) -> None:
        if self.editor is not None:
            similar = [one for one in hits if not (one.term.id or OWN).startswith(OWN)]
            self.editor.offer_similar(typed, similar)

    def ask(self, one: RequestedTerm) -> None:
        """Ask which term of its vocabulary it is; the list opens with its own name."""
        self.drop()
        self._asked = one
        self.words.say(f"{one.label} ({one.id}) is")
        part = Part("term", "Term", "term", vocabulary=one.role)
        editor = self.editor = MapEditor(part, self, parent=self)
        editor.setObjectName("map.term")
        editor.setAccessibleName(f"Term of {one.role} that {one.label} is")
        editor.setPlaceholderText("Name or id of the term")
        editor.setProperty("bare", False)
        editor.setFrame(True)
        editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        editor.chosen.connect(self._chosen)
        editor.given_up.connect(self.close_line)
        self._row.insertWidget(1, editor, 1)
        self.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.setText(one.label)
        editor.selectAll()
        editor.open_list()

    @Slot(object)
    def _chosen(self, term: Term) -> None:
        asked = self._asked
        self.close_line()
        if asked is not None:
            self.mapped.emit(asked, term)

    @Slot()
    def close_line(self) -> None:
        """Close it; the keyboard goes back."""
        if self.drop():
            self.closed.emit()

    def drop(self) -> bool:
        """Take the line away; whether there was one."""
        editor, self.editor, self._asked = self.editor, None, None
        self.hide()
        if editor is None:
            return False
        editor.close_list()
        self._row.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING and hasattr(self, "_row"):
            self._space()

    def _space(self) -> None:
        self._row.setSpacing(theme_of(self).px(8))
