"""Colours, text size, and what the next window starts from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Slot

from curator.gui.layout import Layout
from curator.gui.menus import Actions
from curator.gui.registry_work import RegistryWork
from curator.gui.session import Session
from curator.gui.theme.theme import (
    LARGEST_SCALE,
    SMALLEST_SCALE,
    WIDE_FROM,
    Scheme,
    theme_holder,
)
from curator.gui.theme.tokens import DARK, LIGHT, Tokens
from curator.services.settings import Settings, update_settings

SCHEMES: Final[tuple[Scheme, ...]] = (
    "system",
    "light",
    "dark",
    "high_contrast_light",
    "high_contrast_dark",
)
PAPERS: Final[Mapping[str, Tokens | None]] = MappingProxyType(
    {"window": None, "light": LIGHT, "dark": DARK}
)
"""Colours of the article's text; None for those of the window."""
ZOOM_STEP: Final = 10
WRITE_MS: Final = 500
"""From a choice of colours or zoom, or from another article, until it is written."""


class Remembering(QObject):
    """Reads once what was remembered; writes it soon after a choice, and at the end."""

    def __init__(
        self,
        layout: Layout,
        session: Session,
        *,
        actions: Actions,
        work: RegistryWork,
        remembered: Mapping[str, Any],
    ) -> None:
        super().__init__(layout)
        self._layout, self._session, self._actions = layout, session, actions
        self._work = work
        self._kept = dict(remembered)
        self._placed = layout.window.geometry()
        self._percent = round(theme_holder().theme.scale * 100)
        self._zooming = self._timer(0, self._zoom)
        self._writing = self._timer(WRITE_MS, self.write)
        theme_holder().changed.connect(self._restyle)
        layout.window.resized.connect(self._fit)
        session.draft_changed.connect(self._note_article)
        self._restore()

    def _timer(self, milliseconds: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    def last_article(self) -> int:
        """The article of this registry that was open last, by number; 0 where there was none."""
        registry = self._session.registry
        number = articles_of(self._kept).get(registry.target, 0) if registry is not None else 0
        return number if isinstance(number, int) else 0

    def zoom(self, step: int) -> None:
        """Larger or smaller text by so many percent; 0 for its own size.

        Everything is laid out anew for it, so that presses that came meanwhile are taken together.
        """
        least, most = round(SMALLEST_SCALE * 100), round(LARGEST_SCALE * 100)
        self._percent = min(max(self._percent + step, least), most) if step else 100
        self._zooming.start()

    @Slot()
    def _zoom(self) -> None:
        scale = self._percent / 100
        theme_holder().choose(scale=scale, wide=self._layout.window.width() / scale >= WIDE_FROM)
        self._writing.start()

    def choose_theme(self, scheme: Scheme) -> None:
        theme_holder().choose(scheme)
        self._restyle()
        self._writing.start()

    def choose_paper(self, paper: str) -> None:
        """Colours of the article's text, in a window of whatever colours."""
        self._dress_paper(paper)
        self._kept["paper"] = paper
        self._writing.start()

    def _dress_paper(self, paper: str) -> None:
        self._layout.article.set_own_tokens(PAPERS[paper])
        self._actions[f"paper.{paper}"].setChecked(True)

    @Slot()
    def _note_article(self) -> None:
        """Remember the article while it is open: a process that is killed writes nothing more."""
        if self._session.draft is not None and not self._writing.isActive():
            self._writing.start()  # not anew for each, or who leafs through would put it off

    @Slot()
    def write(self) -> None:
        """Write what the next window starts from, on a lane: a disk may take its time.

        That it cannot be written stops nothing.
        """
        self._writing.stop()
        if self._zooming.isActive():
            self._zooming.stop()
            self._zoom()
            self._writing.stop()
        holder, registry, draft = theme_holder(), self._session.registry, self._session.draft
        kept = self._kept
        window = self._layout.window
        if "geometry" not in kept or window.geometry() != self._placed or window.isMaximized():
            # Written anew only where it was moved: without a window manager Qt guesses the frame,
            # and each opening would put the window further down.
            kept["geometry"] = bytes(window.saveGeometry().toBase64().data()).decode()
        kept["bottom"] = self._layout.bottom.open
        kept["export"] = list(self._work.last_export)
        kept["scheme"] = holder.scheme
        kept["tokens"] = holder.theme.tokens.name
        if sizes := self._layout.panes.sizes():
            kept["panes"] = sizes
        if registry is not None and draft is not None:
            kept["articles"] = articles_of(kept) | {registry.target: draft.article.number}
        zoom = round(holder.theme.scale * 100)
        job = self._session.lanes.remember(
            keep_window, dict(kept), zoom=zoom, registry=registry.target if registry else ""
        )
        job.failed.connect(self._say_unwritten)

    @Slot(object)
    def _say_unwritten(self, error: Exception) -> None:
        self._layout.messages.say_error(error, message_id="settings")

    def _restore(self) -> None:
        kept, work = self._kept, self._work
        sizes = kept.get("panes")
        if isinstance(sizes, list) and all(isinstance(one, int) for one in sizes):
            self._layout.panes.restore_sizes(sizes)
        export = kept.get("export")
        if isinstance(export, list) and len(export) == 2:
            work.last_export = (str(export[0]), str(export[1]))
        self._layout.bottom.set_open(bool(kept.get("bottom", False)))
        self._actions["view.list"].setChecked(True)
        paper = str(kept.get("paper"))
        self._dress_paper(paper if paper in PAPERS else "window")
        self._restyle()
        self._fit()

    @Slot()
    def _restyle(self) -> None:
        self._actions.restyle()
        self._actions[f"theme.{theme_holder().scheme}"].setChecked(True)

    @Slot()
    def _fit(self) -> None:
        """The article's type is larger in a wide window."""
        holder = theme_holder()
        holder.choose(wide=self._layout.window.width() / holder.theme.scale >= WIDE_FROM)


def articles_of(window: Mapping[str, Any]) -> dict[str, Any]:
    """The article that was open last, by number, for each registry."""
    articles = window.get("articles")
    return dict(articles) if isinstance(articles, dict) else {}


def keep_window(window: dict[str, Any], *, zoom: int, registry: str) -> None:
    """Write what a window remembers; on a lane.

    What another window wrote meanwhile of its own registry stays as that one wrote it.

    Args:
        window: What this window knows.
        zoom: Of texts, in percent.
        registry: The one that is open in this window; "" for none.

    Raises:
        StorageError: The disk refused; the old file is there.
    """
    own = {one: number for one, number in articles_of(window).items() if one == registry}

    def change(settings: Settings) -> Settings:
        articles = articles_of(window) | articles_of(settings.window) | own
        return _with(settings, window | {"articles": articles}, zoom=zoom)

    update_settings(change)


def _with(settings: Settings, window: dict[str, Any], *, zoom: int) -> Settings:
    scheme = str(window["scheme"])
    theme = scheme if scheme in ("light", "dark") else "system"
    return replace(settings, window=window, zoom=zoom, theme=theme)
