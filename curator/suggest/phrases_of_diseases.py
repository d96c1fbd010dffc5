"""Phrases that name a disease, injury, sign or symptom: ``acute renal failure``, ``nephropathy``.

Medicine forms its words from parts (-itis, -emia, -pathy) and its phrases from a finding and the
organ that has it; a vocabulary of diseases has the common ones only, and hardly any symptom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

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
from curator.suggest.stop_words import is_function

_BY_FORM: Final = shape(
    r"[a-z]{2,}(?:itis|emia|uria|algia|plegia|paresis|penia|rrhea|rrhage|rrhagia|megaly"
    r"|toxicity|trophy|trophia|plasia|iasis|sclerosis|cardia|kinesia|epsy|phrenia|mania"
    r"|phobia|philia|edema|pnea|thymia|ectasia|stenosis|cele|pathy|opathia|ostosis|myotonia"
    r"|spasm|asthenia|phasia|phagia|dynia|lithiasis|malacia|rrhexis|ectopia|syncope|taxia|tonia"
    r"|natremia|kalemia|opia|somnia|natism|gnosia|kinesis|chorea|thyroidism|adism|itism|sonism"
    r"|acidosis|alkalosis)",
    r"[a-z]{3,}(?:oma|osis)",
    r"(?:tachy|brady)?(?:tachy|brady)arrhythmia|arrhythmia|dysrhythmia|hypertension|hypotension",
    r"(?:hyper|hypo|dys|mal)[a-z]{4,}(?:ism|ia|emia|tension|trophy|activity|ion)",
    r"(?:hyper|hypo|par|dys|an)esthesia(?<!^anesthesia)",
)
_NO_DISEASES: Final = words_in(
    "academia allopathy anastomosis apoptosis aroma autopsy axoneme biopsy biosis "
    "biosynthesis chemokinesis cytokinesis cytosis diagnosis diploma empathy endocytosis "
    "endosmosis exocytosis hematopoiesis homeopathy homeostasis hyperacetylation "
    "hyperactivation hyperextension hyperinflation hypermethylation hyperphosphorylation "
    "hyperpolarization hypnosis hypomethylation hypophosphorylation hypothesis meiosis "
    "metamorphosis mitosis naturopathy necropsy osmosis osteopathy parenthesis phagocytosis "
    "pinocytosis prognosis soma stroma symbiosis sympathy synthesis telepathy transcytosis"
)
_ALONE: Final = words_in(
    "acne addiction adenoma aggression agitation aids akathisia akinesia akinesis alcoholism "
    "allergy alopecia amnesia anaphylaxis anencephaly aneurysm angina anorexia anoxia anuria "
    "anxiety apnea arrhythmia ascites asterixis asthma asystole ataxia autism azotemia "
    "bigeminy bleeding blindness bradycardia bradykinesia burn cachexia cancer carcinoma "
    "cardiotoxicity catalepsy cataract catatonia chorea cirrhosis claudication coma "
    "confusion constipation convulsion cough cramp cyst deafness delirium dementia "
    "depression diabetes diarrhea diplopia dizziness drowsiness dyskinesia dysphoria dyspnea "
    "dystonia eclampsia eczema edema embolism embryopathy emesis epilepsy erythema "
    "fasciculation fatigue fever fibrillation fibrosis fracture gangrene glaucoma goiter "
    "gout hallucination headache hematoma hemorrhage hepatitis hernia hiccup hirsutism "
    "hydrocephalus hyperactivity hypersensitivity hypokinesis hypoxia impotence infarction "
    "infection infertility inflammation influenza insomnia irritability ischemia itch "
    "jaundice lethargy leukemia lupus lymphoma malaria malignancy mania measles melanoma "
    "menorrhagia metastasis microcephaly migraine miscarriage myeloma myoclonus nausea "
    "necrosis neoplasm nephrosis neuralgia numbness nystagmus obesity oliguria overweight "
    "pain palsy paralysis paresthesia parkinsonism parotitis pneumonia polyp polyuria "
    "preeclampsia priapism proteinuria pruritus psoriasis psychosis ptosis rash restlessness "
    "retinopathy rigidity sarcoma schizophrenia sciatica scoliosis seizure sepsis shock "
    "somnolence spasm stiffness stillbirth stroke swelling syncope tachycardia "
    "teratogenicity thrombosis thrombus thyrotoxicosis toxicity tremor tuberculosis tumor "
    "ulcer ulceration uremia urticaria vertigo vitiligo vomiting weakness wound"
)
_HEADS: Final = words_in(
    "abnormality abuse accident agenesis anomaly aplasia arrest atrophy attack block "
    "calcification calculus collapse complication cramp crisis damage defect deficiency "
    "deficit degeneration dependence dilatation dilation discomfort disease disorder "
    "distress disturbance dysfunction dysregulation dystrophy enlargement failure gain "
    "hypertrophy hypoplasia illness impairment incontinence infarct infection infestation "
    "injury insufficiency intolerance intoxication lesion loss malformation neoplasm "
    "obstruction occlusion overdose palsy perforation poisoning prolapse prolongation "
    "reaction reflux regurgitation rejection retardation rupture spasm stone storm stricture "
    "symptom syndrome tenderness thinning torsion toxicity tumor withdrawal"
)
"""Findings that are a disease only with what has them: ``renal failure``."""

_ORGAN: Final = words_in(
    "abdomen arm artery b back basal bladder blood body bone bowel brain breast cell cervix "
    "chest colon cord cornea duct ear esophagus eye foot gait gall germ gum gut hair hand "
    "head hearing heart hip joint kidney knee learning leg lens limb liver lung lymph marrow "
    "mast memory mental mood motor mouth muscle nail neck nerve node nose optic organ ovary "
    "pancreas plasma prostate qt qtc rectum retina sensory skin skull sleep soft speech "
    "spine squamous stomach t testis throat thyroid tissue tongue tooth tract uterus valve "
    "vein ventricle vessel visual weight"
)
_ADJECTIVE: Final = shape(
    r"(?:[a-z]+-)*[a-z]{2,}(?:al|ar|ary|ic|ous|oid|ine|iac|ular|tic|ent|ive|linked|ory)",
)
_OTHER_ADJECTIVES: Final = words_in(
    "abnormal absent academic active actual additional adjacent all an analgesic and "
    "anesthetic animal annual antibiotic antiepileptic antipsychotic any apparent "
    "asymptomatic atypical baseline basic biochemical both by characteristic classic "
    "classical clinical combine common consistent continuous contrary current dangerous "
    "decreased define dependent determine diagnostic different dose-dependent dramatic "
    "drastic effective electrical epidemiologic evident examine excessive experimental "
    "extensive extrinsic fatal final first for four frequent from functional further general "
    "genetic high histologic histological human imagine important in increased independent "
    "individual initial intermittent intravenous intrinsic irreversible lethal "
    "life-threatening long low main major marginal marked massive maximal medical medicine "
    "mild minimal minor moderate necessary negative neuroleptic new no nocturnal "
    "non-specific nonspecific normal numerous objective obvious of old one ongoing optimal "
    "or original other overt partial particular pathologic pathological patient persistent "
    "pharmacologic pharmacological positive possible potential present prevalent preventive "
    "previous primary principal prognostic prominent protective public rare recent recurrent "
    "relative residual respective reversible routine second secondary serious several severe "
    "short significant similar simultaneous single sole some specific spontaneous "
    "subclinical subcutaneous subjective subsequent such surgical symptomatic the "
    "therapeutic therapeutical third three total toxic transient two typical underlying "
    "unusual usual various with"
)
_WITH: Final = words_in(
    "acute adult-onset advanced autosomal benign bilateral chronic complex congenital "
    "dominant early-onset end-stage familial fulminant hemorrhagic hereditary idiopathic "
    "infantile inherited invasive ischemic juvenile late-onset malignant metastatic neonatal "
    "non-familial non-inherited post-traumatic recessive sporadic systemic x-linked"
)
_OF: Final = re.compile(r"\s+of\s+(?:the\s+)?")
_TYPE: Final = re.compile(r",?\s+(?:type|grade|class)\s+(?:[IVX]{1,4}[AB]?|\d{1,2}[A-Ca-c]?)\b")
_NUMBERED: Final = re.compile(r"\s+(?:I{1,3}|IV|VI{0,3}|I?X)[AB]?\b")
_EPONYM: Final = re.compile(r"(?:[A-Z][a-z]+|von|de|van)(?:-[A-Z][a-z]+)*(?: ?['\u2019] ?s?)?")
_EPONYMIC: Final = words_in(
    "syndrome disease disorder malformation anomaly palsy anemia dystrophy ataxia tumor lymphoma "
    "sarcoma encephalopathy deficiency"
)


def disease_phrases(reading: Reading, found: Sequence[Found], **_: Look) -> list[Found]:
    """Names with the words that say where and of what kind, and diseases that their form tells."""
    formed = [
        Found(at, at + 1, ())
        for at, word in free_words(reading, found)
        if word.folded in _ALONE
        or (_BY_FORM.fullmatch(word.folded) and word.folded not in _NO_DISEASES)
    ]
    heads = [
        Found(at, at + 1, ())
        for at, word in free_words(reading, [*found, *formed])
        if word.folded in _HEADS
    ]
    whole = joined(reading, [*found, *formed, *heads])
    reached = [_numbered(reading, _reached(reading, one)) for one in whole]
    return [one for one in apart(_with_place(reading, reached)) if _is_disease(reading, one)]


def _reached(reading: Reading, found: Found) -> Found:
    eponymic = reading.words[found.last - 1].folded in _EPONYMIC
    first = reach_left(
        reading,
        found.first,
        accept=lambda chunk: _goes_with(chunk) or (eponymic and _is_eponym(chunk)),
    )
    return found._replace(first=first)


def _is_eponym(chunk: str) -> bool:
    """Whether it is written as the name of whoever described a disease."""
    low = chunk.lower()
    return (
        _EPONYM.fullmatch(chunk) is not None
        and not is_function(chunk)
        and low not in _OTHER_ADJECTIVES
        and low not in _ALONE
    )


def _goes_with(chunk: str) -> bool:
    """Whether a run before a disease's name says where or of what kind it is."""
    low = chunk.lower()
    if low in _ORGAN or low in _WITH:
        return True
    if low in _OTHER_ADJECTIVES or len(low) < 4 or low.endswith("-induced"):
        return False
    return bool(_ADJECTIVE.fullmatch(low))


