"""The draft's edit log: every step of a curator on one article, undone and redone here alone.

A log is a value: editing gives a new log that shares what did not change.  Fragments are JSON, so
that the log can be written to disk as it is and a draft after any number of undos and redos is the
same bytes again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from curator.domain.claims import Claim, claim_from_json, claims_from_json


@dataclass(frozen=True, slots=True)
class Fragment:
    """One place of one entity's document before and after; None where there is nothing.

    The path ``()`` stands for the whole entity, ``{"kind": ..., "document": ...}``: a step can make
    a study or take it away again.
    """

    entity: str
    path: tuple[str, ...]
    old: Any
    new: Any

    def reversed(self) -> Fragment:
        return Fragment(self.entity, self.path, self.new, self.old)


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the curator.

    Attributes:
        name: As the Edit menu says it: "Payload: IL-12".
        cursor: Where it was made: ``entity|field|item|part``; undo goes back there.
        coalesce: Steps in a row with the same non-empty key are one (typing in one editor).
        at: When, as ``identity.now`` writes it.
    """

    name: str
    fragments: tuple[Fragment, ...]
    cursor: str = ""
    coalesce: str = ""
    at: str = ""

    def reversed(self) -> Step:
        return replace(self, fragments=tuple(one.reversed() for one in reversed(self.fragments)))

    @property
    def entities(self) -> frozenset[str]:
        return frozenset(one.entity for one in self.fragments)


