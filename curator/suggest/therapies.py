"""Names of kinds of immunotherapy, as articles write them.

Class keys are those of the form's ``therapy_class``.  Drug names stand for their class where an
article gives nothing else; lists from the international nonproprietary names (WHO INN).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from curator.suggest.caseless import Pattern, caseless

CELL_CLASSES: Final = frozenset(("car_t", "car_nk", "car_m", "tcr_t", "til"))
"""Classes in which cells are the drug."""
CAR_CLASSES: Final = frozenset(("car_t", "car_nk", "car_m"))

_CAR: Final = r"(?:chimeric[- ]antigen[- ]receptors?(?: \(CARs?\))?|CARs?)"
_CHECKPOINTS: Final = r"(?:PD-?L?-?1|CTLA-?4|LAG-?3|TIM-?3|TIGIT|CD47)"
_CHECKPOINT_DRUGS: Final = (
    r"(?:pembrolizum|nivolum|ipilimum|atezolizum|durvalum|avelum|cemiplim|dostarlim|tremelimum"
    r"|toripalim|camrelizum|sintilim|tislelizum|relatlim|retifanlim|penpulim|zimberelim"
    r"|spartalizum|cosibelim|serplulim|envafolim|sugemalim|botensilim|balstilim|tiragolum"
    r"|magrolim|lemzoparlim|favezelim|fianlim|vibostolim|domvanalim|ociperlim|cobolim|sabatolim"
    r"|quavonlim|prolgolim|socazolim|pucotenlim|finotonlim)ab|evorpacept|opdualag|keytruda"
    r"|opdivo|yervoy|tecentriq|imfinzi|bavencio|libtayo|jemperli"
)
_ENGAGER_DRUGS: Final = (
    r"blinatumomab|tebentafusp|(?:teclist|glofit|mosunetuz|epcorit|talquet|elranat|tarlat|odronext"
    r"|linvoselt|cataum|catumax|zenocutuz|amivant)[au]?m?ab|blincyto|kimmtrak|tecvayli"
)
_RECEIVED: Final = (
    r"(?:given|gave|giving|gives|equip(?:s|ped|ping)? with|fit(?:s|ted|ting)? with|arm(?:s|ed"
    r"|ing)? with"
    r"|(?:engineered|modified|redirected|programmed|designed) (?:with|to (?:express|carry|make"
    r"|have|bear|use))"
    r"|transduced with|loaded with|furnished with|carry(?:ing)?|carries|express(?:ing|es)"
    r"|bear(?:ing|s)"
    r"|insert(?:ed|ing)|introduc(?:ed|ing)|add(?:ed|ing)|put(?:ting)?|install(?:ed|ing)"
    r"|graft(?:ed|ing)"
    r"|swapp(?:ed|ing)(?: in)?|transferr(?:ed|ing)|provided with|made to (?:carry|express|bear))"
)
_FOUND: Final = (
    r"(?:isolat(?:ed|ing)|identif(?:ied|ying)|discover(?:ed|ing)|clon(?:ed|ing)|built"
    r"|design(?:ed|ing)"
    r"|engineer(?:ed|ing)|develop(?:ed|ing)|found|fish(?:ed|ing) out|pick(?:ed|ing) out|made"
    r"|using|used)"
)
_VIRUSES: Final = (
    r"herpes(?: simplex)?|vaccinia|adeno|pox|myxoma|measles|reo|polio|coxsackie|parvo|maraba"
    r"|vesicular stomatitis|newcastle disease"
)
_CHANGED: Final = (
    r"engineered|modified|altered|attenuated|weakened|harmless|probiotic|programmed|armed"
)
_OF_VIRUSES: Final = (
    rf"{_CHANGED}|oncolytic|replicat\w*|multipl(?:y|ies)|(?:that|which) (?:only )?(?:infects?"
    r"|kills?|destroys?|grows?|makes?|carr(?:y|ies)|releases?|bursts?|secretes?|breaks?)"
    r"|injected (?:straight |directly )?into (?:the|their|its) tumou?rs?"
)
_VACCINE_OF: Final = (
    r"cancer|mrna|rna|dna|tumou?r(?:[- ]lysate)?|neoantigen|neoantigen-based|peptide|dendritic"
    r"(?:[- ]cell)?|dc|personali[sz]ed|individuali[sz]ed|therapeutic|listeria|glioma|melanoma|gvax"
    r"|lysate|autologous|viral|nanoparticle|treatment|experimental|investigational"
)

PATTERNS: Final[Mapping[str, Pattern]] = {
    "car_nk": re.compile(
        rf"\b{_CAR}[- ](?:engineered |modified |expressing |transduced )?(?:NK|natural killer)\b"
        r"(?:[- ]cells?)?(?: therap(?:y|ies))?"
        rf"|\b(?:NK|natural killer) cells? (?:\(NK\) )?(?:expressing|carrying|armed with|engineered"
        rf" (?:with|to express)|transduced with|bearing) (?:an? |the )?(?:[\w-]+ )?{_CAR}\b",
        re.IGNORECASE,
    ),
    "car_m": re.compile(
        rf"\b{_CAR}[- ](?:engineered |modified |expressing )?(?:M\b|Ms\b|macrophages?|monocytes?"
        rf"|mac\b)|\b(?:macrophages?|monocytes?) (?:\w+ )?(?:expressing|carrying|armed with"
        rf"|equipped"
        rf" with|engineered (?:with|to express)|modified (?:with|to express)) (?:an? |the )?"
        rf"(?:[\w-]+ )?{_CAR}\b",
        re.IGNORECASE,
    ),
    "car_t": re.compile(
        rf"\b{_CAR}(?:\+|-positive)?[- ]?(?:\(CAR\)[- ]?)?(?:modified |engineered |expressing "
        r"|redirected |transduced |regulatory )?(?:i?NKTs?\b|Ts?\b|(?:\u03b3\u03b4"
        r"|gamma[- ]delta) ?T\b"
        r"|T[- ]?(?:cells?|lymphocytes?))(?:[- ]cells?)?"
        r"(?: (?:immuno)?therap(?:y|ies)| products?)?(?: \(CAR[- ]?T\))?"
        rf"|\bT[- ]?(?:cells?|lymphocytes?) (?:\w+ ){{0,3}}(?:with|expressing|carrying|armed with"
        rf"|bearing|engineered (?:with|to express)|modified (?:with|to express)|transduced with"
        rf"|equipped with) (?:an? |the )?(?:[\w-]+ ){{0,2}}{_CAR}\b"
        r"|\b\w+c?abtagene [a-z]+leucel\b|\b(?:tisagen|axi|cilta|ide|liso|brexu|obe|satri|eque"
        r"|zevor|relma|anito|rapcabta|ronde)[- ]?(?:lecleucel|cabtagene|cel)\b"
        r"|\bCARTs?\b|\b(?-i:[a-z]{1,3}CART[\w-]*)|\bCART[- ]?(?:cells?|19)|\bT cells?"
        r" (?:redirected|transduced) (?:with|by) an?"
        r" CAR\b",
        re.IGNORECASE,
    ),
    "car": re.compile(
        r"\b(?i:chimeric[- ](?:antigen[- ])?receptors?)\b"
        r"|\b(?:an?|the|their|this|its|new|with|carry(?:ing)?|express\w*|encod\w+|for|cod\w+ for)"
        r" (?:[\w/\u2010\u2011-]+ ){0,3}?CARs?\b"
        r"(?![-+/\u2010\u2011 ]{0,2}(?:T|NK|M\b|macro|mono|i?NKT|\u03b3\u03b4|gamma|regul"
        r"|natural))"
        r"|\b(?:given|carry(?:ing)?|carries|fitted with|equipped with|with|bear(?:ing)?) (?:an?"
        r" |the )?(?:artificial|synthetic|man-made|designer|custom|tailor-made|home-made|purpose-"
        r"built) (?:\w+ )?receptors?\b"
    ),
    "tcr_t": re.compile(
        r"\bTCRs?[- ](?:T\b|engineered|modified|transduced|gene|therap|based T|redirected)[\w-]*"
        r"(?: T)?(?:[- ]cells?)?(?: therap(?:y|ies))?"
        r"|\bT[- ]cell receptors?(?: \(TCRs?\))?[- ](?:engineered|modified|transduced|gene|therap"
        r"|T[- ]cell|redirected)[\w-]*(?: T)?(?:[- ]cells?)?"
        r"|\bT[- ]?(?:cells?|lymphocytes?),?\b[^.;]{0,60}? (?:bring|brings|put|puts|inserted"
        r"|introduced|introduces|delivers|carry|carries|received) (?:an? |the )(?:[\w-]+ ){0,3}"
        r"(?:TCRs?\b|T[- ]cell receptors?)"
        r"|\b(?:given|carry(?:ing)?|received|got|with) the genes? (?:of|for|encoding) (?:an? |the )"
        r"(?:[\w-]+ ){0,3}(?:TCRs?\b|T[- ]cell receptors?)"
        r"|\bT[- ]cells? (?:\w+ ){0,3}(?:expressing|engineered (?:with|to express)|carrying|given"
        r"|equipped with|transduced with) (?:an? |the )?(?:[\w-]+ ){0,4}(?:TCRs?\b|T[- ]cell"
        r" receptors?)|\b(?:fitted|equipped|armed|endowed|supplied|outfitted) (?:them |the cells"
        r" |the T cells |these cells )?with (?:an? |the )(?:[\w-]+ ){0,3}(?:TCRs?\b|T[- ]cell"
        r" receptors?)"
        rf"|\b{_RECEIVED} (?:(?:them|it|cells|(?:the|these|other|those|their|new|young)"
        r" (?:[\w-]+ )?cells"
        r"|T[- ]cells|lymphocytes)(?: with| to)? )?(?:an?|that|this|their|its) (?:[\w-]+ ){0,4}?"
        r"(?:TCRs?\b|T[- ]cell receptors?\b)(?! (?:repertoire|sequenc|signal|clonotyp|complex))"
        rf"|\b{_FOUND} (?:an? |the )(?:[\w-]+ ){{0,4}}?(?:TCRs?|T[- ]cell receptors?)(?: "
        rf"\(TCRs?\))?"
        r"(?=,? (?:that|which|able|capable|against|for|specific|directed|recogni[sz]ing|targeting"
        r"|binding|reactive)\b)|\b\w+resgene autoleucel|\bafami-cel|\bafamitresgene\b",
        re.IGNORECASE,
    ),
    "til": re.compile(
        r"\btumou?r[- ]infiltrating[- ]lymphocytes?(?: \(TILs?\))?(?: therap(?:y|ies))?"
        r"|\bTILs?\b(?: (?:cell )?therap(?:y|ies)| infusions?| products?)?|\blifileucel\b"
        r"|\blymphocytes from (?:a |an |the |their |each )(?:[\w'\u2019]+ ){0,2}?tumou?rs?\b"
        r"|\blymphocytes (?:that (?:\w+ ){1,3}?)?(?:were )?(?:grown|isolated|expanded|taken"
        r"|harvested"
        r"|extracted|obtained|found) (?:\w+ ){0,2}?(?:from|in|out of) (?:[\w'\u2019]+"
        r" ){0,5}?tumou?rs?\b",
        re.IGNORECASE,
    ),
    "bispecific": caseless(
        r"\bantibod(?:y|ies)\b[^.;]{0,40}? (?:binds?|holds?|grabs?|ties?|links?|grips?"
        r"|attach\w*|grasps?"
        r"|grabbing|binding|holding|gripping) [^.;]{3,60}?\bone (?:arm|end|hand)\b[^.;]{0,60}?\bthe"
        r" other\b|\btwo-armed antibod(?:y|ies)|\b(?:binds?|holds?|grips?|grabs?)"
        r" [^.;]{2,40}? with one"
        r" (?:arm|end|hand)\b"
        r"|\b(?:T[- ]cell |NK[- ]cell )?engagers?\b(?: (?:drug|therapy|antibody|molecule)s?)"
        r"|\bbispecifics?\b(?: (?:monoclonal )?(?:antibod(?:y|ies)|T[- ]cell engagers?|proteins?"
        r"|molecules?|fusion proteins?))?|\b(?:bi|tri)specific (?:T|NK)[- ]cell engagers?"
        r"|\bBiTEs?\b(?: molecules?)?|\b(?:T|NK|natural killer)[- ]cell[- ]engag(?:ers?|ing)"
        rf"(?: (?:antibod(?:y|ies)|molecules?|therap(?:y|ies)))?|\b(?:{_ENGAGER_DRUGS})\b"
        r"|\bdual-affinity re-?targeting\b|\bImmTACs?\b"
    ),
    "checkpoint_inhibitor": caseless(
        r"\b(?:immune[- ])?checkpoint[- ](?:inhibitors?|blockade|inhibition|blockers?|drugs?"
        r"|immunotherap(?:y|ies)|antibod(?:y|ies)|therap(?:y|ies)|blocking \w+)"
        rf"|\b(?:anti|\u03b1)[-\u2010\u2011 ]?{_CHECKPOINTS}(?:\b| )(?:(?:monoclonal )?"
        rf"antibod(?:y|ies)|therap(?:y|ies)|treatment)?"
        rf"|\b(?:antibod(?:y|ies)|one|another)(?: (?:drug|that))? (?:against|to|blocking"
        rf"|that blocks?"
        rf"|blocks?|targeting|directed (?:at|against)) (?:the )?(?:immune )?(?:checkpoint )?"
        rf"(?:protein )?{_CHECKPOINTS}\b"
        rf"|\bblock(?:s|ed|ing|ade of) (?:both )?(?:the (?:immune )?(?:checkpoints?|brakes?) )?"
        rf"{_CHECKPOINTS}\b"
        rf"|\b{_CHECKPOINTS}[- ](?:inhibitors?|blockade|inhibition"
        rf"|block(?:ers?|ing)|antibod(?:y|ies))|\b(?:{_CHECKPOINT_DRUGS})\b"
    ),
    "vaccine": caseless(
        rf"\b(?:(?:{_VACCINE_OF})[- ])+vaccin(?:es?|ations?)\b|\bvaccin(?:es?|ations?|ated)\b"
    ),
    "cytokine": caseless(
        r"\b(?:long-acting|altered|mutated|modified|stabili[sz]ed|half-life[- ]extended|new|milder)"
        r" (?:form|version|variant|kind) of (?:IL-?\d+|interleukin[- ]\d+)"
        r"|\bcytokine (?:therap(?:y|ies)|treatment)\b|\b(?:high|low)[- ]dose (?:IL-2"
        r"|interleukin[- ]2)|\b(?:recombinant|pegylated|engineered) (?:human )?(?:IL-?\d+"
        r"|interleukin[- ]\d+"
        r"|interferons?)\b|\b(?:aldesleukin|bempegaldesleukin|nemvaleukin|nogapendekin\w*|"
        r"peginterferon)\b|\b(?:IL-?\d+|interleukin[- ]\d+) (?:immuno)?(?:therapy|superagonist"
        r"|mutein|variant)\b"
    ),
    "combination": re.compile(
        r"\bcombination(?:[- ]based)? (?:cancer )?(?:immuno|chemoimmuno)?(?:therap(?:y|ies)"
        r"|approach(?:es)?|strateg(?:y|ies)|treatments?|regimens?)(?: strateg(?:y|ies)"
        r"| approach(?:es)?| regimens?)?|\bdual (?:checkpoint|immune checkpoint) \w+"
        r"|\btriple[- ]combination\b|\bcombined (?:immunotherapy|checkpoint|blockade|treatment)\b",
        re.IGNORECASE,
    ),
    "other": caseless(
        r"\b(?:NK|natural killer)[- ]cells?\b(?![- ](?:engag|count|number|activ|function))"
        r"(?: (?:immuno)?therap(?:y|ies)| infusions?)?"
        r"|\boncolytic (?:[\w-]+ ){0,3}?(?:(?:\w+)?virus(?:es)?|virotherap(?:y|ies))\b"
        r"|\b(?:tumou?r|cancer)-(?:killing|destroying|eating|busting|selective)"
        r" (?:[\w-]+ ){0,2}?(?:\w+)?virus(?:es)?\b"
        rf"|\b(?:{_VIRUSES})[- ]?virus(?:es)?\b(?! (?:vectors?|vaccines?|infection))"
        rf"(?=[^.;]{{0,80}}?\b(?:{_OF_VIRUSES})\b)"
        rf"|\b(?:{_CHANGED}) (?:[\w-]+ ){{0,3}}?strains? of (?:the )?(?:bacteri\w+|E\. coli"
        r"|Salmonella|Listeria|Escherichia|Clostridium|Lactococcus|BCG)\b"
        rf"|\b(?:{_CHANGED}) (?:E\. coli|Salmonella|Listeria|Clostridium)\b"
        r"|\b(?:engineered|probiotic|attenuated|programmed|modified) (?:\w+ )?"
        r"(?:bacteria|microbes)\b"
        r"|\bengineered (?:macrophages|monocytes|neutrophils|stem cells|stromal cells)\b"
        r"|\b(?:macrophages|monocytes|neutrophils|(?:stem|stromal) cells|bacteria|Salmonella"
        r"|Listeria|E\. coli(?: Nissle)?) (?:\w+ )?engineered\b|\bvirus-specific T[- ]cells?\b"
        r"|\b(?:regulatory T[- ]cells|Tregs|(?:mesenchymal )?(?:stem|stromal) cells"
        r"(?: (?:of|from) [^.;,]{3,30}?)?|dendritic cells"
        r"|lymphocytes) (?:were |was |are )?(?:also |then |first )?(?:(?:expanded"
        r"|multiplied) (?:in the"
        r" lab\w*|in culture|outside|ex vivo|from|and)|infused|given back|transferred into)\b"
        r"|\b(?:infus\w+|transfer\w*|inject\w*|received|given|got) (?:of )?(?:the"
        r" )?(?:their own |own"
        r" |expanded |autologous |donor )(?:regulatory T[- ]cells|Tregs)\b"
        r"|\b(?:f(?:a)?ecal|stool|microbiota|microbiome)(?: microbiota)? (?:transplant\w*"
        r"|transfer\w*"
        r"|capsules?)|\bcapsules? (?:\w+ ){0,2}?(?:of|from|with|containing) (?:\w+ ){0,3}?(?:stool"
        r"|gut bacteria|gut microbes|bacteria)\b|\blive biotherapeutic\w*\b"
        r"|\bconsortium of (?:[\w-]+ ){0,3}(?:strains|bacteria|microbes)\b"
    ),
}
"""What names a class, the finer before the coarser; ``car`` is a receptor in unsaid cells."""

CUES: Final[Mapping[str, tuple[str, ...]]] = {
    "car_nk": ("car", "chimeric"),
    "car_m": ("car", "chimeric"),
    "car_t": (" car", "car-", "car ", "car+", "cart", "chimeric", "leucel", "-cel"),
    "car": ("chimeric", " car ", " cars", " car,", " car.", " car)", " car;", "receptor"),
    "tcr_t": ("tcr", "cell receptor", "resgene", "afami"),
    "til": ("infiltrating", "til", "lifileucel", "lymphocytes "),
    "bispecific": (
        "specific",
        "bite",
        "engag",
        "mab",
        "dual-aff",
        "tebent",
        "immtac",
        "kimmtrak",
        "one arm",
        "one end",
        "-armed ant",
    ),
    "checkpoint_inhibitor": (
        "checkpoint",
        "pd-",
        "pd1",
        "pdl1",
        "ctla",
        "lag3",
        "lag-3",
        "tim3",
        "tim-3",
        "tigit",
        "cd47",
        "mab",
        "keytruda",
        "opdivo",
        "yervoy",
        "tecentriq",
        "imfinzi",
        "bavencio",
        "libtayo",
        "jemperli",
        "opdualag",
    ),
    "vaccine": ("vaccin",),
    "cytokine": ("cytokine", "interleukin", "il-", "il2", "interferon", "leukin"),
    "combination": ("combination", "combined", "dual "),
    "other": (
        "nk cell",
        "nk-cell",
        "natural killer",
        "oncolytic",
        "virus",
        "strain",
        "salmonella",
        "listeria",
        "e. coli",
        "clostridium",
        "engineered",
        "bacteria",
        "microbes",
        "virus-sp",
        "stool",
        "fecal",
        "faecal",
        "microbio",
        "consortium",
        "capsule",
        "regulatory t",
        "tregs",
        "cells were",
        "lymphocytes",
        "live bio",
        "stromal",
        "stem cells",
    ),
}
"""A sentence without any of its class's words in small letters need not be searched."""

ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "car_nk": ("nk", "natural killer"),
    "car_m": ("macrophage", "car-m", "car m", "monocyte"),
}
"""An article without any of these in small letters does not name the class at all."""

OTHER_VACCINE: Final = caseless(
    r"(?:influenza|flu|measles|mmr|hepatitis(?: [abe])?|pneumococc\w+|meningococc\w+|hpv|covid-?19"
    r"|sars-cov-2|coronavirus|rotavirus|polio\w*|tetanus|diphtheria|pertussis|varicella|zoster"
    r"|shingles|typhoid|cholera|malaria|rabies|smallpox|anthrax|ebola|dengue|bcg|toxoid|hib|dtp"
    r"|conjugate|tuberculosis|yellow fever|encephalitis|h1n1|h5n1)\b"
)
"""Against infection: no immunotherapy."""
