"""What a PDF says of itself, and what a PDF gets that cannot be read, or only in part."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.domain.errors import CuratorError, PasswordNeededError, UnreadableInputError
from curator.ingest.parse import parse_file
from curator.ingest.pdf.reader import read_pdf
from curator.ingest.values import Note, ParsedArticle, ReadOptions
from tests.ingest.pdf.pdf_files import BOLD, Page, Pdf
from tests.ingest.pdf.test_reading_order import LEFT, RIGHT, THIRD
from tests.ingest.reading import check, only
from tests.shared_data import SHARED, needs_shared

UNREADABLE = ("A.pdf", "B.pdf", "pdfNotInDatabase.pdf", "article_dublinCore_partial_date.pdf")


def first_page() -> Pdf:
    pdf = Pdf(info={"Title": "Microsoft Word - final_v3.docx", "Author": "Somebody Else"})
    page = pdf.page().put(80, 80, "Armoured cells in seven patients", size=20, font=BOLD)
    page.put(120, 110, "Ada Miller").put(163, 106, "1,2", size=6.5).put(172, 110, ", Ben de Vries")
    page.put(228, 106, "1", size=6.5).put(232, 110, "and Carla M. Smith")
    page.put(120, 126, "Institute of Cells, University of Bar Harbor")
    page.put(120, 150, "Received 2 January 2021; accepted 3 May 2021; published 24 November 2021")
    page.put(120, 170, "https://doi.org/10.1000/Cells.2021.7")
    page.put(54, 200, "Abstract", font=BOLD).lines(54, 214, (*LEFT, *RIGHT, *THIRD))
    return pdf


def hints(article: ParsedArticle, field: str) -> list[tuple[str, str]]:
    return [(one.value, one.quote) for one in article.hints if one.field == field]


def test_the_first_page_says_title_authors_date_and_doi() -> None:
    article = only(read_pdf(first_page().data(), "a.pdf"))
    title = "Armoured cells in seven patients"
    assert article.title == title
    assert hints(article, "report.title") == [(title, title)]
    assert [name for name, _ in hints(article, "report.author")] == [
        "Ada Miller",
        "Ben de Vries",
        "Carla M. Smith",
    ]
    assert hints(article, "report.date") == [("2021-11-24", "24 November 2021")]
    assert article.reference is not None
    assert (article.reference.doi, article.reference.source) == ("10.1000/cells.2021.7", "pdf")


def test_properties_are_believed_where_the_page_says_the_same() -> None:
    pdf = Pdf(
        [Page().lines(54, 100, (*LEFT, "Ada Miller wrote this."))], info={"Author": "Ada Miller"}
    )
    assert hints(only(read_pdf(pdf.data(), "a")), "report.author") == [("Ada Miller", "Ada Miller")]
    pdf.info["Author"] = "Ben Smith"
    assert hints(only(read_pdf(pdf.data(), "a")), "report.author") == []


def test_a_doi_of_a_reference_is_not_the_articles() -> None:
    page = Page().lines(54, 100, LEFT).put(54, 200, "References", size=14, font=BOLD)
    page.put(54, 220, "[1] A. Miller. Cells. doi:10.1000/other")
    assert only(read_pdf(Pdf([page]).data(), "a")).reference is None


def locked() -> bytes:
    return Pdf([Page().lines(54, 100, LEFT)], password="open sesame").data()


def test_an_encrypted_pdf_needs_its_password() -> None:
    with pytest.raises(PasswordNeededError, match=r"locked\.pdf needs a password\.$") as caught:
        list(read_pdf(locked(), "locked.pdf"))
    assert caught.value.needs == "password"
    with pytest.raises(PasswordNeededError, match="the one given is not it"):
        list(read_pdf(locked(), "locked.pdf", options=ReadOptions(password="sesame")))
    options = ReadOptions(password="open sesame")
    article = only(read_pdf(locked(), "locked.pdf", options=options))
    assert article.body == " ".join(LEFT)


@pytest.mark.parametrize("data", [b"%PDF-1.4\nnothing of it", b"%PDF-", b"no PDF at all"])
def test_a_damaged_pdf_gets_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableInputError, match=r"broken\.pdf is damaged") as caught:
        list(read_pdf(data, "broken.pdf"))
    assert caught.value.hint


def test_pages_that_can_be_read_are_read() -> None:
    pdf = Pdf([Page().lines(54, 100, LEFT), Page().lines(54, 100, RIGHT)])
    data = pdf.data()
    at = data.rindex(b"<</Type /Page /Parent")
    damaged = data[:at] + b"<</Type /Pagx /Parent" + data[at + len(b"<</Type /Page /Parent") :]
    article, *notes = read_pdf(damaged, "half.pdf")
    assert isinstance(article, ParsedArticle)
    assert article.body.startswith(" ".join(LEFT))
    if " ".join(RIGHT) not in article.body:
        assert notes == [Note("The PDF is damaged: page 2 of 2 cannot be read.")]


def test_a_scan_is_an_article_without_text_that_says_so() -> None:
    article, note = read_pdf(Pdf([Page(picture=True)]).data(), "scan.pdf")
    assert isinstance(article, ParsedArticle)
    assert (article.body, article.blocks) == ("", ())
    assert article.made_by["lacks"] == "text layer"
    assert article.made_by["pages"] == "1"
    assert note == Note("The PDF has no text layer (scanned, or only pictures).")


def test_scanned_pages_among_others_are_named() -> None:
    pages = [Page().lines(54, 100, LEFT), *(Page(picture=True) for _ in range(3)), Page()]
    article, note = read_pdf(Pdf(pages).data(), "mixed.pdf")
    assert isinstance(article, ParsedArticle)
    assert "lacks" not in article.made_by
    assert note == Note("Pages 2 to 4 have no text layer (scanned, or only pictures).")


def test_a_text_layer_that_is_no_text_is_named() -> None:
    pdf = Pdf([Page().lines(54, 100, LEFT)], meaningless=True)
    article, note, *_ = read_pdf(pdf.data(), "odd.pdf")
    assert isinstance(article, ParsedArticle)
    assert article.made_by["lacks"] == "text layer"
    assert isinstance(note, Note)
    assert note.sentence.startswith("The text layer of page 1 is not text")


def test_marks_of_other_programs_are_told_and_are_no_text() -> None:
    page = Page().lines(54, 100, LEFT).note("Highlight", "important").note("Text", "see there")
    article, note = read_pdf(Pdf([page, Page().note("Highlight", "")]).data(), "a.pdf")
    assert isinstance(article, ParsedArticle)
    assert "important" not in article.body
    assert isinstance(note, Note)
    assert "2 highlights, 1 note" in note.sentence
    assert "page 1: “important”" in note.sentence


def test_a_very_long_pdf_is_read_in_part_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("curator.ingest.pdf.reader.MOST_CHARACTERS", 300)
    pages = [Page().lines(54, 100, LEFT) for _ in range(4)]
    article, note = read_pdf(Pdf(pages).data(), "book.pdf")
    assert isinstance(article, ParsedArticle)
    assert article.made_by["pages"] == "4"
    assert note == Note("Only the first 2 of its 4 pages were read: it is too long.")


@settings(max_examples=100, deadline=5000)
@given(seed=st.integers(0, 2**32))
def test_a_mutated_pdf_is_read_or_refused(seed: int) -> None:
    dice = random.Random(seed)
    data = bytearray(first_page().data())
    for _ in range(dice.randint(1, 30)):
        at = dice.randrange(8, len(data))
        how = dice.randrange(3)
        if how == 0:
            data[at] = dice.randrange(256)
        elif how == 1:
            del data[at : at + dice.randint(1, 40)]
        else:
            data[at:at] = data[at : at + dice.randint(1, 40)]
    try:
        for one in parse_file(bytes(data), "mutant.pdf"):
            if isinstance(one, ParsedArticle):
                check(one)
    except CuratorError:
        return


@needs_shared
@pytest.mark.parametrize(
    "path",
    sorted((SHARED / "formats").glob("*/*.pdf")),
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_real_files_give_an_article_or_a_sentence(path: Path) -> None:
    data = path.read_bytes()
    if path.name in UNREADABLE:
        with pytest.raises(UnreadableInputError, match=r"^real\.pdf is (?:damaged|empty)"):
            list(read_pdf(data, "real.pdf"))
        return
    article = only(read_pdf(data, "real.pdf"))
    assert article.body or article.made_by["lacks"] == "text layer"
    assert {block.page for block in article.blocks} <= set(range(1, 100))
