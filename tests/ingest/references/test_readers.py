"""What each format says, in the attributes of a reference, and as an article with its words."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from curator.domain.errors import UnreadableInputError
from curator.ingest.references.columns import guess_columns
from curator.ingest.references.latex_text import plain
from curator.ingest.references.lists import read_csv, read_xlsx
from curator.ingest.values import Failure, Note, ParsedArticle, ReadOptions
from tests.ingest.references.reading import articles, one, reads, references
from tests.shared_data import SHARED, needs_shared

RIS = """\
TY  - JOUR
TI  - CAR T cells against solid tumours
AU  - Grey, Ada
AU  - de Vries,Bo
PY  - 2021/03/09/
JF  - Journal of Cells
JA  - J Cells
VL  - 8
IS  - 2
SP  - 123
EP  - 130
DO  - https://doi.org/10.1000/ABC
U1  - 1234[pmid]
AB  - BACKGROUND: Why. METHODS: How. RESULTS: What.
C1  - kept
C1  - kept too
ER  -
"""


def test_ris_has_its_places() -> None:
    found = one(RIS, "a.ris")
    assert (found.kind, found.title) == ("article-journal", "CAR T cells against solid tumours")
    assert found.authors == ("Grey, Ada", "de Vries, Bo")
    assert (found.year, found.date) == ("2021", "2021-03-09")
    assert (found.journal, found.journal_short) == ("Journal of Cells", "J Cells")
    assert (found.volume, found.issue, found.pages) == ("8", "2", "123-130")
    assert (found.doi, found.pmid) == ("10.1000/abc", "1234")
    assert found.other == (("C1", "kept"), ("C1", "kept too"))


def test_an_article_has_title_abstract_and_citation_with_hints() -> None:
    (article,) = articles(RIS, "a.ris")
    kinds = [(block.kind, block.name) for block in article.blocks]
    assert kinds[0] == ("title", "")
    assert kinds[-1] == ("reference", "citation")
    assert [article.body[b.start : b.end] for b in article.blocks if b.kind == "heading"] == [
        "BACKGROUND", "METHODS", "RESULTS",
    ]  # fmt: skip
    hints = [(hint.field, hint.value) for hint in article.hints]
    assert hints == [
        ("report.title", "CAR T cells against solid tumours"),
        ("report.author", "Grey, Ada"),
        ("report.author", "de Vries, Bo"),
        ("report.outlet", "Journal of Cells"),
        ("report.date", "2021-03-09"),
    ]
    assert all(article.body[h.start : h.end] == h.quote for h in article.hints)
    assert (article.name, article.original) == ("", RIS.encode())


def test_of_several_records_each_has_its_own_bytes() -> None:
    first, second = articles(RIS + "\n2.\n" + RIS.replace("CAR T", "NK"), "a.ris")
    assert (first.name, second.name) == ("record 1", "record 2")
    assert first.original == RIS.encode()
    assert b"TI  - NK cells" in second.original
    assert b"2." not in first.original


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + RIS,
        "\n\n1.\n" + RIS,
        RIS.replace("\n", "\r\n"),
        RIS.replace("ER  -\n", ""),
        RIS.replace("  - ", " - ").replace("ER  -", "ER -"),
        RIS.replace("tumours", "\n      tumours"),
        "Provider: X\nContent: text/plain\n\n" + RIS,
    ],
    ids=["bom", "numbered", "crlf", "no end", "one blank", "wrapped", "header"],
)
def test_ris_is_read_however_it_is_written(text: str) -> None:
    found = one(text, "a.txt")
    assert found.title == "CAR T cells against solid tumours"
    assert found.doi == "10.1000/abc"


def test_a_record_that_nothing_ends_does_not_swallow_the_next() -> None:
    two = RIS.replace("ER  -\n", "") + RIS.replace("CAR T", "NK")
    assert [found.title[:4] for found in references(two, "a.ris")] == ["CAR ", "NK c"]


def test_lines_between_records_are_named() -> None:
    notes = [r for r in reads(RIS + "stray words\n" + RIS, "a.ris") if isinstance(r, Note)]
    assert [note.sentence for note in notes] == [
        "Line 18 stands between records and is in none of them: “stray words”."
    ]


BIB = r"""
@string{cell = "Journal of " # "Cells"}
@article{grey,
  author = {Grey, Ada and {World Health Organization} and Ludwig van Beethoven
            and King, Jr., M. L.},
  title = {{CAR}-T cells \& M{\"u}ller's 10\textsuperscript{7} \unknown{x}},
  journal = cell, year = 2021, month = mar, pages = {1--9}, keywords = {a, b},
}
@book{broken, title = {never closed
@misc{grey, title = "Second with the same key"}
"""


def test_bibtex_strings_accents_names_and_keys() -> None:
    first, second = references(BIB, "a.bib")
    assert first.title == r"CAR-T cells & Müller's 10⁷ \unknown{x}"
    assert first.authors == (
        "Grey, Ada", "World Health Organization", "van Beethoven, Ludwig", "King, M. L., Jr.",
    )  # fmt: skip
    assert (first.journal, first.date, first.pages) == ("Journal of Cells", "2021-03", "1-9")
    assert second.title == "Second with the same key"


def test_a_broken_entry_is_reported_beside_the_others() -> None:
    found = reads(BIB, "a.bib")
    (failure,) = [r for r in found if isinstance(r, Failure)]
    assert failure.sentence.startswith("The entry in line 9 is broken: “@book{broken")
    assert any(isinstance(r, Note) and "“grey” stands twice" in r.sentence for r in found)


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\'{e}\`a\^o\~n\.z\=a\u g\v{s}\H o\c c\k{a}\r a", "éàôñżāğšőçąå"),
        (r"\ss \o \AE{} \i \'{\i}", "ßøÆıí"),
        (r"$\alpha$-synuclein, $10^{7}$ and $x_2$", "α-synuclein, 10⁷ and x2"),
        (r"100\% \$5 \#1 a\_b \{x\}", "100% $5 #1 a_b {x}"),
        (r"\emph{in vivo} {\it really}", "in vivo really"),
        (r"never } closed {", "never } closed {"),
        ("\\foo{bar} \\textbackslash{} \\", "\\foo{bar} \\ \\"),
    ],
)
def test_latex_is_plain_text(latex: str, text: str) -> None:
    assert plain(latex).replace(" ", "") == text.replace(" ", "")


def test_pubmed_xml_keeps_what_it_says() -> None:
    xml = """<PubmedArticle><MedlineCitation><PMID>12</PMID><Article><Journal>
    <ISSN>1234-5678</ISSN><JournalIssue><Volume>8</Volume><PubDate><MedlineDate>1998 Dec-1999 Jan
    </MedlineDate></PubDate></JournalIssue><Title>Cells</Title></Journal>
    <ArticleTitle>10<sup>7</sup> cells.</ArticleTitle>
    <Abstract><AbstractText Label="AIMS">Why.</AbstractText><AbstractText>So.</AbstractText>
    </Abstract><AuthorList><Author><LastName>Grey</LastName><ForeName>Ada</ForeName>
    <Suffix>Jr</Suffix></Author><Author><CollectiveName>The Group</CollectiveName></Author>
    </AuthorList></Article><ChemicalList><Chemical><NameOfSubstance>Iron</NameOfSubstance>
    </Chemical></ChemicalList></MedlineCitation><PubmedData><ArticleIdList>
    <ArticleId IdType="doi">10.1000/X</ArticleId><ArticleId IdType="pmc">PMC7</ArticleId>
    </ArticleIdList></PubmedData></PubmedArticle>"""
    found = one(xml, "a.xml")
    assert (found.title, found.year, found.date) == ("10⁷ cells", "1998", "")
    assert found.authors == ("Grey, Ada, Jr", "The Group")
    assert (found.doi, found.pmid, found.pmcid) == ("10.1000/x", "12", "PMC7")
    assert found.abstract == "AIMS: Why.\nSo."
    assert ("MedlineCitation/ChemicalList/Chemical/NameOfSubstance", "Iron") in found.other
    assert any(value.startswith("1998 Dec-1999 Jan") for _, value in found.other)


def test_csl_json_is_read_and_odd_values_kept() -> None:
    text = """[{"id": "k", "type": "article-journal", "title": "T",
     "author": [{"family": "Vries", "non-dropping-particle": "de", "given": "Bo"},
                {"literal": "The Group"}],
     "issued": {"date-parts": [[2021, 3]]}, "DOI": "10.1000/X", "accessed": {"raw": "today"}}]"""
    found = one(text, "a.json")
    assert found.authors == ("de Vries, Bo", "The Group")
    assert (found.year, found.date, found.doi) == ("2021", "2021-03", "10.1000/x")
    assert found.other == (("id", "k"), ("accessed", '{"raw":"today"}'))


# --- lists ----------------------------------------------------------------------------------------

CSV = "Title;Authors;Year;Source title;DOI;Cohort\nCells;Grey, A.; de Vries, B.;2021;Lancet;;7\n"


def test_columns_are_guessed_by_their_headers() -> None:
    headers = ["Article Title", "Author Full Names", "PublicationYear", "Source title", "X", "DOI"]
    assert guess_columns(headers) == {
        "Article Title": "title",
        "Author Full Names": "authors",
        "Source title": "journal",
        "DOI": "doi",
    } | {"PublicationYear": "year"}


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_list_is_read_whatever_parts_its_columns(mark: str) -> None:
    rows = [
        ["Title", "Authors", "Year", "DOI", "Cohort"],
        ['"A, b; c|d"', "Grey A", "2021", "", "7"],
    ]
    found = one("\n".join(mark.join(row) for row in rows), "a.csv")
    assert (found.title, found.year) == ("A, b; c|d", "2021")
    assert found.other == (("Cohort", "7"),)


def test_rows_that_do_not_fit_are_failures_and_the_others_stay() -> None:
    long = "x" * 200_000
    text = f'Title,Year\n"{long}",2021\nA,2020,too,many\nB,2019\nC\nD\0,2018\n'
    found = reads(text, "a.csv")
    assert [r.name for r in found if isinstance(r, Failure)] == ["row 3"]
    titles = [r.reference.title for r in found if isinstance(r, ParsedArticle) and r.reference]
    assert titles == [long, "B", "C", "D\ufffd"]


def test_a_curators_mapping_stands_before_the_guess() -> None:
    data = b"Kopf,Wann\nCells,2021\n"
    with pytest.raises(UnreadableInputError, match="none of its columns"):
        list(read_csv(data, "a.csv"))
    options = ReadOptions(columns={"Kopf": "title", "Wann": "year"})
    (article,) = [
        r for r in read_csv(data, "a.csv", options=options) if isinstance(r, ParsedArticle)
    ]
    assert article.reference is not None
    assert (article.reference.title, article.reference.year) == ("Cells", "2021")


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_is_read_like_a_list() -> None:
    data = workbook([["Title", "PMID", "Year"], ["Cells", 1234.0, 2021], [None, None, None]])
    found = one(data, "a.xlsx")
    assert (found.title, found.pmid, found.year) == ("Cells", "1234", "2021")


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 101_000_000)
    with pytest.raises(UnreadableInputError, match="unpack"):
        list(read_xlsx(file.getvalue(), "a.xlsx"))


# --- the real files -------------------------------------------------------------------------------

FIXTURES = SHARED / "formats" / "jabref_fixtures"
COUNTS = {
    "BiblioscapeImporterTestComments.txt": 1, "CitaviXmlImporterTest2.ctv6bak": 58,
    "CitaviXmlImporterTest3.ctv6bak": 99, "CopacImporterTest2.txt": 2,
    "EndnoteXmlImporterTestLabelAndMultiTitle.xml": 3, "IsiImporterTestWOS.isi": 2,
    "MedlineImporterTestNbib.xml": 2, "MedlinePlainImporterTestMultipleEntries.txt": 7,
    "OvidImporterTest1.txt": 5, "RepecNepImporterTest1.txt": 1, "RisImporterTest1.ris": 1,
    "RisImporterCorrupted.ris": 1, "RepecNepImporterTest2.bib": 1,
}  # fmt: skip


@needs_shared
@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_real_files_hold_so_many_records(name: str, count: int) -> None:
    assert len(references((FIXTURES / name).read_bytes(), name)) == count


@needs_shared
def test_every_real_file_is_read_or_refused_with_a_sentence() -> None:
    refused: dict[str, str] = {}
    for path in sorted(FIXTURES.iterdir()):
        if path.suffix == ".pdf":
            continue
        try:
            assert articles(path.read_bytes(), path.name)
        except UnreadableInputError as error:
            refused[path.name] = error.sentence
    assert refused == {
        "MedlineImporterTestMinimalEntry.bib":
            "MedlineImporterTestMinimalEntry.bib is a BibTeX list with nothing in it.",
        "MedlineImporterTestMinimalEntry.xml":
            "MedlineImporterTestMinimalEntry.xml says nothing of an article.",
    }  # fmt: skip
