"""What the rules on therapy, target and subjects propose for a sentence about a study."""

from __future__ import annotations

from curator.domain.claims import Term, Value, Words
from curator.suggest.fields import (
    antigens,
    cargo,
    diseases,
    models,
    organisms,
    products,
    receptors,
    routes,
    sources,
    stages,
    target_cells,
    therapy,
)
from curator.suggest.floors import FLOOR
from curator.suggest.values import Suggestion
from tests.suggest.articles import FORM, article

RULES = {
    name: rule
    for module in (
        antigens,
        cargo,
        diseases,
        models,
        organisms,
        products,
        receptors,
        routes,
        sources,
        stages,
        target_cells,
        therapy,
    )
    for name, rule in module.RULES.items()
}

_STUDY = "Researchers have tested it and report today what they found in their study."


def study(text: str, *, headline: str = "A new treatment for an old illness") -> str:
    """An article that reports a study, with sentences of ours in it."""
    return f"{headline}\n\n{_STUDY}\n\n{text}\n"


def car_t_study(text: str) -> str:
    return study(f"The team gave CAR T cells. {text}", headline="CAR T cells pass a test")


def proposed(text: str, field: str) -> list[Suggestion]:
    """Suggestions for a field; each quote stands where it says, each part is the form's."""
    read = article(text)
    found = [
        one
        for rule in RULES.values()
        for one in rule(read, FORM)
        if one.field == field and one.score >= FLOOR
    ]
    declared = FORM.field(field)
    assert declared is not None
    for one in found:
        assert read.body[one.start : one.end] == one.quote == one.quote.strip()
        assert one.why
        assert bool(one.parts) == bool(declared.parts)
        assert {part.key for part in declared.parts} >= set(one.parts)
        for key, value in one.parts.items():
            part = declared.part(key)
            assert part is not None
            assert part.kind != "choice" or part.choice(str(value)), (key, value)
        if declared.kind == "choice" and not declared.parts:
            assert declared.choice(str(one.value)), one.value
    return found


def reported(text: str, field: str) -> list[str]:
    """The values proposed as reported, main parts only, in words."""
    return [words(one.main_value) for one in proposed(text, field) if one.filled]


def statuses(text: str, field: str) -> list[str]:
    return [one.status for one in proposed(text, field)]


def part(text: str, field: str, key: str) -> list[str]:
    """One part of each suggestion, "" where it is not given."""
    return [words(one.parts.get(key)) for one in proposed(text, field)]


def words(value: Value | None) -> str:
    if isinstance(value, Term):
        return value.label
    return value.words if isinstance(value, Words) else str(value or "")
