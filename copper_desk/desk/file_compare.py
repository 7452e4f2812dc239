"""Compares a file with the leads that it names: as they were pulled where the file says so, else as Copper holds them.

Joins the import's plan, which knows tables and leads, and the pulls of this account. Plans only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from copper_desk.desk.desk import Desk
from copper_desk.desk.file_plan import FilePlan, RowProblem
from copper_desk.desk.file_row import AimedCell, FileAim, PushedFile
from copper_desk.desk.pulled import Pulls
from copper_desk.leads.value import Lead, RowId, Unparsed, Value
from copper_desk.sheet.picture import SheetPicture
from copper_desk.tabular.import_choice import Duplicates, ImportChoices, NewRows
from copper_desk.tabular.import_plan import ImportPlan, PlannedCell, plan_import
from copper_desk.tabular.row_match import Fate
from copper_desk.tabular.table import Table

PULL_HEADER = "_pull"
KEY = "id"


def file_digest(table: Table) -> str:
    """By what a file, or one sheet of it, is known again."""
    return table.digest if table.sheet is None else f"{table.digest}/{table.sheet}"


def pull_names(table: Table) -> Sequence[str] | None:
    """What each row says of its pull, "" for nothing; None where the file has no such column."""
    index = next((place for place, text in enumerate(table.header) if text.strip() == PULL_HEADER), None)
    return None if index is None else [cell.strip() for cell in table.columns[index]]


def needs_every_lead(table: Table, choices: ImportChoices) -> bool:
    """Whether all leads must be known: to find some by anything but their ids, or to tell whether new ones are new."""
    if choices.key is not None and choices.key.key != KEY:
        return True
    creates = choices.new is NewRows.CREATE and choices.duplicates is not Duplicates.CREATE
    return creates and (choices.key is None or not all(map(str.strip, table.columns[choices.key.index])))


def named_leads(table: Table, choices: ImportChoices) -> list[RowId]:
    """The leads that the file names by their ids."""
    if choices.key is None or choices.key.key != KEY:
        return []
    return [row for row in _ids(table.columns[choices.key.index]) if row is not None]


def compare_file(
    desk: Desk, table: Table, choices: ImportChoices, pulls: Pulls, *, done: Mapping[int, RowId]
) -> FilePlan:
    """What the file asks for. The leads that it may speak of are in the sheet, as Copper holds them now.

    ``done`` are rows, by their numbers, of which nothing is asked any more.
    """
    names = pull_names(table)
    bases = {row: desk.sheet.base(row) for row in desk.sheet.row_ids() if row > 0}
    if names is not None and choices.key is not None and choices.key.key == KEY:
        bases |= dict(_pulled(table.columns[choices.key.index], names, bases, pulls))
    plan = plan_import(table, choices, SheetPicture(desk.schema, bases), desk.style)
    file = PushedFile(
        file_digest(table), table.name, frozenset(use.key for use in choices.uses) | choices.constants.keys()
    )
    problems = (RowProblem(row, key, message, is_fatal=key is None) for row, key, message in plan.problems)
    return FilePlan(
        file,
        tuple(_aims(plan, choices, done)),
        tuple(problem for problem in problems if problem.number not in done),
        {number: reason for number, reason in plan.skipped().items() if number not in done},
        table.notes,
    )


def _pulled(
    cells: Sequence[str], names: Sequence[str], bases: Mapping[RowId, Lead], pulls: Pulls
) -> Iterator[tuple[RowId, Lead]]:
    """The leads as they were pulled, where that is known."""
    for row, name in zip(_ids(cells), names, strict=True):
        if row is not None and name and row in bases:
            lead = pulls.lead(name, row, bases[row])
            if lead is not None:
                yield row, lead


def _ids(cells: Sequence[str]) -> Iterator[RowId | None]:
    for cell in cells:
        text = cell.strip()
        yield int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else None


def _aims(plan: ImportPlan, choices: ImportChoices, done: Mapping[int, RowId]) -> Iterator[FileAim]:
    key = None if choices.key is None else choices.key.key
    cells = plan.cells_by_place
    fates = zip(plan.table.row_numbers, plan.matches.fates, plan.matches.rows, strict=True)
    for place, (number, fate, row) in enumerate(fates):
        if number in done:
            yield FileAim(number, done[number])
        elif fate is Fate.EXISTING and row is not None:
            # By what a lead was found, it is not changed: its e-mail in capitals is the same e-mail.
            yield FileAim(number, row, tuple(map(_cell, (each for each in cells.get(place, ()) if each.key != key))))
        elif fate is Fate.NEW:
            yield FileAim(number, None, tuple(map(_cell, cells.get(place, ()))))


def _cell(cell: PlannedCell) -> AimedCell:
    return AimedCell(cell.key, cell.new, _loaded(cell))


def _loaded(cell: PlannedCell) -> Value:
    """What the cell is put over: a lead as loaded holds no bad text."""
    if isinstance(cell.old, Unparsed):
        raise TypeError("a lead as loaded holds no bad text")
    return cell.old
