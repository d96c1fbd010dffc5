"""The words by which a text says that something carries a cargo, and was made to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from curator.suggest.caseless import caseless
from curator.suggest.fields.leading import skipped

FILLERS: Final = frozenset(
    """the a an its their of high low higher large levels level amounts amount quantities immune
    protein proteins molecule molecules cytokine cytokines chemokine chemokines interleukin ligand
    enzyme signal signalling signaling human mouse murine canine membrane membrane-bound
    membrane-tethered membrane-anchored membrane-associated surface tethered bound soluble secreted
    inducible constitutive constitutively potent pro-inflammatory proinflammatory inflammatory
    anti-inflammatory single-chain fused form version variant called known as gene genes for both
    and factor stimulating additional powerful drug supply transgene transgenic two three second
    third growth engineered locally constant homing safety switch co-receptor receptor receptors
    suicide to modified continuously directly into payload payloads small extra further another new
    own either or antioxidant matrix-degrading immune-boosting immune-stimulating t-cell wild-type
    active activated mutant decoy-resistant decoy hybrid synthetic artificial so-called therapeutic
    tumor-fighting tumour-fighting t-cell-attracting attractant messenger hormone killer antibody
    antibodies toxin bacterial viral following copies copy more much plenty steady stream dose
    doses local not only just least at up transcription costimulatory co-stimulatory stimulatory
    attracting transmembrane caspase caspase-9-based nanoparticles nanoparticle particles backpacks
    antibody-like tiny special certain natural cancer-killing tumor-killing tumour-killing
    filled 's one an' ( , : \u2013 \u2014""".split()
)
_MAKE: Final = (
    "secret releas produc overproduc over-produc pump churn dispens shed shedding deliver"
    " manufactur emit exud spew brew discharg"
).split()
_EXPRESS: Final = "express coexpress co-express overexpress over-express display encod".split()
_CARRY: Final = (
    "carry carri bear harbor harbour contain includ incorporat hold pack featur possess sport have"
    " has had"
).split()
_ARM: Final = (
    "arm equip fit outfit load endow furnish provid suppl engineer modif transduc transfect boost"
    " fortif decorat kit augment enhanc redirect upgrad laden bristl stuff"
).split()
_ADD: Final = "add insert knock introduc integrat install splic slip build put plac".split()
_ADDED_OF: Final = (
    "addition overexpression over-expression expression co-expression coexpression secretion"
    " insertion introduction integration incorporation transfer production release knock-in"
).split()
_FORCED: Final = frozenset(
    """forced ectopic transgenic constitutive engineered overexpression over-expression addition
    insertion introduction integration incorporation co-expression coexpression knock-in transfer
    enforced""".split()
)
_GIVE: Final = ("give", "gave", "lend", "lent", "grant", "hand")
_TAKERS: Final = frozenset(
    """cells cell them lymphocytes macrophages monocytes neutrophils virus viruses bacteria strain
    bacterium ones killers t-cells microbes fibroblasts it""".split()
)
_OUTPUT: Final = ("pump", "churn", "giv", "put", "pour", "spit", "crank", "turn", "send")
_MADE: Final = frozenset("make makes making made".split())
_GENES: Final = frozenset(
    """gene genes transgene transgenes instructions recipe blueprint plasmid plasmids
    cassette""".split()
)
_PRODUCT: Final = frozenset(
    """cells cell lymphocytes macrophages monocytes neutrophils virus viruses bacteria strain
    strains bacterium vector vectors construct constructs cassette car cars car-t car-nk tils tregs
    til microbes t-cells nk platelets fibroblasts vaccinia adenovirus herpesvirus plasmid product
    products cells) probiotic salmonella listeria transgene virotherapy backpack""".split()
)

ARMED: Final = "armed"
ADDED: Final = "added"
MADE: Final = "made"
HELD: Final = "held"
SHOWN: Final = "shown"
GENE: Final = "gene"
WITH: Final = "with"
NOTHING: Final = ""


def governed(words: Sequence[str]) -> tuple[str, int]:
    """What governs a name behind the words, and the place of that word among them.

    ``armed`` (armed with, gave the cells), ``added`` (inserted, addition of), ``made`` (secretes,
    makes), ``held`` (carries, contains), ``shown`` (expresses, encodes), ``gene`` (the gene for),
    ``with`` (cells with), or nothing.
    """
    at = skipped(words, FILLERS, most=12)
    if at < 0:
        at = -1
    gene = _gene_at(words, at)
    if gene >= 0:
        return GENE, gene
    filled_of = _of_something(words, at)
    if filled_of:
        return filled_of
    if at < 0:
        return NOTHING, at
    return _by_word(words, at)


def _by_word(words: Sequence[str], at: int) -> tuple[str, int]:
    word, before = words[at], words[max(0, at - 4) : at]
    if word in ("with", "by"):
        if any(one.startswith(tuple(_ARM)) for one in before):
            return ARMED, at
        return (WITH, at) if word == "with" and before and before[-1] in _PRODUCT else (NOTHING, at)
    if word in ("out", "off") and before and before[-1].startswith(_OUTPUT):
        return MADE, at - 1
    if word in ("in", "down") and before and before[-1].startswith("knock"):
        return (ADDED, at - 1) if word == "in" else (NOTHING, at)
    if word in _TAKERS and any(one.startswith(_GIVE) for one in words[max(0, at - 7) : at]):
        return ARMED, at
    if word.startswith(tuple(_MAKE)) or word in _MADE:
        return MADE, at
    if word.startswith(tuple(_EXPRESS)):
        return SHOWN, at
    if word.startswith(tuple(_CARRY)):
        return HELD, at
    if word.startswith(("armor", "armour", "arming")):
        return ARMED, at
    if word.startswith(tuple(_ADD)) and not word.startswith(
        ("addition", "address", "introduct", "place")
    ):
        return ADDED, at
    return NOTHING, at


def _gene_at(words: Sequence[str], at: int) -> int:
    """Of "the gene for the", "instructions for": the place of the gene; -1 where none is."""
    for place in range(len(words) - 1, max(at, len(words) - 7, 0) - 1, -1):
        if words[place] in _GENES and place + 1 < len(words):
            return place if words[place + 1] in ("for", "encoding", "of", "coding") else -1
    return -1


def _of_something(words: Sequence[str], at: int) -> tuple[str, int] | None:
    """Of "forced expression of the": a noun that does what the verb does, and its place."""
    for place in range(len(words) - 1, max(at, 0), -1):
        if words[place] == "of" and words[place - 1] in _ADDED_OF:
            forced = bool(_FORCED.intersection(words[max(0, place - 2) : place]))
            return (ADDED if forced else NOTHING), place - 1
    return None


GIVING: Final = re.compile(
    r"^\)?[-\u2010\u2011 ](?:secreting|releasing|producing|expressing|co-?expressing|armou?red"
    r"|armed|loaded|encoding|carrying|delivering|engineered|enhanced|overexpressing|payload"
    r"|transgene|modified|CARs?\b|CAR-?T|CAR\b|TRUCK|based armou?r|armou?ring|transduced|equipped"
    r"|boosted|bearing|filled|making|laden|edited)",
    re.IGNORECASE,
)
PASSIVE: Final = re.compile(
    r"^\)?,? (?:(?:was|were|is|are|has been|that (?:was|is)|which (?:was|is)) )?(?:\w+ly )?"
    r"(?:co-?expressed|overexpressed|expressed|secreted|produced|released|made|added|inserted"
    r"|knocked[- ]in|introduced|integrated|incorporated|delivered|carried|encoded|built) (?:by|into"
    r"|in|on|from|to) (?:[\w-]+ ){0,3}?(?:CARs?\b|CAR-?T|engineered|modified|edited|armed|armou?red"
    r"|vector|construct|transduced|virus|bacteria|genome)",
    re.IGNORECASE,
)
IS_GENE: Final = re.compile(
    r"^ (?:trans)?genes?\b|^ (?:\w+ )?(?:knock-in|transgene|cassette)\b", re.IGNORECASE
)
CARRIED_GENE: Final = re.compile(
    r"\b(?:carr(?:y|ies|ied|ying)|contain(?:s|ing)?|harbou?r(?:s|ing)?|insert(?:s|ed|ing)?"
    r"|deliver\w*"
    r"|equip\w+ with|given|with|plac\w+|put(?:ting)?|add(?:s|ed|ing)?|introduc\w+)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
BESIDE: Final = re.compile(
    r"\b(?:express|carry|carri|encod|with|transduc|bear|contain)\w*\b[^.;,]{0,60}\b(?:CARs?"
    r"|receptors?)\b(?: (?:\([A-Z]{2,5}s?\) )?(?:against|for|targeting|that \w+|directed (?:at"
    r"|against)|specific (?:for|to)) (?:the )?(?:[\w-]+ )?[\w-]+)?(?:,? (?:and|plus|together with"
    r"|along with|as well as)|,)\s(?:also\s)?(?:an?\s)?(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
MEANT: Final = caseless(
    r"\bengineer|\bprogramm?(?:ed|ing)|armou?r|transgen|constitutive|\bequip|genetically|\bmodif"
    r"|\b(?:designed|built|made|taught|trained|instructed|rewired|altered) (?:them |it )?"
    r"(?:so that|that|to)\b|co-?express|overexpress|\barmed|\barming|payload|encod|\bedited"
    r"|\btransduced|\bre-?wired|\bknock(?:ed)?[- ]in|\binsert(?:ed|ing)\b|\bfitted with|\bforced"
    r"|\b(?:created|constructed|developed|generated|designed|made|built|devised) (?:[\w-]+ ){0,6}?"
    r"(?:cells|CARs?|virus(?:es)?|strain|bacteria|macrophages|construct)\b"
    r"|\b(?:mak(?:e|es|ing)|made|lets?|letting|caus(?:e|es|ed|ing)|forc(?:es|ed|ing)|enabl\w+"
    r"|allow\w*|prompt\w*) (?:[\w-]+ ){0,4}?(?:cells|them|lymphocytes|macrophages|bacteria"
    r"|virus(?:es)?|microbes)(?: themselves)?(?: to)?(?: also)? (?:[\w-]+ )$"
    r"|\b(?:strain|version|virus|generation) of\b[^.;]{0,40}\bthat\b"
)
"""That somebody had it so: it was made, not found."""
PRODUCT: Final = caseless(
    r"\bcells?\b|\bCARs?\b|CAR-?T|macrophage|lymphocyte|\bTILs?\b|\bTregs?\b|\bconstructs?\b"
    r"|\bvectors?\b|virus|bacteri|\bstrain\b|Salmonella|Listeria|E\. coli|microbe|vaccinia"
    r"|monocyte|neutrophil|platelet|fibroblast|probiotic|\bcassette|\btransgene"
)
OF_TUMOR: Final = caseless(
    r"\b(?:(?:tumou?rs?|cancers?|lymphoma|leuk\w*emi[ac]|melanoma|glioma|glioblastoma|myeloma"
    r"|carcinoma|sarcoma|target|feeder|antigen[- ]presenting|stimulator) (?:cells?|lines?"
    r"|cell lines?|tissue|beds?)|tumou?rs|cancers|mice|stroma|MC38|CT26|B16|K562|Raji|NALM-?6)"
    r"(?: cells)?,?(?: \w+ed)? (?:(?:that|which|who|often|also|can|may|were|was|are|had|then|been"
    r"|genetically|stably|heavily|typically|usually) ){0,3}(?:engineered|modified|transduced"
    r"|transfected|made|designed"
    r"|express\w*|over-?express\w*|secret\w*|produc\w*|releas\w*|mak(?:e|es|ing)|display\w*"
    r"|carr\w+|contain\w*|bear\w*|pump\w*|emit\w*|deliver\w*|encod\w*|shed\w*|harbou?r\w*"
    r"|with)\b[^.;]{0,60}$"
)
"""The illness has it, or the model of it."""
NOT_OURS: Final = caseless(
    r"\b(?:in development|being developed|under development"
    r"|(?:several|many|some|other|rival|various) (?:companies|groups|teams|labs|laboratories"
    r"|researchers)|next[- ]generation (?:versions|products)|(?:others|some) (?:have|are)"
    r"|elsewhere|in the pipeline)\b"
)
NOT_CARGO: Final = caseless(
    r"\b(?:serum|plasma|levels? of|increas\w+|elevat\w+|cultur\w+ (?:with|in)|followed by"
    r"|presence of|addition of(?= (?:exogenous|recombinant))|infus\w+ of|doses? of|receiv\w+"
    r"|injections? of|without"
    r"|respons\w+ to|support of|concentrations? of|absence of|receptors? for|exogenous"
    r"|recombinant|treated with|stimulat\w+ with|expanded (?:with|in)|activated with|lack\w*"
    r"|grown (?:with|in)|incubated with|combined with|in combination with|resist\w* to|block\w*"
    r"|neutrali[sz]\w+|inhibit\w*|anti-|cleav\w+|sensitiv\w+ to|measured|detected|knock(?:ed)?"
    r"[- ]?out|delet\w+|remov\w+|depriv\w+|deficien\w+|disrupt\w*)"
    r"\s*(?:(?:high-dose|low-dose|recombinant|human|the|of|for|cytokine|cytokines|gene"
    r"|genes)\s+)*$"
)
NO_MORE: Final = re.compile(
    r"^[- ](?:knock-?out|deficien|deplet|block|inhibit|antagonist|levels?\b|concentration|release"
    r"|syndrome|-?/-|deleted|negative|low\b|resist|injection|infusion|treatment|therapy|promoter"
    r"|pathway|signal)",
    re.IGNORECASE,
)
"""What stands behind a name that is not carried itself."""
INTO_CULTURE: Final = re.compile(
    r"^[^.;]{0,50}\b(?:culture|medium|media|therapy|treatment|regimen|infusions?|injections?"
    r"|in vitro|chemotherapy|every|daily|weekly|schedule)\b",
    re.IGNORECASE,
)
JOINING: Final = frozenset(
    "and plus or as well also together along with , / & + simultaneously then".split()
)
"""Words between two that are carried."""
EXPRESSION: Final = re.compile(r"^[- ](?:over-?)?expression\b", re.IGNORECASE)
FORCED: Final = re.compile(
    r"\b(?:forced|ectopic|transgenic|constitutive|enforced|permanent|added) (?:[\w-]+ )?$", re.I
)
STRONGLY: Final = re.compile(
    r"^\)?[-\u2010\u2011 ](?:armou?red|armed|loaded|engineered|overexpressing|modified|transduced"
    r"|equipped|boosted|filled|laden)\b",
    re.IGNORECASE,
)
"""So things are by somebody's doing only."""
