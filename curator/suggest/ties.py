"""People whom a sentence ties to the study without calling them author or leader of it.

"said Ann Hill, who heads the trial", "whose team made the cells", "from the lab of Ann Hill",
"reported Ann Hill, MD", "Ann Hill and her colleagues": a clause, an apposition or a deed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from curator.suggest.caseless import caseless
from curator.suggest.organisations import UPPER, organisations
from curator.suggest.persons import CREDENTIALS, NAME, Person, names_in, people_of_study
from curator.suggest.reading import LEAD, ArticleText, Sentence

_WORK: Final = (
    r"(?:stud(?:y|ies)|trials?|research|work|team|group|lab|laboratory|program(?:me)?|project|effort|experiments?"
    r"|unit|department|patients?|treatment|therapy|cells?|vaccine|antibod(?:y|ies)"
    r"|discovery|method|approach|paper|results|findings|data|collaboration|consortium|procedure|infusions?|virus"
    r"|children|animals|dogs|horses|mice|boy|girl|woman|man|baby|babies|people|volunteers|there|it|them|him|her|drug|arm|gel|device|gene|idea|technique|technology|platform|molecule|receptor|operation|transplants?|analysis|report)"
)
_DID: Final = (
    r"(?:do|did|does|heads?|headed|leads?|led|runs?|ran|directs?|directed|chairs?|chaired|oversees|oversaw|supervis\w+"
    r"|coordinat\w+|treats|treated|initiated|designed|developed|invented|made|created|built|wrote|presented"
    r"|performed|carried\s+out|conducted|started|launched|discovered|found|engineered|pioneered|conceived|tested"
    r"|gave|injected|worked\s+on|helped\s+(?:to\s+)?(?:lead|run|develop|design|make|create|conduct|write))"
)
_WHO: Final = re.compile(
    rf"\bwho(?:,?\s+(?:with|together\s+with)\s+[^,;]{{3,60}},?)?\s+(?:also\s+|now\s+|jointly\s+|co-?)?{_DID}\b"
    rf"[^.;,“”\"]{{0,70}}?\b{_WORK}\b"
)
_WHOSE: Final = re.compile(rf"\bwhose\s+(?:[\w-]+\s+){{0,3}}?{_WORK}\b")
_APPOSED: Final = re.compile(
    r"(?:,\s+|\s+(?:is|was)\s+|\s+and\s+)(?:(?:a|an|the|one\s+of\s+the|another\s+of\s+the|both|his|her|its|their)\s+)?"
    r"(?:(?:stud(?:y|ies)|trial|team|lab|group|paper|program|report)(?:['’]s|s['’])\s+)?(?:(?:[\w-]+\s+){0,3}?)"
    r"(?:head|leaders?|director|co-?director|chief|chair|chairman|chairwoman|lead|principal\s+investigator"
    r"|investigators?|authors?|inventors?|developers?|in\s+charge)"
    rf"\s+(?:of|for|on|at|in|behind)\s+(?:[^,.;“”\"]{{0,60}}?\b)?{_WORK}\b"
    r"|,\s+(?:an?\s+|the\s+)?(?:laboratory|lab|group|team)\s+(?:head|leader|chief|director)\b"
)
_STUDYS: Final = re.compile(
    r"(?:,\s+|\s+(?:is|was)\s+|\s+and\s+)(?:(?:is|was)\s+)?(?:the\s+|another\s+of\s+the\s+|one\s+of\s+the\s+)"
    r"(?:(?:stud(?:y|ies)|trial|team|lab|group|paper|project|report|research|therapy|treatment)(?:['’]s|s['’])"
    r"\s+(?:[\w-]+\s+){0,2}?(?:head|leaders?|director|chair|lead|investigators?|authors?|inventors?|developers?|chief)"
    r"|investigators|leaders|authors|researchers|scientists\s+(?:behind|on))\b"
)
_CARE: Final = re.compile(
    r",\s+(?:the|an?)\s+(?:[\w-]+\s+){0,4}?(?:in\s+charge\s+of|behind|responsible\s+for|running|leading|overseeing)"
    rf"\s+[^,.;]{{0,50}}?\b{_WORK}\b"
)
_BEFORE: Final = re.compile(
    r"(?:\b(?:lab(?:oratory)?|group|team|work|research|study|paper|report|trial|experiments?|project|article|letter|findings)"
    r"\s+(?:of|by|from|under|around)|\bin\s+the\s+labs?\s+of|\bsummary\s+of\s+a\s+paper\s+by"
    r"|\b(?:[Pp]resented|shown|reported|given|unveiled|described|published|written|developed|designed|invented|created"
    r"|engineered|devised|conducted|performed|initiated|discovered|made|built|tested|carried\s+out|run|told)\b[^.;“”\"]{0,70}?\s+by"
    r"|\breported|\b[Tt]he\s+(?:lab|group|team|trial|study|research|project|work)['’]s\s+"
    r"(?:heads?|leaders?|director|chief|chair),?"
    r"|\b(?:led|headed|ran|did|wrote|conducted)\s+the\s+[\w ]{3,30}?\s+(?:together\s+)?with"
    r"|\b(?:He|She)\s+and|\b[Tt]he\s+(?:head|chief|director)\s+of\s+[^,.;]{3,50},|\b(?:[Ii]t|[Tt]his)\s+was\s+(?:headed|led)\s+by"
    r"|\b(?:his|her|their)\s+(?:doctoral\s+|PhD\s+|graduate\s+)?"
    r"(?:student|colleague|mentor|collaborator|co-?worker|postdoc|deputy)s?,?)"
    r"\s+(?:(?:immunologist|oncologist|biologist|neurologist|surgeon|physician|scientist|researcher|engineer"
    r"|h(?:a)?ematologist|rheumatologist|postdoc|professors?|student|veterinarian|chemist|virologist)s?\s+)?$"
)
_BEHIND: Final = re.compile(
    r"(?:(?:,?\s+(?:of|at|from)\s+(?:the\s+)?[A-Zx][^,.;]{2,60}?)?,?\s+and\s+(?:his|her|their)\s+(?:[\w-]+\s+){0,2}?(?:team|colleagues|co-?workers|collaborators|group|lab)\b"
    r"|(?:,?\s+(?:of|at|from)\s+(?:the\s+)?[A-Zx][^,.;]{2,60}?,?)?\s+and\s+(?:colleagues|co-?workers|others)\b|,?\s+et\s+al\b"
    rf"|\s+(?:now\s+)?(?:heads|leads|runs|directs)\s+(?:an?|the|this|its)\s+[^.;,]{{0,60}}?{_WORK}\b)"
)
_TOLD: Final = re.compile(
    r"(?:\s*\([^()]{1,60}\)|,\s+[^.;“”\"]{1,90},|\s+of\s+[A-Zx]\w+)?\s+(?:reported|presented|could\s+report|reports?\s+at|told\s+(?:the|an?)\s+(?:[\w-]+\s+){0,4}?"
    r"(?:meeting|congress|conference|session|audience|symposium)|unveiled|showed\s+(?:the\s+)?(?:data|results|findings))\b"
)
_DOES: Final = re.compile(
    r"(?:,?\s+(?:of|at|from)\s+(?:the\s+)?[A-Zx][\w’'&. -]{2,60}?,?|,\s+[^.;“”\"]{1,90},)\s+"
    r"(?:have\s+|has\s+)?(?:loaded|armed|engineered|developed|built|designed|created|made|tested"
    r"|injected|treated|gave|found|showed|discovered|put|took|turned|modified|reprogrammed|used|grew"
    r"|studied|followed|examined|analysed|analyzed|compared|combined|fused|linked)\b"
)
_REPORTS: Final = re.compile(
    r"(?:,\s+[^.;“”\"]{1,90},)?\s+(?:describe|report|detail|publish|present|write|show|tell)(?:s|ed|es)?\b[^.;“”\"]{0,60}?"
    r"\bin\s+(?:the\s+)?(?:[a-z]+\s+){0,3}(?:[Tt]he\s+)?x{3}"
)
_GIVES: Final = re.compile(
    r"\s+(?:have\s+|has\s+)?(?:gave|give|given|loaded|armed|engineered|built|designed|created|made|injected|treated|put"
    r"|turned|modified|reprogrammed|grew|used|fused|equipped)\s+[^.;,“”\"]{0,30}?\b(?:cells?|mice|patients|genes?"
    r"|antibod(?:y|ies)|tumou?rs?|receptors?|virus|bacteria|macrophages|lymphocytes|vaccine|children|people)\b"
)
_LEAD_SAYS: Final = re.compile(
    r",\s+(?:says|said|reports|reported|explains)\s+(?:Drs?\.?\s+|Prof\w*\.?\s+)?$"
)
_LIST: Final = re.compile(
    rf"(?:,\s+|,?\s+and\s+)(?:(?:the\s+)?(?:[a-z-]+\s+){{0,2}})(?={NAME}{CREDENTIALS})"
)
_APPOSED_LIST: Final = re.compile(
    r",\s+(?:an?|the|of|from)\s[^.;“”\"]{3,90},\s+and\s+(?:[a-z-]+\s+){0,2}$"
)
_OUT: Final = caseless(
    r"\b(?:not\s+(?:involved|part)|n['’]t\s+(?:involved|part)|no\s+(?:part|role|ties)|independent|outside\s+expert|charity|patients['’]"
    r"|support\s+group|foundation|analyst|investor|mayor|minister|discussant|commentary|editorial|earlier\s+(?:study|trial)"
    r"|previous\s+(?:study|trial)|separate|another\s+(?:study|trial|team|group)|rival|competing|similar\s+(?:study|trial)"
    r"|did\s+not\s+(?:work|take)|other\s+(?:teams?|groups?))\b|^in\s+(?:19|20)\d\d\b"
)
_QUOTES: Final = re.compile(
    r"\b(?:sa(?:id|ys)|reports?|reported|explain(?:s|ed)|told|add(?:s|ed)|not(?:es|ed)|recall(?:s|ed)|think(?:s)?|thought"
    r"|agree[sd]|hopes|wants|expects|calls|called|call|saw)\b"
)
_SCHOLAR: Final = re.compile(
    r"(?:,?\s+(?:M\.?D|Ph\.?\s?D|DVM|DPhil|MBBS)\b\.?,?)*(?:(?:,\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,4}?(?:professor"
    r"|\w+logist|\w*surgeon|physician|scientist|researcher|immunolog\w+|veterinarian|postdoc\w*|chemist|bioengineer"
    r"|doctor|pediatrician|paediatrician|fellow|lecturer)\b)|,?\s+(?:of|at|from)\s+(?:the\s+)?x{3})"
)
_NO_SCHOLAR: Final = re.compile(
    r"\b(?:expert|experts|discussant|analysts?|commentator|journalist|editor|reporter|author\s+of\s+a\s+book|advocate|nurse"
    r"|minister|commissioner|FDA|chief\s+executive|CEO|president|investor|spokes\w+)\b"
)


def _is_quoted_scholar(text: str, one: re.Match[str]) -> bool:
    """Whether somebody is quoted as a scholar; outsiders are said to be that, and left out."""
    near = text[max(0, one.start() - 60) : one.end() + 130]
    if _NO_SCHOLAR.search(near) or not _SCHOLAR.match(text, one.end("name")):
        return False
    before = text[max(0, one.start() - 30) : one.start()]
    return bool(_QUOTES.search(before) or _QUOTES.search(text[one.end() : one.end() + 130]))


_AND_COLLEAGUES: Final = re.compile(
    rf"\b(?:by|from|of)\s+(?P<name>{UPPER}[\w'’\u2011-]*[a-zß-öø-ÿ])\s+(?:and\s+(?:(?:his|her|their)\s+)?(?:colleagues"
    r"|co-?workers|team)|et\s+al)\b"
)
"""A surname alone, as papers cite it."""
_LAB_OF: Final = re.compile(
    rf"(?P<name>{UPPER}[a-zß-öø-ÿ]+(?:\s{UPPER}\.|\s{UPPER}[\w\u2011-]*[a-zß-öø-ÿ]){{1,3}})['’]s?\s+(?:[\w-]+\s+){{0,2}}?"
    r"(?:lab(?:oratory)?|team|group)\b"
)
_SCIENCE: Final = caseless(
    r"\b(?:patients?|mice|trials?|stud(?:y|ies)|cells?|tumou?rs?|therap(?:y|ies)|researchers|scientists|clinical|immune"
    r"|antibod(?:y|ies)|vaccine|dose|treated|doctors|cancer|leuk(?:a)?emia|receptor|infusion|placebo|lupus|melanoma"
    r"|lymphoma|glioma|myeloma|gene|diseases?|drugs?|symptoms|horses|dogs)\b"
)
_LEAST: Final = 4
"""So many different such words, or names of biology, has the shortest report of a study."""
_BIOLOGY: Final = ("cells", "antigens", "cytokines", "diseases", "institutions", "journals")


@lru_cache(maxsize=2)
def tells_of_medicine(article: ArticleText) -> bool:
    """Whether a text has the words of medical research; a name in any other is no investigator."""
    named = sum(len(article.by_role.get(role, ())) for role in _BIOLOGY)
    words: set[str] = set()
    for found in _SCIENCE.finditer(article.body):
        words.add(found.group().lower())
        if min(named, 2) + len(words) >= _LEAST:
            return True
    return False


def masked(article: ArticleText, sentence: Sentence) -> str:
    """The sentence with an x for each character of a house or a journal: they are no people."""
    text = sentence.text
    spans = [
        (one.start - sentence.start, one.end - sentence.start)
        for role in ("institutions", "journals")
        for one in article.mentions_in(role, sentence.start, end=sentence.end)
        if article.body[one.start].isupper()
    ]
    for start, end in (*spans, *organisations(text)):
        text = text[:start] + "x" * (end - start) + text[end:]
    return text


_HIS: Final = re.compile(
    r"\b(?:she|he|She|He)\s+(?:has|have)\s+(?:now\s+)?(?:shown|found|built|made|developed)\b"
    r"|\b(?:[Hh]is|[Hh]er|[Tt]heir)\s+(?:\w+\s+){0,2}?(?:group|team|lab|laboratory|colleagues|work|study|report|paper)\b"
)
_INTRODUCED: Final = re.compile(
    r"(?:,\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,4}?(?:professor|\w+logist|surgeon|physician|scientist|researcher|head"
    r"|director|engineer|veterinarian|chemist)\b|\s+(?:of|at|from)\s+(?:the\s+)?x{3}|\s+(?:thought|runs|heads|leads|directs)\b)"
)


def people_called(article: ArticleText, sentence: Sentence) -> tuple[Person, ...]:
    """Those whom a sentence calls author or leader; no house is taken for one."""
    if not any(True for _ in people_of_study(sentence.text)):
        return ()
    return tuple(people_of_study(masked(article, sentence)))


def people_tied(article: ArticleText, sentence: Sentence) -> tuple[Person, ...]:
    """Those whom a sentence ties to the study, or the next one with "her team"."""
    return _tied(article).get(sentence.number, ())


@lru_cache(maxsize=2)
def _tied(article: ArticleText) -> Mapping[int, tuple[Person, ...]]:
    found: dict[int, tuple[Person, ...]] = {}
    if tells_of_medicine(article):
        for sentence in article.study_sentences:
            named = sentence.position not in _NO_TIE and _TWO_CAPITALS.search(sentence.text)
            found[sentence.number] = tuple(_tied_in(article, sentence)) if named else ()
    return found


_NO_TIE: Final = frozenset(("caption", "headline"))
_TWO_CAPITALS: Final = re.compile(
    r"[A-ZÀ-Þ][^\s,;:]*\s(?:[a-z]{2,3}\s){0,2}[A-ZÀ-Þ][\w'’-]*[a-zß-ÿ]"
)


def _tied_in(article: ArticleText, sentence: Sentence) -> Iterator[Person]:
    text = masked(article, sentence)
    first = _TWO_CAPITALS.search(text)
    if first is None:
        return
    named = [one for one in names_in(text) if not _NO_NAME.search(one["name"])]
    cited = _AND_COLLEAGUES.search(text) is not None
    if not (named or cited) or _OUT.search(text):
        return
    found = list(tied_people(text, named))
    yield from found
    if found:
        return
    following = article.next_sentence(sentence)
    for one in named:
        lead = sentence.position == LEAD and _LEAD_SAYS.search(text[: one.start()])
        intro = one.start() < 40 and _INTRODUCED.match(text, one.end())
        his = intro and (
            _HIS.search(text, one.end()) or (following and _HIS.search(following.text[:120]))
        )
        if lead or his or _is_quoted_scholar(text, one):
            name, start = " ".join(one["name"].split()), one.start("name")
            yield Person(name, start, one.end("name"), start, "quoted")
            return


def tied_people(text: str, named: Sequence[re.Match[str]]) -> Iterator[Person]:
    """Those of the people named whom a sentence ties to the study, with the words of the tie."""
    for found in _AND_COLLEAGUES.finditer(text):
        name = found["name"]
        yield Person(name, found.start("name"), found.end(), found.start("name"), "quoted")
    for found in _LAB_OF.finditer(text):
        if not _NO_NAME.search(found["name"]):
            name, at = " ".join(found["name"].split()), found.start("name")
            yield Person(name, found.start(), found.end(), at, "quoted")
    names = list(named)
    ends: dict[int, int] = {}
    for at, one in enumerate(names):
        if (end := _tie(text, one, names[at + 1 : at + 3])) is not None:
            ends[at] = end
    for at in sorted(ends, reverse=True):
        _spread(text, names, ends, at)
    for at, end in sorted(ends.items()):
        one = names[at]
        start = one.start("name")
        stop = max(one.end("name"), min(end, one.end("name") + 120))
        yield Person(" ".join(one["name"].split()), start, stop, start, "quoted")


_NO_NAME: Final = re.compile(
    r"\b(?:Phase|Journal|Nature|Science|Cell|Cells|CAR|Therap\w*|Bio\w*|Pharma\w*|Inc|Ltd|News|University|Hospital|Institut\w*"
    r"|United|States|Kingdom|New|York|San|Los|North|South|East|West|Stem|T|Day|Week|January|February|March|April|June|July"
    r"|August|September|October|November|December|Immun\w*|Cancer|Annual|Meeting|Congress|Society|Lancet|Medicine|Health"
    r"|Center|Centre|College|School|Foundation|Group|Street|Network|Trial\w*|Food|Drug|Wall|Hong|Kong|Children\W?s?)\b"
)


def _spread(text: str, names: list[re.Match[str]], ends: dict[int, int], at: int) -> None:
    """To those that are listed with one who is tied: "Ann Hill and Ben Lee, who head the work"."""
    for step in (-1, 1):
        other = at + step
        if not 0 <= other < len(names) or other in ends:
            continue
        left, right = names[min(at, other)], names[max(at, other)]
        between = text[left.end() : right.start()]
        listed = _LIST.match(text, left.end()) is not None and len(between) < 40
        if listed or _APPOSED_LIST.match(between):
            ends[other] = names[other].end()


def _tie(text: str, one: re.Match[str], later: list[re.Match[str]]) -> int | None:
    """Where the words end that tie somebody to the study, or None."""
    if _BEFORE.search(text[max(0, one.start() - 130) : one.start()]):
        return one.end()
    if behind := _BEHIND.match(text, one.end("name")) or _BEHIND.match(text, one.end()):
        return behind.end()
    if later and re.search(r"\bwith\s+$", text[: later[0].start()]):
        later = later[1:]
    stop = min([len(text), *(other.start() for other in later[:1])])
    clause = re.split(r"[“”\"]|(?<=[a-z])[.;]\s", text[one.end() : stop + 1])[0][:170]
    if told := _TOLD.match(text, one.end()):
        return told.end()
    if re.match(r",?\s+(?:sa(?:id|ys)|told|adds?|added)\b", clause):
        return None
    for pattern in (_WHO, _WHOSE):
        found = pattern.search(clause)
        if found and (clause[: found.start()].rstrip().endswith(",") or found.start() < 90):
            return one.end() + found.end()
    for pattern in (_APPOSED, _STUDYS, _CARE):
        if (found := pattern.search(clause)) and found.start() < 100:
            return one.end() + found.end()
    for pattern in (_DOES, _REPORTS, _GIVES):
        if does := pattern.match(text, one.end()):
            return does.end()
    return None
