"""Texts that the rules cannot read, so that nothing is said to be absent from them."""

from __future__ import annotations

import pytest

from curator.suggest.absence import absences, places
from curator.suggest.language import NOT_ENGLISH, TOO_FEW, in_latin_letters, why_unread
from tests.suggest.articles import FORM, RULES, article, given

CHINESE = (
    "北京大学肿瘤医院的研究团队今天宣布，一种新的CAR-T细胞疗法使五名患者的肿瘤消失。"
    "该研究发表在《自然》杂志上。研究人员说，患者在三个月内没有复发。"
)
OTHERS = {
    "German": "Forscher der Universität Würzburg haben mit CAR-T-Zellen fünf Patienten behandelt, "
    "die an Lupus erkrankt waren. Nach drei Monaten war die Krankheit bei allen verschwunden, und "
    "keiner der Patienten musste weitere Medikamente nehmen, sagte der Leiter der Studie.",
    "French": "Des chercheurs de Lyon ont traité cinq patients atteints de lupus avec des cellules "
    "CAR-T. Après trois mois, la maladie avait disparu chez tous les patients, et aucun d'entre "
    "eux ne prenait plus de médicaments, a déclaré le responsable de l'étude.",
    "Dutch": "Onderzoekers van de universiteit hebben vijf patiënten met lupus behandeld met "
    "CAR-T-cellen. Na drie maanden was de ziekte bij alle patiënten verdwenen of sterk afgenomen, "
    "en niemand had nog medicijnen nodig, zei de leider van het onderzoek in een toelichting.",
    "Russian": "Исследователи лечили пять пациентов с волчанкой клетками CAR-T.",
    "none": "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor "
    "incididunt ut labore et dolore magna aliqua ut enim ad minim veniam quis nostrud exercitation",
}
ENGLISH = (
    "Weather was fine. The sky was blue and nobody complained about it. It rained later.",
    (
        "BACKGROUND: CAR T cells targeting CD19 induce remission in lupus. METHODS: Five patients "
        "received 1 x 10^6 cells/kg after fludarabine. RESULTS: Remission was seen in all "
        "patients; IFN-γ and TNF-α fell (p<0.01). No severe toxicity occurred in the "
        "cohort of the phase 1 trial at University Hospital Würzburg and "
        "Universitätsklinikum Erlangen."
    ),
    "Five patients were well.",
)


@pytest.mark.parametrize("text", [CHINESE, *OTHERS.values()])
def test_nothing_is_absent_from_a_text_in_another_language(text: str) -> None:
    assert why_unread([text]) == NOT_ENGLISH
    assert not absences(article(text), FORM, claims={}, proposed=())


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_searched(text: str) -> None:
    assert why_unread([text]) == ""
    assert absences(article(text), FORM, claims={}, proposed=())


def test_a_few_words_of_no_language_prove_nothing() -> None:
    assert why_unread(["CD19 BCMA 4-1BB"]) == TOO_FEW


def test_names_are_found_beside_letters_of_another_script() -> None:
    field = FORM.field("therapy_class")
    assert field is not None
    assert [CHINESE[a:z] for a, z in places(article(CHINESE), field)]
    assert in_latin_letters("CAR-T细胞 and β") == "CAR-T   and β"
    mixed = article("The team gave 五名患者 the new CAR-T细胞 and they were well after that.")
    assert "therapy_class" not in absences(mixed, FORM, claims={}, proposed=())


def test_the_curator_is_told_that_nothing_was_searched() -> None:
    found = RULES.suggest(given(CHINESE), FORM)
    assert found.absences == {}
    assert found.notes == (NOT_ENGLISH,)
    assert RULES.suggest(given(ENGLISH[0]), FORM).notes == ()
