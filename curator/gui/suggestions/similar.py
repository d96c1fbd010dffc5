"""Terms for what is typed, asked for on a lane; similar ones once typing pauses, behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot

from curator.gui import calls
from curator.gui.form.pane import FormPane
from curator.gui.session import Session
from curator.gui.suggestions.mapping import MapLine

if TYPE_CHECKING:
    from curator.gui.lanes import Job
    from curator.services.values import TermHit

PAUSE_MS: Final = 80


class AskedTerms(QObject):
    """Asks for the terms that a vocabulary on the disk has for the newest words.

    An answer to older words is dropped.
    """

    def __init__(self, asking: FormPane | MapLine, session: Session) -> None:
        super().__init__(asking)
        self._asking, self._session = asking, session
        self._typed = ""
        self._job: Job | None = None
        asking.terms_wanted.connect(self._ask)

    @Slot(str, str)
    def _ask(self, vocabulary: str, typed: str) -> None:
        asking = self._asking
        if self._job is not None:
            self._job.cancel()
        self._typed = typed
        if not self._session.lanes.ready or asking.lookup is None:
            self._asking.offer_terms(typed, [])  # a key may wait for the answer
        else:
            self._job = self._session.lanes.read(
                calls.suggest_terms,
                asking.lookup,
                vocabulary=vocabulary,
                typed=typed,
                used=dict(asking.used_terms()),
            )
            self._job.succeeded.connect(self._offer)
            self._job.finished.connect(self._ended)

    @Slot(object)
    def _offer(self, hits: list[TermHit]) -> None:
        self._asking.offer_terms(self._typed, hits)

    @Slot()
    def _ended(self) -> None:
        """Where the call failed there are no terms; the words can be kept as they are."""
        if self._job is not None and self._job.error is not None:
            self._asking.offer_terms(self._typed, [])


class SimilarTerms(QObject):
    """Asks for the newest words only; an answer to older ones is dropped."""

    def __init__(self, asking: FormPane | MapLine, session: Session) -> None:
        super().__init__(asking)
        self._asking, self._session = asking, session
        self._wanted: tuple[str, str, tuple[str, ...]] = ("", "", ())
        self._job: Job | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        asking.similar_wanted.connect(self._want)

    @Slot(str, str, object)
    def _want(self, vocabulary: str, typed: str, shown: tuple[str, ...]) -> None:
        self._wanted = vocabulary, typed, shown
        self._pause.start()

    @Slot()
    def _ask(self) -> None:
        vocabulary, typed, shown = self._wanted
        if self._job is not None:
            self._job.cancel()
        if self._session.lanes.ready:
            self._job = self._session.lanes.read(
                calls.similar_terms, vocabulary, typed=typed, shown=shown
            )
            self._job.succeeded.connect(self._offer)

    @Slot(object)
    def _offer(self, hits: list[TermHit]) -> None:
        self._asking.offer_similar(self._wanted[1], hits)
