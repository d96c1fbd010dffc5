"""What a browser saves beside a page: scripts, pictures, frames.  They are no articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

_PAGES: Final = (".html", ".htm", ".xhtml")
_FOLDERS: Final = (
    "_files .files -files _file -dateien _dateien -filer _filer _fichiers _archivos _bestanden "
    "_arquivos _pliki _elemei _soubory _tiedostot _datoteke _bilder _fails _failid"
).split()


def _stem(name: str) -> str:
    for ending in _PAGES:
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return ""


def companions(names: Iterable[str]) -> Mapping[str, str]:
    """Of names in one folder, those of a saved page's companion folders, each with its page."""
    listed = list(names)
    lower = {name.lower(): name for name in listed}
    found: dict[str, str] = {}
    for page in listed:
        if stem := _stem(page):
            for ending in _FOLDERS:
                folder = lower.get(f"{stem}{ending}".lower())
                if folder is not None and folder != page:
                    found[folder] = page
    return found


def companions_in(paths: Iterable[str]) -> Mapping[str, str]:
    """Of the paths of files (``a/b.txt``), those below a companion folder, each with its page."""
    listed = list(paths)
    folders: dict[str, set[str]] = {}
    for path in listed:
        parts = path.split("/")
        for depth, part in enumerate(parts):
            folders.setdefault("/".join(parts[:depth]), set()).add(part)
    roots: dict[str, str] = {}
    for folder, names in folders.items():
        for companion, page in companions(names).items():
            roots[f"{folder}/{companion}".lstrip("/")] = page
    found: dict[str, str] = {}
    for path in listed:
        parts = path.split("/")
        above = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
        root = next((one for one in above if one in roots), None)
        if root is not None:
            found[path] = roots[root]
    return found
