"""Nothing is lost without a line: from a file to a reference, and from a reference to a file."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from curator.domain.references import Reference
from curator.export.references import KINDS
from tests.ingest.references.reading import read_back, references, unnamed, written
from tests.shared_data import SHARED, needs_shared

FOLDERS = ("jabref_fixtures", "reference_exports", "reference_exports_rispy")
FILES = sorted(
    path
    for folder in FOLDERS
    for path in (SHARED / "formats" / folder).glob("*")
    if path.suffix != ".pdf"
)
NAMES = {path: path.name for path in FILES}


@pytest.fixture(scope="module")
def real_references() -> list[Reference]:
    return [one for path in FILES for one in references(path.read_bytes(), path.name)]


@needs_shared
@pytest.mark.parametrize("kind", KINDS)
def test_every_real_reference_comes_back_or_is_named(
    kind: str, real_references: list[Reference]
) -> None:
    assert len(real_references) > 1500
    data, losses = written(real_references, kind)
    assert unnamed(real_references, read_back(data, kind), losses) == []


@needs_shared
@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".ris"], ids=NAMES.get)
def test_ris_comes_back_as_it_was(path: Path) -> None:
    records = references(path.read_bytes(), path.name)
    data, losses = written(records, "ris")
    if path.name == "RisImporterTest1.ris":
        # Ten types in one record: for most programs each would begin a record of its own.
        assert {loss.field for loss in losses} == {"TY", "ER"}
        assert unnamed(records, read_back(data, "ris"), losses) == []
        return
    assert read_back(data, "ris") == records
    assert losses == ()


# --- against the raw tags, counted without our readers --------------------------------------------

RIS_TAG = re.compile(r"^([A-Z][A-Z0-9])  - ?(.*)$", re.MULTILINE)
MEDLINE_TAG = re.compile(r"^([A-Z]{2,4}) {0,2}- ?([^\n]*(?:\n {6}[^\n]*)*)$", re.MULTILINE)
BIBTEX_FIELD = re.compile(r"^\s*([A-Za-z-]+)\s*=\s*[{\"]?(.*?)[}\"]?,?\s*$", re.MULTILINE)


def plain(words: str) -> str:
    """Letters and digits only: what punctuation and LaTeX cannot change."""
    words = re.sub(r"\\[a-zA-Z]+(?=[^a-zA-Z])", "", words)
    return "".join(c for c in unicodedata.normalize("NFKD", words).lower() if c.isalnum())


def said(reference: Reference) -> str:
    values: list[str] = []
    for name in Reference.__slots__:
        value = getattr(reference, name)
        if name == "other":
            values += [words for _, words in value]
        else:
            values += [value] if isinstance(value, str) else value
    return "|".join(plain(value) for value in values)


MONTHS = "january february march april may june july august september october november december"


def found_in(value: str, whole: str) -> bool:
    bare = re.sub(
        r"^(https?://(dx\.)?doi\.org/|doi:\s*)|\[pm(c)?id\]$", "", value.strip(), flags=re.I
    )
    if plain(value) in whole or plain(bare) in whole:
        return True
    # Names and keywords come apart; months become numbers.
    parts = [part for part in re.split(r"[;,/\s-]+|\band\b", value) if plain(part)]
    return all(month_or_words(part) in whole for part in parts)


def month_or_words(part: str) -> str:
    names = MONTHS.split()
    number = [n for n, name in enumerate(names, 1) if part.lower() in (name, name[:3])]
    return str(number[0]) if number else plain(part).lstrip("0")


def missing(
    path: Path, pattern: re.Pattern[str], begins: str, *, skipped: frozenset[str] = frozenset()
) -> list[tuple[str, str]]:
    """Tags with values that stand in none of what their record became."""
    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    records = [said(one) for one in references(path.read_bytes(), path.name)]
    chunks = re.split(rf"(?m)^(?={begins})", text)[1:]
    if len(chunks) != len(records):  # malformed on purpose: somewhere in the file will do
        chunks, records = [text], ["|".join(records)]
    return [
        (tag, value)
        for chunk, record in zip(chunks, records, strict=True)
        for tag, value in pattern.findall(chunk)
        if tag not in skipped and plain(value) and not found_in(value, record)
    ]


def raw_ris() -> list[Path]:
    return [path for path in FILES if path.suffix == ".ris" or path.name == "ris_export.txt"]


@needs_shared
@pytest.mark.parametrize("path", raw_ris(), ids=NAMES.get)
def test_every_ris_tag_is_in_a_reference(path: Path) -> None:
    kinds = {"JOUR", "Journal Article", "BOOK", "CHAP", "CONF", "THES", "GEN", "NEWS", "MGZN"}
    lost = missing(path, RIS_TAG, "TY  -")
    assert [pair for pair in lost if pair[0] != "TY" or pair[1].strip() not in kinds] == []


@needs_shared
@pytest.mark.parametrize(
    "name", ["CompleteEntry", "MultipleEntries", "MultiTitle", "MultiAbstract"]
)
def test_every_medline_tag_is_in_a_reference(name: str) -> None:
    path = SHARED / "formats" / "jabref_fixtures" / f"MedlinePlainImporterTest{name}.txt"
    lost = missing(path, MEDLINE_TAG, "PMID-")
    # The short name beside the full one, and the two types that a kind says in full.
    given = {("AU", "Long V"), ("AU", "Marland H"), ("PT", "Journal Article"), ("PT", "Book")}
    assert [pair for pair in lost if pair not in given] == []


@needs_shared
@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".bib"], ids=NAMES.get)
def test_every_bibtex_field_is_in_a_reference(path: Path) -> None:
    lost = missing(path, BIBTEX_FIELD, "@", skipped=frozenset(("month",)))
    assert lost == []


# --- any reference at all -------------------------------------------------------------------------

WORDS = st.one_of(
    st.text(max_size=20),
    st.text("aB1 -–,;:{}$&%#_~^\\\"'@\n\t\r.()\u00a0\u2028é=", max_size=12),
    st.sampled_from(
        [
            "Smith, John", "van der Berg, A., Jr", "A and B", "World Health Organization", "others",
            "10.1000/xyz", "123-130", "123--9", "TY  - JOUR", "a\nER  - ", "a\n\nb", "12345",
            "PMC123", "0964-6906", "978-1-4822-5326-9", "{x", "\\", "ris", "TI", "citekey", "",
            "a, b; c", "12[pmid]", "true", '{"a":1}', "2001/09/01/", "x-y", "note", "title",
        ]
    ),
)  # fmt: skip
DATES = st.one_of(
    st.just(""), st.dates().map(str), st.dates().map(lambda it: str(it)[:7]), st.text(max_size=8)
)
KIND = st.sampled_from(["article-journal", "book", "chapter", "thesis", "webpage", "", "bill", "x"])
TAGS = st.one_of(
    st.sampled_from(["TY", "TI", "AU", "C1", "N1", "ER", "ID", "id", "citekey", "entrytype", "note",
                     "note-2", "Author", "custom", "issued", "accessed", "DOI", "year", "U1", "x"]),
    st.text(max_size=6),
)  # fmt: skip
REFERENCES = st.builds(
    Reference,
    kind=KIND,
    title=WORDS.map(lambda it: it or "A title"),
    authors=st.lists(WORDS, max_size=3).map(tuple),
    editors=st.lists(WORDS, max_size=2).map(tuple),
    year=st.one_of(st.just("2015"), WORDS),
    date=DATES,
    journal=WORDS,
    journal_short=WORDS,
    volume=WORDS,
    issue=WORDS,
    pages=WORDS,
    doi=WORDS,
    pmid=WORDS,
    pmcid=WORDS,
    issn=WORDS,
    isbn=WORDS,
    publisher=WORDS,
    place=WORDS,
    language=WORDS,
    url=WORDS,
    abstract=WORDS,
    keywords=st.lists(WORDS, max_size=3).map(tuple),
    notes=st.lists(WORDS, max_size=3).map(tuple),
    other=st.lists(st.tuples(TAGS, WORDS), max_size=4).map(tuple),
    source=st.sampled_from(["ris", "bibtex", "csl-json", "medline"]),
)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=100, deadline=None)
@given(record=REFERENCES)
def test_any_reference_comes_back_or_is_named(kind: str, record: Reference) -> None:
    # A last one that has a title, so that the first cannot run into what follows it.
    records = [record, Reference(kind="book", title="The last", source=record.source)]
    data, losses = written(records, kind)
    back = read_back(data, kind)
    assume(len(back) == 2)  # otherwise the first says nothing that an article could be made of
    assert unnamed(records, back, losses) == []
