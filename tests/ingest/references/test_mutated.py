"""Damaged lists: articles, failures or a sentence, and never long."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import pytest

from curator.domain.errors import CuratorError
from curator.domain.references import Reference
from curator.ingest.parse import READERS
from curator.ingest.values import Failure, Note, ParsedArticle
from tests.ingest.references.reading import written
from tests.ingest.references.test_readers import BIB, CSV, RIS

RECORD = Reference(
    kind="article-journal", title="A title", authors=("Grey, Ada",), year="2021", date="2021-03",
    journal="Cells", doi="10.1000/x", abstract="AIM: Why.\nRESULT: So.", keywords=("a", "b, c"),
)  # fmt: skip
SEEDS = {
    "ris": RIS.encode() * 2,
    "bibtex": BIB.encode() + written([RECORD] * 2, "bibtex")[0],
    "csl-json": written([RECORD] * 2, "csl-json")[0],
    "medline": b"PMID- 1\nTI  - Cells\n      go on\nFAU - Grey, Ada\nAU  - Grey A\n"
    b"DP  - 2021 Mar\n\n",
    "isi": b"FN ISI\nVR 1.0\nPT J\nAU Grey, A\n   Vries, B\nTI Cells\nPY 2021\nPD MAR\nER\n\nEF\n",
    "ovid": b"<1>\nAuthor\n  Grey, Ada 1;  Vries, B *\nTitle\n  Cells.[Review]\n"
    b"Source\n  Cells. 8(2):1-9, April 2015.\n",
    "copac": b"TI- Cells\nAU- Grey, Ada\nPY- 2021\nKW- a\n    b\n\nTI- Two\n",
    "biblioscape": b"--AU-- Grey, A.; Vries, B.\n--TI-- Cells\n--YP-- 2021\n------\n",
    "repec": b"nep.repec.org\n\n1. Cells\nDate:\t2005-11-07\nBy:\tAda Grey (Here)\n"
    b"URL:\thttp://x\nWords\n",
    "pubmed-xml": b"<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>"
    b"A<sup>2</sup></ArticleTitle><Journal><JournalIssue><PubDate><Year>2021</Year><Month>Mar</Month></PubDate>"
    b"</JournalIssue></Journal></Article></MedlineCitation></PubmedArticle>",
    "endnote-xml": b"<xml><records><record><ref-type name='Book'>6</ref-type><titles><title>"
    b"<style>Cells</style></title></titles><dates><year>2021</year></dates></record></records></xml>",
    "citavi": b"<CitaviExchangeData><References><Reference id='a'><Title>Cells</Title>"
    b"<Year>2021</Year><DOI>10.1/x</DOI></Reference></References></CitaviExchangeData>",
    "csv": CSV.encode() * 3,
}  # fmt: skip
PIECES = (
    b"\0", b"\xff", b"\n", b"\n\n", b"TY  - ", b"ER  - ", b"{", b"}", b"@a{", b'"', b",", b";",
    b"  - ", b"<", b">", b"</", b"&#0;", b"&x;", b"[", b"]", b"\r", b"\xe2\x80\xa8",
    b"$", b"\\", b"-" * 9, b" " * 200, b"9" * 40, b"a and " * 20, b"1e999", b'{"a":' * 30,
)  # fmt: skip


def mutants(seed: bytes, chance: random.Random) -> Iterator[bytes]:
    while True:
        data = bytearray(seed)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data) + 1)
            end = min(len(data), at + chance.randint(0, 30))
            act = chance.randrange(4)
            if act == 0:
                data[at:at] = chance.choice(PIECES)
            elif act == 1:
                del data[at:end]
            elif act == 2:
                data[at:end] = chance.choice(PIECES)
            else:
                data[at:at] = data[chance.randrange(len(data) + 1) :][:200]
        yield bytes(data)


@pytest.mark.parametrize("key", SEEDS)
def test_damage_is_an_article_a_failure_or_a_sentence(key: str) -> None:
    chance = random.Random(f"damage {key}")
    of = mutants(SEEDS[key], chance)
    began = time.process_time()
    for _ in range(150):
        data = next(of)
        try:
            found = list(READERS[key](data, "a.file"))
        except CuratorError as refused:
            assert refused.sentence  # noqa: PT017 - one of two things that may happen
            continue
        for one in found:
            assert isinstance(one, ParsedArticle | Failure | Note)
            if isinstance(one, ParsedArticle):
                assert one.body.strip()
                one.body.encode("utf-8")
    assert time.process_time() - began < 60


def test_strings_made_of_strings_do_not_grow_without_end() -> None:
    strings = "".join(
        f"@string{{a{n}=a{n - 1}#a{n - 1}#a{n - 1}#a{n - 1}}}\n" for n in range(1, 20)
    )
    bomb = f'@string{{a0="xxxxxxxxxx"}}\n{strings}@article{{k, title=a19}}'
    (article,) = [
        r for r in READERS["bibtex"](bomb.encode(), "a.bib") if isinstance(r, ParsedArticle)
    ]
    assert len(article.body) < 1_000_000
