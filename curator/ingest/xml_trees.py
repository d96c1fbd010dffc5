"""The one way to parse XML that came from outside. Imported in the child process only: needs lxml.

Nothing is fetched and no document type is loaded; a file that declares entities of its own is
refused, because that is how a small file becomes a huge one or reads another file.  A tree is never
deeper than libxml2's 256 levels.  What walks one must not call itself for nested elements all the
same: use ``steps``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Any

from lxml import etree

from curator.domain.errors import UnreadableInputError
from curator.ingest.decode import Decoded, decode
from curator.ingest.markup import declared_charset

_PREDEFINED = frozenset(("amp", "lt", "gt", "quot", "apos"))
# CDATA and comments are passed over whole; an open end runs to the end, so that this stays linear.
_NAMED = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&([A-Za-z][A-Za-z0-9]{0,30});", re.DOTALL
)
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>")
# What XML 1.0 cannot hold, as such or by number; programs write it all the same.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NUMBER = re.compile(r"&#(?:0*([0-9]{1,8})|x0*([0-9a-fA-F]{1,6}));")
_DEEP = "Excessive depth"
_LONG = re.compile(r"huge input|too (?:long|big)|lookup|XML_PARSE_HUGE", re.IGNORECASE)
_ENTITIES = re.compile(r"entity (?:amplification|loop|reference loop)|Entity '", re.IGNORECASE)


def xml_text(data: bytes, *, encoding: str = "") -> Decoded:
    """The characters of an XML file.

    Args:
        data: Its bytes.
        encoding: Take them as this; empty to go by byte order mark, UTF-8 and the declaration.
    """
    return decode(data, declared_charset(data), forced=encoding)


def local_name(element: etree._Element) -> str:
    """The tag without its namespace; empty for an entity, a comment or an instruction."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name, whatever its namespace; empty where there is none."""
    plain = element.get(name)
    if plain is not None:
        return plain
    ending = "}" + name
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith(ending)), "")


def steps(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """``("start", element)`` and ``("end", element)`` through a tree, without recursion."""
    found: Iterator[tuple[str, etree._Element]] = etree.iterwalk(root, events=("start", "end"))
    return found


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The children of these local names, all where none is given."""
    for child in element:
        name = local_name(child)
        if name and (not names or name in names):
            yield child


def first(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of the first name, its first child of the second, and so on."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def find_all(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Every element below (and the root itself) of these local names, in the order of the file."""
    wanted = frozenset(names)
    return (one for one in root.iter() if local_name(one) in wanted)


def plain_text(element: etree._Element | None) -> str:
    """All characters in an element, white space collapsed; empty for none."""
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def _numbered(text: str) -> str:
    """Named entities of HTML as numbers; other names as the words that they are written with."""

    def number(found: re.Match[str]) -> str:
        name = found[1]
        if name is None or name in _PREDEFINED:
            return found[0]
        characters = html5.get(name + ";")
        if characters is None:
            return f"&amp;{name};"
        return "".join(f"&#{ord(char)};" for char in characters)

    return _NAMED.sub(number, text)


def _sound_number(found: re.Match[str]) -> str:
    code = int(found[1]) if found[1] else int(found[2], 16)
    held = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF
    return found[0] if held and code not in (0xFFFE, 0xFFFF) else "\ufffd"


def refuse_memory(error: etree.LxmlError) -> None:
    """Say what libxml2 calls an unknown error.

    Raises:
        MemoryError: There was not enough of it.
    """
    if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
        raise MemoryError from error


def _refusal(error: etree.LxmlError, name: str) -> UnreadableInputError:
    cause = str(error).partition(" (<string>")[0]
    if _DEEP in cause:
        sentence = f"{name} cannot be read: its elements are nested more than 256 deep."
    elif _ENTITIES.search(cause):
        sentence = f"{name} is refused: it uses entities that are not declared or grow without end."
    elif _LONG.search(cause):
        sentence = f"{name} cannot be read: a single element of it holds more than 10 MB."
    else:
        sentence = f"{name} is no sound XML: {cause}."
    return UnreadableInputError(sentence, hint="Get the file again from where it came from.")


def _refuse_entities(root: etree._Element, name: str) -> None:
    # Any: the stubs know neither that there may be none nor its entities.
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is None:
        return
    for entity in declared.iterentities():
        # A picture's name with its notation (NDATA) can only be pointed to, never expanded.
        if not (entity.system_url and entity.content):
            raise UnreadableInputError(
                f"{name} is refused: it declares entities of its own, which can name other files "
                "or grow without end.",
                hint="Ask its source for a version without them, or save its text as .txt.",
            )


def parse_xml(text: str, name: str, *, blanks: bool = True) -> etree._Element:
    """The root of a decoded XML file.

    Named HTML entities stand as their characters, whether a document type declares them or not;
    characters that XML cannot hold stand as U+FFFD.  No comments, no processing instructions.

    Args:
        text: The file's characters, its XML declaration too.
        name: The file's name, for messages.
        blanks: Whether text nodes of nothing but white space are kept.

    Raises:
        UnreadableInputError: It is no sound XML, too deep, or declares entities.
        MemoryError: It is too large.
    """
    numbered = _numbered(_DECLARATION.sub("", text.lstrip("\ufeff"), count=1))
    sound = _NUMBER.sub(_sound_number, _FORBIDDEN.sub("\ufffd", numbered)).lstrip()
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=not blanks,
    )
    try:
        root = etree.fromstring(sound.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        refuse_memory(error)
        raise _refusal(error, name) from error
    _refuse_entities(root, name)
    return root


def read_xml(data: bytes, name: str, *, encoding: str = "") -> tuple[etree._Element, Decoded]:
    """The root of an XML file and how its bytes were taken.

    Args:
        data: Its bytes.
        name: Its name, for messages.
        encoding: As of ``xml_text``.

    Raises:
        UnreadableInputError: As of ``parse_xml``.
    """
    decoded = xml_text(data, encoding=encoding)
    return parse_xml(decoded.text, name), decoded
