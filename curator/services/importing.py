"""Importing files: read in children, staged, copied in as one change, then fed to the full text.

The window runs the three steps by themselves, so that the write lane is never held for long:
``stage`` needs no write lane, ``bring_in`` is one short transaction, ``feed`` one chunk.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from json.encoder import encode_basestring as quoted
from typing import Any, Final, Protocol, TypedDict, Unpack

from curator.domain.canonical import canonical
from curator.domain.documents import ArticleDocument
from curator.domain.errors import (
    Cancelled,
    CuratorError,
    ReadOnlyError,
    UnreadableInputError,
)
from curator.domain.identity import new_id
from curator.domain.references import reference_to_json
from curator.ingest.files import MAX_BYTES, PathLike, find_files, shown_name
from curator.ingest.values import (
    NO_OPTIONS,
    Failure,
    Note,
    ParsedArticle,
    Read,
    ReadOptions,
    Skipped,
    SourceFile,
    blocks_json,
    hints_json,
)
from curator.ingest.workers import Parsers
from curator.services.feeding import feed_to_the_end
from curator.services.finding_duplicates import feed_duplicates
from curator.services.registry import Registry
from curator.services.values import (
    Author,
    Changes,
    ImportLine,
    ImportReport,
    Progress,
    report_of,
)
from curator.store import search
from curator.store.journal import NewText, new_header, text_row
from curator.store.staging import Staging, known_originals, numbers_of, numbers_since
from curator.store.studies import stored_as_of

DEFAULT_MAX_BYTES: Final = MAX_BYTES
"""Larger files fail unless a higher limit is given."""

_TITLE: Final = 90
"""Characters of the first words that stand for a title in lists."""

_BATCH: Final = 256
_BATCH_BYTES: Final = 8_000_000
_MOST_NOTES: Final = 100


class Waiting(Protocol):
    """Files read and staged, here or by another process; to be brought in, or closed."""

    def bring_in(self, registry: Registry) -> ImportReport: ...

    def close(self) -> None: ...


@dataclass(slots=True)
class Staged:
    """Files read and staged by this process.  Lines in the order of the files."""

    staging: Staging
    lines: list[ImportLine] = field(default_factory=list)
    articles: dict[str, str] = field(default_factory=dict)
    """Ids of what is taken, by SHA-256 of the original."""

    def close(self) -> None:
        self.staging.close()

    def bring_in(self, registry: Registry) -> ImportReport:
        """See ``bring_in``."""
        try:
            attach = self.staging.path if registry.target.path is not None else None
            with registry.write(attach=attach) as session:
                change, late = self.staging.copy_in(session)
        finally:
            self.close()
        if change is not None:
            registry.broadcast(Changes(change.seq, frozenset(), everything=True))
        with registry.read() as session:
            by_sha = known_originals(session, late)
            numbers = numbers_since(session, change.seq) if change is not None else {}
            named = (one.article_id for one in self.lines if one.article_id not in numbers)
            numbers |= numbers_of(session, dict.fromkeys(filter(None, named)))
        brought = {self.articles[sha]: found for sha, found in by_sha.items()}
        return report_of([_settled(one, numbers, brought=brought) for one in self.lines], change)


class How(TypedDict, total=False):
    """How files are read; every function that stages them takes it.

    Attributes:
        progress: Told after every file, then after every chunk of full text.
        cancel: Set to stop; before the commit nothing is left behind, after it the articles stay.
        max_bytes: Larger texts fail; None for no limit, ``DEFAULT_MAX_BYTES`` where it is not
            given.  Of PDFs, archives and other files that hold little text for their size, twenty
            times as much is read.
        parsers: Children that are warm already; otherwise some are started and ended.
        options: How to read the files, where a curator said so.
    """

    progress: Progress | None
    cancel: threading.Event | None
    max_bytes: int | None
    parsers: Parsers | None
    options: ReadOptions


def import_paths(
    registry: Registry,
    paths: Iterable[PathLike | SourceFile],
    *,
    author: Author,
    reason: str = "",
    **how: Unpack[How],
) -> ImportReport:
    """Import files and folders as one change, and feed the full text.

    Args:
        registry: Open for writing.
        paths: Files, folders with all that is below them, and what was pasted, with its bytes.
        author: Who imports.
        reason: Why.
        how: As ``How`` says.

    Raises:
        Cancelled: By ``cancel`` or by ``progress``, before the commit.
    """
    progress, cancel = how.get("progress"), how.get("cancel")
    staged = stage(registry, paths, author=author, reason=reason, **how)
    report = bring_in(registry, staged)
    # What is committed stays, whoever stops the feeding: it goes on with the next import.
    with contextlib.suppress(Cancelled):
        feed_fulltext(registry, progress=progress, cancel=cancel)
        feed_duplicates(registry, progress=progress, cancel=cancel)
    return report


def stage(
    registry: Registry,
    paths: Iterable[PathLike | SourceFile],
    *,
    author: Author,
    reason: str = "",
    **how: Unpack[How],
) -> Staged:
    """Read files into a staging file; the registry is only read.  Arguments as ``import_paths``.

    Raises:
        Cancelled: The staging file is gone.
        ReadOnlyError: The registry is open for reading only.
    """
    if registry.read_only:
        raise ReadOnlyError(registry.read_only_reason)
    header = new_header(author, "import", reason=reason)
    return stage_as(registry, Staging(header, form=registry.form), paths=paths, **how)


def stage_as(
    registry: Registry,
    staging: Staging,
    *,
    paths: Iterable[PathLike | SourceFile],
    **how: Unpack[How],
) -> Staged:
    """Read files into that staging file; the registry may be open for reading only.

    Raises:
        Cancelled: The staging file is gone.
    """
    staged = Staged(staging)
    max_bytes, parsers = how.get("max_bytes", DEFAULT_MAX_BYTES), how.get("parsers")
    try:
        sources = _sources(staged, list(paths), max_bytes=max_bytes)
        reader = _Reader(registry, staged, progress=how.get("progress"), total=len(sources))
        stop = how.get("cancel") or threading.Event()
        wanted = replace(how.get("options", NO_OPTIONS), max_text=max_bytes or 0)
        if parsers is not None:
            reader.take(parsers.map(sources, stop, options=wanted, max_bytes=max_bytes))
        elif sources:
            with Parsers(min(2, len(sources))) as own:
                reader.take(own.map(sources, stop, options=wanted, max_bytes=max_bytes))
        if stop.is_set():
            raise Cancelled
        staged.staging.finish()
    except BaseException:
        staged.close()
        raise
    return staged


def _sources(
    staged: Staged, paths: Sequence[PathLike | SourceFile], *, max_bytes: int | None
) -> list[SourceFile]:
    """The files to read; what is none is noted: as failed where it was named or may be one."""
    pasted = [path for path in paths if isinstance(path, SourceFile)]
    files = [path for path in paths if not isinstance(path, SourceFile)]
    given = {shown_name(os.fsencode(path)) for path in files}
    sources = pasted
    for one in find_files(files, max_bytes=max_bytes):
        if isinstance(one, SourceFile):
            sources.append(one)
        elif one.hint or one.name in given:
            line = ImportLine("failed", one.name, one.path, sentence=_sentence(one), hint=one.hint)
            staged.lines.append(line)
        else:
            staged.lines.append(ImportLine("passed_over", one.name, one.path, sentence=one.reason))
    return sources


def _sentence(one: Skipped) -> str:
    return one.reason if one.reason.endswith(".") else f"{one.name}: {one.reason}."


@dataclass(slots=True)
class _Reader:
    """Takes what the children read, some at a time, and stages what the registry has not."""

    registry: Registry
    staged: Staged
    progress: Progress | None
    total: int
    done: int = 0
    shas: dict[str, str] = field(default_factory=dict)

    def take(self, results: Iterator[tuple[SourceFile, Read | CuratorError]]) -> None:
        for some in _some(self._told(results)):
            read = [one.original_sha256 for _, one in some if isinstance(one, ParsedArticle)]
            with self.registry.read() as session:
                known = known_originals(session, read)
                back = [one for one, _, state in known.values() if state == "withdrawn"]
                withdrawn = stored_as_of(session, back)
            for source, one in some:
                if isinstance(one, ParsedArticle):
                    self._article(source, one, known=known, withdrawn=withdrawn)
                else:
                    self.staged.lines.append(_line(source, one))

    def _told(
        self, results: Iterator[tuple[SourceFile, Read | CuratorError]]
    ) -> Iterator[tuple[SourceFile, Read | CuratorError]]:
        """The results, while whoever waits is told of each, and of every file that is done."""
        notes = 0
        for source, one, last in _with_last(results):
            notes += isinstance(one, Note)
            if not isinstance(one, Note) or notes <= _MOST_NOTES:
                yield source, one
            if last:
                if notes > _MOST_NOTES:
                    more = f"{notes - _MOST_NOTES:,} more places"
                    yield source, Note(f"There is something to say of {more} in it.")
                self.done, notes = self.done + 1, 0
            if self.progress is not None:
                self.progress.step(self.done, self.total, _name(source, one))

    def _article(
        self,
        source: SourceFile,
        parsed: ParsedArticle,
        *,
        known: dict[str, tuple[str, int, str]],
        withdrawn: dict[str, Any],
    ) -> None:
        name, sha = _name(source, parsed), parsed.original_sha256
        article_id = self.shas.get(sha) or known.get(sha, ("",))[0]
        if sha in self.shas or (article_id and article_id not in withdrawn):
            self.staged.lines.append(ImportLine("same", name, source.path, article_id))
            return
        if article_id:
            old = withdrawn[article_id]
            state = "in_progress" if old.document["claims"] else "new"
            document = dict(old.document) | {"state": state, "reason": ""}
            self.staged.staging.bring_back(
                article_id, new_id(), document=document, parent=old.revision_id
            )
        else:
            article_id = new_id()
            self._add(article_id, name, parsed)
        self.shas[sha] = article_id
        self.staged.articles[sha] = article_id
        self.staged.lines.append(ImportLine("taken", name, source.path, article_id))
        if spoilt := parsed.made_by.get("mojibake", ""):
            line = ImportLine("note", name, source.path, article_id, sentence=spoilt)
            self.staged.lines.append(line)

    def _add(self, article_id: str, name: str, parsed: ParsedArticle) -> None:
        text = text_row(new_text(article_id, parsed))
        document = ArticleDocument(
            original_sha256=parsed.original_sha256,
            file_name=name,
            media_type=parsed.media_type,
            encoding=parsed.encoding,
            text=text["sha256"],
            text_digest=text["digest"],
            title=parsed.title or _first_words(parsed) or name,
            replacements=_replacements(parsed),
        )
        self.staged.staging.add(
            article_id, new_id(), document=document, bytes_=parsed.original, text=text
        )


def _replacements(parsed: ParsedArticle) -> dict[str, int]:
    counts = {"undecodable": parsed.replacements, "nul": parsed.nul_replaced}
    return {what: count for what, count in counts.items() if count}


def _with_last(
    results: Iterator[tuple[SourceFile, Read | CuratorError]],
) -> Iterator[tuple[SourceFile, Read | CuratorError, bool]]:
    """Results, and whether each is the last of its file."""
    held: tuple[SourceFile, Read | CuratorError] | None = None
    for following in results:
        if held is not None:
            yield (*held, following[0] is not held[0])
        held = following
    if held is not None:
        yield (*held, True)


def _name(source: SourceFile, one: Read | CuratorError) -> str:
    """As people read it: the file, and which of the things in it."""
    part = one.name if isinstance(one, ParsedArticle | Failure) else ""
    return f"{source.name} > {part}" if part else source.name


def _some(
    results: Iterator[tuple[SourceFile, Read | CuratorError]],
) -> Iterator[list[tuple[SourceFile, Read | CuratorError]]]:
    """Lists of results: as many as are worth one look into the registry, but not too many bytes."""
    some: list[tuple[SourceFile, Read | CuratorError]] = []
    size = 0
    for source, one in results:
        some.append((source, one))
        size += one.size if isinstance(one, ParsedArticle) else 0
        if len(some) >= _BATCH or size >= _BATCH_BYTES:
            yield some
            some, size = [], 0
    if some:
        yield some


def _line(source: SourceFile, one: Failure | Note | CuratorError) -> ImportLine:
    """What there is to say of a file, or of a thing in it, that is no article."""
    if isinstance(one, Note):
        return ImportLine("note", source.name, source.path, sentence=one.sentence)
    needs = one.needs if isinstance(one, Failure | UnreadableInputError) else ""
    name = _name(source, one)
    return ImportLine(
        "columns" if needs == "columns" else "failed",
        name,
        source.path,
        sentence=one.sentence,
        hint=one.hint,
        needs=needs,
    )


def new_text(article_id: str, parsed: ParsedArticle) -> NewText:
    """The text as stored.

    ``made_by`` is JSON: reader and versions, under ``hints`` what the page says of itself, so that
    the suggestions are sealed with the text that they quote and cost nothing to read again, and
    under ``reference`` the record that it came with.
    """
    return NewText(
        article_id,
        parsed.body,
        _made_by_json(parsed),
        blocks_json(parsed.blocks),
        parsed.text_sha256,
    )


def _made_by_json(parsed: ParsedArticle) -> str:
    """Canonical JSON, put together of what is canonical already."""
    words = {str(key): quoted(value) for key, value in parsed.made_by.items()}
    words["hints"] = hints_json(parsed.hints)
    if parsed.reference is not None:
        words["reference"] = canonical(reference_to_json(parsed.reference)).decode("utf-8")
    return f"{{{','.join([f'{quoted(key)}:{words[key]}' for key in sorted(words)])}}}"


def _first_words(parsed: ParsedArticle) -> str:
    """The first words of the main text, for lists; never a claim."""
    main = next((one for one in parsed.blocks if one.kind in ("main", "heading")), None)
    start = main.start if main else 0
    words = " ".join(parsed.body[start : start + 4 * _TITLE].split())
    if len(words) <= _TITLE:
        return words
    return words[:_TITLE].rsplit(" ", 1)[0] + " …"


def bring_in(registry: Registry, staged: Waiting) -> ImportReport:
    """Copy staged files in as one change, in one short transaction, and close the staging file.

    Raises:
        ReadOnlyError, RegistryLockedError, StorageError: Nothing was imported.
    """
    return staged.bring_in(registry)


def _settled(
    line: ImportLine, numbers: Mapping[str, int], *, brought: Mapping[str, tuple[str, int, str]]
) -> ImportLine:
    """A line with its article's number; what somebody else brought meanwhile is the same."""
    if line.article_id in brought:
        article_id, number, _ = brought[line.article_id]
        return replace(line, outcome="same", article_id=article_id, number=number)
    return ImportLine(
        line.outcome,
        line.name,
        line.path,
        line.article_id,
        numbers.get(line.article_id, 0),
        line.sentence,
        line.hint,
        line.needs,
    )


def feed(registry: Registry) -> tuple[int, int]:
    """Feed the next articles to the full text, in one short transaction.

    Returns:
        How many articles are fed, and how many there are; equal at the end.
    """
    with registry.write() as session:
        return search.feed_chunk(session)


def feed_fulltext(
    registry: Registry,
    *,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> None:
    """Feed the full text to its end; see ``feed_to_the_end``."""
    feed_to_the_end(registry, feed, what="full text", progress=progress, cancel=cancel)
