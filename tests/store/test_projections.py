from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from curator.domain.claims import CLAIM_STATUSES, Claim, Item, Term, claims_to_json
from curator.domain.evidence import Evidence
from curator.ingest.workers import Parsers
from curator.services.deciding import decide
from curator.services.opening import open_article, study_view
from curator.services.registry import Registry, create_registry
from curator.services.saving import save
from curator.services.vocabularies import Vocabularies
from curator.store import projections
from curator.store.journal import NewRevision
from curator.store.tables import article_row, evidence, head, study_record, study_row, study_value
from tests.registries import ADA, BEN, import_words, save_reading
from tests.services.vocabulary_files import write_vocabularies

FIELDS = ("organism", "disease", "payload", "stage", "safety", "comparator", "outcome")
TERMS = (
    Term("mouse", "NCBITaxon:10090"),
    Term("human", "NCBITaxon:9606"),
    Term("lung cancer", "MONDO:0008903"),
    Term("cancer", "MONDO:0004992"),
    Term("free words"),
)


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    made = create_registry(tmp_path / "studies.curator", ADA)
    yield made
    made.close()


@pytest.fixture
def articles(registry: Registry, tmp_path: Path) -> list[str]:
    files = {"a.txt": "One article of words.\n", "b.txt": "Another article of words.\n"}
    with Parsers(1) as parsers:
        report = import_words(registry, tmp_path / "in", files=files, parsers=parsers)
    return [taken.article_id for taken in report.taken]


class Chance:
    """Claims as they come, the same in every run."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._count = 0

    def fields(self) -> list[str]:
        return self._random.sample(FIELDS, self._random.randint(1, 3))

    def claim(self, field: str) -> Claim | None:
        chance = self._random.random()
        if chance < 0.15:
            return None
        if chance < 0.35:
            return Claim(own_status=self._random.choice(CLAIM_STATUSES), evidence=self._quotes())
        many = 1 if field in ("stage", "comparator") else 2
        return Claim(items=tuple(self._item(field) for _ in range(self._random.randint(1, many))))

    def _item(self, field: str) -> Item:
        self._count += 1
        term = self._random.choice(TERMS)
        value = {
            "organism": {"value": term},
            "disease": {"parts": {"name": term, "qualifier": "metastatic"}},
            "payload": {"parts": {"agent": term, "mode": "secreted"}},
            "stage": {"value": self._random.choice(["preclinical", "in_vivo", "clinical"])},
            "safety": {"parts": {"statement": self._random.choice(["claimed", "not_studied"])}},
            "comparator": {"value": self._random.choice(["none", "untreated"])},
            "outcome": {"parts": {"endpoint": "cure", "n": str(self._random.randint(1, 9))}},
        }[field]
        status = self._random.choice(["reported", "vague", "unclear"])
        return Item(f"{self._count:016x}", status, evidence=self._quotes(), **value)  # type: ignore[arg-type]

    def _quotes(self) -> tuple[Evidence, ...]:
        count = self._random.randint(0, 2)
        return tuple(Evidence("0" * 64, n, n + 3, "One") for n in range(count))


def edit(registry: Registry, article: str, chance: Chance, *, words: Vocabularies) -> None:
    """Change some fields of every extraction of an article, and its state, as one save."""
    opened = open_article(registry, article)
    saves, based_on = [], {}
    for one in opened.extractions:
        claims = dict(one.document.claims)
        for field in chance.fields():
            claim = chance.claim(field)
            claims.pop(field, None)
            if claim is not None:
                claims[field] = claim
        document = one.document.to_json() | {"claims": claims_to_json(claims)}
        saves.append(NewRevision(one.extraction_id, "extraction", document, (one.revision_id,)))
        based_on[one.extraction_id] = one.revision_id
    document = opened.document.to_json()
    states = {"in_progress": "complete", "complete": "excluded"}
    document |= {"state": states.get(document["state"], "in_progress")}
    saves.append(NewRevision(article, "article", document, (opened.revision_id,)))
    save(registry, saves, based_on=based_on, author=BEN, vocabularies=words)


@pytest.mark.parametrize("seed", range(3))
def test_edits_leave_the_projections_as_a_rebuild_makes_them(
    registry: Registry, articles: list[str], tmp_path: Path, seed: int
) -> None:
    chance, words = Chance(seed), Vocabularies.load(write_vocabularies(tmp_path))
    study, _, _ = save_reading(registry, articles[0], claims={}, vocabularies=words)
    save_reading(registry, articles[1], claims={}, study_id=study, vocabularies=words)
    save_reading(registry, articles[1], claims={}, label="Other", vocabularies=words)
    for n in range(16):
        edit(registry, articles[n % 2], chance, words=words)
        view = study_view(registry, study)
        if n % 4 == 3 and view.record.conflicts:
            decide(registry, study, field=view.record.conflicts[0], reason="So", author=ADA)
        with registry.read() as session:
            assert projections.differences(session) == []


TAMPERED = {
    "head": sa.update(head).values(state="withdrawn"),
    "article_row": sa.update(article_row).where(article_row.c.number == 1).values(title="Other"),
    "study_row": sa.update(study_row).values(conflicts=7),
    "study_record": sa.update(study_record).values(cells="{}"),
    "study_value": sa.delete(study_value),
    "evidence": sa.update(evidence).values(start=1),
}


@pytest.mark.parametrize("table", TAMPERED)
def test_a_wrong_projection_is_named_and_a_rebuild_mends_it(
    registry: Registry, articles: list[str], table: str
) -> None:
    quote = Evidence("0" * 64, 0, 3, "One")
    claim = Claim(items=(Item("1" * 16, value=TERMS[0], evidence=(quote,)),))
    save_reading(registry, articles[0], claims={"organism": claim})
    with registry.write() as session:
        session.execute(TAMPERED[table])
        found = projections.differences(session)
        assert any(one.startswith(f"{table}: ") for one in found)
        projections.rebuild(session)
        assert projections.differences(session) == []


def test_rows_of_nothing_are_named(registry: Registry) -> None:
    with registry.write() as session:
        row = {"number": 9, "study_id": "nobody", "label": "", "state": "active"}
        session.execute(sa.insert(study_row), row | {"articles": 0, "conflicts": 0, "reopened": 0})
        assert projections.differences(session) == ["study_row: nobody is in no change."]
