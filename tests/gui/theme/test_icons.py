"""The icons are there, simple, tinted, sharp, and as any other program would draw them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from curator.data import data_path
from curator.gui.theme.icons import draw_icon, icon, icon_paths, paint_icon, pixmap
from curator.gui.theme.looks import KIND_LOOKS, MARK_LOOKS, STATUS_LOOKS
from tests.gui.dressed import colours

NEEDED = """
    check tilde not_reported not_applicable question dashed_circle conflict refine plus dot quote
    bulb chevron_down chevron_right close search pencil article study link import export lock shield
    clock restore fold unfold warning info user settings trash undo redo history compare tasks
    keyboard folder new_study up down left
""".split()
FILES = sorted(data_path("resources", "icons").glob("*.svg"))
NAMES = {file.stem for file in FILES}
SUBSET = re.compile(r"(M|L) -?[\d.]+ -?[\d.]+|C( -?[\d.]+){6}|Z")


def test_every_icon_that_the_window_needs_is_there() -> None:
    assert set(NEEDED) <= NAMES
    looks = [*STATUS_LOOKS.values(), *MARK_LOOKS.values(), *KIND_LOOKS.values()]
    assert {look.icon for look in looks} <= NAMES


def test_no_two_icons_are_the_same() -> None:
    texts = [file.read_text(encoding="utf-8") for file in FILES]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_keeps_to_what_we_read(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert 'viewBox="0 0 16 16"' in text
    assert 'stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"' in text
    assert set(re.findall(r"<(\w+)", text)) == {"svg", "path"}
    for data in re.findall(r' d="([^"]*)"', text):
        for step in re.findall(r"[A-Za-z][^A-Za-z]*", data):
            assert SUBSET.fullmatch(f"{step[0]} {step[1:]}".strip()), step


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_our_picture_is_that_of_qtsvg(qapp: QApplication, file: Path) -> None:
    ours, theirs = _empty(), _empty()
    painter = QPainter(ours)
    painter.scale(8, 8)
    draw_icon(painter, file.stem, "#000000")
    painter.end()
    text = file.read_text(encoding="utf-8").replace("currentColor", "#000000")
    painter = QPainter(theirs)
    QSvgRenderer(QByteArray(text.encode())).render(painter)
    painter.end()
    differing = sum(
        abs(ours.pixelColor(x, y).alpha() - theirs.pixelColor(x, y).alpha()) > 40
        for x in range(128)
        for y in range(128)
    )
    inked = sum(theirs.pixelColor(x, y).alpha() > 128 for x in range(128) for y in range(128))
    assert inked > 100
    assert differing <= inked / 100


@pytest.mark.parametrize("name", NEEDED)
def test_an_icon_stays_on_its_grid(name: str) -> None:
    strokes, fills = icon_paths(name)
    for box in (path.boundingRect() for path in (strokes, fills) if not path.isEmpty()):
        assert min(box.left(), box.top()) >= 0.75
        assert max(box.right(), box.bottom()) <= 15.25


def test_an_icon_has_the_colour_and_size_that_were_asked_for(qapp: QApplication) -> None:
    made = pixmap("dot", "#0B5F66", 16)
    assert (made.width(), made.height()) == (16, 16)
    assert made.toImage().pixelColor(8, 8).name() == "#0b5f66"
    sharp = pixmap("dot", "#0B5F66", 16, ratio=2.0)
    assert sharp.width() == 32
    assert sharp.deviceIndependentSize().width() == 16


def test_a_second_request_costs_nothing(qapp: QApplication) -> None:
    assert pixmap("check", "#1D6638", 14).cacheKey() == pixmap("check", "#1D6638", 14).cacheKey()
    assert pixmap("check", "#1D6638", 14).cacheKey() != pixmap("check", "#A5211B", 14).cacheKey()


def test_an_icon_for_a_menu_has_a_pixmap(qapp: QApplication) -> None:
    assert icon("import", "#454E49", 16).availableSizes()[0].width() == 16


def test_it_is_painted_in_the_middle_of_its_room(qapp: QApplication) -> None:
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    paint_icon(painter, QRectF(0, 0, 40, 20), "dot", "#000000")
    painter.end()
    assert image.pixelColor(20, 10).name() == "#000000"
    assert image.pixelColor(5, 10).name() == "#ffffff"
    assert len(colours(image)) > 2


def test_a_name_that_is_no_icon_says_so(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError, match="unicorn"):
        pixmap("unicorn", "#000000", 16)


def _empty() -> QImage:
    image = QImage(128, 128, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    return image
