r"""The lines of a dump: what a registry holds, as JSON, change by change.

Every line is one canonical JSON object with a ``record``.  A change comes first::

    {"record":"change","seq","id","at","author":{"id","name"},"kind","reason","previous","seal"}

then what it brought, in this order, each sorted by its key:

    {"record":"entity","id","kind","number"}                                 kind, number
    {"record":"original","sha256","size","bytes": base64, or null if left out}    sha256
    {"record":"text","article_id","sha256","made_by","blocks":[...],"body","digest"}
                                                        article_id, sha256, digest
    {"record":"term","release","id","label","synonyms":[...],"parents":[...]}  release, id
    {"record":"revision", all columns but change_seq; "document" and "parents" as JSON}    id

then what curators said of suggestions before the next change, log by log (``store/logs.py``).
After the last of it comes ``{"record":"end","changes","seal"}``, with ``logs`` where there are any,
so that a dump that was cut off between two lines is seen.  Lines end in ``\n`` and are split on
nothing else.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from json.encoder import encode_basestring as quoted
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.canonical import canonical, sha256
from curator.domain.changes import Author, Change
from curator.domain.errors import RefusedError
from curator.domain.terms import VocabularyTerm
from curator.store.durable import whole_file
from curator.store.engine import Session
from curator.store.journal import NewOriginal, NewText, term_row, text_row
from curator.store.logs import SHAPES as LOG_SHAPES
from curator.store.logs import LogLines, ends_to_json, has_logs
from curator.store.revisions import change_of, last_change
from curator.store.sealing import Row, original_digest, revision_digest
from curator.store.tables import change, entity, original, revision, term, text

SHAPES: Final[Mapping[str, Mapping[str, type]]] = {
    "change": dict.fromkeys(("id", "at", "kind", "reason", "previous", "seal"), str)
    | {"seq": int, "author": dict},
    "entity": {"id": str, "kind": str, "number": int},
    "original": {"sha256": str, "size": int, "bytes": str},
    "text": dict.fromkeys(("article_id", "sha256", "made_by", "body", "digest"), str)
    | {"blocks": list},
    "term": dict.fromkeys(("release", "id", "label"), str) | {"synonyms": list, "parents": list},
    "revision": dict.fromkeys(("id", "entity_id", "kind", "origin_change"), str)
    | dict.fromkeys(("author", "at", "form_digest", "digest"), str)
    | {"number": int, "document": dict, "parents": list},
    "end": {"changes": int, "seal": str},
    **LOG_SHAPES,
}
"""Record: its keys and what stands there."""


def change_lines(session: Session, seq: int, *, originals: bool) -> Iterator[bytes]:
    """The lines of one change and all that it brought, without their line ends."""
    row = session.execute(sa.select(change).where(change.c.seq == seq)).one()
    yield _change_line(change_of(row._mapping))
    for one in _brought(session, entity, "first_change", seq, ("kind", "number")):
        yield canonical(
            {"record": "entity", "id": one["id"], "kind": one["kind"], "number": one["number"]}
        )
    yield from _original_lines(session, seq, with_bytes=originals)
    yield from _text_lines(session, seq)
    for one in _brought(session, term, "change_seq", seq, ("release", "id")):
        yield _term_line(one)
    for one in _brought(session, revision, "change_seq", seq, ("id",)):
        yield _revision_line(one)


def write_dump(session: Session, path: Path) -> None:
    """Write the whole dump of one state into a file.

    Raises:
        StorageError: The disk is full or refused; nothing is left at ``path``.
    """
    last = last_change(session)
    if last is None:
        raise RefusedError("there is no change to dump")
    logs = LogLines(session)
    logged = logs.after(1, last=last.seq) if has_logs(session) else {}
    with whole_file(path) as file:
        for seq in range(1, last.seq + 1):
            for line in (*change_lines(session, seq, originals=True), *logged.get(seq, ())):
                file.write(line + b"\n")
        file.write(end_line(last.seq, last.seal, logs=logs.ends) + b"\n")


def end_line(
    changes: int, seal: str, *, logs: Mapping[str, tuple[int, str]] | None = None
) -> bytes:
    """The last line; ``logs``: where each log ends."""
    ends = {"logs": ends_to_json(logs)} if logs else {}
    return canonical({"record": "end", "changes": changes, "seal": seal, **ends})


def _change_line(made: Change) -> bytes:
    return canonical(
        {
            "record": "change",
            "seq": made.seq,
            "id": made.id,
            "at": made.at,
            "author": {"id": made.author.id, "name": made.author.name},
            "kind": made.kind,
            "reason": made.reason,
            "previous": made.previous,
            "seal": made.seal,
        }
    )


def _brought(
    session: Session, table: sa.Table, column: str, seq: int, key: tuple[str, ...]
) -> list[Row]:
    query = sa.select(table).where(table.c[column] == seq).order_by(*(table.c[k] for k in key))
    return [row._mapping for row in session.execute(query)]


def _original_lines(session: Session, seq: int, *, with_bytes: bool) -> Iterator[bytes]:
    query = sa.select(original.c.sha256, original.c.size).where(original.c.change_seq == seq)
    for sha, size in session.execute(query.order_by(original.c.sha256)).all():
        data = None
        if with_bytes:
            one = sa.select(original.c.bytes).where(original.c.sha256 == sha)
            data = session.scalar(one)
        words = "null" if data is None else f'"{base64.b64encode(data).decode("ascii")}"'
        line = f'{{"bytes":{words},"record":"original","sha256":{quoted(sha)},"size":{size}}}'
        yield line.encode("utf-8")


def _text_lines(session: Session, seq: int) -> Iterator[bytes]:
    keys = (text.c.article_id, text.c.sha256, text.c.digest)
    query = sa.select(*keys).where(text.c.change_seq == seq).order_by(*keys)
    for found in session.execute(query).all():
        where = [column == value for column, value in zip(keys, found, strict=True)]
        row = session.execute(sa.select(text).where(*where)).one()
        yield (
            f'{{"article_id":{quoted(row.article_id)},"blocks":{row.blocks}'
            f',"body":{quoted(row.body)},"digest":{quoted(row.digest)}'
            f',"made_by":{quoted(row.made_by)},"record":"text","sha256":{quoted(row.sha256)}}}'
        ).encode()


def _term_line(row: Row) -> bytes:
    return (
        f'{{"id":{quoted(row["id"])},"label":{quoted(row["label"])},"parents":{row["parents"]}'
        f',"record":"term","release":{quoted(row["release"])},"synonyms":{row["synonyms"]}}}'
    ).encode()


def _revision_line(row: Row) -> bytes:
    return (
        f'{{"at":{quoted(row["at"])},"author":{quoted(row["author"])}'
        f',"digest":{quoted(row["digest"])},"document":{row["document"]}'
        f',"entity_id":{quoted(row["entity_id"])},"form_digest":{quoted(row["form_digest"])}'
        f',"id":{quoted(row["id"])},"kind":{quoted(row["kind"])},"number":{row["number"]}'
        f',"origin_change":{quoted(row["origin_change"])},"parents":{row["parents"]}'
        f',"record":"revision"}}'
    ).encode()


# --- reading lines -------------------------------------------------------------------------------


def parse_line(line: bytes) -> Mapping[str, Any]:
    """The object of a line.

    Raises:
        RefusedError: It is none of a dump.
    """
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RefusedError(f"no JSON ({error})") from error
    if not isinstance(data, Mapping) or data.get("record") not in SHAPES:
        raise RefusedError("not a line of a dump")
    _check_shape(data, SHAPES[data["record"]])
    return data


def _check_shape(data: Mapping[str, Any], shape: Mapping[str, type]) -> None:
    if data["record"] == "end" and type(data.get("logs")) is dict:
        shape = {**shape, "logs": dict}
    if data.keys() != shape.keys() | {"record"}:
        odd = ", ".join(sorted((data.keys() ^ shape.keys()) - {"record"}))
        raise RefusedError(f"a line of another shape ({odd})")
    for key, kind in shape.items():
        # type() and not isinstance(): True is an int there.
        if type(data[key]) is not kind and not (key == "bytes" and data[key] is None):
            raise RefusedError(f"{key} is not of the right kind")


def change_from(data: Mapping[str, Any]) -> Change:
    return Change(
        seq=data["seq"],
        id=data["id"],
        at=data["at"],
        kind=data["kind"],
        reason=data["reason"],
        author=Author(data["author"]["id"], data["author"]["name"]),
        previous=data["previous"],
        seal=data["seal"],
    )


def row_from(data: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a row but its change, its digests computed from its content.

    Raises:
        RefusedError: A digest that the line gives is not that of its content.
        KeyError, TypeError, ValueError: Something in it is missing or of the wrong kind.
    """
    return dict(_READERS[data["record"]](data))


