"""Read a little of every format once, before the guard closes: what opens files has opened them.

Libraries load parts of themselves when they are first used: shared objects, tables, templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from curator.domain.errors import CuratorError
from curator.ingest.parse import parse_file

_SENTENCE: Final = b"One sentence stands here, with a na\xc3\x83\xc2\xafve word in it."
_PDF: Final = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R
/Resources <</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Times-Roman>>>>>>>> endobj
4 0 obj <</Length 46>> stream
BT /F 12 Tf 10 50 Td (One sentence here.) Tj ET
endstream endobj
trailer <</Root 1 0 R>>
"""
WARM_UPS: Final[Mapping[str, bytes]] = MappingProxyType(
    {
        "a.html": b"<html><body><h1>A title of it</h1><p>%s</p></body></html>" % _SENTENCE,
        "a.txt": b"A title of it\n\n%s\n" % _SENTENCE,
        "a.pdf": _PDF,
    }
)
"""A file of each format, by a name of its kind."""


def warm_up() -> None:
    """Read them all; what cannot be read has loaded its reader too."""
    for name, data in WARM_UPS.items():
        try:
            for _ in parse_file(data, name):
                pass
        except CuratorError:
            continue
