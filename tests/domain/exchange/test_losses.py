from __future__ import annotations

from curator.domain.exchange.losses import Loss, differences, report_lines
from curator.domain.references import Reference


def test_what_happened_to_many_records_is_one_line() -> None:
    losses = [Loss(n, "C1", "stands in a note (N1)") for n in (1, 2, 3, 7)]
    assert report_lines([*losses, Loss(4, "year", "“99” cannot be held")]) == (
        "C1: stands in a note (N1) (records 1-3, 7).",
        "year: “99” cannot be held (record 4).",
    )


def test_every_difference_has_a_sentence() -> None:
    before = Reference(title="A", year="99", keywords=("a", "b"), other=(("C1", "x"),))
    after = Reference(title="B", keywords=("b",), source="ris")
    assert list(differences(before, after)) == [
        ("title", "“A” is read back as “B”"),
        ("year", "“99” cannot be held"),
        ("keywords", "“a” cannot be held as it is"),
        ("C1", "“x” cannot be held as it is"),
    ]
    assert list(differences(before, before)) == []
