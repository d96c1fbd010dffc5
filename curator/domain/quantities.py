"""Numbers as articles write them: operator, value or range, power of ten, unit.  Never a float.

The grammar reads one quantity that is the whole of the words given ("more than 70 %",
"1-2 x 10^6 CAR T cells/kg", "within three months", "all five patients"), not a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Final

from curator.domain.claims import Quantity

ONES: Final[Mapping[str, int]] = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS: Final[Mapping[str, int]] = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_NUMBER_WORDS: Final[Mapping[str, str]] = {
    **{word: str(number) for word, number in (*ONES.items(), *TENS.items())},
    "a": "1",
    "an": "1",
    "hundred": "100",
    "a hundred": "100",
    "a dozen": "12",
}

_OPERATORS: Final = (
    (r"up to|at most|no more than|maximum of|as many as|as much as", "up_to"),
    (r"more than|greater than|over|above|exceeding|>", ">"),
    (r"at least|no fewer than|no less than|minimum of|>=|≥", ">="),
    (r"less than|fewer than|below|under|<", "<"),
    (r"within|not more than|<=|≤", "<="),
    (r"about|around|approximately|roughly|nearly|almost|some|circa|ca\.|~|≈", "~"),
    (r"=", "="),
)
_OPERATOR: Final = tuple(
    (re.compile(rf"(?:{words})\s*", re.IGNORECASE), op)
    # The longer sign first: ">=" before ">".
    for words, op in sorted(_OPERATORS, key=lambda pair: -max(map(len, pair[0].split("|")[-2:])))
)
_SIGNS: Final = re.compile(r"(>=|<=|≥|≤|>|<|~|≈|=)\s*")
_SIGN_OPS: Final[Mapping[str, str]] = {"≥": ">=", "≤": "<=", "≈": "~"}

_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_NUMBER: Final = r"[-+\u2212]?\d[\d,]*(?:\.\d+)?|[-+\u2212]?\.\d+"
_TIMES_TEN: Final = re.compile(r"\s*[x×*·]\s*10\s*(?:\^\s*)?\{?([-\u2212]?[0-9⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)\}?")
_E_NOTATION: Final = re.compile(r"[eE]([-+]?\d+)(?![A-Za-z])")
_RANGE: Final = re.compile(rf"({_NUMBER})\s*(?:-|–|—|to|and)\s*({_NUMBER})")
_ONE: Final = re.compile(_NUMBER)
_WORD: Final = re.compile(
    r"(?:all\s+|the\s+)?(" + "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True)) + r")\b",
    re.IGNORECASE,
)

_COUNTED: Final = re.compile(
    r"(?<![\w.,\-\u2010-\u2015])(?:\d[\d,.]*|(?:"
    + "|".join(w for w in _NUMBER_WORDS if w not in ("a", "an"))
    + r")\b)",
    re.IGNORECASE,
)

UNITS: Final[Mapping[str, str]] = {
    "%": "%",
    "percent": "%",
    "per cent": "%",
    "s": "s",
    "second": "s",
    "min": "min",
    "minute": "min",
    "h": "h",
    "hour": "h",
    "d": "d",
    "day": "d",
    "wk": "wk",
    "week": "wk",
    "mo": "mo",
    "month": "mo",
    "a": "a",
    "y": "a",
    "yr": "a",
    "year": "a",
    "mg/kg": "mg/kg",
    "mg": "mg",
    "g": "g",
    "kg": "kg",
    "µg": "ug",
    "μg": "ug",
    "ug": "ug",
    "ng/ml": "ng/mL",
    "pg/ml": "pg/mL",
    "ml": "mL",
    "mm": "mm",
    "cm": "cm",
    "mm3": "mm3",
    "mm³": "mm3",
    "gy": "Gy",
    "cells": "{cells}",
    "cell": "{cells}",
    "cells/kg": "{cells}/kg",
    "/kg": "/kg",
    "per kg": "/kg",
    "fold": "{fold}",
    "patients": "{patients}",
    "patient": "{patients}",
    "mice": "{mice}",
    "mouse": "{mice}",
}
"""Words to UCUM; annotations in braces where UCUM has no unit."""

_IN_SECONDS: Final[Mapping[str, int]] = {"s": 1, "min": 60, "h": 3600, "d": 86400, "wk": 604800}
_IN_DAYS: Final[Mapping[str, str]] = {"mo": "30.4375", "a": "365.25"}
_IN_GRAMS: Final[Mapping[str, str]] = {"kg": "1000", "g": "1", "mg": "0.001", "ug": "0.000001"}
_IN_METRES: Final[Mapping[str, str]] = {"mm": "0.001", "cm": "0.01"}


def parse_quantity(words: str) -> Quantity | None:
    """The one quantity in the words, with its unit in UCUM where it has one; None otherwise.

    "during the follow-up period of up to a year" is up to 1 a.
    """
    rest = _squeezed(words)
    whole = _quantity_at(rest)
    if whole:
        return whole
    starts = {m.start() for pattern, _op in _OPERATOR for m in pattern.finditer(rest)}
    numbers = [m.start() for m in _COUNTED.finditer(rest)]
    if len(numbers) <= 1:
        for start in sorted(starts):
            bounded = start == 0 or not rest[start - 1].isalnum()
            found = _quantity_at(rest[start:]) if bounded else None
            if found:
                return found
    return _quantity_at(rest[numbers[0] :]) if len(numbers) == 1 else None


def _quantity_at(rest: str) -> Quantity | None:
    """The quantity that is the whole of the words."""
    op, rest = _operator(rest)
    found = _magnitude(rest)
    if found is None or (op and found[0].op == "range"):
        return None
    quantity, tail = found
    unit, known = _unit(tail)
    return replace(quantity, op=op or quantity.op, unit=unit) if known else None


def parse_number(words: str) -> Quantity | None:
    """The one number in the words, with its operator; what is counted may stand around it.

    "the patients, five young adults" is 5, "a cohort" and "3 of 5" are none.
    """
    rest = _squeezed(words)
    whole = _number_at(rest)
    if whole:
        return whole
    starts = [m.start() for m in _COUNTED.finditer(rest)]
    if len(starts) != 1:
        return None
    return _number_at(rest[_operator_start(rest, starts[0]) :])


def _number_at(rest: str) -> Quantity | None:
    """The number that the words begin with, nothing but words behind it."""
    op, rest = _operator(rest)
    if re.match(r"(?:a|an)\b(?! (?:hundred|dozen))", rest, re.IGNORECASE):
        return None
    found = _magnitude(rest)
    if found is None or (op and found[0].op == "range"):
        return None
    quantity, tail = found
    unit, known = _unit(tail)
    if not known and not re.fullmatch(r"[^\d]*", tail):
        return None
    counted = unit if known and unit and not unit.startswith("{") else None
    return replace(quantity, op=op or quantity.op, unit=counted)


def _operator_start(rest: str, number_start: int) -> int:
    """Where the operator words before a number begin; the number's own start without any."""
    before = rest[:number_start]
    for pattern, _op in _OPERATOR:
        touching = [m.start() for m in pattern.finditer(before) if m.end() == number_start]
        if touching:
            return touching[-1]
    return number_start


