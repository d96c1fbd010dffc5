from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from curator.gui.article.pane import ArticlePane
from curator.gui.article.view import ArticleView
from curator.gui.theme.theme import ThemeHolder
from tests.gui.article.articles import article
from tests.gui.dressed import holder

__all__ = ["holder"]


@pytest.fixture
def view(qtbot: QtBot, holder: ThemeHolder) -> ArticleView:
    made = ArticleView()
    qtbot.addWidget(made)
    made.resize(580, 620)
    made.show_article(article())
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


@pytest.fixture
def pane(qtbot: QtBot, holder: ThemeHolder) -> ArticlePane:
    made = ArticlePane()
    qtbot.addWidget(made)
    made.resize(580, 620)
    made.show_article(article())
    with qtbot.waitExposed(made):
        made.show()
    made.view.setFocus()
    return made
