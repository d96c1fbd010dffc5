"""Which short articles report a study, and which only speak of medicine, money or people."""

from __future__ import annotations

import pytest

from curator.suggest.accounts import is_abstract, is_registration, only_watches
from curator.suggest.telling import frame_of
from tests.suggest.articles import article

_STUDIES = """
Arthritis gone quiet
A correspondence tells of a 52-year-old woman with rheumatoid arthritis who got CD19 CAR T cells
two years ago. There is no swollen joint.

Meet the man who stayed
When he was told that his lymphoma was back, Tom Reed signed up for a trial of CD20 CAR T cells
at the county hospital. His last scans are clean.

Vets offer dogs a cell therapy
Vets draw T cells from dogs with bone cancer and give them back after two weeks. Of the first
14, nine lived beyond a year.

Tired T cells woken
In mice with chronic LCMV infection, an antibody to TIM-3 brought virus down a hundredfold
within ten days.

Lupus: two years of quiet
For eight young women with severe lupus, one infusion of CAR T cells has meant two years without
drugs.

Peanut shots of a new kind
Mice that would gasp at peanut stayed calm after an antibody, says a group at the school. The
allergy did not come back for eight weeks.

Vaccine misses mark
The firm said its PSMA vaccine failed to slow prostate cancer, and its shares fell 44 percent.
210 men took part in the trial, and 12 patients died.

Engager in myeloma
57 pts were treated at nine sites. ORR was 56% after the T-cell engager.

The new cells
In the trial of the hospital, engineered NKT cells are collected from a child. Twelve children with
neuroblastoma have had the cells, at 3 to 100 million per square metre. One had a response.

No relief from long COVID
The antibody did no better than salt water for 36 people.
"""
_NO_STUDIES = """
Council approves bike lanes
The council voted 7-2 on Tuesday. A study of traffic found that 300 people use the street each
day.

Arvelo raises 120 million for CAR T
Arvelo said it closed a Series B round of 120 million dollars. The money will fund a phase 1
trial of CD19 CAR T cells in patients with lupus.

Insurers must pay for cells
The treatment of myeloma with CAR T cells costs 400,000 dollars. A study last year found that
only one in four eligible patients received it.

Immunologist wins medal
Her group discovered in 1999 that mice without PD-1 clear tumors.

Hospital hires chief
Dr. Pell, 48, has treated some 400 patients with lymphoma. He led two trials of CD19 CAR T
cells.

Explainer: What is a bispecific?
In trials, half of the patients with lymphoma had a complete remission with antibodies against
CD20 and CD3.

Five talks to watch
Among the abstracts is a phase 3 trial of a LAG-3 antibody in melanoma. Results will be
presented on Sunday.

Correction
In the article on T cells against glioma, the name of an author was misspelled.
"""


def _pieces(written: str) -> list[str]:
    """Each with its headline in a line and its sentences in one."""
    pieces = (one.strip().partition("\n") for one in written.split("\n\n"))
    return [f"{headline}\n{text.replace(chr(10), ' ')}" for headline, _, text in pieces]


@pytest.mark.parametrize("text", _pieces(_STUDIES))
def test_a_short_piece_tells_of_its_study(text: str) -> None:
    assert frame_of(article(text)).tells


@pytest.mark.parametrize("text", _pieces(_NO_STUDIES))
def test_money_prizes_explainers_and_plans_are_no_study(text: str) -> None:
    assert not frame_of(article(text)).tells


def test_the_names_of_its_parts_tell_an_abstract() -> None:
    assert is_abstract("BACKGROUND: Relapse is hard to treat. METHODS: CD7 CAR T cells, n=20.")
    assert not is_abstract("The results: nothing yet.")
    assert not is_abstract("Background: the fund was set up in 2001.")


def test_labels_tell_a_registration_with_or_without_a_colon() -> None:
    assert is_registration("Sponsor Tessaly\nCondition: Lupus\nEnrollment: 15\n")
    assert not is_registration("Sponsors of the walk were pleased.\nPhase: second\n")


def test_who_was_given_something_was_not_only_watched() -> None:
    asked = article("A survey of 412 patients was done.").sentences
    given = article("A survey was done. Half of the patients were randomized.").sentences
    assert only_watches(asked)
    assert not only_watches(given)
