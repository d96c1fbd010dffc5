"""The day of the line that an article begins with: "BOSTON, 4 May 2025 –", "May 4, 2025 | Oslo".

A dateline is names of places, a day, perhaps a news wire, and a mark before the text goes on.  Days
in figures alone are read by the country of the place; where that is not known and both could be the
month, there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from curator.domain.dates import parse_date
from curator.suggest.bylines import DAY, lines_of
from curator.suggest.organisations import UPPER
from curator.suggest.places import COUNTRIES
from curator.suggest.reading import ArticleText

_REACH: Final = 170
"""Characters of a line within which a dateline ends."""
_FAR: Final = 10
"""Lines from the top in which one stands."""
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAYS: Final = rf"(?:{DAY}|\d{{1,2}}-\d{{1,2}}-(?:19|20)\d\d)"
_WEEKDAY: Final = (
    r"(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?,?\s+)?"
)
_PLACE: Final = (
    rf"{UPPER}[^\W\d_'’.-]*(?:['’.-]{{1,2}}[^\W\d_]+)*\.?"
    rf"(?:(?:\s+(?:de|la|le|am|im|an|in|der|den|do|du|di|upon|on|sur|sobre|the|of)){{0,2}}[\s-]+"
    rf"{UPPER}[^\W\d_.'’-]*(?:['’.-]{{1,2}}[^\W\d_]+)*\.?){{0,4}}"
)
_PLACES: Final = (
    rf"(?P<places>{_PLACE}(?:\s*(?:,|/|&|\||;|\band\b|\bund\b|\bet\b|\by\b)\s*(?:(?:and|the)\s+)?"
    rf"{_PLACE}|\s+\({_PLACE}\)){{0,5}})"
)
_WIRE: Final = (
    r"(?:[\s,]*(?:/\s?[A-Z][\w .-]{2,24}/|\((?!(?:19|20)\d\d)[A-Z][\w ./-]{1,30}\)"
    r"|\[[A-Z][\w ./-]{1,30}\]))"
)
_CLOCK: Final = r"(?:,?\s+\d{1,2}[:.]\d\d(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s[A-Z]{2,4})?)?"
_MARK: Final = r"(?:--?|[–—:|/])"
_BEHIND: Final = re.compile(
    rf"^[^\w“\"(]{{0,3}}\(?{_PLACES}(?:\s*{_MARK}{{1,2}}|[,.;])?{_WIRE}?\s*(?:{_MARK}{{1,2}}\s*)?"
    rf"[(\[]?{_WEEKDAY}(?P<day>{_DAYS}){_CLOCK}[)\]]?"
    rf"(?=\s*{_MARK}|{_WIRE}|\.\s|\.?\s*$|(?<=[)\]])\s)"
)
"""Places, then the day: "HOUSTON and MUNICH, Nov. 12, 2025 (GLOBE NEWSWIRE) --"."""
_BEFORE: Final = re.compile(
    rf"^[^\w“\"(]{{0,3}}(?:\([^()]{{2,30}}\)\s*)?(?:(?:[Pp]ublished|[Pp]osted|[Ii]ssued|[Rr]eleased"
    rf"|[Rr]elease date|[Dd]ate|(?:FOR )?IMMEDIATE RELEASE|For [Ii]mmediate [Rr]elease"
    rf"|(?:NEWS|PRESS|MEDIA) RELEASE|(?:[Nn]ews|[Pp]ress|[Mm]edia) [Rr]elease)(?: on)?\s*"
    rf"(?:{_MARK}{{1,2}}|,)?\s*)?"
    rf"[(\[]?{_WEEKDAY}(?P<day>{_DAYS}){_CLOCK}[)\]]?"
    rf"(?:[,\s]+[(\[]?{_PLACES}[)\]]?(?=\s*{_MARK}|{_WIRE}|\s*$)"
    rf"|(?=\s*{_MARK}|{_WIRE}|\.\s|\.?\s*$|(?<=[)\]])\s))"
)
"""The day, perhaps with places behind it: "(4 March 2025) Oslo, Norway –"."""
_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_ANY_MONTH: Final = re.compile(rf"\b{_MONTH}\s+\d|\d\s+{_MONTH}")
_WITHOUT_YEAR: Final = re.compile(
    rf"^[^\w“\"(]{{0,3}}\(?{_PLACES}(?:\s*{_MARK}{{1,2}}|[,.;])?{_WIRE}?\s*[(\[]?{_WEEKDAY}"
    rf"(?P<day>{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?=[)\]]?\s*(?:{_MARK}|{_WIRE}))"
)
"""As agencies write: "SHANGHAI, Aug. 8 (Xinhua) --"."""
_NO_PLACE: Final = re.compile(
    r"\b(?:On|In|By|Since|Until|Till|From|Between|After|Before|As|At|Last|Updated?|Modified|Revised"
    r"|Reviewed|Received|Accepted|Submitted|Embargo\w*|Copyright|Data|Cut-?off|Start|Started|End"
    r"|Ended|Completion|Completed|Trial|Study|Meeting|Congress|Conference|Symposium|Workshop"
    r"|Session|Poster|Abstract|Volume|Issue|Vol|Journal|Proceedings|Presented|Approved|Filed"
    r"|Expires?|Deadline|Due|Next|Born|Died|Founded|Registered|Registration|Follow)\b"
)
_IN_FIGURES: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4})")
_STATE: Final = re.compile(
    r"\b(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont"
    r"|Neb|Nev|N\.\s?H|N\.\s?J|N\.\s?M|N\.\s?Y|N\.\s?C|N\.\s?D|Okla|Ore|Pa|R\.\s?I|S\.\s?C|S\.\s?D"
    r"|Tenn|Tex|Vt|Va|Wash|W\.\s?Va|Wis|Wyo|D\.\s?C)\."
    r"|,\s(?:A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI"
    r"|S[CD]|T[NX]|UT|V[TA]|W[AVIY])\b"
    r"|\b(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii"
    r"|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan"
    r"|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico"
    r"|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island"
    r"|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia"
    r"|Wisconsin|Wyoming)\b"
)
_AMERICAN: Final = re.compile(
    r"\b(?:Atlanta|Baltimore|Boston|Chicago|Cincinnati|Cleveland|Columbus|Dallas|Denver|Detroit"
    r"|Honolulu|Houston|Indianapolis|Las Vegas|Los Angeles|Miami|Milwaukee|Minneapolis|Nashville"
    r"|New Haven|New Orleans|Oklahoma City|Philadelphia|Phoenix|Pittsburgh|St\. Louis|St\. Paul"
    r"|Salt Lake City|San Antonio|San Diego|San Francisco|Seattle|Stanford|Rochester|Bethesda"
    r"|Palo Alto|Tampa|Ann Arbor|Durham|Charlotte|Memphis|Omaha|Sacramento)\b",
    re.IGNORECASE,
)
_DAY_FIRST: Final = re.compile(
    r"\b(?:Amsterdam|Antwerp|Athens|Barcelona|Basel|Belfast|Berlin|Bern|Birmingham|Brisbane"
    r"|Brussels|Bucharest|Budapest|Cardiff|Copenhagen|Dresden|Dublin|Edinburgh|Frankfurt|Geneva"
    r"|Ghent|Glasgow|Gothenburg|Hamburg|Heidelberg|Helsinki|Istanbul|Jerusalem|Lausanne|Leeds"
    r"|Leiden|Lisbon|Liverpool|London|Lyon|Madrid|Mainz|Manchester|Marseille|Melbourne|Milan|Munich"
    r"|Mumbai|New Delhi|Oslo|Oxford|Padua|Paris|Perth|Porto|Prague|Rome|Rotterdam|Singapore|Sofia"
    r"|Southampton|Stockholm|Sydney|Tel Aviv|Toulouse|Turin|Utrecht|Valencia|Vienna|Warsaw|Zagreb"
    r"|Zurich|Zürich)\b",
    re.IGNORECASE,
)
"""Cities that stand in datelines without their country, and write the day first."""
_EITHER: Final = frozenset(("Canada", "Philippines", "United States"))


class DayOfLine(NamedTuple):
    """A partial date with its place in the body."""

    value: str
    start: int
    end: int
    placed: bool


def dateline_of(article: ArticleText) -> DayOfLine | None:
    """The day of the dateline; of a line that begins with a day alone where there is none."""
    found = list(_days(article))
    return next((one for one in found if one.placed), found[0] if found else None)


def day_without_year(article: ArticleText) -> tuple[int, int] | None:
    """Where the day of a dateline stands that gives no year."""
    for line in lines_of(article)[:_FAR]:
        words = line.text[:_REACH]
        found = _WITHOUT_YEAR.match(words) if _ANY_MONTH.search(words) else None
        if found and not _is_other(article, found, start=line.start):
            return line.start + found.start("day"), line.start + found.end("day")
    return None


def _days(article: ArticleText) -> Iterator[DayOfLine]:
    for line in lines_of(article)[:_FAR]:
        if not _YEAR.search(line.text, 0, _REACH):
            continue
        words = line.text[:_REACH]
        for pattern, placed in ((_BEHIND, True), (_BEFORE, False)):
            found = pattern.match(words)
            value = _value(found) if found else None
            if found and value and not _is_other(article, found, start=line.start):
                start = line.start + found.start("day")
                yield DayOfLine(value, start, line.start + found.end("day"), placed)
                break


def _is_other(article: ArticleText, found: re.Match[str], *, start: int) -> bool:
    """Whether what stands with the day is no place: a meeting, a journal, a part of the trial."""
    places = found["places"]
    if not places:
        return False
    if _NO_PLACE.search(places):
        return True
    begin = start + found.start("places")
    return bool(article.mentions_in("journals", begin, end=begin + len(places)))


def _value(found: re.Match[str]) -> str | None:
    day = found["day"]
    figures = _IN_FIGURES.fullmatch(day)
    if figures is None:
        return parse_date(day)
    first, second = int(figures[1]), int(figures[3])
    month_first = _month_first(found["places"] or "", mark=figures[2])
    if second > 12 or first > 12 or first == second:
        month_first = second > 12
    if month_first is None:
        return None
    month, day_of = (first, second) if month_first else (second, first)
    return parse_date(f"{figures[4]}-{month:02}-{day_of:02}")


def _month_first(places: str, *, mark: str) -> bool | None:
    """Whether the place writes the month first; None where that is not known."""
    if mark == ".":
        return False
    named = {COUNTRIES[one] for one in COUNTRIES if re.search(rf"\b{one}\b", places, re.IGNORECASE)}
    if "United States" in named or _STATE.search(places):
        return True
    if named:
        return None if named & _EITHER else False
    american, other = _AMERICAN.search(places), _DAY_FIRST.search(places)
    if american or other:
        return None if american and other else bool(american)
    return None
