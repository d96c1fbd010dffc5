"""The animal or cell model: strain, cell line, and where the tumour grew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from curator.domain.claims import VAGUE, Value, Words
from curator.domain.forms import Form
from curator.suggest.fields.organisms import human_id, treated_organism
from curator.suggest.reading import ArticleText, Rule
from curator.suggest.telling import Frame, Spot, context_at, frame_of
from curator.suggest.values import Suggestion

_STRAIN: Final = re.compile(
    r"\b(?:C57BL/6[A-Z]?\w*|BALB/c(?:[- ]nude)?|NOD[/-]SCID(?:[/-]\S+)?|NSG(?:-\w+)?|NOG|NOD"
    r"|FVB(?:/N)?"
    r"|DBA/\d|C3H(?:/\w+)?|129S?\w*|Rag[12]\S*|athymic nude|nude|SCID|humani[sz]ed|MRL/lpr|NZB/W\S*"
    r"|immunodeficient|immunocompetent|transgenic|Sprague[- ]Dawley|Wistar|Lewis)(?= (?:mice|mouse"
    r"|rats?)\b)"
)
_LINE: Final = re.compile(
    r"\b(?:B16(?:[- ]?(?:F10|F1|OVA))?|MC38|CT26|4T1|ID8|LLC|EL4|A20|E0771|KPC|Pan02|GL261|CT-2A"
    r"|U87"
    r"(?:[- ]?MG)?|U251|A549|H460|HeLa|K562|Raji|Daudi|Nalm-?6|NALM-?6|MOLM-?13|MM\.?1S|RPMI-?8226"
    r"|OPM-?2|SK-?OV-?3|OVCAR-?\d|A2780|AsPC[-\u2011]?1|BxPC-?3|PANC-?1|MIA ?PaCa-?2|Capan-?\d"
    r"|PC-?3"
    r"|LNCaP|C4-2|22Rv1|HepG2|Hep3B|Huh-?7|HT-?29|HCT-?116|SW480|LoVo|MCF-?7|MDA-MB-\d+|SK-BR-3"
    r"|A375|B16BL6|RMA|P815|Renca|SH-SY5Y|Kelly|Jeko-?1|Z-138|HEK-?293T?)\b"
)
_SITE: Final = re.compile(
    r"\b(?:orthotopic(?:ally)?|subcutaneous(?:ly)?|intracranial(?:ly)?|intraperitoneal(?:ly)?)"
    r"(?= (?:\w+ ){0,2}(?:tumou?rs?|xenografts?|models?|implant\w*|inject\w*|engraft\w*"
    r"|inoculat\w*))",
    re.IGNORECASE,
)
_SPOKEN_OF: Final = re.compile(
    r"\b(?:(?:aggressive|mouse|murine|animal|tumou?r|several|multiple|xenograft|preclinical"
    r"|rodent)\s)"
    r"+models?\s(?:of|for)\s[\w ,-]{3,60}?(?<=\w)(?=[.;:,()\u2014]|\s(?:and the|that|which|with|the"
    r"|in|to)\b)",
    re.IGNORECASE,
)
_BEARING: Final = re.compile(
    r"\b(?:mice|rats|hamsters|zebrafish|rabbits) (?:(?:that|which) )?(?:bearing|with|carrying"
    r"|carried|had"
    r"|harbou?ring|(?:implanted|engrafted|injected|inoculated|grafted) with)"
    r" (?:(?!tumou?r cells\b)[\w-]+ ){0,5}?(?:tumou?rs?|cancers?|leuk\w*emia|lymphoma|myeloma"
    r"|melanoma|sarcoma"
    r"|glioma|glioblastoma|carcinoma|xenografts?|grafts?|metastases|lupus|diabetes|arthritis"
    r"|colitis"
    r"|encephalomyelitis|fibrosis|neuroblastoma|mesothelioma)\b"
    r"|\b(?:humani[sz]ed|diabetic|tumou?r-bearing|lupus-prone|leuk\w*emic|genetically "
    r"engineered|infected)"
    r" (?:mice|rats)\b",
    re.IGNORECASE,
)
"""Animals by their illness, which is no strain and no cell line."""
_ANIMALS: Final = (" mice", " mouse", " rat")
_LINES: Final = tuple(
    """b16 mc38 ct26 4t1 id8 llc el4 a20 e0771 kpc pan02 gl261 ct-2a u87 u251 a549 h460 hela k562
    raji daudi nalm molm mm1s mm.1s 8226 opm ov-3 ov3 ovcar a2780 aspc bxpc panc-1 panc1 paca
    capan pc-3
    pc3 lncap c4-2 22rv1 hepg2 hep3b huh ht-29 ht29 hct sw480 lovo mcf mda-mb sk-br a375 rma p815
    renca sh-sy5y kelly jeko z-138 hek""".split()
)
_SITES: Final = ("orthotopic", "subcutaneous", "intracranial", "intraperitoneal")


def model(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """Strain, cell line and site; a model without any of them is vague."""
    frame = frame_of(article)
    subject = treated_organism(frame)
    if not frame.tells or (subject is not None and subject.term.id == human_id()):
        return
    strain = _first(frame, _STRAIN, _ANIMALS)
    line = _first(frame, _LINE, _LINES)
    site = _first(frame, _SITE, _SITES)
    words: dict[str, Spot] = {
        key: spot
        for key, spot in (("strain", strain), ("cell_line", line), ("site", site))
        if spot is not None
    }
    if strain is None and line is None:
        yield from _vague(frame)
        return
    places = list(words.values())
    parts: dict[str, Value] = {
        key: article.body[spot.start : spot.end] for key, spot in words.items()
    }
    yield article.suggestion(
        "model",
        places[0].start,
        end=places[0].end,
        parts=parts,
        score=0.82,
        why="The words name the strain or the cell line.",
        rule="model.named",
        others=tuple((one.start, one.end) for one in places[1:]),
    )


def _first(frame: Frame, pattern: re.Pattern[str], cues: tuple[str, ...]) -> Spot | None:
    for _, spot in frame.found(pattern, cues):
        context = context_at(spot)
        if not (context.other_study or context.background or context.future):
            return spot
    return None


def _vague(frame: Frame) -> Iterator[Suggestion]:
    spot = _first(frame, _SPOKEN_OF, ("model",)) or _first(
        frame, _BEARING, ("mice", "rats", "hamsters", "zebrafish", "rabbits")
    )
    if spot is not None:
        yield frame.article.suggestion(
            "model",
            spot.start,
            end=spot.end,
            parts={"strain": Words(frame.article.body[spot.start : spot.end])},
            status=VAGUE,
            score=0.7,
            why="The words speak of a model without strain or cell line.",
            rule="model.unnamed",
        )


RULES: Final[Mapping[str, Rule]] = {"model.named": model}
