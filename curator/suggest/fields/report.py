"""What an article says of itself: title, outlet, author, day, kind, and where it has its news from.

The reader of the file found most of it (``article.hints``).  Only here may words outside the
article proper be used, and of those only what is the article's own: a byline, its copyright line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from curator.domain.claims import REPORTED, VAGUE, Value, Words
from curator.domain.forms import Form
from curator.suggest.bylines import writer_of
from curator.suggest.datelines import dateline_of, day_without_year
from curator.suggest.outsiders import is_outside
from curator.suggest.reading import ArticleText, PageHint, Rule, Sentence
from curator.suggest.values import Suggestion

TITLE: Final = "report.title"
OUTLET: Final = "report.outlet"
AUTHOR: Final = "report.author"
DATE: Final = "report.date"
KIND: Final = "report.kind"
SOURCE: Final = "report.source_cited"

_HINTED: Final[Mapping[str, tuple[float, str]]] = {
    TITLE: (0.95, "The page's headline."),
    OUTLET: (0.88, "The page says whose it is."),
    AUTHOR: (0.92, "The page says who wrote it."),
    DATE: (0.93, "The day that the page gives itself."),
}
_BY_LAST: Final = re.compile(
    r"^.{4,50}?\s[-–—|·•]\s*[Bb]y:?\s+(?P<name>[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]*){1,3})$"
)
_AT_THE_HEAD: Final = frozenset(("commentary", "registry_entry"))
_LONGEST: Final = 200
_TOP: Final = 600
"""Characters from the start within which such a line speaks of the article."""
_HEAD: Final = 20
"""Sentences or lines at the head of an article in which a byline stands."""
_BY: Final = re.compile(
    r"^(?:By|BY|by):?\s+(?P<name>[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]*){1,2}?),?\s+"
    r"(?:(?:[A-Z][a-z]+|[a-z]+)\s+){0,2}(?:[Ee]ditor|[Cc]orrespondent|[Rr]eporter|[Ww]riter)\b"
    r"(?=.{0,40}$)"
)
_LINE: Final = 60
"""Longer than this, a line that ends with a full stop tells something."""
_JOB: Final = re.compile(
    r"^(?:[\w-]+\s){0,3}(?:correspondent|editor|reporter|writer|journalist|columnist|staff|desk"
    r"|newsroom|team)s?$",
    re.IGNORECASE,
)
_NO_OUTLET: Final = re.compile(r"\b(?:newswire|agenc(?:y|ies)|press\s+release)\b", re.IGNORECASE)
_COPYRIGHT: Final = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright)(?:\s*(?:©|\([cC]\)))?\s*(?P<year>(?:19|20)\d\d)\b"
    r"(?:[ ,]{1,2}(?:by\s+)?[A-Z][\w’'&-]*(?:\s[A-Z][\w’'&-]*){0,3})?"
)
_TRIAL_DAY: Final = re.compile(
    r"^\W*(?:(?:actual|estimated|primary|study|trial|recruitment|enrol(?:l)?ment|accrual)\s+)+"
    r"(?:start|completion|end|began|opened|closed|period|dates?)\b",
    re.IGNORECASE,
)
_KINDS: Final = (
    (
        "press_release",
        ("RELEASE", "s release", "s Release", "PRNewswire", "BUSINESS WIRE", "GLOBE NEWSWIRE"),
        re.compile(
            r"^(?:FOR IMMEDIATE RELEASE|(?:PRESS|NEWS) RELEASE|(?:Press|News) [Rr]elease)\b"
            r"|/PRNewswire/|\(?BUSINESS WIRE\)?\s*(?:--|[)–—])|\(?GLOBE NEWSWIRE\)?"
            r"|^This (?:press|news) release contains",
            re.MULTILINE,
        ),
        0.92,
        "It calls itself a press release.",
    ),
    (
        "preprint",
        ("peer review", "peer-review", " a preprint"),
        re.compile(
            r"\bpreprint (?:\(which )?was not (?:certified )?(?:by )?peer[- ]review"
            r"|\bnot (?:been )?certified by peer review"
            r"|^This (?:article|paper|manuscript) is a preprint",
            re.MULTILINE,
        ),
        0.9,
        "It calls itself a preprint.",
    ),
    (
        "commentary",
        ("COMMENTARY", "EDITORIAL", "Commentary", "Editorial", "Perspective", "Opinion", "Viewp"),
        re.compile(
            r"^(?:COMMENTARY|EDITORIAL|Commentary|Editorial|Perspective|Opinion|Viewpoint)$",
            re.MULTILINE,
        ),
        0.85,
        "It stands under that heading.",
    ),
    (
        "registry_entry",
        ("ClinicalTrials.gov I", "Study Type"),
        re.compile(
            r"^(?:ClinicalTrials\.gov (?:Identifier|ID)\s*:|Study Type\s*:\s*(?:Int|Obs))",
            re.MULTILINE,
        ),
        0.85,
        "It has the lines of a trial registry.",
    ),
)
_REPORTER: Final = re.compile(
    r"\b(?:reporter|correspondent|journalist|columnist|staff writer"
    r"|(?:Health|Science|Medical) (?:Editor|Writer))\b"
)
_PAPER: Final = frozenset(("methods", "results"))

_OUTLET: Final = (
    r"(?P<outlet>(?:[Tt]he\s+)?[A-Z][\w’'&.-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w’'&-]*){0,4})"
)
_OUTLET_WORD: Final = re.compile(
    r"(?:Daily|News|Times|Post|Herald|Tribune|Gazette|Guardian|Telegraph|Reuters"
    r"|Press|Wire|Newswire"
    r"|Xpress|EurekAlert!?|ScienceDaily|STAT|BBC|CNN|NBC|CBS|ABC|NPR|AFP|AP|Fox|Bloomberg|Magazine"
    r"|Weekly|Insider|Today|Observer|Independent|Courier|Chronicle|Globe|Mail|Sc"
    r"ientist|WebMD|Healio"
    r"|Endpoints|Fierce\w*|Medscape|HealthDay|Newsweek|Forbes|Journal|Letter|Sta"
    r"r|Sun|Mirror|Express"
    r"|Review|Radio|TV|Newsmax|Politico|Axios|Vox|Wired)(?:\s|$)|\.(?:com|org|net)$"
)
_ACCORDING: Final = re.compile(
    rf"\b[Aa]ccording\s+to\s+{_OUTLET}"
    rf"|\b(?:as\s+)?(?:first\s+)?reported\s+by\s+{_OUTLET.replace('outlet', 'by')}"
    rf"|\btold\s+{_OUTLET.replace('outlet', 'told')}"
)
_RELEASE: Final = re.compile(
    r"\b(?P<lead>(?:[Aa]ccording\s+to|[Ii]n|[Vv]ia|from|as\s+stated\s+in|outline"
    r"d\s+in)\s+)(?P<what>an?"
    r"|the|their|its|this)\s+(?:recent\s+|joint\s+|company\s+|official\s+)?(?P<k"
    r"ind>(?:press|news|media)"
    r"\s+(?:release|statement)|statement\s+published|announcement\s+published)"
    r"(?P<via>\s+(?:(?:published|issued|released|distributed|posted|sent|put\s+out)\s+)?"
    r"(?:(?:on|last|this)?\s*\w+day\s+)?(?:via|by|from|on|through)\s+(?:the\s+)?"
    r"(?P<name>[A-Z][\w’'&-]*(?:\s+(?:of\s+(?:the\s+)?|for\s+|at\s+)?[A-Z][\w’'&-]*){0,6}))?"
)
_OFFICE: Final = re.compile(
    r"\b[Aa]ccording\s+to\s+(?P<name>(?:the|its|their|a)\s+(?:[\w’'-]+\s+){0,4}?"
    r"(?:press|media|news)"
    r"\s+office)\b"
)
_SOURCE_LINE: Final = re.compile(r"^(?:Source|Sources|Via|Story source)\s*:\s+(?P<name>\S.{1,60})$")
_NO_NAME: Final = re.compile(
    r"^(?:agenc(?:y|ies)|newswires?|wires?|staff|news\s+agencies|various|wire\s+"
    r"reports|internet)\W*$",
    re.IGNORECASE,
)
_COMMENTARY: Final = re.compile(
    r"\b(?:discuss(?:es|ed)?|writes?|wrote|describes?|argues?|explains?|reflects"
    r"?)\b[^.;]{0,60}?\bin\s+"
    r"(?:an?|the|their)\s+(?:[\w-]+\s+){0,2}?(?:commentary|editorial|perspective|viewpoint)\s+"
    r"(?:(?:published|appearing|out)\s+)?(?:\w+\s+){0,2}?in\s+(?:the\s+)?"
    r"(?P<name>[A-Z][\w’'&-]*(?:\s+(?:of\s+)?[A-Z][\w’'&-]*){0,4})"
)


def hinted(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """What the reader of the file took from the page's head, byline and notes."""
    for hint in article.hints:
        wrong = {OUTLET: _NO_OUTLET, AUTHOR: _JOB}.get(hint.field)
        if hint.field not in _HINTED or (wrong and wrong.search(hint.value)):
            continue
        if hint.field == DATE and (_runs_on(article, hint) or _is_of_trial(article, hint)):
            continue
        score, why = _HINTED[hint.field]
        yield _own(article, hint, score=score, why=why)
    given = {one.field for one in article.hints}
    if AUTHOR not in given:
        yield from list(_byline(article)) or _writer(article)
    if DATE not in given:
        yield from _day(article)
    if TITLE not in given:
        yield from _headline(article)


