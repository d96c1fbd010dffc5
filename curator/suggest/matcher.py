"""Where a text names terms of vocabularies.

The longest name wins, overlaps are resolved by words.  A short name counts in its written case
only; what a text abbreviates itself is carried on through it; names that share words are found
each; everyday words and silenced names are left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from curator.domain.names import Word, name_key, words_of, written_key
from curator.domain.terms import NameRow, Names
from curator.suggest.abbreviations import Abbreviation, abbreviations_of
from curator.suggest.coordination import Shared, shared_names
from curator.suggest.phrases import Found, Grammar, Reading, apart
from curator.suggest.possible_names import Keys
from curator.suggest.stop_words import is_everyday

LONGEST: Final = 8
"""Words of a name that is looked for; longer ones are hardly ever written out."""

_SCOPES: Final[Mapping[str, int]] = {"label": 0, "exact": 1, "narrow": 2, "related": 3, "broad": 4}
_PLAIN: Final = frozenset((" ", "-", "", ","))
"""Most of what stands between two words; none of it parts them."""
_BREAKS: Final = frozenset(';:!?()[]{}<>=|\n\t"\u201c\u201d\u2022')


class Mention(NamedTuple):
    """A span of the text that names a term.

    Attributes:
        start: First character, in code points; ``text[start:end]`` is what was read.
        end: One past the last character.
        vocabulary: The role it was found for (``cells``).
        term_id: The term; where several have the name, the one with it as its label.
        label: The term's label.
        name: The name as the vocabulary writes it.
        ambiguous: Ids of all terms with that name, where there are several.
    """

    start: int
    end: int
    vocabulary: str
    term_id: str
    label: str
    name: str
    ambiguous: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Silenced:
    """Names that are not to be found: (role, key of the name, term id or "" for any term)."""

    names: frozenset[tuple[str, str, str]] = frozenset()

    def allows(self, role: str, key: str, *, term_id: str) -> bool:
        return (role, key, "") not in self.names and (role, key, term_id) not in self.names

    def has(self, role: str, key: str) -> bool:
        """Whether the name is silenced, for any term or one."""
        return any((role, key) == one[:2] for one in self.names)


NOTHING_SILENCED: Final = Silenced()
NO_GRAMMARS: Final[Mapping[str, Grammar]] = {}


def mentions(
    text: str,
    names: Mapping[str, Names],
    *,
    silenced: Silenced = NOTHING_SILENCED,
    grammars: Mapping[str, Grammar] = NO_GRAMMARS,
) -> tuple[Mention, ...]:
    """What a text names, in the order of the text; of one vocabulary the longest names.

    Args:
        text: Any text; offsets count its code points.
        names: Vocabularies by their role.
        silenced: What the curator does not want to be found.
        grammars: Of a role that has one the whole phrase is marked (``curator.suggest.grammars``);
            a phrase that only its form tells has neither term nor label.

    Mentions of different vocabularies may overlap, and so may names that share words (``lung and
    ovarian cancer``); others do not.
    """
    reading = read(text, longest=max((one.longest for one in names.values()), default=0))
    found = [
        mention
        for role, vocabulary in names.items()
        for mention in _of_vocabulary(
            reading, vocabulary, names=_Filter(role, silenced), grammar=grammars.get(role)
        )
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.vocabulary)))


def read(text: str, *, longest: int) -> Reading:
    """Words, abbreviations and possible names of a text."""
    abbreviations = abbreviations_of(text)
    words = _without_defined(words_of(text), abbreviations)
    keys = Keys(words, _stops(text, words), longest=min(longest, LONGEST))
    return Reading(text, words, abbreviations, keys)


def _without_defined(
    words: tuple[Word, ...], abbreviations: Iterable[Abbreviation]
) -> tuple[Word, ...]:
    """The words without the short forms that follow their long forms in brackets."""
    inside = [(one.start, one.end) for one in abbreviations if one.long_end <= one.start]
    if not inside:
        return words
    hidden = {at for start, end in inside for at in range(start, end)}
    return tuple(word for word in words if word.start not in hidden)


def _stops(text: str, words: Sequence[Word]) -> list[int]:
    """For each word one past the last word that a name beginning there can have."""
    stops: list[int] = []
    for at, (word, after) in enumerate(pairwise(words), start=1):
        gap = text[word.end : after.start]
        if gap not in _PLAIN and _is_break(gap, word, after=after):
            stops += [at] * (at - len(stops))
    return stops + [len(words)] * (len(words) - len(stops))


def _is_break(gap: str, word: Word, *, after: Word) -> bool:
    if len(gap) <= 1:
        return gap in _BREAKS
    if "." in gap and not (len(word.written) == 1 and after.written.islower()):  # E. coli
        return True
    return not _BREAKS.isdisjoint(gap) and not _is_definition(gap)


def _is_definition(gap: str) -> bool:
    """A bracket out of which a short form was taken."""
    opened, closed = gap.find("("), gap.rfind(")")
    return 0 <= opened < closed and _BREAKS.isdisjoint(gap[opened + 1 : closed])


def _of_vocabulary(
    reading: Reading, vocabulary: Names, *, names: _Filter, grammar: Grammar | None
) -> Iterator[Mention]:
    """Mentions of one vocabulary."""
    found = apart(names.found(reading, vocabulary))
    found += _shared(reading, found, vocabulary=vocabulary, names=names)
    if grammar is not None:
        found = grammar(reading, apart(found), look=partial(names.look, vocabulary=vocabulary))
        found = [_honest(reading, one) for one in _as_defined(reading, found)]
    plain = [_mention(reading, names.role, one) for one in found]
    carried, other = _carried(reading, plain)
    for mention in plain:
        if reading.text[mention.start : mention.end] not in other:
            yield mention
    yield from _outside(carried, plain)


@dataclass(frozen=True, slots=True)
class _Filter:
    """Which of the names that a vocabulary has really count in a text."""

    role: str
    silenced: Silenced

    def found(self, reading: Reading, vocabulary: Names) -> Iterator[Found]:
        for window in reading.keys:
            for key, rows in vocabulary.lookup(window.keys).items():
                for first, last in window.places(key):
                    if kept := self.kept(key, rows, words=reading.words[first:last]):
                        yield Found(first, last, kept)

    def look(
        self, keys: Collection[str], *, vocabulary: Names
    ) -> Mapping[str, tuple[NameRow, ...]]:
        """The rows of some keys, everyday words too, but for silenced ones."""
        found = vocabulary.lookup(keys)
        allowed = {key: self._allowed(key, rows) for key, rows in found.items()}
        return {key: rows for key, rows in allowed.items() if rows}

    def kept(
        self, key: str, rows: Iterable[NameRow], *, words: Sequence[Word]
    ) -> tuple[NameRow, ...]:
        """The rows that count for these words, the best first."""
        if is_everyday(self.role, key):
            return ()
        written = (row for row in rows if not row.short or in_written_case(row.name, words))
        return self._allowed(key, written)

    def _allowed(self, key: str, rows: Iterable[NameRow]) -> tuple[NameRow, ...]:
        """Those that are not silenced, the best first."""
        allowed = (row for row in rows if self.silenced.allows(self.role, key, term_id=row.term_id))
        return tuple(sorted(allowed, key=lambda row: _SCOPES.get(row.scope, len(_SCOPES))))


def in_written_case(name: str, words: Sequence[Word]) -> bool:
    """Whether words stand in the case of a name; only a first capital may be added."""
    own = _written(name).split(" ")
    return len(own) == len(words) and all(
        word.written in (one, one[:1].upper() + one[1:])
        for word, one in zip(words, own, strict=True)
    )


@lru_cache(maxsize=4096)
def _written(name: str) -> str:
    return written_key(words_of(name))


def _shared(
    reading: Reading, found: Sequence[Found], *, vocabulary: Names, names: _Filter
) -> Iterator[Found]:
    """Names that share words with those found, each where it was not found already."""
    possible = [
        one
        for name in found
        if name.last - name.first > 1
        for one in shared_names(reading.text, reading.words, first=name.first, last=name.last)
    ]
    rows = vocabulary.lookup({one.key for one in possible}) if possible else {}
    seen: set[Shared] = set()
    for one in possible:
        if one.key in rows and one not in seen:
            seen.add(one)
            words = words_of(one.key)
            if kept := names.kept(one.key, rows[one.key], words=words):
                yield Found(one.first, one.last, kept)


def _as_defined(reading: Reading, found: Sequence[Found]) -> list[Found]:
    """Phrases that end a long form begin where it does: its short form tells the whole name."""
    begins = {word.start: at for at, word in enumerate(reading.words)}
    ends = {one.long_end: begins.get(one.long_start) for one in reading.abbreviations}
    longer = []
    for one in found:
        first = ends.get(reading.words[one.last - 1].end)
        longer.append(one if first is None or first > one.first else one._replace(first=first))
    return apart(longer)


def _honest(reading: Reading, found: Found) -> Found:
    """A phrase loses a term whose name it shortens only.

    ``receptor cell`` is ``sensory receptor cell``, and ``antigen receptor cell`` is none.
    """
    said = [word.folded for word in reading.words[found.first : found.last]]
    kept = tuple(row for row in found.rows if not _shortens(row, said))
    return found if kept == found.rows else found._replace(rows=kept)


def _shortens(row: NameRow, said: Sequence[str]) -> bool:
    name, label = name_key(row.name).split(" "), name_key(row.label).split(" ")
    return (
        1 < len(name) < min(len(label), len(said))
        and label[-len(name) :] == name
        and said[-len(name) :] == name
        and said[-len(name) - 1] not in label
    )


def _mention(reading: Reading, role: str, found: Found) -> Mention:
    start, end = reading.words[found.first].start, reading.words[found.last - 1].end
    if not found.rows:
        return Mention(start, end, role, "", "", "")
    best = found.rows[0]
    ids = tuple(dict.fromkeys(row.term_id for row in found.rows))
    ambiguous = ids if len(ids) > 1 else ()
    return Mention(start, end, role, best.term_id, best.label, best.name, ambiguous)


def _carried(reading: Reading, plain: Sequence[Mention]) -> tuple[list[Mention], Collection[str]]:
    """Short forms as the terms that they stand for here, and those that stand for others."""
    by_end = {one.end: one for one in plain}
    terms: dict[str, Mention] = {}
    other: set[str] = set()
    for one in reading.abbreviations:
        named = by_end.get(one.long_end)
        whole = named is not None and abs(named.start - one.long_start) <= 1
        if named is not None and (whole or named.start < one.long_start):
            terms.setdefault(one.short, named)
        else:
            other.add(one.short)
    found = [
        terms[short]._replace(start=start, end=end)
        for start, end, short in short_forms(reading, terms)
    ]
    return found, other - terms.keys()


def short_forms(reading: Reading, shorts: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Where one of these short forms stands as a word of its own, in its case or a plural."""
    for short in shorts:
        at = reading.text.find(short)
        while at >= 0:
            end = at + len(short)
            if reading.text[end : end + 1] == "s":
                end += 1
            before = reading.text[at - 1 : at] if at else ""
            if not before.isalnum() and not reading.text[end : end + 1].isalnum():
                yield at, end, short
            at = reading.text.find(short, end)


def _outside(carried: Iterable[Mention], plain: Iterable[Mention]) -> Iterator[Mention]:
    """Those carried that do not stand within a name."""
    spans = sorted((one.start, -one.end) for one in plain)
    reached = list(accumulate((-end for _, end in spans), max))
    for one in carried:
        at = bisect_right(spans, (one.start, 0)) - 1
        if at < 0 or reached[at] < one.end:
            yield one
