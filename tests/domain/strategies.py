"""Random forms of the model's values, for property tests."""

from __future__ import annotations

import tomllib
from functools import cache

from hypothesis import strategies as st

from curator.data import data_path
from curator.domain.claims import Claim, Item, Quantity, Term, Value, Words
from curator.domain.evidence import Evidence
from curator.domain.forms import Field, Form, Part, form_from_json

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
WORDS = st.sampled_from(
    ["IL-12", "“a {quote}”", "naïve 🧬 T cell", "=1+1", "a\u2028b", "é", "x" * 40]
)
EVIDENCE = st.builds(
    lambda start, quote: Evidence("a" * 64, start, start + len(quote), quote),
    st.integers(0, 1000),
    WORDS,
)
TERM_IDS = ("MONDO:0004992", "MONDO:0008903", "MONDO:0008170", "CL:0000235", "HGNC:5969")


@cache
def the_form() -> Form:
    path = data_path("resources", "forms", "immunotherapy-study.toml")
    return form_from_json(tomllib.loads(path.read_text(encoding="utf-8")))


def values(part: Part) -> st.SearchStrategy[Value]:
    """Values that a part of that kind can hold, words too."""
    words = st.builds(Words, WORDS)
    if part.kind == "term":
        return st.builds(Term, WORDS, st.none() | st.sampled_from(TERM_IDS))
    if part.kind == "choice":
        return st.sampled_from([choice.key for choice in part.choices])
    if part.kind in ("number", "quantity"):
        number = st.sampled_from(["0", "5", "12", "1.50", "70"])
        return (
            st.builds(Quantity, st.sampled_from(["=", "<", ">=", "up_to"]), number)
            | st.builds(lambda unit: Quantity("range", low="1", high="2", unit=unit), st.none())
            | words
        )
    if part.kind == "date":
        return st.sampled_from(["2022", "2022-11", "2022-11-24"]) | words
    return WORDS


@st.composite
def items(draw: st.DrawFn, field: Field, *, number: int = 0) -> Item:
    parts: dict[str, Value] = {}
    value: Value | None = None
    if field.parts:
        chosen = draw(st.sets(st.sampled_from([p.key for p in field.parts]), min_size=1))
        parts = {p.key: draw(values(p)) for p in field.parts if p.key in chosen}
    else:
        value = draw(values(field.as_part()))
    wordy = any(isinstance(one, Words) for one in (*parts.values(), value))
    status = draw(st.sampled_from(["vague", "unclear"] if wordy else ["reported", "vague"]))
    return Item(
        id=f"{draw(st.integers(0, 2**32)):08x}{number:08x}",
        status=status,
        value=value,
        parts=parts,
        evidence=tuple(draw(st.lists(EVIDENCE, max_size=2))),
        scope=draw(st.sampled_from(["this_study", "this_study", "background"])),
    )


@st.composite
def claims(draw: st.DrawFn, field: Field) -> Claim:
    if draw(st.booleans()):
        status = draw(st.sampled_from(["not_reported", "not_applicable", "vague", "unclear"]))
        return Claim(own_status=status, evidence=tuple(draw(st.lists(EVIDENCE, max_size=1))))
    count = draw(st.integers(1, 3 if field.many else 1))
    return Claim(items=tuple(draw(items(field, number=n)) for n in range(count)))


fields = st.deferred(lambda: st.sampled_from(list(the_form().fields("extraction"))))
