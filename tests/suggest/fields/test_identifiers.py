"""DOI, PubMed id and trial registrations."""

from __future__ import annotations

import pytest

from curator.domain.checks import check_identifier
from curator.suggest.fields.identifiers import dois, pmids, registrations
from tests.suggest.fields.who import quotes, reported

REFERENCES = (
    "# Cells\n\n## Methods\n\nWe did much that is told here at some length. doi: 10.1000/own.1\n\n"
    "## References\n\n1. Hill A. Nature 2020. doi: 10.1000/other.1\n\n2. Lee B. Cell 2021. doi: "
    "10.1000/other.2\n\n3. Cruz C. Blood 2021. PMID: 12345678\n\n4. Roux D. Gut 2022. NCT01111111\n"
)


@pytest.mark.parametrize(
    ("text", "value", "quote"),
    [
        ("It is out (doi: 10.5555/han.2024.0603).", "10.5555/han.2024.0603", None),
        (
            "See https://doi.org/10.1038/S41591-024-1.",
            "10.1038/s41591-024-1",
            "10.1038/S41591-024-1",
        ),
    ],
)
def test_the_only_doi_is_the_papers(text: str, value: str, quote: str | None) -> None:
    assert reported(dois, text, field="doi") == [value]
    assert quotes(dois, text, field="doi") == [quote or value]
    assert check_identifier("doi", value) == ""


def test_several_dois_are_not_told_apart() -> None:
    text = "See doi: 10.1000/one.1 and doi: 10.1000/two.2 for more."
    assert reported(dois, text, field="doi") == []


def test_references_are_others() -> None:
    assert reported(dois, REFERENCES, field="doi") == ["10.1000/own.1"]
    assert reported(pmids, REFERENCES, field="pmid") == []
    assert reported(registrations, REFERENCES, field="registry_id") == []


def test_a_pubmed_id_needs_its_name() -> None:
    assert reported(pmids, "It is listed as PMID: 23394705.", field="pmid") == ["23394705"]
    assert reported(pmids, "It treated 23394705 cells.", field="pmid") == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("The trial is registered as NCT99900233.", ["NCT99900233"]),
        ("(ClinicalTrials.gov number, NCT09912345.)", ["NCT09912345"]),
        ("Registered: ISRCTN74757601.", ["ISRCTN74757601"]),
        ("EudraCT 2015-001234-56 was its number.", ["2015-001234-56"]),
        ("It ran from 2015-001234-56 on.", []),
        ("Another trial (NCT01234567) is under way.", []),
        ("NCT123 is no trial.", []),
        ("A larger phase 3 trial is planned.", []),
    ],
)
def test_trials_that_are_the_studys_own(text: str, ids: list[str]) -> None:
    assert reported(registrations, text, field="registry_id") == ids
    assert all(check_identifier("nct", one) == "" for one in ids)


def test_an_article_of_many_trials_is_about_none() -> None:
    listed = ", ".join(f"NCT0123456{digit}" for digit in range(6))
    assert reported(registrations, f"These are {listed}.", field="registry_id") == []
