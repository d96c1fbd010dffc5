"""What the lanes do with the texts of an article; a part of the backend."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Protocol

from curator.ingest.values import ReadOptions
from curator.ingest.workers import Parsers
from curator.services.registry import Registry
from curator.services.texts import (
    TextChosen,
    TextRow,
    attach_file,
    choose_text,
    retake,
    texts_of,
)
from curator.services.values import Author


class Whose(Protocol):
    """Whose changes these are, and in which registry."""

    author: Author
    registry: Registry


class TextWork:
    """Reading and choosing texts, with one child for files from outside; it starts when needed."""

    def __init__(self, whose: Whose) -> None:
        self._whose = whose
        self.parsers = Parsers(1)

    def close(self) -> None:
        self.parsers.close()

    def texts_of(self, article: str) -> tuple[TextRow, ...]:
        return texts_of(self._whose.registry, article)

    def choose(self, article: str, number: int) -> TextChosen:
        return choose_text(self._whose.registry, article, number, author=self._whose.author)

    def attach(
        self, article: str, path: Path, *, password: str, cancel: threading.Event
    ) -> TextChosen:
        return attach_file(
            self._whose.registry,
            article,
            path,
            author=self._whose.author,
            parsers=self.parsers,
            options=ReadOptions(password=password),
            cancel=cancel,
        )

    def retake(self, article: str, encoding: str, *, cancel: threading.Event) -> TextChosen:
        return retake(
            self._whose.registry,
            article,
            encoding=encoding,
            author=self._whose.author,
            parsers=self.parsers,
            cancel=cancel,
        )
