"""Mark the terms of a vocabulary, and numbers of a trial, in texts, without a registry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from curator.domain.errors import NotFoundError
from curator.domain.names import is_short, name_key
from curator.domain.roles import role_of
from curator.domain.terms import LABEL, NameRow, Names, TermRow
from curator.ingest.vocabularies.reading import read_vocabulary
from curator.services.installed_vocabularies import InstalledVocabularies
from curator.services.vocabularies import JoinedNames, Vocabularies
from curator.suggest.grammars import GRAMMARS
from curator.suggest.matcher import NO_GRAMMARS, Mention, mentions
from curator.suggest.numbers.trial import CONTROL, INTERVENTION, trial_numbers

NUMBERS: Final = "numbers"
"""Stands for a vocabulary: the numbers that a trial's abstract reports."""


class Tagger:
    """Marks in texts what a vocabulary names."""

    def __init__(
        self, names: Mapping[str, Names], *, names_only: bool = False, numbers: bool = False
    ) -> None:
        self._names, self._numbers = names, numbers
        self._grammars = NO_GRAMMARS if names_only else GRAMMARS

    def tag(self, text: str) -> tuple[Mention, ...]:
        """What it names, in the order of the text.

        A span that only its form makes one of the role has neither term nor label.
        """
        found = mentions(text, self._names, grammars=self._grammars)
        return tuple(sorted((*found, *_numbers_in(text)))) if self._numbers else found


def _numbers_in(text: str) -> Iterator[Mention]:
    """Results and group sizes, each labelled with its kind and whose it is."""
    for one in trial_numbers(text):
        label = " ".join(filter(None, (one.kind.replace("_", " "), _SIDES.get(one.side))))
        yield Mention(one.start, one.end, NUMBERS, "", label, text[one.start : one.end])


_SIDES: Final[Mapping[str, str]] = {INTERVENTION: "of the treated", CONTROL: "of the controls"}


class FileNames:
    """The names of a vocabulary file, in memory; implements ``Names``."""

    def __init__(self, terms: Iterable[TermRow]) -> None:
        self._rows: dict[str, list[NameRow]] = {}
        self.prefixes: Counter[str] = Counter()
        for term in terms:
            if not term.obsolete:
                self._add(term)
        self.longest = max((key.count(" ") + 1 for key in self._rows), default=0)

    def _add(self, term: TermRow) -> None:
        self.prefixes[term.id.partition(":")[0]] += 1
        scoped = dict.fromkeys(((term.label, LABEL), *((s.name, s.scope) for s in term.synonyms)))
        for name, scope in scoped:
            if key := name_key(name):
                row = NameRow(term.id, term.label, name, scope, is_short(name))
                self._rows.setdefault(key, []).append(row)

    def __len__(self) -> int:
        return sum(map(len, self._rows.values()))

    def lookup(self, keys: Collection[str]) -> Mapping[str, Sequence[NameRow]]:
        rows = self._rows
        return {key: rows[key] for key in keys if key in rows}

    @property
    def role(self) -> str:
        """What the file is a vocabulary of, as most of its ids say; "terms" where they do not."""
        best = self.prefixes.most_common(1)
        return (role_of(best[0][0]) if best else "") or "terms"


def tagger_of(
    vocabularies: Vocabularies, wanted: Sequence[str], *, role: str = "", names_only: bool = False
) -> Tagger:
    """A tagger with some vocabularies.

    Args:
        vocabularies: Those of this machine.
        wanted: Of each its role (``cells``: all of that role here), a vocabulary file, the name of
            an installed vocabulary (``cl``, ``cl/2026-06-08``), or ``numbers``.
        role: What the files are vocabularies of, where their ids do not say.
        names_only: Mark the names that they have and nothing else.

    Raises:
        NotFoundError: There is neither such a role nor such a vocabulary or file.
        UnreadableInputError: A file is no vocabulary.
    """
    by_role: dict[str, list[Names]] = {}
    for one in wanted:
        if one == NUMBERS:
            continue
        found_role, names = _names(vocabularies, one, role=role)
        by_role.setdefault(found_role, []).append(names)
    return Tagger(
        {key: ones[0] if len(ones) == 1 else JoinedNames(ones) for key, ones in by_role.items()},
        names_only=names_only,
        numbers=NUMBERS in wanted,
    )


def _names(vocabularies: Vocabularies, wanted: str, *, role: str) -> tuple[str, Names]:
    if wanted in vocabularies.roles:
        return wanted, vocabularies.names_for(wanted)
    if Path(wanted).is_file():
        names = names_of_file(Path(wanted))
        return role or names.role, names
    name, _, release = wanted.partition("/")
    try:
        installed = InstalledVocabularies().find(name, release)
    except NotFoundError as error:
        here = ", ".join(sorted(vocabularies.roles))
        raise NotFoundError(
            f"There is no vocabulary and no file {wanted}.",
            hint=f"The roles are {here}; numbers marks what a trial reports.",
        ) from error
    return role or installed.role, installed


def names_of_file(path: Path) -> FileNames:
    """All names of a vocabulary file: OBO, OBO graph, OWL, TSV, CSV, JSONL, or gzip of these."""
    with closing(read_vocabulary(path)) as reader:
        return FileNames(row for row in reader if isinstance(row, TermRow))
