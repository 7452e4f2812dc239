"""How text is written and read for one person and one account: separators, order of dates, time zone.

Knows nothing of the desktop: whoever opens an account asks the system for its habits and hands them in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from copper_desk.wording import tr

DateOrder: TypeAlias = Literal["ymd", "mdy", "dmy"]
"""Which way round 03/04/2026 is read. ``ymd`` decides nothing there: such a date is refused as ambiguous."""

DECIMALS = (".", ",")
GROUPS = ("", ",", ".", " ", "\u00a0", "\u2009", "\u202f", "'", "’")


@dataclass(frozen=True, slots=True)
class TextStyle:
    """The habits of one person. The default is the one for files: ``1234.5``, ``2026-03-04``.

    ``zone`` is the account's IANA time zone, in which timestamps are shown; never the desktop's. Raises ValueError
    for separators that cannot be told apart, an unknown order or a zone that this computer does not know.
    """

    decimal: str = "."
    group: str = ","
    date_order: DateOrder = "ymd"
    zone: str = "UTC"

    def __post_init__(self) -> None:
        if self.decimal not in DECIMALS or self.group not in GROUPS or self.decimal == self.group:
            raise ValueError(f"Numbers cannot be read with {self.decimal!r} and {self.group!r}.")
        if self.date_order not in get_args(DateOrder):
            raise ValueError(f"{self.date_order!r} is no order of a date.")
        _zone(self.zone)

    @property
    def time_zone(self) -> ZoneInfo:
        """The time zone of timestamps."""
        return _zone(self.zone)


@cache
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # OSError: the name of a folder of zones
        raise ValueError(tr("This computer does not know the time zone “{name}”.", name=name)) from error
