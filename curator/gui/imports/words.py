"""What the window says of an import."""

from __future__ import annotations

from collections.abc import Collection

from curator.domain.identity import article_label
from curator.services.values import ImportReport


def import_sentence(report: ImportReport, *, asked: Collection[str] = ()) -> str:
    """``1,998 articles imported; 2 failed.``  Nothing is named that is not there.

    Args:
        report: What came of it.
        asked: Names of files whose password is asked for beside it: those are said there.
    """
    failed = [one for one in report.failed if one[0] not in asked]
    articles = len(report.taken) - report.read
    said = [_counted(articles, "article")] if articles or not report.readings else []
    said += [_counted(report.read, "reading")] if report.readings else []
    parts = [f"{' and '.join(said)} imported"]
    if len(report.same) == 1 and not report.readings:
        name, number = report.same[0]
        parts.append(f"{name} is {article_label(number)} already")
    elif report.same:
        parts.append(f"{len(report.same):,} were there already")
    if len(report.waiting) == 1:
        parts.append(f"{report.waiting[0][0]} waits for its columns")
    elif report.waiting:
        parts.append(f"{len(report.waiting):,} lists wait for their columns")
    if len(failed) == 1:
        name, sentence = failed[0]
        parts.append(sentence if name in sentence else f"{name}: {sentence}")
    elif failed:
        parts.append(f"{len(failed):,} failed")
    return "; ".join(part.rstrip(".") for part in parts) + "."


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def lacking_password(report: ImportReport) -> set[str]:
    """Names of the files that a password would open, as the bar of questions asks for it."""
    return {one.name for one in report.lines if one.needs == "password" and one.path}
