"""How much of a sentence a recalled approval or an earlier study takes up: its clause alone.

"X, which is approved for leukemia, cured mice" tells of mice, "as in our earlier study" stands
beside what was found, and who said it is no part of what was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_ADVERBS: Final = (
    r"(?:(?:is|are|was|were|has|have|had|been|already|now|currently|also|recently|first|since|long"
    r"|widely|only|still|itself|so far|previously|not|yet)\s+){0,4}"
)
_WHICH: Final = re.compile(rf"(?:,\s+)?\b(?:that|which|who)\s+{_ADVERBS}$")
_BEFORE_NOUN: Final = re.compile(r"\b(?:the|an?|with|using|plus)\s+$", re.IGNORECASE)
_OF_MANY: Final = re.compile(
    r"\s+(?:for|in|by|to|and|or|(?:[\w-]+\s){0,3}?(?:therapies|treatments|products|drugs|uses))\b"
)
"""What makes "FDA-approved" more than a word before one drug's name."""
_APPOSED: Final = re.compile(r",\s+(?:(?:the|an?|one of|among|now|still)\s+){0,3}$")
_RANKS: Final = re.compile(r"(?:most|second|third) common|leading cause|one of the", re.IGNORECASE)
_PARTICIPLE: Final = re.compile(
    r",\s+(?:(?:already|now|currently|also|recently|first|long)\s+){0,2}$"
)
_WHO: Final = re.compile(r"(?:,\s+(?:\w+\s+){0,2}|\s)(?:which|who|whose)\s[^,;:]{0,80}$")
"""Clauses that say more of a word before them, up to a trigger."""
_SEEN: Final = (
    r"(?<!was )(?<!were )(?<!been )(?<!is )(?<!are )(?<!have )(?<!has )(?:seen|observed|reported"
    r"|found|noted|achieved|used|tested|developed|described|identified|known|reached|made)"
    r"(?:\s\w+){0,3}?\s(?:in|from|by|during|for)"
)
_BESIDE: Final = re.compile(
    r"(?:^|(?<=[\s(]))(?:than|as|(?:un)?like|similar to|in contrast (?:to|with)|contrary to"
    r"|compared (?:with|to)|in comparison (?:with|to)|versus|consistent with"
    r"|in (?:line|keeping|agreement|accordance) with|confirm(?:s|ed|ing)?|extend(?:s|ed|ing)?"
    r"|(?:build(?:s|ing)?|built|based|draw(?:s|ing)|expanding) (?:up)?on|follow(?:s|ed|ing)"
    r"|(?:inspired|encouraged|motivated|guided) by|(?:adapted|known|familiar) from"
    r"|beyond|besides|in addition to|despite|given|after|since"
    rf"|{_SEEN})\s+(?:[^\s,;:.()]+\s+){{0,9}}?$",
    re.IGNORECASE,
)
"""What sets an earlier study beside this one, up to the trigger."""
_LEADS: Final = re.compile(r"^\W*(?:\w+\s){0,2}$")
"""A phrase in front of the main clause has so little before it."""
_CONCEDES: Final = re.compile(
    r"^\W*(?:And |But |So )?(?:Although|Though|Even though|While|Whereas|Where)\s", re.IGNORECASE
)
_TURN: Final = re.compile(
    r"(?:,\s+|\s[\u2013\u2014]\s+)(?:but|while|whereas|yet|though|although)\s|;\s+", re.IGNORECASE
)
_OURS: Final = re.compile(
    r"\b(?:(?:the|this|their|our|its)\s(?:new|current|present|latest|novel)\s|this\s(?:study|trial"
    r"|time|work)\b|(?:we|here)\b|the\s(?:team|researchers|scientists|authors|investigators"
    r"|engineered|modified|armou?red|armed)\b)",
    re.IGNORECASE,
)
"""What takes the study up in the other half of a sentence."""
_FINITE: Final = (
    r"(?:has|have|had|was|were|is|are|did|does|led|shrank|kept|cut|grew|held|fell|rose|made|gave"
    r"|became|drove|beat|won|met|put|took|lost|got|can|also|then|now|\w+ly|(?!publish|report|conduct"
    r"|call|bas|approv|licens|produc|develop|includ)[a-z]{2,}ed)\b"
)
_RESUMES: Final = re.compile(
    rf",\s+(?={_FINITE}|(?:the|this|these|those|we|they|it|he|she|our|their|its|an?|all|both|some"
    rf"|most|half|none|each|one|two|three|four|five|six|seven|eight|nine|ten|\d+|but|and|while"
    rf"|said|says|according|researchers|scientists|investigators|doctors|patients|mice|no|in"
    rf"|[A-Z][\w-]*)\b(?!\s+and\b))"
)
_VERB: Final = re.compile(
    r"\s(?:has|have|had|was|were|led|shrank|kept|cleared|cured|improved|slowed|extended|reduced"
    r"|increased|doubled|killed|eliminated|worked|showed|helped|stopped|prevented|controlled"
    r"|lowered|restored|halted|halved|eradicated|produced|got|received|gave|lived|responded"
    r"|survived|underwent)\b"
)
"""What goes on with the main clause after a clause that no comma ends."""
_SAID: Final = re.compile(
    r"[\"\u201d],?\s+(?:(?:\w+\s){0,8}?(?:said|says|explain(?:s|ed)|added|adds|notes?|noted|told"
    r"|wrote|writes|comment(?:s|ed)|according to|recalls|recalled)\b)"
)
_SAYS: Final = re.compile(
    r"\b(?:said|says|explain(?:s|ed)|added|adds|notes?|noted|told|wrote|writes|comment(?:s|ed))\b"
    r"[^\"\u201c]{0,120}[\"\u201c]"
)
_OPEN: Final = ('"', "\u201c")


