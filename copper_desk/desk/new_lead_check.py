"""New leads that came into the sheet while Copper's leads could not be refreshed wait, and are checked after a refresh.

Such a lead is "not confirmed": a push holds it back. Once all leads are there, one that is like none of them may go;
one that is like another keeps waiting, with the reason, until the person changes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from copper_desk.leads.value import RowId
from copper_desk.sheet.duplicate import DuplicateIndex
from copper_desk.sheet.edit import AddRow, Change, ChangeSet, RemoveRow, SetCell
from copper_desk.sheet.sheet import Sheet
from copper_desk.wording import later, number, tr

WAITING = later(
    "This lead was imported while the leads could not be refreshed, and Copper may hold it already. "
    "It is checked after the next refresh."
)
"""The reason by which such a lead is known, also at the next start of the program."""


@dataclass(frozen=True, slots=True)
class NewLeadCheck:
    """``change_set`` lets ``released`` leads go and says of the ``alike`` ones what they are like. It is no gesture of
    the person: nothing that is typed changes."""

    change_set: ChangeSet
    released: int
    alike: int

    def __bool__(self) -> bool:
        return bool(self.released or self.alike)


def waiting_rows(sheet: Sheet) -> list[RowId]:
    """The new leads that wait to be checked."""
    return [row for row in sheet.changed_rows() if row < 0 and _waits(sheet, row)]


def check_new_leads(sheet: Sheet) -> NewLeadCheck:
    """Look for each waiting lead among all the others; to be called when the sheet is complete."""
    waiting = waiting_rows(sheet)
    if not waiting:
        return NewLeadCheck(ChangeSet(()), 0, 0)
    index, apart = DuplicateIndex(sheet.schema), frozenset(waiting)
    for row in sheet.row_ids():
        if row not in apart:
            index.add(row, sheet.shown(row))
    changes: list[Change] = []
    alike = 0
    for row in waiting:
        found = [other for other in index.alike(sheet.shown(row)) if other > 0]
        alike += bool(found)
        changes += _anew(sheet, row, _like_words(found) if found else "")
    return NewLeadCheck(ChangeSet(tuple(changes)), len(waiting) - alike, alike)


def _waits(sheet: Sheet, row: RowId) -> bool:
    return any(problem.message == WAITING for problem in sheet.row_problems(row))


def _anew(sheet: Sheet, row: RowId, unconfirmed: str) -> Iterable[Change]:
    """The same lead once more, waiting for another reason or for none."""
    yield RemoveRow(row)
    yield AddRow(row, unconfirmed)
    for key, edit in sheet.edits(row).items():
        yield SetCell(row, key, edit.value)


def _like_words(rows: list[RowId]) -> str:
    named = (
        tr("Lead {row}", row=rows[0])
        if len(rows) == 1
        else tr("{n} leads, the first of them Lead {row}", n=number(len(rows)), row=rows[0])
    )
    return tr(
        "It is like {named}. Look at that first; change something here to send this one all the same.", named=named
    )
