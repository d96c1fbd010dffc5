"""Documents that are ZIP archives of XML parts: DOCX, ODT, EPUB. In the child process only."""

from __future__ import annotations

import posixpath
import zipfile
from urllib.parse import unquote

from lxml import etree

from curator.domain.errors import UnreadableInputError
from curator.ingest.xml_trees import read_xml
from curator.ingest.zips import guarded_zip, read_member


class Package:
    """The parts of a document by their names.

    Args:
        data: The archive.
        name: What to call it in a message.

    Raises:
        UnreadableInputError: It is damaged, or unpacks to too much.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._archive = guarded_zip(data, name)
        self._parts: dict[str, zipfile.ZipInfo] = {
            info.filename: info for info in self._archive.filelist if not info.is_dir()
        }

    def names(self) -> list[str]:
        return list(self._parts)

    def bytes_of(self, part: str) -> bytes | None:
        """A part's bytes; nothing where there is none.

        Raises:
            UnreadableInputError: It is damaged.
        """
        info = self._parts.get(part)
        return None if info is None else read_member(self._archive, info)

    def tree_of(self, part: str) -> etree._Element | None:
        """A part's root; nothing where there is none.

        Raises:
            UnreadableInputError: It is damaged, or no sound XML.
        """
        data = self.bytes_of(part)
        return None if data is None else read_xml(data, f"{part} in {self.name}")[0]

    def needed(self, part: str) -> etree._Element:
        """As ``tree_of``.

        Raises:
            UnreadableInputError: It is missing, damaged, or no sound XML.
        """
        root = self.tree_of(part)
        if root is None:
            raise UnreadableInputError(
                f"{self.name} is damaged: its part {part} is missing.",
                hint="Open it in the program that wrote it and save it again.",
            )
        return root


def part_beside(part: str, link: str) -> str:
    """The name of the part that a link in another part means; what follows ``#`` is left out."""
    path = unquote(link.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), path)).lstrip("/")
