"""What a driver's error means for a curator."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final, Literal

import sqlalchemy as sa

from curator.domain.errors import (
    Cancelled,
    CuratorError,
    ReadOnlyError,
    RegistryFileError,
    RegistryLockedError,
    StaleRecordError,
    StorageError,
    VerificationError,
)
from curator.store.holders import holders, process_name
from curator.store.target import Target

Doing = Literal["open", "read", "write"]
"""What is lost with a connection: nothing but an answer, or what was to be saved."""


@contextmanager
def mapped(target: Target, doing: Doing = "write") -> Iterator[None]:
    """Turn what the drivers raise into the errors of this project; a bug stays what it is."""
    try:
        yield
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        meant = failure(error, target, doing=doing)
        if meant is None:
            raise
        raise meant from error
    except UnicodeDecodeError as error:
        # sqlite3 builds the message of an error of names that it found in a damaged file.
        if target.path is None:
            raise
        raise _damaged(target, "names in it are no text") from error


def failure(error: Exception, target: Target, *, doing: Doing = "write") -> CuratorError | None:
    """The expected error that a driver's error stands for; None where it is a bug of ours."""
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause, target)
    lost = isinstance(error, sa.exc.DBAPIError) and error.connection_invalidated
    return _of_postgres(cause, target, lost=lost, doing=doing)


def _of_sqlite(error: sqlite3.Error, target: Target) -> CuratorError | None:
    name = str(getattr(error, "sqlite_errorname", ""))
    place = target.label
    if str(error).startswith("Could not decode to UTF-8"):
        return VerificationError(
            f"{place} is damaged: something stored is no text any more.",
            hint="Run: curator verify.  Then open a backup.",
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return RegistryLockedError(f"{place} is in use{_by_whom(target)}.")
    if name.startswith("SQLITE_INTERRUPT"):
        return Cancelled()
    if name == "SQLITE_READONLY_DBMOVED":
        return StorageError(
            f"{place} was replaced or renamed while it was open. Nothing was saved.",
            hint="Open it again; the draft is kept.",
        )
    if name.startswith("SQLITE_READONLY"):
        return ReadOnlyError(f"{place} cannot be written: the file or its folder is read-only.")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return _damaged(target, str(error))
    if name.startswith("SQLITE_FULL"):
        return StorageError(f"The disk is full: {place} could not grow. Nothing was saved.")
    if name.startswith("SQLITE_IOERR"):
        return StorageError(f"The disk refused to read or write {place} ({error}, {name}).")
    if name.startswith("SQLITE_CANTOPEN"):
        return StorageError(
            f"{place} or its journal cannot be opened.",
            hint="Check that the folder is there and may be written to.",
        )
    if name.startswith("SQLITE_NOMEM"):
        return StorageError(
            f"There is not enough memory for {place}.", hint="Close other programs."
        )
    return None


def _damaged(target: Target, why: str) -> RegistryFileError:
    return RegistryFileError(
        f"{target.label} is damaged ({why}).", hint="Open a backup; the file was left untouched."
    )


def _by_whom(target: Target) -> str:
    who = [process_name(pid) for pid in holders(target.path)] if target.path else []
    return f": {' and '.join(who)} holds it" if who else " by another session"


_SQLSTATES: Final[Mapping[str, tuple[type[CuratorError], str]]] = {
    "55P03": (RegistryLockedError, "{place} is being written by somebody else."),
    "57014": (Cancelled, ""),
    "25006": (ReadOnlyError, "{place} may only be read."),
    "42501": (ReadOnlyError, "The account may not write to {place}."),
    "53100": (StorageError, "The disk of {place} is full.{saved}"),
    "53200": (StorageError, "{place} has run out of memory.{saved}"),
    "53300": (StorageError, "{place} takes no more connections.{saved}"),
    "40001": (RegistryLockedError, "{place} was changed by somebody else at that moment."),
    "40P01": (RegistryLockedError, "{place} was changed by somebody else at that moment."),
    "28P01": (RegistryFileError, "{place}: the password is wrong."),
    "28000": (RegistryFileError, "{place}: the account is not let in."),
    "3D000": (RegistryFileError, "{place}: there is no such database."),
    "XX001": (RegistryFileError, "{place} is damaged."),
}


_ADDRESS: Final = "Check the address that was given with --registry, or chosen in the window."


def _of_postgres(
    error: BaseException | None, target: Target, *, lost: bool, doing: Doing
) -> CuratorError | None:
    state = str(getattr(error, "sqlstate", None) or "")
    constraint = str(getattr(getattr(error, "diag", None), "constraint_name", None) or "")
    if state in _SQLSTATES:
        kind, sentence = _SQLSTATES[state]
        saved = " Nothing was saved." if doing == "write" else ""
        hint = _ADDRESS if state in ("28P01", "28000", "3D000") else None
        return kind(sentence.format(place=target.label, saved=saved), hint=hint)
    if state == "23505" and constraint in ("pk_change", "uq_change_previous"):
        return StaleRecordError(
            "Somebody else saved at the same moment; nothing was saved.", hint="Save again."
        )
    if lost or state[:2] in ("08", "57") or (not state and _is_connection_failure(error)):
        return _unreached(error, target, doing=doing)
    return None


def _unreached(error: BaseException | None, target: Target, *, doing: Doing) -> StorageError:
    """Why there is no connection; before it was ever there, libpq says which of several causes."""
    first = str(error).strip().partition("\n")[0]
    if doing == "open":
        why = first.removeprefix("connection failed: ")
        if "does not exist" in why or "authentication failed" in why:
            return StorageError(f"{target.label} cannot be opened ({why}).", hint=_ADDRESS)
        return StorageError(
            f"{target.label} cannot be reached ({why}).",
            hint="Check the network and that the server runs; if they are right, check the address"
            " that was given with --registry, or chosen in the window.",
        )
    if doing == "read":
        return StorageError(
            f"The connection to {target.label} is gone ({first}).",
            hint="Check the network and the server, then try again.",
        )
    return StorageError(
        f"The connection to {target.label} is gone ({first}). Nothing was saved.",
        hint="Check the network and the server, then save again; the draft is kept.",
    )


def _is_connection_failure(error: BaseException | None) -> bool:
    return type(error).__name__ in ("OperationalError", "ConnectionTimeout", "InterfaceError")