def _entity_from(data: Mapping[str, Any]) -> Row:
    return {"id": data["id"], "kind": data["kind"], "number": data["number"]}


def _original_from(data: Mapping[str, Any]) -> Row:
    sha, size = data["sha256"], data["size"]
    content = None
    if data["bytes"] is not None:
        content = base64.b64decode(data["bytes"], validate=True)
        if sha256(content) != sha or len(content) != size:
            raise RefusedError(f"the bytes of the original {sha} do not match it")
    one = NewOriginal(sha, size, content)
    return {
        "sha256": one.sha256,
        "size": one.size,
        "bytes": one.bytes,
        "digest": original_digest(sha, size),
    }


def _text_from(data: Mapping[str, Any]) -> Row:
    row = text_row(NewText(data["article_id"], data["body"], data["made_by"], data["blocks"]))
    if (row["sha256"], row["digest"]) != (data["sha256"], data["digest"]):
        raise RefusedError(f"the text {data['sha256']} does not match its digest")
    return row


def _term_from(data: Mapping[str, Any]) -> Row:
    return term_row(
        VocabularyTerm(
            id=data["id"],
            label=data["label"],
            synonyms=tuple(data["synonyms"]),
            parents=tuple(data["parents"]),
            release=data["release"],
        )
    )


def _revision_from(data: Mapping[str, Any]) -> Row:
    row = {key: value for key, value in data.items() if key != "record"}
    row["document"] = canonical(data["document"]).decode("utf-8")
    row["parents"] = canonical(data["parents"]).decode("utf-8")
    if revision_digest(row) != data["digest"]:
        raise RefusedError(f"revision {data['id']} does not match its digest")
    return row


_READERS: Final[Mapping[str, Callable[[Mapping[str, Any]], Row]]] = {
    "entity": _entity_from,
    "original": _original_from,
    "text": _text_from,
    "term": _term_from,
    "revision": _revision_from,
}
