"""Phrases that name a kind of cell: ``CD8+ tissue-resident memory T cells``, ``neuronal``.

What stands to the left belongs to the name where it says which cells they are by lineage, marker,
place, stage or function; not where it says whose they are, how many, or what was done to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from curator.domain.names import Word, name_key
from curator.suggest.phrases import (
    Found,
    Look,
    Reading,
    apart,
    free_words,
    joined,
    reach_left,
    shape,
    words_in,
)

_GROUPS: Final = words_in(
    "immune_cell tumor_cell cancer_cell malignant_cell neoplastic_cell stromal_cell "
    "inflammatory_cell antigen_presenting_cell hematopoietic_cell somatic_cell abnormal_cell "
    "barrier_cell blood_cell bone_marrow_cell precursor_cell progenitor_cell null_cell neural_cell "
    "animal_cell eukaryotic_cell prokaryotic_cell"
)
"""Names of many kinds of cell at once; with a word before them they may be one kind."""

_HEADS: Final = words_in("cell neuron progenitor precursor interneuron thymocyte motoneuron")
_UNNAMED: Final = words_in("cell progenitor precursor")
_ADJECTIVE: Final = shape(
    r"(?:[a-z]+-)*[a-z]{2,}(?:al|ar|oid|ary|ory|ic|ous|ive|iferous|otent|ated|ine)",
)
_COMPOUND: Final = shape(
    r".+-(?:like|associated|derived|infiltrating|resident|specific|restricted|type|lineage"
    r"|committed|presenting|negative|high|low|hi|lo)",
)
_MARKER: Final = shape(
    r"(?:[A-Za-z]+[A-Za-z0-9./-]*\d*[a-z]?[+\u207a\u2212-])+",
    r"(?:(?:[A-Za-z]+\d+[A-Za-z]?)(?:[+\u207a\u2212-]|hi|high|lo|low|int|neg|pos|bright|dim))+",
    r"CD\d+[A-Za-z]?",
    r"(?:Th|Tc|Tr|M|Type|type|AT|L|ILC)-?\d{1,2}[a-z]?",
    r"[α-ω]{1,2}",
)
_OTHER_ADJECTIVES: Final = words_in(
    "actual additional adjacent animal artificial atypical basic canonical central characteristic "
    "classic classical clinical clonal common comparable comparative conditional considerable "
    "critical crucial different differential distal distinct diverse dynamic early essential "
    "eventual exclusive experimental extensive final functional general genetic global "
    "heterogeneous homogeneous identical important individual initial intact internal large later "
    "left local logical lytic mammalian maternal medial metabolic molecular murine mutual native "
    "negative neighboring neighbouring nonspecific normal numerous numerical opposite optimal "
    "original overall partial particular paternal pathogenic positive possible potential previous "
    "primary prospective rapid real relative remaining representative residual respective right "
    "secondary selective separate sequential several severe similar single small specific "
    "spatial statistical stable successive such systematic temporal therapeutic total "
    "transcriptional transgenic typical unique usual valuable variable various viable vital whole "
    "allogeneic autologous bovine canine feline porcine human equine cultured isolated treated "
    "generated associated dedicated estimated integrated isolated related stimulated untreated "
    "stratified activated differentiated elevated indicated demonstrated evaluated investigated "
    "dissociated circulated transplanted mutated migrated repeated validated irradiated "
    "aberrant medical biological physical chemical technical analytical historical synthetic "
    "exogenous endogenous simultaneous obvious previous consecutive alive massive predictive "
    "comprehensive impressive respective objective negative relative alternative innovative native "
    "and or the of in with from by bulk their our its these those any".replace("'", "")
)
_PLAIN: Final = words_in(
    "stem memory effector naive naïve helper killer precursor progenitor mature immature resting "
    "quiescent innate resident regulatory cytotoxic natural plasma giant mast goblet hair inner "
    "outer slow fast cone rod islet gland cord marrow bone bulb blood lung liver kidney brain "
    "heart skin gut airway tissue muscle retina islet tumor tumour pancreas spleen thymus "
    "border edge stage interstitial foregut hindgut midgut endoderm mesoderm ectoderm epithelium "
    "endothelium stroma trophoblast smooth fat germ egg sperm nerve root papilla crypt nk t b "
    "progenitors cytokeratin spindle basket pyramidal granule granulosa columnar "
    "squamous cuboidal ciliated multiciliated fertilized follicle duct tubule body intermediate "
    "anterior posterior upper lower superficial deep ventral dorsal lateral proximal terminal "
    "lineage-negative double-positive double-negative pro-inflammatory anti-inflammatory tip "
    "stalk light dark long-lived short-lived embryonic fetal foetal vein artery arterial vascular "
    "lymph node umbilical breast prostate colon stomach dermal bronchus follicular marginal zone "
    "high-endothelial bipolar horizontal amacrine"
)
_BY_FORM: Final = shape(
    r"[a-z]{3,}(?:cyte|blast|troph|phage|clast|glia|phore)",
)
_NO_CELLS: Final = words_in(
    "bacteriophage prophage intramacrophage megablast bioblast ganglia paraganglia neuroglia"
)
_DERIVED: Final = (
    (re.compile(r"neuronal"), ("neuron",)),
    (re.compile(r"(.+(?:cyt|blast|clast|phag))(?:ic|oid|al)"), (r"\1", r"\1e")),
    (re.compile(r"(.*gli)al"), (r"\1al cell", r"\1a")),
    (re.compile(r"((?:myel|lymph|erythr)oid|mesenchymal|endothelial)"), (r"\1 cell",)),
)
_NO_ADJECTIVE_BEFORE: Final = words_in(
    "leukemia lymphoma neoplasm carcinoma tumor cancer sarcoma tissue organ malignancy disease "
    "growth protein injury syndrome surface marker"
)
_ACRONYM: Final = re.compile(r"[A-Z]{1,3}")


def cell_phrases(reading: Reading, found: Sequence[Found], *, look: Look) -> list[Found]:
    """Names with the words that say which cells they are, and cells that only their form tells."""
    names = [one for one in found if _counts(reading, one)]
    cell = look(["cell"]).get("cell", ())
    heads = [
        Found(at, at + 1, cell) for at, word in free_words(reading, names) if word.folded == "cell"
    ]
    formed = [
        Found(at, at + 1, ())
        for at, word in free_words(reading, names)
        if word.folded in _HEADS - {"cell"}
        or (_BY_FORM.fullmatch(word.folded) and word.folded not in _NO_CELLS)
    ]
    whole = joined(reading, [*names, *heads, *formed])
    reached = apart(joined(reading, [_reached(reading, one) for one in whole]))
    kept = [one for one in reached if _is_kind(reading, one)]
    return sorted([*kept, *_adjectives(reading, kept, look)])


def _counts(reading: Reading, found: Found) -> bool:
    """Whether a name of the vocabulary is one of cells where it stands."""
    words = reading.words[found.first : found.last]
    if len(words) > 1:
        return True
    word = words[0]
    if len(word.folded) > 1 and word.folded in _GREEK:
        return False
    said = reading.said(found.first, found.last)
    if _ACRONYM.fullmatch(said):
        return _before_cell(reading, found.last)
    return not (_ADJECTIVE.fullmatch(word.folded) and not _before_cell(reading, found.last))


_GREEK: Final = words_in("alpha beta gamma delta epsilon zeta")


def _before_cell(reading: Reading, at: int) -> bool:
    return at < len(reading.words) and reading.words[at].folded in _HEADS


def _reached(reading: Reading, found: Found) -> Found:
    return found._replace(first=reach_left(reading, found.first, accept=_goes_with))


def _goes_with(chunk: str) -> bool:
    """Whether a run before a cell's name says which cells they are."""
    low = chunk.lower().rstrip("-\u2010\u2011")
    if low in _PLAIN:
        return True
    if low in _OTHER_ADJECTIVES:
        return False
    if _MARKER.fullmatch(chunk) or _COMPOUND.fullmatch(chunk):
        return True
    return low.rpartition("-")[2] not in _OTHER_ADJECTIVES and bool(_ADJECTIVE.fullmatch(low))


