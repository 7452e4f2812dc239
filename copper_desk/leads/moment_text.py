"""Timestamps as text: minutes in the account's time zone, so that two people in two places see the same.

Only out: Copper writes these fields itself.
"""

from __future__ import annotations

from datetime import datetime

from copper_desk.leads.field import Field
from copper_desk.leads.style import TextStyle

_TO_THE_MINUTE = len("2026-03-04 09:15")


def moment_text(_field: Field, value: int, style: TextStyle) -> str:
    """``2026-03-04 09:15``; a number that is no time (beyond the year 9999) as it came."""
    try:
        return str(datetime.fromtimestamp(value, style.time_zone))[:_TO_THE_MINUTE]
    except (OverflowError, ValueError, OSError):
        return str(value)
