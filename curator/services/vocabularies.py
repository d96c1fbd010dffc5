"""The vocabularies that a machine has: terms to suggest, and what a set of words names.

A file ``NAME.tsv``: the first line ``# vocabulary NAME release R``, then ``id``, ``label``,
``synonyms``, ``parents`` between tabs, the last two lists between ``|``.  A registry never reads
agreement from here but from the terms that it keeps itself (FORMAT 2); those enter through
``with_ancestors``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process

from curator.data import data_path
from curator.domain.claims import Term
from curator.domain.errors import RegistryFileError
from curator.domain.folding import fold
from curator.domain.terms import VocabularyTerm
from curator.services.values import TermHit

LOCAL: Final = "local"
"""Release of a term that no vocabulary here knows: its id and label are all there is."""

_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+|\+")
_HEADER: Final = re.compile(r"# vocabulary (\S+) release (\S+)")
_GREEK: Final = re.compile("[α-ωΑ-Ω]")
_SHORT: Final = 4
_LONGEST_SELECTION: Final = 40
_FUZZY: Final = 78.0

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of a term; ``written`` in its case, with every token in the singular."""

    term: VocabularyTerm
    name: str
    folded: str
    written: Key

    @property
    def short(self) -> bool:
        """Whether it could be an everyday word: at most four letters and no digit (ALL, IN)."""
        return sum(map(len, self.written)) <= _SHORT and not any(map(str.isdigit, self.written))

    def allows(self, written: Key) -> bool:
        """Whether words in that case name it; only a first capital may be added to a short one."""
        if not self.short:
            return True
        return all(
            one in (own, own[:1].upper() + own[1:])
            for one, own in zip(written, self.written, strict=True)
        )


class Vocabulary:
    """The terms of one file, indexed by their names."""

    def __init__(self, terms: Iterable[VocabularyTerm], *, name: str, release: str) -> None:
        self.name = name
        self.release = release
        self.terms: Mapping[str, VocabularyTerm] = {term.id: term for term in terms}

    @cached_property
    def names(self) -> tuple[_Name, ...]:
        return tuple(
            _Name(term, name, fold(name), _written(name))
            for term in self.terms.values()
            for name in (term.label, *term.synonyms)
        )

    @cached_property
    def by_key(self) -> Mapping[Key, tuple[_Name, ...]]:
        found: dict[Key, list[_Name]] = {}
        for name in self.names:
            found.setdefault(_folded(name.written), []).append(name)
        return {key: tuple(names) for key, names in found.items()}

    @cached_property
    def longest(self) -> int:
        """Tokens of the longest name."""
        return max(map(len, self.by_key), default=0)

    def named(self, written: Key) -> tuple[VocabularyTerm, ...]:
        """The terms that exactly these words name, those with it as their label first."""
        names = [one for one in self.by_key.get(_folded(written), ()) if one.allows(written)]
        names.sort(key=lambda one: one.name != one.term.label)
        return tuple(dict.fromkeys(one.term for one in names))

    def inside(self, written: Key) -> Iterator[tuple[VocabularyTerm, ...]]:
        """What the words name from left to right, each the longest name that begins there."""
        at = 0
        while at < len(written):
            for end in range(min(len(written), at + self.longest), at, -1):
                if terms := self.named(written[at:end]):
                    yield terms
                    at = end
                    break
            else:
                at += 1


def _singular(token: str) -> str:
    low = token.lower()
    if len(token) <= 3 or low.endswith(("ss", "us", "is")) or not low.endswith("s"):
        return token
    return token[:-3] + "y" if low.endswith("ies") and len(token) > 4 else token[:-1]


def _written(words: str) -> Key:
    """Tokens in their own case, in the singular; hyphens and other signs only separate."""
    plain = _GREEK.sub(_spelled, unicodedata.normalize("NFKC", words))
    return tuple(map(_singular, _TOKEN.findall(plain)))


def _spelled(letter: re.Match[str]) -> str:
    return f" {fold(letter[0])} "


def _folded(written: Key) -> Key:
    return tuple(map(fold, written))


