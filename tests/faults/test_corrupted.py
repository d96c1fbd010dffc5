"""Files with bits flipped, pages zeroed or swapped, ends cut off (F11)."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest

from curator.domain.errors import CuratorError
from curator.services.dumping import dump
from curator.services.registry import Registry, create_registry
from curator.services.verifying import verify
from tests.store.samples import MIA, add_article, populate

PAGE = 4096


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "studies.curator"
    registry = create_registry(path, MIA)
    populate(registry)
    for number in range(5):
        add_article(registry, f"{number} other words " * 500)
    registry.close()
    return path


def spoil(data: bytearray, chance: random.Random) -> str:
    """Damage a file somewhere; what was done."""
    kind = chance.choice(["bit", "bits", "zeros", "page zeroed", "pages swapped", "cut", "noise"])
    at = chance.randrange(len(data))
    pages = len(data) // PAGE
    first, second = (chance.randrange(pages) * PAGE for _ in range(2))
    if kind == "bit":
        data[at] ^= 1 << chance.randrange(8)
    elif kind == "bits":
        for _ in range(20):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif kind == "zeros":
        data[at : at + 64] = bytes(len(data[at : at + 64]))
    elif kind == "page zeroed":
        data[first : first + PAGE] = bytes(PAGE)
    elif kind == "pages swapped":
        one, two = data[first : first + PAGE], data[second : second + PAGE]
        data[first : first + PAGE], data[second : second + PAGE] = two, one
    elif kind == "cut":
        del data[at:]
    else:
        data[first : first + PAGE] = chance.randbytes(PAGE)
    return f"{kind} at {at}, pages {first // PAGE} and {second // PAGE}"


def outcome(path: Path, sound: bytes) -> str:
    """What a damaged copy does: ``refused``, ``found`` by verify, or ``as it was``."""
    try:
        registry = Registry.open(path)
    except CuratorError:
        return "refused"
    try:
        if verify(registry).problems:
            return "found"
        out = io.BytesIO()
        dump(registry, out)
        assert out.getvalue() == sound, "another content, and nobody noticed"
        return "as it was"
    finally:
        registry.close()


def spoil_often(file: Path, times: int) -> dict[str, int]:
    whole = file.read_bytes()
    registry = Registry.open(file)
    out = io.BytesIO()
    dump(registry, out)
    registry.close()
    counts = {"refused": 0, "found": 0, "as it was": 0}
    for number in range(times):
        data = bytearray(whole)
        done = spoil(data, random.Random(number))
        copy = file.with_name("copy.curator")
        copy.with_name("copy.curator-journal").unlink(missing_ok=True)
        copy.write_bytes(data)
        try:
            counts[outcome(copy, out.getvalue())] += 1
        except Exception as error:
            raise AssertionError(f"{number}: {done}") from error
    return counts


def test_no_damage_passes_for_content(file: Path) -> None:
    counts = spoil_often(file, 120)
    assert counts["refused"] + counts["found"] > 60


@pytest.mark.gate
def test_no_damage_passes_for_content_in_ten_thousand(file: Path) -> None:
    counts = spoil_often(file, 10_000)
    assert counts["refused"] + counts["found"] > 5_000
