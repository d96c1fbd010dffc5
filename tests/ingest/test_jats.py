"""JATS: sections, tables, captions, footnotes, references, and what the front says."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from curator.domain.errors import UnreadableInputError
from curator.ingest.jats import read_jats
from curator.ingest.jats_inline import is_unseen
from curator.ingest.values import ParsedArticle
from curator.ingest.xml_trees import local_name, read_xml, steps
from tests.ingest.reading import cells, check, headers, hinted, only, shown
from tests.shared_data import SHARED, needs_shared

ARTICLE = """<!DOCTYPE article PUBLIC "-//NLM//DTD JATS 1.2//EN" "JATS.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML"
 article-type="research-article" xml:lang="en">
<front><journal-meta><journal-id journal-id-type="nlm-ta">J Invent</journal-id>
<journal-title-group><journal-title>Journal of Invented Studies</journal-title>
</journal-title-group>
<issn pub-type="epub">1234-5678</issn><publisher><publisher-name>Nowhere Press</publisher-name>
</publisher></journal-meta>
<article-meta><article-id pub-id-type="pmid">1234</article-id>
<article-id pub-id-type="pmc">567</article-id>
<article-id pub-id-type="doi">10.1000/ABC.1</article-id>
<article-categories><subj-group><subject>Research Article</subject></subj-group>
</article-categories>
<title-group><article-title>CD8<sup>+</sup> T cells at 10<sup>7</sup>&#8201;per dose<xref
 ref-type="fn">*</xref></article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Larkin</surname><given-names>Ada
 B.</given-names></name><xref ref-type="aff">1</xref></contrib>
<contrib contrib-type="author"><collab>The Bench Group</collab></contrib>
<contrib contrib-type="editor"><name><surname>Quill</surname><given-names>E</given-names></name>
</contrib></contrib-group>
<aff><label>1</label><institution>Fenwick Institute</institution>, <country>Utopia</country></aff>
<author-notes><corresp>Write to <email>a@example.org</email></corresp></author-notes>
<pub-date pub-type="collection"><year>2020</year></pub-date>
<pub-date pub-type="epub"><day>3</day><month>2</month><year>2021</year></pub-date>
<volume>7</volume><issue>2</issue><fpage>11</fpage><lpage>19</lpage>
<history><date date-type="received"><day>1</day><month>6</month><year>2020</year></date></history>
<permissions><copyright-statement>© 2021 Larkin</copyright-statement><copyright-year>2021
</copyright-year></permissions>
<abstract><sec><title>Aim</title><p>To invent.</p></sec></abstract>
<kwd-group><kwd>cells</kwd><kwd>doses</kwd></kwd-group>
</article-meta></front>
<body><sec><label>1</label><title>Methods</title>
<p>We gave &lt; 5&nbsp;mg<xref ref-type="bibr"><sup>1,2</sup></xref>.<fn><p>Or less.</p></fn> Then:
<list><list-item><label>a)</label><p>one;</p></list-item><list-item><p>two.</p></list-item></list>
And <inline-formula><alternatives><tex-math>\\begin{document}$x^2$\\end{document}</tex-math>
<mml:math><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup><mml:mo>=</mml:mo><mml:mfrac>
<mml:mn>1</mml:mn><mml:mn>4</mml:mn></mml:mfrac></mml:math></alternatives></inline-formula>.</p>
<sec><title>Cells</title><p>H<sub>2</sub>O.</p>
<fig><label>Figure 1</label><caption><title>The dose.</title><p>In mg.</p></caption>
<alt-text>unseen</alt-text><graphic xlink:href="f1.jpg"/></fig>
<table-wrap><label>Table 1</label><caption><p>Outcomes</p></caption>
<table><thead><tr><th rowspan="2">Arm</th><th colspan="2">Response</th></tr>
<tr><th>PR</th><th>CR</th></tr></thead>
<tbody><tr><td>A<sup>a</sup></td><td>3 (12%)</td><td/></tr></tbody></table>
<table-wrap-foot><fn><label>a</label><p>Per protocol.</p></fn></table-wrap-foot></table-wrap>
</sec></sec>
<boxed-text><caption><title>In short</title></caption><p>It works.</p></boxed-text></body>
<back><ack><p>We thank nobody.</p></ack>
<ref-list><ref><label>1.</label><element-citation><person-group person-group-type="author"><name>
<surname>Roe</surname><given-names>J</given-names></name><etal/></person-group><article-title>On
 nothing</article-title><source>J Nil</source><year>1999</year><volume>1</volume><fpage>2</fpage>
<lpage>3</lpage><pub-id pub-id-type="doi">10.1/X</pub-id></element-citation></ref>
<ref><mixed-citation><name><surname>Doe</surname><given-names>A</given-names></name>. All.
 <source>J Omne</source> 2001.</mixed-citation></ref></ref-list></back>
