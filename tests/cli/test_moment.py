"""A moment as people write it on a command line."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.cli.moment import NoMoment, unix_moment

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 3, 8, 12, 0, tzinfo=ZONE)  # the morning on which the clocks went forward


def _read(text: str) -> datetime:
    return datetime.fromtimestamp(unix_moment(text, now_s=NOW.timestamp(), zone=ZONE), ZONE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-04", datetime(2026, 3, 4, tzinfo=ZONE)),
        ("2026-03-04T10:30", datetime(2026, 3, 4, 10, 30, tzinfo=ZONE)),
        ("2026-03-04 10:30:05", datetime(2026, 3, 4, 10, 30, 5, tzinfo=ZONE)),
        ("2026-03-04T10:30Z", datetime(2026, 3, 4, 5, 30, tzinfo=ZONE)),
        ("2026-03-04T10:30:00+01:00", datetime(2026, 3, 4, 4, 30, tzinfo=ZONE)),
        ("today", datetime(2026, 3, 8, tzinfo=ZONE)),
        ("Yesterday", datetime(2026, 3, 7, tzinfo=ZONE)),
        # Elapsed hours: the day before had 23 of them.
        ("1 day ago", datetime(2026, 3, 7, 11, 0, tzinfo=ZONE)),
        ("24h", datetime(2026, 3, 7, 11, 0, tzinfo=ZONE)),
        ("30 minutes ago", datetime(2026, 3, 8, 11, 30, tzinfo=ZONE)),
        ("2 weeks ago", datetime(2026, 2, 22, 11, 0, tzinfo=ZONE)),
        ("7d", datetime(2026, 3, 1, 11, 0, tzinfo=ZONE)),
    ],
)
def test_it_is_read(text: str, expected: datetime) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize(
    "text", ["", "soon", "3", "ago", "4 moons ago", "2026-13-01", "03/04/2026", "999999 weeks ago", "-2d"]
)
def test_anything_else_is_said(text: str) -> None:
    with pytest.raises(NoMoment, match=r"is no moment\. Write a day"):
        _read(text)


@given(st.integers(0, 2000), st.sampled_from([("h", 3600), ("d", 86_400), ("w", 604_800), (" days ago", 86_400)]))
def test_so_long_ago_is_so_long_ago(number: int, unit: tuple[str, int]) -> None:
    word, seconds = unit
    assert NOW.timestamp() - _read(f"{number}{word}").timestamp() == number * seconds


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_a_sentence(text: str) -> None:
    try:
        unix_moment(text, now_s=NOW.timestamp(), zone=ZONE)
    except NoMoment:
        return
