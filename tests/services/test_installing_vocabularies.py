from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path

import pytest

from curator.domain.claims import Term
from curator.domain.errors import Cancelled, NotFoundError, UnreadableInputError, UsageError
from curator.ingest.workers import Parsers
from curator.services.installed_vocabularies import InstalledVocabularies
from curator.services.installing_apart import install_vocabulary_apart
from curator.services.installing_vocabularies import (
    TermChange,
    Wanted,
    install_vocabulary,
    terms_in_use,
    upgrade_report,
)
from curator.services.registry import Registry
from curator.services.vocabularies import Vocabularies
from tests.registries import import_words, one, said, save_reading
from tests.services.vocabulary_files import write_vocabularies

OLD = """format-version: 1.2
data-version: cl/releases/2025-01-02/cl.owl
ontology: cl

[Term]
id: CL:0000000
name: cell

[Term]
id: CL:0000010
name: glial cell
is_a: CL:0000000

[Term]
id: CL:0000011
name: star cell
is_a: CL:0000010

[Term]
id: CL:0000012
name: lone cell

[Term]
id: CL:0000013
name: quiet cell

[Term]
id: UBERON:1
name: brain
"""
NEW = """format-version: 1.2
data-version: cl/releases/2026-01-02/cl.owl
ontology: cl

[Term]
id: CL:0000000
name: cell

[Term]
id: CL:0000010
name: neuroglial cell
synonym: "glial cell" EXACT []
alt_id: CL:0000013
is_a: CL:0000000

[Term]
id: CL:0000011
name: obsolete star cell
is_obsolete: true
replaced_by: CL:0000020
consider: CL:0000010

[Term]
id: CL:0000020
name: obsolete astrocyte of old
is_obsolete: true
replaced_by: CL:0000127

[Term]
id: CL:0000127
name: astrocyte
"""


@pytest.fixture
def here(tmp_path: Path) -> InstalledVocabularies:
    return InstalledVocabularies(tmp_path / "installed")


@pytest.fixture
def both(here: InstalledVocabularies, tmp_path: Path) -> InstalledVocabularies:
    for text in (OLD, NEW):
        install_vocabulary(written(tmp_path, text), installed=here)
    return here


def written(folder: Path, text: str, name: str = "cl.obo") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def left(here: InstalledVocabularies) -> list[str]:
    return sorted(str(path.relative_to(here.folder)) for path in here.folder.rglob("*.*"))


class Steps:
    """Keeps what it is told; cancels at one of the steps."""

    def __init__(self, stop: str = "") -> None:
        self.told: list[tuple[int, int, str]] = []
        self._stop = stop

    def step(self, done: int, total: int, what: str = "") -> None:
        self.told.append((done, total, what))
        if what == self._stop:
            raise Cancelled


def test_the_first_release_is_used_the_next_lies_beside_it(
    here: InstalledVocabularies, tmp_path: Path
) -> None:
    steps = Steps()
    first = install_vocabulary(written(tmp_path, OLD), installed=here, progress=steps)
    assert (first.name, first.release, first.role) == ("cl", "2025-01-02", "cells")
    assert (first.terms, first.active) == (5, True)
    assert [what for _, _, what in steps.told] == ["reading", "indexing"]
    assert steps.told[0][:2] == (len(OLD), len(OLD))
    second = install_vocabulary(written(tmp_path, NEW), installed=here)
    assert (second.release, second.active, second.used) == ("2026-01-02", False, "2025-01-02")
    assert second.obsolete == 3
    assert [(one.release, one.active) for one in here.releases()] == [
        ("2025-01-02", True),
        ("2026-01-02", False),
    ]
    assert [file.release for file in here.active()] == ["2025-01-02"]
    here.use("cl", "2026-01-02")
    assert [file.release for file in here.active()] == ["2026-01-02"]


def test_what_the_curator_says_counts_more_than_the_file(
    here: InstalledVocabularies, tmp_path: Path
) -> None:
    wanted = Wanted("mine", "diseases", "7")
    done = install_vocabulary(written(tmp_path, OLD), wanted, installed=here)
    assert (done.name, done.role, done.release) == ("mine", "diseases", "7")


def test_the_same_release_again_replaces_it(both: InstalledVocabularies, tmp_path: Path) -> None:
    again = OLD.replace("lone cell", "lonely cell")
    assert install_vocabulary(written(tmp_path, again), installed=both).active
    with closing(both.find("cl")) as file:
        assert file.lookup(["lonely cell"])
    assert len(both.releases()) == 2