def _is_kind(reading: Reading, found: Found) -> bool:
    """Whether it says more than that they are cells, or many kinds of them."""
    key = "_".join(word.folded for word in reading.words[found.first : found.last])
    if key in _GROUPS or key in _UNNAMED:
        return False
    named = bool(found.rows) and name_key(found.rows[0].name) not in _UNNAMED
    head = reading.words[found.last - 1].folded
    return named or head not in _UNNAMED or _is_placed(reading, found)


def _is_placed(reading: Reading, found: Found) -> bool:
    """Of cells that no vocabulary names: whether plain words or markers say which they are."""
    said = reading.said(found.first, found.last).split()[:-1]
    return bool(said) and all(one.lower() in _PLAIN or one.startswith("CD") for one in said)


def _adjectives(reading: Reading, found: Sequence[Found], look: Look) -> Iterator[Found]:
    """``neuronal``, ``myeloid``, ``astrocytic`` where they stand alone."""
    possible = {
        (at, key)
        for at, word in free_words(reading, found)
        for key in _nouns(word)
        if not _no_cells_follow(reading, at + 1)
    }
    rows = look({key for _, key in possible}) if possible else {}
    seen = set()
    for at, key in sorted(possible):
        if key in rows and at not in seen:
            seen.add(at)
            yield Found(at, at + 1, rows[key])


def _no_cells_follow(reading: Reading, at: int) -> bool:
    return at < len(reading.words) and reading.words[at].folded in _NO_ADJECTIVE_BEFORE


def _nouns(word: Word) -> Iterator[str]:
    for pattern, keys in _DERIVED:
        if match := pattern.fullmatch(word.folded):
            yield from (match.expand(key) for key in keys)