def _squeezed(words: str) -> str:
    return re.sub(r"\s+", " ", words.replace("\u2212", "-")).strip().rstrip(".,;:")


def _operator(rest: str) -> tuple[str, str]:
    sign = _SIGNS.match(rest)
    if sign:
        return _SIGN_OPS.get(sign[1], sign[1]), rest[sign.end() :]
    rest = re.sub(r"^n\s*=\s*", "", rest, flags=re.IGNORECASE)
    for pattern, op in _OPERATOR:
        match = pattern.match(rest)
        if match and match.end() < len(rest):
            return op, rest[match.end() :]
    return "", rest


def _magnitude(rest: str) -> tuple[Quantity, str] | None:
    """A range, a number or a number word at the beginning, and what follows."""
    exp10, both = None, _RANGE.match(rest)
    if both:
        exp10, tail = _exponent(rest[both.end() :])
        low, high = _plain(both[1]), _plain(both[2])
        if Decimal(low) <= Decimal(high):
            return Quantity("range", low=low, high=high, exp10=exp10), tail
    one = _ONE.match(rest)
    if one:
        exp10, tail = _exponent(rest[one.end() :])
        return Quantity("=", _plain(one[0]), exp10=exp10), tail
    power = re.match(r"10\^(-?\d+)", rest)
    word = _WORD.match(rest)
    if word and not power:
        return Quantity("=", _NUMBER_WORDS[word[1].lower()]), rest[word.end() :]
    return None


def _exponent(rest: str) -> tuple[str | None, str]:
    times = _TIMES_TEN.match(rest)
    if times:
        return times[1].translate(_SUPERSCRIPTS).replace("\u2212", "-"), rest[times.end() :]
    short = _E_NOTATION.match(rest)
    if short:
        return short[1].lstrip("+"), rest[short.end() :]
    return None, rest


