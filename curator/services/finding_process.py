"""The process that looks for duplicates: ``python -m curator.services.finding_process``.

It reads one JSON object from its standard input, ``{"registry": ...}``, and then, for each line
more, looks at the next chunk of articles and writes what it found as one line of JSON:
``{"sketches": [[number, digest, keys], ...], "proposals": [...]}``, or ``{"end": true}`` where
nobody waits.  It never writes to the registry; whoever asked has written one chunk before it asks
for the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from typing import Any

from curator.domain.errors import CuratorError
from curator.services.answering import begin, failed_to_json, say
from curator.services.finding_duplicates import Found, find_chunk
from curator.services.registry import Registry


def found_to_json(found: Found | None) -> dict[str, Any]:
    if found is None:
        return {"end": True}
    sketches = [[number, digest, list(keys)] for number, (digest, keys) in found.sketches.items()]
    return {"sketches": sketches, "proposals": [dict(row) for row in found.proposals]}


def found_from_json(data: Mapping[str, Any]) -> Found | None:
    """What ``found_to_json`` wrote.

    Raises:
        KeyError, TypeError, ValueError: It is none.
    """
    if "end" in data:
        return None
    sketches = {number: (digest, keys) for number, digest, keys in data["sketches"]}
    return Found(sketches, data["proposals"])


def main() -> None:
    sink, source, wanted = begin()
    try:
        with closing(Registry.open(wanted["registry"], read_only=True)) as registry:
            for _ in source:
                say(sink, found_to_json(find_chunk(registry)))
    except BrokenPipeError:
        return  # nobody is there to hear it
    except CuratorError as error:
        say(sink, failed_to_json(error))


if __name__ == "__main__":
    main()
