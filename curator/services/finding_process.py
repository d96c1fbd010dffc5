"""The process that looks for duplicates: ``python -m curator.services.finding_process``.

It reads one JSON object from its standard input, ``{"registry": ...}``, and then, for each line
more, looks at the next chunk of articles and writes what it found as one line of JSON:
``{"sketches": [[number, digest, keys], ...], "proposals": [...]}``, or ``{"end": true}`` where
nobody waits.  It never writes to the registry; whoever asked has written one chunk before it asks
for the next.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from contextlib import closing
from typing import Any, Final

from curator.domain.errors import CuratorError
from curator.services.finding_duplicates import Found, find_chunk
from curator.services.registry import Registry

NICE: Final = 5


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
    sink = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get among the answers.
    os.dup2(2, 1)
    if sys.platform != "win32":
        os.nice(NICE)
    source = sys.stdin.buffer
    wanted = json.loads(source.readline())
    try:
        with closing(Registry.open(wanted["registry"], read_only=True)) as registry:
            for _ in source:
                answer = found_to_json(find_chunk(registry))
                sink.write(json.dumps(answer).encode("ascii") + b"\n")
                sink.flush()
    except BrokenPipeError:
        return  # nobody is there to hear it
    except CuratorError as error:
        failed = {"failed": {"sentence": error.sentence, "hint": error.hint}}
        sink.write(json.dumps(failed).encode("ascii") + b"\n")
        sink.flush()


if __name__ == "__main__":
    main()
