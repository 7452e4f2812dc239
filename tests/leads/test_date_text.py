from __future__ import annotations

from datetime import date

import pytest

from copper_desk.leads.display import display_of
from copper_desk.leads.text import TextStyle, text_of, value_of
from tests.leads.sample import AMERICAN, GERMAN, ISO, SCHEMA, STYLES, refusal

MEETING = SCHEMA["cf_110"]
DAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-04", "2026-3-4", "2026/03/04", "2026.03.04", "20260304", "2026年3月4日", "４ Mar ２０２６",
        "4 Mar 2026", "4 March 2026", "4-Mar-2026", "4Mar2026", "04 mar. 2026", "4th March, 2026", "Mar 4, 2026",
        "March 4 2026", "MARCH 4TH, 2026", "2026 Mar 4", "Wed, 4 Mar 2026", "Wednesday 4 March 2026",
        "4. März 2026", "4. Mrz 2026", "4 mär 2026",
        "2026-03-04 00:00", "2026-03-04T00:00:00", "2026-03-04 00:00:00.000", "4 Mar 2026 12:00 AM", " 2026-03-04\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("style", STYLES)
def test_a_date_with_one_meaning_is_read_in_every_style(text: str, style: TextStyle) -> None:
    assert value_of(MEETING, text, style) == DAY


@pytest.mark.parametrize(
    ("text", "style", "day"),
    [
        ("3/4/2026", AMERICAN, DAY),
        ("03-04-2026", AMERICAN, DAY),
        ("3/4/2026 12:00:00 AM", AMERICAN, DAY),
        ("04.03.2026", GERMAN, DAY),
        ("4/3/2026", GERMAN, DAY),
        ("4. 3. 2026", GERMAN, DAY),
        ("3/13/2026", ISO, date(2026, 3, 13)),
        ("13/3/2026", ISO, date(2026, 3, 13)),
        ("4/4/2026", ISO, date(2026, 4, 4)),
        ("13.03.2026", AMERICAN, date(2026, 3, 13)),
        ("29 Feb 2028", ISO, date(2028, 2, 29)),
    ],
)
def test_the_order_of_the_style_is_read(text: str, style: TextStyle, day: date) -> None:
    assert value_of(MEETING, text, style) == day


@pytest.mark.parametrize(
    ("text", "style"), [("03/04/2026", ISO), ("3-4-2026", ISO), ("03.04.2026", ISO), ("03.04.2026", AMERICAN)]
)
def test_a_date_with_two_meanings_is_refused_naming_both(text: str, style: TextStyle) -> None:
    message = refusal("cf_110", text, style)
    assert "3 Apr 2026" in message
    assert "4 Mar 2026" in message


@pytest.mark.parametrize(("text", "style"), [("13/04/2026", AMERICAN), ("04/13/2026", GERMAN)])
def test_the_other_order_is_refused_with_what_it_may_mean(text: str, style: TextStyle) -> None:
    assert "If 13 Apr 2026 is meant" in refusal("cf_110", text, style)


@pytest.mark.parametrize("text", ["3/4/26", "4 Mar 26", "Mar 4, 26", "4 Mar '26", "30.4.26"])
def test_a_year_of_two_digits_is_refused(text: str) -> None:
    assert "four digits" in refusal("cf_110", text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-02-30", "February 2026 has no day 30"),
        ("29 Feb 2026", "February 2026 has no day 29"),
        ("2026-13-04", "there is no month 13"),
        ("13/14/2026", "there is no month 13"),
        ("0000-01-01", "January 0000 has no day 1"),
        ("2026-00-10", "there is no month 0"),
    ],
)
def test_a_day_that_does_not_exist_is_refused(text: str, reason: str) -> None:
    assert reason in refusal("cf_110", text)


@pytest.mark.parametrize(
    "text", ["2026-03-04 09:15", "2026-03-04T00:00:00Z", "4 Mar 2026 12:00 PM", "2026-03-04 00:00 +01:00"]
)
def test_a_time_of_day_is_refused(text: str) -> None:
    assert "time of day" in refusal("cf_110", text)


@pytest.mark.parametrize(
    "text", ["soon", "4 Mar", "Mar 2026", "2026", "46085", "4 Mrx 2026", "3/4", "2026-03", "2026-03/04", "x" * 5000]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    message = refusal("cf_110", text)
    assert "is not a date" in message
    assert len(message) < 200


@pytest.mark.parametrize("style", STYLES)
def test_the_text_is_iso_in_every_style(style: TextStyle) -> None:
    assert text_of(MEETING, DAY, style) == "2026-03-04"


def test_a_day_is_shown_in_the_order_of_the_style() -> None:
    assert display_of(MEETING, DAY, ISO) == "2026-03-04"
    assert display_of(MEETING, DAY, GERMAN) == "4 Mar 2026"
    assert display_of(MEETING, DAY, AMERICAN) == "Mar 4, 2026"
