"""What is written of a claim: a line for each item, or one for a status alone.  No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from curator.domain.claims import NOT_CHECKED, Claim, Item, Term
from curator.domain.evidence import Evidence
from curator.domain.filling import item_text
from curator.domain.forms import Field
from curator.gui.theme.looks import STATUS_LOOKS, Status

_SCOPES: Final = (("background", "background"), ("other_study", "another study"))
_BASES: Final = (("inferred", "inferred"), ("external", "looked up elsewhere"))


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One item of a claim as it is shown.

    Attributes:
        item_id: "" for a status without items.
        text: The value; "" for a status alone.
        aside: What sets the item apart: its scope where it is not this study, its basis where it
            is not stated.
        term: Id of the term in its main part, or "".
        stands: Whether it speaks of this study at all.
    """

    item_id: str
    text: str
    status: Status
    evidence: tuple[Evidence, ...] = ()
    aside: str = ""
    note: str = ""
    term: str = ""
    stands: bool = True

    @property
    def status_word(self) -> str:
        return STATUS_LOOKS[self.status].word


def claim_lines(field: Field, claim: Claim | None) -> tuple[ClaimLine, ...]:
    """The lines of a claim, at least one; None is a field that nobody has checked."""
    if claim is None:
        return (ClaimLine("", "", NOT_CHECKED),)
    if not claim.items:
        return (ClaimLine("", "", status_of(claim.status), claim.evidence, note=claim.note),)
    return tuple(item_line(field, item) for item in claim.items)


def item_line(field: Field, item: Item) -> ClaimLine:
    """One item as it is shown."""
    main = field.main
    value = item.parts.get(main.key) if main else item.value
    asides = [word for key, word in _SCOPES if key == item.scope]
    asides += [word for key, word in _BASES if key == item.basis]
    return ClaimLine(
        item_id=item.id,
        text=item_text(field, item),
        status=status_of(item.status),
        evidence=item.evidence,
        aside=", ".join(asides),
        note=item.note,
        term=(value.id or "") if isinstance(value, Term) else "",
        stands=item.scope == "this_study",
    )


def status_of(word: str) -> Status:
    """The status that a stored word names; not checked for a word that names none."""
    for status in get_args(Status):
        if status == word:
            return status  # type: ignore[no-any-return]
    return NOT_CHECKED


def one_line(words: str) -> str:
    """Words with every run of white space as one space."""
    return " ".join(words.split())


def quoted(words: str) -> str:
    """An article's words on one line, in its marks."""
    return f"“{one_line(words)}”"


def line_in_words(line: ClaimLine) -> str:
    """A line as a screen reader says it."""
    first = line.evidence[0].quote if line.evidence else ""
    pieces = (line.text, line.aside, line.status_word, quoted(first) if first else "")
    return ", ".join(piece for piece in pieces if piece)


@dataclass(frozen=True, slots=True)
class Told:
    """A paragraph of what is told of a line: its value, an article's own words, or about them."""

    words: str
    kind: Literal["value", "quote", "about"]


def told_of(line: ClaimLine, where: str) -> tuple[Told, ...]:
    """All there is to know of a line: every quote with its place, its note, its term's id."""
    value = line_in_words(ClaimLine("", line.text, line.status, aside=line.aside))
    told = [Told(f"{where}: {value}", "value")]
    for one in line.evidence:
        told.append(Told(f"“{one.quote}”", "quote"))
        told.append(Told(f"{where}, characters {one.start}-{one.end}", "about"))
    if line.note:
        told.append(Told(f"Note: {line.note}", "about"))
    if line.term:
        told.append(Told(line.term, "about"))
    return tuple(told)


def line_in_full(line: ClaimLine, where: str) -> str:
    """The same on lines of plain text."""
    return "\n".join(told.words for told in told_of(line, where))


def counted(number: int, noun: str) -> str:
    """``1 article``, ``2 articles``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(words: Sequence[str]) -> str:
    """``A-0001``, ``A-0001 and A-0002``, ``A-0001, A-0002 and A-0003``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
