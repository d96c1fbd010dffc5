"""Names of organisations by their shape."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.suggest.organisations import bare_name, is_named, organisations


def named(text: str) -> list[str]:
    return [text[start:end] for start, end in organisations(text)]


@pytest.mark.parametrize(
    "name",
    [
        "University of Louisville",
        "Oregon Health & Science University",
        "Brigham and Women's Hospital",
        "University of Science and Technology of China",
        "Max Planck Institute of Immunobiology and Epigenetics",
        "Icahn School of Medicine at Mount Sinai",
        "Guy's and St Thomas' NHS Foundation Trust",
        "St. Jude Children's Research Hospital",
        "Friedrich-Alexander-Universität Erlangen-Nürnberg",
        "Université Fictive de Montrêve",
        "Instituto Nacional de Cancerología",
        "Harbor Cell Therapeutics",
        "National Cancer Institute",
    ],
)
def test_a_name_of_that_shape_is_found_whole(name: str) -> None:
    assert named(f"Work was done at the {name} with care.") == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Scientists at Oslo University and the Bergen Cancer Center met.",
            ["Oslo University", "Bergen Cancer Center"],
        ),
        ("Maria Delgado of the Harbor Cancer Center spoke.", ["Harbor Cancer Center"]),
        ("Researchers at Oslo University said so.", ["Oslo University"]),
        ("A University of Florida-led team agreed.", ["University of Florida"]),
        ("Tel Aviv University's Department of Immunology agreed.", ["Tel Aviv University"]),
        (
            "at the University of California, San Diego today",
            ["University of California, San Diego"],
        ),
        ("Harbor Bio, Inc. announced it.", ["Harbor Bio, Inc."]),
        ("Nkarox (Nasdaq: NKTX) announced it.", ["Nkarox"]),
    ],
)
def test_a_name_ends_where_another_or_a_person_begins(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The hospital opened its cancer center.",
        "Medical Center",
        "Two patients in the Disposable Group failed to come.",
        "CAR T Cell Therapy Reaches Beyond Cancer",
        "Cancer cells hide from T cells in Mice.",
        "",
    ],
)
def test_generic_words_and_other_capitals_are_no_organisation(text: str) -> None:
    assert named(text) == []


def test_article_and_form_of_company_are_no_part_of_a_name() -> None:
    assert bare_name("The Harbor Bio, Inc.") == "Harbor Bio"
    assert bare_name("University\n of Oslo") == "University of Oslo"


def test_generic_words_name_nobody() -> None:
    assert not is_named("Cancer Center")
    assert is_named("Harbor Cancer Center")


@given(st.text(alphabet="AaUniversity Hospital of and the.,'-", max_size=120))
def test_spans_are_in_order_and_apart(text: str) -> None:
    spans = list(organisations(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It was published in the Journal of Experimental Medicine.", []),
        ("It appeared in Annals of Internal Medicine last week.", []),
        (
            "He leads the Institute of Experimental Medicine.",
            ["Institute of Experimental Medicine"],
        ),
    ],
)
def test_a_journals_title_is_no_house(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in organisations(text)] == names
