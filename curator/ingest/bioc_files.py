"""Bytes of BioC, in XML or in JSON, to its articles. Imported in the child process only."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from lxml import etree

from curator.domain.errors import UnreadableInputError
from curator.ingest.bioc import (
    BIOC_READER,
    Document,
    Passage,
    lay_out,
    reference_of,
    said_of_annotations,
)
from curator.ingest.decode import Decoded, decode
from curator.ingest.structured import article_of_blocks
from curator.ingest.values import NO_OPTIONS, Failure, Note, ParsedArticle, Read, ReadOptions
from curator.ingest.xml_trees import (
    attribute,
    children,
    find_all,
    first,
    local_name,
    read_xml,
)

_XML: Final = "application/xml"
_JSON: Final = "application/json"
_LISTS: Final = ("documents", "PubTator3", "PubTator")
_DEEPEST: Final = 6  # lists within lists until a document stands


def _infons(element: etree._Element) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for one in children(element, "infon"):
        found.setdefault(attribute(one, "key"), _raw(one))
    return MappingProxyType(found)


def _raw(element: etree._Element | None) -> str:
    return "" if element is None else "".join(map(str, element.itertext()))


def _xml_text(passage: etree._Element) -> str:
    whole = first(passage, "text")
    if whole is not None:
        return _raw(whole)
    return " ".join(_raw(first(one, "text")) for one in children(passage, "sentence"))


def _xml_document(element: etree._Element) -> Document:
    return Document(
        id=_raw(first(element, "id")).strip(),
        infons=_infons(element),
        passages=tuple(
            Passage(_infons(one), _xml_text(one)) for one in children(element, "passage")
        ),
        annotations=sum(1 for _ in find_all(element, "annotation")),
    )


def _texts(data: object) -> Mapping[str, str]:
    if not isinstance(data, dict):
        return MappingProxyType({})
    plain = {str(k): str(v) for k, v in data.items() if isinstance(v, str | int)}
    return MappingProxyType(plain)


def _objects(data: object) -> list[dict[str, Any]]:
    return [one for one in data if isinstance(one, dict)] if isinstance(data, list) else []


def _json_text(passage: Mapping[str, Any]) -> str:
    text = passage.get("text")
    if isinstance(text, str) and text:
        return text
    return " ".join(str(one.get("text", "")) for one in _objects(passage.get("sentences")))


def _json_document(data: Mapping[str, Any]) -> Document:
    passages = _objects(data.get("passages"))
    beside = {
        key: ",".join(map(str, value)) if isinstance(value, list) else str(value)
        for key in ("journal", "authors", "pmid", "pmcid")
        if (value := data.get(key))
    }
    parts = [*passages, *(s for one in passages for s in _objects(one.get("sentences")))]
    return Document(
        id=str(data.get("id", "")),
        infons=MappingProxyType({**beside, **_texts(data.get("infons"))}),
        passages=tuple(Passage(_texts(one.get("infons")), _json_text(one)) for one in passages),
        annotations=sum(len(_objects(one.get("annotations"))) for one in parts),
    )


def _json_values(text: str, name: str) -> Iterator[object]:
    """The file's value, or one value a line after the other, as PubTator exports them."""
    decoder = json.JSONDecoder()
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            cause = "nested too deeply" if isinstance(error, RecursionError) else str(error)
            raise UnreadableInputError(
                f"{name} is no sound JSON: {cause}.",
                hint="Get the file again from where it came from.",
            ) from error
        yield value


def _json_objects(text: str, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    waiting: list[tuple[object, int]] = [(one, 0) for one in _json_values(text, name)]
    waiting.reverse()
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, dict) and isinstance(value.get("passages"), list):
            found.append(value)
        elif isinstance(value, dict) and depth < _DEEPEST:
            waiting += [(value[key], depth + 1) for key in reversed(_LISTS) if key in value]
        elif isinstance(value, list) and depth < _DEEPEST:
            waiting += [(one, depth + 1) for one in reversed(value)]
    return found


def _reads(
    documents: Sequence[tuple[Document, bytes]], name: str, *, decoded: Decoded, media_type: str
) -> Iterator[Read]:
    if not documents:
        raise UnreadableInputError(
            f"{name} holds no document with passages, as BioC has them.",
            hint="There is nothing to import in it.",
        )
    for number, (document, original) in enumerate(documents, 1):
        part = f"record {number}" if len(documents) > 1 else ""
        try:
            yield _article(document, original, name=name, decoded=decoded, part=part,
                           media_type=media_type)  # fmt: skip
        except UnreadableInputError as refused:
            if not part:
                raise
            yield Failure(part, refused.sentence, refused.hint)
    yield from map(Note, said_of_annotations([document for document, _ in documents]))


def _article(
    document: Document,
    original: bytes,
    *,
    name: str,
    decoded: Decoded,
    part: str,
    media_type: str,
) -> ParsedArticle:
    reference = reference_of(document)
    builder, hints = lay_out(document, reference)
    return article_of_blocks(
        original,
        builder,
        name=name,
        media_type=media_type,
        reader=BIOC_READER,
        decoded=decoded,
        hints=hints,
        reference=reference,
        part=part,
    )


def read_bioc_xml(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read the documents of a BioC collection; each of several has its own XML as its original.

    Raises:
        UnreadableInputError: It is no sound XML, or holds no document.
    """
    root, decoded = read_xml(data, name, encoding=options.encoding)
    elements = [root] if local_name(root) == "document" else list(find_all(root, "document"))
    documents = [(_xml_document(one), data) for one in elements]
    if len(elements) > 1:
        documents = [
            (document, b"<collection>%b</collection>" % etree.tostring(one, with_tail=False))
            for (document, _), one in zip(documents, elements, strict=True)
        ]
    yield from _reads(documents, name, decoded=decoded, media_type=_XML)


def read_bioc_json(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read the documents of BioC in JSON: a collection, a list of them, or one document a line.

    Raises:
        UnreadableInputError: It is no sound JSON, or holds no document.
    """
    decoded = decode(data, forced=options.encoding)
    objects = _json_objects(decoded.text, name)
    documents = [(_json_document(one), data) for one in objects]
    if len(objects) > 1:
        documents = [
            (
                document,
                json.dumps({"documents": [one]}, ensure_ascii=False).encode("utf-8", "replace"),
            )
            for (document, _), one in zip(documents, objects, strict=True)
        ]
    yield from _reads(documents, name, decoded=decoded, media_type=_JSON)
