"""Text to article: everything that needs no parser of markup, so that any process may import it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from curator.domain.errors import UnreadableInputError
from curator.ingest.decode import REPLACEMENT, Decoded, clean_text
from curator.ingest.lines import Unit
from curator.ingest.markdown import MARKDOWN_READER, read_markdown
from curator.ingest.metadata import hints_from_lines
from curator.ingest.plain import read_plain
from curator.ingest.values import Block, FieldHint, ParsedArticle

READER = "3"  # goes up when the same bytes would give another body or other blocks
TITLE = 300  # code points of a title that is shown in lists
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


def digest(data: bytes) -> str:
    """SHA-256, 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def refuse_unreadable(decoded: Decoded, name: str) -> None:
    """Refuse text that is blank or mostly control codes.

    Raises:
        UnreadableInputError: There is nothing in it that a person could read.
    """
    text = decoded.text
    marks = text.count(REPLACEMENT)
    if not text.replace(REPLACEMENT, " ").replace("\ufeff", " ").strip():
        raise UnreadableInputError(
            f"{name} holds nothing but white space.", hint="There is nothing to import in it."
        )
    controls = len(_CONTROL.findall(text[:100_000]))
    if controls + marks > 0.3 * min(len(text), 100_000):
        raise UnreadableInputError(
            f"{name} does not hold text: most of it cannot be decoded.",
            hint="Open it in the program that wrote it and save it as UTF-8 text.",
        )


def assemble(
    data: bytes,
    decoded: Decoded,
    *,
    media_type: str,
    body: str,
    blocks: Sequence[Block],
    title: str,
    hints: Sequence[FieldHint],
    made_by: Mapping[str, str],
) -> ParsedArticle:
    """Put the parts of an article together, with both digests."""
    return ParsedArticle(
        original_sha256=digest(data),
        size=len(data),
        media_type=media_type,
        encoding=decoded.encoding,
        replacements=decoded.replacements,
        nul_replaced=decoded.nul_replaced,
        body=body,
        text_sha256=digest(body.encode("utf-8")),
        blocks=tuple(blocks),
        made_by=MappingProxyType(dict(made_by)),
        title=title[:TITLE],
        hints=tuple(hints),
        original=data,
    )


def _title(units: Sequence[Unit], headline: int | None, hints: Sequence[FieldHint]) -> str:
    stated = next((hint.value for hint in hints if hint.field == "report.title"), "")
    return stated or ("" if headline is None else units[headline].words)


def article_of_text(data: bytes, decoded: Decoded, *, media_type: str) -> ParsedArticle:
    """Blocks and hints of plain text or Markdown; the body is the decoded text itself."""
    markdown = media_type == "text/markdown"
    read: Callable[[str], tuple[list[Block], list[Unit], int | None]]
    read = read_markdown if markdown else read_plain
    blocks, units, headline = read(decoded.text)
    hints = hints_from_lines(units, blocks, headline=headline)
    return assemble(
        data,
        decoded,
        media_type=media_type,
        body=decoded.text,
        blocks=blocks,
        title=_title(units, headline, hints),
        hints=hints,
        made_by={"reader": f"markdown {MARKDOWN_READER}" if markdown else f"plain {READER}"},
    )


def parse_text(text: str, name: str = "") -> ParsedArticle:
    """Blocks and title of a text that is already at hand.

    Its length and line ends stay as they are, so that every offset counts in the text as given;
    only NUL and lone surrogates are replaced, one for one.

    Args:
        text: The text.
        name: What to call it in a message.

    Raises:
        UnreadableInputError: It is blank.
    """
    body, surrogates, nul = clean_text(text)
    decoded = Decoded(body, "utf-8", surrogates, nul)
    refuse_unreadable(decoded, name or "The text")
    return article_of_text(body.encode("utf-8"), decoded, media_type="text/plain")
