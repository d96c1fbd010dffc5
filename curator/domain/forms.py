"""The form is data: sections, fields, parts and choices, read by everything else.

The JSON of a declaration and a TOML template in ``resources/forms`` have the same shape; a registry
stores the JSON as an entity of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from curator.domain.canonical import digest

KINDS: Final = (
    "text",
    "long_text",
    "term",
    "choice",
    "number",
    "quantity",
    "date",
    "person",
    "identifier",
    "link",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed list; ``parent`` makes it a kind of another (in_vivo of preclinical)."""

    key: str
    label: str
    synonyms: tuple[str, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """``applies_when``: all or any of the conditions, or one field holding any of the keys."""

    field: str = ""
    any_of: tuple[str, ...] = ()
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()

    def fields(self) -> set[str]:
        own = {self.field} if self.field else set()
        return own.union(*(one.fields() for one in (*self.all, *self.any)))


@dataclass(frozen=True, slots=True)
class Part:
    """A scalar sub-field; the first of a field is its main one.

    ``identifies``: rows are the same row where all such parts are equal (both absent is equal).
    ``compared``: whether different values contradict; a judgement of each article's does not.
    """

    key: str
    label: str
    kind: str
    help: str = ""
    exclusive: bool = False
    identifies: bool = False
    compared: bool = True
    vocabulary: str | None = None
    unit: str | None = None
    scheme: str | None = None
    choices: tuple[Choice, ...] = ()

    def choice(self, key: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.key == key), None)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    Attributes:
        kind: One of ``KINDS``; a field with parts has the kind of its main part.
        many: Holds any number of items; otherwise one.
        exclusive: Different values cannot stand side by side, although it takes many.
        rows: Shown as a table, a row an item, a column a part.
        compared: Whether different values contradict; otherwise they stand side by side.
        vocabulary: Name of the vocabulary of a term (``cells``, ``antigens``, ...).
        scheme: What an identifier is checked as (``doi``, ``pmid``, ``nct``, ``orcid``, ``issn``).
        letter: Shortcut in the article pane, one capital, or "".
        maps_to: Names in outside standards, by standard.
    """

    key: str
    label: str
    kind: str
    section: str
    help: str = ""
    many: bool = False
    exclusive: bool = False
    rows: bool = False
    required: bool = False
    compared: bool = True
    vocabulary: str | None = None
    unit: str | None = None
    scheme: str | None = None
    letter: str = ""
    parts: tuple[Part, ...] = ()
    choices: tuple[Choice, ...] = ()
    applies_when: Condition | None = None
    maps_to: Mapping[str, str] = field(default_factory=dict)

    @property
    def main(self) -> Part | None:
        return self.parts[0] if self.parts else None

    def part(self, key: str) -> Part | None:
        return next((part for part in self.parts if part.key == key), None)

    def choice(self, key: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.key == key), None)

    def identifying(self) -> tuple[Part, ...]:
        """The parts by which two items are the same thing: those that say so, else the main."""
        flagged = tuple(part for part in self.parts if part.identifies)
        return flagged or self.parts[:1]

    def as_part(self) -> Part:
        """A field without parts, seen as the one scalar that it holds."""
        return Part(
            key=self.key,
            label=self.label,
            kind=self.kind,
            help=self.help,
            exclusive=self.exclusive,
            compared=self.compared,
            vocabulary=self.vocabulary,
            unit=self.unit,
            scheme=self.scheme,
            choices=self.choices,
        )


@dataclass(frozen=True, slots=True)
class Section:
    """``entity`` is ``article`` (claims of the article) or ``extraction`` (of a study)."""

    key: str
    label: str
    entity: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A declaration; ``digest``, SHA-256 (hex) of its canonical JSON, names exactly this one."""

    name: str
    version: int
    label: str
    sections: tuple[Section, ...]
    declaration: Mapping[str, Any] = field(repr=False, compare=False, hash=False)
    digest: str

    def fields(self, entity: str | None = None) -> Iterator[Field]:
        for section in self.sections:
            if entity in (None, section.entity):
                yield from section.fields

    def field(self, key: str) -> Field | None:
        return next((one for one in self.fields() if one.key == key), None)

    def entity_of(self, key: str) -> str | None:
        """``article`` or ``extraction``: whose claims hold that field."""
        for section in self.sections:
            if any(one.key == key for one in section.fields):
                return section.entity
        return None

    def letters(self) -> dict[str, Field]:
        return {one.letter: one for one in self.fields() if one.letter}


