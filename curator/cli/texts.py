"""Commands on the texts of an article: attach one, list them, choose one, read one anew."""

from __future__ import annotations

from pathlib import Path

import click

from curator.cli.context import Call, json_option, pass_call
from curator.cli.output import emit, table
from curator.domain.errors import UsageError
from curator.ingest.files import MAX_BYTES
from curator.ingest.values import ReadOptions
from curator.ingest.workers import Parsers
from curator.services.listing import find
from curator.services.mending import mend
from curator.services.registry import Registry
from curator.services.texts import (
    TextChosen,
    TextRow,
    attach_file,
    choose_text,
    retake,
    texts_of,
)

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("article", metavar="ID")
@click.argument("file", type=FILE)
@click.option("--reason", default="", help="Kept with the change.")
@click.option("--encoding", default="", metavar="NAME", help="Take the bytes as this.")
@click.option("--password", default="", help="Of an encrypted PDF.")
@click.option("--max-bytes", default=MAX_BYTES, show_default=True, help="Largest file.")
@json_option
@pass_call
def attach(
    call: Call,
    article: str,
    file: Path,
    *,
    reason: str,
    encoding: str,
    password: str,
    max_bytes: int,
) -> None:
    """Give an article (A-0001) the text of a file, such as its full text.

    Evidence goes along where its quote stands exactly once; the rest stays with the earlier text.
    """
    with call.write() as registry, Parsers() as parsers:
        made = attach_file(
            registry,
            _article(registry, article),
            path=file,
            author=call.author(registry),
            parsers=parsers,
            reason=reason,
            options=ReadOptions(encoding=encoding, password=password),
            max_bytes=max_bytes,
        )
    emit(made, chosen_lines(made), json_wanted=call.json_wanted)


@click.command()
@click.argument("article", metavar="ID")
@click.option("--choose", type=int, metavar="N", help="Read the article in its text N.")
@click.option("--encoding", default="", metavar="NAME", help="Read its bytes as this once more.")
@click.option("--mend", "mends", is_flag=True, help="Repair spoilt characters in a further text.")
@click.option("--reason", default="", help="Kept with the change, of --choose.")
@json_option
@pass_call
def texts(
    call: Call, article: str, *, choose: int | None, encoding: str, mends: bool, reason: str
) -> None:
    """The texts of an article (A-0001), in the order in which they came."""
    if (choose is not None) + bool(encoding) + mends > 1:
        raise UsageError("--choose, --encoding and --mend do not go together.")
    if choose is None and not encoding and not mends:
        with call.read() as registry:
            rows = texts_of(registry, _article(registry, article))
        emit(rows, text_lines(rows), json_wanted=call.json_wanted)
        return
    with call.write() as registry:
        one, author = _article(registry, article), call.author(registry)
        if choose is not None:
            made = choose_text(registry, one, number=choose, author=author, reason=reason)
        elif mends:
            with Parsers() as parsers:
                made = mend(registry, one, author=author, parsers=parsers)
        else:
            with Parsers() as parsers:
                made = retake(registry, one, encoding=encoding, author=author, parsers=parsers)
    emit(made, chosen_lines(made), json_wanted=call.json_wanted)


def _article(registry: Registry, name: str) -> str:
    found = find(registry, name)
    if found.kind != "article":
        raise UsageError(f"{found.label} is a {found.kind}; only articles have texts.")
    return found.id


def chosen_lines(made: TextChosen) -> list[str]:
    """What choosing a text did, in words."""
    lines = [f"{made.label} is read in its text {made.number} (change {made.change.seq})."]
    if made.moved:
        lines.append(f"{_quotes(len(made.moved))} went along.")
    lines += [f"stays in another text  {one.field}: “{one.quote}”" for one in made.stayed]
    return lines


def _quotes(count: int) -> str:
    return f"{count} {'quote' if count == 1 else 'quotes'}"


def text_lines(rows: tuple[TextRow, ...]) -> list[str]:
    """A line a text; the one that is read has a mark."""
    return table(
        [
            [
                f"{'>' if row.chosen else ' '} {row.number}",
                row.file_name,
                row.encoding,
                f"{row.length} chars",
                _quotes(row.quotes),
                f"{row.at[:16].replace('T', ' ')} {row.author}",
                str(row.made_by.get("reader", "")),
            ]
            for row in rows
        ]
    )
