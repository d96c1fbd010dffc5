"""How often each rule was right in each field, and which have switched themselves off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import sqlalchemy as sa

from curator.domain.intervals import wilson
from curator.services.answer_log import counted
from curator.services.registry import Registry
from curator.services.suggested import CHANGED, REFUSED, TAKEN, TrackRecord
from curator.services.values import Author
from curator.store.engine import Session
from curator.store.logs import append_rows, entries, newest_number
from curator.store.sealing import Row
from curator.store.tables import suggester_switch, suggestion_answer

PRECISION_FLOOR: Final = 0.70
"""A rule that is right less often costs more time than it saves, and wrong values are believed."""

FIELD_FLOORS: Final[Mapping[str, float]] = MappingProxyType({"outcome": 0.60})
"""Fields with another floor: a row of outcomes is completed by hand anyway."""

_FEWEST: Final = 3
_ENOUGH: Final = 10

Place = tuple[str, str]
"""A rule and a field."""

_COLUMNS: Final = ("number", "article_id", "author_id", "key", "rule", "field", "answer")
_ANSWERS: Final = sa.select(*(suggestion_answer.c[name] for name in _COLUMNS)).order_by(
    suggestion_answer.c.number
)
"""Without what was proposed: there can be very many."""


def falls_under(right: int, answered: int, *, floor: float) -> bool:
    """Whether a precision is under its floor, and not by chance of the first few answers.

    From ten answers on the precision itself counts; before, the upper end of its interval.
    """
    if answered < _FEWEST:
        return False
    _, high = wilson(right, answered)
    return high < floor or (answered >= _ENOUGH and right / answered < floor)


def track_records(
    registry: Registry, *, floors: Mapping[str, float] = FIELD_FLOORS
) -> tuple[TrackRecord, ...]:
    """The track record of every rule in every field in which it was answered or switched.

    Args:
        registry: Any.
        floors: Least precision by field; ``PRECISION_FLOOR`` for the others.
    """
    with registry.read() as session:
        return records_of(session, floors=floors)


def records_of(
    session: Session, *, floors: Mapping[str, float] = FIELD_FLOORS
) -> tuple[TrackRecord, ...]:
    """As ``track_records``, in the caller's session; by field, then rule."""
    answers = counted(row._mapping for row in session.execute(_ANSWERS))
    switches = {(row["rule"], row["field"]): row for row in entries(session, suggester_switch)}
    by_place: dict[Place, list[Row]] = {place: [] for place in switches}
    for row in answers:
        by_place.setdefault((row["rule"], row["field"]), []).append(row)
    order = sorted(by_place, key=lambda place: (place[1], place[0]))
    return tuple(
        _record(
            place,
            by_place[place],
            switch=switches.get(place),
            floor=floors.get(place[1], PRECISION_FLOOR),
        )
        for place in order
    )


def switch(
    registry: Registry, rule: str, *, field: str, on: bool, author: Author, reason: str = ""
) -> None:
    """Switch a rule on or off in a field, whatever its record.

    Switched on, it is judged by what is answered from now on; its record still shows everything.
    """
    with registry.write() as session:
        row = {
            "rule": rule,
            "field": field,
            "reason": reason,
            "speaks": int(on),
            "answers": newest_number(session, suggestion_answer),
        }
        append_rows(session, suggester_switch, author=author, rows=[row])


@dataclass(frozen=True, slots=True)
class _Tally:
    taken: int
    changed: int
    refused: int

    @property
    def answered(self) -> int:
        return self.taken + self.changed + self.refused


def _tally(rows: Iterable[Row]) -> _Tally:
    counts = Counter(row["answer"] for row in rows)
    return _Tally(counts[TAKEN], counts[CHANGED], counts[REFUSED])


def _record(place: Place, rows: list[Row], *, switch: Row | None, floor: float) -> TrackRecord:
    rule, field = place
    all_of_it = _tally(rows)
    low, high = wilson(all_of_it.taken, all_of_it.answered)
    on, sentence = _standing(rows, switch=switch, floor=floor)
    return TrackRecord(
        rule=rule,
        field=field,
        taken=all_of_it.taken,
        changed=all_of_it.changed,
        refused=all_of_it.refused,
        precision=all_of_it.taken / all_of_it.answered if all_of_it.answered else None,
        low=low,
        high=high,
        floor=floor,
        on=on,
        sentence=sentence,
    )


def _standing(rows: list[Row], *, switch: Row | None, floor: float) -> tuple[bool, str]:
    """Whether it speaks, and the sentence that goes with it."""
    if switch is not None and not switch["speaks"]:
        return False, f"Switched off by {switch['author_name']} on {switch['at'][:10]}."
    since = switch["answers"] if switch is not None else 0
    told = _tally(row for row in rows if row["number"] > since)
    if falls_under(told.taken, told.answered, floor=floor):
        low, high = wilson(told.taken, told.answered)
        return False, (
            f"It has switched itself off here: {told.taken} of {told.answered} suggestions were"
            f" right ({_percent(told.taken / told.answered)}, 95 % interval {_percent(low)} to"
            f" {_percent(high)}), and its floor is {_percent(floor)}."
        )
    if switch is not None:
        return True, (
            f"Switched on again by {switch['author_name']} on {switch['at'][:10]};"
            " judged by the answers since then."
        )
    return True, ""


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
