"""Houses and people in the forms that news gives their names, and journals beside societies."""

from __future__ import annotations

import pytest

from curator.suggest.fields.institutions import institutions
from curator.suggest.fields.journals import journals
from curator.suggest.fields.people import investigators
from tests.suggest.fields.who import reported

_REST = (
    "The mice lived for longer than untreated ones, and their tumors shrank by half within a month "
    "after the infusion of the cells."
)


def _story(text: str) -> str:
    return f"CAR T cells shrink tumors in mice\n\n{text}\n\n{_REST}\n"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            (
                "Scientists in Stanford's department of genetics built CAR T cells that "
                "shrink tumors in mice."
            ),
            ["Stanford University"],
        ),
        (
            "The Dana-Farber team treated mice with CAR T cells that shrink tumors.",
            ["Dana-Farber Cancer Institute"],
        ),
        (
            "Doctors at the Peter Mac in Melbourne treated 12 patients with CAR T cells.",
            ["Peter Mac"],
        ),
        (
            (
                "Norvane Therapeutics today announced results of its trial of CAR T cells in "
                "12 patients."
            ),
            ["Norvane Therapeutics"],
        ),
        (
            (
                "Researchers at the Universitätsklinikum Würzburg and the Hospital "
                "Universitari Vall d'Hebron treated 12 patients with CAR T cells."
            ),
            ["Universitätsklinikum Würzburg", "Hospital Universitari Vall d'Hebron"],
        ),
        ("A team from the Institut Curie in Paris gave CAR T cells to mice.", ["Institut Curie"]),
        (
            "The trial was run at Charité – Universitätsmedizin Berlin in 12 patients.",
            ["Charité - Universitätsmedizin Berlin"],
        ),
        (
            (
                "Physicians at Oslo University Hospital and the University of Oslo treated 12"
                " patients with CAR T cells."
            ),
            ["Oslo University Hospital", "University of Oslo"],
        ),
        (
            (
                "Researchers at Harbor Children's Hospital and Lake University treated 12 "
                "patients with CAR T cells."
            ),
            ["Harbor Children's Hospital", "Lake University"],
        ),
        (
            "The study was done by scientists at the Karolinska Institute and Uppsala University.",
            ["Karolinska Institutet", "Uppsala University"],
        ),
        (
            "Mice were treated at the Weizmann Institute of Science, the team reports in a study.",
            ["Weizmann Institute of Science"],
        ),
        (
            (
                '"The mice were cured," said lead author Ann Hill, a fellow in the Department'
                " of Surgical Oncology."
            ),
            [],
        ),
        (
            (
                '"The mice were cured," said lead author Ann Hill, a fellow in the Division '
                "of Cancer Medicine at Harbor University."
            ),
            ["Harbor University"],
        ),
        (
            (
                '"The mice were cured," said co-author Ann Hill, an oncologist at Lakeside '
                "Hospital Ohio."
            ),
            ["Lakeside Hospital Ohio"],
        ),
        (
            (
                "The results were presented at the Society for Immunotherapy of Cancer "
                "meeting by researchers of Harbor University."
            ),
            ["Harbor University"],
        ),
        (
            (
                "The study was led by the University Medical Center Utrecht and the Princess "
                "Máxima Center."
            ),
            ["University Medical Center Utrecht", "Princess Máxima Center"],
        ),
        (
            (
                "Scientists of the Technion – Israel Institute of Technology built the CAR T "
                "cells and treated mice."
            ),
            ["Technion – Israel Institute of Technology"],
        ),
        (
            (
                "Researchers from Kyoto University's Center for iPS Cell Research treated "
                "mice with the cells."
            ),
            ["Kyoto University"],
        ),
        (
            "At Ospedale San Raffaele in Milan, doctors treated 12 patients with the cells.",
            ["Ospedale San Raffaele"],
        ),
        (
            "Harbor University researchers report that the cells shrink tumors in mice.",
            ["Harbor University"],
        ),
    ],
)
def test_who_did_the_work(text: str, names: list[str]) -> None:
    assert sorted(reported(institutions, _story(text), field="institution")) == sorted(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            '"It works," said senior author J. R. Okafor, MD, PhD, who directs the lab.',
            ["J. R. Okafor"],
        ),
        (
            "The study was led by Prof. Dr. Karl-Heinz von der Leyen of Harbor University.",
            ["Karl-Heinz von der Leyen"],
        ),
        (
            "Professor Sir Ian McAllister, who led the trial, said that it works.",
            ["Ian McAllister"],
        ),
        (
            (
                "First author Dr Siobhán O'Rourke and senior author Dr. María José "
                "García-López treated mice."
            ),
            ["Siobhán O'Rourke", "María José García-López"],
        ),
        (
            (
                '"We saw in our earlier study that cells vanish," said senior author Mira '
                "Holt, Ph.D., of Harbor University."
            ),
            ["Mira Holt"],
        ),
        ("Mira Holt, who led an earlier study, was not involved.", []),
        (
            "The study's corresponding author, Li-Wei Chen, MD, treated 12 patients.",
            ["Li-Wei Chen"],
        ),
        (
            (
                "Jean-Pierre d'Aubigné (Institut Curie), principal investigator of the trial,"
                " treated 12 patients."
            ),
            ["Jean-Pierre d'Aubigné"],
        ),
    ],
)
def test_who_led_the_work(text: str, names: list[str]) -> None:
    assert sorted(reported(investigators, _story(text), field="investigator")) == sorted(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            (
                "The data were presented at the Society for Immunotherapy of Cancer (SITC) "
                "40th Annual Meeting."
            ),
            [],
        ),
        (
            (
                "The findings were presented at the European Society for Blood and Marrow "
                "Transplantation congress."
            ),
            [],
        ),
        (
            (
                "The data were presented at the annual meeting of the American Society of "
                "Hematology and published in Blood."
            ),
            ["Blood"],
        ),
        (
            (
                "The results come from the Institute for Research in Immunology and Cancer in"
                " Montreal, which told of them today."
            ),
            [],
        ),
        ("The results were published in the journal Cancer.", ["Cancer"]),
        ("She is a professor of Pediatrics and told of the results today.", []),
    ],
)
def test_a_society_is_no_journal(text: str, names: list[str]) -> None:
    assert reported(journals, _story(text), field="journal") == names
