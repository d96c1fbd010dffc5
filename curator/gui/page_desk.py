"""The pages of the open article: fetched off the GUI thread, its evidence placed on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot

from curator.domain.errors import PasswordNeededError
from curator.gui import calls
from curator.gui.article.page_canvas import PageImage, PageMark
from curator.gui.article.values import Span
from curator.gui.ask_password import PasswordQuestion
from curator.gui.curating import Curating
from curator.gui.layout import Layout
from curator.gui.session import Session
from curator.services.pages import PageWords

if TYPE_CHECKING:
    from curator.gui.lanes import Job
    from curator.gui.text_work import Boxes, Range

CUT: Final = "page-cut"
FURNITURE_SHOWN: Final = 50
"""Characters of page furniture that are named."""
AT_ONCE: Final = 8
"""Quotes looked for in one go, so that the next page need not wait for all."""


class PageDesk(QObject):
    """Draws what is seen, one page at a time; what has left the desk is forgotten."""

    def __init__(self, layout: Layout, session: Session, *, curating: Curating) -> None:
        super().__init__(layout)
        self._layout, self._session = layout, session
        self._view = layout.article.pages
        self._drawing: Job | None = None
        self._placing: Job | None = None
        self._reading: Job | None = None
        self._drawn_for = self._placed_for = self._read_for = ("", "")
        self._wanted_page = self._wanted_words = 0
        self._known: dict[Range, Boxes] = {}
        self._locked = self._unlocked_for = ("", "")
        self._password = PasswordQuestion(
            layout, "page.locked", more="It opens its pages until the window is closed."
        )
        self._password.given.connect(self._unlock)
        self._view.page_wanted.connect(self._draw)
        self._view.words_wanted.connect(self._read_words)
        self._view.words_missing.connect(self._say_missing)
        self._view.words_cut.connect(self._say_cut)
        self._view.words_chosen.connect(self._forget_cut)
        self._view.page_changed.connect(self._place)
        curating.refreshed.connect(self._place)
        curating.shown.connect(self._place)
        # A scan is shown as pages before its draft is there, without which nothing is drawn.
        curating.shown.connect(self._view.want)
        session.draft_changed.connect(self._forget)

    def _text(self) -> tuple[str, str]:
        """Which text of which article is open."""
        draft = self._session.draft
        if draft is None:
            return "", ""
        return draft.article.article_id, draft.article.document.text_digest

    @Slot()
    def _forget(self) -> None:
        for job in (self._drawing, self._placing, self._reading):
            if job is not None:
                job.cancel()
        self._drawing = self._placing = self._reading = None
        self._known = {}

    # Pages.

    @Slot(int, float)
    def _draw(self, page: int, scale: float) -> None:
        draft = self._session.draft
        if draft is None or (self._drawing is not None and not self._drawing.done):
            return
        self._wanted_page, self._drawn_for = page, self._text()
        job = self._session.lanes.read(calls.page_image, draft.article, page=page, scale=scale)
        self._drawing = job
        job.succeeded.connect(self._drew)
        job.failed.connect(self._failed_to_draw)
        job.finished.connect(self._view.want)

    @Slot(object)
    def _drew(self, image: PageImage) -> None:
        if self._drawn_for == self._text():
            self._view.set_image(image)
            self._place()

    @Slot(object)
    def _failed_to_draw(self, error: Exception) -> None:
        if self._drawn_for == self._text():
            self._view.set_failed(self._wanted_page)
            self._say_failed(error)

    def _say_failed(self, error: Exception) -> None:
        """Ask for the password where that is what lacks; say anything else."""
        draft = self._session.draft
        if draft is not None and isinstance(error, PasswordNeededError):
            self._locked = self._text()
            tried = self._unlocked_for == self._locked
            self._password.ask(draft.article.document.file_name, tried=tried)
        else:
            self._layout.messages.say_error(error, message_id="page")

    @Slot(str)
    def _unlock(self, password: str) -> None:
        draft = self._session.draft
        if draft is not None and self._locked == self._text():
            self._unlocked_for = self._locked
            job = self._session.lanes.read(calls.unlock_pages, draft.article, password=password)
            job.finished.connect(self._view.try_again)

    # Words on them.

    @Slot(int)
    def _read_words(self, page: int) -> None:
        draft = self._session.draft
        if draft is None or (self._reading is not None and not self._reading.done):
            return
        self._read_for = self._text()
        job = self._session.lanes.read(calls.page_words, draft.article, page=page)
        self._reading, self._wanted_words = job, page
        job.succeeded.connect(self._read)
        job.failed.connect(self._failed_to_read)
        job.finished.connect(self._view.want)

    @Slot(object)
    def _read(self, words: PageWords) -> None:
        if self._read_for == self._text():
            self._view.set_words(words)

    @Slot(object)
    def _failed_to_read(self, error: Exception) -> None:
        if self._read_for == self._text():
            self._view.set_words(PageWords(self._wanted_words))
            if not isinstance(error, PasswordNeededError):
                self._layout.messages.say_error(error, message_id="page")

    @Slot(int)
    def _say_missing(self, page: int) -> None:
        self._layout.messages.say(
            "page-words",
            kind="info",
            parts=f"The words of page {page} are not those of the text, so none can be selected on"
            " it. Select them in the text.",
        )

    @Slot(object)
    def _say_cut(self, furniture: Range) -> None:
        """A selection ends before page furniture: evidence is one stretch of the text."""
        body = self._layout.article.view.article.body
        words = " ".join(body[slice(*furniture)].split())
        if len(words) > FURNITURE_SHOWN:
            words = f"{words[:FURNITURE_SHOWN].rstrip()}…"
        self._layout.messages.say(
            CUT,
            kind="info",
            parts=f"The selection ends before page furniture (“{words}”). Take the words on the"
            " other side of it as further evidence: select them, then press E.",
        )

    @Slot(object)
    def _forget_cut(self, _: object) -> None:
        self._layout.messages.withdraw(CUT)

    # Evidence on them.

    @Slot()
    def _place(self) -> None:
        """Look for the quotes on and around the pages that are seen, and show those found."""
        draft, article = self._session.draft, self._layout.article
        if draft is None or not article.view.article.pages or article.mode != "page":
            return
        if self._placed_for != self._text():
            self._known, self._placed_for = {}, self._text()
        spans = article.view.spans
        self._view.set_marks({one.id: self._marks(one) for one in spans if self._marks(one)})
        if self._placing is not None and not self._placing.done:
            return
        wanted = [range_ for one in spans if (range_ := (one.start, one.end)) not in self._known]
        near = [one for one in wanted if self._is_near(one[0])][:AT_ONCE]
        if near:
            job = self._session.lanes.read(
                calls.page_boxes, draft.article, ranges=tuple(dict.fromkeys(near))
            )
            self._placing = job
            job.succeeded.connect(self._placed)
            job.failed.connect(self._failed_to_place)

    @Slot(object)
    def _placed(self, found: dict[Range, Boxes]) -> None:
        if self._placed_for == self._text():
            self._known |= found
            self._placing = None
            self._place()

    @Slot(object)
    def _failed_to_place(self, error: Exception) -> None:
        # Where a page waits for its password, its drawing has asked already.
        if self._placed_for == self._text() and not isinstance(error, PasswordNeededError):
            self._layout.messages.say_error(error, message_id="page")

    def _marks(self, span: Span) -> tuple[PageMark, ...]:
        known = self._known.get((span.start, span.end), ())
        return tuple(PageMark(span, one.page, one.boxes) for one in known)

    def _is_near(self, at: int) -> bool:
        blocks = self._layout.article.view.article.blocks
        page = next((one.page for one in reversed(blocks) if one.start <= at and one.page), 0)
        seen = self._view.visible_pages
        return bool(seen) and seen[0] - 1 <= page <= seen[-1] + 1
