"""Reads a moment as a person writes it on a command line: a day, a time, or how long ago.

Pure. Knows nothing of what the moment is for.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

FORMS = "a day (2026-03-04), a time (2026-03-04T10:30), “2 days ago”, or 24h, 7d"

_AGO = re.compile(r"(\d{1,6})\s*([a-z]+)(\s+ago)?")
_UNITS = {
    "minute": ("m", "min", "mins", "minute", "minutes"),
    "hour": ("h", "hr", "hrs", "hour", "hours"),
    "day": ("d", "day", "days"),
    "week": ("w", "week", "weeks"),
}
_LENGTHS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}


class NoMoment(ValueError):
    """A text that is no moment. ``str()`` is a sentence."""


def unix_moment(text: str, *, now_s: float, zone: ZoneInfo) -> int:
    """The moment in unix seconds. A day, or a time without an offset, is one of ``zone``. Raises NoMoment."""
    words = " ".join(text.split()).casefold()
    now = datetime.fromtimestamp(now_s, zone)
    found = _ago(words, now) or _named(words, now) or _written(text.strip(), zone)
    if found is None:
        raise NoMoment(f"“{text}” is no moment. Write {FORMS}.")
    return int(found.timestamp())


def _ago(words: str, now: datetime) -> datetime | None:
    match = _AGO.fullmatch(words)
    unit = None if match is None else _UNIT_OF.get(match[2])
    if match is None or unit is None:
        return None
    try:
        # In elapsed time: a day ago is 24 hours ago, also where the clocks were changed.
        return datetime.fromtimestamp((now.timestamp() - int(match[1]) * _LENGTHS[unit].total_seconds()), now.tzinfo)
    except (ValueError, OSError, OverflowError):
        return None


def _named(words: str, now: datetime) -> datetime | None:
    days = {"today": 0, "yesterday": 1}.get(words)
    if days is None:
        return None
    return datetime.combine(now.date() - timedelta(days=days), time(), now.tzinfo)


def _written(text: str, zone: ZoneInfo) -> datetime | None:
    try:
        found = datetime.fromisoformat(text.replace("z", "Z"))
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=zone)
