"""Which words a drag over pages takes."""

from __future__ import annotations

from curator.gui.article.page_selection import PageSelection, Place
from curator.services.pages import PageWord, PageWords

# Two columns of two lines of two words, as "aa bb / cc dd" beside "ee ff / gg"; ten points high.
WORDS = PageWords(
    1,
    (
        PageWord(0, 2, ((10, 10, 50, 20),)),
        PageWord(3, 5, ((60, 10, 100, 20),)),
        PageWord(6, 8, ((10, 22, 50, 32),)),
        PageWord(9, 11, ((60, 22, 100, 32),)),
        PageWord(12, 14, ((130, 10, 170, 20),)),
        PageWord(15, 17, ((180, 10, 220, 20),)),
        PageWord(18, 20, ((130, 22, 170, 32),)),
    ),
)
NEXT = PageWords(2, (PageWord(30, 34, ((10, 10, 50, 20), (10, 22, 30, 32))),))


def dragged(start: Place, end: Place) -> PageSelection:
    made = PageSelection()
    made.set_words(WORDS)
    made.set_words(NEXT)
    made.press(start)
    made.drag_to(end)
    return made


def test_a_drag_down_a_column_stays_in_it() -> None:
    drag = dragged(Place(1, 70, 15), Place(1, 30, 28))
    assert drag.range == (3, 8)
    assert drag.boxes(1) == [(60, 10, 100, 20), (10, 22, 50, 32)]
    assert dragged(Place(1, 30, 28), Place(1, 70, 15)).range == (3, 8)


def test_words_of_a_line_are_one_box_with_the_space_between() -> None:
    assert dragged(Place(1, 20, 15), Place(1, 20, 27)).boxes(1) == [
        (10, 10, 100, 20),
        (10, 22, 50, 32),
    ]


def test_between_lines_the_nearer_one_counts_and_behind_a_line_its_last_word() -> None:
    assert dragged(Place(1, 20, 15), Place(1, 20, 20.5)).range == (0, 2)
    assert dragged(Place(1, 20, 15), Place(1, 108, 15)).range == (0, 5)
    assert dragged(Place(1, 135, 15), Place(1, 180, 27)).range == (12, 20)


def test_a_drag_to_the_next_page_takes_all_between() -> None:
    drag = dragged(Place(1, 150, 27), Place(2, 20, 27))
    assert drag.range == (18, 34)
    assert drag.boxes(1) == [(130, 22, 170, 32)]
    assert drag.boxes(2) == [(10, 10, 50, 20), (10, 22, 30, 32)]


def test_a_drag_waits_for_words_and_says_where_there_are_none() -> None:
    drag = PageSelection()
    drag.press(Place(1, 20, 15))
    assert not drag.dragging, "a press alone is no drag"
    drag.drag_to(Place(2, 20, 15))
    drag.let_go()
    assert drag.ended
    assert drag.wanted() == (1, 2)
    assert drag.range is None
    drag.set_words(WORDS)
    assert drag.wanted() == (2,)
    drag.set_words(PageWords(2))
    assert drag.wanted() == ()
    assert drag.wordless() == 2
    assert drag.range is None


def test_without_a_drag_it_is_what_the_text_says() -> None:
    drag = dragged(Place(1, 20, 15), Place(1, 70, 15))
    drag.say((6, 8))
    assert drag.range == (0, 5)
    drag.stop()
    assert drag.range == (6, 8)
    assert drag.boxes(1) == [(10, 22, 50, 32)]
    drag.forget()
    assert drag.range is None


def test_a_word_is_pointed_at_only_close_by() -> None:
    drag = PageSelection()
    drag.set_words(WORDS)
    assert drag.word_at(Place(1, 30, 15)) == (0, 2)
    assert drag.word_at(Place(1, 30, 90)) is None
    assert drag.word_at(Place(2, 30, 15)) is None


def test_shift_extends_from_where_the_drag_began() -> None:
    made = dragged(Place(1, 70, 15), Place(1, 30, 28))
    made.keep_anchor()
    made.stop()
    made.say((3, 8))
    assert made.extend(Place(1, 70, 28))
    assert made.range == (3, 11)
    assert made.extend(Place(1, 20, 15))
    assert made.range == (0, 5), "turned round, the first word stays"
    assert made.wanted() == ()


def test_shift_extends_from_a_click_or_from_what_the_text_has_selected() -> None:
    made = PageSelection()
    made.set_words(WORDS)
    assert not made.extend(Place(1, 30, 15)), "nothing to extend"
    made.point_at(Place(1, 30, 28))
    assert made.extend(Place(1, 140, 15))
    assert made.range == (6, 14)
    made.stop()
    made.say((3, 5))
    assert made.extend(Place(1, 30, 28))
    assert made.range == (3, 8)
    made.forget()
    assert not made.extend(Place(1, 30, 15))


def test_a_drag_ends_before_the_furniture_nearest_to_where_it_began() -> None:
    made = dragged(Place(1, 70, 15), Place(2, 20, 15))
    made.set_furniture([(8, 12), (20, 30)])
    assert made.range == (3, 8)
    assert made.cut == (8, 12)
    back = dragged(Place(2, 20, 15), Place(1, 70, 15))
    back.set_furniture([(8, 12), (20, 30)])
    assert (back.range, back.cut) == ((30, 34), (20, 30))
    inside = dragged(Place(1, 70, 28), Place(1, 150, 28))
    inside.set_furniture([(8, 12), (20, 30)])
    assert (inside.range, inside.cut) == ((9, 20), None), "who begins in furniture wants it"
    beside = dragged(Place(1, 140, 15), Place(1, 150, 28))
    beside.set_furniture([(8, 12), (20, 30)])
    assert (beside.range, beside.cut) == ((12, 20), None)
