from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from curator.gui.article.overlay import block_at
from curator.gui.article.rail import Rail, rail_rows
from curator.gui.article.values import ArticleText, BlockView, RailEntry, Span
from curator.gui.article.view import ArticleView
from curator.gui.theme.theme import ThemeHolder
from curator.gui.theme.tokens import DARK, LIGHT
from tests.gui.article.articles import BODY, article, at, plain, point_of, span, words_of

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


def picture(view: ArticleView) -> QImage:
    return view.viewport().grab().toImage()


def count(image: QImage, colour: str) -> int:
    wanted = QColor(colour).rgb()
    return sum(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )


def go_to(view: ArticleView, cp: int) -> None:
    cursor = view.textCursor()
    cursor.setPosition(view.shown.to_display(cp))
    view.setTextCursor(cursor)


def test_the_document_holds_the_display_and_nothing_else(view: ArticleView) -> None:
    shown = view.document().toRawText().replace("\u2029", "\n")
    assert shown == view.shown.display
    assert "site navigation folded (3 lines)" in shown
    assert "Health" not in shown
    assert not view.document().isUndoRedoEnabled()
    assert view.isReadOnly()


def test_nothing_is_fetched(view: ArticleView) -> None:
    kind = QTextDocument.ResourceType.ImageResource.value
    assert view.loadResource(kind, QUrl("file:///etc/hostname")) is None


def test_a_mouse_selection_from_a_placeholder_on(view: ArticleView) -> None:
    fold = view.shown.folds[0]
    cursor = view.textCursor()
    cursor.setPosition(fold.display_start + 10)
    begin = view.cursorRect(cursor).center()
    end = point_of(view, at("CAR T")[1])
    QTest.mousePress(view.viewport(), LEFT, pos=begin)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), LEFT, pos=end)
    found = view.selected_range()
    assert found is not None
    assert found[0] == at("The team")[0]


def test_a_fold_opens_by_click_by_key_and_by_name(view: ArticleView) -> None:
    fold = view.shown.folds[0]
    cursor = view.textCursor()
    cursor.setPosition(fold.display_start + 8)
    QTest.mouseClick(view.viewport(), LEFT, pos=view.cursorRect(cursor).center())
    assert [fold.name for fold in view.shown.folds] == ["page foot"]
    assert "Home" in view.shown.display
    view.fold()
    assert view.folded.lines == 4
    go_to(view, 0)
    QTest.keyClick(view, Key.Key_Return)
    assert [fold.name for fold in view.shown.folds] == ["page foot"]
    view.unfold(3)
    assert view.shown.folds == ()
    assert view.unfolded.lines == 4


def test_unfolding_keeps_the_selection(view: ArticleView) -> None:
    view.select(*at("IL-12"))
    view.unfold()
    assert words_of(view) == "IL-12"
    view.set_mode("raw")
    assert view.shown.display == BODY
    assert words_of(view) == "IL-12"


def test_going_to_folded_evidence_unfolds_it(view: ArticleView) -> None:
    start, end = at("© 2026")
    assert view.shown.is_folded(start)
    view.scroll_to(start, end)
    assert not view.shown.is_folded(start)
    assert view.shown.is_folded(0)


def test_evidence_is_tinted_underlined_and_badged(view: ArticleView) -> None:
    before = picture(view)
    assert count(before, LIGHT.ev) == 0
    revision = view.document().revision()
    text = view.document().toRawText()
    view.set_spans([span("payload", "IL-12", "P"), span("mice", "Mice", "M", state="conflict")])
    shown = picture(view)
    assert count(shown, LIGHT.ev) > 200
    assert count(shown, LIGHT.ink2) > 40
    assert count(shown, LIGHT.bad) > 40
    assert view.document().toRawText() == text
    assert view.document().revision() >= revision
    view.set_current(["payload"])
    assert count(picture(view), LIGHT.evcur) > 200
    assert count(picture(view), LIGHT.accent) > 40
    view.set_spans([])
    assert picture(view) == before


def test_a_suggestion_has_the_tint_and_no_badge(view: ArticleView) -> None:
    badge = count(picture(view), LIGHT.ink2)
    view.set_suggested([span("s", "tumor", "D", state="suggested")])
    shown = picture(view)
    assert count(shown, LIGHT.evcur) > 100
    assert count(shown, LIGHT.ink2) == badge