def test_an_upgrade_tells_what_it_does_to_the_terms_in_use(both: InstalledVocabularies) -> None:
    used = {
        Term("cell", "CL:0000000"): 9,
        Term("glial cell", "CL:0000010"): 2,
        Term("star cell", "CL:0000011"): 3,
        Term("lone cell", "CL:0000012"): 1,
        Term("quiet cell", "CL:0000013"): 4,
        Term("mouse", "NCBITaxon:10090"): 5,
        Term("only words"): 1,
    }
    found = upgrade_report("cl", used=used, installed=both)
    assert (found.before, found.after, found.checked) == ("2025-01-02", "2026-01-02", 5)
    assert found.changes == (
        TermChange("CL:0000012", "lone cell", "gone", used=1),
        TermChange(
            "CL:0000013", "quiet cell", "obsolete", "",
            (Term("neuroglial cell", "CL:0000010"),), (), 4,
        ),
        TermChange(
            "CL:0000011", "star cell", "obsolete", "obsolete star cell",
            (Term("astrocyte", "CL:0000127"),), (Term("neuroglial cell", "CL:0000010"),), 3,
        ),
        TermChange("CL:0000010", "glial cell", "relabelled", "neuroglial cell", used=2),
    )  # fmt: skip


def test_terms_in_use_are_those_of_the_claims(
    registry: Registry, tmp_path: Path, parsers: Parsers
) -> None:
    report = import_words(registry, tmp_path / "in", files={"a.txt": "Words."}, parsers=parsers)
    star = Term("star cell", "CL:0000011")
    claims = {"target_cell": one(said(cell=star)), "disease": one(said(name=Term("gout")))}
    save_reading(registry, report.taken[0].article_id, claims=claims)
    assert terms_in_use(registry) == {star: 1}


def test_no_upgrade_of_what_is_not_there(both: InstalledVocabularies) -> None:
    with pytest.raises(NotFoundError, match="doid"):
        upgrade_report("doid", used={}, installed=both)
    with pytest.raises(NotFoundError, match="2027"):
        upgrade_report("cl", used={}, release="2027", installed=both)


def test_removing_the_release_in_use_leaves_the_other_in_use(both: InstalledVocabularies) -> None:
    both.remove("cl", "2025-01-02")
    assert [(one.release, one.active) for one in both.releases()] == [("2026-01-02", True)]
    both.remove("cl", "2026-01-02")
    assert both.releases() == ()
    assert both.active() == ()
    with pytest.raises(NotFoundError):
        both.remove("cl", "2026-01-02")


@pytest.mark.parametrize("what", ["reading", "indexing"])
def test_cancelling_leaves_nothing(here: InstalledVocabularies, tmp_path: Path, what: str) -> None:
    with pytest.raises(Cancelled):
        install_vocabulary(written(tmp_path, OLD), installed=here, progress=Steps(what))
    assert left(here) == []


def test_a_file_without_terms_leaves_nothing(here: InstalledVocabularies, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match=r"empty\.obo.*no entry"):
        install_vocabulary(written(tmp_path, "format-version: 1.2\n", "empty.obo"), installed=here)
    assert left(here) == []


@pytest.mark.parametrize(
    "wanted", [Wanted(name="../x"), Wanted(release="a/b"), Wanted(role="planets")]
)
def test_names_that_lead_elsewhere_are_refused(
    here: InstalledVocabularies, tmp_path: Path, wanted: Wanted
) -> None:
    with pytest.raises(UsageError):
        install_vocabulary(written(tmp_path, OLD), wanted, installed=here)
    assert not here.folder.exists()


def test_an_ontology_with_a_hostile_name_stays_in_its_folder(
    here: InstalledVocabularies, tmp_path: Path
) -> None:
    hostile = OLD.replace("ontology: cl", "ontology: x/../../..").replace(
        "cl/releases/2025-01-02/cl.owl", "../../../etc"
    )
    install_vocabulary(written(tmp_path, hostile), installed=here)
    (file,) = here.folder.rglob("*.vocab")
    assert file.resolve().is_relative_to(here.folder.resolve())
    assert file.parent.parent == here.folder


def test_a_damaged_release_is_listed_with_its_fault(both: InstalledVocabularies) -> None:
    path = both.path("cl", "2026-01-02")
    path.write_bytes(b"no database")
    (_, damaged) = both.releases()
    assert "2026-01-02.vocab" in damaged.problem
    both.path("cl", "2025-01-02").write_bytes(b"neither")
    assert InstalledVocabularies(both.folder).active() == ()


