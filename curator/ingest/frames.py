"""What goes through the pipes between the window's process and a parser: length, JSON, bytes.

No pickle and no marshal: the parser's process reads hostile files, and its answers are not trusted.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, BinaryIO, Final

from curator.domain.errors import CuratorError, PasswordNeededError, UnreadableInputError
from curator.domain.references import reference_from_json, reference_to_json
from curator.ingest.files import shown_text
from curator.ingest.texts import digest
from curator.ingest.values import (
    BLOCK_KINDS,
    Block,
    Failure,
    FieldHint,
    Note,
    ParsedArticle,
    Read,
    ReadOptions,
    block_from_json,
    block_to_json,
)

_LENGTHS = struct.Struct(">II")
_NEEDS: Final[Mapping[str, type[UnreadableInputError]]] = MappingProxyType(
    {"password": PasswordNeededError}
)
LONGEST_NAME: Final = 1_000


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


# --- what is asked -------------------------------------------------------------------------------


def options_to_json(options: ReadOptions) -> dict[str, Any]:
    return {
        "encoding": options.encoding,
        "password": options.password,
        "columns": dict(options.columns),
        "max_text": options.max_text,
        "known": {headers: dict(columns) for headers, columns in options.known.items()},
        "fields": sorted(options.fields),
    }


def options_from_json(data: Mapping[str, Any]) -> ReadOptions:
    return ReadOptions(
        data["encoding"],
        data["password"],
        MappingProxyType(dict(data["columns"])),
        data["max_text"],
        MappingProxyType(data["known"]),
        frozenset(data["fields"]),
    )


# --- what is answered ----------------------------------------------------------------------------


def error_frame(error: CuratorError) -> Frame:
    """What went wrong with the whole file or question."""
    head = {"error": error.sentence, "hint": error.hint, "needs": getattr(error, "needs", "")}
    return Frame(head)


def error_from(head: Mapping[str, Any]) -> UnreadableInputError:
    """The error that a child reported."""
    kind = _NEEDS.get(str(head.get("needs", "")), UnreadableInputError)
    return kind(str(head["error"]), hint=str(head.get("hint", "")) or None)


def frame_of(read: Read, data: bytes) -> Frame:
    """One thing that was read.

    Args:
        read: The thing.
        data: The file's bytes, which the other side has: an article that is all of them leaves
            them out.
    """
    if isinstance(read, Note):
        return Frame({"note": read.sentence})
    if isinstance(read, Failure):
        head = {"failure": read.name, "sentence": read.sentence}
        return Frame(head | {"hint": read.hint, "needs": read.needs})
    return _article_frame(read, data)


def _article_frame(article: ParsedArticle, data: bytes) -> Frame:
    body = article.body.encode("utf-8")
    whole = article.original is data or article.original == data
    reference = article.reference
    head = {
        "media_type": article.media_type,
        "encoding": article.encoding,
        "replacements": article.replacements,
        "nul_replaced": article.nul_replaced,
        "blocks": [block_to_json(one) for one in article.blocks],
        "made_by": dict(article.made_by),
        "title": article.title,
        "hints": [[one.field, one.value, one.start, one.end] for one in article.hints],
        "name": article.name,
        "reference": None if reference is None else reference_to_json(reference),
        "body": len(body),
        "whole": whole,
    }
    return Frame(head, body if whole else body + article.original)


def read_from(frame: Frame, data: bytes) -> Read:
    """The thing that ``frame_of`` wrote, checked; digests are computed here, of the bytes at hand.

    Args:
        frame: The answer.
        data: The file's bytes.

    Raises:
        UnreadableInputError: The file cannot be read.
        KeyError, TypeError, ValueError: The answer makes no sense.
    """
    head = frame.head
    if "error" in head:
        raise error_from(head)
    if "note" in head:
        return Note(str(head["note"]))
    if "failure" in head:
        name, sentence = shown_text(str(head["failure"]))[:LONGEST_NAME], str(head["sentence"])
        return Failure(name, sentence, str(head["hint"]), str(head["needs"]))
    return _article_from(frame, data)


def _article_from(frame: Frame, data: bytes) -> ParsedArticle:
    head, size = frame.head, int(frame.head["body"])
    if not 0 <= size <= len(frame.data):
        raise ValueError("a text longer than the answer")
    body = frame.data[:size].decode("utf-8")
    original = data if head["whole"] else frame.data[size:]
    reference = head["reference"]
    return ParsedArticle(
        original_sha256=digest(original),
        size=len(original),
        media_type=str(head["media_type"]),
        encoding=str(head["encoding"]),
        replacements=int(head["replacements"]),
        nul_replaced=int(head["nul_replaced"]),
        body=body,
        text_sha256=digest(frame.data[:size]),
        blocks=blocks_from(head, body),
        made_by=MappingProxyType({str(key): str(value) for key, value in head["made_by"].items()}),
        title=str(head["title"]),
        hints=hints_from(head, body),
        original=original,
        name=shown_text(str(head["name"]))[:LONGEST_NAME],
        reference=None if reference is None else reference_from_json(reference),
    )


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