class Vocabularies:
    """All vocabulary files of a folder; each is read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._files = {path.stem: path for path in sorted(folder.glob("*.tsv"))}
        self._read: dict[str, Vocabulary] = {}

    @classmethod
    def load(cls, folder: Path | None = None) -> Vocabularies:
        """The vocabularies of that folder, otherwise those that come with the program."""
        return cls(folder or data_path("resources", "vocabularies"))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._files)

    def vocabulary(self, name: str) -> Vocabulary:
        """The vocabulary of that name; one without terms where there is no such file."""
        if name not in self._read:
            path = self._files.get(name)
            read = _read_file(path) if path else Vocabulary((), name=name, release=LOCAL)
            self._read[name] = read
        return self._read[name]

    def release(self, name: str) -> str:
        return self.vocabulary(name).release

    def term(self, term_id: str) -> VocabularyTerm | None:
        """The term with that id, whichever vocabulary has it."""
        for name in self._files:
            if term := self.vocabulary(name).terms.get(term_id):
                return term
        return None

    def ancestors(self, term_id: str) -> frozenset[str]:
        """All ids above that one, without itself."""
        closure = self.with_ancestors([Term("", term_id)])
        return frozenset(term.id for term in closure) - {term_id}

    def with_ancestors(self, terms: Iterable[Term]) -> tuple[VocabularyTerm, ...]:
        """Every term with an id, and all above it: what a registry keeps of them.

        A term that no vocabulary has keeps the label that the claim gives it and the release
        ``local``, so that a registry can name each id that stands in it.
        """
        found: dict[str, VocabularyTerm] = {}
        waiting = [(one.id, one.label) for one in terms if one.id]
        while waiting:
            term_id, label = waiting.pop()
            if term_id in found:
                continue
            term = self.term(term_id) or VocabularyTerm(term_id, label or term_id, release=LOCAL)
            found[term_id] = term
            waiting.extend((parent, "") for parent in term.parents)
        return tuple(found[key] for key in sorted(found))

    def best(self, vocabulary: str, words: str) -> Term | None:
        """The one term that these words name, or None.

        Exactly a label or synonym in the singular or plural; otherwise the only term named inside
        them ("interleukin-12 (IL-12)" names one twice, "patients with lung cancer" names one of
        the diseases).  A name inside a longer one does not count, nor does the ancestor of another
        one found.  Two different terms: None, the curator has to say which.
        """
        source = self.vocabulary(vocabulary)
        written = _written(words)
        if exact := source.named(written):
            return Term(exact[0].label, exact[0].id)
        if len(written) > _LONGEST_SELECTION:
            return None
        found = {terms[0].id: terms[0] for terms in source.inside(written)}
        above = frozenset[str]().union(*map(self.ancestors, found))
        finest = [term for term in found.values() if term.id not in above]
        return Term(finest[0].label, finest[0].id) if len(finest) == 1 else None

    def suggest(
        self,
        vocabulary: str,
        typed: str,
        *,
        used: Mapping[str, int] | None = None,
        limit: int = 50,
    ) -> list[TermHit]:
        """Terms for what is typed so far.

        First exact names, then those that begin so, then those with a word that begins so, then
        similar ones; within each the often used first.

        Args:
            vocabulary: Name of the file, as the form declares it.
            typed: In any case; empty lists the most used ones.
            used: How often a term id is used in the registry.
            limit: At most so many.
        """
        source = self.vocabulary(vocabulary)
        wanted = fold(typed)
        ranked: dict[str, tuple[float, _Name]] = {}
        for name in source.names:
            rank = _rank(name.folded, wanted)
            if rank is not None:
                _keep(ranked, name, rank)
        if len(ranked) < limit and len(wanted) > 2:
            for name, rank in _similar(source, wanted, limit=limit):
                if name.term.id not in ranked:
                    _keep(ranked, name, rank)
        counts = used or Counter()
        order = sorted(
            ranked.values(),
            key=lambda got: (got[0], -counts.get(got[1].term.id, 0), fold(got[1].term.label)),
        )
        return [self._hit(name) for _, name in order[:limit]]

    def _hit(self, name: _Name) -> TermHit:
        term = name.term
        above = (self.term(parent) for parent in term.parents)
        labels = tuple(one.label for one in above if one)
        return TermHit(Term(term.label, term.id), name.name, labels)


def _rank(folded: str, wanted: str) -> float | None:
    """0 the name itself, 1 it begins so, 2 one of its words begins so."""
    if not folded.startswith(wanted):
        at = folded.find(wanted)
        while at > 0:
            if not folded[at - 1].isalnum():
                return 2.0
            at = folded.find(wanted, at + 1)
        return None
    return 0.0 if folded == wanted else 1.0


def _similar(source: Vocabulary, wanted: str, *, limit: int) -> list[tuple[_Name, float]]:
    """Names with a typing error or two: rank 3 and the more the less similar they are."""
    got = process.extract(
        wanted,
        [name.folded for name in source.names],
        scorer=fuzz.ratio,
        score_cutoff=_FUZZY,
        limit=limit,
    )
    return [(source.names[index], 3 + (100 - score) / 100) for _, score, index in got]


def _keep(ranked: dict[str, tuple[float, _Name]], name: _Name, rank: float) -> None:
    best = ranked.get(name.term.id)
    if best is None or rank < best[0]:
        ranked[name.term.id] = (rank, name)


def _read_file(path: Path) -> Vocabulary:
    lines = path.read_text(encoding="utf-8").split("\n")
    header = _HEADER.match(lines[0])
    if header is None:
        raise RegistryFileError(
            f"{path.name} is no vocabulary: its first line does not say "
            "'# vocabulary NAME release R'"
        )
    name, release = header.groups()
    release = f"{name}/{release}"
    rows = (line.rstrip("\r").split("\t") for line in lines[1:] if line.strip())
    terms = (_term(row, release) for row in rows if not row[0].startswith("#") and row[0] != "id")
    return Vocabulary(terms, name=name, release=release)


def _term(row: list[str], release: str) -> VocabularyTerm:
    term_id, label, synonyms, parents = (*row, "", "", "")[:4]
    return VocabularyTerm(term_id, label, _listed(synonyms), _listed(parents), release)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in cell.split("|") if one.strip())
