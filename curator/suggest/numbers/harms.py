"""What harm is called in ordinary words: infections, reactions, failing organs, care needed.

Without a count, or words that say that it was an effect of the treatment, most of them may as well
be an illness: ``is_plain_harm`` tells these from the names that only harm has.
"""

from __future__ import annotations

import re
from typing import Final

_ORGAN: Final = (
    r"(?:liver|heart|heart muscle|lungs?|bowels?|guts?|colon|kidneys?|brain|thyroid|pancreas|"
    r"bladder|airways|lining of the \w+|eyes?|mouth|nerves?|urinary tract|blood|sinuses)"
)
ORDINARY_HARM: Final = (
    rf"infections? of the {_ORGAN}",
    (
        r"(?:respiratory|bacterial|fungal|urinary|bloodstream|opportunistic|catheter|lung|chest|"
        r"airway) (?:tract )?infections?"
    ),
    (
        r"died (?:of|from|because of|as a result of|after) (?:an? |the |their )?(?:[\w-]+ )?(?:"
        r"infections?|sepsis|pneumonia|bleeding|ha?emorrhage|complications?|treatment|therapy|"
        r"toxicity|side[ -]effects?|reactions?|stroke|infusion|cells)"
    ),
    (
        r"(?:allergic|anaphylactic|infusion|infusion-related|injection[- ]site|skin|"
        r"hypersensitivity|inflammatory|"
        r"autoimmune) reactions?"
    ),
    "anaphylaxis;sepsis;pneumonia;shingles;herpes zoster;bleeding;haemorrhages?;hemorrhages?",
    "blood clots?",
    "thrombos[ei]s;thrombotic events?;embolism;strokes?;heart attacks?;heart failure",
    "arrhythmias?;myocarditis;encephalopathy;encephalitis;delirium;coma;uveitis;neuropathy",
    "adrenal insufficiency;organ failure;(?:liver|kidney|lung|bone marrow) failure",
    rf"inflammation of the {_ORGAN}",
    (
        r"(?:liver|lung|bowel|bladder|heart) "
        r"(?:inflammation|damage|injury|toxicity)"
    ),
    "(?:mild|severe|temporary|transient|brief) swellings?;oedema;edema",
    (
        r"low (?:blood|white|red|platelet)(?:[- ](?:blood|cell|platelet))*[- ](?:counts?|pressure|"
        r"sugar|cells|platelets)"
    ),
    r"(?:rise|increase|elevation|jump|spike) in (?:the )?(?:liver|pancreatic) (?:enzymes?|values?)",
    r"(?:elevated|raised|increased|high|higher) liver (?:enzymes?|values?)",
    (
        r"(?:fall|drop|decline|dip|decrease) in (?:the )?(?:number of )?(?:blood|white|red) "
        r"(?:blood )?(?:cells?|counts?|pressure)"
    ),
    "weight loss;lost weight;hair loss;hearing loss;loss of appetite;lost (?:their |its )?appetite",
    "confusion;became confused;was confused;were confused;tremors?;dizziness;dizzy;tiredness",
    "itching;hives;mouth sores;mouth ulcers;flu-like symptoms;muscle (?:pain|aches);aches",
    (
        "(?:trouble|difficulty|difficulties|problems) (?:speaking|breathing|walking|swallowing|"
        "writing|finding words)"
    ),
    "sore (?:arms?|throat);cramps;constipation;abdominal pain;shortness of breath;insomnia",
    "nerve pain;numbness;bloating;inflamed;chest pain;bone pain;back pain",
    "intensive care;hydrocortisone;tocilizumab;dialysis;oxygen;ventilat(?:or|ion)",
    (
        r"admitted to (?:a |the |an )?(?:[\w-]+ )?(?:hospital|care|ward|unit);hospitali[sz]ed;"
        r"hospitali[sz]ation"
    ),
    (
        r"replacement (?:of [\w -]{0,30}?(?:hormones?|steroids)|therapy|hormones?);"
        r"hormone replacement;replacement of (?:[\w-]+ ){1,3}hormones?"
    ),
    (
        r"deaths? (?:was|were) (?:linked|attributed|related|put down) to (?:the )?(?:treatment|"
        r"therapy|cells|vaccine|drug)"
    ),
    "complications?",
)
"""Patterns of names, as ``endpoints`` has them; each begins with letters or a choice of them."""

_PLAIN: Final = re.compile(
    r"cytokine|neuro(?:toxi|pa)|adverse|side[ -]effect|toxicit|penia|an(?:a)?emia|fatigue|rash|"
    r"fever|pyrexia|nausea|diarrh|colitis|pneumonitis|hepatitis|headache|chills|graft-versus|"
    r"hypotension|effector cell|hypothyroid|vomiting|CRS|ICANS|GVHD|GvHD",
    re.IGNORECASE,
)
_SERIOUS: Final = re.compile(
    r"\b(?:serious|severe|life-threatening|fatal|opportunistic|moderate|mild)\b.*\binfections?\b",
    re.IGNORECASE,
)


def is_plain_harm(words: str) -> bool:
    """Whether words can only be harm, and need no count to be so."""
    return bool(_PLAIN.search(words))


def is_serious(words: str) -> bool:
    """Whether a name that may be an outcome is harm by how bad it was: "serious infections"."""
    return bool(_SERIOUS.search(words))
