"""Commands on what may be there twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import click

from curator.cli.context import Call, json_option, pass_call
from curator.cli.output import emit
from curator.domain.documents import ARTICLE, STUDY
from curator.domain.errors import NotFoundError, ReadOnlyError
from curator.services import duplicates as service
from curator.services.duplicates import Proposal
from curator.services.finding_duplicates import feed_duplicates
from curator.services.listing import find
from curator.services.registry import Registry

GIVEN: Final = tuple(one.replace("_", "-") for one in service.ANSWERS)
_REASONS: Final = 6


@click.group(invoke_without_command=True)
@json_option
@pass_call
@click.pass_context
def duplicates(context: click.Context, call: Call) -> None:
    """List articles that may be the same, or report the same study; with reasons."""
    if context.invoked_subcommand is not None:
        return
    call = context.find_object(Call) or call
    try:
        with call.write() as registry:
            feed_duplicates(registry)
            found = service.proposals(registry)
    except ReadOnlyError:
        with call.read() as registry:
            found = service.proposals(registry)
    emit(found, proposal_lines(found), json_wanted=call.json_wanted)


def proposal_lines(found: Sequence[Proposal]) -> list[str]:
    """Each proposal: the two articles, then what speaks for it."""
    lines = []
    for one in found:
        words = one.relation.replace("_", " ")
        lines.append(f"{one.first.label} and {one.second.label}: {words}?")
        lines += [f"  {side.label}  {side.title}" for side in (one.first, one.second)]
        for reason in one.reasons[:_REASONS]:
            said = f": “{' '.join(reason.words.split())[:90]}”" if reason.words else ""
            lines.append(f"  - {reason.why}{said}")
        if len(one.reasons) > _REASONS:
            lines.append(f"  - and {len(one.reasons) - _REASONS} more")
    return [*lines, f"{len(found)} possible duplicates."]


@duplicates.command("answer")
@click.argument("first")
@click.argument("second")
@click.argument("answer", type=click.Choice(GIVEN))
@click.option(
    "--study",
    "studies",
    multiple=True,
    metavar="ID",
    help="Which study is meant (S-0001), where an article reports several; once for each.",
)
@json_option
@pass_call
def answer_(call: Call, first: str, second: str, *, answer: str, studies: tuple[str, ...]) -> None:
    """Say what two articles are to each other; one change, which can be taken back."""
    with call.write() as registry:
        asked = service.proposal_of(registry, _articles(registry, first, second=second))
        given = answer.replace("-", "_")
        change = service.answer(
            registry,
            asked,
            given=given,
            author=call.author(registry),
            studies=[_study(registry, one) for one in studies],
        )
    words = answer.replace("-", " ")
    line = f"{asked.first.label} and {asked.second.label}: {words} (change {change.seq})."
    emit(change, [line], json_wanted=call.json_wanted)


@duplicates.command("undo")
@click.argument("first")
@click.argument("second")
@json_option
@pass_call
def undo_(call: Call, first: str, second: str) -> None:
    """Take the answer on two articles back."""
    with call.write() as registry:
        seq = service.answer_between(registry, _articles(registry, first, second=second))
        change = service.undo_answer(registry, seq, author=call.author(registry))
    emit(change, [f"Taken back as change {change.seq}."], json_wanted=call.json_wanted)


def _articles(registry: Registry, first: str, *, second: str) -> tuple[str, str]:
    return _article(registry, first), _article(registry, second)


def _article(registry: Registry, name: str) -> str:
    found = find(registry, name)
    if found.kind != ARTICLE:
        raise NotFoundError(f"{found.label} is no article.")
    return found.id


def _study(registry: Registry, name: str) -> str:
    found = find(registry, name)
    if found.kind != STUDY:
        raise NotFoundError(f"{found.label} is no study.")
    return found.id
