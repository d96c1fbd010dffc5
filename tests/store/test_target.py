from __future__ import annotations

from pathlib import Path

import pytest

from curator.domain.errors import UsageError
from curator.store.target import Target


def test_a_path_is_a_file(tmp_path: Path) -> None:
    assert Target.parse(tmp_path / "a.curator") == Target(path=tmp_path / "a.curator")
    assert Target.parse(str(tmp_path / "a.curator")).path == tmp_path / "a.curator"


def test_two_names_of_one_file_are_one_target(tmp_path: Path) -> None:
    (tmp_path / "a.curator").write_bytes(b"")
    (tmp_path / "b.curator").symlink_to(tmp_path / "a.curator")
    assert Target.parse(tmp_path / "b.curator") == Target.parse(tmp_path / "a.curator")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_postgresql_url_names_the_driver(scheme: str) -> None:
    target = Target.parse(f"{scheme}://mia@server/studies")
    assert target == Target(url="postgresql+psycopg://mia@server/studies")
    assert target.name == "studies"


@pytest.mark.parametrize(
    "url",
    ["postgresql://mia:s3cret@server/studies", "postgresql://server/studies?password=s3cret"],
)
def test_a_label_never_holds_the_password(url: str) -> None:
    target = Target.parse(url)
    assert "s3cret" in target.url
    assert "s3cret" not in target.label
    assert target.label.startswith("postgresql://")


def test_other_urls_are_refused_by_name() -> None:
    with pytest.raises(UsageError, match="mysql://"):
        Target.parse("mysql://server/studies")
    with pytest.raises(UsageError, match="empty"):
        Target.parse(" ")


def test_a_path_that_is_no_utf_8_can_be_shown(tmp_path: Path) -> None:
    label = Target.parse(f"{tmp_path}/\udcff.curator").label
    assert label.encode("utf-8").endswith(rb"\udcff.curator")
