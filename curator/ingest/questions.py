"""What a child answers about a file besides what it holds.  Imported in the child process only.

An answer is made by a function of the file's bytes, its name, and what is asked of it::

    def page_image(data: bytes, name: str, *, arguments: Mapping[str, Any]) -> Frame: ...

It raises ``UnreadableInputError`` where there is none.  The other side asks by its key:
``Parsers.ask("page_image", data, {"page": 1})``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from curator.ingest.mojibake import mend_frame
from curator.ingest.pdf.answers import boxes_frame, image_frame, words_frame
from curator.ingest.table_files import table_frame

if TYPE_CHECKING:
    from curator.ingest.child import Question

QUESTIONS: Final[Mapping[str, Question]] = MappingProxyType(
    {
        "table": table_frame,
        "page_image": image_frame,
        "page_boxes": boxes_frame,
        "page_words": words_frame,
        "mend": mend_frame,
    }
)
