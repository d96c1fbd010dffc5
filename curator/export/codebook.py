"""The codebook: what each field is and how to fill it, made of the form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from curator.domain.forms import Condition, Field, Form, Part

HEADER: Final = (
    "section", "field", "part", "label", "kind", "takes", "letter", "vocabulary", "choices",
    "applies when", "help",
)  # fmt: skip

STATUSES: Final = (
    (
        "reported",
        "The text gives a named term at any level, a number, a date, or a definite event.",
    ),
    (
        "vague",
        "The text speaks of it but gives nothing to hold: “a prestigious medical journal”.",
    ),
    ("unclear", "The text contradicts itself, or it cannot be told what it means."),
    ("not_reported", "You looked, and the article does not say it."),
    ("not_applicable", "The question does not arise for this study."),
    ("not_checked", "Nobody has looked yet: an empty field, never exported as anything else."),
)
STATES: Final = (
    ("single", "One article reports the study."),
    ("agree", "All that say it say the same."),
    ("refine", "One says it more finely; the finer value stands."),
    ("complement", "They say different things that stand side by side, or only one says it."),
    ("conflict", "They contradict each other; nothing stands until somebody decides."),
    ("decided", "Somebody decided, and gave a reason."),
    ("reopened", "A reading changed after the decision; it has to be taken again."),
)  # fmt: skip


def codebook_rows(form: Form) -> Iterator[list[str]]:
    """One line per field and part."""
    for section in form.sections:
        for field in section.fields:
            yield _row(section.label, field, part=None)
            for part in field.parts:
                yield _row(section.label, field, part=part)


def _row(section: str, field: Field, *, part: Part | None) -> list[str]:
    scalar = part or field.as_part()
    takes = ("many" if field.many else "one") + (", exclusive" if scalar.exclusive else "")
    return [
        section,
        field.key,
        part.key if part else "",
        scalar.label,
        "parts" if field.parts and part is None else scalar.kind,
        "" if part and not scalar.exclusive else takes if part is None else "exclusive",
        field.letter if part is None else "",
        scalar.vocabulary or scalar.scheme or "",
        ", ".join(choice.key for choice in scalar.choices),
        _condition(field.applies_when) if part is None and field.applies_when else "",
        scalar.help,
    ]


def _condition(condition: Condition) -> str:
    if condition.all:
        return " and ".join(map(_condition, condition.all))
    if condition.any:
        return " or ".join(map(_condition, condition.any))
    return f"{condition.field} is {' or '.join(condition.any_of)}"


def codebook_markdown(form: Form) -> str:
    """The codebook to read: statuses, states, then each section's fields."""
    lines = [f"# {form.label}, version {form.version}", "", "## Statuses", ""]
    lines += [f"- **{key}**: {words}" for key, words in STATUSES]
    lines += ["", "## How the readings of a study agree", ""]
    lines += [f"- **{key}**: {words}" for key, words in STATES]
    for section in form.sections:
        lines += ["", f"## {section.label}", ""]
        for field in section.fields:
            lines += _field_lines(field)
    return "\n".join(lines) + "\n"


def _field_lines(field: Field) -> list[str]:
    kind = "rows" if field.rows else "parts" if field.parts else field.kind
    facts = [kind, "many" if field.many else "one"]
    facts += ["exclusive"] if field.exclusive else []
    facts += [f"letter {field.letter}"] if field.letter else []
    lines = [f"- **{field.label}** (`{field.key}`; {', '.join(facts)}). {field.help}".rstrip()]
    if field.applies_when:
        lines.append(f"  Applies when {_condition(field.applies_when)}.")
    for part in field.parts:
        lines.append(f"  - {part.label} (`{part.key}`; {part.kind}). {part.help}".rstrip())
        lines += _choice_line(part, indent="    ")
    if not field.parts:
        lines += _choice_line(field.as_part(), indent="  ")
    return lines


def _choice_line(part: Part, *, indent: str) -> list[str]:
    if not part.choices:
        return []
    return [indent + "One of: " + ", ".join(f"`{c.key}` {c.label}" for c in part.choices) + "."]


def codebook_json(form: Form) -> dict[str, Any]:
    """The codebook for programs: the declaration with the meaning of statuses and states."""
    return {
        "form": dict(form.declaration),
        "statuses": dict(STATUSES),
        "states": dict(STATES),
    }