def _plain(number: str) -> str:
    """A decimal string without thousands separators, the digits kept as written."""
    bare = number.replace(",", "").replace("\u2212", "-").lstrip("+")
    return "0" + bare if bare.startswith(".") else bare


def _unit(rest: str) -> tuple[str | None, bool]:
    """The UCUM code of what follows a number, and whether it is understood (nothing is)."""
    words = rest.strip(" -").lower().strip()
    if not words:
        return None, True
    plain = re.sub(r"\s*(?:/|per)\s*kg(?: (?:of )?body ?weight)?$", "/kg", words)
    cells = re.fullmatch(r"(?:[\w+\- ]*\s)?cells?(/kg)?", plain)
    if cells:
        return "{cells}" + (cells[1] or ""), True
    for candidate in (words, plain, words.removesuffix("s"), words.split(" ")[0].removesuffix("s")):
        if candidate in UNITS and (candidate != words.split(" ")[0] or " " not in words):
            return UNITS[candidate], True
    return (rest.strip(), True) if rest.strip() in UNITS.values() else (None, False)


_SHOWN_OPS: Final[Mapping[str, str]] = {
    "=": "",
    "<": "< ",
    "<=": "≤ ",
    ">": "> ",
    ">=": "≥ ",
    "~": "~ ",
}
_SHOWN_OPS_WORDS: Final[Mapping[str, str]] = {"up_to": "up to "}
_CODED_UNITS: Final[Mapping[str, str]] = {
    "{cells}": "cells",
    "{cells}/kg": "cells/kg",
    "{fold}": "fold",
}
_SHOWN_UNITS: Final[Mapping[str, str]] = {
    **_CODED_UNITS,
    "{patients}": "patients",
    "{mice}": "mice",
    "ug": "µg",
}
_TIMES: Final[Mapping[str, str]] = {
    "min": "minute",
    "h": "hour",
    "d": "day",
    "wk": "week",
    "mo": "month",
    "a": "year",
}
"""Nobody reads ``a`` as a year."""


def format_quantity(quantity: Quantity, *, coded: bool = False) -> str:
    """What an editor shows; ``parse_quantity`` of it gives the same quantity again.

    ``coded`` keeps the codes of UCUM ("1 a"), for tables that programs read.
    """
    if quantity.op == "range":
        number = f"{quantity.low}–{quantity.high}"
    else:
        sign = _SHOWN_OPS.get(quantity.op, "") + _SHOWN_OPS_WORDS.get(quantity.op, "")
        number = f"{sign}{quantity.value}"
    if quantity.exp10 is not None:
        number += f" × 10^{quantity.exp10}"
    if not quantity.unit:
        return number
    if coded:
        return f"{number} {_CODED_UNITS.get(quantity.unit, quantity.unit)}"
    return f"{number} {unit_words(quantity.unit, one=quantity.value == '1')}"


def unit_words(unit: str, *, one: bool = False) -> str:
    """A UCUM unit for people: "years" of ``a``, "year" where there is ``one`` of it."""
    if unit in _TIMES:
        return _TIMES[unit] if one else _TIMES[unit] + "s"
    return _SHOWN_UNITS.get(unit, unit)


def same_quantity(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities are the same, also in other units (12 mo = 1 a, 70 % = 70 %)."""
    if one.op != other.op:
        return False
    a, b = _normal(one), _normal(other)
    return a is not None and a == b


def _normal(quantity: Quantity) -> tuple[str, tuple[Decimal, ...]] | None:
    """Dimension and numbers in its base unit; None where a number is none."""
    numbers = (quantity.low, quantity.high) if quantity.op == "range" else (quantity.value,)
    dimension, factor = _base(quantity.unit or "")
    scale = Decimal(10) ** int(quantity.exp10 or 0) * factor
    try:
        values = tuple((Decimal(number or "") * scale).normalize() for number in numbers)
    except InvalidOperation:
        return None
    if dimension == "time":
        values = tuple(value.quantize(Decimal("0.1")) for value in values)
    return dimension, values


def _base(unit: str) -> tuple[str, Decimal]:
    # Months and years stand to each other as 12 to 1, and to days by their mean.
    if unit in _IN_SECONDS:
        return "time", Decimal(_IN_SECONDS[unit])
    if unit in _IN_DAYS:
        return "time", Decimal(_IN_DAYS[unit]) * 86400
    if unit in _IN_GRAMS:
        return "mass", Decimal(_IN_GRAMS[unit])
    if unit in _IN_METRES:
        return "length", Decimal(_IN_METRES[unit])
    return unit, Decimal(1)
