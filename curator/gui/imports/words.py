"""What the window says of an import."""

from __future__ import annotations

from curator.domain.identity import article_label
from curator.services.values import ImportReport


def import_sentence(report: ImportReport) -> str:
    """``1,998 articles imported; 2 failed.``  Nothing is named that is not there."""
    taken = len(report.taken)
    what = "reading" if report.readings else "article"
    parts = [f"{taken:,} {what if taken == 1 else what + 's'} imported"]
    if len(report.same) == 1 and not report.readings:
        name, number = report.same[0]
        parts.append(f"{name} is {article_label(number)} already")
    elif report.same:
        parts.append(f"{len(report.same):,} were there already")
    if len(report.failed) == 1:
        name, sentence = report.failed[0]
        parts.append(sentence if name in sentence else f"{name}: {sentence}")
    elif report.failed:
        parts.append(f"{len(report.failed):,} failed")
    return "; ".join(part.rstrip(".") for part in parts) + "."
