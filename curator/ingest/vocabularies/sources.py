"""The bytes of a vocabulary file, unpacked as they come, with how far reading has got.

Nothing here holds more than a chunk: a file of gigabytes is read in a few megabytes of memory.
"""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import IO, Final

from curator.domain.errors import UnreadableInputError

CHUNK: Final = 1 << 20
LONGEST: Final = 16 << 20
"""Characters of the longest line or term; a longer one is no vocabulary's."""

_GZIP: Final = b"\x1f\x8b"
_MARKS: Final = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_OTHERS: Final[Mapping[bytes, str]] = {
    b"PK\x03\x04": "a ZIP archive",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
    b"%PDF": "a PDF",
    b"SQLite format 3": "a database",
}


class Source:
    """One vocabulary file, open; ``name`` is what messages call it.

    ``open_ended``, once its text was read: its last line has no end.

    Raises:
        UnreadableInputError: There is no such file, or it cannot be opened.
    """

    def __init__(self, file: Path | IO[bytes], *, name: str = "") -> None:
        self.name = name or (file.name if isinstance(file, Path) else "The stream")
        self._raw = _open(file, self.name) if isinstance(file, Path) else file
        self.size = file.stat().st_size if isinstance(file, Path) else 0
        self.read_bytes = 0
        self._digest = sha256()
        self._plain = _unpacked(_Counting(self), self.name)
        self._ahead = b""
        self.open_ended = False

    def close(self) -> None:
        self._raw.close()

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes taken so far, in 64 hex digits."""
        return self._digest.hexdigest()

    def take(self, wanted: int) -> bytes:
        """The next bytes as they lie in the file."""
        try:
            got = self._raw.read(wanted)
        except OSError as error:
            raise self.unreadable(str(error.strerror or error)) from error
        self.read_bytes += len(got)
        self._digest.update(got)
        return got

    def start(self, wanted: int) -> str:
        """The first characters, to know the format by; they are read again later."""
        while len(self._ahead) < wanted and (chunk := self._read()):
            self._ahead += chunk
        start = self._ahead[:wanted]
        encoding = next((name for mark, name in _MARKS if start.startswith(mark)), "utf-8")
        return start.decode(encoding, "replace").lstrip("\ufeff").replace("\0", "")

    def unpacked(self) -> Iterator[bytes]:
        """The unpacked bytes, in chunks."""
        ahead, self._ahead = self._ahead, b""
        if ahead:
            yield ahead
        while chunk := self._read():
            yield chunk

    def text(self) -> Iterator[str]:
        """The characters, in chunks; CRLF stands as LF, and what is no UTF-8 as U+FFFD."""
        chunks = self.unpacked()
        first = next(chunks, b"")
        encoding = next((name for mark, name in _MARKS if first.startswith(mark)), "utf-8-sig")
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        lines = io.IncrementalNewlineDecoder(decoder, translate=True)
        yield lines.decode(first)
        last = first
        for chunk in chunks:
            last = chunk
            yield lines.decode(chunk)
        yield lines.decode(b"", final=True)
        self.open_ended = not last.rstrip(b"\0").endswith((b"\n", b"\r"))

    def lines(self) -> Iterator[str]:
        """The lines without their ends."""
        left = ""
        for chunk in self.text():
            *whole, left = (left + chunk).split("\n")
            yield from whole
            if len(left) > LONGEST:
                raise self.unreadable("one of its lines is longer than 16 million characters")
        if left:
            yield left

    def unreadable(self, why: str, *, hint: str | None = None) -> UnreadableInputError:
        """An error that names the file."""
        said = "Get the file again from where it came from." if hint is None else hint
        return UnreadableInputError(
            f"{self.name} cannot be read as a vocabulary: {why}.", hint=said
        )

    def _read(self) -> bytes:
        try:
            return self._plain.read(CHUNK)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise self.unreadable("it is packed, and damaged or cut off") from error


class _Counting(io.RawIOBase):
    """The file's own bytes, counted as they are taken."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, into: object) -> int:
        view = memoryview(into).cast("B")  # type: ignore[arg-type]  # a buffer, as RawIOBase has it
        got = self._source.take(len(view))
        view[: len(got)] = got
        return len(got)


def _open(path: Path, name: str) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise UnreadableInputError(
            f"{name} cannot be opened: {error.strerror}.", hint="Check its place and your rights."
        ) from error


def _unpacked(raw: io.RawIOBase, name: str) -> io.BufferedIOBase:
    buffered = io.BufferedReader(raw, CHUNK)
    start = buffered.peek(16)[:16]
    for mark, what in _OTHERS.items():
        if start.startswith(mark):
            raise UnreadableInputError(
                f"{name} cannot be read as a vocabulary: it is {what}.",
                hint="Unpack it first, and give the file inside (OBO, OWL, JSON, TSV, CSV, JSONL).",
            )
    if not start.startswith(_GZIP):
        return buffered
    return gzip.GzipFile(fileobj=buffered, mode="rb")
