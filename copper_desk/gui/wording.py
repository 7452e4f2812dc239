"""The door through which every sentence of the window passes, so that it can be translated and numbers look alike.

Knows nothing of what is said. All texts share one context, since a sentence means the same wherever it stands.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

CONTEXT = "CopperDesk"


def tr(text: str, /, **values: object) -> str:
    """``text`` in the person's language with ``{name}`` filled in from ``values``."""
    told = QCoreApplication.translate(CONTEXT, text)
    return told.format(**values) if values else told


def counted(count: int, one: str, many: str, /, **values: object) -> str:
    """``one`` for a count of 1, else ``many``; ``{n}`` is the count with separators."""
    return tr(one if count == 1 else many, n=number(count), **values)


def number(value: float) -> str:
    """A number with separators between the thousands; up to two decimals when it is not whole."""
    return f"{int(value):,}" if value == int(value) else f"{value:,.2f}"


def duration(seconds: float) -> str:
    """A length of time as people say it: "under 1 s", "9 s", "4 min 35 s", "1 h 5 min"."""
    whole = max(0, round(seconds))
    if whole < 1:
        return tr("under 1 s")
    if whole < 60:
        return tr("{s} s", s=whole)
    if whole < 3600:
        return tr("{min} min {s} s", min=whole // 60, s=whole % 60) if whole % 60 else tr("{min} min", min=whole // 60)
    return tr("{h} h {min} min", h=whole // 3600, min=whole % 3600 // 60)


def moment(then: datetime, *, now: datetime) -> str:
    """The time of day, with the day unless it is today: "10:42", "2026-03-04, 10:42"."""
    time = f"{then:%H:%M}"
    return time if then.date() == now.date() else tr("{date}, {time}", date=f"{then:%Y-%m-%d}", time=time)
