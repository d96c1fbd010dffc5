"""Text out of markup that is too deeply nested for a tree: tags are dropped, nothing is built."""

from __future__ import annotations

import html
import re

_DROPPED = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|svg|template|noscript|iframe)\b.*?(?:</\1\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^>]*(?:>|\Z)|<[!?/][^>]*(?:>|\Z)")
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code em font i ins del mark q s small span strong sub sup time tt u "
    "var wbr".split()
)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})")
# Atomic: comments that are no page's beginning must not be tried in all their combinations.
_HTML = re.compile(
    r"\A(?>\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*)"
    r"<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_ANY_TAG = re.compile(
    r"<(?:/?(?:html|head|body|div|p|span|a|article|h[1-6]|table|ul|br)\b|!\[)", re.I
)


def declared_charset(data: bytes) -> str | None:
    """The charset that a page names of itself in its first 4 kB."""
    head = data[:4096]
    found = _CHARSET.search(head) or _XML_ENCODING.search(head)
    return found.group(1).decode("ascii").lower() if found else None


def begins_as_html(text: str) -> bool:
    return _HTML.match(text[:4096]) is not None


def has_tags(text: str) -> bool:
    return _ANY_TAG.search(text) is not None


def strip_markup(text: str) -> list[str]:
    """The lines of text between the tags of blocks, white space collapsed."""
    bare = _DROPPED.sub("", text)
    broken = _TAG.sub(
        lambda tag: "" if (tag[2] or "").lower() in _INLINE else "\n", " ".join(bare.split())
    )
    lines = (" ".join(html.unescape(line).split()) for line in broken.split("\n"))
    return [line for line in lines if line]
