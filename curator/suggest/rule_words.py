"""What each rule does, in a curator's words: for track records and wherever a rule is named."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from curator.suggest.plugins import PREFIX

RULE_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "antigen.bound": "antigens that are bound or targeted",
        "antigen.candidate": "antigens that are named, not said to be bound",
        "antigen.unnamed": "antigens without a name",
        "arms.sized": "groups with their size",
        "cell_source.told": "whose cells were used",
        "comparator.named": "what it was compared with",
        "component.target": "targets that are treated together",
        "conflicts_of_interest": "declared interests",
        "design.named": "how the groups were made",
        "disease.treated": "diseases of those who were treated",
        "doi": "the only DOI",
        "dose.given": "doses that were given",
        "dose.words": "doses without an amount",
        "follow_up.length": "times of follow-up",
        "funding": "who paid for the work",
        "institution": "who did the work",
        "interaction.named": "what treatments do together",
        "investigator": "who led the work",
        "journal": "where the study was published",
        "limitations.says": "what is still to be shown",
        "lymphodepletion.named": "conditioning before the treatment",
        "mechanism.says": "what the treatment does",
        "model.named": "strains and cell lines",
        "model.unnamed": "models without a strain or cell line",
        "n.some": "subjects without their number",
        "n.total": "number of subjects",
        "next_step.says": "what comes next",
        "organism.treated": "people or animals that were treated",
        "outcome.direction": "outcomes without a number",
        "outcome.event": "definite events",
        "outcome.loosely": "outcomes in ordinary words",
        "outcome.number": "outcomes with a number",
        "paper_front": "the front of a paper",
        "payload.carried": "what the cells secrete or carry",
        "phase.named": "the phase of the trial",
        "pmid": "the only PubMed id",
        "population.state": "who was taken into the study",
        "product.named": "codes and brands of what was given",
        "receptor.built": "how the receptor is built",
        "registry_id": "registration of a trial",
        "related_study": "studies that it is set against",
        "report": "what the page says of itself",
        "report_kind": "kind of article",
        "report_source": "where the article has it from",
        "route.named": "how it was given",
        "safety.claimed": "claims that it was safe",
        "safety.events": "harm that occurred",
        "safety.listed": "side effects in a list",
        "safety.open": "safety that is still to be shown",
        "schedule.words": "how often it was given",
        "stage.told": "in animals, in people or in a dish",
        "target_cell.acted_on": "cells that the treatment acts on",
        "target_cell.unnamed": "cells without their type",
        "target_cell.wearer": "cells that carry the target or became fewer",
        "therapy.class": "kind of treatment",
        "vector.named": "what carries the gene",
    }
)
"""By the name of the rule; a test asserts that none is missing."""


def rule_words(rule: str) -> str:
    """A rule as a curator reads it; of a plug-in its name."""
    if rule.startswith(PREFIX):
        return f"{rule.removeprefix(PREFIX)} (plug-in)"
    return RULE_WORDS.get(rule, rule.replace("_", " ").replace(".", " "))
