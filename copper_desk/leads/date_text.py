"""Calendar days as text: ISO out, and in whatever people and spreadsheets write as long as it means one day.

03/04/2026 is read in the order of the style. A date in another order is refused, not guessed, because its neighbours
in a pasted column would be read wrongly without a word; ``ymd`` settles no order, so there only a date with
one reading passes.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from copper_desk.leads.character import ascii_figures
from copper_desk.leads.field import Field
from copper_desk.leads.style import DateOrder, TextStyle
from copper_desk.leads.unreadable import Unreadable, quoted
from copper_desk.wording import later, tr

MONTHS = (
    later("Jan"),
    later("Feb"),
    later("Mar"),
    later("Apr"),
    later("May"),
    later("Jun"),
    later("Jul"),
    later("Aug"),
    later("Sep"),
    later("Oct"),
    later("Nov"),
    later("Dec"),
)

_MONTH_WORDS = {name.casefold(): n for n, name in enumerate(calendar.month_name) if name} | {
    **{name.casefold(): n for n, name in enumerate(MONTHS, start=1)},
    "sept": 9,
    "januar": 1,
    "februar": 2,
    "märz": 3,
    "mär": 3,
    "mrz": 3,
    "mai": 5,
    "juni": 6,
    "juli": 7,
    "oktober": 10,
    "okt": 10,
    "dezember": 12,
    "dez": 12,
}
"""English, and German where it differs: the two languages of the window."""
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2})|(\d{4})年(\d{1,2})月(\d{1,2})日")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{2}|\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s./-]*([a-zä]+)[\s.,/'-]*(\d{2}|\d{4})")
_MONTH_DAY = re.compile(r"([a-zä]+)[\s.-]*(\d{1,2})(?:st|nd|rd|th)?(?:\s*,\s*|[\s-]+)(\d{2}|\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[\s-]*([a-zä]+)[\s.-]*(\d{1,2})")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[.,]*\s+")
_TIME = re.compile(
    r"(?:t|\s+|,\s*)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]m)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?$"
)


def date_text(_field: Field, value: date, _style: TextStyle) -> str:
    """ISO, in every style: the one text that no reader of a file or a clipboard can turn round."""
    return value.isoformat()


def date_value(field: Field, text: str, style: TextStyle) -> date:
    """The day in a text. Raises Unreadable for a day that does not exist or that could be two days."""
    words = _without_midnight(field, text, day_words(text))
    year, month, day = _named(words) or _year_first(words) or _year_last(text, words, style.date_order)
    return _day(text, year, month, day)


def day_words(text: str) -> str:
    """The text of a day in plain figures and small letters, without the day of the week before it."""
    words = " ".join(ascii_figures(text).casefold().split())
    return _WEEKDAY.sub("", words, count=1) if words[:1].isalpha() else words


def _without_midnight(field: Field, text: str, words: str) -> str:
    found = _TIME.search(words)
    if found is None:
        return words
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    midnight_hour = 12 if found[4] == "am" else 0
    if found[5] or found[4] == "pm" or (hour, minute, second) != (midnight_hour, 0, 0):
        raise Unreadable(
            tr("{text} has a time of day. {field} holds a day alone.", text=quoted(text), field=field.label)
        )
    return words[: found.start()]


def _named(words: str) -> tuple[str, int, int] | None:
    if found := _DAY_MONTH.fullmatch(words):
        day, name, year = found.groups()
    elif found := _MONTH_DAY.fullmatch(words):
        name, day, year = found.groups()
    elif found := _YEAR_MONTH.fullmatch(words):
        year, name, day = found.groups()
    else:
        return None
    month = _MONTH_WORDS.get(name)
    return None if month is None else (year, month, int(day))


def _year_first(words: str) -> tuple[str, int, int] | None:
    found = _YEAR_FIRST.fullmatch(words)
    if found is None:
        return None
    year, month, day = (part for part in found.groups() if part and part.isdigit())
    return year, int(month), int(day)


def _year_last(text: str, words: str, order: DateOrder) -> tuple[str, int, int]:
    found = _YEAR_LAST.fullmatch(words)
    if found is None:
        raise Unreadable(tr("{text} is not a date. Write it as 2026-03-04 or 4 Mar 2026.", text=quoted(text)))
    first, separator, second, year = int(found[1]), found[2], int(found[3]), found[4]
    if len(year) == 2:
        raise Unreadable(_open_century(text))
    if order == "ymd" or (order == "mdy" and separator == "."):  # points belong to day-first countries
        return year, *_only_reading(text, year, first, second)
    month, day = (first, second) if order == "mdy" else (second, first)
    if month > 12 >= day:
        raise Unreadable(_turned_round(text, year, month=day, day=month, order=order))
    return year, month, day


def _only_reading(text: str, year: str, first: int, second: int) -> tuple[int, int]:
    """Month and day, where one of the two can only be the day."""
    if first == second or second > 12:
        return first, second
    if first > 12:
        return second, first
    one, other = _spelled(year, second, first), _spelled(year, first, second)
    raise Unreadable(
        tr("{text} could be {one} or {other}. Write the month as a word.", text=quoted(text), one=one, other=other)
    )


def _turned_round(text: str, year: str, *, month: int, day: int, order: DateOrder) -> str:
    expected = tr("month/day/year") if order == "mdy" else tr("day/month/year")
    return tr(
        "{text} is not {expected}. If {date} is meant, write that.",
        text=quoted(text),
        expected=expected,
        date=_spelled(year, month, day),
    )


def _spelled(year: str, month: int, day: int) -> str:
    return f"{day} {MONTHS[month - 1]} {year}"


def _open_century(text: str) -> str:
    return tr("{text} leaves the century open. Write the year with four digits.", text=quoted(text))


def _day(text: str, year: str, month: int, day: int) -> date:
    if len(year) == 2:
        raise Unreadable(_open_century(text))
    if not 1 <= month <= 12:
        raise Unreadable(tr("{text} is not a date: there is no month {month}.", text=quoted(text), month=month))
    try:
        return date(int(year), month, day)
    except ValueError:
        when = f"{calendar.month_name[month]} {year}"
        raise Unreadable(
            tr("{text} is not a date: {when} has no day {day}.", text=quoted(text), when=when, day=day)
        ) from None
