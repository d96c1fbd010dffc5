from __future__ import annotations

import copy
from typing import Any

import pytest

from curator.domain.forms import KINDS, form_from_json
from tests.domain.strategies import the_form

FIXED_KEYS = """report.title report.outlet report.author report.date report.source_cited
institution journal registry_id investigator stage phase disease organism model population n
therapy_class product_name component target_cell target_antigen payload cell_source dose
lymphodepletion comparator outcome safety follow_up mechanism limitations next_step""".split()


def test_the_form_has_the_fixed_keys_and_every_kind_is_known() -> None:
    keys = {field.key for field in the_form().fields()}
    assert set(FIXED_KEYS) <= keys
    assert len(keys) > 45
    assert {field.kind for field in the_form().fields()} <= set(KINDS)


def test_claims_of_the_article_are_told_from_those_of_the_study() -> None:
    assert the_form().entity_of("report.title") == "article"
    assert the_form().entity_of("payload") == "extraction"
    assert the_form().entity_of("nothing") is None


def test_the_digest_changes_with_the_declaration() -> None:
    declaration = copy.deepcopy(dict(the_form().declaration))
    declaration["sections"][0]["fields"][0]["label"] = "Headline"
    assert form_from_json(declaration).digest != the_form().digest


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"key": "payload", "label": "Payload", "kind": "text"}, "payload twice"),
        ({"key": "x", "label": "X", "kind": "smell"}, "no kind 'smell'"),
        ({"key": "x", "label": "X", "kind": "text", "letter": "P"}, "letter P twice"),
        ({"key": "x", "label": "X", "kind": "choice"}, "has no choices"),
        (
            {"key": "x", "label": "X", "kind": "text", "applies_when": {"field": "y"}},
            "applies when y",
        ),
    ],
)
def test_a_form_that_cannot_work_is_refused(change: dict[str, Any], message: str) -> None:
    declaration = copy.deepcopy(dict(the_form().declaration))
    declaration["sections"][1]["fields"].append(change)
    with pytest.raises(ValueError, match=message):
        form_from_json(declaration)
