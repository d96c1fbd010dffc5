"""The evidence of a draft, as the article shows it and as the list below does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from curator.domain.claims import Claim, Item
from curator.domain.evidence import Evidence
from curator.domain.filling import item_text
from curator.domain.forms import Field
from curator.gui.article.values import RailEntry, Span
from curator.gui.draft import Draft
from curator.gui.form.values import CellView


@dataclass(frozen=True, slots=True)
class Anchored:
    """One piece of evidence with what it supports; ``item`` is None for a status alone.

    ``value`` is what it supports in words.
    """

    field: Field
    item: Item | None
    claim: Claim
    evidence: Evidence
    value: str
    part: str = ""

    @property
    def id(self) -> str:
        item = self.item.id if self.item else ""
        return f"{self.field.key}|{item}|{self.evidence.start}-{self.evidence.end}"

    @property
    def status(self) -> str:
        return self.item.status if self.item else self.claim.status


def anchored(draft: Draft) -> Iterator[Anchored]:
    """All evidence of the article and of the current extraction, in the order of the form."""
    claims = draft.claims()
    for field in draft.form.fields():
        claim = claims.get(field.key)
        if claim is None:
            continue
        status = claim.status.replace("_", " ").capitalize()
        for evidence in claim.evidence:
            yield Anchored(field, None, claim, evidence, status)
        for item in claim.items:
            value = item_text(field, item)
            for evidence in item.evidence:
                yield Anchored(field, item, claim, evidence, value)
            for part, own in item.own.items():
                for evidence in own.evidence or ():
                    yield Anchored(field, item, claim, evidence, value, part)


def spans_of(
    found: Iterable[Anchored], draft: Draft, *, cells: Mapping[str, CellView]
) -> tuple[Span, ...]:
    """What the chosen text shows; evidence in other texts of the article is in the list only."""
    text = draft.article.document.text
    return tuple(
        Span(
            id=one.id,
            start=one.evidence.start,
            end=one.evidence.end,
            letter=one.field.letter,
            state="conflict" if _conflicts(one.field, cells) else "normal",
            label="\n".join(
                filter(None, (f"{one.field.label}: {one.value}", draft.places.words(one.evidence)))
            ),
        )
        for one in found
        if one.evidence.text == text
    )


def rail_of(found: Iterable[Anchored], draft: Draft) -> tuple[RailEntry, ...]:
    """What stands beside the text in a wide window."""
    text = draft.article.document.text
    return tuple(
        RailEntry(one.id, one.field.letter, one.field.label, one.value)
        for one in found
        if one.evidence.text == text
    )


def _conflicts(field: Field, cells: Mapping[str, CellView]) -> bool:
    cell = cells.get(field.key)
    return cell is not None and cell.state == "conflict"
