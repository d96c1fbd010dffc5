"""A registry, open: the only place where sessions begin."""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from curator.data import data_path
from curator.domain.changes import Author, Change
from curator.domain.documents import FORM
from curator.domain.errors import NotFoundError, ReadOnlyError, RegistryFileError
from curator.domain.forms import Form, form_from_json
from curator.domain.identity import new_id
from curator.services.values import Changes
from curator.store.engine import Session, create_engine_for, open_sqlite
from curator.store.failures import mapped
from curator.store.form_rows import form_document, head_form
from curator.store.journal import NewEntity, NewRevision, append, last_change, new_header
from curator.store.tables import change
from curator.store.target import Target

FORM_TEMPLATE: Final = data_path("resources", "forms", "immunotherapy-study.toml")


def template_declaration(path: Path = FORM_TEMPLATE) -> dict[str, Any]:
    """The declaration of a form template."""
    with path.open("rb") as file:
        return tomllib.load(file)


class Registry:
    """An open registry.

    Each thread takes sessions of its own from ``read`` and ``write``; everything else may be called
    from any thread.

    Attributes:
        target: Where it lies.
        id: Id of its first change.
        read_only_reason: Why it cannot be written, as a sentence; "" where it can.
        notices: Sentences of what happened when it was opened (an upgrade and its backup).
        listeners: Called with what each write touched, on the thread that wrote.
    """

    def __init__(self, target: Target, *, read_only_reason: str = "") -> None:
        self.target = target
        self.read_only_reason = read_only_reason
        self.notices: tuple[str, ...] = ()
        self.listeners: list[Callable[[Changes], None]] = []
        self._reading = create_engine_for(target, read_only=True)
        self._writing = create_engine_for(target, read_only=False)
        self._guard = threading.Lock()
        self._form: Form | None = None
        with self.read() as session:
            first = session.scalar(sa.select(change.c.id).where(change.c.seq == 1))
        if first is None:
            raise RegistryFileError(f"{target.label} holds no change.")
        self.id: str = first

    @classmethod
    def open(
        cls,
        target: str | Path,
        *,
        author: Author | None = None,
        read_only: bool = False,
        create: bool = False,
        window: bool = False,
    ) -> Registry:
        """Open a registry.

        Args:
            target: A file or a PostgreSQL URL.
            author: Who makes it, where it is made.
            read_only: Never write.
            create: Make it where there is none.
            window: It is opened by a window, of which only one may write.

        Raises:
            NotFoundError: There is none, and ``create`` is False.
        """
        place = Target.parse(target)
        if place.path is not None and not place.path.exists():
            if not create:
                raise NotFoundError(
                    f"There is no registry at {place.label}.", hint="Make one with: curator new."
                )
            return create_registry(target, author or Author(new_id(), "nobody"))
        reason = "It was opened for reading only." if read_only else ""
        return cls(place, read_only_reason=reason)

    @property
    def read_only(self) -> bool:
        return bool(self.read_only_reason)

    @property
    def form(self) -> Form:
        """The form at the newest change that this process knows of."""
        with self._guard:
            if self._form is None:
                with self.read() as session:
                    self._form = head_form(session)
            return self._form

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the registry and can write nothing."""
        with mapped(self.target), self._reading.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, *, attach: Path | None = None) -> Iterator[Session]:
        """A session whose whole work is committed at its end, or nothing of it.

        Args:
            attach: A SQLite file to have as schema ``staged`` (SQLite only).

        Raises:
            ReadOnlyError: The registry is open for reading only.
            RegistryLockedError: Another process did not finish in time.
            StorageError: The disk or the database refused.
        """
        if self.read_only:
            raise ReadOnlyError(self.read_only_reason)
        with mapped(self.target), self._writing.connect() as connection:
            if attach is None:
                with connection.begin():
                    yield connection
                return
            driver: Any = connection.connection.dbapi_connection
            driver.execute("ATTACH ? AS staged", (str(attach),))
            try:
                with connection.begin():
                    yield connection
            finally:
                driver.execute("DETACH staged")

    def last_change(self) -> Change | None:
        with self.read() as session:
            return last_change(session)

    def last_seal(self) -> str:
        """Seal of the newest change: names the whole state of the registry."""
        made = self.last_change()
        return made.seal if made else ""

    def broadcast(self, changes: Changes) -> None:
        """Tell every listener what a write touched."""
        if changes.everything or any(kind == FORM for kind, _ in changes.entities):
            with self._guard:
                self._form = None
        for listener in tuple(self.listeners):
            listener(changes)

    def close(self) -> None:
        self._reading.dispose()
        self._writing.dispose()


def create_registry(
    target: str | Path, author: Author, *, form_declaration: Mapping[str, Any] | None = None
) -> Registry:
    """Make a registry whose first change brings its form.

    Raises:
        RegistryFileError: Something stands there already.
    """
    from curator.store.upgrade import migrate

    place = Target.parse(target)
    if place.path is not None:
        if place.path.exists():
            raise RegistryFileError(f"{place.label} is there already; it was left untouched.")
        place.path.parent.mkdir(parents=True, exist_ok=True)
        open_sqlite(place.path, mode="rwc").close()
    header = new_header(author, "create")
    engine = create_engine_for(place, read_only=False)
    with mapped(place), engine.begin() as connection:
        migrate(connection)
        append_form(connection, form_declaration or template_declaration(), header=header)
    engine.dispose()
    return Registry(place)


def append_form(session: Session, declaration: Mapping[str, Any], *, header: Any) -> Change:
    """Append the change that brings a registry its form."""
    entity = NewEntity(new_id(), FORM)
    return append(
        session,
        header,
        form_digest=form_from_json(declaration).digest,
        entities=[entity],
        revisions=[NewRevision(entity.id, FORM, form_document(declaration), ())],
    )
