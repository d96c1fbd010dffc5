"""Names of people in running text, and what they are in the study."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from curator.suggest.caseless import caseless
from curator.suggest.organisations import UPPER

_TITLE: Final = (
    r"(?:(?:Drs?|Prof|Professors?|Associate Professor|Assistant Professor|Sir|Dame|Lord|Baroness"
    r"|Mrs?|Ms|PD|Priv\.-Doz|Herr|Frau)\.?\s+)"
)
_OTHERS: Final = (
    r"(?!(?:The|This|Our|We|It|In|At|He|She|They|His|Her|Both|All|Study|Research|University|School"
    r"|Institute|College|Hospital|Center|Centre|Department|Medicine|Medical|Cancer|Clinic|Nature"
    r"|Science|Journal|Professor|Director|President|Chair|Chief|Dean|Head|Dr|Prof|According|MD|PhD"
    r"|DPhil|MBBS|MSc|MPH|FRCP|DVM|PharmD|RN|MS|Sir|Dame|Lord|Baroness|Mr|Mrs|Ms|Harvard"
    r"|American|European|National|Clinical"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)"
)
_FULL: Final = rf"{_OTHERS}(?:[dD]['’])?{UPPER}[\w'’\u2011-]*[^\W\d_A-Z][\w'’\u2011-]*"
_PARTICLE: Final = r"(?:van|von|der|den|de|di|da|del|della|dos|la|le|el|al|bin|ben|ter|ten)"
NAME: Final = (
    rf"(?:(?:{UPPER}\.[ -]?)+|{_FULL})"
    rf"(?:\s+(?:{UPPER}\.|{UPPER}(?=\s)|{_PARTICLE}|{_FULL})){{0,4}}\s+{_FULL}"
    r"(?![\w’'-]*\w)(?!['’]?s?\s+(?:University|Institut|Hospital|College|School|Cent(?:er|re)\b"
    r"|Cancer"
    r"|Clinic|Medical|Foundation|Company|Therapeutics|Children|Pharma|Bio))"
)
CREDENTIALS: Final = (
    r"(?:,?\s+(?:M\.D\.|MD|Ph\.\s?D\.|PhD|D\.\s?Phil\.|DPhil|MBBS|MBChB|MB|BCh|M\.Sc\.|MSc"
    r"|M\.P\.H\."
    r"|MPH|FRCP|FACP|FASCO|D\.V\.M\.|DVM|V\.M\.D\.|VMD|PharmD|R\.N\.|RN|Dr\. med\.|MHS|MBA|MS|DO"
    r"|Sc\.D\.|ScD)(?!\w))*"
)
_NAME: Final = re.compile(rf"(?P<title>{_TITLE}*)(?P<name>{NAME})(?P<cred>{CREDENTIALS})")

_ADJECTIVE: Final = (
    r"(?:(?:joint|shared|equal)[ -])?(?:co[-\u2010\u2011 ]?)?"
    r"(?:senior|first|lead|leading|corresponding|last|principal|chief|coordinating|study|paper"
    r"|supervising)"
)
_NOUN: Final = r"(?:co[-\u2010\u2011]?)?(?:authors?|investigators?|researchers?|scientists?)"
_ROLE: Final = caseless(
    rf"\b(?P<role>{_ADJECTIVE}(?:(?:\s+and\s+|/|,\s+){_ADJECTIVE})*\s+(?:study\s+|trial\s+)?{_NOUN}"
    r"|co-?investigators?|(?:study|paper|report)['’]s\s+authors?|co-?authors?(?!\s+of\s+(?:an?"
    r"|the)\s+(?:book"
    r"|editorial|commentary|guidelines?|report\s+on))|(?:study|trial|team|project"
    r"|research)\s+leaders?|(?:study|trial)\s+chair"
    r"|one of the (?:study['’]s |paper['’]s )?(?:authors|investigators|researchers)"
    r"|(?:an? )?(?:co-?authors?|authors?) (?:of|on) (?:the|this)"
    r" (?:new )?(?:study|paper|report|research|work|article))\b"
    r"(?P<of>\s+(?:of|on|for|in|behind)\s+(?:the|this)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:study|paper|research|trial|work|article|report)\b)?"
)
_LED: Final = re.compile(
    r"\b(?:who\s+(?:conducted|ran|carried\s+out|coordinated|co-?conducted)"
    r"|(?:who\s+)?(?:co-?)?(?:led|leads|headed|heads|directed|oversaw|supervised|spearheaded))"
    r"\s+(?:the|this)\s+(?:[\w-]+\s+){0,2}?(?:study|research|work|trial|team|project|effort"
    r"|experiments|investigation)\b"
)
_WORK: Final = re.compile(
    r"\b(?:teams?|group|groups|stud(?:y|ies)|research|trial|work|project|effort|experiments"
    r"|findings"
    r"|researchers|scientists|investigators|doctors|collaboration|consortium|paper|lab"
    r"|laboratory)\b",
    re.IGNORECASE,
)
_ROLE_WORDS: Final = (
    "author",
    "nvestigator",
    "the researchers",
    "ead researcher",
    "ead scientist",
    "ing researcher",
    "ing scientist",
    "nior researcher",
    "nior scientist",
    "rincipal ",
    "tudy researcher",
    "leader",
    "chair",
)
_LED_WORDS: Final = (
    " led ",
    "who conducted",
    "who ran",
    "who carried",
    "who coordinated",
    "-led ",
    "Led ",
    " coled ",
    " leads ",
    " headed ",
    " heads ",
    " directed ",
    "oversaw",
    "supervised",
    "spearheaded",
)
"""One of these stands in every sentence that the patterns find; to look for them is cheaper."""
_LED_BY: Final = re.compile(r"\b(?:co-?)?(?:led|headed|directed|supervised|spearheaded) by\s+")
_TO_NAME: Final = re.compile(r"(?:,|:)?\s+(?:is\s+|was\s+|are\s+|were\s+|include\s+)?")
_FURTHER: Final = re.compile(r",?\s+(?:and|&)\s+(?:by\s+)?|,\s+")
_QUOTE: Final = re.compile(r"[“\"”]|\bsa(?:id|ys)\b|\b(?:told|wrote|added)\b")
_NEAR: Final = 150


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named, with the words that say what they are.

    Attributes:
        name: Without title and degrees.
        start: First character of name and role, in the text searched; ``end`` one past the last.
        at: First character of the name itself.
        role: The words of the role in small letters: "co-senior author", "led".
    """

    name: str
    start: int
    end: int
    at: int
    role: str


