"""Archives made for the tests: honest ones, odd ones, and ones that lie."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Mapping

WORDS = "Engineered T cells cleared the tumours of mice, and the mice lived longer."


def zip_of(members: Mapping[str, bytes | str], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of those members, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def zip_with(name: str, data: bytes, *, mode: int) -> bytes:
    """A ZIP archive of one member whose system says what it is (a link, a device)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.create_system = 3
        info.external_attr = mode << 16
        archive.writestr(info, data)
        archive.writestr("good.txt", WORDS)
    return out.getvalue()


LINK = stat.S_IFLNK | 0o777
FIFO = stat.S_IFIFO | 0o644


def lying(data: bytes, *, size: int) -> bytes:
    """The archive, with its first member's unpacked size declared as ``size`` everywhere."""
    changed = bytearray(data)
    struct.pack_into("<I", changed, 22, size)
    struct.pack_into("<I", changed, data.index(b"PK\x01\x02") + 24, size)
    return bytes(changed)


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """The archive with a member's name in other bytes of the same length."""
    assert len(old) == len(new)
    return data.replace(old, new)


def encrypted(members: Mapping[str, str], *, password: bytes) -> bytes:
    """A ZIP archive whose members are encrypted in the old way, with one stored byte for byte."""
    plain = zip_of(members, packing=zipfile.ZIP_STORED)
    changed = bytearray()
    at = 0
    entries: list[tuple[int, int]] = []
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        infos = archive.infolist()
    for info in infos:
        head = 30 + len(info.filename.encode())
        data = plain[info.header_offset + head :][: info.file_size]
        sealed = _sealed(bytes(11) + bytes([info.CRC >> 24]) + data, password)
        local = bytearray(plain[info.header_offset : info.header_offset + head])
        struct.pack_into("<H", local, 6, info.flag_bits | 1)
        struct.pack_into("<I", local, 18, len(sealed))
        entries.append((len(changed), len(sealed)))
        changed += local + sealed
        at = info.header_offset + head + info.file_size
    directory = bytearray(plain[at:])
    place = 0
    for offset, size in entries:
        struct.pack_into("<H", directory, place + 8, 1)
        struct.pack_into("<I", directory, place + 20, size)
        struct.pack_into("<I", directory, place + 42, offset)
        names = struct.unpack_from("<HHH", directory, place + 28)
        place += 46 + sum(names)
    struct.pack_into("<I", directory, place + 16, len(changed))
    return bytes(changed + directory)


def _crc_step(crc: int, byte: int) -> int:
    crc ^= byte
    for _ in range(8):
        crc = (crc >> 1) ^ (0xEDB88320 if crc & 1 else 0)
    return crc


def _sealed(data: bytes, password: bytes) -> bytes:
    """PKWARE's traditional encryption, which Python can only undo."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def update(byte: int) -> None:
        keys[0] = _crc_step(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = _crc_step(keys[2], keys[1] >> 24)

    for byte in password:
        update(byte)
    out = bytearray()
    for byte in data:
        pad = (keys[2] | 2) & 0xFFFF
        out.append(byte ^ ((pad * (pad ^ 1) >> 8) & 0xFF))
        update(byte)
    return bytes(out)
