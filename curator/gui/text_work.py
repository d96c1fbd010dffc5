"""What the lanes do with the texts of an article; a part of the backend."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from PySide6.QtGui import QImage

from curator.gui.article.page_canvas import PageImage
from curator.gui.lanes import JobProgress
from curator.ingest.values import ReadOptions
from curator.ingest.workers import Parsers
from curator.services.mending import mend
from curator.services.ocr import recognise
from curator.services.pages import PageBoxes, Pages, PageWords
from curator.services.registry import Registry
from curator.services.texts import (
    TextChosen,
    TextRow,
    attach_file,
    attach_text,
    choose_text,
    retake,
    texts_of,
)
from curator.services.values import Author, OpenedArticle

Range = tuple[int, int]
Boxes = tuple[PageBoxes, ...]


class Whose(Protocol):
    """Whose changes these are, and in which registry."""

    author: Author
    registry: Registry


class TextWork:
    """Reading and choosing texts, with one child for files from outside; it starts when needed."""

    def __init__(self, whose: Whose) -> None:
        self._whose = whose
        self.parsers = Parsers(1)
        # A child of its own: drawing must not wait for a file that takes long to read.
        self._drawing = Parsers(1)
        self._pages = Pages(whose.registry, self._drawing)

    def close(self) -> None:
        self.parsers.close()
        self._drawing.close()

    def page(self, article: OpenedArticle, page: int, *, scale: float) -> PageImage:
        """A page as the window paints it."""
        drawn = self._pages.image(article, page, scale=scale)
        image = QImage.fromData(drawn.png)
        return PageImage(page, image, drawn.width, drawn.height, drawn.scale)

    def unlock(self, article: OpenedArticle, password: str) -> None:
        """Open the pages of an encrypted PDF; the password is not saved."""
        self._pages.unlock(article, password)

    def boxes(self, article: OpenedArticle, ranges: Iterable[Range]) -> dict[Range, Boxes]:
        """Where stretches of the chosen text stand on the pages."""
        return {(start, end): self._pages.boxes(article, start, end=end) for start, end in ranges}

    def words(self, article: OpenedArticle, page: int) -> PageWords:
        """The words of a page, with their places in the chosen text and on the page."""
        return self._pages.words(article, page)

    def recognise(self, article: OpenedArticle, progress: JobProgress) -> TextChosen:
        """Read an article's pages by OCR and attach what was recognised."""
        registry, author = self._whose.registry, self._whose.author
        parsed = recognise(
            registry, article, parsers=self._drawing, progress=progress, cancel=progress.cancel
        )
        return attach_text(
            registry,
            article.article_id,
            parsed=parsed,
            author=author,
            reason="Read by OCR",
            file_name=article.document.file_name,
            kind="ocr",
        )

    def texts_of(self, article: str) -> tuple[TextRow, ...]:
        return texts_of(self._whose.registry, article)

    def choose(self, article: str, number: int) -> TextChosen:
        return choose_text(self._whose.registry, article, number=number, author=self._whose.author)

    def attach(
        self, article: str, path: Path, *, password: str, cancel: threading.Event
    ) -> TextChosen:
        return attach_file(
            self._whose.registry,
            article,
            path=path,
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

    def mend(self, article: str, *, cancel: threading.Event) -> TextChosen:
        return mend(
            self._whose.registry,
            article,
            author=self._whose.author,
            parsers=self.parsers,
            cancel=cancel,
        )
