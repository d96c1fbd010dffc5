"""What the process of a plug-in is asked, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from curator.services.suggesting_here import Readable
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
