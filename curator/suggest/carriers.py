"""Which cells have a receptor that is named without them, and kinds named but not tried.

"The cells carry a chimeric antigen receptor" says of macrophages another kind of therapy than of T
cells.  A bispecific antibody that cells secrete is their cargo; what had failed before the study,
or what is said of such treatments in general, is not what was tried.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from curator.suggest.caseless import caseless
from curator.suggest.reading import Sentence

_CELLS: Final = re.compile(
    r"\b(?:(?P<car_m>macrophages?|monocytes?)|(?P<car_nk>NK[- ]cells?|natural[- ]killer[- ]cells?"
    r"|NKs)|(?P<car_t>T[- ]?(?:cells?|lymphocytes?)|lymphocytes|Tregs?|NKT[- ]cells?))\b",
    re.IGNORECASE,
)
_ACTED_ON: Final = re.compile(
    r"\b(?:against|draws?|recruit\w*|attract\w*|unlike|than|as (?:in|for)|kill\w*"
    r"|deplet\w*|bind\w*|bound|target\w*|on|from|of|activat\w*|tumou?r-associated|resident)"
    r" (?:the |other |more |ordinary |tumou?r-associated |existing )*$",
    re.IGNORECASE,
)
"""What leads up to cells that do not carry the receptor."""
_INTO: Final = re.compile(
    r"^[^.;,]{0,50}?\b(?:in|into|on|to|onto|by) (?:the |their |these |human |donor |blood |own "
    r"|patients['\u2019] )*(?=[A-Za-z])",
    re.IGNORECASE,
)
_THEM: Final = re.compile(
    r"\b(?:the|these|such|their|those|resulting|engineered|modified|new) (?:[\w-]+ )?cells\b"
    r"|\b(?:they|them|it|each)\b",
    re.IGNORECASE,
)
_CHANGED: Final = re.compile(
    r"\b(?:re-?wir|engineer|taught|teach|turn|modif|built|build|made|mak|took|grew|grown|taken"
    r"|re-?program|train|equip|arm|alter|chang|edit|design|educat|creat|convert|gave|got|given"
    r"|infus|receiv)\w*\b",
    re.IGNORECASE,
)


def carrier_of(sentences: Sequence[Sentence], place: int, *, at: int) -> str:
    """The kind of therapy that a receptor named at an offset of a sentence makes; "" if unsaid."""
    text = sentences[place].text
    near = [one for one in _CELLS.finditer(text, 0, at) if not _is_other(text, one)]
    if near:
        return near[-1].lastgroup or ""
    into = _INTO.match(text[at : at + 90])
    if into:
        found = _CELLS.match(text, at + into.end())
        if found:
            return found.lastgroup or ""
    if not _THEM.search(text, 0, at):
        return ""
    for before in reversed(sentences[max(0, place - 3) : place]):
        first = next((one for one in _CELLS.finditer(before.text)), None)
        if first:
            told = _CHANGED.search(before.text) and not _is_other(before.text, first)
            return (first.lastgroup or "") if told else ""
    return ""


def _is_other(text: str, found: re.Match[str]) -> bool:
    return _ACTED_ON.search(text, max(0, found.start() - 40), found.start()) is not None


_GIVEN_OFF: Final = re.compile(
    r"\b(?:secret\w*|releas\w*|put(?:s|ting)? out|pump\w*(?: out)?|produc\w+|churn\w* out"
    r"|mak(?:e|es|ing)|encod\w+|give off|shed|display\w*|armed with|pour\w* out|spill\w*)\b"
    r"[^.;]{0,90}$",
    re.IGNORECASE,
)
_ONES_OWN: Final = re.compile(r"\b(?:cells?|they|them|it|virus|bacteria|macrophages|construct)\b")


def is_cargo(text: str, *, at: int) -> bool:
    """Whether what is named at an offset is given off by the cells that were made."""
    found = _GIVEN_OFF.search(text, max(0, at - 130), at)
    return found is not None and _ONES_OWN.search(text, 0, found.end()) is not None


TRIED_BEFORE: Final = caseless(
    r"\b(?:during (?:treatment|therapy) with|while (?:on|receiving|taking|being treated with)"
    r"|in addition to|also (?:received|given|got|took)|alongside"
    r"|(?:starting|already on|already taking)"
    r"|(?:progress\w*|relaps\w*|recur\w*|return\w*|com(?:e|ing) back|came back|gr[eo]wn?|grew"
    r"|worsen\w*|fail\w*)(?: \w+){0,2} (?:on|after|despite|following)"
    r"|resistan\w+ to|refractory to|failed|(?:no longer|not|stopped) respond\w*(?: \w+)? to"
    r"|(?:eligible|unfit|unsuitable) for)\s(?:[\w-]+\s){0,3}$"
)
"""What leads up to a treatment that is not the one that was tried."""
_HAD_FAILED: Final = re.compile(
    r"^(?:[- ](?:cells?|therap\w+|treatments?))* (?:ha[sd] (?:already )?(?:failed|stopped)|failed"
    r"|no longer work\w*|stop\w* working)\b",
    re.IGNORECASE,
)
_IN_GENERAL: Final = re.compile(
    r"^(?:[- ](?:cells?|therap(?:y|ies)|treatments?|drugs?|products?|against the same \w+))*,?"
    r" (?:would"
    r"|cannot|can|(?:have|has) (?:already |so far )?(?:transformed|changed|revolutioni[sz]ed|worked"
    r"|been|done|shown|brought|cured)|are|is|takes?|needs?|requires?|usually|often|typically"
    r"|which (?:have to|must|need|take|are))\b",
    re.IGNORECASE,
)
_WITH_CELLS: Final = re.compile(
    r"\b(?:cells|lymphocytes|TILs|macrophages|back to them)\b[^.;]{0,40}? (?:with|followed by|plus"
    r"|and|together with)\s(?:a short course of |an? |the )?$",
    re.IGNORECASE,
)


_OUTDONE: Final = re.compile(
    r"\b(?:beats?|beaten|outperform\w*|outdo\w*|outlast\w*|surpass\w*|superior to|better than) $",
    re.IGNORECASE,
)


def was_tried_before(before: str, after: str) -> bool:
    """Whether the words around a kind of therapy say that it had been tried, or is given beside."""
    return bool(
        TRIED_BEFORE.search(before[-70:])
        or _HAD_FAILED.match(after[:60])
        or _OUTDONE.search(before[-20:])
    )


def is_said_in_general(after: str) -> bool:
    """Whether what follows a kind of therapy speaks of all such: "CAR T cells take weeks"."""
    return _IN_GENERAL.match(after[:80]) is not None


def supports_cells(before: str) -> bool:
    """Whether what is named was given with cells, to keep them alive."""
    return _WITH_CELLS.search(before[-80:]) is not None
