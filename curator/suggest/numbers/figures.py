"""Numbers in running text: operator, value or range, power of ten, unit, and where they stand.

A figure is found wherever it stands; what it counts is decided by its neighbours (``roles``).
Digits that belong to a name (IL-12, 4-1BB), to a glued reference ("gliomas1,2,3"), to a date, to an
address or to a citation are none, and a power of ten that lost its superscript ("8 x 107") gives no
value.  Every pattern is bounded, so that the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from curator.domain.claims import Quantity
from curator.suggest.caseless import caseless
from curator.suggest.numbers.spelled import SPELLED, may_hold_spelled, share_of, spelled_value
from curator.suggest.numbers.stems import stems, stems_of
from curator.suggest.numbers.units import TIME, cells_at, unit_at


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a text.

    Attributes:
        start, end: The words, with operator and unit; code points of the text.
        at, to: The number alone (both ends of a range), without operator and unit.
        quantity: As written; the unit in UCUM where it has one.
        spelled: Written in words.
        year: Four digits that read as a year.
        lost: A power of ten whose superscript is gone: no value can be had from it.
        share: A part in words without "percent": "half", "a third".
        linked: Joined by a hyphen to what follows ("21-day").
    """

    start: int
    end: int
    at: int
    to: int
    quantity: Quantity
    spelled: bool = False
    year: bool = False
    lost: bool = False
    linked: bool = False
    share: bool = False

    @property
    def unit(self) -> str:
        return self.quantity.unit or ""

    @property
    def whole(self) -> int | None:
        """The count that it is; None for a decimal, a range, a power or a negative number."""
        value = self.quantity.value
        if value is None or self.quantity.exp10 is not None or not value.isdecimal():
            return None
        return int(value) if len(value) < _LONGEST_COUNT else None


_LONGEST_COUNT: Final = 9
_SPACES: Final = "\u2009\u202f\u00a0 "
_NUMERAL: Final = (
    rf"[0-9]{{1,3}}(?:[,{_SPACES}][0-9]{{3}})+(?![0-9])(?:[.\u00b7][0-9]+)?"
    r"|[0-9]+(?:[.\u00b7][0-9]+)?|[.\u00b7][0-9]+"
)
_MONTHS: Final = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_SKIPPED: Final = (
    r"https?://\S{1,2000}|www\.\S{1,2000}|10\.[0-9]{4,9}/\S{1,300}"
    r"|\[[0-9]{1,3}(?:\s?[,;\u2013-]\s?[0-9]{1,3}){0,40}\]"
    rf"|\b(?:{_MONTHS})\b\.?\s[0-9]{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s(?:19|20)[0-9]{{2}}\b)?"
    rf"|\b[0-9]{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTHS})\b\.?(?:,?\s(?:19|20)[0-9]{{2}}\b)?"
    r"|\b[0-9]{1,2}:[0-9]{2}\b|\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b|\b[0-9]{1,2}[/.][0-9]{1,2}[/.](?:19|"
    r"20)?[0-9]{2}\b"
)
_MONTH_STEMS: Final = stems(
    "jan january feb february mar march apr april may jun june jul july aug august sep sept "
    "september oct october nov november dec december"
)
_DOTTED: Final = re.compile(r"[0-9][.-][0-9]{1,2}[.-][0-9]")
_SCAN: Final = re.compile(
    rf"(?P<digits>{_NUMERAL})"
    rf"|\b(?=[adefhnostz])(?P<words>{SPELLED})(?:(?=fold\b)|(?![\w]))",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"[0-9]")
