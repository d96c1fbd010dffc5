"""Further words that make an antigen the target: what cells were trained to find, a vaccine has.

The plain verbs of binding stand with the rule; these need somebody who does it: cells that were
made to, a vaccine, the gene of a receptor, one of two arms.
"""

from __future__ import annotations

import re
from typing import Final

_MADE: Final = (
    r"(?:engineered|modified|trained|taught|programmed|reprogrammed|designed|built|made|equipped"
    r"|instructed|primed|educated|rewired|redirected|armed|conditioned|enabled?s?|allow(?:s|ed)?"
    r"|able|train(?:s|ing)?|teach(?:es|ing)?|so (?:that )?they can|lets? them|helps? them)"
)
_FIND: Final = (
    r"(?:find|look (?:for|out for)|see|spot|locate|identify|pick (?:out|up)|track(?: down)?|trace"
    r"|chase|sniff out|pursue|search for|seek|kill|destroy|eliminate|notice|react to|go for"
    r"|distinguish|discover|discern|detect)"
)
_DOES: Final = (
    r"(?:(?:track|hunt|chas|sniff|pick|seek|search)(?:s|es|ed|ing|e)? (?:down|out|for)"
    r"|hom(?:e|es|ed|ing) (?:in )?(?:to|on|onto|towards?)|fasten(?:s|ed|ing)? (?:itself "
    r"|themselves )?(?:on)?to"
    r"|(?:hook|snap|glue|fix|anchor|dock)(?:s|ed|ing)? (?:itself |themselves )?(?:on)?to"
    r"|look(?:s|ing) for"
    r"|zoom(?:s|ed|ing)? in on|steer(?:s|ed|ing)? towards?|guid(?:es|ed|ing) to|drawn to)"
)
_CELLS: Final = (
    r"(?:(?:[Tt]he|[Tt]hese|[Tt]hose|[Ss]uch|[Tt]heir|[Ii]ts|[Hh]is|[Hh]er|[Aa]ny|[Ww]hich|that"
    r"|[Tt]hey)\b"
    r"|[Cc]ells|receptors?|CARs?|TCRs?|and|antibod\w+|lymphocytes|macrophages|particles|viruses)"
)
_ON_CELLS: Final = (
    r"(?:\s+(?:the|a|an|any|only|those|all|its?|protein|proteins|antigen|antigens|marker|molecule"
    r"|receptor|surface|cell|cells|tumou?r|tumou?rs|cancer|cancers|leuk\w*emia|lymphoma|myeloma"
    r"|glioma|human|malignant|cancerous|diseased|with|carrying|carry|that|which|bearing|bear"
    r"|display|displaying|displays|have|having|expressing|express|showing|show|wear|wearing"
    r"|called|named|known|as|dubbed|of|on|in|for|studded|covered|mutation|mutant|mutated|piece"
    r"|pieces"
    r"|fragment|fragments|peptide|peptides|target|sugar|lipid|substance|glycoprotein)\b"
    r"|\s*[,:(–—])"
)
SOUGHT: Final = re.compile(
    rf"\b(?:{_MADE}\b(?:\s[\w'’-]+){{0,4}}?\s(?:to\s)?{_FIND}|{_CELLS}\s(?:\w+\s)?{_DOES})"
    rf"{_ON_CELLS}{{0,7}}\s*$"
)
"""What cells were made to find, or find: "trained to look for cells that carry"."""
SOUGHT_CUES: Final = (
    *"find look see spot locat identif pick track trac chas sniff purs search seek kill".split(),
    *"destroy elimin notic react go dist disc detect hom fasten hook snap glu fix".split(),
    *"anchor dock zoom steer guid drawn".split(),
)
CHOSEN: Final = re.compile(
    r"\b[Tt]arget (?:of|for) (?:the|these|this|their|its|our) (?:[\w-]+ ){0,4}(?:is|was)"
    r"(?: the| a| an)?(?: protein| antigen| molecule| marker)?(?: called| named)?\s$"
    r"|\b(?:whose|[Ii]ts|[Tt]heir|[Tt]he (?:chosen|selected)) target,? (?:is|was"
    r"|being)?\s?(?:the )?$"
    r"|\b(?:[Tt]arget|protein|antigen|marker|molecule) (?:that |which )?(?:they|we|the "
    r"(?:team|researchers|scientists|group|investigators))"
    r" (?:had )?(?:chose|chosen|selected|picked|settled on|decided on|opted for) "
    r"(?:is|was)\s(?:the )?$"
)
CHOSEN_CUES: Final = ("arget", "chose", "selected", "picked", "settled", "decided", "opted")
AS_TARGET: Final = re.compile(
    r"^(?:\s*\([^)]{1,30}\))? as (?:its|their|the|a|one|an)(?: \w+)? (?:target|antigen"
    r"|bull['’]s-eye)\b",
)
OF_GENE: Final = re.compile(
    r"\b(?:RNAs?|genes?|DNA|instructions?|blueprints?|code|recipe|sequence|plans?)"
    r" (?:that (?:codes|encodes|code) for|for|of|encoding|coding for|carrying|with)"
    r" an?(?: (?:new|synthetic|artificial|chimeric|engineered|modified|human))?\s$"
)
RECEPTOR: Final = re.compile(r"^[- ](?:specific |directed |binding |targeting )?receptors?\b")
"""Behind the name, where a gene for it stands before: "RNA for a CD19 receptor"."""
IN_VACCINE: Final = re.compile(
    r"\b[Vv]accin\w+\b(?:[^.;:]{0,50}?)\b(?:contain(?:s|ed|ing)?|includ(?:es|ed|ing)"
    r"|compris(?:es|ed|ing)"
    r"|consist(?:s|ed|ing) of|made (?:up )?(?:of|from|with)|carr(?:ies|ied|y|ying)|based on"
    r"|composed of"
    r"|deliver(?:s|ed|ing)|present(?:s|ed|ing)|built (?:from|around|on)|use[sd]?|combin(?:es|ed"
    r"|ing))"
    r"(?:\s(?:the|a|an|two|three|four|five|several|long|short|synthetic|modified|mutated|shared"
    r"|proteins?"
    r"|antigens?|peptides?|fragments?|pieces?|parts?|bits?|sequences?|stretch(?:es)?|mRNAs?|RNA"
    r"|DNA|genes?"
    r"|epitopes?|of|from|for|encoding|that|which|targets?|tumou?r|cancer|called|mutations?|both"
    r"|form|version"
    r"|neoantigens?)\b|\s*[,:(])*\s*$"
)
OF_VACCINE: Final = re.compile(
    r"^[^.;]{0,90}?\b(?:was|were|is|are)\s(?:also\s|then\s)?(?:(?:a )?part of|included in"
    r"|contained in"
    r"|put in(?:to)?|encoded (?:by|in)|built into|the (?:basis|target|antigen) of|covered by"
    r"|an ingredient of|used in)\s(?:the|this|their|each|every|his|her"
    r"|our)\s(?:[\w-]+\s){0,3}?vaccines?\b"
)
ARMS: Final = re.compile(
    r"(?:\w?\s+on (?:the )?(?:\S+ ){0,3}?(?:cells?|tumou?rs?))?"
    r"(?:\s(?:with|by|at|through|using) (?:one|its first|its one|the one) (?:arm|end|side|hand"
    r"|half|tip|head))?"
    r"(?:,?\s(?:and|while|with|whereas)|,)\s(?:to\s|with\s)?"
    r"(?:the (?:other|second)(?: (?:arm|end|side|hand|half|tip|head))?\s?(?:to|on(?:to)?|for"
    r"|binds(?: to)?|grips"
    r"|grabs|holds|recogni[sz]es|attaches to|latches on ?to|hooks|engages|targets)?\s)?"
)
"""Between what the two arms of an engager bind: "on B cells with one arm and to"."""
OF_ARM: Final = re.compile(r"\b(?:arm|end|side|hand|half|tip|head|other|second)s?\b")
OTHER_DRUGS: Final = re.compile(
    r"\b(?P<kind>(?i:drugs|medicines|medications|pills|agents|antibodies|inhibitors|treatments"
    r"|therapies))"
    r"(?:,? (?:that|which)(?: \w+)?| \w+ing)?(?: \w+)?\s(?:the\s)?(?:\w+\s)?(?:against\s|at\s)?$"
)
"""Drugs in the plural are not the cells that the study made."""
