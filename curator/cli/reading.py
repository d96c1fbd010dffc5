"""The command that shows what a file would be imported as.  No registry is needed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from curator.cli.context import Call, json_option, pass_call
from curator.cli.output import emit
from curator.domain.errors import CuratorError, RefusedError, UnreadableInputError
from curator.domain.references import reference_to_json
from curator.ingest.texts import parse_text
from curator.ingest.values import (
    Block,
    Failure,
    Note,
    ParsedArticle,
    Read,
    ReadOptions,
    block_to_json,
)
from curator.ingest.workers import Parsers

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--jsonl", is_flag=True, help='Files (or -) hold lines {"id","text"}.')
@click.option(
    "--encoding",
    default="",
    metavar="NAME",
    help="Take the bytes as this, whatever they look like.",
)
@click.option(
    "--password",
    default="",
    metavar="WORDS",
    envvar="CURATOR_PASSWORD",
    help="Of an encrypted PDF or archive.",
)
@json_option
@pass_call
def text(call: Call, files: tuple[Path, ...], *, jsonl: bool, encoding: str, password: str) -> int:
    """Print the texts, titles and blocks that files would be imported with."""
    if jsonl:
        return _text_lines(files)
    options = ReadOptions(encoding=encoding, password=password, max_text=0)
    failed = 0
    with Parsers() as parsers:
        for path in files:
            found = _Found(path)
            try:
                for read in parsers.stream(file_bytes(path), path.name, options=options):
                    found.take(read, json_wanted=call.json_wanted)
            except CuratorError as error:
                failed = error.exit_code
                say_aside(naming(path, error.sentence), error.hint)
            if call.json_wanted and found.any():
                emit(found.to_json(), [], json_wanted=True)
            failed = failed or (UnreadableInputError.exit_code if found.failures else 0)
    return failed


@dataclass(slots=True)
class _Found:
    """What one file holds: printed as it comes, or kept for one JSON value."""

    path: Path
    articles: list[dict[str, Any]] = field(default_factory=list)
    failures: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def any(self) -> bool:
        return bool(self.articles or self.failures or self.notes)

    def take(self, read: Read, *, json_wanted: bool) -> None:
        if isinstance(read, Note):
            self.notes.append(read.sentence)
            if not json_wanted:
                say_aside(f"{self.path}: {read.sentence}", "")
        elif isinstance(read, Failure):
            self.failures.append({"name": read.name, "sentence": read.sentence, "hint": read.hint})
            place = f"{self.path} > {read.name}" if read.name else self.path
            say_aside(f"{place}: {read.sentence}", read.hint)
        elif json_wanted:
            self.articles.append(article_json(read))
        else:
            emit(None, article_lines(read), json_wanted=False)

    def to_json(self) -> dict[str, Any]:
        """One article as itself; several, or none, as lists."""
        file = {"file": str(self.path)}
        if len(self.articles) == 1 and not self.failures:
            return {**file, **self.articles[0], **({"notes": self.notes} if self.notes else {})}
        return {
            **file,
            "articles": self.articles,
            "failures": self.failures,
            "notes": self.notes,
        }


def say_aside(line: str, hint: str) -> None:
    """A line for people on standard error, and what to do about it."""
    click.echo(line, err=True)
    if hint:
        click.echo(hint, err=True)


def naming(path: Path, sentence: str) -> str:
    """A sentence on a file, which is named before it unless the sentence begins with its name."""
    for name in (str(path), path.name):
        if sentence.startswith(name):
            return sentence.replace(name, str(path), 1)
    return f"{path}: {sentence}"


def file_bytes(path: Path) -> bytes:
    """The file as it is.

    Raises:
        UnreadableInputError: It cannot be opened.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableInputError(f"{path} cannot be read: {error.strerror}.") from error


def article_json(parsed: ParsedArticle) -> dict[str, Any]:
    """An article in full; offsets are code points, half-open."""
    value: dict[str, Any] = {"name": parsed.name} if parsed.name else {}
    value |= {
        "title": parsed.title,
        "media_type": parsed.media_type,
        "encoding": parsed.encoding,
        "made_by": dict(parsed.made_by),
        "blocks": [block_to_json(one) for one in parsed.blocks],
        "text": parsed.body,
    }
    if parsed.reference is not None:
        value["reference"] = reference_to_json(parsed.reference)
    return value


def article_lines(parsed: ParsedArticle) -> list[str]:
    """An article for people: what it is, then its blocks, each under what it is."""
    lines = [f"# {parsed.title or '(no title)'}"]
    if parsed.name:
        lines.append(f"# {parsed.name}")
    lines.append(f"# {parsed.media_type}, {parsed.encoding}, {len(parsed.body)} chars")
    if parsed.made_by.get("lacks"):
        lines.append(f"# no {parsed.made_by['lacks']}")
    if parsed.made_by.get("mojibake"):
        lines.append(f"# {parsed.made_by['mojibake']}")
    for block in parsed.blocks:
        lines += [_block_line(block), parsed.body[block.start : block.end]]
    return lines


def _block_line(block: Block) -> str:
    """A block's head: ``[heading 120-134, level 2, p. 4]``."""
    name = f" {block.name}" if block.name else ""
    parts = [f"{block.kind}{name} {block.start}-{block.end}"]
    if block.level:
        parts.append(f"level {block.level}")
    if block.page:
        parts.append(f"p. {block.page}")
    if block.cells:
        parts.append(f"{len(block.cells)} cells")
    return f"[{', '.join(parts)}]"


def _text_lines(files: tuple[Path, ...]) -> int:
    for given, parsed in given_texts(files):
        click.echo(json.dumps({"id": given, **_line_json(parsed)}, ensure_ascii=False))
    return 0


def given_texts(files: Iterable[Path]) -> Iterator[tuple[Any, ParsedArticle]]:
    """The ids and articles of files that hold lines ``{"id","text"}``.

    Raises:
        RefusedError: A line is none.
        UnreadableInputError: A file cannot be opened, or a text is blank.
    """
    for given, text in given_lines(files):
        yield given, parse_text(text, str(given))


def given_lines(files: Iterable[Path]) -> Iterator[tuple[Any, str]]:
    """The ids and texts, as they are, of files that hold lines ``{"id","text"}``.

    A line ends at LF only; ``-`` is standard input.

    Raises:
        RefusedError: A line is none, or a file is not UTF-8.
        UnreadableInputError: A file cannot be opened.
    """
    for path in files:
        data = sys.stdin.buffer.read() if str(path) == "-" else file_bytes(path)
        try:
            lines = data.decode("utf-8-sig").split("\n")
        except UnicodeDecodeError as error:
            raise RefusedError(f"{path} is not UTF-8 (byte {error.start}).") from error
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _record(line, f"{path}, line {number}")


def _record(line: str, place: str) -> tuple[Any, str]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RefusedError(f"{place}: not JSON ({error}).") from error
    if not isinstance(record, Mapping) or "id" not in record:
        raise RefusedError(f"{place}: not an object with an “id”.")
    if not isinstance(record.get("text"), str):
        raise RefusedError(f"{place}: its “text” is no text.")
    return record["id"], record["text"]


def _line_json(parsed: ParsedArticle) -> dict[str, Any]:
    """What ``--jsonl`` prints of a text: enough to score it by."""
    blocks = [{"start": one.start, "end": one.end, "kind": one.kind} for one in parsed.blocks]
    return {"title": parsed.title, "blocks": blocks}
