"""Digests of rows and the seal of a change (FORMAT 2).

A document is kept as canonical text already; the canonical text around it is put together by hand:
keys in their order, strings by the C encoder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring as quoted
from typing import Any, Final

from curator.domain.changes import Author
from curator.domain.errors import UsageError
from curator.domain.identity import new_id, now

FIRST_PREVIOUS: Final = "0" * 64
"""What stands before the first change."""

Row = Mapping[Any, Any]


@dataclass(frozen=True, slots=True)
class ChangeHeader:
    """What is fixed before the transaction begins: who, when, why."""

    id: str
    at: str
    author: Author
    kind: str
    reason: str = ""


@dataclass(slots=True)
class Digests:
    """The digests that one seal covers, by table; ``entities`` are pairs (id, number)."""

    entities: list[tuple[str, int]] = field(default_factory=list)
    revisions: list[str] = field(default_factory=list)
    originals: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.entities, self.revisions, self.originals, self.texts, self.terms))


def new_header(
    author: Author, kind: str, *, reason: str = "", id: str = "", at: str = ""
) -> ChangeHeader:
    """Take id and time of a change, once, before its transaction.

    Raises:
        UsageError: Name or reason hold what is no text (a lone surrogate, NUL).
    """
    for what, words in (("name", author.name), ("reason", reason)):
        if "\0" in words or any("\ud800" <= letter <= "\udfff" for letter in words):
            raise UsageError(f"The {what} holds characters that are no text.")
    if not author.name.strip():
        raise UsageError("The author has no name.", hint="Give one with --author NAME.")
    return ChangeHeader(id or new_id(), at or now(), author, kind, reason)


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8")).hexdigest()


REVISION_COLUMNS: Final = (
    "id",
    "entity_id",
    "kind",
    "parents",
    "origin_change",
    "author",
    "at",
    "form_digest",
    "document",
)
"""What a revision's digest covers: all its columns but digest, number and change_seq."""


def revision_digest(row: Row) -> str:
    """Of a row; ``document`` and ``parents`` are canonical JSON."""
    return digest_of_revision([row[name] for name in REVISION_COLUMNS])


def digest_of_revision(columns: Sequence[str]) -> str:
    """Of ``REVISION_COLUMNS`` in their order, for whoever goes through all revisions."""
    id_, entity_id, kind, parents, origin_change, author, at, form_digest, document = columns
    return _hash(
        f'{{"at":{quoted(at)},"author":{quoted(author)},"document":{document}'
        f',"entity_id":{quoted(entity_id)},"form_digest":{quoted(form_digest)}'
        f',"id":{quoted(id_)},"kind":{quoted(kind)},"origin_change":{quoted(origin_change)}'
        f',"parents":{parents}}}'
    )


def original_digest(sha: str, size: int) -> str:
    """Of all its columns; the bytes stand as their SHA-256."""
    return _hash(f'{{"bytes":{quoted(sha)},"sha256":{quoted(sha)},"size":{size}}}')


def text_digest(article_id: str, sha: str, *, made_by: str, blocks: str) -> str:
    """Of all its columns; the body stands as its SHA-256, ``blocks`` is canonical JSON."""
    return _hash(
        f'{{"article_id":{quoted(article_id)},"blocks":{blocks},"body":{quoted(sha)}'
        f',"made_by":{quoted(made_by)},"sha256":{quoted(sha)}}}'
    )


def term_digest(row: Row) -> str:
    """Of all its columns; ``synonyms`` and ``parents`` are canonical JSON."""
    return _hash(
        f'{{"id":{quoted(row["id"])},"label":{quoted(row["label"])},"parents":{row["parents"]}'
        f',"release":{quoted(row["release"])},"synonyms":{row["synonyms"]}}}'
    )


def seal_of(header: ChangeHeader, seq: int, *, previous: str, digests: Digests) -> str:
    """The seal of a change: SHA-256 over its header and all that it brought."""
    pairs = ",".join(f"[{quoted(one)},{number}]" for one, number in sorted(digests.entities))
    return _hash(
        f'{{"at":{quoted(header.at)},"author":{{"id":{quoted(header.author.id)}'
        f',"name":{quoted(header.author.name)}}},"entities":[{pairs}],"format":1'
        f',"id":{quoted(header.id)},"kind":{quoted(header.kind)}'
        f',"originals":{_listed(digests.originals)},"previous":{quoted(previous)}'
        f',"reason":{quoted(header.reason)},"revisions":{_listed(digests.revisions)}'
        f',"seq":{seq},"terms":{_listed(digests.terms)},"texts":{_listed(digests.texts)}}}'
    )


def _listed(digests: Iterable[str]) -> str:
    return "[" + ",".join([quoted(one) for one in sorted(digests)]) + "]"
