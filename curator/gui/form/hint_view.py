"""What is shown of a suggestion: its words, how much room they take, and how they are painted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter

from curator.domain.claims import REPORTED, Term
from curator.domain.filling import item_text
from curator.domain.forms import Field
from curator.gui.form.lettering import Lettering
from curator.gui.form.pieces import in_marks
from curator.gui.form.values import Hint, main_part
from curator.gui.theme.icons import paint_icon
from curator.gui.theme.looks import STATUS_LOOKS
from curator.gui.theme.paint import chip_size, fill_round, outline_round, paint_chip, paint_line

PAD: Final = 8
ICON_ROOM: Final = 20
MOST_ID: Final = 0.4
"""Of the box's width, for an id."""
SUGGESTED: Final = "Suggested"
_NAME: Final = 16
"""Characters of a plug-in's name that are shown; the tooltip has all of it."""
_SURE: Final = ((0.9, "very likely"), (0.75, "likely"), (0.5, "possible"), (0.0, "weak"))
_WRAP: Final = Qt.TextFlag.TextWordWrap.value


def hint_text(field: Field, hint: Hint) -> str:
    """The proposed value, with its parts; a vague one without value is its words."""
    return item_text(field, hint.as_item(field))


def score_words(score: float | None) -> str:
    """How sure, in words and as the number: ``likely 0.86``."""
    if score is None:
        return ""
    word = next(word for least, word in _SURE if score >= least)
    return f"{word} {min(score, 0.99):.2f}"


def hint_id(field: Field, hint: Hint) -> str:
    """The id of the proposed term, "" where it is none."""
    value = dict(hint.parts).get(main_part(field).key, hint.value)
    return (value.id or "") if isinstance(value, Term) else ""


def spoken_hint(field: Field, hint: Hint, *, at: int = 0, count: int = 1) -> str:
    """The suggestion in words, for a screen reader."""
    words = [f"{suggested_words(hint)} for {field.label}: {hint_text(field, hint)}"]
    words += [hint.status.replace("_", " ")] if hint.status != REPORTED else []
    words += [score_words(hint.score)] if hint.score is not None else []
    words += [f"{at + 1} of {count}"] if count > 1 else []
    return ", ".join(words)


def suggested_words(hint: Hint) -> str:
    """``Suggested``, and by which plug-in."""
    name = hint.plugin
    short = f"{name[: _NAME - 1]}…" if len(name) > _NAME else name
    return f"{SUGGESTED} by {short}" if name else SUGGESTED


def hint_tip(hint: Hint) -> str:
    """All there is to say of a suggestion: its words, why, how sure, how it has done."""
    lines = [in_marks(one.quote) for one in (hint.evidence, *hint.more)]
    sure = f"{score_words(hint.score).capitalize()}." if hint.score is not None else ""
    by = f"Proposed by the plug-in {hint.plugin}." if hint.plugin else ""
    lines += [" ".join(filter(None, (hint.why, sure))), by, hint.record]
    return "\n".join(filter(None, lines))


def value_height(field: Field, hint: Hint, *, width: float, ink: Lettering) -> float:
    """Height of the value at that width of the box: it is never cut."""
    room = width - 2 * ink.px(PAD) - ink.px(ICON_ROOM)
    room -= _id_width(field, hint, width=width, ink=ink)
    area = QRectF(0, 0, max(room, 1.0), 100_000)
    text = hint_text(field, hint)
    return float(ink.strong.metrics.boundingRect(area, _WRAP, text).height())


def _id_width(field: Field, hint: Hint, *, width: float, ink: Lettering) -> float:
    """Room for the id beside the value; a long id is cut in the middle, the value never."""
    words = _shown_id(field, hint, width=width, ink=ink)
    return ink.ident.width(words) + ink.px(PAD) if words else 0.0


def _shown_id(field: Field, hint: Hint, *, width: float, ink: Lettering) -> str:
    most = int(width * MOST_ID)
    return ink.ident.metrics.elidedText(hint_id(field, hint), Qt.TextElideMode.ElideMiddle, most)


def line_height(ink: Lettering) -> float:
    return float(ink.quote.height + ink.px(3))


