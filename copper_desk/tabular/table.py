"""A spreadsheet as columns of text: what was in it, before anyone decides what it means.

Text stays text (leading zeros, long numbers); nothing is guessed here. Columns, not rows: 100,000 rows of ten cells
must not cost an object each, and what is done to a column afterwards is done to all of it at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, TypeAlias


class UnreadableFile(Exception):
    """A file cannot be read as a spreadsheet. The message is one sentence: which file, which line, what to do."""


class OddQuotes(UnreadableFile):
    """The quotes of a text make no sense; with other settings it may be read."""


class ReadingStopped(Exception):
    """Raised by a ``Watch`` to end the reading; nothing came of it."""


Watch: TypeAlias = Callable[[int, int], None]
"""Told ``(done, whole)``, in rows or in bytes, between pieces of work of a few hundredths of a second."""


class FileFormat(Enum):
    """What a file is, by its content first and its name second."""

    CSV = "csv"
    TSV = "tsv"
    TXT = "txt"
    XLSX = "xlsx"
    XLSM = "xlsm"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    HTML = "html"

    @property
    def is_workbook(self) -> bool:
        """Whether it has sheets, and neither an encoding nor a delimiter."""
        return self in _WORKBOOKS


_WORKBOOKS = frozenset({FileFormat.XLSX, FileFormat.XLSM, FileFormat.XLSB, FileFormat.XLS, FileFormat.ODS})


class SheetTab(NamedTuple):
    """A sheet of a workbook."""

    name: str
    is_visible: bool


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person says of a file; whatever is None is found.

    ``encoding`` is a name that Python knows. ``quote`` "" means that quotes are ordinary characters. ``header_row`` is
    a record number from 1, or 0 for a file without headers.
    """

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    sheet: str | None = None
    header_row: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the columns under it; wholly blank rows are left out.

    ``header`` is as the file has it, duplicates kept. ``columns`` are aligned with it and all of one length, "" where a
    short row had ended. ``row_numbers`` name each data row as a spreadsheet program shows it, from 1, the rows above
    the header counted. ``digest`` is the SHA-256 of the bytes, in hexadecimal digits. ``notes`` are sentences. ``top``
    are the first records as they stand in the file, titles and headers included: among them a person finds the header.
    ``decimals`` are the places of columns that hold numbers with decimals as a workbook keeps them: with a point,
    whatever the desktop.
    """

    name: str
    format: FileFormat
    header: tuple[str, ...]
    columns: tuple[Sequence[str], ...]
    row_numbers: Sequence[int]
    header_row: int = 1
    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    sheets: tuple[SheetTab, ...] = ()
    sheet: str | None = None
    digest: str = ""
    notes: tuple[str, ...] = ()
    top: tuple[tuple[str, ...], ...] = ()
    decimals: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return len(self.row_numbers)

    @property
    def rows(self) -> Iterator[tuple[str, ...]]:
        """The data rows, one after another."""
        return zip(*self.columns, strict=True)
