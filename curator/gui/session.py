"""What is open in the window: the lanes of a registry, and what is known of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from curator.domain.changes import Author
from curator.domain.forms import Form
from curator.gui.draft import Draft
from curator.gui.lanes import Lanes
from curator.gui.opening import Opened


class Session(QObject):
    """``opened`` comes when another registry is open, ``draft_changed`` for another article.

    ``author_changed`` comes when somebody said who is curating, ``refused`` when the curator tried
    to change what is open for reading only.

    Attributes:
        lanes: Of the open registry; before the first one is open, of none.
        registry: What is known of it, None before.
        author: Whose changes these will be.
        draft: Of the open article.
    """

    opened = Signal()
    author_changed = Signal()
    draft_changed = Signal()
    refused = Signal()

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lanes = lanes
        self.registry: Opened | None = None
        self.author: Author | None = None
        self.author_known = False
        self.draft: Draft | None = None

    @property
    def form(self) -> Form | None:
        return self.registry.form if self.registry else None

    @property
    def read_only(self) -> str:
        """Why nothing can be saved; "" where it can."""
        return self.registry.read_only if self.registry else "No registry is open."

    def refuses(self) -> bool:
        """Whether nothing can be changed; whoever asks because of an act is answered."""
        if self.read_only:
            self.refused.emit()
        return bool(self.read_only)

    def take(self, registry: Opened) -> None:
        self.registry = registry
        self.author, self.author_known = registry.author, registry.author_known
        self.opened.emit()

    def show(self, draft: Draft | None) -> None:
        """Work on another draft, or on none."""
        old, self.draft = self.draft, draft
        self.draft_changed.emit()
        if old is not None:
            old.deleteLater()
