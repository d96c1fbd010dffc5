"""The commands: the registry from a terminal, through the same services as the window."""

from __future__ import annotations

import logging
import os
import traceback
from importlib.metadata import version

import click

from curator.cli.articles import apply, list_, show
from curator.cli.context import Call
from curator.cli.duplicates import duplicates
from curator.cli.importing import import_, watch
from curator.cli.output import fail
from curator.cli.reading import text
from curator.cli.references import references
from curator.cli.registries import backup, codebook, export, load, new, verify
from curator.cli.studies import decide, diff, history, restore, withdraw
from curator.cli.suggesting import suggest
from curator.cli.tagging import tag
from curator.cli.texts import attach, texts
from curator.cli.track_record import track_record
from curator.cli.vocabularies import vocabulary
from curator.cli.window import open_
from curator.domain.errors import CuratorError

BUG_EXIT = 70
"""Exit code of what should not have happened (sysexits.h: internal software error)."""

EXIT_CODES = """\b
Exit codes:
  0  done              6  cannot be opened as a registry
  1  other refusal     7  held by another process
  2  wrong usage       8  open for reading only
  3  not found         9  does not match its digests
  4  saved by others  10  disk or database refused
  5  refused input    11  a file cannot be read
  70 a bug            130 cancelled
"""


@click.group(epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("curator"), "--version", message="curator %(version)s")
@click.option(
    "--registry",
    "registry_name",
    metavar="FILE-or-URL",
    envvar="CURATOR_REGISTRY",
    help="The registry; default: studies.curator in the data folder.",
)
@click.option("--author", "author_name", metavar="NAME", help="Who makes the change.")
@click.option("--json", "json_wanted", is_flag=True, help="Print one JSON value.")
@click.pass_context
def curator(
    context: click.Context, registry_name: str | None, author_name: str | None, json_wanted: bool
) -> None:
    """Build a study registry from articles."""
    context.obj = Call(registry_name, author_name, json_wanted)


for command in (
    open_,
    new,
    import_,
    watch,
    attach,
    texts,
    apply,
    load,
    list_,
    show,
    history,
    diff,
    restore,
    decide,
    withdraw,
    export,
    verify,
    backup,
    text,
    suggest,
    references,
    duplicates,
    codebook,
    tag,
    vocabulary,
    track_record,
):
    curator.add_command(command)


def run(given: list[str]) -> int:
    """Run one call; returns its exit code and never lets a traceback out."""
    json_wanted = "--json" in given
    try:
        result = curator.main(args=given, prog_name="curator", standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("Cancelled.", err=True)
        return 130
    except Exception as error:  # noqa: BLE001  the one place where a bug becomes a sentence
        return say(error, json_wanted=json_wanted)
    return result if isinstance(result, int) else 0


def say(error: Exception, *, json_wanted: bool) -> int:
    """Say what went wrong, or that it is a bug; returns the exit code."""
    if isinstance(error, CuratorError):
        return fail(error, json_wanted=json_wanted)
    trace = "".join(traceback.format_exception(error))
    logging.getLogger("curator").debug("%s", trace)
    click.echo(f"This is a bug in Curator: {type(error).__name__}: {error}.", err=True)
    click.echo("Run it again with CURATOR_DEBUG=1 and report what it prints.", err=True)
    if os.environ.get("CURATOR_DEBUG"):
        click.echo(trace, err=True)
    return BUG_EXIT
