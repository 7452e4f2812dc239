"""Reads text whose quotes break the rules, where it is still plain what was meant.

``"Big" Bob`` and ``"said "no" twice"`` are cells of one line. Such a line is taken as it stands if it then has as many
cells as the others, and named; else the file is not for this module, since a quote that was never closed would swallow
leads. Knows one dialect; must not know files.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from io import StringIO

from copper_desk.tabular.reading.dialect import Dialect, strict_reader

_SAMPLE_LINES = 200
_LONGEST_RECORD = 200
"""Lines that one cell may span here; a quote that is open for longer was not meant to open a cell."""


class NotPlain(Exception):
    """It is not plain what was meant."""


def loose_records(text: str, dialect: Dialect) -> Iterator[tuple[list[str], int]]:
    """Each record, and the number (from 1) of its line if that breaks the rules, else 0. Raises NotPlain."""
    lines = list(StringIO(text, newline=""))
    width = _common_width(lines, dialect)
    place = 0
    while place < len(lines):
        record, used = _strict(lines, place, dialect)
        if record is not None:
            yield record, 0
        elif len(record := _loose(lines[place], dialect)) == width:
            yield record, place + 1
        else:
            raise NotPlain
        place += max(used, 1)


def _common_width(lines: Sequence[str], dialect: Dialect) -> int:
    widths = Counter(len(_loose(line, dialect)) for line in lines[:_SAMPLE_LINES] if line.strip())
    return max(widths, key=lambda width: widths[width], default=0)


def _strict(lines: Sequence[str], place: int, dialect: Dialect) -> tuple[list[str] | None, int]:
    """The record that begins in a line, and how many lines it takes; None where it breaks the rules."""
    reach = range(place, min(place + _LONGEST_RECORD, len(lines)))
    reader = strict_reader(map(lines.__getitem__, reach), dialect)
    try:
        return next(reader), reader.line_num
    except csv.Error:
        return None, 0


def _loose(line: str, dialect: Dialect) -> list[str]:
    """The cells of a line; a quote ends a cell only at its edge, and quotes without a pair enclose no delimiter."""
    found = _cell(dialect.delimiter, dialect.quote).finditer(line.rstrip("\r\n"))
    return [_text(match, dialect.quote) for match in found]


def _text(match: re.Match[str], quote: str) -> str:
    quoted: str | None = match["quoted"]
    return match["plain"] if quoted is None else quoted.replace(quote * 2, quote)


@cache
def _cell(delimiter: str, quote: str) -> re.Pattern[str]:
    edge, mark = re.escape(delimiter), re.escape(quote)
    sound = f"(?:{mark}{mark}|[^{mark}])*+"
    return re.compile(
        f"(?:^|{edge})(?:{mark}(?P<quoted>{sound}|[^{edge}]*){mark}(?={edge}|$)|(?P<plain>[^{edge}]*))", re.DOTALL
    )
