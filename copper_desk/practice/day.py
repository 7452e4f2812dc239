"""Calendar days as Date custom fields hold them: unix seconds at midnight in the account's time zone.

Copper's documentation contradicts itself on the written form (contract, section 2.2): every recorded
payload holds such seconds, one page says mm/dd/yyyy. Must not know leads.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from .account import TIMEZONE

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TEXT_FORM = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


def midnight(day: date) -> int:
    """Unix seconds at the beginning of `day` in the account's time zone."""
    return int((datetime.combine(day, time(), tzinfo=TIMEZONE) - _EPOCH).total_seconds())


def day_of(seconds: float) -> date | None:
    """The account's calendar day at a unix time; None if it lies outside the calendar."""
    # Not fromtimestamp: on Windows it refuses years before 1970.
    try:
        return (_EPOCH + timedelta(seconds=seconds)).astimezone(TIMEZONE).date()
    except (ValueError, OverflowError):
        return None


def day_from_text(text: str) -> date | None:
    """The day that mm/dd/yyyy names; None if the text is anything else."""
    found = _TEXT_FORM.fullmatch(text)
    if found is None:
        return None
    month, day, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_text(seconds: int) -> str:
    """mm/dd/yyyy of a stored midnight."""
    day = (_EPOCH + timedelta(seconds=seconds)).astimezone(TIMEZONE)
    return f"{day.month:02}/{day.day:02}/{day.year:04}"
