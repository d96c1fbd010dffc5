"""One editor per kind of field.  The row paints the box; an editor is only text and caret in it.

An editor never writes by itself: it says that its text was ``edited`` by hand or that an option was
``chosen``, and showing a text is neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QPoint, QRect, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextOption
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QPlainTextEdit, QWidget

from curator.domain.claims import Term
from curator.domain.folding import fold
from curator.domain.forms import Part
from curator.gui.form.lettering import Lettering
from curator.gui.form.option_list import Option, OptionList, term_option
from curator.gui.form.values import TermLookup
from curator.services.values import TermHit

PARAGRAPH: Final = "\u2029"
LINE: Final = "\u2028"
LEAST_SIMILAR: Final = 3
"""Typed characters from which similar terms are asked for."""
KEPT: Final = "not mapped"


class EditorHost(Protocol):
    """What an editor asks of the form: the vocabularies, used terms and its faces."""

    @property
    def lookup(self) -> TermLookup | None: ...

    @property
    def ink(self) -> Lettering: ...

    def used_terms(self) -> Mapping[str, int]: ...

    def request_term(self, part: Part, words: str) -> None:
        """Ask for a term that no vocabulary has."""

    def want_terms(self, vocabulary: str, typed: str) -> None:
        """Ask for the terms for what is typed, of a vocabulary on the disk; they come later."""

    def want_similar(self, vocabulary: str, typed: str, *, shown: tuple[str, ...]) -> None:
        """Ask for terms that may be meant by what is typed; they come later."""


def wants_history(event: QEvent) -> bool:
    """Whether the event is the key of undo or redo, which the form hands on to the draft."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    standard = QKeySequence.StandardKey
    other_redo = event.key() == Qt.Key.Key_Y and event.modifiers() == _CONTROL
    return event.matches(standard.Undo) or event.matches(standard.Redo) or other_redo


STAYING: Final = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""Why an editor loses the keyboard for a while only."""


class LineEditor(QLineEdit):
    """One line of text."""

    edited = Signal(str)
    chosen = Signal(object)
    left = Signal(object)

    def __init__(self, part: Part, host: EditorHost, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.part, self.host = part, host
        self.setProperty("bare", True)
        self.setFrame(False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the form keeps the order of Tab itself
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFont(host.ink.body.font)
        self.textEdited.connect(self.edited)

    def show_text(self, text: str) -> None:
        """Show a text without saying that it was edited."""
        if text != self.text():
            self.setText(text)
            if not self.hasFocus():
                self.setCursorPosition(0)  # long words are read from their beginning

    def text_now(self) -> str:
        return self.text()

    def select_all(self) -> None:
        self.selectAll()

    def put_caret(self, point: QPoint) -> None:
        self.setCursorPosition(self.cursorPositionAt(point))

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the key was meant for a list of this editor."""
        return False

    def open_list(self, typed: str | None = None) -> None:
        """Open the list, filtered by ``typed``; an editor without one does nothing."""

    def close_list(self) -> bool:
        """Close the list; whether there was one open."""
        return False

    def event(self, event: QEvent) -> bool:
        if wants_history(event):
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in STAYING:
            self.setCursorPosition(0)
        self.left.emit(event.reason())


class TextEditor(LineEditor):
    """Words on one line."""


class PersonEditor(LineEditor):
    """A name as written."""


class NumberEditor(LineEditor):
    """A number with its operator."""


class QuantityEditor(LineEditor):
    """A number with operator, power of ten and unit."""


class DateEditor(LineEditor):
    """A partial date."""


class IdentifierEditor(LineEditor):
    """An identifier; its check digits are checked when it is committed."""


class LinkEditor(LineEditor):
    """An address; it is never followed."""


