"""The door through which every sentence for a person passes, so that it can be translated and numbers look alike.

English is in the source, and what is said until a translation is put in force; the command line stays with it.
Knows nothing of what is said, nor of Qt. All texts share one context, since a sentence means the same wherever it
stands. ``packaging/translation.py`` finds what stands in a call of ``tr``, ``counted`` or ``later``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from functools import cache
from typing import ClassVar

Translation = Callable[[str], str | None]
"""Gives a text in the person's language; None where there is none."""


class _Tongue:
    """What is in force, for all threads."""

    translate: ClassVar[Translation] = staticmethod(str)
    is_strict: ClassVar[bool] = False
    separators: ClassVar[Mapping[int, str]] = {}
    zone: ClassVar[tzinfo | None] = None
    write_day: ClassVar[Callable[[date], str]] = staticmethod(date.isoformat)


def translate_by(
    translation: Translation | None, *, group: str = ",", decimal: str = ".", is_strict: bool = False
) -> None:
    """Say everything through ``translation`` from now on, numbers with these separators; ``None``: in English.

    ``is_strict``: a text without a translation is a fault (``LookupError``) instead of being said in English.
    """
    _Tongue.translate = staticmethod(str if translation is None else cache(translation))
    _Tongue.is_strict = is_strict
    _Tongue.separators = str.maketrans({",": group, ".": decimal})


def tr(text: str, /, **values: object) -> str:
    """``text`` in the person's language with ``{name}`` filled in from ``values``."""
    told = _Tongue.translate(text)
    if told is None:
        if _Tongue.is_strict:
            raise LookupError(f"There is no translation of {text!r}.")
        told = text
    return told.format(**values) if values else told


def retold(text: str, /) -> str:
    """A sentence that was told elsewhere, such as the reason of an outcome: in the person's language if it is one of
    ours, as it is if it is somebody else's or was translated before."""
    return _Tongue.translate(text) or text


def later(text: str, /) -> str:
    """``text`` as it is: a sentence of a table or constant, which goes through ``tr`` when it is said."""
    return text


def counted(count: int, one: str, many: str, /, **values: object) -> str:
    """``one`` for a count of 1, else ``many``; ``{n}`` is the count with separators."""
    return tr(one if count == 1 else many, n=number(count), **values)


def number(value: float, *, decimals: int = 2) -> str:
    """A number with separators between the thousands; with decimals when it is not whole."""
    english = f"{int(value):,}" if value == int(value) else f"{value:,.{decimals}f}"
    return english.translate(_Tongue.separators)


def enumerated(numbers: Sequence[int], *, most: int) -> str:
    """The first few of some numbers, and how many more there are: "4, 9, 12 and 3 more"."""
    named = ", ".join(number(each) for each in numbers[:most])
    more = len(numbers) - most
    return tr("{names} and {n} more", names=named, n=number(more)) if more > 0 else named


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


def tell_time_by(zone: tzinfo | None = None, write_day: Callable[[date], str] = date.isoformat) -> None:
    """Tell every moment in this time zone from now on (``None``: the computer's), its day as ``write_day`` does.

    One zone for a window, the account's: the sheet and the history tell theirs in it, too.
    """
    _Tongue.zone = zone
    _Tongue.write_day = staticmethod(write_day)


def told_day(day: date) -> str:
    """A day as the person writes it: "4 Mar 2026"."""
    return _Tongue.write_day(day)


def told_time(then: datetime) -> str:
    """The time of day to the second: "10:42:07"."""
    return f"{then.astimezone(_Tongue.zone):%H:%M:%S}"


def moment(then: datetime, *, now: datetime) -> str:
    """The time of day, with the day unless it is today: "10:42", "4 Mar 2026, 10:42"."""
    here, today = then.astimezone(_Tongue.zone), now.astimezone(_Tongue.zone).date()
    time = f"{here:%H:%M}"
    return time if here.date() == today else tr("{date}, {time}", date=told_day(here.date()), time=time)
