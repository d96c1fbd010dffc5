from __future__ import annotations

import pytest

from curator.domain.checks import (
    applies,
    check_claim,
    check_identifier,
    normal_identifier,
    problems,
)
from curator.domain.claims import Claim, Item, Quantity, Term, Words
from tests.domain.strategies import the_form


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("doi", "10.1016/j.ccell.2025.01.001"),
        ("pmid", "36109639"),
        ("nct", "NCT04000000"),
        ("nct", "2021-000123-12"),
        ("orcid", "0000-0002-1825-0097"),
        ("issn", "1535-6108"),
        ("issn", "2434-561X"),
    ],
)
def test_a_right_identifier_passes_and_one_wrong_digit_does_not(scheme: str, value: str) -> None:
    assert check_identifier(scheme, value) == ""
    assert check_identifier(scheme, value + "junk 1") != "" or scheme == "doi"
    if scheme in ("orcid", "issn"):
        wrong = value[:-1] + ("1" if value[-1] != "1" else "2")
        assert "last digit" in check_identifier(scheme, wrong)


def test_an_identifier_is_freed_of_the_address_before_it() -> None:
    assert normal_identifier("doi", "https://doi.org/10.1016/x.") == "10.1016/x"
    assert normal_identifier("pmid", "PMID: 123") == "123"
    assert normal_identifier("nct", "nct04000000") == "NCT04000000"


def test_what_is_wrong_with_a_claim_is_said() -> None:
    form = the_form()
    n, stage, institution = form.field("n"), form.field("stage"), form.field("institution")
    assert n
    assert stage
    assert institution
    two = Claim(items=(Item("1", value=Quantity("=", "5")), Item("2", value=Quantity("=", "x"))))
    sentences = [one.sentence for one in check_claim(n, two) if one.severity == "error"]
    assert sentences == ["Number in total takes one value.", "A number is missing."]
    wordy = Claim(items=(Item("1", "reported", value=Words("a cohort")),))
    assert "words alone" in check_claim(n, wordy)[0].sentence
    unknown = Claim(items=(Item("1", value="cosmic"),))
    assert "not one of the choices" in check_claim(stage, unknown)[0].sentence
    strange = Claim(items=(Item("1", parts={"name": Term("Icahn"), "colour": "red"}),))
    assert "no part" in check_claim(institution, strange)[0].sentence
    bare = Claim(items=(Item("1", parts={"name": Term("Icahn")}),))
    assert [one.severity for one in check_claim(institution, bare)] == ["warning"]


def test_a_field_applies_when_its_condition_holds_and_may_be_unknown() -> None:
    payload = the_form().field("payload")
    assert payload
    assert applies(payload, {}) is None
    assert applies(payload, {"therapy_class": Claim(items=(Item("1", value="car_t"),))}) is True
    other = {"therapy_class": Claim(items=(Item("1", value="checkpoint_inhibitor"),))}
    assert applies(payload, other) is False
    filled = {**other, "payload": Claim(items=(Item("2", parts={"agent": Term("IL-12")}),))}
    found = problems(the_form(), filled, entity="extraction")
    assert any("does not apply" in one.sentence for one in found)


def test_whatever_is_engineered_may_carry_something() -> None:
    """NK cells, bacteria and viruses are of the class "other", cells as vaccines "vaccine"."""
    payload = the_form().field("payload")
    assert payload
    for therapy in ("til", "car_m", "other", "vaccine", "cytokine"):
        claims = {"therapy_class": Claim(items=(Item("1", value=therapy),))}
        assert applies(payload, claims) is True, therapy
    for therapy in ("checkpoint_inhibitor", "bispecific", "combination"):
        claims = {"therapy_class": Claim(items=(Item("1", value=therapy),))}
        assert applies(payload, claims) is False, therapy
