"""Archives: each member is read as a file of its own, and one that cannot be read stops no other.

Nothing is written to the disk, so that no member's name can point anywhere; one that tries to is
refused by name all the same.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from curator.domain.errors import CuratorError, UnreadableInputError
from curator.ingest.companions import companions_in
from curator.ingest.files import shown_text
from curator.ingest.formats import HEAD, sniff, why_unreadable
from curator.ingest.values import Failure, Note, ParsedArticle, Read, ReadOptions
from curator.ingest.zips import (
    MOST_MEMBERS,
    MOST_RATIO,
    MOST_UNPACKED,
    damaged,
    guarded_zip,
    read_member,
)

DEEPEST: Final = 2
"""Archives in each other that are opened: one, and those in it."""

_GZIP: Final = 31
"""``zlib`` takes the header of gzip, and its checksum."""

_SHOWN: Final = 8
_ADDED: Final = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")

ReadFile = Callable[[bytes, str], Iterator[Read]]
"""``parse_file``, with the curator's options."""


@dataclass(slots=True)
class _Archive:
    """An archive on its way, with all that is in the archives inside it.

    Attributes:
        name: As people read it.
        read: Reads a member.
        options: The curator's.
        depth: Of archives in each other, from 1.
        spent: Bytes and members unpacked so far, shared with the archives inside.
    """

    name: str
    read: ReadFile
    options: ReadOptions
    depth: int = 1
    spent: list[int] = field(default_factory=lambda: [0, 0])

    def spend(self, size: int) -> None:
        """Count a member.

        Raises:
            UnreadableInputError: All together are too many, or too large.
        """
        self.spent[0] += size
        self.spent[1] += 1
        if self.spent[0] > MOST_UNPACKED or self.spent[1] > MOST_MEMBERS:
            raise UnreadableInputError(
                f"{self.name} holds archives that would unpack to more than"
                f" {MOST_UNPACKED / 1e6:,.0f} MB or {MOST_MEMBERS:,} files.",
                hint="If you trust it, unpack it and import what you need of it.",
            )


def read_zip(data: bytes, name: str, *, options: ReadOptions, read: ReadFile) -> Iterator[Read]:
    """Read a ZIP archive's members; archives in it are opened too, but none inside those.

    Args:
        data: The archive.
        name: Its name.
        options: What a curator said; the password is tried on encrypted members.
        read: Reads a member by its bytes and name.

    Raises:
        UnreadableInputError: It is damaged, or too much would come out of it.
    """
    yield from _members(data, _Archive(name, read, options))


def _members(data: bytes, archive: _Archive) -> Iterator[Read]:
    with guarded_zip(data, archive.name) as opened:
        infos = [info for info in opened.infolist() if not info.is_dir() and not _added(info)]
        saved = companions_in(info.filename for info in infos)
        passed: list[str] = []
        for info in infos:
            name = _shown(info)
            if info.filename in saved:
                continue
            if why := _refused(info):
                yield Failure(name, f"{name} {why} and is not read.")
                continue
            yield from _contained(opened, info, archive=archive, name=name, passed=passed)
    if saved:
        pages = _listed(sorted(set(saved.values())))
        files, are = _counted(len(saved))
        yield Note(f"{files} beside saved pages ({pages}) {are} passed over.")
    if passed:
        files, are = _counted(len(passed))
        yield Note(f"{files} in {archive.name} {are} no article: {_listed(passed)}.")


def _counted(count: int) -> tuple[str, str]:
    return ("1 file", "is") if count == 1 else (f"{count:,} files", "are")


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")


def _contained(
    opened: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    *,
    archive: _Archive,
    name: str,
    passed: list[str],
) -> Iterator[Read]:
    """What one member holds."""
    try:
        data = read_member(opened, info, password=archive.options.password)
        archive.spend(len(data))
        if not data or why_unreadable(data[:HEAD], name):
            passed.append(name)
            return
        yield from _inside(data, name, archive=archive)
    except CuratorError as error:
        needs = error.needs if isinstance(error, UnreadableInputError) else ""
        yield Failure(name, error.sentence, error.hint, needs)
    except MemoryError:
        yield Failure(name, f"{name} needs more memory than one file may take.")
    except Exception as error:  # noqa: BLE001 - a member's bug must not end the reading of the others
        yield Failure(name, f"{name} cannot be read ({type(error).__name__}: {error}).")


def _inside(data: bytes, name: str, *, archive: _Archive) -> Iterator[Read]:
    base = name.rpartition("/")[2]
    reads: Iterator[Read]
    if sniff(data, base) in ("zip", "gzip"):
        if archive.depth >= DEEPEST:
            yield Failure(
                name,
                f"{name} is an archive in an archive in an archive and is not opened.",
                "Unpack it and import what comes out.",
            )
            return
        inner = replace(archive, name=base, depth=archive.depth + 1)
        reads = _unzipped(data, inner) if data[:2] == b"\x1f\x8b" else _members(data, inner)
    else:
        reads = archive.read(data, base)
    for read in reads:
        yield _named(read, name)


def _named(read: Read, name: str) -> Read:
    if isinstance(read, ParsedArticle | Failure):
        return replace(read, name=f"{name} > {read.name}" if read.name else name)
    return Note(f"{name}: {read.sentence}")


def _added(info: zipfile.ZipInfo) -> bool:
    """Whether a system put it there for itself."""
    base = info.filename.rpartition("/")[2]
    return info.filename.startswith(_ADDED) or base in _ADDED or base.startswith("._")


def _refused(info: zipfile.ZipInfo) -> str:
    """Why a member is refused by its name or kind; empty where it is not."""
    parts = info.orig_filename.replace("\\", "/").split("/")
    if ".." in parts:
        return "points outside of the archive"
    if not parts[0] or parts[0].endswith(":"):
        return "has an absolute path"
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return "is a link"
    if stat.S_IFMT(mode) and not stat.S_ISREG(mode):
        return "is no regular file (a device, pipe or socket)"
    return ""


def _shown(info: zipfile.ZipInfo) -> str:
    """A member's name; where it does not say that it is UTF-8, it often is."""
    name = info.orig_filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.orig_filename
    return shown_text(name)


# --- gzip ----------------------------------------------------------------------------------------


def read_gzip(data: bytes, name: str, *, options: ReadOptions, read: ReadFile) -> Iterator[Read]:
    """Read the one file in a gzip file.

    Raises:
        UnreadableInputError: It is damaged, or too much would come out of it.
    """
    yield from _unzipped(data, _Archive(name, read, options))


def _unzipped(data: bytes, archive: _Archive) -> Iterator[Read]:
    name = archive.name
    base = name[:-3] if name.lower().endswith(".gz") else name
    unpacked = _inflated(data, name)
    archive.spend(len(unpacked))
    if why := why_unreadable(unpacked[:HEAD], base):
        raise UnreadableInputError(
            f"{name} holds {why}.", hint="Unpack it and import what comes out."
        )
    yield from _inside(unpacked, base, archive=archive)


def _inflated(data: bytes, name: str) -> bytes:
    most = min(MOST_UNPACKED, max(MOST_RATIO * len(data), 1_000_000))
    inflater = zlib.decompressobj(_GZIP)
    try:
        unpacked = inflater.decompress(data, most)
    except zlib.error as error:
        raise damaged(name) from error
    if inflater.unconsumed_tail:
        raise UnreadableInputError(
            f"{name} would unpack to more than {most / 1e6:,.0f} MB.",
            hint="If you trust it, unpack it and import what you need of it.",
        )
    if not inflater.eof:
        raise damaged(name)
    return unpacked
