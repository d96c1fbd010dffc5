"""Whether living cells are what was given, where no kind of cell therapy is named.

Pieces for families and patients say "immune cells" and "the cells", and that these were changed,
loaded or given back; what was grown in dishes or injected to grow a tumor is no treatment.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from curator.suggest.caseless import caseless
from curator.suggest.context import context_of
from curator.suggest.reading import HEADING, Sentence

_CELLS: Final = (
    r"(?:(?:T|NKT?|immune|natural killer|killer|white blood|relay)[- ]cells|macrophages"
    r"|lymphocytes)"
)
_CHANGED: Final = (
    r"(?:changed|loaded|modified|engineered|equipped|armed|taught|trained|edited|altered"
    r"|multiplied|expanded|grown|rebuilt|reprogram\w+|given|infused|injected|returned|transferred"
    r"|donated|dosed)"
)
_GIVEN: Final = caseless(
    rf"\b{_CELLS}\b[^.;]{{0,60}}? (?:were|are|was|is|have been|had been|being)"
    rf" (?:then |first |also |now |later |fed and )?{_CHANGED}\b"
    rf"|\b(?:gave|given|giving|received|receive|got|infused|injected|had|have had)\b[^.;]{{0,50}}?"
    r" (?:the|their|these|million|billion|10\^\d+) (?:of (?:the|these|their) )?"
    r"(?:T |NKT? |immune |killer )?cells\b"
    rf"|\bgets?\b[^.;]{{0,20}} {_CELLS} grown from\b"
    rf"|\b{_CELLS} (?:that |which )?(?:go|goes) after\b"
    r"|\b(?:million|billion) (?:of them|cells)\b[^.;]{0,30}?\b(?:went|put|dripped|given|infused)\b"
    r"|\b(?:put|gave|infused|injected)\b[^.;]{0,30}?\b(?:million|billion) of them\b"
    rf"|\b(?:[Cc]ells|{_CELLS}) were (?:autologous|allogeneic)\b"
)
_CUES: Final = ("cells", "macrophages", "lymphocytes", "illion of them")


def gives_cells(sentences: Sequence[Sentence], *, least: int = 2) -> bool:
    """Whether so many of the sentences say that cells were changed or given."""
    told = 0
    for sentence in sentences:
        low = sentence.text.lower()
        if sentence.position == HEADING or not any(one in low for one in _CUES):
            continue
        found = _GIVEN.search(sentence.text)
        if found is None:
            continue
        start, end = sentence.start + found.start(), sentence.start + found.end()
        told += context_of(sentence, (start, end)).stated
        if told >= least:
            return True
    return False
