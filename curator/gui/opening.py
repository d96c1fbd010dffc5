"""What the window asks for when it opens a registry, and what it is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # 30 ms of imports, and the list is on its way to the screen
    from curator.domain.changes import Author
    from curator.domain.forms import Form
    from curator.gui.form.values import TermLookup
    from curator.gui.suggestions.values import Kept


@dataclass(frozen=True, slots=True)
class Opening:
    """Which registry to open, and how.

    Attributes:
        target: Path or URL; "" for the last one, or else the default place.
        author: A curator's name; "" for the one in the settings.
        sample: Open the sample registry, made from the sample articles where there is none.
        create: Make the registry where there is none.
    """

    target: str = ""
    author: str = ""
    sample: bool = False
    create: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A registry that is open.

    Attributes:
        name: As the window's title says it: ``solid-tumours.curator``.
        author: Whose changes these will be.
        author_known: Somebody said so; False where it is only the system account's name.
        read_only: Why nothing can be saved, or "".
        notices: Sentences such as "Upgraded; a backup lies in ...".
        searchable: The part of the articles whose texts the search knows, 1.0 for all.
        lookup: The vocabularies; they never change, so that every thread may ask them.
        kept: Whether to suggest, and whether to learn from the answers.
        seq: The newest change; ``last_seal`` is its seal.
    """

    target: str
    name: str
    registry_id: str
    form: Form
    author: Author
    author_known: bool
    read_only: str
    notices: tuple[str, ...]
    seq: int
    last_seal: str
    lookup: TermLookup
    kept: Kept
    searchable: float = 1.0
