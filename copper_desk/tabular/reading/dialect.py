"""How a text file separates and quotes its cells.

Each candidate is tried on the first records: the one that makes the most of them equally wide, and wide, is meant.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

DELIMITERS = (",", ";", "\t", "|")
QUOTE = '"'
_SAMPLE_CHARACTERS = 256 * 1024
_SPACED_CHARACTERS = 64 * 1024
_SAMPLE_RECORDS = 200
_WEIGHT_OF_WIDTH = 0.8 / _SAMPLE_RECORDS
"""Less than one of the records that are looked at."""
_EXCEL_HINT = "sep="
_LINE_END = re.compile("\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Dialect:
    """``quote`` is "" where quotes are ordinary characters. ``skipped`` lines at the top only name the delimiter.

    ``is_spaced``: spaces stand before opening quotes (``Jo, "Acme, Inc."``) and are no part of the cell.
    """

    delimiter: str
    quote: str = QUOTE
    skipped: int = 0
    is_spaced: bool = False


def found_dialect(text: str, *, delimiter: str | None = None, quote: str | None = None) -> Dialect:
    """The dialect of a text; what is given is taken at its word."""
    hinted = _hinted(text)
    skipped = int(hinted is not None)
    if delimiter is None:
        delimiter = hinted if hinted is not None else _likeliest(text, QUOTE if quote is None else quote)
    if quote is None:
        quote = _quote(text, delimiter)
    return Dialect(delimiter, quote, skipped, _is_spaced(text, Dialect(delimiter, quote)))


def below_hint(text: str, dialect: Dialect) -> str:
    """The text without the lines that only name the delimiter."""
    return _LINE_END.split(text, dialect.skipped)[-1] if dialect.skipped else text


def without_spaces(text: str, dialect: Dialect) -> str:
    """The text without the spaces before its opening quotes."""
    if not dialect.is_spaced:
        return text
    delimiter, quote = re.escape(dialect.delimiter), re.escape(dialect.quote)
    edge = f"[{delimiter}\r\n]"
    opening = f"{quote}(?!{quote}|{edge}|$)|{quote}{quote}(?={edge}|$)"  # no closing quote, and no doubled one
    return re.sub(f"(^|{edge}) +(?={opening})", r"\1", text)


def _is_spaced(text: str, dialect: Dialect) -> bool:
    """Whether such spaces make the first records one width, and nothing else does."""
    head = text[:_SPACED_CHARACTERS]
    if not dialect.quote or f" {dialect.quote}" not in head:
        return False
    as_it_is = sample_records(head, dialect)
    mended = sample_records(without_spaces(head, replace(dialect, is_spaced=True)), dialect)
    widths = {len(record) for record in mended if record}
    return len(widths) == 1 and widths != {len(record) for record in as_it_is if record}


def sample_records(text: str, dialect: Dialect, count: int = _SAMPLE_RECORDS) -> list[list[str]]:
    """The first records, as far as they can be read."""
    head = text[:_SAMPLE_CHARACTERS]
    records: list[list[str]] = []
    try:
        records.extend(islice(strict_reader(StringIO(head, newline=""), dialect), count))
    except csv.Error:
        return records
    # The last one may have been cut in the middle.
    return records[:-1] if len(head) < len(text) and len(records) < count else records


def strict_reader(lines: Iterable[str], dialect: Dialect) -> CsvReader:
    """The csv module's reader of this dialect; it raises csv.Error where quotes are not as they should be."""
    if dialect.quote:
        return csv.reader(lines, delimiter=dialect.delimiter, quotechar=dialect.quote, strict=True)
    return csv.reader(lines, delimiter=dialect.delimiter, quoting=csv.QUOTE_NONE)


def _hinted(text: str) -> str | None:
    """Excel's first line ``sep=;``, which is no record."""
    line = text[:8].splitlines()[0] if text else ""
    is_hint = line.casefold().startswith(_EXCEL_HINT) and len(line) == len(_EXCEL_HINT) + 1
    return line[-1] if is_hint else None


def _likeliest(text: str, quote: str) -> str:
    scores = {each: _score(sample_records(text, Dialect(each, quote))) for each in DELIMITERS}
    if not any(scores.values()):  # Quotes that do not pair up tell nothing; without them the widths still may.
        scores = {each: _score(sample_records(text, Dialect(each, ""))) for each in DELIMITERS}
    best = max(DELIMITERS, key=lambda each: scores[each])
    return best if scores[best] else ","


def _score(records: Sequence[Sequence[str]]) -> float:
    """The share of records of the commonest width beyond 1. The width settles no more than which of equals it is: a
    header that does not fit weighs more than another comma in each address."""
    widths = Counter(len(record) for record in records if any(cell.strip() for cell in record))
    whole = sum(widths.values())
    beyond = [(count, width) for width, count in widths.items() if width > 1]
    if not beyond:
        return 0.0
    count, width = max(beyond)
    return count / whole * (1 - _WEIGHT_OF_WIDTH / width)


def _quote(text: str, delimiter: str) -> str:
    """``"``, unless the first records only make sense without quotes (``"Big" Bob`` in a tab-separated export)."""
    if QUOTE not in text[:_SAMPLE_CHARACTERS]:
        return QUOTE
    if not _has_text_after_quotes(text[:_SAMPLE_CHARACTERS], delimiter):
        return QUOTE
    records = [record for record in sample_records(text, Dialect(delimiter, "")) if record]
    is_quoted = any(len(cell) > 1 and cell[0] == cell[-1] == QUOTE for record in records for cell in record)
    return "" if len({len(record) for record in records}) == 1 and not is_quoted else QUOTE


def _has_text_after_quotes(head: str, delimiter: str) -> bool:
    """Whether the reading of quotes fails there, so that they may be meant as characters."""
    try:
        for _ in strict_reader(StringIO(head, newline=""), Dialect(delimiter)):
            pass
    except csv.Error as error:
        return "expected after" in str(error)
    return False
