"""Commands on the vocabularies of this machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from curator.cli.context import Call, json_option, pass_call
from curator.cli.output import Printed, emit, table
from curator.domain.claims import Term
from curator.domain.errors import NotFoundError
from curator.domain.roles import ROLES
from curator.services.installed_vocabularies import InstalledRelease, InstalledVocabularies
from curator.services.installing_vocabularies import (
    Installed,
    TermChange,
    Upgrade,
    Wanted,
    install_vocabulary,
    terms_in_use,
    upgrade_report,
)
from curator.services.values import TermHit
from curator.services.vocabularies import Vocabularies

FILE = click.Path(path_type=Path)
_MEGABYTE = 1_000_000


@click.group()
def vocabulary() -> None:
    """Install ontologies and lists of names, and look terms up in them."""


@vocabulary.command("load")
@click.argument("file", type=FILE)
@click.option("--name", default="", help="Install it under this name; default: the file's own.")
@click.option("--release", default="", help="Its release, where the file does not say it.")
@click.option("--as", "role", type=click.Choice(ROLES), help="What its terms are in the form.")
@json_option
@pass_call
def load_(call: Call, file: Path, *, name: str, release: str, role: str | None) -> None:
    """Install FILE: OBO, OBO-graph JSON, OWL (RDF/XML), TSV, CSV, JSONL, or gzip of these.

    The first release of a vocabulary is used at once; a further one lies beside it until
    `curator vocabulary upgrade` takes it.
    """
    printed = Printed()
    try:
        done = install_vocabulary(file, Wanted(name, role or "", release), progress=printed)
    finally:
        printed.end()
    emit(done, _loaded_lines(done), json_wanted=call.json_wanted)


def _loaded_lines(done: Installed) -> list[str]:
    lines = [f"Installed {done.name} {done.release}: {done.terms} terms, {done.names} names."]
    if done.role:
        lines.append(f"Its terms are {done.role}.")
    else:
        lines.append("No field of the form asks for such terms; --as says which one does.")
    if done.skipped:
        lines.append(f"Left out: {done.skipped} entries without an id or a label.")
    if done.doubled:
        lines.append(done.on_doubled)
    if done.cut_off:
        lines.append("The file ends in the middle of a line; it may be cut off.")
    if not done.active:
        lines.append(
            f"In use is {done.used}; see what changes, and take it, with: "
            f"curator vocabulary upgrade {done.name}"
        )
    return lines


@vocabulary.command("list")
@json_option
@pass_call
def list_(call: Call) -> None:
    """List the installed vocabularies with their releases."""
    found = InstalledVocabularies().releases()
    emit(found, _listed(found), json_wanted=call.json_wanted)


def _listed(found: Sequence[InstalledRelease]) -> list[str]:
    rows = [
        (
            one.name,
            one.release,
            one.problem or one.role or "(no field)",
            f"{one.terms} terms",
            f"{one.names} names",
            f"{one.size / _MEGABYTE:.1f} MB",
            "in use" if one.active else "",
        )
        for one in found
    ]
    return table(rows) or ["None is installed. The program's own: " + ", ".join(ROLES) + "."]


@vocabulary.command("upgrade")
@click.argument("name")
@click.option("--to", "release", default="", help="The release to take; default: the newest.")
@click.option("--take", is_flag=True, help="Use that release from now on.")
@json_option
@pass_call
def upgrade_(call: Call, name: str, *, release: str, take: bool) -> None:
    """List the terms in use that another release of NAME retires or renames.

    Terms in use are those of the registry. With --take the other release is used from then on;
    no claim is changed.
    """
    used = _used(call)
    found = upgrade_report(name, used=used or {}, release=release)
    taken = take and found.after != found.before
    if taken:
        InstalledVocabularies().use(name, found.after)
    emit(
        found,
        _upgrade_lines(found, taken=taken, asked=used is not None),
        json_wanted=call.json_wanted,
    )


def _used(call: Call) -> Mapping[Term, int] | None:
    """The terms of the registry; None where there is no registry."""
    try:
        with call.read() as registry:
            return terms_in_use(registry)
    except NotFoundError:
        return None


def _upgrade_lines(found: Upgrade, *, taken: bool, asked: bool) -> list[str]:
    if found.before == found.after:
        return [f"{found.name} {found.before} is in use, and there is no newer release here."]
    lines = [line for one in found.changes for line in _change_lines(one)]
    lines.append(
        f"{found.name} {found.before} to {found.after}: {len(found.changes)} of "
        f"{found.checked} terms in use change."
        if asked
        else f"{found.name} {found.before} to {found.after}: there is no registry here whose "
        "terms could change."
    )
    lines.append(
        f"In use is {found.after} now." if taken else "Take it with --take; no claim is changed."
    )
    return lines


def _change_lines(one: TermChange) -> list[str]:
    if one.what == "relabelled":
        return [f"{one.id}  {one.label}: is called {one.now} now"]
    what = "is obsolete" if one.what == "obsolete" else "is not there any more"
    lines = [f"{one.id}  {one.label}: {what} (in {one.used} values)"]
    lines += [f"  replaced by {term.label} ({term.id})" for term in one.replaced_by]
    lines += [f"  consider {term.label} ({term.id})" for term in one.consider]
    return lines


@vocabulary.command("search")
@click.argument("role")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@json_option
@pass_call
def search_(call: Call, role: str, *, words: tuple[str, ...], limit: int) -> None:
    """Look terms up as the form does: ROLE is cells, diseases and so on, WORDS what one types."""
    known = Vocabularies.load()
    if role not in known.roles:
        raise NotFoundError(f"There are no {role} here.", hint=f"One of {', '.join(known.roles)}.")
    typed = " ".join(words)
    hits = known.suggest(role, typed, limit=limit)
    if len(hits) < limit:
        shown = {hit.term.id for hit in hits if hit.term.id}
        hits += known.suggest_similar(role, typed, shown=shown, limit=limit - len(hits))
    emit(hits, _hit_lines(hits), json_wanted=call.json_wanted)


def _hit_lines(hits: Sequence[TermHit]) -> list[str]:
    rows = [
        (
            hit.term.id or "",
            hit.term.label,
            "" if hit.matched == hit.term.label else f"({hit.matched})",
            "under " + ", ".join(hit.parents) if hit.parents else "",
        )
        for hit in hits
    ]
    return table(rows) or ["Nothing found."]


@vocabulary.command("remove")
@click.argument("name")
@click.argument("release")
@json_option
@pass_call
def remove_(call: Call, name: str, release: str) -> None:
    """Take one release off the disk; the terms in the registry stay as they are."""
    InstalledVocabularies().remove(name, release)
    emit(
        {"name": name, "release": release},
        [f"Removed {name} {release}."],
        json_wanted=call.json_wanted,
    )
