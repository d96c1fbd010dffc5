"""The day in the line that an article begins with."""

from __future__ import annotations

import pytest

from curator.suggest.datelines import dateline_of
from curator.suggest.fields.report import hinted
from tests.suggest.articles import article
from tests.suggest.fields.who import reported, vague

_TELLS = (
    "Researchers have tested a protein that boosts T cells, and found that it protected mice from "
    "cancer for long. They hope to go on with it soon."
)
_MORE = "More than one mouse out of two was still alive after a hundred days, they found."


def _with(head: str) -> str:
    return f"Armed cells clear tumors in mice\n\n{head} {_TELLS}\n\n{_MORE}\n"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("SEATTLE — January 14, 2025 —", "2025-01-14"),
        ("LONDON, UK, 14 January 2025 –", "2025-01-14"),
        ("CAMBRIDGE, Mass.--(BUSINESS WIRE)--June 5, 2025--", "2025-06-05"),
        ("BASEL, Switzerland, 5 March 2025 /PRNewswire/ --", "2025-03-05"),
        ("SOUTH SAN FRANCISCO, Calif., Sept. 3, 2025 /PRNewswire/ --", "2025-09-03"),
        ("DALLAS and VIENNA, Oct. 2, 2025 (GLOBE NEWSWIRE) --", "2025-10-02"),
        ("Seoul, South Korea--(BUSINESS WIRE)--9 December 2024:", "2024-12-09"),
        ("SAN DIEGO, CA / ACCESSWIRE / March 4, 2025 /", "2025-03-04"),
        ("[Tokyo, 5 March 2025]", "2025-03-05"),
        ("(Boston, MA – March 4, 2025)", "2025-03-04"),
        ("NEW YORK, NY [March 4, 2025] –", "2025-03-04"),
        ("CHICAGO: March 4, 2025 -", "2025-03-04"),
        ("Vienna, Austria: (4 March 2025)", "2025-03-04"),
        ("Leiden, the Netherlands, March 4, 2025:", "2025-03-04"),
        ("CLEVELAND, Ohio, Tuesday, March 4, 2025 —", "2025-03-04"),
        ("LYON, France, March 4, 2025, 7:30 AM CET –", "2025-03-04"),
        ("WASHINGTON, D.C. (March 4, 2025) --", "2025-03-04"),
        ("Winston-Salem, N.C. – March 4, 2025 –", "2025-03-04"),
        ("GÖTTINGEN, 4 March 2025.", "2025-03-04"),
        ("Freiburg im Breisgau, 4 March 2025 –", "2025-03-04"),
        ("Tel Aviv, Israel — March 4, 2025.", "2025-03-04"),
        ("Stockholm, Sweden, 2025-03-04 –", "2025-03-04"),
        ("March 4, 2025 (Toronto) –", "2025-03-04"),
        ("March 4, 2025, Toronto, Ont. –", "2025-03-04"),
        ("Nov. 12, 2025 --", "2025-11-12"),
    ],
)
def test_places_with_a_day_before_the_text(head: str, day: str) -> None:
    assert reported(hinted, _with(head), field="report.date") == [day]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("ST. LOUIS (05/23/2025) —", "2025-05-23"),
        ("Bristol (23/05/2025) –", "2025-05-23"),
        ("Heidelberg, 05.04.2025 –", "2025-04-05"),
        ("London (04/05/2025) —", "2025-05-04"),
        ("Rio de Janeiro, Brazil (10/11/2024) –", "2024-11-10"),
        ("BOSTON (04/05/2025) —", "2025-04-05"),
        ("Springfield, Ill. (04/05/2025) —", "2025-04-05"),
        ("Springfield (04/04/2025) —", "2025-04-04"),
    ],
)
def test_figures_are_read_as_the_place_writes_them(head: str, day: str) -> None:
    assert reported(hinted, _with(head), field="report.date") == [day]


@pytest.mark.parametrize(
    "head",
    [
        "Springvale (04/05/2025) —",
        "TORONTO, Canada (04/05/2025) —",
        "LONDON and BOSTON (04/05/2025) —",
        "On 9 December 2024,",
        "Presented at the annual meeting in San Diego, 7 December 2024.",
        "American Hematology Congress, San Diego, 7 December 2024.",
        "Accepted 9 December 2024.",
        "Nature Medicine, 9 December 2024.",
        "Trial Start, 9 December 2024 -",
        "Data Cutoff, 9 December 2024.",
        "Dr. Ann Hill joined the clinic on March 4, 2025.",
        "Between March 4, 2020 and June 6, 2024,",
        "LA JOLLA, CA—",
    ],
)
def test_other_days_and_days_of_two_readings_are_none(head: str) -> None:
    assert reported(hinted, _with(head), field="report.date") == []


def test_the_day_stands_where_it_says() -> None:
    read = article(_with("ZURICH, Switzerland, 3 May 2024 –"))
    line = dateline_of(read)
    assert line is not None
    assert read.body[line.start : line.end] == "3 May 2024"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("BEIJING, Aug. 8 (Xinhua) --", "Aug. 8"),
        ("PARIS, 29 May --", "29 May"),
        ("LONDON (Reuters) - March 3 -", "March 3"),
    ],
)
def test_a_day_without_its_year_is_vague(head: str, day: str) -> None:
    assert reported(hinted, _with(head), field="report.date") == []
    assert vague(hinted, _with(head), field="report.date") == [day]


@pytest.mark.parametrize(
    "head", ["PARIS, May 2024 –", "In May 12 patients were treated.", "PARIS –"]
)
def test_no_day_of_a_dateline_is_no_vague_one(head: str) -> None:
    assert vague(hinted, _with(head), field="report.date") == []
