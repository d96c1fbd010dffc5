"""The vocabularies that were installed on this machine, several releases side by side.

``NAME/RELEASE.vocab`` in one folder; ``active.json`` says which release of each is used, so that a
new one changes nothing until the curator takes it.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from curator.domain.errors import NotFoundError, RegistryFileError, StorageError
from curator.services.settings import data_folder
from curator.store.vocabulary_file import VocabularyFile

ENDING: Final = ".vocab"
_ACTIVE: Final = "active.json"
_VERSION: Final = re.compile(r"v?\d+(?:[.-]\d+)*\Z")
_NUMBERS: Final = re.compile(r"\d+|\D+")


@dataclass(frozen=True, slots=True)
class InstalledRelease:
    """One release that lies here.

    Attributes:
        role: Of the form, such as ``cells``.
        prefix: Of the ids of its terms, where it has terms of others as well.
        terms: How many it has of its own.
        active: Whether it is the release in use.
        source: Name of the file that it was read from.
        size: Bytes on the disk.
        problem: Why it cannot be used; empty where it can.
    """

    name: str
    release: str
    role: str = ""
    prefix: str = ""
    terms: int = 0
    names: int = 0
    active: bool = False
    source: str = ""
    size: int = 0
    problem: str = ""


class InstalledVocabularies:
    """What lies in one folder; sees what other programs install there."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or data_folder() / "vocabularies"
        self._lock = threading.Lock()
        self._seen: object = None
        self._open: tuple[VocabularyFile, ...] = ()

    def active(self) -> tuple[VocabularyFile, ...]:
        """The releases in use, in the order of their names; those that cannot be read left out."""
        seen = self._signature()
        with self._lock:
            if seen != self._seen:
                self._open = tuple(self._opened())
                self._seen = seen
            return self._open

    def path(self, name: str, release: str) -> Path:
        return self.folder / name / f"{release}{ENDING}"

    def releases(self) -> tuple[InstalledRelease, ...]:
        """All that lie here: by name, of one name the oldest release first."""
        used = self._used()
        return tuple(
            self._told(path, active=used.get(path.parent.name) == _release(path))
            for path in self._paths()
        )

    def find(self, name: str, release: str = "") -> VocabularyFile:
        """One release; the one in use where none is said.

        Raises:
            NotFoundError: It is not here.
            RegistryFileError: It cannot be read.
        """
        wanted = release or self._used().get(name, "")
        path = self.path(name, wanted)
        if not wanted or not path.exists():
            words = f"{name} {release}".strip()
            raise NotFoundError(
                f"No vocabulary {words} is installed.",
                hint="List what there is with: curator vocabulary list.",
            )
        return VocabularyFile(path)

    def newest(self, name: str) -> str:
        """The newest release of a vocabulary; empty where there is none."""
        here = [_release(path) for path in self._paths() if path.parent.name == name]
        return here[-1] if here else ""

    def use(self, name: str, release: str) -> None:
        """Use that release from now on.

        Raises:
            NotFoundError: It is not here.
            StorageError: The disk refused.
        """
        self.find(name, release).close()
        self._write({**self._used(), name: release})

    def remove(self, name: str, release: str) -> None:
        """Take one release off the disk; the newest of the others is used then, if there is one.

        Raises:
            NotFoundError: It is not here.
            StorageError: The disk refused.
        """
        path = self.path(name, release)
        if not path.exists():
            self.find(name, release)
        used = dict(self._used())
        try:
            path.unlink()
            with suppress(OSError):  # other releases lie beside it
                path.parent.rmdir()
        except OSError as error:
            raise _refused(self.folder, error) from error
        if used.get(name) == release:
            del used[name]
            if newest := self.newest(name):
                used[name] = newest
            self._write(used)

    def _told(self, path: Path, *, active: bool) -> InstalledRelease:
        name, release, size = path.parent.name, _release(path), path.stat().st_size
        try:
            file = VocabularyFile(path)
        except RegistryFileError as error:
            return InstalledRelease(name, release, active=active, size=size, problem=str(error))
        said = file.said
        file.close()
        return InstalledRelease(
            name, release, said["role"], said["prefix"], int(said["terms"]), int(said["names"]),
            active, said.get("source", ""), size,
        )  # fmt: skip

    def _opened(self) -> list[VocabularyFile]:
        found = []
        for name, release in sorted(self._used().items()):
            with suppress(RegistryFileError):  # ``releases`` tells of it
                found.append(VocabularyFile(self.path(name, release)))
        return found

    def _paths(self) -> list[Path]:
        return sorted(
            self.folder.glob(f"*/*{ENDING}"), key=lambda path: (path.parent.name, _order(path))
        )

    def _used(self) -> Mapping[str, str]:
        """The release in use by name; the newest where the file that says it is gone."""
        try:
            said = json.loads((self.folder / _ACTIVE).read_text(encoding="utf-8"))
            used = {str(name): str(release) for name, release in said.items()}
        except (OSError, ValueError, AttributeError):
            used = {path.parent.name: _release(path) for path in self._paths()}
        return {name: one for name, one in used.items() if self.path(name, one).exists()}

    def _signature(self) -> object:
        try:
            seen = (self.folder / _ACTIVE).stat()
        except OSError:
            return None if not self.folder.exists() else self.folder.stat().st_mtime_ns
        return seen.st_mtime_ns, seen.st_ino

    def _write(self, used: Mapping[str, str]) -> None:
        path = self.folder / _ACTIVE
        part = path.with_name(f".{_ACTIVE}.{os.getpid()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(dict(sorted(used.items())), indent=1), encoding="utf-8")
            part.replace(path)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise _refused(self.folder, error) from error


def _release(path: Path) -> str:
    return path.name.removesuffix(ENDING)


def _order(path: Path) -> tuple[bool, list[tuple[int, str]], int]:
    """Releases in their natural order, 2.9 before 2.10; those without one by their time here."""
    release = _release(path)
    if not _VERSION.match(release):
        return False, [], path.stat().st_mtime_ns
    parts = _NUMBERS.findall(release)
    return True, [(int(one), "") if one.isdigit() else (0, one) for one in parts], 0


def _refused(folder: Path, error: OSError) -> StorageError:
    return StorageError(f"{folder} cannot be written: {error.strerror}.", hint="Check that folder.")
