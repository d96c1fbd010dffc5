"""Who was treated: how many in all, in which groups, and what sort of people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from curator.domain.claims import VAGUE, Quantity, Value, Words
from curator.domain.forms import Form
from curator.suggest.fields.counted import counted_plainly
from curator.suggest.numbers.figures import Figure
from curator.suggest.numbers.roles import PEOPLE, PLAIN, SIZE, WHOLE, Marked, marked
from curator.suggest.numbers.stated import is_stated, study_sentences
from curator.suggest.numbers.stems import stems, stems_of
from curator.suggest.numbers.to_come import is_to_come
from curator.suggest.reading import LEAD, ArticleText, Rule, Sentence
from curator.suggest.values import Suggestion

_LIVING: Final = (
    r"patients?|participants?|subjects|volunteers|people|persons|children|adults|women|men|mice|"
    r"rats|animals?|dogs|cats|monkeys|macaques|primates|pigs|infants|adolescents|individuals|boys|"
    r"girls|recipients|veterans|newborns|pts|horses|cattle|hamsters|rabbits|ferrets|sheep|piglets"
)
_NOUN: Final = re.compile(
    rf"[\s-](?:(?!and\b|or\b|of\b|in\b|to\b|had\b|were\b|was\b|who\b)[\w*:+\u2010-\u2013/-]+,?\s)"
    rf"{{0,6}}?(?P<noun>{_LIVING})\b",
    re.IGNORECASE,
)
_TAKEN: Final = (
    r"enrol+ed|recruited|included|randomi[sz]ed|treated|dosed|studied|received|infused|given|"
    r"assigned|allocated|underwent|participated|evaluated|analy[sz]ed|took part|entered|tested|"
    r"joined (?=the\b|this\b)|injected|vaccinated|screened|followed|registered|accrued|"
    r"consisted|involv\w+|comprised|(?:divided|split) into|"
    r"got (?=the\b|their\b|an?\b|one\b|two\b|both\b|either\b)"
)
_TAKEN_BEHIND: Final = re.compile(rf"[^.;]{{0,90}}?\b(?:{_TAKEN})\b", re.IGNORECASE)
_TAKEN_BEFORE: Final = re.compile(
    rf"\b(?:{_TAKEN}|enrol+(?:ing|s|ment of)|recruit\w*|includ\w+|treat(?:ing|s)|trial (?:of|in|"
    rf"with)|"
    rf"took in|(?:trials?|stud(?:y|ies)) (?:held|drew|covered|counted)|"
    rf"(?:gave|giving) (?:[\w-]+ ){{1,5}}?to|study (?:of|in|with)|cohort of|"
    rf"tested (?:it )?in|given to|series of|group of|(?:established|"
    rf"implanted) (?:[\w-]+ )?(?:in|"
    rf"into))\b[^.;,]{{0,24}}$",
    re.IGNORECASE,
)
_TOTAL: Final = re.compile(
    r"\b(?:a\s)?total\sof\s$|\b(?:overall|in total|in all),\s$", re.IGNORECASE
)
_OF_THEM: Final = re.compile(r"(?:^|[.;]\s)(?:of|among)\s(?:the\s)?$", re.IGNORECASE)
_APPOSED: Final = re.compile(rf"\b(?:{_LIVING}),\s$", re.IGNORECASE)
_EVENT: Final = re.compile(
    r"(?<!with )(?<!for )(?<!with a )(?<!that )(?<!who )(?<!which )\b(?:had(?! been| received)|"
    r"developed|achieved|died|"
    r"responded|discontinued|"
    r"withdrew|"
    r"experienced|relapsed|progressed|remained|showed|(?<!was )(?<!were )completed|were alive|"
    r"survived|dropped out|were cured|"
    r"were excluded|were lost)\b",
    re.IGNORECASE,
)
_HAD_DONE: Final = re.compile(
    r"\shad\s(?:(?:their|his|her|its|own|some|all|"
    r"part of)\s){0,3}(?:[\w-]+\s){1,4}?(?:removed|taken|"
    r"collected|returned|analy[sz]ed|sequenced|harvested|drawn|infused|reinfused|extracted|"
    r"multiplied|modified|engineered)\b",
    re.IGNORECASE,
)
"""What was done to those who took part: "24 patients had their tumors removed"."""
_SOON: Final = 12
_ALL_OF: Final = re.compile(
    r"(?:^|[.;:,]\s|\bthat\s|\bin\s|\b)(?:all|all of the|each of the|none of the)\s$", re.IGNORECASE
)
_SUBGROUP: Final = re.compile(
    r"\s(?:[\w-]+\s){0,3}?(?:who (?:had|achieved|responded|relapsed|completed)|in the|in (?:this|"
    r"that)|"
    r"at the|on the|with the|given the (?:higher|highest|lower|lowest)|"
    r"who (?:received|got) the (?:higher|highest|lower|lowest))\b|(?:responders|survivors|"
    r"controls)\b",
    re.IGNORECASE,
)
_ADDED_RIGHT: Final = re.compile(
    r"(?:[\s(][\w\u2010-\u2013-]+){0,4}?,?\s(?:and|plus)\s(?:[0-9]{1,5}|two|three|four|five|six|"
    r"seven|eight|"
    rf"nine|ten|eleven|twelve)\s(?:[\w-]+\s){{0,2}}?(?:{_LIVING})\b",
    re.IGNORECASE,
)
_ADDED_LEFT: Final = re.compile(
    rf"\b(?:{_LIVING})\b(?:\s[\w-]+){{0,3}}?,?\s(?:and|plus)\s$", re.IGNORECASE
)
_ACTED: Final = re.compile(
    r"\b(?:shr[au]nk|eased|relieved|reduced|cured|cleared|eliminated|eradicated|controlled|"
    r"improved|"
    r"destroyed|slowed|halted|stopped|boosted|restored|reversed|led to|brought|put|sent|produced|"
    r"induced|achieved|triggered)\s(?!in\b|for\b|among\b|by\b|"
    r"\w+ly\b)"
    r"[^.;,()]{1,40}?\s(?:in|for|among)\s$",
    re.IGNORECASE,
)
_N_RULE: Final = "n.total"
_SOME_RULE: Final = "n.some"
_ARMS_RULE: Final = "arms.sized"
_POPULATION_RULE: Final = "population.state"


def total(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """The number of those enrolled or treated; the surest place, never one group's size."""
    found = [one for sentence in study_sentences(article) for one in _totals(article, sentence)]
    if not found:
        yield from _single_case(article)
        return
    best = max(one.score for one in found)
    near = [one for one in found if best - one.score <= _AS_SURE]
    yield max(near, key=lambda one: (one.features["count"], one.score, -one.start))


