"""Where a registry lies: a file, or a PostgreSQL database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from curator.domain.errors import UsageError

_POSTGRES: Final = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://")
_SQLITE: Final = re.compile(r"sqlite(?:\+pysqlite)?:///")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_PASSWORD: Final = re.compile(r"(?<=:)[^:@/]+(?=@)|(?<=password=)[^&]+")


@dataclass(frozen=True, slots=True)
class Target:
    """A registry's place; exactly one of the two is given.

    Attributes:
        path: The file, absolute.
        url: ``postgresql+psycopg://...``, as SQLAlchemy takes it.
    """

    path: Path | None = None
    url: str = ""

    @staticmethod
    def parse(words: str | Path) -> Target:
        """Read what ``--registry`` takes: a file's path or a PostgreSQL URL.

        Raises:
            UsageError: A URL of another kind.
        """
        if isinstance(words, Path):
            return Target(path=_absolute(words))
        if found := _POSTGRES.match(words):
            return Target(url=f"postgresql+psycopg://{words[found.end() :]}")
        if found := _SQLITE.match(words):
            return Target(path=_absolute(Path(words[found.end() :])))
        if found := _SCHEME.match(words):
            raise UsageError(
                f"{found.group()} is no place for a registry.",
                hint="Give a file, or a URL that begins with postgresql://.",
            )
        if not words.strip():
            raise UsageError("The registry's path is empty.")
        return Target(path=_absolute(Path(words).expanduser()))

    @property
    def label(self) -> str:
        """What people read: the path, or the URL without its password."""
        if self.path is not None:
            return str(self.path).encode("utf-8", "backslashreplace").decode("utf-8")
        return _PASSWORD.sub("***", self.url.replace("+psycopg", "", 1))

    @property
    def name(self) -> str:
        """The last part of the label."""
        return self.label.rstrip("/").rpartition("/")[2].partition("?")[0]


def _absolute(path: Path) -> Path:
    # resolve(): two names of one file (a link) must give one lock file.
    return path.resolve()
