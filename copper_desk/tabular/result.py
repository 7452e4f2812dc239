"""What became of each lead of a push, as a file that can be mended and read in again as it is.

A lead's own columns first, headed as they are read back; then ``_id``, ``_status`` and ``_errors``, which reading
leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from copper_desk.leads.field import Field
from copper_desk.leads.style import TextStyle
from copper_desk.leads.value import RowId
from copper_desk.sheet.sheet import Sheet
from copper_desk.tabular.file_text import file_style, file_text
from copper_desk.tabular.table_file import TextTable
from copper_desk.wording import tr

RESULT_HEADERS = ("_id", "_status", "_errors")


class ResultStatus(Enum):
    """What became of a lead, in the word of the file."""

    ACCEPTED = "accepted"
    FAILED = "failed"
    UNKNOWN = "unknown"
    NOT_SENT = "not sent"


def result_table(
    sheet: Sheet, results: Iterable[tuple[RowId, ResultStatus]], fields: Iterable[Field], *, style: TextStyle
) -> TextTable:
    """The table of these leads: Lead ID, these fields as the sheet shows them, and what became of each.

    A row that is no longer in the sheet is left out.
    """
    key, style = sheet.schema["id"], file_style(style)
    shown = (key, *(field for field in fields if field is not key))
    rows = tuple(_line(sheet, row, status, shown, style) for row, status in results if row in sheet)
    return TextTable((*(field.label for field in shown), *RESULT_HEADERS), rows)


def errors_text(sheet: Sheet, row: RowId) -> str:
    """What stands against a lead: ``Email: is invalid; Value: must be …``."""
    cells = ((key, sheet.cell_problem(row, key)) for key in sheet.edits(row))
    named = [f"{sheet.schema[key].label}: {problem.message}" for key, problem in cells if problem is not None]
    named += [
        tr("{field}: someone else changed it in Copper, too", field=sheet.schema[key].label)
        for key in sheet.conflicts(row)
    ]
    whole = [problem.message for problem in sheet.row_problems(row)]
    return "; ".join(dict.fromkeys(" ".join(text.split()) for text in (*named, *whole)))


def _line(sheet: Sheet, row: RowId, status: ResultStatus, fields: Sequence[Field], style: TextStyle) -> tuple[str, ...]:
    own = (file_text(field, sheet.value(row, field.key), style) for field in fields)
    errors = "" if status is ResultStatus.ACCEPTED else errors_text(sheet, row)
    return (*own, "" if sheet.is_new(row) else str(row), status.value, errors)