def _byline(article: ArticleText) -> Iterator[Suggestion]:
    """A name with a profession, "By Ian Hill Science editor", in the lines at the head."""
    for sentence in article.sentences[:_HEAD]:
        listed = sentence.position in ("heading", "byline", "caption", "headline")
        if found := _BY.match(sentence.text) or (_BY_LAST.match(sentence.text) if listed else None):
            yield article.suggestion(
                AUTHOR,
                sentence.start + found.start("name"),
                end=sentence.start + found.end("name"),
                value=" ".join(found["name"].split()),
                score=0.85,
                why="The byline says who wrote it.",
                rule="report",
            )
            return


def _writer(article: ArticleText) -> Iterator[Suggestion]:
    """A bare name below the headline, perhaps with the paper, the day or what he is."""
    if writer := writer_of(article):
        yield article.suggestion(
            AUTHOR,
            writer.start,
            end=writer.end,
            value=writer.name,
            score=0.8,
            why="The name stands below the headline.",
            rule="report",
        )


def _is_headline(article: ArticleText, sentence: Sentence) -> bool:
    """It stands as one, or it is the first line and the byline follows."""
    following = article.next_sentence(sentence)
    above = sentence.number == 0 and following is not None and following.position == "byline"
    return sentence.position == "headline" or (above and len(sentence.text) < _LONGEST)


