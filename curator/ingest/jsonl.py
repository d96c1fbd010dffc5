"""Lines of JSON, each an article: ``{"id", "text", "title"?}``.  Lines end in LF, nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from curator.domain.errors import CuratorError, UnreadableInputError
from curator.ingest.decode import Decoded, clean_text, decode, normalise_line_ends
from curator.ingest.mojibake import mojibake_of
from curator.ingest.texts import READER, TITLE, article_of_text, digest
from curator.ingest.values import NO_OPTIONS, Failure, ParsedArticle, Read, ReadOptions

MEDIA_TYPE: Final = "application/json"
_TEXTS: Final = ("text", "body", "content", "full_text", "abstract")
_IDS: Final = ("id", "_id", "name", "doi", "pmid", "url")


def read_jsonl(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read lines of articles.

    Raises:
        UnreadableInputError: It is a dump of a registry.
    """
    for number, line in _lines(data):
        if number == 1:
            _refuse_own(line, name)
        try:
            article = _article(line, f"line {number}", options=options)
        except CuratorError as error:
            yield Failure(f"line {number}", error.sentence, error.hint)
        else:
            yield article


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Lines that hold anything, numbered from 1."""
    start, number = 0, 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        number += 1
        line = data[start:end].strip(b" \t\r\n\xef\xbb\xbf")
        if line:
            yield number, line
        start = end + 1


def _object(line: bytes, encoding: str) -> dict[str, Any] | None:
    """The object of a line; ``None`` where it is none."""
    try:
        found = json.loads(decode(line, forced=encoding).text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _refuse_own(line: bytes, name: str) -> None:
    first = _object(line, "") or {}
    if first.get("record") == "change" and "seal" in first:
        raise UnreadableInputError(
            f"{name} is the dump of a registry, no list of articles.",
            hint="Load it into a new registry with: curator load.",
        )


def _article(line: bytes, place: str, *, options: ReadOptions) -> ParsedArticle:
    given = _object(line, options.encoding)
    if given is None:
        raise UnreadableInputError(f"{place} is no JSON object.")
    text = _first(given, _TEXTS)
    title = " ".join(_first(given, ("title",)).split())
    if not text.strip():
        raise UnreadableInputError(
            f"{place} has no text.", hint='Each line needs a "text", and may have "id" and "title".'
        )
    body, surrogates, nul = clean_text(normalise_line_ends(text))
    if title and title not in " ".join(body[: 4 * TITLE].split()):
        body = f"{clean_text(title)[0]}\n\n{body}"
    article = article_of_text(
        line, Decoded(body, "utf-8", surrogates, nul), media_type="text/plain"
    )
    made_by = {**article.made_by, "reader": f"jsonl {READER}", **mojibake_of(body)}
    name = _first(given, _IDS)
    return replace(
        article,
        original=line,
        original_sha256=digest(line),
        media_type=MEDIA_TYPE,
        title=title[:TITLE] or article.title,
        name=" ".join(name.split())[:200] or place,
        made_by=made_by,
    )


def _first(given: dict[str, Any], keys: tuple[str, ...]) -> str:
    """The first of some values that is there, as text."""
    for key in keys:
        value = given.get(key)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return ""
