from __future__ import annotations

import pytest

from curator.domain.exchange.dates import read_date


@pytest.mark.parametrize(
    ("words", "year", "date", "whole"),
    [
        ("2014//", "", "2014", True),
        ("2016/12//", "", "2016-12", True),
        ("2001/09/01/", "", "2001-09-01", True),
        ("2001/00/00/", "", "2001", True),
        ("2013/02/15/received", "", "2013", False),
        ("2016 Sep 1", "", "2016-09-01", True),
        ("2013 06 10", "", "2013-06-10", True),
        ("20100520", "", "2010-05-20", True),
        ("2012-August-08", "", "2012-08-08", True),
        ("04 2006", "", "2006-04", True),
        ("April 2015", "", "2015-04", True),
        ("AUG", "1999", "1999-08", True),
        ("JUN 14", "2006", "2006-06-14", True),
        ("AUG", "", "", False),
        ("1998 Dec-1999 Jan", "", "1998", False),
        ("2000 Spring", "", "2000", False),
        ("2021-02-30", "", "2021", False),
        ("YEAR/MONTH/DAY/", "", "", False),
        ("99", "", "", False),
    ],
)
def test_dates_as_records_write_them(words: str, year: str, date: str, *, whole: bool) -> None:
    assert read_date(words, year) == (date, whole)
