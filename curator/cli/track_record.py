"""The command that says how often the suggesters were right in a registry."""

from __future__ import annotations

import click

from curator.cli.context import Call, json_option, pass_call
from curator.cli.output import emit, table
from curator.services.learned import learn
from curator.services.suggested import TrackRecord
from curator.services.track_records import switch, track_records
from curator.suggest.rule_words import rule_words


@click.command("track-record")
@click.option("--on", "switched_on", nargs=2, metavar="RULE FIELD", help="Switch it on again.")
@click.option("--off", "switched_off", nargs=2, metavar="RULE FIELD", help="Switch it off.")
@click.option("--reason", default="", metavar="WORDS", help="Why it is switched.")
@json_option
@pass_call
def track_record(
    call: Call,
    *,
    switched_on: tuple[str, str] | None,
    switched_off: tuple[str, str] | None,
    reason: str,
) -> None:
    """Show by field how often suggestions were taken, changed and refused, and what was learned."""
    wanted = [(switched_on, True), (switched_off, False)]
    if any(place for place, _ in wanted):
        with call.write() as registry:
            for place, on in wanted:
                if place is not None:
                    author = call.author(registry)
                    switch(registry, place[0], field=place[1], on=on, author=author, reason=reason)
    with call.read() as registry:
        records, learned = track_records(registry), learn(registry)
    found = {
        "records": records,
        "learned": {"sentence": learned.sentence, "validation": learned.validation},
    }
    emit(found, [*_lines(records), "", learned.sentence], json_wanted=call.json_wanted)


def _lines(records: tuple[TrackRecord, ...]) -> list[str]:
    if not records:
        return ["No suggestion was answered yet."]
    header = [
        "field",
        "what is suggested",
        "rule",
        "taken",
        "changed",
        "refused",
        "precision",
        "95 %",
        "state",
    ]
    return table([header, *map(_row, records)])


def _row(one: TrackRecord) -> list[str]:
    share = "-" if one.precision is None else f"{one.precision:.2f}"
    counts = map(str, (one.taken, one.changed, one.refused))
    interval = f"{one.low:.2f}-{one.high:.2f}"
    return [
        one.field,
        rule_words(one.rule),
        one.rule,
        *counts,
        share,
        interval,
        one.sentence or "on",
    ]
