"""Studies to compare: made by hand, and from the real readings through the services."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from curator.domain.agreement import Reading
from curator.domain.claims import Claim, Item, Quantity, Term, Value
from curator.domain.documents import Decision, StudyDocument
from curator.domain.evidence import Evidence
from curator.domain.forms import Form, form_from_json
from curator.domain.identity import article_label
from curator.domain.records import resolve
from curator.domain.terms import Terms
from curator.services.registry import template_declaration
from curator.services.values import ReadingView, StudyView

TEXT = "t" * 64
AUTHOR = "0190c0de-0000-7000-8000-000000000001"


@cache
def form() -> Form:
    return form_from_json(template_declaration())


def evidence(quote: str, start: int = 10) -> Evidence:
    return Evidence(TEXT, start, start + len(quote), quote)


def item(
    item_id: str,
    value: Value | None = None,
    *,
    quote: str = "",
    status: str = "reported",
    parts: Mapping[str, Value] | None = None,
    scope: str = "this_study",
    note: str = "",
) -> Item:
    held = (evidence(quote),) if quote else ()
    return Item(item_id, status, value, parts or {}, evidence=held, scope=scope, note=note)


def claim(*items: Item) -> Claim:
    return Claim(items=items)


NOT_REPORTED = Claim(own_status="not_reported")
HUMAN = Term("human", "NCBITaxon:9606")
MOUSE = Term("mouse", "NCBITaxon:10090")


def reading(number: int, claims: Mapping[str, Claim], *, reader: str = "R. Ortiz") -> ReadingView:
    return ReadingView(
        extraction_id=f"e{number}",
        article_id=f"a{number}",
        article_number=number,
        article_title=f"Title of article {number}",
        outlet="Newsmax Health" if number == 2 else "",
        role="primary",
        reader=reader,
        claims=claims,
    )


def study(
    *readings: ReadingView,
    decisions: tuple[Decision, ...] = (),
    as_of: int | None = None,
    study_id: str = "s1",
) -> StudyView:
    spoken = [Reading(r.extraction_id, r.claims, article_label(r.article_number)) for r in readings]
    record = resolve(form(), spoken, decisions=decisions, terms=Terms({}))
    document = StudyDocument("CAR T against tumor macrophages", decisions=decisions)
    return StudyView(study_id, 1, "r1", document, readings, record, rev=7, seq=41, as_of=as_of)


LONG = (
    "When mice with metastatic lung and ovarian cancer were treated with the engineered cells, " * 3
)


def two_articles(decisions: tuple[Decision, ...] = (), *, as_of: int | None = None) -> StudyView:
    """Organism in conflict, target cell refined, journal from one, payload silent in both."""
    return study(
        reading(
            1,
            {
                "organism": claim(
                    item("i1", HUMAN, quote="patients receiving this", status="unclear")
                ),
                "therapy_class": claim(item("i2", "car_t", quote="CAR T therapy")),
                "journal": NOT_REPORTED,
                "payload": NOT_REPORTED,
            },
        ),
        reading(
            2,
            {
                "organism": claim(item("j1", MOUSE, quote=LONG.strip())),
                "therapy_class": claim(item("j2", "car_t", quote="using CAR T cells")),
                "journal": claim(item("j3", Term("Cancer Cell"), quote="published in Cancer Cell")),
                "payload": NOT_REPORTED,
            },
        ),
        decisions=decisions,
        as_of=as_of,
    )


def response(value: str) -> Claim:
    """One outcome row of a response rate."""
    return claim(
        item(
            f"o{value}",
            parts={
                "endpoint": "response rate",
                "op": "=",
                "value": Quantity("=", value),
                "unit": "%",
            },
            quote=f"{value} percent responded",
        )
    )
