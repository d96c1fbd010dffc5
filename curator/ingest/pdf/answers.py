"""What the window asks of a PDF, answered in the child process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from curator.ingest.frames import Frame
from curator.ingest.pdf.images import page_boxes, page_image
from curator.ingest.pdf.words import page_words


def image_frame(data: bytes, name: str, *, arguments: Mapping[str, Any]) -> Frame:
    """``page`` (from 1), ``scale``, ``password``, ``grey``: a PNG, with the page's size."""
    image = page_image(
        data,
        name,
        page=int(arguments["page"]),
        scale=float(arguments.get("scale", 2.0)),
        password=str(arguments.get("password", "")),
        grey=bool(arguments.get("grey", False)),
    )
    head = {
        "width": image.width,
        "height": image.height,
        "scale": image.scale,
        "pages": image.pages,
    }
    return Frame(head, image.png)


def boxes_frame(data: bytes, name: str, *, arguments: Mapping[str, Any]) -> Frame:
    """``page``, ``text``, ``start``, ``end``, ``password``: the boxes, in points."""
    boxes = page_boxes(
        data,
        name,
        page=int(arguments["page"]),
        text=str(arguments["text"]),
        start=int(arguments["start"]),
        end=int(arguments["end"]),
        password=str(arguments.get("password", "")),
    )
    return Frame({"boxes": boxes})


def words_frame(data: bytes, name: str, *, arguments: Mapping[str, Any]) -> Frame:
    """``page``, ``text``, ``password``: start, end and boxes of each word of the page."""
    words = page_words(
        data,
        name,
        page=int(arguments["page"]),
        text=str(arguments["text"]),
        password=str(arguments.get("password", "")),
    )
    return Frame({"words": words})