class LongTextEditor(QPlainTextEdit):
    """Several lines; Enter commits, Shift+Enter begins a new line."""

    edited = Signal(str)
    chosen = Signal(object)
    left = Signal(object)

    def __init__(self, part: Part, host: EditorHost, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.part, self.host = part, host
        self.setStyleSheet("QPlainTextEdit { border: none; background: transparent; padding: 0; }")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.setFont(host.ink.body.font)
        self.textChanged.connect(self._text_changed)

    def show_text(self, text: str) -> None:
        """Show a text without saying that it was edited."""
        if text != self.text_now():
            blocker = QSignalBlocker(self)
            self.setPlainText(text)
            blocker.unblock()

    def text_now(self) -> str:
        """The text exactly; ``toRawText`` keeps no-break spaces, which ``toPlainText`` does not."""
        return self.document().toRawText().replace(PARAGRAPH, "\n").replace(LINE, "\n")

    def select_all(self) -> None:
        cursor = self.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def put_caret(self, point: QPoint) -> None:
        self.setTextCursor(self.cursorForPosition(point))

    def take_key(self, event: QKeyEvent) -> bool:
        return False

    def open_list(self, typed: str | None = None) -> None:
        """A long text has no list."""

    def close_list(self) -> bool:
        return False

    def event(self, event: QEvent) -> bool:
        if wants_history(event):
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit(event.reason())

    @Slot()
    def _text_changed(self) -> None:
        self.edited.emit(self.text_now())


class ListEditor(LineEditor):
    """One line with a list to choose from that follows what is typed."""

    def __init__(self, part: Part, host: EditorHost, *, parent: QWidget) -> None:
        super().__init__(part, host, parent=parent)
        self._list: OptionList | None = None
        self.textEdited.connect(self._typed)

    def options(self, typed: str) -> Sequence[Option]:
        raise NotImplementedError

    def first(self, options: Sequence[Option], typed: str) -> int:
        """Which option Enter would take; -1 for none."""
        return 0 if options else -1

    @property
    def is_open(self) -> bool:
        return self._list is not None and self._list.isVisible()

    def open_list(self, typed: str | None = None) -> None:
        words = self.text() if typed is None else typed
        found = self.options(words)
        if not found and typed is not None:
            words, found = "", self.options("")
        held = [i for i, option in enumerate(found) if option.label == self.text()]
        chosen = held[0] if held and not words else self.first(found, words)
        self._popup().offer(found, typed=words, chosen=chosen, below=self._below())

    def close_list(self) -> bool:
        was_open = self.is_open
        if self._list is not None:
            self._list.hide()
        return was_open

    def take_key(self, event: QKeyEvent) -> bool:
        key, plain = event.key(), not event.modifiers() & _HELD
        if not self.is_open or self._list is None:
            down = key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not (
                event.modifiers() & Qt.KeyboardModifier.ControlModifier
            )
            if down:
                self.open_list("")
            return down
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }
        if plain and key in steps:
            self._list.move_by(steps[Qt.Key(key)])
            return True
        if plain and key == Qt.Key.Key_Escape:
            return self.close_list()
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            option = self._list.current
            self.close_list()
            if option is not None:
                self._take(option)
                return key != Qt.Key.Key_Tab
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.close_list()
        super().focusOutEvent(event)

    def _popup(self) -> OptionList:
        if self._list is None:
            self._list = OptionList(self.host.ink, self.window())
            self._list.chosen.connect(self._clicked)
            self.destroyed.connect(self._list.deleteLater)
        return self._list

    def _below(self) -> QRect:
        """The box that the editor stands in, in the window's coordinates."""
        ink = self.host.ink
        corner = self.mapTo(self.window(), QPoint(-ink.px(7), 0))
        row = self.parentWidget()
        right = row.width() - ink.px(16) if row is not None else self.width()
        width = max(right - self.x() + ink.px(7), self.width())
        return QRect(corner, QSize(width, self.height()))

    @Slot(str)
    def _typed(self, text: str) -> None:
        if text.strip():
            self.open_list()
        else:
            self.close_list()

    @Slot(object)
    def _clicked(self, option: Option) -> None:
        self.close_list()
        self._take(option)

    def _take(self, option: Option) -> None:
        if option.asks:
            self.host.request_term(self.part, " ".join(self.text().split()))
        else:
            self.chosen.emit(option.value)


class ChoiceEditor(ListEditor):
    """One of a closed list, found by label or synonym."""

    def options(self, typed: str) -> Sequence[Option]:
        wanted = fold(typed)
        ranked = []
        for choice in self.part.choices:
            names = (choice.label, choice.key, *choice.synonyms)
            hits = [(rank, name) for name in names if (rank := _rank(fold(name), wanted)) < 3]
            if hits:
                rank, name = min(hits)
                parent = self.part.choice(choice.parent) if choice.parent else None
                aside = f"kind of {parent.label.lower()}" if parent else ""
                shown = name not in (choice.label, choice.key) and fold(name) != fold(choice.label)
                also = name if shown and wanted else ""
                ranked.append((rank, Option(choice.label, choice.key, aside, also)))
        return [option for _, option in sorted(ranked, key=lambda pair: pair[0])]


