from __future__ import annotations

import gzip
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from curator.domain.errors import UnreadableInputError
from curator.domain.terms import Parentage, Synonym, TermRow
from curator.ingest.vocabularies.ids import own_prefix
from curator.ingest.vocabularies.reading import VocabularyReader, read_vocabulary
from tests.ingest.vocabularies.samples import CSV, GRAPH, JSONL, OBO, OWL, TSV
from tests.shared_data import SHARED, needs_shared

ONTOLOGIES = {"zoo.obo": OBO, "zoo.owl": OWL, "zoo.json": GRAPH}
TABLES = {"zoo.tsv": TSV, "zoo.csv": CSV, "zoo.jsonl": JSONL}
EVERY = {**ONTOLOGIES, **TABLES}


def read(text: str | bytes, name: str = "some.obo") -> tuple[VocabularyReader, list[TermRow]]:
    """Read it; what comes at the end of a graph stands in its term, if the file has that."""
    data = text.encode() if isinstance(text, str) else text
    reader = read_vocabulary(io.BytesIO(data), name=name)
    rows: dict[str, TermRow] = {}
    for row in reader:
        if isinstance(row, Parentage):
            term = rows.get(row.id)
            if term is not None:
                rows[row.id] = term._replace(parents=(*term.parents, row.parent))
        else:
            rows.setdefault(row.id, row)
    return reader, list(rows.values())


def by_id(rows: Sequence[TermRow]) -> dict[str, TermRow]:
    return {row.id: row for row in rows}


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("packed", [False, True])
def test_every_format_gives_the_same_terms(name: str, packed: bool, tmp_path: Path) -> None:
    path = tmp_path / (name + ".gz" if packed else name)
    data = EVERY[name].encode()
    path.write_bytes(gzip.compress(data) if packed else data)
    reader = read_vocabulary(path)
    rows = list(reader)
    reader.close()
    terms = by_id([row for row in rows if isinstance(row, TermRow)])
    assert terms["ZOO:1"].definition == 'A living thing "that" moves.'
    assert terms["ZOO:2"].label == "red panda"
    assert Synonym("fire fox", "exact") in terms["ZOO:2"].synonyms
    parents = terms["ZOO:2"].parents or tuple(
        row.parent for row in rows if isinstance(row, Parentage) and row.id == "ZOO:2"
    )
    assert parents == ("ZOO:1",)
    assert terms["ZOO:3"].obsolete
    assert terms["ZOO:3"].replaced_by == ("ZOO:2",)
    assert reader.done == reader.size == path.stat().st_size
    assert len(reader.digest) == 64


@pytest.mark.parametrize("name", ONTOLOGIES)
def test_an_ontology_says_its_name_release_scopes_and_what_to_consider(name: str) -> None:
    reader, rows = read(ONTOLOGIES[name], name)
    header = reader.header
    assert (header.name, header.release, header.prefix) == ("zoo", "2026-03-01", "ZOO")
    terms = by_id(rows)
    assert Synonym("panda", "broad") in terms["ZOO:2"].synonyms
    assert terms["ZOO:3"].consider == ("ZOO:1",)
    assert set(terms) <= {"ZOO:1", "ZOO:2", "ZOO:3", "ZOO:22"}


@pytest.mark.parametrize(
    ("ontology", "prefix"),
    [
        ("cl", "CL"),
        ("cl/subsets/x", "CL"),
        ("http://purl.obolibrary.org/obo/mondo.owl", "MONDO"),
        ("http://purl.obolibrary.org/obo/cl/cl-basic.owl", "CL"),
        ("http://www.ebi.ac.uk/efo/efo.owl", "EFO"),
        ("", ""),
    ],
)
def test_the_prefix_of_an_ontologys_own_ids(ontology: str, prefix: str) -> None:
    assert own_prefix(ontology) == prefix


@pytest.mark.parametrize("name", ONTOLOGIES)
def test_an_id_that_was_merged_leads_to_the_term(name: str) -> None:
    merged = by_id(read(ONTOLOGIES[name])[1])["ZOO:22"]
    assert (merged.obsolete, merged.replaced_by) == (True, ("ZOO:2",))


def test_obo_of_old_and_with_other_line_ends() -> None:
    old = '[Term]\nid: Z:1\nname: a\\, b\nexact_synonym: "c\\"d" []\nrelated_synonym: "e" []\n'
    _, (row,) = read(old.replace("\n", "\r\n"))
    assert row.label == "a, b"
    assert row.synonyms == (Synonym('c"d', "exact"), Synonym("e", "related"))


