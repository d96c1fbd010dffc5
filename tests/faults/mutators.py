"""Damage to files, by what they are made of: bytes, words, markup, packed members, PDF objects."""

from __future__ import annotations

import contextlib
import copy
import gzip
import io
import json
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from random import Random
from typing import Any, Final

from lxml import etree

MOST: Final = 2_000_000
"""Bytes of a damaged file: small ones are what this is about."""

Mutator = Callable[[bytes, Random], bytes]

NUMBERS: Final = (
    b"0", b"-1", b"1", b"255", b"65536", b"2147483647", b"-2147483648", b"4294967296",
    b"9" * 19, b"9" * 400, b"1e999", b"-1e-999", b"0.0000001", b"NaN", b"Infinity", b"",
)  # fmt: skip
ODD: Final = (
    b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n", b"\n\n", b"\x1a",
    b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xcc\x81" * 50, b"\t", b" " * 300, b"-" * 200, b"\\", b'"',
    b"'", b"{", b"}", b"[", b"]", b"(", b")", b"<", b">", b"</", b"<![", b"<!--", b"-->", b"&",
    b"&#0;", b"&#xD800;", b"&#99999999999;", b"&x;", b"%", b"$", b"#", b"@", b"|", b"*", b"__",
    b"```", b"10^7", b"e.g. et al. (2020)", b"doi:10.1/", b"https://a.b/", b"2020-13-99",
)  # fmt: skip
_DAMAGE: Final = (
    zipfile.BadZipFile, RuntimeError, OSError, EOFError, ValueError, struct.error, zlib.error,
)  # fmt: skip
"""What unpacking raises where earlier damage is in the way; a RuntimeError for a password too."""

_NUMBER: Final = re.compile(rb"-?\d+(?:\.\d+)?")
_WORD: Final = re.compile(rb"[\w.:/-]{1,60}")
_TAG: Final = re.compile(rb"</?[A-Za-z][\w:.-]*|[\w:.-]+=")
_ELEMENT: Final = re.compile(rb"<([A-Za-z][\w:.-]*)[^<>]{0,400}>")
_STREAM: Final = re.compile(rb"stream\r?\n")


def _span(data: bytes, chance: Random, longest: int = 200) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randint(1, chance.choice((4, 30, longest))))


def _found(pattern: re.Pattern[bytes], data: bytes, chance: Random) -> re.Match[bytes] | None:
    """A match somewhere; the first after a place that chance takes."""
    at = chance.randrange(len(data) + 1)
    return pattern.search(data, at) or pattern.search(data)


# --- bytes ---------------------------------------------------------------------------------------