def _is_disease(reading: Reading, found: Found) -> bool:
    """Whether it is more than a finding that nobody has."""
    key = [word.folded for word in reading.words[found.first : found.last]]
    return len(key) > 1 or key[0] not in _HEADS or key[0] in _ALONE


def _numbered(reading: Reading, found: Found) -> Found:
    """With the type that stands behind it: ``mucopolysaccharidosis IVA``."""
    end = reading.words[found.last - 1].end
    match = _TYPE.match(reading.text, end) or _NUMBERED.match(reading.text, end)
    if match is None:
        return found
    last = found.last
    while last < len(reading.words) and reading.words[last].end <= match.end():
        last += 1
    return found._replace(last=last)


def _with_place(reading: Reading, found: Sequence[Found]) -> Iterator[Found]:
    """With the organ that has it: ``carcinoma of the renal pelvis``."""
    for one in found:
        match = _OF.match(reading.text, reading.words[one.last - 1].end)
        last = _organ_from(reading, match.end(), at=one.last) if match else None
        yield one._replace(last=last) if last else one


def _organ_from(reading: Reading, start: int, *, at: int) -> int | None:
    """One past the words of an organ that begin at a place behind the word ``at``."""
    while at < len(reading.words) and reading.words[at].start < start:
        at += 1
    for last in range(at, min(at + 3, len(reading.words))):
        word = reading.words[last]
        if word.folded in _ORGAN:
            return last + 1
        if not _ADJECTIVE.fullmatch(word.folded) or word.folded in _OTHER_ADJECTIVES:
            return None
    return None
