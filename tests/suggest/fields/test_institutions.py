"""Who did the study, and where."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.suggest.fields.institutions import institutions
from tests.suggest.articles import article
from tests.suggest.fields.who import part, quotes, reported, shown, vague

INSTITUTION = "institution"


def houses(text: str) -> list[str]:
    return reported(institutions, text, field=INSTITUTION)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Researchers at Fred Hutchinson Cancer Center built cells.",
            "Fred Hutchinson Cancer Center",
        ),
        ("The trial was led by doctors at Harbor Cancer Center.", "Harbor Cancer Center"),
        ("The cells, developed by a team at the University of Oslo, worked.", "University of Oslo"),
        ("Cancers shrank, a Moffitt Cancer Center study shows.", "Moffitt Cancer Center"),
        ("A University of Florida-led team thinks so.", "University of Florida"),
        ("It was given to 18 dogs at Harbor Animal Hospital.", "Harbor Animal Hospital"),
        (
            "Harbor Therapeutics, Inc. (Nasdaq: HRBX), a company, today announced trial data.",
            "Harbor Therapeutics",
        ),
        ("Nkarox, Inc. (Nasdaq: NKTX) today announced data from two trials.", "Nkarox"),
        (
            "A team led by Dr. Mei Chen of the Harbor Medical College has shown it in mice.",
            "Harbor Medical College",
        ),
        ("Doctors from FAU treated a young woman.", "FAU"),
        ("It works, said lead author Ana Cruz, M.D., of The Harbor Clinic.", "Harbor Clinic"),
        ("Celadox Oncology SA today announced that a patient has been dosed.", "Celadox Oncology"),
        ("Genentech scientists have designed an antibody.", "Genentech"),
        ("Ana Cruz, of Harbor University, who led the trial, agrees.", "Harbor University"),
        ("A consortium including Harbor University analysed it.", "Harbor University"),
        ("Ana Cruz at Harbor University and her colleagues show it.", "Harbor University"),
        (
            "Investigators at the Clinical Trials Unit at Harbor University did it.",
            "Harbor University",
        ),
        ("The researchers, from Harbor University's East Hospital, agree.", None),
    ],
)
def test_words_that_make_a_house_one_of_the_study(text: str, expected: str | None) -> None:
    assert houses(text) == [expected or "Harbor University's East Hospital"]


def test_all_of_a_list_count_and_keep_their_own_quotes() -> None:
    text = (
        "Fourteen patients were treated at City of Hope, MD Anderson Cancer Center and the "
        "Harbor Clinic in Boston."
    )
    assert quotes(institutions, text, field=INSTITUTION) == [
        "treated at City of Hope",
        "MD Anderson Cancer Center",
        "Harbor Clinic",
    ]
    assert list(part(institutions, text, key="role")) == ["site", "site", "site"]


def test_known_houses_have_their_id_and_schools_that_of_their_university() -> None:
    text = "It was given to dogs at the University of Pennsylvania School of Veterinary Medicine."
    (one,) = shown(institutions, text)
    assert one.main_value is not None
    assert getattr(one.main_value, "id", None) == "ROR:00b30xv10"
    assert one.quote.endswith("School of Veterinary Medicine")


def test_unknown_houses_are_proposed_without_an_id() -> None:
    (one,) = shown(institutions, "Scientists at the Saltmere Institute of Immunology did it.")
    assert getattr(one.main_value, "id", "?") is None


def test_a_short_form_and_a_repetition_are_no_further_house() -> None:
    text = (
        "Scientists at Harbor Bay treated mice.\n\n"
        "The work was led by scientists at the Hill School of Medicine at Harbor Bay. The team at "
        "the Hill School of Medicine at Harbor Bay is hopeful."
    )
    (one,) = shown(institutions, text)
    assert one.quote == "led by scientists at the Hill School of Medicine at Harbor Bay"
    assert len(one.others) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Peter Olsen, an oncologist at the University of Copenhagen who was not involved, said so.",
        "Dr Hanna Sund, of the University of Oslo, wrote in an accompanying editorial about it.",
        "In 2017, researchers at the University of Oslo made such cells.",
        "Earlier work by scientists at the University of Oslo used viruses.",
        "The drug was approved by the FDA after a trial led by the University of Oslo.",
        "You can learn more at the University of Southern Example's information line.",
        "St. Anselm Medical Center has opened a building for the treatment of patients.",
        "A trial at Harbor State University is planned.",
        "The work was supported by the National Cancer Institute.",
        "The company was founded by researchers at Harbor University.",
        "Two patients in the Disposable Group failed to keep follow-up.",
        "Cancer cells from Mice were tested.",
        "Both groups were compared at T2 and again at Weeks 9 and 12.",
        "Analyses were conducted in the Montreal Neurological Institute space.",
        "It is a National Institute for Health Research-funded trial.",
        "Toxicity was graded by the National Cancer Institute Common Toxicity Criteria.",
        "The questionnaire was developed at the Fred Hutchinson Cancer Center.",
        "Researchers at Mayo Clinic are recruiting patients for 12 trials.",
        "CAR T therapy was pioneered by researchers at the University of Pennsylvania.",
        "Kymriah, developed by scientists at Novartis, was approved in 2017.",
        "Experts at the Harbor Cancer Center cautioned that mice are not people.",
        "It was approved by the Review Board of Harbor Medical University.",
    ],
)
def test_others_did_not_do_the_study(text: str) -> None:
    assert houses(text) == []


def test_what_a_press_release_says_about_the_company_is_left_out() -> None:
    text = (
        "# New cells shrink tumors in mice\n\nScientists at Harbor University made cells that "
        "shrink tumors in mice, they report, and hope to begin a trial in people before long.\n\n"
        "## About Hill Hospital\n\nResearchers at Hill Hospital have won many prizes for all that "
        "they have done for patients with cancer in the course of one hundred years.\n"
    )
    assert houses(text) == ["Harbor University"]


def test_an_authors_house_counts_unless_it_is_part_of_one_that_is_named() -> None:
    alone = "It works in mice, said senior author Bea Brown of the Harbor Institute of Genomics."
    assert houses(alone) == ["Harbor Institute of Genomics"]
    both = f"{alone} The study was led by scientists at Hill University."
    assert houses(both) == ["Harbor Institute of Genomics", "Hill University"]
    part = f"{alone} The study was led by scientists at the Harbor School of Medicine."
    assert houses(part) == ["Harbor School of Medicine"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Harvard researchers have made progress in a study of patients.", "Harvard researchers"),
        ("It was told in a paper in Nature Medicine by German researchers.", "German researchers"),
        ("Patients treated at a German hospital improved.", "at a German hospital"),
        (
            "Scientists at a leading university hospital say so.",
            "Scientists at a leading university hospital",
        ),
        ("The trial ran at 3 hospitals in Denmark.", "3 hospitals in Denmark"),
    ],
)
def test_who_is_spoken_of_without_a_name_is_vague(text: str, quote: str) -> None:
    assert vague(institutions, text, field=INSTITUTION) == [quote]
    assert houses(text) == []


def test_researchers_alone_are_not_even_vague() -> None:
    assert shown(institutions, "Researchers have found that cells work in mice.") == []


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        ("Scientists at Harbor University in New York City did it.", ["New York City"], []),
        (
            "Scientists at Harbor University in Freiburg, Germany, did it.",
            ["Freiburg"],
            ["Germany"],
        ),
        ("Scientists at Harbor University in Germany did it.", [], ["Germany"]),
        ("The study was led by Harbor University, Erlangen, Germany.", ["Erlangen"], ["Germany"]),
        ("Scientists at Harbor University in March did it.", [], []),
        ("A study by Japanese researchers is out.", [], ["Japan"]),
        (
            "The trial ran at 9 hospitals in Italy, Spain and France.",
            [],
            ["Italy", "Spain", "France"],
        ),
    ],
)
def test_town_and_country_stand_behind_the_name(
    text: str, city: list[str], country: list[str]
) -> None:
    assert reported(institutions, text, field="city") == city
    assert reported(institutions, text, field="country") == country


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "scientists at the University of Oslo Hospital , and led by Dr. Bea Brown who was not "
            "involved in a study German Harvard researchers . \n\n Inc. (Nasdaq: treated".split(" ")
        ),
        max_size=30,
    )
)
def test_any_text_gives_quotes_that_stand_in_it(words: list[str]) -> None:
    read = article(" ".join(["Title", *words]))
    for one in shown(institutions, read):
        assert all(0 <= start < end <= len(read.body) for start, end in one.others)
