"""Moving evidence to another text of its article, where its quote stands exactly (DESIGN 6).

Which evidence moves depends on the evidence and on the text alone.  So what is saved, what a draft
is based on and what stands in its edit log can each be moved by itself and still fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from curator.domain.edits import EditLog, Fragment, Step
from curator.domain.evidence import CONTEXT, Evidence, evidence_at

_MARKS: Final = frozenset({"text", "start", "end", "quote"})
_AROUND: Final = 4 * CONTEXT
"""Characters looked at for a context whose white space may be another."""


@dataclass(frozen=True, slots=True)
class Move:
    """A text that evidence may move to.

    Attributes:
        text: SHA-256 of the text, ``body`` the text itself.
    """

    text: str
    body: str
    _known: dict[tuple[str, str, str], int] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def evidence(self, one: Evidence) -> Evidence | None:
        """The evidence in this text; itself if it stands here, None where it has no one place."""
        if one.text == self.text:
            return one
        start = self._place(one)
        if start < 0:
            return None
        return evidence_at(self.body, start, end=start + len(one.quote), text=self.text)

    def json(self, data: Any) -> Any:
        """Claims, a claim, an item, a whole document: with all evidence in it moved that can be."""
        if isinstance(data, Mapping):
            return {
                key: self._several(value)
                if key == "evidence" and _is_evidence(value)
                else self.json(value)
                for key, value in data.items()
            }
        if isinstance(data, list | tuple):
            return [self.json(one) for one in data]
        return data

    def log(self, log: EditLog) -> EditLog:
        """An edit log as it would be, had its evidence been taken from this text."""
        return replace(
            log,
            documents={entity: self.json(entry) for entity, entry in log.documents.items()},
            steps=tuple(map(self.step, log.steps)),
        )

    def step(self, step: Step) -> Step:
        """A step of such a log."""
        moved = (
            Fragment(one.entity, one.path, self._side(one, one.old), self._side(one, one.new))
            for one in step.fragments
        )
        return replace(step, fragments=tuple(moved))

    def _side(self, fragment: Fragment, value: Any) -> Any:
        if fragment.path[-1:] == ("evidence",) and _is_evidence(value):
            return self._several(value)
        return self.json(value)

    def _several(self, evidence: Iterable[Mapping[str, Any]]) -> list[Any]:
        """Two quotes that come to the same place are one."""
        moved = []
        for one in evidence:
            there = self.evidence(Evidence.from_json(one))
            data = dict(one) if there is None else there.to_json()
            if data not in moved:
                moved.append(data)
        return moved

    def _place(self, one: Evidence) -> int:
        key = (one.quote, one.prefix, one.suffix)
        if key not in self._known:
            self._known[key] = _place(self.body, one)
        return self._known[key]


def _is_evidence(value: Any) -> bool:
    """Whether it is a list of evidence, and no value of a field or part of that name."""
    return isinstance(value, list | tuple) and all(
        isinstance(one, Mapping) and one.keys() >= _MARKS for one in value
    )


def _place(body: str, one: Evidence) -> int:
    """Where the quote stands once, or once with its context; -1 where there is no such place."""
    places = list(_places(body, one.quote))
    if len(places) > 1:
        places = [at for at in places if _has_context(body, at, one=one)]
    whole = [at for at in places if not _cuts_a_word(body, at, one=one)]
    return whole[0] if len(places) == len(whole) == 1 else -1


def _places(body: str, quote: str) -> Iterator[int]:
    at = body.find(quote) if quote else -1
    while at >= 0:
        yield at
        at = body.find(quote, at + 1)


def _has_context(body: str, at: int, *, one: Evidence) -> bool:
    """Whether the same words stand around it, however their white space is set."""
    end = at + len(one.quote)
    before = _flat(body[max(0, at - _AROUND) : at])
    after = _flat(body[end : end + _AROUND])
    return before.endswith(_flat(one.prefix)) and after.startswith(_flat(one.suffix))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _cuts_a_word(body: str, at: int, *, one: Evidence) -> bool:
    """Whether it begins or ends inside a word, where the quote did not: "12" of "IL-12" in 1200."""
    end = at + len(one.quote)
    before, after = body[max(0, at - 1) : at], body[end : end + 1]
    begins = _joined(before, one.quote[0]) and not _joined(one.prefix[-1:], one.quote[0])
    ends = _joined(one.quote[-1], after) and not _joined(one.quote[-1], one.suffix[:1])
    return begins or ends


def _joined(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum()


def evidence_of(claims: Mapping[str, Any]) -> Iterator[tuple[str, Evidence]]:
    """All evidence of claims as JSON, each with the key of its field."""
    for key, claim in claims.items():
        for one in claim.get("evidence", ()):
            yield key, Evidence.from_json(one)
        for item in claim.get("items", ()):
            for one in item["evidence"]:
                yield key, Evidence.from_json(one)
            for own in item.get("own", {}).values():
                for one in own.get("evidence") or ():
                    yield key, Evidence.from_json(one)
