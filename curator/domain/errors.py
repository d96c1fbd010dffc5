"""The one tree of expected errors.

Each carries a sentence that a curator understands and a ``hint`` that says what to do next.  The
command line prints both and exits with ``exit_code``; the window shows them without blocking.
Anything that is not a ``CuratorError`` is a bug.
"""

from __future__ import annotations


class CuratorError(Exception):
    """Something that is expected to go wrong now and then.

    Args:
        sentence: What happened, naming the file or field and the cause.
        hint: What to do next; the class's own where none is given.
    """

    hint: str = ""
    exit_code: int = 1

    def __init__(self, sentence: str = "", *, hint: str | None = None) -> None:
        super().__init__(sentence or (type(self).__doc__ or "").split("\n")[0])
        if hint is not None:
            self.hint = hint

    @property
    def sentence(self) -> str:
        return str(self.args[0])


class UsageError(CuratorError):
    """The call's words do not fit together."""

    exit_code = 2


class NotFoundError(CuratorError):
    """There is no such article, study or change in this registry."""

    exit_code = 3
    hint = "List what there is with: curator list articles, curator list studies."


class StaleRecordError(CuratorError):
    """Another window or person saved this record after it was opened."""

    exit_code = 4
    hint = "Open the newest version and merge your changes into it."


class RefusedError(CuratorError):
    """The input does not fit the registry; nothing of it was applied."""

    exit_code = 5


class RegistryFileError(CuratorError):
    """The file cannot be opened as a registry; it was left untouched."""

    exit_code = 6


class RegistryLockedError(CuratorError):
    """Another process holds the registry."""

    exit_code = 7
    hint = "Wait until it has finished, or close the other program."


class ReadOnlyError(CuratorError):
    """The registry is open for reading only."""

    exit_code = 8


class VerificationError(CuratorError):
    """What is stored does not match its digests."""

    exit_code = 9


class StorageError(CuratorError):
    """The disk or the database refused; nothing was acknowledged."""

    exit_code = 10
    hint = "Free some space or check the disk, then save again; the draft is kept."


class UnreadableInputError(CuratorError):
    """A file cannot be read as an article.

    Attributes:
        needs: What a curator can give so that it can be: ``password``, or empty.
    """

    exit_code = 11
    needs: str = ""


class PasswordNeededError(UnreadableInputError):
    """A file is encrypted, and the password is missing or another."""

    hint = "Give its password and read it again."
    needs = "password"


class Cancelled(CuratorError):
    """Cancelled; nothing was left behind."""

    exit_code = 130
