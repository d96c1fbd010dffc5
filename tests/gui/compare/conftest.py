from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from curator.gui.compare.pane import CompareView
from curator.gui.theme.theme import ThemeHolder
from tests.gui.compare.studies import form, two_articles
from tests.gui.dressed import holder
from tests.gui.sample_studies import sample, sample_file

__all__ = ["holder", "sample", "sample_file"]


@pytest.fixture
def pane(qtbot: QtBot, holder: ThemeHolder) -> CompareView:
    """Two articles that conflict on the organism, shown and with the keyboard."""
    made = CompareView()
    qtbot.addWidget(made)
    made.resize(1280, 736)
    made.show_study(form(), two_articles())
    with qtbot.waitActive(made):
        made.show()
    made.setFocus()
    return made
