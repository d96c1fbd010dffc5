"""``curator open``: the window, or the same off screen."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from curator.cli.context import Call, pass_call
from curator.services.exporting import export
from curator.services.registry import Registry
from curator.services.sample import make_sample
from curator.services.settings import data_folder

EXPORTS = (
    ("records.csv", "csv"),
    ("values.csv", "csv-long"),
    ("registry.xlsx", "xlsx"),
    ("registry.jsonl", "jsonl"),
)


@click.command("open")
@click.argument("path", metavar="FILE-or-URL", required=False)
@click.option("--sample", is_flag=True, help="The sample registry, made if there is none yet.")
@click.option(
    "--offscreen",
    "folder",
    type=click.Path(path_type=Path),
    help="No window: leave the registry, the exports and window.png in this folder.",
)
@pass_call
def open_(call: Call, path: str | None, *, sample: bool, folder: Path | None) -> int:
    """Open the window."""
    if sample:
        path = str(_sample(call, folder))
    if folder is not None:
        _exports(path or call.target, folder)
    # Only this command needs Qt; all others work where there is none.
    from curator.gui.app import run_window

    # Without a name the window opens what was open last.
    target = path or (call.registry_name if folder is None else call.target)
    return run_window(target, author=call.author_name, offscreen_dir=folder)


def _sample(call: Call, folder: Path | None) -> Path:
    place = (data_folder() if folder is None else folder) / "sample.curator"
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        make_sample(place, author=call.author()).close()
    return place


def _exports(target: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with closing(Registry.open(target, read_only=True)) as registry:
        for name, kind in EXPORTS:
            for written in export(registry, folder / name, kind=kind).paths:
                click.echo(f"Wrote {written}.")
