"""What one line of a flattened page looks like, alone and among its neighbours.

Every feature is general (length, stop words, sentence ends, bullets, repetition, position); none
names a site.  ``furniture`` weighs them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from curator.ingest.sums import Sums

STOP_WORDS = frozenset(
    """
    a about after all also an and any are as at be because been before but by can could did do
    does for from had has have he her his how if in into is it its just like may more most no not
    of on one or other our out over she should so some such than that the their them then there
    these they this those to up was we were what when where which while who will with would you
    aber als am auch auf aus bei bis das dass dem den der des die durch ein eine einem einen einer
    er es für hat ich im ist man mit nach nicht noch nur oder sich sie sind um und von war was wie
    wird zu zum zur
    au aux avec ce ces cette comme dans de des du elle en est et il ils la le les leur mais ne nous
    ou par pas plus pour qu que qui sa se ses son sont sur un une vous
    al como con cuando del el entre era eso esta este fue ha hay las lo los más muy o para pero por
    porque según ser si sin sobre su sus también tiene todo una y ya
    ao aos às até com da das do dos e ela ele em essa esse foi isso já mais mas mesmo na nas no nos
    não os ou pela pelo quando quem são seu sua também tem uma você
    alla anche che chi ci cui dal dalla degli dei della delle di gli ha hanno i il nel nella non
    più quando sono sulla tra
    aan bij dat deze door een heeft het hij ik je kan maar met naar niet nog om ook op te uit van
    voor waar wordt ze zijn
    """.split()
)

_WORD = re.compile(r"\w+")
_INITIAL = re.compile(r"\b[^\W\d_]")
_CAPITAL = re.compile(r"\b[A-ZÀ-ÖØ-ÞА-Я]")
_DIGIT = re.compile(r"\d")
_QUOTE = re.compile('[“”"«»]')
_BULLET = re.compile(r"^\s*(?:[•·●▪◦‣*○■–—-]|\d{1,2}[.)])\s+")
_SENTENCE_END = re.compile(r"[.!?。！？][\"'”’»)\]]*$")
_INNER_END = re.compile(
    r"[.!?](?<=[^\W\d_]{2}[.!?])[\"'”’»)\]]*\s+[\"'“‘«(\[]?[A-ZÀ-ÞА-Я0-9]|[。！？]"
)
_JUNK = re.compile(
    r"©|\b(?:copyright|all rights reserved|subscri\w*|newsletters?|share|shares|tweet|follow us"
    r"|cookies?|sign (?:in|up)|log ?in|register|privacy|terms|advertise\w*|advertisement|sponsored"
    r"|read (?:more|next)|more from|related|comments?|reply|most (?:read|popular|viewed|recent)"
    r"|trending|popular|recommended|click here|e-?mail|whatsapp|facebook|twitter|instagram|linkedin"
    r"|pinterest|youtube|menu|search|contact(?: us)?|about us|home|skip to|back to top|download"
    r"|loading|password|promoted|recent posts|archives|categories|posted in|filed under|tags"
    r"|print|rss|apps?|javascript|browser)\b",
    re.IGNORECASE,
)
_TRIGGER = re.compile(
    r"^\W*(?:(?:\d+ )?comments?\b|related\b|most (?:read|popular|viewed|recent|shared)|more (?:from"
    r"|stories|news|on|in|like)\b|read (?:more|next)|recommended|you (?:may|might)|trending|popular"
    r"|latest\b|recent\b|leave a (?:reply|comment)|share (?:this|on|your)|follow|subscribe|sign up"
    r"|newsletter|about (?:the )?author|tags?\b|topics\b|filed under|posted in|categories|archives"
    r"|advertisement|sponsored|promoted|don.t miss|see also|up next|previous|next\b|copyright|©"
    r"|join the|add (?:a )?comment|what do you think|editor.?s? picks?|also (?:read|on|in))",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d"
    r"|\b\d{1,2}[./-]\d{1,2}[./-]\d|\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b"
    r"|\b\d+ (?:minutes?|hours?|days?|weeks?|months?) ago\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\b(?:photo|photograph|image|picture|credit|getty|reuters|shutterstock|courtesy|file photo"
    r"|illustration|caption)\b|\((?:AP|AFP|EPA)\b",
    re.IGNORECASE,
)
_COMMENT = re.compile(
    r"\b(?:said|says|wrote|writes|replied|commented)\s*:?$|\b\w+ \d{1,2}, (?:19|20)\d\d,? at \d"
    r"|^(?:reply|like|report|quote|upvote|log in to reply)\b|^\W*\d+ (?:thoughts?|responses?"
    r"|comments?|replies)\b"
    r"|\b(?:minutes?|hours?|days?|weeks?|months?|years?) ago\b|^(?:joined|posts|score)\b"
    r"|\bpermalink\b|^\W*#\d+$",
    re.IGNORECASE,
)
_SELF = frozenset("i i'm i’m me my you your thanks thank ich mich je moi yo eu io ik".split())
_GLUED = re.compile(r"[a-zß-ÿ.?!][A-ZÀ-Þ][a-zß-ÿ]")
_ADDRESS = re.compile(r"@\w|://|www\.|#\w|\.com\b")
_SEPARATOR = re.compile(r"[|»«›→←▸►·/]")


def strip_bullet(text: str) -> tuple[str, bool]:
    """The line without its bullet and outer white space, and whether it had one."""
    found = _BULLET.match(text)
    return (text[found.end() :].strip(), True) if found else (text.strip(), False)


def content_words(text: str) -> list[str]:
    """Lower-case words of four letters or more that are no stop words."""
    words = _WORD.findall(text.lower())
    return [word for word in words if len(word) > 3 and word not in STOP_WORDS]


def is_trigger(text: str) -> bool:
    """A short line that announces something else than the article ("Related", "Comments")."""
    return len(text) <= 60 and _TRIGGER.search(text) is not None


def ends_sentence(text: str) -> bool:
    return _SENTENCE_END.search(text, max(0, len(text) - 8)) is not None


def _sample(text: str) -> str:
    """Both ends of a very long line: enough to judge it by, and quick."""
    return text if len(text) <= 4_000 else f"{text[:2_000]} {text[-2_000:]}"


def _edges(text: str) -> str:
    """Where marks of furniture stand, if there are any in a long paragraph."""
    return text if len(text) <= 300 else f"{text[:200]} {text[-100:]}"


def _own(whole: str, bullet: bool) -> list[float]:
    text = _sample(whole)
    edges = _edges(text)
    words = _WORD.findall(text.lower())
    junk = _JUNK.findall(edges)
    count = len(words)
    per_word = 1 / max(1, count)
    stops = sum(map(STOP_WORDS.__contains__, words))
    capitals = len(_CAPITAL.findall(text)) / max(1, len(_INITIAL.findall(text)))
    ends = ends_sentence(text)
    return [
        math.log1p(len(whole)) / 6,
        min(count, 8) / 8,
        min(max(count - 8, 0), 20) / 20,
        min(max(count - 28, 0), 60) / 60,
        float(bullet),
        float(ends),
        float(ends and count >= 8),
        min(len(_INNER_END.findall(text)), 4) / 4,
        stops * per_word,
        float(stops >= 3),
        capitals,
        capitals * (count >= 5),
        len(_DIGIT.findall(text)) / max(1, len(text)),
        min(text.count(",") * per_word * 10, 2),
        min(len(junk) * per_word * 4, 2),
        float(bool(junk)),
        float(_DATE.search(edges) is not None) * (count <= 12),
        float(_CREDIT.search(edges) is not None),
        float(text.endswith(("...", "…"))),
        float(text.endswith("?")),
        float(text[:1].islower()),
        float(any(char in text for char in '“”"«»')),
        float(_ADDRESS.search(edges) is not None),
        float(_SEPARATOR.search(edges) is not None),
        float(text.endswith(":")),
        float(is_trigger(text)),
        float(len(text) <= 120 and _COMMENT.search(text) is not None),
        min(sum(map(_SELF.__contains__, words)) * per_word * 10, 2),
        min(len(_GLUED.findall(text)), 2) / 2,
    ]


PLACED = 34  # a line's own features and its place on the page; the rest are its neighbours'
_WATCHED = (
    0,
    2,
    3,
    4,
    6,
    7,
    8,
    10,
    14,
    25,
    26,
    27,
)  # of a line's own features, those its neighbours see


def features(lines: Sequence[str]) -> list[list[float]]:
    """One row of features per non-blank line of a page, in order."""
    stripped = [strip_bullet(line) for line in lines]
    own = [_own(text, bullet) for text, bullet in stripped]
    seen = Counter(text for text, _ in stripped)
    starts = [" ".join(_WORD.findall(text)[:2]) for text, _ in stripped]
    total = len(lines)
    windows = [(column, Sums(row[column] for row in own).mean) for column in _WATCHED]
    rows = []
    for at, row in enumerate(own):
        near = starts[max(0, at - 4) : at] + starts[at + 1 : at + 5]
        same = sum(start == starts[at] for start in near) if starts[at] else 0
        place = [
            float(seen[stripped[at][0]] > 1),
            min(same, 3) / 3,
            min(at, 20) / 20,
            min(total - 1 - at, 20) / 20,
            at / max(1, total - 1),
        ]
        around: list[float] = []
        for column, mean in windows:
            around += [
                own[at - 1][column] if at else 0.0,
                own[at + 1][column] if at + 1 < total else 0.0,
                mean(at - 5, at - 1),
                mean(at + 2, at + 6),
                mean(at - 12, at + 13),
            ]
        rows.append(row + place + around)
    return rows