def test_obo_with_tabs_and_with_tags_that_nobody_knows() -> None:
    said = (
        '[Term]\nid: Z:1\t! one\nname: one\nis_a: Z:2\t! two\nbrand_synonym: "x" []\n'
        'xname: no\nsynonym: "uno"\tNARROW\t[]\nreplaced_by: Z:3\tx\nis_obsolete: true\n'
    )
    _, (row,) = read(f"format-version: 1.2\n\n{said}")
    assert row == TermRow(
        "Z:1", "one", (Synonym("uno", "narrow"),), ("Z:2",), obsolete=True, replaced_by=("Z:3",)
    )


def test_what_a_strict_reader_refuses_is_read() -> None:
    odd = (
        "[Term]\nid: Z:1\nname: one\nxref: http://x.org/wiki/Category\\:Some one\n"
        'def: "unended\n[Term]\nid: Z:2\nname: two\n\n[Term]\nid: Z:3\n'
    )
    reader, rows = read(odd)
    assert [row.label for row in rows] == ["one", "two"]
    assert reader.skipped == 1


def test_the_release_in_a_name_counts_where_the_file_is_silent() -> None:
    reader, _ = read("[Term]\nid: Z:1\nname: one\n", "taxslim-2022-10-06.obo.gz")
    assert (reader.header.name, reader.header.release) == ("taxslim", "2022-10-06")


def test_hgnc_table() -> None:
    table = (
        "hgnc_id\tsymbol\tname\tstatus\talias_symbol\tprev_symbol\n"
        'HGNC:1633\tCD19\tCD19 molecule\tApproved\t"B4|CVID3"\t\n'
        "HGNC:9\tOLD\told gene\tEntry Withdrawn\t\tOLDER\n"
    )
    first, second = read(table, "hgnc_complete_set.txt")[1]
    assert (first.id, first.label) == ("HGNC:1633", "CD19")
    assert {one.name for one in first.synonyms} == {"CD19 molecule", "B4", "CVID3"}
    assert second.obsolete
    assert Synonym("OLDER", "related") in second.synonyms


@pytest.mark.parametrize("indent", [None, 2])
def test_ror_dumps_of_both_schemas(indent: int | None) -> None:
    dump = [
        {
            "id": "https://ror.org/04a9tmd77",
            "names": [
                {"value": "Mount Sinai", "types": ["alias"]},
                {"value": "Icahn School of Medicine", "types": ["ror_display", "label"]},
            ],
            "relationships": [{"type": "parent", "id": "https://ror.org/01zkyz108"}],
            "status": "active",
        },
        {
            "id": "https://ror.org/01zkyz108",
            "name": "Mount Sinai Health",
            "acronyms": ["MSH"],
            "status": "withdrawn",
        },
    ]
    first, second = read(json.dumps(dump, indent=indent), "v1.52-ror-data.json")[1]
    assert (first.id, first.label) == ("ROR:04a9tmd77", "Icahn School of Medicine")
    assert first.synonyms == (Synonym("Mount Sinai", "exact"),)
    assert first.parents == ("ROR:01zkyz108",)
    assert (second.id, second.obsolete) == ("ROR:01zkyz108", True)
    assert second.synonyms == (Synonym("MSH", "exact"),)


def test_a_list_without_ids_gets_ids_that_stay() -> None:
    journals = '"Annals of Zoology","Ann Zool","",""\n"Zoo, the ","Zoo"\n'
    first, second = read(journals, "journals.csv")[1]
    assert (first.id, first.label) == ("name:annal-of-zoology", "Annals of Zoology")
    assert first.synonyms == (Synonym("Ann Zool"),)
    assert second.label == "Zoo, the"
    assert read(journals, "journals.csv")[1][0].id == first.id


