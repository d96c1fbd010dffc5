"""Commands on a registry as a whole."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from curator.cli.context import Call, json_option, pass_call
from curator.cli.output import Printed, emit
from curator.domain.errors import VerificationError
from curator.domain.forms import form_from_json
from curator.export.codebook import codebook_json, codebook_markdown
from curator.services.backing_up import back_up_registry
from curator.services.dumping import load as load_dump
from curator.services.exporting import FORMATS
from curator.services.exporting import export as export_registry
from curator.services.registry import create_registry, template_declaration
from curator.services.verifying import verify as verify_registry

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("path", metavar="FILE-or-URL", required=False)
@json_option
@pass_call
def new(call: Call, path: str | None) -> None:
    """Make an empty registry."""
    target = path or call.target
    with closing(create_registry(target, call.author())) as registry:
        emit(
            {"registry": registry.target.label, "id": registry.id, "seal": registry.last_seal()},
            [f"Made {registry.target.label}."],
            json_wanted=call.json_wanted,
        )


@click.command()
@click.argument("dump", type=FILE)
@json_option
@pass_call
def load(call: Call, dump: Path) -> None:
    """Make the registry (there must be none yet) from a dump, every change and seal checked."""
    printed = Printed()
    with closing(load_dump(dump, call.target, progress=printed)) as registry:
        printed.end()
        last = registry.last_change()
        count, seal = (last.seq, last.seal) if last else (0, "")
        emit(
            {"registry": registry.target.label, "seq": count, "seal": seal},
            [f"Loaded {count} changes into {registry.target.label}; last seal {seal}."],
            json_wanted=call.json_wanted,
        )


@click.command()
@click.option("--format", "kind", type=click.Choice(FORMATS), required=True)
@click.option(
    "--out", type=FILE, required=True, help="The file; csv-long also writes evidence.csv."
)
@click.option("--as-of", type=int, metavar="N", help="As the registry stood after change N.")
@json_option
@pass_call
def export(call: Call, kind: str, *, out: Path, as_of: int | None) -> None:
    """Write the records, the values or everything to a file."""
    printed = Printed()
    with call.read() as registry:
        done = export_registry(registry, out, kind=kind, as_of=as_of, progress=printed)
    printed.end()
    lines = [f"Wrote {path}." for path in done.paths]
    emit(done, [*lines, *done.notes, f"Last seal {done.seal}."], json_wanted=call.json_wanted)


@click.command()
@json_option
@pass_call
def verify(call: Call) -> int:
    """Check the chain, every digest, the foreign keys and what is made from them."""
    printed = Printed()
    with call.read() as registry:
        found = verify_registry(registry, progress=printed)
        seal = registry.last_seal()
    printed.end()
    summary = f"{found.changes} changes, {found.revisions} revisions"
    clean = f"{summary}: all as sealed; last seal {seal}."
    lines = [clean] if not found.problems else [*found.problems, f"{summary}: damaged."]
    emit(found, lines, json_wanted=call.json_wanted)
    return VerificationError.exit_code if found.problems else 0


@click.command()
@click.argument("folder", type=FILE, required=False)
@json_option
@pass_call
def backup(call: Call, folder: Path | None) -> None:
    """Copy the registry, verified, beside itself or into a folder."""
    with call.read() as registry:
        done = back_up_registry(registry, folder)
    emit(
        done,
        [f"Backed up to {done.path}; verified, last seal {done.seal}."],
        json_wanted=call.json_wanted,
    )


@click.command()
@json_option
@pass_call
def codebook(call: Call) -> None:
    """Print what each field is and how to fill it (of the registry, or of the template)."""
    if call.registry_name:
        with call.read() as registry:
            form = registry.form
    else:
        form = form_from_json(template_declaration())
    emit(codebook_json(form), [codebook_markdown(form)], json_wanted=call.json_wanted)
