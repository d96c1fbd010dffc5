"""Proofs of absence that a curator signed, and those that do not hold any more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from curator.domain.claims import NOT_REPORTED, Claim, Claims
from curator.domain.evidence import Evidence
from curator.services.registry import Registry
from curator.services.suggested import Absence, Reopened
from curator.services.values import Author, OpenedArticle
from curator.store.engine import Session
from curator.store.logs import append_rows, entries
from curator.store.sealing import Row
from curator.store.tables import signed_absence


@dataclass(frozen=True, slots=True)
class Spoken:
    """What an article says now, as far as it matters to signed absences.

    Attributes:
        absent: Fields of which nothing stands in it.
        places: By field: where it is spoken of.
    """

    absent: frozenset[str]
    places: Mapping[str, tuple[Evidence, ...]]


def sign_absence(
    registry: Registry, absence: Absence, *, article: str, entity: str, text: str, author: Author
) -> Claim:
    """Sign that a field is not reported.

    Args:
        registry: Open for writing.
        absence: What was looked for in vain.
        article: Id of the article.
        entity: Id of the extraction or article whose claim it will be; it may be unsaved.
        text: SHA-256 of the text that was searched.
        author: Who signs.

    Returns:
        The claim to put into the draft; its note is the proof.
    """
    row = {
        "article_id": article,
        "entity_id": entity,
        "field": absence.field,
        "text_sha256": text,
        "tried": list(absence.tried),
        "releases": list(absence.releases),
        "terms": absence.terms,
        "characters": absence.characters,
    }
    with registry.write() as session:
        append_rows(session, signed_absence, author=author, rows=[row])
    return Claim(own_status=NOT_REPORTED, note=absence.sentence)


def signed_of(session: Session, article_id: str) -> list[Row]:
    """The newest signature by entity and field of an article."""
    rows = entries(session, signed_absence, signed_absence.c.article_id == article_id)
    return list({(row["entity_id"], row["field"]): row for row in rows}.values())


def standing(rows: Iterable[Row], opened: OpenedArticle) -> list[Row]:
    """The signatures whose claim still says that the field is not reported, by its proof."""
    claims: dict[str, Claims] = {opened.article_id: opened.document.claims}
    claims |= {one.extraction_id: one.document.claims for one in opened.extractions}
    return [
        row
        for row in rows
        if (claim := claims.get(row["entity_id"], {}).get(row["field"])) is not None
        and claim.own_status == NOT_REPORTED
        and _proof(row) in claim.note
    ]


def _proof(row: Row) -> str:
    """The sentence that signing put into the claim: where it is gone the signature was undone."""
    return Absence(
        row["field"], tuple(row["tried"]), row["characters"], tuple(row["releases"]), row["terms"]
    ).sentence


def reopened(
    rows: Iterable[Row], opened: OpenedArticle, *, spoken: Spoken, labels: Mapping[str, str]
) -> tuple[Reopened, ...]:
    """The signatures that what is known by now contradicts.

    Args:
        rows: Of ``standing``.
        opened: The article.
        spoken: What it says, by the names that are known now.
        labels: Of the fields.
    """
    found = []
    for row in rows:
        evidence = spoken.places.get(row["field"], ())
        if row["field"] in spoken.absent or not evidence:
            continue
        named = ", ".join(dict.fromkeys(f"“{one.quote}”" for one in evidence[:3]))
        found.append(
            Reopened(
                article=opened.article_id,
                number=opened.number,
                entity=row["entity_id"],
                field=row["field"],
                evidence=evidence,
                sentence=(
                    f"{labels.get(row['field'], row['field'])} was signed as not reported by"
                    f" {row['author_name']} on {row['at'][:10]}; by names that were added since,"
                    f" the text mentions {named}."
                ),
            )
        )
    return tuple(found)
