"""The sample registry: made of the articles and readings in ``seeds/``."""

from __future__ import annotations

from pathlib import Path

from curator.data import data_path
from curator.services.applying import apply_file
from curator.services.importing import import_paths
from curator.services.registry import Registry
from curator.services.values import Author

SEEDS = data_path("seeds")
ENDINGS = (".txt", ".md", ".html")
READINGS = "readings.json"
ABOUT = "README.md"


def sample_articles() -> list[Path]:
    """The sample articles, in the order of their names."""
    return sorted(p for p in SEEDS.iterdir() if p.suffix in ENDINGS and p.name != ABOUT)


def make_sample(path: Path, *, author: Author) -> Registry:
    """Make a registry at a path where there is none, import the samples, apply their readings."""
    registry = Registry.open(path, author=author, create=True)
    import_paths(registry, sample_articles(), author=author, reason="Sample articles")
    apply_file(registry, SEEDS / READINGS, author=author)
    return registry
