"""What the lanes do for duplicates; of the backend, so imported on the write lane with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from curator.domain.claims import Claims
from curator.gui.duplicates.values import Mark, OpenProposals, Pair, Sheet, Span
from curator.gui.lanes import JobProgress
from curator.services.duplicates import (
    SAME_ARTICLE,
    Proposal,
    Side,
    answer,
    open_numbers,
    proposals,
    undo_answer,
)
from curator.services.finding_apart import feed_duplicates_apart
from curator.services.finding_duplicates import waiting
from curator.services.opening import open_article
from curator.services.reported_studies import reported_studies
from curator.services.values import OpenedArticle

if TYPE_CHECKING:
    from curator.gui.backend import Backend

_SHOWN: Final = frozenset(("main", "heading", "title", "list"))
_HEADINGS: Final = frozenset(("heading", "title"))
_MOST: Final = 200_000
"""Characters of a text that are shown; what is told of it stands in its beginning."""


class DuplicatesLane:
    """Reads and answers proposals in the registry of a backend, by whoever its author is then."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def find(self, progress: JobProgress) -> None:
        """Look at the articles that nobody has looked at."""
        feed_duplicates_apart(self._backend.registry, progress=progress, cancel=progress.cancel)

    def open_proposals(self) -> OpenProposals:
        """All open proposals, and how many articles wait to be looked at."""
        registry = self._backend.registry
        found = proposals(registry)
        return OpenProposals(found, open_numbers(found), waiting(registry))

    def pair(self, proposal: Proposal) -> Pair:
        """The two articles of a proposal with what speaks for it."""
        registry = self._backend.registry
        sides = (proposal.first, proposal.second)
        first, second = (_Sheet(open_article(registry, one.article_id), one) for one in sides)
        marks = tuple(
            Mark(
                reason.why,
                " ".join(reason.words.split()),
                first.place(reason.first),
                second.place(reason.second),
            )
            for reason in proposal.reasons
        )
        same = "article" if proposal.relation == SAME_ARTICLE else "study"
        question = f"The same {same}?"
        reported = [(side.label, reported_studies(registry, side.article_id)) for side in sides]
        several = tuple(one for one in reported if len(one[1]) > 1)
        return Pair(proposal, question, first.sheet, second.sheet, marks, several)

    def answer(self, proposal: Proposal, given: str, *, studies: tuple[str, ...] = ()) -> int:
        """Answer as the author; the number of the change, by which it can be taken back."""
        backend = self._backend
        made = answer(
            backend.registry, proposal, given=given, author=backend.author, studies=studies
        )
        return made.seq

    def undo(self, seq: int) -> None:
        undo_answer(self._backend.registry, seq, author=self._backend.author)


class _Sheet:
    """The main text of an article in one piece, and where its offsets went."""

    def __init__(self, opened: OpenedArticle, side: Side) -> None:
        self._places: list[tuple[int, int, int]] = []
        parts: list[str] = []
        headings: list[Span] = []
        at = 0
        for block in opened.blocks:
            if block.kind not in _SHOWN or at > _MOST:
                continue
            words = opened.body[block.start : block.end].strip("\n")
            start = (
                block.start
                + len(opened.body[block.start : block.end])
                - len(opened.body[block.start : block.end].lstrip("\n"))
            )
            self._places.append((start, start + len(words), at))
            if block.kind in _HEADINGS:
                headings.append((at, at + len(words)))
            parts.append(words)
            at += len(words) + 1
        said = (
            side.outlet,
            _date(opened.document.claims),
            side.state.replace("_", " ").capitalize(),
        )
        self.sheet = Sheet(
            side.article_id,
            side.number,
            side.title,
            "  ·  ".join(filter(None, (*said, side.studies))),
            "\n".join(parts),
            tuple(headings),
        )

    def place(self, span: Span) -> Span | None:
        """Where words of the body stand in the sheet; cut at the end of their block."""
        start, end = span
        for first, last, at in self._places:
            if first <= start < last and start < end:
                return at + start - first, at + min(end, last) - first
        return None


def _date(claims: Claims) -> str:
    claim = claims.get("report.date")
    return str(claim.items[0].value or "") if claim and claim.items else ""
