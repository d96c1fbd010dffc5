"""The list before the services are there: read on the write lane, before it imports them."""

from __future__ import annotations

from curator.gui.opening import Opening
from curator.gui.queue.values import FIRST_ROWS, Listing
from curator.services.places import registry_to_open
from curator.services.values import ArticleRow, StudyRow
from curator.store.peek import peek
from curator.store.target import Target


def first_rows(opening: Opening) -> Listing | None:
    """The list of the registry that is about to be opened, where it can be had at once."""
    target = registry_to_open(opening.target, sample=opening.sample)
    path = Target.parse(target).path
    found = peek(path, rows=FIRST_ROWS) if path is not None else None
    if found is None:
        return None
    counted = {k: n for k, n in found.states.items() if k not in ("withdrawn", "excluded")}
    return Listing(
        articles=found.articles,
        studies=found.studies,
        article_rows=tuple(ArticleRow(*row) for row in found.article_rows),
        study_rows=tuple(StudyRow(*row) for row in found.study_rows),
        counts=(len(found.articles), 0, found.conflicts),
        complete=found.states.get("complete", 0),
        total=sum(counted.values()),
    )
