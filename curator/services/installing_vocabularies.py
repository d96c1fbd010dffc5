"""Install a vocabulary from a file, beside its other releases; what an upgrade changes.

An upgrade is no event by itself: a new release lies beside the old one until the curator has seen
which terms in use it retires or renames, and takes it.
"""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from curator.domain.claims import Term
from curator.domain.errors import StorageError, UnreadableInputError, UsageError
from curator.domain.identity import new_id
from curator.domain.roles import ROLES, role_of
from curator.domain.terms import Parentage, TermRow
from curator.ingest.vocabularies.reading import VocabularyReader, read_vocabulary
from curator.services.installed_vocabularies import ENDING, InstalledVocabularies
from curator.services.registry import Registry
from curator.services.values import Progress
from curator.store.tables import study_value
from curator.store.vocabulary_building import VocabularyBuilder
from curator.store.vocabulary_file import VocabularyFile

_BATCH: Final = 5_000
_SAFE: Final = re.compile(r"[A-Za-z0-9][\w.-]*\Z")
_IMPORT: Final = "import"
"""In the name of a file that an ontology took from another one: its ids are the other's."""

_NAMED_IDS: Final = 5
"""So many ids that stand twice are named; of more only the number is."""

_STEPS: Final = 5
"""Replacements of replacements that are followed."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the curator says of a vocabulary; where empty, the file itself does.

    Attributes:
        name: Under which it is installed.
        role: Of the form, such as ``cells``.
        release: Where the file says another one, or none.
    """

    name: str = ""
    role: str = ""
    release: str = ""


AS_IT_SAYS: Final = Wanted()


@dataclass(frozen=True, slots=True)
class Installed:
    """What was installed.

    Attributes:
        role: Empty where no field of the form asks for such terms.
        terms: With names of its own; those of other vocabularies in the file are left out.
        obsolete: Terms that the file keeps only to say what replaced them.
        skipped: Entries without an id or a label.
        active: Whether it is used from now on: the first release of a name is.
        used: The release that is used.
        cut_off: The file ends in the middle of a line.
        doubled: Ids that the file gives to more than one entry; their first label counts, and all
            of their names are found.
        doubled_first: The first of them, between commas.
    """

    name: str
    release: str
    role: str
    terms: int
    names: int
    obsolete: int
    skipped: int
    active: bool
    used: str
    cut_off: bool = False
    doubled: int = 0
    doubled_first: str = ""

    @property
    def on_doubled(self) -> str:
        """The sentence on ids that stand more than once; "" where each stands once."""
        if not self.doubled:
            return ""
        more = ", ..." if self.doubled > _NAMED_IDS else ""
        ids = f"{self.doubled:,} ids stand" if self.doubled > 1 else "1 id stands"
        named = f"({self.doubled_first}{more})"
        return f"{ids} more than once in the file {named}; the first label counts."


