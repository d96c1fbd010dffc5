"""Names of what was given, by what they are set beside: "the cells, NK33-15, also", "of X-cel".

A name of any shape is believed where the words call it a treatment; a code or a name with the
ending of one also where people are said to have been given it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from curator.suggest.telling import Frame, Spot, context_at, spot_in
from curator.suggest.therapies import PATTERNS

_MIXED: Final = (
    r"(?=[\w-]*\d)(?:[A-Za-z][A-Za-z]{0,11}\d{0,3}[A-Za-z]{0,3}-\d{1,5}[A-Za-z]{0,2}"
    r"|[A-Z]{2,5}\d{3,5})"
)
_CODE: Final = r"[A-Z]{2,6}-\d{2,5}[A-Za-z]?"
_STEM: Final = (
    r"(?!(?:[Cc]an|[Ee]x|[Pp]ar|[Mm]ar)cel\b)[A-Za-z][a-z]{2,14}"
    r"(?:[ -]?(?:auto|ciclo|maro|vica|cabta)?leucel|cabtagene|-cel|(?<!n)cel|(?:li|ta|tu|so)?mab"
    r"|tug|mig|repvec|vec|fusp)"
)
_NAME: Final = rf"(?P<name>{_MIXED}|{_STEM}|\d{{1,2}}-\d{{3,5}})(?![\w-])"
_MAY_NAME: Final = re.compile(r"\w-\d|[A-Z]\d\d\d|(?:cel|mab|gene|tug|mig|vec|fusp)(?!\w)")
"""A sentence without any of these names nothing; to look for it is cheaper."""
_THING: Final = (
    r"(?:treatment|therapy|product|drug|shot|jab|vaccine|antibody|cells|medicine|virus|infusion"
    r"|candidate|injection|particles?|nanoparticles?|capsules?|engager|compound|agent|molecule"
    r"|receptor|construct|transplant|graft|peptide|cocktail|bacterium|bacteria|phages?)"
)
_BESIDE: Final = re.compile(
    rf"\b(?:[Tt]he|[Tt]hese|[Tt]his|[Ii]ts|[Tt]heir|[Oo]ur|[Aa]n?|[Ss]uch|with) (?:[\w-]+ ){{0,4}}?"
    rf"{_THING}(?:, (?:which (?:is|are|was) )?(?:called|known as|named|dubbed|code-named|or)? ?"
    rf"| (?:called|known as|named|dubbed|code-named) | \()[\"“']?{_NAME}[\"”']?(?=[,.;:)]| \()"
)
"""The treatment, and its name in an apposition."""
_GIVEN: Final = re.compile(
    r"\b(?:received|receiving|got|get|given|gets|took|infused with|injected with|treated with|dosed"
    r" with|treatment with|(?:cells|doses?|infusions?|injections?|bags?|course|vials?) of) "
    rf"(?P<name>{_CODE}|{_STEM})(?![\w-])(?=[,.;]| (?:via|by|in|into|at|on|as|every|once|twice|over"
    r"|plus|alone|intra\w+|and (?:were|had)|for|through|from)\b)"
)
_IS: Final = re.compile(
    rf"(?:^|(?<=^Instead, )|(?<=^Now, )|(?<=^Here, ))(?P<name>{_MIXED}|{_STEM})(?![\w-]),?"
    r" (?:is|are|was|consists of|contains|combines|comprises|uses|pairs|carries) (?:an?|the|its|two"
    r"|three|made|autologous|allogeneic|human)\b[^.;]{0,50}?"
    r"\b(?:nanoparticles?|T[- ]cells|NK cells|cells|antibody|vaccine|virus|engager|therapy|product"
    r"|vector|macrophages|peptides?|particle|injection|fusion|conjugate|bacteri\w+)\b"
)
"""The name as subject of a sentence that tells what it is."""
_AFTER_IT: Final = re.compile(
    rf"\b(?P<name>{_CODE}|{_STEM})(?![\w-]), (?:an? (?:[\w-]+,? ){{0,3}}?|the (?:[\w-]+ ){{0,2}}?"
    r"|its (?:[\w-]+ ){0,3}?|which (?:[\w]+ ){0,3}?)?(?:cells?|antibody|vaccine|virus|engager"
    r"|therapy|product|molecule|injection|encodes|blocks|binds|targets|neutrali[sz]es|inhibits|activates)\b"
)
"""The name, and behind it what it is or does."""
_CALLED: Final = re.compile(
    r"\b(?:[Ii]ts|[Tt]heir|[Oo]ur|[Tt]he|['’]s) (?:(?:[\w-]+) ){0,2}?(?:antibody|shot|jab|pill"
    r"|product|vaccine|drug|candidate|engager|therapy|treatment) "
    rf"(?P<name>{_MIXED}|{_STEM})(?![\w-])"
    r"(?=,| (?:to|kept|cleared|cut|led|did|in|was|were|shrank|slowed|helped|halved|gave|brought)\b)"
)
"""Its kind directly before a name: "gave its shot X1-22 to"."""
_OTHERS: Final = re.compile(
    r"\b(?:showed (?:us )?the way|paved the way|is (?:already |now )?(?:approved|marketed|sold)"
    r"|was approved|had been approved|which (?:many|most)|failed in (?:phase|\d+)"
    r"|(?:similar|rival|related|competing|comparable)"
    r" (?:product|cell|antibod|vaccine|drug|therapy|treatment)\w*)\b|^,? (?:already )?"
    r"(?:approved|marketed|sold)\b"
)
_EARLIER: Final = re.compile(
    r"\b(?:after|failed|despite|refractory to|previous(?:ly)?|prior|earlier|unlike|existing|against"
    r"|versus|than|followed|helped by|control(?:led)? (?:by|with))\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_KNOWN: Final = re.compile(
    r"(?:tocilizum|siltuxim|rituxim|inflixim|denosum|obinutuzum|trastuzum|bevacizum|cetuxim"
    r"|alemtuzum|emapalum|pembrolizum|nivolum|ipilimum|atezolizum|durvalum|daratumum|dinutuxim"
    r"|basilixim|adalimum|eculizum|natalizum|ocrelizum)ab$|^(?:COVID|SARS|NK-?92|HLA|IL|CD|PD|HIV|HPV"
    r"|EBV|CMV|NCT|TNF|MAGE|NY|HER|B7|KRAS|Covid|TGF|TIM|LAG|CTLA|Claudin|Nectin|Glypican|Siglec)"
    r"(?:[-\d]|$)",
    re.IGNORECASE,
)


_PATTERNS: Final = (
    (0.85, _BESIDE),
    (0.8, _IS),
    (0.8, _AFTER_IT),
    (0.8, _CALLED),
    (0.72, _GIVEN),
)


def explained_names(frame: Frame) -> Iterator[tuple[float, Spot]]:
    """Names that the words call the treatment, or that people were given, with how sure that is."""
    for sentence in frame.sentences:
        if not _MAY_NAME.search(sentence.text):
            continue
        for score, pattern in _PATTERNS:
            for found in pattern.finditer(sentence.text):
                start, end = found.span("name")
                spot = spot_in(sentence, sentence.start + start, end=sentence.start + end)
                if _is_the_studys(frame, spot, found["name"]):
                    yield score, spot


def _is_the_studys(frame: Frame, spot: Spot, name: str) -> bool:
    """Whether it is no well-known drug, no protein, and not what others made or failed before."""
    if _KNOWN.search(name) or PATTERNS["checkpoint_inhibitor"].fullmatch(name):
        return False  # so well known that it stands for its kind of therapy
    if (
        frame.is_named(spot.start, spot.end)
        or of_others(spot)
        or _EARLIER.search(spot.before[-60:])
    ):
        return False
    context = context_at(spot)
    return not (context.other_study or context.background or context.comparison)


def of_others(spot: Spot) -> bool:
    """Whether a name is said to stand for what others made before."""
    return _OTHERS.search(spot.after[:80]) is not None
