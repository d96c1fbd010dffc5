"""What the words around an antigen say of it where none of them is a verb of binding.

Patterns of ``candidates``: those that make a mention count for nothing, and those that are features
of one that counts.
"""

from __future__ import annotations

import re
from typing import Final

from curator.suggest.caseless import caseless

CHECKPOINTS: Final = frozenset(
    "HGNC:8760 HGNC:17635 HGNC:18731 HGNC:2505 HGNC:6476 HGNC:26838 HGNC:18437 HGNC:30085"
    " HGNC:32190 HGNC:21087 HGNC:1682 HGNC:9662 HGNC:6374".split()
)
"""Brakes of immune cells: what checkpoint antibodies bind, and what is measured on tired cells."""
MARKERS: Final = frozenset(
    "HGNC:1674 HGNC:1678 HGNC:1706 HGNC:1653 HGNC:11924 HGNC:1694 HGNC:6008 HGNC:9666 HGNC:7656"
    " HGNC:3619 HGNC:1662 HGNC:6024 CUR:CCR7 HGNC:11922 HGNC:1628 HGNC:1631 HGNC:7228 HGNC:1700"
    " HGNC:1705 HGNC:5351 HGNC:11920 HGNC:914 HGNC:7067 HGNC:1681"
    " HGNC:3363 HGNC:11918 CUR:CD83 HGNC:11935 HGNC:27962 HGNC:11773"
    " CUR:CD58 HGNC:18788 CUR:NKp46 HGNC:6373 HGNC:15631 HGNC:15633".split()
)
"""By these immune cells are told apart, woken or switched off; seldom what a treatment aims at."""
TISSUE: Final = frozenset(("HGNC:4931", "CUR:HLA-A2", "HGNC:4947", "CUR:HLA-G"))
"""Tissue types: on them peptides are presented."""
MESSENGERS: Final = frozenset(("HGNC:11766", "HGNC:12680", "HGNC:6081", "HGNC:6364", "HGNC:317"))
"""Given off by cells and measured in the blood."""
LOOSE: Final = frozenset(("CUR:neoantigen",))
"""Names of no one antigen."""
CD3: Final = "HGNC:1674"

