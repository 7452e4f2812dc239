"""What became of each row of a file: the sentences on stderr, and the file of ``--report``.

The report holds the file's own columns, as they were read, and three more; its failed rows can be mended and pushed as
they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.cli.speech import counted, say
from copper_desk.desk.desk import Desk
from copper_desk.desk.file_plan import FilePlan, RowProblem
from copper_desk.desk.file_row import FilePlacement
from copper_desk.leads.value import RowId
from copper_desk.push.plan import PushPlan
from copper_desk.sheet.outcome import Accepted, Conflicted, Gone, LeadOutcome, NotSent, Refused, Unknown
from copper_desk.tabular.result import RESULT_HEADERS, errors_text
from copper_desk.tabular.table import Table
from copper_desk.tabular.table_file import CannotWrite, TextTable, write_table

MOST_SAID = 20
"""Rows that are named on stderr; the rest is counted, and stands in the report."""

_STATUSES: dict[type[LeadOutcome], str] = {
    Accepted: "accepted",
    Refused: "failed",
    Gone: "failed",
    Unknown: "unknown",
    NotSent: "not sent",
    Conflicted: "not sent",
}


@dataclass(frozen=True, slots=True)
class RowEnd:
    """What became of one row: the word of the report, the lead's id (None for none), and what stands against it."""

    status: str
    lead: RowId | None = None
    errors: str = ""


@dataclass(frozen=True, slots=True)
class FileEnd:
    """What became of a file: its plan, where its rows went, which of them were to be sent, and what came of those."""

    plan: FilePlan
    placement: FilePlacement
    push: PushPlan
    results: Mapping[RowId, LeadOutcome] = field(default_factory=dict)

    def ends(self, desk: Desk) -> dict[int, RowEnd]:
        """The end of each row, by its number."""
        ends = {number: RowEnd("skipped", None, reason) for number, reason in self.plan.skipped.items()}
        ends |= {each.number: RowEnd("not sent", None, _said(desk, each.field, each.message)) for each in self._fatal()}
        at_rest = {**self.placement.unchanged, **self.placement.done}
        ends |= {number: RowEnd("unchanged", _id(desk, row)) for number, row in at_rest.items()}
        leads = {aim.number: aim.row for aim in self.plan.aims}
        ends |= {
            number: RowEnd("not sent", leads.get(number), reason) for number, reason in self.placement.held.items()
        }
        return ends | {number: self._sent(desk, row) for number, row in self.placement.rows.items()}

    def _fatal(self) -> Iterator[RowProblem]:
        return (problem for problem in self.plan.problems if problem.is_fatal)

    def _sent(self, desk: Desk, row: RowId) -> RowEnd:
        result = self.results.get(row)
        status = "not sent" if result is None else _STATUSES[type(result)]
        now = desk.sheet.row_today(row)
        if status == "accepted":
            return RowEnd(status, _id(desk, row))
        held = {each.row: each.reason for each in self.push.held}
        errors = errors_text(desk.sheet, now) if now in desk.sheet else ""
        return RowEnd(status, _id(desk, row), errors or held.get(row, "") or getattr(result, "reason", ""))


def say_failures(desk: Desk, end: FileEnd, name: str) -> None:
    """Each row that is not in Copper as the file has it, in the order of the file, with the reason; those that merely
    wait for the next push are counted."""
    waiting = {number for number, row in end.placement.rows.items() if isinstance(end.results.get(row), NotSent)}
    told = sorted((number, each) for number, each in end.ends(desk).items() if each.status not in _QUIET)
    named = [(number, each) for number, each in told if number not in waiting]
    for number, each in named[:MOST_SAID]:
        lead = "" if each.lead is None else f", lead {each.lead}"
        say(f"{name}, row {number}{lead}: {each.status}. {each.errors}".rstrip())
    if len(named) > MOST_SAID:
        say(f"… and {len(named) - MOST_SAID:,} more rows; --report OUT lists them all.")
    if waiting:
        rows = counted(len(waiting), "1 row was not sent and is", "{n} rows were not sent and are")
        say(f"{rows} kept on this computer. Push the file again, or “copper-desk push --resume”, to go on.")


_QUIET = {"accepted", "unchanged", "skipped"}


def write_report(desk: Desk, out: Path, table: Table, end: FileEnd) -> None:
    """Write the report. Raises Finished with code 2 when it cannot be written."""
    own = [index for index, header in enumerate(table.header) if header.strip() not in RESULT_HEADERS]
    ends = end.ends(desk)
    rows = (
        (*(cells[index] if index < len(cells) else "" for index in own), *_cells(ends.get(number, RowEnd("skipped"))))
        for number, cells in numbered_rows(table)
    )
    header = (*(table.header[index] for index in own), *RESULT_HEADERS)
    try:
        write_table(out, TextTable(header, tuple(rows)))
    except CannotWrite as error:
        raise Finished(ExitCode.USAGE, str(error)) from error


def numbered_rows(table: Table) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of a file with their numbers in it."""
    return zip(table.row_numbers, table.rows, strict=True)


def _cells(end: RowEnd) -> tuple[str, str, str]:
    return "" if end.lead is None else str(end.lead), end.status, end.errors


def _said(desk: Desk, key: str | None, message: str) -> str:
    field = desk.schema.get(key) if key else None
    return message if field is None or field.key == "id" else f"{field.label}: {message}"


def _id(desk: Desk, row: RowId) -> RowId | None:
    now = desk.sheet.row_today(row)
    return now if now > 0 else None
