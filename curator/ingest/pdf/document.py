"""Open a PDF and its pages; what cannot be opened is said in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium

from curator.domain.errors import PasswordNeededError, UnreadableInputError

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SECURITY = 5  # FPDF_ERR_SECURITY


@contextmanager
def opened(data: bytes, name: str, *, password: str = "") -> Iterator[pdfium.PdfDocument]:
    """The document, closed again afterwards.

    Raises:
        PasswordNeededError: It is encrypted, and the password is missing or another.
        UnreadableInputError: It is damaged beyond reading, or holds no page.
    """
    if not data:
        raise UnreadableInputError(f"{name} is empty.", hint="There is nothing to import in it.")
    try:
        document = pdfium.PdfDocument(data, password=password or None)
    except pdfium.PdfiumError as error:
        raise _refusal(error, name, password=password) from error
    except UnicodeEncodeError as error:
        raise PasswordNeededError(f"{name} needs a password, and this is none.") from error
    try:
        if len(document) == 0:
            raise UnreadableInputError(
                f"{name} is a PDF without a page.", hint="Get the file again from its source."
            )
        yield document
    finally:
        document.close()


def _refusal(error: pdfium.PdfiumError, name: str, *, password: str) -> UnreadableInputError:
    if error.err_code == _PASSWORD:
        if password:
            return PasswordNeededError(
                f"{name} needs a password, and the one given is not it.",
                hint="Give another password, or save the PDF without one and import that.",
            )
        return PasswordNeededError(
            f"{name} needs a password.",
            hint="Give the password, or save the PDF without one and import that.",
        )
    if error.err_code == _SECURITY:
        return UnreadableInputError(
            f"{name} is encrypted in a way that cannot be read here.",
            hint="Save it without protection in the program that can open it, and import that.",
        )
    return UnreadableInputError(
        f"{name} is damaged: it cannot be read as a PDF.",
        hint="Get the file again from its source, or print it to a new PDF and import that.",
    )


def page_of(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage | None:
    """A page by its index from 0; None where it is damaged."""
    try:
        return document[index]
    except pdfium.PdfiumError:
        return None
