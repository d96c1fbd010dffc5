"""A web page that a browser saved as one file: its page is read, nothing else, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from types import MappingProxyType
from typing import Final

from curator.domain.errors import UnreadableInputError
from curator.ingest.decode import decode
from curator.ingest.html_file import article_of_page
from curator.ingest.markup import declared_charset
from curator.ingest.texts import digest, refuse_unreadable
from curator.ingest.values import NO_OPTIONS, Read, ReadOptions

MEDIA_TYPE: Final = "multipart/related"
_MOST_PARTS: Final = 5_000
_ENDLESS: Final = re.compile(rb"^content-[a-z-]{2,30}:(?:[^\r\n]|\r?\n[ \t]){4000}", re.I | re.M)
"""A head that no browser writes; the library takes time by the square of its length."""


def _pages(message: Message) -> Iterator[Message]:
    """The parts that are web pages, in order; walked without recursion."""
    waiting = [message]
    seen = 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop()
        seen += 1
        held = part.get_payload()
        if isinstance(held, list):
            waiting += [one for one in reversed(held) if isinstance(one, Message)]
        elif part.get_content_type() in ("text/html", "application/xhtml+xml"):
            yield part


def _page(message: Message, name: str) -> Message:
    """The page itself: the part that the head names as the start, else the first."""
    pages = list(_pages(message))
    if not pages:
        raise UnreadableInputError(
            f"{name} holds no web page, only what belongs to one.",
            hint="Save the page again after it has loaded, or copy its text into a .txt file.",
        )
    start = message.get_param("start")
    wanted = [one for one in pages if start and one.get("Content-ID", "").strip() == start]
    return (wanted or pages)[0]


def _damaged(name: str) -> UnreadableInputError:
    return UnreadableInputError(
        f"{name} is a damaged web archive.", hint="Save the page again, as HTML or as text."
    )


def read_mhtml(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read a saved web page.

    Args:
        data: The file.
        name: Its name.
        options: What a curator said; the encoding is that of the page in it.

    Raises:
        UnreadableInputError: It is damaged, or there is no page in it.
    """
    if _ENDLESS.search(data):
        raise _damaged(name)
    try:
        page = _page(message_from_bytes(data), name)
        payload = page.get_payload(decode=True)
        charset = page.get_content_charset()
    except (LookupError, RecursionError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(name) from error
    held = payload if isinstance(payload, bytes) else b""
    decoded = decode(held, charset or declared_charset(held), forced=options.encoding)
    refuse_unreadable(decoded, name)
    article = article_of_page(held, decoded, name=name)
    yield replace(
        article,
        original=data,
        original_sha256=digest(data),
        size=len(data),
        media_type=MEDIA_TYPE,
        made_by=MappingProxyType({**article.made_by, "container": "mhtml 1"}),
    )
