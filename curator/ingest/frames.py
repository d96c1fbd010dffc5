"""What goes through the pipes between the window's process and a parser: length, JSON, bytes.

No pickle and no marshal: the parser's process reads hostile files, and its answers are not trusted.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from curator.ingest.values import (
    BLOCK_KINDS,
    Block,
    FieldHint,
    ParsedArticle,
    block_from_json,
    block_to_json,
)

_LENGTHS = struct.Struct(">II")


@dataclass(frozen=True, slots=True)
class Frame:
    """One message: a JSON object and bytes."""

    head: Mapping[str, Any]
    data: bytes = b""


def write_frame(stream: BinaryIO, frame: Frame) -> None:
    head = json.dumps(frame.head, separators=(",", ":")).encode("ascii")
    stream.write(_LENGTHS.pack(len(head), len(frame.data)))
    stream.write(head)
    stream.write(frame.data)
    stream.flush()


def _exactly(stream: BinaryIO, size: int) -> bytes | None:
    data = stream.read(size)
    return data if len(data) == size else None


def read_frame(stream: BinaryIO) -> Frame | None:
    """The next message; nothing where the other side is gone."""
    lengths = _exactly(stream, _LENGTHS.size)
    if lengths is None:
        return None
    head_size, data_size = _LENGTHS.unpack(lengths)
    head, data = _exactly(stream, head_size), _exactly(stream, data_size)
    if head is None or data is None:
        return None
    return Frame(json.loads(head), data)


def article_frame(article: ParsedArticle) -> Frame:
    """An article without its bytes: the other side has them."""
    head = {
        "media_type": article.media_type,
        "encoding": article.encoding,
        "replacements": article.replacements,
        "nul_replaced": article.nul_replaced,
        "blocks": [block_to_json(one) for one in article.blocks],
        "made_by": dict(article.made_by),
        "title": article.title,
        "hints": [[one.field, one.value, one.start, one.end] for one in article.hints],
    }
    return Frame(head, article.body.encode("utf-8"))


def blocks_from(head: Mapping[str, Any], body: str) -> tuple[Block, ...]:
    """Blocks, checked: known kinds, in order, inside the body.

    Raises:
        ValueError: They are not.
    """
    blocks = tuple(map(block_from_json, head["blocks"]))
    last = 0
    for block in blocks:
        if block.kind not in BLOCK_KINDS or not last <= block.start < block.end <= len(body):
            raise ValueError("blocks out of order")
        last = block.end
    return blocks


def hints_from(head: Mapping[str, Any], body: str) -> tuple[FieldHint, ...]:
    """Hints; each quote is taken from the body, never from the message.

    Raises:
        ValueError: One lies outside the body.
    """
    hints = []
    for field, value, start, end in head["hints"]:
        if not 0 <= int(start) < int(end) <= len(body):
            raise ValueError("hint outside the text")
        hints.append(FieldHint(str(field), str(value), start, end, body[start:end]))
    return tuple(hints)