_AS_SURE: Final = 0.06
"""Of counts as sure as each other the larger is the total, and the smaller one of its groups."""
_CASE: Final = re.compile(
    r"\b(?:we (?:treated|describe|report|present)|(?:report|describe|present)(?:s|ed)?|case of|"
    r"(?:doctors|physicians|clinicians|surgeons) (?:treated|gave)|treatment of)\s"
    r"(?:(?:the|a) case of\s|here\s)?(?P<one>an?\s[0-9]{1,3}-(?:year|month|week|day)-old\s"
    r"(?:[\w-]+\s){0,3}?(?:man|woman|boy|girl|patient|child|infant|male|female|dog|cat|horse))\b",
    re.IGNORECASE,
)
_MORE_OF_THEM: Final = re.compile(
    rf"\b(?:(?:[0-9]{{1,5}}|two|three|four|five|six|seven|eight|nine|ten|[a-z]+teen|[a-z]+ty|"
    rf"dozens? of|other|all|both|several|many|most|some|these|those|the)\s)(?:[\w-]+\s){{0,2}}?"
    rf"(?:{_LIVING})\b",
    re.IGNORECASE,
)


def _single_case(article: ArticleText) -> Iterator[Suggestion]:
    """One subject, where a single case is told of and nobody else was treated."""
    told = list(study_sentences(article))
    if any(_MORE_OF_THEM.search(sentence.text) for sentence in told):
        return
    for sentence in told:
        found = _CASE.search(sentence.text) if "old" in stems_of(sentence.text) else None
        if found and is_stated(sentence, found.start("one"), end=found.end()):
            yield article.suggestion(
                "n",
                sentence.start + found.start("one"),
                end=sentence.start + found.end(),
                value=Quantity("=", "1"),
                score=0.65,
                why="tells of a single case",
                rule=_N_RULE,
            )
            return


