"""Calendar days in the account's zone: both forms read, both written, no day ever moved."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.copper.day import Calendar, DateForm

ZONES = ["America/Los_Angeles", "Asia/Kolkata", "Pacific/Kiritimati", "America/Sao_Paulo", "Africa/Cairo", "UTC"]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (1_515_744_000, date(2018, 1, 12)),
        (1_754_031_600, date(2025, 8, 1)),
        (1_754_031_600.0, date(2025, 8, 1)),
        ("1754031600", date(2025, 8, 1)),
        (" 06/20/2015 ", date(2015, 6, 20)),
        ("6/2/2015", date(2015, 6, 2)),
        (-2_208_960_000, date(1900, 1, 1)),
        (0, date(1969, 12, 31)),
    ],
)
def test_every_form_that_was_seen_is_read(value: object, day: date) -> None:
    assert Calendar("America/Los_Angeles").day_of(value) == day


@pytest.mark.parametrize("value", ["", "20/06/2015", "soon", "2/30/2015", None, True, [], 10**14, -(10**14), 1e300])
def test_what_is_no_day_is_empty(value: object) -> None:
    assert Calendar("America/Los_Angeles").day_of(value) is None


@given(day=st.dates(date(1900, 1, 2), date(9999, 12, 30)), zone=st.sampled_from(ZONES), form=st.sampled_from(DateForm))
def test_a_day_reads_back_as_it_was_written(day: date, zone: str, form: DateForm) -> None:
    calendar = Calendar(zone)
    assert calendar.day_of(calendar.written(day, form)) == day


def test_midnight_is_the_accounts() -> None:
    assert Calendar("America/Los_Angeles").written(date(2018, 1, 12), DateForm.UNIX) == 1_515_744_000
    assert Calendar("America/Los_Angeles").written(date(2018, 1, 12), DateForm.TEXT) == "01/12/2018"


@pytest.mark.parametrize("zone", ["", "Pacific Time (US & Canada)", "../etc/passwd", "Nowhere/At all", "a\0b"])
def test_an_unknown_zone_reads_by_half_days_and_writes_text(zone: str) -> None:
    calendar = Calendar(zone)
    assert calendar.day_of(1_515_744_000) == date(2018, 1, 12)
    assert calendar.day_of(1_515_744_000 - 8 * 3600 - 10 * 3600) == date(2018, 1, 12)
    assert calendar.written(date(2018, 1, 12), DateForm.UNIX) == "01/12/2018"
