"""What the form shows: rows, headers and the head, kept equal to the draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from curator.domain.claims import Claim, Claims, Term
from curator.domain.forms import Field
from curator.gui.draft import Draft
from curator.gui.form.body import FormBody
from curator.gui.form.field_row import FieldRow
from curator.gui.form.header import HeaderView, StudyHeader, StudyLine
from curator.gui.form.lettering import Lettering
from curator.gui.form.section import SectionView
from curator.gui.form.states import (
    errors_of,
    hints_of,
    open_hints,
    pending_of,
    progress_of,
    row_state,
    saved_statuses,
    section_view,
    with_suggested,
)
from curator.gui.form.values import CellView, Hint, Missing, RowState, Slot, TermLookup

NO_CELL = CellView()


class Showing(QObject):
    """Holds the draft and all that is shown beside it.

    Attributes:
        refused: Sentences on typed text that is no value, by field and place.
        edited: The place under the caret: its unfinished text is no news to the curator.
        previous: The claims of the article shown before.
        rejected: What was refused or silenced here, with its article.
        asked: The suggestion that was refused just now, while its reason may be said.
    """

    refreshed = Signal()

    def __init__(
        self, body: FormBody, header: StudyHeader, *, ink: Lettering, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.body, self.header, self.ink = body, header, ink
        self.draft: Draft | None = None
        self.lookup: TermLookup | None = None
        self.claims: Claims = {}
        self.previous: Claims = {}
        self.cells: Mapping[str, CellView] = {}
        self.hints: dict[str, tuple[Hint, ...]] = {}
        self.missing: Mapping[str, Missing] = {}
        self.rejected: set[tuple[str, Hint]] = set()
        self.asked: Hint | None = None
        self._found: dict[str, tuple[Hint, ...]] = {}
        self.refused: dict[str, dict[Slot, str]] = {}
        self.edited: tuple[str, Slot] = ("", Slot("", ""))
        self.current_section = ""
        self.note, self.failed = "", False
        self._readers: Mapping[str, str] = {}
        self._open: dict[str, bool] = {}
        self._chosen: set[str] = set()

    @property
    def read_only(self) -> bool:
        return self.draft is None or bool(self.draft.read_only)

    def show_draft(self, draft: Draft | None) -> None:
        """Show another draft, from its top: finished sections are folded."""
        if self.draft is not None:
            self.previous = self.claims
        self.draft = draft
        self.cells, self.refused, self._open, self._chosen = {}, {}, {}, set()
        self.missing, self.asked = {}, None
        self._found = {}
        if draft is not None:
            article = draft.article
            self._found = hints_of(
                article.hints, draft.form, body=article.body, text=article.document.text
            )
        self.hints = self._found
        self.refresh(again=True)

    def take_suggested(
        self,
        suggested: Mapping[str, tuple[Hint, ...]],
        *,
        missing: Mapping[str, Missing],
    ) -> None:
        """Take what is offered beside what the reader found; ``show_again`` shows it."""
        if self.draft is None:
            return
        self.hints = with_suggested(self._found, suggested, form=self.draft.form)
        self.missing = missing

    def show_again(self, key: str) -> None:
        """Show one row as it is now, without telling of it."""
        row, field = self.body.row(key), self.field(key)
        if row is not None and field is not None:
            row.show_state(self.state_of(field))

    def set_cells(self, cells: Mapping[str, CellView]) -> None:
        self.cells = dict(cells)
        for section in self.draft.form.sections if self.draft is not None else ():
            view = section_view(section, self.claims, cells=self.cells, open_=None)
            if view.conflicts and section.key not in self._chosen:
                self._open[section.key] = True
        self.refresh()

    def refuse(self, field: str, place: Slot, *, sentence: str) -> None:
        """Show what is wrong with the text of a place; "" where nothing is."""
        held = self.refused.setdefault(field, {})
        if held.get(place, "") != sentence:
            held[place] = sentence
            if not sentence:
                del held[place]
            self.refresh_row(field)

    def reject(self, hint: Hint, *, ask: bool = False) -> None:
        """Show this suggestion no more for this article; ``ask`` offers to say why."""
        if self.draft is not None:
            self.rejected.add((self.draft.article.article_id, hint))
            self.asked = hint if ask else self.asked
            self.refresh_row(hint.field)

    def offer_again(self, key: str) -> None:
        """Offer a suggestion again whose refusal was taken back."""
        back = {one for one in self.rejected if one[1].key == key}
        self.rejected -= back
        for field in {hint.field for _, hint in back}:
            self.refresh_row(field)

    def forget_silenced(self, term_id: str) -> None:
        """Offer again what was taken away when a name of this term was silenced."""
        self.rejected = {
            (article, hint)
            for article, hint in self.rejected
            if term_id not in (value.id for value in hint.values() if isinstance(value, Term))
        }

    def end_asking(self) -> Hint | None:
        """The reason is said, or will not be; returns what it was about."""
        asked, self.asked = self.asked, None
        if asked is not None:
            self.refresh_row(asked.field)
        return asked

    def open_hints(self) -> tuple[Hint, ...]:
        """Everything that may still be taken, in the order of the form."""
        if self.draft is None or self.read_only:
            return ()
        return tuple(
            hint
            for field in self.draft.form.fields()
            for hint in open_hints(field, self.claims.get(field.key), hints=self._hints(field.key))
        )

    def field(self, key: str) -> Field | None:
        return self.draft.form.field(key) if self.draft is not None else None

    def claim(self, key: str) -> Claim | None:
        return self.claims.get(key)

    def used_terms(self) -> Counter[str]:
        """How often a term stands in the claims that are shown: those come first in lists."""
        values = (
            value
            for claim in self.claims.values()
            for item in claim.items
            for value in (item.value, *item.parts.values())
        )
        return Counter(v.id for v in values if isinstance(v, Term) and v.id)

    def state_of(self, field: Field) -> RowState:
        draft, key = self.draft, field.key
        claim = self.claims.get(key)
        pending = pending_of(draft, field, claim=claim) if draft is not None else {}
        editing = self.edited[1] if self.edited[0] == key else None
        errors = errors_of(
            field,
            claim,
            pending=pending,
            refused=self.refused.get(key, {}),
            editing=editing,
        )
        return row_state(
            field,
            self.claims,
            cell=self.cells.get(key, NO_CELL),
            hints=self._hints(key),
            pending=pending,
            errors=errors,
            read_only=self.read_only,
            reader=self._readers.get(key, ""),
            text=draft.article.document.text if draft is not None else "",
            refused=self.asked if self.asked is not None and self.asked.field == key else None,
            missing=self.missing.get(key),
        )

    def refresh(self, *, again: bool = False) -> None:
        """Show what the draft holds now; ``again`` builds the sections too."""
        if self.draft is None:
            self.claims = {}
            self.header.show_view(HeaderView(read_only=True))
            self.body.show_sections([], self.state_of)
            return
        self.claims = self.draft.claims()
        self._readers = saved_statuses(self.draft)
        for row in list(self.body.rows()):
            row.places = self.draft.places
            current = self.field(row.key)
            if current is not None:
                row.show_state(self.state_of(current))
        self.refresh_sections(again=again)
        self.refreshed.emit()

    def refresh_row(self, key: str) -> None:
        row, field = self.body.row(key), self.field(key)
        if row is not None and field is not None:
            row.show_state(self.state_of(field))
            self.refreshed.emit()

    def refresh_sections(self, *, again: bool = False) -> None:
        """Show headers and the head anew, and build what has been opened."""
        if self.draft is None:
            return
        views = [self._view(s.key) for s in self.draft.form.sections]
        held = [block.view for block in self.body.blocks]
        if again or held != views:
            self.body.show_sections(views, self.state_of)
        self.refresh_header()

    def refresh_header(self) -> None:
        if self.draft is None:
            return
        self.header.show_view(
            HeaderView(
                studies=tuple(self._studies(self.draft)),
                current=self.draft.extraction,
                progress=progress_of(self.draft.form, self.claims, current=self.current_section),
                note=self.note,
                failed=self.failed,
                read_only=self.read_only,
            )
        )

    def set_open(self, section: str, open_: bool) -> None:
        self._open[section] = open_
        self._chosen.add(section)
        self.refresh_sections()

    def is_open(self, section: str) -> bool:
        block = self.body.block(section)
        return block is not None and block.view.open

    def row(self, key: str) -> FieldRow | None:
        """The row of a field; its section is opened where it is folded."""
        field = self.field(key)
        if field is not None and not self.is_open(field.section):
            self.set_open(field.section, True)
        return self.body.row(key)

    def _view(self, key: str) -> SectionView:
        """A section; once shown it stays open or folded until the curator says otherwise."""
        if self.draft is None:
            raise LookupError(key)
        section = next(s for s in self.draft.form.sections if s.key == key)
        view = section_view(section, self.claims, cells=self.cells, open_=self._open.get(key))
        self._open.setdefault(key, view.open)
        # What fills many fields at once is not offered where nothing can be filled.
        return replace(view, unchecked=0, inapplicable=0) if self.read_only else view

    def _hints(self, key: str) -> tuple[Hint, ...]:
        if self.draft is None:
            return ()
        article = self.draft.article.article_id
        return tuple(h for h in self.hints.get(key, ()) if (article, h) not in self.rejected)

    @staticmethod
    def _studies(draft: Draft) -> list[StudyLine]:
        found = []
        for extraction in draft.extractions:
            name = draft.study_of(extraction)
            role = str(draft.log.document(extraction)["role"])
            found.append(StudyLine(extraction, name.label or "New study", name.title, role))
        return found
