"""What stands for a study in one field, and why, in a curator's words.  No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from curator.domain.agreement import SINGLE, speaks
from curator.domain.claims import Claim
from curator.domain.comparing import AGREE, COMPLEMENT, CONFLICT, REFINE
from curator.domain.documents import Decision
from curator.domain.forms import Field
from curator.domain.records import DECIDED, REOPENED, Cell
from curator.gui.claims.lines import ClaimLine, counted, item_line, listed, status_of
from curator.gui.compare.values import Column, Standing
from curator.gui.theme.looks import MARK_LOOKS, STATUS_LOOKS
from curator.gui.times import day_and_clock

_NOTHING: Final = "Nothing stands"


@dataclass(frozen=True, slots=True)
class _Told:
    """One field with all that its sentences need."""

    field: Field
    cell: Cell
    claims: Sequence[Claim | None]
    columns: tuple[Column, ...]
    decision: Decision | None
    authors: Mapping[str, str]

    @property
    def lines(self) -> tuple[ClaimLine, ...]:
        return tuple(item_line(self.field, stood.item) for stood in self.cell.items)

    @property
    def values(self) -> str:
        return "; ".join(line.text for line in self.lines if line.text)

    @property
    def sources(self) -> tuple[str, ...]:
        """Labels of the extractions that what stands comes from, in the order of the columns."""
        taken = {pair[0] for stood in self.cell.items for pair in stood.sources}
        return tuple(one.label for one in self.columns if one.extraction in taken)

    @property
    def finest(self) -> tuple[str, ...]:
        """Those of the sources that say just what stands."""
        standing = {line.text for line in self.lines}
        said = zip(self.columns, self.claims, strict=True)
        exact = tuple(
            column.label
            for column, claim in said
            if claim is not None
            and any(item_line(self.field, item).text in standing for item in claim.items)
        )
        return exact or self.sources

    @property
    def speakers(self) -> tuple[str, ...]:
        spoken = zip(self.columns, self.claims, strict=True)
        return tuple(column.label for column, claim in spoken if speaks(claim))


def standing_of(
    field: Field,
    cell: Cell,
    *,
    claims: Sequence[Claim | None],
    columns: tuple[Column, ...],
    decision: Decision | None,
    authors: Mapping[str, str],
) -> Standing:
    """What stands; ``claims`` in the order of the columns."""
    told = _Told(field, cell, claims, columns, decision, authors)
    say = {
        CONFLICT: _conflict,
        REFINE: _refine,
        COMPLEMENT: _complement,
        AGREE: _agree,
        SINGLE: _single,
        DECIDED: _decided,
        REOPENED: _reopened,
    }.get(cell.state, _silent)
    return say(told)


def _silent(told: _Told) -> Standing:
    look = STATUS_LOOKS[status_of(told.cell.status)]
    return Standing(look.icon, look.ink, look.word)


def _conflict(told: _Told) -> Standing:
    if told.cell.items:
        left = [stood for stood in told.cell.items if stood.disputed]
        lines = (f"{counted(len(left), 'item')} in conflict; the rest stands.",)
        return Standing("dashed_circle", "bad", "Not decided", lines=lines)
    both = "Both quotes are kept." if len(told.speakers) == 2 else "All quotes are kept."
    return Standing("dashed_circle", "bad", "Not decided", lines=(both,))


def _refine(told: _Told) -> Standing:
    narrower = f"The narrower claim stands, {listed(told.finest)}"
    return _marked(told, "refine", narrower if told.cell.items else _words_only(told))


def _complement(told: _Told) -> Standing:
    speakers = told.speakers
    if len(speakers) == 1:
        return _marked(told, "complement", f"Only {speakers[0]} speaks of it")
    if told.field.rows and len(told.cell.items) > 1:
        lines = ("Different rows are never merged.",)
        return _standing("complement", f"{len(told.cell.items)} rows, kept separate", lines)
    why = f"From {listed(told.sources)}, side by side" if told.sources else _words_only(told)
    return _marked(told, "complement", why)


def _agree(told: _Told) -> Standing:
    terms = ", ".join(line.term for line in told.lines if line.term)
    same = "Both say so" if len(told.speakers) == 2 else f"All {len(told.speakers)} say so"
    return _marked(told, "agree", terms or same)


def _single(told: _Told) -> Standing:
    terms = ", ".join(line.term for line in told.lines if line.term)
    return _marked(told, "single", terms or "One extraction only")


def _decided(told: _Told) -> Standing:
    decision = told.decision
    head = told.values or _status_alone(told)
    lines = () if decision is None else (decision.reason, _by_whom(decision, told))
    aside = f"from {listed(told.sources)}" if told.sources else ""
    look = MARK_LOOKS["decided"]
    return Standing(look.icon, "accent", head, aside, tuple(filter(None, lines)))


def _reopened(told: _Told) -> Standing:
    look = MARK_LOOKS["reopened"]
    decision = told.decision
    if decision is None:
        return Standing(look.icon, look.ink, look.word)
    lines = (
        "A reading has changed since; decide again.",
        f"Before: {decision.reason}",
        _by_whom(decision, told),
    )
    return Standing(look.icon, look.ink, "Not decided any more", lines=tuple(filter(None, lines)))


def _by_whom(decision: Decision, told: _Told) -> str:
    name = told.authors.get(decision.author, "")
    return ", ".join(filter(None, (name, day_and_clock(decision.at))))


def _marked(told: _Told, state: str, why: str) -> Standing:
    return _standing(state, told.values or _status_alone(told), (why,) if why else ())


def _standing(state: str, head: str, lines: tuple[str, ...]) -> Standing:
    look = next(look for mark, look in MARK_LOOKS.items() if mark == state)
    return Standing(look.icon, look.ink, head, lines=lines)


def _status_alone(told: _Told) -> str:
    """Where no value stands: the field's status."""
    if told.cell.state == DECIDED and not told.cell.status:
        return _NOTHING
    return STATUS_LOOKS[status_of(told.cell.status)].word


def _words_only(told: _Told) -> str:
    return f"Mentioned in {listed(told.speakers)}, without a value"


def with_keys(standing: Standing, keys: Sequence[str]) -> Standing:
    """A standing that says which keys decide."""
    if not keys:
        return standing
    *but, last = keys
    pressed = f"Press {', '.join(but)} or {last}." if but else f"Press {last}."
    first = " ".join((*standing.lines[:1], pressed))
    return replace(standing, lines=(first, *standing.lines[1:]))
