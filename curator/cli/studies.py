"""Commands on a study: its past, what stands, what is withdrawn."""

from __future__ import annotations

import click

from curator.cli.context import Call, json_option, pass_call
from curator.cli.output import emit, table
from curator.domain.claims import Claim
from curator.domain.diff import FieldDiff
from curator.domain.errors import NotFoundError, UsageError
from curator.domain.filling import claim_text
from curator.domain.forms import Form
from curator.domain.identity import article_label
from curator.services.deciding import decide as decide_field
from curator.services.history import diff as diff_changes
from curator.services.history import history as history_of
from curator.services.history import restore as restore_change
from curator.services.listing import find
from curator.services.opening import study_view
from curator.services.withdrawing import withdraw as withdraw_entity


@click.command()
@click.argument("name", metavar="ID")
@json_option
@pass_call
def history(call: Call, name: str) -> None:
    """The changes that touched a study or an article, newest first."""
    with call.read() as registry:
        rows = history_of(registry, name)
    lines = table(
        [
            [f"change {one.seq}", f"rev {one.rev}", one.at[:16].replace("T", " "), one.author,
             one.summary, one.reason]
            for one in rows
        ]
    )  # fmt: skip
    emit(rows, lines, json_wanted=call.json_wanted)


@click.command()
@click.argument("name", metavar="ID")
@click.argument("a", type=int)
@click.argument("b", type=int)
@json_option
@pass_call
def diff(call: Call, name: str, *, a: int, b: int) -> None:
    """What differs, field by field, between changes A and B."""
    with call.read() as registry:
        found = diff_changes(registry, name, a=a, b=b)
        form = registry.form
    lines = [line for label, one in found.fields for line in _diff_lines(form, label, one=one)]
    emit(found, [*lines, *found.notes] or ["Nothing differs."], json_wanted=call.json_wanted)


def _diff_lines(form: Form, label: str, *, one: FieldDiff) -> list[str]:
    field = form.field(one.field)
    name = field.label if field else one.field

    def words(claim: Claim | None) -> str:
        if claim is None:
            return "not checked"
        said = claim_text(field, claim) if field else ""
        return f"{said} ({claim.status.replace('_', ' ')})" if said else claim.status

    return [f"{label}  {name}", f"  - {words(one.old)}", f"  + {words(one.new)}"]


@click.command()
@click.argument("name", metavar="ID")
@click.argument("n", type=int)
@click.option("--reason", required=True)
@json_option
@pass_call
def restore(call: Call, name: str, *, n: int, reason: str) -> None:
    """Bring back how a study (with its extractions) or article stood after change N."""
    with call.write() as registry:
        change = restore_change(registry, name, n=n, author=call.author(registry), reason=reason)
    emit(change, [f"Restored {name} as change {change.seq}."], json_wanted=call.json_wanted)


@click.command()
@click.argument("study")
@click.argument("field")
@click.option("--keep", multiple=True, metavar="A-0002", help="Article whose claim stands.")
@click.option("--reason", required=True)
@json_option
@pass_call
def decide(call: Call, study: str, field: str, *, keep: tuple[str, ...], reason: str) -> None:
    """Decide what stands in a field on which the readings of a study do not agree."""
    if not keep:
        raise UsageError("Say whose claim stands: --keep A-0002 (several: once for each).")
    with call.write() as registry:
        view = study_view(registry, find(registry, study).id)
        chosen = [
            (one.extraction_id, item.id)
            for name in keep
            for one in view.readings
            if article_label(one.article_number) == name.upper() and field in one.claims
            for item in one.claims[field].items
        ]
        if not chosen:
            raise NotFoundError(
                f"{', '.join(keep)}: no reading of {study} has a value of {field}.",
                hint=f"See: curator show {study}.",
            )
        change = decide_field(
            registry,
            view.study_id,
            field=field,
            chosen=tuple(chosen),
            reason=reason,
            author=call.author(registry),
        )
    emit(change, [f"Decided as change {change.seq}."], json_wanted=call.json_wanted)


@click.command()
@click.argument("name", metavar="ID")
@click.option("--reason", required=True)
@json_option
@pass_call
def withdraw(call: Call, name: str, *, reason: str) -> None:
    """Withdraw an article, study or extraction: out of lists and tables, kept in the history."""
    with call.write() as registry:
        change = withdraw_entity(registry, name, reason=reason, author=call.author(registry))
    emit(change, [f"Withdrew {name} as change {change.seq}."], json_wanted=call.json_wanted)
