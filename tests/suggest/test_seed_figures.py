"""The five real sample articles: what is right, and the figures that the scorer beside them counts.

Five articles are too few to mean much: they can show what is broken, not how good the rest is.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from curator.cli.suggesting import line_json
from tests.shared_data import SHARED, needs_shared
from tests.suggest.articles import FORM
from tests.suggest.seeds import NUMBERS, ids, suggested, values

pytestmark = needs_shared

ICAHN = "ROR:04a9tmd77"
RIGHT = {
    "000": ([], [ICAHN], ["MONDO:0004992"], ["CAR T"]),
    "001": (["ISSN:1535-6108"], [ICAHN], ["MONDO:0008903", "MONDO:0008170"], ["CAR T"]),
    "002": (["ISSN:1078-8956"], [], ["MONDO:0007915"], ["CAR T"]),
    "003": ([], [], ["MONDO:0018177"], ["CAR T"]),
    "004": (
        ["ISSN:2666-3791"],
        [ICAHN, None],
        ["MONDO:0005575", "MONDO:0005575"],
        ["Combination"],
    ),
}
"""Ids of journal, institutions and diseases, and the therapy class, as two readers gave them."""


@pytest.mark.parametrize("seed", NUMBERS)
def test_journal_institution_disease_and_therapy_are_right(seed: str) -> None:
    found = suggested(seed)
    assert (
        ids(found, "journal"),
        ids(found, "institution"),
        ids(found, "disease"),
        values(found, "therapy_class"),
    ) == RIGHT[seed]


@pytest.mark.parametrize("seed", NUMBERS)
def test_every_reason_is_one_sentence(seed: str) -> None:
    for one in suggested(seed).suggestions:
        assert re.fullmatch(r"[A-Z][^\n]*\.", one.why), one.why
        assert one.why.split()[0] not in ("Says", "Names", "Speaks", "Said", "Stands"), one.why


def test_figures_of_the_scorer(tmp_path: Path) -> None:
    lines = (line_json(seed, suggested(seed), form=FORM, absences=False) for seed in NUMBERS)
    given = tmp_path / "suggested.jsonl"
    given.write_text("".join(f"{json.dumps(one)}\n" for one in lines), encoding="utf-8")
    scorer, gold = SHARED / "tools" / "score_seeds.py", SHARED / "gold" / "seeds.json"
    said = subprocess.run(
        [sys.executable, scorer, gold, given], capture_output=True, text=True, check=True
    ).stdout
    figures = {
        name: (int(hits), int(of))
        for name, hits, of in re.findall(r"^([a-z ]+?) {2,}(\d+) of (\d+)", said, re.MULTILINE)
    }
    asked = figures["right silence"][1]
    assert asked > 50
    assert figures["false fill"] == (0, asked), said
    assert figures["right silence"] == (asked, asked), said
    assert figures["precision"][0] >= 0.95 * figures["precision"][1] > 0, said
    assert figures["recall"][0] >= 0.75 * figures["recall"][1] > 0, said
    assert re.search(r"^junk +0$", said, re.MULTILINE), said
