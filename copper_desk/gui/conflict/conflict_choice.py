"""Every cell that was changed here and in Copper, and whose value shall hold: by cell, lead, field or all.

What is chosen becomes one change set, so one step to undo. Knows nothing of widgets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from copper_desk.gui.wording import counted, number
from copper_desk.leads.value import RowId
from copper_desk.sheet.edit import Change, ChangeSet, KeepMine, ResetCell
from copper_desk.sheet.merge import Conflict, Side
from copper_desk.sheet.phase import Phase
from copper_desk.sheet.sheet import Sheet


@dataclass(frozen=True, slots=True)
class ConflictCell:
    """One cell with its three values."""

    row: RowId
    key: str
    conflict: Conflict


class ConflictChoice:
    """The open conflicts of a sheet in its order, and what was chosen for them so far: nothing at first.

    Cells are named by their place in ``cells``.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.cells = tuple(_cells(sheet))
        self._sides: dict[int, Side] = {}

    def side(self, place: int) -> Side | None:
        """Whose value was chosen for a cell."""
        return self._sides.get(place)

    def choose(self, places: Iterable[int], side: Side | None) -> None:
        """Choose for these cells; None leaves them open."""
        for place in places:
            if side is None:
                self._sides.pop(place, None)
            else:
                self._sides[place] = side

    def of_lead(self, place: int) -> list[int]:
        """The places of a cell's lead."""
        return [other for other, cell in enumerate(self.cells) if cell.row == self.cells[place].row]

    def of_field(self, place: int) -> list[int]:
        """The places of a cell's field, in all leads."""
        return [other for other, cell in enumerate(self.cells) if cell.key == self.cells[place].key]

    @property
    def leads(self) -> int:
        """Leads with a conflict."""
        return len({cell.row for cell in self.cells})

    @property
    def chosen(self) -> int:
        """Cells for which a side was chosen."""
        return len(self._sides)

    def change_set(self) -> ChangeSet:
        """All that was chosen as one gesture. What is no conflict any more, since a load went on, is left alone."""
        changes: list[Change] = []
        for place, side in sorted(self._sides.items()):
            cell = self.cells[place]
            if cell.key in self._sheet.conflicts(self._sheet.row_today(cell.row)):
                changes.append(_change(cell, side))
        label = counted(len(changes), "settling 1 conflict", "settling {n} conflicts")
        return ChangeSet(tuple(changes), label)


def settled_sentence(chosen: ChangeSet) -> str:
    """What a choice came to: "3 conflicts settled: 2 with your value, 1 with Copper's." """
    mine = sum(isinstance(change, KeepMine) for change in chosen)
    return counted(
        len(chosen),
        "1 conflict settled: {mine} with your value, {theirs} with Copper's.",
        "{n} conflicts settled: {mine} with your value, {theirs} with Copper's.",
        mine=number(mine),
        theirs=number(len(chosen) - mine),
    )


def _cells(sheet: Sheet) -> Iterable[ConflictCell]:
    for row in sheet.changed_rows():
        if sheet.phase(row) is Phase.CONFLICT:
            yield from (ConflictCell(row, key, conflict) for key, conflict in sheet.conflicts(row).items())


def _change(cell: ConflictCell, side: Side) -> Change:
    return KeepMine(cell.row, cell.key) if side is Side.MINE else ResetCell(cell.row, cell.key)