@dataclass(frozen=True, slots=True)
class TermChange:
    """A term in use that another release has otherwise.

    Attributes:
        label: As the release in use has it, or as it stands in the claims.
        what: ``obsolete``, ``relabelled`` or ``gone``.
        now: The new label; of an obsolete term as far as it has one.
        replaced_by: What stands for it now.
        consider: What may stand for it; the curator has to choose.
        used: In how many values of the registry it stands.
    """

    id: str
    label: str
    what: str
    now: str = ""
    replaced_by: tuple[Term, ...] = ()
    consider: tuple[Term, ...] = ()
    used: int = 0


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What taking another release of a vocabulary would change for the terms in use."""

    name: str
    before: str
    after: str
    checked: int
    changes: tuple[TermChange, ...]


def install_vocabulary(
    path: Path,
    wanted: Wanted = AS_IT_SAYS,
    *,
    progress: Progress | None = None,
    installed: InstalledVocabularies | None = None,
    part: Path | None = None,
) -> Installed:
    """Read a file and put it beside the other releases of its vocabulary.

    Args:
        path: OBO, OBO-graph JSON, OWL, TSV, CSV, JSONL, or gzip of these.
        wanted: What the file does not say or should not decide.
        progress: Told the bytes read; may cancel.
        installed: Where; the program's own folder by default.
        part: The file that is written meanwhile, in that folder; whoever gives it removes it, too.

    Raises:
        UnreadableInputError: It is none of these, or has no terms.
        UsageError: The name or release cannot stand in a file's name, or there is no such role.
        StorageError: The disk refused.
        Cancelled: The user wants it stopped.  Nothing is left behind, as with the others.
    """
    here = installed or InstalledVocabularies()
    _check(wanted)
    part = part or part_in(here)
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with closing(read_vocabulary(path)) as reader, _uncollected():
            built = _build(part, reader, wanted=wanted, progress=progress)
        return _put(part, built, here=here)
    except OSError as error:
        raise StorageError(
            f"The vocabulary cannot be kept in {here.folder}: {error.strerror}.",
            hint="Free some space or check that folder.",
        ) from error
    finally:
        discard(part)


def discard(part: Path) -> None:
    """Remove what was written so far, and the journal beside it."""
    for path in (part, part.with_name(f"{part.name}-journal")):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def part_in(installed: InstalledVocabularies) -> Path:
    """A name for a file that is written while a vocabulary is read."""
    return installed.folder / f".{new_id()}{ENDING}.part"


def upgrade_report(
    name: str,
    *,
    used: Mapping[Term, int],
    release: str = "",
    installed: InstalledVocabularies | None = None,
) -> Upgrade:
    """Which terms in use another release retires or renames, and what it puts in their place.

    Args:
        name: Of the vocabulary.
        used: The terms in use and how often; those of other vocabularies do not matter.
        release: The one to compare with that in use; the newest by default.
        installed: Where; the program's own folder by default.

    Raises:
        NotFoundError: There is no such vocabulary or release.
    """
    here = installed or InstalledVocabularies()
    with (
        closing(here.find(name)) as before,
        closing(here.find(name, release or here.newest(name))) as after,
    ):
        asked = {term: n for term, n in used.items() if term.id}
        found = [_change(term, before, after=after, used=n) for term, n in asked.items()]
        known = [term for term in asked if before.term(term.id or "") or after.term(term.id or "")]
        changes = sorted((one for one in found if one), key=lambda one: (one.what, one.label))
        return Upgrade(name, before.release, after.release, len(known), tuple(changes))


def terms_in_use(registry: Registry) -> Mapping[Term, int]:
    """The terms with an id in the values of a registry, and in how many each stands."""
    query = sa.select(study_value.c.term_id, study_value.c.words).where(study_value.c.term_id != "")
    with registry.read() as session:
        return Counter(Term(row.words, row.term_id) for row in session.execute(query))


def _check(wanted: Wanted) -> None:
    for word in (wanted.name, wanted.release):
        if word and not _SAFE.match(word):
            raise UsageError(
                f"“{word}” cannot stand in a file's name.",
                hint="Use letters, digits, points, hyphens and underscores.",
            )
    if wanted.role and wanted.role not in ROLES:
        raise UsageError(f"No field asks for {wanted.role}.", hint=f"One of {', '.join(ROLES)}.")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector: millions of small tuples, and no cycle among them."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _build(
    part: Path, reader: VocabularyReader, *, wanted: Wanted, progress: Progress | None
) -> _Built:
    rows = iter(reader)
    batch = list(islice(rows, _BATCH))
    role = wanted.role or _guessed(reader, batch)
    builder = VocabularyBuilder(part, role=role)
    try:
        while batch:
            if progress is not None:
                progress.step(reader.done, max(reader.size, reader.done), "reading")
            builder.add(batch)
            batch = list(islice(rows, _BATCH))
        return _finished(builder, reader, wanted=wanted, progress=progress)
    finally:
        builder.close()


@dataclass(frozen=True, slots=True)
class _Built:
    name: str
    release: str
    skipped: int
    obsolete: int
    cut_off: bool
    doubled: tuple[str, ...]


def _finished(
    builder: VocabularyBuilder,
    reader: VocabularyReader,
    *,
    wanted: Wanted,
    progress: Progress | None,
) -> _Built:
    header = reader.header
    if not builder.prefixes:
        raise UnreadableInputError(
            f"{reader.file} cannot be read as a vocabulary: no entry of it has an id and a label.",
            hint="A table needs a row of names with id and label; see the README.",
        )
    if reader.guessed and not (wanted.name or wanted.role):
        raise UnreadableInputError(
            f"{reader.file} has neither ids nor a row of names: is that a vocabulary?",
            hint="Put a first row above it, such as id and label; or load it on the command line"
            " with --name, which takes its lines as terms.",
        )
    name = wanted.name or header.name
    release = wanted.release or header.release or reader.digest[:12]
    own = next((one for one in builder.prefixes if one.casefold() == header.prefix.casefold()), "")
    if progress is not None:
        progress.step(reader.done, reader.done, "indexing")
    said = {"name": name, "release": release, "source": reader.file, "sha256": reader.digest}
    builder.finish(own=own, said=said)
    return _Built(name, release, reader.skipped, builder.obsolete, reader.cut_off, builder.doubled)


def _guessed(reader: VocabularyReader, rows: Iterable[TermRow | Parentage]) -> str:
    """The role by the ontology's own prefix, or else by that of most of the first ids."""
    header = reader.header
    if (role := role_of(header.prefix)) and _IMPORT not in header.name:
        return role
    prefixes = Counter(row.id.partition(":")[0] for row in rows if isinstance(row, TermRow))
    most = prefixes.most_common(1)[0][0] if prefixes else ""
    return role_of(most, header.name)


def _put(part: Path, built: _Built, *, here: InstalledVocabularies) -> Installed:
    target = here.path(built.name, built.release)
    target.parent.mkdir(parents=True, exist_ok=True)
    part.replace(target)
    used = next(
        (one.release for one in here.releases() if one.name == built.name and one.active), ""
    )
    if not used or used == built.release:
        here.use(built.name, built.release)
        used = built.release
    with closing(VocabularyFile(target)) as file:
        said = file.said
    return Installed(
        built.name, built.release, said["role"], int(said["terms"]), int(said["names"]),
        built.obsolete, built.skipped, used == built.release, used, built.cut_off,
        len(built.doubled), ", ".join(built.doubled[:_NAMED_IDS]),
    )  # fmt: skip


def _change(
    term: Term, before: VocabularyFile, *, after: VocabularyFile, used: int
) -> TermChange | None:
    term_id = term.id or ""
    old, new = before.term(term_id), after.term(term_id)
    label = old.label if old and old.label else term.label
    if new is None:
        return TermChange(term_id, label, "gone", used=used) if old else None
    if new.obsolete:
        return TermChange(
            term_id, label, "obsolete", new.label,
            tuple(_standing(new.replaced_by, after)), tuple(_standing(new.consider, after)), used,
        )  # fmt: skip
    if new.label != label and old is not None:
        return TermChange(term_id, label, "relabelled", new.label, used=used)
    return None


def _standing(ids: Iterable[str], file: VocabularyFile) -> Iterator[Term]:
    """The terms of those ids, each followed to one that is not obsolete itself."""
    for term_id in ids:
        row = file.term(term_id)
        for _ in range(_STEPS):
            if row is None or not row.obsolete or not row.replaced_by:
                break
            row = file.term(row.replaced_by[0])
        yield Term(row.label, row.id) if row is not None else Term(term_id, term_id)
