"""A package with plug-ins, as an installed one looks, for tests of the processes that run them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

CODE: Final = """
import os
import socket
import time

from curator.suggest.plugins import PluginError, PluginSuggestion


class Plugin:
    def __init__(self, options):
        self.options = options

    def suggest(self, article, form):
        return list(self.found(article, form))


class Good(Plugin):
    def found(self, article, form):
        yield PluginSuggestion("payload", "IL-12", "IL-12", why=self.options.get("why", ""))
        yield PluginSuggestion("payload", "IL-15", "IL-15 was secreted")
        yield PluginSuggestion("route", "intravenous", "treated with", score=0.9)
        print("a library that prints")


class Hangs(Plugin):
    def found(self, article, form):
        time.sleep(60)


class Dies(Plugin):
    def found(self, article, form):
        os._exit(3)


class Raises(Plugin):
    def found(self, article, form):
        raise ZeroDivisionError("of mine")


class Says(Plugin):
    def found(self, article, form):
        raise PluginError("The model is asleep.")


class Eats(Plugin):
    def found(self, article, form):
        return ["x" * 10**9 for _ in range(100)]


class Calls(Plugin):
    def found(self, article, form):
        wanted = self.options["to"]
        if wanted == "name":
            socket.getaddrinfo("models.example", 80)
        elif wanted == "datagram":
            with socket.socket(type=socket.SOCK_DGRAM) as wire:
                wire.sendto(b"text", ("192.0.2.1", 9))
        else:
            socket.create_connection((wanted, 9), timeout=5)


def broken(options):
    raise RuntimeError("no licence")
"""
NAMES: Final = ("Good", "Hangs", "Dies", "Raises", "Says", "Eats", "Calls", "broken")


def install(folder: Path) -> None:
    """Lay the package down as pip does; its names are the entry points in small letters."""
    (folder / "test_suggesters_plugin.py").write_text(CODE, encoding="utf-8")
    about = folder / "test_suggesters_plugin-1.0.dist-info"
    about.mkdir()
    metadata = "Metadata-Version: 2.1\nName: test-suggesters-plugin\nVersion: 1.0\n"
    (about / "METADATA").write_text(metadata, encoding="utf-8")
    lines = [f"{name.lower()} = test_suggesters_plugin:{name}" for name in NAMES]
    points = "\n".join(["[curator.suggesters]", *lines, "gone = nowhere_at_all:Plugin", ""])
    (about / "entry_points.txt").write_text(points, encoding="utf-8")