_DIGITS: Final = re.compile(rf"(?P<digits>{_NUMERAL})(?P<words>)")
_SKIP: Final = caseless(_SKIPPED)
_NUMBER: Final = re.compile(_NUMERAL)
_SIGNED: Final = re.compile(rf"[-+\u2212]?(?:{_NUMERAL})")
_CHANGED_FROM: Final = re.compile(r"(?<!ranging )(?<!ranged )(?<!range )\bfrom\s$", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\sand\s(?=[0-9])")
_DASH: Final = re.compile(
    r"\s?[-\u2010-\u2015\u2212]\s?(?=[0-9.\u00b7])|\sto\s(?=[-\u2212+]?[0-9.\u00b7])"
)
_MAY_RANGE: Final = re.compile(r"[-\u2010-\u2015\u2212]|\b(?:to|and)\b")
_RANGE_WINDOW: Final = 26
_POWER: Final = re.compile(r"\s?[x\u00d7*\u00b7]\s?10(?![0-9]*[.,][0-9])")
_MARKED: Final = re.compile(
    r"\s?(?:\^|\*\*)\s?\{?([-\u2212\u2013]?[0-9]{1,2})\}?|"
    r"([\u207b]?[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,2})"
    r"|\(([-\u2212\u2013]?[0-9]{1,2})\)"
)
_FLAT: Final = re.compile(r"\s?[-\u2212\u2013]?[0-9]{1,2}\b")
_BARE_POWER: Final = re.compile(r"10(?=\^|[\u2070\u00b9\u00b2\u00b3\u2074-\u207b])")
_SCALE: Final = re.compile(r"[\s-](million|billion)\b", re.IGNORECASE)
_SCALES: Final[Mapping[str, str]] = {"million": "6", "billion": "9"}
_SUPERSCRIPTS: Final = str.maketrans(
    "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b\u2212\u2013",
    "0123456789---",
)
_REFERENCES: Final = re.compile(r"[0-9]+(?:[,\u2013-][0-9]{1,3}\b(?![%.\u00b7]))*")
_GLUED_DECIMAL: Final = re.compile(r"(?:\bof|\bthan|\bwas|\bis|\bp|[=<>])$", re.IGNORECASE)
_LONG: Final = re.compile(
    r"\b(?:to|within|after|for|than|least|over|about|nearly|almost|of)\s$", re.IGNORECASE
)
_HYPHENS: Final = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_NAMED: Final = re.compile(r"[-\u2010\u2011]?(?:[A-Za-z\u0370-\u03ff_]|[0-9]*[A-Z])", re.IGNORECASE)
_KNOWN_TAIL: Final = re.compile(
    r"-(?:arm|item|point|group|cycle|centre|center|site|gene|patient|person|member|dose|cell|"
    r"armed|stage|step|and)\b",
    re.IGNORECASE,
)
_OPERATORS: Final[tuple[tuple[str, str], ...]] = (
    ("up_to", r"up to|at most|no more than|a maximum of|as many as|as much as|as high as"),
    (">=", r"at least|no fewer than|not less than|no less than|a minimum of|>/=|>=|\u2265|\u2a7e"),
    ("<=", r"within|not more than|</=|<=|\u2264|\u2a7d"),
    (">", r"more than|greater than|higher than|longer than|over|above|exceed(?:ed|ing|s)|>"),
    ("<", r"less than|fewer than|lower than|below|under|<"),
    (
        "~",
        (
            r"about|around|approximately|approx\.|roughly|nearly|almost|some|circa|ca\.|~|\u2248|"
            r"\u223c"
        ),
    ),
    ("=", r"="),
)
_BEFORE: Final = caseless(
    "(?:" + "|".join(f"(?P<o{i}>{words})" for i, (_, words) in enumerate(_OPERATORS)) + r")\s?$"
)
_ENDS_OPERATOR: Final = frozenset(
    """to most than of many much high least within over above exceed exceeded exceeding exceeds
    below under about around approximately approx. roughly nearly almost some circa ca.""".split()
)
_SIGNS: Final = frozenset(">=<~\u2265\u2a7e\u2264\u2a7d\u2248\u223c")
_OPERATOR_OF: Final[Mapping[str, str]] = {f"o{i}": op for i, (op, _) in enumerate(_OPERATORS)}
_AFTER: Final = re.compile(
    r"\s(?:or|and)\s(?:(?P<up>more|greater|higher|older|above|over|longer)"
    r"|(?P<down>less|fewer|lower|younger|below|shorter))\b"
    r"|\s(?:(?P<most>at (?:the )?(?:most|best))|(?P<least>at (?:the )?(?:very )?least))"
    r"(?=\s?[.,;:)]|\s(?:in|of|for|after|among)\b|\s?$)",
    re.IGNORECASE,
)
_RAISED: Final = re.compile(
    r"\b(?:brought|brings?|bringing|pushed|drove|raised|moved)\s(?:[\w-]+\s){0,4}?"
    r"(?!in\b|for\b|of\b|by\b|at\b|with\b|from\b|to\b|after\b)[\w-]+\s$|\bwent\s$",
    re.IGNORECASE,
)
"""What was brought up to a number reached it: "up" belongs to the verb."""
_OP_WINDOW: Final = 18


def figures(text: str) -> tuple[Figure, ...]:
    """The numbers of a text in order, none overlapping."""
    if not (_DIGIT.search(text) or may_hold_spelled(text)):
        return ()
    return _with_shared_units(text, tuple(_scan(text)))


def _scan(text: str) -> Iterator[Figure]:
    skips = _skips(text)
    skip = next(skips, None)
    position = 0
    scan = _SCAN if may_hold_spelled(text) else _DIGITS
    while found := scan.search(text, position):
        start = found.start()
        while skip and skip[1] <= start:
            skip = next(skips, None)
        if skip and skip[0] <= start:
            position = skip[1]
            continue
        figure, position = (
            _spelled(text, found) if found["words"] else _numeral(text, start, found.end())
        )
        if figure:
            yield figure


def _skips(text: str) -> Iterator[tuple[int, int]]:
    """Addresses, citations, dates and times of day, where the text has signs of any."""
    signs = any(sign in text for sign in ("[", "/", ":", "www."))
    if not signs and _MONTH_STEMS.isdisjoint(stems_of(text)) and not _DOTTED.search(text):
        return iter(())
    return (found.span() for found in _SKIP.finditer(text))


def _spelled(text: str, found: re.Match[str]) -> tuple[Figure | None, int]:
    start, end = found.span("words")
    if text[start - 1 : start] in tuple(_HYPHENS) and text[start - 2 : start - 1].isalnum():
        return None, end
    if found["words"].lower() in ("a", "an") and not _LONG.search(text, max(0, start - 9), start):
        return None, end
    op, op_start = _operator(text, start, None)
    if share := share_of(found["words"]):
        op = share[0] if op == "=" else op
        return Figure(
            op_start, end, start, end, Quantity(op, share[1], unit="%"), spelled=True, share=True
        ), end
    if found["words"].lower() == "twice":
        return Figure(op_start, end, start, end, Quantity(op, "2", unit="{fold}"), True), end
    scale = _SCALE.match(text, end)
    unit, unit_end = unit_at(text, scale.end() if scale else end)
    if scale and unit is None:
        unit, unit_end = cells_at(text, scale.end())
    hangs = unit is None and text[end : end + 1] in tuple(_HYPHENS)
    if hangs and not _KNOWN_TAIL.match(text, end):
        return None, end
    op, op_start = _operator(text, start, unit)
    op, unit_end = _operator_behind(text, unit_end, op)
    exp10 = _SCALES[scale[1].lower()] if scale else None
    quantity = Quantity(op, str(spelled_value(found["words"])), exp10=exp10, unit=unit)
    linked = text[end : end + 1] in tuple(_HYPHENS) and unit != "{fold}"
    end = scale.end() if scale else end
    return Figure(
        op_start, max(end, unit_end), start, end, quantity, spelled=True, linked=linked
    ), max(end, unit_end)


def _numeral(text: str, start: int, end: int) -> tuple[Figure | None, int]:
    if _is_glued(text, start):
        run = _REFERENCES.match(text, start)
        return None, max(end, run.end() if run else end)
    sign_start = _sign_start(text, start)
    bare = _BARE_POWER.match(text, start)
    if bare:
        power = _MARKED.match(text, bare.end())
        if power:
            return _powered(text, sign_start, low="1", high=None, power=power, at=start)
    first = _plain(text[sign_start:end])
    high, to = _upper(text, start, end, low=first)
    lost = _POWER.match(text, to)
    if lost:
        power = _MARKED.match(text, lost.end())
        if power:
            return _powered(text, sign_start, low=first, high=high, power=power, at=start)
        flat = _FLAT.match(text, lost.end())
        if flat:
            unit, unit_end = cells_at(text, flat.end())
            quantity = Quantity("=", first, unit=unit)
            return Figure(sign_start, unit_end, start, flat.end(), quantity, lost=True), unit_end
    return _plain_figure(text, (sign_start, start, to), low=first, high=high)


def _plain_figure(
    text: str, places: tuple[int, int, int], *, low: str, high: str | None
) -> tuple[Figure | None, int]:
    sign_start, start, to = places
    scale = _SCALE.match(text, to)
    exp10 = _SCALES[scale[1].lower()] if scale else None
    unit, end = unit_at(text, scale.end() if scale else to)
    if exp10 and unit is None:
        unit, end = cells_at(text, scale.end() if scale else to)
    if unit is None and exp10 is None and _belongs_to_name(text, to):
        run = _REFERENCES.match(text, start)
        return None, max(to, run.end() if run else to)
    if unit is None:
        end = scale.end() if scale else to
        bare_kg = text[to : to + 4].lower() in ("/kg ", "/kg.", "/kg,", "/kg)")
        if bare_kg:
            unit, end = cells_at(text, to)
    year = high is None and unit is None and _is_year(text[start:to])
    op, op_start = _operator(text, sign_start, unit)
    op, end = _operator_behind(text, end, op)
    quantity = _quantity(op, low=low, high=high, exp10=exp10, unit=unit)
    linked = text[to : to + 1] in ("-", "\u2010", "\u2011")
    return Figure(op_start, end, start, to, quantity, year=year, linked=linked), max(end, to)


def _powered(
    text: str, sign_start: int, *, low: str, high: str | None, power: re.Match[str], at: int
) -> tuple[Figure | None, int]:
    exp10 = (power[1] or power[2] or power[3]).translate(_SUPERSCRIPTS)
    to = power.end()
    if high is None:
        # "1 x 10^6 to 2 x 10^6" is a range where both have one power.
        upper = _DASH.match(text, to)
        second = _NUMBER.match(text, upper.end()) if upper else None
        times = _POWER.match(text, second.end()) if second else None
        again = _MARKED.match(text, times.end()) if times else None
        same = again and (again[1] or again[2] or again[3]).translate(_SUPERSCRIPTS) == exp10
        if second and again and same and Decimal(low) <= Decimal(_plain(second[0])):
            high, to = _plain(second[0]), again.end()
    unit, end = cells_at(text, to)
    if unit is None:
        unit, end = unit_at(text, to)
    op, op_start = _operator(text, sign_start, unit)
    quantity = _quantity(op, low=low, high=high, exp10=exp10, unit=unit)
    return Figure(op_start, end, at, to, quantity), max(end, to)


def _quantity(
    op: str, *, low: str, high: str | None, exp10: str | None, unit: str | None
) -> Quantity:
    if high is None:
        return Quantity(op, low, exp10=exp10, unit=unit)
    return Quantity("range", low=low, high=high, exp10=exp10, unit=unit)


def _upper(text: str, start: int, end: int, *, low: str) -> tuple[str | None, int]:
    """The upper end of a range that begins with that number, and where the numbers end."""
    if not _MAY_RANGE.search(text, end, end + _RANGE_WINDOW):
        return None, end
    unit, unit_end = unit_at(text, end)
    behind = unit_end if unit else end
    dash = _DASH.match(text, behind)
    if dash is None:
        between = text[max(0, start - 10) : start].lower().endswith("between ")
        dash = _BETWEEN.match(text, behind) if between else None
    if dash is None:
        return None, end
    if "to" in dash[0] and _CHANGED_FROM.search(text, max(0, start - 14), start):
        return None, end
    second = _SIGNED.match(text, dash.end())
    if second is None or _belongs_to_name(text, second.end()):
        return None, end
    high = _plain(second[0])
    if Decimal(low) > Decimal(high):
        return None, end
    other, _ = unit_at(text, second.end())
    if unit and other and unit != other:
        return None, end
    return high, second.end()


def _is_glued(text: str, start: int) -> bool:
    """Whether the digits hang on what stands before them: a name or a reference."""
    before = text[start - 1 : start]
    if not before or before.isspace():
        return False
    two = text[max(0, start - 2) : start - 1]
    if before.isalnum() or before == "_":
        decimal = text[start] in ".\u00b7"
        return not (decimal and _GLUED_DECIMAL.search(text, max(0, start - 6), start))
    if before in _HYPHENS:
        # "-/+" and "+/-" are signs; IL-12 is a name; the end of a torn range is nothing.
        return two.isalnum()
    if before in ".,;:!?":
        return two.isalpha() or (bool(two) and two in ")\u201d\"'\u2019%")
    if before in "#$\u20ac\u00a3@&":
        return True
    if before in "\u201d\u2019\"'" or before == ")":
        return bool(two.strip())
    return before in "\\^" or (before == "/" and two.isalpha())


def _belongs_to_name(text: str, end: int) -> bool:
    """Whether the digits are the beginning of a name, an ordinal, a version."""
    after = text[end : end + 1]
    if after.isalpha() or after == "_":
        return True
    if after in (".", ":") and text[end + 1 : end + 2].isdigit():
        return True
    if after in ("-", "\u2010", "\u2011"):
        return bool(_NAMED.match(text, end)) and not _KNOWN_TAIL.match(text, end)
    return False


def _sign_start(text: str, start: int) -> int:
    """Where the number begins with its sign: "-0.5" after a space or a bracket."""
    sign = text[start - 1 : start]
    if not sign or sign not in "-+\u2212\u2013":
        return start
    before = text[max(0, start - 2) : start - 1]
    return start - 1 if before in "([ =\u2009\u00a0\u202f,;\n\t" else start


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in ("19", "20") and digits.isdigit()


def _operator(text: str, start: int, unit: str | None) -> tuple[str, int]:
    """The operator in front of a number, and where the words begin."""
    tail = text[max(0, start - _OP_WINDOW) : start].rstrip()
    if not tail or (tail[-1] not in _SIGNS and tail.split()[-1].lower() not in _ENDS_OPERATOR):
        # The pattern is tried where a last word or sign of one stands: it takes far longer.
        return "=", start
    found = _BEFORE.search(text, max(0, start - _OP_WINDOW), start)
    if found is None or found.lastgroup is None:
        return "=", start
    begin = found.start()
    written = found[0].strip()
    if written[0].isalpha() and text[begin - 1 : begin].isalnum() and begin:
        return "=", start
    if written.lower() == "over" and unit in TIME:
        # "over 12 months" tells how long, not how much more.
        return "=", start
    if written.lower() == "up to" and _RAISED.search(text, max(0, begin - 60), begin):
        return "=", start
    return _OPERATOR_OF[found.lastgroup], begin


def _operator_behind(text: str, end: int, op: str) -> tuple[str, int]:
    """An operator that stands behind: "18 years or older", "five-fold at most"."""
    found = _AFTER.match(text, end) if op == "=" else None
    if found is None:
        return op, end
    if found["most"]:
        return "up_to", found.end()
    return (">=" if found["up"] or found["least"] else "<="), found.end()


def _plain(number: str) -> str:
    """A decimal string without sign of plus and separators, the digits kept as written."""
    bare = number.translate(_TO_PLAIN).lstrip("+")
    if bare.startswith("-."):
        return "-0" + bare[1:]
    return "0" + bare if bare.startswith(".") else bare


_TO_PLAIN: Final = str.maketrans(
    {"\u00b7": ".", "\u2212": "-", "\u2013": "-", ",": None} | dict.fromkeys(_SPACES)
)

_JOINED: Final = re.compile(
    r"[)\]]?,?\s?(?:v\.?|vs\.?|versus|and|or|to|,|, and|compared (?:with|to)|\u00b1|\+/-|-/\+)\s?"
    r"(?:[(\[]|\u00b1\s?)?$",
    re.IGNORECASE,
)
_LEVEL: Final = re.compile(r"\s?-?(?:CIs?\b|confidence)", re.IGNORECASE)
"""The 95 % of an interval shares its unit with nothing."""
_LONGEST_JOIN: Final = 16


def _with_shared_units(text: str, found: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Give "8.3" of "8.3 v 3.2 months" the unit that it shares with the next number."""
    result = list(found)
    for i in range(len(result) - 2, -1, -1):
        one, other = result[i], result[i + 1]
        gap = other.start - one.end
        shares = other.unit in TIME or other.unit in ("%",) or other.unit.startswith(("mg", "mL"))
        if one.quantity.unit or one.year or not shares or not 0 < gap <= _LONGEST_JOIN:
            continue
        if _JOINED.fullmatch(text, one.end, other.start) and not _LEVEL.match(text, other.end):
            result[i] = replace(one, quantity=replace(one.quantity, unit=other.quantity.unit))
    return tuple(result)
