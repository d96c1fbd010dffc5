"""The texts of an article: a further one, another reading of the same bytes, and the chosen one.

Evidence goes along where its quote stands exactly (``domain/moving.py``); the rest stays with the
text that it was taken from.  Texts are never changed and never taken away.
"""

from __future__ import annotations

import codecs
import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.canonical import digest
from curator.domain.documents import (
    ARTICLE,
    ArticleDocument,
    BlockChoice,
    choices_to_json,
)
from curator.domain.errors import NotFoundError, RefusedError, UnreadableInputError
from curator.domain.evidence import Evidence
from curator.domain.identity import article_label
from curator.domain.moving import Move, evidence_of
from curator.ingest.files import MAX_BYTES, find_files, read_source
from curator.ingest.values import (
    NO_OPTIONS,
    Failure,
    ParsedArticle,
    Read,
    ReadOptions,
    SourceFile,
)
from curator.ingest.workers import Parsers
from curator.services.encodings import ENCODINGS, takes_encoding
from curator.services.importing import new_text
from curator.services.originals import original_bytes
from curator.services.registry import Registry
from curator.services.saving import append_saves
from curator.services.values import Author, Change
from curator.store import kin_rows, search
from curator.store.engine import Session
from curator.store.journal import NewOriginal, NewRevision, new_header, text_row
from curator.store.revisions import checked_text
from curator.store.studies import ACTIVE, Stored, extractions_of_article, stored_as_of
from curator.store.tables import change, revision, text

_OF_TEXT: Final = (
    "original_sha256", "file_name", "media_type", "encoding", "text", "text_digest", "replacements",
)  # fmt: skip
"""What an article's document says of the text that it chose."""

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that support a claim of a field."""

    field: str
    quote: str


@dataclass(frozen=True, slots=True)
class TextChosen:
    """What choosing a text did.

    Attributes:
        change: The change that it is.
        label: Of the article.
        number: Of the text now chosen, from 1 in the order in which they came.
        moved: Quotes that stand in the chosen text now and did not before.
        stayed: Quotes that stand in another text still.
    """

    change: Change
    label: str
    number: int
    moved: tuple[Quote, ...]
    stayed: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text of an article.

    Attributes:
        number: From 1, in the order in which they came.
        digest: Names the text within its article.
        chosen: Whether it is the one that is read.
        length: In code points.
        quotes: Pieces of evidence that stand in it.
        made_by: The reader and what it noted.
    """

    number: int
    sha256: str
    digest: str
    chosen: bool
    at: str
    author: str
    file_name: str
    media_type: str
    encoding: str
    length: int
    quotes: int
    made_by: Mapping[str, Any] = field(default_factory=dict)


def attach_text(
    registry: Registry,
    article_id: str,
    *,
    parsed: ParsedArticle,
    author: Author,
    reason: str = "",
    file_name: str = "",
    kind: str = "attach",
    title: str = "",
    choices: Sequence[BlockChoice] = (),
) -> TextChosen:
    """Give an article a further text and choose it, as one change.

    Args:
        registry: Open for writing.
        article_id: The article.
        parsed: The text with its original, which is kept too where it is another one.
        author: Who attaches.
        reason: Why.
        file_name: Where it comes from; by default as the article is named.
        kind: Of the change.
        title: What lists show from now on; by default what they showed.
        choices: Choices of blocks in the new text, beside those there are.

    Raises:
        NotFoundError: There is no such article.
        RefusedError: It is the text that the article has.
    """
    header = new_header(author, kind, reason=reason)
    form = registry.form
    made = new_text(article_id, parsed)
    row = text_row(made)
    with registry.write() as session:
        article = _article(session, article_id)
        document = {
            **_described(article.document, parsed, row=row),
            "file_name": file_name or parsed.name or article.document["file_name"],
            "title": title or article.document["title"],
            "blocks": _with_choices(article.document["blocks"], choices),
        }
        chosen = _Choosing(
            session, article, document=document, move=Move(row["sha256"], parsed.body)
        )
        originals = [NewOriginal(parsed.original_sha256, parsed.size, parsed.original)]
        saved = append_saves(
            session,
            header,
            form=form,
            saves=chosen.saves(),
            based_on={},
            originals=originals,
            texts=[made],
        )
        search.refeed(session, article_id)
        kin_rows.forget(session, article_id)
        number = _number(session, article_id, row["digest"])
    registry.broadcast(saved.changes)
    return chosen.result(saved.change, number=number)


def choose_text(
    registry: Registry, article_id: str, *, number: int, author: Author, reason: str = ""
) -> TextChosen:
    """Choose another of an article's texts, as one change; evidence goes along as ever.

    Raises:
        NotFoundError: There is no such article, or it has no such text.
        RefusedError: It is the one that is chosen.
    """
    header = new_header(author, "choose-text", reason=reason)
    form = registry.form
    with registry.write() as session:
        article = _article(session, article_id)
        rows = _rows(session, article_id)
        if not 1 <= number <= len(rows):
            label = article_label(article.number)
            raise NotFoundError(
                f"{label} has no text {number}.", hint=f"See: curator texts {label}."
            )
        row = rows[number - 1]
        before = _documents(session, article_id)[row["digest"]]
        document = {**article.document, **{key: before[key] for key in _OF_TEXT}}
        body = checked_text(_whole(session, article_id, row["digest"]))["body"]
        chosen = _Choosing(session, article, document=document, move=Move(row["sha256"], body))
        saved = append_saves(session, header, form=form, saves=chosen.saves(), based_on={})
        search.refeed(session, article_id)
        kin_rows.forget(session, article_id)
    registry.broadcast(saved.changes)
    return chosen.result(saved.change, number=number)


