"""Lists whose lines begin with a tag: records, their pairs and their own lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from curator.domain.exchange.tags import Pair, one_line
from curator.ingest.decode import decode
from curator.ingest.references.articles import Record, articles_of
from curator.ingest.texts import refuse_unreadable
from curator.ingest.values import Note, Read, ReadOptions

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


@dataclass(frozen=True, slots=True)
class Tagged:
    """A format of tagged lists.

    Attributes:
        key: Of the format.
        split: The records of a text, and notes on what stands between them.
        read: What a record says.
    """

    key: str
    split: Callable[[str], Iterator[Raw | Note]]
    read: Callable[[Raw], Record]

    def articles(self, data: bytes, name: str, *, options: ReadOptions) -> Iterator[Read]:
        """The articles of a list.

        Args:
            data: The file.
            name: Its name, for messages.
            options: The encoding that it is to be taken in.

        Raises:
            UnreadableInputError: It is blank or no text.
        """
        decoded = decode(data, forced=options.encoding)
        refuse_unreadable(decoded, name)
        raws = self.split(decoded.text)
        records = (self.read(raw) if isinstance(raw, Raw) else raw for raw in raws)
        yield from articles_of(data, decoded, records=records, name=name, key=self.key)