def test_badges_make_room_and_move_no_offset(view: ArticleView) -> None:
    cursor = view.textCursor()
    start, end = at("👍🏽")
    cursor.setPosition(view.shown.to_display(end))
    before = view.cursorRect(cursor).left()
    view.set_spans([Span("a", start, end, "O"), Span("b", start, end, "S")])
    cursor = view.textCursor()
    cursor.setPosition(view.shown.to_display(end))
    assert view.cursorRect(cursor).left() - before == pytest.approx(36, abs=1)
    view.select(start, end)
    assert words_of(view) == "👍🏽"


def test_a_click_on_words_or_badge_tells_the_field(view: ArticleView) -> None:
    view.set_spans([span("payload", "release IL-12", "P"), span("part", "IL-12", "T")])
    picture(view)
    heard: list[str] = []
    view.evidence_clicked.connect(heard.append)
    QTest.mouseClick(view.viewport(), LEFT, pos=point_of(view, at("release")[0] + 2))
    QTest.mouseClick(view.viewport(), LEFT, pos=point_of(view, at("IL-12")[0] + 2))
    assert heard == ["payload", "part"]
    cursor = view.textCursor()
    cursor.setPosition(view.shown.to_display(at("IL-12")[1]))
    edge = view.cursorRect(cursor).center()
    # The badges stand before the position behind their words: the shorter range's first.
    QTest.mouseClick(view.viewport(), LEFT, pos=edge - QPoint(9, 0))
    QTest.mouseClick(view.viewport(), LEFT, pos=edge - QPoint(26, 0))
    assert heard[2:] == ["payload", "part"]


def test_a_drag_over_evidence_selects_and_tells_nothing(view: ArticleView) -> None:
    view.set_spans([span("payload", "release IL-12", "P")])
    heard: list[str] = []
    view.evidence_clicked.connect(heard.append)
    first, last = point_of(view, at("release")[0]), point_of(view, at("IL-12")[0])
    QTest.mousePress(view.viewport(), LEFT, pos=first)
    QTest.mouseMove(view.viewport(), last)
    QTest.mouseRelease(view.viewport(), LEFT, pos=last)
    assert heard == []
    assert view.selected_range() is not None


def test_the_pointer_over_evidence_is_told(qtbot: QtBot, view: ArticleView) -> None:
    view.set_spans([span("payload", "IL-12", "P")])
    heard: list[object] = []
    view.span_hovered.connect(heard.append)
    QTest.mouseMove(view.viewport(), point_of(view, at("IL-12")[0] + 2))
    qtbot.waitUntil(lambda: heard == ["payload"])
    QTest.mouseMove(view.viewport(), point_of(view, at("Mice")[0]))
    qtbot.waitUntil(lambda: heard == ["payload", None])


def test_folded_evidence_has_its_badge_at_the_placeholder(view: ArticleView) -> None:
    view.set_spans([span("year", "© 2026", "Y")])
    picture(view)
    heard: list[str] = []
    view.evidence_clicked.connect(heard.append)
    fold = view.shown.folds[1]
    cursor = view.textCursor()
    cursor.setPosition(fold.display_end)
    QTest.mouseClick(view.viewport(), LEFT, pos=view.cursorRect(cursor).center() + QPoint(16, 0))
    assert heard == ["year"]


