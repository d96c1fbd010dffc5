"""The pages of an article's PDF: as images, and where on them a stretch of its text stands.

Everything here asks a child process and may take seconds: never on the GUI thread.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from curator.ingest.workers import Parsers
from curator.services.originals import original_bytes
from curator.services.registry import Registry
from curator.services.values import Block, OpenedArticle

PDF: Final = "application/pdf"
_IMAGES: Final = 12
_IMAGE_BYTES: Final = 32_000_000
_BOXES: Final = 256
_WORDS: Final = 16

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points (1/72 inch) from the top left corner of the page as shown."""


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as an image.

    Attributes:
        png: The image.
        page: From 1.
        width: Of the page in points.
        height: As ``width``.
        scale: Pixels to a point; less than was asked for where the page is very large.
    """

    png: bytes
    page: int
    width: float
    height: float
    scale: float


@dataclass(frozen=True, slots=True)
class PageBoxes:
    """Where words stand on one page: a box for each line."""

    page: int
    boxes: tuple[Box, ...]


class PageWord(NamedTuple):
    """A word, or the marks between two; from ``start`` to ``end`` in the body."""

    start: int
    end: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class PageWords:
    """What can be pointed at on a page, in the order of the text.

    Attributes:
        page: From 1.
        words: None where the page's words and the text disagree, or there is no text.
    """

    page: int
    words: tuple[PageWord, ...] = ()


def page_count(article: OpenedArticle) -> int:
    """How many pages can be shown; 0 for what is no PDF."""
    if article.document.media_type != PDF:
        return 0
    pages = str(article.made_by.get("pages", ""))
    if pages.isdigit():
        return int(pages)
    return max((block.page for block in _blocks(article)), default=0)


def _blocks(article: OpenedArticle) -> tuple[Block, ...]:
    return article.read_blocks or article.blocks


class Pages:
    """Draws pages and keeps the last ones; its methods may be called from any thread.

    Args:
        registry: Where the originals are.
        parsers: What draws.
    """

    def __init__(self, registry: Registry, parsers: Parsers) -> None:
        self._registry = registry
        self._parsers = parsers
        self._guard = threading.Lock()
        self._images: OrderedDict[tuple[str, int, float], PageView] = OrderedDict()
        self._boxes: OrderedDict[tuple[str, int, int], tuple[PageBoxes, ...]] = OrderedDict()
        self._words: OrderedDict[tuple[str, int], PageWords] = OrderedDict()
        self._passwords: dict[str, str] = {}
        self._last: tuple[str, bytes] = ("", b"")

    def unlock(self, article: OpenedArticle, password: str) -> None:
        """Remember the password of an encrypted PDF until the window is closed; it is not saved."""
        with self._guard:
            self._passwords[article.document.original_sha256] = password

    def _original(self, article: OpenedArticle) -> bytes:
        sha256 = article.document.original_sha256
        with self._guard:
            known, data = self._last
        if known != sha256:
            with self._registry.read() as session:
                data = original_bytes(session, article.document)
            with self._guard:
                self._last = (sha256, data)
        return data

    def _arguments(self, article: OpenedArticle, **arguments: Any) -> dict[str, Any]:
        with self._guard:
            password = self._passwords.get(article.document.original_sha256, "")
        return {**arguments, "password": password}

    def image(
        self,
        article: OpenedArticle,
        page: int,
        *,
        scale: float = 2.0,
        cancel: threading.Event | None = None,
    ) -> PageView:
        """A page as an image.

        Args:
            article: A PDF.
            page: From 1.
            scale: Pixels to a point: the screen's pixel ratio times the zoom.
            cancel: Set to give up.

        Raises:
            NotFoundError: The registry has no bytes of it.
            UnreadableInputError: The page cannot be drawn.
            PasswordNeededError: It is encrypted: ``unlock`` it and ask again.
            Cancelled: ``cancel`` was set.
        """
        key = (article.document.original_sha256, page, round(scale, 2))
        with self._guard:
            if key in self._images:
                self._images.move_to_end(key)
                return self._images[key]
        arguments = self._arguments(article, page=page, scale=scale)
        frame = self._parsers.ask(
            "page_image",
            self._original(article),
            arguments,
            name=article.document.file_name,
            cancel=cancel,
        )
        head = frame.head
        view = PageView(
            frame.data, page, float(head["width"]), float(head["height"]), float(head["scale"])
        )
        self._keep(key, view)
        return view

    def _keep(self, key: tuple[str, int, float], view: PageView) -> None:
        with self._guard:
            self._images[key] = view
            while len(self._images) > 1 and (
                len(self._images) > _IMAGES
                or sum(len(one.png) for one in self._images.values()) > _IMAGE_BYTES
            ):
                self._images.popitem(last=False)

    def boxes(
        self,
        article: OpenedArticle,
        start: int,
        *,
        end: int,
        cancel: threading.Event | None = None,
    ) -> tuple[PageBoxes, ...]:
        """Where a stretch of the chosen text stands; pages where it is not found are left out.

        Raises:
            As ``image``.
        """
        key = (article.document.text_digest, start, end)
        with self._guard:
            if key in self._boxes:
                self._boxes.move_to_end(key)
                return self._boxes[key]
        found = tuple(self._page_boxes(article, start, end, cancel=cancel))
        with self._guard:
            self._boxes[key] = found
            while len(self._boxes) > _BOXES:
                self._boxes.popitem(last=False)
        return found

    def words(
        self, article: OpenedArticle, page: int, *, cancel: threading.Event | None = None
    ) -> PageWords:
        """The words of a page, each where it stands in the chosen text and on the page.

        Raises:
            As ``image``.
        """
        key = (article.document.text_digest, page)
        with self._guard:
            if key in self._words:
                self._words.move_to_end(key)
                return self._words[key]
        found = self._page_words(article, page, cancel=cancel)
        with self._guard:
            self._words[key] = found
            while len(self._words) > _WORDS:
                self._words.popitem(last=False)
        return found

    def _page_words(
        self, article: OpenedArticle, page: int, *, cancel: threading.Event | None
    ) -> PageWords:
        span = next(((a, z) for number, a, z in _page_spans(article) if number == page), None)
        if span is None:
            return PageWords(page)
        first, last = span
        frame = self._parsers.ask(
            "page_words",
            self._original(article),
            self._arguments(article, page=page, text=article.body[first:last]),
            name=article.document.file_name,
            cancel=cancel,
        )
        found = (
            PageWord(
                first + int(start),
                first + int(end),
                tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in boxes),
            )
            for start, end, boxes in frame.head["words"]
        )
        return PageWords(page, tuple(found))

    def _page_boxes(
        self, article: OpenedArticle, start: int, end: int, *, cancel: threading.Event | None
    ) -> Iterator[PageBoxes]:
        for page, first, last in _page_spans(article):
            if end <= first or last <= start:
                continue
            arguments = self._arguments(
                article,
                page=page,
                text=article.body[first:last],
                start=max(start, first) - first,
                end=min(end, last) - first,
            )
            frame = self._parsers.ask(
                "page_boxes",
                self._original(article),
                arguments,
                name=article.document.file_name,
                cancel=cancel,
            )
            boxes = tuple(
                (float(a), float(b), float(c), float(d)) for a, b, c, d in frame.head["boxes"]
            )
            if boxes:
                yield PageBoxes(page, boxes)


def _page_spans(article: OpenedArticle) -> Iterator[tuple[int, int, int]]:
    """Each page with where its text begins and ends in the body."""
    spans: dict[int, tuple[int, int]] = {}
    for block in _blocks(article):
        if block.page:
            first, last = spans.get(block.page, (block.start, block.end))
            spans[block.page] = (min(first, block.start), max(last, block.end))
    for page, (first, last) in spans.items():
        yield page, first, last
