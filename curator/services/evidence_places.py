"""Where evidence stands, for tables that name it: the blocks of a text are read once for several.

It asks for the blocks of few texts at a time: rows come by study, and so by article.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from curator.ingest.values import block_from_json
from curator.services.text_places import TextPlaces
from curator.store.engine import Session
from curator.store.tables import text

_KEPT: Final = 32


class StoredPlaces:
    """The places of evidence in the texts of a registry.

    Args:
        session: To read the texts with.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: OrderedDict[tuple[str, str], TextPlaces] = OrderedDict()

    def words(self, article_id: str, evidence: Mapping[str, Any]) -> str:
        """``p. 4, Results``, in the very text that the evidence stands in; empty where unknown."""
        key = (article_id, evidence["text"])
        if key not in self._known:
            self._known[key] = self._read(*key)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key].words(evidence["start"])

    def _read(self, article_id: str, sha256: str) -> TextPlaces:
        query = (
            sa.select(text.c.body, text.c.blocks)
            .where(text.c.article_id == article_id, text.c.sha256 == sha256)
            .order_by(text.c.change_seq.desc(), text.c.digest)
            .limit(1)
        )
        row = self._session.execute(query).one_or_none()
        if row is None:
            return TextPlaces("", ())
        return TextPlaces(row.body, tuple(map(block_from_json, json.loads(row.blocks))))