class TermEditor(ListEditor):
    """A term of a vocabulary; other words stay as they are, not mapped.

    What a vocabulary on the disk has for the typed words comes later.  Until then the list shows
    what it showed; keys that would choose from it wait for the terms and are pressed then.  Any
    other key, or leaving the field, lets them go; what was typed stays.
    """

    def __init__(self, part: Part, host: EditorHost, *, parent: QWidget) -> None:
        super().__init__(part, host, parent=parent)
        self._awaited: _Awaited | None = None
        self._waiting: list[QKeyEvent] = []

    @property
    def vocabulary(self) -> str:
        return self.part.vocabulary or ""

    def options(self, typed: str) -> Sequence[Option]:
        lookup, words = self.host.lookup, " ".join(typed.split())
        if lookup is None:
            return ()
        return self._found(words, lookup.suggest(self.vocabulary, words, used=self._used()))

    def _used(self) -> Mapping[str, int]:
        return self.host.used_terms()

    def _found(self, words: str, hits: Sequence[TermHit]) -> list[Option]:
        found = [term_option(hit) for hit in hits]
        exact = any(fold(words) in (fold(o.label), fold(o.also)) for o in found)
        if words and not exact:
            found.append(Option(f"Keep “{words}”", Term(words), KEPT))
            found.append(Option(f"Request “{words}” as a term…", Term(words), asks=True))
        return found

    def open_list(self, typed: str | None = None) -> None:
        lookup = self.host.lookup
        if lookup is None or lookup.at_once(self.vocabulary):
            super().open_list(typed)
            self._ask_similar(typed)
            return
        words = self.text() if typed is None else typed
        self._waiting.clear()
        self._awaited = _Awaited(" ".join(words.split()), typed)
        self.host.want_terms(self.vocabulary, self._awaited.words)

    def offer_terms(self, typed: str, hits: Sequence[TermHit]) -> None:
        """Show the terms that were asked for, where they still are what is wanted."""
        awaited = self._awaited
        if awaited is None or awaited.words != typed:
            return
        self._awaited = None
        found = self._found(typed, hits)
        held = [i for i, option in enumerate(found) if option.label == self.text()]
        chosen = held[0] if held and not typed else self.first(found, typed)
        self._popup().offer(found, typed=typed, chosen=chosen, below=self._below())
        self._ask_similar(awaited.typed)
        waiting, self._waiting = self._waiting, []
        for key in waiting:
            # Enter or Tab may have moved the keyboard on, as it would have without waiting.
            QApplication.sendEvent(QApplication.focusWidget() or self, key)

    def take_key(self, event: QKeyEvent) -> bool:
        if self._awaited is None or event.key() in _MODIFIERS:
            return super().take_key(event)
        if event.key() in _CHOOSING and not event.modifiers() & _HELD:
            kept = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
            self._waiting.append(kept)
            return True
        self._waiting.clear()
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            return self.close_list()
        return super().take_key(event)

    def close_list(self) -> bool:
        self._waiting.clear()
        awaited, self._awaited = self._awaited, None
        return super().close_list() or awaited is not None

    def _ask_similar(self, typed: str | None) -> None:
        words = " ".join(self.text().split())
        if typed is None and len(words) >= LEAST_SIMILAR and self._list is not None:
            shown = tuple(one.aside for one in self._list.model.options if not one.asks)
            self.host.want_similar(self.vocabulary, words, shown=shown)

    def offer_similar(self, typed: str, hits: Sequence[TermHit]) -> None:
        """Put similar terms behind what is shown, where that is still what is typed."""
        if self.is_open and self._list is not None and typed == " ".join(self.text().split()):
            self._list.offer_more([term_option(hit) for hit in hits], below=self._below())

    def first(self, options: Sequence[Option], typed: str) -> int:
        """The best term where its name contains what is typed; a merely similar one only by key."""
        wanted = fold(typed)
        if not options or not wanted:
            return 0 if options else -1
        best = options[0]
        near = wanted in fold(best.label) or wanted in fold(best.also)
        return 0 if near else next(n for n, one in enumerate(options) if one.aside == KEPT)


def _rank(name: str, wanted: str) -> int:
    """0 begins so, 1 a word begins so, 2 contains it, 3 does not."""
    if name.startswith(wanted):
        return 0
    at = name.find(wanted)
    if at < 0:
        return 3
    return 1 if not name[at - 1].isalnum() else 2


@dataclass(frozen=True, slots=True)
class _Awaited:
    """Terms that were asked for: for which words, and how the list was opened."""

    words: str
    typed: str | None


_CHOOSING: Final = frozenset(
    (
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Down,
        Qt.Key.Key_Up,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_PageUp,
    )
)
_MODIFIERS: Final = frozenset(
    (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)
)
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_HELD: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)

FieldEditor = LineEditor | LongTextEditor

EDITORS: Final[Mapping[str, type[LineEditor] | type[LongTextEditor]]] = MappingProxyType(
    {
        "text": TextEditor,
        "long_text": LongTextEditor,
        "term": TermEditor,
        "choice": ChoiceEditor,
        "number": NumberEditor,
        "quantity": QuantityEditor,
        "date": DateEditor,
        "person": PersonEditor,
        "identifier": IdentifierEditor,
        "link": LinkEditor,
    }
)
"""The editor of every kind; a test holds it to ``forms.KINDS``."""
