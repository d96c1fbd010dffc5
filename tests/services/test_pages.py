"""Pages of an article's PDF for the window: images and boxes, and what is asked only once."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator.domain.errors import PasswordNeededError, UnreadableInputError
from curator.ingest.values import ReadOptions
from curator.ingest.workers import Parsers
from curator.services.importing import import_paths
from curator.services.opening import open_article
from curator.services.pages import Pages, page_count
from curator.services.registry import Registry
from curator.services.values import OpenedArticle
from tests.ingest.pdf.pdf_files import Pdf
from tests.ingest.pdf.test_images import pixels
from tests.ingest.pdf.test_reading_order import LEFT, RIGHT
from tests.registries import ADA, import_words


def imported(
    registry: Registry, parsers: Parsers, folder: Path, pdf: Pdf, password: str = ""
) -> OpenedArticle:
    path = folder / "article.pdf"
    path.write_bytes(pdf.data())
    options = ReadOptions(password=password)
    report = import_paths(registry, [path], author=ADA, parsers=parsers, options=options)
    return open_article(registry, report.taken[0].article_id)


def two_pages(password: str = "") -> Pdf:
    pdf = Pdf(password=password)
    pdf.page().lines(54, 100, LEFT)
    pdf.page().lines(54, 100, RIGHT)
    return pdf


def test_pages_and_boxes_of_an_article(
    registry: Registry, parsers: Parsers, tmp_path: Path
) -> None:
    article = imported(registry, parsers, tmp_path, two_pages())
    pages = Pages(registry, parsers)
    assert page_count(article) == 2
    view = pages.image(article, 2, scale=1.0)
    assert (view.page, view.width, view.height, view.scale) == (2, 612, 792, 1.0)
    assert pixels(view.png)[:2] == (612, 792)
    words = "third"
    at = article.body.index(words)
    ((page, ((left, top, right, bottom),)),) = (
        (one.page, one.boxes) for one in pages.boxes(article, at, end=at + len(words))
    )
    assert page == 2
    assert 54 < left < right < 400
    assert 100 < top < 124 < bottom < 130


def test_a_quote_over_two_pages_has_boxes_on_both(
    sqlite_registry: Registry, parsers: Parsers, tmp_path: Path
) -> None:
    article = imported(sqlite_registry, parsers, tmp_path, two_pages())
    start = article.body.index("Nobody")
    end = article.body.index("longer")
    found = Pages(sqlite_registry, parsers).boxes(article, start, end=end)
    assert [one.page for one in found] == [1, 2]


def test_what_was_drawn_is_not_drawn_again(
    sqlite_registry: Registry, parsers: Parsers, tmp_path: Path
) -> None:
    article = imported(sqlite_registry, parsers, tmp_path, two_pages())
    with Parsers() as others:
        pages = Pages(sqlite_registry, others)
        view = pages.image(article, 1, scale=1.0)
        boxes = pages.boxes(article, 0, end=9)
    # The children are gone; only what is kept can be shown.
    assert pages.image(article, 1, scale=1.0) == view
    assert pages.boxes(article, 0, end=9) == boxes


def test_an_encrypted_pdf_asks_for_its_password_once(
    sqlite_registry: Registry, parsers: Parsers, tmp_path: Path
) -> None:
    article = imported(sqlite_registry, parsers, tmp_path, two_pages("key"), password="key")
    pages = Pages(sqlite_registry, parsers)
    with pytest.raises(PasswordNeededError):
        pages.image(article, 1)
    pages.unlock(article, "key")
    assert pages.image(article, 1).png
    assert pages.boxes(article, 0, end=9)


def test_what_is_no_pdf_has_no_pages(
    sqlite_registry: Registry, parsers: Parsers, tmp_path: Path
) -> None:
    report = import_words(
        sqlite_registry, tmp_path / "in", files={"a.txt": "Some words."}, parsers=parsers
    )
    article = open_article(sqlite_registry, report.taken[0].article_id)
    assert page_count(article) == 0
    assert Pages(sqlite_registry, parsers).boxes(article, 0, end=4) == ()
    with pytest.raises(UnreadableInputError):
        Pages(sqlite_registry, parsers).image(article, 1)


def test_words_have_their_places_in_the_body_and_on_the_page(
    sqlite_registry: Registry, parsers: Parsers, tmp_path: Path
) -> None:
    article = imported(sqlite_registry, parsers, tmp_path, two_pages())
    pages = Pages(sqlite_registry, parsers)
    found = pages.words(article, 2)
    assert found.page == 2
    third = next(one for one in found.words if article.body[one.start : one.end] == "third")
    ((_, (box,)),) = (
        (one.page, one.boxes) for one in pages.boxes(article, third.start, end=third.end)
    )
    assert third.boxes == (box,)
    said = [article.body[one.start : one.end] for one in pages.words(article, 1).words]
    assert said[:2] == LEFT[0].split()[:2]
    assert pages.words(article, 3).words == ()