def attach_file(
    registry: Registry,
    article_id: str,
    *,
    path: Path,
    author: Author,
    parsers: Parsers,
    reason: str = "",
    options: ReadOptions = NO_OPTIONS,
    max_bytes: int | None = MAX_BYTES,
    cancel: threading.Event | None = None,
) -> TextChosen:
    """Read a file and attach its text.

    Raises:
        UnreadableInputError: The file cannot be read, or is no article.
        RefusedError: It holds several articles, or the text that the article has.
        NotFoundError: There is no such article.
    """
    source = _source(path, max_bytes)
    data = read_source(source, max_bytes=max_bytes)
    reads = parsers.read(data, source.name, options=options, cancel=cancel)
    parsed = only_article(reads, source.name)
    name = f"{source.name} > {parsed.name}" if parsed.name else source.name
    return attach_text(
        registry, article_id, parsed=parsed, author=author, reason=reason, file_name=name
    )


def _source(path: Path, max_bytes: int | None) -> SourceFile:
    found = list(find_files([path], max_bytes=max_bytes))
    if path.is_dir() or len(found) != 1:
        raise RefusedError(
            f"{path.name} is a folder; one file can be attached.",
            hint="Name the file with the article's full text.",
        )
    if not isinstance(found[0], SourceFile):
        raise UnreadableInputError(f"{path.name}: {found[0].reason.rstrip('.')}.")
    return found[0]


def only_article(reads: Sequence[Read], name: str) -> ParsedArticle:
    """The one article that a file holds.

    Raises:
        RefusedError: It holds several.
        UnreadableInputError: It holds none.
    """
    articles = [one for one in reads if isinstance(one, ParsedArticle)]
    if len(articles) > 1:
        raise RefusedError(
            f"{name} holds {len(articles)} articles; the text of one can be attached.",
            hint="Import it, or save the one article as a file of its own and attach that.",
        )
    if not articles:
        why = next((one for one in reads if isinstance(one, Failure)), None)
        if why is not None:
            raise UnreadableInputError(why.sentence, hint=why.hint or None)
        raise UnreadableInputError(f"{name} holds no article.")
    return articles[0]


def retake(
    registry: Registry,
    article_id: str,
    *,
    encoding: str,
    author: Author,
    parsers: Parsers,
    cancel: threading.Event | None = None,
) -> TextChosen:
    """Read the chosen text's original once more, its bytes taken as another encoding.

    Raises:
        NotFoundError: There is no such article.
        RefusedError: There is no such encoding, its format says its own, or it changes nothing.
    """
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise RefusedError(
            f"There is no encoding “{encoding}”.", hint=f"One of {', '.join(ENCODINGS)}."
        ) from error
    with registry.read() as session:
        document = ArticleDocument.from_json(_article(session, article_id).document)
        data = original_bytes(session, document)
    if not takes_encoding(document.media_type):
        raise RefusedError(
            f"{document.file_name} says itself how its characters are written;"
            " no encoding can be chosen for it."
        )
    options = ReadOptions(encoding=encoding)
    reads = parsers.read(data, document.file_name, options=options, cancel=cancel)
    parsed = only_article(reads, document.file_name)
    return attach_text(
        registry,
        article_id,
        parsed=parsed,
        author=author,
        reason=f"Read as {encoding}",
        file_name=document.file_name,
        kind="retake",
    )


def texts_of(registry: Registry, article_id: str) -> tuple[TextRow, ...]:
    """The texts of an article, in the order in which they came.

    Raises:
        NotFoundError: There is no such article.
    """
    with registry.read() as session:
        article = _article(session, article_id)
        rows = _rows(session, article_id)
        documents = _documents(session, article_id)
        held = _evidence(article, _extractions(session, article_id).values())
        told = {row["digest"]: _whole(session, article_id, row["digest"]) for row in rows}
    return tuple(
        TextRow(
            number=number,
            sha256=row["sha256"],
            digest=row["digest"],
            chosen=row["digest"] == article.document["text_digest"],
            at=row["at"],
            author=row["author_name"],
            file_name=documents[row["digest"]]["file_name"],
            media_type=documents[row["digest"]]["media_type"],
            encoding=documents[row["digest"]]["encoding"],
            length=len(told[row["digest"]]["body"]),
            quotes=sum(one.text == row["sha256"] for _, one in held),
            made_by=json.loads(told[row["digest"]]["made_by"]),
        )
        for number, row in enumerate(rows, start=1)
    )


# --- within ---------------------------------------------------------------------------------------


