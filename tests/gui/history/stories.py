"""A study with a past, and a stand-in for the window that asks the services."""

from __future__ import annotations

from dataclasses import replace

from curator.domain.claims import Claim, Term
from curator.gui.history.pane import HistoryView
from curator.services.deciding import decide
from curator.services.history import blame, diff, history
from curator.services.opening import open_article, study_view
from curator.services.registry import Registry
from curator.services.values import StudyView
from tests.gui.sample_studies import first_study
from tests.registries import ADA, BEN, save_claims


class Story:
    """A first sample study read from a file (3), and what was done to one of its readings.

    Payload changed and phase lost, by Ben (4); journal lost (5); payload changed again and phase
    put in (6); decided, by Ben (7).

    ``asked`` holds every pair of changes that a difference was asked for, ``looked`` every change
    that the registry was looked at as of.
    """

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.study = first_study(registry)
        self.asked: list[tuple[int, int]] = []
        self.looked: list[int | None] = []

    def happen(self) -> None:
        """Make the four changes."""
        first = {"payload": self._payload("IL-2"), "phase": None}
        self._save(first, by_ben=True, reason="Read again")
        self._save({"journal": None}, by_ben=False, reason="")
        phase = Claim(own_status="not_applicable", note="no trial")
        self._save(
            {"payload": self._payload("IL-7"), "phase": phase}, by_ben=False, reason="No trial"
        )
        organism = self.view.readings[0].claims["organism"].items[0]
        chosen = [(self.extraction, organism.id)]
        decide(
            self.registry,
            self.study,
            field="organism",
            chosen=chosen,
            reason="Seen twice",
            author=BEN,
        )

    @property
    def view(self) -> StudyView:
        return study_view(self.registry, self.study)

    @property
    def extraction(self) -> str:
        return self.view.readings[0].extraction_id

    def answer(self, pane: HistoryView) -> None:
        """Answer what the view asks for, at once."""
        pane.diff_wanted.connect(self._diff)
        pane.as_of_wanted.connect(self._as_of)
        self._pane = pane

    def show(self, pane: HistoryView) -> None:
        last = self.registry.last_change()
        pane.show_history(
            self.registry.form,
            self.view,
            history(self.registry, self.study),
            last=last.seq if last else None,
        )
        pane.show_blame(blame(self.registry, self.study))

    def _diff(self, study: str, a: int, b: int) -> None:
        self.asked.append((a, b))
        self._pane.show_diff(diff(self.registry, study, a=a, b=b))

    def _as_of(self, study: str, seq: int | None) -> None:
        self.looked.append(seq)
        self._pane.show_as_of(study_view(self.registry, study, as_of=seq))

    def _payload(self, agent: str) -> Claim:
        claim = self.view.readings[0].claims["payload"]
        (item,) = claim.items
        return Claim(items=(replace(item, parts={**item.parts, "agent": Term(agent)}),))

    def _save(self, claims: dict[str, Claim | None], *, by_ben: bool, reason: str) -> None:
        reading = self.view.readings[0]
        opened = open_article(self.registry, reading.article_id)
        held = next(one for one in opened.extractions if one.extraction_id == reading.extraction_id)
        save_claims(
            self.registry,
            held.extraction_id,
            claims=claims,
            based_on=held.revision_id,
            document=held.document,
            author=BEN if by_ben else ADA,
            reason=reason,
        )