@dataclass(frozen=True, slots=True)
class EditLog:
    """The documents as they stand after ``position`` of the steps.

    Attributes:
        documents: By entity id: ``{"kind": ..., "document": {...}}``; kinds as in ``documents``.
        steps: All steps, oldest first; those from ``position`` on are undone.
    """

    documents: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    position: int = 0
    # Read once: the panes ask for them some twenty times for each step.
    _claims: dict[str, dict[str, Claim]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def applied(self, step: Step) -> EditLog:
        """The log after one more step; what was undone is gone."""
        done = self.steps[: self.position]
        documents = _apply(self.documents, step)
        if step.coalesce and done and done[-1].coalesce == step.coalesce:
            step = _joined(done[-1], step)
            done = done[:-1]
        return EditLog(documents, (*done, step), len(done) + 1)

    def extended(self, fragments: tuple[Fragment, ...]) -> EditLog:
        """The log whose last step does this too: undo takes back both, redo does both again.

        A step that is undone and touches the same place finds it as this leaves it: done again and
        undone, it brings back this and not what was there before.

        Raises:
            IndexError: There is no step to undo.
        """
        if not self.position:
            raise IndexError("There is no step that could do more.")
        last = self.steps[self.position - 1]
        more = replace(last, fragments=fragments)
        steps = list(self.steps)
        steps[self.position - 1] = _joined(last, more)
        steps[self.position :] = _found_as(fragments, steps[self.position :])
        return EditLog(_apply(self.documents, more), tuple(steps), self.position)

    def rebased(self, step: Step) -> tuple[EditLog, Step | None]:
        """The log after what others did, and what of that has to be a step of its own.

        Places that no step here touches change beneath all steps: undo takes back one's own acts
        and never what somebody else saved.
        """
        own = [one for done in self.steps for one in done.fragments]
        beneath = tuple(f for f in step.fragments if not any(_meet(f, one) for one in own))
        rest = tuple(f for f in step.fragments if f not in beneath)
        documents = _apply(self.documents, replace(step, fragments=beneath))
        steps = tuple(_on_top_of(done, beneath) for done in self.steps)
        log = replace(self, documents=documents, steps=steps)
        return log, replace(step, fragments=rest) if rest else None

    def closed(self) -> EditLog:
        """The log whose last step takes no more typing (focus left, or two seconds passed)."""
        if not self.position or not self.steps[self.position - 1].coalesce:
            return self
        steps = list(self.steps)
        steps[self.position - 1] = replace(steps[self.position - 1], coalesce="")
        return replace(self, steps=tuple(steps))

    def undone(self) -> tuple[EditLog, Step] | None:
        """The log with its last step undone, and that step; None where there is none."""
        if not self.position:
            return None
        step = self.steps[self.position - 1]
        documents = _apply(self.documents, step.reversed())
        return replace(self.closed(), documents=documents, position=self.position - 1), step

    def redone(self) -> tuple[EditLog, Step] | None:
        """The log with the next undone step done again, and that step."""
        if self.position == len(self.steps):
            return None
        step = self.steps[self.position]
        documents = _apply(self.documents, step)
        return replace(self, documents=documents, position=self.position + 1), step

    def kind(self, entity: str) -> str:
        return str(self.documents[entity]["kind"])

    def document(self, entity: str) -> dict[str, Any]:
        """The document of an entity as JSON; not to be changed in place."""
        return self.documents[entity]["document"]  # type: ignore[no-any-return]

    def of_kind(self, kind: str) -> tuple[str, ...]:
        return tuple(one for one, entry in self.documents.items() if entry["kind"] == kind)

    def claims(self, entity: str) -> dict[str, Claim]:
        """The claims of an entity; a dict of the caller's own."""
        if entity not in self._claims:
            self._claims[entity] = claims_from_json(self.document(entity)["claims"])
        return dict(self._claims[entity])

    def claim(self, entity: str, field_key: str) -> Claim | None:
        data = self.document(entity)["claims"].get(field_key)
        return None if data is None else claim_from_json(data)


def _meet(theirs: Fragment, own: Fragment) -> bool:
    """Whether two changes are of one place; what makes a whole entity can take in a part of it."""
    if theirs.entity != own.entity or (not own.path and theirs.path):
        return False
    shorter = min(len(theirs.path), len(own.path))
    return theirs.path[:shorter] == own.path[:shorter]


def _on_top_of(step: Step, beneath: tuple[Fragment, ...]) -> Step:
    """The step where it makes or takes away whole entities: these are as others left them."""

    def changed(entry: Any, entity: str) -> Any:
        for one in beneath:
            if entry is not None and one.entity == entity:
                document = _put(entry["document"], one.path, value=one.new)
                entry = {**entry, "document": document}
        return entry

    return replace(
        step,
        fragments=tuple(
            one
            if one.path
            else replace(one, old=changed(one.old, one.entity), new=changed(one.new, one.entity))
            for one in step.fragments
        ),
    )


def _found_as(fragments: tuple[Fragment, ...], undone: Sequence[Step]) -> list[Step]:
    """Undone steps, of which the first at each of these places begins with what now is there."""
    left = {(one.entity, one.path): one.new for one in fragments}
    steps = []
    for step in undone:
        found = [
            replace(one, old=left.pop(place)) if (place := (one.entity, one.path)) in left else one
            for one in step.fragments
        ]
        steps.append(replace(step, fragments=tuple(found)))
    return steps


def _joined(first: Step, second: Step) -> Step:
    """Two steps as one: the old side of the first, the new side of the second, place by place."""
    places = {(one.entity, one.path): one for one in first.fragments}
    for one in second.fragments:
        before = places.get((one.entity, one.path))
        places[one.entity, one.path] = replace(before, new=one.new) if before else one
    return replace(second, fragments=tuple(places.values()), cursor=first.cursor)


def _apply(
    documents: Mapping[str, Mapping[str, Any]], step: Step
) -> Mapping[str, Mapping[str, Any]]:
    after = dict(documents)
    for one in step.fragments:
        if one.path:
            entry = after[one.entity]
            document = _put(entry["document"], one.path, value=one.new)
            after[one.entity] = {**entry, "document": document}
        elif one.new is None:
            del after[one.entity]
        else:
            after[one.entity] = one.new
    return after


def _put(data: Mapping[str, Any], path: tuple[str, ...], *, value: Any) -> dict[str, Any]:
    changed = dict(data)
    if len(path) > 1:
        changed[path[0]] = _put(changed.get(path[0], {}), path[1:], value=value)
    elif value is None:
        changed.pop(path[0], None)
    else:
        changed[path[0]] = value
    return changed


def step_to_json(step: Step) -> dict[str, Any]:
    return {
        "name": step.name,
        "cursor": step.cursor,
        "coalesce": step.coalesce,
        "at": step.at,
        "fragments": [
            {"entity": one.entity, "path": list(one.path), "old": one.old, "new": one.new}
            for one in step.fragments
        ],
    }


def step_from_json(data: Mapping[str, Any]) -> Step:
    return Step(
        name=data["name"],
        cursor=data["cursor"],
        coalesce=data["coalesce"],
        at=data["at"],
        fragments=tuple(
            Fragment(one["entity"], tuple(one["path"]), one["old"], one["new"])
            for one in data["fragments"]
        ),
    )