class _Choosing:
    """An article on its way to another text, with its evidence and the decisions on it."""

    def __init__(
        self, session: Session, article: Stored, *, document: Document, move: Move
    ) -> None:
        if document["text_digest"] == article.document["text_digest"]:
            raise RefusedError(
                f"{article_label(article.number)} has this very text already.",
                hint="Nothing was changed.",
            )
        self._article, self._move = article, move
        self._old = _extractions(session, article.entity_id)
        self._new = {
            one: {**stored.document, "claims": move.json(stored.document["claims"])}
            for one, stored in self._old.items()
        }
        self._document = {**document, "claims": move.json(document["claims"])}
        studies = sorted({stored.document["study"] for stored in self._old.values()})
        self._studies = stored_as_of(session, studies)

    def saves(self) -> list[NewRevision]:
        saves = [_next(self._article, self._document)]
        for one, stored in self._old.items():
            if self._new[one] != stored.document:
                saves.append(_next(stored, self._new[one]))
        for study in self._studies.values():
            decisions = [self._decision(one) for one in study.document["decisions"]]
            if decisions != study.document["decisions"]:
                saves.append(_next(study, {**study.document, "decisions": decisions}))
        return saves

    def _decision(self, decision: Document) -> Document:
        """A decision stands where only the place of its words became another."""
        key = decision["field"]
        return {**decision, "among": [self._digest(key, *pair) for pair in decision["among"]]}

    def _digest(self, key: str, extraction: str, held: str) -> list[str]:
        stored = self._old.get(extraction)
        claim = stored.document["claims"].get(key) if stored else None
        if claim is None or digest(claim) != held:
            return [extraction, held]
        return [extraction, digest(self._new[extraction]["claims"][key])]

    def result(self, made: Change, *, number: int) -> TextChosen:
        before = _evidence(self._article, self._old.values())
        moved: list[Quote] = []
        stayed: list[Quote] = []
        for key, one in before:
            if one.text != self._move.text:
                there = self._move.evidence(one)
                (stayed if there is None else moved).append(Quote(key, one.quote))
        label = article_label(self._article.number)
        return TextChosen(made, label, number, tuple(moved), tuple(stayed))


def _next(stored: Stored, document: Document) -> NewRevision:
    return NewRevision(stored.entity_id, stored.kind, document, (stored.revision_id,))


def _evidence(article: Stored, extractions: Iterable[Stored]) -> list[tuple[str, Evidence]]:
    several = (article, *extractions)
    return [pair for one in several for pair in evidence_of(one.document["claims"])]


def _article(session: Session, article_id: str) -> Stored:
    found = stored_as_of(session, [article_id]).get(article_id)
    if found is None or found.kind != ARTICLE:
        raise NotFoundError(f"There is no article {article_id} in this registry.")
    return found


def _extractions(session: Session, article_id: str) -> dict[str, Stored]:
    """The active extractions of an article."""
    found = stored_as_of(session, extractions_of_article(session, article_id))
    return {one: stored for one, stored in found.items() if stored.document["status"] == ACTIVE}


def _rows(session: Session, article_id: str) -> Sequence[Mapping[Any, Any]]:
    """The texts of an article without their bodies, in the order in which they came."""
    query = (
        sa.select(text.c.sha256, text.c.digest, change.c.at, change.c.author_name)
        .join(change, change.c.seq == text.c.change_seq)
        .where(text.c.article_id == article_id)
        .order_by(text.c.change_seq, text.c.digest)
    )
    return [row._mapping for row in session.execute(query)]


def _whole(session: Session, article_id: str, of: str) -> Mapping[Any, Any]:
    query = sa.select(text).where(text.c.article_id == article_id, text.c.digest == of)
    return session.execute(query).one()._mapping


def _number(session: Session, article_id: str, of: str) -> int:
    digests = [row["digest"] for row in _rows(session, article_id)]
    return digests.index(of) + 1


def _documents(session: Session, article_id: str) -> dict[str, Document]:
    """The article's newest document that chose each of its texts, by the digest of the text."""
    query = (
        sa.select(revision.c.document)
        .where(revision.c.entity_id == article_id)
        .order_by(revision.c.number)
    )
    documents = map(json.loads, session.scalars(query))
    return {one["text_digest"]: one for one in documents}


def _described(
    document: Document, parsed: ParsedArticle, *, row: Mapping[str, Any]
) -> dict[str, Any]:
    """An article's document with what it says of the text that it chose."""
    return {
        **document,
        "original_sha256": parsed.original_sha256,
        "media_type": parsed.media_type,
        "encoding": parsed.encoding,
        "replacements": _replacements(parsed),
        "text": row["sha256"],
        "text_digest": row["digest"],
    }


def _with_choices(held: Sequence[Document], more: Iterable[BlockChoice]) -> list[Mapping[str, Any]]:
    return [*held, *(one for one in choices_to_json(more) if one not in held)]


def _replacements(parsed: ParsedArticle) -> dict[str, int]:
    counts = {"undecodable": parsed.replacements, "nul": parsed.nul_replaced}
    return {what: count for what, count in counts.items() if count}
