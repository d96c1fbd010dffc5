"""Terms in use, and who is an ancestor of whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol

from curator.domain.folding import fold

LABEL: Final = "label"
"""Scope of a name that is the term's label."""

MAPPED: Final = "mapped/"
"""Begins the release of a registry's own term that stands for another now: its only parent."""

SCOPES: Final = ("exact", "narrow", "broad", "related")
"""Scopes of a synonym, as of OBO 1.4."""


@dataclass(frozen=True, slots=True)
class VocabularyTerm:
    """A term of one release of a vocabulary; ``parents`` are ids of the same or other terms."""

    id: str
    label: str
    synonyms: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    release: str = ""


class NameRow(NamedTuple):
    """One name of a term, as a vocabulary answers it for a key.

    Attributes:
        term_id: Such as ``CL:0000084``.
        label: The term's own label.
        name: The name as the vocabulary writes it; the label or a synonym.
        scope: ``label``, ``exact``, ``narrow``, ``broad`` or ``related``.
        short: Whether it counts in its written case only (``curator.domain.names.is_short``).
    """

    term_id: str
    label: str
    name: str
    scope: str
    short: bool


class Names(Protocol):
    """The names of a vocabulary, found by their keys (``curator.domain.names.name_key``)."""

    @property
    def longest(self) -> int:
        """Words of the longest name."""
        ...

    def lookup(self, keys: Collection[str]) -> Mapping[str, Sequence[NameRow]]:
        """The names that have one of these keys; a key without a name is left out."""
        ...


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms that a registry keeps: all that agreement reads (FORMAT 2).

    With several releases of one id the one that entered last counts.
    """

    by_id: Mapping[str, VocabularyTerm] = field(default_factory=dict)

    def ancestors(self, term_id: str) -> frozenset[str]:
        """All ids above that one, without itself; a cycle ends where it closes."""
        found: set[str] = set()
        waiting = [term_id]
        while waiting:
            term = self.by_id.get(waiting.pop())
            new = set(term.parents) - found if term else set()
            found |= new
            waiting.extend(new)
        return frozenset(found - {term_id})

    def meant(self, term_id: str) -> str:
        """The id that a term stands for: another one's, where it was mapped to that."""
        term = self.by_id.get(term_id)
        mapped = term is not None and term.release.startswith(MAPPED)
        return term.parents[0] if term is not None and mapped else term_id

    def names(self, term_id: str) -> frozenset[str]:
        """Folded label and synonyms of a term."""
        term = self.by_id.get(term_id)
        return frozenset(map(fold, (term.label, *term.synonyms))) if term else frozenset()


def terms_of(rows: Iterable[VocabularyTerm]) -> Terms:
    """Index terms; a later row of the same id replaces an earlier one."""
    return Terms({row.id: row for row in rows})


class Synonym(NamedTuple):
    """A further name of a term; ``scope`` is one of ``SCOPES``."""

    name: str
    scope: str = "exact"


class TermRow(NamedTuple):
    """A term as a vocabulary file has it; a tuple, as files have millions of them.

    Attributes:
        id: ``CL:0000084``; addresses of the usual places are written so, too.
        parents: Ids of the terms that it is a kind of; labels where the file has no ids there.
        replaced_by: Ids that stand for it now that it is obsolete.
        consider: Ids that may stand for it; a person has to choose.
    """

    id: str
    label: str
    synonyms: tuple[Synonym, ...] = ()
    parents: tuple[str, ...] = ()
    obsolete: bool = False
    replaced_by: tuple[str, ...] = ()
    consider: tuple[str, ...] = ()
    definition: str = ""


class Parentage(NamedTuple):
    """That a term read before is a kind of another: files of some formats say it at their end."""

    id: str
    parent: str


@dataclass(frozen=True, slots=True)
class VocabularyHeader:
    """What a vocabulary file says of itself; empty where it is silent.

    Attributes:
        name: ``cl``; the ontology's own short name.
        release: ``2025-12-17``, or what stands for it.
        prefix: Of the ids of its own terms, without the colon; others come along from elsewhere.
    """

    name: str = ""
    release: str = ""
    prefix: str = ""
