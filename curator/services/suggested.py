"""Frozen values of the suggestions, their answers and what a registry has learned of them.

Nothing here needs SQLAlchemy: the window may import it before its first paint.  The functions are
in ``services/suggesting.py``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from curator.domain.claims import Claim, Item, Quantity, Term, Value, Words
from curator.domain.evidence import Evidence
from curator.domain.folding import fold
from curator.domain.quantities import same_quantity

What = Literal["taken", "changed", "refused", "undone"]

TAKEN: Final = "taken"
CHANGED: Final = "changed"
REFUSED: Final = "refused"
UNDONE: Final = "undone"
ANSWERS: Final[tuple[What, ...]] = (TAKEN, CHANGED, REFUSED, UNDONE)
"""Taken as it stood; taken and then changed; refused, or taken and then taken out; taken back by
an undo, so that it is open again and counts for nothing."""

_SHOWN: Final = 6
"""Names told in a proof of absence."""


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """How often a rule was right in a field, on this registry's own decisions.

    Attributes:
        rule: Name of the rule, or ``plugin:NAME``.
        taken, changed, refused: How many of its suggestions came to that in the end.
        precision: ``taken`` of all answered, 0 to 1; None before the first answer.
        low, high: Ends of the 95 % interval of the precision (Wilson).
        floor: The precision below which the rule switches itself off in this field.
        on: Whether it speaks.
        sentence: Why it is off, or that a curator has switched it on again; "" otherwise.
    """

    rule: str
    field: str
    taken: int
    changed: int
    refused: int
    precision: float | None
    low: float
    high: float
    floor: float
    on: bool = True
    sentence: str = ""

    @property
    def answered(self) -> int:
        return self.taken + self.changed + self.refused


@dataclass(frozen=True, slots=True)
class Proposed:
    """A suggestion for a field of an article, as the window shows it.  Never a claim by itself.

    Attributes:
        key: By which it is known again when the article is opened later.
        article: Id of the article.
        status: ``reported``, ``vague`` or ``unclear``.
        value: Of a field without parts.
        parts: Of a field with parts.
        evidence: Its quote first, then further places that say the same.
        score: From 0 to 1; after learning the chance that this registry's curators take it.
        why: One sentence for a curator.
        rule: What proposed it.
        features: What the learning goes by.
        record: Of that rule in that field; None before the first answer.
        answered: The newest answer to it, "" where it is open.
        claimed: Whether a saved claim of this article says the same.
        alternative: Stands in for the first in a field that takes one value.
    """

    key: str
    article: str
    field: str
    status: str
    value: Value | None
    parts: Mapping[str, Value]
    evidence: tuple[Evidence, ...]
    score: float
    why: str
    rule: str
    features: Mapping[str, float] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    record: TrackRecord | None = None
    answered: What | Literal[""] = ""
    claimed: bool = False
    alternative: bool = False

    @property
    def open(self) -> bool:
        """Whether it still waits for a curator."""
        return not self.claimed and self.answered in ("", UNDONE)

    def item(self, item_id: str) -> Item:
        """The item that it becomes when a curator takes it."""
        return Item(
            id=item_id,
            status=self.status,
            value=self.value,
            parts=dict(self.parts),
            evidence=self.evidence,
        )


@dataclass(frozen=True, slots=True)
class Absence:
    """That nothing of a field stands in an article, as far as its names go.

    Attributes:
        tried: Names and words that were looked for, the most telling first.
        terms: How many names were looked for in all.
        characters: Of the text that was gone through.
        releases: Of the vocabularies, ``NAME/RELEASE``.
    """

    field: str
    tried: tuple[str, ...]
    characters: int
    releases: tuple[str, ...] = ()
    terms: int = 0

    @property
    def sentence(self) -> str:
        """The proof, which stands in the note of the claim that a curator signs."""
        named = ", ".join(f"“{one}”" for one in self.tried[:_SHOWN])
        count = max(self.terms, len(self.tried))
        more = f" and {count - _SHOWN:,} further names" if count > _SHOWN else ""
        source = f" ({', '.join(self.releases)})" if self.releases else ""
        return (
            f"Searched {self.characters:,} characters for {named}{more}{source}:"
            " no hit. Signed as not reported."
        )


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """A rule that is silent in a field, and why, in a sentence."""

    rule: str
    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Reopened:
    """An absence that was signed and that a name added later now hits.

    Attributes:
        article: Id of the article; ``number`` as shown.
        entity: Id of the extraction or article whose claim says ``not_reported``.
        evidence: Where it is mentioned now.
        sentence: What happened, for a curator.
    """

    article: str
    number: int
    entity: str
    field: str
    evidence: tuple[Evidence, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class SuggestionsOf:
    """All that is proposed for an article.

    Attributes:
        article: Its id.
        text: SHA-256 of the text that was read.
        proposed: In the order of the form's fields, the best of a field first; all of them, also
            those answered or claimed already.
        absences: By field: what was looked for in vain, to be signed.
        off: Rules that would have spoken and are switched off.
        reopened: Signed absences of this article that do not hold any more.
        notes: Sentences on what went wrong (a plug-in that took too long).
        learned: Whether the scores are those of the local model.
    """

    article: str
    number: int
    text: str
    proposed: tuple[Proposed, ...]
    absences: Mapping[str, Absence]
    off: tuple[SwitchedOff, ...] = ()
    reopened: tuple[Reopened, ...] = ()
    notes: tuple[str, ...] = ()
    learned: bool = False

    def of(self, field_key: str) -> tuple[Proposed, ...]:
        """What waits for a curator in a field, the best first."""
        return tuple(one for one in self.proposed if one.field == field_key and one.open)


@dataclass(frozen=True, slots=True)
class Silence:
    """A name that never counts.

    Attributes:
        role: Of the vocabulary: ``cells``, ``diseases``, ...; "" for all.
        name: As it was written where it was silenced.
        term_id: The one term that it shall not mean; "" for any.
    """

    role: str
    name: str
    term_id: str
    reason: str
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class RequestedTerm:
    """A term of this registry's own, until a vocabulary has it.

    Attributes:
        id: ``local:1``, ``local:2``, ...
        asked_by: Name of the curator.
        mapped_to: Id of the vocabulary's term that it stands for now; "" before.
    """

    id: str
    role: str
    label: str
    definition: str
    asked_by: str
    at: str
    mapped_to: str = ""
    synonyms: tuple[str, ...] = ()


def same_value(one: Value | None, other: Value | None) -> bool:
    """Whether two values are one, written in whatever way."""
    if isinstance(one, Term) and isinstance(other, Term):
        both = one.id and other.id
        return one.id == other.id if both else fold(one.label) == fold(other.label)
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return same_quantity(one, other)
    if isinstance(one, Words) and isinstance(other, Words):
        return fold(one.words) == fold(other.words)
    if isinstance(one, str) and isinstance(other, str):
        return fold(one) == fold(other)
    return one is other


def holds(item: Item, value: Value | None, *, parts: Mapping[str, Value]) -> bool:
    """Whether an item says that; parts that only the item has do not count."""
    if parts:
        return all(same_value(item.parts.get(key), one) for key, one in parts.items())
    return same_value(item.value, value)


def says_the_same(proposed: Proposed, item: Item) -> bool:
    """Whether an item holds what is proposed."""
    return holds(item, proposed.value, parts=proposed.parts)


def is_claimed(proposed: Proposed, claim: Claim | None) -> bool:
    """Whether a claim has an item that says what is proposed."""
    return claim is not None and any(says_the_same(proposed, one) for one in claim.items)
