"""The vocabularies that a machine has: terms to suggest, and what a set of words names.

Those of the program are small and read whole (``vocabulary_memory``); installed ones stay on the
disk (``installed_vocabularies``).  Where both have a name, the program's own counts: its terms are
chosen for comparing what articles say.  A registry never reads agreement from here but from the
terms that it keeps itself (FORMAT 2); those enter through ``with_ancestors``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from curator.data import data_path
from curator.domain.claims import Term
from curator.domain.folding import fold
from curator.domain.names import Word, key_of, name_key, words_of, written_key
from curator.domain.terms import NameRow, Names, VocabularyTerm
from curator.services.installed_vocabularies import InstalledVocabularies
from curator.services.term_search import Source, search, search_similar
from curator.services.values import TermHit
from curator.services.vocabulary_memory import Vocabulary, read_file
from curator.store.vocabulary_file import VocabularyFile

LOCAL: Final = "local"
"""Release of a term that no vocabulary here knows: its id and label are all there is."""

_LONGEST_SELECTION: Final = 40
_LONGEST_NAME: Final = 12
_REMEMBERED: Final = 20_000
_NAMES_A_THING: Final = frozenset(("label", "exact", "narrow"))


class Vocabularies:
    """The vocabulary files of a folder, read when first asked for, and installed ones."""

    def __init__(self, folder: Path, *, installed: InstalledVocabularies | None = None) -> None:
        self._files = {path.stem: path for path in sorted(folder.glob("*.tsv"))}
        self._read: dict[str, Vocabulary] = {}
        self.installed = installed
        self._asked: tuple[VocabularyFile, ...] = ()
        self._remembered: dict[str, VocabularyTerm | None] = {}

    @classmethod
    def load(cls, folder: Path | None = None) -> Vocabularies:
        """The vocabularies of that folder only, otherwise those of the program and this machine."""
        if folder is not None:
            return cls(folder)
        return cls(data_path("resources", "vocabularies"), installed=InstalledVocabularies())

    @property
    def names(self) -> tuple[str, ...]:
        """The roles that the program's own vocabularies serve."""
        return tuple(self._files)

    @property
    def roles(self) -> tuple[str, ...]:
        """All roles, also those that only installed vocabularies serve."""
        further = (file.role for file in self._active() if file.role)
        return tuple(dict.fromkeys((*self._files, *further)))

    def vocabulary(self, name: str) -> Vocabulary:
        """The program's vocabulary of that name; one without terms where there is none."""
        if name not in self._read:
            path = self._files.get(name)
            read = read_file(path) if path else Vocabulary((), name=name, release=LOCAL)
            self._read[name] = read
        return self._read[name]

    def release(self, name: str) -> str:
        return self.vocabulary(name).release

    def releases(self, role: str) -> tuple[str, ...]:
        """``NAME/RELEASE`` of all vocabularies that serve a role."""
        own = (self.release(role),) if role in self._files else ()
        return (*own, *(release_of(file) for file in self._files_of(role)))

    def names_for(self, role: str) -> RoleNames:
        """The names of all vocabularies that serve a role; implements ``Names``."""
        return RoleNames(self._sources(role))

    def term(self, term_id: str) -> VocabularyTerm | None:
        """The term with that id, whichever vocabulary has it."""
        for name in self._files:
            if term := self.vocabulary(name).terms.get(term_id):
                return term
        return self._installed_term(term_id)

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
        names, read = self.names_for(vocabulary), words_of(words)
        if not read:
            return None
        key = key_of(read)
        exact = [row for row in names.lookup([key]).get(key, ()) if _stands(row, read)]
        if exact:
            return Term(exact[0].label, exact[0].term_id)
        if len(read) > _LONGEST_SELECTION:
            return None
        found = {row.term_id: row for row in _inside(read, names)}
        above = frozenset[str]().union(*map(self.ancestors, found)) if len(found) > 1 else ()
        finest = [row for row in found.values() if row.term_id not in above]
        return Term(finest[0].label, finest[0].term_id) if len(finest) == 1 else None

    def suggest(
        self,
        vocabulary: str,
        typed: str,
        *,
        used: Mapping[str, int] | None = None,
        limit: int = 50,
    ) -> list[TermHit]:
        """Terms for what is typed so far, in a few milliseconds.

        First exact names, then those that begin so, then those with words that begin so, then
        similar ones of the program's own; within each the often used first.

        Args:
            vocabulary: The role, as the form declares it.
            typed: In any case, or an id; empty lists the most used ones.
            used: How often a term id is used in the registry.
            limit: At most so many.
        """
        counts = used or Counter()
        rows = search(self._sources(vocabulary), typed, used=counts, limit=limit)
        if len(rows) < limit and len(fold(typed)) > 2:
            taken = {row.term_id for row in rows}
            own = self.vocabulary(vocabulary).similar(name_key(typed), limit=limit)
            like = {row.term_id: row for _, row in reversed(own) if row.term_id not in taken}
            rows += reversed(like.values())
        return self._with_id(typed, [self._hit(row) for row in rows[:limit]])

    def at_once(self, vocabulary: str) -> bool:
        """Whether ``suggest`` answers from memory: nothing installed serves that role."""
        return not any(self._files_of(vocabulary))

    def suggest_similar(
        self, vocabulary: str, typed: str, *, shown: Collection[str] = (), limit: int = 20
    ) -> list[TermHit]:
        """Terms that may be meant where there is a typing error; to be put behind those shown.

        Args:
            vocabulary: The role.
            typed: As it is.
            shown: Ids of the terms that ``suggest`` gave.
            limit: At most so many.
        """
        rows = search_similar(self._sources(vocabulary), typed, shown=shown, limit=limit)
        return [self._hit(row) for row in rows]

    def _installed_term(self, term_id: str) -> VocabularyTerm | None:
        """From the vocabulary whose own it is; from one that knows its parents, if there is one."""
        files = self._active()
        if files is not self._asked:
            self._asked, self._remembered = files, {}
        if term_id not in self._remembered:
            if len(self._remembered) > _REMEMBERED:
                self._remembered = {}
            self._remembered[term_id] = _term_in(files, term_id)
        return self._remembered.get(term_id)

    def _with_id(self, typed: str, hits: list[TermHit]) -> list[TermHit]:
        """With the term whose id was typed before the others."""
        given = typed.strip()
        term = self.term(given) if ":" in given else None
        if term is None:
            return hits
        named = TermHit(Term(term.label, term.id), term.label, self._labels(term.parents))
        return [named, *(hit for hit in hits if hit.term.id != term.id)]

    def _hit(self, row: NameRow) -> TermHit:
        term = self.term(row.term_id)
        parents = self._labels(term.parents) if term else ()
        return TermHit(Term(row.label, row.term_id), row.name, parents)

    def _labels(self, ids: Iterable[str]) -> tuple[str, ...]:
        above = (self.term(parent) for parent in ids)
        return tuple(one.label for one in above if one)

    def _sources(self, role: str) -> tuple[Source, ...]:
        own = (self.vocabulary(role),) if role in self._files else ()
        return (*own, *self._files_of(role))

    def _files_of(self, role: str) -> Iterator[VocabularyFile]:
        return (file for file in self._active() if file.role == role)

    def _active(self) -> tuple[VocabularyFile, ...]:
        return self.installed.active() if self.installed is not None else ()


