"""What became of each lead of a push, as a file that can be mended and read in again as it is.

A lead's own columns first, headed as they are read back; then ``_id``, ``_status`` and ``_errors``, which reading
leaves out. Text stays text. A file is written beside its place and put there when it is whole.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from pathlib import Path

from copper_desk.leads.field import Field
from copper_desk.leads.style import TextStyle
from copper_desk.leads.text import text_of
from copper_desk.leads.value import RowId
from copper_desk.sheet.sheet import Sheet
from copper_desk.tabular.table import write_csv

RESULT_HEADERS = ("_id", "_status", "_errors")
WORKBOOK_SUFFIX = ".xlsx"
_CELL_LIMIT = 32_767
"""Characters that a cell of a workbook holds (Microsoft's "Excel specifications and limits")."""
_WIDEST_PX = 320
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))  # Windows knows no quota of this name.


class ResultStatus(Enum):
    """What became of a lead, in the word of the file."""

    ACCEPTED = "accepted"
    FAILED = "failed"
    UNKNOWN = "unknown"
    NOT_SENT = "not sent"


class CannotWrite(Exception):
    """A file cannot be written. The message is one sentence: which file, why, what to do."""


@dataclass(frozen=True, slots=True)
class ResultTable:
    """The header and the lines of a file of results, all of them text."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def result_table(
    sheet: Sheet, results: Iterable[tuple[RowId, ResultStatus]], fields: Iterable[Field], *, style: TextStyle
) -> ResultTable:
    """The table of these leads: Lead ID, these fields as the sheet shows them, and what became of each.

    A row that is no longer in the sheet is left out.
    """
    key = sheet.schema["id"]
    shown = (key, *(field for field in fields if field is not key))
    rows = tuple(_line(sheet, row, status, shown, style) for row, status in results if row in sheet)
    return ResultTable((*(field.label for field in shown), *RESULT_HEADERS), rows)


def errors_text(sheet: Sheet, row: RowId) -> str:
    """What stands against a lead: ``Email: is invalid; Value: must be …``."""
    cells = ((key, sheet.cell_problem(row, key)) for key in sheet.edits(row))
    named = [f"{sheet.schema[key].label}: {problem.message}" for key, problem in cells if problem is not None]
    named += [f"{sheet.schema[key].label}: someone else changed it in Copper, too" for key in sheet.conflicts(row)]
    whole = [problem.message for problem in sheet.row_problems(row)]
    return "; ".join(dict.fromkeys(" ".join(text.split()) for text in (*named, *whole)))


def write_results(path: Path, table: ResultTable) -> int:
    """Write the table as a workbook if the name ends in .xlsx, else comma-separated; returns the number of leads.

    Raises CannotWrite; then what was at ``path`` before is still there, untouched.
    """
    write = _write_workbook if path.suffix.casefold() == WORKBOOK_SUFFIX else _write_text
    with _told(path):
        _replace(path, lambda beside: write(beside, table))
    return len(table.rows)


def _line(sheet: Sheet, row: RowId, status: ResultStatus, fields: Sequence[Field], style: TextStyle) -> tuple[str, ...]:
    own = (text_of(field, sheet.value(row, field.key), style) for field in fields)
    errors = "" if status is ResultStatus.ACCEPTED else errors_text(sheet, row)
    return (*own, "" if sheet.is_new(row) else str(row), status.value, errors)


def _replace(path: Path, write: Callable[[Path], object]) -> None:
    """In the same folder, so that the last step is one move; hidden, and gone if anything fails."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        write(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _write_text(path: Path, table: ResultTable) -> None:
    write_csv(path, table.header, table.rows)


def _write_workbook(path: Path, table: ResultTable) -> None:
    """Every cell is a text: nothing becomes a formula, a number or a date. Raises OSError, CannotWrite."""
    from xlsxwriter import Workbook

    _refuse_long_text(table)
    whole = BytesIO()
    book = Workbook(whole, {"in_memory": True})
    bold = book.add_format({"bold": True})
    page = book.add_worksheet("Leads")
    for number, cells in enumerate((table.header, *table.rows)):
        for column, text in enumerate(cells):
            page.write_string(number, column, text, bold if number == 0 else None)
    page.freeze_panes(1, 1)
    # An id or a postal code is text on purpose; Excel need not point at each of them.
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.autofit(max_width=_WIDEST_PX)
    book.close()
    path.write_bytes(whole.getvalue())


def _refuse_long_text(table: ResultTable) -> None:
    """Cut, such a text would be read in again as a change."""
    if any(len(text) > _CELL_LIMIT for cells in table.rows for text in cells):
        raise CannotWrite(f"A text is longer than a workbook’s cell ({_CELL_LIMIT:,} characters). Save it as .csv.")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Errors of the system as one sentence."""
    try:
        yield
    except PermissionError as error:
        is_held = os.access(path.parent, os.W_OK)
        why = "It is open in another program" if is_held else f"The folder {path.parent} may not be written to"
        raise CannotWrite(f"{path.name} cannot be written. {why}: {_next_step(is_held)}") from error
    except FileNotFoundError as error:
        raise CannotWrite(f"The folder {path.parent} is no longer there. Choose another one.") from error
    except OSError as error:
        why = "the disk is full" if error.errno in _FULL else error.strerror or str(error)
        raise CannotWrite(f"{path.name} cannot be written: {why}. Nothing was changed there.") from error


def _next_step(is_held: bool) -> str:
    return "close it there, or choose another name." if is_held else "choose another one."
