from __future__ import annotations

import pytest

from curator.suggest.paragraphs import TextBlock
from curator.suggest.reading import ArticleText, read_article
from tests.suggest.articles import article

NEWS = """Engineered cells shrink tumors in mice

By Jane Doe

Scientists at a school have made CAR T cells that release IL-12, and these cleared tumors in mice \
with ovarian cancer within weeks.

Read: Another story on drones

What the study found

The treated mice lived longer. “It surprised us,” said the author.

About the author

Jane Doe is a health reporter and the author of 30 books.
"""


def positions(read: ArticleText) -> dict[str, str]:
    return {one.text[:20]: one.position for one in read.sentences}


def test_positions_of_a_news_story() -> None:
    found = positions(article(NEWS))
    assert found["Engineered cells shr"] == "headline"
    assert found["By Jane Doe"] == "byline"
    assert found["Scientists at a scho"] == "lead"
    assert found["Read: Another story "] == "furniture"
    assert found["What the study found"] == "heading"
    assert found["The treated mice liv"] == "body"
    assert found["Jane Doe is a health"] in ("byline", "furniture")


def test_a_section_ends_where_the_next_heading_stands_and_no_teaser_opens_one() -> None:
    sections = {one.text[:11]: one.section for one in article(NEWS).sentences}
    assert sections["The treated"] == "what the study found"
    assert sections["Scientists "] == ""
    assert sections["Jane Doe is"] == ""


def test_who_wrote_it_is_no_part_of_the_study() -> None:
    read = article(
        "Scientists treated 12 mice with a new kind of cell, and all of them lived.\n"
        "Lynn C. Roe ✉\nLynn C. Roe, a health reporter, is the author of 30 books."
    )
    assert [one.position for one in read.sentences] == ["lead", "byline", "byline"]


def test_sections_of_a_paper_stand_over_their_parts() -> None:
    lines = [
        "Introduction",
        "Nobody had tried.",
        "2. Materials and Methods",
        "Mice",
        "Mice were bought.",
        "Results",
        "They lived.",
        "Conflicts of interest",
        "None.",
    ]
    body = "\n".join(lines)
    kinds = {"Introduction", "2. Materials and Methods", "Mice", "Results", "Conflicts of interest"}
    blocks, at = [], 0
    for line in lines:
        kind = "heading" if line in kinds else "main"
        blocks.append(TextBlock(kind, at, at + len(line)))
        at += len(line) + 1
    sections = {one.text: one.section for one in ArticleText(body, tuple(blocks)).sentences}
    assert sections["Nobody had tried."] == "background"
    assert sections["Mice were bought."] == "methods"
    assert sections["They lived."] == "results"
    assert sections["None."] == "interests"


def test_labels_of_a_structured_abstract_are_sections() -> None:
    body = (
        "BACKGROUND: Nothing was known. METHODS: We treated mice. They were old. "
        "Results: All lived. CONCLUSIONS: It works."
    )
    read = ArticleText(body, (TextBlock("main", 0, len(body)),))
    assert [one.section for one in read.sentences] == [
        "background",
        "methods",
        "methods",
        "results",
        "conclusions",
    ]


def test_lines_of_one_width_are_one_paragraph() -> None:
    lines = [
        "Researchers at the University of",
        "Somewhere have shown that a new drug",
        "helps mice with cancer live longer",
        "than others did before.",
    ]
    body = "\n".join(lines)
    blocks, at = [], 0
    for line in lines:
        blocks.append(TextBlock("heading" if not at else "main", at, at + len(line)))
        at += len(line) + 1
    read = ArticleText(body, tuple(blocks))
    assert [one.text for one in read.sentences] == [body]
    assert read.sentences[0].position in ("lead", "body")


def test_a_sentence_is_found_by_any_of_its_characters_and_knows_its_neighbours() -> None:
    read = article(NEWS)
    second = next(one for one in read.sentences if one.text.startswith("The treated"))
    assert read.sentence_at(second.start) is second
    assert read.sentence_at(second.end - 1) is second
    after = read.next_sentence(second)
    assert after is not None
    assert after.text.startswith("“It surprised")
    assert read.next_sentence(read.sentences[-1]) is None
    assert all(read.body[one.start : one.end] == one.text for one in read.sentences)


def test_mentions_are_found_by_role_and_place() -> None:
    read = article(NEWS)
    lead = next(one for one in read.sentences if one.position == "lead")
    named = [one.label for one in read.mentions_in("organisms", lead.start, end=lead.end)]
    assert named == ["mouse"]
    assert not read.mentions_in("organisms", 0, end=3)


def test_a_text_without_blocks_is_body() -> None:
    read = ArticleText("Mice lived. " * 3, ())
    assert len(read.sentences) == 3
    assert not ArticleText("  \n ", ()).sentences


@pytest.mark.parametrize(
    ("line", "position"),
    [
        ("By Erin Malloy", "byline"),
        ("BY ERIN MALLOY", "byline"),
        ("By reinvigorating T cells, the drug cleared the tumors of mice", "body"),
        ("By Targeting One Protein, Researchers Clear Tumors", "body"),
    ],
)
def test_a_byline_is_a_name_and_no_beginning_of_a_sentence(line: str, position: str) -> None:
    found = read_article(f"{line}\n", [TextBlock("main", 0, len(line))], names={})
    at = found.sentences[0].position
    assert at == position if position == "byline" else at in ("body", "lead")