class RoleNames:
    """The names of several vocabularies as one; of those with one name the first counts."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources

    @property
    def longest(self) -> int:
        """Words of the longest name."""
        return max((one.longest for one in self._sources), default=0)

    def lookup(self, keys: Collection[str]) -> Mapping[str, Sequence[NameRow]]:
        """The names under those of the keys that have any."""
        if len(self._sources) == 1:
            return self._sources[0].lookup(keys)
        found: dict[str, Sequence[NameRow]] = {}
        for source in self._sources:
            for key, rows in source.lookup(keys).items():
                found.setdefault(key, rows)
        return found


class JoinedNames:
    """Several vocabularies of one role as one; the rows of one name stand behind one another."""

    def __init__(self, several: Sequence[Names]) -> None:
        self._several = several

    @property
    def longest(self) -> int:
        """Words of the longest name."""
        return max((one.longest for one in self._several), default=0)

    def lookup(self, keys: Collection[str]) -> Mapping[str, Sequence[NameRow]]:
        """The names under those of the keys that have any."""
        found: dict[str, tuple[NameRow, ...]] = {}
        for one in self._several:
            for key, rows in one.lookup(keys).items():
                found[key] = (*found.get(key, ()), *rows)
        return found


def _term_in(files: Iterable[VocabularyFile], term_id: str) -> VocabularyTerm | None:
    prefix = term_id.partition(":")[0]
    found: VocabularyTerm | None = None
    for file in sorted(files, key=lambda file: file.said["prefix"] != prefix):
        row = file.term(term_id)
        if row is None or not row.label or (found is not None and not row.parents):
            continue
        names = tuple(one.name for one in file.synonyms(term_id))
        found = VocabularyTerm(row.id, row.label, names, row.parents, release_of(file))
        if row.parents:
            break
    return found


def release_of(file: VocabularyFile) -> str:
    return f"{file.name}/{file.release}"


def _inside(words: Sequence[Word], names: RoleNames) -> Iterator[NameRow]:
    """What the words name from left to right, each the longest name that begins there."""
    longest = min(names.longest, _LONGEST_NAME, len(words))
    spans = {
        (first, last): key_of(words[first:last])
        for first in range(len(words))
        for last in range(first + 1, min(first + longest, len(words)) + 1)
    }
    rows = names.lookup(set(spans.values()))
    at = 0
    while at < len(words):
        for last in range(min(len(words), at + longest), at, -1):
            named = (
                row
                for row in rows.get(spans[at, last], ())
                if row.scope in _NAMES_A_THING and _stands(row, words[at:last])
            )
            if (row := next(named, None)) is not None:
                yield row
                at = last
                break
        else:
            at += 1


def _stands(row: NameRow, words: Sequence[Word]) -> bool:
    """Whether words in that case name it; only first capitals may be added to a short one."""
    if not row.short:
        return True
    own = written_key(words_of(row.name)).split(" ")
    return len(own) == len(words) and all(
        word.written in (one, one[:1].upper() + one[1:])
        for word, one in zip(words, own, strict=True)
    )
