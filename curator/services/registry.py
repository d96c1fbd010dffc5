"""A registry, open: the only place where sessions begin."""

from __future__ import annotations

import sqlite3
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
from curator.domain.errors import (
    CuratorError,
    NotFoundError,
    ReadOnlyError,
    RegistryFileError,
    StorageError,
    VerificationError,
)
from curator.domain.forms import Form, form_from_json
from curator.domain.identity import new_id, now
from curator.services.settings import data_folder, system_author
from curator.services.values import Changes
from curator.store.access import Access, gain_access, tables_version, written_by_newer
from curator.store.engine import BUSY_SECONDS, Session, create_engine_for, open_sqlite
from curator.store.failures import mapped
from curator.store.form_rows import form_document, head_form
from curator.store.health import broken_end, check_pages, check_tables
from curator.store.journal import (
    ChangeHeader,
    NewEntity,
    NewRevision,
    append,
    last_change,
    new_header,
)
from curator.store.lock import Holder, WindowLock, take
from curator.store.making import making
from curator.store.schema import CURRENT, Schema
from curator.store.streams import driver_of
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

    def __init__(self, target: Target, access: Access, *, busy_seconds: float) -> None:
        self.target = target
        self.read_only_reason = access.read_only_reason
        self.notices = access.notices
        self.listeners: list[Callable[[Changes], None]] = []
        self.id = ""
        self._access = access
        self._version = 0
        self._window: WindowLock | None = None
        self._form: Form | None = None
        self._guard = threading.Lock()
        self._under_suspicion = False
        self._readers: set[Any] = set()
        self._reader_guard = threading.Lock()
        self._watching: sqlite3.Connection | None = None
        engines = [
            create_engine_for(
                target, read_only=reading, access=access.mode, busy_seconds=busy_seconds
            )
            for reading in (True, False)
        ]
        self._reading, self._writing = engines

    @classmethod
    def open(
        cls,
        target: str | Path,
        *,
        author: Author | None = None,
        read_only: bool = False,
        create: bool = False,
        window: bool = False,
        busy_seconds: float = BUSY_SECONDS,
        schema: Schema = CURRENT,
    ) -> Registry:
        """Open a registry.

        Args:
            target: A file or a PostgreSQL URL.
            author: Who makes it, where it is made.
            read_only: Never write.
            create: Make it where there is none.
            window: It is opened by a window, of which only one may write a file.
            busy_seconds: How long to wait for another process.
            schema: The tables that this program has.

        Raises:
            NotFoundError: There is none, and ``create`` is False.
            RegistryFileError: It is no registry, or damaged; it was left untouched.
            RegistryLockedError: Another process did not finish in time.
        """
        place = Target.parse(target)
        access = gain_access(
            place, read_only=read_only, schema=schema, backups=data_folder() / "backups"
        )
        if not access.exists:
            if not create:
                raise NotFoundError(
                    f"There is no registry at {place.label}.",
                    hint="Make one with: curator new, or give its place with --registry.",
                )
            create_registry(target, author or system_author()).close()
            access = Access(exists=True)
        registry = cls(place, access, busy_seconds=busy_seconds)
        try:
            if window:
                registry._take_window()
            registry._look_over(schema)
        except (sa.exc.SQLAlchemyError, sqlite3.Error) as error:
            registry.close()
            raise RegistryFileError(
                f"{place.label} cannot be read as a registry ({error}).",
                hint="It was left untouched.  Open a backup instead.",
            ) from error
        except BaseException:
            registry.close()
            raise
        return registry

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
        reached = mapped(self.target, "read")
        with reached, self._reading.connect() as connection, connection.begin():
            driver = driver_of(connection)
            with self._reader_guard:
                self._readers.add(driver)
            try:
                yield connection
            finally:
                with self._reader_guard:
                    self._readers.discard(driver)

    @contextmanager
    def write(self, *, attach: Path | None = None) -> Iterator[Session]:
        """A session whose whole work is committed at its end, or nothing of it.

        Args:
            attach: A SQLite file to have as schema ``staged`` (SQLite only).

        Raises:
            ReadOnlyError: The registry is open for reading only.
            RegistryLockedError: Another process did not finish in time.
            StorageError: The disk or the database refused; nothing was written.
        """
        if self.read_only:
            raise ReadOnlyError(self.read_only_reason)
        if self._under_suspicion:
            self._check_again()
        try:
            with mapped(self.target), self._writing.connect() as connection:
                if attach is None:
                    with connection.begin():
                        self._check_version(connection)
                        yield connection
                else:
                    with _attached(connection, attach), connection.begin():
                        self._check_version(connection)
                        yield connection
        except StorageError:
            # What the operating system still holds of a failed write is not known: new
            # connections, and a look at the file before the next write.
            self._under_suspicion = True
            self._reading.dispose()
            self._writing.dispose()
            raise

    def interrupt(self) -> None:
        """End every read that is running now; each raises ``Cancelled``.  From any thread."""
        # Under the guard: a connection that went back to the pool may serve another by now.
        with self._reader_guard:
            for driver in self._readers:
                if isinstance(driver, sqlite3.Connection):
                    driver.interrupt()
                else:
                    driver.cancel_safe()

    def last_change(self) -> Change | None:
        with self.read() as session:
            return last_change(session)

    def last_seal(self) -> str:
        """Seal of the newest change: names the whole state of the registry."""
        made = self.last_change()
        return made.seal if made else ""

    def data_version(self) -> int:
        """A number that is another one after anybody, this process included, has committed."""
        if self.target.path is None or self._access.mode == "immutable":
            with self.read() as session:
                return session.scalar(sa.select(sa.func.max(change.c.seq))) or 0
        with self._guard, mapped(self.target):
            if self._watching is None:
                self._watching = open_sqlite(self.target.path, access=self._access.mode)
            (version,) = self._watching.execute("PRAGMA data_version").fetchone()
            return int(version)

    def author_named(self, name: str) -> Author | None:
        """Whoever of that name made a change here, the latest."""
        query = (
            sa.select(change.c.author_id, change.c.author_name)
            .where(change.c.author_name == name)
            .order_by(change.c.seq.desc())
            .limit(1)
        )
        with self.read() as session:
            row = session.execute(query).one_or_none()
        return None if row is None else Author(*row)

    def clock_warning(self) -> str:
        """A sentence where this computer's clock is behind the newest change; "" otherwise."""
        last = self.last_change()
        present = now()
        if last is None or last.at <= present:
            return ""
        return (
            f"The clock of this computer ({_minute(present)}) is behind the newest change"
            f" ({_minute(last.at)}).  The order of changes does not depend on it; check it anyway."
        )

    def broadcast(self, changes: Changes) -> None:
        """Tell every listener what a write touched."""
        if changes.everything or any(kind == FORM for kind, _ in changes.entities):
            with self._guard:
                self._form = None
        for listener in tuple(self.listeners):
            listener(changes)

    def close(self) -> None:
        """Let go of the file; more than once does nothing."""
        self._reading.dispose()
        self._writing.dispose()
        with self._guard:
            if self._watching is not None:
                self._watching.close()
                self._watching = None
        if self._window is not None:
            self._window.release()

    # --- opening -----------------------------------------------------------------------------

    def _take_window(self) -> None:
        if self.read_only or self.target.path is None:
            return
        try:
            held = take(self.target.path)
        except OSError as error:
            notice = (
                f"Other windows cannot be kept from writing {self.target.name}:"
                f" its folder takes no lock file ({error.strerror})."
            )
            self.notices += (notice,)
            return
        if isinstance(held, Holder):
            self.read_only_reason = held.sentence()
        else:
            self._window = held

    def _look_over(self, schema: Schema) -> None:
        """Look for damage before anything is shown."""
        path = self.target.path
        with self.read() as session:
            self._version = tables_version(session)
            newer = written_by_newer(session, self.target, schema=schema)
            self.read_only_reason = self.read_only_reason or newer
            check_tables(session, self.target.label, schema=schema, newer=bool(newer))
            if path is not None:
                check_pages(session, self.target.label, size=path.stat().st_size)
        if broken := self._broken_end():
            self.read_only_reason = (
                f"{self.target.name} is damaged, so that it opens for reading only: {broken}"
                "  Run curator verify, and open a backup."
            )
        elif warning := self.clock_warning():
            self.notices += (warning,)

    def _check_version(self, session: Session) -> None:
        """Refuse to write into tables that another program has upgraded meanwhile."""
        if tables_version(session) != self._version:
            raise StorageError(
                f"{self.target.name} was upgraded by a newer version of Curator while it was open"
                " here. Nothing was saved.",
                hint="Open it again with that version; the draft is kept.",
            )

    def _broken_end(self) -> str:
        """What is wrong with the first or the newest change; "" where nothing is."""
        try:
            with self.read() as session:
                self.id = session.scalar(sa.select(change.c.id).where(change.c.seq == 1)) or ""
                return broken_end(session)
        except VerificationError as error:
            return error.sentence
        except (TypeError, ValueError):
            return "Something stored is of another kind than was saved."

    def _check_again(self) -> None:
        try:
            with self.read() as session:
                if self.target.path is not None:
                    size = self.target.path.stat().st_size
                    check_pages(session, self.target.label, size=size)
                broken = broken_end(session)
        except (CuratorError, OSError) as error:
            raise StorageError(
                f"After a failed write the registry does not read: {error}"
            ) from error
        if broken:
            raise StorageError(f"After a failed write the registry is damaged: {broken}")
        self._under_suspicion = False


@contextmanager
def _attached(connection: Session, path: Path) -> Iterator[None]:
    """Not inside the transaction: SQLite refuses that."""
    driver = driver_of(connection)
    driver.execute("ATTACH ? AS staged", (str(path),))
    try:
        yield
    finally:
        driver.execute("DETACH staged")


def _minute(at: str) -> str:
    return f"{at[:10]} {at[11:16]} UTC"


def create_registry(
    target: str | Path, author: Author, *, form_declaration: Mapping[str, Any] | None = None
) -> Registry:
    """Make a registry whose first change brings its form.

    Raises:
        RegistryFileError: Something stands there already.
    """
    declaration = form_declaration or template_declaration()
    header = new_header(author, "create")
    with making(Target.parse(target)) as session:
        append_form(session, declaration, header=header)
    return Registry.open(target)


def append_form(
    session: Session, declaration: Mapping[str, Any], *, header: ChangeHeader
) -> Change:
    """Append the change that brings a registry its form."""
    entity = NewEntity(new_id(), FORM)
    return append(
        session,
        header,
        form_digest=form_from_json(declaration).digest,
        entities=[entity],
        revisions=[NewRevision(entity.id, FORM, form_document(declaration), ())],
    )
