"""Spoilt characters are repaired in a further text, where somebody asks for it, and only there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.claims import Claim, Item, Term
from curator.domain.documents import ARTICLE, BlockChoice
from curator.domain.errors import RefusedError
from curator.domain.evidence import evidence_at
from curator.ingest.workers import Parsers
from curator.services.importing import import_paths
from curator.services.listing import article_rows, search
from curator.services.mending import Mended, mend
from curator.services.opening import open_article
from curator.services.registry import Registry
from curator.services.saving import save
from curator.services.texts import choose_text, texts_of
from curator.services.verifying import verify
from curator.store.journal import NewRevision
from tests.registries import ADA, import_words, save_reading

GOOD = (
    "Göteborg: cells against cancer\n\n"
    "In mice the cells released IL-12. “A naïve hope”, they said in Malmö.\n\n"
    "Five mice got 10 µm beads with β-cells and lived.\n"
)


def spoilt(text: str) -> str:
    """As a program writes it that takes UTF-8 for Windows-1252."""
    return text.encode().decode("windows-1252", "replace").replace("\ufffd", "\x9d")


@pytest.fixture
def article(registry: Registry, parsers: Parsers, tmp_path: Path) -> str:
    files = {"spoilt.txt": spoilt(GOOD)}
    report = import_words(registry, tmp_path / "in", files=files, parsers=parsers)
    return report.taken[0].article_id


def test_the_repaired_text_is_a_further_one_and_the_first_stays(
    registry: Registry, article: str, parsers: Parsers
) -> None:
    before = open_article(registry, article)
    assert "mojibake" in before.made_by
    made = mend(registry, article, author=ADA, parsers=parsers)
    assert made.number == 2
    opened = open_article(registry, article)
    assert opened.body == GOOD
    assert "mojibake" not in opened.made_by
    assert opened.made_by["mended"].startswith("7 by ftfy ")
    assert opened.texts == {before.document.text: before.body}
    assert opened.document.original_sha256 == before.document.original_sha256
    assert [block.kind for block in opened.blocks] == [block.kind for block in before.blocks]
    assert [GOOD[one.start : one.end] for one in opened.blocks] == GOOD.strip().split("\n\n")
    assert article_rows(registry, [1])[0].title == "Göteborg: cells against cancer"
    assert [hit.number for hit in search(registry, "göteborg")[0]] == [1]
    assert verify(registry).problems == ()
    choose_text(registry, article, number=1, author=ADA)
    assert open_article(registry, article).body == spoilt(GOOD)


def test_evidence_goes_along_only_where_its_quote_stands_exactly(
    registry: Registry, article: str, parsers: Parsers
) -> None:
    opened = open_article(registry, article)

    def quoted(words: str) -> Claim:
        at = opened.body.index(words)
        one = evidence_at(opened.body, at, end=at + len(words), text=opened.document.text)
        return Claim(items=(Item(f"i-{at}", value=Term(words), evidence=(one,)),))

    claims = {"payload": quoted("IL-12"), "target_cell": quoted(spoilt("β-cells"))}
    save_reading(registry, article, claims=claims)
    made = mend(registry, article, author=ADA, parsers=parsers)
    assert [(one.field, one.quote) for one in made.moved] == [("payload", "IL-12")]
    assert [(one.field, one.quote) for one in made.stayed] == [("target_cell", spoilt("β-cells"))]
    (extraction,) = open_article(registry, article).extractions
    (evidence,) = extraction.document.claims["payload"].items[0].evidence
    assert GOOD[evidence.start : evidence.end] == "IL-12"


def test_a_text_that_is_sound_is_refused(
    registry: Registry, parsers: Parsers, tmp_path: Path
) -> None:
    report = import_words(registry, tmp_path / "in", files={"a.txt": GOOD}, parsers=parsers)
    article = report.taken[0].article_id
    with pytest.raises(RefusedError, match="No words of A-0001"):
        mend(registry, article, author=ADA, parsers=parsers)
    assert len(texts_of(registry, article)) == 1


def test_what_a_record_says_is_repaired_with_its_text(
    registry: Registry, parsers: Parsers, tmp_path: Path
) -> None:
    record = spoilt(
        "TY  - JOUR\nTI  - Größe der Zellen\nAU  - Müller, Jörg\nJO  - Zeitschrift für Zellen\n"
        "PY  - 2020\nAB  - Die Größe der Zellen wurde gemessen.\nER  -\n"
    )
    path = tmp_path / "one.ris"
    path.write_text(record, encoding="utf-8")
    report = import_paths(registry, [path], author=ADA, parsers=parsers)
    article = report.taken[0].article_id
    mend(registry, article, author=ADA, parsers=parsers)
    opened = open_article(registry, article)
    assert opened.reference is not None
    assert opened.reference.title == "Größe der Zellen"
    assert opened.reference.authors == ("Müller, Jörg",)
    outlets = [one for one in opened.hints if one.field == "report.outlet"]
    assert [(one.value, one.quote) for one in outlets] == [("Zeitschrift für Zellen",) * 2]
    assert all(opened.body[one.start : one.end] == one.quote for one in opened.hints)


def test_a_proposed_value_that_ends_within_a_spoilt_letter_is_repaired(
    registry: Registry, parsers: Parsers, tmp_path: Path
) -> None:
    files = {"a.txt": spoilt(f"{GOOD}\nCopyright 2024 Café of Malmö. All rights reserved.\n")}
    report = import_words(registry, tmp_path / "in", files=files, parsers=parsers)
    article = report.taken[0].article_id
    assert [one.value for one in open_article(registry, article).hints] == ["CafÃ"]
    mend(registry, article, author=ADA, parsers=parsers)
    assert [one.value for one in open_article(registry, article).hints] == ["Café"]


def test_what_was_marked_as_furniture_stays_folded(
    registry: Registry, parsers: Parsers, tmp_path: Path
) -> None:
    words = spoilt("Größe\n\nEine lange Größe von Zellen wurde hier gemessen.\n\nMehr über uns")
    report = import_words(registry, tmp_path / "in", files={"a.txt": words}, parsers=parsers)
    article = report.taken[0].article_id
    opened = open_article(registry, article)
    at = words.index("Mehr")
    choices = (BlockChoice(opened.document.text, at, len(words), "furniture"),)
    marked = replace(opened.document, blocks=choices).to_json()
    saves = [NewRevision(article, ARTICLE, marked, (opened.revision_id,))]
    save(registry, saves, author=ADA, based_on={article: opened.revision_id})
    mend(registry, article, author=ADA, parsers=parsers)
    after = open_article(registry, article)
    folded = [after.body[one.start : one.end] for one in after.blocks if one.kind == "furniture"]
    assert folded == ["Mehr über uns"]


@given(st.lists(st.tuples(st.text("ab ", max_size=4), st.sampled_from(["Ã¤", "â€œ", "Â°"]))))
def test_places_are_those_of_the_same_words(parts: list[tuple[str, str]]) -> None:
    body, edits = "", []
    for plain, bad in parts:
        body += plain
        edits.append((len(body), len(body) + len(bad), "!"))
        body += bad
    mended = Mended.of(body + "end", edits)
    assert mended.body == "".join(f"{plain}!" for plain, _ in parts) + "end"
    for at, char in enumerate(body + "end"):
        if not any(start <= at < end for start, end, _ in edits):
            assert mended.body[mended.place(at)] == char
    for start, end, _ in edits:
        assert mended.body[mended.place(start) : mended.place(end)] == "!"
        assert mended.place(start + 1) == mended.place(end)
    assert mended.place(len(body) + 3) == len(mended.body)


@pytest.mark.parametrize("edits", [[(3, 1, "a")], [(0, 99, "a")], [(0, 2, "a"), (1, 3, "b")]])
def test_an_answer_that_makes_no_sense_is_refused(edits: list[tuple[int, int, str]]) -> None:
    with pytest.raises(ValueError, match="an edit of"):
        Mended.of("seven c", edits)


def test_cells_of_a_table_stay_on_their_words(
    registry: Registry, parsers: Parsers, tmp_path: Path
) -> None:
    page = spoilt(
        "<html><body><p>Die Größe der Zellen wurde in vielen Mäusen über Monate gemessen.</p>"
        "<table><tr><th>Größe</th><th>Mäuse</th></tr><tr><td>5 µm</td><td>zwölf</td></tr></table>"
        "</body></html>"
    )
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")
    report = import_paths(registry, [path], author=ADA, parsers=parsers)
    article = report.taken[0].article_id
    mend(registry, article, author=ADA, parsers=parsers)
    opened = open_article(registry, article)
    (table,) = [one for one in opened.blocks if one.kind == "table"]
    words = [opened.body[cell.start : cell.end] for cell in table.cells]
    assert words == ["Größe", "Mäuse", "5 µm", "zwölf"]


def test_a_child_answers_what_to_put_where(parsers: Parsers) -> None:
    frame = parsers.ask("mend", spoilt("Größe").encode(), {"more": {"a": [spoilt("ü")], "b": 1}})
    answer = json.loads(frame.data)
    assert answer["edits"] == [[0, 7, "Größe"]]
    assert answer["more"] == {"a": ["ü"], "b": 1}
    assert answer["mojibake"] == ""
