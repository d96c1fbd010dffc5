"""What is left of an XML record after its known elements were taken, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from curator.domain.exchange.tags import Pair, held, one_line
from curator.ingest.jats_inline import words_of
from curator.ingest.xml_trees import children, local_name, plain_text, steps

# What says nothing of the record itself.
_SILENT: Final = frozenset(
    "face font size charset color ValidYN CompleteYN Version VersionID DateType EIdType IdType "
    "PubStatus IssnType Source Type RefType".split()
)
# These attributes tell elements of one name apart and so belong to the name.
_STYLES: Final = frozenset(("style",))  # how EndNote writes words, whatever they are
_DATE_PARTS: Final = frozenset("Year Month Day Hour Minute Season".split())
_TELLING: Final = ("IdType", "EIdType", "PubStatus", "IssnType", "Source", "Type", "RefType")


class Taking:
    """An XML record of which elements are taken, each once."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self._taken: set[etree._Element] = set()

    def take(self, element: etree._Element | None) -> str:
        """The words of an element, in one line."""
        if element is None:
            return ""
        self._taken.add(element)
        return one_line(words_of(element))

    def plain(self, element: etree._Element | None) -> str:
        """As ``take`` for what holds no markup."""
        if element is None:
            return ""
        self._taken.add(element)
        return one_line(plain_text(element))

    def each(self, elements: Iterable[etree._Element]) -> list[str]:
        return [words for one in elements if (words := self.plain(one))]

    def mark(self, element: etree._Element | None) -> None:
        """An element and all that it holds count as taken."""
        if element is not None:
            self._taken.add(element)

    def left(self) -> tuple[Pair, ...]:
        """Pairs (path below the root, words) of what was not taken, attributes behind an ``@``."""
        return tuple(self._walk())

    def _walk(self) -> Iterator[Pair]:
        path: list[str] = []
        events = steps(self.root)
        for event, element in events:
            name = local_name(element)
            if not name:
                continue
            if event == "end":
                if path and element is not self.root:
                    path.pop()
                continue
            if element in self._taken:
                if element is not self.root:
                    path.append("")
                events.skip_subtree()  # type: ignore[attr-defined]
                continue
            if element is not self.root:
                path.append(name + _which(element))
            if date := self._date(element):
                yield "/".join(path), date
                events.skip_subtree()  # type: ignore[attr-defined]
                continue
            yield from self._own(element, "/".join(part for part in path if part not in _STYLES))

    def _date(self, element: etree._Element) -> str:
        """A date whose parts are elements, none of them taken, as one value."""
        parts = {local_name(child): child for child in children(element)}
        whole = "Year" in parts and set(parts) <= _DATE_PARTS
        if not whole or any(part in self._taken for part in parts.values()):
            return ""
        words = [plain_text(part) for part in parts.values()]
        return " ".join(word for word in words if word)

    def _own(self, element: etree._Element, path: str) -> Iterator[Pair]:
        for key, value in element.attrib.items():
            plain = str(key).rpartition("}")[2]
            if str(value).strip() and plain not in _SILENT and value != "N":
                yield f"{path}@{plain}", held(str(value))
        has_children = next(children(element), None) is not None
        words = (element.text or "") + "".join(child.tail or "" for child in element)
        if one_line(held(words)):
            yield path, one_line(held(words))
        elif not has_children:
            return


def _which(element: etree._Element) -> str:
    for name in _TELLING:
        if value := element.get(name):
            return f"[{value}]"
    return ""


def own_text(element: etree._Element) -> str:
    """The element as XML of its own."""
    return str(etree.tostring(element, encoding="unicode", with_tail=False)) + "\n"
