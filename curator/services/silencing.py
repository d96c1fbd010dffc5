"""Names that never count as a mention: silenced with one click, for good, until taken back."""

from __future__ import annotations

from curator.domain.errors import UsageError
from curator.domain.names import name_key
from curator.services.registry import Registry
from curator.services.suggested import Silence
from curator.services.values import Author
from curator.store.engine import Session
from curator.store.logs import append_rows, entries
from curator.store.tables import silenced_name

Key = tuple[str, str, str]
"""Role, key of the name, term id."""


def silence(
    registry: Registry,
    role: str,
    *,
    name: str,
    author: Author,
    term_id: str = "",
    reason: str = "",
) -> None:
    """Never take a name for a mention again, in whatever spelling.

    Args:
        registry: Open for writing.
        role: Of the vocabulary; it may still be a name in others.
        name: As it stands in the text.
        author: Who says so.
        term_id: Only this term is not meant by it; "" for any.
        reason: Why, where the curator says so.

    Raises:
        UsageError: The name has no word.
    """
    _say(registry, role, name=name, author=author, term_id=term_id, reason=reason, silenced=1)


def unsilence(
    registry: Registry, role: str, *, name: str, author: Author, term_id: str = ""
) -> None:
    """Let a name count again."""
    _say(registry, role, name=name, author=author, term_id=term_id, reason="", silenced=0)


def _say(
    registry: Registry,
    role: str,
    *,
    name: str,
    author: Author,
    term_id: str,
    reason: str,
    silenced: int,
) -> None:
    key = name_key(name)
    if not key:
        raise UsageError(f"“{name}” has no word that could be a name.")
    row = {
        "role": role,
        "name": name,
        "name_key": key,
        "term_id": term_id,
        "reason": reason,
        "silenced": silenced,
    }
    with registry.write() as session:
        append_rows(session, silenced_name, author=author, rows=[row])


def silenced(registry: Registry) -> tuple[Silence, ...]:
    """The names that are silenced now, in the order in which they were."""
    with registry.read() as session:
        return tuple(silences(session).values())


def silences(session: Session) -> dict[Key, Silence]:
    """The names that are silenced now, by role, key and term id."""
    standing: dict[Key, Silence] = {}
    for row in entries(session, silenced_name):
        key = (row["role"], row["name_key"], row["term_id"])
        standing.pop(key, None)
        if row["silenced"]:
            standing[key] = Silence(
                role=row["role"],
                name=row["name"],
                term_id=row["term_id"],
                reason=row["reason"],
                author=row["author_name"],
                at=row["at"],
            )
    return standing
