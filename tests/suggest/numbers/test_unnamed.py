"""Results whose outcome is on no list, and numbers that look like one."""

from __future__ import annotations

import pytest

from curator.suggest.numbers.results import results


def told(text: str) -> list[tuple[str, str]]:
    """Name of the outcome and number or counts, as written."""
    found: list[tuple[str, str]] = []
    for one in results(text):
        name = text[one.endpoint.start : one.endpoint.end] if one.endpoint else ""
        numbers = [x for x in (one.value, one.n, one.of) if x]
        found.append((name, " of ".join(text[x.at : x.to] for x in numbers)))
    return found


@pytest.mark.parametrize(
    ("sentence", "name", "number"),
    [
        ("Liver stiffness fell by 4.1 kPa after the third dose.", "Liver stiffness", "4.1"),
        ("By week six the mean weekly flare count had dropped from 9 to 2.", "count", "2"),
        ("Urine protein was reduced by 58 percent.", "Urine protein", "58"),
        ("Forced vital capacity improved from 61% to 74%.", "Forced vital capacity", "74"),
        ("The antibody raised bone density by 3.4%.", "bone density", "3.4"),
        ("Circulating B cells fell to 0.2 per microliter.", "Circulating B cells", "0.2"),
        ("Collagen in the scar was 35 percent lower.", "Collagen in the scar", "35"),
        ("Plaque area shrank by a third.", "shrank", "a third"),
        ("The editing efficiency was 81%.", "editing efficiency", "81"),
        ("Receptor occupancy reached 93%.", "Receptor occupancy", "93"),
        ("60% of recipients no longer needed a cane.", "no longer needed", "60"),
        ("Bone loss was prevented in six of the seven rabbits.", "Bone loss", "six of seven"),
        ("In three, the swelling had come back by spring.", "the swelling", "three"),
        ("Ferritin dropped by more than 40% in nine.", "Ferritin", "nine"),
        ("Plasma leptin was 2.5 times as high after the infusion.", "leptin", "2.5"),
        ("Of 18 rats, five (28%) had become blind by week 9.", "become blind", "28 of five"),
        ("Four of the five grafts functioned for a year.", "functioned", "Four of five"),
        ("Seven were able to walk unaided; 30% of patients regained speech.", "regained", "30"),
    ],
)
def test_its_own_words_name_it(sentence: str, name: str, number: str) -> None:
    assert any(name in words and number == found for words, found in told(sentence)), told(sentence)


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("More mice were free to move (44% vs 17%, P = 0.01).", ["44", "17"]),
        ("Blood loss was larger (62.1 vs 48.1 ml).", ["62.1", "48.1"]),
        ("Skin healed in 71% of rats with the gel and 20% of rats with saline.", ["71", "20"]),
        ("Fat mass was 4.3 g with the drug versus 6.0 g without it.", ["4.3", "6.0"]),
        ("Interferon levels were 1,250 pg/mL in spleens against 90 pg/mL in controls.",
         ["1,250", "90"]),
        ("Mice gained 3.1 g, while controls lost 1.4 g.", ["3.1", "1.4"]),
    ],
)  # fmt: skip
def test_two_numbers_set_against_each_other(sentence: str, numbers: list[str]) -> None:
    assert [number for _, number in told(sentence)] == numbers


@pytest.mark.parametrize(
    "sentence",
    [
        "The company's market value fell from 4.2 to 1.1 billion.",
        "Enrollment rose from 12 to 40 patients a month.",
        "The dose was increased from 1 mg to 10 mg.",
        "The price of the drug was cut by 70%.",
        "Manufacturing time was reduced from 14 days to 3 days.",
        "The median age was 63 years versus 61 years.",
        "Of the patients, 54% were women and 46% were men.",
        "Antibody was given at 200 mg versus 400 mg.",
        "The follow-up was 24 months in group A versus 26 months in group B.",
        "Mice were killed when tumors reached 2,000 mm3.",
        "Viability was 92% and transduction efficiency was 38%.",
        "Twelve patients (30%) had stage IV disease.",
        "Twenty (45%) had received a transplant.",
        "He walked 500 miles to raise money and lost 10 kg.",
        "The trial included 40 children with relapsed disease.",
        "The study was powered to detect a rise from 20% to 40%.",
        "The hospital's staff has grown by 12%.",
        "The dose was increased from 1 mg to 10 mg in three steps.",
        "Cells were cultured at 37 degrees in 5% CO2.",
        "The tumors were established in 40 animals.",
        "Radiotherapy was delivered in 47% of the women.",
        "Cells came from one of three donors who had gone into remission.",
        "Patients improved if 71% rose by at least five points.",
        "The 101 patients had no other good options.",
    ],
)
def test_money_doses_people_and_methods_are_no_results(sentence: str) -> None:
    assert told(sentence) == []