def _totals(article: ArticleText, sentence: Sentence) -> Iterator[Suggestion]:
    text = sentence.text
    numbers = marked(text)
    if not numbers or is_to_come(text):
        return
    yield from _treated_of(sentence, numbers, article)
    sized = sum(one.role == SIZE for one in numbers)
    for one in numbers:
        figure = one.figure
        told = one.role == PEOPLE or (one.role == WHOLE and _one_of(text, numbers, one))
        noun = _NOUN.match(text, figure.end) if told else None
        whole = figure.whole
        if noun is None or whole is None or whole == 0 or figure.linked:
            continue
        if _is_part_of_sum(text, figure, noun):
            continue
        score, why = _sureness(text, figure, noun)
        if why == _ALL_WHY and _so_far(article.body, text[figure.at : figure.to]):
            continue
        if score == 0.0 and sentence.position == LEAD:
            score, why = _acted_on(text, figure)
        if score == 0.0 or not is_stated(sentence, figure.start, end=figure.end, entry=True):
            continue
        yield article.suggestion(
            "n",
            sentence.start + _begin(text, figure),
            end=sentence.start + noun.end(),
            value=Quantity(figure.quantity.op, str(whole)),
            score=score - (0.1 if sized else 0.0),
            why=why,
            rule=_N_RULE,
            features={"count": float(min(whole, 1000))},
        )


_TAKEN_IN: Final = re.compile(
    r"\b(?:enrol+ed|recruited|registered|screened|consented|signed up|agreed)\b", re.IGNORECASE
)
_WERE_TREATED: Final = re.compile(
    rf"\s(?:(?:of\s(?:them|these|those|whom)|{_LIVING})\s)?(?:then\s|actually\s|eventually\s)?"
    r"(?:(?:were|was|had been|have been)\s(?:then\s|eventually\s|actually\s|finally\s)?(?:infused|"
    r"treated|dosed|"
    r"vaccinated|injected)\b(?!\swith\b)|(?:received|got|were given)\s(?:the|their|an?|"
    r"at least one)"
    r"\s(?:[\w+-]+\s){0,3}?(?:cells|infusions?|treatment|product|vaccine|therapy|injections?|dose|"
    r"drug)\b)",
    re.IGNORECASE,
)
_BY_GROUP: Final = re.compile(
    r"\b(?:placebo|randomi[sz]ed|randomly|assigned|groups?|arms?|controls?|dose levels?|"
    r"higher|lower|"
    r"each|cohorts?)\b",
    re.IGNORECASE,
)


def _treated_of(
    sentence: Sentence, numbers: Sequence[Marked], article: ArticleText
) -> Iterator[Suggestion]:
    """Those treated of those enrolled: "21 patients were enrolled and 18 were infused"."""
    text = sentence.text
    taken = _TAKEN_IN.search(text)
    if taken is None or _BY_GROUP.search(text):
        return
    before = 0
    for one in numbers:
        figure = one.figure
        whole = figure.whole
        if figure.unit or whole is None or one.role not in (PEOPLE, PLAIN):
            continue
        then = _WERE_TREATED.match(text, figure.end) if before else None
        if then and whole < before and is_stated(sentence, figure.start, end=figure.end):
            yield article.suggestion(
                "n",
                sentence.start + figure.start,
                end=sentence.start + then.end(),
                value=Quantity("=", str(whole)),
                score=0.99,
                why="So many of those who were taken in were treated.",
                rule=_N_RULE,
                features={"count": float(min(whole, 1000))},
            )
            return
        before = whole if one.role == PEOPLE else before