def test_other_encodings_and_signs_of_order() -> None:
    for data in ("\ufeff" + OBO).encode(), ("\ufeff" + OBO).encode("utf-16-le"):
        assert "ZOO:2" in by_id(read(data)[1])
    _, (row,) = read(b"[Term]\nid: Z:1\nname: caf\xe9\n")
    assert row.label == "caf\ufffd"


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "x.obo", "empty"),
        (b"  \n ", "x.obo", "empty"),
        (gzip.compress(OBO.encode() * 9)[:-9], "x.obo.gz", "damaged or cut off"),
        (b"\x1f\x8b\x08\x00broken", "x.obo.gz", "damaged or cut off"),
        (b"PK\x03\x04rest", "x.zip", "a ZIP archive"),
        (b"<!DOCTYPE html><html></html>", "x.owl", "web page"),
        (OWL.encode()[:-40], "x.owl", "no sound XML"),
        (b"<a><b/></a>", "x.owl", "no OWL as RDF/XML"),
        (b"Ontology(<http://x>)", "x.ofn", "not as RDF/XML"),
        (b"@prefix owl: <http://x> .", "x.ttl", "not as RDF/XML"),
        (GRAPH.encode()[:-90], "x.json", "no sound JSON"),
        (b'{"id": "Z:1", "label": "a"}\n{"id": \n', "x.jsonl", "line 2 is no JSON"),
        (b'[{"id": "Z:1", "label": "a"}, nonsense]', "x.json", "no sound JSON"),
        (b"[" * 100_000, "x.json", "JSON|deep"),
        (b'{"graphs": [' + b"[" * 100_000, "x.json", "JSON|deep"),
        (b'{"a": ' + b"[" * 100_000 + b"\n", "x.jsonl", "line 1 is no JSON"),
        (b"These are the words\nof a letter to nobody.\n", "letter.md", "no table"),
        (b'a,"' + b"b" * 200_000, "x.csv", "cell"),
        (b"\x00\x01\x02\x03 binary \xff" * 50, "x.bin", "no table"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(data: bytes, name: str, why: str) -> None:
    with pytest.raises(UnreadableInputError, match=why) as caught:
        read(data, name)
    assert name in str(caught.value)
    assert caught.value.hint


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match=r"none\.obo cannot be opened"):
        read_vocabulary(tmp_path / "none.obo")


def test_entities_that_grow_without_end_are_refused() -> None:
    lines = ['<!ENTITY a0 "' + "x" * 64 + '">']
    lines += [f'<!ENTITY a{n} "' + f"&a{n - 1};" * 16 + '">' for n in range(1, 9)]
    bomb = (
        "<?xml version='1.0'?><!DOCTYPE r [" + "".join(lines) + "]>"
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><a>&a8;</a></rdf:RDF>"
    )
    with pytest.raises(UnreadableInputError, match="no sound XML"):
        read(bomb, "bomb.owl")


def test_a_file_of_another_place_is_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words", encoding="utf-8")
    stolen = OWL.replace(
        '<!ENTITY obo "http', f'<!ENTITY s SYSTEM "{secret.as_uri()}"> <!ENTITY obo "http'
    ).replace("red panda", "red &s; panda")
    assert "secret words" not in str(read(stolen)[1])


def test_a_line_without_end_is_refused_before_it_fills_the_memory() -> None:
    with pytest.raises(UnreadableInputError, match="16 million"):
        read("[Term]\nid: Z:1\nname: " + "x" * (18 << 20))


def refusal_of(data: bytes, name: str) -> str:
    """The sentence with which it is refused; empty where it is read."""
    try:
        read(data, name)
    except UnreadableInputError as error:
        return error.sentence
    return ""


@given(data=st.binary(max_size=400), name=st.sampled_from(["a.obo", "a.csv", "a.json", "a.owl"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    said = refusal_of(data, name)
    assert not said or name in said


@settings(max_examples=150)
@example(name="zoo.json", at=0.25, cut=1, put=b"")  # an edge from a term that is not there
@given(
    name=st.sampled_from(sorted(EVERY)),
    at=st.floats(0, 1),
    cut=st.integers(0, 60),
    put=st.binary(max_size=12),
)
def test_damaged_files_are_read_or_refused(name: str, at: float, cut: int, put: bytes) -> None:
    data = EVERY[name].encode()
    place = int(at * len(data))
    damaged = data[:place] + put + data[place + cut :]
    said = refusal_of(damaged, name)
    assert not said or name in said


@needs_shared
@pytest.mark.parametrize(
    ("pattern", "terms"),
    [
        ("cl-basic-*.obo.gz", 2644),
        ("doid-*.obo.gz", 6960),
        ("*taxslim*.obo.gz", 14900),
        ("mondo-ncbitaxon*.obo.gz", 1387),
        ("cell_ontology*.jsonl.gz", 3237),
        ("HumanDO*.tsv.gz", 12290),
        ("journal*entrez.csv.gz", 19500),
    ],
)
def test_real_vocabularies(pattern: str, terms: int) -> None:
    (path,) = (SHARED / "ontologies").glob(pattern)
    reader = read_vocabulary(path)
    rows = [row for row in reader if isinstance(row, TermRow) and row.label and not row.obsolete]
    reader.close()
    assert len(rows) >= terms
    assert all(row.id and not row.id.startswith("http://purl") for row in rows)


@needs_shared
def test_every_real_vocabulary_can_be_read() -> None:
    for path in sorted((SHARED / "ontologies").iterdir()):
        reader = read_vocabulary(path)
        assert sum(1 for _ in reader) > 50, path.name
        assert reader.header.name, path.name
        reader.close()
