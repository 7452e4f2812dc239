"""Calendar days of Date custom fields, as Copper reads and writes them.

Copper's pages disagree: one says ``mm/dd/yyyy`` both ways
(https://developer.copper.com/introduction/best_practices.html), every recorded lead holds unix seconds at midnight in
the account's time zone. So both are read, and what is written is an option. The desktop's own zone never matters.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_AMERICAN: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_SECONDS: Final = re.compile(r"-?\d{1,12}(?:\.\d+)?", re.ASCII)


class DateForm(Enum):
    """How a Date custom field is written."""

    UNIX = "unix"  # seconds at midnight in the account's time zone, as every recorded lead reads
    TEXT = "text"  # mm/dd/yyyy, as the page of best practices says


class Calendar:
    """Days in one account's time zone. ``time_zone`` is an IANA name; one that is not known reads by half days."""

    def __init__(self, time_zone: str) -> None:
        self._zone = _zone(time_zone)
        self._known: dict[object, date | None] = {}

    def day_of(self, value: object) -> date | None:
        """The calendar day in a value as Copper sends it; None for what is no date."""
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            return None
        try:
            return self._known[value]
        except KeyError:
            # The days of 100,000 leads are few: reading each once saves time and shares the objects.
            return self._known.setdefault(value, self._read(value))

    def written(self, day: date, form: DateForm) -> int | str:
        """The day as Copper is given it. Without a known time zone always as text, which needs none."""
        if form is DateForm.TEXT or self._zone is None:
            return f"{day.month:02}/{day.day:02}/{day.year:04}"
        midnight = datetime.combine(day, time(), tzinfo=self._zone)
        return int((midnight - _EPOCH).total_seconds())

    def _read(self, value: float | str) -> date | None:
        if isinstance(value, str):
            text = value.strip()
            return self._at(float(text)) if _SECONDS.fullmatch(text) else _american(text)
        return self._at(value)

    def _at(self, seconds: float) -> date | None:
        # Not fromtimestamp: on Windows it refuses years before 1970.
        try:
            moment = _EPOCH + timedelta(seconds=seconds)
            if self._zone is None:
                # Midnight anywhere from UTC-11 to UTC+12, moved to the middle of its day.
                return (moment + timedelta(hours=12)).date()
            return moment.astimezone(self._zone).date()
        except (OverflowError, ValueError):
            return None


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        # LookupError: ZoneInfoNotFoundError; the others are raised for names that are no possible file name.
        return None


def _american(text: str) -> date | None:
    matched = _AMERICAN.fullmatch(text)
    if matched is None:
        return None
    month, day, year = map(int, matched.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
