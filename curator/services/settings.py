"""What the program remembers of its user: one small JSON file.

``CURATOR_HOME`` moves this file and the program's data into a folder of one's own.
"""

from __future__ import annotations

import fcntl
import getpass
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import platformdirs

from curator.domain.changes import Author
from curator.domain.errors import StorageError
from curator.domain.identity import new_id

if TYPE_CHECKING:
    from curator.services.registry import Registry

HOME: Final = "CURATOR_HOME"
_RECENT: Final = 12


def settings_file() -> Path:
    home = os.environ.get(HOME)
    folder = Path(home) if home else Path(platformdirs.user_config_dir("curator", appauthor=False))
    return folder / "settings.json"


def data_folder() -> Path:
    """Where registries, drafts and backups lie unless somebody says otherwise."""
    home = os.environ.get(HOME)
    return Path(home) if home else Path(platformdirs.user_data_dir("curator", appauthor=False))


def default_registry() -> Path:
    return data_folder() / "studies.curator"


@dataclass(frozen=True, slots=True)
class PluginChoice:
    """What is set for a plug-in that suggests: whether it is asked, and its options."""

    on: bool = False
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """What is remembered.

    Attributes:
        authors: Everybody who has worked here.
        current: Id of the curator who was named last; "" until the question is answered.
        recent: Registries, the last opened first.
        theme: ``system``, ``light`` or ``dark``.
        zoom: Of texts, in percent.
        window: Sizes and places, as the window keeps them (JSON).
        columns: What the columns of lists mean, by the digest of the header row (``column_maps``).
        watched: The folder that is watched for each registry, as a ``file://`` address.
        suggestions: Whether anything is proposed at all.
        learning: Whether the registry's own decisions rerank what is proposed.
        plugins: Plug-ins that suggest, by name; what is not named is off.
    """

    authors: tuple[Author, ...] = ()
    current: str = ""
    recent: tuple[str, ...] = ()
    theme: str = "system"
    zoom: int = 100
    window: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    watched: Mapping[str, str] = field(default_factory=dict)
    suggestions: bool = True
    learning: bool = True
    plugins: Mapping[str, PluginChoice] = field(default_factory=dict)

    @property
    def author(self) -> Author | None:
        return next((one for one in self.authors if one.id == self.current), None)

    def author_named(self, name: str) -> Author | None:
        return next((one for one in self.authors if one.name == name), None)

    def with_author(self, author: Author, *, current: bool) -> Settings:
        """With that curator known, and as the current one if so."""
        others = tuple(one for one in self.authors if one.id != author.id)
        return replace(
            self,
            authors=(*others, author),
            current=author.id if current else self.current,
        )

    def with_recent(self, registry: str) -> Settings:
        others = tuple(one for one in self.recent if one != registry)
        return replace(self, recent=(registry, *others)[:_RECENT])


def load_settings() -> tuple[Settings, str]:
    """The settings, and a sentence where the file could not be read; "" where it could.

    A file that makes no sense is renamed, so that nothing of it is lost, and defaults are used.
    """
    path = settings_file()
    try:
        words = path.read_text(encoding="utf-8")
        return _from_json(json.loads(words)), ""
    except FileNotFoundError:
        return Settings(), ""
    except OSError as error:
        return Settings(), f"The settings in {path} cannot be read ({error.strerror})."
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Settings(), _set_aside(path)


def save_settings(settings: Settings) -> None:
    """Write the settings: the old file or the new one is there at any time.

    Raises:
        StorageError: The disk refused; the old file is there.
    """
    path = settings_file()
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8") as file:
            json.dump(_to_json(settings), file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise StorageError(
            f"The settings cannot be kept in {path}: {error.strerror}.", hint="Check that folder."
        ) from error


def update_settings(change: Callable[[Settings], Settings]) -> Settings:
    """Change what is on the disk now, so that another thread's or program's words are kept.

    Args:
        change: Called while everybody else who changes the settings waits; it changes none itself.

    Raises:
        StorageError: The disk refused; the old file is there.
    """
    with _alone():
        before, _ = load_settings()
        after = change(before)
        if after != before:
            save_settings(after)
    return after


@contextmanager
def _alone() -> Iterator[None]:
    """Keep out every other thread and program that changes the settings.

    A lock belongs to the opened file, not to the process, so that it holds between threads too;
    the system drops it with a process that dies.  Where no lock can be had there is no writing
    either, or the folder lies on a disk without locks: then the last one to write wins.
    """
    path = settings_file()
    descriptor = -1
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(
            path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666
        )
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if descriptor >= 0:
            os.close(descriptor)


def curator_for(name: str | None, registry: Registry | None) -> Author:
    """Who is at work: the id of that name in the settings, else in the registry, else a new one.

    Without a name: the curator who was named last, else the name of the system's account.  A new
    one is remembered; where the settings cannot be written it works all the same, as the registry
    knows the name from its first change on.
    """
    settings, _ = load_settings()
    if name is None and settings.author is not None:
        return settings.author
    wanted = (name or "").strip() or account_name()
    known = settings.author_named(wanted)
    if known is not None:
        return known
    found = registry.author_named(wanted) if registry is not None else None
    author = found or Author(new_id(), wanted)
    with suppress(StorageError):
        update_settings(lambda one: one.with_author(author, current=False))
    return author


def system_author() -> Author:
    return curator_for(None, None)


def account_name() -> str:
    """The name of the account that the program runs under."""
    try:
        return getpass.getuser() or "curator"
    except (KeyError, OSError):
        return "curator"  # an account without a name, as in some containers


def _set_aside(path: Path) -> str:
    number = 1
    while (aside := path.with_name(f"{path.stem}-unreadable-{number}.json")).exists():
        number += 1
    try:
        path.rename(aside)
    except OSError as error:
        return f"The settings in {path} make no sense, and cannot be renamed ({error.strerror})."
    return f"The settings made no sense and were set aside as {aside}; defaults are used."


def _to_json(settings: Settings) -> dict[str, Any]:
    return {
        "authors": [{"id": one.id, "name": one.name} for one in settings.authors],
        "current": settings.current,
        "recent": list(settings.recent),
        "theme": settings.theme,
        "zoom": settings.zoom,
        "window": dict(settings.window),
        "columns": {key: dict(one) for key, one in settings.columns.items()},
        "watched": dict(settings.watched),
        "suggestions": settings.suggestions,
        "learning": settings.learning,
        "plugins": {
            name: {"on": one.on, "options": dict(one.options)}
            for name, one in settings.plugins.items()
        },
    }


def _words(data: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): str(one) for key, one in data.items()}


def _from_json(data: Mapping[str, Any]) -> Settings:
    default = Settings()
    zoom = data.get("zoom", default.zoom)
    theme = data.get("theme", default.theme)
    return Settings(
        authors=tuple(Author(str(one["id"]), str(one["name"])) for one in data.get("authors", ())),
        current=str(data.get("current", "")),
        recent=tuple(map(str, data.get("recent", ()))),
        theme=theme if theme in ("system", "light", "dark") else default.theme,
        zoom=zoom if isinstance(zoom, int) and 50 <= zoom <= 400 else default.zoom,
        window=dict(data.get("window", {})),
        columns={str(key): _words(one) for key, one in data.get("columns", {}).items()},
        watched=_words(data.get("watched", {})),
        suggestions=data.get("suggestions", True) is not False,
        learning=data.get("learning", True) is not False,
        plugins={
            str(name): PluginChoice(one.get("on") is True, _words(one.get("options", {})))
            for name, one in data.get("plugins", {}).items()
        },
    )
