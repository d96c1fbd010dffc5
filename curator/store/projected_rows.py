"""The rows that one document makes in the projections: its values and its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from curator.domain.claims import Claim, Claims, Item, Term, Value
from curator.domain.documents import ArticleDocument
from curator.domain.evidence import Evidence
from curator.domain.filling import claim_text, value_text
from curator.domain.folding import fold
from curator.domain.forms import Field, Form, Part

Row = dict[str, Any]


def value_rows(form: Form, claims: Claims, *, study_id: str, entity_id: str) -> Iterator[Row]:
    """Rows of ``study_value``: one a value; one a claim that is a status alone.

    ``words`` is what is shown, folded, so that a filter finds it in any case; ``term_id`` is the id
    of a term or the key of a choice.  ``extraction_id`` is the article's id for its own claims.
    """
    common = {"study_id": study_id, "extraction_id": entity_id}
    for field, claim in _known(form, claims):
        rows = _item_rows(field, claim.items)
        for item, part, status, words, term_id in rows or [("", "", claim.status, "", "")]:
            yield common | {
                "field": field.key,
                "item": item,
                "part": part,
                "status": status,
                "words": words,
                "term_id": term_id,
            }


def _item_rows(field: Field, items: Iterable[Item]) -> list[tuple[str, str, str, str, str]]:
    return [
        (item.id, part.key, _status(item, part), fold(value_text(part, value)), _key(part, value))
        for item in items
        for part, value in _values(field, item)
    ]


def _values(field: Field, item: Item) -> list[tuple[Part, Value]]:
    if not field.parts:
        return [] if item.value is None else [(field.as_part(), item.value)]
    return [(part, item.parts[part.key]) for part in field.parts if part.key in item.parts]


def _status(item: Item, part: Part) -> str:
    own = item.own.get(part.key)
    return own.status if own and own.status else item.status


def _key(part: Part, value: Value) -> str:
    if isinstance(value, Term):
        return value.id or ""
    return value if part.kind == "choice" and isinstance(value, str) else ""


def evidence_rows(form: Form, claims: Claims, *, article_id: str, entity_id: str) -> Iterator[Row]:
    """Rows of ``evidence``: one a quote, of a claim, an item or a part."""
    for field, claim in _known(form, claims):
        for item, part, one in _evidence(claim):
            yield {
                "entity_id": entity_id,
                "article_id": article_id,
                "field": field.key,
                "item": item,
                "part": part,
                "text_sha256": one.text,
                "start": one.start,
                "end": one.end,
                "quote": one.quote,
            }


def _evidence(claim: Claim) -> Iterator[tuple[str, str, Evidence]]:
    for one in claim.evidence:
        yield "", "", one
    for item in claim.items:
        for one in item.evidence:
            yield item.id, "", one
        for part, own in sorted(item.own.items()):
            for one in own.evidence or ():
                yield item.id, part, one


def _known(form: Form, claims: Claims) -> Iterator[tuple[Field, Claim]]:
    for field in form.fields():
        if field.key in claims:
            yield field, claims[field.key]


def article_words(form: Form, document: ArticleDocument) -> tuple[str, str]:
    """What lists show as title and outlet: what is claimed, else the display title and nothing."""
    shown = (_claimed(form, document.claims, key) for key in ("report.title", "report.outlet"))
    title, outlet = shown
    return title or document.title, outlet


def _claimed(form: Form, claims: Claims, key: str) -> str:
    field = form.field(key)
    return claim_text(field, claims.get(key)) if field else ""


def term_ids(claims: Mapping[str, Any]) -> set[str]:
    """Ids of all terms in claims as JSON."""
    return {term_id for term_id, _ in terms_in(claims)}


def terms_in(claims: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Pairs (id, label) of all terms with an id in claims as JSON."""
    for claim in claims.values():
        for item in claim.get("items", ()):
            for value in (item.get("value"), *item.get("parts", {}).values()):
                if isinstance(value, dict) and value.get("id"):
                    yield value["id"], value.get("label", "")
