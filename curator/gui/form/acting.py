"""What keys, clicks and menus of the form do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from curator.domain.claims import ITEM_STATUSES, NOT_REPORTED, Claim, Term, Value
from curator.domain.evidence import Evidence
from curator.domain.filling import detach, reanchor
from curator.gui.draft import Draft
from curator.gui.form import commands
from curator.gui.form.editing import FREE, Editing
from curator.gui.form.field_row import FieldRow, missing_words
from curator.gui.form.hint_view import hint_tip, spoken_hint
from curator.gui.form.item_menu import STATUS_KEYS
from curator.gui.form.showing import Showing
from curator.gui.form.taking import KEYS as SUGGESTING
from curator.gui.form.taking import Answer, Taking
from curator.gui.form.typed import read_typed
from curator.gui.form.values import NEW, main_part
from curator.gui.form.values import Slot as Place
from curator.gui.form.walking import Walking

if TYPE_CHECKING:
    from curator.gui.form.pane import FormPane

ATTACH = "E"


class Acting(QObject):
    """The commands of the form."""

    evidence_requested = Signal(object)
    compare_requested = Signal(str)
    message = Signal(str)
    menu_asked = Signal()
    absence_signed = Signal(str)
    words_wanted = Signal(object)

    def __init__(
        self, showing: Showing, walking: Walking, *, editing: Editing, pane: FormPane
    ) -> None:
        super().__init__(pane)
        self.showing, self.walking, self.editing, self.pane = showing, walking, editing, pane
        self.taking = Taking(showing, walking, editing=editing, pane=pane)
        self._coalesce: tuple[Place, str] | None = None
        self._anchoring: tuple[str, str, int] | None = None
        self._shown = 0
        walking.current_changed.connect(self._current_changed)

    @property
    def draft(self) -> Draft | None:
        """The draft, where it can be written."""
        return None if self.showing.read_only else self.showing.draft

    # Keys.

    def act(self, name: str) -> None:
        """Do what a key of ``keys.KEYS`` stands for."""
        if name in STATUS_KEYS:
            self.mark(name)
        elif name in SUGGESTING:
            self.taking.act(name)
        elif name in ("undo", "redo"):
            self.go_back(name == "undo")
        elif name == "open_menu":
            self.menu_asked.emit()
        else:
            getattr(self, name)()

    @Slot(bool)
    def go_back(self, back: bool) -> None:
        """Undo or redo: first what is typed becomes a step, so that redo brings it back."""
        draft = self.draft
        part = self.editing.part
        if draft is None:
            return
        free = part is not None and part.kind in FREE
        if back and self.editing.dirty and not (free and self.editing.commit()):
            self.editing.revert()
            return
        draft.undo() if back else draft.redo()

    @Slot(bool)
    def entered(self, typed: bool) -> None:
        """Enter after a commit: on in a new row of a table; once more: to the next open field."""
        row, touched = self.walking.row, self.walking.touched
        if row is not None and row.state.field.rows and touched:
            self.walking.touched = ""
            if self.walking.place.item == touched:
                self.walking.move(row, True)
                return
        if not typed:
            self.next_open()

    def mark(self, status: str, *, whole: bool = False) -> None:
        """Set the status of the part whose own box has the caret, else (or ``whole``) of the item.

        Not reported and not applicable are always of the whole field.
        """
        draft, field = self.draft, self.walking.field
        if draft is None or field is None:
            return
        typed = self._typed_words()
        if not typed and not whole and self.walking.part() and status in ITEM_STATUSES:
            self.mark_part(status)
            return
        self.taking.leave_box()
        place = self.walking.place
        item = place.item if typed else self.walking.item()
        self.editing.revert()
        missing = self.walking.row.state.missing if self.walking.row is not None else None
        if status == NOT_REPORTED and missing is not None and not typed:
            commands.sign_absence(draft, field, note=missing.note)
            self.absence_signed.emit(field.key)
            return
        commands.put_status(draft, field, item=item, status=status, typed=typed, part=place.part)

    def mark_part(self, status: str) -> None:
        """Set the status of the current part alone."""
        if self.draft is not None and self.walking.field is not None:
            commands.put_part_status(
                self.draft, self.walking.field, slot=self.walking.place, status=status
            )

    def _typed_words(self) -> str:
        """Typed text that is no value of its kind; what is one is committed."""
        if not self.editing.dirty or self.editing.part is None:
            return ""
        text = self.editing.text
        if read_typed(self.editing.part, text, lookup=self.showing.lookup).error:
            return text
        self.editing.commit()
        return ""

    def next_open(self) -> None:
        if not self.walking.next_open(1):
            self.message.emit("Every field is checked and nothing is in conflict.")

    def previous_open(self) -> None:
        if not self.walking.next_open(-1):
            self.message.emit("Every field is checked and nothing is in conflict.")

    def copy_row(self) -> None:
        draft, field, row = self.draft, self.walking.field, self.walking.row
        if draft is None or field is None or row is None:
            return
        self.editing.finish()
        item = commands.copy_last(draft, field)
        if item:
            self.walking.touched = item
            self.walking.go(row, Place(item, main_part(field).key))
        else:
            self.message.emit(f"{field.label} has no row to copy.")

    def take_previous(self) -> None:
        draft, field = self.draft, self.walking.field
        if draft is None or field is None:
            return
        self.editing.revert()
        if not commands.take_from(draft, field, previous=self.showing.previous):
            self.message.emit(f"The article shown before has no {field.label}.")

    def show_evidence(self) -> None:
        self._shown = 0
        self._show_evidence()

    def next_evidence(self) -> None:
        self._shown += 1
        self._show_evidence()

    def _show_evidence(self) -> None:
        held = self.walking.evidence()
        if held:
            self.evidence_requested.emit(held[self._shown % len(held)])
        else:
            self.message.emit("No words of the article support this yet.")

    def toggle_details(self) -> None:
        item, row = self.walking.item(), self.walking.row
        if row is None or not item:
            self.message.emit("Basis, scope and note belong to a value: put one in first.")
            return
        self.walking.details ^= {item}
        here = self.walking.place
        self.walking.go(row, here if here.item == item else Place(item, row.state.main.key))

    def fold_section(self) -> None:
        field = self.walking.field
        if field is not None:
            self.toggle_section(field.section)

    def remove_item(self) -> None:
        draft, field = self.draft, self.walking.field
        claim = self.showing.claim(field.key) if field is not None else None
        item = self.walking.item()
        if draft is None or field is None or claim is None or not item:
            return
        self.editing.revert()
        name = f"{field.label}: a value removed"
        draft.put(field.key, claim.without_item(item), name=name, item=item)

    def toggle_help(self) -> None:
        draft, field, panel = self.showing.draft, self.walking.field, self.pane.help
        if panel.isVisible() or draft is None or field is None:
            panel.close_help()
            return
        panel.show_field(
            field, self.walking.evidence(), places=draft.places, more=self._said_of_current()
        )
        panel.show()

    def _said_of_current(self) -> tuple[str, ...]:
        """What there is to say of the suggestion, or of what was searched in vain."""
        row = self.walking.row
        if row is None:
            return ()
        if row.box is not None:
            box = row.box
            return (
                spoken_hint(box.field, box.hint, at=box.at, count=len(box.hints)),
                hint_tip(box.hint),
            )
        return (missing_words(row.state.missing),) if row.state.missing is not None else ()

    # Sections.

    @Slot(str)
    def toggle_section(self, key: str) -> None:
        block = self.showing.body.block(key)
        if block is None:
            return
        open_ = not block.view.open
        field = self.walking.field
        if not open_ and field is not None and field.section == key:
            self.walking.onto(block.header)
        self.showing.set_open(key, open_)
        self.walking.scroll.reveal(block.header.geometry())

    def not_applicable_rest(self) -> None:
        if self.draft is not None:
            count = commands.rest_not_applicable(self.draft)
            self.message.emit(f"{count} fields that do not apply: not applicable.")

    @Slot(str)
    def rest_not_reported(self, key: str = "") -> None:
        draft, field = self.draft, self.walking.field
        key = key or (field.section if field is not None else "")
        if draft is None or not self.showing.is_open(key):
            self.message.emit(
                "Go to a field of an open section first: only what you see is marked."
            )
            return
        self.editing.finish()
        self.taking.leave_box()
        section = next(s for s in draft.form.sections if s.key == key)
        free = [f for f in section.fields if not self.showing.state_of(f).pending]
        count = commands.rest_not_reported(draft, free, label=section.label)
        self.message.emit(f"{section.label}: {count} fields not reported.")

    # Letters.

    def fill(self, letter: str, evidence: Evidence) -> None:
        """A letter (or the key of a field) and the selected words."""
        draft = self.draft
        if draft is None:
            return
        self.editing.finish()
        if letter.upper() == ATTACH:
            self._attach(draft, evidence)
            return
        self._anchoring = None
        field = draft.form.letters().get(letter.upper()) or draft.form.field(letter)
        if field is None:
            self.message.emit(f"No field has the letter {letter}.")
            return
        token = f"letter|{field.key}|{evidence.start}|{evidence.end}"
        filled = commands.put_words(
            draft, field, evidence=evidence, lookup=self._best, coalesce=token
        )
        row = self.showing.row(field.key)
        if row is None:
            return
        place = Place(filled.item_id, main_part(field).key)
        self.walking.go(row, place, focus=not filled.matched)
        self.walking.touched = filled.item_id
        self.walking.show()
        if not filled.matched and self.editing.editor is not None:
            self._coalesce = place, token
            self.editing.editor.open_list(evidence.quote)

    def _best(self, vocabulary: str, words: str) -> Term | None:
        return self.showing.lookup.best(vocabulary, words) if self.showing.lookup else None

    def _attach(self, draft: Draft, evidence: Evidence) -> None:
        if self._anchoring is not None:
            key, item, index = self._anchoring
            self._anchoring = None
            field, claim = self.showing.field(key), self.showing.claim(key)
            if field is not None and claim is not None:
                changed = reanchor(claim, item, index=index, evidence=evidence)
                draft.put(key, changed, name=f"{field.label}: other words", item=item)
            return
        field = self.walking.field
        if field is not None and self.walking.part():
            place = self.walking.place
            commands.put_part_evidence(draft, field, slot=place, evidence=evidence)
            return
        if field is None or not commands.put_evidence(
            draft, field, item=self.walking.item(), evidence=evidence
        ):
            self.message.emit("Go to a value first; E attaches the words to it.")

    def put_detail(self, part: str, value: str) -> None:
        """Another basis or scope of the current item."""
        field = self.walking.field
        if self.draft is not None and field is not None:
            place = Place(self.walking.item(), part)
            commands.put_value(self.draft, field, slot=place, value=value)

    def begin_anchoring(self, index: int) -> None:
        """Replace a piece of evidence by the words that are selected, or by the next E."""
        field = self.walking.field
        if field is not None:
            self._anchoring = (field.key, self.walking.item(), index)
            self.words_wanted.emit(self.walking.evidence())

    def add_words(self) -> None:
        """Attach the words that are selected, or those of the next E."""
        self._anchoring = None
        self.words_wanted.emit(self.walking.evidence())

    def detach_part(self, index: int) -> None:
        """Remove a piece of evidence of the current part; its value stays."""
        field = self.walking.field
        if self.draft is not None and field is not None:
            place = self.walking.place
            commands.remove_part_evidence(self.draft, field, slot=place, index=index)

    def detach(self, index: int) -> None:
        """Remove a piece of evidence of the current item; its value stays."""
        field = self.walking.field
        claim: Claim | None = self.showing.claim(field.key) if field is not None else None
        if self.draft is not None and field is not None and claim is not None:
            item = self.walking.item()
            changed = detach(claim, item, index=index)
            name = f"{field.label}: evidence removed"
            self.draft.put(field.key, changed, name=name, item=item)

    # Values.

    def store(self, row: FieldRow, place: Place, *, value: Value | None) -> Place:
        """Put an edited value into the draft; returns where it now stands."""
        draft, field = self.draft, row.state.field
        if draft is None:
            return place
        token = ""
        if self._coalesce is not None and self._coalesce[0] == place:
            token = self._coalesce[1]
        self._coalesce = None
        current = row is self.walking.row
        with_new = place.item == NEW
        self.walking.hold(True)
        same = self.taking.proposed(row, place, value=value) if not token else None
        if same is not None:
            item = commands.accept(draft, field, hint=same)
            self.taking.answered.emit(Answer(same, "taken", item))
        else:
            item = commands.put_value(draft, field, slot=place, value=value, coalesce=token)
        self.walking.hold(False)
        claim = self.showing.claim(field.key)
        there = claim is not None and claim.item(item) is not None
        if current:
            self.walking.touched = item if there else ""
        moves = with_new and there and (field.rows or not field.many)
        now = Place(item, place.part) if moves else place
        if current:
            self.walking.follow(now)
        return now

    # Places.

    def focus_field(self, key: str, item: str, *, part: str, focus: bool = True) -> bool:
        row = self.showing.row(key)
        if row is None:
            return False
        state = row.state
        item = item or (state.items[0].id if state.items else NEW)
        if state.claim is None or state.claim.item(item) is None:
            item = state.items[0].id if state.items and not state.field.many else NEW
        place = Place(item, part or state.main.key)
        known = part.startswith("@") or state.field.part(part) is not None
        if item and known and place not in row.stops():
            self.walking.details |= {item}  # a part that no column shows
        self.walking.go(row, place, focus=focus)
        return True

    @Slot(str)
    def go_to_cursor(self, cursor: str) -> None:
        """Undo and redo lead to where the step was made: ``entity|field|item|part``."""
        _, key, item, part = (*cursor.split("|"), "", "", "")[:4]
        if key and self.showing.field(key) is not None:
            # From the article it only shows the place: the next letter must not be typed here.
            here = QApplication.focusWidget()
            inside = here is not None and self.showing.body.isAncestorOf(here)
            self.focus_field(key, item, part=part, focus=inside)

    # Studies.

    @Slot(str)
    def choose_study(self, extraction: str) -> None:
        if self.showing.draft is not None:
            self.editing.finish()
            self.walking.forget()
            self.showing.draft.set_current(extraction)

    @Slot(str)
    def choose_role(self, role: str) -> None:
        if self.draft is not None and self.draft.extraction:
            self.draft.set_role(self.draft.extraction, role)

    @Slot(str)
    def rename(self, label: str) -> None:
        """Name the current study; naming one where there is none makes it."""
        if self.draft is None or not label:
            self.showing.refresh_header()
        elif self.draft.extraction:
            self.draft.set_label(label)
        else:
            self.draft.new_study(label)

    @Slot(str, str)
    def _current_changed(self, field: str, item: str) -> None:
        self._shown = 0
        self._anchoring = None
        if self.pane.help.isVisible():
            self.pane.help.close_help()
            self.toggle_help()
