from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from curator.gui.history.pane import HistoryView
from curator.gui.theme.theme import ThemeHolder
from curator.services.registry import Registry
from tests.gui.dressed import holder
from tests.gui.history.stories import Story
from tests.gui.sample_studies import sample_file

__all__ = ["holder", "sample_file"]


@pytest.fixture(scope="session")
def story_file(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample registry after four changes to its first study."""
    path = tmp_path_factory.mktemp("story") / "story.curator"
    shutil.copyfile(sample_file, path)
    registry = Registry.open(path)
    Story(registry).happen()
    registry.close()
    return path


@pytest.fixture
def story(story_file: Path, tmp_path: Path) -> Iterator[Story]:
    """A copy of it, open."""
    path = tmp_path / "story.curator"
    shutil.copyfile(story_file, path)
    registry = Registry.open(path)
    yield Story(registry)
    registry.close()


@pytest.fixture
def pane(qtbot: QtBot, holder: ThemeHolder, story: Story) -> Iterator[HistoryView]:
    """That study's history, answered by the services, shown and with the keyboard."""
    made = HistoryView()
    qtbot.addWidget(made)
    made.resize(1280, 736)
    story.answer(made)
    with qtbot.waitActive(made):
        made.show()
    story.show(made)
    made.setFocus()
    yield made
    made.close()