def _headline(article: ArticleText) -> Iterator[Suggestion]:
    """The line that stands as a headline where the reader of the file has named none."""
    for sentence in article.sentences:
        if _is_headline(article, sentence) and not sentence.text.endswith("."):
            yield article.suggestion(
                TITLE,
                sentence.start,
                end=sentence.end,
                value=" ".join(sentence.text.split()),
                score=0.8,
                why="It stands as the headline.",
                rule="report",
            )
            return


def _runs_on(article: ArticleText, hint: PageHint) -> bool:
    """Whether a date stands in the middle of a sentence that tells something else."""
    sentence = article.sentence_at(hint.start)
    if sentence is None or sentence.position not in ("lead", "body"):
        return False
    return sentence.text.endswith(".") and len(sentence.text) > _LINE


def _is_of_trial(article: ArticleText, hint: PageHint) -> bool:
    """Whether a label says that the day is one of the trial: its start, its end."""
    line = article.body[article.body.rfind("\n", 0, hint.start) + 1 : hint.start]
    return _TRIAL_DAY.match(line) is not None


def _own(article: ArticleText, hint: PageHint, *, score: float, why: str) -> Suggestion:
    return article.suggestion(
        hint.field,
        hint.start,
        end=hint.end,
        value=hint.value,
        score=score,
        why=why,
        rule="report",
    )


def _day(article: ArticleText) -> Iterator[Suggestion]:
    """The day of a dateline; else a copyright year, which is vague."""
    if line := dateline_of(article):
        yield article.suggestion(
            DATE,
            line.start,
            end=line.end,
            value=line.value,
            score=0.9 if line.placed else 0.85,
            why="The day of the dateline." if line.placed else "The article begins with its day.",
            rule="report",
        )
        return
    if day := day_without_year(article):
        yield article.suggestion(
            DATE,
            day[0],
            end=day[1],
            value=Words(article.body[day[0] : day[1]]),
            status=VAGUE,
            score=0.8,
            why="The dateline has a day without its year.",
            rule="report",
        )
        return
    for found in _COPYRIGHT.finditer(article.body):
        yield article.suggestion(
            DATE,
            found.start(),
            end=found.end(),
            value=Words(found["year"]),
            status=VAGUE,
            score=0.8,
            why="Only the year of the copyright is given.",
            rule="report",
        )
        return


