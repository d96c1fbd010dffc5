"""Lists whose lines begin with a tag: records, their pairs and their own lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from curator.domain.exchange.tags import Pair, one_line
from curator.ingest.references.articles import Record
from curator.ingest.values import Note, Read

_SHOWN: Final = 60


@dataclass(slots=True)
class Raw:
    """A record as it is being read: its tags with their lines, and its text."""

    tags: list[tuple[str, list[str]]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def begin(self, tag: str, words: str, *, line: str) -> None:
        self.tags.append((tag, [words]))
        self.text.append(line)

    def go_on(self, words: str, *, line: str) -> None:
        if self.tags:
            self.tags[-1][1].append(words)
        self.text.append(line)

    def pairs(self) -> list[Pair]:
        """Each tag with its lines."""
        return [(tag, "\n".join(words)) for tag, words in self.tags]

    def joined(self) -> list[Pair]:
        """Each tag with its lines as one: where line ends are the format's own wrapping."""
        return [(tag, one_line("\n".join(words))) for tag, words in self.tags]

    def own_text(self) -> str:
        """Its lines as in the file."""
        return "\n".join(self.text).strip("\n") + "\n"


def stray(words: str, line: int) -> Note:
    """A line between records that belongs to none."""
    shown = one_line(words)
    cut = f"{shown[: _SHOWN - 1]}…" if len(shown) > _SHOWN else shown
    return Note(f"Line {line} stands between records and is in none of them: “{cut}”.")


def records_of(
    raws: Iterator[Raw | Note], read: Callable[[Raw], Record]
) -> Iterator[Record | Read]:
    """Records as they are read; notes pass."""
    for raw in raws:
        yield read(raw) if isinstance(raw, Raw) else raw
