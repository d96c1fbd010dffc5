"""A vocabulary of a few names, for tests of what finds them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from curator.domain.names import is_short, name_key
from curator.domain.terms import NameRow


class FewNames:
    """Implements ``Names``: each term as its id and its names, the label first."""

    def __init__(self, terms: Mapping[str, Iterable[str]]) -> None:
        self._rows: dict[str, list[NameRow]] = {}
        for term_id, names in terms.items():
            label, *synonyms = names
            for name, scope in ((label, "label"), *((one, "exact") for one in synonyms)):
                row = NameRow(term_id, label, name, scope, is_short(name))
                self._rows.setdefault(name_key(name), []).append(row)

    @property
    def longest(self) -> int:
        return max(len(key.split(" ")) for key in self._rows)

    def lookup(self, keys: Collection[str]) -> Mapping[str, list[NameRow]]:
        return {key: self._rows[key] for key in keys if key in self._rows}
