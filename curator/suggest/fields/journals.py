"""Where this study appeared, and when.

A journal counts only behind words of publishing ("published today in", "appears in", "a paper in",
"the journal"), and only where what was published is the study: not a commentary on it, not an
earlier paper.  A journal without its name ("a prestigious medical journal") is vague.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from curator.domain.claims import VAGUE, Term, Value, Words
from curator.domain.dates import parse_date
from curator.domain.forms import Form
from curator.suggest.elsewhere import elsewhere
from curator.suggest.matcher import Mention
from curator.suggest.organisations import UPPER
from curator.suggest.outsiders import is_outside
from curator.suggest.reading import ArticleText, Rule, Sentence
from curator.suggest.values import Suggestion

JOURNAL: Final = "journal"
DATE: Final = "publication_date"

_WHEN: Final = (
    r"(?:\s+(?:online|today|recently|yesterday|earlier|first|simultaneously|this|last|week|month"
    r"|early|late|ahead|of|print|on|in|the|as|an?|print|open|access|version|advance|issue"
    r"|edition|and"
    r"|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?|by"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d{1,2}(?:st|nd|rd|th)?,?|(?:19|20)\d\d,?"
    r"|\([^()]{1,30}\),?|morning|afternoon|their|its|these|findings|results|work|study|paper))*?"
)
_KIND: Final = (
    r"(?:(?:the|a|an|this\s+week['’]s|today['’]s)\s+)?(?:(?:[a-z][\w-]*|[A-Z][a-z]+ \d{1,2}"
    r"|(?:[A-Z][a-z]+\s)?(?:19|20)?\d\d)\s+){0,4}?(?:journals?|issue\s+of|edition\s+of|publication"
    r"|(?:preprint\s+)?(?:server|repository))\s+(?:the\s+)?"
)
_VERB: Final = (
    r"(?:[Pp]ublish(?:ed|es|ing)?|[Aa]ppear(?:s|ed|ing)?|[Rr]eport(?:ed|s|ing)?"
    r"|[Dd]escrib(?:ed|es|ing|e)"
    r"|[Dd]etail(?:ed|s|ing)|outlined|[Ww]riting|write|wrote|featured|released|out|documented"
    r"|highlighted"
    r"|posted|unveiled|presented|laid\s+out|explained|shown)"
)
_WORK: Final = (
    r"(?:stud(?:y|ies)|papers?|articles?|research|reports?|findings|results|work|manuscript|data"
    r"|publication|letter|trial)"
)
_MARKS: Final = r"[*_“\"‘'«]{0,3}"
_NAMED: Final = (
    r"(?=\w)(?!(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d"
    r"|[A-Z][a-z]+day\b))"
)
_TRIGGER: Final = re.compile(
    rf"\b(?P<verb>{_VERB}){_WHEN},?\s+(?:in|by|on|to)\s+(?P<kind>"
    rf"{_KIND})?(?:the\s+)?{_MARKS}{_NAMED}"
    rf"|\b(?P<noun>{_WORK}),?(?:{_WHEN},?\s+)?\s*\bin\s+(?P<kind2>"
    rf"{_KIND})?(?:the\s+)?{_MARKS}{_NAMED}"
    rf"|\b(?:in|of)\s+(?P<kind3>the\s+(?:(?:peer-reviewed|medical|scientific|academic|open-access"
    rf"|online)\s+)*(?:journals?|publication))\s+{_MARKS}{_NAMED}"
    r"|\b[Ii]n\s+(?P<kind4>(?:this\s+(?:week|month)['’]s|today['’]s|the\s+(?:latest|current"
    r"|[A-Z]\w+"
    rf"|[A-Z]\w+\s\d\S*)\s+issue\s+of)\s+(?:issue\s+of\s+)?)(?:the\s+)?{_MARKS}{_NAMED}",
)
_KEYWORDS: Final = (
    *"ublish ppear eport escrib etail outlin rit wrote issue feature released document".split(),
    *"posted highlight unveiled presented stud paper article research finding result work".split(),
    *"manuscript data letter trial journal explained shown".split(),
    "out ",
)
_NOW: Final = re.compile(r"\b(?:this|today)")
_PLACED: Final = (" in ", "In ", " by ", " on ", " to ", " of the ")
_TOKEN: Final = rf"(?:{UPPER}[\w’'\u2011-]*|(?:npj|e|i|m|bio|med|chem){UPPER}\w*|npj)"
_NAME: Final = re.compile(
    rf"{_TOKEN}(?:(?:\s+(?:of|for|and|&|de)(?:\s+(?:the|and))?)?\s+{_TOKEN}|:\s+{_TOKEN}"
    rf"|(?<=Frontiers)\s+in\s+{_TOKEN}|(?<=Trends)\s+in\s+{_TOKEN}|(?<=Advances)\s+in\s+{_TOKEN}"
    rf"|(?<=Reports)\s+in\s+{_TOKEN}|(?<=Seminars)\s+in\s+{_TOKEN}|(?<=Opinion)\s+in\s+{_TOKEN})*"
)
_STOPS: Final = re.compile(
    r"\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August|September|October|November|December|The|This|That|It|He|She|They|We|Researchers"
    r"|Scientists|Dr|Prof|Professor)\b.*$",
    re.DOTALL,
)
_SHAPE: Final = re.compile(
    r"\b(?:Journal|Annals|Archives?|Proceedings|Transactions|Letters|Reviews?|Reports|Frontiers"
    r"|Trends|Bulletin|Advances|Acta|Nature|Lancet|JAMA|BMJ|BMC|PLOS|PLoS|npj|Communications"
    r"|Discovery|Current\sOpinion|Science\s[A-Z]\w+|Cell\s[A-Z]\w+|Cancer\s[A-Z]\w+|Almanac"
    r"|Quarterly|Notes|European|International|Molecular\s[A-Z]\w+|Clinical\s[A-Z]\w+|Therapeutics"
    r"|\w+ology|\w+therapy|\w+rxiv|\w+Rxiv|Medicine|Research|Blood|Biomaterials)\b"
    r"|^[a-z]{1,3}[A-Z]\w+$"
)
_NO_JOURNAL: Final = re.compile(
    r"\b(?:Regist(?:er|ry)|Database|Conference|Meeting|Symposium|Congress|Society|Association"
    r"|University|Institute|Hospital|Center|Centre|Committee|Department|School|Phase)\b"
)
_ONE_WORD: Final = frozenset(
    "Blood Brain Cancer Cancers Cell Cells Circulation Cureus Cytotherapy Diabetes Endocrinology "
    "Gastroenterology Genes Gut Haematologica Hepatology Immunity Immunology Leukemia Nature "
    "Neurology Neuron Oncogene Pediatrics Radiology Rheumatology Science Thorax Vaccine Vaccines "
    "eLife iScience mBio JAMA BMJ NEJM PNAS Lancet Biomaterials".split()
)
"""Journals of one everyday word: such a word alone is one only behind words of publishing."""
_ENDS: Final = re.compile(
    r"[*_”\"’'»]*\s*(?:$|[,.;:!?)(\[—–\n-]|(?:says?|said|it|on|by|this|today|yesterday|last"
    r"|earlier|and|show|shows"
    r"|showed|found|finds|that|which|from|suggests?|describes?|was|were|is|are|has|have|but|with"
    r"|online|in|under|how|why|offers?|provides?|as|where|after|ahead|late|early|reveals?"
    r"|details?|along"
    r"|tells?|told|reports?|recounts?|carries|details|presents?|documents?"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z][a-z]+\s\d)\b)"
)
_COMMENT: Final = re.compile(
    r"\b(?:commentar(?:y|ies)|editorials?|perspectives?|viewpoints?|op-?eds?|opinion|comments?"
    r"|correspondence|news\s+&\s+views|essay|interview|reviews?|letter\s+to)\b",
    re.IGNORECASE,
)
_STUDY_NOUN: Final = re.compile(
    r"\b(?:stud(?:y|ies)|papers?|findings|results|research|trials?|reports?|work|data|articles?"
    r"|manuscript|experiments?)\b",
    re.IGNORECASE,
)
_EARLIER: Final = re.compile(
    r"\b(?:previous(?:ly)?|earlier|prior|past|older|another|separate|different|last\s+year"
    r"|years?\s+ago"
    r"|first\s+(?:reported|described|published)|unrelated|companion|other|similar|landmark"
    r"|seminal)\b"
    r"|\b[Ii]n\s+(?:(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\s+)?(?:19|20)\d\d\b",
)
_DEFINITE: Final = re.compile(
    r"\b(?:[Tt]he|[Tt]hese|[Tt]his|[Tt]heir)\s+(?:[\w-]+\s+){0,2}?(?:results|study|findings"
    r"|trial|data|paper)\b"
)
_OTHERS_WORK: Final = re.compile(
    r"(?<!the )(?<!these )(?<!two )\b(?:articles|papers|studies|trials|reports|reviews)\s+"
    r"(?:(?:that|which)\s+(?:were|have\s+been)\s+)?$"
)
_NOT_EARLIER: Final = re.compile(r"\bearlier\s+(?:this\s+(?:week|month)|today)\b|\bother\s+than\b")
_DENIED: Final = re.compile(
    r"\b(?:not|never|n['’]t|yet\s+to\s+be|submitted|retracted|nor)\b[^.;]{0,40}$"
)
_VAGUE: Final = re.compile(
    r"\b(?:publish(?:ed|es|ing)?|appear(?:s|ed|ing)?|report(?:ed|s)?|described|detailed"
    r"|stud(?:y|ies)"
    r"|paper|article|findings|results|research|out)\b[^.;:]{0,40}?\b(?:in|by)\s+"
    r"(?P<vague>(?:an?|another|one\s+of\s+the(?:\s+world['’]s)?|several|various|two|multiple"
    r"|leading"
    r"|top|major|prestigious|peer-reviewed|international)\s+(?:[a-z][\w’',-]*\s+){0,5}?journals?)"
    r"\b(?!\s+(?:of\s+)?[A-Z])"
)
_PLANNED: Final = re.compile(
    r"\b(?:expected|hopes?|plans?|planned|aims?|intends?|would|could|may|might|should"
    r"|require[sd]?)\b"
)
_BEFORE_IT: Final = re.compile(
    r"\b(?:[Ii]n|[Oo]n|by|of|to)\s+(?:[Tt]he\s+)?(?:(?:journal|server|preprint\s+server"
    r"|pages\s+of)\s+)?(?:the\s+)?[*_“\"‘']{0,2}$"
)
_TELLING: Final = re.compile(
    r"\b(?:wr(?:i|o)te\w*|says?|said|tells?|told|reports?|reported|details?|papers?"
    r"|stud(?:y|ies)|findings|data|results"
    r"|work|letter|correspondence|publish\w*|out|print(?:s|ed)?|appear\w*|describ\w+|explain\w*"
    r"|today|online|issue"
    r"|posted|preprint|read|account|came|come|shows?|shown|describe\w*|set\s+out|article"
    r"|document\w*|trial|research|seen|found)\b",
    re.IGNORECASE,
)
_PRINTED: Final = re.compile(
    r"\s+(?:has\s+)?(?:printed|published|carries|carried|prints)\s+(?:the|their|its|his|her)\b"
)
_PUBLISHED: Final = re.compile(r"\s+(?:has\s+)?(?:published|printed|put\s+online)\b")
_OF_A_BODY: Final = re.compile(
    r"\b(?:Society|Association|Institute|Cent(?:er|re)|Foundation|Academy|College|Congress"
    r"|Conference"
    r"|Organi[sz]ation|Council|Department|School|Division|Alliance|Network|Fund|Union|Federation"
    r"|University|Hospital|Consortium|Group|Board|Agency|Committee|Symposium|Meeting|Campaign"
    r"|Program(?:me)?"
    r"|Laboratory|Faculty|Professor|Chair) (?:(?:of|for|on|in|against|to) )?(?:[A-Z]\w+ (?:of "
    r"|for |and |in )?){0,3}"
    r"(?:(?:of|for|on|in|against) )?(?:the )?$"
)
"""The last word of a society's or department's name: "the Society for Immunotherapy of Cancer"."""
_IN_BRACKETS: Final = re.compile(
    r"(?:,?\s+(?:online\s+)?(?:[A-Z][a-z]+\s+)?(?:\d{1,2},?\s+)?(?:19|20)\d\d)?\)"
)
_DATED: Final = re.compile(
    r"(?:,\s+|\s+)(?:(?:online\s+)?[A-Z][a-z]+\s+)?(?:19|20)\d\d(?:;|:|$|\s*$)"
)
"""Behind a journal that a line of its own names: the year, and perhaps who wrote it."""
_THE_JOURNAL: Final = re.compile(
    r"\b[Tt]he\s+(?:(?:medical|science|scientific)\s+)?journal\s+(?:the\s+)?$"
)
_HAS_IT: Final = re.compile(
    r"\s+(?:has|have|carries|brings|gives|contains|tells|reports)\s+(?:all\s+)?(?:the|their|its"
    r"|his|her)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:details?|stud(?:y|ies)|findings|results|paper|report|data|work)\b"
)
_ITS_PAPER: Final = re.compile(r"\s+(?:paper|study|report|article|publication)\b")
_MANY_WORKS: Final = re.compile(
    r"\b(?:articles|papers|studies|reviews|trials|reports)\s+(?:(?:that|which)\s+were\s+)?"
    r"(?:published|appearing|posted|printed)\b"
)
_TOP: Final = 8
_PAPER_SECTIONS: Final = frozenset(
    ("abstract", "background", "objective", "methods", "results", "discussion", "conclusions")
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A journal behind words of publishing; offsets in the sentence."""

    name: tuple[int, int]
    start: int
    term: Term
    score: float


