"""How much slower this machine is now than when it is left alone."""

from __future__ import annotations

import time
from typing import Final

SAMPLE_S: Final = 0.15


def slowness() -> float:
    """Clock time over processor time of a short piece of work, at least 1.

    A bound in seconds that is promised to a user is promised on a machine that does nothing else:
    a test multiplies it by this, taken right after what it bounds.
    """
    began, worked = time.monotonic(), time.process_time()
    while time.process_time() - worked < SAMPLE_S:
        pass
    return max(1.0, (time.monotonic() - began) / SAMPLE_S)
