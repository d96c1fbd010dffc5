"""Articles for the tests of the pane, and where their words are on screen."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from curator.gui.article.values import ArticleText, BlockView, Span
from curator.gui.article.view import ArticleView

NAVIGATION = "Home\nHealth\nSport"
FIRST = (
    "The team made CAR T cells that release IL-12 👍🏽 near the tumor. "
    "They fought e\u0301lite cells."
)
SECOND = "Mice lived\u00a0longer than untreated mice. Dr. Brown led it. Nobody was harmed."
FOOT = "© 2026 A Site"
BODY = f"{NAVIGATION}\n\n{FIRST}\n\n{SECOND}\n\n{FOOT}\n"


def block(words: str, kind: str = "main", name: str = "", *, body: str = BODY) -> BlockView:
    start = body.index(words)
    return BlockView(kind, start, start + len(words), name)


def article(body: str = BODY) -> ArticleText:
    return ArticleText(
        article_id="a2",
        label="A-0002",
        title="A title",
        outlet="Some Site",
        body=body,
        blocks=(
            block(NAVIGATION, "furniture", "site navigation"),
            block(FIRST),
            block(SECOND),
            block(FOOT, "furniture", "page foot"),
        ),
    )


def plain(body: str) -> ArticleText:
    """An article of which every line is a paragraph."""
    blocks = []
    at = 0
    for line in body.split("\n"):
        if line.strip():
            blocks.append(BlockView("main", at, at + len(line)))
        at += len(line) + 1
    return ArticleText("p", "A-0009", "", "", body, tuple(blocks))


def at(words: str, nth: int = 0) -> tuple[int, int]:
    """Where words stand in ``BODY``."""
    start = -1
    for _ in range(nth + 1):
        start = BODY.index(words, start + 1)
    return start, start + len(words)


def span(span_id: str, words: str, letter: str, *, state: str = "normal", nth: int = 0) -> Span:
    start, end = at(words, nth)
    found: Span = Span(span_id, start, end, letter, label=f"{span_id}: {words}")
    if state == "conflict":
        return Span(span_id, start, end, letter, "conflict", found.label)
    if state == "suggested":
        return Span(span_id, start, end, letter, "suggested", found.label)
    return found


def point_of(view: ArticleView, cp: int) -> QPoint:
    """The middle of a character, in the viewport."""
    position = view.shown.to_display(cp)
    cursor = view.textCursor()
    cursor.setPosition(position)
    here = view.cursorRect(cursor)
    cursor.setPosition(position + 1)
    there = view.cursorRect(cursor)
    return QPoint((here.left() + there.left()) // 2, here.center().y() + 2)


def words_of(view: ArticleView) -> str | None:
    found = view.selected_range()
    return None if found is None else view.article.body[slice(*found)]
