"""Files of every format that damage is done to: made here, and the real ones where they are."""

from __future__ import annotations

import gzip
import json
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from curator.domain.references import Reference
from curator.ingest.formats import HEAD, sniff
from tests.ingest import test_bioc, test_docx, test_epub, test_jats, test_mhtml, test_odt
from tests.ingest.archive_files import encrypted, zip_of
from tests.ingest.pages import CLEAN, FLATTENED, HTML, PARAGRAPHS
from tests.ingest.pdf.pdf_files import Pdf
from tests.ingest.references.reading import written
from tests.ingest.references.test_mutated import SEEDS as LISTS
from tests.ingest.references.test_readers import workbook
from tests.shared_data import SHARED

LARGEST: Final = 400_000
SMALL: Final = 45_000

MARKDOWN: Final = """# A title of it

Ada Grey, *Fenwick* Institute[^1]

## Results

- First **point** with `code`
    1. and one `` in `` it
- Second <sup>2</sup>

| Arm | n |
|:----|--:|
| A   | 9 |

> Quoted words with [a link](https://a.example/x) and ![a picture](b.png "c").

```r
x <- 1
```

[^1]: A note.
"""
ROWS: Final = (
    ("Title", "Authors", "Year", "DOI", "Notes"),
    ("Cells", "Grey, A.; Vries, B.", 2021, "10.1000/x", "=1+1"),
    ("More cells", "Grey, A.", None, "", 4.5),
    ("Other, cells", "", "March 2020", None, True),
)


@dataclass(frozen=True, slots=True)
class Seed:
    """A file that can be read; ``key`` is its format."""

    key: str
    name: str
    data: bytes


def _pdf(*, password: str = "") -> bytes:
    pdf = Pdf(info={"Title": "Armoured cells", "Author": "Ada Grey"}, password=password)
    for number in (1, 2):
        page = pdf.page(rotate=90 * (number - 1))
        page.put(72, 40, "A journal of cells").put(72, 80, "Armoured cells", size=18)
        for column in (0, 1):
            words = "We gave ten cells to the mice and they lived with the tumours for long-"
            page.lines(72 + column * 260, 120, [words[n : n + 40] for n in range(0, 70, 5)], size=9)
        page.rising(72, 400, [("10", 10, 0), ("7", 6, 4), (" cells", 10, 0)])
        page.put(72, 430, "Table 1. Arms").rule(72, 440, 400)
        for row in range(4):
            for column in range(3):
                page.put(72 + 100 * column, 455 + 14 * row, f"{row}{column}")
        page.note("Highlight", "So it is").put(300, 770, f"{number}")
    pdf.pages[0].picture = True
    pdf.pages[1].scan = (8, 8, bytes(range(64)))
    return pdf.data()


def _mhtml() -> bytes:
    page = test_mhtml.quoted(HTML)
    return test_mhtml.mhtml(
        ("text/html", test_mhtml.QP, page), test_mhtml.PICTURE, test_mhtml.STYLE
    )


def _jsonl() -> bytes:
    lines: list[object] = [
        {"id": "a", "title": "Cells", "text": CLEAN},
        {"id": 2, "title": "No text", "author": ["Grey, Ada"], "year": 2021, "doi": "10.1/x"},
        {"body": "Only words.", "url": "https://a.example"},
    ]
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def _csv(mark: str) -> bytes:
    rows = [mark.join("" if cell is None else f'"{cell}"' for cell in row) for row in ROWS]
    return "\r\n".join(rows).encode()


def _archive() -> bytes:
    inner = zip_of({"d.ris": LISTS["ris"], "e.csv": LISTS["csv"]})
    members: dict[str, bytes | str] = {
        "a.txt": CLEAN,
        "b/c.html": HTML,
        "b/c_files/x.css": "p {}",
        "i.zip": inner,
    }
    members |= {"p.pdf": _pdf(), "f.nbib": LISTS["medline"], "g.md": MARKDOWN}
    return zip_of(members)


def _made() -> Iterator[tuple[str, str, bytes]]:
    yield "text", "flattened.txt", FLATTENED.encode()
    yield "text", "utf16.txt", CLEAN.encode("utf-16")
    yield "text", "western.txt", f"{CLEAN} naïve café".encode("cp1252")
    yield "markdown", "a.md", MARKDOWN.encode()
    yield "html", "a.html", HTML.encode()
    yield "mhtml", "a.mhtml", _mhtml()
    yield "zip", "a.zip", _archive()
    yield "zip", "sealed.zip", encrypted({"a.txt": CLEAN}, password=b"x")
    yield "gzip", "a.txt.gz", gzip.compress(FLATTENED.encode())
    yield "jsonl", "a.jsonl", _jsonl()
    yield "pdf", "a.pdf", _pdf()
    yield "pdf", "sealed.pdf", _pdf(password="x")
    yield "docx", "a.docx", test_docx.saved(test_docx.article())
    yield "odt", "a.odt", test_odt.packed(test_odt.TEXT, styles=test_odt.STYLES, meta=test_odt.META)
    yield "epub", "a.epub", test_epub.packed()
    yield "jats", "a.nxml", test_jats.ARTICLE.encode()
    yield "bioc-xml", "a.xml", test_bioc.as_xml(2)
    yield "bioc-json", "a.json", json.dumps([test_bioc.as_json()]).encode()
    yield "xlsx", "a.xlsx", workbook([list(row) for row in ROWS])
    yield "csv", "a.tsv", _csv("\t")
    yield "mods", "a.xml", b"<mods><titleInfo><title>Cells</title></titleInfo></mods>"
    kept = Reference(kind="book", title="Cells", authors=("Grey, Ada",), date="2021-03-04",
                     pages="1-9", publisher="P", place="Q", isbn="9780306406157",
                     abstract=PARAGRAPHS[0], language="en", url="https://a.example")  # fmt: skip
    for key in ("ris", "bibtex", "csl-json"):
        yield key, f"written.{key}", written([kept], key)[0]
    for key, data in LISTS.items():
        yield key, f"a.{key}", data


def made_seeds() -> tuple[Seed, ...]:
    """Small ones of every format."""
    return tuple(Seed(*one) for one in _made())


def _real() -> Iterator[Seed]:
    for path in sorted((SHARED / "formats").rglob("*")) + sorted((SHARED / "seeds").glob("*")):
        if path.is_file() and 0 < path.stat().st_size <= LARGEST:
            data = path.read_bytes()
            yield Seed(sniff(data, path.name), path.name, data)
    pages = SHARED / "boilerplate" / "html.tar.gz"
    if pages.is_file():
        with tarfile.open(pages) as archive:
            for member in archive:
                stream = archive.extractfile(member)
                if stream is not None and member.size < 60_000:
                    page = gzip.decompress(stream.read())
                    name = f"{member.name[-15:-8]}.html"
                    yield Seed(sniff(page[:HEAD], name), name, page)


@cache
def seeds(largest: int) -> dict[str, Sequence[Seed]]:
    """By format: those made here, and the real ones up to so many bytes, small ones first."""
    found: dict[str, list[Seed]] = {}
    for seed in (*made_seeds(), *_real()):
        if len(seed.data) <= largest and seed.key not in ("xml", "json"):
            found.setdefault(seed.key, []).append(seed)
    for of_format in found.values():
        of_format.sort(key=lambda seed: (len(seed.data), seed.name))
    return dict(found)
