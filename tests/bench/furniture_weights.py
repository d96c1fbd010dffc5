"""``python -m tests.bench.furniture_weights`` writes ``curator/ingest/furniture_weights.py``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.bench.furniture_training import made_pages, saved_pages, train

WEIGHTS: Final = Path(__file__).parents[2] / "curator" / "ingest" / "furniture_weights.py"
_HEAD: Final = '''"""Weights of both passes of ``furniture``: the intercept, then one per feature.

Written by ``python -m tests.bench.furniture_weights``; how they are made stands there and in
``tests/bench/furniture_training.py``.
"""

from __future__ import annotations
'''


def _table(name: str, weights: tuple[float, ...]) -> str:
    rows = "".join(f"    {weight:.4f},\n" for weight in weights)
    return f"\n{name} = (\n{rows})\n"


def main() -> None:
    pages = saved_pages()
    first, second = train([*pages, *made_pages(pages)])
    text = _HEAD + _table("FIRST_PASS", first) + _table("SECOND_PASS", second)
    WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
