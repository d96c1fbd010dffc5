"""Words by which a text speaks of a field, for the proof that it does not.

Wider than what the rules go by: where one of them stands in a text nothing is proved.  ``*`` is
any end of a word.  The names of vocabularies and of choices are searched besides.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final


def _between_bars(words: str) -> tuple[str, ...]:
    return tuple(words.split(" | "))


SEARCH_WORDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "report.author": _between_bars(
            "written by | story by | reported by | about the author* | about author* | "
            "reporter | writer | journalist | correspondent | editor | contributor"
        ),
        "report.date": _between_bars(
            "published on | posted on | updated | copyright | © | today | yesterday | january | "
            "february | march | april | june | july | august | september | october | november | "
            "december | jan | feb | mar | apr | aug | sept | oct | nov | dec | 19## | 20##"
        ),
        "institution": _between_bars(
            "university | universities | universit* | hospital* | institut* | college* | "
            "school* | clinic | clinics | medical center* | medical centre* | cancer center* | "
            "cancer centre* | foundation* | pharma* | biotech* | company | laborator* | inc | "
            "ltd | gmbh"
        ),
        "journal": _between_bars(
            "journal* | published in | published online | appeared in | appears in | "
            "reported in | described in | issue of | proceedings | preprint* | biorxiv | "
            "medrxiv | paper in | article in | study in"
        ),
        "doi": _between_bars("doi | doi.org | 10.####"),
        "pmid": _between_bars("pmid | pubmed | pmc#"),
        "registry_id": _between_bars(
            "nct# | clinicaltrials.gov | clinicaltrials | isrctn* | eudract | chictr* | umin* | "
            "jrct* | actrn* | drks* | trial registration | registered"
        ),
        "investigator": _between_bars(
            "dr | prof | professor | md | phd | m.d | ph.d | lead author* | first author* | "
            "senior author* | study author* | corresponding author* | co-author* | "
            "principal investigator* | lead investigator* | led by | et al | lab | said | says | "
            "according to"
        ),
        "publication_date": _between_bars("published | online | issue | appeared"),
        "funding": _between_bars(
            "fund* | grant* | support from | supported by | financ* | sponsor* | donat* | "
            "award* | paid for"
        ),
        "conflicts_of_interest": _between_bars(
            "conflict* | competing | disclos* | interest statement | consult* | royalt* | "
            "equity | patent* | stock* | honorari* | declar*"
        ),
        "stage": _between_bars(
            "clinical* | preclinical* | pre-clinical* | trial* | in vitro | in vivo | ex vivo | "
            "mouse | mice | animal* | patient* | laborator* | retrospective* | cohort* | review*"
        ),
        "phase": _between_bars(
            "phase* | early-stage trial* | first-in-human | pivotal | dose-escalation"
        ),
        "design": _between_bars(
            "random* | control* | blind* | mask* | placebo* | single-arm | single arm | "
            "open-label | crossover | versus"
        ),
        "organism": _between_bars(
            "mouse | mice | murine | rat | rats | animal* | human* | patient* | people | "
            "person* | volunteer* | participant* | men | women | children | adults | monkey* | "
            "macaque* | dog* | pig* | zebrafish | rabbit* | xenograft*"
        ),
        "model": _between_bars(
            "strain* | xenograft* | syngeneic | orthotopic | knockout | knock-out | transgenic | "
            "cell line* | model | models | c57bl* | balb* | nsg | implanted | inoculated | "
            "organoid*"
        ),
        "n": _between_bars(
            "n = | # ~ patient* | # ~ people | # ~ participant* | # ~ subjects | "
            "# ~ volunteer* | # ~ adults | # ~ children | # ~ women | # ~ men | "
            "# ~ individuals | # ~ animals | # ~ mice | # ~ rats | # ~ monkeys | # ~ macaques | "
            "# ~ dogs | # ~ cases | # ~ donors | # ~ survivors | group of | cohort* | "
            "series of | number of patients | number of mice | enrolled | recruited | "
            "sample size | several patients | some patients | few patients | participants | "
            "per group"
        ),
        "product_name": _between_bars(
            "*leucel | *cel | *mab | *ekin | known as | called | named | brand"
        ),
        "target_cell": _between_bars(
            "cell | cells | *cyte | *cytes | *phage | *phages | *blast | *blasts"
        ),
        "target_antigen": _between_bars(
            "antigens | tumor antigen | tumour antigen | surface protein* | surface marker* | "
            "specific protein* | particular protein* | certain protein* | protein on | "
            "protein found | protein called | molecule called | molecule on | marker called | "
            "cd# | ligand* | epitope* | anti-cd* | protein that | proteins on"
        ),
        "payload": _between_bars(
            "secret* | releas* | armed | armored | armoured | arming | armoring | payload* | "
            "cytokine* | express* | cargo* | producing | produce | deliver* | interleukin* | "
            "interferon* | il-# | il#"
        ),
        "cell_source": _between_bars(
            "own cells | own t cells | own immune cells | from each patient | "
            "from the patient* | from a patient* | from patient* | collected from | harvested | "
            "donor* | autolog* | allogen* | off-the-shelf | pluripotent | ipsc* | cord blood | "
            "leukapheresis | apheresis"
        ),
        "vector": _between_bars(
            "vector* | virus | viral | lentivir* | retrovir* | adeno* | aav* | crispr* | "
            "transpos* | mrna* | transduc* | transfect* | electroporat* | nanoparticle* | "
            "plasmid*"
        ),
        "car_design": _between_bars(
            "scfv* | single-chain | nanobod* | hinge* | costimulat* | co-stimulat* | 4-1bb | "
            "cd28 | cd3* | generation car* | tandem | dual | logic | gate* | binder* | spacer* | "
            "domain*"
        ),
        "dose": _between_bars(
            "dose | doses | dosed | dosing | dosage* | mg | µg | μg | ug | kg | mg/kg | iu | "
            "million cells | billion cells | 10^# | x 10# | × 10# | low-dose | high-dose"
        ),
        "schedule": _between_bars(
            "daily | weekly | monthly | twice | once | every # days | every # weeks | "
            "every other | single dose | single infusion | cycle* | schedule* | days apart | "
            "weeks apart"
        ),
        "route": _between_bars(
            "intraven* | infus* | inject* | oral* | intratumo* | intraperiton* | intrathec* | "
            "intraventr* | intracran* | subcutan* | catheter* | intrapleur* | locoregional*"
        ),
        "lymphodepletion": _between_bars(
            "lymphodeplet* | lympho-deplet* | conditioning | preconditioning | "
            "pre-conditioning | fludarabine | cyclophosphamide | bendamustine | "
            "chemotherapy before | before the infusion | prior to infusion"
        ),
        "comparator": _between_bars(
            "control | controls | controlled | placebo* | sham | untreated | versus | vs | "
            "compared | comparison | comparator* | than | standard of care | "
            "standard treatment* | conventional"
        ),
        "outcome": _between_bars(
            "response* | respond* | remission* | surviv* | cured | cure | clearance | reduc* | "
            "increas* | decreas* | improv* | shrank | shrunk | shrink* | % | percent | "
            "per cent | progress* | efficac*"
        ),
        "safety": _between_bars(
            "safe | safer | safely | safety | unsafe | adverse | toxic* | side effect* | "
            "side-effect* | tolerat* | tolerab* | harm* | complication* | cytokine release | "
            "crs | icans | neurotox* | fever* | infection* | death* | died"
        ),
        "follow_up": _between_bars(
            "follow-up* | followup* | followed | follow up | months | month | years later | "
            "weeks later | days later | after # years | after # weeks | after # days | "
            "monitored | observed for | long-term | a year | one year | for years"
        ),
        "limitations": _between_bars(
            "limit* | caution* | caveat* | small sample | larger stud* | bigger stud* | "
            "more research | further research | further stud* | confirm* | however | "
            "preliminary | not yet | unclear | unknown | drawback* | weakness*"
        ),
        "next_step": _between_bars(
            "next | plan | plans | planned | planning | future | upcoming | will | hope | "
            "hopes | further | underway"
        ),
    }
)
"""By field key; a field that is not named here has no proof of absence, but for its choices."""