def flip(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def overwrite(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance, 40)
    filler = chance.choice((b"\0", b"\xff", b"\x7f", b"\x80", b"A", b"9", b" "))
    return data[:start] + filler * (end - start) + data[end:]


def delete(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance, 2_000)
    return data[:start] + data[end:]


def insert(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.randint(1, 40)) + data[at:]


def put_odd(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance, 10)
    end = chance.choice((start, end))
    return data[:start] + chance.choice(ODD) * chance.choice((1, 1, 1, 50)) + data[end:]


def truncate(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return chance.choice((data[:at], data[:at], data[at:]))


def swap(data: bytes, chance: Random) -> bytes:
    a, b, c, d = sorted(chance.randrange(len(data) + 1) for _ in range(4))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def duplicate(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance, 3_000)
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[start:end] * chance.choice((1, 1, 3, 20)) + data[at:]


def repeat(data: bytes, chance: Random) -> bytes:
    """A word, or a piece of it, very often."""
    found = _found(_WORD, data, chance)
    token = found[0] if found else b"x"
    token = token[: chance.randint(1, len(token))] + chance.choice((b"", b" ", b"\n", b","))
    start, end = found.span() if found else (0, 0)
    return data[:start] + token * (chance.choice((20, 300, 4_000)) // len(token) + 1) + data[end:]


def renumber(data: bytes, chance: Random) -> bytes:
    found = _found(_NUMBER, data, chance)
    if found is None:
        return put_odd(data, chance)
    return data[: found.start()] + chance.choice(NUMBERS) + data[found.end() :]


def recode(data: bytes, chance: Random) -> bytes:
    """The same characters in other bytes, or said to be so."""
    text = data.decode("utf-8", "replace")
    codec = chance.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-7", "cp1252", "utf-32"))
    return text.encode(codec, "replace")


BYTES: Final[tuple[Mutator, ...]] = (
    flip, overwrite, delete, insert, put_odd, truncate, swap, duplicate, repeat, renumber,
)  # fmt: skip
WORDS: Final[tuple[Mutator, ...]] = (*BYTES, put_odd, repeat, renumber, recode)


# --- markup and JSON -----------------------------------------------------------------------------


def declare(data: bytes, chance: Random) -> bytes:
    """Entities that grow, read a file or ask a server, and something that uses them."""
    found = _ELEMENT.search(data)
    root = found[1] if found else b"a"
    target = chance.choice((b"file:///etc/passwd", b"http://127.0.0.1:9/x", b"\\\\server\\x"))
    entities = chance.choice(
        (
            b'<!ENTITY e "' + b"x" * 1_000 + b'">',
            b'<!ENTITY e SYSTEM "' + target + b'">',
            b'<!ENTITY % p SYSTEM "' + target + b'"> %p;',
            b'<!ENTITY d "dddddddddd"><!ENTITY c "' + b"&d;" * 99 + b'"><!ENTITY e "'
            + b"&c;" * 99 + b'">',
            b'<!ENTITY e "&e;">',
        )
    )  # fmt: skip
    doctype = b"<!DOCTYPE " + root + b" [" + entities + b"]>"
    at = found.start() if found else 0
    use = chance.randint(at, len(data))
    return data[:at] + doctype + data[at:use] + b"&e;" * chance.choice((1, 50)) + data[use:]


def nest(data: bytes, chance: Random) -> bytes:
    """Elements in each other, closed or not; around something or in its place."""
    found = _found(_ELEMENT, data, chance)
    tag = found[1] if found else b"x"
    depth = chance.choice((10, 200, 300, 3_000))
    start, end = _span(data, chance, 2_000)
    closing = (b"</" + tag + b">") * depth if chance.random() < 0.5 else b""
    return data[:start] + (b"<" + tag + b">") * depth + data[start:end] + closing + data[end:]


def rename(data: bytes, chance: Random) -> bytes:
    """One element or attribute by the name of another."""
    old, new = _found(_TAG, data, chance), _found(_TAG, data, chance)
    if old is None or new is None:
        return flip(data, chance)
    return data[: old.start()] + new[0] + data[old.end() :]


def move(data: bytes, chance: Random) -> bytes:
    """A stretch between two tags, elsewhere."""
    marks = [found.start() for found in re.finditer(rb"[<{\[]", data)]
    if len(marks) < 3:
        return swap(data, chance)
    start, end = sorted(chance.sample(marks, 2))
    end = min(end, start + 3_000)
    at = chance.choice(marks)
    rest = data if chance.random() < 0.5 else data[:start] + data[end:]
    return rest[:at] + data[start:end] + rest[at:]


def redeclare(data: bytes, chance: Random) -> bytes:
    codec = chance.choice((b"utf-16", b"utf-7", b"UCS-4", b"ebcdic-cp-us", b"zip", b"rot13", b"x"))
    if b"encoding=" in data[:200] or b"charset=" in data[:2_000]:
        return re.sub(rb"(encoding=[\"']|charset=)[\w-]+", rb"\g<1>" + codec, data, count=1)
    return b'<?xml version="1.0" encoding="' + codec + b'"?>' + data.lstrip()


def nest_json(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance, 100)
    opening, closing = chance.choice(((b"[", b"]"), (b'{"a":', b"}"), (b'[{"id":', b"}]")))
    depth = chance.choice((5, 990, 3_000, 50_000))
    return data[:start] + opening * depth + b"1" + closing * depth + data[end:]


def retype(data: bytes, chance: Random) -> bytes:
    """A JSON value of another type."""
    value = re.compile(rb'(?<=[:\[,])\s*(?:"(?:[^"\\]|\\.){0,500}"|-?\d+|true|false|null)')
    found = _found(value, data, chance)
    if found is None:
        return put_odd(data, chance)
    kinds = (b"null", b"true", b"-1", b"1e999", b"1e400", b'""', b"[]", b"{}", b"[[]]",
             b'{"a":null}', b'"\\ud800"', b'"\\u0000"', b"9" * 5_000, b"[null]")  # fmt: skip
    return data[: found.start()] + chance.choice(kinds) + data[found.end() :]


def regrow(data: bytes, chance: Random) -> bytes:
    """Sound XML whose elements were moved, doubled, renamed, emptied, or say something else."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root: etree._Element | None
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return renumber(data, chance)
    if root is None or len(every := [one for one in root.iter() if isinstance(one.tag, str)]) < 3:
        return renumber(data, chance)
    grown = data
    for _ in range(chance.randint(1, 12)):
        _regrow(chance.choice(every[1:]), chance.choice(every), chance)
        grown = etree.tostring(root.getroottree(), encoding="utf-8")
        if len(grown) > 2 * len(data) + 20_000:
            break  # copies of copies would soon be all there is
    return grown


def _regrow(one: etree._Element, other: etree._Element, chance: Random) -> None:
    words = chance.choice(
        ("", " ", "x" * 5_000, "10^7 \u202e", "<&>", "é " * 99, "0", "-1", "99999")
    )
    act, parent = chance.randrange(9), one.getparent()
    if act == 0:
        one.tag = other.tag
    elif act == 1:
        one.text = words
    elif act == 2:
        one.tail = words
    elif act == 3 and parent is not None:
        parent.remove(one)
    elif act == 4:
        other.extend([copy.deepcopy(one) for _ in range(chance.choice((1, 2, 30)))])
    elif act == 5 and one is not other and one not in other.iterancestors():
        other.insert(chance.randrange(len(other) + 1), one)
    elif act == 6 and one.attrib:
        one.set(chance.choice(list(one.attrib)), chance.choice(NUMBERS).decode() or words)
    elif act == 7:
        for name, value in other.attrib.items():
            one.set(name, value)
    else:
        for child in list(one):
            one.remove(child)


def reshape(data: bytes, chance: Random) -> bytes:
    """Sound JSON some of whose values are of other types, gone, or stand elsewhere."""
    try:
        held = json.loads(data)
    except (ValueError, RecursionError):
        return retype(data, chance)
    places: list[tuple[Any, Any]] = []
    waiting = [held]
    while waiting and len(places) < 5_000:
        one = waiting.pop()
        keys = one if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else ()
        places += [(one, key) for key in keys]
        waiting += [one[key] for key in keys]
    values: list[Any] = [
        None,
        True,
        -1,
        1e308,
        "",
        [],
        {},
        [[]],
        {"a": None},
        "\0",
        "x" * 5_000,
        10**25,
    ]
    for _ in range(chance.randint(1, 6) if places else 0):
        one, key = chance.choice(places)
        other, place = chance.choice(places)
        try:
            one[key] = copy.deepcopy(chance.choice((*values, other[place])))
        except (KeyError, IndexError, RecursionError):
            continue  # it went with something else
    return json.dumps(held).encode()


MARKUP: Final[tuple[Mutator, ...]] = (
    *WORDS, declare, nest, rename, rename, move, move, redeclare, *(regrow,) * 14,
)  # fmt: skip
JSON: Final[tuple[Mutator, ...]] = (
    *WORDS, nest_json, retype, retype, retype, move, move, *(reshape,) * 8,
)  # fmt: skip


# --- packed --------------------------------------------------------------------------------------


def repack(data: bytes, chance: Random) -> bytes:
    """An archive whose members were damaged, left out, doubled or renamed before packing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except _DAMAGE:
        return flip(data, chance)
    if not members:
        return flip(data, chance)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        at = chance.randrange(len(members))
        name, held = members[at]
        act = chance.randrange(16)
        if act == 0 and len(members) > 1:
            del members[at]
        elif act == 1:
            members.append((chance.choice(members)[0], held))
        elif act == 2:
            members[at] = (chance.choice(("../x", "/etc/x", "a\0b", "x" * 300, name[:-1])), held)
        elif held:
            members[at] = (name, mutant(held, chance))
    return _packed(members, chance)


def _packed(members: list[tuple[str, bytes]], chance: Random) -> bytes:
    out = io.BytesIO()
    packing = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # names that stand twice are meant
        with zipfile.ZipFile(out, "w", packing, compresslevel=1) as archive:
            for name, held in members:
                archive.writestr(zipfile.ZipInfo(name) if name else "x", held)
    return out.getvalue()


def directory(data: bytes, chance: Random) -> bytes:
    """Damage to what the archive says of its members."""
    changed = bytearray(data)
    marks = [found.start() for found in re.finditer(rb"PK[\x01-\x07][\x02-\x08]", data)]
    for _ in range(chance.randint(1, 4)):
        at = (chance.choice(marks) if marks else 0) + chance.randrange(4, 46)
        if at < len(changed):
            changed[at] = chance.choice((0, 1, 255, 127, chance.randrange(256)))
    return bytes(changed)


def reinflate(data: bytes, chance: Random) -> bytes:
    try:
        return gzip.compress(mutant(gzip.decompress(data), chance), 1)
    except _DAMAGE:
        return flip(data, chance)


PACKED: Final[tuple[Mutator, ...]] = (
    *(repack,) * 8, directory, directory, flip, truncate, delete, swap, duplicate,
)  # fmt: skip
GZIP: Final[tuple[Mutator, ...]] = (*(reinflate,) * 6, flip, truncate, delete, duplicate)


# --- PDF -----------------------------------------------------------------------------------------


def unpack_stream(data: bytes, chance: Random) -> bytes:
    """A packed stream's content, damaged, in its place; its length is as it was."""
    found = _found(_STREAM, data, chance)
    if found is None:
        return flip(data, chance)
    end = data.find(b"endstream", found.end())
    held = data[found.end() : end]
    with contextlib.suppress(zlib.error):  # it need not be packed
        held = zlib.decompressobj().decompress(held, 300_000)
    if not held:
        return flip(data, chance)
    held = chance.choice(BYTES)(held, chance)
    head = data[: found.start()]
    if chance.random() < 0.5:
        return head + found[0] + zlib.compress(held, 1) + b"\n" + data[end:]
    start = head.rfind(b"<<")
    return (
        head[:start] + head[start:].replace(b"/FlateDecode", b"/X") + found[0] + held + data[end:]
    )


def repoint(data: bytes, chance: Random) -> bytes:
    """A reference to another object, so that some go round in circles."""
    pattern = re.compile(rb"\d+ 0 R")
    old, new = _found(pattern, data, chance), _found(pattern, data, chance)
    if old is None or new is None:
        return flip(data, chance)
    return data[: old.start()] + new[0] + data[old.end() :]


def relength(data: bytes, chance: Random) -> bytes:
    pattern = re.compile(
        rb"(?<=/Length )\d+|(?<=/Count )\d+|(?<=startxref\n)\d+|(?<=/W)\[[^\]]*\]"
        rb"|(?<=/MediaBox)\s*\[[^\]]*\]|(?<=\n)\d{10}(?= \d{5} n)|(?<=/Size )\d+"
        rb"|(?<=/Predictor )\d+"
    )
    found = _found(pattern, data, chance)
    if found is None:
        return renumber(data, chance)
    new = chance.choice((*NUMBERS, b"[0 0 0 0]", b"[-1e9 -1e9 1e9 1e9]", b"[1]"))
    return data[: found.start()] + new + data[found.end() :]


def nest_pdf(data: bytes, chance: Random) -> bytes:
    at = data.find(b"<<", chance.randrange(len(data) + 1))
    piece = chance.choice((b"[", b"<</A ", b"(", b"q ", b"BT ", b"<< /Kids ["))
    return data[: max(at, 0)] + piece * chance.choice((50, 600, 20_000)) + data[max(at, 0) :]


PDF: Final[tuple[Mutator, ...]] = (
    *BYTES, *(unpack_stream,) * 6, repoint, repoint, relength, relength, nest_pdf, rename,
)  # fmt: skip


def mutators_of(data: bytes) -> tuple[Mutator, ...]:
    """What can be done to a file, by how it begins."""
    start = data[:1_024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"PK"):
        return PACKED
    if start.startswith(b"\x1f\x8b"):
        return GZIP
    if start.startswith(b"%PDF"):
        return PDF
    if start.startswith(b"<"):
        return MARKUP
    return JSON if start.startswith((b"{", b"[")) else WORDS


def mutant(data: bytes, chance: Random) -> bytes:
    """The file, damaged in one to four ways."""
    ways = mutators_of(data)
    for _ in range(chance.choice((1, 1, 2, 3, 4))):
        if data:
            data = chance.choice(ways)(data, chance)
    return data[:MOST]
