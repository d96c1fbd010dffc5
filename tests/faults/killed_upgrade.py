"""A process that opens an older registry and is killed at one point of its upgrade.

``python -m tests.faults.killed_upgrade FILE MIGRATIONS POINT before|after``
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from curator.services.registry import Registry
from curator.store import upgrade
from curator.store.schema import Schema


def main(file: str, migrations: str, point: str, when: str) -> None:
    real = getattr(upgrade, point)

    def killed(*values: Any, **named: Any) -> Any:
        if when == "after":
            real(*values, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(upgrade, point, killed)
    Registry.open(file, schema=Schema(version=4, folder=Path(migrations)))


if __name__ == "__main__":
    main(*sys.argv[1:])