def journals(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """The journal of this study, with the date where the sentence gives one."""
    named = list(_named(article))
    best = max((one.score for _, one in named), default=0.0)
    for sentence, found in named:
        if found.score < best - 0.25:
            continue
        start, end = sentence.start + found.start, sentence.start + found.name[1]
        yield article.suggestion(
            JOURNAL,
            start,
            end=end,
            value=found.term,
            score=found.score,
            why="The study is said to be published there.",
            rule=JOURNAL,
            features={"in_vocabulary": float(found.term.id is not None)},
        )
        yield from _dates(article, sentence, found)
    if not named:
        yield from list(_told(article)) or _vague(article)


def _told(article: ArticleText) -> Iterator[Suggestion]:
    """A journal of the vocabulary behind words that are no usual ones of publishing."""
    if is_paper(article):
        return
    for mention in article.by_role.get("journals", ()):
        sentence = article.sentence_at(mention.start)
        if sentence is not None and _is_dated_line(article, sentence, mention):
            yield _as_told(article, mention, score=0.8)
            return
        if sentence is None or sentence.position not in ("lead", "body"):
            continue
        if sentence.number in elsewhere(article):
            continue
        if not _is_told(article, sentence, mention):
            continue
        yield _as_told(article, mention, score=0.75)
        return


def _as_told(article: ArticleText, mention: Mention, *, score: float) -> Suggestion:
    return article.suggestion(
        JOURNAL,
        mention.start,
        end=mention.end,
        value=Term(mention.label, mention.term_id),
        score=score,
        why="The article says that it is told of there.",
        rule=JOURNAL,
    )


def _is_dated_line(article: ArticleText, sentence: Sentence, mention: Mention) -> bool:
    """Whether a line near the top begins with the journal and its year: "Gut, 2022; Orr P"."""
    if sentence.start != mention.start or sentence.number > _TOP:
        return False
    words = article.body[mention.start : mention.end]
    return _is_written(words, mention.label, mention.name) and (
        _DATED.match(sentence.text, len(words)) is not None
    )


def _is_told(article: ArticleText, sentence: Sentence, mention: Mention) -> bool:
    text, at = sentence.text, mention.start - sentence.start
    words = article.body[mention.start : mention.end]
    if not _is_written(words, mention.label, mention.name) or "-" in text[at - 1 : at]:
        return False
    before, end = text[:at], at + len(words)
    if _OF_A_BODY.search(before[-70:]):
        return False
    if before.endswith("(") and _IN_BRACKETS.match(text, end):
        return not (is_outside(text) or _EARLIER.search(before[-120:]))
    if before.endswith("which ") and _PUBLISHED.match(text, end):
        return not is_outside(text)
    if _PRINTED.match(text, end) or (
        _THE_JOURNAL.search(before) and _HAS_IT.match(text, end) and not is_outside(text)
    ):
        return True
    if _ITS_PAPER.match(text, end) and before.endswith("the "):
        return not is_outside(text) and not _EARLIER.search(before[-120:])
    if not _BEFORE_IT.search(before) or not _ENDS.match(text, end):
        return False
    if _COMMENT.search(before) and not _STUDY_NOUN.search(before) and "orrespondence" not in before:
        return False
    near, after = before[-120:], 30 if before.strip(" “") not in ("In", "In the") else 160
    if _MANY_WORKS.search(near):
        return False
    if _DENIED.search(near) or _EARLIER.search(near) or is_outside(text) or _PLANNED.search(near):
        return False
    return _TELLING.search(near) is not None or _TELLING.search(text[end : end + after]) is not None


def _named(article: ArticleText) -> Iterator[tuple[Sentence, _Found]]:
    paper, others = is_paper(article), elsewhere(article)
    for sentence in article.study_sentences:
        if sentence.number in others:
            continue
        if sentence.position in ("headline", "caption", "table"):
            continue
        if paper and sentence.section != "":
            continue
        placed = any(one in sentence.text for one in _PLACED)
        if placed and _has_keyword(sentence.text):
            yield from ((sentence, one) for one in _in_sentence(article, sentence))


def _has_keyword(text: str) -> bool:
    """Whether one of the words stands there; parts of words are looked for faster than patterns."""
    return any(one in text for one in _KEYWORDS) or _NOW.search(text) is not None


def is_paper(article: ArticleText) -> bool:
    """Whether it has the sections of a paper or of its abstract: it cites, it does not report."""
    sections = {one.section for one in article.study_sentences} & _PAPER_SECTIONS
    return len(sections) >= 2


def _in_sentence(article: ArticleText, sentence: Sentence) -> Iterator[_Found]:
    text = sentence.text
    at = 0
    while trigger := _TRIGGER.search(text, at):
        at = trigger.end() if trigger.end() > trigger.start() else trigger.end() + 1
        name = _name_at(article, sentence, trigger)
        if name is None:
            at = trigger.start() + max(1, len((trigger["verb"] or trigger["noun"] or "in").strip()))
            continue
        end, term = name
        at = end
        score = _score(text, trigger, end=end, known=term.id is not None)
        if score > 0:
            yield _Found((trigger.end(), end), trigger.start(), term, score)


def _name_at(
    article: ArticleText, sentence: Sentence, trigger: re.Match[str]
) -> tuple[int, Term] | None:
    """The journal that begins behind a trigger: one of the vocabulary, or a name of that shape."""
    text, at = sentence.text, trigger.end()
    shaped = _NAME.match(text, at)
    written = _STOPS.sub("", shaped.group()) if shaped else ""
    first = sentence.start + at
    for mention in article.mentions_in("journals", first - 4, end=first + 5):
        if mention.start > first and article.body[first : mention.start] != "The ":
            continue
        end = mention.end - sentence.start
        known = article.body[mention.start : mention.end]
        whole = end - at >= len(written) or _ENDS.match(text, end) is not None
        if whole and _is_written(known, mention.label, mention.name):
            return end, Term(mention.label, mention.term_id)
    if not written or _NO_JOURNAL.search(written):
        return None
    end = at + len(written)
    said = bool(trigger["kind"] or trigger["kind2"] or trigger["kind3"] or trigger["kind4"])
    if " " not in written:
        if written not in _ONE_WORD and not said:
            return None
        if not _ENDS.match(text, end):
            return None
    elif not said and not _SHAPE.search(written):
        return None
    return (end, Term(" ".join(written.split()))) if len(written) > 2 else None


def _is_written(words: str, label: str, name: str) -> bool:
    """Whether a name stands in the case of a name: "cancer cell" is no journal."""
    if any(one[0].islower() and one.islower() for one in (label, name)):
        return True
    first = [one for one in words.split() if len(one) > 3]
    return all(not one.islower() for one in first) and not words.islower()


def _score(text: str, trigger: re.Match[str], *, end: int, known: bool) -> float:
    """How sure the study appeared there; 0 where the words deny it."""
    before = text[: trigger.start()]
    if trigger["verb"] and _OTHERS_WORK.search(before):
        return 0.0
    noun = trigger["noun"] or ""
    if _DENIED.search(before):
        return 0.0
    around = f"{before} {noun} "
    comment = [*_COMMENT.finditer(around)]
    study = [*_STUDY_NOUN.finditer(around)]
    if comment and not (study and study[-1].start() > comment[-1].start()):
        return 0.0
    clause = before[-90:] + text[trigger.start() : trigger.end()]
    later = text[end : end + 25] if not _DEFINITE.search(before) else ""
    if _EARLIER.search(clause + later) and not _NOT_EARLIER.search(clause):
        return 0.45
    score = 0.85 if trigger["verb"] else 0.8
    return min(0.97, score + (0.08 if known else 0.0) + (0.04 if study else 0.0))


def _vague(article: ArticleText) -> Iterator[Suggestion]:
    for sentence in article.study_sentences:
        found = _VAGUE.search(sentence.text) if "journal" in sentence.text else None
        if found is None or _COMMENT.search(sentence.text[: found.start() + 1]):
            continue
        before = sentence.text[: found.start("vague")]
        if _DENIED.search(before) or _PLANNED.search(before):
            continue
        yield article.suggestion(
            JOURNAL,
            sentence.start + found.start(),
            end=sentence.start + found.end("vague"),
            value=Words(found["vague"]),
            status=VAGUE,
            score=0.85,
            why="A journal is spoken of without its name.",
            rule=JOURNAL,
        )
        return


_DAY: Final = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
    r"\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?(?:19|20)\d\d"
)


def _dates(article: ArticleText, sentence: Sentence, found: _Found) -> Iterator[Suggestion]:
    """From "published May 8, 2024 in", or from "published today" in an article of a known day."""
    if found.score < 0.5:
        return
    span = (found.start, min(len(sentence.text), found.name[1] + 30))
    day = _DAY.search(sentence.text, *span)
    value: Value | None = parse_date(day.group()) if day else None
    score, why = 0.85, "The sentence says when it was published."
    if value is None and re.search(r"\btoday\b", sentence.text[span[0] : found.name[1]]):
        own = next((one.value for one in article.hints if one.field == "report.date"), "")
        value = own if len(own) == 10 else None
        score, why = 0.7, "It says “today”, and the article gives its own day."
    if value is not None:
        end = max(found.name[1], day.end() if day else 0)
        yield article.suggestion(
            DATE,
            sentence.start + found.start,
            end=sentence.start + end,
            value=value,
            score=score,
            why=why,
            rule=JOURNAL,
        )


RULES: Final[Mapping[str, Rule]] = {JOURNAL: journals}
