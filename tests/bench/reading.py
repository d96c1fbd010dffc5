"""Show an article of 50 kB with 500 pieces of evidence and badges, and scroll through it.

The bare thing: a QTextEdit that is given the same text and 500 extra selections.
"""

from __future__ import annotations

import random

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from curator.gui.article.pane import ArticlePane
from curator.gui.article.values import ArticleText, BlockView, Span
from tests.bench.figures import median, percentile, say, say_alone, timed, timed_alone
from tests.bench.registries import BODY
from tests.bench.screen import application, paint_now, show

SIZE = 50_000
SPANS = 500
SHOWS = 15
STEPS = 200
LETTERS = "ijtpmod"
PANE = (620, 700)


def main() -> None:
    application()
    body = _body()
    ranges = _ranges()
    pane, edit = ArticlePane(), QTextEdit()
    for widget in (pane, edit):
        widget.resize(*PANE)
        show(widget)
    ours, bare = [], []
    for number in range(SHOWS):
        # Every show is of another article, as in work: nothing of the one before can be reused.
        article, spans = _article(body[number:], number), _spans(ranges)
        bare.append(timed(lambda: _bare(edit, article.body, ranges)))  # noqa: B023
        ours.append(timed_alone(lambda: _show(pane, article, spans)))  # noqa: B023
    step = 3 * pane.view.verticalScrollBar().singleStep()
    bare_steps = [whole for whole, _ in _scrolled(edit, step)]
    our_steps = _scrolled(pane.view, step)
    whole, alone = zip(*ours, strict=True)
    say(f"show an article of 50 kB with {SPANS} pieces of evidence, the first",
        ours=whole[0], bare=bare[0], bar="<= 50 ms")  # fmt: skip
    say("the same, a further one (median)", ours=median(whole[1:]), bare=median(bare[1:]),
        bar="<= 50 ms")  # fmt: skip
    say_alone("the same two, work of the thread alone: the first", ours=alone[0], bar="<= 50 ms")
    say_alone("... and a further one (median)", ours=median(alone[1:]), bar="<= 50 ms")
    whole, alone = zip(*our_steps, strict=True)
    say("a scroll step there (median)", ours=median(whole), bare=median(bare_steps),
        bar="<= 10 ms")  # fmt: skip
    say_alone("the same, p95", ours=percentile(whole, 0.95), bar="<= 10 ms")
    say_alone("the same, p95, work of the thread alone", ours=percentile(alone, 0.95),
        bar="<= 10 ms")  # fmt: skip
    for widget in (pane, edit):
        widget.close()


def _body() -> str:
    """50 kB in paragraphs of two sentences, and what ``SHOWS`` articles take off its front."""
    paragraph = BODY[: len(BODY) // 8] + "\n\n"
    return (paragraph * (SIZE // len(paragraph) + 1))[: SIZE + SHOWS]


def _article(body: str, number: int) -> ArticleText:
    blocks, at = [], 0
    for line in body.split("\n"):
        if line.strip():
            blocks.append(BlockView("main", at, at + len(line)))
        at += len(line) + 1
    return ArticleText(f"a{number}", f"A-{number:04}", "A title", "Site", body, tuple(blocks))


def _ranges() -> list[tuple[int, int]]:
    chance = random.Random(2)
    starts = (chance.randrange(SIZE - 40) for _ in range(SPANS))
    return sorted((start, start + chance.randrange(4, 30)) for start in starts)


def _spans(ranges: list[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(
        Span(f"s{number}", start, end, LETTERS[number % len(LETTERS)], label="Payload: IL-12")
        for number, (start, end) in enumerate(ranges)
    )


def _show(pane: ArticlePane, article: ArticleText, spans: tuple[Span, ...]) -> None:
    pane.show_article(article, spans)
    paint_now()


def _bare(edit: QTextEdit, body: str, ranges: list[tuple[int, int]]) -> None:
    edit.setPlainText(body)
    marks = []
    shown = QTextCharFormat()
    shown.setBackground(QColor("#ffe9a8"))
    for start, end in ranges:
        mark = QTextEdit.ExtraSelection()
        mark.format = shown
        mark.cursor = QTextCursor(edit.document())
        mark.cursor.setPosition(start)
        mark.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        marks.append(mark)
    edit.setExtraSelections(marks)
    edit.viewport().repaint()


def _scrolled(edit: QTextEdit, step: int) -> list[tuple[float, float]]:
    bar = edit.verticalScrollBar()
    bar.setValue(0)

    def scroll() -> None:
        bar.setValue(bar.value() + step)
        edit.viewport().repaint()

    return [timed_alone(scroll) for _ in range(STEPS)]