<sub-article><front-stub><title-group><article-title>Reply</article-title></title-group></front-stub>
<body><p>Indeed.</p></body></sub-article></article>
"""

CITATION = (
    "Journal of Invented Studies. 2021 Feb 3;7(2):11-19. doi:10.1000/abc.1. PMID: 1234. PMC567"
)


def article() -> ParsedArticle:
    return only(read_jats(ARTICLE.encode(), "paper.nxml"))


def test_every_part_is_a_block_of_its_kind() -> None:
    assert shown(article()) == [
        ("title", "CD8⁺ T cells at 10⁷\u2009per dose"),
        ("caption/byline", "Ada B. Larkin, The Bench Group"),
        ("caption/affiliation", "1 Fenwick Institute, Utopia"),
        ("reference/citation", CITATION),
        ("caption/article type", "Research Article"),
        ("caption/history", "Received 2020 Jun 1"),
        ("heading1", "Abstract"),
        ("heading2", "Aim"),
        ("main", "To invent."),
        ("main", "Keywords: cells; doses"),
        ("footnote", "Write to a@example.org"),
        ("furniture/licence", "© 2021 Larkin"),
        ("heading1", "1 Methods"),
        ("main", "We gave < 5\u00a0mg¹˒². Then:"),
        ("list", "a) one;"),
        ("list", "two."),
        ("main", "And x²= 1/4."),
        ("footnote", "Or less."),
        ("heading2", "Cells"),
        ("main", "H2O."),
        ("caption", "Figure 1 The dose. In mg."),
        ("caption", "Table 1 Outcomes"),
        ("table", "Arm\tResponse\n\tPR\tCR\nA^(a)\t3 (12%)"),
        ("footnote", "a Per protocol."),
        ("heading1", "In short"),
        ("main", "It works."),
        ("heading1", "Acknowledgements"),
        ("main", "We thank nobody."),
        ("heading1", "References"),
        ("reference", "1. Roe J, et al. On nothing. J Nil. 1999;1:2-3. doi:10.1/x."),
        ("reference", "Doe A. All. J Omne 2001."),
        ("heading1", "Reply"),
        ("main", "Indeed."),
    ]


def test_cells_are_addressed_by_row_and_column() -> None:
    assert cells(article()) == {
        (0, 0): "Arm",
        (0, 1): "Response",
        (1, 1): "PR",
        (1, 2): "CR",
        (2, 0): "A^(a)",
        (2, 1): "3 (12%)",
    }
    assert headers(article()) == {"Arm", "Response", "PR", "CR"}


def test_the_record_is_what_the_front_says() -> None:
    reference = article().reference
    assert reference is not None
    assert reference.title == "CD8⁺ T cells at 10⁷\u2009per dose"
    assert (reference.authors, reference.editors) == (
        ("Larkin, Ada B.", "The Bench Group"),
        ("Quill, E",),
    )
    assert (reference.doi, reference.pmid, reference.pmcid) == ("10.1000/abc.1", "1234", "PMC567")
    assert (reference.date, reference.year) == ("2021-02-03", "2021")
    assert (reference.journal, reference.journal_short) == (
        "Journal of Invented Studies",
        "J Invent",
    )
    assert (reference.volume, reference.issue, reference.pages) == ("7", "2", "11-19")
    assert (reference.source, reference.language, reference.issn) == ("jats", "en", "1234-5678")
    assert (reference.abstract, reference.keywords) == ("To invent.", ("cells", "doses"))


def test_proposals_have_the_words_that_say_them() -> None:
    assert hinted(article()) == [
        ("report.title", *["CD8⁺ T cells at 10⁷\u2009per dose"] * 2),
        ("report.author", "Ada B. Larkin", "Ada B. Larkin"),
        ("report.author", "The Bench Group", "The Bench Group"),
        ("report.outlet", *["Journal of Invented Studies"] * 2),
        ("report.date", "2021-02-03", "2021 Feb 3"),
    ]


def test_a_set_gives_each_article_with_its_own_xml() -> None:
    one = "<article><front><article-meta><title-group><article-title>{}</article-title>"
    one += "</title-group></article-meta></front><body><p>Words of {}.</p></body></article>"
    data = f"<pmc-articleset>{one.format('A', 'A')} {one.format('B', 'B')}</pmc-articleset>"
    reads = list(read_jats(data.encode(), "set.xml"))
    articles = [check(read) for read in reads if isinstance(read, ParsedArticle)]
    assert [(one.name, one.title) for one in articles] == [("record 1", "A"), ("record 2", "B")]
    again = only(read_jats(articles[1].original, "record 2"))
    assert again.body == articles[1].body


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<article><front/><body/></article>", "holds no text"),
        ("<book><p>words</p></book>", "<book>"),
        ("<article><body><p>words</body></article>", "no sound XML"),
    ],
)
def test_what_is_no_article_is_refused(text: str, why: str) -> None:
    with pytest.raises(UnreadableInputError, match=re.escape(why)):
        list(read_jats(text.encode(), "paper.xml"))


def _letters(text: str) -> Counter[str]:
    return Counter(char for char in text.lower() if char.isalpha())


def _letters_of_file(data: bytes) -> Counter[str]:
    """All letters of body and references, whatever they stand in."""
    root, _ = read_xml(data, "paper.nxml")
    parts: list[str] = []
    events = steps(root)
    for event, element in events:
        if event == "start" and (is_unseen(element) or local_name(element) == "front"):
            events.skip_subtree()  # type: ignore[attr-defined]
        elif event == "start":
            parts.append(element.text or "")
        if event == "end" and element is not root:
            parts.append(element.tail or "")
    return _letters("".join(parts))


FILES = sorted((SHARED / "formats").glob("jats_*/*.nxml"))


@needs_shared
@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_nothing_of_a_real_article_is_lost(path: Path) -> None:
    data = path.read_bytes()
    read = only(read_jats(data, "paper.nxml"))
    assert not _letters_of_file(data) - _letters(read.body)
    reference = read.reference
    assert reference is not None
    assert all((reference.title, reference.authors, reference.date, reference.doi, reference.pmid))
    assert {hint.field for hint in read.hints} == {
        "report.title",
        "report.author",
        "report.outlet",
        "report.date",
    }
    levels = [block.level for block in read.blocks if block.kind == "heading"]
    assert levels[0] == 1
    assert all(1 <= level <= 6 for level in levels)
    assert sum(after - before > 1 for before, after in pairwise(levels)) <= 1
    assert sum(block.kind == "reference" for block in read.blocks) > 10
    assert all(block.cells for block in read.blocks if block.kind == "table")
