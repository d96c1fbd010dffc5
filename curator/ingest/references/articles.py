"""A reference as an article: title, abstract and the citation, each value with its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from types import MappingProxyType
from typing import Final

from curator.domain.errors import UnreadableInputError
from curator.domain.references import Reference
from curator.ingest.building import TextBuilder
from curator.ingest.citations import where_published, written_date
from curator.ingest.decode import Decoded
from curator.ingest.formats import FORMATS
from curator.ingest.mojibake import mojibake_of
from curator.ingest.texts import READER, TITLE, digest
from curator.ingest.values import Block, Failure, FieldHint, ParsedArticle, Read

CITATION: Final = "citation"
"""The name of the block that an article without full text ends with."""

_LABELS: Final = (
    "Aims? and objectives?|Aims?|Background and (?:aims?|objectives?|purpose)|Background|"
    "Case presentation|Conclusions? and relevance|Conclusions?|Context|Design|Discussion|Evidence|"
    "Findings|Importance|Interpretation|Interventions?|Introduction|Limitations|"
    "Main outcome measures?|Materials and methods|Measurements|Methods?|Methodology|Objectives?|"
    "Outcomes?|Participants|Patients and methods|Patients|Purpose|Rationale|Results?|Setting|"
    "Significance|Study design|Subjects|Trial registration"
)
_LABEL: Final = re.compile(rf"(?:\A|(?<=[.!?)\]]) +|\n)({_LABELS}|{_LABELS.upper()}): +(?=\S)")
_LINE_LABEL: Final = re.compile(r"^([A-Z][A-Z0-9 ,/&()'’-]{2,60}): +(?=\S)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a list: what it says, and its own text as it stands in the file."""

    reference: Reference
    text: str


def articles_of(
    data: bytes,
    decoded: Decoded,
    *,
    records: Iterable[Record | Read],
    key: str,
    name: str,
    libraries: str = "",
) -> Iterator[Read]:
    """An article for each record; what is no record passes as it is.

    The only record of a file has the file itself as its original; of several each has its own text.

    Args:
        data: The file.
        decoded: How it was taken.
        records: In the order of the file.
        key: Of the format.
        name: The file's name, for messages.
        libraries: The library that had a part in it, with its version.

    Raises:
        UnreadableInputError: Its only record says nothing of an article.
    """
    reads = iter(records)
    ahead = list(islice(reads, 2))
    alone = sum(isinstance(one, Record) for one in ahead) == 1 and len(ahead) == 1
    number = 0
    for one in chain(ahead, reads):
        if not isinstance(one, Record):
            yield one
            continue
        number += 1
        which = "" if alone else f"record {number}"
        own = (data, decoded) if alone else _own(one.text)
        read = article_of(one.reference, own, name=which, key=key, libraries=libraries)
        if alone and isinstance(read, Failure):
            raise UnreadableInputError(f"{name} says nothing of an article.", hint=read.hint)
        yield read


def _own(text: str) -> tuple[bytes, Decoded]:
    return text.encode("utf-8", "replace"), Decoded(text, "utf-8", 0, 0)


def article_of(
    reference: Reference,
    own: tuple[bytes, Decoded],
    *,
    name: str,
    key: str,
    libraries: str = "",
) -> ParsedArticle | Failure:
    """The article of one record, or why there is none.

    Args:
        reference: What it says.
        own: Its original and how that was decoded.
        name: As of an article.
        key: Of the format.
        libraries: As of ``articles_of``.
    """
    text = TextBuilder()
    title = text.add("title", reference.title.replace("\n", " "))
    for label, words in abstract_parts(reference.abstract):
        text.add("heading", label, level=2)
        text.add("main", words)
    cited = text.add("reference", _citation(reference), name=CITATION)
    if title is None and cited is None and not text.blocks:
        return Failure(
            name,
            f"{name.capitalize()} says nothing of an article: no title, no abstract, no source.",
            "Look at it in the program that it comes from.",
        )
    body = text.body
    made_by = {"reader": f"{key} {READER}", **mojibake_of(body)}
    if libraries:
        made_by["libraries"] = libraries
    data, decoded = own
    return ParsedArticle(
        original_sha256=digest(data),
        size=len(data),
        media_type=FORMATS[key].media_type,
        encoding=decoded.encoding,
        replacements=decoded.replacements,
        nul_replaced=decoded.nul_replaced,
        body=body,
        text_sha256=digest(body.encode("utf-8")),
        blocks=tuple(text.blocks),
        made_by=MappingProxyType(made_by),
        title=(reference.title or body.split("\n", 1)[0])[:TITLE],
        hints=tuple(_hints(reference, body, title=title, cited=cited)),
        original=data,
        name=name,
        reference=reference,
    )


def _outlet(reference: Reference) -> str:
    return reference.journal or reference.journal_short or reference.publisher


def _citation(reference: Reference) -> str:
    """Authors. Journal. date;volume(issue):pages. doi, pmid."""
    people = "; ".join(reference.authors)
    source = where_published(replace(reference, journal=_outlet(reference)))
    return ". ".join(part.rstrip(".") if part is people else part for part in (people, source)
                     if part)  # fmt: skip


def abstract_parts(abstract: str) -> list[tuple[str, str]]:
    """Pairs (label, words) of a structured abstract; one pair without a label otherwise."""
    if not abstract.strip():
        return []
    found = list(_LABEL.finditer(abstract))
    if len(found) < 2:
        found = list(_LINE_LABEL.finditer(abstract))
    if not found or (len(found) == 1 and found[0].start() > 0):
        return [("", abstract)]
    ends = [one.start() for one in found[1:]] + [len(abstract)]
    parts = [("", abstract[: found[0].start()])] if found[0].start() else []
    parts += [
        (one[1], abstract[one.end() : end].strip()) for one, end in zip(found, ends, strict=True)
    ]
    return [(label, words) for label, words in parts if words.strip()]


def _hints(
    reference: Reference, body: str, *, title: Block | None, cited: Block | None
) -> Iterator[FieldHint]:
    """The article's own fields, each with the words that say it."""
    if title is not None:
        words = body[title.start : title.end]
        yield FieldHint("report.title", words, title.start, title.end, words)
    if cited is None:
        return
    at = cited.start
    for name in reference.authors:
        hint = _found("report.author", name, body=body, start=at, end=cited.end)
        if hint:
            at = hint.end
            yield hint
    outlet = _outlet(reference)
    hint = _found("report.outlet", outlet, body=body, start=at, end=cited.end)
    if hint:
        at = hint.end
        yield hint
    date = reference.date or reference.year
    written = written_date(reference.date) or reference.year
    hint = _found("report.date", date, written, body=body, start=at, end=cited.end)
    if hint:
        yield hint


def _found(
    field: str, value: str, words: str = "", *, body: str, start: int, end: int
) -> FieldHint | None:
    """The value where it stands as these words, or without a last full stop that is shared."""
    for quote in (words or value, value.rstrip(".")):
        place = body.find(quote, start, end) if quote else -1
        if place >= 0:
            return FieldHint(field, value, place, place + len(quote), quote)
    return None
