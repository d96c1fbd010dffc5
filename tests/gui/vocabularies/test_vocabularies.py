"""Vocabularies in the window: loaded, compared, taken into use, a replacement taken over."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from curator.domain.claims import Claim, Item, Term, new_item_id
from curator.gui.vocabularies.page import VocabulariesPage
from curator.gui.workbench import Workbench
from tests.gui.window.acts import LONG, draft_of, run, wait_saved
from tests.gui.window.conftest import (
    bench,
    open_window,
    own_home,
    registry_path,
    three_articles,
)

__all__ = ["bench", "open_window", "own_home", "registry_path", "three_articles"]
FIRST = """format-version: 1.2
data-version: 2024-01
ontology: doid

[Term]
id: DOID:1
name: zebra pox

[Term]
id: DOID:2
name: horse pox
"""
SECOND = """format-version: 1.2
data-version: 2024-06
ontology: doid

[Term]
id: DOID:1
name: obsolete zebra pox
is_obsolete: true
replaced_by: DOID:2

[Term]
id: DOID:2
name: horse pox
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    made = []
    for name, words in (("first.obo", FIRST), ("second.obo", SECOND)):
        (tmp_path / name).write_text(words, encoding="utf-8")
        made.append(str(tmp_path / name))
    return made[0], made[1]


def page_of(qtbot: QtBot, bench: Workbench) -> VocabulariesPage:
    run(bench, "vocabulary.show")
    qtbot.waitUntil(lambda: isinstance(bench.layout.shown, VocabulariesPage), timeout=LONG)
    page = bench.layout.shown
    assert isinstance(page, VocabulariesPage)
    return page


def load(qtbot: QtBot, bench: Workbench, path: str) -> None:
    before = len(bench.tasks.all)
    bench.vocabularies.load(path)
    qtbot.waitUntil(
        lambda: len(bench.tasks.all) > before and bench.tasks.all[0].state != "running",
        timeout=LONG,
    )
    assert bench.tasks.all[0].state == "done", bench.tasks.all[0].result


def states(page: VocabulariesPage) -> dict[str, str]:
    return {one.release: "in use" if one.active else "" for one in page.rows if not one.own}


def test_the_page_says_what_comes_with_the_program(qtbot: QtBot, bench: Workbench) -> None:
    page = page_of(qtbot, bench)
    assert {"cells", "diseases", "journals"} <= {one.role for one in page.rows if one.own}
    assert all(one.terms and one.names >= one.terms for one in page.rows)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert bench.layout.shown is bench.layout.curating


def test_an_upgrade_tells_what_changes_and_hands_the_replacement_over(
    qtbot: QtBot, bench: Workbench, files: tuple[str, str]
) -> None:
    load(qtbot, bench, files[0])
    item = Item(new_item_id(), parts={"name": Term("zebra pox", "DOID:1")})
    draft_of(bench).put("disease", Claim(items=(item,)), name="Disease")
    run(bench, "save.progress")
    wait_saved(qtbot, bench)
    load(qtbot, bench, files[1])
    page = page_of(qtbot, bench)
    assert states(page) == {"2024-01": "in use", "2024-06": ""}
    row = next(n for n, one in enumerate(page.rows) if one.release == "2024-06")
    page.releases.setCurrentIndex(page.releases.model().index(row, 0))
    QTest.keyClick(page.releases, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.upgrade is not None, timeout=LONG)
    assert page.report.text() == "doid 2024-01 to 2024-06: 1 of 1 terms in use change."
    cells = [cell.text for cell in page.changes.table_rows[0].cells]
    assert cells == ["zebra pox", "DOID:1", "1", "Obsolete", "horse pox (DOID:2)"]
    QTest.mouseClick(page.use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: states(page)["2024-06"] == "in use", timeout=LONG)
    page.changes.setFocus()
    QTest.keyClick(page.changes, Qt.Key.Key_Return)

    def disease() -> Term:
        claim = draft_of(bench).claim("disease")
        assert claim is not None
        value = claim.items[0].parts["name"]
        assert isinstance(value, Term)
        return value

    qtbot.waitUntil(lambda: disease() == Term("horse pox", "DOID:2"), timeout=LONG)


def test_a_release_is_removed(qtbot: QtBot, bench: Workbench, files: tuple[str, str]) -> None:
    load(qtbot, bench, files[0])
    page = page_of(qtbot, bench)
    row = next(n for n, one in enumerate(page.rows) if not one.own)
    page.releases.setCurrentIndex(page.releases.model().index(row, 0))
    QTest.mouseClick(page.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: states(page) == {}, timeout=LONG)


def test_what_is_no_vocabulary_says_so(qtbot: QtBot, bench: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "words.obo"
    path.write_text("nothing of the kind\n", encoding="utf-8")
    bench.vocabularies.load(str(path))
    qtbot.waitUntil(lambda: any(one.state == "failed" for one in bench.tasks.all), timeout=LONG)
    assert "words.obo" in bench.tasks.all[0].result
