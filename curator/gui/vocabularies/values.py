"""What the page of vocabularies shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """One release of a vocabulary.

    Attributes:
        role: What its terms are in the form, "" where no field asks for them.
        active: It is the release in use.
        own: It comes with the program.
        problem: Why it cannot be used, "" where it can.
    """

    name: str
    release: str
    role: str
    terms: int
    names: int
    active: bool
    own: bool = False
    source: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Replace:
    """A term in use that another is to take the place of."""

    term_id: str
    label: str
    to_id: str
    to_label: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """What was replaced, in how many readings."""

    asked: Replace
    count: int

    @property
    def sentence(self) -> str:
        """In how many readings the other term stands now."""
        done = self.asked
        if not self.count:
            return f"No saved reading has {done.label} ({done.term_id})."
        words = "reading" if self.count == 1 else "readings"
        return (
            f"{done.label} is {done.to_label} ({done.to_id}) now, in {self.count:,} {words};"
            " the history has it."
        )