def form_from_json(declaration: Mapping[str, Any]) -> Form:
    """Read a declaration (of a TOML template or of a registry).

    Raises:
        ValueError: It names a kind there is not, a key or a letter twice, or a condition on a field
            that it does not have.
    """
    sections = tuple(_section(data) for data in declaration["sections"])
    form = Form(
        name=declaration["name"],
        version=declaration["version"],
        label=declaration.get("label", declaration["name"]),
        sections=sections,
        declaration=declaration,
        digest=digest(declaration),
    )
    _check(form)
    return form


def _section(data: Mapping[str, Any]) -> Section:
    fields = tuple(_field(one, section=data["key"]) for one in data["fields"])
    return Section(data["key"], data["label"], data.get("entity", "extraction"), fields)


def _field(data: Mapping[str, Any], *, section: str) -> Field:
    parts = tuple(_part(one) for one in data.get("parts", ()))
    applies = data.get("applies_when")
    return Field(
        key=data["key"],
        label=data["label"],
        kind=parts[0].kind if parts else data["kind"],
        section=section,
        help=data.get("help", ""),
        many=data.get("many", False),
        exclusive=data.get("exclusive", False),
        rows=data.get("rows", False),
        required=data.get("required", False),
        compared=data.get("compared", True),
        vocabulary=data.get("vocabulary"),
        unit=data.get("unit"),
        scheme=data.get("scheme"),
        letter=data.get("letter", ""),
        parts=parts,
        choices=_choices(data),
        applies_when=_condition(applies) if applies else None,
        maps_to=data.get("maps_to", {}),
    )


def _part(data: Mapping[str, Any]) -> Part:
    return Part(
        key=data["key"],
        label=data["label"],
        kind=data["kind"],
        help=data.get("help", ""),
        exclusive=data.get("exclusive", False),
        identifies=data.get("identifies", False),
        compared=data.get("compared", True),
        vocabulary=data.get("vocabulary"),
        unit=data.get("unit"),
        scheme=data.get("scheme"),
        choices=_choices(data),
    )


def _choices(data: Mapping[str, Any]) -> tuple[Choice, ...]:
    return tuple(
        Choice(c["key"], c["label"], tuple(c.get("synonyms", ())), c.get("parent"))
        for c in data.get("choices", ())
    )


def _condition(data: Mapping[str, Any]) -> Condition:
    return Condition(
        field=data.get("field", ""),
        any_of=tuple(data.get("any_of", ())),
        all=tuple(map(_condition, data.get("all", ()))),
        any=tuple(map(_condition, data.get("any", ()))),
    )


def _check(form: Form) -> None:
    keys = [one.key for one in form.fields()]
    letters = [one.letter for one in form.fields() if one.letter]
    for what, names in (("key", keys), ("letter", letters)):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"the form declares the {what} {', '.join(twice)} twice")
    for one in form.fields():
        for scalar in (*one.parts, *(() if one.parts else (one.as_part(),))):
            if scalar.kind not in KINDS:
                raise ValueError(f"{one.key}: there is no kind {scalar.kind!r}")
            if scalar.kind == "choice" and not scalar.choices:
                raise ValueError(f"{one.key}: the choice {scalar.key} has no choices")
        missing = (one.applies_when.fields() if one.applies_when else set()) - set(keys)
        if missing:
            raise ValueError(
                f"{one.key} applies when {', '.join(sorted(missing))}, not in the form"
            )
