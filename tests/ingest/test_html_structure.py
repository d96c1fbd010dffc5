"""What the markup of a page says of its article: tables, raised text, captions, references."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.ingest.html_reader import read_html
from curator.ingest.html_walk import Piece
from curator.ingest.parse import parse_bytes
from curator.ingest.values import ParsedArticle
from tests.ingest.pages import HEADLINE, PARAGRAPHS
from tests.ingest.reading import cells, check, headers, shown

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def page(*inside: str, below: str = "") -> ParsedArticle:
    """An article with something between its paragraphs, and something below it."""
    text = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    html = f"<html><head><title>{HEADLINE}</title></head><body><nav><ul><li><a href='/'>News</a>"
    html += f"<li><a href='/s'>Sport</a></ul></nav><main><article><h1>{HEADLINE}</h1>{text}"
    html += f"{''.join(inside)}{text.replace('The ', 'Later the ')}{below}</article></main>"
    return check(parse_bytes(f"{html}<footer>© 2024 Daily</footer>".encode(), "page.html"))


TABLE = """<table><caption>Table 1. Arms</caption><thead><tr><th rowspan=2>Arm<th colspan=2>Response
</tr><tr><th>PR<th>CR</tr></thead><tbody><tr><td><p>A<sup>a</sup></p><p>more</p><td>3 (12&nbsp;%)
<td></tr><tr><td></tr><tr><td>B<td>4 of 9 mice were alive<td>1</tr></tbody></table>"""


def test_a_table_is_one_block_with_its_cells() -> None:
    article = page(TABLE)
    assert [pair for pair in shown(article) if pair[0] in ("table", "caption")] == [
        ("caption", "Table 1. Arms"),
        (
            "table",
            "Arm\tResponse\nPR\tCR\nA^(a) more\t3 (12 %)\nB\t4 of 9 mice were alive\t1",
        ),
    ]
    assert cells(article) == {
        (0, 0): "Arm",
        (0, 1): "Response",
        (1, 1): "PR",
        (1, 2): "CR",
        (2, 0): "A^(a) more",
        (2, 1): "3 (12 %)",
        (3, 0): "B",
        (3, 1): "4 of 9 mice were alive",
        (3, 2): "1",
    }
    assert headers(article) == {"Arm", "Response", "PR", "CR"}


LAYOUTS = {
    "a table in a table": "<table><tr><td>{0}<td><table><tr><td>a<td>b</table><tr><td>x<td>y",
    "columns of the page": "<table><tr><td>{0}</td><td>Sidebar</td></tr><tr><td>x<td>y</table>",
    "a heading in it": "<table><tr><td><h2>Head</h2><td>b<tr><td>{0}<td>d</table>",
    "said so": "<table role=presentation><tr><td>{0}<td>b<tr><td>c<td>d</table>",
    "words beside the cells": "<table><tr>loose words<td>{0}<td>b<tr><td>c<td>d</table>",
}


@pytest.mark.parametrize("table", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_a_table_that_only_puts_things_in_their_places_has_no_cells(table: str) -> None:
    text = " ".join(PARAGRAPHS)
    article = page(table.format(text if "Sidebar" in table or "<h2" in table else "words"))
    assert not any(block.cells for block in article.blocks)
    for words in ("loose words", "Head", "Sidebar"):
        assert (words in article.body) == (words in table)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("10<sup>7</sup> cells", "10⁷ cells"),
        ("10<sup> -3 </sup>M", "10 ⁻³ M"),
        ("mice<sup>1,2</sup>", "mice¹˒²"),
        ("mice<sup><a href='#1'>[1]</a></sup>", "mice[1]"),
        ("the 4<sup>th</sup>", "the 4th"),
        ("H<sub>2</sub>O", "H2O"),
        (f"p<sup>{PARAGRAPHS[0]}", f"p{PARAGRAPHS[0]}"),
        ("a<sup>b<p>c</sup>d</p>", "a^(b)\n\nc\n\nd"),
    ],
)
def test_raised_text_says_so(markup: str, text: str) -> None:
    assert read_html(f"<p>{markup}").body in (text, text.replace("^(b)", "b"))


def test_headings_have_their_levels() -> None:
    article = page("<h2>Methods</h2><p>Some words on this.</p><h3>Mice</h3><p>Of ten weeks.</p>")
    assert [pair for pair in shown(article) if pair[0].startswith(("title", "heading"))] == [
        ("title1", HEADLINE),
        ("heading2", "Methods"),
        ("heading3", "Mice"),
    ]


def test_the_caption_of_a_figure_in_the_article_is_the_articles() -> None:
    article = page("<figure><img src=x><figcaption>A cell. Photo: Us</figcaption></figure>")
    assert ("caption", "A cell. Photo: Us") in shown(article)
    seed = check(parse_bytes((SEEDS / "04-macrophage-page.html").read_bytes(), "page.html"))
    caption = "A macrophage (blue) swallows a tumour cell. Photo: Quillon Centre"
    assert ("caption", caption) in shown(seed)


def test_entries_below_references_are_references() -> None:
    entries = [f"{n}. Roe J, Doe A. On the nature of nothing. J Nil 199{n};1:2." for n in (1, 2, 3)]
    listed = "".join(f"<li>{entry}</li>" for entry in entries)
    article = page(below=f"<h2>References</h2><ol>{listed}</ol>")
    assert [words for kind, words in shown(article) if kind == "reference"] == entries
    assert ("heading2", "References") in shown(article)


def pieces() -> st.SearchStrategy[str]:
    tags = "table tr td th caption thead tbody p sup li h2 div figcaption".split()
    markup = [f"<{tag}>" for tag in tags] + [f"</{tag}>" for tag in tags]
    odd = [
        "<td colspan=99999999999>",
        "<td rowspan=70000>",
        "words",
        "10",
        " ",
        "\x1f",
        "References",
    ]
    return st.lists(st.sampled_from([*markup, *odd]), max_size=60).map("".join)


@settings(deadline=None)
@given(pieces())
def test_any_table_markup_gives_cells_in_blocks_and_loses_no_word(markup: str) -> None:
    article = page(markup)
    assert article.body.count("words") >= markup.count("words")


def test_pieces_of_no_table_have_no_cells() -> None:
    assert Piece("a", "main", 0, loose=True).cells == ()


HOSTILE = {
    "many rows": "<html><table>" + "<tr><td>a<td>b" * 20_000,
    "wide spans": "<html><table><tr>"
    + "<td rowspan=100 colspan=10>a" * 1_000
    + "<tr><td>b" * 2_000,
    "tables in tables": "<html>" + "<table><tr><td>a<td>" * 1_000 + "words",
    "never lowered": "<html><p>words" + "<sup>" * 50_000,
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.timeout(60)  # each takes a second or two; in the program the child's deadline ends it
def test_hostile_tables_are_read_in_time(markup: str) -> None:
    check(parse_bytes(markup.encode(), "page.html"))
