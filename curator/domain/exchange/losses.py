"""What a format cannot hold exactly, found by reading back what would be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Final

from curator.domain.references import Reference

_SHOWN: Final = 60
_NOT_COMPARED: Final = frozenset(("source",))


@dataclass(frozen=True, slots=True)
class Loss:
    """One value that a file holds otherwise than the record, or not at all.

    Attributes:
        record: Its number in the file, from 1.
        field: The attribute of ``Reference``, or the record's own tag.
        sentence: What became of it, as the end of a sentence that begins with the field.
    """

    record: int
    field: str
    sentence: str


def shown(words: str) -> str:
    """A value in quotation marks, on one line, cut where it is long."""
    line = " ".join(words.split())
    return f"“{line[: _SHOWN - 1]}…”" if len(line) > _SHOWN else f"“{line}”"


def differences(wanted: Reference, back: Reference) -> Iterator[tuple[str, str]]:
    """Pairs (field, sentence) of all that reading back does not give as it was."""
    for one in fields(Reference):
        if one.name in _NOT_COMPARED:
            continue
        before, after = getattr(wanted, one.name), getattr(back, one.name)
        if before == after:
            continue
        if one.name == "other":
            yield from _other(before, after)
        elif not isinstance(before, tuple):
            yield one.name, _sentence(before, after)
        else:
            yield from ((one.name, sentence) for sentence in _listed(before, after))


def _sentence(before: str, after: str) -> str:
    if not after:
        return f"{shown(before)} cannot be held"
    if not before:
        return f"{shown(after)} stands there although the record has none"
    return f"{shown(before)} is read back as {shown(after)}"


def _listed(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    if not gone and not come:
        yield "are read back in another order"
    for words in gone.elements():
        yield f"{shown(words)} cannot be held as it is"
    for words in come.elements():
        yield f"{shown(words)} stands there although the record has none"


def _other(
    before: tuple[tuple[str, str], ...], after: tuple[tuple[str, str], ...]
) -> Iterator[tuple[str, str]]:
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    if not gone and not come:
        yield "other", "its tags are read back in another order"
    for tag, value in gone.elements():
        yield tag, f"{shown(value)} cannot be held as it is"
    for tag, value in come.elements():
        yield tag, f"{shown(value)} stands there although the record has none"


def report_lines(losses: Iterable[Loss]) -> tuple[str, ...]:
    """One line for each thing that happened, with all the records that it happened to."""
    grouped: dict[tuple[str, str], list[int]] = {}
    for loss in losses:
        grouped.setdefault((loss.field, loss.sentence), []).append(loss.record)
    return tuple(
        f"{field}: {sentence} ({_records(numbers)})."
        for (field, sentence), numbers in grouped.items()
    )


def _records(numbers: list[int]) -> str:
    """``record 4``, ``records 1-3, 7``."""
    distinct = sorted(set(numbers))
    runs: list[tuple[int, int]] = []
    for number in distinct:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    words = ", ".join(str(a) if a == z else f"{a}-{z}" for a, z in runs)
    return f"record {words}" if len(distinct) == 1 else f"records {words}"