def compact_height(field: Field, hint: Hint, *, width: float, ink: Lettering) -> float:
    """What a suggestion needs in a row that is not the current one: no buttons."""
    value = value_height(field, hint, width=width, ink=ink)
    return float(ink.px(5) + value + line_height(ink) + ink.px(5))


def paint_frame(painter: QPainter, box: QRectF, ink: Lettering, *, width: float = 1) -> None:
    fill_round(painter, box, ink.theme.tokens.raised, radius=ink.px(4))
    outline_round(painter, box, ink.theme.tokens.accent, radius=ink.px(4), width=width)


def paint_value(
    painter: QPainter, box: QRectF, hint: Hint, *, field: Field, ink: Lettering
) -> float:
    """Bulb, value and id at the top of a box; returns where the next line begins."""
    tokens = ink.theme.tokens
    height = value_height(field, hint, width=box.width(), ink=ink)
    room = box.adjusted(ink.px(PAD), ink.px(4), -ink.px(PAD), 0)
    room.setHeight(height)
    icon = QRectF(room.left(), room.top(), ink.px(14), ink.strong.height)
    paint_icon(painter, icon, "bulb", tokens.accent)
    ident = _shown_id(field, hint, width=box.width(), ink=ink)
    if ident:
        painter.setFont(ink.ident.font)
        painter.setPen(QColor(tokens.ink3))
        line = QRectF(room.left(), room.top(), room.width(), ink.strong.height)
        paint_line(painter, line, ident, align=Qt.AlignmentFlag.AlignRight)
    painter.setFont(ink.strong.font)
    painter.setPen(QColor(tokens.ink))
    text = room.adjusted(
        ink.px(ICON_ROOM), 0, -_id_width(field, hint, width=box.width(), ink=ink), 0
    )
    painter.drawText(text, Qt.TextFlag.TextWordWrap, hint_text(field, hint))
    return room.bottom() + ink.px(1)


def paint_said(
    painter: QPainter, line: QRectF, hint: Hint, *, ink: Lettering, more: str = ""
) -> QRectF:
    """``Suggested``, the status where it is not reported, how sure; at the right what more is.

    Returns what is left between them.
    """
    tokens = ink.theme.tokens
    painter.setFont(ink.meta.font)
    painter.setPen(QColor(tokens.accent))
    said = suggested_words(hint)
    paint_line(painter, line, said)
    line = line.adjusted(ink.meta.width(said) + ink.px(6), 0, 0, 0)
    if hint.status != REPORTED:
        look = STATUS_LOOKS[hint.status]  # type: ignore[index]
        size = QSizeF(chip_size(look, ink.theme))
        top = line.center().y() - size.height() / 2
        paint_chip(painter, QRectF(line.left(), top, size.width(), size.height()), look, ink.theme)
        line = line.adjusted(size.width() + ink.px(6), 0, 0, 0)
    if more:
        painter.setFont(ink.meta.font)
        painter.setPen(QColor(tokens.accent))
        paint_line(painter, line, more, align=Qt.AlignmentFlag.AlignRight)
        line = line.adjusted(0, 0, -ink.meta.width(more) - ink.px(PAD), 0)
    words = score_words(hint.score)
    if words:
        painter.setFont(ink.ident.font)
        painter.setPen(QColor(tokens.ink2))
        paint_line(painter, line, words)
        line = line.adjusted(ink.ident.width(words) + ink.px(6), 0, 0, 0)
    return line


def paint_words(painter: QPainter, line: QRectF, hint: Hint, *, ink: Lettering) -> None:
    painter.setFont(ink.quote.font)
    painter.setPen(QColor(ink.theme.tokens.ink2))
    paint_line(painter, line, in_marks(hint.evidence.quote))


def paint_compact(
    painter: QPainter, box: QRectF, hints: tuple[Hint, ...], *, field: Field, ink: Lettering
) -> None:
    """The best suggestion of a row that is not current, and how many more there are."""
    paint_frame(painter, box, ink)
    best = hints[0]
    top = paint_value(painter, box, best, field=field, ink=ink)
    line = QRectF(box.left() + ink.px(PAD), top, box.width() - 2 * ink.px(PAD), line_height(ink))
    more = f"{len(hints) - 1} more" if len(hints) > 1 else ""
    paint_words(painter, paint_said(painter, line, best, ink=ink, more=more), best, ink=ink)
