"""Units as written behind a number, and their UCUM codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_COUNTED: Final = r"(?:(?:cells|copies|platelets)\s?)?(?:/\s?|per\s)"
_PATTERNS: Final[tuple[tuple[str, str], ...]] = (
    ("%", r"%|per ?cent\b"),
    ("s", r"(?:secs?|seconds?)\b"),
    ("min", r"(?:mins?|minutes?)\b"),
    ("h", r"(?:hrs?|hours?|h)\b"),
    ("d", r"days?\b"),
    ("wk", r"(?:wks?|weeks?)\b"),
    ("mo", r"(?:mos?|mths?|months?)\b"),
    ("a", r"(?:yrs?|years?)\b"),
    ("mg/kg", r"mg\s?(?:/|per)\s?kg\b"),
    ("mg/m2", r"mg\s?(?:/|per)\s?(?:m2\b|m²|m\(2\)|m\^2|sq m\b)"),
    ("mg/d", r"mg\s?(?:/|per)\s?(?:d|day)\b"),
    ("mg/dL", r"mg/dl\b"),
    ("mg", r"mg\b"),
    ("ug", r"(?:[µμ]g|ug|mcg|micrograms?)\b"),
    ("mg/L", r"mg/l\b"),
    ("ug/mL", r"(?:[µμ]g|ug|mcg)/ml\b"),
    ("mmol/L", r"mmol/l\b"),
    ("umol/L", r"[µμu]mol/l\b"),
    ("[iU]/mL", r"iu/ml\b"),
    ("U/L", r"i?u/l\b|units (?:per|/) ?lit(?:er|re)\b"),
    ("/mm3", rf"{_COUNTED}(?:mm(?:3\b|³|\^3)|cubic millimet(?:er|re)\b)"),
    ("/uL", rf"{_COUNTED}(?:[µμu]l\b|microlit(?:er|re)\b)"),
    ("/mL", rf"{_COUNTED}(?:ml\b|millilit(?:er|re)\b)"),
    ("{log10}", r"log(?:s\b|10s?\b|₁₀|(?![\w-]))(?! ?(?:rank|phase|scale))"),
    ("ng/mL", r"ng/ml\b"),
    ("pg/mL", r"pg/ml\b"),
    ("g/dL", r"g/dl\b"),
    ("ng/g", r"ng/g\b"),
    ("pg/L", r"pg/l\b"),
    ("mL/kg/min", r"ml/kg/min(?:ute)?\b"),
    ("kg", r"(?:kg|kilograms?)\b(?!/)"),
    ("g", r"(?:g|grams?)\b(?!/)"),
    ("mL", r"(?:ml|millilit(?:er|re)s?)\b(?!/)"),
    ("uL", r"[µμ]l\b"),
    ("mm3", r"mm(?:3\b|³|\^3)"),
    ("cm3", r"cm(?:3\b|³|\^3)"),
    ("cm2", r"cm(?:2\b|²|\^2)"),
    ("mm[Hg]", r"mm ?hg\b"),
    ("mm", r"(?:mm|millimet(?:er|re)s?)\b"),
    ("cm", r"(?:cm|centimet(?:er|re)s?)\b"),
    ("m", r"(?:m|met(?:er|re)s?)\b(?!/)"),
    ("cGy", r"cgy\b"),
    ("Gy", r"gy\b"),
    ("[iU]", r"(?:iu|units)\b"),
    ("{fold}", r"(?:fold|times)\b"),
    ("{point}", r"(?:percentage )?points?\b"),
)
_CODES: Final[Mapping[str, str]] = {f"u{i}": code for i, (code, _) in enumerate(_PATTERNS)}
_UNIT: Final = re.compile(
    r"[\s\u2010\u2011-]?(?:"
    + "|".join(f"(?P<u{i}>{words})" for i, (_, words) in enumerate(_PATTERNS))
    + ")",
    re.IGNORECASE,
)
_TIES: Final = ("-", "\u2010", "\u2011")
_FIRST: Final = frozenset("%/lLpPsSmMhHdDwWyYuU\u00b5\u03bcnNkKgGcCiIfFtT")
"""Letters that a unit begins with, in either case."""
_PER_KG: Final = r"\s?(?:/|per)\s?(?:kg|kilogram)\b(?: (?:of )?body ?weight\b)?"
_CELLS: Final = re.compile(
    rf"\s?(?:[\w+\u2010-\u2013-]{{1,24}}\s){{0,5}}?cells?\b(?P<kg>{_PER_KG})?", re.IGNORECASE
)
_BARE_KG: Final = re.compile(_PER_KG, re.IGNORECASE)

TIME: Final = frozenset(("s", "min", "h", "d", "wk", "mo", "a"))
DOSE: Final = frozenset(("mg/kg", "mg/m2", "mg/d", "mg", "ug", "g", "Gy", "cGy", "[iU]"))
CELLS: Final = frozenset(("{cells}", "{cells}/kg", "/kg"))


def unit_at(text: str, start: int) -> tuple[str | None, int]:
    """UCUM code of the unit that begins there and where it ends; None and ``start`` without one."""
    if text[start : start + 1] == "%":
        return "%", start + 1
    first = text[start : start + 1]
    if first.isspace() or first in _TIES:
        first = text[start + 1 : start + 2]
    if first not in _FIRST:
        return None, start
    found = _UNIT.match(text, start)
    if found is None or found.lastgroup is None:
        return None, start
    return _CODES[found.lastgroup], found.end()


def cells_at(text: str, start: int) -> tuple[str | None, int]:
    """The unit of a dose of cells behind a number: cells, cells per kg, or per kg alone."""
    bare = _BARE_KG.match(text, start)
    if bare:
        return "/kg", bare.end()
    found = _CELLS.match(text, start)
    if found is None:
        return None, start
    return ("{cells}/kg" if found["kg"] else "{cells}"), found.end()
