"""Ids as they are written here: ``CL:0000084``, whatever address a file gives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_OBO: Final = re.compile(r"https?://purl\.obolibrary\.org/obo/([A-Za-z][\w.-]*?)_(\w+)\Z")
_HGNC: Final = re.compile(
    r"https?://(?:www\.)?(?:identifiers\.org/hgnc[/:](?:HGNC:)?|genenames\.org/\S*?HGNC:)(\d+)\Z",
    re.IGNORECASE,
)
_ROR: Final = re.compile(r"(?:https?://)?ror\.org/(0\w{8})\Z")
_CURIE: Final = re.compile(r"[A-Za-z][\w.-]*:[^\s/][^\s]*\Z")
_DIGITS: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})-?([01]\d)-?([0-3]\d)(?!\d)")
_UNSAFE: Final = re.compile(r"[^\w.-]+")
_LONGEST_RELEASE: Final = 60


def tidy_id(written: str) -> str:
    """An id in its short form; an address that no rule knows stays as it is."""
    return _from_address(written) if "/" in written else written


@lru_cache(maxsize=1 << 12)
def _from_address(written: str) -> str:
    if match := _OBO.match(written):
        return f"{match[1]}:{match[2]}"
    if match := _HGNC.match(written):
        return f"HGNC:{match[1]}"
    if match := _ROR.match(written):
        return f"ROR:{match[1]}"
    return written


def is_id(words: str) -> bool:
    """Whether it looks like an id and not like a label."""
    return _CURIE.match(words) is not None or words.startswith(("http://", "https://"))


def tidy_ids(written: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tidy_id(one.strip()) for one in written if one.strip()))


def own_prefix(ontology: str) -> str:
    """The prefix of an ontology's own ids: ``CL`` of ``.../obo/cl/cl-basic.owl`` and ``cl/x``."""
    path = ontology.rpartition("/obo/")[2]
    return name_of(path.partition("/")[0] if "://" not in path else path).upper()


def release_of(*written: str) -> str:
    """A release as it can stand in a file's name: the date in the first that has one, else words.

    ``cl/releases/2026-06-08/subsets/x.owl`` is ``2026-06-08``; ``v1.52`` stays.
    """
    for words in written:
        if match := _DIGITS.search(words):
            return "-".join(match.groups())
    named = (_UNSAFE.sub("-", words).strip("-.") for words in written)
    return next((one[:_LONGEST_RELEASE] for one in named if one), "")


def name_of(written: str) -> str:
    """The short name of an ontology: ``cl`` of ``.../obo/cl.owl`` and of ``cl``."""
    last = written.rstrip("/#").rpartition("/")[2]
    for ending in (".owl", ".obo", ".json", ".gz"):
        last = last.removesuffix(ending)
    return _UNSAFE.sub("-", last).strip("-.").lower()
