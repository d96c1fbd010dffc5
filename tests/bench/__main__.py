"""``make bench``: every figure as a ratio to the bare thing, inside one run of this machine.

Nothing here asserts: a timed test would fail on a busy machine and pass on a fast one.  Each line
names the bar that it should keep to.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

PARTS = (
    "starting",
    "saving",
    "verifying",
    "exporting",
    "reading",
    "furniture",
    "tagging",
    "listing",
    "importing",
    "vocabularies",
    "peers",
    "outcomes",
    "suggestions",
    "suggest_speed",
    "memory",
    "hand_time",
)


def main(wanted: list[str]) -> int:
    # Compiled modules are part of a real start: whoever forbids them measures the compiler.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(__file__).parent
    for part in wanted or PARTS:
        if not (folder / f"{part}.py").exists():
            print(f"there is no bench {part}; one of {', '.join(PARTS)}", file=sys.stderr)
            return 2
        importlib.import_module(f"tests.bench.{part}").main()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