def _one_of(text: str, numbers: Sequence[Marked], whole: Marked) -> bool:
    """Whether it is the whole that a single subject is one of: "one of 26 people who took part"."""
    part = numbers[whole.partner].figure if whole.partner is not None else None
    if part is None or part.whole != 1:
        return False
    single = _IS_ONE.search(text, max(0, part.start - 8), part.start)
    return bool(single and _TAKEN_BEHIND.match(text, whole.figure.end))


_IS_ONE: Final = re.compile(r"\b(?:is|was|as|were|are|,)\s$", re.IGNORECASE)


def _is_part_of_sum(text: str, figure: Figure, noun: re.Match[str]) -> bool:
    """Whether "six children and three adults" are told: a sum is not made of them."""
    left = max(0, figure.start - 40)
    return bool(
        _ADDED_RIGHT.match(text, noun.end()) or _ADDED_LEFT.search(text, left, figure.start)
    )


_NOT_YET: Final = re.compile(
    r"\bwill (?:[\w-]+ ){0,2}?$|\b(?:is|are) (?:now |currently |actively )?(?:recruiting|"
    r"enrol+ing)\b[^.;]{0,30}$"
    r"|\b(?:each|every|per) (?:[\w-]+ )?(?:group|arm|cohort|cage|experiment)\b[^.;]{0,40}$"
    r"|\bhad to be [a-z]+(?:ed|en)\b[^.;]{0,24}$",
    re.IGNORECASE,
)
"""Those whom a trial looks for, the size of each group, and what some needed besides."""
_AGAINST: Final = re.compile(r"\b(?:compared (?:with|to)|versus|vs)\b", re.IGNORECASE)
_EARLIER: Final = re.compile(
    r"\b(?:of whom|had (?:previously )?(?:received|undergone)"
    r"(?! (?:the|their|a|one|at least one)\b (?:(?!prior|previous|earlier|standard)[\w-]+ ){0,2}?"
    r"(?:cells|treatment|drug|vaccine|infusions?|injections?|doses?|antibody|product)\b))\b",
    re.I,
)
_ALL_WHY: Final = "Something is said of all of so many."


_EVALUABLE: Final = re.compile(
    r"[\s-](?:[\w-]+\s){0,2}?(?:(?:response-)?evaluable|assessable|remaining|other|surviving|"
    r"responding)\b",
    re.IGNORECASE,
)
"""Some of those who took part."""


_PLANNED: Final = re.compile(
    r"\b(?:is|are) (?:now )?(?:due|set|slated|scheduled|planned|expected|about) to\b|\bis (?:being "
    r"(?:prepared|planned)|planned)\b|\bis to (?:open|start|begin)\b",
    re.IGNORECASE,
)
"""A trial that has not begun."""
_SOME_OF: Final = re.compile(
    r"\b(?:first|last|other|remaining|next|another|additional|further)\s$", re.IGNORECASE
)


def _so_far(body: str, count: str) -> bool:
    """Whether they are only those who "have completed treatment so far"."""
    return bool(
        re.search(
            rf"\b{re.escape(count)} (?:[\w-]+ )?(?:{_LIVING}),? (?:(?:who|that) )?(?:have |had )?"
            r"(?:completed|finished|reached|been (?:followed|evaluated)|evaluable|so far)\b",
            body,
            re.IGNORECASE,
        )
    )


def _acted_on(text: str, figure: Figure) -> tuple[float, str]:
    """In a lead: a treatment "has shrunk tumors in four children"."""
    if _ACTED.search(text, max(0, figure.start - 80), figure.start):
        return 0.6, "the treatment did something in so many"
    return 0.0, ""


