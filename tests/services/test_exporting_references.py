"""The articles' references as files, with what the curator said of them on top."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from curator.cli.main import main
from curator.domain.references import Reference
from curator.services.exporting import export
from curator.services.exporting_references import with_claims
from curator.services.importing import import_paths
from curator.services.registry import Registry, create_registry
from tests.ingest.references.reading import read_back, references
from tests.ingest.references.test_readers import RIS
from tests.registries import ADA

KEPT = {"title": "CAR T cells", "authors": ("Grey, Ada", "Vries, Bo"), "journal": "Cells"}


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    made = create_registry(tmp_path / "a.curator", author=ADA)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "two.ris").write_text(RIS + RIS.replace("CAR T", "NK").replace("ABC", "D"))
    (folder / "word.txt").write_text("A page that says nothing of itself, not even a title.\n" * 3)
    import_paths(made, [folder], author=ADA)
    yield made
    made.close()


@pytest.mark.parametrize("kind", ["ris", "bibtex", "csl-json"])
def test_what_was_imported_is_exported(registry: Registry, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "out"
    done = export(registry, path, kind=kind)
    back = read_back(path.read_bytes(), kind)
    assert [one.title for one in back] == [
        "CAR T cells against solid tumours", "NK cells against solid tumours",
    ]  # fmt: skip
    assert [one.authors for one in back] == [("Grey, Ada", "de Vries, Bo")] * 2
    assert done.rows == 2
    assert done.notes[-1] == "Left out, because nothing is known of them: A-0003."


def test_ris_goes_out_as_it_came_in(registry: Registry, tmp_path: Path) -> None:
    done = export(registry, tmp_path / "out.ris", kind="ris")
    back = references((tmp_path / "out.ris").read_bytes(), "out.ris")
    assert back[0] == references(RIS, "a.ris")[0]
    assert len(done.notes) == 1


def test_what_a_format_has_no_place_for_is_in_the_report(
    registry: Registry, tmp_path: Path
) -> None:
    notes = export(registry, tmp_path / "out.bib", kind="bibtex").notes
    assert "C1: stands in the field “c1” (records 1-2)." in notes
    text = (tmp_path / "out.bib").read_text()
    assert "@article{grey2021car,\n" in text
    assert "@article{grey2021nk,\n" in text
    items = tmp_path / "out.json"
    notes = export(registry, items, kind="csl-json").notes
    assert any(note.startswith("C1: stands under “custom”") for note in notes)
    assert [one["id"] for one in json.loads(items.read_text())] == ["grey2021car", "grey2021nk"]


def test_the_past_is_exported_as_it_was(registry: Registry, tmp_path: Path) -> None:
    """Before the import there was no article."""
    done = export(registry, tmp_path / "out.ris", kind="ris", as_of=1)
    assert (done.rows, done.notes) == (0, ())
    whole = export(registry, tmp_path / "now.ris", kind="ris", as_of=2)
    assert whole.rows == 2


def test_the_command_prints_the_report(
    registry: Registry,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    registry.close()
    monkeypatch.setenv("CURATOR_HOME", str(tmp_path / "home"))
    target = ["--registry", str(tmp_path / "a.curator")]
    assert main([*target, "export", "--format", "ris", "--out", str(tmp_path / "out.ris")]) == 0
    assert "Left out, because nothing is known of them: A-0003." in capsys.readouterr().out


def claims(**values: object) -> dict[str, object]:
    listed = {key: one if isinstance(one, list) else [one] for key, one in values.items()}
    return {
        f"report.{field}": {"items": [{"value": one, "status": "reported"} for one in value]}
        for field, value in listed.items()
    }


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ({"title": "Mended"}, {"title": "Mended"}),
        ({"author": ["Ada Grey"]}, {}),
        ({"author": ["Eva Novak"]}, {"authors": ("Novak, Eva",)}),
        ({"outlet": "Cells"}, {}),
        ({"outlet": "Lancet"}, {"journal": "Lancet"}),
        ({"date": "2021"}, {}),
        ({"date": "2022-05"}, {"year": "2022", "date": "2022-05"}),
        ({"date": {"words": "soon"}}, {}),
    ],
)
def test_a_claim_stands_unless_the_record_says_the_same_finer(
    said: dict[str, object], changed: dict[str, object]
) -> None:
    before = {**KEPT, "year": "2021", "date": "2021-03"}
    record = Reference(**before)  # type: ignore[arg-type]
    assert with_claims(record, claims(**said)) == Reference(**{**before, **changed})  # type: ignore[arg-type]


def test_an_article_without_a_record_gets_one_from_its_claims() -> None:
    said = claims(title="T", author=["Ada Grey"], outlet="Daily", date="2021-03-04", kind="news")
    assert with_claims(None, said) == Reference(
        kind="article-newspaper", title="T", authors=("Grey, Ada",), year="2021",
        date="2021-03-04", journal="Daily",
    )  # fmt: skip
    assert with_claims(None, {}) is None
