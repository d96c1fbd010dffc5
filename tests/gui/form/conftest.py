"""A form pane on a real draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from curator.domain.claims import Claim
from curator.domain.forms import Form
from curator.gui.draft import Draft
from curator.gui.form.pane import FormPane
from curator.gui.lanes import Lanes
from curator.gui.theme.theme import install_theme
from curator.services.values import FieldHint
from curator.services.vocabularies import Vocabularies
from tests.gui.form.drafts import (
    BODY,
    draft_of,
    drafts_lanes,
    opened,
    template,
    write_vocabularies,
)


@pytest.fixture(scope="session")
def form() -> Form:
    return template()


@pytest.fixture(scope="session")
def vocabularies(tmp_path_factory: pytest.TempPathFactory) -> Vocabularies:
    return Vocabularies.load(write_vocabularies(tmp_path_factory.mktemp("vocabularies")))


@pytest.fixture
def lanes(qapp: QApplication, tmp_path: Path) -> Iterator[Lanes]:
    made = drafts_lanes(tmp_path / "drafts.sqlite")
    yield made
    assert made.join(60.0)


class Shown:
    """A pane, its draft, and the hands of a curator."""

    def __init__(self, qtbot: QtBot, pane: FormPane, draft: Draft) -> None:
        self.qtbot, self.pane, self.draft = qtbot, pane, draft

    @property
    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def key(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        QTest.keyClick(self.focused, key, modifiers)

    def ctrl(self, key: Qt.Key) -> None:
        self.key(key, Qt.KeyboardModifier.ControlModifier)

    def alt(self, key: Qt.Key) -> None:
        self.key(key, Qt.KeyboardModifier.AltModifier)

    def type(self, text: str) -> None:
        """Type letters; those that no key has come as an input method sends them."""
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self.focused, letter)
            else:
                event = QInputMethodEvent("", [])
                event.setCommitString(letter)
                QApplication.sendEvent(self.focused, event)

    def enter(self) -> None:
        self.key(Qt.Key.Key_Return)

    def tab(self) -> None:
        self.key(Qt.Key.Key_Tab)

    def back(self) -> None:
        self.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)

    def to(self, field: str, item: str = "", part: str = "") -> None:
        assert self.pane.focus_field(field, item, part)

    def values(self, field: str) -> list[object]:
        """The values of a field without parts, the main ones of one with parts."""
        declared = self.draft.form.field(field)
        claim = self.draft.claim(field)
        if claim is None or declared is None:
            return []
        if declared.main is None:
            return [item.value for item in claim.items]
        return [item.parts.get(declared.main.key) for item in claim.items]

    def status(self, field: str) -> str:
        claim = self.draft.claim(field)
        return claim.status if claim else "not_checked"

    def click(self, field: str, kind: str, index: int = 0) -> None:
        """Click the ``index``-th piece of a kind in a field's row."""
        row = self.pane.body.row(field)
        assert row is not None
        pieces = [piece for piece in row.pieces if piece.kind == kind]
        point = pieces[index].rect.center().toPoint()
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)

    def texts(self, field: str, kind: str) -> list[str]:
        row = self.pane.body.row(field)
        assert row is not None
        return [piece.text for piece in row.pieces if piece.kind == kind]


Show = Callable[..., Shown]


@pytest.fixture
def show(qtbot: QtBot, lanes: Lanes, form: Form, vocabularies: Vocabularies) -> Show:
    """Show an article; keywords as of ``drafts.opened``, and the width of the pane."""
    install_theme(QApplication.instance(), "light")  # type: ignore[arg-type]

    def make(
        *,
        claims: Mapping[str, Claim] | None = None,
        article_claims: Mapping[str, Claim] | None = None,
        hints: tuple[FieldHint, ...] = (),
        width: int = 468,
        height: int = 760,
        read_only: str = "",
        body: str = BODY,
    ) -> Shown:
        article = opened(body, claims=claims, article_claims=article_claims, hints=hints)
        draft = draft_of(article, lanes, form=form, read_only=read_only)
        pane = FormPane()
        qtbot.addWidget(pane)
        draft.setParent(pane)
        pane.resize(width, height)
        pane.set_lookup(vocabularies)
        pane.show()
        pane.show_draft(draft)
        pane.activateWindow()
        qtbot.waitUntil(pane.isActiveWindow)
        return Shown(qtbot, pane, draft)

    return make