def _begin(text: str, figure: Figure) -> int:
    """With "a total of" and with the patients that it stands in apposition to."""
    for pattern in (_TOTAL, _APPOSED):
        if found := pattern.search(text, max(0, figure.start - 24), figure.start):
            return found.start()
    return figure.start


def _sureness(text: str, figure: Figure, noun: re.Match[str]) -> tuple[float, str]:
    before = max(0, figure.start - 70)
    if _PLANNED.search(text, noun.end()):
        return 0.0, ""
    if figure.quantity.op not in ("=", "~") or _NOT_YET.search(text, before, figure.start):
        return 0.0, ""
    if _SOME_OF.search(text, max(0, figure.start - 16), figure.start):
        return (
            (0.6, "some of those treated") if _TAKEN_BEHIND.match(text, noun.end()) else (0.0, "")
        )
    if _TOTAL.search(text, before, figure.start):
        return 0.93, "a total"
    if _APPOSED.search(text, before, figure.start):
        return 0.8, "The words stand beside the patients as their number."
    behind = _TAKEN_BEHIND.match(text, noun.end())
    event = _EVENT.search(text, noun.end(), min(len(text), noun.end() + 40))
    earlier = behind and _EARLIER.search(text, noun.end(), min(len(text), behind.end() + 60))
    before_that = behind and earlier and earlier.start() < behind.end()
    if behind and not before_that and not (event and event.start() < behind.end()):
        return 0.9, "so many were treated or taken in"
    if _HAD_DONE.match(text, noun.end()):
        return 0.86, "so many had something done to them"
    soon = event is not None and event.start() - noun.end() < _SOON
    if _TAKEN_BEFORE.search(text, before, figure.start) and not soon:
        return 0.88, "so many were taken in"
    everybody = _ALL_OF.search(text, max(0, figure.start - 16), figure.start)
    if everybody and not _SUBGROUP.match(text, noun.end()):
        return 0.75, _ALL_WHY
    if _EVALUABLE.match(text, figure.end):
        return 0.0, ""
    compared = _AGAINST.search(text)
    if not compared and _OF_THEM.search(text, max(0, figure.start - 12), figure.start):
        return 0.7, "Results are given of so many."
    return counted_plainly(text, figure.start, end=figure.end, noun=noun.end())


_SOME_CUES: Final = stems(
    "cohort group handful number series set several dozens hundreds thousands few"
)
_SOME: Final = re.compile(
    rf"\b(?:an?|one)\s(?:(?:small|large|limited)\s)?(?:cohort|group|handful|number|series|"
    rf"set)\sof\s"
    rf"(?:[\w-]+\s){{0,2}}?(?:{_LIVING})\b"
    rf"|\b(?:several|dozens of|hundreds of|thousands of|a few)\s(?:[\w-]+\s)?(?:{_LIVING})\b",
    re.IGNORECASE,
)


def some(article: ArticleText, form: Form) -> Iterator[Suggestion]:
    """Subjects that the text counts in words only: "a cohort of patients"."""
    best: tuple[bool, Sentence, re.Match[str]] | None = None
    for sentence in study_sentences(article):
        if _SOME_CUES.isdisjoint(stems_of(sentence.text)):
            continue
        for found in _SOME.finditer(sentence.text):
            if not is_stated(sentence, found.start(), end=found.end()):
                continue
            taken = bool(_TAKEN_BEFORE.search(sentence.text, 0, found.start()))
            if best is None or (taken and not best[0]):
                best = taken, sentence, found
    if best and next(total(article, form), None) is None:
        _, sentence, found = best
        yield article.suggestion(
            "n",
            sentence.start + found.start(),
            end=sentence.start + found.end(),
            value=Words(found[0]),
            status=VAGUE,
            score=0.6,
            why="The words speak of the subjects without their number.",
            rule=_SOME_RULE,
        )