def clause_around(text: str, start: int, *, end: int, recalls: bool) -> tuple[int, int]:
    """The stretch of a sentence that a trigger for the whole of it rules.

    Args:
        text: The sentence.
        start: First character of the trigger.
        end: One past its last.
        recalls: Whether it names another study, not only what is known or approved.

    Returns:
        Offsets, half-open; the whole sentence where grammar does not part it.
    """
    for low, high in _parts(text, start, end, recalls=recalls):
        if (low, high) != (0, len(text)):
            return low, high
    return 0, len(text)


def _parts(text: str, start: int, end: int, *, recalls: bool) -> Iterator[tuple[int, int]]:
    before = text[:start]
    attributed = text[start:end].lower() == "fda-approved" and _BEFORE_NOUN.search(before)
    if attributed and not _OF_MANY.match(text, end):
        yield start, end
    if _RANKS.match(text, start) and (opened := _APPOSED.search(before)):
        yield opened.start(), resumed_at(text, end)
    if (opened := _WHICH.search(before) or _PARTICIPLE.search(before)) and opened.start():
        yield opened.start(), resumed_at(text, end, verbs=not opened.group().startswith(","))
    if recalls and (opened := _WHO.search(before)):
        yield opened.start(), resumed_at(text, end)
    if recalls and (opened := _BESIDE.search(before)):
        leads = _LEADS.match(text, 0, opened.start()) is not None
        stop = resumed_at(text, end)
        if not leads or stop < len(text):
            yield opened.start(), stop
    yield half_around(text, start, end=end)
    yield _quoted(text, start, end)


def resumed_at(text: str, end: int, *, verbs: bool = False) -> int:
    """Where the main clause goes on after what ends at ``end``; the end where it does not."""
    comma = _RESUMES.search(text, end)
    verb = _VERB.search(text, end, comma.start() if comma else len(text)) if verbs else None
    found = verb or comma
    return found.start() if found else len(text)


def half_around(text: str, start: int, *, end: int) -> tuple[int, int]:
    """The half of a sentence before or after "but" where the other takes the study up, or all."""
    if _CONCEDES.match(text):
        for comma in re.finditer(r",\s", text[end:]):
            at = end + comma.start()
            if _OURS.search(text, at, at + 60):
                return 0, at
        return 0, len(text)
    for turn in _TURN.finditer(text):
        if turn.start() >= end and _OURS.search(text, turn.end()):
            return 0, turn.start()
        if turn.end() <= start and _OURS.search(text, 0, turn.start()):
            return turn.start(), len(text)
    return 0, len(text)


def _quoted(text: str, start: int, end: int) -> tuple[int, int]:
    """What somebody says, without who says it."""
    said = _SAID.search(text, end)
    if said and not any(one in text[end : said.start()] for one in _OPEN[1:]):
        return 0, said.start() + 1
    if says := _SAYS.search(text, 0, start):
        return says.end() - 1, len(text)
    return 0, len(text)
