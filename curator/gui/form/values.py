"""What the rows of the form are made from: plain values, no widgets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made
from types import MappingProxyType
from typing import Final, Protocol

from curator.domain.claims import BASES, REPORTED, SCOPES, Claim, Item, Term, Value, Words
from curator.domain.evidence import Evidence
from curator.domain.filling import item_text, value_text
from curator.domain.forms import Choice, Field, Part
from curator.domain.pairing import holds_quantity, merged_quantity
from curator.services.values import TermHit

NEW: Final = ""
"""Item id of the editor that makes a new item."""


class TermLookup(Protocol):
    """What the form asks of the vocabularies."""

    def best(self, vocabulary: str, words: str) -> Term | None:
        """The term that these words name, or None."""

    def suggest(
        self,
        vocabulary: str,
        typed: str,
        *,
        used: Mapping[str, int] | None = None,
        limit: int = 50,
    ) -> list[TermHit]:
        """Terms for what is typed so far, best first."""

    def at_once(self, vocabulary: str) -> bool:
        """Whether ``suggest`` answers from memory, so that a key press may wait for it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place that takes text: a part of an item, or with item ``NEW`` of one to be made.

    Attributes:
        part: Key of the part; the field's own key where it has no parts; or one of ``DETAILS``.
    """

    item: str
    part: str


@dataclass(frozen=True, slots=True)
class CellView:
    """How a field stands over the extractions of its study.

    Attributes:
        state: single, agree, refine, complement, conflict, decided, reopened, or "".
        others: What the others say: ``A-0001 says “patients”``.
    """

    state: str = ""
    others: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """A proposed item with the words that say it; no claim until it is taken.

    Attributes:
        value: Of a field without parts; of one with parts where ``parts`` is empty, its main one.
        parts: Part key and value, of a field with parts.
        status: reported, vague or unclear.
        score: How sure, up to 1; None where the page states it of itself.
        why: What in the quote says so.
        more: Further words that say the same, to be read; only the first are taken along.
        key: By which the services know it; "" for what the reader found.
        record: How this suggester has done in this field here.
        plugin: Name of the plug-in that proposes it; "" for what Curator itself proposes.
    """

    field: str
    value: Value | None
    evidence: Evidence
    parts: tuple[tuple[str, Value], ...] = ()
    status: str = REPORTED
    score: float | None = None
    why: str = ""
    more: tuple[Evidence, ...] = ()
    key: str = ""
    record: str = ""
    plugin: str = ""

    def values(self) -> tuple[Value, ...]:
        """The value, or those of its parts."""
        return tuple(one for one in (self.value, *dict(self.parts).values()) if one is not None)

    def as_item(self, field: Field, item_id: str = "") -> Item:
        """The item that taking it makes; without a value it is the words, to be looked at."""
        parts = dict(self.parts)
        value = self.value
        if not self.values():
            value = Words(" ".join(self.evidence.quote.split()))
        if field.parts and value is not None and not parts:
            parts, value = {main_part(field).key: value}, None
        return Item(item_id, self.status, value, parts=parts, evidence=(self.evidence,))


@dataclass(frozen=True, slots=True)
class Missing:
    """What was searched for a field and stands nowhere in the text.

    Attributes:
        tried: Names and words that were searched, the most telling first.
        count: How many there were in all.
        characters: Of the text that was searched.
        releases: Vocabularies that the names come from.
        note: The proof, as the claim keeps it once it is signed.
    """

    tried: tuple[str, ...]
    count: int
    characters: int
    releases: tuple[str, ...] = ()
    note: str = ""

    @property
    def sentence(self) -> str:
        names = "name" if self.count == 1 else "names"
        return f"Not found: {self.count:,} {names} searched in {self.characters:,} characters"


BASIS: Final = Part(
    "@basis", "Basis", "choice", choices=tuple(Choice(key, key.capitalize()) for key in BASES)
)
SCOPE: Final = Part(
    "@scope",
    "Scope",
    "choice",
    choices=tuple(Choice(key, key.replace("_", " ").capitalize()) for key in SCOPES),
)
NOTE: Final = Part("@note", "Note", "text")
DETAILS: Final[Mapping[str, Part]] = MappingProxyType(
    {part.key: part for part in (BASIS, SCOPE, NOTE)}
)
"""What every item has beside its parts, edited in the same way."""


@dataclass(frozen=True, slots=True)
class RowState:
    """All that one row of the form shows, but for where the focus is.

    Attributes:
        pending: Typed text that is not a value yet.
        errors: What is wrong with typed text or with a value, one sentence each.
        applies: False where the field does not apply to this study.
        reader: Who saved the status that stands alone there, "" where nobody has.
        text: Digest of the text that is read; quotes of another are marked. "" marks none.
        hints: What may still be taken, the best first.
        refused: The suggestion that was refused just now, while its reason may be said.
        missing: That the text does not have it, where that was searched.
    """

    field: Field
    claim: Claim | None = None
    cell: CellView = CellView()
    hints: tuple[Hint, ...] = ()
    refused: Hint | None = None
    missing: Missing | None = None
    pending: Mapping[Slot, str] = made(default_factory=dict)
    errors: Mapping[Slot, str] = made(default_factory=dict)
    applies: bool = True
    read_only: bool = False
    reader: str = ""
    text: str = ""

    @property
    def items(self) -> tuple[Item, ...]:
        return self.claim.items if self.claim else ()

    @property
    def decided(self) -> bool:
        return self.claim is not None

    @property
    def main(self) -> Part:
        return main_part(self.field)


@dataclass(frozen=True, slots=True)
class Focus:
    """Where in the form the curator is.

    Attributes:
        slot: The place under the caret, None in every row but the current one.
        active: The editor there has the keyboard.
        details: Ids of items whose basis, scope, note and further parts are open.
        marked: The item that the article highlights.
    """

    slot: Slot | None = None
    active: bool = False
    details: frozenset[str] = frozenset()
    marked: str = ""


def main_part(field: Field) -> Part:
    return field.main or field.as_part()


def part_of(field: Field, key: str) -> Part:
    """The part of a slot: one of the field's, one of ``DETAILS``, or the field itself.

    A value with an operator and a unit beside it is typed and shown with these: “>70 %”.
    """
    part = DETAILS.get(key) or field.part(key) or field.as_part()
    whole = key == "value" and part.kind == "number" and holds_quantity(field)
    return replace(part, kind="quantity") if whole else part


def slot_value(field: Field, item: Item | None, *, part: Part) -> Value | None:
    """What an item holds in a slot."""
    if item is None:
        return None
    if part.key == BASIS.key:
        return item.basis
    if part.key == SCOPE.key:
        return item.scope
    if part.key == NOTE.key:
        return item.note or None
    if not field.parts:
        return item.value
    return (merged_quantity(field, item) if part.key == "value" else item).parts.get(part.key)


def slot_text(field: Field, item: Item | None, *, part: Part) -> str:
    return value_text(part, slot_value(field, item, part=part))


def details_text(field: Field, item: Item, *, boxed: Collection[str] = ()) -> str:
    """Basis, scope, note and what is a part's own, where they are not the usual ones."""
    words = [item.basis] if item.basis != BASES[0] else []
    words += [item.scope.replace("_", " ")] if item.scope != SCOPES[0] else []
    words += [item.note] if item.note else []
    own = ((p.label, own_text(item, p.key)) for p in field.parts if p.key not in boxed)
    return " · ".join((*words, *(f"{label}: {text}" for label, text in own if text)))