PHENOTYPE: Final = re.compile(
    r"^\S{0,2}(?:[+-]| ?positive| ?negative|[⁺⁻]|high|low|hi|lo|dim|bright)?[ -]?"
    r"(?:(?:CD\d+\S*|memory|helper|killer|effector|central|regulatory|cytotoxic|naive|and|\+)"
    r"[ /+]+){0,3}(?:T[- ]?(?:cells?|lymphocytes?)|NK cells?|lymphocytes?|counts?|monocytes"
    r"|macrophages|stem cells|progenitors?)\b(?!\S*[- ](?:engager|redirect))",
)
LACKING: Final = caseless(
    r"^\S?(?:[ -](?:negative|low|deficient|null|dim|knock-?out|loss|free|escape|edited|ablated"
    r"|disrupted|knockdown)|[⁻-](?![\w-])|[-/ ]*(?:CD3)?[- ]*(?:zeta|ζ|z)\b"
    r"|[- /]*(?:co-?stimul|endodomain|hinge|transmembrane|spacer|signal(?:ing|ling)? domain|domain"
    r"|intracellular|ligation|(?:/CD28 )?(?:micro)?beads|locus|promoter)"
    r"|,?\s(?:(?:was|were|is|are|had been|has been|have been)\s)?(?:\w+\s)?(?:removed|deleted|cut"
    r"|knocked|edited|switched off|missing|absent|lost|unchanged|spared|disrupted|silenced)\b)"
)
"""What follows an antigen that is missing, cut out, or a building block of the receptor."""
CUT: Final = caseless(
    r"\b(?:los(?:t|e|es|ing|s of)|lack(?:s|ed|ing)?|without|devoid of|negative for"
    r"|knock\w*(?: out)?|delet\w+|disrupt\w+|edit(?:ed|ing)?(?: out)?|switch\w* off the"
    r"|silenc\w+|truncated|domains?|encoding|inactivat\w+|remov\w+ the|cut(?:ting)? out|absence of"
    r"|CRISPR\S*|genes?)\s(?:of\s|for\s|the\s|genes?\s"
    r"|also\s|both\s|for\s){0,3}(?:[\w-]+ and )?$"
)
EARLIER: Final = caseless(
    r"\b(?:after|prior|previous(?:ly)?|earlier|refractory|resistan\w+|failed|failure of|despite"
    r"|progress\w+|relaps\w+|unlike|than|versus|conventional|standard)\b[^.;]{0,40}$"
)
OTHERS: Final = caseless(
    r"\b(?:(?:at|for|against|to|with) (?:an)?other (?:\w+ )?(?:molecule|protein|antigen|target"
    r"|marker|receptor)s?|existing|approved|marketed|already in use|widely used|competing|rival)\b"
    r"[^.;]{0,30}$"
)
"""Before an antigen that other treatments are after."""
OF_OTHERS: Final = caseless(
    r"^[^.;]{0,25}\btargets? (?:of|for) (?:[\w-]+ ){0,3}?(?:marketed|approved|existing|other"
    r"|earlier"
    r"|current|licensed|older|commercial)\b"
)
ASSAY: Final = caseless(
    r"immunohisto|stain(?:ed|ing)|\bblot|ELISA|cytometr|immunoprecip|immunofluor|micro-?beads"
)
HOUSES: Final = re.compile(
    r"\b[A-Z]\w+(?:(?<!It)['’]s\b| (?:Therapeutics|Bio\w*|Pharma\w*|Oncology|Medicines|Inc)\b)"
)
"""Firms and people whose own things are told of, behind an article's first paragraph."""
ON_TREATMENT: Final = caseless(
    r"^[- ]?(?:targeted|directed|specific)?[- ]?(?:CAR|therap|drugs?|inhibit|treatment|block"
    r"|antibod|agent|exposed|experienced|refractory)"
)
DRUG: Final = caseless(r"^[- ](?:inhibit|block|antibod|checkpoint|drugs?\b|axis|pathway|signal)")
MEASURED: Final = caseless(
    r"\b(?:express(?:ion|ed) (?:of|less|more|fewer)|levels? of|measured|stain\w*"
    r"|markers? (?:of|such|like|for)|rise in|drop in|fewer|upregulat\w+|raised|soluble|serum"
    r"|antibodies (?:to|against)|look\w* (?:for|at)|search\w+ for|presented (?:by|on)|produc\w+"
    r"|secret\w+|releas\w+)\s(?:[\w-]+ ){0,2}(?:[\w-]+(?:,| and) )*$"
)
MEASURED_AFTER: Final = caseless(
    r"^\S?\s(?:levels?|expression|status|staining|mutation|signal\w*|inhibitor"
    r"|in the blood|response|concentration|values?|titres?|titers?|fell|dropped|rose"
    r"|remained|went|decreased|increased|declined|grew|(?:was|were) (?:low|high|up|down|measured"
    r"|unchanged|normal|elevated))\b"
)
WORN_AFTER: Final = caseless(
    r"^[^.;]{0,60}?\b(?:sits?|found|carried|present|expressed|displayed|worn|shown|located|abundant"
    r"|common|on the (?:surface|outside|coat)|stud(?:s|ded)?|coats?|covers?|dots?|marks?|made by"
    r"|poke[sd]? out|stick(?:s|ing)? out|decorat\w+|that (?:most|all|many|some|the|nearly))\b"
    r"[^.;]{0,60}?\b(?:cells?|tumou?rs?|cancers?|blasts?|leuk\w+|lymphomas?|myelomas?|gliomas?"
    r"|melanomas?|sarcomas?|\w+blastomas?|carcinomas?|metastases|surface|fibroblasts?)\b"
)
WORN_BEFORE: Final = caseless(
    r"\b(?:cells?|tumou?rs?|cancers?|blasts?|leuk\w+|lymphomas?|myelomas?|gliomas?|melanomas?"
    r"|sarcomas?|\w+blastomas?|carcinomas?|lesions|disease)\b[^.;]{0,40}?\b(?:carry|carries|carried"
    r"|carrying|bear(?:s|ing)?|wear(?:s|ing)?|wore|have|has|had|display\w*|express(?:es|ed|ing)?"
    r"|show(?:s|ing|ed)?|make|makes|made|produc\w+|flaunt\w*|sport\w*|with|flag\w*|mark\w*"
    r"|covered|coated|studded|positive for)\b[^.;]{0,40}?$"
)
NAMED: Final = caseless(
    r"\b(?:proteins?|antigens?|markers?|molecules?|flags?|badges?|tags?|sugars?|sugar lipid|lipids?"
    r"|receptors?|labels?|handles?|targets?|structures?|substances?|signals?|gangliosides?|enzymes?"
    r"|glycoproteins?|fats?|brakes?|switch(?:es)?|peptides?|mutations?|fragments?|bull['’]s-eyes?"
    r"|features?|spikes?|hooks?|docking sites?|address(?:es)?|beacons?|coats?)"
    r",? (?:which |that |scientists |researchers |doctors )?(?:is |are )?(?:(?:called|named|dubbed"
    r"|known(?: to \w+)? as|termed|call|,|:|[-–—])\s?)?(?:the )?\(?[\"“']?$"
)
APPOSED: Final = caseless(
    r"^[\"”']?(?:\s\([^)]{1,40}\))?\)?,? (?:(?:is|was|are) )?(?:an?|the|one of the|another) "
    r"(?:[\w-]+ ){0,4}?(?:protein|antigen|marker|molecule|flag|badge|tag|sugar|lipid|fat|receptor"
    r"|label|handle|target|structure|substance|signal|ganglioside|enzyme|glycoprotein|brake|switch"
    r"|peptide|mutation)s?\b"
)
WEARING: Final = caseless(
    r"^[- ](?:positive|expressing|bearing|carrying|high|rich|mutated|mutant|overexpressing"
    r"|\+)\s(?:[\w-]+\s){0,3}?(?:cells|tumou?rs?|cancers?|disease|leuk\w+|lymphoma|myeloma|gliomas?"
    r"|patients|\w+oma)\b|^\+ (?:tumou?r|cancer|leuk|lymph|myel)"
)
AGENT: Final = caseless(
    r"\bCARs?\b|CAR[- ]?[TNM]|antibod(?:y|ies)\b|[a-z]mab\b|engineered|re-?programm|chimeric"
    r"|engager|bispecific|vaccin|\bTCRs?\b|T[- ]cell receptors?|receptors?\b|therap(?:y|ies)\b"
    r"|treatment|infus|conjugate|armed|modified|\bNK cells|equipped|loaded|trained|taught"
)
IS_DRUG: Final = caseless(
    r"^[ -]?(?:CAR\b|CAR[- ]?[TNM]|[x×/]|directed|target|specific|engager|vaccin|peptide|binding"
    r"|binder|receptor|chimeric|T[- ]cells?\b|-?redirected|antibod|bispecific|-?reactive|treatment"
    r"|therapy|cells\b)"
)
AIM: Final = caseless(
    r"\b(?:target|recogni[sz]|bind|bound|latch|lock|attach|home|homes|seek|hunt|attack|aim|against"
    r"|spot|find|sees?|look|hit|grab|grip|dock|kill|block|clamp|hook|detect|engag|stick|switch\w*"
    r" off|destroy|go(?:es)? after|goes? for)(?:s|es|ed|ing)?\b"
)
BOTH: Final = caseless(r"\b(?:both|either|two (?:\w+ ){0,3}?[-,:–—]|one (?:arm|end|side))\b")
TREATS: Final = caseless(
    r"\bCARs?\b|CAR[- ]?[TNM]|antibod(?:y|ies)\b|[a-z]mab\b|engager|bispecific|vaccin|\bTCRs?\b"
    r"|\b(?:T|NK|killer|immune|white blood|stem) ?-?cells|immunotherap|macrophages|lymphocytes"
    r"|conjugate|nanobod|\binfus(?:ed|ions?)\b|\b(?:shots?|jabs?)\b|receptors? (?:for|against)"
    r"|\bcells (?:against|aimed at|that (?:see|spot|hunt|find|attack|target|bind|recogni[sz]e)"
    r"|with (?:[\w-]+ ){1,4}?receptors?)\b"
)
"""What binds an antigen; in an article without any of these none is a target."""
EXHAUSTED: Final = caseless(r"^ (?:on|of) (?:the )?(?:[\w-]+ )?(?:T |NK |killer )?cells\b")
