"""What the article lights for the form, and the form for the article."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from curator.gui.article.values import Span, SpanState
from curator.gui.form.hint_view import hint_text
from curator.gui.form.values import Hint
from curator.gui.layout import Layout
from curator.gui.session import Session

SUGGESTED: Final = "@suggested"
"""Stands for the item in the id of a suggestion's span: ``field|@suggested|key``."""


class SpanLight(QObject):
    """The words of suggestions, most of those that have the keyboard; chips that are pointed at."""

    def __init__(self, layout: Layout, session: Session) -> None:
        super().__init__(layout)
        self._layout, self._session = layout, session
        self._current: Hint | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._show)
        layout.form.suggestion_shown.connect(self._show_suggestion)
        layout.form.hints_changed.connect(self._later.start)
        layout.article.view.span_hovered.connect(self._light_chip)

    @Slot(object)
    def _show_suggestion(self, hint: Hint | None) -> None:
        draft, view = self._session.draft, self._layout.article.view
        self._current = hint
        self._show()
        if draft is not None and hint is not None and self._here(hint):
            view.scroll_to(hint.evidence.start, hint.evidence.end, flash=False)

    @Slot()
    def _show(self) -> None:
        """Once for all that happens in one turn of the event loop."""
        self._later.stop()
        showing = self._layout.form.showing
        draft = self._session.draft
        hints = showing.open_hints() if draft is not None and showing.draft is draft else ()
        spans = [self._span(hint, "proposed") for hint in hints if hint != self._current]
        if draft is not None and self._current is not None:
            spans.append(self._span(self._current, "suggested"))
        self._layout.article.view.set_suggested([one for one in spans if one is not None])

    def _span(self, hint: Hint, state: SpanState) -> Span | None:
        field = self._layout.form.showing.field(hint.field)
        if field is None or not self._here(hint):
            return None
        span_id = f"{hint.field}|{SUGGESTED}|{hint.key}"
        label = f"Suggested for {field.label}: {hint_text(field, hint)}"
        return Span(span_id, hint.evidence.start, hint.evidence.end, "", state, label)

    def _here(self, hint: Hint) -> bool:
        """Whether its words stand in the text that is shown."""
        draft = self._session.draft
        return draft is not None and hint.evidence.text == draft.article.document.text

    @Slot(object)
    def _light_chip(self, span: str | None) -> None:
        field, item, *_ = (*(span or "").split("|"), "")
        self._layout.form.light(field, item if span else None)