_ARM_NAME: Final = re.compile(r"(?P<name>(?:[\w+/.%\u2010-\u2013-]+\s){1,7})\($")
_ARM_CUT: Final = re.compile(
    r"^.*\b(?:to|or|and|receiv\w+|either|with|the|a|an|of|in|versus|vs|were|for|group:)\s",
    re.IGNORECASE,
)
_KINDS: Final = (
    ("placebo", re.compile(r"placebo|sham", re.IGNORECASE)),
    ("no_treatment", re.compile(r"untreated|no treatment|observation", re.IGNORECASE)),
    ("active_comparator", re.compile(r"control|standard|usual|conventional", re.IGNORECASE)),
)


def arms(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """Groups whose size stands behind their name: "placebo (n = 36)"."""
    for sentence in study_sentences(article):
        text = sentence.text
        sized = [one for one in marked(text) if one.role == SIZE and one.figure.whole]
        if len(sized) < _ARMS_AT_LEAST:
            continue
        for one in sized:
            opened = text.rfind("(", max(0, one.figure.start - 8), one.figure.at) + 1
            named = _ARM_NAME.search(text, max(0, opened - 70), opened) if opened else None
            if named is None:
                continue
            name = _ARM_CUT.sub("", named["name"]).strip()
            if not name:
                continue
            yield _arm(article, sentence, one, name=name, start=named.end("name") - len(name) - 1)


_ARMS_AT_LEAST: Final = 2


def _arm(
    article: ArticleText, sentence: Sentence, one: Marked, *, name: str, start: int
) -> Suggestion:
    parts: dict[str, Value] = {"name": name}
    for kind, pattern in _KINDS:
        if pattern.search(name):
            parts["kind"] = kind
            break
    parts["n"] = Quantity("=", str(one.figure.whole))
    return article.suggestion(
        "arms",
        sentence.start + start,
        end=sentence.start + one.figure.end,
        parts=parts,
        score=0.65,
        why="A group stands there with its size in brackets.",
        rule=_ARMS_RULE,
    )


_STATE: Final = re.compile(
    rf"\bwho had (?:exhausted|failed|received|not responded|relapsed|progressed|limited|no other)"
    r"[^.;]{3,120}"
    r"|\bdid not (?:benefit from|respond to)\s[^.;,]{3,80}"
    r"|\b(?:who|that|which) (?:had )?(?:no longer responded to|were refractory to|had failed|"
    r"relapsed after)\s[^.;,]{3,80}"
    rf"|\b(?:{_LIVING}) with [^.;,]{{3,80}} (?:were eligible|were enrolled|who had [^.;,]{{3,60}})"
    rf"|\bpreviously (?:treated|untreated) (?:[\w-]+\s){{0,4}}(?:{_LIVING}|disease|cancer|\w+oma)\b"
    r"|\baged? (?:between )?[0-9]{1,2}(?: years)? (?:to|and|or) (?:[0-9]{1,2}|older|over|above)"
    r"(?: years)?",
    re.IGNORECASE,
)
_STATE_CUES: Final = stems(
    "exhausted failed received responded respond relapsed progressed limited benefit refractory "
    "eligible enrolled previously aged age"
)
_STUDIED: Final = re.compile(rf"\b(?:{_LIVING}|eligible|trial|study|enrol\w+)\b", re.IGNORECASE)


def population(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """What is said of the state, age and earlier treatment of those in the study."""
    for sentence in study_sentences(article):
        if _STATE_CUES.isdisjoint(stems_of(sentence.text)):
            continue
        for found in _STATE.finditer(sentence.text):
            if not _STUDIED.search(sentence.text):
                continue
            if not is_stated(sentence, found.start(), end=found.end(), past_treatment=True):
                continue
            end = found.start() + len(found[0].rstrip(" ,"))
            yield article.suggestion(
                "population",
                sentence.start + found.start(),
                end=sentence.start + end,
                value=sentence.text[found.start() : end],
                score=0.62,
                why="The words say who was taken into the study.",
                rule=_POPULATION_RULE,
            )


RULES: Final[Mapping[str, Rule]] = {
    _N_RULE: total,
    _SOME_RULE: some,
    _ARMS_RULE: arms,
    _POPULATION_RULE: population,
}
