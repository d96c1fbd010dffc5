"""Lines of JSON, each an article ``{"id", "text", "title"?}`` or a reference ``{"title", ...}``.

Lines end in LF and in nothing else.  What a line says of the article besides is its reference.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from curator.domain.errors import CuratorError, UnreadableInputError
from curator.domain.references import Reference
from curator.ingest.decode import Decoded, clean_text, decode, normalise_line_ends
from curator.ingest.matching.rows import reference_from_row
from curator.ingest.mojibake import mojibake_of
from curator.ingest.references.articles import article_of
from curator.ingest.texts import READER, TITLE, article_of_text, digest
from curator.ingest.values import NO_OPTIONS, Failure, ParsedArticle, Read, ReadOptions

NOTHING: Final = Reference()
MEDIA_TYPE: Final = "application/json"
_TEXTS: Final = ("text", "body", "content", "full_text")
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
            read = _read(line, f"line {number}", options=options)
        except CuratorError as error:
            yield Failure(f"line {number}", error.sentence, error.hint)
        else:
            yield read


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


def _read(line: bytes, place: str, *, options: ReadOptions) -> ParsedArticle | Failure:
    given = _object(line, options.encoding)
    if given is None:
        raise UnreadableInputError(f"{place} is no JSON object.")
    name = " ".join(_first(given, _IDS).split())[:200] or place
    reference = reference_from_row(given)
    known = reference != NOTHING
    text = _first(given, _TEXTS)
    if text.strip():
        article = _article(line, text, title=reference.title)
        return replace(article, name=name, reference=reference if known else None)
    if not known:
        raise UnreadableInputError(
            f"{place} has no text.", hint='Each line needs a "text", and may have "id" and "title".'
        )
    own = (line, decode(line, forced=options.encoding))
    read = article_of(reference, own, name=name, key="jsonl")
    return replace(read, media_type=MEDIA_TYPE) if isinstance(read, ParsedArticle) else read


def _article(line: bytes, text: str, *, title: str) -> ParsedArticle:
    body, surrogates, nul = clean_text(normalise_line_ends(text))
    title = clean_text(" ".join(title.split()))[0]
    if title and title not in " ".join(body[: 4 * TITLE].split()):
        body = f"{title}\n\n{body}"
    article = article_of_text(
        line, Decoded(body, "utf-8", surrogates, nul), media_type="text/plain"
    )
    return replace(
        article,
        original=line,
        original_sha256=digest(line),
        media_type=MEDIA_TYPE,
        title=title[:TITLE] or article.title,
        made_by={**article.made_by, "reader": f"jsonl {READER}", **mojibake_of(body)},
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
