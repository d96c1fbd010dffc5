from __future__ import annotations

from pathlib import Path

from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.packaging.licences import run_time_packages

CONSTRAINTS = Path(__file__).resolve().parents[2] / "constraints.txt"


def constraints() -> dict[str, str]:
    lines = CONSTRAINTS.read_text(encoding="utf-8").strip("\n").split("\n")
    words = [line.split("==") for line in lines]
    return {canonicalize_name(name): version for name, version in words}


def test_constraints_are_names_with_versions_only() -> None:
    for name, version in constraints().items():
        assert name.replace("-", "").isalnum(), name
        assert str(Version(version)) == version, name


def test_everything_that_is_installed_is_pinned() -> None:
    """Otherwise two clean checkouts, a month apart, would run with different versions."""
    needed: dict[str, str] = {
        canonicalize_name(package.name): package.version
        for package in run_time_packages(["curator[postgres,test]"])
    }
    assert needed.pop("curator")
    pinned = constraints()
    assert {name: pinned.get(name) for name in needed} == needed


def test_nothing_is_pinned_that_nobody_needs() -> None:
    needed = {
        canonicalize_name(package.name) for package in run_time_packages(["curator[postgres,test]"])
    }
    assert set(constraints()) - needed == set()