def test_the_column_is_centred_and_follows_the_zoom_alone(view: ArticleView) -> None:
    widths = set()
    for width in (600, 800, 1200):
        view.resize(width, 500)
        widths.add(view.column_width())
        left = view.viewportMargins().left()
        assert abs(left - max(0, (width - 520 - 32) // 2)) <= 14
        assert width < 700 or left == (width - 520 - 32) // 2
    assert widths == {520}
    view.resize(400, 500)
    assert view.column_width() < 400


def test_a_drag_may_begin_in_the_margin(view: ArticleView) -> None:
    view.resize(1000, 600)
    line = view.viewport().mapTo(view, point_of(view, at("The team")[0]))
    end = view.viewport().mapTo(view, point_of(view, at("CAR T")[1]))
    QTest.mousePress(view, LEFT, pos=QPoint(40, line.y()))
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, LEFT, pos=end)
    assert (words_of(view) or "").startswith("The team made CAR T")


def test_going_somewhere_brings_it_into_view(qtbot: QtBot, view: ArticleView) -> None:
    body = "\n".join(f"Paragraph {number} says something." for number in range(400))
    view.show_article(plain(body))
    start = body.index("Paragraph 350")
    view.scroll_to(start, start + 13)

    def visible() -> bool:
        _, top = view.line_at(view.shown.to_display(start))
        y = top - view.verticalScrollBar().value()
        return 0 <= y <= view.viewport().height()

    qtbot.waitUntil(lambda: visible() and count(picture(view), LIGHT.accent) == 0)
    # Once more, now that it need not scroll: on a slow machine the frame may have gone before.
    view.scroll_to(start, start + 13)
    assert count(picture(view), LIGHT.accent) > 100
    qtbot.waitUntil(lambda: count(picture(view), LIGHT.accent) == 0)


def test_a_long_article_is_filled_in_piece_by_piece(qtbot: QtBot, view: ArticleView) -> None:
    body = "\n".join(f"Paragraph {number} says 👍🏽 something long." for number in range(6_000))
    words = "Paragraph 5999"
    start = body.index(words)
    view.show_article(plain(body), (Span("end", start, start + len(words), "P"),))
    assert view.document().characterCount() < len(body)
    view.scroll_to(start, start + len(words))
    qtbot.waitUntil(
        lambda: view.document().characterCount() == view.shown.length + 1, timeout=20_000
    )
    qtbot.waitUntil(
        lambda: view.verticalScrollBar().value() > view.verticalScrollBar().maximum() - 200
    )
    assert view.document().toRawText().replace("\u2029", "\n") == view.shown.display
    assert count(picture(view), LIGHT.ev) > 100


def test_reading_on_keeps_its_place_when_the_theme_changes(
    qtbot: QtBot, view: ArticleView, holder: ThemeHolder
) -> None:
    body = "\n".join(f"Paragraph {number} says something." for number in range(300))
    view.show_article(plain(body))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 6_000)
    view.verticalScrollBar().setValue(5_000)
    block = block_at(view.document(), 5_000)
    assert "Paragraph" in block.text()
    top = view.shown.to_text(block.position())
    holder.choose("dark", scale=1.5)
    again = view.shown.to_text(view.cursorForPosition(QPoint(20, 5)).position())
    assert abs(again - top) <= 60
    assert count(picture(view), DARK.paper) > 1_000


def test_the_rail_stands_beside_a_wide_text(
    qtbot: QtBot, view: ArticleView, holder: ThemeHolder
) -> None:
    view.set_spans([span("payload", "IL-12", "P")])
    view.set_rail([RailEntry("payload", "P", "Payload", "IL-12")])
    rail = view.findChild(Rail)
    assert rail is not None
    assert not rail.isVisible()
    holder.choose(wide=True)
    view.resize(1092, 620)
    assert rail.isVisible()
    assert rail.geometry().left() > view.viewport().geometry().right()
    picture(view)
    line = view.viewport().mapTo(view, point_of(view, at("IL-12")[0]))
    with qtbot.waitSignal(view.evidence_clicked) as heard:
        QTest.mouseClick(rail, LEFT, pos=QPoint(30, line.y() - rail.y()))
    assert heard.args == ["payload"]
    assert abs(view.column_width() - 640) <= 1


def test_values_of_one_field_share_a_line_of_the_rail() -> None:
    lung, ovary = span("1", "tumor", "D"), span("2", "tumor", "D")
    model = span("3", "tumor", "L")
    rows = rail_rows(
        [
            (RailEntry("1", "D", "Disease", "lung cancer"), lung),
            (RailEntry("2", "D", "Disease", "ovarian cancer"), ovary),
            (RailEntry("3", "L", "Model", "Vague"), model),
        ],
        12.0,
    )
    assert [row.entry.value for row in rows] == ["lung cancer; ovarian cancer", "Vague"]
    assert (rows[0].span, rows[0].others) == (lung, (ovary,))


def test_another_article_takes_everything_of_the_first_away(view: ArticleView) -> None:
    view.set_spans([span("payload", "IL-12", "P")])
    view.select(*at("IL-12"))
    view.show_article(plain("Other words. " * 40))
    assert view.selected_range() is None
    assert count(picture(view), LIGHT.ev) == 0
    assert view.accessibleName() == "Article A-0009"
    view.show_article(plain(""))
    assert view.selected_range() is None
    assert picture(view).width() > 0


