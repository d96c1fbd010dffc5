"""Phrases that name an organism: ``murine``, ``patients``, ``C. elegans``, ``Vibrio fischeri``.

Scientific names are capitalised, people and animals have words of their own, and a genus with an
epithet is a species whether or not the vocabulary has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from curator.suggest.phrases import Found, Look, Reading, apart, free_words, shape, words_in

_MEANT: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        "patient person people woman man child boy girl participant volunteer infant".split(),
        "homo sapien",
    ),
    "murine": "mouse",
    "bovine": "bo tauru",
    "cow": "bo tauru",
    "calf": "bo tauru",
    "cattle": "bo tauru",
    "heifer": "bo tauru",
    "canine": "dog",
    "puppy": "dog",
    "feline": "cat",
    "kitten": "cat",
    "porcine": "pig",
    "swine": "pig",
    "piglet": "pig",
    "ovine": "sheep",
    "lamb": "sheep",
    "equine": "horse",
    "foal": "horse",
    "caprine": "goat",
    "chick": "chicken",
    "hen": "chicken",
    "simian": "monkey",
    "avian": "bird",
    "mammalian": "mammal",
    "bacterial": "bacterium",
    "viral": "virus",
    "fungal": "fungi",
    "archaeal": "archaea",
    "archeal": "archaea",
    "eukaryotic": "eukaryote",
    "prokaryotic": "prokaryote",
    "yeast": "saccharomyce cerevisiae",
    "zebrafish": "danio rerio",
    "rodent": "rodentia",
    "organism": "root",
}
"""Words for organisms, and a name of what they mean; the vocabulary need not have it."""

_PLURALS: Final[Mapping[str, str]] = {"individual": "homo sapien"}
"""Words that mean an organism in the plural only."""

_LABORATORY: Final = words_in("mouse rat animal human bovine patient people woman man child")
_RANKS: Final = words_in(
    "family subfamily superfamily class order genus clade late early marrow white cluster placental"
)
_LATIN: Final = shape(
    r"[a-z]{2,}(?:us|um|is|ii|ae|ensis|ans|ens|oides|ata|atus|ica|icus|icum|ella|ina|ana|ani|eri"
    r"|osa|osus|osum|anni|tii|iae|rum|ola|ulus|ula|inus|aris|alis|orus|yi|zei|ei|opsis|ax|ix|ops"
    r"|or|ini|ani|alli|igi|aster|ifer|iger|nsis|aea|ia|ma|ta|ra|na|la|ca|da|ga|ne|pe|le|te|ri|li|ni|mi|ti)",
)
_NO_EPITHETS: Final = words_in(
    "data virus viruses species bacteria larvae pupae saliva extra intra mama media criteria "
    "phenomena antenna genomic genome gene genes alpha beta gamma delta data mutation via extract "
    "venom antigen lines line strain female male some these have are were same one none gene "
    "plus thus versus minus status focus locus nucleus corpus apparatus serum medium spectrum "
    "maximum minimum optimum quantum analysis basis axis crisis emphasis hypothesis this his is "
    "us bus plasma stigma schema enigma drama area idea era aura extra flora fauna lamina retina "
    "vagina vulva cornea trachea tibia fibula scapula lamella patella larva pupa prey date state "
    "rate site type gene time fate late plate male female scale role whole sample table people "
    "little able possible multiple simple single variable protocol error vector factor receptor "
    "donor tumor for or nor prior major minor interior exterior author editor color behavior "
    "sequence response disease case base phase use cause because release increase complete "
    "parasite complete isolate mate culture where here there before more are were true free "
    "three alone gone done bone tone clone zone phone gene scene hygiene vaccine medicine "
    "immune define line fine nine wine spine fluorescence difference reference since once "
    "evidence presence absence infectious various previous continuous numerous obvious mucus "
    "campus census consensus virus bonus genus genus fungus mini semi anti multi quasi taxi "
    "mitochondria meta delta quota beta theta data visa formula peninsula"
)
_TITLE: Final = re.compile(r"[A-Z][a-z]+")
_FEATURE: Final = re.compile(r"[A-Z][a-z]+(?:-[a-z]+)?ed")
_INITIAL: Final = re.compile(r"[A-Z][a-z]?")
_SENTENCE_END: Final = re.compile(r"(?:^|[.!?:\n]\s*)\Z")
_SOLITARY: Final = re.compile(r"[A-Z]\s?\d{1,2}")


def organism_phrases(reading: Reading, found: Sequence[Found], *, look: Look) -> list[Found]:
    """Names that stand as names of organisms do, words that mean one, and species by their form."""
    named = [one for one in found if _counts(reading, one)]
    species = list(_binomials(reading, named))
    known = apart([*named, *species])
    words = list(_meant(reading, known, look))
    return apart(_capitalised(reading, one) for one in [*known, *words])


def _counts(reading: Reading, found: Found) -> bool:
    """Whether a name of the vocabulary names an organism where it stands."""
    if found.last - found.first > 1:
        return not _SOLITARY.fullmatch(reading.said(found.first, found.last))
    word = reading.words[found.first]
    if word.folded in _RANKS or any(map(str.isdigit, word.folded)):
        return False
    scientific = all(row.name[:1].isupper() for row in found.rows)
    return not scientific or word.written[:1].isupper()


def _meant(reading: Reading, found: Sequence[Found], look: Look) -> Iterator[Found]:
    places = [
        (at, key)
        for at, word in free_words(reading, found)
        if (key := _meaning(reading.said(at, at + 1), word.folded))
    ]
    rows = look({key for _, key in places}) if places else {}
    for at, key in places:
        yield Found(at, at + 1, rows.get(key, ()))


def _meaning(said: str, folded: str) -> str:
    """A name of the organism that a word means; "" where it means none."""
    if folded in _PLURALS and said.lower() != folded:
        return _PLURALS[folded]
    return "" if said.isupper() else _MEANT.get(folded, "")


def _binomials(reading: Reading, found: Sequence[Found]) -> Iterator[Found]:
    """A genus, or the letter of one, with an epithet: ``Vibrio fischeri``, ``L. whitmani``."""
    whole = {}
    for one in found:
        if one.last - one.first == 2:
            first, second = reading.words[one.first : one.last]
            whole[first.written[:1], second.folded] = one.rows
    genus = {one.first for one in found if one.last - one.first == 1 and _is_genus(reading, one)}
    taken = {at for one in found for at in range(one.first, one.last)} - genus
    for at, word in enumerate(reading.words[:-1]):
        after = reading.words[at + 1]
        if at in taken or not after.written.islower() or len(after.written) < 3:
            continue
        gap = reading.gap(at + 1)
        short = _INITIAL.fullmatch(word.written) is not None and gap in (". ", ".", ".\u00a0")
        known = whole.get((word.written[:1], after.folded), ())
        if (short and known) or (
            (short or (at in genus and gap == " ")) and _is_epithet(reading, at + 1, short=short)
        ):
            yield Found(at, at + 2, known)


def _is_genus(reading: Reading, found: Found) -> bool:
    said = reading.said(found.first, found.last)
    return bool(_TITLE.fullmatch(said)) and all(row.name == said for row in found.rows)


def _is_epithet(reading: Reading, at: int, *, short: bool) -> bool:
    said = reading.said(at, at + 1)
    if said in _NO_EPITHETS or not _LATIN.fullmatch(said):
        return False
    return not short or not _is_name_of_person(reading, at)


def _is_name_of_person(reading: Reading, at: int) -> bool:
    """``Smith J. et al.`` and the like: an initial behind a capitalised word or another initial."""
    if at < 2:
        return False
    before, gap = reading.words[at - 2], reading.gap(at - 1)
    return gap in (" ", ". ") and len(before.written) == 1 and before.written.isupper()


def _capitalised(reading: Reading, found: Found) -> Found:
    """With the capitalised words before a capitalised common name: ``Pileated Woodpecker``."""
    first = found.first
    common = any(row.name.islower() for row in found.rows)
    word = reading.words[first]
    if not common or word.folded in _LABORATORY or not word.written[:1].isupper():
        return found
    start, chunk = reading.chunk_before(first)
    at = reading.words[start].start
    before = reading.text[max(0, at - 3) : at]
    if start < first and _FEATURE.fullmatch(chunk) and not _SENTENCE_END.search(before):
        return found._replace(first=start)
    return found
