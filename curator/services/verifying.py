"""Verifying: whether all that is stored is what was saved."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from curator.domain.errors import Cancelled, CuratorError, RegistryFileError, VerificationError
from curator.services.registry import Registry
from curator.services.values import Progress
from curator.store import kin_rows, search
from curator.store import projections as projected
from curator.store.backup import page_problems
from curator.store.chain import ChainCheck
from curator.store.health import check_tables
from curator.store.logs import problems_of
from curator.store.schema import CURRENT
from curator.store.streams import undecodable_allowed
from curator.store.tables import change

_CHANGES_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found.

    Attributes:
        problems: A sentence for each thing that is wrong, naming the row; empty where all is well.
        changes, revisions, originals, texts, terms: How many of each were gone through.
        last_seal: Seal of the newest change that was gone through.
        logged: How many rows of the logs of suggestions.
    """

    problems: tuple[str, ...]
    changes: int
    revisions: int
    originals: int
    texts: int
    terms: int
    last_seal: str
    logged: int = 0


def verify(
    registry: Registry, *, projections: bool = True, progress: Progress | None = None
) -> Verification:
    """Go through everything: pages and indexes, guards, chain, digests, numbers, logs, projections.

    Args:
        registry: Any; one that is damaged opens for reading only.
        projections: Compare the projections with new ones as well.
        progress: Told of changes.
    """
    problems: list[str] = []
    _try(problems, lambda: problems.extend(_structure(registry)))
    check, last = verify_chain(registry, progress=progress)
    problems += check.problems
    logged: list[int] = []
    _try(problems, lambda: logged.append(_logs(registry, problems)))
    if projections:
        if progress is not None:
            progress.step(last, last, "lists")
        _try(problems, lambda: problems.extend(_projections(registry)))
    return Verification(
        problems=tuple(problems),
        changes=check.counts["change"],
        revisions=check.counts["revision"],
        originals=check.counts["original"],
        texts=check.counts["text"],
        terms=check.counts["term"],
        last_seal=check.last_seal,
        logged=sum(logged),
    )


def verify_chain(registry: Registry, *, progress: Progress | None = None) -> tuple[ChainCheck, int]:
    """Go through the chain alone; also the number of the newest change."""
    with registry.read() as session:
        last = session.scalar(sa.select(sa.func.max(change.c.seq))) or 0
    check = _walk(registry, last, progress=progress)
    if check is None:  # some text is no UTF-8 any more: the slow way, which names the row
        check = _walk(registry, last, progress=progress, damaged=True) or ChainCheck()
    return check, last


def _walk(
    registry: Registry, last: int, *, progress: Progress | None, damaged: bool = False
) -> ChainCheck | None:
    check = ChainCheck()
    try:
        for first in range(1, last + 1, _CHANGES_AT_ONCE):
            until = min(first + _CHANGES_AT_ONCE - 1, last)
            with registry.read() as session:
                if damaged:
                    with undecodable_allowed(session):
                        check.check_span(session, first, last=until)
                else:
                    check.check_span(session, first, last=until)
            if progress is not None:
                progress.step(until, last, "changes")
        with registry.read() as session:
            check.check_end(session, last)
    except VerificationError:
        if damaged:
            raise
        return None
    except RegistryFileError as error:
        check.problems.append(error.sentence)
    return check


def _try(problems: list[str], part: Callable[[], None]) -> None:
    """Do one part; what makes it impossible is a problem like another."""
    try:
        part()
    except Cancelled:
        raise
    except CuratorError as error:
        problems.append(error.sentence)
    except (sqlite3.Error, sa.exc.DBAPIError, ValueError, LookupError, TypeError) as error:
        problems.append(f"Something stored cannot be read: {error}.")


def _structure(registry: Registry) -> list[str]:
    with registry.read() as session:
        check_tables(session, registry.target.label, schema=CURRENT, newer=False)
        return page_problems(session)


def _logs(registry: Registry, problems: list[str]) -> int:
    with registry.read() as session:
        found, count = problems_of(session)
    problems.extend(found)
    return count


def _projections(registry: Registry) -> list[str]:
    with registry.read() as session:
        return [
            *projected.differences(session),
            *search.differences(session),
            *kin_rows.differences(session),
        ]