def own_text(item: Item, part: str) -> str:
    """Where a part differs from its item: its own status, and how many quotes of its own."""
    own = item.own.get(part)
    if own is None:
        return ""
    words = [own.status.replace("_", " ")] if own.status and own.status != item.status else []
    count = len(own.evidence) if own.evidence is not None else 0
    words += [f"{count} quote" if count == 1 else f"{count} quotes"] if count else []
    return " · ".join(words)


def columns(state: RowState, *, most: int) -> tuple[Part, ...]:
    """The columns of a table, in the order of the form.

    First the main part and the value, then the filled ones; in each those that tell rows apart or
    carry the result come first, so that a row can be typed from one to the next.
    """
    field = state.field
    parts = field.parts or (field.as_part(),)
    if holds_quantity(field):
        parts = tuple(part for part in parts if part.key not in ("op", "unit"))
    filled = {key for item in state.items for key in item.parts}
    main = parts[0].key

    def rank(part: Part) -> tuple[bool, bool, bool, bool]:
        always = part.key in (main, "value")
        carries = part.key == "direction" or part.identifies
        return not always, part.key not in filled, not carries, part.kind == "choice"

    chosen = sorted(parts, key=rank)[: max(1, most)]
    return tuple(part for part in parts if part in chosen)


def stops(
    state: RowState, *, details: frozenset[str], shown: Sequence[Part] = ()
) -> tuple[Slot, ...]:
    """Where Tab stops in a row, in reading order.

    ``details`` are the items whose details are open, ``shown`` the columns of a table; its other
    parts are details.
    """
    if state.read_only:
        return ()
    parts = state.field.parts or (state.field.as_part(),)
    found: list[Slot] = []
    for item in state.items:
        usual = shown if state.field.rows else parts
        found += [Slot(item.id, part.key) for part in usual]
        if item.id in details:
            rest = [part.key for part in parts if part not in usual]
            found += [Slot(item.id, key) for key in (*rest, *DETAILS)]
    if state.field.many or not state.items:
        found.append(Slot(NEW, state.main.key))
    return tuple(found)


def spoken(state: RowState) -> str:
    """The row in words, for a screen reader."""
    words = [state.field.label]
    for item in state.items:
        shown = [slot_text(state.field, item, part=p) for p in state.field.parts] or [
            slot_text(state.field, item, part=state.main)
        ]
        words += [", ".join(filter(None, shown)), item.status.replace("_", " ")]
        count = len(item.evidence)
        words += [f"{count} quote" if count == 1 else f"{count} quotes"] if count else []
    if not state.items:
        words.append((state.claim.status if state.claim else "not checked").replace("_", " "))
    if state.hints:
        offered = item_text(state.field, state.hints[0].as_item(state.field))
        words.append(f"suggested: {offered}" if offered else "a suggestion")
    if state.missing is not None:
        words.append(state.missing.sentence)
    if state.cell.state == "conflict":
        words.append(f"conflict: {state.cell.others}")
    return ", ".join(words + list(state.errors.values()))