def kind(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """What sort of article it is, where it says so itself."""
    for key, words, pattern, score, why in _KINDS:
        likely = any(one in article.body for one in words)
        for found in pattern.finditer(article.body) if likely else ():
            sentence = article.sentence_at(found.start())
            early = key not in _AT_THE_HEAD or found.start() < _TOP
            if sentence and early and (sentence.position != "furniture" or not sentence.start):
                yield _kind(article, found.span(), key=key, score=score, why=why)
                return
    headings = {one.section for one in article.sentences if one.position == "heading"}
    if headings.issuperset(_PAPER):
        heading = next(one for one in article.sentences if one.section == "methods")
        yield article.suggestion(
            KIND,
            heading.start,
            end=heading.end,
            value="paper",
            score=0.7,
            why="It has the sections of a paper.",
            rule="report_kind",
        )
        return
    for sentence in article.sentences:
        writer = _REPORTER.search(sentence.text) if sentence.position == "byline" else None
        if writer:
            span = (sentence.start + writer.start(), sentence.start + writer.end())
            yield _kind(article, span, key="news", score=0.75, why="A reporter wrote it.")
            return


def _kind(
    article: ArticleText, span: tuple[int, int], *, key: str, score: float, why: str
) -> Suggestion:
    return article.suggestion(
        KIND, span[0], end=span[1], value=key, score=score, why=why, rule="report_kind"
    )


def sources(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """Papers, press releases and other outlets from which the article has its news."""
    found: dict[tuple[str, str], Suggestion] = {}
    own = {one.value.casefold() for one in article.hints if one.field == OUTLET}
    for sentence in article.sentences:
        if sentence.position in ("furniture", "headline", "table"):
            continue
        for one in _sources_in(article, sentence):
            name = str(getattr(one.parts["name"], "words", one.parts["name"])).casefold()
            if name not in own:
                found.setdefault((name, str(one.parts.get("kind", ""))), one)
    yield from found.values()


def _sources_in(article: ArticleText, sentence: Sentence) -> Iterator[Suggestion]:
    text = sentence.text
    if line := _SOURCE_LINE.match(text):
        nameless = _NO_NAME.match(line["name"]) is not None
        value: Value = Words(line["name"]) if nameless else line["name"].rstrip(" .")
        yield _source(article, sentence, line, name=value, key="news", score=0.8)
        return
    if "release" in text or "statement" in text or "announcement" in text:
        for found in _RELEASE.finditer(text):
            yield from _release(article, sentence, found)
    if "ccording to" in text and (office := _OFFICE.search(text)):
        name = office["name"]
        yield _source(article, sentence, office, name=name, key="press_release", score=0.75)
    cited = any(one in text for one in ("ccording to ", "reported by ", " told "))
    for found in _ACCORDING.finditer(text) if cited else ():
        named = (found["outlet"] or found["by"] or found["told"]).rstrip(".")
        outlet = re.sub(r"^.* of (?:the )?(?=[A-Z])", "", named)
        if _OUTLET_WORD.search(outlet):
            yield _source(article, sentence, found, name=outlet, key="news", score=0.85)
    piece = _COMMENTARY.search(text) if is_outside(text) else None
    if piece:
        yield _source(article, sentence, piece, name=piece["name"], key="commentary", score=0.75)


def _release(
    article: ArticleText, sentence: Sentence, found: re.Match[str]
) -> Iterator[Suggestion]:
    if found["name"]:
        yield _source(article, sentence, found, name=found["name"], key="press_release", score=0.88)
    elif found["what"] != "this" and found["lead"].split()[0].lower() in ("according", "in"):
        words = Words(sentence.text[found.start("what") : found.end("kind")])
        yield _source(article, sentence, found, name=words, key="press_release", score=0.7)


def _source(
    article: ArticleText,
    sentence: Sentence,
    found: re.Match[str],
    *,
    name: Value,
    key: str,
    score: float,
) -> Suggestion:
    return article.suggestion(
        SOURCE,
        sentence.start + found.start(),
        end=sentence.start + found.end(),
        parts={"name": name, "kind": key},
        score=score,
        why="The article says that it has it from there.",
        rule="report_source",
        status=VAGUE if isinstance(name, Words) else REPORTED,
    )


RULES: Final[Mapping[str, Rule]] = {
    "report": hinted,
    "report_kind": kind,
    "report_source": sources,
}
