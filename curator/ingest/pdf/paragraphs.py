"""Lines of one column to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from curator.ingest.pdf.lines import Line

LIST_MARK: Final = re.compile(r"^(?:[•▪●○‣◦■□►]\s*|[-–—*]\s+|\(?[a-zA-Z0-9]{1,2}\)\s+)")
ENTRY_MARK: Final = re.compile(r"^(?:\[\w{1,12}\+?\d{0,4}\]|\d{1,3}\.)\s+\S")
CAPTION_MARK: Final = re.compile(
    r"^(?P<name>(?i:(?:(?:supplement(?:ary|al)|extended data|additional|online)\s+)?"
    r"(?:fig(?:ure)?|table|scheme|box|chart|plate|video|movie|abbildung|tabelle|listing)s?\.?)\s*"
    r"(?:(?:[A-Z]\.)?[A-Z]{0,2}\d{1,3}|[IVX]{1,5})(?:\.\d{1,2})?)\s*"
    r"(?:[.:|—–-]|\s(?=[A-ZÄÖÜ(“])|$)"
)
LEADERS: Final = re.compile(r"(?:\.\s?){5,}\s*(?:\d{1,4}|[ivxl]{1,6})$")
_NUMBER: Final = re.compile(r"^[\[(]?(\d{1,3})[\]).]\s")
_ENDS: Final = re.compile(r"[.!?:]['\"”’)\]]*[¹²³⁴⁵⁶⁷⁸⁹⁰˒,⁻]*$")


class _Column:
    """Measures of a column's lines."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.texts = [line.text for line in lines]
        marked = sum(ENTRY_MARK.match(text) is not None for text in self.texts)
        self._is_list = marked >= 3  # one alone is a number at the beginning of a line
        self._leadings: dict[float, list[float]] = {}
        for above, below in pairwise(lines):
            step = below.base - above.base
            if _same_size(above, below) and 0 < step < 2.6 * below.size:
                self._leadings.setdefault(round(below.size), []).append(step)

    def leading(self, line: Line) -> float:
        steps = self._leadings.get(round(line.size))
        return median(steps) if steps else 1.2 * line.size

    def right(self, at: int) -> float:
        """The right edge of the lines around one."""
        line = self.lines[at]
        near = self.lines[max(0, at - 3) : at + 4]
        return max(one.x1 for one in near if _same_size(one, line))

    def starts(self, at: int, first: int) -> bool:
        """Whether a line begins another paragraph than the one that began at ``first``."""
        above, line = self.lines[at - 1], self.lines[at]
        step = line.base - above.base
        if not _same_size(above, line) or step > 1.3 * self.leading(line) or step <= 0:
            return True
        if LEADERS.search(self.texts[at - 1]):
            return True  # the line above is an entry of a table of contents
        if self._counts_on(at, first):
            return True
        if line.initial or self._marked(at) or self._bold_changes(at):
            return True
        if _centred(above, line) and not ENTRY_MARK.match(self.texts[at]):
            return False
        return self._moved(at, first) or self._broken(at)

    def _counts_on(self, at: int, first: int) -> bool:
        """Whether its number follows that of the entry above, in the same place."""
        number, before = _NUMBER.match(self.texts[at]), _NUMBER.match(self.texts[first])
        if number is None or before is None:
            return False
        level = abs(self.lines[at].x0 - self.lines[first].x0) < self.lines[at].size
        return level and int(number[1]) == int(before[1]) + 1

    def _marked(self, at: int) -> bool:
        text = self.texts[at]
        if CAPTION_MARK.match(text) and _ENDS.search(self.texts[at - 1]):
            return True
        if LIST_MARK.match(text) and not self.texts[at - 1].endswith("-"):
            return not text.startswith(("-", "–", "—", "*")) or self._short(at - 1)
        if not self._is_list or not ENTRY_MARK.match(text):
            return False
        return _ENDS.search(self.texts[at - 1]) is not None or self._short(at - 1)

    def _short(self, at: int) -> bool:
        line = self.lines[at]
        return line.x1 < self.right(at) - 1.5 * line.size

    def _bold_changes(self, at: int) -> bool:
        above, line = self.lines[at - 1], self.lines[at]
        if above.bold == line.bold:
            return False
        return self._short(at - 1) or line.base - above.base > 1.08 * self.leading(line)

    def _moved(self, at: int, first: int) -> bool:
        """By its left edge: an indented first line, or the next entry with a hanging indent."""
        above, line = self.lines[at - 1], self.lines[at]
        shift = (line.x0 - above.x0) / line.size
        if abs(shift) < 0.6:
            return False
        hanging = LIST_MARK.match(self.texts[first]) or ENTRY_MARK.match(self.texts[first])
        if shift > 0:
            if hanging and at == first + 1:
                return False
            after = self.lines[at + 1] if at + 1 < len(self.lines) else None
            if after is None or not _same_size(line, after):
                return bool(_ENDS.search(self.texts[at - 1]))
            back = line.x0 - after.x0 > 0.6 * line.size
            stays = abs(after.x0 - line.x0) <= 0.6 * line.size
            if stays and at == first + 1:
                return False  # a hanging indent; or a paragraph of one line before a quotation
            return back or shift > 1.5
        if at == first + 1:
            return bool(hanging)  # a first line stood further in; a list's next line does not
        return True

    def _broken(self, at: int) -> bool:
        """Whether the line above ended before it was full, and a new sentence begins."""
        above, line = self.lines[at - 1], self.lines[at]
        if above.bold and line.bold:
            return False
        word = line.runs[0].x1 - line.runs[0].x0
        fits = above.x1 + 0.3 * line.size + word < self.right(at) - 0.8 * line.size
        begins = not self.texts[at][:1].islower()
        return fits and begins and not self.texts[at - 1].endswith("-")


def _same_size(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= 0.07 * max(one.size, other.size)


def _centred(above: Line, line: Line) -> bool:
    """Both lines about one middle, and neither at the other's left edge."""
    middles = abs((above.x0 + above.x1) - (line.x0 + line.x1)) / 2
    return middles < 0.4 * line.size and abs(above.x0 - line.x0) > 0.6 * line.size


def paragraphs_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines, in their order, by paragraph."""
    if not lines:
        return []
    column = _Column(lines)
    parts = [[lines[0]]]
    first = 0
    for at in range(1, len(lines)):
        if column.starts(at, first):
            parts.append([])
            first = at
        parts[-1].append(lines[at])
    return parts
