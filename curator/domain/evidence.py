"""Where the words stand that support a claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CONTEXT = 32
"""Code points of prefix and suffix kept beside a quote (FORMAT 1)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of one article that supports a claim.

    Attributes:
        text: SHA-256 (64 hex digits) of the immutable text that it stands in.
        start: First character, in Unicode code points from 0 (not bytes; not UTF-16 as in Qt).
        end: One past the last character; ``end - start == len(quote)``.
        quote: The span itself, so that a revision can be read without the text.
        prefix: Up to 32 code points before the quote.
        suffix: Up to 32 code points after it.

    Source: W3C Web Annotation Data Model, TextPositionSelector and TextQuoteSelector.
    """

    text: str
    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "prefix": self.prefix,
            "suffix": self.suffix,
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Evidence:
        return Evidence(
            text=data["text"],
            start=data["start"],
            end=data["end"],
            quote=data["quote"],
            prefix=data.get("prefix", ""),
            suffix=data.get("suffix", ""),
        )


def evidence_at(body: str, start: int, *, end: int, text: str) -> Evidence:
    """The evidence for ``body[start:end]`` of the text with that SHA-256.

    Raises:
        ValueError: The span is empty or lies outside the body.
    """
    if not 0 <= start < end <= len(body):
        raise ValueError(f"no span {start}-{end} in a text of {len(body)} characters")
    return Evidence(
        text=text,
        start=start,
        end=end,
        quote=body[start:end],
        prefix=body[max(0, start - CONTEXT) : start],
        suffix=body[end : end + CONTEXT],
    )
