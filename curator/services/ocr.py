"""Recognise the text of a scanned PDF with Tesseract, where it is installed.

It is offered, never forced: what is recognised becomes a further text of the article
(``services.texts.attach_text``) beside the empty one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from curator.domain.errors import Cancelled, RefusedError, UnreadableInputError
from curator.ingest.pdf.recognised import SeenWord, recognised_article, words_from_tsv
from curator.ingest.values import ParsedArticle
from curator.ingest.workers import Parsers
from curator.services.originals import original_bytes
from curator.services.pages import PDF, page_count
from curator.services.registry import Registry
from curator.services.values import OpenedArticle, Progress

DOTS: Final = 300
"""Dots to an inch of the images that are read."""

PAGE_SECONDS: Final = 120.0
_QUICK_SECONDS: Final = 20.0
_TICK: Final = 0.2
_ENGLISH: Final = "eng"
_HINT: Final = "Install Tesseract and its languages (on Debian: tesseract-ocr, tesseract-ocr-eng)."


@dataclass(frozen=True, slots=True)
class Tesseract:
    """An installed Tesseract.

    Attributes:
        path: The program.
        version: ``5.3.0``.
        languages: Codes of what it can read (``eng``, ``deu``), without ``osd``.
    """

    path: Path
    version: str
    languages: tuple[str, ...]


def find_tesseract() -> Tesseract | None:
    """The one on the path; None where there is none, or it knows no language.

    Asks the program twice: not on the GUI thread.
    """
    found = shutil.which("tesseract")
    if found is None:
        return None
    version = _said(found, "--version").split()
    listed = _said(found, "--list-langs").split("\n")[1:]
    languages = tuple(name.strip() for name in listed if name.strip() not in ("", "osd"))
    if len(version) < 2 or not languages:
        return None
    return Tesseract(Path(found), version[1].removeprefix("v"), languages)


def languages() -> tuple[str, ...]:
    """What the installed Tesseract can read; nothing where there is none."""
    found = find_tesseract()
    return found.languages if found else ()


def _said(program: str, question: str) -> str:
    """What a program answers; some versions of Tesseract say it on the error stream."""
    try:
        done = subprocess.run(
            [program, question],
            capture_output=True,
            timeout=_QUICK_SECONDS,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    said = done.stdout.strip() or done.stderr.strip()
    return said.decode("utf-8", "replace").replace("\r", "")


def _environment() -> dict[str, str]:
    """One thread: its own threads make it slower on small machines, and the window comes first."""
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}


def _read_image(
    tesseract: Tesseract,
    png: bytes,
    *,
    languages: str,
    cancel: threading.Event | None,
    name: str,
) -> list[SeenWord]:
    """The words of one image.

    Raises:
        UnreadableInputError: It fails, or takes longer than ``PAGE_SECONDS``.
        Cancelled: ``cancel`` was set.
    """
    command = [str(tesseract.path), "stdin", "stdout", "-l", languages, "--dpi", str(DOTS), "tsv"]
    # A file without a name, not a pipe: communicate() forgets what is left of its input when it is
    # called a second time.
    with tempfile.TemporaryFile() as image:
        image.write(png)
        image.seek(0)
        try:
            process = subprocess.Popen(
                command,
                stdin=image,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=_environment(),
            )
        except OSError as error:
            raise RefusedError(f"Tesseract cannot be started ({error}).", hint=_HINT) from error
    with process:
        try:
            output, complaint = _wait(process, cancel=cancel, name=name)
        except BaseException:
            process.kill()
            raise
    if process.returncode != 0:
        said = complaint.decode("utf-8", "replace").strip().split("\n")[-1]
        raise UnreadableInputError(f"Tesseract could not read {name}: {said}")
    return list(words_from_tsv(output.decode("utf-8", "replace")))


def _wait(
    process: subprocess.Popen[bytes], *, cancel: threading.Event | None, name: str
) -> tuple[bytes, bytes]:
    until = time.monotonic() + PAGE_SECONDS
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=_TICK)
        if cancel is not None and cancel.is_set():
            raise Cancelled
        if time.monotonic() > until:
            raise UnreadableInputError(
                f"Tesseract took longer than {PAGE_SECONDS:g} seconds for {name} and was ended."
            )


def _chosen(tesseract: Tesseract, wanted: Sequence[str]) -> str:
    missing = [one for one in wanted if one not in tesseract.languages]
    if missing:
        raise RefusedError(
            f"Tesseract has no data for {', '.join(missing)}.",
            hint=f"It has {', '.join(tesseract.languages)}.",
        )
    if wanted:
        return "+".join(wanted)
    return _ENGLISH if _ENGLISH in tesseract.languages else tesseract.languages[0]


def recognise(
    registry: Registry,
    article: OpenedArticle,
    *,
    parsers: Parsers,
    wanted: Sequence[str] = (),
    password: str = "",
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> ParsedArticle:
    """Recognise the text of all pages of an article's PDF; nothing is stored.

    Args:
        registry: Where the PDF is.
        article: The article.
        parsers: What draws the pages.
        wanted: Codes of languages; by default English, else the first there is.
        password: Of an encrypted PDF.
        progress: Told of each page.
        cancel: Set to give up, which takes less than a second.

    Returns:
        A text with a block for each paragraph; ``made_by`` holds the version, the languages and the
        mean ``confidence`` (0 to 100).

    Raises:
        RefusedError: There is no Tesseract, it lacks a language, or the article is no PDF.
        UnreadableInputError: A page cannot be drawn or read.
        PasswordNeededError: The PDF is encrypted.
        Cancelled: ``cancel`` was set.
    """
    pages = page_count(article)
    name = article.document.file_name
    if article.document.media_type != PDF or pages == 0:
        raise RefusedError(f"{name} is no PDF whose pages could be read as images.")
    tesseract = find_tesseract()
    if tesseract is None:
        raise RefusedError(
            f"The text of {name} cannot be recognised: Tesseract is not installed.", hint=_HINT
        )
    used = _chosen(tesseract, wanted)
    with registry.read() as session:
        data = original_bytes(session, article.document)
    read: list[list[SeenWord]] = []
    for page in range(1, pages + 1):
        if progress is not None:
            progress.step(page - 1, pages, f"Page {page} of {pages}")
        arguments = {"page": page, "scale": DOTS / 72, "grey": True, "password": password}
        image = parsers.ask("page_image", data, arguments, name=name, cancel=cancel)
        where = f"page {page} of {name}"
        read.append(_read_image(tesseract, image.data, languages=used, cancel=cancel, name=where))
    if progress is not None:
        progress.step(pages, pages, "")
    return recognised_article(data, read, reader=f"tesseract {tesseract.version}", languages=used)
