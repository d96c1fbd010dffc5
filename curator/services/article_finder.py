"""Which article a row of a list is about: by its number, DOI, PMID or title, exactly."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.documents import ARTICLE
from curator.domain.folding import fold
from curator.domain.identity import article_label
from curator.store.engine import Session
from curator.store.tables import article_row, head, revision, text

_LABEL: Final = re.compile(r"A-?0*(\d{1,9})", re.IGNORECASE)
_RESOLVER: Final = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_LEAST: Final = 12
"""Letters of a title that names one article by itself."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row says of its article; empty where it says nothing."""

    labels: tuple[str, ...] = ()
    doi: str = ""
    pmid: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    number: int
    title: str
    document: Mapping[str, Any]


class ArticleFinder:
    """The articles of a registry that are not withdrawn, by what they are known by."""

    def __init__(self, session: Session) -> None:
        self._articles: dict[str, _Known] = {}
        self._by: dict[tuple[str, str], set[str]] = {}
        rows = (
            sa.select(article_row.c.article_id, article_row.c.number, article_row.c.title,
                      revision.c.document)
            .join(head, head.c.entity_id == article_row.c.article_id)
            .join(revision, revision.c.id == head.c.revision_id)
            .where(article_row.c.state != "withdrawn", head.c.kind == ARTICLE)
        )  # fmt: skip
        for article_id, number, title, document in session.execute(rows):
            known = _Known(number, title, json.loads(document))
            self._articles[article_id] = known
            self._put("label", str(number), article_id)
            for words in (title, known.document.get("title", "")):
                self._put("title", _bare(words), article_id)
        for article_id, made_by in session.execute(sa.select(text.c.article_id, text.c.made_by)):
            if article_id in self._articles and '"reference"' in made_by:
                self._reference(article_id, json.loads(made_by).get("reference") or {})

    def _reference(self, article_id: str, reference: Mapping[str, Any]) -> None:
        self._put("doi", _doi(str(reference.get("doi", ""))), article_id)
        self._put("pmid", str(reference.get("pmid", "")).strip(), article_id)
        self._put("title", _bare(str(reference.get("title", ""))), article_id)

    def _put(self, kind: str, words: str, article_id: str) -> None:
        if words:
            self._by.setdefault((kind, words), set()).add(article_id)

    def number(self, article_id: str) -> int:
        """The 42 of A-0042; 0 where there is no such article."""
        known = self._articles.get(article_id)
        return known.number if known else 0

    def title(self, article_id: str) -> str:
        return self._articles[article_id].title

    def document(self, article_id: str) -> Mapping[str, Any]:
        return self._articles[article_id].document

    def find(self, wanted: Wanted) -> tuple[tuple[str, ...], str]:
        """The articles, the first the one that speaks; none, and a sentence where it is refused.

        Numbers go before a DOI, a DOI before a PMID, that before a title.
        """
        if wanted.labels:
            return self._labelled(wanted.labels)
        keys = (
            ("doi", _doi(wanted.doi)),
            ("pmid", wanted.pmid.strip()),
            ("title", _bare(wanted.title)),
        )
        for kind, words in keys:
            if found := self._one(kind, words):
                return found
        return (), ""

    def _one(self, kind: str, words: str) -> tuple[tuple[str, ...], str] | None:
        """The one article known by these words, or why there is no one; None for none."""
        found = sorted(self._by.get((kind, words), ()), key=self.number) if words else []
        if len(found) > 1:
            called = ", ".join(article_label(self.number(one)) for one in found)
            return (), f"Several articles have this {kind}: {called}."
        return ((found[0],), "") if found else None

    def _labelled(self, labels: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
        # A column headed "Article" may as well hold titles; `_bare` drops what parted them.
        titled = self._one("title", _bare("".join(labels)))
        if titled and not any(_LABEL.fullmatch(one) for one in labels):
            return titled
        found = []
        for label in labels:
            number = _LABEL.fullmatch(label)
            there = self._by.get(("label", number[1])) if number else None
            if not there:
                return (), f"There is no article {label} in this registry."
            found += list(there)
        return tuple(found), ""


def _doi(words: str) -> str:
    return _RESOLVER.sub("", words.strip()).casefold()


def _bare(title: str) -> str:
    """Letters and digits of a title; empty where they are too few to name one article."""
    folded = fold(title)
    bare = "".join(char for char in folded if unicodedata.category(char)[0] in "LN")
    return bare if len(bare) >= _LEAST else ""
