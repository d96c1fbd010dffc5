"""Markdown: the text stays as it is; headings, tables, lists and code by their marks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from curator.ingest.parse import parse_bytes
from curator.ingest.values import ParsedArticle
from tests.ingest.pages import HEADLINE, PARAGRAPHS
from tests.ingest.reading import cells, check, headers, shown

TEXT = f"""# {HEADLINE}

{PARAGRAPHS[0]}

## Methods

{PARAGRAPHS[1]}

### Mice

- young mice of this strain
- old mice of that strain

| Arm | PR \\| CR | n |
|:----|---------:|---|
| A   | 3 (12 %) |   |
| B   |          | 9 |

```python
# no heading
- no list | no table
```

Arm | n
--- | ---
A | 9

{PARAGRAPHS[2]}

## References

1. Roe J. On nothing. J Nil 1999;1:2.
2. Doe A. On all. J Omne 2001;3:4.
"""


def read(text: str) -> ParsedArticle:
    article = check(parse_bytes(text.encode(), "note.md"))
    assert article.body == text
    return article


def test_every_mark_makes_a_block_of_its_kind() -> None:
    assert [kind for kind, _ in shown(read(TEXT))] == [
        "title1",
        "main",
        "heading2",
        "main",
        "heading3",
        "list",
        "list",
        "table",
        "main/code",
        "table",
        "main",
        "heading2",
        "reference",
        "reference",
    ]


def test_cells_are_the_words_between_the_bars() -> None:
    article = read(TEXT)
    assert cells(article) == {
        (0, 0): "Arm",
        (0, 1): "PR \\| CR",
        (0, 2): "n",
        (1, 0): "A",
        (1, 1): "3 (12 %)",
        (1, 2): "",
        (2, 0): "B",
        (2, 1): "",
        (2, 2): "9",
    }
    assert headers(article) == {"Arm", "PR \\| CR", "n"}
    assert cells(article, 1) == {(0, 0): "Arm", (0, 1): "n", (1, 0): "A", (1, 1): "9"}


def test_lines_broken_at_a_width_are_paragraphs_but_rows_and_items_stay() -> None:
    line = "words of some length that run on and on to the end of this very line and then"
    wrapped = "\n".join([line] * 6)
    text = f"{wrapped}\n\n## Data\n{wrapped}\n\n| a | b |\n| - | - |\n| c | d |\n\n{wrapped}\n"
    article = read(text)
    kinds = [kind for kind, _ in shown(article) if not kind.startswith("furniture")]
    assert kinds.count("table") == 1
    assert kinds.count("heading2") == 1
    assert cells(article) == {(0, 0): "a", (0, 1): "b", (1, 0): "c", (1, 1): "d"}
    assert sum(kind in ("main", "title", "caption/byline") for kind in kinds) <= 4


MARKS = ["#", "## Head", "|", "| a | b |", "|---|", "--|--", "- item", "```", "~~~", "", "\\|"]


@given(st.lists(st.sampled_from([*MARKS, *PARAGRAPHS[:2]]), max_size=30))
def test_any_marks_give_blocks_that_hold_the_text(lines: list[str]) -> None:
    read("words\n" + "\n".join(lines))