def names_in(text: str) -> Iterator[re.Match[str]]:
    """Names of two words or more; groups ``title``, ``name`` and ``cred``."""
    return _NAME.finditer(text)


def surname(name: str) -> str:
    """The last word of a name."""
    return name.rsplit(maxsplit=1)[-1]


def people_of_study(text: str) -> Iterator[Person]:
    """Those whom a sentence calls author, investigator or leader of the study."""
    roles = _ROLE.finditer(text) if any(map(text.__contains__, _ROLE_WORDS)) else ()
    for found in roles:
        role = " ".join(found["role"].lower().split())
        following = list(_after(text, found.end()))
        if following:
            yield from (
                Person(_plain(one["name"]), found.start(), one.end(), one.start("name"), role)
                for one in following
            )
        elif before := _before(text, found.start()):
            start = before.start()
            yield Person(_plain(before["name"]), start, found.end(), before.start("name"), role)
    if any(map(text.__contains__, _LED_WORDS)):
        yield from _leaders(text)


def _leaders(text: str) -> Iterator[Person]:
    for found in _LED.finditer(text):
        if before := _before(text, found.start()):
            at = before.start("name")
            yield Person(_plain(before["name"]), before.start(), found.end(), at, "led")
    for found in _LED_BY.finditer(text):
        if not _WORK.search(text[max(0, found.start() - 90) : found.start()]):
            continue
        for one in _names_from(text, found.end()):
            at = one.start("name")
            yield Person(_plain(one["name"]), found.start(), one.end(), at, "led")


def _after(text: str, at: int) -> Iterator[re.Match[str]]:
    gap = _TO_NAME.match(text, at)
    return _names_from(text, gap.end()) if gap else iter(())


def _names_from(text: str, at: int) -> Iterator[re.Match[str]]:
    """A name and those that are listed with it."""
    while found := _NAME.match(text, at):
        yield found
        gap = _FURTHER.match(text, found.end("name"))
        if not gap or not (found := _NAME.match(text, gap.end())):
            return
        at = gap.end()


def _before(text: str, end: int) -> re.Match[str] | None:
    """The nearest name before a role that the role can be said of."""
    near = [
        one
        for one in _NAME.finditer(text, max(0, end - _NEAR), end)
        if text.rfind("(", 0, one.start()) <= text.rfind(")", 0, one.start())  # a house
    ]
    if not near:
        return None
    between = text[near[-1].end() : end]
    apart = between.strip() and not re.match(r"\s*,|\s+(?:is|was|and|of|from|at)\b|\s*\(", between)
    return None if apart or _QUOTE.search(between) else near[-1]


def _plain(name: str) -> str:
    return " ".join(name.split())
