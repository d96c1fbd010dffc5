"""Open a ZIP archive that nobody trusts: counted and measured before anything in it is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Final

from curator.domain.errors import PasswordNeededError, UnreadableInputError

MOST_UNPACKED: Final = 100_000_000
"""Bytes that all members of an archive may have together."""

MOST_MEMBERS: Final = 2_000
MOST_RATIO: Final = 100
"""Unpacked size by packed size; below ``_HARMLESS`` bytes it may be anything."""

_HARMLESS: Final = 1_000_000
_END: Final = b"PK\x05\x06"
_DIRECTORY: Final = b"PK\x01\x02"
_LONGEST_END: Final = 22 + 65_535
_CHUNK: Final = 1 << 18
_DAMAGE = (zipfile.BadZipFile, EOFError, OSError, ValueError, struct.error, NotImplementedError)


def damaged(name: str) -> UnreadableInputError:
    return UnreadableInputError(
        f"{name} is damaged: it cannot be unpacked.",
        hint="Fetch it again, or unpack it in another program and import what comes out.",
    )


def _too_much(name: str, what: str) -> UnreadableInputError:
    return UnreadableInputError(
        f"{name} {what}.", hint="If you trust it, unpack it and import what you need of it."
    )


def _members(data: bytes) -> int:
    """How many members the directory lists, or somewhat more; nothing is built for that."""
    end = data.rfind(_END, max(0, len(data) - _LONGEST_END))
    if end < 0 or len(data) < end + 22:
        return 0
    (size,) = struct.unpack_from("<I", data, end + 12)
    return data.count(_DIRECTORY, max(0, end - size), end)


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """An archive whose members were counted, but not measured.

    Raises:
        UnreadableInputError: It is damaged, or has too many members.
    """
    if (count := _members(data)) > MOST_MEMBERS:
        raise _too_much(name, f"holds {count:,} files, more than the limit of {MOST_MEMBERS:,}")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as error:
        raise damaged(name) from error
    if len(archive.filelist) > MOST_MEMBERS:  # a directory of the 64-bit kind
        count = len(archive.filelist)
        raise _too_much(name, f"holds {count:,} files, more than the limit of {MOST_MEMBERS:,}")
    return archive


def guarded_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """An archive that is safe to unpack: no member gives more bytes than it says it does.

    ``zipfile`` stops at the size that the directory declares, so that the sum of those sizes bounds
    what all of it gives; a member that would give more is damaged by its checksum.

    Args:
        data: The archive.
        name: What to call it in a message.

    Raises:
        UnreadableInputError: It is damaged, or has too many members, or too large ones.
    """
    archive = open_zip(data, name)
    unpacked = sum(info.file_size for info in archive.filelist)
    if unpacked > MOST_UNPACKED:
        size = f"{unpacked / 1e6:,.0f} MB, more than the limit of {MOST_UNPACKED / 1e6:,.0f} MB"
        raise _too_much(name, f"would unpack to {size}")
    if unpacked > _HARMLESS and unpacked > MOST_RATIO * len(data):
        raise _too_much(name, f"would unpack to more than {MOST_RATIO} times its size")
    return archive


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, password: str = "") -> bytes:
    """A member's bytes, unpacked piece by piece and measured.

    Raises:
        UnreadableInputError: It is damaged, or packed in a way that cannot be unpacked.
        PasswordNeededError: It is encrypted.
    """
    name = info.filename
    if info.flag_bits & 0x1 and not password:
        raise PasswordNeededError(f"{name} is encrypted and needs a password.")
    parts: list[bytes] = []
    size = 0
    try:
        with archive.open(info, pwd=password.encode() or None) as member:
            while part := member.read(_CHUNK):
                parts.append(part)
                size += len(part)
                if size > info.file_size:
                    raise _too_much(name, "unpacks to more than it says")
    except RuntimeError as error:  # zipfile's for a wrong password
        raise PasswordNeededError(f"{name} is encrypted, and not with this password.") from error
    except NotImplementedError as error:
        raise UnreadableInputError(
            f"{name} is packed or encrypted in a way that cannot be unpacked here.",
            hint="Unpack it in another program and import what comes out.",
        ) from error
    except Exception as error:
        if isinstance(error, UnreadableInputError):
            raise
        raise damaged(name) from error  # zlib, lzma and struct have their own errors
    return b"".join(parts)
