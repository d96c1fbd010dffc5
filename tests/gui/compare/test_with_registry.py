"""Decisions that go through the services and come back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from curator.domain.claims import Claim, Term
from curator.gui.compare.pane import CompareView
from curator.gui.compare.values import DecisionWanted
from curator.gui.theme.theme import ThemeHolder
from curator.services.applying import apply_file
from curator.services.deciding import decide, decide_withdraw
from curator.services.importing import import_paths
from curator.services.opening import open_article, study_view
from curator.services.registry import Registry
from curator.services.values import StudyView
from tests.gui.sample_studies import first_study
from tests.registries import ADA, BEN, save_claims
from tests.shared_data import SHARED, needs_shared

CTRL = Qt.KeyboardModifier.ControlModifier


class Comparing:
    """A comparison whose wishes the services fulfil, as the window lets them."""

    def __init__(self, registry: Registry, study: str, pane: CompareView) -> None:
        self.registry, self.study, self.pane = registry, study, pane
        pane.decide_wanted.connect(self._decide)
        pane.withdraw_decision_wanted.connect(self._withdraw)
        self.show()

    @property
    def view(self) -> StudyView:
        return study_view(self.registry, self.study)

    @property
    def current(self) -> str:
        row = self.pane.table.current
        return row.row.key if row is not None else ""

    def show(self) -> None:
        self.pane.show_study(self.registry.form, self.view, authors={BEN.id: BEN.name})

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        focused: QWidget | None = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, held)

    def write(self, words: str) -> None:
        focused: QWidget | None = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, words)

    def decide_all(self, key: Qt.Key) -> list[str]:
        """Keep what the key keeps in every row that waits; the fields in their order."""
        seen = []
        while self.view.record.conflicts:
            seen.append(self.current)
            self.press(key)
            self.write(f"because of {self.current}")
            self.press(Qt.Key.Key_Return, CTRL)
        return seen

    def _decide(self, wanted: DecisionWanted) -> None:
        decide(
            self.registry,
            wanted.study_id,
            field=wanted.field,
            item=wanted.item,
            chosen=wanted.chosen,
            edited=wanted.edited,
            reason=wanted.reason,
            author=BEN,
        )
        self.show()

    def _withdraw(self, field: str, reason: str) -> None:
        decide_withdraw(self.registry, self.study, field=field, reason=reason, author=BEN)
        self.show()


def shown(qtbot: QtBot) -> CompareView:
    pane = CompareView()
    qtbot.addWidget(pane)
    pane.resize(1280, 736)
    with qtbot.waitActive(pane):
        pane.show()
    return pane


@pytest.fixture
def comparing(qtbot: QtBot, holder: ThemeHolder, sample: Registry) -> Comparing:
    made = Comparing(sample, first_study(sample), shown(qtbot))
    made.pane.setFocus()
    return made


def test_every_conflict_of_the_samples_is_decided_by_keyboard(comparing: Comparing) -> None:
    waiting = comparing.view.record.conflicts
    assert len(waiting) > 3
    seen = comparing.decide_all(Qt.Key.Key_1)
    assert set(seen) == set(waiting)
    record = comparing.view.record
    assert record.conflicts == ()
    assert {record.cells[key].state for key in waiting} == {"decided"}
    reasons = {one.field: one.reason for one in comparing.view.document.decisions}
    assert reasons == {key: f"because of {key}" for key in waiting}


def test_the_decision_shown_is_the_one_saved(comparing: Comparing) -> None:
    key = comparing.current
    comparing.press(Qt.Key.Key_2)
    comparing.write("read it again")
    comparing.press(Qt.Key.Key_Return, CTRL)
    row = comparing.pane.table._rows[key].row
    assert row.mark == "decided"
    assert row.standing.aside == "from A-0002"
    assert row.standing.lines[0] == "read it again"
    assert row.standing.lines[1].startswith("Ben, ")
    assert comparing.current != key


def test_a_decision_is_reopened_by_a_new_reading_and_shown_so(comparing: Comparing) -> None:
    comparing.pane.table._enter("organism")
    comparing.pane.setFocus()
    comparing.press(Qt.Key.Key_1)
    comparing.write("seen twice")
    comparing.press(Qt.Key.Key_Return, CTRL)
    change_organism(comparing)
    comparing.show()
    row = comparing.pane.table._rows["organism"].row
    assert (row.mark, row.to_decide) == ("reopened", True)
    assert "Before: seen twice" in row.standing.lines


def change_organism(comparing: Comparing) -> None:
    reading = comparing.view.readings[1]
    opened = open_article(comparing.registry, reading.article_id)
    held = next(one for one in opened.extractions if one.extraction_id == reading.extraction_id)
    (item, *_) = reading.claims["organism"].items
    changed = Claim(items=(replace(item, value=Term("rat", "NCBITaxon:10116")),))
    save_claims(
        comparing.registry,
        held.extraction_id,
        claims={"organism": changed},
        based_on=held.revision_id,
        document=held.document,
    )


def test_a_decision_is_taken_back(comparing: Comparing) -> None:
    before = comparing.view.record.conflicts
    comparing.decide_all(Qt.Key.Key_1)
    comparing.pane.table._enter(before[0])
    comparing.pane.setFocus()
    comparing.press(Qt.Key.Key_Return)
    comparing.write("too early")
    row = comparing.pane.table.current
    assert row is not None
    assert row.editor is not None
    row.editor.withdraw.click()
    assert comparing.view.record.conflicts == before[:1]


@pytest.fixture
def real(qtbot: QtBot, holder: ThemeHolder, tmp_path: Path) -> Iterator[Comparing]:
    """The study of the real samples that two articles report."""
    registry = Registry.open(tmp_path / "real.curator", author=ADA, create=True)
    import_paths(registry, sorted((SHARED / "seeds").glob("*.txt")), author=ADA)
    applied = apply_file(registry, SHARED / "gold" / "readings.json", author=ADA)
    studies = dict(applied.studies)
    made = Comparing(registry, studies["S1"], shown(qtbot))
    made.pane.setFocus()
    yield made
    registry.close()


@needs_shared
def test_the_real_study_shows_its_two_conflicts_with_both_quotes(real: Comparing) -> None:
    rows = [row.row for row in real.pane.table.rows]
    assert [row.key for row in rows[:2]] == ["organism", "safety"]
    assert [row.to_decide for row in rows[:3]] == [True, True, False]
    for row in rows[:2]:
        quotes = [line.evidence[0].quote for cell in row.cells for line in cell]
        assert len(quotes) == 2
        assert all(quotes)
    said = real.pane.table.current
    assert said is not None
    assert "patients receiving this therapy" in said.accessibleName()
    assert real.decide_all(Qt.Key.Key_2) == ["organism", "safety"]
    values = [stood.item.value for stood in real.view.record.cells["organism"].items]
    assert [value.label for value in values if isinstance(value, Term)] == ["mouse"]
