"""The command that proposes values for articles, each with its quote.  No registry is needed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from curator.cli.context import Call, json_option, pass_call
from curator.cli.output import emit
from curator.cli.reading import file_bytes, given_texts, naming, say_aside
from curator.domain.errors import CuratorError, UnreadableInputError
from curator.domain.forms import Form, form_from_json
from curator.ingest.values import Failure, ParsedArticle, ReadOptions
from curator.ingest.workers import Parsers
from curator.services.registry import template_declaration
from curator.services.suggesters import Suggesters
from curator.services.suggesting import registry_wishes
from curator.services.suggesting_here import (
    NO_WISHES,
    Rules,
    Suggested,
    Wishes,
    readable,
)
from curator.services.vocabularies import Vocabularies
from curator.suggest.absence import Absence
from curator.suggest.shown import shown_part, shown_value, term_id
from curator.suggest.values import Suggestion

FILE = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class Suggesting:
    """The rules, the plug-ins that were asked for, and what a registry wants of them."""

    rules: Rules
    plugins: Suggesters
    form: Form
    wishes: Wishes

    def of(self, parsed: ParsedArticle) -> Suggested:
        article = readable(parsed)
        found = self.rules.suggest(article, self.form, wishes=self.wishes)
        if not self.plugins.plugins:
            return found
        return self.plugins.suggest_further(article, self.form, suggested=found, wishes=self.wishes)


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--jsonl", is_flag=True, help='Files (or -) hold lines {"id","text"}.')
@click.option("--absences", is_flag=True, help="Print what was searched in vain, too.")
@click.option(
    "--plugin",
    "plugins",
    multiple=True,
    metavar="NAME[,OPTION=VALUE...]",
    help="Ask this plug-in, too; several times for several.",
)
@click.option("--encoding", default="", metavar="NAME", help="Take the bytes as this.")
@click.option(
    "--password",
    default="",
    metavar="WORDS",
    envvar="CURATOR_PASSWORD",
    help="Of an encrypted PDF or archive.",
)
@json_option
@pass_call
def suggest(
    call: Call,
    files: tuple[Path, ...],
    *,
    jsonl: bool,
    absences: bool,
    plugins: tuple[str, ...],
    encoding: str,
    password: str,
) -> int:
    """Propose values for the fields of the form, each with the words that say it.

    With --json one file with one article is an object, anything else a list of them.

    The same article gets the same suggestions.  With --registry its form, its own and its silenced
    terms count.
    """
    form, wishes = _wanted(call)
    with Suggesters(dict(map(_plugin, plugins))) as further:
        suggesting = Suggesting(Rules(Vocabularies.load()), further, form, wishes)
        if jsonl:
            for given, parsed in given_texts(files):
                line = line_json(given, suggesting.of(parsed), form=form, absences=absences)
                click.echo(json.dumps(line, ensure_ascii=False))
            return 0
        options = ReadOptions(encoding=encoding, password=password, max_text=0)
        return _files(call, files, suggesting=suggesting, options=options, absences=absences)


def _wanted(call: Call) -> tuple[Form, Wishes]:
    """The form and what the registry that was named wants of suggestions."""
    if call.registry_name is None:
        return form_from_json(template_declaration()), NO_WISHES
    with call.read() as registry:
        return registry.form, registry_wishes(registry)


def _plugin(words: str) -> tuple[str, Mapping[str, str]]:
    """Name and options of a plug-in: ``local-model,url=http://127.0.0.1:8080/v1``."""
    name, *options = words.split(",")
    pairs = (one.partition("=") for one in options if one)
    return name.strip(), {key.strip(): value.strip() for key, _, value in pairs}


def _files(
    call: Call,
    files: tuple[Path, ...],
    *,
    suggesting: Suggesting,
    options: ReadOptions,
    absences: bool,
) -> int:
    failed, kept = 0, list[Mapping[str, Any]]()
    with Parsers() as parsers:
        for path in files:
            try:
                for parsed in _articles(parsers, path, options=options):
                    found = suggesting.of(parsed)
                    name = f"{path} > {parsed.name}" if parsed.name else str(path)
                    line = line_json(name, found, form=suggesting.form, absences=absences)
                    if call.json_wanted:
                        kept.append(line)
                    else:
                        lines = told(name, found, form=suggesting.form, absences=absences)
                        emit(line, lines, json_wanted=False)
            except CuratorError as error:
                failed = error.exit_code
                say_aside(naming(path, error.sentence), error.hint)
    if call.json_wanted and (len(files) > 1 or len(kept) > 1):
        emit(kept, (), json_wanted=True)  # one value, also where some of the files failed
    elif call.json_wanted and kept:
        emit(kept[0], (), json_wanted=True)
    return failed


def _articles(parsers: Parsers, path: Path, *, options: ReadOptions) -> Iterator[ParsedArticle]:
    """The articles of a file, as an import would read them.

    Raises:
        UnreadableInputError: It cannot be read, or not to its end.
    """
    for read in parsers.stream(file_bytes(path), path.name, options=options):
        if isinstance(read, ParsedArticle):
            yield read
        elif isinstance(read, Failure):
            raise UnreadableInputError(read.sentence, hint=read.hint or None)
        else:
            say_aside(f"{path}: {read.sentence}", "")


def line_json(name: Any, found: Suggested, *, form: Form, absences: bool) -> dict[str, Any]:
    """What is proposed for one article, as the line that ``--jsonl`` prints."""
    line: dict[str, Any] = {
        "id": name,
        "suggestions": [_suggestion_json(one, form) for one in _shown(found)],
    }
    if absences:
        line["absences"] = [_absence_json(one) for one in found.absences.values()]
    if found.notes:
        line["notes"] = list(found.notes)
    return line


def _shown(found: Suggested) -> Iterator[Suggestion]:
    """Without alternatives: a field that takes one value has one."""
    return (one for one in found.suggestions if not one.alternative)


def _suggestion_json(one: Suggestion, form: Form) -> dict[str, Any]:
    field = form.field(one.field)
    assert field is not None  # noqa: S101  the engine keeps to the form
    part = shown_part(one, field)
    return {
        "field": one.field,
        **({"part": part} if part else {}),
        "status": one.status,
        "value": shown_value(one, field) or None,
        "term": term_id(one, field),
        "start": one.start,
        "end": one.end,
        "quote": one.quote,
        "score": one.score,
        "why": one.why,
    }


def _absence_json(one: Absence) -> dict[str, Any]:
    return {
        "field": one.field,
        "tried": list(one.tried),
        "terms": one.terms,
        "hits": 0,
        "characters": one.characters,
        "releases": list(one.releases),
    }


def told(name: str, found: Suggested, *, form: Form, absences: bool) -> list[str]:
    """The same for people: a line for each, its quote below."""
    lines = [f"# {name}"]
    for one in _shown(found):
        field = form.field(one.field)
        if field is None:
            continue
        value = shown_value(one, field) or one.quote
        mark = "" if one.filled else f" [{one.status}]"
        lines.append(f"{field.label}: {value}{mark}  ({one.score:.2f}, {one.start}-{one.end})")
        lines.append(f"    “{' '.join(one.quote.split())}”  {one.why}")
    if absences:
        lines += [_absence_line(one, form) for one in found.absences.values()]
    return [*lines, *found.notes]


def _absence_line(one: Absence, form: Form) -> str:
    field = form.field(one.field)
    label = field.label if field else one.field
    sources = f" ({', '.join(one.releases)})" if one.releases else ""
    return f"{label}: none of {one.terms:,} names{sources} in {one.characters:,} characters"