@pytest.mark.parametrize("wrong", [(-1, 4), (5, 5), (7, 3), (0, 10_000)])
def test_a_span_that_is_no_range_of_the_text_is_left_out(
    view: ArticleView, wrong: tuple[int, int]
) -> None:
    before = picture(view)
    view.set_spans([Span("x", *wrong, "P")])
    assert picture(view) == before


def test_words_from_right_to_left_have_their_badge_in_the_line(view: ArticleView) -> None:
    body = "قال الباحث إن العلاج ناجح جدا في الفئران"
    view.show_article(plain(body), (Span("a", 4, 10, "N"),))
    shown = picture(view)
    assert count(shown, LIGHT.ev) > 50
    assert count(shown, LIGHT.ink2) > 40


ANY = st.text(
    alphabet=st.one_of(
        st.sampled_from("\n\n ab.\u00a0\u0301\u2028\u2029\r\x00\t👍🏽\u200d\ufdd0\ufffc𝒳é"),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=80,
)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ANY, st.booleans(), st.data())
def test_what_qt_shows_has_the_offsets_of_the_map(
    view: ArticleView, body: str, raw: bool, data: st.DataObject
) -> None:
    half = data.draw(st.integers(0, len(body)))
    blocks = (BlockView("furniture", 0, half), BlockView("main", half, len(body)))
    view.show_article(ArticleText("x", "A-1", "", "", body, blocks))
    view.set_mode("raw" if raw else "cleaned")
    assert view.document().toRawText().replace("\u2029", "\n") == view.shown.display
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    view.set_spans([Span("s", start, end, "P")])
    view.select(start, end)
    exactly = view.selected_exactly()
    shown = [cp for cp in range(start, end) if view.shown.range_to_display(cp, cp + 1)]
    if not shown:
        assert exactly is None
        return
    assert exactly is not None
    # Qt may not stop inside a cluster; it never takes less than was asked for.
    assert exactly[0] <= shown[0]
    assert exactly[1] >= shown[-1] + 1
    if unicodedata.is_normalized("NFC", body) and body.isascii():
        assert exactly == (shown[0], shown[-1] + 1)


def test_the_given_article_is_the_one_that_is_shown(view: ArticleView) -> None:
    assert view.article == article()


def test_a_badge_names_the_fields_that_have_none(view: ArticleView) -> None:
    view.set_spans([span("p", "tumor", "P"), span("a", "tumor", ""), span("b", "tumor", "")])
    picture(view)
    (rect,) = [rect for rect, _ in view._badges]
    told = view.told_at(rect.center())
    assert told == "3 values rest on these words\np: tumor\na: tumor\nb: tumor"
    assert [one.id for one in view.spans_at(rect.center())] == ["p"]


def test_items_of_a_list_have_a_bullet_unless_the_text_has_one(view: ArticleView) -> None:
    lines = ("The cells were", "frozen", "- thawed", "2. counted", "grown")
    body = "\n".join(lines)
    starts = [body.index(one) for one in lines]
    kinds = ("main", "list", "list", "list", "list")
    blocks = tuple(
        BlockView(kind, start, start + len(words))
        for kind, start, words in zip(kinds, starts, lines, strict=True)
    )
    view.show_article(ArticleText("l", "A-0003", "", "", body, blocks))
    image = picture(view)

    def in_margin(words: str) -> bool:
        place = point_of(view, body.index(words))
        paper, room = QColor(LIGHT.paper).rgb(), range(max(0, place.x() - 18), place.x() - 9)
        return any(
            image.pixel(x, y) != paper for x in room for y in range(place.y() - 8, place.y() + 8)
        )

    assert [in_margin(one) for one in lines] == [False, True, False, False, True]
    assert view.document().toPlainText() == body
    view.selectAll()
    assert view.createMimeDataFromSelection().text() == body


def test_words_far_down_a_long_article_are_selected_when_they_are_laid_out(
    qtbot: QtBot, view: ArticleView
) -> None:
    body = "\n".join(f"This is line {number} of a long article." for number in range(5_000))
    words = "line 4990 of"
    start = body.index(words)
    view.show_article(plain(body))
    view.select(start, start + len(words))
    assert view.selected_range() is None
    qtbot.waitUntil(lambda: view.selected_range() == (start, start + len(words)))
    view.clear_selection()
    assert view.selected_range() is None
