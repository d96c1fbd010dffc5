"""The documents of the versioned entities, as values and as JSON (FORMAT 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from json.encoder import encode_basestring as quoted
from typing import Any, Final

from curator.domain.canonical import canonical
from curator.domain.claims import Claims, claims_from_json, claims_to_json

ARTICLE: Final = "article"
STUDY: Final = "study"
EXTRACTION: Final = "extraction"
FORM: Final = "form"

ARTICLE_STATES: Final = ("new", "in_progress", "complete", "excluded", "withdrawn")
"""Draft is no state of an article: it is unsaved, outside the registry."""

ROLES: Final = ("primary", "secondary", "commentary")


@dataclass(frozen=True, slots=True)
class BlockChoice:
    """A curator's word that a span of a text is of another kind (``main`` or ``furniture``)."""

    text: str
    start: int
    end: int
    kind: str


def choices_to_json(choices: Iterable[BlockChoice]) -> list[dict[str, Any]]:
    """Block choices as an article's document has them."""
    return [{"text": b.text, "start": b.start, "end": b.end, "kind": b.kind} for b in choices]


def choices_from_json(data: Iterable[Mapping[str, Any]]) -> tuple[BlockChoice, ...]:
    return tuple(BlockChoice(**one) for one in data)


@dataclass(frozen=True, slots=True)
class ArticleDocument:
    """Metadata of an article.

    Attributes:
        original_sha256: Of the bytes as imported.
        text: SHA-256 of the chosen text; ``text_digest``: row digest of that text.
        replacements: Counts by what was replaced (``undecodable``, ``nul``), above 0 only.
        title: For display only, where the article claims none: its first words.
        reason: Why it is excluded or withdrawn.
        links: Other articles: ``{"article": id, "relation": "same_text" | ...}``.
    """

    original_sha256: str
    file_name: str
    media_type: str
    encoding: str
    text: str
    text_digest: str
    title: str
    replacements: Mapping[str, int] = field(default_factory=dict)
    claims: Claims = field(default_factory=dict)
    state: str = "new"
    reason: str = ""
    blocks: tuple[BlockChoice, ...] = ()
    links: tuple[Mapping[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "original_sha256": self.original_sha256,
            "file_name": self.file_name,
            "media_type": self.media_type,
            "encoding": self.encoding,
            "text": self.text,
            "text_digest": self.text_digest,
            "title": self.title,
            "replacements": dict(self.replacements),
            "claims": claims_to_json(self.claims),
            "state": self.state,
            "reason": self.reason,
            "blocks": choices_to_json(self.blocks),
            "links": [dict(link) for link in self.links],
        }

    def to_canonical(self) -> str:
        """The canonical JSON of ``to_json``; of a new article put together by hand.

        Raises:
            ValueError: Something in it has no canonical form.
        """
        if self.claims or self.blocks or self.links:
            return canonical(self.to_json()).decode("utf-8")
        replaced = canonical(dict(self.replacements)).decode("utf-8") if self.replacements else "{}"
        return (
            f'{{"blocks":[],"claims":{{}},"encoding":{quoted(self.encoding)}'
            f',"file_name":{quoted(self.file_name)},"links":[]'
            f',"media_type":{quoted(self.media_type)}'
            f',"original_sha256":{quoted(self.original_sha256)},"reason":{quoted(self.reason)}'
            f',"replacements":{replaced},"state":{quoted(self.state)},"text":{quoted(self.text)}'
            f',"text_digest":{quoted(self.text_digest)},"title":{quoted(self.title)}}}'
        )

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> ArticleDocument:
        return ArticleDocument(
            original_sha256=data["original_sha256"],
            file_name=data["file_name"],
            media_type=data["media_type"],
            encoding=data["encoding"],
            text=data["text"],
            text_digest=data["text_digest"],
            title=data["title"],
            replacements=data["replacements"],
            claims=claims_from_json(data["claims"]),
            state=data["state"],
            reason=data["reason"],
            blocks=choices_from_json(data["blocks"]),
            links=tuple(data["links"]),
        )


@dataclass(frozen=True, slots=True)
class ExtractionDocument:
    """One curator's reading of one article for one study; ``status`` is active or withdrawn."""

    article: str
    study: str
    role: str
    reader: str
    status: str = "active"
    reason: str = ""
    claims: Claims = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "article": self.article,
            "study": self.study,
            "role": self.role,
            "reader": self.reader,
            "status": self.status,
            "reason": self.reason,
            "claims": claims_to_json(self.claims),
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> ExtractionDocument:
        return ExtractionDocument(
            article=data["article"],
            study=data["study"],
            role=data["role"],
            reader=data["reader"],
            status=data["status"],
            reason=data["reason"],
            claims=claims_from_json(data["claims"]),
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """What stands for the study in one field (or item), by whom and why (DESIGN 2).

    Attributes:
        item: Id of the one item decided on, or "" for the whole field.
        chosen: Pairs (extraction id, item id); empty where ``edited`` holds.
        edited: A claim as JSON that stands instead, or None.
        among: Pairs (extraction id, SHA-256 of the canonical JSON of its claim; "" without one).
    """

    field: str
    chosen: tuple[tuple[str, str], ...]
    among: tuple[tuple[str, str], ...]
    reason: str
    author: str
    at: str
    item: str = ""
    edited: Mapping[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {
            "field": self.field,
            "among": [list(pair) for pair in self.among],
            "reason": self.reason,
            "author": self.author,
            "at": self.at,
        }
        if self.item:
            data["item"] = self.item
        if self.edited is None:
            data["chosen"] = [list(pair) for pair in self.chosen]
        else:
            data["edited"] = self.edited
        return data

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Decision:
        return Decision(
            field=data["field"],
            item=data.get("item", ""),
            chosen=tuple((e, i) for e, i in data.get("chosen", ())),
            edited=data.get("edited"),
            among=tuple((e, d) for e, d in data["among"]),
            reason=data["reason"],
            author=data["author"],
            at=data["at"],
        )


@dataclass(frozen=True, slots=True)
class StudyDocument:
    """``state`` is active or withdrawn; ``relations``: ``{"study": id, "relation": ...}``."""

    label: str
    state: str = "active"
    reason: str = ""
    relations: tuple[Mapping[str, str], ...] = ()
    decisions: tuple[Decision, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "label": self.label,
            "state": self.state,
            "reason": self.reason,
            "relations": [dict(one) for one in self.relations],
            "decisions": [one.to_json() for one in self.decisions],
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> StudyDocument:
        return StudyDocument(
            label=data["label"],
            state=data["state"],
            reason=data["reason"],
            relations=tuple(data["relations"]),
            decisions=tuple(map(Decision.from_json, data["decisions"])),
        )