def test_releases_are_used_although_nobody_says_which(both: InstalledVocabularies) -> None:
    (both.folder / "active.json").write_text("no json", encoding="utf-8")
    assert [file.release for file in InstalledVocabularies(both.folder).active()] == ["2026-01-02"]


class TestApart:
    def test_it_installs_and_says_how_far_it_is(
        self, here: InstalledVocabularies, tmp_path: Path
    ) -> None:
        steps = Steps()
        path = written(tmp_path, OLD)
        done = install_vocabulary_apart(path, installed=here, progress=steps)
        assert (done.name, done.terms, done.active) == ("cl", 5, True)
        assert steps.told[-1][2] == "indexing"

    def test_its_errors_are_those_of_the_reader(
        self, here: InstalledVocabularies, tmp_path: Path
    ) -> None:
        with pytest.raises(UnreadableInputError, match=r"odd\.md") as caught:
            install_vocabulary_apart(written(tmp_path, "some words", "odd.md"), installed=here)
        assert caught.value.hint
        assert left(here) == []

    def test_cancelling_leaves_nothing(self, here: InstalledVocabularies, tmp_path: Path) -> None:
        stop = threading.Event()
        many = "".join(f"[Term]\nid: Z:{n}\nname: panda {n}\n\n" for n in range(60_000))

        class Stops(Steps):
            def step(self, done: int, total: int, what: str = "") -> None:
                stop.set()

        path = written(tmp_path, many, "many.obo")
        with pytest.raises(Cancelled):
            install_vocabulary_apart(path, installed=here, cancel=stop, progress=Stops())
        assert left(here) == []

    def test_nothing_is_begun_where_it_is_cancelled_already(
        self, here: InstalledVocabularies, tmp_path: Path
    ) -> None:
        stop = threading.Event()
        stop.set()
        with pytest.raises(Cancelled):
            install_vocabulary_apart(written(tmp_path, OLD), installed=here, cancel=stop)
        assert not here.folder.exists()


class TestInstalledBesideTheProgramsOwn:
    @pytest.fixture
    def known(self, tmp_path: Path) -> Vocabularies:
        here = InstalledVocabularies(tmp_path / "installed")
        more = NEW + (
            '\n[Term]\nid: CL:0000235\nname: macrophage\nsynonym: "histiocyte" EXACT []\n'
            'synonym: "eater" RELATED []\nis_a: CL:0000127\n\n'
            "[Term]\nid: CL:0000999\nname: T cell of no one\n\n"
            "[Term]\nid: CL:0000998\nname: T cell\n"
        )
        install_vocabulary(written(tmp_path, more), installed=here)
        return Vocabularies(write_vocabularies(tmp_path), installed=here)

    def labels(self, known: Vocabularies, typed: str) -> list[str]:
        return [hit.term.label for hit in known.suggest("cells", typed)]

    def test_terms_of_both_are_suggested(self, known: Vocabularies) -> None:
        assert "astrocyte" in self.labels(known, "astro")
        assert self.labels(known, "macro")[0] == "macrophage"
        assert "T cell of no one" in self.labels(known, "t cell")

    def test_a_name_of_the_programs_own_means_its_term(self, known: Vocabularies) -> None:
        assert known.best("cells", "T cells") == Term("T cell", "CL:0000084")
        assert known.best("cells", "the astrocytes") == Term("astrocyte", "CL:0000127")
        assert known.best("cells", "histiocytes") == Term("macrophage", "CL:0000235")

    def test_a_related_name_inside_other_words_names_nothing(self, known: Vocabularies) -> None:
        assert known.best("cells", "an eater of pizza") is None
        assert known.best("cells", "eater") == Term("macrophage", "CL:0000235")

    def test_typing_errors_come_apart_and_not_twice(self, known: Vocabularies) -> None:
        (hit,) = known.suggest_similar("cells", "asctrocyte")
        assert (hit.term.label, hit.term.id) == ("astrocyte", "CL:0000127")
        assert known.suggest_similar("cells", "asctrocyte", shown={"CL:0000127"}) == []

    def test_an_id_finds_its_term(self, known: Vocabularies) -> None:
        (hit, *_) = known.suggest("cells", "CL:0000127")
        assert hit.term == Term("astrocyte", "CL:0000127")

    def test_a_term_knows_its_release_and_what_is_above_it(self, known: Vocabularies) -> None:
        term = known.term("CL:0000010")
        assert term is not None
        assert (term.release, term.synonyms) == ("cl/2026-01-02", ("glial cell",))
        assert known.ancestors("CL:0000010") == {"CL:0000000"}
        kept = known.with_ancestors([Term("", "CL:0000010")])
        assert [(one.id, one.release) for one in kept] == [
            ("CL:0000000", "cells/test-1"),
            ("CL:0000010", "cl/2026-01-02"),
        ]

    def test_a_release_that_is_taken_later_is_seen(
        self, known: Vocabularies, tmp_path: Path
    ) -> None:
        assert known.installed is not None
        install_vocabulary(written(tmp_path, OLD), Wanted(name="other"), installed=known.installed)
        assert known.best("cells", "lone cell") == Term("lone cell", "CL:0000012")
        known.installed.remove("other", "2025-01-02")
        assert known.best("cells", "lone cell") == Term("cell", "CL:0000000")

    def test_the_names_of_a_role_for_texts(self, known: Vocabularies) -> None:
        names = known.names_for("cells")
        found = names.lookup(["t cell", "astrocyte", "brain"])
        assert {key: rows[0].term_id for key, rows in found.items()} == {
            "t cell": "CL:0000084",
            "astrocyte": "CL:0000127",
        }
        assert names.longest == 5
        assert known.releases("cells") == ("cells/test-1", "cl/2026-01-02")


