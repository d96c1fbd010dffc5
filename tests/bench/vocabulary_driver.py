"""A process of its own that loads one vocabulary, so that its memory is its own.

``python -m tests.bench.vocabulary_driver FILE FOLDER`` prints the seconds that its processor worked
for a bare line reader, for reading terms and for installing, and the megabytes it ever held.
"""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from curator.ingest.vocabularies.reading import read_vocabulary
from curator.services.installed_vocabularies import InstalledVocabularies
from curator.services.installing_vocabularies import install_vocabulary


def bare(path: Path) -> None:
    """Unpack, decode, cut each line at its first colon; keep nothing."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open() as lines:
        for line in lines:
            line.rstrip("\n").partition(": ")


def read(path: Path) -> None:
    with closing(read_vocabulary(path)) as reader:
        for _ in reader:
            pass


def worked(work: Callable[[], object], times: int = 3) -> float:
    """Seconds of the processor, of the quickest of some calls."""
    found = []
    for _ in range(times):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


def main(file: str, folder: str) -> None:
    path, here = Path(file), InstalledVocabularies(Path(folder))
    figures = {"bare": worked(lambda: bare(path)), "read": worked(lambda: read(path))}
    figures["install"] = worked(lambda: install_vocabulary(path, installed=here), 2)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    (first, *_) = here.releases()
    print(json.dumps({**figures, "MB": held, "names": first.names}))


if __name__ == "__main__":
    main(*sys.argv[1:])
