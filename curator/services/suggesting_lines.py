"""What the suggesting process is asked, as lines of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from curator.domain.terms import VocabularyTerm
from curator.services.suggesting_here import Readable, Wishes
from curator.suggest.matcher import Silenced
from curator.suggest.wire import (
    blocks_from_json,
    blocks_to_json,
    hints_from_json,
    hints_to_json,
)


def readable_to_json(article: Readable) -> dict[str, Any]:
    return {
        "body": article.body,
        "blocks": blocks_to_json(article.blocks),
        "hints": hints_to_json(article.hints),
    }


def readable_from_json(data: Mapping[str, Any]) -> Readable:
    blocks, hints = blocks_from_json(data["blocks"]), hints_from_json(data["hints"])
    return Readable(data["body"], blocks, hints)


def wishes_to_json(wishes: Wishes) -> dict[str, Any]:
    return {
        "silenced": sorted(map(list, wishes.silenced.names)),
        "terms": {
            role: [[t.id, t.label, list(t.synonyms), list(t.parents), t.release] for t in terms]
            for role, terms in wishes.terms.items()
        },
        "floors": dict(wishes.floors),
        "off": sorted(map(list, wishes.off)),
    }


def wishes_from_json(data: Mapping[str, Any]) -> Wishes:
    return Wishes(
        silenced=Silenced(frozenset((r, k, t) for r, k, t in data["silenced"])),
        terms={
            role: tuple(
                VocabularyTerm(term_id, label, tuple(synonyms), tuple(parents), release)
                for term_id, label, synonyms, parents, release in rows
            )
            for role, rows in data["terms"].items()
        },
        floors=data["floors"],
        off=frozenset((rule, field) for rule, field in data["off"]),
    )