def test_one_line_is_no_vocabulary_unless_somebody_says_so(
    here: InstalledVocabularies, tmp_path: Path
) -> None:
    line = "CL:0000084\tT cell\n"
    alone = written(tmp_path, line, "line.tsv")
    with pytest.raises(UnreadableInputError, match="neither ids nor a row of names") as refused:
        install_vocabulary(alone, installed=here)
    assert "--name" in refused.value.hint
    assert left(here) == []
    named = install_vocabulary(alone, Wanted(name="mine"), installed=here)
    assert (named.name, named.terms) == ("mine", 1)
    headed = written(tmp_path, "id\tlabel\n" + line, "headed.tsv")
    assert install_vocabulary(headed, installed=here).terms == 1
    two = written(tmp_path, line + "CL:0000236\tB cell\n", "two.tsv")
    assert install_vocabulary(two, installed=here).terms == 2


def test_lines_of_words_are_no_vocabulary_unless_somebody_says_so(
    here: InstalledVocabularies, tmp_path: Path
) -> None:
    words = written(tmp_path, "hello\nworld\n", "w.tsv")
    with pytest.raises(UnreadableInputError, match="neither ids nor a row of names"):
        install_vocabulary(words, installed=here)
    assert left(here) == []
    assert install_vocabulary(words, Wanted(role="journals"), installed=here).terms == 2


def test_a_file_that_ends_within_a_line_is_said_to_be_cut_off(
    here: InstalledVocabularies, tmp_path: Path
) -> None:
    whole = install_vocabulary(written(tmp_path, OLD), installed=here)
    assert not whole.cut_off
    cut = OLD[: OLD.index("name: lone") + 7].replace("2025-01-02", "2024-01-02")
    assert install_vocabulary(written(tmp_path, cut), installed=here).cut_off


def test_ids_that_stand_twice_are_noted_and_the_first_label_counts(
    here: InstalledVocabularies, tmp_path: Path
) -> None:
    assert install_vocabulary(written(tmp_path, OLD), installed=here).on_doubled == ""
    twice = OLD.replace("2025-01-02", "2025-02-02") + (
        "\n[Term]\nid: CL:0000012\nname: solitary cell\n"
        "\n[Term]\nid: CL:0000013\nname: quiet cell\nalt_id: CL:0000011\n"
    )
    done = install_vocabulary(written(tmp_path, twice), installed=here)
    # CL:0000011 is a term and, by an error of the file, merged as well: it has one label.
    assert (done.doubled, done.doubled_first) == (2, "CL:0000012, CL:0000013")
    assert done.on_doubled == (
        "2 ids stand more than once in the file (CL:0000012, CL:0000013); the first label counts."
    )
    with closing(here.find("cl", "2025-02-02")) as file:
        term = file.term("CL:0000012")
        assert term is not None
        assert term.label == "lone cell"
        assert {row.term_id for row in file.lookup(["solitary cell"])["solitary cell"]} == {
            "CL:0000012"
        }
