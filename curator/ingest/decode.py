"""Bytes to text: byte order mark, strict UTF-8, UTF-16 pattern, declared charset, Windows-1252.

Detectors by statistics are not asked: they read Windows-1252 as its neighbours, and some letters
come out wrong without a sign. Every replacement is counted, and the bytes are kept elsewhere.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

from curator.domain.errors import UnreadableInputError

REPLACEMENT = "\ufffd"
NUL = "\0"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-bom"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le-bom"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be-bom"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le-bom"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be-bom"),
)
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = bytes([*range(9), *range(14, 32)])
# What a page may declare. ISO-8859-1 and ASCII mean Windows-1252 on the web (WHATWG, Encoding).
_DECLARED: Mapping[str, str] = {
    "ascii": "windows-1252",
    "us-ascii": "windows-1252",
    "latin1": "windows-1252",
    "latin-1": "windows-1252",
    "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "iso-8859-9": "windows-1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "macintosh": "mac-roman",
    "x-mac-roman": "mac-roman",
    "tis-620": "cp874",
    "windows-874": "cp874",
    **{f"windows-125{n}": f"windows-125{n}" for n in range(9)},
    **{f"cp125{n}": f"windows-125{n}" for n in range(9)},
    **{f"iso-8859-{n}": f"iso-8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
}


@dataclass(frozen=True, slots=True)
class Decoded:
    r"""Text and how it was come by.

    Attributes:
        text: Line ends are ``\n``; no NUL, no lone surrogate.
        encoding: As taken.
        replacements: Undecodable places that stand as U+FFFD.
        nul_replaced: NUL characters that stand as U+FFFD, counted apart.
    """

    text: str
    encoding: str
    replacements: int
    nul_replaced: int


def normalise_line_ends(text: str) -> str:
    """CRLF and CR become LF, once. U+0085, U+2028 and U+2029 stay as they are."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def clean_text(text: str) -> tuple[str, int, int]:
    """Replace what no database or file can hold: the text, lone surrogates and NUL characters.

    The length does not change, so that offsets hold in both.
    """
    text, surrogates = _SURROGATES.subn(REPLACEMENT, text)
    return text.replace(NUL, REPLACEMENT), surrogates, text.count(NUL)


def _with_replacements(data: bytes, codec: str) -> tuple[str, int]:
    """Decode, with U+FFFD for what cannot be; only those that were not in the file are counted."""
    text = data.decode(codec, "replace")
    if REPLACEMENT not in text:
        return text, 0
    if codec == "utf-8":
        return text, text.count(REPLACEMENT) - data.count(REPLACEMENT.encode())
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        genuine = data.decode(codec, "ignore").count(REPLACEMENT)
        return text, text.count(REPLACEMENT) - genuine
    return text, 0


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _looks_utf16(data: bytes, codec: str) -> bool:
    """Whether the high bytes are nearly all control codes, or NUL beside spaces only."""
    high, low = (data[1::2], data[0::2]) if codec == "utf-16-le" else (data[0::2], data[1::2])
    size = len(high)
    if low.count(0) > 0.02 * size:
        return False
    small = size - len(high.translate(None, _CONTROLS))
    if small >= 0.6 * size and high.count(0) >= 1:
        return True
    plain = size * 2 - len(data.translate(None, b"abcdefghijklmnopqrstuvwxyz \n"))
    return high.count(0) >= 1 and plain < 0.35 * size * 2 and _strict(data, "utf-8") is None


def _utf16(data: bytes) -> str | None:
    """The codec, where the bytes have the pattern of UTF-16 without a byte order mark."""
    if len(data) < 2 or len(data) % 2 or NUL.encode() not in data:
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        if _looks_utf16(data, codec) and _strict(data, codec) is not None:
            return codec
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Damaged UTF-8 has more whole sequences than broken ones; other encodings hardly ever do."""
    whole = len(_UTF8_SEQUENCE.findall(data))
    return whole > 0 and whole > _with_replacements(data, "utf-8")[1]


def _decode(data: bytes, declared: str | None) -> tuple[str, str, int]:
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            text, replaced = _with_replacements(data[len(mark) :], codec)
            return text, name, replaced
    if (utf16 := _utf16(data)) is not None:
        return data.decode(utf16), utf16, 0
    if (text := _strict(data, "utf-8")) is not None:  # type: ignore[assignment]
        return text, "utf-8", 0
    label = (declared or "").strip().lower()
    if _mostly_utf8(data) or label in ("utf-8", "utf8"):
        text, replaced = _with_replacements(data, "utf-8")
        return text, "utf-8", replaced
    if label in _DECLARED:
        text, replaced = _with_replacements(data, _DECLARED[label])
        return text, _DECLARED[label], replaced
    text, replaced = _with_replacements(data, "windows-1252")
    return text, "windows-1252", replaced


def _codec(name: str) -> str:
    """The codec that a curator named.

    Raises:
        UnreadableInputError: There is none of this name that makes text.
    """
    label = name.strip().lower().removesuffix("-bom")
    codec = _DECLARED.get(label, label)
    try:
        found = codecs.lookup(codec)
        if not isinstance(codecs.decode(b"", codec), str):
            raise LookupError
    except (LookupError, UnicodeError, TypeError, ValueError) as error:
        raise UnreadableInputError(
            f"There is no encoding called “{name}”.",
            hint="Try utf-8, utf-16, windows-1252, iso-8859-2, mac-roman, cp932 or gb18030.",
        ) from error
    # What was named is what is meant: ISO-8859-1 by that name has no other letters than it says.
    return codec if label in _DECLARED else found.name


def _forced(data: bytes, name: str) -> tuple[str, str, int]:
    codec = _codec(name)
    for mark, of_mark, marked in _BOMS:
        if data.startswith(mark) and of_mark.startswith(codec):
            text, replaced = _with_replacements(data[len(mark) :], of_mark)
            return text, marked, replaced
    text, replaced = _with_replacements(data, codec)
    return text.removeprefix("\ufeff"), codec, replaced


def decode(data: bytes, declared: str | None = None, *, forced: str = "") -> Decoded:
    """Decode a file.

    A file whose bytes are UTF-16 by their pattern is often valid UTF-8 too, full of NUL; so the
    pattern is tried first, and only where NUL stands in every other place or beside spaces.

    Args:
        data: The bytes.
        declared: The charset that the page names of itself, if it names one.
        forced: The encoding that a curator chose, whatever the bytes look like; empty for none.

    Raises:
        UnreadableInputError: No encoding is called as ``forced`` says.
    """
    text, encoding, replaced = _forced(data, forced) if forced else _decode(data, declared)
    text, surrogates, nul = clean_text(normalise_line_ends(text))
    return Decoded(text, encoding, replaced + surrogates, nul)
