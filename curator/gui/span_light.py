"""What the article lights for the form, and the form for the article."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Slot

from curator.domain.evidence import Evidence
from curator.gui.article.values import Span
from curator.gui.layout import Layout
from curator.gui.session import Session

SUGGESTED: Final = "suggested"


class SpanLight(QObject):
    """The words of the suggestion that has the keyboard, and chips whose words are pointed at."""

    def __init__(self, layout: Layout, session: Session) -> None:
        super().__init__(layout)
        self._layout, self._session = layout, session
        layout.form.suggestion_shown.connect(self._show_suggestion)
        layout.article.view.span_hovered.connect(self._light_chip)

    @Slot(object)
    def _show_suggestion(self, evidence: Evidence | None) -> None:
        draft, view = self._session.draft, self._layout.article.view
        if draft is None or evidence is None or evidence.text != draft.article.document.text:
            view.set_suggested(())
            return
        view.set_suggested(
            (Span(SUGGESTED, evidence.start, evidence.end, "", SUGGESTED, "Suggested"),)
        )
        view.scroll_to(evidence.start, evidence.end, flash=False)

    @Slot(object)
    def _light_chip(self, span: str | None) -> None:
        field, item, *_ = (*(span or "").split("|"), "")
        self._layout.form.light(field, item if span else None)
