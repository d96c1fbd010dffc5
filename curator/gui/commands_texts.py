"""Commands on the texts of the open article."""

from __future__ import annotations

from typing import Final

from curator.gui.command import Command

TEXTS: Final = (
    Command(
        "block.mark",
        "Mark as page furniture, or as text",
        "Fold the block of the caret, or all selected ones, as page furniture; again: read them.",
        ("-",),
        "article",
        "article",
        "fold",
        rule=True,
    ),
    Command(
        "text.attach",
        "Attach full text…",
        "Give this article the text of another file; quotes that stand in it go along.",
        (),
        "curating",
        "article",
        "import",
    ),
    Command(
        "text.choose",
        "Choose another text…",
        "Read this article in another of its texts; quotes that stand in it go along.",
        (),
        "curating",
        "article",
        "article",
    ),
    Command(
        "text.encoding",
        "Read in another encoding…",
        "Read the bytes of this article once more; the text that there is stays beside it.",
        (),
        "curating",
        "article",
        "restore",
    ),
    Command(
        "text.mend",
        "Repair spoilt characters",
        "A further text in which “cafÃ©” is “café” again; the text that there is stays beside it.",
        (),
        "curating",
        "article",
        "check",
    ),
    Command(
        "text.ocr",
        "Read the pages by OCR",
        "Recognise the words of a scanned PDF with an installed Tesseract, as a further text.",
        (),
        "curating",
        "article",
        "search",
    ),
)
