"""Names of people, and which of them a sentence makes people of the study."""

from __future__ import annotations

import pytest

from curator.suggest.persons import names_in, people_of_study, surname


def people(text: str) -> list[tuple[str, str]]:
    return [(one.name, one.role) for one in people_of_study(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("says senior author Bea Brown, director.", [("Bea Brown", "senior author")]),
        (
            "said co-senior author Robert M. Samson, MD, PhD.",
            [("Robert M. Samson", "co-senior author")],
        ),
        (
            "Dr. Jesse S. A. Chae, one of the lead researchers, spoke.",
            [("Jesse S. A. Chae", "lead researchers")],
        ),
        ("Ana de la Cruz, who led the study, agreed.", [("Ana de la Cruz", "led")]),
        ("The team, led by Zoë Hálldórsdóttir, armed them.", [("Zoë Hálldórsdóttir", "led")]),
        (
            "Travis Young, PhD, vice president at Calibr and the study's senior author.",
            [("Travis Young", "senior author")],
        ),
        (
            "Co-lead authors Dr Imran House and Dr Kara Britt agreed.",
            [("Imran House", "co-lead authors"), ("Kara Britt", "co-lead authors")],
        ),
        (
            "Prof. Dr. Georg Schott (director of Medicine 3), who conducted the study, agreed.",
            [("Georg Schott", "led")],
        ),
        (
            "The study was co-led by Dr. Olivier Element and by Dr. Juan Cubillos-Ruiz.",
            [("Olivier Element", "led"), ("Juan Cubillos-Ruiz", "led")],
        ),
    ],
)
def test_a_role_is_given_before_or_behind_a_name(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The study was led by Tel Aviv University.",
        "The study was led by the Fred Hill Cancer Center.",
        "The film was directed by Justin Linden.",
        "The team, led by a group of oncologists, has found it.",
        "Peter Olsen, an oncologist at the University of Oslo, was not convinced.",
        "The lead author declined to comment.",
    ],
)
def test_others_are_not_people_of_the_study(text: str) -> None:
    assert people(text) == []


def test_quote_covers_role_and_name() -> None:
    text = "It works, said first author Guy Mestre, PhD. He smiled."
    one = next(people_of_study(text))
    assert text[one.start : one.end] == "first author Guy Mestre, PhD"
    assert text[one.at :].startswith("Guy Mestre")


def test_names_keep_initials_particles_and_hyphens() -> None:
    text = "Jean-Luc van den Berg met J. R. Müller-Ortiz at noon."
    assert [one["name"] for one in names_in(text)] == [
        "Jean-Luc van den Berg",
        "J. R. Müller-Ortiz",
    ]
    assert surname("Jean-Luc van den Berg") == "Berg"
