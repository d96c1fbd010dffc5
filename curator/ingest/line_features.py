"""What one line of a flattened page looks like, alone and among its neighbours.

Every feature is general (length, stop words, sentence ends, bullets, repetition, position); none
names a site.  Features stand in columns, one value per line.  ``furniture`` weighs them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    att av blev den denne det dette efter eller ett för fra från hade han har hon hun ikke inte kan
    men med mot när nu och og om på sig som till til var vi være
    ale ani był była być bo co czy dla do gdy go ich jak jako jest już które który lub ma może na
    nie od po pod przez przy się są tak też tego tym tylko za że
    akan atau dalam dan dapat dari dengan di hanya ini itu juga karena kepada ketika mereka oleh
    pada para saat saya sebagai secara sudah tersebut tetapi tidak untuk yang
    ama bir bu çok da daha de değil en gibi göre her için ile kadar ki ne olan olarak ve veya ya
    а без бы был была были было быть в во вы для до его если есть еще же за и из или их к как когда
    ко который ли мы на не него нет но о об он она они от по при с со так то только у что чтобы это
    або але в від він для до з за і й із на не про та те у це що як
    για δεν είναι εις ένα η θα και με να ο οι από σε στη στην στο στον τα τη την της τις το τον του
    των
    إلى أن أو التي الذي بعد على عن في قد كان لا ما مع من هذا هذه
    """.split()
)

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_PAIR = re.compile(r"[\u3040-\u309f]{1,2}|[\u30a0-\u30ff]+|[\u3400-\u9fff\u0e00-\u0e7f]{1,2}|\w")
_FIRST_UNSPACED = "\u3040"
_KANA = re.compile(r"[\u3040-\u309f]|[的了是在和不有这這也就都而及与與我他她你]")
_POINTER = re.compile(
    r"^\W*(?:related|read(?: more| also| next| this)?|also read|see also|see|more|watch|listen"
    r"|video|photos?|gallery|don.t miss|must read|recommended|subscribe|sign up|source|click here)"
    r"\s*[:|»>–—]",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_BULLET = re.compile(r"^\s*(?:[•·●▪◦‣*○■–—-]|\d{1,2}[.)])\s+")
_SENTENCE_END = re.compile(r"[.!?。！？][\"'”’»)\]]*$")
_INNER_END = re.compile(
    r"[.!?](?<=[^\W\d_]{2}[.!?])[\"'”’»)\]]*\s+[\"'“‘«(\[]?[A-ZÀ-ÞА-Я0-9]|[。！？]"
)
_JUNK = frozenset(
    """
    copyright subscribe subscribed subscriber subscribers subscription subscriptions newsletter
    newsletters share shares tweet cookie cookies login register privacy terms advertise advertised
    advertisement advertisements advertiser advertisers advertising sponsored related comment
    comments reply trending popular recommended email mail whatsapp facebook twitter instagram
    linkedin pinterest youtube menu search contact home download loading password promoted archives
    categories tags print rss app apps javascript browser
    """.split()
)
_JUNK_PAIRS: Mapping[str, frozenset[str]] = {
    "rights": frozenset({"reserved"}),
    "follow": frozenset({"us"}),
    "sign": frozenset({"in", "up"}),
    "log": frozenset({"in"}),
    "read": frozenset({"more", "next"}),
    "more": frozenset({"from"}),
    "most": frozenset({"read", "popular", "viewed", "recent"}),
    "click": frozenset({"here"}),
    "about": frozenset({"us"}),
    "skip": frozenset({"to"}),
    "back": frozenset({"to"}),
    "recent": frozenset({"posts"}),
    "posted": frozenset({"in"}),
    "filed": frozenset({"under"}),
}
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
_CREDIT = frozenset(
    "photo photograph image picture credit getty reuters shutterstock courtesy illustration caption"
    " ap afp epa".split()
)
_SAID = frozenset("said says wrote writes replied commented".split())
_ANSWER = frozenset("reply like report quote upvote joined posts score permalink".split())
_ANSWERS = frozenset("thought thoughts response responses comment comments reply replies".split())
_SELF = frozenset("i m me my you your thanks thank ich mich je moi yo eu io ik".split())
_GLUED = re.compile(r"[a-zß-ÿ.?!][A-ZÀ-Þ][a-zß-ÿ]")
_ADDRESS = re.compile(r"@\w|://|www\.|#\w|\.com\b")
_SEPARATOR = re.compile(r"[|»«›→←▸►·/]")
_QUOTE = re.compile('[“”"«»]')
_AT = re.compile(r"\b\d{1,2}, (?:19|20)\d\d,? at \d|^\W*#\d+$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, taken apart once.

    Attributes:
        size: Its length in code points, bullet included.
        text: The line without its bullet; of a very long one both ends.
        bullet: Whether it had a bullet.
        words: Its words in lower case, in order.
        content: Those of four letters or more that are no stop words.
        trigger: Whether it announces something else than the article.
        ends: Whether it ends as a sentence does.
    """

    size: int
    text: str
    bullet: bool
    words: Sequence[str]
    content: frozenset[str]
    trigger: bool
    ends: bool


def strip_bullet(text: str) -> tuple[str, bool]:
    """The line without its bullet and outer white space, and whether it had one."""
    found = _BULLET.match(text)
    return (text[found.end() :].strip(), True) if found else (text.strip(), False)


def content_words(text: str) -> list[str]:
    """Lower-case words of four letters or more (two in Chinese) that are no stop words."""
    return _content(_words(text))


def _content(words: Sequence[str]) -> list[str]:
    return [
        word
        for word in words
        if (len(word) > 3 or (len(word) > 1 and word[0] >= _FIRST_UNSPACED))
        and word not in STOP_WORDS
    ]


def _words(text: str) -> list[str]:
    """Its words in lower case; of a script without spaces, pieces of about a word's length."""
    words: list[str] = _WORD.findall(text.lower())
    if _UNSPACED.search(text) is None:
        return words
    return [
        piece
        for word in words
        for piece in (_PAIR.findall(word) if _UNSPACED.search(word) is not None else [word])
    ]


def is_trigger(text: str) -> bool:
    """A short line that announces something else than the article ("Related", "Comments")."""
    return len(text) <= 60 and _TRIGGER.search(text) is not None


def ends_sentence(text: str) -> bool:
    return _SENTENCE_END.search(text, max(0, len(text) - 8)) is not None


def _sample(text: str) -> str:
    """Both ends of a very long line: enough to judge it by, and quick."""
    return text if len(text) <= 4_000 else f"{text[:2_000]} {text[-2_000:]}"


def take_apart(line: str) -> Line:
    whole, bullet = strip_bullet(line)
    text = _sample(whole)
    words = _words(text)
    return Line(
        size=len(line),
        text=text,
        bullet=bullet,
        words=words,
        content=frozenset(_content(words)),
        trigger=is_trigger(text),
        ends=ends_sentence(text),
    )


def _edges(text: str) -> str:
    """Where marks of furniture stand, if there are any in a long paragraph."""
    return text if len(text) <= 300 else f"{text[:200]} {text[-100:]}"


def _junk(words: Sequence[str]) -> int:
    """How many words of furniture there are at both ends."""
    if len(words) > 50:
        words = [*words[:35], *words[-15:]]
    found = sum(map(_JUNK.__contains__, words))
    for at in range(len(words) - 1):
        follow = _JUNK_PAIRS.get(words[at])
        if follow is not None and words[at + 1] in follow:
            found += 1
    return found


def _is_answer(line: Line) -> bool:
    """A line that stands at the head or foot of a reader's comment."""
    words = line.words
    if not words or len(line.text) > 120:
        return False
    counted = len(words) > 1 and words[0].isdigit() and words[1] in _ANSWERS
    named = words[-1] in _SAID or words[0] in _ANSWER
    return counted or named or "ago" in words or _AT.search(line.text) is not None


def _own(line: Line) -> list[float]:
    text, words, count = line.text, line.words, len(line.words)
    edges = _edges(text)
    junk = _junk(words) + ("©" in edges)
    per_word = 1 / max(1, count)
    stops = sum(map(STOP_WORDS.__contains__, words))
    if _UNSPACED.search(text) is not None:
        stops += sum(_KANA.match(word) is not None for word in words)
    initials = [word[0] for word in text.split()]
    capitals = sum(map(str.isupper, initials)) / max(1, len(initials))
    digits = len(_DIGIT.findall(text))
    return [
        math.log1p(line.size) / 6,
        min(count, 8) / 8,
        min(max(count - 8, 0), 20) / 20,
        min(max(count - 28, 0), 60) / 60,
        float(line.bullet),
        float(line.ends),
        float(line.ends and count >= 8),
        min(len(_INNER_END.findall(text)), 4) / 4,
        stops * per_word,
        float(stops >= 3),
        capitals,
        capitals * (count >= 5),
        digits / max(1, len(text)),
        min(text.count(",") * per_word * 10, 2),
        min(junk * per_word * 4, 2),
        float(junk > 0),
        float(count <= 12 and ("ago" in words or (digits > 0 and _DATE.search(edges) is not None))),
        float(not _CREDIT.isdisjoint(words)),
        float(text.endswith(("...", "…"))),
        float(text.endswith("?")),
        float(text[:1].islower()),
        float(_QUOTE.search(text) is not None),
        float(_ADDRESS.search(edges) is not None),
        float(_SEPARATOR.search(edges) is not None),
        float(text.endswith(":")),
        float(line.trigger),
        float(_is_answer(line)),
        min(sum(map(_SELF.__contains__, words)) * per_word * 10, 2),
        min(len(_GLUED.findall(text)), 2) / 2,
        float(len(text) <= 250 and _POINTER.search(text) is not None),
        float(count >= 4 and text.isupper()),
    ]


SIZE, ENDS, DATED, QUOTED, TRIGGER, ANSWER, FIRST_PERSON, GLUED = 0, 6, 16, 21, 25, 26, 27, 28
PLACED = 36  # columns of a line's own looks and its place on the page; the rest are its neighbours'
_WATCHED = (SIZE, 2, 3, 4, ENDS, 7, 8, 10, 14, TRIGGER, ANSWER, FIRST_PERSON)


def _placed(lines: Sequence[Line]) -> list[list[float]]:
    """Whether a line comes twice, begins as its neighbours do, and where it stands."""
    total = len(lines)
    seen = Counter(line.text for line in lines)
    starts = [" ".join(line.words[:2]) for line in lines]
    same = []
    for at, start in enumerate(starts):
        near = starts[max(0, at - 4) : at] + starts[at + 1 : at + 5]
        same.append(min(near.count(start), 3) / 3 if start else 0.0)
    return [
        [float(seen[line.text] > 1) for line in lines],
        same,
        [min(at, 20) / 20 for at in range(total)],
        [min(total - 1 - at, 20) / 20 for at in range(total)],
        [at / max(1, total - 1) for at in range(total)],
    ]


def features(lines: Sequence[Line]) -> list[list[float]]:
    """Columns of one value per line: its own looks, its place, and its neighbours' looks."""
    columns = [list(column) for column in zip(*map(_own, lines), strict=True)]
    around: list[list[float]] = []
    for watched in _WATCHED:
        column = columns[watched]
        sums = Sums(column)
        around += [
            [0.0, *column[:-1]],
            [*column[1:], 0.0],
            sums.means(-5, -1),
            sums.means(2, 6),
            sums.means(-12, 13),
        ]
    return [*columns, *_placed(lines), *around]
